"""A table's own title: a first row of one cell across all columns ("Indsats 3: ...", "Skolerne i tal")."""

from __future__ import annotations

from dataclasses import replace

from ...models.layout import Block, Role, Table

_LONGEST = 150
_LEVEL = 8
"""Below all headings outside tables."""


def split_title(table: Table) -> tuple[Block, Table] | None:
    """The title row as a heading and the table without it; None where the table has no title row."""
    first = next((cell for cell in table.cells if cell.row == 0), None)
    if first is None or table.n_cols < 2 or table.n_rows < 3 or first.row_span > 1 or first.col_span < table.n_cols:
        return None
    if not first.text or len(first.text) > _LONGEST or first.text.rstrip().endswith("."):
        return None
    lines = [line for block in first.blocks for line in block.lines]
    text = " ".join(block.text for block in first.blocks)
    heading = Block(Role.HEADING, text, lines, level=_LEVEL, marker=first.blocks[0].marker, box=table.box)
    rest = replace(
        table,
        cells=[replace(cell, row=cell.row - 1) for cell in table.cells if cell is not first],
        n_rows=table.n_rows - 1,
        header_rows=max(0, table.header_rows - 1),
        section_rows=[row - 1 for row in table.section_rows if row > 0],
    )
    return heading, rest
