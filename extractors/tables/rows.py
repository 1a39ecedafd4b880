"""Lines of a region parted into its columns, and what is usual in each column."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from ...models.page import Word
from .columns import Gutter
from .figures import is_blank, is_figure
from .textlines import BULLETS, Chunk, Run, TextLine, chunks_of, marks, thousands, word_end

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
    sides: Run = (0.0, 0.0)
    """The left and right end of all text."""

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
        values = [t >= 2 and h >= 0.6 * t for h, t in zip(hits, total, strict=True)]
        return cls(n, rights, values, (min(row.line.x0 for row in rows), max(row.line.x1 for row in rows)))

    def across(self, row: RowLine) -> bool:
        """Whether a line is words set to the middle of a table of figures: they head the rows below."""
        piece = row.pieces[0]
        left, right = self.sides
        if len(row.pieces) > 1 or not any(self.values) or is_figure(piece.text) or is_blank(piece.text):
            return False
        return piece.x0 > left + 2 * row.line.size and abs(piece.x0 + piece.x1 - left - right) < row.line.size


def is_bullet(row: RowLine) -> bool:
    """Whether a piece of a line starts with the mark of a list."""
    return any(p.words[0].text in BULLETS for p in row.pieces)


def is_wrapped(before: Piece, after: Piece, right: float) -> bool:
    """Whether `after` can be the next line of the text `before`: its first word would not have fitted there."""
    word = after.words[0]
    size = word.style.size
    return before.x1 + 0.25 * size + (word_end(word) - word.x0) > right - 0.3 * size
