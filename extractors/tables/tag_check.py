"""Where the tables that a tagged PDF declares and those that its pages show are not the same."""

from __future__ import annotations

from ...models.layout import Table
from ...models.page import Source
from ...models.problem import Problem
from .tagged import TAGGED, tagged_grids, touching


def table_disagreements(source: Source, tables: dict[int, list[Table]]) -> list[Problem]:
    """What tags and pages say differently of tables, and which of them is read: a problem for either, with all pages.

    `tables` are those that were read on each page, before parts are joined.
    """
    by_tags: list[int] = []
    by_page: list[int] = []
    for page in source.pages:
        found = tables.get(page.number, [])
        by_tags += [page.number for table in found if table.kind == TAGGED]
        for one in tagged_grids(page.tags):
            over = [table for table in found if touching(table.bbox, one.grid.bbox)]
            if over and all(table.declared is None for table in over):
                by_page.append(page.number)
    out = []
    for pages, message in (
        (by_tags, "have rows and columns that only the tags show; they are read as tagged"),
        (by_page, "are tagged with other rows or columns than their rules show; they are read as drawn"),
    ):
        if pages:
            where = ", ".join(map(str, sorted(set(pages))))
            text = f"Tags and page disagree: tables on page{'s' if len(set(pages)) > 1 else ''} {where} {message}."
            out.append(Problem.of("W014", text, pages[0]))
    return out
