"""What each column of a table holds: by its heading, and where the words are unknown by its content."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise

from ...models.layout import Cell, Piece, Table
from ..values.numbers import figure_likeness
from ..values.times import Period, time_likeness
from ..vocabulary.phrases import book, fold
from .heading_roles import heading_role
from .marks import series_word
from .nature import action_likeness, effect_likeness
from .time_columns import HeadTime, time_columns
from .unit_columns import heads_units

_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")
_SURE = 0.72
_TOLD = 0.9
"""A heading's match with the vocabulary goes before the look of the cells from this score on."""
_MERGED = 0.6
"""Share of merged cells from which on a column speaks for groups of rows."""
_SHARED = 0.55
"""Confidence of a role that another table of the same headings gives."""
_EFFECTS = 0.6
"""Share of a column's points that speak of a change, from which on it holds gains."""
_WHEN = ("timing", "mark")
"""Roles of columns that tell the time of their row: in words, or by a mark under the time that heads them."""
_ACTIONS = 0.5
"""Share of the points under times that read as actions, from which on they are such, though gains stand beside them."""
_SHORT = 45
_SENTENCE = 20
"""Mean length of points, in characters, from which on their words can tell what they are."""
_LONGEST_TITLE = 100
_FEWEST_BESIDE = 3
"""Columns of a table from which on one of numbers counts its rows."""
_SEVERAL = 0.5
"""Share of cells of several points from which on a column may hold actions."""
ACTIONS_BY_WORDS = "content:words of actions"
"""The rule of a column whose cells read as actions."""
_ROW_NUMBER = re.compile(r"^\d{1,3}(?:\.\d{1,2})*[.)]?$")


@dataclass(slots=True)
class Column:
    """One column of a table."""

    index: int
    heading: str
    role: str | None
    """A kind of columns.yaml, or None where neither heading nor content tells."""
    rule: str
    year: int | None = None
    """A year in the heading ("Mål 2027")."""
    group: str = ""
    """The heading above a group of columns, where there are several header rows."""
    time: HeadTime | None = None
    """The time that heads it, where its cells are what is done then, or marks of it."""
    confidence: float = 1.0


@dataclass(slots=True)
class TableRoles:
    """The roles of a table's columns, and what kind of table they make."""

    columns: list[Column] = field(default_factory=list)

    def of(self, role: str) -> list[Column]:
        """The columns with this role."""
        return [column for column in self.columns if column.role == role]

    @property
    def kind(self) -> str | None:
        """`milestones`, `gains`, `both`, or None for a table that is neither."""
        actions = bool(self.of("action"))
        gains = bool(self.of("gain"))
        if actions and gains:
            return "both"
        if actions:
            return "milestones"
        return "gains" if gains else None

    @property
    def owns_initiatives(self) -> bool:
        """Whether the table itself lists initiatives: a column of them beside columns of actions or gains."""
        return bool(self.of("initiative")) and self.kind is not None

    @property
    def names_initiatives(self) -> bool:
        """Whether a column's heading, and not only its look, says that it holds initiatives."""
        return any(not column.rule.startswith("content:") for column in self.of("initiative"))


def read_roles(table: Table, period: Period | None) -> TableRoles:
    """The roles of a table's columns; `period` is that of the plan and tells a past year from a coming one."""
    columns = [_by_heading(table, c, period) for c in range(table.n_cols)]
    _number_rows(table, columns)
    _under_times(table, columns)
    _settle(table, columns, period)
    if (
        any(column.role in ("action", "gain", "timing", "initiative") for column in columns)
        or table.header_rows
        or table.n_cols >= 2
    ):
        _by_content(table, columns)
    return TableRoles(columns)


def share_roles(tables: list[TableRoles]) -> None:
    """Make tables of the same column headings agree: what the content of most of them shows holds for all."""
    alike: dict[tuple[str, ...], list[TableRoles]] = {}
    for roles in tables:
        headings = tuple(fold(column.heading) for column in roles.columns)
        if any(headings):
            alike.setdefault(headings, []).append(roles)
    for group in alike.values():
        for columns in zip(*(roles.columns for roles in group), strict=True):
            _agree(columns)


