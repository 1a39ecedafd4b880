"""Fact sheets: tables whose first column names what stands beside it ("Formål | ...", "Ansvarlig | ...").

Such a table is a section of text set in a grid, so it is read as headings with their text.
"""

from __future__ import annotations

from ...models.layout import Block, Cell, Piece, Role, Table
from ..vocabulary.phrases import book
from .heading_roles import heading_role
from .marks import read_mark

_LONGEST_LABEL = 60
_TITLE_LEVEL, _LABEL_LEVEL = 8, 9


def expand(table: Table) -> list[Piece] | None:
    """The blocks of a fact sheet in reading order, its labels as headings; None for any other table."""
    if table.n_cols not in (2, 4) or _heads_columns(table):
        return None
    pairs = [(col, col + 1) for col in range(0, table.n_cols, 2)]
    labels = [cell for cell in table.cells if cell.col in {a for a, _ in pairs} and cell.col_span == 1 and cell.text]
    known = [cell for cell in labels if _is_label(cell)]
    if len(known) < 2 or len(known) < 0.5 * len(labels):
        return None
    out: list[Piece] = []
    for row in range(table.n_rows):
        wide = [cell for cell in table.cells if cell.row == row and cell.col_span >= table.n_cols and cell.text]
        for cell in wide:
            out.extend(_title(cell))
        for a, b in pairs:
            label, value = table.at(row, a), table.at(row, b)
            if label is None or label.col_span > 1 or label.row != row:
                if value is not None and value.row == row and value not in wide and label is not value:
                    out.extend(value.blocks)
                continue
            if label.text:
                mark = read_mark(label.text)
                if mark.kind in ("initiative", "either") and value is not None and not mark.title:
                    out.append(_heading(label, _TITLE_LEVEL))
                    out.extend(_title(value))
                    continue
                out.append(_heading(label, _LABEL_LEVEL))
            if value is not None and value.row == row and value is not label:
                out.extend(value.blocks)
    return out


def _heads_columns(table: Table) -> bool:
    """Whether the first row heads columns, as in any other table."""
    cells = [table.at(0, col) for col in range(table.n_cols)]
    texts = [cell.text for cell in cells if cell is not None and cell.col_span == 1 and cell.text]
    return len(texts) == table.n_cols and all(
        len(text) <= 40 and (found := book("columns.yaml").match(text)) is not None and found.score >= 0.7
        for text in texts
    )


def _is_label(cell: Cell) -> bool:
    if len(cell.text) > _LONGEST_LABEL:
        return False
    role = heading_role(cell.text)
    return role is not None and role.score >= 0.85


def _title(cell: Cell) -> list[Piece]:
    """A row across the table: a heading where it is short, else text."""
    if len(cell.text) <= 150 and not cell.text.rstrip().endswith("."):
        return [_heading(cell, _TITLE_LEVEL)]
    return list(cell.blocks)


def _heading(cell: Cell, level: int) -> Block:
    lines = [line for block in cell.blocks for line in block.lines]
    marker = cell.blocks[0].marker
    return Block(Role.HEADING, " ".join(block.text for block in cell.blocks), lines, level=level, marker=marker)
