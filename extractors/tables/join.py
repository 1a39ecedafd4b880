"""Tables that a page break cuts, made one again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from ...models.geometry import Bbox
from ...models.layout import Cell, Document, Piece, Role, Table
from ...models.page import Page
from ...models.problem import Problem
from .edges import fills
from .header import Grounds
from .match import column_map
from .running import Relation, ends_open, merge_blocks, relation, ruled_at
from .tagged import goes_on


class _Seam(NamedTuple):
    """The two cells that meet at a page break in one column."""

    relation: Relation
    before: Cell
    after: Cell
    over: bool
    """Whether the cell goes on while its neighbours may start a new row."""


_FURNITURE = frozenset({Role.HEADER, Role.FOOTER, Role.PAGE_NUMBER, Role.FOOTNOTE, Role.HIDDEN})
_SAME = "same column edges"
_EARLY = 0.4
"""Of the page's height: a table that ends with more than this left white below it is hardly cut by the page."""


def join_tables(document: Document) -> Document:
    """The document with the parts of each table that runs over pages made one table, at the place of its first part.

    Parts are joined where nothing but headers, footers, page numbers and footnotes stands between
    them, they are on successive pages, and their columns agree. `Table.joined` says why; a join that could be
    read otherwise adds a W009 problem.
    """
    pages = {page.number: page for page in document.pages}
    flow: list[Piece] = []
    problems: list[Problem] = []
    last: int | None = None  # where in `flow` the table stands after which only furniture came
    for piece in document.flow:
        if isinstance(piece, Table):
            for i in _candidates(flow, last, piece):
                before = flow[i]
                found = join_two(before, piece, pages) if isinstance(before, Table) else None
                if found is not None:
                    flow[i], doubt = found
                    problems.extend(doubt)
                    break
            else:
                found = None
            if found is not None:
                continue
            if _is_scrap(piece):
                # The end of no table above it: one row alone is text in a frame.
                flow.extend(block for cell in piece.cells for block in cell.blocks)
                last = None
                continue
            last = len(flow)
        elif piece.role not in _FURNITURE:
            last = None
        flow.append(piece)
    return replace(document, flow=flow, problems=document.problems + problems)


def _candidates(flow: list[Piece], last: int | None, table: Table) -> Iterator[int]:
    """Where in `flow` the tables stand that `table` may go on with: the last one, and those that tags tell."""
    if last is not None:
        yield last
    if table.declared is None:
        return
    for i in range(len(flow) - 1, -1, -1):
        piece = flow[i]
        if isinstance(piece, Table):
            page = piece.parts[-1][0]
            if page < table.page - 1:
                return
            if i != last and page == table.page - 1 and _declared(piece, table):
                yield i


def _declared(a: Table, b: Table) -> bool:
    """Whether the tags of the PDF say that `b` goes on with the table `a`."""
    return a.declared is not None and b.declared is not None and goes_on(a.declared, b.declared)


def _is_scrap(table: Table) -> bool:
    """Whether a part is too small to be a table by itself."""
    filled = [cell for cell in table.cells if cell.blocks]
    return len({cell.row for cell in filled}) < 2 or len({cell.col for cell in filled}) < 2


