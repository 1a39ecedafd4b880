"""The tables of one page."""

from __future__ import annotations

from ...models.geometry import area
from ...models.layout import Table
from ...models.page import Page
from .edges import components, fills, page_edges
from .fill import WordIndex, inside, make_table, words_by_cell
from .grid import Grid, build_grid
from .header import Grounds, mark_header
from .judge import is_ruled_table


def find_tables(page: Page) -> list[Table]:
    """The tables of a page, from top to bottom, then left to right.

    Each owns the words in its `bbox`; what no table owns is running text, boxes and figures.
    """
    index = WordIndex([w for w in page.words if not w.style.hidden])
    grounds = fills(page)
    level, upright = page_edges(page, grounds)
    found: list[Table] = []
    for grid in _grids(level, upright):
        words = inside(grid, index)
        cell_words = words_by_cell(grid, words)
        if not is_ruled_table(grid, cell_words):
            continue
        index.take(words)
        found.append(make_table(grid, cell_words, page, "ruled"))
    behind = Grounds(grounds)
    for table in found:
        mark_header(table, behind)
    found.sort(key=lambda t: (t.bbox[1], t.bbox[0]))
    return found


def _grids(level: list, upright: list) -> list[Grid]:  # type: ignore[type-arg]
    """The grids of all groups of touching edges, the largest first."""
    out = []
    for ups_and_downs in components(level, upright):
        if len(ups_and_downs[0]) < 2 or not ups_and_downs[1]:
            continue
        grid = build_grid(*ups_and_downs)
        if grid is not None and (grid.n_cols > 1 or grid.n_rows > 1):
            out.append(grid)
    out.sort(key=lambda g: -area(g.bbox))
    return out
