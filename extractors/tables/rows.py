"""Rows of a region without rules between them: which lines wrap, and which start a row."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from statistics import median

from ...models.page import Word
from .columns import Gutter
from .figures import is_blank, is_figure
from .textlines import BULLETS, Chunk, TextLine, chunks_of, marks, thousands, word_end

_BULLET = re.compile(r"^[•·▪■○●\-–*]$|^\(?[0-9a-zA-Z]{1,2}[.)]$")
_MARK = re.compile(r"^\(?([a-zA-Z]|\d{1,2})[.)]?$")
"""A number or letter that counts rows."""
_SPLIT = 0.38
"""Of the font size: a gap in a line at a gutter that parts two cells."""


@dataclass(slots=True)
class Piece:
    """The words of one line in one cell, over columns `first` to `last`."""

    words: list[Word]
    x0: float
    x1: float
    first: int
    last: int

    @property
    def text(self) -> str:
        return " ".join(w.text for w in self.words)


@dataclass(slots=True)
class RowLine:
    """A line with its words parted into columns."""

    line: TextLine
    pieces: list[Piece]
    at: dict[int, Piece] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for piece in self.pieces:
            for col in range(piece.first, piece.last + 1):
                self.at[col] = piece

    @property
    def spans(self) -> bool:
        return any(p.last > p.first for p in self.pieces)


def part_lines(lines: list[TextLine], gutters: list[Gutter], em: float) -> list[RowLine]:
    """Each line's words by column. Words that run across a gutter make a piece over several columns."""
    return [RowLine(line, _pieces(line, gutters, em)) for line in lines]


def _pieces(line: TextLine, gutters: list[Gutter], em: float) -> list[Piece]:
    stops = [g.middle for g in gutters]
    out: list[Piece] = []
    for chunk in _cut(chunks_of(line.words, _SPLIT * em), gutters, em):
        first, last = bisect_right(stops, chunk.x0 + 0.5), bisect_right(stops, chunk.x1 - 0.5)
        if first != last:
            # A word that only just reaches over a gutter's middle belongs to where most of it stands.
            middle = bisect_right(stops, (chunk.x0 + chunk.x1) / 2)
            inner = [g for g in gutters if chunk.x0 + 0.5 < g.middle < chunk.x1 - 0.5]
            if len(chunk.words) == 1 and len(inner) == 1 and not _crosses(chunk.x0, chunk.x1, inner[0]):
                first = last = middle
        if out and out[-1].first < first <= out[-1].last:
            # A long text that reaches over the start of the next column leaves that to the text standing there.
            out[-1].last = first - 1
        if out and first <= out[-1].last < last:
            first = out[-1].last + 1
        same = out and out[-1].first <= first and out[-1].last >= last
        touches = out and first <= out[-1].last
        if same or touches:
            piece = out[-1]
            piece.words.extend(chunk.words)
            piece.x1 = chunk.x1
            piece.last = max(piece.last, last)
        else:
            out.append(Piece(list(chunk.words), chunk.x0, chunk.x1, first, last))
    return out


def _cut(chunks: list[Chunk], gutters: list[Gutter], em: float) -> list[Chunk]:
    """Chunks, cut where a word starts just at the left side of a column."""
    out: list[Chunk] = []
    for chunk in chunks:
        words = [chunk.words[0]]
        for word in chunk.words[1:]:
            at_start = (
                words
                and word.x0 - words[-1].x1 >= 0.15 * em
                and any(g.flush and abs(word.x0 - g.x1) <= 0.8 for g in gutters)
            )
            if at_start and not marks(words, word) and not thousands(words[-1], word):
                out.append(Chunk(words, words[0].x0, words[-1].x1))
                words = []
            words.append(word)
        out.append(Chunk(words, words[0].x0, max(chunk.x1, words[-1].x0)))
    return out


def _crosses(x0: float, x1: float, gutter: Gutter) -> bool:
    """Whether text reaches well over a gutter, into the columns on both sides."""
    return x0 < gutter.x0 - 3 and x1 > gutter.x1 + 3


@dataclass(slots=True)
class Columns:
    """What is usual in each column of a region."""

    n: int
    rights: list[float]
    """The right end of the text in each column."""
    values: list[bool]
    """Whether a column holds figures."""

    @classmethod
    def of(cls, rows: list[RowLine], n: int) -> Columns:
        rights = [0.0] * n
        hits, total = [0] * n, [0] * n
        for row in rows:
            for piece in row.pieces:
                if piece.first != piece.last:
                    continue
                rights[piece.first] = max(rights[piece.first], piece.x1)
                text = piece.text
                total[piece.first] += 1
                hits[piece.first] += is_figure(text) or is_blank(text)
        return cls(n, rights, [t >= 2 and h >= 0.6 * t for h, t in zip(hits, total, strict=True)])


