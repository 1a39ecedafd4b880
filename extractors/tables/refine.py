"""Ruled tables that leave rules out: rows and columns of figures inside one drawn cell."""

from __future__ import annotations

from itertools import pairwise

from ...models.page import Word
from .columns import Gutter
from .edges import Edge
from .figures import is_blank, is_figure
from .fill import words_by_cell
from .grid import Grid, GridCell
from .region import Region
from .row_splits import split_rows
from .rows import Columns, RowLine, is_bullet, part_lines
from .structure import Structure, build
from .textlines import text_lines

_FEWEST_HEADINGS = 3
_HEADED = 0.6
"""Share of the columns that an undivided header must have words in."""


def needs_columns(grid: Grid, cell_words: list[list[Word]]) -> bool:
    """Whether a drawn column holds several columns of figures."""
    hits = [0] * grid.n_cols
    for cell, words in zip(grid.cells, cell_words, strict=True):
        if sum(1 for w in words if w.text[-1].isdigit()) < 2:
            continue
        for line in text_lines(words):
            texts = [c.text for c in line.chunks]
            if len(texts) > 1 and sum(is_figure(t) or is_blank(t) for t in texts) > 1:
                for col in range(cell.col, cell.col + cell.col_span):
                    hits[col] += 1
    return max(hits) >= 2


def with_columns(grid: Grid, words: list[Word], level: list[Edge]) -> Structure | None:
    """The structure of a drawn table by its rules and by its gutters; None where these show no more columns."""
    left, top, right, bottom = grid.bbox
    inner = [e for e in level if top - 2 <= e.pos <= bottom + 2 and e.start >= left - 6 and e.end <= right + 6]
    found = build(Region(grid.bbox, text_lines(words), inner, grid.xs[1:-1], "ruled"))
    return found if found is not None and found.grid.n_cols > grid.n_cols else None


def with_open_header(grid: Grid, cell_words: list[list[Word]]) -> tuple[Grid, list[list[Word]]]:
    """The grid with an undivided top row parted like the rows below, where its words stand apart in their columns.

    Rules in the colour of a header's ground do not show."""
    head = grid.cells[0] if grid.cells else None
    if head is None or head.col_span < grid.n_cols or head.row_span > 1 or grid.n_cols < _FEWEST_HEADINGS:
        return grid, cell_words
    chunks = [chunk for line in text_lines(cell_words[0]) for chunk in line.chunks]
    columns = {grid.column_at(chunk.x0) for chunk in chunks}
    inside = all(grid.column_at(chunk.x0) == grid.column_at(chunk.x1) for chunk in chunks)
    if not inside or len(columns) < max(_FEWEST_HEADINGS, _HEADED * grid.n_cols):
        return grid, cell_words
    top, below = grid.ys[0], grid.ys[1]
    parted = [GridCell(0, c, 1, 1, (grid.xs[c], top, grid.xs[c + 1], below)) for c in range(grid.n_cols)]
    new = Grid(grid.xs, grid.ys, parted + grid.cells[1:], stroked=grid.stroked, drawn=grid.drawn)
    return new, words_by_cell(new, [word for words in cell_words for word in words])


def with_open_rows(grid: Grid, cell_words: list[list[Word]]) -> tuple[Grid, list[list[Word]]]:
    """The grid with cells that no upright rule parts parted like the header above them, whose cells are drawn or tinted
    one by one, where the words below stand apart in its columns."""
    headings = {
        c.col for c, words in zip(grid.cells, cell_words, strict=True) if c.row == 0 and c.col_span == 1 and words
    }
    if len(headings) < _FEWEST_HEADINGS:
        return grid, cell_words
    wide: dict[tuple[int, int], list[int]] = {}
    for i, cell in enumerate(grid.cells):
        covered = set(range(cell.col, cell.col + cell.col_span))
        if cell.row > 0 and cell.col_span > 1 and covered <= headings and cell_words[i]:
            wide.setdefault((cell.col, cell.col_span), []).append(i)
    parted: set[int] = set()
    for alike in wide.values():
        columns = [_columns_of(grid, cell_words[i]) for i in alike]
        filled = [len(found) for found in columns if found]
        if len(filled) == len(alike) and sum(n > 1 for n in filled) >= max(2, _HEADED * len(alike)):
            parted.update(alike)
    if not parted:
        return grid, cell_words
    cells: list[GridCell] = []
    for i, cell in enumerate(grid.cells):
        if i not in parted:
            cells.append(cell)
            continue
        for col in range(cell.col, cell.col + cell.col_span):
            box = (grid.xs[col], cell.bbox[1], grid.xs[col + 1], cell.bbox[3])
            cells.append(GridCell(cell.row, col, cell.row_span, 1, box))
    new = Grid(grid.xs, grid.ys, cells, stroked=grid.stroked, drawn=grid.drawn)
    return new, words_by_cell(new, [word for words in cell_words for word in words])


