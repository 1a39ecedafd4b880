"""Goals that a plan lists, and tables elsewhere that speak about its initiatives."""

from __future__ import annotations

import re
from functools import lru_cache

from ...models.layout import Block, Piece, Role, Table
from ...models.plan import Evidence, Goal, Initiative
from ...models.problem import Problem
from ..values.times import Period
from ..vocabulary.phrases import fold, load_yaml
from .items import places_of
from .table_items import items_of_rows
from .table_roles import TableRoles

_NUMBER = re.compile(r"^(\d{1,2}|[A-Z])[.)]?$")


@lru_cache(maxsize=1)
def _leads() -> re.Pattern[str]:
    return re.compile("|".join(load_yaml("metadata.yaml")["goal_leads"]))


def listed_goals(front: list[Piece]) -> list[Goal]:
    """The points of the first list that the front matter presents as the plan's goals."""
    lead: Block | None = None
    goals: list[Goal] = []
    for piece in front:
        if isinstance(piece, Table):
            lead = None if goals else lead
            continue
        if piece.role is Role.LIST_ITEM:
            if lead is not None and (piece.level or 1) == 1:
                goals.append(_goal(piece))
            continue
        if len(goals) >= 2:
            return goals
        goals = []
        last = piece.text.rstrip().rsplit(". ", 1)[-1]
        opens = (piece.role is Role.HEADING or last.endswith(":")) and bool(_leads().search(fold(last)))
        if opens:
            lead = piece
        elif piece.role is Role.HEADING or not _is_note(piece):
            lead = None
    return goals if len(goals) >= 2 else []


def _is_note(piece: Block) -> bool:
    """A line in italics between a heading and its list is a hint to the writer, not text."""
    return piece.style.italic


def _goal(block: Block) -> Goal:
    places = places_of([block])
    number = _NUMBER.match(block.marker or "")
    return Goal(
        number=number[1] if number else None,
        title=block.text.rstrip(".; "),
        places=places,
        confidence=0.85,
        cells={"title": Evidence(places=places, rule="list of goals")},
    )


def heading_above(body: list[Piece], index: int) -> str | None:
    """The text of the nearest heading or caption above a piece on its page or the page before."""
    for piece in reversed(body[:index]):
        if isinstance(piece, Block) and piece.role in (Role.HEADING, Role.CAPTION):
            return piece.text if piece.page >= body[index].page - 1 else None
    return None


def speaks_of_headings(table: Table, titles: list[str]) -> bool:
    """Whether a table's first column names headings of the document, as one in an appendix does."""
    wanted = {folded for title in titles if len(folded := fold(title)) > 3}
    cells = [fold(cell.text) for cell in table.cells if cell.col == 0 and cell.row >= table.header_rows and cell.text]
    hits = {cell for cell in cells if cell in wanted}
    return len(hits) >= 2 and len(hits) >= 0.6 * len(set(cells))


def rows_about(
    table: Table, roles: TableRoles, initiatives: list[Initiative], period: Period | None, context: str | None = None
) -> bool:
    """Give the rows of a table outside all initiatives to those that its first column names.

    Returns whether the rows were given away: at least two of them, or all, must name an initiative, and other columns
    must tell what is to be done or gained.
    """
    if all(column.index == 0 for column in [*roles.of("action"), *roles.of("gain")]):
        return False
    named: dict[int, Initiative] = {}
    column = 0
    last: Initiative | None = None
    hits: set[int] = set()
    for row in range(table.header_rows, table.n_rows):
        cell = table.at(row, column)
        found = _named(cell.text, initiatives) if cell is not None and cell.text else None
        if found is not None:
            last = found
            hits.add(id(found))
        elif cell is not None and cell.text:
            last = None
        if last is not None:
            named[row] = last
    if not hits or (len(hits) < 2 and len(hits) < len(initiatives)):
        return False
    for initiative in initiatives:
        rows = [row for row, owner in named.items() if owner is initiative]
        if rows:
            items = items_of_rows(table, roles, rows, period, context)
            initiative.milestones.extend(items.milestones)
            initiative.gains.extend(items.gains)
    return True


def unrelated(table: Table, roles: TableRoles) -> Problem:
    """The problem of a table of actions or gains that stands under no initiative and names none."""
    what = {"milestones": "actions", "gains": "gains"}.get(roles.kind or "", "actions and gains")
    heads = ", ".join(f'"{column.heading}"' for column in roles.columns if column.heading)
    message = f"The table of {what} with the columns {heads or 'without headings'} stands under no initiative; its rows"
    return Problem.of("W008", f"{message} are in the sections only.", table.page)


def _named(text: str, initiatives: list[Initiative]) -> Initiative | None:
    folded = fold(text)
    best: tuple[float, Initiative] | None = None
    for initiative in initiatives:
        title = fold(initiative.title)
        words, other = set(folded.split()), set(title.split())
        share = len(words & other) / max(1, min(len(words), len(other)))
        if title == folded or (share >= 0.8 and (best is None or share > best[0])):
            best = (2.0 if title == folded else share, initiative)
        number = _NUMBER.match(text.strip())
        if number and initiative.number == number[1]:
            best = (1.5, initiative)
    return best[1] if best else None
