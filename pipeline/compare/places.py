"""The tables of municipalities and their inhabitants."""

from __future__ import annotations

from collections.abc import Mapping

from ...extractors.vocabulary.records import load_csv
from .source import Rows, Source


def municipality_rows(source: Source, others: Mapping[str, str | None]) -> Rows:
    """All Danish municipalities and those of the plans, by code. `others`: codes that only an inventory or a file of
    inhabitants names, with their names."""
    known = {row["code"]: row for row in load_csv("municipalities.csv")}
    out: Rows = []
    for code in sorted({*known, *source.names, *others}):
        name, region = source.names.get(code, (others.get(code) or code, None))
        years = [year for plan in source.plans if code in plan.municipalities for year in plan.years if year]
        out.append(
            {
                "code": code,
                "name": known[code]["name"] if code in known else name,
                "region": known[code]["region"] if code in known else region,
                "nuts3": known[code]["nuts3"] if code in known else None,
                "plans": sum(code in plan.municipalities for plan in source.plans),
                "first_year": min(years, default=None),
                "last_year": max(years, default=None),
            }
        )
    return out


def population_rows(population: Mapping[tuple[str, int], int]) -> Rows:
    """Inhabitants by code and year."""
    return [
        {"municipality": code, "year": year, "population": count} for (code, year), count in sorted(population.items())
    ]
