"""The taxonomy of themes and the lexicon that tells them, both data: the built-in one, or a user's."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from ...models.problem import UsageError
from .skos import read_skos

_HERE = Path(__file__).parent
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
STRENGTHS = ("strong", "medium", "weak")
_KEYS = ("id", "label_da", "label_en", "scope", "words", *STRENGTHS, "not", "laws", "places", "broader")
"""What a theme in a user's file may have."""


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme: what it is called, what belongs to it, and the patterns that speak of it, by strength."""

    id: str
    label_da: str
    label_en: str
    scope: str
    words: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Strength (`strong`, `medium`, `weak`) to patterns."""
    laws: Sequence[str] = ()
    """References that speak of the theme, such as `serviceloven 85`."""
    excluded: Sequence[str] = ()
    """Patterns whose words never speak of the theme."""
    places: Mapping[str, float] = field(default_factory=dict)
    """Weights of places that this theme has of its own."""
    broader: str | None = None
    """Id of the theme that this one is under; for readers of the taxonomy, it changes no tag."""


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """Themes in their order, and what all of them share."""

    themes: tuple[Theme, ...]
    strengths: Mapping[str, float]
    places: Mapping[str, float]
    caps: Mapping[str, float]
    threshold: float
    share: float
    sets: Mapping[str, Sequence[str]]
    names: Sequence[str]
    """Patterns of names (of units, committees, laws ...) whose words speak of no theme."""
    asides: Mapping[str, Sequence[str]]
    """Patterns after which something is said in passing, to the end of the sentence (`rest`) or of the phrase."""
    negations: Mapping[str, Sequence[str]]
    """Patterns after which (`after`), or in whose clause (`clause`), nothing speaks of a theme."""

    def theme(self, theme_id: str) -> Theme:
        """The theme of that id. Raises KeyError where there is none."""
        return next(theme for theme in self.themes if theme.id == theme_id) if theme_id in self.ids else _none(theme_id)

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the themes in the taxonomy's order."""
        return tuple(theme.id for theme in self.themes)


def _none(theme_id: str) -> Theme:
    raise KeyError(theme_id)


def _patterns(value: Any) -> tuple[str, ...]:
    """A list of patterns, or a text of them with line breaks or semicolons between."""
    items = re.split(r"[;\n]", value) if isinstance(value, str) else [str(item) for item in value or ()]
    return tuple(" ".join(item.split()) for item in items if item.strip())


@cache
def load_taxonomy(path: Path | None = None) -> Taxonomy:
    """The built-in taxonomy, or the one in a user's file.

    A CSV file has the columns of the built-in `taxonomy.csv` (`id`, `label_da`, `label_en`, `scope`) and may have
    `words` (patterns with semicolons between), `medium`, `weak`, `not`, `laws` and `broader`; it replaces the themes,
    and a theme of a built-in id keeps the built-in words where the file gives none. A YAML file has `themes`, a list
    of such rows in which a theme may also have `strong` and `places`; with `extends: true` its themes are added to the
    built-in ones, in the place of those of the same id. A Turtle file holds SKOS concepts (see `skos.py`).

    Raises UsageError for a file that cannot be read as any of these.
    """
    built_in = _built_in()
    if path is None:
        return built_in
    if not path.is_file():
        raise UsageError("E009", f"{path}: there is no such file; name a taxonomy in CSV, YAML or Turtle.")
    if path.suffix.lower() == ".csv":
        rows, extends = _read_csv(path), False
    elif path.suffix.lower() in (".yaml", ".yml"):
        rows, extends = _read_yaml(path)
    elif path.suffix.lower() == ".ttl":
        rows, extends = read_skos(_text(path), str(path)), False
    else:
        raise UsageError("E009", f"{path}: a taxonomy is a .csv, .yaml or .ttl file.")
    known = {theme.id: theme for theme in built_in.themes}
    themes = [_theme(row, known, path) for row in rows]
    if not themes:
        raise UsageError("E009", f"{path}: the file holds no themes.")
    if len({theme.id for theme in themes}) < len(themes):
        raise UsageError("E009", f"{path}: two themes have the same id.")
    if extends:
        given = {theme.id: theme for theme in themes}
        themes = [given.pop(theme.id, theme) for theme in built_in.themes] + [t for t in themes if t.id in given]
    return Taxonomy(
        themes=tuple(themes),
        strengths=built_in.strengths,
        places=built_in.places,
        caps=built_in.caps,
        threshold=built_in.threshold,
        share=built_in.share,
        sets=built_in.sets,
        names=built_in.names,
        asides=built_in.asides,
        negations=built_in.negations,
    )


