"""Rows of a table as milestones and gains; tables that list the initiatives themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import cast, get_args

from ...models.layout import Block, Cell, Table
from ...models.plan import AspectKind
from ...models.problem import Problem
from ..values.numbers import figure_likeness
from ..values.times import Period
from ..vocabulary.phrases import Match, fold
from .items import Text, flat_text, make_aspect, places_of
from .marks import Mark, read_mark
from .table_roles import ACTIONS_BY_WORDS, Column, TableRoles, body_cells
from .table_rows import RowReader, TableItems, cell_above, column_heading, row_text

_SHORT_NUMBER = re.compile(r"^(?:[A-ZÆØÅ]|\d{1,2}(?:\.\d{1,2})*)[.:)]?$")
_FIGURES = 0.6
"""Share of figures from which on a column holds figures."""
_NO_ITEMS = frozenset(
    {"resources", "organisation", "data_support", "background", "policy_frame", "target_group", "other"}
)
"""Sections whose tables are milestones or gains only where their column headings say so."""
_ASPECT_COLUMNS = ("resources", "target_group", "background", "purpose")


@dataclass(slots=True)
class TableInitiative:
    """An initiative that a table lists, with its rows."""

    mark: Mark
    blocks: list[Block]
    """The blocks that hold its number and title."""
    description: list[Block]
    goal: Cell | None
    goal_section: Text | None
    """The section row that groups it, where no column holds goals."""
    items: TableItems
    words: list[Block]
    """All blocks of its rows, but for the goal's."""


def read_table(
    table: Table,
    roles: TableRoles,
    period: Period | None,
    section_role: Match | None = None,
    heading: Text | None = None,
) -> TableItems:
    """Milestones and gains of all rows. A table of unknown columns takes its kind from the heading above it."""
    out = TableItems()
    if roles.kind is None:
        _adopt(table, roles, section_role)
    if roles.kind is None or _is_other(roles, section_role):
        _keep(table, section_role, heading, out)
        return out
    context = heading.text if heading else None
    RowReader(table, roles, period, context, out).read(range(table.n_rows))
    _unknown_columns(table, roles, range(table.header_rows, table.n_rows), out)
    return out


def _is_other(roles: TableRoles, section_role: Match | None) -> bool:
    """Whether only the look of the cells speaks for items, and the heading above says that they are something else.

    What is done beside its time or what comes of it are items under any heading."""
    if section_role is None or section_role.kind not in _NO_ITEMS:
        return False
    if roles.kind == "both" or (roles.of("timing") and any(c.rule == ACTIONS_BY_WORDS for c in roles.of("action"))):
        return False
    return all(column.rule.startswith("content:") for role in ("action", "gain") for column in roles.of(role))


def table_initiatives(table: Table, roles: TableRoles, period: Period | None) -> list[TableInitiative]:
    """The initiatives of a table that has a column of them, each with the milestones and gains of its rows."""
    column = roles.of("initiative")[0]
    goals = roles.of("goal")
    starts, continued = _starts(table, column.index)
    each = _a_row_each(table, starts)
    out: list[TableInitiative] = []
    for i, cell in enumerate(starts):
        end = starts[i + 1].row if i + 1 < len(starts) else table.n_rows
        mark, title_blocks, description = _title_of(cell)
        description = description + continued.get(cell.row, [])
        rows = range(cell.row, max(end, cell.row + 1))
        items = RowReader(table, roles, period, one_row=each).read(rows, sections=bool(goals), merged=False)
        _unknown_columns(table, roles, rows, items)
        mark = _with_number(mark, table, roles, rows)
        goal = cell_above(table, goals[0].index, cell.row) if goals else None
        section = next((r for r in reversed(table.section_rows) if r <= cell.row), None)
        section_text = row_text(table, section) if section is not None and not goals else None
        skip = {column.index for column in goals}
        words = [block for other in _beside(table, rows, skip) for block in other.blocks]
        out.append(TableInitiative(mark, title_blocks, description, goal, section_text, items, words))
    return out


