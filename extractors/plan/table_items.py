"""Rows of a table as milestones and gains; tables that list the initiatives themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from ...models.layout import Block, Cell, Table
from ...models.plan import Aspect, Gain, Milestone
from ...models.problem import Problem
from ..values.numbers import figure_likeness, label_unit
from ..values.times import Period
from ..vocabulary.phrases import Match
from .items import Text, flat_text, make_aspect, make_gain, make_milestone, places_of
from .marks import Mark, read_mark
from .nature import states_effect
from .points import Point, split_points
from .table_roles import Column, TableRoles, body_cells

_SHORT_NUMBER = re.compile(r"^(?:[A-ZÆØÅ]|\d{1,2}(?:\.\d{1,2})*)[.:)]?$")
_ASPECT_COLUMNS = ("resources", "target_group", "background", "purpose")


@dataclass(slots=True)
class TableItems:
    """What a table's rows say."""

    milestones: list[Milestone] = field(default_factory=list)
    gains: list[Gain] = field(default_factory=list)
    aspects: list[Aspect] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


@dataclass(slots=True)
class TableInitiative:
    """An initiative that a table lists, with its rows."""

    mark: Mark
    blocks: list[Block]
    """The blocks that hold its number and title."""
    description: list[Block]
    goal: Cell | None
    goal_section: str | None
    items: TableItems


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
    if roles.kind is None:
        if not _is_figures(table, roles):
            _keep(table, heading, out)
        return out
    context = heading.text if heading else None
    _rows(table, roles, range(table.header_rows, table.n_rows), period, out, context=context)
    _unknown_columns(table, roles, range(table.header_rows, table.n_rows), out)
    return out


def table_initiatives(table: Table, roles: TableRoles, period: Period | None) -> list[TableInitiative]:
    """The initiatives of a table that has a column of them, each with the milestones and gains of its rows."""
    column = roles.of("initiative")[0]
    goals = roles.of("goal")
    starts, continued = _starts(table, column.index)
    out: list[TableInitiative] = []
    for i, cell in enumerate(starts):
        end = starts[i + 1].row if i + 1 < len(starts) else table.n_rows
        mark, title_blocks, description = _title_of(cell)
        description = description + continued.get(cell.row, [])
        items = TableItems()
        rows = [row for row in range(cell.row, max(end, cell.row + 1)) if row not in table.section_rows]
        _rows(table, roles, rows, period, items, own_groups=False)
        goal = _above(table, goals[0].index, cell.row) if goals else None
        section = next((r for r in reversed(table.section_rows) if r <= cell.row), None)
        section_text = _row_text(table, section) if section is not None and not goals else None
        out.append(TableInitiative(mark, title_blocks, description, goal, section_text, items))
    return out


def _starts(table: Table, col: int) -> tuple[list[Cell], dict[int, list[Block]]]:
    """The cells that begin an initiative, and by their row the blocks of cells that go on from them.

    Where most cells begin in bold or with a number, one that does neither goes on from the cell above.
    """
    cells = [cell for cell in body_cells(table, col) if cell.text]
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


def items_of_rows(
    table: Table, roles: TableRoles, rows: list[int], period: Period | None, context: str | None = None
) -> TableItems:
    """Milestones and gains of some of a table's rows; `context` is the heading above, which may give the unit."""
    out = TableItems()
    _rows(table, roles, rows, period, out, own_groups=False, context=context)
    return out


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


def _above(table: Table, col: int, row: int) -> Cell | None:
    """The cell of a column that speaks for a row: its own, or the nearest filled one above."""
    for r in range(row, table.header_rows - 1, -1):
        cell = table.at(r, col)
        if cell is not None and cell.text:
            return cell
    return None


def _row_text(table: Table, row: int) -> str:
    return " ".join(cell.text for cell in table.cells if cell.row == row and cell.text)


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


def _is_figures(table: Table, roles: TableRoles) -> bool:
    return bool(roles.of("target") or roles.of("baseline") or roles.of("figure")) or table.n_cols == 2


def _keep(table: Table, heading: Text | None, out: TableItems) -> None:
    """A table that nothing tells the use of is kept as it reads, and named."""
    blocks = [block for cell in table.cells for block in cell.blocks]
    if not blocks:
        return
    rows = []
    for row in range(table.n_rows):
        texts = [cell.text for cell in table.cells if cell.row == row and cell.text]
        if texts:
            rows.append("; ".join(texts))
    text = Text("\n".join(rows), places_of(blocks), "table as text")
    out.aspects.append(make_aspect("other", heading, text, 0.4))
    heads = ", ".join(f'"{cell.text}"' for cell in table.cells if cell.row < max(1, table.header_rows) and cell.text)
    message = f"The table with the columns {heads} is neither milestones nor gains; its text is kept as an aspect of kind other."
    out.problems.append(Problem.of("W008", message, table.page))


