"""The rows of a table as milestones and gains."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from ...models.layout import Cell, Table
from ...models.plan import Aspect, Gain, Milestone
from ...models.problem import Problem
from ..values.numbers import label_unit
from ..values.times import Period
from .cell_labels import Labels, labels_of, split_labelled
from .items import Text, flat_text, make_gain, make_milestone, places_of
from .nature import states_effect
from .points import Point, split_points
from .table_roles import Column, TableRoles, body_cells
from .time_columns import HeadTime, is_marked, span_of

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(slots=True)
class TableItems:
    """What a table's rows say."""

    milestones: list[Milestone] = field(default_factory=list)
    gains: list[Gain] = field(default_factory=list)
    aspects: list[Aspect] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


@dataclass(slots=True)
class RowReader:
    """Reads rows of one table; a cell that spans rows is read once, or once for each time or figure beside it."""

    table: Table
    roles: TableRoles
    period: Period | None
    context: str | None = None
    """The heading above the table, which may give the unit of bare figures."""
    out: TableItems = field(default_factory=TableItems)
    one_row: bool = False
    """Whether a row holds all of an initiative, so that each point of a cell is an action, at the row's time."""
    _done: set[tuple[object, ...]] = field(default_factory=set)
    _labels: Labels | None = None

    def read(self, rows: Iterable[int], *, sections: bool = True, merged: bool = True) -> TableItems:
        """The items of `rows`, counted from 0 with the header.

        Groups are the section rows above them (`sections`), else a merged cell of the first column (`merged`).
        """
        wanted = set(rows)
        group: Text | None = None
        for row in range(self.table.header_rows, self.table.n_rows):
            if row in self.table.section_rows:
                group = row_text(self.table, row) if sections else None
            elif row in wanted:
                row_group = group or (self._merged_group(row) if merged else None)
                for column in self.roles.of("action"):
                    self._read_action(column, row, row_group)
                for column in self.roles.of("gain"):
                    self._read_gain(column, row, row_group)
        return self.out

    def _read_action(self, column: Column, row: int, group: Text | None) -> None:
        cell = self.table.at(row, column.index)
        if cell is None or not cell.text:
            return
        beside = self._own_rows(row, cell, ("timing", "partners")) if cell.row_span > 1 else ()
        if self._seen(("action", cell.row, cell.col, *beside)):
            return
        if column.time is not None:
            self._read_under_time(column, column.time, cell, group)
            return
        timings = [c for c in self.roles.of("timing") if self.table.at(row, c.index) is not cell]
        timing = self._timing(timings, row)
        read_as = None
        if not timings and self.roles.of("mark"):
            timings = self.roles.of("mark")
            timing, read_as = self._marked(timings, row)
        partners = self._beside("partners", row, column, None)
        follow_up = self._beside("follow_up", row, column, "gain")
        whole = (bool(timings) and not self.one_row) or len(cell.blocks) == 1
        points = [Point(cell.blocks, group)] if whole else split_points(cell.blocks, row_group=group).items
        for point in points:
            text = Text(flat_text(point.blocks), places_of(point.blocks), column.rule)
            if not timings and states_effect(text.text):
                gain = make_gain(text, follow_up=follow_up, group=point.group, period=self.period, confidence=0.7)
                self.out.gains.append(gain)
                continue
            self.out.milestones.append(
                make_milestone(
                    (Text.of_cell(cell) if timings and whole else None) or text,
                    timing=timing,
                    read_as=read_as,
                    time_column=bool(timings),
                    partners=partners,
                    follow_up=follow_up,
                    group=point.group,
                    period=self.period,
                    confidence=column.confidence,
                )
            )

    def _read_under_time(self, column: Column, time: HeadTime, cell: Cell, group: Text | None) -> None:
        """What a column headed by a time says is to be done then: one for each point; the lines below may say who,
        and when exactly."""
        heading = self._heading(column)
        timing = Text(time.printed, heading.places if heading else [], column.rule)
        if self._labels is None:
            timed = [c for c in self.roles.of("action") if c.time is not None]
            self._labels = labels_of([cell for c in timed for cell in body_cells(self.table, c.index) if cell.text])
        for blocks, values in split_labelled(cell.blocks, self._labels):
            own = values.get("timing")
            for point in split_points(blocks, row_group=group).items:
                self.out.milestones.append(
                    make_milestone(
                        point.text,
                        timing=own or timing,
                        read_as=_in_year_of(own.text, time.read) if own else time.read,
                        partners=values.get("partners"),
                        follow_up=values.get("follow_up"),
                        group=point.group,
                        period=self.period,
                        confidence=column.confidence,
                    )
                )

    def _read_gain(self, column: Column, row: int, group: Text | None) -> None:
        cell = self.table.at(row, column.index)
        if cell is None or not cell.text:
            return
        beside = self._own_rows(row, cell, ("baseline", "target")) if cell.row_span > 1 else ()
        if self._seen(("gain", cell.row, cell.col, *beside)):
            return
        follow_up = self._beside("follow_up", row, column, "action")
        baseline, baseline_heading = self._figure("baseline", row)
        target, target_heading = self._figure("target", row)
        if target_heading is None and column.year is not None:
            target_heading = self._heading(column)
        figures = baseline is not None or target is not None
        points = [Point(cell.blocks, group)] if figures else split_points(cell.blocks, row_group=group).items
        for point in points:
            self.out.gains.append(
                make_gain(
                    Text(flat_text(point.blocks), places_of(point.blocks), column.rule),
                    follow_up=follow_up,
                    group=point.group,
                    baseline=baseline,
                    target=target,
                    target_heading=target_heading,
                    baseline_heading=baseline_heading,
                    unit_label=self._unit_label(row, target_heading),
                    period=self.period,
                    confidence=column.confidence,
                )
            )

    def _seen(self, key: tuple[object, ...]) -> bool:
        seen = key in self._done
        self._done.add(key)
        return seen

    def _own_rows(self, row: int, cell: Cell, roles: tuple[str, ...]) -> tuple[int, ...]:
        """For each filled cell of the roles beside a spanning cell the row that it begins in."""
        found = (self.table.at(row, column.index) for role in roles for column in self.roles.of(role))
        return tuple(other.row for other in found if other is not None and other is not cell and other.text)

    def _unit_label(self, row: int, target_heading: Text | None) -> str | None:
        """What gives a bare figure its unit: a column of units, the heading of its column or of a group of columns, the
        heading above the table."""
        for column in self.roles.of("unit"):
            cell = self.table.at(row, column.index)
            if cell is not None and cell.text:
                return cell.text
        groups = {column.group for column in self.roles.of("target") if column.group}
        own = [column.heading for column in self.roles.of("gain")]
        for text in (target_heading.text if target_heading else None, *sorted(groups), *own, self.context):
            if text and label_unit(text)[0] not in (None, "count"):
                return text
        return None

    def _beside(self, role: str, row: int, main: Column, other: str | None) -> Text | None:
        """The row's cells in the columns of a role; where columns are grouped, only those of the item's group."""
        columns = self.roles.of(role)
        if other is not None and self.roles.of(other) and main.group:
            own = [column for column in columns if column.group == main.group]
            rivals = {column.group for column in self.roles.of(other)}
            columns = own or [column for column in columns if column.group not in rivals]
        item = self.table.at(row, main.index)
        cells = [(self.table.at(row, column.index), column.rule) for column in columns]
        texts = [Text.of_cell(_without_group(cell), rule) for cell, rule in cells if cell is not item]
        found = [text for text in texts if text is not None]
        if not found:
            return None
        return Text(" ".join(t.text for t in found), [p for t in found for p in t.places], found[0].rule)

    def _timing(self, columns: list[Column], row: int) -> Text | None:
        """The row's time; a start and an end column make one time with a dash between."""
        cells: dict[int, Text] = {}
        for column in columns:
            cell = self.table.at(row, column.index)
            text = Text.of_cell(cell, column.rule)
            if text is not None:
                cells.setdefault(id(cell), text)
        found = list(cells.values())
        if len(found) < 2:
            return found[0] if found else None
        return Text(" – ".join(text.text for text in found), [p for text in found for p in text.places], found[0].rule)

    def _marked(self, columns: list[Column], row: int) -> tuple[Text | None, str | None]:
        """The times that a row's signs or grounds mark, as printed and in words that can be read."""
        marked = [n for n, column in enumerate(columns) if is_marked(self.table.at(row, column.index))]
        if not marked:
            return None, None
        time = span_of([column.time for column in columns if column.time], marked)
        places = [place for n in marked if (heading := self._heading(columns[n])) for place in heading.places]
        return Text(time.printed, places, "column:time marked"), time.read

    def _merged_group(self, row: int) -> Text | None:
        """A merged cell of an initiative or goal column inside an initiative's own table heads its rows."""
        for column in self.roles.columns:
            if column.role == "row_group" or (column.role in ("initiative", "goal") and column.index == 0):
                return Text.of_cell(cell_above(self.table, column.index, row), "row group")
        return None

    def _figure(self, role: str, row: int) -> tuple[Text | None, Text | None]:
        """The row's figure in the columns of a role, the last filled one, with the heading of its column."""
        for column in sorted(self.roles.of(role), key=lambda c: (c.year or 0, c.index), reverse=True):
            text = Text.of_cell(self.table.at(row, column.index), column.rule)
            if text is not None:
                return text, self._heading(column)
        return None, None

    def _heading(self, column: Column) -> Text | None:
        return column_heading(self.table, column)


