"""Themes of a data set: how often each is given, what its words tag, and words that it could have."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

from ..extractors.themes.check import Finding, Use, check, uses
from ..extractors.themes.patterns import PatternError
from ..extractors.themes.suggest import Suggestion, suggest
from ..extractors.themes.taxonomy import Taxonomy, load_taxonomy
from ..models.problem import UsageError
from .dataset import Dataset

_TEXTS = {"initiatives": "title", "aspects": "text", "milestones": "text", "gains": "text"}


def initiative_texts(data: Dataset) -> dict[str, str]:
    """The words of each initiative by its id: title, aspects, milestones and gains, a line each."""
    out: dict[str, list[str]] = {}
    for table, column in _TEXTS.items():
        found = data.arrow(table).select(["initiative_id", column]).to_pydict()
        for initiative, text in zip(found["initiative_id"], found[column], strict=True):
            out.setdefault(initiative, []).append(text)
    return {initiative: "\n".join(texts) for initiative, texts in out.items()}


def theme_counts(data: Dataset, taxonomy: Taxonomy) -> list[dict[str, Any]]:
    """A row a theme: initiatives and plans that have it, and the words that gave it most often."""
    tags = data.arrow("theme_tags").select(["theme", "initiative_id", "plan_id", "evidence"]).to_pylist()
    labels = {theme.id: theme.label_da for theme in taxonomy.themes}
    out = []
    for theme in dict.fromkeys([*taxonomy.ids, *sorted({tag["theme"] for tag in tags})]):
        own = [tag for tag in tags if tag["theme"] == theme]
        words = Counter(word.lower() for tag in own for word in tag["evidence"].split("; "))
        most = sorted(words.items(), key=lambda item: (-item[1], item[0]))[:5]
        out.append(
            {
                "theme": theme,
                "label": labels.get(theme, theme),
                "initiatives": len({tag["initiative_id"] for tag in own}),
                "plans": len({tag["plan_id"] for tag in own}),
                "words": ", ".join(word for word, _ in most),
            }
        )
    return out


def suggestions(data: Dataset, taxonomy: Taxonomy, theme: str | None = None, most: int = 15) -> list[Suggestion]:
    """Terms that could be words of a theme (of all where None), and frequent terms that no theme has. Raises
    UsageError for a theme that there is not."""
    if theme is not None and theme not in taxonomy.ids:
        raise UsageError("E009", f"There is no theme {theme!r}; there are {', '.join(taxonomy.ids)}.")
    tags: dict[str, set[str]] = {}
    found = data.arrow("theme_tags").select(["initiative_id", "theme"]).to_pydict()
    for initiative, given in zip(found["initiative_id"], found["theme"], strict=True):
        tags.setdefault(initiative, set()).add(given)
    documents = [(text, tags.get(initiative, set())) for initiative, text in initiative_texts(data).items()]
    return suggest(documents, taxonomy, taxonomy.ids if theme is None else [theme], most)


def checked(path: Path | None, corpus: str | None) -> tuple[list[Finding], list[Use]]:
    """What is the matter with a taxonomy (the built-in one where None), and what its words find in a data set."""
    taxonomy = load_taxonomy(path)
    findings = check(taxonomy)
    if corpus is None:
        return findings, []
    try:
        return findings, uses(taxonomy, initiative_texts(Dataset(corpus)).values())
    except PatternError as error:
        raise UsageError("E009", f"{path}: {error}") from error


def to_csv(rows: Sequence[Any], kind: type[Any] | None = None) -> str:
    """Rows (dictionaries, or data classes of a kind) as CSV."""
    if kind is not None:
        names: Iterable[str] = [field.name for field in fields(kind)]
        rows = [{name: getattr(row, name) for name in names} for row in rows]
    else:
        names = rows[0]
    stream = io.StringIO()
    writer = csv.DictWriter(stream, list(names), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue()
