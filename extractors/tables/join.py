"""Tables that a page break cuts, made one again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TypeGuard

from ...models.geometry import overlap, union
from ...models.layout import Block, Document, Piece, Role, Table
from ...models.page import Page
from .doubts import problems_of, row_doubt, table_doubt
from .edges import fills
from .grow import grow
from .header import Grounds
from .match import column_map
from .seams import foot_of, is_cut, line_height, seams_of
from .tagged import goes_on

_FURNITURE = frozenset({Role.HEADER, Role.FOOTER, Role.PAGE_NUMBER, Role.FOOTNOTE, Role.HIDDEN})
_SAME = "same column edges"
_NARROW = 0.5
"""Of the width of a table: what stands beside it in a narrower column is a sidebar's."""
_EARLY = 0.4
"""Of the page's height: a table that ends with more than this left white below it is hardly cut by the page."""


def join_tables(document: Document) -> Document:
    """The document with the parts of each table that runs over pages made one table, at the place of its first part.

    Parts are joined where nothing but headers, footers, page numbers, footnotes and what is narrow and beside them
    stands between them, they are on successive pages, and their columns agree. `Table.joined` says why; `Table.doubts`
    has both readings of a join that could be read otherwise, and a W009 problem names it.
    """
    pages = {page.number: page for page in document.pages}
    flow: list[Piece] = []
    last: list[int] = []  # where in `flow` the tables stand after which nothing came that ends them
    for piece in document.flow:
        if isinstance(piece, Table):
            for i in _candidates(flow, last, piece):
                before = flow[i]
                found = join_two(before, piece, pages) if isinstance(before, Table) else None
                if found is not None:
                    flow[i] = found
                    break
            else:
                found = None
            if found is not None:
                continue
            if _is_scrap(piece) and piece.n_rows > piece.header_rows:
                # The end of no table above it: one row alone is text in a frame.
                flow.extend(_blocks(piece))
                last = []
                continue
            last = [*_beside(flow, last, piece), len(flow)]
        elif piece.role not in _FURNITURE:
            last = _beside(flow, last, piece)
        flow.append(piece)
    flow = [one for piece in flow for one in (_blocks(piece) if _heads_nothing(piece) else [piece])]
    return replace(document, flow=flow, problems=document.problems + problems_of(flow))


def _blocks(table: Table) -> list[Block]:
    """The text of a table that is none, with that of headers repeated on later pages."""
    return [*(block for cell in table.cells for block in cell.blocks), *table.repeated]


def _beside(flow: list[Piece], last: list[int], piece: Piece) -> list[int]:
    """Those of the tables `last` that a piece does not end: it stands in a narrow column beside them."""
    out: list[int] = []
    a, _, b, _ = piece.bbox if isinstance(piece, Table) else union(line.bbox for line in piece.lines)
    for i in last:
        table = flow[i]
        assert isinstance(table, Table)
        left, _, right, _ = table.parts[-1][1]
        if overlap(a, b, left, right) <= 0 and b - a <= _NARROW * (right - left):
            out.append(i)
    return out


def _candidates(flow: list[Piece], last: list[int], table: Table) -> Iterator[int]:
    """Where in `flow` the tables stand that `table` may go on with: the last one, and those that tags tell."""
    yield from reversed(last)
    if table.declared is None:
        return
    for i in range(len(flow) - 1, -1, -1):
        piece = flow[i]
        if isinstance(piece, Table):
            page = piece.parts[-1][0]
            if page < table.page - 1:
                return
            if i not in last and page == table.page - 1 and _declared(piece, table):
                yield i


def _declared(a: Table, b: Table) -> bool:
    """Whether the tags of the PDF say that `b` goes on with the table `a`."""
    return a.declared is not None and b.declared is not None and goes_on(a.declared, b.declared)


def _heads_nothing(piece: Piece) -> TypeGuard[Table]:
    """Whether a table is a header to which no page gave rows."""
    return isinstance(piece, Table) and piece.n_rows <= piece.header_rows


def _is_scrap(table: Table) -> bool:
    """Whether a part is too small to be a table by itself."""
    filled = [cell for cell in table.cells if cell.blocks]
    return len({cell.row for cell in filled}) < 2 or len({cell.col for cell in filled}) < 2


