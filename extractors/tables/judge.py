"""What looks like a table and is none: charts, frames, boxes, forms, prose in columns, tables of contents."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Callable
from statistics import median

from ...models.page import Word
from .figures import is_blank, is_figure
from .grid import Grid
from .prose import prose_chunks
from .region import Region, Row
from .rows import RowLine, is_wrapped
from .structure import Structure
from .textlines import BULLETS

_INDEXED = re.compile(r"^[^\W\d][^\d,]{2,}(?:,[^\d,]+)*,\s\d{1,4}(?:\s?[,–-]\s?\d{1,4})*$")
"""An entry of an index: "Budget, 12, 40–43"."""
_FRAME = 0.75
"""Of each outer side of a ruled table: at least this much is drawn."""


def is_ruled_table(grid: Grid, cell_words: list[list[Word]], at_top: bool = False) -> bool:
    """Whether a grid with these words in its cells is a table.

    `at_top` says that no text stands above it on its page, so that it may be the end of a row that the
    page break cuts: then one row, even with one filled cell, is enough.
    """
    if grid.n_cols < 2 or grid.drawn < _FRAME:
        return False
    filled = [cell for cell, words in zip(grid.cells, cell_words, strict=True) if words]
    if at_top and grid.stroked and filled and grid.n_rows <= 2 and all(cell.col_span == 1 for cell in grid.cells):
        return True
    if len({cell.col for cell in filled}) < 2:
        return False
    starting = Counter(cell.row for cell in filled)
    # In steps and charts each box starts at a height of its own.
    beside = sum(1 for n in starting.values() if n > 1)
    return len(starting) >= 2 and beside >= max(1, 0.2 * len(starting))


def is_text_table(structure: Structure, region: Region) -> bool:
    """Whether a region found by level rules, tinted bands or alignment is a table."""
    rows = structure.rows
    body = [row for row in rows if not row.header]
    if not body or len(rows) < 2:
        return False
    several = sum(1 for row in rows if len({p.first for line in row.lines for p in line.pieces}) > 1)
    if several < max(2, 0.4 * len(rows)):
        return False
    divided = len({row.zone for row in rows}) > 1
    thin = sum(1 for c in range(structure.grid.n_cols) if sum(1 for row in rows if _has(row.lines, c)) < 2)
    if structure.grid.n_cols - thin < 2 or (thin and not divided):
        return False
    if is_contents(structure):
        return False
    usual = median(line.line.size for row in body for line in row.lines)
    if any(line.line.size > 1.3 * usual for row in rows for line in row.lines):
        return False  # a heading of the page stands in it
    if not divided or len({row.zone for row in body}) < 2:
        return _ruled_header(structure, region) or (not is_prose(structure) and not _mostly_prose(region))
    return True


def _ruled_header(structure: Structure, region: Region) -> bool:
    """Whether a rule runs under bold headings over all columns of plain text, and another one above them or below."""
    head = [row for row in structure.rows if row.header]
    body = [row for row in structure.rows if not row.header]
    if region.kind != "horizontal" or not head or head[-1].zone == body[0].zone:
        return False
    words = [w for row in head for line in row.lines for p in line.pieces for w in p.words]
    plain = [w for row in body for line in row.lines for p in line.pieces for w in p.words if not w.style.bold]
    columns = {c for row in head for line in row.lines for c in line.at}
    return all(w.style.bold for w in words) and bool(plain) and len(columns) == structure.grid.n_cols


def _mostly_prose(region: Region) -> bool:
    """Whether most of the words of a region stand in paragraphs, in more than one column."""
    prose = prose_chunks(region.lines)
    chunks = [c for line in region.lines for c in line.chunks]
    words = sum(len(c.words) for c in chunks)
    inside = [c for c in chunks if id(c) in prose]
    return (
        sum(len(c.words) for c in inside) > 0.6 * words and max(c.x0 for c in inside) - min(c.x0 for c in inside) > 50
    )


def _has(lines: list[RowLine], col: int) -> bool:
    return any(col in line.at for line in lines)


def is_prose(structure: Structure) -> bool:
    """Whether the columns hold running text that goes on from line to line, as in a newspaper."""
    body = [row for row in structure.rows if not row.header]
    full = total = 0
    for row in body:
        for col in range(structure.grid.n_cols):
            pieces = [line.at[col] for line in row.lines if col in line.at]
            for a, b in itertools.pairwise(pieces):
                total += 1
                full += is_wrapped(a, b, structure.columns.rights[col]) and len(a.text) > 20
    longest = [
        max((len(line.at[c].text) for row in body for line in row.lines if c in line.at), default=0)
        for c in range(structure.grid.n_cols)
    ]
    return total >= 4 and full > 0.7 * total and sum(1 for n in longest if n > 25) > 1


def is_contents(structure: Structure) -> bool:
    """Whether this is a table of contents (titles, and page numbers that only grow) or an index."""
    if _is_index(structure):
        return True
    last = structure.grid.n_cols - 1
    texts = [
        line.at[last].text
        for row in structure.rows
        for line in row.lines
        if last in line.at and line.at[last].first == last
    ]
    numbers = [int(t) for t in texts if t.isdigit()]
    if last > 2 or len(numbers) < 4 or len(numbers) < 0.8 * len(texts):
        return False
    return (
        all(a <= b for a, b in itertools.pairwise(numbers))
        and numbers[-1] < 1500
        and numbers[-1] - numbers[0] < 40 * len(numbers)
    )


def _is_index(structure: Structure) -> bool:
    """Whether most cells are words with the numbers of the pages on which they stand."""
    texts = [" ".join(w.text for w in words) for words in structure.cell_words if words]
    return sum(1 for text in texts if _INDEXED.match(text)) > 0.6 * len(texts)


def typical_length(structure: Structure) -> float:
    """The median number of letters of a filled cell."""
    lengths = [sum(len(w.text) for w in words) for words in structure.cell_words if words]
    return median(lengths) if lengths else 0.0


def is_aligned_table(structure: Structure, region: Region) -> bool:
    """Whether words that only stand in columns are a table: figures below each other, or short cells under headings."""
    if not is_text_table(structure, region):
        return False
    body = [row for row in structure.rows if not row.header]
    n_cols = structure.grid.n_cols
    figures = [c for c in range(1, n_cols) if structure.columns.values[c]]
    rows_with_figures = sum(
        1
        for row in body
        if any(
            c in line.at and (is_figure(line.at[c].text) or is_blank(line.at[c].text))
            for line in row.lines
            for c in figures
        )
    )
    if figures and rows_with_figures >= 3 and rows_with_figures >= 0.4 * len(body):
        return True
    if figures and rows_with_figures >= 2 and n_cols > 2:
        return True
    bullets = {p.first for row in body for line in row.lines for p in line.pieces if p.words[0].text in BULLETS}
    return len(bullets) < 2 and _headed_words(structure, body, region)


def _headed_words(structure: Structure, body: list[Row], region: Region) -> bool:
    """Whether short words stand in aligned columns under a heading that is set apart."""
    n_cols = structure.grid.n_cols
    # The last row of a table may stand alone below its header on the next page.
    if len(body) < (1 if region.at_top and n_cols > 2 else 2) or typical_length(structure) > 45:
        return False
    starts: list[list[float]] = [[] for _ in range(n_cols)]
    for row in body:
        for line in row.lines:
            for piece in line.pieces:
                starts[piece.first].append(piece.x0)
    aligned = sum(1 for xs in starts for x in xs if abs(x - median(xs)) < 2.5)
    if aligned < 0.8 * sum(len(xs) for xs in starts):
        return False
    head = [row for row in structure.rows if row.header]
    headed = (
        bool(head)
        and len({c for line in head[-1].lines for c in line.at}) == n_cols
        and (bool(region.dividers) or _set_apart(head, body))
    )
    filled = sum(1 for row in body if len({c for line in row.lines for c in line.at}) > 0.6 * n_cols)
    if headed:
        return filled >= 0.5 * len(body)
    return n_cols > 2 and len(body) >= 4 and filled >= 0.8 * len(body) and typical_length(structure) < 20


def _set_apart(head: list[Row], body: list[Row]) -> bool:
    """Whether the heading is bold or in a colour of its own, and the body is not."""

    def share(rows: list[Row], test: Callable[[Word], bool]) -> float:
        words = [w for row in rows for line in row.lines for p in line.pieces for w in p.words]
        return sum(1 for w in words if test(w)) / len(words)

    colour = head[0].lines[0].pieces[0].words[0].style.colour
    bold = share(head, lambda w: w.style.bold) > 0.9 and share(body, lambda w: w.style.bold) < 0.5
    return bold or (
        share(head, lambda w: w.style.colour == colour) > 0.9 and share(body, lambda w: w.style.colour == colour) < 0.1
    )