def _unknown_columns(table: Table, roles: TableRoles, rows: Iterable[int], out: TableItems) -> None:
    wanted = set(rows)
    for column in roles.columns:
        aspect = (column.role or "").removeprefix("aspect:") if (column.role or "").startswith("aspect:") else None
        if (column.role not in (None, "status", *_ASPECT_COLUMNS) and aspect is None) or not column.heading:
            continue
        cells = [cell for cell in body_cells(table, column.index) if cell.text and cell.row in wanted]
        if not cells or sum(figure_likeness(cell.text) for cell in cells) >= 0.6 * len(cells):
            continue  # a column of prices or status figures belongs to its rows and is no text of the initiative
        head = table.at(max(0, table.header_rows - 1), column.index)
        heading = Text(column.heading, places_of(head.blocks) if head else [], column.rule)
        blocks = [block for cell in cells for block in cell.blocks]
        text = Text("\n".join(cell.text for cell in cells), places_of(blocks), "column")
        kind = aspect or (column.role if column.role in _ASPECT_COLUMNS else "other")
        out.aspects.append(make_aspect(kind, heading, text, 0.6))  # type: ignore[arg-type]
        if column.role is None:
            message = f'The column heading "{column.heading}" is not in the vocabulary; its cells are kept as an aspect of kind other.'
            out.problems.append(Problem.of("W005", message, table.page))


def _rows(
    table: Table,
    roles: TableRoles,
    rows: Iterable[int],
    period: Period | None,
    out: TableItems,
    own_groups: bool = True,
    context: str | None = None,
) -> None:
    timings = roles.of("timing")
    done: set[tuple[int, ...]] = set()
    sections = {row: Text(_row_text(table, row), _row_places(table, row), "section row") for row in table.section_rows}
    group: Text | None = None
    wanted = set(rows)
    for row in range(table.header_rows, table.n_rows):
        if row in sections:
            group = sections[row] if sections[row].text else None
            continue
        if row not in wanted:
            continue
        timing = _joined_timing(table, timings, row)
        row_group = group or (_row_group(table, roles, row) if own_groups else None)
        for column in roles.of("action"):
            cell = table.at(row, column.index)
            if cell is None or not cell.text:
                continue
            key = (
                (0, cell.row, cell.col)
                if cell.row_span == 1 or timing is None
                else (0, cell.row, cell.col, _timing_row(table, timings, row))
            )
            if key in done:
                continue
            done.add(key)
            _row_milestones(table, roles, column, cell, row, timing, bool(timings), row_group, period, out)
        for column in roles.of("gain"):
            cell = table.at(row, column.index)
            if cell is None or not cell.text:
                continue
            figures = tuple(
                c.index
                for c in roles.columns
                if c.role in ("baseline", "target") and table.at(row, c.index) and table.at(row, c.index).text
            )  # type: ignore[union-attr]
            key = (1, cell.row, cell.col) if cell.row_span == 1 or not figures else (1, cell.row, cell.col, row)
            if key in done:
                continue
            done.add(key)
            _row_gains(table, roles, column, cell, row, row_group, period, out, context)


def _row_milestones(
    table: Table,
    roles: TableRoles,
    column: Column,
    cell: Cell,
    row: int,
    timing: Text | None,
    time_column: bool,
    group: Text | None,
    period: Period | None,
    out: TableItems,
) -> None:
    partners = _beside(table, roles, "partners", row, column, None)
    follow_up = _beside(table, roles, "follow_up", row, column, "gain")
    if time_column or len(cell.blocks) == 1:
        points = [Point(cell.blocks, group)]
    else:
        points = split_points(cell.blocks, row_group=group).items
    for point in points:
        text = Text(flat_text(point.blocks), places_of(point.blocks), column.rule)
        own = Text.of_cell(cell) if time_column else None
        if own is None and states_effect(text.text):
            gain = make_gain(text, follow_up=follow_up, group=point.group, period=period, confidence=0.7)
            out.gains.append(gain)
            continue
        out.milestones.append(
            make_milestone(
                own or text,
                timing=timing,
                time_column=time_column,
                partners=partners,
                follow_up=follow_up,
                group=point.group,
                period=period,
                confidence=column.confidence,
            )
        )


