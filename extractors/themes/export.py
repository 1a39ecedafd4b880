"""A taxonomy as a file that can be read again: YAML, CSV or SKOS in Turtle."""

from __future__ import annotations

import csv
import io
from typing import Any

import yaml

from ...models.problem import UsageError
from .skos import write_skos
from .taxonomy import Taxonomy, Theme

FORMS = ("yaml", "csv", "ttl")
COLUMNS = ("id", "label_da", "label_en", "scope", "broader", "words", "medium", "weak", "not", "laws")


def write_taxonomy(taxonomy: Taxonomy, form: str) -> str:
    """The themes of a taxonomy with their words. Raises UsageError for an unknown form."""
    if form == "ttl":
        return write_skos(taxonomy.themes)
    if form == "yaml":
        themes = [_yaml(theme) for theme in taxonomy.themes]
        text: str = yaml.safe_dump({"themes": themes}, allow_unicode=True, sort_keys=False, width=110)
        return text
    if form == "csv":
        stream = io.StringIO()
        writer = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(_csv(theme) for theme in taxonomy.themes)
        return stream.getvalue()
    raise UsageError("E009", f"There is no form {form!r} of a taxonomy; take one of {', '.join(FORMS)}.")


def _yaml(theme: Theme) -> dict[str, Any]:
    row: dict[str, Any] = {
        "id": theme.id,
        "label_da": theme.label_da,
        "label_en": theme.label_en,
        "scope": theme.scope,
        "broader": theme.broader,
        **{strength: list(words) for strength, words in theme.words.items()},
        "not": list(theme.excluded),
        "laws": list(theme.laws),
        "places": dict(theme.places),
    }
    return {key: value for key, value in row.items() if value}


def _csv(theme: Theme) -> dict[str, str]:
    words = {strength: "; ".join(patterns) for strength, patterns in theme.words.items()}
    return {
        "id": theme.id,
        "label_da": theme.label_da,
        "label_en": theme.label_en,
        "scope": theme.scope,
        "broader": theme.broader or "",
        "words": words.get("strong", ""),
        "medium": words.get("medium", ""),
        "weak": words.get("weak", ""),
        "not": "; ".join(theme.excluded),
        "laws": "; ".join(theme.laws),
    }