def _beside(table: Table, rows: Iterable[int], skip: set[int]) -> list[Cell]:
    """The distinct cells that some rows touch, in reading order, those of the columns `skip` left out."""
    wanted = set(rows)
    return [
        cell for cell in table.cells if cell.col not in skip and wanted & set(range(cell.row, cell.row + cell.row_span))
    ]


def _a_row_each(table: Table, starts: list[Cell]) -> bool:
    """Whether a table has one row for each of its initiatives, so that its cells hold all that is done for one."""
    rows = table.n_rows - table.header_rows - len(table.section_rows)
    return len(starts) >= 2 and rows == len(starts)


def _with_number(mark: Mark, table: Table, roles: TableRoles, rows: range) -> Mark:
    """The mark with the number that a column of its own gives; numbers of several rows count these."""
    for column in roles.of("number"):
        own = [table.at(row, column.index) for row in rows if row not in table.section_rows]
        cells = [cell for cell in own if cell is not None and cell.text]
        cell = cells[0] if len({one.text for one in cells}) == 1 else None
        found = _SHORT_NUMBER.match(cell.text) if cell is not None else None
        if found and mark.number is None:
            return Mark("number", None, found[0].rstrip(".:)"), mark.title)
    return mark


def _starts(table: Table, col: int) -> tuple[list[Cell], dict[int, list[Block]]]:
    """The cells that begin an initiative, and by their row the blocks of cells that go on from them.

    Where most cells begin in bold or with a number, one that does neither goes on from the cell above.
    """
    cells = [cell for cell in body_cells(table, col) if cell.text]
    cells = cells[:1] + [cell for before, cell in pairwise(cells) if not _again(table, before, cell)]
    marked = [bool(cell.blocks[0].style.bold or cell.blocks[0].lead or cell.blocks[0].marker) for cell in cells]
    if sum(marked) < 0.6 * len(cells) or not marked or not marked[0]:
        return cells, {}
    starts: list[Cell] = []
    continued: dict[int, list[Block]] = {}
    for cell, begins in zip(cells, marked, strict=True):
        if begins:
            starts.append(cell)
        else:
            continued.setdefault(starts[-1].row, []).extend(cell.blocks)
    return starts, continued


def _again(table: Table, before: Cell, cell: Cell) -> bool:
    """Whether a cell prints the words of the one before it again, with no section row between them."""
    apart = any(before.row < row <= cell.row for row in table.section_rows)
    return not apart and fold(before.text) == fold(cell.text)


def items_of_rows(
    table: Table,
    roles: TableRoles,
    rows: list[int],
    period: Period | None,
    context: str | None = None,
    *,
    sections: bool = True,
) -> TableItems:
    """Milestones and gains of some of a table's rows; `context` is the heading above, which may give the unit.

    `sections`: section rows are the groups of the rows below them.
    """
    return RowReader(table, roles, period, context).read(rows, sections=sections, merged=False)


def split_cell_title(cell: Cell) -> tuple[Mark, list[Block]]:
    """A goal's or initiative's number and title where the cell holds nothing else ("A" above its words)."""
    blocks = cell.blocks
    if len(blocks) > 1 and _SHORT_NUMBER.match(blocks[0].text):
        return Mark("number", None, blocks[0].text.rstrip(".:)"), flat_text(blocks[1:])), blocks
    text = flat_text(blocks)
    first, _, rest = text.partition(" ")
    if (
        _SHORT_NUMBER.match(first)
        and rest
        and (first[0].isdigit() or (len(blocks[0].lines) > 1 and blocks[0].lines[0].text == first))
    ):
        return Mark("number", None, first.rstrip(".:)"), rest), blocks
    return read_mark(text, blocks[0].marker if blocks else None), blocks


