"""The rest of a table with level rules only, on the page after the one where it begins.

There the rules leave out the columns of cells that span rows, some of them all down the page, so that the rules alone
do not tell how wide the table is. But each of them ends where columns of the part before do.
"""

from __future__ import annotations

from itertools import pairwise

from ...models.geometry import overlap
from ...models.layout import Table
from ...models.page import Page
from .edges import Edge, drawn_across
from .fill import WordIndex
from .grid import Grid, cells_between
from .match import column_edges
from .stretches import HEADING, begins_anew
from .textlines import TextLine, crosses

_SIDE = 5.0
"""Points that a rule may end from a column edge of the part before."""
_EDGE = 0.05
"""Of the page's height: what stands nearer to its upper or lower edge is a running header or a page number."""
_FEWEST = 2
"""Rules that leave out columns."""
_LINES = 1.6
"""Of the font size: lines of a table that no rule parts stand no farther apart."""


def stepped_rest(before: Table, page: Page, level: list[Edge], index: WordIndex) -> Grid | None:
    """The grid of what goes on from `before`, the last table of the page before; None where its rules do not show it.

    `index` holds the words that may be its own.
    """
    edges = column_edges(before, before.page)
    if before.kind != "horizontal" or edges is None or before.n_cols < 3:
        return None
    around = index.lines(edges[0] - 3, _EDGE * page.height, edges[-1] + 3, (1 - _EDGE) * page.height)
    rules = _rules(level, edges, around)
    short = [e for e in rules if e.start > edges[0] + _SIDE or e.end < edges[-1] - _SIDE]
    if len(short) < _FEWEST:
        return None
    above = _above(around, rules[0].pos)
    below = _below(around, rules[-1].pos)
    lines = [line for line in around if rules[0].pos <= (line.top + line.bottom) / 2 <= rules[-1].pos]
    size = sorted(line.size for line in lines)[len(lines) // 2] if lines else 0.0
    if any(crosses(line, edges) or line.size > HEADING * size for line in above + lines):
        return None
    below = [] if any(crosses(line, edges) for line in below) else below
    ys = [(above[0].top if above else rules[0].pos) - 2]
    ys += [e.pos for e in rules] + [line.bottom + 2 for line in below[-1:]]
    ys = [y for k, y in enumerate(ys) if not k or y - ys[k - 1] > _SIDE]
    across = [[drawn_across(rules, y, a, b, _SIDE) for a, b in pairwise(edges)] for y in ys]
    grid = Grid(edges, ys, [])
    grid.cells = cells_between(across, edges, ys)
    return grid if grid.n_rows > 1 else None


def _rules(level: list[Edge], edges: list[float], lines: list[TextLine]) -> list[Edge]:
    """The rules down the page of which both ends stand at column edges, up to one that shows another table, or below
    which one begins."""
    out: list[Edge] = []
    for edge in sorted((e for e in level if e.drawn and e.length >= 20), key=lambda e: e.pos):
        if overlap(edge.start, edge.end, edges[0], edges[-1]) <= 0:
            continue
        if not all(any(abs(x - y) <= _SIDE for y in edges) for x in (edge.start, edge.end)):
            break
        last = out[-1].pos if out else edge.pos
        if edge.pos - last > 2 * _SIDE and begins_anew(
            [line for line in lines if last <= (line.top + line.bottom) / 2 < edge.pos], out
        ):
            break
        out.append(edge)
    return out


def _above(lines: list[TextLine], head: float) -> list[TextLine]:
    """The lines close above each other over the first rule: the end of a row, or all of the first one."""
    out: list[TextLine] = []
    for line in reversed(lines):
        if (line.top + line.bottom) / 2 >= head:
            continue
        if (out[0].top if out else head) - line.bottom > _LINES * line.size:
            break
        out.insert(0, line)
    return out


def _below(lines: list[TextLine], foot: float) -> list[TextLine]:
    """The lines close below each other under the last rule: a row that the page cuts."""
    out: list[TextLine] = []
    for line in lines:
        if (line.top + line.bottom) / 2 <= foot:
            continue
        if line.top - (out[-1].bottom if out else foot) > _LINES * line.size:
            break
        out.append(line)
    return out
