"""The rows of a table whose columns are known: one starts where several cells begin anew."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace

from ...models.page import Word
from .figures import is_blank, is_figure
from .grid import Grid, GridCell
from .list_columns import with_points
from .row_splits import split_rows
from .rows import Columns, RowLine
from .textlines import BULLETS

_GAP = 1.5
"""Points, and below as a share of the font size: white wider by this than between the lines of a text parts texts."""
_GAP_SHARE = 0.12
_MOST_LEADING = 0.85
"""Of the font size: lines with more white between them are no lines of one text."""
_ALONE = 0.25
"""Share of rows of which only one cell may begin."""
_OFF = 0.15
"""Share of rows that may have no text of their own in the column where most begin one."""
_LOW = 0.15
"""Share of cells that may begin with a small letter."""
_MOST_FIGURES = 0.4
"""Share of figures among the pieces of lines: tables of figures are told by these."""
_DASHES = frozenset("-–—")

Cells = list[tuple[GridCell, list[Word]]]


@dataclass(slots=True)
class FoundRows:
    """Rows of lines, and for each of them the columns whose cell goes on from the row above."""

    rows: list[list[RowLine]]
    goes_on: list[set[int]]
    sections: set[int] = field(default_factory=set)
    """Rows that head those below them."""
    driver: int = 0
    """The column in which most rows begin a text."""

    def merged(self, cells: Cells, header: int, xs: list[float], ys: list[float]) -> tuple[Grid, list[list[Word]]]:
        """The grid and words of `cells`, those that go on from the row above made one; section rows span all columns.

        `header` rows stand above the first of these rows.
        """
        n = len(xs) - 1
        out: list[GridCell] = []
        words: list[list[Word]] = []
        last: dict[int, int] = {}
        for cell, own in sorted(cells, key=lambda one: (one[0].row, one[0].col)):
            row = cell.row - header
            if row in self.sections:
                if cell.col:
                    continue
                box = (xs[0], cell.bbox[1], xs[-1], cell.bbox[3])
                cell = replace(cell, col_span=n, bbox=box)
            elif row >= 0 and cell.col in self.goes_on[row] and cell.col in last and cell.col_span == 1:
                k = last[cell.col]
                out[k] = replace(out[k], row_span=cell.row - out[k].row + 1, bbox=(*out[k].bbox[:3], cell.bbox[3]))
                words[k] = words[k] + own
                continue
            last[cell.col] = len(out)
            out.append(cell)
            words.append(list(own))
        return Grid(xs, ys, out), words


def rows_of(lines: list[RowLine], sections: set[int], columns: Columns) -> FoundRows:
    """The rows that the lines of a table's body make; `sections` are the places of lines that stand alone."""
    fresh = _fresh(lines)
    together = [n for n, cols in enumerate(fresh) if len(cols) > 1]
    if len(together) < 2 and len(lines) - len(sections) > 3:
        return _by_words(lines, sections, columns)
    votes = Counter(c for n in together for c in fresh[n])
    driver = max(votes, key=lambda c: (votes[c], -c)) if votes else 0
    groups = _groups(lines, sections)
    out = FoundRows([], [], driver=driver)
    begun = False  # whether several cells have begun in the current row
    for n, line in enumerate(lines):
        cols = fresh[n]
        several = len(cols) > 1
        group = groups.get(n)
        apart = group is not None and (driver in cols or any(len(fresh[k]) > 1 for k in group))
        if not out.rows or apart or (several and begun):
            if n in sections:
                out.sections.add(len(out.rows))
            out.rows.append([])
            out.goes_on.append(set() if n in sections or n - 1 in sections else set(line.at) - cols)
            begun = False
        out.rows[-1].append(line)
        begun = begun or several
    _begin_anew(out)
    _late(out, lines, fresh)
    _take_points(out)
    if out.rows:
        out.goes_on[0] = set()
    return out


def _begin_anew(found: FoundRows) -> None:
    """Let texts begin with their rows, in columns with no white between texts, where all of them have a capital there:
    a text that goes on beside rows seldom has."""
    for c in set().union(*found.goes_on):
        starts = [row[0].at[c].text[:1] for row, on in zip(found.rows, found.goes_on, strict=True) if c in on]
        if len(starts) > 1 and all(start.isupper() for start in starts):
            for on in found.goes_on:
                on.discard(c)


def _take_points(found: FoundRows) -> None:
    """Make points that a text above announces one with its row."""
    whole = with_points(found.rows) if not found.sections else found.rows
    if len(whole) < len(found.rows):
        firsts = {id(row[0]) for row in whole}
        found.goes_on = [on for row, on in zip(found.rows, found.goes_on, strict=True) if id(row[0]) in firsts]
        found.rows = whole


