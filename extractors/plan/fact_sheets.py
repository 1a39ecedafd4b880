"""Fact sheets: tables whose first column names what stands beside it ("Formål | ...", "Ansvarlig | ...").

Such a table is a section of text set in a grid, so it is read as headings with their text.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

from ...models.layout import Block, Cell, Piece, Role, Table
from ..vocabulary.phrases import book, fold
from .heading_roles import heading_role
from .marks import read_mark

LONGEST_LABEL = 60
_SURE_HEADER = 0.9
_MOST_KNOWN = 0.6
TITLE_LEVEL, LABEL_LEVEL = 8, 9


@dataclass(slots=True)
class Entry(Block):
    """A label or value of a fact sheet. What stands below the sheet belongs to none of its labels."""


def with_header(table: Table) -> Table:
    """The table, its first row as header where all of its cells are headings of columns and nothing else marks them."""
    cells = [table.at(0, col) for col in range(table.n_cols)]
    if table.header_rows or table.n_rows < 2 or len({id(cell) for cell in cells}) < max(2, table.n_cols):
        return table
    matches = [book("columns.yaml").match(cell.text) for cell in cells if cell is not None and cell.text]
    sure = [found for found in matches if found is not None and found.score >= _SURE_HEADER]
    return replace(table, header_rows=1) if len(sure) == table.n_cols else table


def labels_of_sheets(tables: list[Table]) -> frozenset[str]:
    """The folded labels of the fact sheets of a document whose words tell what they are: in a form filled in anew for
    each initiative, the same labels are enough of another one."""
    return frozenset(
        fold(piece.text)
        for table in tables
        for piece in expand_panes(table) or expand(table) or ()
        if isinstance(piece, Block) and piece.level == LABEL_LEVEL
    )


def expand(table: Table, known: frozenset[str] = frozenset()) -> list[Piece] | None:
    """The blocks of a fact sheet in reading order, its labels as headings; None for any other table.

    `known` are folded labels that count as labels besides those of the vocabulary.
    """
    pairs = _pairs(table)
    if not pairs or _heads_columns(table):
        return None
    labels = [
        cell for cell in table.cells if cell.col in {col for col, _ in pairs} and cell.col_span == 1 and cell.text
    ]
    sure = [cell for cell in labels if is_label(cell) or fold(cell.text) in known]
    if len(sure) < 2 or len(sure) < 0.5 * len(labels):
        return None
    out: list[Block] = []
    for row in range(table.n_rows):
        wide = [cell for cell in table.cells if cell.row == row and cell.col_span >= table.n_cols and cell.text]
        for cell in wide:
            out.extend(_title(cell))
        for col, right in pairs:
            label = table.at(row, col)
            values = _begun(table, row, right, but=(label, *wide))
            if label is not None and label.col_span == 1 and label.row == row and label.text:
                out.extend(_labelled(label, values))
            else:
                out.extend(block for value in values for block in value.blocks)
    return entries(out)


def expand_panes(table: Table) -> list[Piece] | None:
    """The same for a sheet whose cells each hold a label with its text below it; None for any other table."""
    panes = _panes(_with_labels_inside(table))
    return entries(panes) if panes is not None else None


def entries(blocks: list[Block]) -> list[Piece]:
    """Blocks as those of a fact sheet."""
    return [Entry(**{name.name: getattr(block, name.name) for name in fields(Block)}) for block in blocks]


def _with_labels_inside(table: Table) -> Table:
    """A sheet of panes whose labels were taken for rows of their own, each moved into the cell below it."""
    rows = table.by_row()
    if any(cell.col_span > 1 or cell.row_span > 1 for row in rows for cell in row):
        return table
    labels = [row for row, cells in enumerate(rows) if cells and all(_is_set_apart(cell) for cell in cells)]
    inside = [all(_opens_with_label(cell) for cell in cells if cell.text) for cells in rows]
    alone = [row for row in range(table.n_rows) if row not in labels and row - 1 not in labels and not inside[row]]
    if 0 not in labels or table.header_rows > 1 or alone or len(rows) - len(labels) < 2 or len(rows) - 1 in labels:
        return table
    if any(row + 1 in labels for row in labels):
        return table
    cells: list[Cell] = []
    for row in (row for row in range(table.n_rows) if row not in labels):
        heads = {cell.col: cell.blocks for cell in rows[row - 1]} if row - 1 in labels else {}
        at = row - sum(label < row for label in labels)
        cells += [replace(cell, row=at, blocks=[*heads.get(cell.col, []), *cell.blocks]) for cell in rows[row]]
    return replace(table, cells=cells, n_rows=table.n_rows - len(labels), header_rows=0)


def _is_set_apart(cell: Cell) -> bool:
    """Whether all of a cell is one line of a few words in bold."""
    return (
        len(cell.blocks) == 1
        and len(cell.blocks[0].lines) == 1
        and cell.blocks[0].style.bold
        and len(cell.text) <= LONGEST_LABEL
    )


def _panes(table: Table) -> list[Block] | None:
    """The blocks of a sheet whose cells each begin with their own label, set off from the text below it by its type.

    Cells side by side are read row by row; a row across the table that is one line is the title of what is below it.
    None where some cells have no label, or the vocabulary does not know most of them.
    """
    cells = [cell for cell in table.cells if cell.text]
    titles = [cell for cell in cells if cell.col_span >= table.n_cols and len(cell.blocks) == 1]
    panes = [cell for cell in cells if all(cell is not title for title in titles)]
    if table.n_cols < 2 or len(panes) < 3 or not all(_opens_with_label(cell) for cell in panes):
        return None
    roles = [heading_role(cell.blocks[0].text) for cell in panes]
    known = [role for role in roles if role is not None]
    if len(known) < _MOST_KNOWN * len(panes) or len({role.kind for role in known}) < 3:
        return None
    out: list[Block] = []
    for cell in sorted(cells, key=lambda cell: (cell.row, cell.col)):
        if any(cell is title for title in titles):
            out.extend(_title(cell))
        else:
            label, *rest = cell.blocks
            out += [replace(label, role=Role.HEADING, level=LABEL_LEVEL), *rest]
    return out


def _opens_with_label(cell: Cell) -> bool:
    """Whether a cell begins with a few words on a line of their own, of another type than the text below them."""
    if len(cell.blocks) < 2 or len(cell.blocks[0].text) > LONGEST_LABEL or cell.blocks[0].marker:
        return False
    label, below = cell.blocks[0].style, cell.blocks[1].style
    return len(cell.blocks[0].lines) == 1 and (label.bold, label.size, label.colour) != (
        below.bold,
        below.size,
        below.colour,
    )


def _pairs(table: Table) -> list[tuple[int, range]]:
    """The columns of labels, each with the columns of its values; none where the table has no such form."""
    if table.n_cols == 4 and any(is_label(cell) for cell in table.cells if cell.col == 2 and cell.col_span == 1):
        return [(0, range(1, 2)), (2, range(3, 4))]
    filled = [len(_begun(table, row, range(1, table.n_cols))) for row in range(table.n_rows)]
    single = sum(n <= 1 for n in filled)
    return [(0, range(1, table.n_cols))] if table.n_cols >= 2 and single >= 0.6 * len(filled) else []


def _begun(table: Table, row: int, cols: range, but: tuple[Cell | None, ...] = ()) -> list[Cell]:
    """The filled cells that begin in a row, in some of its columns."""
    found = {id(cell): cell for col in cols if (cell := table.at(row, col)) is not None and cell.text}
    return [cell for cell in found.values() if cell.row == row and all(cell is not other for other in but)]


def _labelled(label: Cell, values: list[Cell]) -> list[Block]:
    """A label as a heading with its values; "Indsats 1" beside its title is a heading of its own."""
    blocks = [block for value in values for block in value.blocks]
    mark = read_mark(label.text)
    if mark.kind in ("initiative", "either") and values and not mark.title:
        return [heading_of(label, TITLE_LEVEL), *_title(values[0]), *blocks[len(values[0].blocks) :]]
    return [heading_of(label, LABEL_LEVEL), *blocks]


def _heads_columns(table: Table) -> bool:
    """Whether the first row heads columns, as in any other table."""
    cells = [table.at(0, col) for col in range(table.n_cols)]
    texts = [cell.text for cell in cells if cell is not None and cell.col_span == 1 and cell.text]
    return len(texts) == table.n_cols and all(
        len(text) <= 40 and (found := book("columns.yaml").match(text)) is not None and found.score >= 0.7
        for text in texts
    )


def is_label(cell: Cell) -> bool:
    """Whether the words of a cell are a known heading."""
    if len(cell.text) > LONGEST_LABEL:
        return False
    role = heading_role(cell.text)
    return role is not None and role.score >= 0.85


def _title(cell: Cell) -> list[Block]:
    """A row across the table: a heading where it is short, else text."""
    if len(cell.text) <= 150 and not cell.text.rstrip().endswith("."):
        return [heading_of(cell, TITLE_LEVEL)]
    return list(cell.blocks)


def heading_of(cell: Cell, level: int) -> Block:
    """The words of a cell as a heading."""
    lines = [line for block in cell.blocks for line in block.lines]
    marker = cell.blocks[0].marker
    return Block(Role.HEADING, " ".join(block.text for block in cell.blocks), lines, level=level, marker=marker)