def row_text(table: Table, row: int) -> Text | None:
    """The words of a row, None for an empty one."""
    cells = [cell for cell in table.cells if cell.row == row and cell.text]
    places = places_of(block for cell in cells for block in cell.blocks)
    return Text(" ".join(cell.text for cell in cells), places, "section row") if cells else None


def column_heading(table: Table, column: Column) -> Text | None:
    """The heading of a column with its place, None where it has none."""
    if not column.heading:
        return None
    head = table.at(max(0, table.header_rows - 1), column.index)
    return Text(column.heading, places_of(head.blocks) if head else [], column.rule)


def cell_above(table: Table, col: int, row: int) -> Cell | None:
    """The cell of a column that speaks for a row: its own, or the nearest filled one above."""
    for r in range(row, table.header_rows - 1, -1):
        cell = table.at(r, col)
        if cell is not None and cell.text:
            return cell
    return None


def _without_group(cell: Cell | None) -> Cell | None:
    """A cell without the row group's word in bold on its first line."""
    if cell is None or len(cell.blocks) < 2:
        return cell
    first, second = cell.blocks[0], cell.blocks[1]
    if first.style.bold and not second.style.bold and len(first.text) <= 20 and len(first.text.split()) == 1:
        return Cell(cell.row, cell.col, cell.row_span, cell.col_span, cell.blocks[1:], cell.page, cell.bbox)
    return cell


def _in_year_of(text: str, head: str) -> str:
    """A time as it is to be read in a column that another time heads, the only year of which it may leave out."""
    years = _YEAR.findall(head)
    return text if len(years) != 1 or _YEAR.search(text) else f"{text} {years[0]}"
