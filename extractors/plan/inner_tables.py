"""Forms with tables inside: rows that head columns anew below others, all in one grid.

("Baggrund | ...", then "Indikator | Mål 2025" over figures, then "Handling | Tidsplan | Ansvarlig" over actions.)

Such a form is read as what it shows: its title and labels as headings with their text, each inner table as a table.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from ...models.geometry import Bbox, union
from ...models.layout import Cell, Piece, Table
from ..vocabulary.phrases import book
from .fact_sheets import LABEL_LEVEL, TITLE_LEVEL, entries, heading_of, is_label

_SURE = 0.78
_LONGEST_HEAD, _LONGEST_LABEL, _LONGEST_TITLE = 60, 60, 150
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")

_Begun = list[list[Cell]]


@dataclass(slots=True)
class _Part:
    """Rows of a form that belong together."""

    kind: str
    """`title`, `label` (with its text), or `table`."""
    rows: range
    first_col: int = 0
    """Of an inner table: the first column is none of it where its label stands there."""


def in_parts(table: Table) -> list[Piece] | None:
    """The pieces of a form with tables inside, in reading order; None for any other table."""
    if table.n_cols < 2 or table.n_rows < 4:
        return None
    begun = _begun(table)
    parts = _parts(table, begun)
    if parts is None or not _is_form(parts, begun):
        return None
    out: list[Piece] = []
    for part in parts:
        cells = [cell for row in part.rows for cell in begun[row]]
        if part.kind == "table":
            if part.first_col:
                out.extend(entries([heading_of(cells[0], LABEL_LEVEL)]))
            out.append(_inner(table, part))
        elif part.kind == "title":
            out.extend(entries([heading_of(cells[0], TITLE_LEVEL)]))
        else:
            blocks = [block for cell in cells[1:] for block in cell.blocks]
            out.extend(entries([heading_of(cells[0], LABEL_LEVEL), *blocks]))
    return out


def _parts(table: Table, begun: _Begun) -> list[_Part] | None:
    """The rows of a table as parts, from the top; None where a row is none of these."""
    out: list[_Part] = []
    row = 0
    while row < table.n_rows:
        cells = begun[row]
        if not cells:
            row += 1
        elif _beside_label(table, row, begun):
            out.append(_Part("table", range(row, row + cells[0].row_span), 1))
            row += cells[0].row_span
        elif _heads_columns(table, row, cells, begun):
            end = _end_of_table(table, row, begun)
            out.append(_Part("table", range(row, end)))
            row = end
        elif _is_title(table, cells):
            out.append(_Part("title", range(row, row + 1)))
            row += 1
        elif _is_labelled(table, cells):
            out.append(_Part("label", range(row, row + 1)))
            row += 1
        else:
            return None
    whole = all(cell.row + cell.row_span <= part.rows.stop for part in out for r in part.rows for cell in begun[r])
    return out if whole else None


def _is_form(parts: list[_Part], begun: _Begun) -> bool:
    """Whether the parts show more than one table with its title, or the same table again and again."""
    tables = [part for part in parts if part.kind == "table"]
    labels = sum(part.kind == "label" for part in parts)
    heads = {tuple(cell.text for cell in begun[part.rows.start]) for part in tables}
    return bool(tables) and (labels > 0 or len(heads) > 1) and len(tables) + labels > 1


def _begun(table: Table) -> _Begun:
    """The filled cells that begin in each row, from left to right."""
    return [sorted((cell for cell in cells if cell.text), key=lambda cell: cell.col) for cells in table.by_row()]


def _beside_label(table: Table, row: int, begun: _Begun) -> bool:
    """Whether a table of its own stands beside a label that spans its rows."""
    label, beside = begun[row][0], begun[row][1:]
    if label.col or label.row_span < 2 or label.col_span > 1 or len(label.text) > _LONGEST_LABEL:
        return False
    return (
        row >= table.header_rows and row + label.row_span <= table.n_rows and _heads_columns(table, row, beside, begun)
    )


def _heads_columns(table: Table, row: int, cells: list[Cell], begun: _Begun) -> bool:
    """Whether all cells of a row are headings of columns, with rows below it."""
    if len(cells) < 2 or row + 1 >= table.n_rows or any(len(cell.text) > _LONGEST_HEAD for cell in cells):
        return False
    if row < table.header_rows and len(cells) > 1:
        return True
    if _is_labelled(table, cells) or len(_known(cells)) < max(2, len(cells) - 1):
        return False
    below = next((found for at in range(row + 1, table.n_rows) if (found := begun[at])), [])
    return bool(below) and _look(cells) not in (None, _look(below))


def _look(cells: list[Cell]) -> tuple[bool, tuple[int, int, int]] | None:
    """The weight and colour of the letters of a row, where all of its cells have the same."""
    looks = {(block.style.bold, block.style.colour) for cell in cells for block in cell.blocks}
    return looks.pop() if len(looks) == 1 else None


def _known(cells: Iterable[Cell]) -> list[Cell]:
    """The cells whose words are a known heading of a column, a year included."""
    return [
        cell
        for cell in cells
        if _YEAR.fullmatch(cell.text) or ((found := book("columns.yaml").match(cell.text)) and found.score >= _SURE)
    ]


def _end_of_table(table: Table, start: int, begun: _Begun) -> int:
    """The row after the last of the inner table that a row heads: titles inside it head groups of its rows."""
    row = start + _head_of(table, begun[start])
    while row < table.n_rows:
        at = row
        while at < table.n_rows and (not begun[at] or _is_title(table, begun[at])):
            at += 1
        cells = begun[at] if at < table.n_rows else []
        if not cells or _heads_columns(table, at, cells, begun) or _beside_label(table, at, begun):
            return row
        if _is_labelled(table, cells) and _look(cells[:1]) not in (None, _look(cells[1:])):
            return row
        row = at + 1
    return row


def _head_of(table: Table, heads: list[Cell]) -> int:
    """How many rows head the columns of an inner table, by the cells that begin in its first one."""
    return max(max(cell.row_span for cell in heads), table.header_rows - heads[0].row)


def _is_title(table: Table, cells: list[Cell]) -> bool:
    """Whether a row is one short cell from side to side."""
    text = cells[0].text if len(cells) == 1 else ""
    return (
        bool(text)
        and cells[0].col_span >= table.n_cols
        and len(text) <= _LONGEST_TITLE
        and not text.rstrip().endswith(".")
    )


def _is_labelled(table: Table, cells: list[Cell]) -> bool:
    """Whether a row is a known label with its text in the rest of the row."""
    if len(cells) != 2 or cells[0].col or cells[0].col_span >= table.n_cols - 1 > 1:
        return False
    fills = cells[1].col_span + cells[1].col >= table.n_cols and cells[1].col == cells[0].col_span
    return fills and is_label(cells[0]) and not (table.n_cols == 2 and len(_known(cells)) == 2)


def _inner(table: Table, part: _Part) -> Table:
    """A part as a table of its own, without the columns that none of its cells begins in."""
    cells = [c for c in table.cells if c.row in part.rows and c.col >= part.first_col]
    starts = sorted({cell.col for cell in cells})
    place = {col: i for i, col in enumerate(starts)}
    own: list[Cell] = []
    head = _head_of(table, [cell for cell in cells if cell.row == part.rows.start])
    for cell in cells:
        span = sum(cell.col <= col < cell.col + cell.col_span for col in starts)
        row = cell.row - part.rows.start
        own.append(replace(cell, row=row, col=place[cell.col], col_span=span, header=row < head))
    boxes: dict[int, list[Bbox]] = {}
    for cell in cells:
        for page, box in cell.places or [(cell.page, cell.bbox)]:
            boxes.setdefault(page, []).append(box)
    return replace(
        table,
        cells=own,
        n_rows=len(part.rows),
        n_cols=len(starts),
        header_rows=head,
        parts=[(page, union(found)) for page, found in sorted(boxes.items())],
        section_rows=[row - part.rows.start for row in table.section_rows if row in part.rows],
        repeated=[],
        doubts=[],
    )
