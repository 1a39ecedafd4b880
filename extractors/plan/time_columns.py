"""Columns that are headed by times ("1. kvartal | 2. kvartal", "2024 | 2025"): what is planned stands under its time.

Words in such columns are what is done then. A sign ("X") or an area of colour marks the time of what its row says.
Figures are none of this: they are levels to reach, or starting figures.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import NamedTuple

from ...models.layout import Cell
from ..values.numbers import figure_likeness
from ..values.times import is_time
from ..vocabulary.phrases import fold, load_yaml

_MOST = 0.6
_FEW_LETTERS = 8
"""Mean length of cells, in letters, below which they are short answers ("Ja") and no actions."""
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_DASHES = frozenset("-–—−")
_LONGEST_SIGN = 3


class HeadTime(NamedTuple):
    """The time that heads a column: as printed, with the year above it, and in words that can be read."""

    printed: str
    read: str


@dataclass(frozen=True, slots=True)
class TimeColumns:
    """The columns that are headed by times, by their index, and whether their cells hold signs or words."""

    times: dict[int, HeadTime]
    marked: bool


def time_columns(
    headings: list[str], groups: list[str], body: list[list[Cell]], others: frozenset[int] = frozenset()
) -> TimeColumns | None:
    """The columns whose `headings` are times, two or more; None where there are none, or where they hold figures.

    `groups` has the heading above each heading, if any, `body` the cells of each column below them. Where most are
    times, the columns `others` whose headings nobody knows are, too ("Efter behov").
    """
    times = _times(headings, groups)
    if len(times) < 2:
        return None
    if len(times) >= _MOST * len(headings):
        times = {col: HeadTime(headings[col], headings[col]) for col in others} | times
    cells = [cell for col in times for cell in body[col]]
    filled = [cell for cell in cells if cell.blocks]
    signs = [cell for cell in filled if is_sign(cell)]
    if len(signs) >= _MOST * len(filled):
        return TimeColumns(dict(sorted(times.items())), True) if signs or any(cell.shaded for cell in cells) else None
    words = [cell.text for cell in filled if not is_sign(cell)]
    figures = sum(figure_likeness(text) for text in words)
    letters = sum(c.isalpha() for text in words for c in text)
    if figures >= (1 - _MOST) * len(words) or letters < _FEW_LETTERS * len(words):
        return None
    return TimeColumns(dict(sorted(times.items())), False)


def is_marked(cell: Cell | None) -> bool:
    """Whether a cell marks the time over it: by anything printed in it but a dash, or by its ground."""
    return cell is not None and (cell.shaded if not cell.blocks else not _DASHES.issuperset(_printed(cell)))


def is_sign(cell: Cell) -> bool:
    """Whether nothing but a sign is printed in a cell ("X", "●", "✓", "-")."""
    printed = _printed(cell)
    return len(printed) <= _LONGEST_SIGN and all(not c.isalnum() or c in "xX" for c in printed)


def span_of(times: list[HeadTime], marked: list[int]) -> HeadTime:
    """The times at the places `marked`: those side by side from the first to the last, the others after a comma."""
    runs = [[times[n] for _, n in run] for _, run in groupby(enumerate(marked), key=lambda one: one[1] - one[0])]
    return HeadTime(
        ", ".join(_from_to(run[0].printed, run[-1].printed) for run in runs),
        ", ".join(_from_to(run[0].read, run[-1].read) for run in runs),
    )


def _from_to(first: str, last: str) -> str:
    return first if first == last else f"{first} – {last}"


def _times(headings: list[str], groups: list[str]) -> dict[int, HeadTime]:
    """The columns whose headings are times, with what they stand for."""
    names = [fold(heading).rstrip(".") for heading in headings]
    months = sum(any(month.startswith(name) for month in _months()) for name in names if len(name) >= 3) >= 2
    short = _initials(names) | _counted(names, groups)
    out: dict[int, HeadTime] = {}
    for col, (heading, group) in enumerate(zip(headings, groups, strict=True)):
        # Beside other months "jul" is the seventh, else the holiday.
        read = short.get(col) or (_months()[6] if months and names[col] == "jul" else heading)
        if not is_time(read):
            continue
        above = group != heading and not _YEAR.search(heading) and _YEAR.search(group) and is_time(group)
        out[col] = HeadTime(f"{heading} {group}", f"{read} {group}") if above else HeadTime(heading, read)
    return out


@cache
def _months() -> tuple[str, ...]:
    """The full names of the months, in their order."""
    months = load_yaml("times.yaml")["months"]
    return tuple(months[number][0] for number in range(1, 13))


def _initials(names: list[str]) -> dict[int, str]:
    """The months of a year of columns headed by their first letters."""
    first = "".join(name if len(name) == 1 else " " for name in names).find("".join(month[0] for month in _months()))
    return {first + n: month for n, month in enumerate(_months())} if first >= 0 else {}


def _counted(names: list[str], groups: list[str]) -> dict[int, str]:
    """Quarters or months that are only counted, below a year ("2024": "1", "2", "3", "4")."""
    out: dict[int, str] = {}
    years = [(col, group) for col, group in enumerate(groups) if _YEAR.search(group) and is_time(group)]
    for _, run in groupby(years, key=lambda one: one[1]):
        cols = [col for col, _ in run]
        if [names[col] for col in cols] == [str(n) for n in range(1, len(cols) + 1)] and len(cols) in (4, 12):
            words = tuple(f"{n}. kvartal" for n in range(1, 5)) if len(cols) == 4 else _months()
            out |= dict(zip(cols, words, strict=True))
    return out


def _printed(cell: Cell) -> str:
    return "".join(f"{block.marker or ''}{block.text}" for block in cell.blocks).replace(" ", "")