def _agree(columns: tuple[Column, ...]) -> None:
    told = [column for column in columns if column.role is not None]
    if not told or any(not column.rule.startswith("content:") for column in told):
        return
    votes = Counter(column.role for column in told)
    best = max(told, key=lambda column: votes[column.role])  # the first of equals
    for column in columns:
        if column.role != best.role and best.role is not None:
            _set(column, best.role, best.rule, min(best.confidence, _SHARED))


def body_cells(table: Table, col: int) -> list[Cell]:
    """The distinct cells of a column below the header, section rows left out, top to bottom."""
    out: list[Cell] = []
    for cell in table.cells:
        if (
            cell.col <= col < cell.col + cell.col_span
            and cell.row >= table.header_rows
            and cell.row not in table.section_rows
        ):
            out.append(cell)
    return out


def _by_heading(table: Table, col: int, period: Period | None) -> Column:
    texts: list[str] = []
    for row in range(table.header_rows):
        cell = table.at(row, col)
        if cell is not None and cell.text and cell.text not in texts:
            texts.append(cell.text)
    heading = texts[-1] if texts else ""
    column = Column(col, heading, None, "", group=texts[0] if len(texts) > 1 else "")
    year = _YEAR.search(heading)
    column.year = int(year[1]) if year else None
    if not heading:
        return column
    found = book("columns.yaml").match(heading)
    if found is not None and found.score >= _SURE:
        column.role, column.rule, column.confidence = found.kind, f"column:{found.phrase}", found.score
    elif (
        (known := heading_role(heading)) is not None
        and known.score >= 0.85
        and known.kind not in ("milestones", "gains", "why")
    ):
        column.role, column.rule, column.confidence = f"aspect:{known.kind}", f"column:{known.phrase}", known.score
    elif column.year is not None and len(heading) <= 12:
        past = period is not None and column.year < int(period.start[:4])
        column.role, column.rule = ("baseline" if past else "target"), "column:year"
    return column


def _under_times(table: Table, columns: list[Column]) -> None:
    """Columns headed by times hold what is done then, or marks. A column of words before them says whose it is."""
    headings, groups = [column.heading for column in columns], [column.group for column in columns]
    unknown = [column.index for column in columns if column.heading and column.role in (None, "timing")]
    others = frozenset(unknown if table.kind == "cards" else ())
    found = time_columns(headings, groups, [body_cells(table, column.index) for column in columns], others)
    if found is None:
        return
    timed = [columns[col] for col in found.times]
    first = timed[0].index if table.kind != "cards" else 0
    before = [column for column in columns[:first] if column.role not in ("number", "goal", "initiative")]
    if not found.marked and any(column.role == "gain" for column in before):
        points = [block.text for column in timed for cell in body_cells(table, column.index) for block in cell.blocks]
        if action_likeness(points) < _ACTIONS:
            return  # levels to reach, told in words
    for column in timed:
        column.time = found.times[column.index]
        _set(column, "mark" if found.marked else "action", "column:time", _TOLD)
    for column in before if not found.marked else ():
        if column.role in (None, "action"):
            known = series_word(column.heading)
            unit = known is not None and known[0] == "initiative"
            _set(column, "initiative" if unit else "row_group", "content:before times", _TOLD)