def _columns_of(grid: Grid, words: list[Word]) -> set[int]:
    """The columns that words stand in; none where a piece of a line runs over the edge of one."""
    out: set[int] = set()
    for line in text_lines(words):
        for chunk in line.chunks:
            first, last = grid.column_at(chunk.x0), grid.column_at(chunk.x1)
            if first != last or first is None:
                return set()
            out.add(first)
    return out


def with_rows(grid: Grid, cell_words: list[list[Word]]) -> tuple[Grid, list[list[Word]]]:
    """The grid with each drawn row parted where it holds several lines of figures, or of words in all columns."""
    gutters = [Gutter(x - 0.5, x + 0.5, 2) for x in grid.xs[1:-1]]
    if not gutters:
        return grid, cell_words
    by_row: list[list[Word]] = [[] for _ in range(grid.n_rows)]
    closed = [True] * grid.n_rows
    for cell, words in zip(grid.cells, cell_words, strict=True):
        by_row[cell.row].extend(words)
        if cell.row_span > 1:
            for r in range(cell.row, cell.row + cell.row_span):
                closed[r] = False
    lines = [text_lines(words) if _tall(words) else [] for words in by_row]
    if all(len(some) < 3 for some in lines):
        return grid, cell_words
    parted = [part_lines(some, gutters, 10.0) for some in lines]
    columns = Columns.of([row for rows in parted for row in rows], grid.n_cols)
    breaks: dict[int, list[float]] = {}
    for r, rows in enumerate(parted):
        if closed[r] and len(rows) > 1 and any(c.row == r and c.col_span == 1 for c in grid.cells):
            found = _breaks(rows, columns)
            if found:
                breaks[r] = found
    if not breaks:
        return grid, cell_words
    ys: list[float] = []
    first: list[int] = []  # the new number of each drawn row
    for r in range(grid.n_rows):
        first.append(len(ys))
        ys.append(grid.ys[r])
        ys.extend(breaks.get(r, []))
    first.append(len(ys))
    ys.append(grid.ys[-1])
    cells = []
    for cell in grid.cells:
        start, end = first[cell.row], first[cell.row + cell.row_span]
        rows_of = range(start, end) if cell.row in breaks else (start,)
        for row in rows_of:
            span = 1 if cell.row in breaks else end - start
            box = (cell.bbox[0], ys[row], cell.bbox[2], ys[row + span])
            cells.append(GridCell(row, cell.col, span, cell.col_span, box))
    new = Grid(grid.xs, ys, cells, stroked=grid.stroked, drawn=grid.drawn)
    return new, words_by_cell(new, [w for words in cell_words for w in words])


def _tall(words: list[Word]) -> bool:
    """Whether words stand on more than two lines."""
    if len(words) < 4:
        return False
    return max(w.bottom for w in words) - min(w.top for w in words) > 2.6 * (words[0].bottom - words[0].top)


def _breaks(rows: list[RowLine], columns: Columns) -> list[float]:
    """The heights between the rows that one drawn row holds; none where it is one row."""
    groups = split_rows(rows, columns)
    if len(groups) < 2:
        return []
    figured = [sum(1 for row in group if _all_figures(row, columns)) for group in groups]
    if any(columns.values):
        clean = all(n == 1 for n in figured if n) and sum(1 for n in figured if n) > 1
        several = sum(1 for n in figured if n) >= 0.6 * len(groups)
        if not (clean and several):
            return []
    else:
        full = [len({c for row in group for c in row.at}) for group in groups]
        if any(is_bullet(row) for row in rows):
            return []
        if len(groups) < 3 or min(full) < max(2, 0.7 * columns.n) or any(len(group) > 2 for group in groups):
            return []
    out = []
    for above, below in pairwise(groups):
        out.append((max(r.line.bottom for r in above) + min(r.line.top for r in below)) / 2)
    return out


def _all_figures(row: RowLine, columns: Columns) -> bool:
    texts = [p.text for p in row.pieces if p.first == p.last and columns.values[p.first]]
    return bool(texts) and all(is_figure(t) or is_blank(t) for t in texts)


def uprights_in(region_box: tuple[float, float, float, float], upright: list[Edge], tinted: bool) -> list[float]:
    """Where upright rules run through most of a region's height: its drawn column edges.

    In a `tinted` region the sides of cells that are tinted one by one count too.
    """
    left, top, right, bottom = region_box
    heights: dict[int, float] = {}
    places: dict[int, float] = {}
    out: list[float] = []
    for edge in upright:
        if (edge.drawn or tinted) and left - 4 < edge.pos < right + 4 and edge.length < 1.6 * (bottom - top):
            key = round(edge.pos)
            heights[key] = heights.get(key, 0.0) + max(0.0, min(edge.end, bottom) - max(edge.start, top))
            places[key] = edge.pos
    least = (0.3 if tinted else 0.6) * (bottom - top)
    for key in sorted(heights):
        if heights[key] > least and not (out and places[key] - out[-1] < 5):
            out.append(places[key])
    return out