def _title_of(cell: Cell) -> tuple[Mark, list[Block], list[Block]]:
    """The title (the bold start of the cell, else its first paragraph) and what follows it."""
    blocks = list(cell.blocks)
    if _SHORT_NUMBER.match(blocks[0].text) and len(blocks) > 1:
        mark = Mark("number", None, blocks[0].text.rstrip(".:)"), blocks[1].text)
        return mark, blocks[:2], blocks[2:]
    first = blocks[0]
    if first.lead and len(first.text) > len(first.lead) + 2:
        rest = first.text[len(first.lead) :].lstrip(" :–-")
        tail = Block(first.role, rest, first.lines)
        return read_mark(first.lead, first.marker), [first], [tail, *blocks[1:]]
    bold = [first]
    if first.style.bold:
        for block in blocks[1:]:
            if not block.style.bold or block.marker:
                break
            bold.append(block)
    return read_mark(flat_text(bold), first.marker), bold, blocks[len(bold) :]


def _adopt(table: Table, roles: TableRoles, section_role: Match | None) -> None:
    """Give the widest unknown column the role that the heading above the table promises."""
    if section_role is None or section_role.kind not in ("milestones", "gains"):
        return
    free = [c for c in roles.columns if c.role in (None, "initiative", "status", "purpose")]
    if not free:
        return
    lengths = {c.index: sum(len(cell.text) for cell in body_cells(table, c.index)) for c in free}
    main = max(free, key=lambda c: (lengths[c.index], -c.index))
    main.role = "action" if section_role.kind == "milestones" else "gain"
    main.rule, main.confidence = "heading above the table", 0.7
    if main.role != "gain" or roles.of("target"):
        return
    for column in free:
        texts = [cell.text for cell in body_cells(table, column.index) if cell.text]
        if column is not main and texts and sum(map(figure_likeness, texts)) >= _FIGURES * len(texts):
            column.role, column.rule, column.confidence = "target", "content:figures beside gains", 0.6


def _keep(table: Table, section_role: Match | None, heading: Text | None, out: TableItems) -> None:
    """A table that nothing tells the use of is kept as it reads, and named where its heading says nothing either."""
    blocks = [block for cell in table.cells for block in cell.blocks]
    rows = []
    for cells in table.by_row():
        texts = [cell.text for cell in cells if cell.text]
        if texts:
            rows.append("; ".join(texts))
    if not rows:
        return  # nothing is printed in it, or a mark alone
    text = Text("\n".join(rows), places_of(blocks), "table as text")
    kind = section_role.kind if section_role and section_role.kind in get_args(AspectKind) else "other"
    out.aspects.append(make_aspect(cast(AspectKind, kind), heading, text, 0.4 if kind == "other" else 0.7))
    if kind != "other":
        return
    heads = ", ".join(f'"{cell.text}"' for cell in table.cells if cell.row < max(1, table.header_rows) and cell.text)
    message = f"The table with the columns {heads} is neither milestones nor gains; its text is kept as an aspect."
    out.problems.append(Problem.of("W008", message, table.page))


def _unknown_columns(table: Table, roles: TableRoles, rows: Iterable[int], out: TableItems) -> None:
    """Keep the columns that say nothing of actions or gains as aspects, and name those of unknown headings."""
    touched = _beside(table, rows, set())
    for column in roles.columns:
        kind = _aspect_kind(column)
        body = body_cells(table, column.index)
        cells = [cell for cell in touched if cell.text and any(cell is other for other in body)]
        if kind is None or not cells or sum(figure_likeness(cell.text) for cell in cells) >= _FIGURES * len(cells):
            continue  # a column of prices or status figures belongs to its rows and is no text of the initiative
        blocks = [block for cell in cells for block in cell.blocks]
        text = Text("\n".join(cell.text for cell in cells), places_of(blocks), "column")
        out.aspects.append(make_aspect(kind, column_heading(table, column), text, 0.6))
        if column.role is None:
            name = f'The column heading "{column.heading}"' if column.heading else f"Column {column.index + 1}"
            message = f"{name} is not in the vocabulary; its cells are kept as an aspect of kind other."
            out.problems.append(Problem.of("W005", message, table.page))


def _aspect_kind(column: Column) -> AspectKind | None:
    """The kind of aspect that a column's cells make, None where they belong to the items of their rows."""
    if column.role in (None, "status"):
        return "other"
    kind = column.role.removeprefix("aspect:")
    return cast(AspectKind, kind) if kind != column.role or kind in _ASPECT_COLUMNS else None
