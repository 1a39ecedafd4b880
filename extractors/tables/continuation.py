"""What stands at the top of a page as the rest of the table on the page before."""

from __future__ import annotations

from itertools import pairwise
from statistics import median

from ...models.geometry import overlap
from ...models.layout import Table
from ...models.page import Page, Word
from .edges import Edge
from .fill import WordIndex
from .match import column_edges, column_map
from .region import Region
from .stretches import HEADING
from .textlines import TextLine, crosses, text_lines

_SIDE = 6.0
"""Points that the rules of one table may differ at their ends."""
_WHITE = 6.0
"""Points of white between two rules with no text between: there the table has ended."""
_HEADER = 0.1
"""Of the page's height: what stands higher may be a running header."""

Found = tuple[Region, list[float], list[Table]]
"""A region, the column edges to read it with, and the tables found there before."""


def continuation(
    before: Table, page: Page, found: list[Table], level: list[Edge], upright: list[Edge], index: WordIndex
) -> Found | None:
    """The region where `before`, the last table of the page before, goes on; None where it does not or was found so."""
    edges = column_edges(before, before.page)
    if edges is None or before.n_cols < 2 or not words_of(before):
        return None
    own = [t for t in found if overlap(t.bbox[0], t.bbox[2], edges[0], edges[-1]) > 0.5 * (edges[-1] - edges[0])]
    first = min(own, key=lambda t: t.bbox[1], default=None)
    shift = 0.0
    if first is not None and abs(first.bbox[0] - edges[0]) > _SIDE and first.n_cols == before.n_cols:
        shift = first.bbox[0] - edges[0]
    edges = [x + shift for x in edges]
    if first is not None and before.kind == first.kind == "ruled" and _more_columns(first, upright, edges):
        return None
    stops = _stops(level, edges)
    if before.kind == "ruled":
        stops = _while_divided(stops, upright, edges)
    free = text_lines([*index.free(), *(w for t in own for w in words_of(t))])
    lines = [ln for ln in (_within(line, edges) for line in free) if ln is not None]
    size = _letter_size(before)
    if first is not None and (not stops or first.bbox[1] < stops[0] + 3):
        agree = column_map(before, first)
        above = _free_lines(index, page, edges, first.bbox[1])
        whole = not stops or _last_stop(stops, lines, edges, size) < first.bbox[3] + _SIDE
        if not above and agree is not None and agree[2] and whole:
            return None
    if not stops or stops[0] > 0.45 * page.height:
        return None
    top = stops[0]
    started = [line for line in lines if line.bottom <= top + 2 and line.top > _HEADER * page.height * 0.6]
    if first is not None and first.bbox[1] < top + 3 and _has_own_header(first, before):
        return None  # a row that began on the page before would have a rule of its own below it
    headed = any(line.size > HEADING * size for line in started)
    close = bool(started) and top - started[-1].bottom < 2 * started[-1].size
    if close and not headed and (first is None or not _crossing(started, edges)):
        top = started[0].top - 1
    bottom = _last_stop(stops, lines, edges, size)
    if first is not None and top < first.bbox[1] < bottom:
        bottom = max(bottom, first.bbox[3])
    bottom = max(bottom, _open_end(lines, bottom, edges, page))
    if bottom - top < 4:
        return None
    inside = [line for line in lines if top - 1 <= (line.top + line.bottom) / 2 <= bottom + 1]
    if not inside or _crossing(inside, edges) > 0.2 * len(inside):
        return None
    replaced = [t for t in own if t.bbox[1] < bottom and t.bbox[3] > top]
    if any(t.bbox[3] > bottom + 6 for t in replaced):
        return None
    dividers = [e for e in level if top - 1 <= e.pos <= bottom + 1 and e.start >= edges[0] - _SIDE]
    region = Region(
        (edges[0], top, edges[-1], bottom), inside, dividers, kind=before.kind, banded=before.kind == "shaded"
    )
    return region, edges, replaced


