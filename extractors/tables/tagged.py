"""Tables that a tagged PDF declares: its rows and cells, laid over the page and checked against it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from ...models.geometry import Bbox, overlap
from ...models.layout import DeclaredRows, Table
from ...models.page import Tag, Word
from .grid import Grid, GridCell

TAGGED = "tagged"
"""The kind of a table that is read as its PDF declares it."""
_SLACK = 2.0
"""Points by which the texts of neighbouring rows or columns may run into each other."""
_MARGIN = 2.0
_MOST_CELLS = 5000


@dataclass(slots=True)
class Declared:
    """A table that the tags of a page declare."""

    grid: Grid
    header_rows: int
    rows: DeclaredRows


def tagged_grids(tags: list[Tag]) -> Iterator[Declared]:
    """Each declared table of a page that its texts bear out.

    A table of one row or column is none; nor is one whose rows or columns overlap on the page.
    """
    for tag in _tables(tags):
        rows = list(_rows(tag))
        placed = _placed(rows)
        if placed is not None:
            grid = _grid(placed, len(rows))
            if grid is not None:
                yield Declared(grid, _header_rows(rows), _declared_rows(tag))


def _tables(tags: list[Tag]) -> Iterator[Tag]:
    """The outermost tables."""
    for tag in tags:
        if tag.kind == "Table":
            yield tag
        else:
            yield from _tables(tag.children)


def _rows(tag: Tag) -> Iterator[list[Tag]]:
    """The cells of each row that has some text on the page."""
    for child in tag.children:
        if child.kind == "TR":
            cells = [cell for cell in child.children if cell.kind in ("TH", "TD")]
            if any(cell.bbox for cell in cells):
                yield cells
        elif child.kind in ("THead", "TBody", "TFoot"):
            yield from _rows(child)


def _declared_rows(tag: Tag) -> DeclaredRows:
    """Which rows of the whole table these are."""
    groups = [child for child in tag.children if child.bbox is not None]
    if groups[0].kind == "TR":
        first, last, count = tag.part
        return DeclaredRows((0, first), (0, last), 1, (count, count))
    start, end, count = tag.part
    top, foot = groups[0].part, groups[-1].part
    return DeclaredRows((start, top[0]), (end, foot[1]), count, (top[2], foot[2]))


def goes_on(a: DeclaredRows, b: DeclaredRows) -> bool:
    """Whether the rows `b` of one page go on with the table that has the rows `a` on the page before."""
    if a.groups != b.groups or b.first == (0, 0) or (a.last[0] == b.first[0] and a.rows[1] != b.rows[0]):
        return False
    unfinished = a.last != (a.groups - 1, a.rows[1] - 1)
    return b.first == a.last or (b.first > a.last and unfinished)


def _header_rows(rows: list[list[Tag]]) -> int:
    """How many rows at the top have header cells alone."""
    count = 0
    for cells in rows:
        if any(cell.kind != "TH" for cell in cells):
            break
        count += 1
    return count if count < len(rows) else 0


_Placed = list[tuple[int, int, Tag]]
"""Row, column and tag of each cell."""


def _placed(rows: list[list[Tag]]) -> _Placed | None:
    """Each cell at its row and column, rows above that span down counted; None where the rows make no table.

    A row that a page break cuts has on this page only the cells that go on: they are placed by the columns of others.
    """
    if len(rows) < 2 or sum(map(len, rows)) > _MOST_CELLS:
        return None
    out: _Placed = []
    taken: set[tuple[int, int]] = set()
    ends: list[int] = []
    for r, cells in enumerate(rows):
        c = 0
        for cell in cells:
            while (r, c) in taken:
                c += 1
            out.append((r, c, cell))
            taken.update((r + i, c + j) for i in range(cell.row_span) for j in range(cell.col_span))
            c += cell.col_span
        while (r, c) in taken:
            c += 1
        ends.append(c)
    width = max(ends)
    short = {r for r, end in enumerate(ends) if end < width}
    if width < 2 or len(short) > 0.4 * len(rows):
        return None
    return _by_place(out, short, width) if short else out


def _by_place(placed: _Placed, short: set[int], width: int) -> _Placed | None:
    """The same with the cells of short rows in the columns that they stand in; None where that is not clear."""
    edges = _columns([one for one in placed if one[0] not in short], width)
    if edges is None:
        return None
    out: _Placed = []
    for r, c, cell in placed:
        if r in short:
            if cell.bbox is None or cell.col_span > 1:
                continue
            c = max(range(width), key=lambda i: overlap(edges[i], edges[i + 1], cell.bbox[0], cell.bbox[2]))  # type: ignore[index]
            if cell.bbox[2] > edges[c + 1] + _SLACK or cell.bbox[0] < edges[c] - _SLACK:
                return None
        out.append((r, c, cell))
    return out


def _columns(placed: _Placed, width: int) -> list[float] | None:
    """The edges of the columns, in the middle of the gaps between their texts; None where they overlap."""
    single = [(c, cell.bbox) for _, c, cell in placed if cell.col_span == 1 and cell.bbox is not None]
    every = [cell.bbox for _, _, cell in placed if cell.bbox is not None]
    return _edges([(c, box[0], box[2]) for c, box in single], width, [(b[0], b[2]) for b in every])


def _edges(texts: list[tuple[int, float, float]], count: int, every: list[tuple[float, float]]) -> list[float] | None:
    """Edges between `count` slots from the extent of the texts in each; an empty slot gets none of the room."""
    starts = [min((a for i, a, _ in texts if i == n), default=None) for n in range(count)]
    ends = [max((b for i, _, b in texts if i == n), default=None) for n in range(count)]
    filled = [n for n in range(count) if starts[n] is not None]
    if len(filled) < 2:
        return None
    out = [0.0] * (count + 1)
    out[0] = min(a for a, _ in every) - _MARGIN
    out[count] = max(b for _, b in every) + _MARGIN
    for n, after in pairwise(filled):
        end, start = ends[n], starts[after]
        if end is None or start is None or end > start + _SLACK:
            return None
        steps = after - n
        for k in range(1, steps + 1):  # empty slots between share the gap
            out[n + k] = end + (start - end) * k / (steps + 1)
    for n in range(1, filled[0] + 1):
        out[n] = out[0] + (min(starts[filled[0]] or 0.0, out[count]) - out[0]) * n / (filled[0] + 1)
    last = filled[-1]
    for n in range(last + 1, count):
        out[n] = (ends[last] or 0.0) + (out[count] - (ends[last] or 0.0)) * (n - last) / (count - last)
    return out if all(b > a for a, b in pairwise(out)) else None


def _grid(placed: _Placed, n_rows: int) -> Grid | None:
    width = max(c + cell.col_span for _, c, cell in placed)
    xs = _columns(placed, width)
    flat = [(r, cell.bbox[1], cell.bbox[3]) for r, _, cell in placed if cell.row_span == 1 and cell.bbox is not None]
    every = [(cell.bbox[1], cell.bbox[3]) for _, _, cell in placed if cell.bbox is not None]
    ys = _edges(flat, n_rows, every)
    if xs is None or ys is None:
        return None
    owner: dict[tuple[int, int], int] = {}
    cells: list[GridCell] = []
    for r, c, cell in placed:
        rows, cols = min(cell.row_span, n_rows - r), cell.col_span
        spots = [(r + i, c + j) for i in range(rows) for j in range(cols)]
        if any(spot in owner for spot in spots):
            return None
        owner |= dict.fromkeys(spots, len(cells))
        area: Bbox = (xs[c], ys[r], xs[c + cols], ys[r + rows])
        box = cell.bbox
        if box is not None and not _inside(box, area):
            return None  # the page shows it elsewhere
        cells.append(GridCell(r, c, rows, cols, area))
    for r in range(n_rows):
        for c in range(width):
            if (r, c) not in owner:
                cells.append(GridCell(r, c, 1, 1, (xs[c], ys[r], xs[c + 1], ys[r + 1])))
    cells.sort(key=lambda cell: (cell.row, cell.col))
    return Grid(xs, ys, cells, stroked=False, drawn=0.0)


def _inside(box: Bbox, area: Bbox) -> bool:
    """Whether a cell's text stands in its area, but for a little."""
    starts = box[0] >= area[0] - _SLACK and box[1] >= area[1] - _SLACK
    return starts and box[2] <= area[2] + _SLACK and box[3] <= area[3] + _SLACK


