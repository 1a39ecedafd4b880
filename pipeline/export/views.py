"""Views that answer the first questions: whose, from which year, how many."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class View:
    """A query under a name. `{year:column}` and the like are filled in by the dialect."""

    name: str
    description: str
    tables: tuple[str, ...]
    """The tables that must be there."""
    query: str


@dataclass(frozen=True, slots=True)
class Words:
    """How a database says what standard SQL has no one word for."""

    year_of_start: str
    year_of_end: str
    days: str
    """Number of days from `m.start` to `m.end`, both included."""
    themes: str
    """The themes of the initiative `i` in alphabetical order, as one text."""


DUCKDB = Words(
    year_of_start="year(p.period_start)",
    year_of_end="year(p.period_end)",
    days='date_diff(\'day\', m."start", m."end") + 1',
    themes=(
        "SELECT string_agg(t.theme, ', ' ORDER BY t.theme) FROM theme_tags t WHERE t.initiative_id = i.initiative_id"
    ),
)
SQLITE = Words(
    year_of_start="CAST(substr(p.period_start, 1, 4) AS INTEGER)",
    year_of_end="CAST(substr(p.period_end, 1, 4) AS INTEGER)",
    days='CAST(julianday(m."end") - julianday(m."start") AS INTEGER) + 1',
    themes=(
        "SELECT group_concat(theme, ', ') FROM (SELECT t.theme FROM theme_tags t "
        "WHERE t.initiative_id = i.initiative_id ORDER BY t.theme)"
    ),
)

_CONTEXT = """i.municipality AS municipality_code,
    (SELECT min(c.name) FROM plan_municipalities c WHERE c.plan_id = i.plan_id AND c.code = i.municipality)
        AS municipality,
    coalesce({year_of_start}, {year_of_end}) AS year, p.plan_type"""
_BASE = ("plans", "plan_municipalities", "initiatives")

VIEWS: tuple[View, ...] = (
    View(
        "initiatives_in_context",
        "Each initiative with its municipality, the first year of its plan, its themes and what it promises.",
        (*_BASE, "theme_tags", "milestones", "gains"),
        f"""SELECT i.initiative_id, {_CONTEXT}, p.title AS plan, i.number, i.title, i.goal,
    ({{themes}}) AS themes,
    (SELECT count(*) FROM milestones m WHERE m.initiative_id = i.initiative_id) AS milestones,
    (SELECT min(m."start") FROM milestones m WHERE m.initiative_id = i.initiative_id) AS first_start,
    (SELECT max(m."end") FROM milestones m WHERE m.initiative_id = i.initiative_id) AS last_end,
    (SELECT count(*) FROM gains g WHERE g.initiative_id = i.initiative_id) AS gains,
    (SELECT count(g.amount) FROM gains g WHERE g.initiative_id = i.initiative_id) AS gains_with_figure,
    i.confidence, p.file, i.page
FROM initiatives i JOIN plans p ON p.plan_id = i.plan_id""",
    ),
    View(
        "milestones_in_context",
        "Each milestone with its municipality, year and initiative, and its length in days.",
        (*_BASE, "milestones"),
        f"""SELECT m.milestone_id, {_CONTEXT}, i.title AS initiative, m.text, m.timing, m.edtf, m."start", m."end",
    {{days}} AS days, m.partners, m.follow_up, m.confidence, p.file, m.page, m.initiative_id
FROM milestones m JOIN initiatives i ON i.initiative_id = m.initiative_id JOIN plans p ON p.plan_id = i.plan_id""",
    ),
    View(
        "gains_in_context",
        "Each gain with its municipality, year and initiative.",
        (*_BASE, "gains"),
        f"""SELECT g.gain_id, {_CONTEXT}, i.title AS initiative, g.text, g.direction, g.baseline, g.amount, g.unit,
    g.amount_kind, g.target_edtf, g.follow_up, g.confidence, p.file, g.page, g.initiative_id
FROM gains g JOIN initiatives i ON i.initiative_id = g.initiative_id JOIN plans p ON p.plan_id = i.plan_id""",
    ),
    View(
        "themes_by_municipality",
        "How many initiatives of a municipality and year have a theme.",
        (*_BASE, "theme_tags"),
        f"""SELECT municipality_code, municipality, year, theme, count(DISTINCT initiative_id) AS initiatives FROM (
    SELECT {_CONTEXT}, t.theme, i.initiative_id
    FROM theme_tags t JOIN initiatives i ON i.initiative_id = t.initiative_id JOIN plans p ON p.plan_id = i.plan_id
) tagged GROUP BY municipality_code, municipality, year, theme""",
    ),
    View(
        "values_on_pages",
        "Each value's place with the file that it stands in: box in points from the page's top left corner.",
        ("plans", "cells"),
        """SELECT c."table", c.item_id, c."column", p.file, c.page, c."left", c.top, c."right", c.bottom,
    c.confidence, c.inferred, c.rule
FROM cells c JOIN plans p ON p.plan_id = c.plan_id""",
    ),
)


def statements(words: Words, tables: Collection[str]) -> dict[str, str]:
    """`CREATE VIEW` by name, for the views whose tables are all there."""
    values = {
        "year_of_start": words.year_of_start,
        "year_of_end": words.year_of_end,
        "days": words.days,
        "themes": words.themes,
    }
    return {
        view.name: f'CREATE VIEW "{view.name}" AS\n{view.query.format(**values)}'
        for view in VIEWS
        if set(view.tables) <= set(tables) and view.name not in tables
    }