def _has_own_header(table: Table, before: Table) -> bool:
    """Whether a table begins with headings of which the one before it has none."""
    return table.header_rows > 0 and before.header_rows > 0 and not _header(table) & _header(before)


def _header(table: Table) -> set[str]:
    return {cell.text for cell in table.cells if cell.row < table.header_rows and cell.text}


def words_of(table: Table) -> list[Word]:
    """The words of a table's cells."""
    return [w for cell in table.cells for block in cell.blocks for line in block.lines for w in line.words]


def _stops(level: list[Edge], edges: list[float]) -> list[float]:
    """The heights of the rules and band sides that run from side to side of a table."""
    out: list[float] = []
    for edge in level:
        if abs(edge.start - edges[0]) <= _SIDE and abs(edge.end - edges[-1]) <= _SIDE:
            out.append(edge.pos)
    return out


def _more_columns(table: Table, upright: list[Edge], edges: list[float]) -> bool:
    """Whether rules divide a table from top to bottom where the table on the page before has no columns' edge."""
    left, top, right, bottom = table.bbox
    return any(
        edge.drawn
        and left + _SIDE < edge.pos < right - _SIDE
        and edge.start <= top + _SIDE
        and edge.end >= bottom - _SIDE
        and min(abs(edge.pos - x) for x in edges) > _SIDE
        for edge in upright
    )


def _while_divided(stops: list[float], upright: list[Edge], edges: list[float]) -> list[float]:
    """The rules from the first on between which upright rules stand, as they do all through a ruled table."""
    for i, (a, b) in enumerate(pairwise(stops)):
        middle = (a + b) / 2
        if not any(
            edge.start <= middle <= edge.end and min(abs(edge.pos - x) for x in edges) <= _SIDE for edge in upright
        ):
            return stops[: i + 1]
    return stops


def _free_lines(index: WordIndex, page: Page, edges: list[float], bottom: float) -> list[TextLine]:
    return index.lines(edges[0] - 2, _HEADER * page.height, edges[-1] + 2, bottom)


def _within(line: TextLine, edges: list[float]) -> TextLine | None:
    """The part of a line that stands between the sides of a table."""
    chunks = [c for c in line.chunks if edges[0] - 3 <= (c.x0 + c.x1) / 2 <= edges[-1] + 3]
    if not chunks:
        return None
    words = [w for c in chunks for w in c.words]
    return TextLine(words, line.base, line.top, line.bottom, line.size, chunks)


def _crossing(lines: list[TextLine], edges: list[float]) -> int:
    """How many lines have a word on a column edge."""
    return sum(crosses(line, edges) for line in lines)


def _letter_size(table: Table) -> float:
    """The size of most of a table's letters."""
    return median(w.style.size for w in words_of(table))


def _last_stop(stops: list[float], lines: list[TextLine], edges: list[float], size: float) -> float:
    """The last rule to which the table reaches from the first: up to a stretch whose lines run over its columns, or
    that has a heading in letters larger than those of the table, of `size`."""
    last = stops[0]
    for a, b in pairwise(stops):
        between = [line for line in lines if a - 1 <= (line.top + line.bottom) / 2 <= b + 1]
        if between and _crossing(between, edges) > 0.34 * len(between):
            break
        if any(line.size > HEADING * size for line in between):
            break
        if not between and b - a > _WHITE:
            break
        last = b
    return last


def _open_end(lines: list[TextLine], bottom: float, edges: list[float], page: Page) -> float:
    """Where a row ends that no rule closes, because it is cut at the foot of the page; 0 where there is none."""
    end = bottom
    for line in lines:
        if line.top < bottom - 1 or line.top > 0.92 * page.height:
            continue
        if line.top - end > 1.6 * line.size or _crossing([line], edges):
            return 0.0
        end = line.bottom
    return end if end > max(bottom, 0.75 * page.height) else 0.0
