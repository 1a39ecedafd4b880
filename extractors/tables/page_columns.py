"""The columns in which the running text of a page is set: no table that nothing draws reaches from one to the next.

Columns of text are equally wide, their lines are full and go on within sentences, and their paragraphs begin at heights
of their own, where the rows of a table begin side by side.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, pairwise
from statistics import median

from ...models.page import Word
from .edges import Edge
from .textlines import TextLine, text_lines

_FEWEST = 6
"""Pieces of lines that start where a column does."""
_GUTTER = 0.8
"""Of the font size: the least white between two columns."""
_WIDEST_GUTTER = 6.0
_EQUAL = 0.1
"""Of the wider of two columns: the most by which the other may be narrower."""
_NARROWEST = 10.0
"""Of the font size: the width of a column of text at least."""
_MOST = 8
"""Places where columns may start: a page with more is a grid or a drawing."""
_LINES = 8
"""Lines of each column that show it, fewer (`_KNOWN_LINES`) where columns of the same sides are known."""
_KNOWN_LINES = 3
_FULL_END = 0.14
"""Of a column's width: a line that ends within this of its right side is full."""
_FULL_LINES = 4
_GOING_ON = 0.3
"""Of a column's lines: so many start within a sentence."""
_PARAGRAPH = 1.25
"""Of the usual step from line to line: a wider one begins a paragraph."""
_LEVEL = 1.5
"""Points between two feet that are level."""
_SIDE = 2.0
"""Points that the sides of the same columns may differ."""


@dataclass(frozen=True, slots=True)
class PageColumns:
    """Columns of text side by side, from `top` to `bottom`, and where each but the first begins."""

    starts: tuple[float, ...]
    top: float
    bottom: float

    def at(self, word: Word) -> int | None:
        """The number of the column, from 0, in which a word stands; None where it stands above or below them."""
        if not self.top <= (word.top + word.bottom) / 2 <= self.bottom:
            return None
        return sum((word.x0 + word.x1) / 2 >= start - 1 for start in self.starts)


def page_columns(lines: list[TextLine], level: list[Edge], known: set[tuple[float, ...]]) -> list[PageColumns]:
    """The stretches of a page in which its text stands in columns, top to bottom.

    `lines` are those of all words, `level` are rules and sides of tints, which columns do not cross; `known` are the
    starts of the columns on the pages before, which also a page with few full lines shows.
    """
    for starts in _candidates(lines):
        same = any(_same(starts, other) for other in known)
        runs = _runs(lines, level, starts)
        if same or any(_shows(run, starts, sure=True) for run in runs):
            found = [run for run in runs if _shows(run, starts, sure=False)]
            if found:
                return [PageColumns(starts, min(n.top for n in run), max(n.bottom for n in run)) for run in found]
    return []


def _candidates(lines: list[TextLine]) -> list[tuple[float, ...]]:
    """Where the second column may start, then where the second and third may: where many pieces of lines do, as far
    from each other as columns of one width stand."""
    chunks = [chunk for line in lines for chunk in line.chunks]
    if len(chunks) < 2 * _LINES:
        return []
    size = median(line.size for line in lines)
    ends: dict[int, list[float]] = {}
    for chunk in chunks:
        ends.setdefault(round(chunk.x0), []).append(chunk.x1)
    often = {x: sum(len(ends.get(near, ())) for near in (x - 1, x, x + 1)) for x in ends}
    places = sorted(x for x, n in often.items() if n >= _FEWEST and n >= max(often.get(x - 1, 0), often.get(x + 1, 0)))
    singles: list[int] = []
    for x in places:
        width = max(max(ends[near]) for near in (x - 1, x, x + 1) if near in ends) - x
        steps = [x - other for other in places if other < x]
        low, high = (1 - _EQUAL) * width + _GUTTER * size, width / (1 - _EQUAL) + _WIDEST_GUTTER * size
        if width >= _NARROWEST * size and any(low <= step <= high for step in steps):
            singles.append(x)
    if len(singles) > _MOST:
        return []
    pairs = [(a, b) for a, b in combinations(singles, 2) if any(abs(b - 2 * a + x) <= _SIDE + 1 for x in places)]
    exact = {x: min(c.x0 for c in chunks if abs(c.x0 - x) <= 1.5) for x in singles}
    return [*((exact[x],) for x in singles), *((exact[a], exact[b]) for a, b in pairs)]


