"""Questions about many initiatives: counts, the heat map, lists, problems, what filters can be set to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from .database import Database, Row
from .filters import marks, plan_conditions, wanted
from .state import NONE, Filters, Sort, State

PAGE_SIZE = 25


@dataclass(frozen=True, slots=True)
class Facets:
    """What the filters can be set to in this data set, with the number of initiatives of each value."""

    municipalities: list[Row]
    """`code`, `name`, `count`, in the order of their names."""
    years: list[Row]
    types: list[Row]
    themes: list[Row]
    laws: list[str]
    duplicates: int
    """Plans that are others once more; they are counted only where that is wanted."""

    def name(self, code: str) -> str:
        """The name of a municipality; its code where no plan gives one."""
        return next((str(row["name"]) for row in self.municipalities if row["code"] == code), code)


@dataclass(frozen=True, slots=True)
class HeatMap:
    """How many of a municipality's initiatives have a theme."""

    codes: list[str]
    themes: list[str]
    counts: dict[tuple[str, str], int] = field(default_factory=dict)
    totals: dict[str, int] = field(default_factory=dict)

    def step(self, code: str, theme: str) -> int:
        """How dark the cell is, 0 to 6, by the share of the municipality's initiatives."""
        count, total = self.counts.get((code, theme), 0), self.totals.get(code, 0)
        if not count or not total:
            return 0
        return 1 + sum(count / total > bound for bound in SHARES)


SHARES = (0.05, 0.1, 0.2, 0.35, 0.5)
"""Shares at which a cell of the heat map gets darker."""


def facets(database: Database) -> Facets:
    """What the filters can be set to."""
    return Facets(
        municipalities=database.rows(
            """SELECT code, coalesce(name, code) AS name, count(DISTINCT initiative_id) AS count
            FROM owners SEMI JOIN counted USING (initiative_id) LEFT JOIN names USING (code)
            GROUP BY code, name, rank ORDER BY rank NULLS LAST, code"""
        ),
        years=database.rows(
            """SELECT year, count(*) AS count FROM counted JOIN (
                SELECT plan_id, unnest(range(
                    coalesce(year(period_start), year(period_end)),
                    least(coalesce(year(period_end), year(period_start)),
                        coalesce(year(period_start), year(period_end)) + 50) + 1
                )) AS year FROM plans
            ) USING (plan_id) GROUP BY year ORDER BY year"""
        ),
        types=database.rows(
            """SELECT plan_type AS type, count(*) AS count FROM counted JOIN plans USING (plan_id)
            GROUP BY plan_type ORDER BY plan_type"""
        ),
        themes=database.rows(
            """SELECT theme, count(DISTINCT initiative_id) AS count
            FROM theme_tags SEMI JOIN counted USING (initiative_id)
            GROUP BY theme
            UNION ALL SELECT ?, count(*) FROM counted
            WHERE initiative_id NOT IN (SELECT initiative_id FROM theme_tags) ORDER BY theme""",
            [NONE],
        ),
        laws=[
            row["law"]
            for row in database.rows(
                """SELECT law FROM "references" WHERE initiative_id IS NOT NULL GROUP BY law
                ORDER BY collated(law)"""
            )
        ],
        duplicates=int(database.value("SELECT count(duplicate_of) FROM plans")),
    )


def only(filters: Filters, code: str) -> Filters:
    """The filters with one municipality alone."""
    return replace(filters, municipality=(code,))


def key_numbers(database: Database, filters: Filters) -> Row:
    """How many initiatives the filters leave, and their municipalities, plans, milestones and gains."""
    ids, parameters = wanted(database, filters)
    (row,) = database.rows(
        f"""WITH hits AS ({ids})
        SELECT (SELECT count(*) FROM hits) AS initiatives,
            (SELECT count(DISTINCT code) FROM owners SEMI JOIN hits USING (initiative_id) WHERE code <> '-')
                AS municipalities,
            (SELECT count(DISTINCT plan_id) FROM initiatives SEMI JOIN hits USING (initiative_id)) AS plans,
            (SELECT count(*) FROM milestones SEMI JOIN hits USING (initiative_id)) AS milestones,
            (SELECT count(*) FROM gains SEMI JOIN hits USING (initiative_id)) AS gains,
            (SELECT count(amount) FROM gains SEMI JOIN hits USING (initiative_id)) AS figures""",
        parameters,
    )
    return row


def heat_map(database: Database, filters: Filters, order: Sequence[str]) -> HeatMap:
    """Initiatives by municipality and theme. `order`: the taxonomy's themes; others that are found come after."""
    ids, parameters = wanted(database, filters)
    rows = database.rows(
        f"""WITH owned AS (
            SELECT DISTINCT code, initiative_id FROM owners SEMI JOIN ({ids}) USING (initiative_id)
        ), tags AS (SELECT DISTINCT initiative_id, theme FROM theme_tags)
        SELECT code, coalesce(theme, '-') AS theme, count(*) AS count
        FROM owned LEFT JOIN tags USING (initiative_id) GROUP BY ALL
        UNION ALL SELECT code, NULL, count(*) FROM owned GROUP BY code""",
        parameters,
    )
    totals = {row["code"]: row["count"] for row in rows if row["theme"] is None}
    counts = {(row["code"], row["theme"]): row["count"] for row in rows if row["theme"] is not None}
    found = {theme for _, theme in counts}
    themes = [*order, *sorted(found - set(order) - {NONE}), *([NONE] if NONE in found else [])]
    return HeatMap(sorted(totals), themes, counts, totals)


_FIRST = """LEFT JOIN (SELECT initiative_id, min(coalesce(start, "end")) AS first FROM milestones
    GROUP BY initiative_id) USING (initiative_id)"""
