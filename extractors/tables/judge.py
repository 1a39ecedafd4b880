"""What looks like a table and is none: charts, frames, boxes, forms."""

from __future__ import annotations

from ...models.page import Word
from .grid import Grid

_FRAME = 0.75


def is_ruled_table(grid: Grid, cell_words: list[list[Word]]) -> bool:
    """Whether a grid with these words in its cells is a table."""
    if grid.n_cols < 2 or grid.drawn < _FRAME:
        return False
    filled = [cell for cell, words in zip(grid.cells, cell_words, strict=True) if words]
    columns = {cell.col for cell in filled}
    rows = {cell.row for cell in filled}
    if len(columns) < 2:
        return False
    return len(rows) >= 2
