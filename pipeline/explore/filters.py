"""Filters as SQL: which initiatives are wanted."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from .database import Database
from .state import NONE, Filters

_PIECES = re.compile(r'"([^"]*)"?|(\S+)')


def search_terms(q: str) -> list[list[str]]:
    """The words and phrases of a search in small letters, each with the other ways to spell it.

    `Århus "egen bolig"` is `[["århus", "aarhus"], ["egen bolig"]]`. Who has no Danish keyboard types ae, oe and aa.
    """
    pieces = (" ".join((phrase or word).split()) for phrase, word in _PIECES.findall(q))
    return [_spellings(unicodedata.normalize("NFC", piece).lower()) for piece in pieces if piece]


def _spellings(term: str) -> list[str]:
    found = [term]
    for typed, meant in (("ae", "æ"), ("oe", "ø"), ("aa", "å"), ("å", "aa")):
        found += [term.replace(typed, meant) for term in found]
    return list(dict.fromkeys(found))


def wanted(database: Database, filters: Filters) -> tuple[str, list[Any]]:
    """A query of one column, the ids of the initiatives that the filters want, and its parameters."""
    conditions: list[str] = []
    parameters: list[Any] = []

    def need(condition: str, *values: Any) -> None:
        conditions.append(condition)
        parameters.extend(values)

    if not filters.duplicates:
        need("i.plan_id NOT IN (SELECT plan_id FROM plans WHERE duplicate_of IS NOT NULL)")
    if terms := search_terms(filters.q):
        database.prepare_search()
        found = " AND ".join(f"({' OR '.join('contains(text, ?)' for _ in spellings)})" for spellings in terms)
        need(f"i.initiative_id IN (SELECT initiative_id FROM words WHERE {found})", *itertools.chain(*terms))
    if filters.municipality:
        codes = marks(filters.municipality)
        need(f"i.initiative_id IN (SELECT initiative_id FROM owners WHERE code IN {codes})", *filters.municipality)
    of_plan, values = plan_conditions(filters)
    if of_plan:
        need(f"i.plan_id IN (SELECT plan_id FROM plans WHERE {' AND '.join(of_plan)})", *values)
    for theme in filters.theme:
        if theme == NONE:
            need("i.initiative_id NOT IN (SELECT initiative_id FROM theme_tags)")
        else:
            need("i.initiative_id IN (SELECT initiative_id FROM theme_tags WHERE theme = ?)", theme)
    named = {"law": filters.law, "section": filters.section}
    if named := {column: value for column, value in named.items() if value}:
        all_named = " AND ".join(f"{column} = ?" for column in named)
        need(
            f'i.initiative_id IN (SELECT initiative_id FROM "references" WHERE initiative_id IS NOT NULL '
            f"AND {all_named})",
            *named.values(),
        )
    if filters.since or filters.until:
        # An open end reaches as far as one likes; a milestone without any time falls nowhere.
        within = ['(start IS NOT NULL OR "end" IS NOT NULL)']
        days: list[Any] = []
        if filters.since:
            within.append('("end" IS NULL OR "end" >= ?)')
            days.append(filters.since)
        if filters.until:
            within.append("(start IS NULL OR start <= ?)")
            days.append(filters.until)
        need(f"i.initiative_id IN (SELECT initiative_id FROM milestones WHERE {' AND '.join(within)})", *days)
    if filters.quantified:
        need("i.initiative_id IN (SELECT initiative_id FROM gains WHERE amount IS NOT NULL)")
    if filters.confidence is not None:
        need("i.confidence >= ?", filters.confidence)
    return f"SELECT i.initiative_id FROM initiatives i WHERE {' AND '.join(conditions or ['true'])}", parameters


def plan_conditions(filters: Filters) -> tuple[list[str], list[Any]]:
    """What the filters ask of a row of `plans`, and the parameters of that."""
    conditions: list[str] = []
    parameters: list[Any] = []
    if filters.type:
        conditions.append(f"plan_type IN {marks(filters.type)}")
        parameters += filters.type
    if filters.year:
        conditions.append("(" + " OR ".join(_TOUCHES for _ in filters.year) + ")")
        parameters += [year for year in filters.year for _ in range(2)]
    return conditions, parameters


_TOUCHES = (
    "(coalesce(year(period_start), year(period_end)) <= ? AND coalesce(year(period_end), year(period_start)) >= ?)"
)


def marks(values: Sequence[Any]) -> str:
    """A list of as many question marks, for IN."""
    return "(" + ", ".join("?" for _ in values) + ")"