_GAINS = """LEFT JOIN (SELECT initiative_id, count(amount) AS figures, count(*) AS gains FROM gains
    GROUP BY initiative_id) USING (initiative_id)"""
_PLACE = """JOIN (SELECT plan_id, period_start FROM plans) USING (plan_id)
    LEFT JOIN (SELECT initiative_id, min(rank) AS rank FROM owners LEFT JOIN names USING (code)
        GROUP BY initiative_id) USING (initiative_id)"""
_ORDERS: dict[Sort, tuple[str, str]] = {
    "place": (_PLACE, "rank NULLS LAST, period_start NULLS LAST, plan_id, ordinal"),
    "title": ("", "collated(title), initiative_id"),
    "start": (_FIRST, "first NULLS LAST, initiative_id"),
    "gains": (_GAINS, "figures DESC NULLS LAST, gains DESC NULLS LAST, initiative_id"),
    "confidence": ("", "confidence, initiative_id"),
}
"""What the list has to be joined with, and by what it is sorted."""


def initiatives(database: Database, state: State) -> list[Row]:
    """One page of the list of initiatives, in the state's order, with what the list tells of each."""
    ids, parameters = wanted(database, state.filters)
    joins, order = _ORDERS[state.sort]
    hits = database.rows(
        f"""SELECT initiative_id FROM initiatives SEMI JOIN ({ids}) USING (initiative_id) {joins}
        ORDER BY {order} LIMIT {PAGE_SIZE} OFFSET ?""",
        [*parameters, (state.page - 1) * PAGE_SIZE],
    )
    return summaries(database, [row["initiative_id"] for row in hits])


def summaries(database: Database, initiative_ids: Sequence[str]) -> list[Row]:
    """What a list tells of each of these initiatives, in their order; unknown ids are left out."""
    if not initiative_ids:
        return []
    plan_ids = sorted({initiative_id.partition("/")[0] for initiative_id in initiative_ids})
    of_plans = f"WHERE plan_id IN {marks(plan_ids)}"
    # The plans' ids let DuckDB skip nearly all of each file.
    only = f"{of_plans} AND initiative_id IN {marks(initiative_ids)}"
    both = [*plan_ids, *initiative_ids]
    rows = database.rows(
        f"""SELECT i.*, p.title AS plan_title, p.plan_type, p.period_start, p.period_end, m.first, m.last,
            coalesce(m.milestones, 0) AS milestones, coalesce(g.gains, 0) AS gains, coalesce(g.figures, 0) AS figures,
            coalesce(t.themes, []) AS themes
        FROM (SELECT * FROM initiatives {only}) i
        JOIN (SELECT * FROM plans {of_plans}) p USING (plan_id)
        LEFT JOIN (SELECT initiative_id, count(*) AS milestones, min(coalesce(start, "end")) AS first,
            max(coalesce("end", start)) AS last FROM milestones {only} GROUP BY initiative_id) m USING (initiative_id)
        LEFT JOIN (SELECT initiative_id, count(*) AS gains, count(amount) AS figures FROM gains {only}
            GROUP BY initiative_id) g USING (initiative_id)
        LEFT JOIN (SELECT initiative_id, list(DISTINCT theme ORDER BY theme) AS themes FROM theme_tags {only}
            GROUP BY initiative_id) t USING (initiative_id)""",
        [*both, *plan_ids, *both, *both, *both],
    )
    owners = database.rows(
        f"SELECT plan_id, code FROM plan_municipalities {of_plans} ORDER BY plan_municipality_id",
        plan_ids,
    )
    known = {row["initiative_id"]: row for row in rows}
    for row in rows:
        of_plan = [owner["code"] for owner in owners if owner["plan_id"] == row["plan_id"]]
        row["codes"] = [row["municipality"]] if row["municipality"] else of_plan or [NONE]
    return [known[initiative_id] for initiative_id in initiative_ids if initiative_id in known]


def problem_counts(database: Database, filters: Filters) -> list[Row]:
    """How many problems there are of each code, the gravest first. Only filters of plans apply."""
    where, parameters = _of_plans(filters)
    return database.rows(
        f"""SELECT code, severity, count(*) AS count FROM problems {where} GROUP BY code, severity
        ORDER BY {_GRAVITY}, code""",
        parameters,
    )


def problems(database: Database, state: State) -> tuple[int, list[Row]]:
    """The number of problems of the state's code and severity, and one page of them, the gravest first."""
    where, parameters = _of_plans(state.filters)
    for column, value in (("code", state.code), ("severity", state.severity)):
        if value:
            where += f" AND {column} = ?"
            parameters.append(value)
    total = database.value(f"SELECT count(*) FROM problems {where}", parameters)
    rows = database.rows(
        f"""SELECT problems.*, p.title AS plan_title FROM problems LEFT JOIN
            (SELECT plan_id, title FROM plans) p USING (plan_id) {where}
        ORDER BY {_GRAVITY}, code, file, page LIMIT {PAGE_SIZE * 2} OFFSET ?""",
        [*parameters, (state.page - 1) * PAGE_SIZE * 2],
    )
    return int(total), rows


_GRAVITY = "CASE severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END"


def _of_plans(filters: Filters) -> tuple[str, list[Any]]:
    """The condition on `problems` that the filters of municipality, type and year mean."""
    conditions, parameters = plan_conditions(filters)
    where = "WHERE true"
    if conditions:
        where += f" AND plan_id IN (SELECT plan_id FROM plans WHERE {' AND '.join(conditions)})"
    if filters.municipality:
        codes = marks(filters.municipality)
        where += f" AND plan_id IN (SELECT plan_id FROM plan_municipalities WHERE code IN {codes})"
        parameters += filters.municipality
    return where, parameters
