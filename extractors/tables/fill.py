"""From a grid and the words in it to a table with blocks in its cells."""

from __future__ import annotations

from bisect import bisect_left

from ...models.layout import Cell, Table
from ...models.page import Page, Word
from ..layout.blocks import make_block, region_blocks
from ..layout.hyphens import Lexicon
from ..layout.lines import make_lines, page_pitches
from .figures import is_value
from .grid import Grid, GridCell
from .page_columns import PageColumns
from .textlines import TextLine, text_lines

_OUTSIDE = 3.0
"""Points. A word whose middle is that far outside the grid does not belong to it."""


Place = tuple[int, int]


class WordIndex:
    """The words of a page that no table owns yet, found by their place."""

    def __init__(self, words: list[Word]) -> None:
        self._all = sorted(words, key=lambda w: w.top + w.bottom)
        self._mids = [w.top + w.bottom for w in self._all]
        self._taken: set[int] = set()
        self._lines: list[TextLine] | None = None
        self.changes = 0
        """How often words were taken or released."""
        self._line_mids: list[float] = []
        self._columns: list[PageColumns] = []
        self._column_of: list[Place | None] = []

    def lines(self, left: float, top: float, right: float, bottom: float) -> list[TextLine]:
        """The lines of the free words whose middle lies in a box, top to bottom."""
        if self._lines is None:
            self._set_lines()
        assert self._lines is not None
        low, high = bisect_left(self._line_mids, 2 * top), bisect_left(self._line_mids, 2 * bottom)
        taken = self._taken
        out: list[TextLine] = []
        last: Place | None = None
        for k, line in enumerate(self._lines[low:high], low):
            if line.x1 < left or line.x0 > right:
                continue
            part: TextLine | None = line
            if line.x0 < left or line.x1 > right or (taken and not taken.isdisjoint(map(id, line.words))):
                part = line.of([w for w in line.words if left <= (w.x0 + w.x1) / 2 <= right and id(w) not in taken])
            if part is None:
                continue
            place = self._column_of[k]
            if out and abs(part.base - out[-1].base) < 0.2 * part.size and place == last:
                out[-1] = out[-1].joined(part)
            else:
                out.append(part)
            last = place
        return out

    def part(self, columns: list[PageColumns]) -> None:
        """Let no line reach from one of the columns of the page's text to the next."""
        self._columns, self._lines = columns, None
        self.changes += 1

    def place(self, word: Word) -> Place | None:
        """The stretch of columns in which a word stands, and the number of its column; None where it stands in none."""
        return next(((n, k) for n, one in enumerate(self._columns) if (k := one.at(word)) is not None), None)

    def _set_lines(self) -> None:
        groups: dict[Place | None, list[Word]] = {None: self._all}
        if self._columns:
            groups = {}
            for word in self._all:
                groups.setdefault(self.place(word), []).append(word)
        lines = [(line, place) for place, words in groups.items() for line in text_lines(words)]
        lines.sort(key=lambda pair: pair[0].top + pair[0].bottom)
        self._lines = [line for line, _ in lines]
        self._column_of = [place for _, place in lines]
        self._line_mids = [line.top + line.bottom for line in self._lines]

    def inside(self, left: float, top: float, right: float, bottom: float) -> list[Word]:
        """The free words whose middle lies in a box, in points, by their height on the page."""
        low, high = bisect_left(self._mids, 2 * top), bisect_left(self._mids, 2 * bottom)
        return [w for w in self._all[low:high] if left <= (w.x0 + w.x1) / 2 <= right and id(w) not in self._taken]

    def take(self, words: list[Word]) -> None:
        """Mark words as owned by a table."""
        self._taken.update(map(id, words))
        self.changes += 1

    def release(self, words: list[Word]) -> None:
        """Take back words that a table owned."""
        self._taken.difference_update(map(id, words))
        self.changes += 1

    def is_taken(self, word: Word) -> bool:
        """Whether a table owns a word."""
        return id(word) in self._taken

    def free(self) -> list[Word]:
        """All words that no table owns."""
        return [w for w in self._all if id(w) not in self._taken]


def _is_figure_line(words: list[Word]) -> bool:
    """Whether words are one figure, perhaps with a mark after it, on one line."""
    if not 2 <= len(words) <= 3 or max(w.top for w in words) >= min(w.bottom for w in words):
        return False
    first = min(words, key=lambda w: w.x0)
    last = max(words, key=lambda w: w.x0)
    return first.text[-1].isdigit() and is_value(first.text) and last.text[0] in "(*†[" and not last.superscript


def words_by_cell(grid: Grid, words: list[Word]) -> list[list[Word]]:
    """The words of each cell of `grid.cells`, by the middle of each word."""
    owner = [[0] * grid.n_cols for _ in range(grid.n_rows)]
    for k, cell in enumerate(grid.cells):
        for r in range(cell.row, cell.row + cell.row_span):
            for c in range(cell.col, cell.col + cell.col_span):
                owner[r][c] = k
    out: list[list[Word]] = [[] for _ in grid.cells]
    for word in words:
        x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
        out[owner[grid.row_at(y)][grid.column_at(x)]].append(word)
    return out


def inside(grid: Grid, index: WordIndex) -> list[Word]:
    """The free words in a grid."""
    left, top, right, bottom = grid.bbox
    return index.inside(left - _OUTSIDE, top - _OUTSIDE, right + _OUTSIDE, bottom + _OUTSIDE)


class Filler:
    """Makes tables of one page: words to blocks, with what is usual on the page measured once."""

    def __init__(self, page: Page, lexicon: Lexicon | None = None) -> None:
        self._page = page
        self._lexicon = lexicon
        self._pitches: dict[float, float] | None = None

    def table(self, grid: Grid, cell_words: list[list[Word]], kind: str) -> Table:
        """The table of a grid whose cells hold `cell_words`; header and section rows are not set yet."""
        cells = [self._cell(cell, words) for cell, words in zip(grid.cells, cell_words, strict=True)]
        cells.sort(key=lambda c: (c.row, c.col))
        return Table(
            cells=cells,
            n_rows=grid.n_rows,
            n_cols=grid.n_cols,
            header_rows=0,
            parts=[(self._page.number, grid.bbox)],
            kind=kind,
        )

    def _cell(self, cell: GridCell, words: list[Word]) -> Cell:
        if self._pitches is None:
            self._pitches = page_pitches(self._page)
        number = self._page.number
        if _is_figure_line(words):
            # "11.61 (1)" is a figure with its note and no numbered point.
            blocks = [make_block(make_lines(words, number, self._page), None, self._lexicon)]
        else:
            blocks = region_blocks(words, number, self._page, self._lexicon, self._pitches) if words else []
        return Cell(
            row=cell.row,
            col=cell.col,
            row_span=cell.row_span,
            col_span=cell.col_span,
            blocks=blocks,
            page=number,
            bbox=cell.bbox,
            places=[(number, cell.bbox)],
        )