def _groups(lines: list[RowLine], sections: set[int]) -> dict[int, range]:
    """Lines with white above them in all columns, or beside section rows, each with the lines down to the next such."""
    tight = _leading(lines)
    foot = 0.0
    starts: list[int] = []
    for n, line in enumerate(lines):
        white = line.line.top - foot
        if not n or n in sections or n - 1 in sections or white > tight + max(_GAP, _GAP_SHARE * line.line.size):
            starts.append(n)
        foot = max(foot, line.line.bottom)
    return {a: range(a, b) for a, b in zip(starts, [*starts[1:], len(lines)], strict=True)}


def _fresh(lines: list[RowLine]) -> list[set[int]]:
    """For each line the columns in which a text begins there: white stands above it, or nothing at all."""
    foot: dict[int, float] = {}
    tight = _leading(lines)
    inner = _inner(lines)
    out: list[set[int]] = []
    for line in lines:
        apart = tight + max(_GAP, _GAP_SHARE * line.line.size)
        fresh = set()
        for c, piece in line.at.items():
            white = line.line.top - foot[c] if c in foot else 1e9
            point = piece.words[0].text in BULLETS or piece.words[0].text in _DASHES
            if white > apart and not (point and c in foot and white <= inner.get(c, 0.0) + 0.5):
                fresh.add(c)
            foot[c] = line.line.bottom
        out.append(fresh)
    return out


def _leading(lines: list[RowLine]) -> float:
    """The least white between two lines of one column, no more than what parts lines of one text."""
    foot: dict[int, float] = {}
    out = 1e9
    for line in lines:
        for c in line.at:
            if c in foot:
                out = min(out, line.line.top - foot[c])
            foot[c] = line.line.bottom
    return min(out, _MOST_LEADING * min(line.line.size for line in lines)) if out < 1e9 else 0.0


def _inner(lines: list[RowLine]) -> dict[int, float]:
    """For each column the most white between two of its lines of which the lower has no text beside it."""
    foot: dict[int, float] = {}
    out: dict[int, float] = {}
    for line in lines:
        for c in line.at:
            if c in foot and len(line.at) == 1:
                out[c] = max(out.get(c, 0.0), line.line.top - foot[c])
            foot[c] = line.line.bottom
    return out


def _late(found: FoundRows, lines: list[RowLine], fresh: list[set[int]]) -> None:
    """Texts that begin in one row and go on below the first line of the next."""
    at = {id(line): n for n, line in enumerate(lines)}
    for r in range(1, len(found.rows)):
        if r in found.sections or r - 1 in found.sections:
            continue
        seen = set(found.rows[r][0].at)
        before = {c for line in found.rows[r - 1] for c in line.at}
        for line in found.rows[r][1:]:
            for c in line.at:
                if c not in seen and c in before and c not in fresh[at[id(line)]]:
                    found.goes_on[r].add(c)
                seen.add(c)


def _by_words(lines: list[RowLine], sections: set[int], columns: Columns) -> FoundRows:
    """Rows where no white parts them."""
    out = FoundRows([], [])
    start = 0
    for n in [*sorted(sections), len(lines)]:
        out.rows += split_rows(lines[start:n], columns)
        if n < len(lines):
            out.sections.add(len(out.rows))
            out.rows.append([lines[n]])
        start = n + 1
    out.goes_on = [set() for _ in out.rows]
    return out


def is_sound(found: FoundRows, n_cols: int, *, figures: bool = False) -> bool:
    """Whether rows begin as texts do, and nearly all with two cells or more: in columns of running text lines stand
    side by side by accident.

    Tables of many figures are told by other signs, unless `figures` showed where these columns part.
    """
    body = [
        (row, on) for k, (row, on) in enumerate(zip(found.rows, found.goes_on, strict=True)) if k not in found.sections
    ]
    if len(body) < 2 or any(line.spans for row, _ in body for line in row):
        return False
    texts = [piece.text for row, _ in body for line in row for piece in line.pieces]
    if not figures and sum(is_figure(text) or is_blank(text) for text in texts) > _MOST_FIGURES * len(texts):
        return False
    filled = [{c for line in row for c in line.at} - on for row, on in body]
    if len(set().union(*filled)) < min(n_cols, 2) or sum(len(cols) < 2 for cols in filled) > _ALONE * len(body):
        return False
    if sum(found.driver not in cols for cols in filled) > _OFF * len(body):
        return False  # cells are set to the middle or the foot of their rows
    starts = [p.text for row, on in body for c, p in row[0].at.items() if c not in on]
    return sum(text[:1].islower() for text in starts) <= _LOW * len(starts)
