"""Which rows of a table head its columns, and which head the rows below them.

A row is told by what sets it apart from the rows after it: weight, ground, colour of the letters, a
rule under it, words over columns of figures and times.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from ...models.layout import Cell, Table
from ...models.page import Area, Colour
from .edges import is_white
from .figures import is_blank, is_figure, is_quantity, is_year

_MOST_HEADER_ROWS = 6
_LONGEST_HEADING = 90
"""Letters of a column's heading at most."""
_SHORT = 30
"""Letters of a heading that is told by its content alone."""
_BAND = 24.0
_DIGIT = re.compile(r"\d")


class _Look(NamedTuple):
    """How a row is set: by most of its letters."""

    bold: bool
    italic: bool
    size: float
    colour: Colour
    ground: Colour | None


class Grounds:
    """The tinted areas of a page, asked for the colour behind a point."""

    def __init__(self, areas: list[Area]) -> None:
        self._bands: dict[int, list[Area]] = {}
        for area in areas[:5000]:
            for band in range(int(area.top // _BAND), int(area.bottom // _BAND) + 1):
                self._bands.setdefault(band, []).append(area)

    def at(self, x: float, y: float) -> Colour | None:
        """The colour behind a point, None for paper."""
        for area in reversed(self._bands.get(int(y // _BAND), [])):
            if area.x0 <= x <= area.x1 and area.top <= y <= area.bottom:
                return None if is_white(area.fill) else area.fill
        return None


def mark_header(table: Table, grounds: Grounds, divider: int | None = None, *, known: int | None = None) -> None:
    """Set `header_rows`, `section_rows` and each cell's `header`.

    `divider` is the number of rows above the only rule that runs through the inside of the table, if
    that is how it is drawn. `known` is the number of header rows where that is sure.
    """
    rows: list[list[Cell]] = [[] for _ in range(table.n_rows)]
    for cell in table.cells:
        if cell.blocks:
            rows[cell.row].append(cell)
    looks = [_look(row, grounds) for row in rows]
    table.header_rows = _header_rows(table, rows, looks, divider) if known is None else known
    table.section_rows = _section_rows(table, rows, looks)
    for cell in table.cells:
        cell.header = cell.row < table.header_rows


def _look(row: list[Cell], grounds: Grounds) -> _Look | None:
    votes: Counter[tuple[bool, bool, float, Colour]] = Counter()
    for cell in row:
        for block in cell.blocks:
            for line in block.lines:
                for word in line.words:
                    s = word.style
                    votes[(s.bold, s.italic, s.size, s.colour)] += len(word.text)
    if not votes:
        return None
    total = sum(votes.values())
    bold = sum(n for (b, *_), n in votes.items() if b) > 0.85 * total
    italic = sum(n for (_, i, *_), n in votes.items() if i) > 0.85 * total
    _, _, size, colour = max(votes, key=lambda k: (votes[k], k))
    word = row[0].blocks[0].lines[0].words[0]
    return _Look(bold, italic, size, colour, grounds.at((word.x0 + word.x1) / 2, (word.top + word.bottom) / 2))


def _header_rows(table: Table, rows: list[list[Cell]], looks: list[_Look | None], divider: int | None) -> int:
    n = table.n_rows
    if n < 2:
        return 0
    count = 0
    limit = min(n - 1, _MOST_HEADER_ROWS)
    reach = 0
    while count < limit:
        row, _look = rows[count], looks[count]
        if not row:
            if count < reach:
                count += 1
                continue
            break
        title = count == 0 and len(row) == 1 and row[0].col_span >= table.n_cols > 1
        if title:
            below = _header_rows_from(table, rows, looks, divider, 1)
            return below if below > 1 else 0
        if count >= reach and not _heads(count, table, rows, looks, divider, count > 0):
            break
        reach = max(reach, max(c.row + c.row_span for c in row))
        count += 1
        if reach >= n:
            return 0
    if count and count == limit and n - 1 > limit:
        return 0
    return count


def _header_rows_from(
    table: Table, rows: list[list[Cell]], looks: list[_Look | None], divider: int | None, start: int
) -> int:
    """The number of header rows where a title row stands above them."""
    count = start
    while count < min(table.n_rows - 1, _MOST_HEADER_ROWS) and _heads(
        count, table, rows, looks, divider, count > start
    ):
        count = max(count + 1, max(c.row + c.row_span for c in rows[count]))
    return count


def _heads(
    r: int, table: Table, rows: list[list[Cell]], looks: list[_Look | None], divider: int | None, further: bool
) -> bool:
    """Whether row `r` heads the columns; `further` where the row above it does."""
    row, look = rows[r], looks[r]
    if look is None or any(len(c.text) > _LONGEST_HEADING for c in row):
        return False
    if divider is not None and r < divider:
        return True
    below = [k for k in range(r + 1, table.n_rows) if looks[k] is not None]
    if not below:
        return False
    filled = len(row) >= max(2, 0.4 * table.n_cols) or sum(c.col_span for c in row) >= 0.6 * table.n_cols
    after = [looks[k] for k in below]
    same_bold = sum(1 for k in after if k and k.bold) / len(after)
    grounds = Counter(k.ground for k in after if k)
    styled = (
        (look.bold and same_bold < 0.5)
        or (look.ground is not None and grounds[look.ground] <= 0.34 * len(after))
        or (
            look.ground is not None and sum(look.colour) > 600 and all(k and k.colour != look.colour for k in after[1:])
        )
    )
    values = sum(1 for c in row if is_quantity(c.text))
    content = _by_content(row, r, table, rows)
    if further:
        above = looks[r - 1]
        spanning = any(c.col_span > 1 for c in rows[r - 1])
        alike = above is not None and above.bold == look.bold and above.ground == look.ground
        if not filled or values or (len(row) == 1 and row[0].col_span >= table.n_cols):
            return False  # one cell across all columns below their headings heads the rows under it
        if spanning and content is True:
            return True
        return (styled and alike) or ((spanning and (alike or styled)) and not _same_as_body(look, after))
    if not filled or content is False:
        return False
    if styled and values <= 0.5 * len(row):
        return True
    return values == 0 and content is True


def _same_as_body(look: _Look, after: list[_Look | None]) -> bool:
    return sum(1 for k in after if k == look) > 0.5 * len(after)


def _by_content(row: list[Cell], r: int, table: Table, rows: list[list[Cell]]) -> bool | None:
    """Whether a row heads figures or times by what it says: False where it is one of them, None if unclear."""
    typed = headed = years = 0
    dated = 0
    for cell in row:
        body = [
            other.text
            for k in range(r + 1, table.n_rows)
            for other in rows[k]
            if other.col == cell.col and other.col_span == 1 and not is_blank(other.text)
        ]
        if len(body) < 2:
            continue
        if sum(1 for t in body if is_figure(t)) < 0.7 * len(body):
            short = len(cell.text) <= _SHORT and not cell.text.endswith(".")
            dated += (
                short and not _DIGIT.search(cell.text) and sum(1 for t in body if _DIGIT.search(t)) > 0.6 * len(body)
            )
            continue
        typed += 1
        year = is_year(cell.text)
        headed += not is_figure(cell.text) or (year and not all(is_year(t) for t in body))
        years += year
    if typed:
        if headed < typed:
            return False if headed < 0.5 * typed else None
        if years == typed == 1 and table.n_cols == 2 and any(c.col == 0 for c in row):
            return None  # a label and a number that could be a year
        return True
    all_short = len(row) == table.n_cols and all(len(c.text) <= _SHORT for c in row)
    return True if dated and all_short and table.n_rows > 2 else None


def _section_rows(table: Table, rows: list[list[Cell]], looks: list[_Look | None]) -> list[int]:
    body = range(table.header_rows, table.n_rows)
    usual = Counter(looks[r] for r in body if looks[r] is not None and len(rows[r]) > 1)
    common = {look for look, n in usual.items() if look is not None and n >= 0.2 * max(1, sum(usual.values()))}
    out: list[int] = []
    for r in body:
        row, look = rows[r], looks[r]
        if len(row) != 1 or look is None or table.n_cols < 2:
            continue
        if r == table.n_rows - 1 and not any(looks[k] == look and rows[k][0].col == row[0].col for k in out):
            continue  # a last row heads rows of the next page only where it is set like another section row
        cell = row[0]
        if cell.row_span > 1 or len(cell.text) > 2 * _LONGEST_HEADING:
            continue
        if cell.col_span >= table.n_cols or (cell.col <= 1 and common and all(not _alike(look, k) for k in common)):
            out.append(r)
    return out


def _alike(a: _Look, b: _Look) -> bool:
    """Whether two rows are set alike, but for their ground (zebra)."""
    return a.bold == b.bold and a.italic == b.italic and abs(a.size - b.size) < 0.6 and a.colour == b.colour
