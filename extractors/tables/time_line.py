"""Cards on a time line: times side by side, each with what is to be done then below it, in a frame of its own or none.

They are read as a table of one row, headed by the times.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ...models.page import Word
from ..values.times import is_time
from .edges import Edge
from .fill import WordIndex
from .grid import Grid, cells_of
from .textlines import TextLine

_LONGEST_TIME = 60
_MOST = 0.6
"""Share of the heads that are times, and of those that have text below them."""
_LEADING = 2.0
"""Of the font size: white between two lines of the cards at most; below the times half as much again."""
_LARGER = 1.15
"""Text so much larger than that of the cards is a heading below them."""
_GAP = 3.0
"""Points between the frames of two cards at least."""
_SIDE = 3.0
"""Points that text may stand outside its column."""
_FEWEST_WORDS = 2
_EVERYWHERE = (-1e9, -1e9, 1e9, 1e9)


Cards = tuple[Grid, list[list[Word]]]
"""A grid of a row of times and a row of what is below them, with the words of each cell."""


@dataclass(frozen=True, slots=True)
class _Column:
    """The sides of a column, and where its frame ends, if it has one."""

    x0: float
    x1: float
    bottom: float | None = None


def time_lines(index: WordIndex, upright: list[Edge]) -> list[Cards]:
    """The rows of cards among the words that no table owns, top to bottom."""
    out: list[Cards] = []
    end = 0.0
    for line in index.lines(*_EVERYWHERE):
        if line.top >= end and len(line.chunks) > 1 and _may_head(line):
            cards = _below(line, index, upright)
            if cards is not None:
                out.append(cards)
                end = cards[0].ys[-1]
    return out


def _may_head(line: TextLine) -> bool:
    """Whether the pieces of a line are set alike and one of them is a time."""
    first = _look(line.words[0])
    return all(_look(word) == first for word in line.words) and any(_is_time(chunk.words) for chunk in line.chunks)


def _is_time(words: list[Word]) -> bool:
    text = " ".join(word.text for word in words)
    return len(text) <= _LONGEST_TIME and is_time(text)


def _below(line: TextLine, index: WordIndex, upright: list[Edge]) -> Cards | None:
    """The cards whose times begin in a line; None where it heads none."""
    columns = _framed(line, upright) or _flush(line)
    ends = [column.bottom for column in columns if column.bottom is not None]
    foot = max(ends) if ends else 1e9
    under = [one for one in index.lines(columns[0].x0, line.bottom, columns[-1].x1, foot) if one.top >= line.base]
    heads = [[word for word in line.words if _within(word, column)] for column in columns]
    texts: list[list[Word]] = [[] for _ in columns]
    last, leading, size = line.bottom, 1.5 * _LEADING, 0.0
    for one in under:
        parts = [[word for word in one.words if _within(word, column)] for column in columns]
        apart = one.top - last > leading * one.size or (size and one.size > _LARGER * size)
        if apart or sum(map(len, parts)) < len(one.words):
            break
        for head, text, part in zip(heads, texts, parts, strict=True):
            goes_on = bool(part) and not text and all(_look(word) == _look(line.words[0]) for word in part)
            (head if goes_on else text).extend(part)
        last = one.bottom
        if any(texts):
            leading, size = _LEADING, size or one.size
    apart = all(a.bottom is not None and b.x0 - a.x1 >= _GAP for a, b in pairwise(columns))
    if not apart and not _is_time(heads[0]):
        return None  # what stands before the times heads the rows of a table
    return _cards(heads, texts, columns) if _are_cards(heads, texts) else None


def _are_cards(heads: list[list[Word]], texts: list[list[Word]]) -> bool:
    """Whether most of the heads are times, and words and no figures stand below most of them."""
    times = sum(_is_time(head) for head in heads)
    filled = [text for text in texts if text]
    words = [word.text for text in filled for word in text]
    letters = sum(c.isalpha() for text in words for c in text)
    return (
        times >= max(2, _MOST * len(heads))
        and len(filled) >= max(2, _MOST * len(heads))
        and len(words) >= _FEWEST_WORDS * len(filled)
        and 2 * letters >= sum(map(len, words))
    )


def _cards(heads: list[list[Word]], texts: list[list[Word]], columns: list[_Column]) -> Cards:
    """The grid of some cards; it is cut where the lowest of the times ends."""
    both = [word for some in heads + texts for word in some]
    between = [(a.x1 + b.x0) / 2 for a, b in pairwise(columns)]
    xs = [columns[0].x0, *between, max(columns[-1].x1, max(word.x1 for word in both))]
    top, bottom = min(word.top for word in both) - 1, max(word.bottom for word in both) + 1
    ys = [top, max(word.bottom for head in heads for word in head) + 1, bottom]
    return Grid(xs, ys, cells_of(xs, ys), stroked=False), heads + texts


def _framed(line: TextLine, upright: list[Edge]) -> list[_Column]:
    """The frames around the times, side by side; none where a time has no frame of its own."""
    middle = (line.top + line.bottom) / 2
    sides = [edge for edge in upright if edge.start <= middle <= edge.end]
    out: list[_Column] = []
    for chunk in line.chunks:
        left = max((edge for edge in sides if edge.pos <= chunk.x0 + 1), key=lambda e: e.pos, default=None)
        right = min((edge for edge in sides if edge.pos >= chunk.x1 - 1), key=lambda e: e.pos, default=None)
        if left is None or right is None or (out and left.pos < out[-1].x1 - 1):
            return []
        out.append(_Column(left.pos, right.pos, max(left.end, right.end)))
    return out


def _flush(line: TextLine) -> list[_Column]:
    """The columns whose left sides are those of the times."""
    starts = [chunk.x0 for chunk in line.chunks]
    wide = median(b - a for a, b in pairwise(starts))
    ends = [*starts[1:], starts[-1] + wide]
    return [_Column(a - 1, b - 1) for a, b in zip(starts, ends, strict=True)]


def _look(word: Word) -> tuple[bool, tuple[int, int, int], float]:
    """How a word is set."""
    return word.style.bold, word.style.colour, word.style.size


def _within(word: Word, column: _Column) -> bool:
    return column.x0 - _SIDE <= word.x0 and word.x1 <= column.x1 + _SIDE
