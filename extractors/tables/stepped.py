"""Tables with level rules only, whose rules leave out the columns of cells that span rows.

Where a cell spans rows the rule between them stops at its side. So the ends of the rules show where columns stand, and
each stretch of a rule which cells it parts: the rules make a grid with no upright lines.
"""

from __future__ import annotations

from itertools import pairwise

from ...models.geometry import overlap
from ...models.page import Rule
from .columns import find_gutters
from .edges import Edge, drawn_across
from .figures import is_figure
from .fill import WordIndex
from .grid import Grid, GridCell, cells_between
from .regions import near_lines
from .stretches import begins_anew
from .textlines import TextLine, crosses

_SIDE = 4.0
"""Points that the ends of rules at one column edge may differ."""
_INNER = 24.0
"""Points from the side of a table to the nearest inner column edge at least."""
_HEADER = 60.0
"""Points that a header of several levels is high at most."""
_AGAIN = 0.7
"""Share of the inner ends of shorter rules that come back."""
_FEWEST = 2
"""Shorter rules, below the header, from which on their ends are no accident."""
_ROOMY = 2.3
"""Of the size of the letters in it: a stretch between two rules that holds a heading and no section row is higher."""
_TALLEST = 320.0
"""Points between two rules of one table at most."""
_CROSSING = 0.1
"""Share of lines that may have a word on a column edge."""

Found = tuple[Grid, int]
"""A grid and how many rows head it."""


def stepped_grids(level: list[Edge], upright: list[Edge], rules: list[Rule], index: WordIndex) -> list[Found]:
    """The grids of all tables of a page that are ruled so, from top to bottom; none where `upright` lines stand."""
    drawn = sorted((e for e in level if e.drawn and e.length >= 20), key=lambda e: e.pos)
    out: list[Found] = []
    foot = 0.0
    for edge in drawn:
        if edge.pos <= foot:
            continue
        run = _run(edge, drawn, index)
        found = _grid(run, level, rules, index) if run and not _framed(run, upright) else None
        if found is not None:
            out.append(found)
            foot = found[0].ys[-1]
    return out


def _run(top: Edge, edges: list[Edge], index: WordIndex) -> list[Edge]:
    """The rules of a table whose first whole rule is `top`; empty where no shorter ones tell columns."""
    left, right = top.start, top.end
    inside: list[Edge] = []
    last, size = top.pos, 0.0
    for edge in edges:
        if edge.pos < top.pos or (edge.pos == top.pos and edge is not top):
            continue
        if edge.pos - last > _TALLEST or edge.start < left - _SIDE or edge.end > right + _SIDE:
            if overlap(edge.start, edge.end, left, right) > 0 and inside:
                break
            continue
        if edge.pos - last > 2 * _SIDE:
            lines = index.lines(left - 2, last, right + 2, edge.pos)
            roomy = edge.pos - last > _ROOMY * sum(line.size for line in lines)
            if begins_anew(lines, inside, size if roomy else 0.0):
                break
            size = size or max((line.size for line in lines), default=0.0)
        inside.append(edge)
        last = edge.pos
    # The page may cut the table anywhere, but an inner end of a rule comes back or another rule begins there.
    short = [e for e in inside if not _whole(e, left, right)]
    ends = [x for e in short for x in (e.start, e.end) if left + _INNER < x < right - _INNER]
    if len({round(e.pos) for e in short}) < _FEWEST or len(inside) < 3:
        return []
    if sum(sum(abs(x - y) <= _SIDE for y in ends) >= 2 for x in ends) < _AGAIN * len(ends):
        return []
    return inside


def _whole(edge: Edge, left: float, right: float) -> bool:
    return edge.start <= left + _INNER and edge.end >= right - _INNER


def _framed(run: list[Edge], upright: list[Edge]) -> bool:
    """Whether upright lines are drawn between the rules."""
    left, right = run[0].start - _SIDE, run[0].end + _SIDE
    return any(
        e.drawn and left <= e.pos <= right and overlap(e.start, e.end, run[0].pos, run[-1].pos) > 2 * _SIDE
        for e in upright
    )


def _grid(run: list[Edge], level: list[Edge], rules: list[Rule], index: WordIndex) -> Found | None:
    left, right = run[0].start, run[0].end
    first, last = run[0].pos, run[-1].pos
    lines = index.lines(left - 2, first, right + 2, last)
    above, below = near_lines(lines, (left, first, right, last), index)
    xs = _headed(_columns(run, rules, lines, left, right), above, lines)
    if len(xs) < 4 or sum(crosses(line, xs) for line in lines) > _CROSSING * len(lines):
        return None
    over, limit = _over_header(level, first, xs)
    above = [line for line in above if line.top > limit]
    upper = [e for e in over if above and e.pos > above[0].top]
    ys = [e.pos for e in [*upper, *run]]
    head = len(_apart([e.pos for e in upper]))
    if above:
        ys.append(above[0].top - 2)
    if below:
        ys.append(max(line.bottom for line in below) + 2)
    ys = _apart(sorted(ys))
    if _figures_between(lines, ys):
        return None
    pieces = [*upper, *run]
    across = [[drawn_across(pieces, y, a, b, _SIDE) for a, b in pairwise(xs)] for y in ys]
    grid = Grid(xs, ys, [])
    header = _until_whole(head + 1, ys, across, above) if above else 0
    grid.cells = _with_wide_heads(cells_between(across, xs, ys), across, header, above)
    return grid, header