def _settle(table: Table, columns: list[Column], period: Period | None) -> None:
    """Headings with two meanings ("Mål", "Status", "Indsats") are settled by the content and the other columns."""
    _units_beside_actions(table, columns)
    if columns[0].role == "gain" and heads_units(columns[0].heading, body_cells(table, 0), table):
        beside = {column.role for column in columns[1:]}
        columns[0].role = "initiative" if {"action", "gain"} <= beside else "gain"
    roles = [column.role for column in columns]
    for column in columns:
        figures = _share(table, column.index, figure_likeness)
        if column.role in ("gain", "target", "goal") and column.heading.casefold().startswith(("mål", "krav")):
            units = column.index == 0 and _merged(table, 0) >= _MERGED  # "1 Sunde børn" over its rows is no figure
            if figures >= 0.5 and _mean_length(table, column.index) < 30 and not units:
                column.role = "target"
            elif column.role == "target" or (column.index == 0 and _spans(table, 0) and "initiative" in roles):
                column.role = "goal" if column.index == 0 and _spans(table, 0) else "gain"
        elif column.role in ("baseline", "target") and figures < 0.3 and _texts(table, column.index):
            column.role = {"baseline": "status", "target": "gain"}[column.role] if not column.year else column.role
        elif column.role == "status" and figures >= 0.6:
            column.role = "baseline"
        elif column.role == "gain" and figures >= 0.8 and _mean_length(table, column.index) < 20:
            column.role = "target"
    if "initiative" in roles and not any(column.role in ("action", "gain") for column in columns):
        for column in columns:
            if column.role == "initiative" and not _heads_unknown(table, column, columns):
                column.role = "action"
    targets = [column for column in columns if column.role == "target"]
    if targets and not any(column.role in ("gain", "action") for column in columns):
        first = next((c for c in columns if c.role in (None, "initiative", "goal", "purpose")), None)
        if first is not None:
            first.role, first.rule = "gain", "content:beside a target"


def _units_beside_actions(table: Table, columns: list[Column]) -> None:
    """A column headed "Initiativ" or "Tiltag" is of the initiatives where a column right of it holds what is done for
    them: one headed so, or, beside merged cells, one that is not told yet."""
    actions = [column for column in columns if column.role == "action" and column.time is None]
    if not actions:
        return
    first, known = actions[0], series_word(actions[0].heading)
    named = known is not None and known[0] == "initiative"
    if len(actions) >= 2:
        unit = named or (first.index == 0 and _spans(table, 0))
    else:
        right = [c for c in columns[first.index + 1 :] if c.role is None and _texts(table, c.index)]
        unit = named and _merged(table, first.index) >= _MERGED and bool(right)
    if unit:
        first.role = "initiative"


def _heads_unknown(table: Table, column: Column, columns: list[Column]) -> bool:
    """Whether merged cells of a column stand left of one whose heading is unknown: what is done for each of them."""
    right = [c for c in columns[column.index + 1 :] if c.role is None and _texts(table, c.index)]
    return bool(right) and _merged(table, column.index) >= _MERGED


def _merged(table: Table, col: int) -> float:
    """The share of a column's filled cells that span rows, or whose words are printed again in the row above or below
    (where a spreadsheet has no merged cells)."""
    cells = [cell for cell in body_cells(table, col) if cell.text]
    texts = ["", *(fold(cell.text) for cell in cells), ""]
    alike = [text in (before, after) for before, text, after in zip(texts, texts[1:], texts[2:], strict=False)]
    if table.kind == "aligned" and cells:
        # Nothing draws a cell over several rows there: the rows below it have no words in its column.
        ends = [*(cell.row for cell in cells[1:]), table.n_rows]
        alike = [again or end > cell.row + 1 for cell, end, again in zip(cells, ends, alike, strict=True)]
    return sum(cell.row_span > 1 or again for cell, again in zip(cells, alike, strict=True)) / max(1, len(cells))


def _number_rows(table: Table, columns: list[Column]) -> None:
    """A first column of short numbers that rise from row to row numbers the rows, whatever its heading."""
    first = columns[0] if columns else None
    if first is None or first.role is not None or table.n_cols < _FEWEST_BESIDE:
        return
    texts = _texts(table, 0)
    if len(texts) < 2 or not all(_ROW_NUMBER.match(text) for text in texts):
        return
    numbers = [[int(part) for part in re.findall(r"\d+", text)] for text in texts]
    if numbers[0][0] <= 1 and all(one < other for one, other in pairwise(numbers)):
        _set(first, "number", "content:rising numbers", 0.8)


