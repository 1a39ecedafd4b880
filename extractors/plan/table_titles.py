"""A table's own title: a first row of one cell across all columns ("Indsats 3: ...", "Skolerne i tal")."""

from __future__ import annotations

import re
from dataclasses import replace

from ...models.layout import Block, Role, Table
from ..vocabulary.phrases import book

_YEAR = re.compile(r"^(?:19|20)\d\d$")
_LONGEST = 150
_LEVEL = 8
"""Below all headings outside tables."""


def split_title(table: Table) -> tuple[Block, Table] | None:
    """The title row as a heading and the table without it; None where the table has no title row."""
    top = [cell for cell in table.cells if cell.row == 0]
    first = top[0] if top else None
    if first is None or table.n_cols < 2 or table.n_rows < 3 or any(cell.row_span > 1 for cell in top):
        return None
    alone = all(not cell.text for cell in top[1:]) and first.col == 0
    headed = _names_columns(table, 1)
    if first.col_span < table.n_cols and not (alone and headed):
        return None
    if not headed and any(row > 0 for row in table.section_rows):
        return None  # the first of the table's section rows
    if not first.text or len(first.text) > _LONGEST or first.text.rstrip().endswith("."):
        return None
    lines = [line for block in first.blocks for line in block.lines]
    text = " ".join(block.text for block in first.blocks)
    heading = Block(Role.HEADING, text, lines, level=_LEVEL, marker=first.blocks[0].marker, box=table.box)
    rest = replace(
        table,
        cells=[replace(cell, row=cell.row - 1) for cell in table.cells if cell.row > 0],
        n_rows=table.n_rows - 1,
        header_rows=max(1 if headed else 0, table.header_rows - 1),
        section_rows=[row - 1 for row in table.section_rows if row > 0],
    )
    return heading, rest


def _names_columns(table: Table, row: int) -> bool:
    """Whether most cells of a row are headings of columns."""
    texts = [cell.text for cell in table.cells if cell.row == row and cell.text]
    known = [
        text
        for text in texts
        if _YEAR.match(text) or ((found := book("columns.yaml").match(text)) and found.score >= 0.7)
    ]
    return len(texts) >= 2 and len(known) >= 0.6 * len(texts)