def _until_whole(header: int, ys: list[float], across: list[list[bool]], above: list[TextLine]) -> int:
    """How many of the `header` rows above the first whole rule of its own head the columns: those above the side of a
    ground that runs through all columns, where what stands below it is not set in bold as they are."""
    for k in range(1, header):
        below = [line for line in above if line.top >= ys[k] - 1]
        if all(across[k]) and below and not any(line.bold for line in below):
            return k
    return header


def _over_header(level: list[Edge], first: float, xs: list[float]) -> tuple[list[Edge], float]:
    """The rules above the first whole one that stand under a heading of several columns, and how far down the nearest
    rule of something else stands."""
    out: list[Edge] = []
    for edge in sorted((e for e in level if e.pos < first - 3), key=lambda e: -e.pos):
        if overlap(edge.start, edge.end, xs[0], xs[-1]) <= 0:
            continue
        ends = (edge.start, edge.end)
        if first - edge.pos > _HEADER or not all(any(abs(x - y) <= _SIDE for y in xs) for x in ends):
            return out, edge.pos
        out.append(edge)
    return out, 0.0


def _columns(run: list[Edge], rules: list[Rule], lines: list[TextLine], left: float, right: float) -> list[float]:
    """The column edges: where rules end, where the strokes of single cells meet, and gutters between."""
    top, bottom = run[0].pos - 3, run[-1].pos + 3
    ends = [x for e in run for x in (e.start, e.end)]
    for rule in rules:
        if rule.horizontal and top <= rule.top <= bottom and left - _SIDE <= rule.x0 and rule.x1 <= right + _SIDE:
            ends += [rule.x0, rule.x1]
    xs: list[float] = []
    for x in sorted(ends):
        if not xs or x - xs[-1] > 2 * _SIDE:
            xs.append(x)
    out = list(xs)
    for a, b in pairwise(xs):
        inner = [part for line in lines if (part := line.of([w for w in line.words if a <= (w.x0 + w.x1) / 2 < b]))]
        if inner:
            em = sorted(line.size for line in inner)[len(inner) // 2]
            out += [g.x1 - 2 for g in find_gutters(inner, em) if g.support >= 2]
    return sorted(out)


def _headed(xs: list[float], above: list[TextLine], lines: list[TextLine]) -> list[float]:
    """The column edges, with one more where two bold headings stand over a column and no word crosses the white."""
    heads = [*above, *lines][:1]
    bold = [c for line in heads for c in line.chunks if all(w.style.bold for w in c.words)]
    out = list(xs)
    for before, after in pairwise(bold):
        x = after.x0 - 2
        apart = x - before.x1 > 2 * _SIDE and not any(before.x1 - 2 < y < after.x0 + 2 for y in xs)
        if apart and not any(w.x0 < x < w.x1 for line in lines for w in line.words):
            out.append(x)
    return sorted(out)


def _apart(ys: list[float]) -> list[float]:
    """Heights without those that are nearly the same."""
    out: list[float] = []
    for y in ys:
        if not out or y - out[-1] > 4:
            out.append(y)
    return out


def _figures_between(lines: list[TextLine], ys: list[float]) -> bool:
    """Whether rows of figures stand between two rules: then the rules do not part the rows."""
    for top, bottom in pairwise(ys):
        rows = [
            line
            for line in lines
            if top <= (line.top + line.bottom) / 2 < bottom and sum(is_figure(c.text) for c in line.chunks) > 1
        ]
        if len(rows) > 1:
            return True
    return False


def _with_wide_heads(
    cells: list[GridCell], across: list[list[bool]], header: int, above: list[TextLine]
) -> list[GridCell]:
    """The cells with each heading of several columns as one cell, as far as the rule under it reaches."""
    out = list(cells)
    for row in range(max(0, header - 1)):
        under = across[row + 1]
        if all(under):
            continue
        start = 0
        while start < len(under):
            end = start
            while end + 1 < len(under) and under[end + 1]:
                end += 1
            if under[start] and end > start:
                own = [c for c in out if c.row == row and c.row_span == 1 and start <= c.col <= end]
                if len(own) == end - start + 1 and sum(_has_words(c, above) for c in own) <= 1:
                    box = (own[0].bbox[0], own[0].bbox[1], own[-1].bbox[2], own[0].bbox[3])
                    out = [c for c in out if all(c is not other for other in own)]
                    out.append(GridCell(row, start, 1, end - start + 1, box))
            start = end + 1
    return sorted(out, key=lambda c: (c.row, c.col))


def _has_words(cell: GridCell, lines: list[TextLine]) -> bool:
    left, top, right, bottom = cell.bbox
    return any(
        left <= (w.x0 + w.x1) / 2 < right and top <= (w.top + w.bottom) / 2 < bottom for ln in lines for w in ln.words
    )
