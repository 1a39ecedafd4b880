"""The grid that a group of edges draws, with its spanning cells."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from ...models.geometry import Bbox, overlap
from .edges import SNAP, Edge

_THINNEST = 5.0
"""Points. Lines closer than this enclose no text and are one."""
_STARTING = 2
"""Upright lines that start inside the first row at one height."""
_LOWEST = 7.0
"""Points. A row that nothing draws below or above is at least so high."""
_COVERED = 0.55
"""Of the side between two elementary cells: more than this drawn divides them."""


@dataclass(slots=True)
class GridCell:
    """A cell: its first row and column (0-based), how many it spans, and its area."""

    row: int
    col: int
    row_span: int
    col_span: int
    bbox: Bbox

    @property
    def last_row(self) -> int:
        return self.row + self.row_span - 1

    @property
    def last_col(self) -> int:
        return self.col + self.col_span - 1


@dataclass(slots=True)
class Grid:
    """Column edges `xs` and row edges `ys` (one more than there are columns and rows), and the cells between them."""

    xs: list[float]
    ys: list[float]
    cells: list[GridCell]
    stroked: bool = True
    """False where its column edges are only sides of tinted cells."""
    drawn: float = 1.0
    """Share of the grid's outer frame that is drawn (open sides that all lines run into count as drawn)."""

    @property
    def n_cols(self) -> int:
        return len(self.xs) - 1

    @property
    def n_rows(self) -> int:
        return len(self.ys) - 1

    @property
    def bbox(self) -> Bbox:
        return (self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    def column_at(self, x: float) -> int:
        """The column at `x`, the nearest outer one for a point outside."""
        return min(max(bisect_right(self.xs, x) - 1, 0), self.n_cols - 1)

    def row_at(self, y: float) -> int:
        """The row at `y`, the nearest outer one for a point outside."""
        return min(max(bisect_right(self.ys, y) - 1, 0), self.n_rows - 1)


def build_grid(level: list[Edge], upright: list[Edge]) -> Grid | None:
    """The grid of one group of touching edges; None where it has no two lines either way."""
    xs = _positions(upright, level)
    ys = _with_starts(_positions(level, upright), upright)
    if len(xs) < 2 or len(ys) < 2:
        return None
    across = _divided(level, ys, xs)
    down = _divided(upright, xs, ys)
    frame = _frame(across, down, xs, ys)
    grid = Grid(xs, ys, [], drawn=frame)
    grid.cells = _cells(across, down, xs, ys)
    return grid


def _with_starts(ys: list[float], upright: list[Edge]) -> list[float]:
    """The level grid lines, with the height in the first row at which several upright lines start below headings."""
    if len(ys) < 3:
        return ys
    starts = [e.start for e in upright if e.drawn and ys[0] + _LOWEST < e.start < ys[1] - _LOWEST]
    together = sum(1 for start in starts if abs(start - starts[0]) < 1)
    return sorted([*ys, starts[0]]) if together >= _STARTING and together == len(starts) else ys


def cells_of(xs: list[float], ys: list[float]) -> list[GridCell]:
    """The cells of a plain grid without spans, by row and column."""
    return [
        GridCell(r, c, 1, 1, (xs[c], ys[r], xs[c + 1], ys[r + 1]))
        for r in range(len(ys) - 1)
        for c in range(len(xs) - 1)
    ]


def cells_between(across: list[list[bool]], xs: list[float], ys: list[float]) -> list[GridCell]:
    """The cells of a grid whose columns are parted all the way down and whose rows where `across` says so: for each of
    `ys` whether a line runs there, column by column."""
    down = [[True] * (len(ys) - 1) for _ in xs]
    return _cells(across, down, xs, ys)


def _positions(edges: list[Edge], crossing: list[Edge]) -> list[float]:
    """The grid lines of one direction: the edges' places, and open sides that the crossing edges run out to."""
    places: list[tuple[float, float]] = [(e.pos, e.length) for e in edges]
    for at_start in (True, False):
        ends = sorted((e.start if at_start else e.end for e in crossing), reverse=not at_start)
        if not ends:
            continue
        far = ends[0]
        together = sum(1 for end in ends if abs(end - far) <= 2 * SNAP)
        outermost = min((p for p, _ in places), default=None) if at_start else max((p for p, _ in places), default=None)
        outside = outermost is None or (outermost - far if at_start else far - outermost) > 2 * SNAP
        if outside and (together >= 2 or together * 2 > len(ends)):
            places.append((far, 1.0))
    places.sort()
    out: list[tuple[float, float]] = []
    for pos, weight in places:
        if out and pos - out[-1][0] < _THINNEST:
            at, total = out[-1]
            out[-1] = ((at * total + pos * weight) / (total + weight), total + weight)
        else:
            out.append((pos, max(weight, 0.01)))
    return [pos for pos, _ in out]


def _divided(edges: list[Edge], lines: list[float], stops: list[float]) -> list[list[bool]]:
    """For each grid line and each stretch between two `stops` of the other direction: whether an edge runs there."""
    share = [[0.0] * (len(stops) - 1) for _ in lines]
    for edge in edges:
        k = (
            min(range(len(lines)), key=lambda i: abs(lines[i] - edge.pos))
            if len(lines) < 4
            else _nearest(lines, edge.pos)
        )
        row = share[k]
        first = max(bisect_right(stops, edge.start) - 1, 0)
        for i in range(first, len(stops) - 1):
            if stops[i] >= edge.end:
                break
            row[i] += overlap(edge.start, edge.end, stops[i], stops[i + 1]) / (stops[i + 1] - stops[i])
    return [[value > _COVERED for value in row] for row in share]


def _nearest(lines: list[float], pos: float) -> int:
    i = bisect_right(lines, pos)
    if i == 0:
        return 0
    if i == len(lines):
        return i - 1
    return i if lines[i] - pos < pos - lines[i - 1] else i - 1


def _frame(across: list[list[bool]], down: list[list[bool]], xs: list[float], ys: list[float]) -> float:
    """How well the outer sides are closed, 0 to 1: the worst one, an open side counting by the lines that reach it."""
    wide, tall = xs[-1] - xs[0], ys[-1] - ys[0]
    sides = [sum(xs[i + 1] - xs[i] for i, on in enumerate(line) if on) / wide for line in (across[0], across[-1])]
    sides += [sum(ys[i + 1] - ys[i] for i, on in enumerate(line) if on) / tall for line in (down[0], down[-1])]
    ups = range(1, len(xs) - 1)
    levels = range(1, len(ys) - 1) if len(ys) > 2 else range(len(ys))
    reach = [
        [down[i][0] for i in ups],
        [down[i][-1] for i in ups],
        [across[i][0] for i in levels],
        [across[i][-1] for i in levels],
    ]
    # Where the table goes on over the page, all its upright lines end there and some of its cells are open.
    above, below = (
        not all(across[0]) and all(down[i][0] for i in ups),
        not all(across[-1]) and all(down[i][-1] for i in ups),
    )
    corners = [
        down[0][0] and down[-1][0],
        down[0][-1] and down[-1][-1],
        (across[0][0] or above) and (across[-1][0] or below) and not (above and below),
        (across[0][-1] or above) and (across[-1][-1] or below) and not (above and below),
    ]
    return min(
        max(drawn, sum(ends) / len(ends) if ends else 0.0, float(met) if drawn < 0.2 else 0.0)
        for drawn, ends, met in zip(sides, reach, corners, strict=True)
    )


def _cells(across: list[list[bool]], down: list[list[bool]], xs: list[float], ys: list[float]) -> list[GridCell]:
    """Rectangles of elementary cells with no line between them, by row and column."""
    n_rows, n_cols = len(ys) - 1, len(xs) - 1
    taken = [[False] * n_cols for _ in range(n_rows)]
    out: list[GridCell] = []
    for r in range(n_rows):
        for c in range(n_cols):
            if taken[r][c]:
                continue
            last_c = c
            while last_c + 1 < n_cols and not down[last_c + 1][r] and not taken[r][last_c + 1]:
                last_c += 1
            last_r = r
            while last_r + 1 < n_rows and _open_below(across, down, taken, last_r, c, last_c):
                last_r += 1
            for rr in range(r, last_r + 1):
                for cc in range(c, last_c + 1):
                    taken[rr][cc] = True
            out.append(GridCell(r, c, last_r - r + 1, last_c - c + 1, (xs[c], ys[r], xs[last_c + 1], ys[last_r + 1])))
    return out


def _open_below(
    across: list[list[bool]], down: list[list[bool]], taken: list[list[bool]], r: int, c: int, last_c: int
) -> bool:
    """Whether the run of cells `c..last_c` of row `r` goes on, undivided, into the next row."""
    nxt = r + 1
    if any(across[nxt][i] or taken[nxt][i] for i in range(c, last_c + 1)):
        return False
    if any(down[i][nxt] for i in range(c + 1, last_c + 1)):
        return False
    left = c == 0 or down[c][nxt]
    right = last_c + 1 == len(down) - 1 or down[last_c + 1][nxt]
    return left and right
