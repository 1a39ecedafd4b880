"""Bars of charts among the tinted areas of a page, and the words that label them: they are no table."""

from __future__ import annotations

from itertools import pairwise

from ...models.page import Area, Colour, Word
from .figures import is_figure

_FEWEST = 4
"""Bars of a chart."""
_SAME = 1.0
"""Points that the feet and the thickness of bars may differ."""
_DISTINCT = 0.6
"""Of the bars: as many have a length of their own. Cells of a table have those of their rows and columns."""
_LABEL = 12.0
"""Points between the end of a bar and the figure that says its length."""


def chart_words(grounds: list[Area], words: list[Word]) -> list[Word]:
    """The words on and around the bars of a page's charts."""
    out: list[Word] = []
    grounds = _apart(grounds)
    for bars in _standing(grounds):
        left, right = min(b.x0 for b in bars), max(b.x1 for b in bars)
        top, bottom = min(b.top for b in bars) - _LABEL, bars[0].bottom + 1.5 * _LABEL
        out += [w for w in words if left - 2.5 * _LABEL < w.x0 and w.x1 < right + _LABEL and top < _height(w) < bottom]
    for bars in _lying(grounds):
        labels = [w for w in words if any(_ends(bar, w) for bar in bars)]
        if len(labels) < 0.5 * len(bars):
            continue  # a time chart, which is a table
        left, right = bars[0].x0, max(b.x1 for b in bars)
        top, bottom = min(b.top for b in bars), max(b.bottom for b in bars)
        out += labels
        out += [
            w
            for w in words
            if left - _LABEL < w.x0
            and w.x1 < right + 2.5 * _LABEL
            and top - _LABEL < _height(w) < bottom + 1.5 * _LABEL
        ]
    return out


def _apart(grounds: list[Area]) -> list[Area]:
    """The areas that no area of their colour and height touches at a side: those are the cells of a tinted row."""
    rows: dict[tuple[int, int, Colour | None], list[Area]] = {}
    for area in grounds:
        rows.setdefault((round(area.top), round(area.bottom), area.fill), []).append(area)
    cells: set[int] = set()
    for row in rows.values():
        row.sort(key=lambda area: area.x0)
        for left, right in pairwise(row):
            if abs(right.x0 - left.x1) <= _SAME:
                cells.update((id(left), id(right)))
    return [area for area in grounds if id(area) not in cells]


def _height(word: Word) -> float:
    return (word.top + word.bottom) / 2


def _ends(bar: Area, word: Word) -> bool:
    """Whether a word is the figure at the end of a bar."""
    return -_LABEL < word.x0 - bar.x1 < _LABEL and bar.top - 2 < _height(word) < bar.bottom + 2 and is_figure(word.text)


def _standing(grounds: list[Area]) -> list[list[Area]]:
    """Bars that stand on one line, equally wide and of different heights."""
    groups = _alike(grounds, [(a.bottom, a.x1 - a.x0) for a in grounds])
    return [g for g in groups if _differ([a.bottom - a.top for a in g]) and len({round(a.x0) for a in g}) == len(g)]


def _lying(grounds: list[Area]) -> list[list[Area]]:
    """Bars that start at one line, equally high and of different lengths."""
    groups = _alike(grounds, [(a.x0, a.bottom - a.top) for a in grounds])
    return [g for g in groups if _differ([a.x1 - a.x0 for a in g]) and len({round(a.top) for a in g}) == len(g)]


def _alike(grounds: list[Area], keys: list[tuple[float, float]]) -> list[list[Area]]:
    groups: dict[tuple[int, int], list[Area]] = {}
    for area, (foot, thick) in zip(grounds, keys, strict=True):
        groups.setdefault((round(foot / _SAME), round(thick / _SAME)), []).append(area)
    return [group for group in groups.values() if len(group) >= _FEWEST]


def _differ(lengths: list[float]) -> bool:
    return len({round(length) for length in lengths}) >= _DISTINCT * len(lengths)