def join_two(a: Table, b: Table, pages: dict[int, Page]) -> Table | None:
    """The table of which `a` and `b` are parts, what is doubtful about it in `doubts`; None where they are two
    tables."""
    page_a, page_b = a.parts[-1][0], b.parts[0][0]
    if page_b != page_a + 1:
        return None
    columns = column_map(a, b)
    declared = _declared(a, b)
    reasons = [] if columns is None else [_SAME if columns[2] else f"{_SAME} but for an empty column"]
    if declared:
        reasons.append("one table in the tags")
        if columns is None and a.n_cols == b.n_cols:
            columns = (list(range(a.n_cols)), list(range(b.n_cols)), True)
    if columns is None:
        return None
    repeated = _repeated_header(a, b, columns)
    if not declared and not repeated and b.header_rows and _heads_anew(a, b, pages):
        return None
    if not declared and not repeated and not a.header_rows and not columns[2]:
        return None
    if declared and not repeated and _repeats_in_part(a, b):
        repeated = b.header_rows
    dropped = repeated
    if repeated:
        reasons.append("repeated header")
    if dropped >= b.n_rows or _heads_nothing(a):
        return grow(a, b, columns, dropped, {}, False, reasons)
    seams = seams_of(a, b, columns, dropped, pages)
    bottom, height = a.parts[-1][1][3], pages[page_a].height
    ample = foot_of(pages, height) - bottom > 4.5 * line_height(a)
    cut, sure = is_cut(a, seams, ample)
    if declared and a.declared is not None and b.declared is not None:
        cut, sure = a.declared.last == b.declared.first, True
    if cut:
        reasons.append("running row")
    elif any(seam.over for seam in seams.values()):
        reasons.append("running cell")
    joined = grow(a, b, columns, dropped, seams, cut, reasons)
    white = 1 - bottom / max(height, 1.0)
    if not sure:
        other = grow(a, b, columns, dropped, seams, not cut, reasons)
        joined.doubts.append(row_doubt(a, seams, joined, other, ample))
    elif not cut and not repeated and not declared and (white > _EARLY or not a.header_rows):
        joined.doubts.append(table_doubt(a, b, joined, white))
    return joined


def _plain(text: str) -> str:
    return "".join(text.casefold().split()).rstrip(".:")


def _row_texts(table: Table, row: int, columns: list[int]) -> dict[int, str]:
    return {columns[c.col]: _plain(c.text) for c in table.cells if c.row == row and c.blocks}


def _repeated_header(a: Table, b: Table, columns: tuple[list[int], list[int], bool]) -> int:
    """How many rows at the top of `b` repeat the header of `a`; sets `a`'s header where only this shows it."""
    if a.header_rows:
        # A title row above the column headings is often not repeated with them.
        for first in range(a.header_rows):
            rows = range(first, a.header_rows)
            if len(rows) <= b.n_rows and all(
                _row_texts(a, r, columns[0]) == _row_texts(b, r - first, columns[1]) != {} for r in rows
            ):
                return len(rows)
        return 0
    same = 0
    for r in range(min(2, a.n_rows - 1, b.n_rows)):
        if _row_texts(a, r, columns[0]) != _row_texts(b, r, columns[1]):
            break
        same += 1
    if not same:
        return 0
    if len(_row_texts(a, 0, columns[0])) < 2:
        return 0
    a.header_rows = same
    for cell in a.cells:
        cell.header = cell.row < same
    return same


def _repeats_in_part(a: Table, b: Table) -> bool:
    """Whether the header of `b` has only words of the header of `a`: it stands over columns that have text there."""
    heads = [{_plain(c.text) for c in t.cells if c.row < t.header_rows and c.blocks} for t in (a, b)]
    return bool(heads[1]) and heads[1] <= heads[0]


def _heads_anew(a: Table, b: Table, pages: dict[int, Page]) -> bool:
    """Whether the header of `b` is one of its own: set like that of `a`, or apart from the rows of both."""

    def look(table: Table, row: int, page: int) -> tuple[bool, object]:
        words = [w for c in table.cells if c.row == row for blk in c.blocks for ln in blk.lines for w in ln.words]
        if not words:
            return False, None
        grounds = Grounds(fills(pages[page]))
        w = words[0]
        return sum(x.style.bold for x in words) > 0.8 * len(words), grounds.at(
            (w.x0 + w.x1) / 2, (w.top + w.bottom) / 2
        )

    head_b = look(b, 0, b.parts[0][0])
    if not a.header_rows:
        return head_b[0] or head_b != look(b, b.n_rows - 1, b.parts[-1][0])
    head_a = look(a, 0, a.parts[0][0])
    return head_a == head_b or (head_b[0] and not head_a[0])