def _same(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return len(one) == len(other) and all(abs(a - b) <= _SIDE for a, b in zip(one, other, strict=True))


def _runs(lines: list[TextLine], level: list[Edge], starts: tuple[float, ...]) -> list[list[TextLine]]:
    """Successive lines of which none stands in the white before any of the starts, nor a rule between them."""
    rules = sorted(e.pos for e in level if any(e.start < x - _SIDE - 3 and e.end > x + 3 for x in starts))
    out: list[list[TextLine]] = [[]]
    passed = 0
    for line in lines:
        middle = (line.top + line.bottom) / 2
        while passed < len(rules) and rules[passed] < middle:
            passed += 1
            if out[-1]:
                out.append([])
        white = _GUTTER * line.size
        if any(c.x0 < x - _SIDE and c.x1 > x - white for c in line.chunks for x in starts):
            if out[-1]:
                out.append([])
            continue
        out[-1].append(line)
    return [run for run in out if run]


def _shows(run: list[TextLine], starts: tuple[float, ...], sure: bool) -> bool:
    """Whether lines stand in columns of text; `sure` where nothing else tells that there are any."""
    sides = [*starts, float("inf")]
    words: list[list[Word]] = [[] for _ in sides]
    for line in run:
        for word in line.words:
            words[next(k for k, x in enumerate(sides) if word.x0 < x - 1)].append(word)
    if not all(words):
        return False
    columns = [text_lines(own) for own in words]
    if any(len(lines) < (_LINES if sure else _KNOWN_LINES) for lines in columns):
        return False
    if sure and not (_equal(columns) and all(_running(lines) for lines in columns)):
        return False
    return not any(_in_rows(a, b) for a, b in pairwise(columns))


def _equal(columns: list[list[TextLine]]) -> bool:
    """Whether columns are equally wide, with a gutter between each two."""
    size = median(line.size for lines in columns for line in lines)
    ends = [(min(n.x0 for n in lines), max(n.x1 for n in lines)) for lines in columns]
    widths = [b - a for a, b in ends]
    gutters = [b[0] - a[1] for a, b in pairwise(ends)]
    return (
        min(widths) >= max((1 - _EQUAL) * max(widths), _NARROWEST * size)
        and _GUTTER * size <= min(gutters)
        and max(gutters) <= _WIDEST_GUTTER * size
    )


def _running(lines: list[TextLine]) -> bool:
    """Whether many lines of a column are full and start within a sentence."""
    right = max(line.x1 for line in lines)
    width = right - min(line.x0 for line in lines)
    full = sum(1 for line in lines if line.x1 >= right - _FULL_END * width and len(line.chunks) == 1)
    low = sum(1 for line in lines if line.words[0].text[0].islower())
    return full >= _FULL_LINES and low >= _GOING_ON * len(lines)


def _in_rows(left: list[TextLine], right: list[TextLine]) -> bool:
    """Whether paragraphs in two columns begin side by side, as the rows of a table do."""
    a, b = _paragraphs(left), _paragraphs(right)
    if not a or not b:
        return False
    level = sum(any(abs(x - y) <= _LEVEL for y in b) for x in a)
    return level >= 0.5 * min(len(a), len(b))


def _paragraphs(lines: list[TextLine]) -> list[float]:
    """The feet of the lines that stand apart from the line above."""
    steps = [b.base - a.base for a, b in pairwise(lines)]
    usual = sorted(steps)[len(steps) // 3] if steps else 0.0
    return [b.base for (a, b), step in zip(pairwise(lines), steps, strict=True) if step > _PARAGRAPH * usual]
