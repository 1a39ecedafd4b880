"""Labels that stand left of a drawn table, one beside each of its rows, on no ground and between no rules."""

from __future__ import annotations

from dataclasses import replace

from .fill import WordIndex
from .grid import Grid, GridCell
from .textlines import TextLine

_FEWEST = 3
"""Rows that have a label."""
_MOST_LINES = 3
_LONGEST = 60
_FLUSH = 2.0
"""Points that the left, or the right, ends of the labels may differ."""
_FAR = 0.5
"""Of the table's width: labels begin no farther from it."""
_ROOM = 2.0


def with_labels(grid: Grid, index: WordIndex) -> Grid:
    """The grid with one more column on its left, where each row but perhaps the first has a label there."""
    left, top, right, bottom = grid.bbox
    if grid.n_rows < _FEWEST or grid.n_cols < 2:
        return grid
    reach = left - _FAR * (right - left)
    lines = [line for line in index.lines(reach, top, left, bottom) if line.x1 <= left]
    by_row: list[list[TextLine]] = [[] for _ in range(grid.n_rows)]
    for line in lines:
        by_row[grid.row_at((line.top + line.bottom) / 2)].append(line)
    labelled = by_row if by_row[0] else by_row[1:]
    if len(labelled) < _FEWEST or not all(_is_label(some) for some in labelled) or not _flush(lines):
        return grid
    edge = min(line.x0 for line in lines) - _ROOM
    if any(line.x0 < edge for line in index.lines(0.0, top, edge, bottom)):
        return grid  # words farther left on the same heights: what stands between is no label
    first = [GridCell(r, 0, 1, 1, (edge, grid.ys[r], left, grid.ys[r + 1])) for r in range(grid.n_rows)]
    others = [replace(cell, col=cell.col + 1) for cell in grid.cells]
    cells = sorted(first + others, key=lambda cell: (cell.row, cell.col))
    return replace(grid, xs=[edge, *grid.xs], cells=cells)


def _is_label(lines: list[TextLine]) -> bool:
    text = " ".join(word.text for line in lines for word in line.words)
    return (
        0 < len(lines) <= _MOST_LINES
        and len(text) <= _LONGEST
        and text[0].isupper()
        and text[-1] not in ".,;"
        and all(len(line.chunks) == 1 for line in lines)
    )


def _flush(lines: list[TextLine]) -> bool:
    lefts, rights = [line.x0 for line in lines], [line.x1 for line in lines]
    return max(lefts) - min(lefts) <= _FLUSH or max(rights) - min(rights) <= _FLUSH
