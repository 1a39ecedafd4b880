"""First columns headed "Mål" that hold the units of a contract: titles, numbered or in bold."""

from __future__ import annotations

import re

from ...models.layout import Cell, Table
from ..vocabulary.phrases import fold

_LONGEST = 100
_NUMBER = re.compile(r"^\d{1,3}(?:\.\d{1,2})*[.)]?$")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def heads_units(heading: str, cells: list[Cell], table: Table) -> bool:
    """Whether a table's first column, one of goals by its heading, names the units that its rows are about.

    `cells` are those below the heading. Where the cells of the next column are merged too, it is that one which does.
    """
    if not fold(heading).startswith("mål") or _YEAR.search(heading):
        return False
    if any(cell.col == 1 and cell.row_span > 1 and not cell.header for cell in table.cells):
        return False
    filled = [cell for cell in cells if cell.text]
    return len(filled) >= 2 and all(_is_title(cell) for cell in filled)


def _is_title(cell: Cell) -> bool:
    if len(cell.blocks) != 1 or len(cell.text) > _LONGEST:
        return False
    first = cell.blocks[0]
    return first.style.bold or (first.marker is not None and _NUMBER.match(first.marker) is not None)
