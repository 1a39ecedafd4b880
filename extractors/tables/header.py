"""Which rows of a table head its columns, and which head the rows below them."""

from __future__ import annotations

from ...models.layout import Table
from ...models.page import Area, Page


def mark_header(table: Table, page: Page, grounds: list[Area]) -> None:
    """Set `header_rows` and `section_rows` of a table, and `header` of its cells."""
    first = [c for c in table.cells if c.row == 0 and c.blocks]
    if first and all(block.style.bold for c in first for block in c.blocks):
        table.header_rows = 1
        for c in first:
            c.header = True
