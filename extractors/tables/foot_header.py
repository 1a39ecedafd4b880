"""A header that stands alone at the foot of a page: the rows that it heads are on the next."""

from __future__ import annotations

from ...models.page import Page, Word
from .grid import Grid
from .header import Grounds

_LOW = 0.7
"""Of the page's height: such a header stands lower."""
_FOOTER = 0.88
"""Of the page's height: below that nothing but a footer stands."""


def is_foot_header(grid: Grid, cell_words: list[list[Word]], page: Page, behind: Grounds, free: list[Word]) -> bool:
    """Whether a grid is one row of headings, set bold or on a ground, with nothing but a footer below it."""
    if grid.n_rows != 1 or grid.n_cols < 2 or not all(cell_words):
        return False
    bottom = grid.bbox[3]
    if not _LOW * page.height < bottom < _FOOTER * page.height + 40:
        return False
    words = [word for own in cell_words for word in own]
    bold = all(word.style.bold for word in words)
    tinted = all(behind.at((own[0].x0 + own[0].x1) / 2, (own[0].top + own[0].bottom) / 2) for own in cell_words)
    below = [word for word in free if word.top > bottom - 2]
    return (bold or tinted) and all(word.top > _FOOTER * page.height for word in below)
