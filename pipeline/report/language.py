"""The words of the report in one language, and figures as they are written in it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

import yaml

from ...models.problem import CODES, UsageError
from ..theme_names import ThemeNames, built_in_names

Code = Literal["da", "en"]
_HERE = Path(__file__).parent


class Language:
    """Texts by key. `code` is ISO 639-1."""

    def __init__(self, code: str, themes: ThemeNames | None = None) -> None:
        """`themes`: what themes are called, the built-in ones if not given. Raises UsageError for a language that the
        report does not have."""
        if code not in get_args(Code):
            raise UsageError("E009", f"The report has no language {code!r}; choose {' or '.join(get_args(Code))}.")
        self.code = code
        self.themes = built_in_names() if themes is None else themes

    def __call__(self, key: str, **values: Any) -> str:
        """The text of a key, filled in; whole numbers are written as the language does. KeyError for unknown keys."""
        shown = {name: self.number(value) if isinstance(value, int) else value for name, value in values.items()}
        return _labels()[key][self.code].format_map(shown) if values else _labels()[key][self.code]

    def known(self, prefix: str, value: str) -> str:
        """The word for a value out of an open list (`unit.days`), or the value as it stands."""
        labels = _labels().get(f"{prefix}.{value}")
        return value if labels is None else labels[self.code]

    def theme(self, theme: str) -> str:
        """The name of a theme; its id where it has none."""
        found = self.themes.get(theme)
        return found[self.code] if found else theme

    def code_meaning(self, code: str) -> str:
        """What a code of problems means."""
        english = CODES[code][1] if code in CODES else code
        return _codes_in_danish().get(code, english) if self.code == "da" else english

    def number(self, value: float, decimals: int | None = None) -> str:
        """A figure with the language's marks: 1.234,5 in Danish, 1,234.5 in English."""
        text = f"{value:,.10f}".rstrip("0").rstrip(".") if decimals is None else f"{value:,.{decimals}f}"
        return text.translate(str.maketrans(",.", ".,")) if self.code == "da" else text

    def percent(self, part: float, whole: float) -> str:
        """A share in whole percent; a dash of nothing."""
        return f"{self.number(100 * part / whole, 0)} %" if whole else "–"


@cache
def _labels() -> Mapping[str, Mapping[str, str]]:
    labels: Mapping[str, Mapping[str, str]] = yaml.safe_load((_HERE / "labels.yaml").read_text(encoding="utf-8"))
    return labels


@cache
def _codes_in_danish() -> Mapping[str, str]:
    codes: Mapping[str, str] = yaml.safe_load((_HERE / "problem_codes_da.yaml").read_text(encoding="utf-8"))
    return codes
