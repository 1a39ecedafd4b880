"""Tables whose columns or cells are initiatives: their titles side by side, and before each row what it tells of them
all, or the same labels inside each cell.

Such a table is read as if the initiatives stood below each other, each with its title and its sections.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import pairwise

from ...models.layout import Block, Cell, Piece, Role, Table
from ..values.times import is_time
from ..vocabulary.phrases import book, fold
from .fact_sheets import LABEL_LEVEL, LONGEST_LABEL, TITLE_LEVEL, entries, heading_of, is_label
from .marks import read_mark

_LONGEST_TITLE = 120
_SURE_COLUMN = 0.78
_FEWEST_KNOWN = 2
_FEWEST_BLOCKS = 4
"""Blocks of a cell that holds an initiative: two labels with their text."""


def below_each_other(table: Table) -> list[Piece] | None:
    """The blocks of such a table, initiative by initiative; None for any other table."""
    out = _by_columns(table) or _by_cells(table)
    return entries(out) if out else None


def _by_columns(table: Table) -> list[Block]:
    """The blocks of a table with an initiative in each column but the first; none for any other."""
    top = _title_row(table)
    if top is None or not _are_labels([table.at(row, 0) for row in range(top + 1, table.n_rows)], table, top):
        return []
    out: list[Block] = []
    above: Cell | None = None
    for col in range(1, table.n_cols):
        group = table.at(top - 1, col) if top else None
        if group is not None and group is not above and group.text:
            out.append(heading_of(group, TITLE_LEVEL - 1))
        above = group
        out.extend(_column(table, top, col))
    return out


def _by_cells(table: Table) -> list[Block]:
    """The blocks of a table with an initiative in each cell, its title first or above it; none for any other."""
    titled = table.n_rows == 2 and all(cell.row > 0 or len(cell.blocks) == 1 for cell in table.cells)
    cells = [cell for cell in table.cells if cell.blocks and (cell.row > 0 or not titled)]
    if len(cells) < 2 or any(cell.col_span > 1 or len(cell.blocks) < _FEWEST_BLOCKS for cell in cells):
        return []
    counts = Counter(fold(label.text) for cell in cells for label in _labels_in(cell))
    out: list[Block] = []
    for cell in cells:
        labels = [label for label in _labels_in(cell) if counts[fold(label.text)] > len(cells) / 2]
        title = table.at(0, cell.col) if titled else replace(cell, blocks=cell.blocks[:1])
        if len(labels) < _FEWEST_KNOWN or title is None or not title.blocks or not _is_title(title):
            return []
        if any(title.blocks[0] is label for label in labels) or not title.blocks[0].style.bold:
            return []
        out.append(heading_of(title, TITLE_LEVEL))
        for block in cell.blocks if titled else cell.blocks[1:]:
            known = any(block is label for label in labels)
            out.append(replace(block, role=Role.HEADING, level=LABEL_LEVEL) if known else _as_text(block))
    return out


def _labels_in(cell: Cell) -> list[Block]:
    """The short bold lines of a cell with other text right below them."""
    return [
        one
        for one, below in pairwise(cell.blocks)
        if one.style.bold and one.marker is None and len(one.text) <= LONGEST_LABEL and not below.style.bold
    ]


def _title_row(table: Table) -> int | None:
    """The row of the titles: the first, or the second below headings of several columns each."""
    for row in (0, 1):
        cells = [table.at(row, col) for col in range(1, table.n_cols)]
        found = [cell for cell in cells if cell is not None and cell.text and cell.row == row]
        if len(found) < 2 or table.n_rows < row + 3:
            return None
        if len(found) == len(cells) and len({fold(cell.text) for cell in found}) == len(found):
            return row if all(_is_title(cell) for cell in found) else None
    return None


def _is_title(cell: Cell) -> bool:
    """Whether a cell can be the title of an initiative: one column wide, short, no time and no heading of a column."""
    if cell.col_span > 1 or len(cell.text) > _LONGEST_TITLE or cell.text.rstrip().endswith(".") or is_time(cell.text):
        return False
    if read_mark(cell.text, cell.blocks[0].marker).number is not None:
        return True
    known = book("columns.yaml").match(cell.text)
    return known is None or known.score < _SURE_COLUMN


def _are_labels(cells: list[Cell | None], table: Table, top: int) -> bool:
    """Whether the first column says what its rows tell: short labels, some of them known, none of them twice."""
    labels = list({id(cell): cell for cell in cells if cell is not None and cell.text}.values())
    texts = {fold(cell.text) for cell in labels}
    if len(labels) < 2 or len(texts) < len(labels) or any(cell is None or not cell.text for cell in cells):
        return False
    if any(len(cell.text) > LONGEST_LABEL or cell.col_span > 1 or _heads_rows(cell, top) for cell in labels):
        return False
    known = sum(is_label(cell) for cell in labels)
    if known >= max(_FEWEST_KNOWN, len(labels) / 2):
        return True
    titles = [cell for cell in table.cells if cell.row == top and cell.col > 0]
    if not all(read_mark(cell.text, cell.blocks[0].marker).number for cell in titles if cell.blocks):
        return False  # they may as well be headings of columns that nobody knows
    others = [cell for cell in table.cells if cell.row > top and cell.col > 0 and cell.blocks]
    set_apart = all(cell.blocks[0].style.bold for cell in labels) and not any(
        all(block.style.bold for block in cell.blocks) for cell in others
    )
    return known >= 1 and set_apart


def _heads_rows(label: Cell, top: int) -> bool:
    """Whether a cell of the first column stands before several rows of other cells."""
    return label.row > top and label.row_span > 1


def _column(table: Table, top: int, col: int) -> list[Block]:
    """The title of a column, then each of its filled cells below the label of its row."""
    title = table.at(top, col)
    out = [heading_of(title, TITLE_LEVEL)] if title is not None else []
    last: Cell | None = None
    for row in range(top + 1, table.n_rows):
        cell, label = table.at(row, col), table.at(row, 0)
        if cell is None or cell.row != row or not cell.blocks:
            continue
        if label is not None and label is not last:
            out.append(heading_of(label, LABEL_LEVEL))
            last = label
        out.extend(_as_text(block) for block in cell.blocks)
    return out


def _as_text(block: Block) -> Block:
    """A block of a cell; what looks like a heading there is none of the document's."""
    if block.role is not Role.HEADING:
        return block
    return Block(Role.PARAGRAPH, block.text, block.lines, marker=block.marker, lead=block.lead, box=block.box)
