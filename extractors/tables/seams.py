"""Where a page break cuts a table: the cells that meet there, and whether they are one row."""

from __future__ import annotations

from typing import NamedTuple

from ...models.geometry import Bbox
from ...models.layout import Cell, Table
from ...models.page import Page
from .running import Relation, ends_open, relation, ruled_at


class Seam(NamedTuple):
    """The two cells that meet at a page break in one column."""

    relation: Relation
    before: Cell
    after: Cell
    over: bool
    """Whether the cell goes on while its neighbours may start a new row."""


def seams_of(
    a: Table, b: Table, columns: tuple[list[int], list[int], bool], dropped: int, pages: dict[int, Page]
) -> dict[int, Seam]:
    """The seam in each column of the joined table that both parts have."""
    out: dict[int, Seam] = {}
    groups = {
        own[cell.col]
        for table, own in ((a, columns[0]), (b, columns[1]))
        for cell in table.cells
        if cell.row_span > 1 and cell.row >= table.header_rows
    }
    page = pages[a.parts[-1][0]]
    bottom = a.parts[-1][1][3]
    where_a = {merged: c for c, merged in enumerate(columns[0])}
    last = {col: a.at(a.n_rows - 1, col) for col in range(a.n_cols)}
    closed = {
        col: ruled_at(page, bottom, _box(cell, page.number)[0], _box(cell, page.number)[2])
        for col, cell in last.items()
        if cell is not None
    }
    ruled = a.kind == "ruled" and a.n_rows - a.header_rows > 1
    for c in range(b.n_cols):
        merged = columns[1][c]
        col = where_a.get(merged)
        if col is None:
            continue
        before, after = last.get(col), b.at(dropped, c)
        if before is None or after is None:
            continue
        is_open = ruled and not closed.get(col, True) and any(closed.values())
        rel = relation(a, before, after, is_open)
        out[merged] = Seam(rel, before, after, _goes_over(rel, before, after, merged in groups))
    return out


def _goes_over(rel: Relation, before: Cell, after: Cell, group: bool) -> bool:
    """Whether a cell goes on over the break while others may start a row; `group`: cells of its column span rows."""
    if rel in (Relation.FRESH, Relation.STARTS, Relation.EMPTY):
        return False
    spans = before.row_span > 1 or after.row_span > 1
    return spans or (group and rel in (Relation.FLOWS, Relation.OPEN))


def _box(cell: Cell, page: int) -> Bbox:
    return next((box for number, box in reversed(cell.places) if number == page), cell.bbox)


def _filled(table: Table, col: int, rows: range) -> float:
    if not rows:
        return 0.0
    return sum(1 for r in rows if (cell := table.at(r, col)) is not None and cell.blocks) / len(rows)


def is_cut(a: Table, seams: dict[int, Seam], ample: bool) -> tuple[bool, bool]:
    """Whether the break cuts a row, and whether that is beyond doubt.

    A row that is cut has no cell of its own after the break: what stands there continues what stands before.
    `ample` says that the page had room for more lines.
    """
    plain = [seam for seam in seams.values() if not seam.over]
    kinds = {seam.relation for seam in plain}
    fresh = Relation.FRESH in kinds
    if kinds & {Relation.FLOWS, Relation.OPEN}:
        return True, not fresh and not ample
    body = range(a.header_rows, a.n_rows)
    gone = [seam for seam in plain if seam.relation is Relation.EMPTY and seam.before.blocks]
    always = [seam for seam in gone if _filled(a, seam.before.col, body) >= 0.9]
    missing = len(body) >= 2 and bool(always)
    if missing and Relation.STARTS not in kinds and len(always) == len(plain) - 1 >= 2:
        return True, not fresh  # one cell goes on, and all others lack what every row has
    if ample or (Relation.STARTS in kinds and _tall(a)):
        # What is cut fills the page, and each of its cells begins before the break.
        return False, True
    if fresh:
        return False, True
    if kinds & {Relation.LIKELY, Relation.MORE}:
        if missing:
            return True, True
        if gone:
            return True, len(body) < 2
        hangs = any(seam.relation is Relation.LIKELY and ends_open(seam.before.text) for seam in plain)
        return hangs, not hangs
    return missing, True


def _tall(table: Table) -> bool:
    """Whether the last row has room for several lines, so that each of its cells would show its beginning."""
    last = [cell for cell in table.cells if cell.row + cell.row_span == table.n_rows and cell.row_span == 1]
    return any(
        sum(1 for block in cell.blocks for line in block.lines if line.page == table.parts[-1][0]) >= 3 for cell in last
    )


def line_height(table: Table) -> float:
    """The height of the first line of a table in points, as a measure of all; 12 where it has no words."""
    for cell in table.cells:
        for block in cell.blocks:
            return block.lines[0].bbox[3] - block.lines[0].bbox[1]
    return 12.0


def foot_of(pages: dict[int, Page], height: float) -> float:
    """Where the text of full pages of this height ends, in points from the top; page numbers below it aside."""
    ends = [
        w.bottom
        for page in pages.values()
        if abs(page.height - height) < 1
        for w in page.words
        if w.bottom < 0.91 * height
    ]
    return max(ends, default=height)
