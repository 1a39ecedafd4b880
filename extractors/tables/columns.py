"""Columns by the white gutters that run down between the words of a region."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from .figures import is_quantity
from .textlines import Run, TextLine, chunks_of, marks, thousands

_NARROW = 0.38
"""Of the font size: words closer than this are never in two columns."""
_WORD = 0.15
"""Of the font size: the least gap between two words of a line, enough where a column's left side shows."""
_SAME = 0.8
"""Points that the left sides of words in one column may differ."""
_GUTTER = 0.55
"""Of the font size: the least width of a gutter that only a few lines show."""
_MOST_HEAD = 6
"""Lines of a header at most."""


@dataclass(slots=True)
class Gutter:
    """A white stripe between two columns, from `x0` to `x1`."""

    x0: float
    x1: float
    support: int
    """Lines with text on both of its sides, next to it."""
    flush: bool = False
    """The column to its right is set flush left with its right side."""

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2


def find_gutters(lines: list[TextLine], em: float, fixed: list[float] | None = None) -> list[Gutter]:
    """The gutters between the columns of tabular lines, left to right.

    Only lines that are parted by wide gaps have a vote: one piece alone may be a wrapped cell, a row
    heading or a title. A few lines may cross a gutter (headings over several columns).
    """
    voters = [line for line in lines if len(line.chunks) > 1]
    if len(voters) < 2:
        return []
    starts = _strong_starts(voters)
    runs = [_runs(line, starts, em) for line in voters]
    alone = [[(line.x0, line.x1)] for line in lines if len(line.chunks) == 1]
    best: list[Gutter] = []
    # The first lines may be a header whose cells span columns; they are left out where this shows more columns.
    for skip in range(min(4, len(voters) - 2) + 1):
        found = _gutters(runs[skip:], em, starts, alone)
        if len(found) > len(best) and (not best or len(runs) - skip >= 3):
            best = found
    best = _with_body(best, runs, _head_lines(voters))
    for line in lines:
        if len(line.chunks) == 1:
            _narrow(best, line.x0, line.x1)
    for line_runs in runs:
        for left, right in line_runs:
            _narrow(best, left, right + 0.1 * em)
    return best


def _strong_starts(lines: list[TextLine]) -> list[float]:
    """Where the pieces of many lines start: the left sides of columns."""
    xs = sorted(c.x0 for line in lines for c in line.chunks[1:])
    least = max(3, 0.4 * len(lines))
    out: list[float] = []
    group: list[float] = []
    for x in [*xs, 1e9]:
        if group and x - group[0] > 2 * _SAME:
            if len(group) >= least:
                out.append(sum(group) / len(group))
            group = []
        group.append(x)
    return out


def is_start(starts: list[float], x: float) -> bool:
    """Whether `x` is where a column starts."""
    k = bisect_right(starts, x)
    return any(abs(s - x) <= _SAME for s in starts[max(0, k - 1) : k + 1])


def _runs(line: TextLine, starts: list[float], em: float) -> list[Run]:
    """The stretches of a line that are printed, parted at gaps and where a word starts a column."""
    out: list[Run] = []
    for chunk in chunks_of(line.words, _NARROW * em):
        left, right = chunk.x0, chunk.words[0].x1
        for k, word in enumerate(chunk.words[1:], 1):
            before = chunk.words[k - 1]
            apart = word.x0 - right >= _WORD * em and not thousands(before, word)
            if apart and is_start(starts, word.x0) and not marks(chunk.words[:k], word):
                out.append((left, right))
                left = word.x0
            right = max(right, word.x1)
        out.append((left, chunk.x1))
    return out


def _narrow(gutters: list[Gutter], left: float, right: float) -> None:
    """Take from a gutter what a wrapped line that fills its column alone covers of it."""
    for gutter in gutters:
        if left < gutter.x0 and gutter.x0 < right < gutter.x1 - 0.5:
            gutter.x0 = right
        elif right > gutter.x1 and gutter.x0 + 0.5 < left < gutter.x1:
            gutter.x1 = left