def _by_content(table: Table, columns: list[Column]) -> None:
    """Give columns of unknown headings the role that their cells show."""
    unknown = [c for c in columns if c.role is None and _texts(table, c.index)]
    for column in unknown:
        times = _share(table, column.index, time_likeness)
        if times >= 0.5 and not any(c.role in _WHEN for c in columns):
            _set(column, "timing", "content:times", 0.5 + times / 2)
    figures = [c for c in unknown if c.role is None and _share(table, c.index, figure_likeness) >= 0.6]
    if table.header_rows and len(figures) >= 2 and not any(c.role in (*_WHEN, "target") for c in columns):
        for column in figures[:-1]:
            _set(column, "baseline", "content:figures before the last", 0.6)
        _set(figures[-1], "target", "content:last figures", 0.6)
    elif len(figures) == 1 and any(c.role == "baseline" for c in columns):
        _set(figures[0], "target", "content:figures beside a baseline", 0.6)
    _merged_columns(table, columns)
    roles = {column.role for column in columns}
    unknown = [c for c in unknown if c.role is None]
    _by_words(table, unknown, roles)
    roles = {column.role for column in columns}
    unknown = [c for c in unknown if c.role is None]
    several = [c for c in unknown if _several(table, c.index) >= _SEVERAL]
    if "action" not in roles and roles >= {"timing", "gain"} and several:
        _set(max(several, key=lambda c: (_several(table, c.index), -c.index)), "action", "content:points", 0.6)
    elif "action" not in roles and roles >= {"timing", "gain"} and _of_units(columns):
        right = [c for c in unknown if c.role is None and _mean_length(table, c.index) >= _SENTENCE]
        if right:
            longest = max(right, key=lambda c: (_mean_length(table, c.index), -c.index))
            _set(longest, "action", "content:beside times", 0.6)
    if unknown and not roles & {"action", "gain"}:
        main = max(unknown, key=lambda c: (_mean_length(table, c.index), -c.index))
        if roles & set(_WHEN):
            _set(main, "action", "content:beside times", 0.7)
        elif roles & {"target", "baseline", "follow_up"}:
            _set(main, "gain", "content:beside figures", 0.7)
    _last_unknown(table, columns)


def _of_units(columns: list[Column]) -> bool:
    """Whether columns of the table tell which initiative a row is of."""
    return any(column.role == "initiative" for column in columns)


def _several(table: Table, col: int) -> float:
    """The share of a column's filled cells that hold several points or paragraphs."""
    cells = [cell for cell in body_cells(table, col) if cell.text]
    return sum(len(cell.blocks) > 1 for cell in cells) / len(cells) if cells else 0.0


def _by_words(table: Table, unknown: list[Column], roles: set[str | None]) -> None:
    """The column whose points read most as actions, and the one whose points read most as effects."""
    likeness: dict[int, tuple[float, float]] = {}
    for column in unknown:
        points = [block.text for cell in body_cells(table, column.index) for block in cell.blocks]
        if len(points) >= 2 and sum(map(len, points)) >= _SENTENCE * len(points):
            likeness[column.index] = action_likeness(points), effect_likeness(points)
    for role, own in (("action", 0), ("gain", 1)):
        sure = [c for c in unknown if c.index in likeness and likeness[c.index][own] >= _EFFECTS and c.role is None]
        best = max(sure, key=lambda c: (likeness[c.index][own], -c.index), default=None)
        if best is not None and role not in roles and likeness[best.index][own] >= likeness[best.index][1 - own]:
            _set(best, role, ACTIONS_BY_WORDS if role == "action" else "content:words of gains", 0.6)


def _merged_columns(table: Table, columns: list[Column]) -> None:
    """Columns of merged cells left of the actions: the innermost holds the initiatives, the one before it the goals."""
    first = next((c.index for c in columns if c.role in ("action", *_WHEN)), 0)
    left: list[Column] = []
    for column, after in pairwise([*(c for c in columns[:first] if c.role != "number"), None]):
        if column is None or _merged(table, column.index) < _MERGED:
            break
        told = column.role not in (None, "initiative", "goal") and column.confidence >= _TOLD
        over = after is not None and _merged(table, after.index) >= _MERGED
        units = _names_units(column, columns) or _mirrored(table, column, columns)
        if told and not units and not (over and _can_head_units(column, after)):
            break
        left.append(column)
    named = any(c.role == "initiative" for c in columns)
    if not left or not any(c.role in ("action", *_WHEN) for c in columns):
        return
    if named:
        if len(left) == 2 and [c.role for c in left] == [None, "initiative"]:
            _set(left[0], "goal", "content:merged cells", 0.7)
        return
    _set(left[-1], "initiative", "content:merged cells", 0.7)
    if len(left) > 1:
        _set(left[-2], "goal", "content:merged cells", 0.7)