def touching(a: Bbox, b: Bbox) -> bool:
    """Whether two boxes have a part in common."""
    return overlap(a[0], a[2], b[0], b[2]) > _SLACK and overlap(a[1], a[3], b[1], b[3]) > _SLACK


def within(word: Word, boxes: list[Bbox]) -> bool:
    """Whether a word's middle lies in one of the boxes."""
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return any(box[0] <= x <= box[2] and box[1] <= y <= box[3] for box in boxes)


def same_cells(table: Table, grid: Grid) -> bool:
    """Whether a table that the page shows has the declared one's rows and columns, perhaps below a repeated header.

    A cell over several columns may be shown as one beside empty ones: that reads the same.
    """
    if table.n_cols != grid.n_cols:
        return False
    more = table.n_rows - grid.n_rows
    told = {(c.row + more, c.col): c.row_span for c in grid.cells if c.row_span > 1}
    shown = {(c.row, c.col): c.row_span for c in table.cells if c.row_span > 1 and c.row >= more}
    return 0 <= more <= max(table.header_rows, 1) and told == shown


def with_top(grid: Grid, words: list[Word]) -> Grid | None:
    """The grid with a row above it for those of `words` that stand there, as those of a header that a page repeats.

    None where words stand below it or beside it, or across its columns: then the page shows another table.
    """
    left, top, right, bottom = grid.bbox
    above = []
    for word in words:
        x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
        if not left - _SLACK <= x <= right + _SLACK or y > bottom + _SLACK:
            return None
        if y < top:
            above.append(word)
    if not above:
        return grid
    if any(word.x0 < x - _SLACK and word.x1 > x + _SLACK for word in above for x in grid.xs[1:-1]):
        return None
    start = min(word.top for word in above) - _MARGIN
    cells = [GridCell(0, c, 1, 1, (grid.xs[c], start, grid.xs[c + 1], top)) for c in range(grid.n_cols)]
    cells += [GridCell(c.row + 1, c.col, c.row_span, c.col_span, c.bbox) for c in grid.cells]
    return Grid(grid.xs, [start, *grid.ys], cells, stroked=False, drawn=0.0)
