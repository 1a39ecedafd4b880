"""Tables elsewhere that speak about the plan's initiatives: a common time table, an appendix of gains."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...models.layout import Block, Piece, Role, Table
from ...models.plan import Initiative
from ...models.problem import Problem
from ..values.times import Period
from ..vocabulary.phrases import fold
from .goals import NUMBER
from .marks import read_mark
from .table_items import items_of_rows
from .table_roles import TableRoles
from .table_rows import row_text

_INNER_NUMBER = re.compile(r"^(?P<owner>(?:\d{1,2}|[A-Z])(?:\.\d{1,2})*)\.(?:\d{1,2}|[a-z])[.)]?$")

Owners = dict[int, Initiative]
"""The initiative of each row."""


def heading_above(body: list[Piece], index: int) -> str | None:
    """The text of the nearest heading or caption above a piece on its page or the page before."""
    for piece in reversed(body[:index]):
        if isinstance(piece, Block) and piece.role in (Role.HEADING, Role.CAPTION):
            return piece.text if piece.page >= body[index].page - 1 else None
    return None


def speaks_of_headings(table: Table, titles: list[str]) -> bool:
    """Whether a table's first column, or its section rows, name headings of the document, as in an appendix."""
    wanted = {folded for title in titles if len(folded := fold(title)) > 3}
    first = [fold(cell.text) for cell in table.cells if cell.col == 0 and cell.row >= table.header_rows and cell.text]
    sections = [fold(read_mark(text.text).title) for row in table.section_rows if (text := row_text(table, row))]
    return any(_mostly_in(names, wanted) for names in (first, sections))


def _mostly_in(names: list[str], wanted: set[str]) -> bool:
    """Whether at least two of the names, and most of them, are among those wanted."""
    hits = {name for name in names if name in wanted}
    return len(hits) >= 2 and len(hits) >= 0.6 * len(set(names))


def rows_about(
    table: Table, roles: TableRoles, initiatives: list[Initiative], period: Period | None, context: str | None = None
) -> bool:
    """Give the rows of a table outside all initiatives to those that it names.

    They are named in its section rows, in its first column or one of initiatives, or by the numbers of its rows ("2.1"
    belongs to 2). Returns whether the rows were given away: at least two initiatives, or all, must be named, and other
    columns must tell what is to be done or gained.
    """
    if all(column.index == 0 for column in [*roles.of("action"), *roles.of("gain")]):
        return False
    for owners, sections in _ways(table, roles, initiatives):
        hits = {id(owner) for owner in owners.values()}
        if hits and (len(hits) >= 2 or len(hits) == len(initiatives)):
            _give(table, roles, owners, initiatives, period, context, sections)
            return True
    return False


def _ways(table: Table, roles: TableRoles, initiatives: list[Initiative]) -> Iterator[tuple[Owners, bool]]:
    """The initiatives of the rows in each way of naming them, and whether section rows are free to be groups."""
    yield _by_sections(table, initiatives), False
    for column in (0, *(column.index for column in roles.of("initiative") if column.index)):
        yield _by_column(table, column, initiatives), True
    for column in (0, *(column.index for column in roles.of("number") if column.index)):
        yield _by_number(table, column, initiatives), True


def _give(
    table: Table,
    roles: TableRoles,
    owners: Owners,
    initiatives: list[Initiative],
    period: Period | None,
    context: str | None,
    sections: bool,
) -> None:
    """Add the items of each initiative's rows to it; `sections`: the section rows are their groups."""
    for initiative in initiatives:
        rows = [row for row, owner in owners.items() if owner is initiative]
        if rows:
            items = items_of_rows(table, roles, rows, period, context, sections=sections)
            initiative.milestones.extend(items.milestones)
            initiative.gains.extend(items.gains)


def _by_column(table: Table, column: int, initiatives: list[Initiative]) -> Owners:
    """The initiatives that the cells of a column name; an empty cell goes on from the one above it."""
    owners: Owners = {}
    last: Initiative | None = None
    for row in range(table.header_rows, table.n_rows):
        cell = table.at(row, column)
        if cell is not None and cell.text:
            last = _named(cell.text, initiatives)
        if last is not None and row not in table.section_rows:
            owners[row] = last
    return owners


def _by_sections(table: Table, initiatives: list[Initiative]) -> Owners:
    """The initiatives that section rows name, for the rows below each."""
    owners: Owners = {}
    last: Initiative | None = None
    for row in range(table.header_rows, table.n_rows):
        if row in table.section_rows:
            text = row_text(table, row)
            last = _named(text.text, initiatives) if text is not None else None
        elif last is not None:
            owners[row] = last
    return owners


def _by_number(table: Table, column: int, initiatives: list[Initiative]) -> Owners:
    """The initiatives whose number the number of a row begins with."""
    numbered = {initiative.number: initiative for initiative in initiatives if initiative.number}
    owners: Owners = {}
    for row in range(table.header_rows, table.n_rows):
        cell = table.at(row, column)
        inner = _INNER_NUMBER.match(cell.text.strip()) if cell is not None else None
        if inner and inner["owner"] in numbered:
            owners[row] = numbered[inner["owner"]]
    return owners


def unrelated(table: Table, roles: TableRoles) -> Problem:
    """The problem of a table of actions or gains that stands under no initiative and names none."""
    what = {"milestones": "actions", "gains": "gains"}.get(roles.kind or "", "actions and gains")
    heads = ", ".join(f'"{column.heading}"' for column in roles.columns if column.heading)
    message = f"The table of {what} with the columns {heads or 'without headings'} stands under no initiative; its rows"
    return Problem.of("W008", f"{message} are in the sections only.", table.page)


def _named(text: str, initiatives: list[Initiative]) -> Initiative | None:
    """The initiative whose title or number a text is, or with whose title it shares most of its words."""
    folded = fold(text)
    best: tuple[float, Initiative] | None = None
    for initiative in initiatives:
        title = fold(initiative.title)
        words, other = set(folded.split()), set(title.split())
        share = len(words & other) / max(1, min(len(words), len(other)))
        if title == folded or (share >= 0.8 and (best is None or share > best[0])):
            best = (2.0 if title == folded else share, initiative)
        number = NUMBER.match(text.strip())
        if number and initiative.number == number[1]:
            best = (1.5, initiative)
    return best[1] if best else None
