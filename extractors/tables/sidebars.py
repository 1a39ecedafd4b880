"""Tinted areas beside the text: lines of words in them are no cells of what stands beside them."""

from __future__ import annotations

from statistics import median

from ...models.geometry import overlap
from ...models.page import Area, Word
from .textlines import TextLine

_FEWEST = 3
"""Lines that a sidebar holds at least."""
_LEVEL = 0.08
"""Of the size: words whose feet differ by less stand on one line."""
_MOST_LEVEL = 0.5
"""Share of the lines in an area that may stand level with words beside it; more, and it is a tinted column."""
_STACKED = 3.0
"""Points between grounds of cells below each other at most."""


def apart(lines: list[TextLine], grounds: list[Area]) -> list[TextLine]:
    """The lines, those that reach into a sidebar parted at its side."""
    sidebars = [area for area in grounds if _is_sidebar(area, lines, grounds)]
    if not sidebars:
        return lines
    out: list[TextLine] = []
    for line in lines:
        parts: dict[int, list[Word]] = {}
        for word in line.words:
            parts.setdefault(next((i for i, area in enumerate(sidebars) if _inside(word, area)), -1), []).append(word)
        if len(parts) == 1:
            out.append(line)
        else:
            out.extend(part for words in parts.values() if (part := line.of(words)) is not None)
    return sorted(out, key=lambda line: line.base)


def _is_sidebar(area: Area, lines: list[TextLine], grounds: list[Area]) -> bool:
    """Whether a tinted area holds lines of its own, which seldom stand level with those beside it."""
    near = [line for line in lines if line.bottom >= area.top and line.top <= area.bottom]
    if len(near) < _FEWEST:
        return False
    held = level = 0
    for line in near:
        inner = [word for word in line.words if _inside(word, area)]
        outer = [word for word in line.words if not _inside(word, area)]
        if inner:
            held += 1
            level += bool(outer) and abs(_foot(inner) - _foot(outer)) < _LEVEL * line.size
    if held < _FEWEST or level > _MOST_LEVEL * held:
        return False
    # Last, since a map has thousands of grounds, few of which hold lines.
    return not any(_stacked(area, other) for other in grounds if other is not area)


def _stacked(area: Area, other: Area) -> bool:
    """Whether two grounds stand right below each other or side by side, as those of cells do."""
    beside = min(abs(area.x1 - other.x0), abs(other.x1 - area.x0)) < _STACKED
    below = min(abs(area.bottom - other.top), abs(other.bottom - area.top)) < _STACKED
    return (beside and overlap(area.top, area.bottom, other.top, other.bottom) > 0) or (
        below and overlap(area.x0, area.x1, other.x0, other.x1) > 0
    )


def _inside(word: Word, area: Area) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return area.x0 <= x <= area.x1 and area.top <= y <= area.bottom


def _foot(words: list[Word]) -> float:
    return median(word.bottom for word in words)