def is_bullet(row: RowLine) -> bool:
    """Whether a piece of a line starts with the mark of a list."""
    return any(p.words[0].text in BULLETS for p in row.pieces)


def is_wrapped(before: Piece, after: Piece, right: float) -> bool:
    """Whether `after` can be the next line of the text `before`: its first word would not have fitted there."""
    word = after.words[0]
    size = word.style.size
    return before.x1 + 0.25 * size + (word_end(word) - word.x0) > right - 0.3 * size


def split_rows(rows: list[RowLine], columns: Columns) -> list[list[RowLine]]:
    """The lines of each row, top to bottom."""
    if len(rows) < 2:
        return [rows] if rows else []
    marked = _rows_by_marks(rows)
    if marked:
        return marked
    if any(columns.values):
        return _rows_by_values(rows, columns)
    return _rows_by_text(rows, columns)


def _rows_by_marks(rows: list[RowLine]) -> list[list[RowLine]]:
    """Rows that a first column of running marks (a, b, c or 1, 2, 3) counts; empty where there is no such column."""
    starts: list[int] = []
    last = 0
    for i, row in enumerate(rows):
        piece = row.at.get(0)
        if piece is None:
            continue
        found = _MARK.match(piece.text) if piece.first == piece.last else None
        if found is None:
            return []
        mark = found[1].casefold()
        place = int(mark) if mark.isdigit() else ord(mark) - ord("a") + 1
        if starts and place != last + 1:
            return []
        starts.append(i)
        last = place
    if len(starts) < 2 or starts[0] != 0:
        return []
    return [rows[a:b] for a, b in zip(starts, [*starts[1:], len(rows)], strict=True)]


def _has_value(row: RowLine, columns: Columns) -> bool:
    return any(
        columns.values[p.first] and p.first == p.last and (is_figure(p.text) or is_blank(p.text)) for p in row.pieces
    )


def _rows_by_values(rows: list[RowLine], columns: Columns) -> list[list[RowLine]]:
    """Each line with figures is a row; lines of words alone belong to the one above, the one below, or stand alone."""
    valued = [_has_value(row, columns) for row in rows]
    if not any(valued):
        return _rows_by_text(rows, columns)
    out: list[list[RowLine]] = []
    pending: list[RowLine] = []  # lines that belong to the next line of figures
    for i, row in enumerate(rows):
        if valued[i]:
            if _same_row(rows, i, valued, columns) and out and not pending:
                out[-1].append(row)
            else:
                out.append([*pending, row])
            pending = []
            continue
        if pending and _attach(rows, i, columns) == "down":
            pending.append(row)
            continue
        if pending:
            out.append(pending)
            pending = []
        side = _attach(rows, i, columns)
        if side == "up" and out:
            out[-1].append(row)
        elif side == "down" and i + 1 < len(rows):
            pending = [row]
        else:
            out.append([row])
    if pending:
        out.append(pending)
    return out


def _same_row(rows: list[RowLine], i: int, valued: list[bool], columns: Columns) -> bool:
    """Whether a line of figures only fills columns that the line above, very close to it, leaves empty."""
    if not i:
        return False
    above, here = rows[i - 1], rows[i]
    close = here.line.base - above.line.base < 0.7 * here.line.size
    return close and not (set(above.at) & set(here.at))


def _attach(rows: list[RowLine], i: int, columns: Columns) -> str:
    """Where a line without figures belongs: `up`, `down` or `own`."""
    row = rows[i]
    above = rows[i - 1] if i else None
    below = rows[i + 1] if i + 1 < len(rows) else None
    up = row.line.base - above.line.base if above is not None else 1e9
    down = below.line.base - row.line.base if below is not None else 1e9
    size = max(row.line.size, 4.0)
    loose_up, loose_down = up > 2.1 * size, down > 2.1 * size
    first = row.pieces[0]
    fits_up = _wraps(above, row, columns) if above is not None else False
    fits_down = _wraps(row, below, columns) if below is not None else False
    bold = all(w.style.bold for p in row.pieces for w in p.words)
    bold_above = above is not None and all(w.style.bold for p in above.pieces for w in p.words)
    text = first.text
    tighter_up = up < down - max(1.2, 0.1 * size)
    tighter_down = down < up - max(1.2, 0.1 * size)
    if above is not None and not loose_up and _goes_on(text) and first.first in above.at and bold == bold_above:
        return "up" if not tighter_down or not fits_down else "down"
    if below is not None and not loose_down and 0 not in below.at and 0 in row.at and not fits_up:
        return "down"
    if text.endswith(":"):
        return "own"
    if fits_up and not loose_up and tighter_up and bold == bold_above:
        return "up"
    if fits_up and text[0].isdigit() and not loose_up and not tighter_down:
        return "up"  # "... in" and below it "2021"
    bold_below = below is not None and all(w.style.bold for w in below.pieces[0].words)
    down_next = fits_down and not loose_down and not tighter_up and below is not None and bold == bold_below
    if below is not None and down_next and (_goes_on(below.pieces[0].text) or tighter_down):
        return "down"
    if 0 not in row.at and above is not None and not loose_up:
        return "down" if tighter_down else "up"
    return "own"


