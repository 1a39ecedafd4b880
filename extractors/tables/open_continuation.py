"""What goes on at the top of a page in the columns of the table at the foot of the page before, with no rule."""

from __future__ import annotations

from statistics import median

from ...models.geometry import overlap
from ...models.layout import Block, Table
from ...models.page import Page, Word
from .continuation import Found, words_of
from .edges import Edge
from .fill import WordIndex
from .match import column_edges
from .region import Region
from .textlines import Chunk, TextLine, crosses, text_lines

_OPEN = frozenset({"aligned", "horizontal"})
"""Kinds of tables that may go on with no rule."""
_LOOSE = 3.4
"""Of the font size: lines of a table stand no farther apart from baseline to baseline."""
_HEADER = 0.1
"""Of the page's height: what stands higher may be a running header."""
_FOOT = 0.92
_TOP = 0.2
"""Of the page's height: the rest of a table begins above."""
_SIDE = 2.5
"""Points between the starts of the lines of one column."""
_SAME_SIZE = 0.06


def open_continuation(
    before: Table, page: Page, found: list[Table], level: list[Edge], index: WordIndex
) -> Found | None:
    """The region where `before`, the last table of the page before, goes on; None where it does not or was found so."""
    edges = column_edges(before, before.page)
    if before.kind not in _OPEN or edges is None or before.n_cols < 2:
        return None
    own = [t for t in found if t.kind in _OPEN and overlap(t.bbox[0], t.bbox[2], edges[0], edges[-1]) > 0]
    if any(t.bbox[1] < _TOP * page.height and t.header_rows for t in own):
        return None  # a header repeated, or that of another table
    free = text_lines([*index.free(), *(w for t in own for w in words_of(t))])
    lines = _rest(before, free, edges, page)
    if not lines or lines[0].top > _TOP * page.height or not _in_columns(lines, before):
        return None
    top, bottom = lines[0].top - 1, lines[-1].bottom + 1
    if any(top < e.pos < lines[-1].top and overlap(e.start, e.end, edges[0], edges[-1]) > 0 for e in level):
        return None  # rules part its rows, and show what it is
    replaced = [t for t in own if t.bbox[1] < bottom and t.bbox[3] > top]
    if any(t.bbox[3] > bottom + 6 or t.header_rows or t.declared is not None for t in replaced):
        return None  # what the tags declare a table is one as it is
    sides = [edges[0], *edges[1:-1], max(edges[-1], *(line.x1 for line in lines))]
    return Region((sides[0], top, sides[-1], bottom), lines, kind=before.kind), sides, replaced


def _rest(before: Table, free: list[TextLine], edges: list[float], page: Page) -> list[TextLine]:
    """The lines from the top of the page down that leave the white between the columns of a table free."""
    size = median(w.style.size for w in words_of(before))
    styles = {(w.style.bold, w.style.italic) for cell in before.cells if not cell.header for w in _words(cell.blocks)}
    out: list[TextLine] = []
    for line in free:
        chunks = [c for c in line.chunks if c.x1 > edges[0] and c.x0 < edges[-1]]
        part = line.of([w for c in chunks for w in c.words])
        if part is None:
            continue
        if part.bottom > _FOOT * page.height or (out and part.base - out[-1].base > _LOOSE * size):
            break
        if abs(part.size - size) > _SAME_SIZE * size or crosses(part, edges) or _heads(chunks, styles):
            if not out and part.top < _HEADER * page.height:
                continue
            break
        out.append(part)
    return out


def _heads(chunks: list[Chunk], styles: set[tuple[bool, bool]]) -> bool:
    """Whether a line is a heading: set off by its type, and no row of the table has a text so set (`styles`)."""
    return any((w.style.bold, w.style.italic) not in styles for c in chunks for w in c.words)


def _words(blocks: list[Block]) -> list[Word]:
    return [w for block in blocks for line in block.lines for w in line.words]


def _in_columns(lines: list[TextLine], before: Table) -> bool:
    """Whether several columns have lines that start where those of the table do, and some lines stand in several."""
    lefts = [
        min((w.x0 for c in before.cells if c.col == col for w in _words(c.blocks)), default=None)
        for col in range(before.n_cols)
    ]
    hits = {
        col
        for line in lines
        for chunk in line.chunks
        for col, left in enumerate(lefts)
        if left is not None and abs(chunk.x0 - left) <= _SIDE
    }
    chunks = [chunk for line in lines for chunk in line.chunks]
    good = sum(any(left is not None and abs(c.x0 - left) <= _SIDE for left in lefts) for c in chunks)
    beside = sum(len(line.chunks) > 1 for line in lines)
    return len(hits) > 1 and beside > 0 and good >= 0.7 * len(chunks)
