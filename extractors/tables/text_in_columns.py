"""Text that only looks like a table without rules: labels with their text beside them, columns of running text."""

from __future__ import annotations

from ...models.layout import Cell, Role, Table
from .figures import is_figure

_LONG = 40
"""Characters: a cell of an unruled table is seldom longer, one of running text seldom shorter."""
_LABEL = 32


def is_text_in_columns(table: Table) -> bool:
    """Whether an unruled table's cells are labels and their text, or running text in every column."""
    columns: dict[int, list[Cell]] = {}
    for cell in table.cells:
        if cell.blocks and cell.row >= table.header_rows:
            columns.setdefault(cell.col, []).append(cell)
    if len(columns) < 2:
        return True
    return _labels(columns[min(columns)], [c for col in sorted(columns)[1:] for c in columns[col]], table) or all(
        _running(cells) for cells in columns.values()
    )


def _labels(first: list[Cell], others: list[Cell], table: Table) -> bool:
    """Whether the first column is set as labels (bold, or with a colon) and the rest is their text."""
    if table.header_rows or len(first) < 2 or table.n_cols > 3:
        return False
    labels = [c for c in first if len(c.text) <= _LABEL and (c.blocks[0].style.bold or c.text.rstrip().endswith(":"))]
    plain = [c for c in others if not is_figure(c.text)]
    bold = [c for c in others if c.blocks[0].style.bold]
    return len(labels) >= 0.8 * len(first) and len(plain) >= 0.7 * len(others) and not bold and _running(plain)


def _running(cells: list[Cell]) -> bool:
    """Whether cells hold paragraphs or lists and no short entries."""
    lists = sum(1 for cell in cells if any(block.role is Role.LIST_ITEM for block in cell.blocks))
    mean = sum(len(cell.text) for cell in cells) / len(cells)
    return mean > _LONG or (lists >= 0.5 * len(cells) and mean > 0.6 * _LONG)
