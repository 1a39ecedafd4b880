"""The tables of one page."""

from __future__ import annotations

from ...models.geometry import Bbox, area
from ...models.layout import Table
from ...models.page import Page
from ..layout.hyphens import Lexicon
from .aligned import aligned_regions
from .edges import Edge, components, fills, page_edges
from .fill import Filler, WordIndex, inside, words_by_cell
from .grid import Grid, build_grid
from .header import Grounds, mark_header
from .judge import is_aligned_table, is_ruled_table, is_text_table
from .refine import needs_columns, uprights_in, with_columns, with_rows
from .regions import banded_regions, continues, ruled_regions
from .structure import Region, build


def find_tables(page: Page, lexicon: Lexicon | None = None) -> list[Table]:
    """The tables of a page, from top to bottom, then left to right.

    Each owns the words in its `bbox`; what no table owns is running text, boxes and figures. `lexicon` holds
    the document's words, to decide about hyphens at line ends.
    """
    if len(page.words) < 4:
        return []
    index = WordIndex([w for w in page.words if not w.style.hidden])
    grounds = fills(page)
    level, upright = page_edges(page, grounds)
    filler = Filler(page, lexicon)
    behind = Grounds(grounds)
    found: list[Table] = []
    for grid in _grids(level, upright):
        words = inside(grid, index)
        cell_words = words_by_cell(grid, words)
        if not is_ruled_table(grid, cell_words) or (not grid.stroked and continues(grid.bbox, index)):
            continue
        index.take(words)
        structure = with_columns(grid, words, level) if needs_columns(grid, cell_words) else None
        if structure is not None:
            grid, cell_words = structure.grid, structure.cell_words
        else:
            grid, cell_words = with_rows(grid, cell_words)
        table = filler.table(grid, cell_words, "ruled")
        mark_header(table, behind, structure.header_rows or None if structure else None)
        found.append(table)
    taken = [t.bbox for t in found]
    level = [e for e in level if not _within(e, taken)]
    drawn = ruled_regions(level, index) + banded_regions(grounds, index)
    drawn.sort(key=lambda region: -len(region.dividers))
    for region in drawn:
        table = _read(region, index, filler, behind, upright)
        if table is not None:
            found.append(table)
    for region in aligned_regions(index.free(), level):
        table = _read(region, index, filler, behind, upright)
        if table is not None:
            found.append(table)
    found.sort(key=lambda t: (t.bbox[1], t.bbox[0]))
    return found


def _read(region: Region, index: WordIndex, filler: Filler, behind: Grounds, upright: list[Edge]) -> Table | None:
    """The table of a region, or None where it is none. Takes its words."""
    words = [w for line in region.lines for w in line.words]
    if any(index.is_taken(w) for w in words):
        return None
    region.fixed = region.fixed or uprights_in(region.bbox, upright)
    structure = build(region)
    if structure is None:
        return None
    judge = is_aligned_table if region.kind == "aligned" else is_text_table
    if not judge(structure, region):
        return None
    index.take(words)
    table = filler.table(structure.grid, structure.cell_words, region.kind)
    mark_header(table, behind, structure.header_rows or None)
    return table


def _within(edge: Edge, boxes: list[Bbox]) -> bool:
    return any(b[1] - 3 <= edge.pos <= b[3] + 3 and edge.start >= b[0] - 5 and edge.end <= b[2] + 5 for b in boxes)


def _grids(level: list[Edge], upright: list[Edge]) -> list[Grid]:
    """The grids of all groups of touching edges, the largest first."""
    out = []
    for across, up in components(level, upright):
        if len(across) < 2 or not up:
            continue
        grid = build_grid(across, up)
        if grid is not None:
            grid.stroked = any(e.drawn for e in up)
        if grid is not None and (grid.n_cols > 1 or grid.n_rows > 1):
            out.append(grid)
    out.sort(key=lambda g: -area(g.bbox))
    return out