def _goes_on(text: str) -> bool:
    """Whether a text starts as the middle of a phrase does."""
    return text[:1].islower() or text[:1] in "(&/"


def _wraps(above: RowLine | None, below: RowLine | None, columns: Columns) -> bool:
    """Whether every text of `below` in a column of words can go on from the one above it."""
    if above is None or below is None:
        return False
    shared = [p for p in below.pieces if p.first in above.at and not (p.first == p.last and columns.values[p.first])]
    if not shared:
        return False
    for piece in shared:
        before = above.at[piece.first]
        if before.last != piece.last and before.last > before.first:
            return False
        if not is_wrapped(before, piece, columns.rights[piece.first]):
            return False
    return True


def _rows_by_text(rows: list[RowLine], columns: Columns) -> list[list[RowLine]]:
    """Rows of words: a larger gap, or a text that cannot be the next line of the one above, starts one."""
    size = median(r.line.size for r in rows)
    white, foot = [], rows[0].line.bottom
    for row in rows[1:]:
        white.append(row.line.top - foot)
        foot = max(foot, row.line.bottom)
    tight = _leading(rows)
    loose = [w for w in white if w > tight + max(1.5, 0.12 * size)]
    gaps_tell = bool(loose) and len(loose) < len(white) and _gaps_agree(rows, white, tight + max(1.5, 0.12 * size))
    out: list[list[RowLine]] = [[rows[0]]]
    for row, space in zip(rows[1:], white, strict=True):
        if gaps_tell:
            fresh = space > tight + max(1.5, 0.12 * size) and not _only_more(out[-1], row, columns)
        else:
            fresh = _starts_row(out[-1], row, columns)
        if fresh:
            out.append([row])
        else:
            out[-1].append(row)
    return out


def _gaps_agree(rows: list[RowLine], white: list[float], least: float) -> bool:
    """Whether the lines after larger gaps look like the start of a row rather than those after small ones do."""
    scores: list[list[bool]] = [[], []]
    for row, space in zip(rows[1:], white, strict=True):
        starts = 0 in row.at and len(row.pieces) > 1 and not row.pieces[0].text[:1].islower()
        scores[space > least].append(starts)
    near, far = (sum(s) / len(s) for s in scores)
    return far >= near


def _leading(rows: list[RowLine]) -> float:
    """The least white between two lines of one column."""
    last: dict[int, RowLine] = {}
    out = 1e9
    for row in rows:
        for piece in row.pieces:
            if piece.first == piece.last:
                if piece.first in last:
                    out = min(out, row.line.top - last[piece.first].line.bottom)
                last[piece.first] = row
    return out if out < 1e9 else 0.0


def _only_more(current: list[RowLine], row: RowLine, columns: Columns) -> bool:
    """Whether a line after a larger gap is one more paragraph of a cell: most columns are empty, the first too."""
    filled = {c for r in current for c in r.at}
    return 0 not in row.at and 0 in filled and len(row.at) < max(2, 0.6 * len(filled | set(row.at)))


def _starts_row(current: list[RowLine], row: RowLine, columns: Columns) -> bool:
    """Whether a line is too new in any column to go on from the row above it."""
    if row.spans or current[-1].spans:
        return True
    if len(row.pieces) == 1 and row.pieces[0].first > 0:
        return False
    most = 0 in row.at and len(row.pieces) > 1 and len(row.pieces) >= 0.6 * columns.n
    if most and not any(p.text[0].islower() for p in row.pieces):
        return True  # hardly all cells of a row wrap at once, and each before a capital
    for piece in row.pieces:
        before = next((r.at[piece.first] for r in reversed(current) if piece.first in r.at), None)
        if before is None:
            continue
        if _BULLET.match(piece.words[0].text) and piece.first > 0:
            continue
        if piece.text[:1].islower():
            continue
        if not is_wrapped(before, piece, columns.rights[piece.first]):
            return True
    return False