def _can_head_units(column: Column, units: Column | None) -> bool:
    """Whether a column of merged cells left of another one groups what that holds: even "Retning" is then a goal, and
    "Mål" where the other is no column of gains either."""
    if (column.role or "").startswith("aspect:"):
        return True
    free = units is not None and units.role in (None, "initiative", "goal")
    return free and column.role == "gain" and series_word(column.heading) is not None


def _names_units(column: Column, columns: list[Column]) -> bool:
    """Whether the heading of a column of gains is a word for a unit too ("Mål"), and another column has the gains."""
    known = series_word(column.heading)
    return known is not None and column.role == "gain" and sum(other.role == "gain" for other in columns) >= 2


def _mirrored(table: Table, column: Column, columns: list[Column]) -> bool:
    """Whether a column headed by a word for a unit ("Mål") has merged cells over the same rows as a later column of
    unknown heading: what is reached by each unit."""
    if column.role != "gain" or series_word(column.heading) is None:
        return False

    def rows(col: int) -> set[tuple[int, int]]:
        return {(cell.row, cell.row_span) for cell in body_cells(table, col) if cell.text}

    later = [c for c in columns[column.index + 1 :] if c.role is None and _merged(table, c.index) >= _MERGED]
    return any(rows(column.index) == rows(c.index) for c in later)


def _last_unknown(table: Table, columns: list[Column]) -> None:
    """The only unknown column: a short text beside actions is who takes part, a text beside gains how they are
    measured."""
    roles = {column.role for column in columns}
    about = next((c.index for c in columns if c.role != "number"), 0)
    unknown = [c for c in columns if c.role is None and _texts(table, c.index)]
    if about:  # the column after the rows' numbers
        unknown = [c for c in unknown if c.index != about]
    if len(unknown) != 1 or unknown[0].index == 0:
        return  # the first column says what the row is about
    beside_actions = "action" in roles and roles & {*_WHEN, "gain"} and "partners" not in roles
    if beside_actions and _mean_length(table, unknown[0].index) <= _SHORT:
        _set(unknown[0], "partners", "content:beside actions", 0.6)
    elif "gain" in roles and not roles & {"action", "follow_up"}:
        _set(unknown[0], "follow_up", "content:beside gains", 0.6)


def name_first_columns(body: list[Piece], tables: dict[int, TableRoles]) -> None:
    """Take unknown first columns beside actions or gains as initiatives; for plans whose headings name none."""
    for i, roles in tables.items():
        table, first = body[i], next((c for c in roles.columns if c.role != "number"), None)
        if not isinstance(table, Table) or first is None or first.role not in (None, "row_group") or roles.kind is None:
            continue
        if first.index > 1 or roles.of("initiative"):
            continue
        texts = _texts(table, first.index)
        if len(texts) >= 2 and len(set(texts)) == len(texts) and _mean_length(table, first.index) <= _LONGEST_TITLE:
            _set(first, "initiative", "content:first column", 0.5)


def _set(column: Column, role: str, rule: str, confidence: float) -> None:
    column.role, column.rule, column.confidence = role, rule, round(confidence, 2)


def _texts(table: Table, col: int) -> list[str]:
    return [cell.text for cell in body_cells(table, col) if cell.text]


def _share(table: Table, col: int, measure: Callable[[str], float]) -> float:
    texts = _texts(table, col)
    return sum(measure(text) for text in texts) / len(texts) if texts else 0.0


def _mean_length(table: Table, col: int) -> float:
    texts = _texts(table, col)
    return sum(map(len, texts)) / len(texts) if texts else 0.0


def _spans(table: Table, col: int) -> bool:
    """Whether a cell of the column stands for several rows: merged, or printed again in each of them."""
    cells = body_cells(table, col)
    again = any(one.text and one.text == other.text for one, other in pairwise(cells))
    return again or any(cell.row_span > 1 for cell in cells)