def _text(path: Path) -> str:
    """A file's text. Raises UsageError where it is none."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError("E009", f"{path}: the file is not UTF-8; save it again as text in UTF-8.") from error
    except OSError as error:
        raise UsageError("E009", f"{path} cannot be opened: {error.strerror}.") from error


def _read_csv(path: Path) -> list[dict[str, Any]]:
    text = _text(path)
    head = text.partition("\n")[0]
    # Between patterns stand semicolons too, but not in the headings.
    delimiter = ";" if head.count(";") > head.count(",") else ","
    try:
        return [dict(row) for row in csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)]
    except csv.Error as error:
        raise UsageError("E009", f"{path}: not CSV that can be read: {error}.") from error


def _read_yaml(path: Path) -> tuple[list[dict[str, Any]], bool]:
    try:
        loaded = yaml.safe_load(_text(path))
    except yaml.YAMLError as error:
        raise UsageError("E009", f"{path}: not YAML that can be read: {error}") from error
    if not isinstance(loaded, dict) or not isinstance(loaded.get("themes"), list):
        raise UsageError("E009", f"{path}: a taxonomy in YAML has a list under `themes`.")
    if not all(isinstance(row, dict) for row in loaded["themes"]):
        raise UsageError("E009", f"{path}: each theme under `themes` has keys: id, label_da ...")
    return loaded["themes"], bool(loaded.get("extends", False))


def _theme(row: Mapping[str, Any], known: Mapping[str, Theme], path: Path) -> Theme:
    if row.get(None):  # type: ignore[call-overload]  # What the csv module calls values beyond the last heading.
        message = f"{path}: a theme has more values than there are columns; put quotation marks around text."
        raise UsageError("E009", message)
    if strange := [repr(key) for key, value in row.items() if key not in _KEYS and value not in (None, "")]:
        # A word that is spelt wrong would leave the theme without its words.
        may = ", ".join(_KEYS)
        raise UsageError("E009", f"{path}: a theme has {', '.join(strange)}, which is not known; it may have {may}.")
    theme_id = str(row.get("id") or "").strip()
    if not theme_id:
        raise UsageError("E009", f"{path}: a theme has no id.")
    base = known.get(theme_id)
    label = str(row.get("label_da") or (base.label_da if base else theme_id))
    words = {s: _patterns(row[s]) for s in STRENGTHS if row.get(s)}
    if row.get("words"):
        words["strong"] = _patterns(str(row["words"]))
    if not words and base is None:
        words["strong"] = (label.lower(),)
    return Theme(
        id=theme_id,
        label_da=label,
        label_en=str(row.get("label_en") or (base.label_en if base else label)),
        scope=str(row.get("scope") or (base.scope if base else "")),
        words=words or (base.words if base else words),
        laws=_patterns(row.get("laws")) or (base.laws if base and not words else ()),
        excluded=_patterns(row.get("not")) or (base.excluded if base and not words else ()),
        places=row.get("places") or (base.places if base else {}),
        broader=str(row.get("broader") or "") or (base.broader if base else None),
    )


@cache
def _built_in() -> Taxonomy:
    lexicon = yaml.load((_HERE / "lexicon.yaml").read_text(encoding="utf-8"), Loader=_LOADER)
    with (_HERE / "taxonomy.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    themes = []
    for row in rows:
        entry = lexicon["themes"][row["id"]]
        themes.append(
            Theme(
                **row,
                words={s: _patterns(entry[s]) for s in STRENGTHS if s in entry},
                laws=_patterns(entry.get("laws")),
                excluded=_patterns(entry.get("not")),
                places=entry.get("places", {}),
            )
        )
    return Taxonomy(
        themes=tuple(themes),
        strengths=lexicon["strengths"],
        places=lexicon["places"],
        caps=lexicon["caps"],
        threshold=lexicon["threshold"],
        share=lexicon["share"],
        sets={name: _patterns(words) for name, words in lexicon["sets"].items()},
        names=_patterns(lexicon["names"]),
        asides={scope: _patterns(words) for scope, words in lexicon["asides"].items()},
        negations={scope: _patterns(words) for scope, words in lexicon["negations"].items()},
    )
