"""Tables that list the initiatives themselves, or that speak of headings elsewhere: which of them count as what."""

from __future__ import annotations

from ...models.layout import Table
from ..vocabulary.phrases import fold
from .heads import Head
from .outline import Outline
from .rows_elsewhere import speaks_of_headings


def about_headings(tables: dict[int, Table], heads: list[Head]) -> set[int]:
    """Indices of the tables whose rows belong to headings elsewhere, and to none that they stand under."""
    out: set[int] = set()
    for i, table in tables.items():
        above = [head.title for head in heads if head.end < i and head.role is None]
        if speaks_of_headings(table, above):
            out.add(i)
    return out


def rows_are_units(listing: dict[int, Table], rows: int, outline: Outline) -> bool:
    """Whether the `rows` of tables that list initiatives are the plan's units, and its headings at most their goals."""
    if not outline.initiatives:
        return True
    if any(_speaks_of(table, outline) for table in listing.values()):
        return False
    inside = [span for span in outline.initiatives if any(span.start <= i < span.end for i in listing)]
    if not inside:
        return rows >= len(outline.initiatives)
    units = outline.rule in ("series:initiative", "series:code")
    return len(inside) == len(outline.initiatives) and not units and rows > len(outline.initiatives)


def heads_above(listing: dict[int, Table], heads: list[Head]) -> dict[int, Head]:
    """The goal that the heading right above each listing table names: one marked as such, or where every table has its
    own heading, that heading."""
    nearest: dict[int, Head] = {}
    for i in listing:
        before = [head for head in heads if head.index < i and not head.inline]
        if before:
            nearest[i] = before[-1]
    marked = {i: head for i, head in nearest.items() if head.mark.kind in ("either", "initiative") and head.mark.title}
    if marked:
        return marked
    plain = {i: head for i, head in nearest.items() if head.role is None}
    return plain if len(listing) >= 2 and len({id(head) for head in plain.values()}) == len(listing) else {}


def _speaks_of(table: Table, outline: Outline) -> bool:
    """Whether a table's first column names the initiatives that the headings give."""
    titles = {fold(span.head.title) for span in outline.initiatives}
    cells = [fold(cell.text) for cell in table.cells if cell.col == 0 and cell.row >= table.header_rows and cell.text]
    hits = sum(any(title and (title in cell or cell in title) for title in titles) for cell in cells)
    return hits >= 2 and hits >= 0.5 * min(len(cells), len(titles))
