"""Cells that a page break cuts and whose text runs on below the drawn end of their row.

Some programs end the upright rules of a cut row where its shortest cell ends, though a cell beside it goes on.
"""

from __future__ import annotations

from dataclasses import replace

from ...models.geometry import overlap
from .edges import Edge
from .fill import WordIndex
from .grid import Grid

_FOOT = 0.6
"""Of the page's height: a row that the page break cuts stands below this."""
_CLOSED = 0.3
"""Of the grid's width: with more of a rule than this at its foot, the last row ends there."""
_LEADING = 0.75
"""Of the font size: white between two lines of a cell at most."""
_ROOM = 2.0


def with_overflow(grid: Grid, level: list[Edge], index: WordIndex, page_height: float) -> Grid:
    """The grid with its last row drawn out over the lines of its cells that stand below it."""
    left, _, right, bottom = grid.bbox
    if bottom < _FOOT * page_height or grid.n_cols < 2:
        return grid
    ruled = sum(overlap(e.start, e.end, left, right) for e in level if abs(e.pos - bottom) < 2)
    if ruled > _CLOSED * (right - left):
        return grid
    below = index.lines(left, bottom, right, page_height)
    if not below:
        return grid
    foot: dict[int, float] = {}
    for word in index.inside(left, grid.ys[-2], right, bottom):
        col = grid.column_at((word.x0 + word.x1) / 2)
        foot[col] = max(foot.get(col, 0.0), word.bottom)
    end = bottom
    for line in below:
        columns = {grid.column_at((w.x0 + w.x1) / 2) for w in line.words}
        crossing = any(grid.column_at(w.x0 + 1) != grid.column_at(w.x1 - 1) for w in line.words)
        runs_on = all(col in foot and line.top - foot[col] <= _LEADING * line.size for col in columns)
        if crossing or not runs_on or len(columns) == grid.n_cols:
            break
        foot.update(dict.fromkeys(columns, line.bottom))
        end = line.bottom + _ROOM
    if end == bottom:
        return grid
    cells = [
        replace(cell, bbox=(*cell.bbox[:3], end)) if cell.last_row == grid.n_rows - 1 else cell for cell in grid.cells
    ]
    return replace(grid, ys=[*grid.ys[:-1], end], cells=cells)
