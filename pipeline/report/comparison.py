"""What a report tells of the tables in `comparison/`, where they have been made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import median
from typing import Any, get_args

from ...models.comparison import COVERAGE, FOLDER, FollowUp
from ..dataset import Dataset

Row = Mapping[str, Any]
UNKNOWN_KIND = "unknown"
KINDS = (*get_args(FollowUp), UNKNOWN_KIND)
"""How gains are followed up; `unknown` is of no known kind."""
CHANCE = 1.96
"""A term whose z is below this may stand out by chance."""
MOST_TERMS = 8


@dataclass(frozen=True, slots=True)
class Pair:
    """Two initiatives of different municipalities that are likely about the same thing."""

    row: Row
    a: tuple[str, str]
    """Municipalities and title."""
    b: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Spans:
    """How long the initiatives of a municipality take, in days; medians over its initiatives, None without any."""

    municipality: str
    initiatives: int
    span: float | None
    lead: float | None
    margin: float | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is told."""

    not_there: tuple[Row, ...]
    """Plans that the inventory names and that were not read; `municipality` is the name."""
    follow_up: Mapping[str, Mapping[str, int]]
    """Direction of gains to kind of follow-up to number."""
    pairs: tuple[Pair, ...]
    threads: Mapping[str, Mapping[str, int]]
    """Municipality to what became of initiatives: goes on as it was, changed ..., to number."""
    terms: Mapping[str, tuple[str, ...]]
    spans: tuple[Spans, ...]


def read_comparison(
    data: Dataset, owners: Mapping[str, tuple[str, ...]], titles: Mapping[str, str]
) -> Comparison | None:
    """The comparison of a data set, None where it has none.

    `owners` and `titles`: municipalities and title of each initiative that counts.
    """
    if not data.folder.exists(f"{FOLDER}/{COVERAGE.name}.parquet"):
        return None
    names = {row["code"]: row["name"] for row in _rows(data, "municipalities", "code", "name")}
    coverage = _rows(data, "coverage", "municipality", "year", "plan_type", "status")
    gone = [row for row in coverage if row["status"] in ("missing", "unreadable")]
    return Comparison(
        not_there=tuple({**row, "municipality": names.get(row["municipality"], row["municipality"])} for row in gone),
        follow_up=_follow_up(data, owners),
        pairs=_pairs(data, owners, titles),
        threads=_threads(data, names),
        terms=_terms(data, names),
        spans=_spans(data, owners),
    )


def _rows(data: Dataset, table: str, *columns: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = data.arrow(table).select(list(columns)).to_pylist()
    return rows


def _follow_up(data: Dataset, owners: Mapping[str, tuple[str, ...]]) -> dict[str, dict[str, int]]:
    out: dict[str, dict[str, int]] = {}
    for row in _rows(data, "gain_measures", "initiative_id", "direction", "follow_up_type"):
        if row["initiative_id"] in owners:
            counts = out.setdefault(row["direction"], dict.fromkeys(KINDS, 0))
            counts[row["follow_up_type"] or UNKNOWN_KIND] += 1
    return out


def _pairs(data: Dataset, owners: Mapping[str, tuple[str, ...]], titles: Mapping[str, str]) -> tuple[Pair, ...]:
    columns = ("initiative_a", "initiative_b", "similarity", "likely", "shared_themes", "evidence")
    likely = [row for row in _rows(data, "initiative_matches", *columns) if row["likely"]]
    likely.sort(key=lambda row: (-row["similarity"], row["initiative_a"], row["initiative_b"]))

    def told(initiative: str) -> tuple[str, str]:
        return ", ".join(owners[initiative]), titles[initiative]

    known = (row for row in likely if row["initiative_a"] in owners and row["initiative_b"] in owners)
    return tuple(Pair(row, told(row["initiative_a"]), told(row["initiative_b"])) for row in known)


def _threads(data: Dataset, names: Mapping[str, str]) -> dict[str, dict[str, int]]:
    counts: dict[str, Counter[str]] = {}
    for row in _rows(data, "initiative_threads", "municipality", "status"):
        if row["status"] != "start":
            counts.setdefault(names.get(row["municipality"], row["municipality"]), Counter())[row["status"]] += 1
    return {name: dict(found) for name, found in sorted(counts.items())}


def _terms(data: Dataset, names: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    rows = _rows(data, "distinctive_terms", "municipality", "term", "rank", "z")
    out: dict[str, list[str]] = {}
    for row in sorted(rows, key=lambda row: (names.get(row["municipality"], row["municipality"]), row["rank"])):
        terms = out.setdefault(names.get(row["municipality"], row["municipality"]), [])
        if row["z"] >= CHANCE and len(terms) < MOST_TERMS:
            terms.append(row["term"])
    return {name: tuple(terms) for name, terms in out.items() if terms}


def _spans(data: Dataset, owners: Mapping[str, tuple[str, ...]]) -> tuple[Spans, ...]:
    by_owner: dict[str, list[Row]] = {}
    for row in _rows(data, "milestone_profile", "initiative_id", "span_days", "lead_days", "margin_days"):
        for name in owners.get(row["initiative_id"], ()):
            by_owner.setdefault(name, []).append(row)
    return tuple(
        Spans(
            name,
            len(rows),
            *(_median(row[column] for row in rows) for column in ("span_days", "lead_days", "margin_days")),
        )
        for name, rows in sorted(by_owner.items())
    )


def _median(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return float(median(known)) if known else None
