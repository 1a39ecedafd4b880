"""What the explorer says in each language (`texts.yaml`), and how it writes numbers and days."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from ..report.language import Language
from ..theme_names import ThemeNames, built_in_names
from .state import NONE, Code

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def load() -> dict[str, Any]:
    """The content of `texts.yaml`: `texts` and, by kind of value, `labels`."""
    loaded: dict[str, Any] = yaml.load(Path(__file__).with_name("texts.yaml").read_bytes(), _LOADER)
    return loaded


class Texts:
    """The texts of one language."""

    def __init__(self, lang: Code, themes: ThemeNames | None = None) -> None:
        """`themes`: what themes are called, the built-in ones if not given."""
        self.themes = built_in_names() if themes is None else themes
        self.lang: Code = lang

    def __call__(self, key: str, **values: object) -> str:
        """The text `key` with `values` filled in. Raises KeyError for a text that there is not."""
        text: str = load()["texts"][key][self.lang]
        return text.format(**values) if values else text

    def label(self, kind: str, value: str) -> str:
        """What a value of the data is called; the value itself where it has no name."""
        if kind == "theme":
            return self.theme(value)
        if kind == "code":
            return Language(self.lang).code_meaning(value)
        named = load()["labels"][kind].get(value)
        return value if named is None else str(named[self.lang])

    def theme(self, theme: str) -> str:
        """The name of a theme; its id where it has none."""
        if theme == NONE:
            return self("no_theme")
        return self.themes[theme][self.lang] if theme in self.themes else theme

    def number(self, value: float, decimals: int = 6) -> str:
        """A number with the language's marks: 9.000 and 5,5 in Danish."""
        text = f"{value:,.{decimals}f}"
        if "." in text:
            text = text.rstrip("0").rstrip(".")
        return text.translate(str.maketrans(",.", ".,")) if self.lang == "da" else text

    def day(self, value: date | None) -> str:
        """A day, with the month as a word so that nobody mixes it up with the day."""
        if value is None:
            return ""
        month = self.label("month", str(value.month))
        return f"{value.day}. {month} {value.year}" if self.lang == "da" else f"{value.day} {month} {value.year}"

    def span(self, start: date | None, end: date | None) -> str:
        """A first and a last day; years alone where they are whole."""
        if start and end:
            if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
                return str(start.year) if start.year == end.year else f"{start.year}–{end.year}"
            return self.day(start) if start == end else f"{self.day(start)} – {self.day(end)}"
        if start:
            return self("open_end", a=self.day(start))
        return self("open_start", b=self.day(end)) if end else ""

    def months(self, start: date | None, end: date | None) -> str:
        """The months of a first and a last day, where a list has no room for more."""
        said = [f"{self.label('month', str(day.month))} {day.year}" for day in (start, end) if day]
        return " – ".join(dict.fromkeys(said))

    def amount(self, value: float, unit: str | None) -> str:
        """A figure with its unit."""
        return f"{self.number(value)} {self.label('unit', unit)}" if unit else self.number(value)
