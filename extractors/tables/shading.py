"""Empty cells whose ground says something: the bars of a time chart that is drawn in the cells of a table."""

from __future__ import annotations

from collections import Counter

from ...models.layout import Cell, Table
from ...models.page import Colour
from .header import Grounds


def shade(table: Table, grounds: Grounds) -> None:
    """Set `shaded` of the empty cells whose ground is neither that of the words of their row nor that of their
    whole column."""
    body = [cell for cell in table.cells if cell.row >= table.header_rows]
    empty = [cell for cell in body if not cell.blocks]
    if not empty:
        return
    colours = {id(cell): _ground(cell, grounds) for cell in empty}
    if not any(colours.values()):
        return
    usual = _of_rows([cell for cell in body if cell.blocks], grounds)
    columns: dict[int, Counter[Colour | None]] = {}
    for cell in empty:
        columns.setdefault(cell.col, Counter())[colours[id(cell)]] += 1
    rows = table.n_rows - table.header_rows - len(table.section_rows)
    for cell in empty:
        colour = colours[id(cell)]
        striped = rows > 1 and columns[cell.col][colour] >= rows
        cell.shaded = colour is not None and colour not in usual.get(cell.row, ()) and not striped


def _of_rows(filled: list[Cell], grounds: Grounds) -> dict[int, set[Colour | None]]:
    """The grounds behind the words of each row."""
    out: dict[int, set[Colour | None]] = {}
    for cell in filled:
        word = cell.blocks[0].lines[0].words[0]
        colour = grounds.at((word.x0 + word.x1) / 2, (word.top + word.bottom) / 2)
        for row in range(cell.row, cell.row + cell.row_span):
            out.setdefault(row, set()).add(colour)
    return out


def _ground(cell: Cell, grounds: Grounds) -> Colour | None:
    left, top, right, bottom = cell.bbox
    return grounds.at((left + right) / 2, (top + bottom) / 2)