def _row_gains(
    table: Table,
    roles: TableRoles,
    column: Column,
    cell: Cell,
    row: int,
    group: Text | None,
    period: Period | None,
    out: TableItems,
    context: str | None,
) -> None:
    follow_up = _beside(table, roles, "follow_up", row, column, "action")
    baseline, baseline_heading = _figure(table, roles, "baseline", row)
    target, target_heading = _figure(table, roles, "target", row)
    if target_heading is None and column.year is not None:
        target_heading = _heading(table, column)
    figures = baseline is not None or target is not None
    points = [Point(cell.blocks, group)] if figures else split_points(cell.blocks, row_group=group).items
    for point in points:
        out.gains.append(
            make_gain(
                Text(flat_text(point.blocks), places_of(point.blocks), column.rule),
                follow_up=follow_up,
                group=point.group,
                baseline=baseline,
                target=target,
                target_heading=target_heading,
                baseline_heading=baseline_heading,
                unit_label=_unit_label(table, roles, row, target_heading, context),
                period=period,
                confidence=column.confidence,
            )
        )


def _unit_label(
    table: Table, roles: TableRoles, row: int, target_heading: Text | None, context: str | None
) -> str | None:
    """What gives a bare figure its unit: a column of units, the column's heading or group, the heading above the table."""
    for column in roles.of("unit"):
        cell = table.at(row, column.index)
        if cell is not None and cell.text:
            return cell.text
    groups = {column.group for column in roles.of("target") if column.group}
    for text in (target_heading.text if target_heading else None, *sorted(groups), context):
        if text and label_unit(text)[0] not in (None, "count"):
            return text
    return None


def _beside(table: Table, roles: TableRoles, role: str, row: int, main: Column, other: str | None) -> Text | None:
    """The text of the row's cells in the columns of a role; where columns are grouped, only those of the item's group."""
    columns = roles.of(role)
    if other is not None and roles.of(other) and main.group:
        own = [column for column in columns if column.group == main.group]
        rivals = {column.group for column in roles.of(other)}
        columns = own or [column for column in columns if column.group not in rivals]
    texts = [Text.of_cell(_without_group(table.at(row, column.index)), column.rule) for column in columns]
    found = [text for text in texts if text is not None]
    if not found:
        return None
    return Text(" ".join(t.text for t in found), [p for t in found for p in t.places], found[0].rule)


def _without_group(cell: Cell | None) -> Cell | None:
    """A cell without the row group's word in bold on its first line."""
    if cell is None or len(cell.blocks) < 2:
        return cell
    first, second = cell.blocks[0], cell.blocks[1]
    if first.style.bold and not second.style.bold and len(first.text) <= 20 and len(first.text.split()) == 1:
        return Cell(cell.row, cell.col, cell.row_span, cell.col_span, cell.blocks[1:], cell.page, cell.bbox)
    return cell


def _joined_timing(table: Table, columns: list[Column], row: int) -> Text | None:
    """The row's time; a start and an end column make one time with a dash between."""
    found = [text for text in (Text.of_cell(table.at(row, c.index), c.rule) for c in columns) if text is not None]
    if not found:
        return None
    if len(found) == 1:
        return found[0]
    return Text(" – ".join(text.text for text in found), [p for text in found for p in text.places], found[0].rule)


def _timing_row(table: Table, columns: list[Column], row: int) -> int:
    cells = [table.at(row, column.index) for column in columns]
    return max((cell.row for cell in cells if cell is not None), default=row)


def _row_group(table: Table, roles: TableRoles, row: int) -> Text | None:
    """A merged cell of an initiative or goal column inside an initiative's own table heads its rows."""
    for column in roles.columns:
        if column.role in ("initiative", "goal") and column.index == 0:
            cell = _above(table, column.index, row)
            return Text.of_cell(cell, "row group")
    return None


def _row_places(table: Table, row: int):  # type: ignore[no-untyped-def]
    return places_of([block for cell in table.cells if cell.row == row for block in cell.blocks])


def _figure(table: Table, roles: TableRoles, role: str, row: int) -> tuple[Text | None, Text | None]:
    """The row's figure in the columns of a role, the last filled one, with the heading of its column."""
    for column in sorted(roles.of(role), key=lambda c: (c.year or 0, c.index), reverse=True):
        cell = table.at(row, column.index)
        if cell is not None and cell.text:
            return Text.of_cell(cell, column.rule), _heading(table, column)
    return None, None


def _heading(table: Table, column: Column) -> Text | None:
    head = table.at(max(0, table.header_rows - 1), column.index)
    return Text(column.heading, places_of(head.blocks) if head else [], column.rule) if column.heading else None
