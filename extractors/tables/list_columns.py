"""Columns of lists: where the points of a cell say nothing of where the rows beside it begin."""

from __future__ import annotations

from dataclasses import replace

from ...models.page import Word
from .grid import GridCell
from .rows import Columns, Piece, RowLine
from .textlines import BULLETS

_DASHES = frozenset("-–—")
_FEWEST = 2
"""Points of a column of lists."""
_SHARE = 0.2
"""Of a column's lines: those that begin a point, at least."""
BESIDE = 2
"""Other columns from which on these alone tell the rows."""
_INDENT = 3.0
"""Points that the lines of a point stand right of its mark at least."""


def begins_point(piece: Piece) -> bool:
    """Whether a text begins with the mark of a point."""
    return _is_mark(piece.words[0]) and len(piece.words) > 1


def _is_mark(word: Word) -> bool:
    return word.text in BULLETS or word.text in _DASHES


def with_points(rows: list[list[RowLine]]) -> list[list[RowLine]]:
    """The rows, points made one with the row above them where they stand alone in a column whose text there announces
    them with a colon."""
    out: list[list[RowLine]] = []
    for row in rows:
        columns = {c for line in row for c in line.at}
        if out and len(columns) == 1:
            column = columns.pop()
            above = [line.at[column].text for line in out[-1] if column in line.at]
            if begins_point(row[0].at[column]) and any(text.endswith(":") for text in above):
                out[-1] = out[-1] + row
                continue
        out.append(row)
    return out


def list_columns(rows: list[RowLine], n: int) -> set[int]:
    """The columns of lines that hold lists."""
    points, lines = [0] * n, [0] * n
    for row in rows:
        for piece in row.pieces:
            if piece.first == piece.last:
                lines[piece.first] += 1
                points[piece.first] += begins_point(piece)
    return {c for c in range(n) if points[c] >= _FEWEST and points[c] >= _SHARE * lines[c]}


def without(rows: list[RowLine], columns: Columns, lists: set[int]) -> tuple[list[RowLine], list[int], Columns] | None:
    """The lines without what stands in the columns `lists`, the place of each of them in `rows`, and their columns;
    None where too few columns are left or a text runs from one into the other."""
    kept = [c for c in range(columns.n) if c not in lists]
    if len(kept) < BESIDE or any(p.first != p.last for row in rows for p in row.pieces):
        return None
    place = {c: k for k, c in enumerate(kept)}
    out: list[RowLine] = []
    where: list[int] = []
    for i, row in enumerate(rows):
        pieces = [Piece(p.words, p.x0, p.x1, place[p.first], place[p.first]) for p in row.pieces if p.first in place]
        line = row.line.of([word for piece in pieces for word in piece.words]) if pieces else None
        if line is not None:
            out.append(RowLine(line, pieces))
            where.append(i)
    rest = Columns(len(kept), [columns.rights[c] for c in kept], [columns.values[c] for c in kept])
    return (out, where, rest) if out else None


def with_whole_points(cells: list[tuple[GridCell, list[Word]]], lists: set[int]) -> list[tuple[GridCell, list[Word]]]:
    """The cells by row and column, those of the columns `lists` that go on with a point of the cell above made one with
    it."""
    marks: dict[int, float] = {}
    for cell, words in cells:
        for word in words:
            if cell.col in lists and _is_mark(word):
                marks[cell.col] = min(marks.get(cell.col, 1e9), word.x0)
    out: list[tuple[GridCell, list[Word]]] = []
    last: dict[int, int] = {}
    for cell, words in cells:
        k = last.get(cell.col)
        first = min(words, key=lambda w: (round(w.top), w.x0)) if words else None
        indented = first is not None and cell.col in marks and first.x0 > marks[cell.col] + _INDENT
        goes_on = k is not None and indented and any(_is_mark(word) for word in out[k][1])
        if k is not None and goes_on and cell.col_span == out[k][0].col_span and out[k][0].last_row == cell.row - 1:
            above, own = out[k]
            box = (*above.bbox[:3], cell.bbox[3])
            out[k] = (replace(above, row_span=above.row_span + cell.row_span, bbox=box), own + words)
            continue
        last[cell.col] = len(out)
        out.append((cell, words))
    return out
