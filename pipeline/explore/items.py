"""One initiative, one plan: everything that the data set says of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import get_args

from ...models.plan import AspectKind
from ...models.tables import BY_NAME
from .database import Database, Row
from .filters import marks
from .queries import summaries

MOST_ALIKE = 5
"""Initiatives of other municipalities that are shown beside one."""
OF_INITIATIVE = ("aspects", "milestones", "gains", "references", "theme_tags", "methods", "target_groups", "actors")
TABLES_OF_PLAN = ("plan_municipalities", "goals", "key_figures", "references", "doubts")
"""What is printed of a plan beside its initiatives."""
Key = tuple[str, str, str]
"""Table, id of the row, column."""


@dataclass(slots=True)
class Whole:
    """An initiative with all its parts, by table."""

    summary: Row
    parts: dict[str, list[Row]] = field(default_factory=dict)


def whole(database: Database, initiative_ids: Sequence[str]) -> list[Whole]:
    """These initiatives with all their parts, in their order; unknown ids are left out."""
    out = [Whole(summary) for summary in summaries(database, initiative_ids)]
    for each in out:
        summary = each.summary
        for table in OF_INITIATIVE:
            if table not in database.tables:
                each.parts[table] = []
                continue
            id_column = BY_NAME[table].id_column
            each.parts[table] = database.rows(
                f'SELECT *, {id_column} AS id FROM "{table}" WHERE plan_id = ? AND initiative_id = ? '
                f"ORDER BY {id_column}",
                [summary["plan_id"], summary["initiative_id"]],
            )
    return out


def traces(database: Database, plan_id: str, item_id: str = "", *, table: str = "") -> dict[Key, Row]:
    """Page, confidence, inferred and rule of the values of a plan.

    Of all of them, or of those of the item `item_id` and what is below it, or of one table.
    """
    where, parameters = "plan_id = ? AND place = 1", [plan_id]
    if item_id:
        where += " AND (item_id = ? OR starts_with(item_id, ?))"
        parameters += [item_id, f"{item_id}/"]
    if table:
        where += ' AND "table" = ?'
        parameters.append(table)
    rows = database.rows(
        f'SELECT "table", item_id, "column", page, confidence, inferred, rule FROM cells WHERE {where}', parameters
    )
    return {(row["table"], row["item_id"], row["column"]): row for row in rows}


def plan_parts(database: Database, plan_id: str) -> dict[str, list[Row]]:
    """What the plan has besides its initiatives, by table, problems among it; a table that is not there is empty."""
    out: dict[str, list[Row]] = {}
    for table in (*TABLES_OF_PLAN, "problems"):
        if table not in database.tables:
            out[table] = []
            continue
        key = BY_NAME[table].id_column
        extra, order = (f", {key} AS id", f"ORDER BY {key}") if key else ("", "ORDER BY code, page")
        out[table] = database.rows(f'SELECT *{extra} FROM "{table}" WHERE plan_id = ? {order}', [plan_id])
    return out


def titles(database: Database, initiative_ids: Sequence[str]) -> list[Row]:
    """Id and title of these initiatives, in their order; unknown ids are left out."""
    if not initiative_ids:
        return []
    rows = database.rows(
        f"""SELECT initiative_id, title FROM initiatives
        WHERE plan_id IN {marks(initiative_ids)} AND initiative_id IN {marks(initiative_ids)}""",
        [*(initiative_id.partition("/")[0] for initiative_id in initiative_ids), *initiative_ids],
    )
    return sorted(rows, key=lambda row: initiative_ids.index(row["initiative_id"]))


def kind_order(kind: str) -> int:
    """The place of a kind of aspect among all kinds."""
    kinds = get_args(AspectKind)
    return kinds.index(kind) if kind in kinds else len(kinds)


def alike(database: Database, initiative_id: str) -> list[Row]:
    """What a list tells of the most alike initiatives of other municipalities, with `similarity` and `evidence`.

    Empty where the data set was not compared, or where nothing is likely about the same thing.
    """
    if not database.compared:
        return []
    matches = database.rows(
        f"""SELECT CASE WHEN initiative_a = ? THEN initiative_b ELSE initiative_a END AS other, similarity, evidence
        FROM initiative_matches WHERE likely AND (initiative_a = ? OR initiative_b = ?)
        ORDER BY similarity DESC, other LIMIT {MOST_ALIKE}""",
        [initiative_id] * 3,
    )
    found = {match["other"]: match for match in matches}
    return [{**found[row["initiative_id"]], **row} for row in summaries(database, list(found))]


def initiatives_of(database: Database, plan_id: str) -> list[Row]:
    """What a list tells of the plan's initiatives, in reading order."""
    rows = database.rows("SELECT initiative_id FROM initiatives WHERE plan_id = ? ORDER BY ordinal", [plan_id])
    return summaries(database, [row["initiative_id"] for row in rows])