def join_two(a: Table, b: Table, pages: dict[int, Page]) -> tuple[Table, list[Problem]] | None:
    """The table of which `a` and `b` are parts, with what is doubtful about it; None where they are two tables."""
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
    if dropped >= b.n_rows:
        return _grow(a, b, columns, dropped, {}, False, reasons), []
    seams = _seams(a, b, columns, dropped, pages)
    bottom, height = a.parts[-1][1][3], pages[page_a].height
    ample = _foot(pages, height) - bottom > 4.5 * _line_height(a)
    cut, sure = _is_cut(a, seams, ample)
    if declared and a.declared is not None and b.declared is not None:
        cut, sure = a.declared.last == b.declared.first, True
    if cut:
        reasons.append("running row")
    elif any(seam.over for seam in seams.values()):
        reasons.append("running cell")
    doubts = []
    white = 1 - a.parts[-1][1][3] / max(pages[page_a].height, 1.0)
    if not sure:
        reading = "one row that the page break cuts" if cut else "two rows"
        doubts.append(
            f"The table on pages {page_a} and {page_b}: its last row before and its first row after the break are read "
            f"as {reading}; check them on the pages."
        )
    elif not cut and not repeated and not declared and (white > _EARLY or not a.header_rows):
        doubts.append(
            f"The tables on pages {page_a} and {page_b} have the same columns and are read as one; they could be two. "
            "Check them on the pages."
        )
    problems = [Problem.of("W009", message, page_b) for message in doubts]
    return _grow(a, b, columns, dropped, seams, cut, reasons), problems


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
    if not a.header_rows:
        return True

    def look(table: Table, row: int, page: int) -> tuple[bool, object]:
        words = [w for c in table.cells if c.row == row for blk in c.blocks for ln in blk.lines for w in ln.words]
        if not words:
            return False, None
        grounds = Grounds(fills(pages[page]))
        w = words[0]
        return sum(x.style.bold for x in words) > 0.8 * len(words), grounds.at(
            (w.x0 + w.x1) / 2, (w.top + w.bottom) / 2
        )

    head_a, head_b = look(a, 0, a.parts[0][0]), look(b, 0, b.parts[0][0])
    return head_a == head_b or (head_b[0] and not head_a[0])


def _seams(
    a: Table, b: Table, columns: tuple[list[int], list[int], bool], dropped: int, pages: dict[int, Page]
) -> dict[int, _Seam]:
    """The seam in each column of the joined table that both parts have."""
    out: dict[int, _Seam] = {}
    groups = {
        merged
        for table, own in ((a, columns[0]), (b, columns[1]))
        for cell in table.cells
        if cell.row_span > 1 and cell.row >= table.header_rows
        for merged in (own[cell.col],)
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
        col = where_a.get(columns[1][c])
        if col is None:
            continue
        before, after = last.get(col), b.at(dropped, c)
        if before is None or after is None:
            continue
        is_open = ruled and not closed.get(col, True) and any(closed.values())
        rel = relation(a, before, after, is_open)
        merged = columns[1][c]
        out[merged] = _Seam(rel, before, after, _goes_over(rel, before, after, merged in groups))
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


def _is_cut(a: Table, seams: dict[int, _Seam], ample: bool) -> tuple[bool, bool]:
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


def _line_height(table: Table) -> float:
    for cell in table.cells:
        for block in cell.blocks:
            return block.lines[0].bbox[3] - block.lines[0].bbox[1]
    return 12.0


def _foot(pages: dict[int, Page], height: float) -> float:
    """Where the text of full pages of this height ends, in points from the top; page numbers below it aside."""
    ends = [
        w.bottom
        for page in pages.values()
        if abs(page.height - height) < 1
        for w in page.words
        if w.bottom < 0.91 * height
    ]
    return max(ends, default=height)


def _grow(
    a: Table,
    b: Table,
    columns: tuple[list[int], list[int], bool],
    dropped: int,
    seams: dict[int, _Seam],
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
    again = [block for cell in b.cells if cell.row + cell.row_span <= dropped for block in cell.blocks]
    return replace(
        a,
        cells=cells,
        repeated=a.repeated + again + b.repeated,
        n_rows=n_rows,
        n_cols=n_cols,
        parts=a.parts + b.parts,
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
    out: list[Cell] = []
    for r in range(n_rows):
        for c in range(n_cols):
            if (r, c) in covered:
                continue
            beside = next((cell for cell in cells if cell.row == r and cell.places), None)
            over = next((cell for cell in cells if cell.col == c and cell.col_span == 1 and cell.places), None)
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