def _gutters(runs: list[list[Run]], em: float, starts: list[float], alone: list[list[Run]]) -> list[Gutter]:
    n = len(runs)
    allowed = n // 9 if n < 30 else n // 8
    events: list[tuple[float, int]] = []
    for line in runs:
        for left, right in line:
            events.append((left, 1))
            events.append((right, -1))
    events.sort()
    left = min(line[0][0] for line in runs)
    right = max(line[-1][1] for line in runs)
    out: list[Gutter] = []
    depth = 0
    start: float | None = None
    for x, step in events:
        if step < 0:
            depth += step
            if depth <= allowed and start is None:
                start = x
        else:
            if start is not None and depth + step > allowed:
                if left < start and x < right:
                    out.append(Gutter(start, x, 0))
                start = None
            depth += step
    return _used(_supported(out, runs, em, starts), runs + alone)


def _supported(gutters: list[Gutter], runs: list[list[Run]], em: float, starts: list[float]) -> list[Gutter]:
    """The gutters that are wide enough for the number of lines that show them."""
    kept: list[Gutter] = []
    for gutter in gutters:
        gaps = []
        for line in runs:
            k = bisect_right(line, (gutter.middle, float("inf")))
            if 0 < k < len(line) and line[k - 1][1] <= gutter.middle:
                gaps.append(line[k][0] - line[k - 1][1])
        gutter.support = len(gaps)
        width = gutter.x1 - gutter.x0
        least = _GUTTER * em if gutter.support < 5 else _NARROW * em
        gutter.flush = is_start(starts, gutter.x1)
        if gutter.flush:
            least = min(least, _WORD * em)
        if gutter.support >= 2 and width >= least:
            kept.append(gutter)
    return kept


def _used(gutters: list[Gutter], runs: list[list[Run]]) -> list[Gutter]:
    """The gutters with at least two texts in the column that they open."""
    while gutters:
        stops = [g.middle for g in gutters]
        counts = [0] * (len(gutters) + 1)
        for line in runs:
            for k in {bisect_right(stops, (a + b) / 2) for a, b in line}:
                counts[k] += 1
        thin = next((k for k, c in enumerate(counts) if c < 2), None)
        if thin is None:
            return gutters
        # An almost empty column is part of its nearer neighbour.
        if thin == 0:
            drop = 0
        elif thin == len(gutters):
            drop = thin - 1
        else:
            widths = [gutters[thin - 1].x1 - gutters[thin - 1].x0, gutters[thin].x1 - gutters[thin].x0]
            drop = thin - 1 if widths[0] <= widths[1] else thin
        gutters = gutters[:drop] + gutters[drop + 1 :]
    return gutters


def _head_lines(voters: list[TextLine]) -> int:
    """How many lines stand above the first with two figures, 0 where there are none or too many."""
    for n, line in enumerate(voters):
        texts = [chunk.text for chunk in line.chunks[1:]]
        if sum(1 for text in texts if is_quantity(text)) > 1:
            return n if n <= _MOST_HEAD else 0
    return 0


def _with_body(gutters: list[Gutter], runs: list[list[Run]], head: int) -> list[Gutter]:
    """The gutters without those that only part headings: words in the middle over two columns make no third."""
    if not head or len(runs) - head < 3:
        return gutters
    k = 1
    while k < len(gutters):
        stops = [g.middle for g in gutters]
        lines = [{bisect_right(stops, (a + b) / 2) for a, b in line} for line in runs]
        if not any(k in cols for cols in lines[head:]):
            beside = [near for near in (k - 1, k + 1) if not any(k in cols and near in cols for cols in lines[:head])]
            if beside:
                drop = k - 1 if beside[0] == k - 1 else k
                gutters = gutters[:drop] + gutters[drop + 1 :]
                continue
        k += 1
    return gutters


def edges_between(gutters: list[Gutter], left: float, right: float) -> list[float]:
    """Column edges from the outer sides and the gutters' middles."""
    return [left, *(g.middle for g in gutters), right]
