"""One table from two parts of it."""

from __future__ import annotations

from dataclasses import replace

from ...models.layout import Cell, Table
from .running import merge_blocks
from .seams import Seam


def grow(
    a: Table,
    b: Table,
    columns: tuple[list[int], list[int], bool],
    dropped: int,
    seams: dict[int, Seam],
    cut: bool,
    reasons: list[str],
) -> Table:
    """`a` with the rows of `b` after it; the cells that go on over the break are made one."""
    n_cols = max(columns[0][-1], columns[1][-1]) + 1 if columns[0] and columns[1] else a.n_cols
    n_cols = max(n_cols, a.n_cols, b.n_cols)
    cells = [_moved(cell, columns[0], a.n_cols, n_cols, 0) for cell in a.cells]
    at_end = {
        col: cell
        for cell in cells
        if cell.row + cell.row_span == a.n_rows
        for col in range(cell.col, cell.col + cell.col_span)
    }
    offset = a.n_rows - dropped - (1 if cut else 0)
    for cell in b.cells:
        if cell.row + cell.row_span <= dropped:
            continue
        new = _moved(cell, columns[1], b.n_cols, n_cols, offset)
        before = at_end.get(new.col)
        seam = seams.get(new.col)
        goes_on = cell.row <= dropped and (cut or (seam is not None and seam.over))
        if goes_on and before is not None and (cut or before.col_span == new.col_span):
            before.blocks = merge_blocks(before, new)
            before.row_span += new.row_span - (1 if cut else 0)
            before.places = before.places + new.places
            continue
        cells.append(new)
    n_rows = b.n_rows + offset
    cells.extend(_missing(cells, n_rows, n_cols))
    cells.sort(key=lambda c: (c.row, c.col))
    for cell in cells:
        cell.header = cell.row < a.header_rows
    again = [block for cell in b.cells if cell.row + cell.row_span <= dropped for block in cell.blocks]
    return replace(
        a,
        cells=cells,
        repeated=a.repeated + again + b.repeated,
        n_rows=n_rows,
        n_cols=n_cols,
        parts=a.parts + b.parts,
        doubts=[*a.doubts],
        declared=replace(a.declared, last=b.declared.last, rows=(a.declared.rows[0], b.declared.rows[1]))
        if a.declared is not None and b.declared is not None
        else None,
        joined=[*a.joined, ", ".join(reasons)],
        confidence=min(a.confidence, b.confidence),
        section_rows=a.section_rows + [r + offset for r in b.section_rows if r >= dropped + (1 if cut else 0)],
    )


def _missing(cells: list[Cell], n_rows: int, n_cols: int) -> list[Cell]:
    """Empty cells where a part lacks a column that the other has."""
    covered = {
        (r, c)
        for cell in cells
        for r in range(cell.row, cell.row + cell.row_span)
        for c in range(cell.col, cell.col + cell.col_span)
    }
    rows: dict[int, Cell] = {}
    columns: dict[int, Cell] = {}
    for cell in cells:
        if cell.places:
            rows.setdefault(cell.row, cell)
            if cell.col_span == 1:
                columns.setdefault(cell.col, cell)
    out: list[Cell] = []
    for r in range(n_rows):
        for c in range(n_cols):
            if (r, c) in covered:
                continue
            beside, over = rows.get(r), columns.get(c)
            if beside is None or over is None:
                out.append(Cell(r, c))
                continue
            page, (_, top, _, bottom) = beside.places[-1]
            box = (over.places[0][1][0], top, over.places[0][1][2], bottom)
            out.append(Cell(r, c, page=page, bbox=box, places=[(page, box)]))
    return out


def _moved(cell: Cell, columns: list[int], n_own: int, n_cols: int, offset: int) -> Cell:
    """A copy of a cell in the columns and rows of the joined table."""
    col = columns[cell.col]
    end = columns[cell.col + cell.col_span] if cell.col + cell.col_span < n_own else n_cols
    return replace(
        cell,
        row=cell.row + offset,
        col=col,
        col_span=end - col if cell.col_span > 1 else 1,
        blocks=list(cell.blocks),
        places=list(cell.places),
    )
