"""What the comparison is made of: the plans of a data set with their initiatives, as plain records."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pyarrow as pa

Row = dict[str, Any]
Rows = list[Row]
ReadTable = Callable[[str], pa.Table]
"""Gives a table of the data set by its name."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan, with what is asked of it here."""

    id: str
    plan_type: str
    title: str | None = None
    unit: str | None = None
    start: date | None = None
    end: date | None = None
    municipalities: tuple[str, ...] = ()
    """Codes, sorted."""
    file: str = ""
    language: str | None = "da"

    @property
    def year(self) -> int | None:
        """First year of the period; null where the period is not known."""
        return self.start.year if self.start else self.end.year if self.end else None

    @property
    def years(self) -> tuple[int | None, ...]:
        """All years of the period; `(None,)` where it is not known, one where an end of it is not."""
        if self.start is None or self.end is None or self.end < self.start:
            return (self.year,)
        return tuple(range(self.start.year, self.end.year + 1))


@dataclass(frozen=True, slots=True)
class Initiative:
    """An initiative with the rows of its aspects, milestones and gains in reading order."""

    id: str
    plan: Plan
    title: str
    goal: str | None = None
    municipality: str | None = None
    number: str | None = None
    aspects: Rows = field(default_factory=list)
    milestones: Rows = field(default_factory=list)
    gains: Rows = field(default_factory=list)
    themes: dict[str, float] = field(default_factory=dict)
    """Theme to the confidence of its tag, sorted by theme."""

    @property
    def municipalities(self) -> tuple[str, ...]:
        """Its own municipality, else all of the plan's."""
        return (self.municipality,) if self.municipality else self.plan.municipalities

    @property
    def one_municipality(self) -> str | None:
        """Its municipality, where there is exactly one."""
        return self.municipalities[0] if len(self.municipalities) == 1 else None


@dataclass(frozen=True, slots=True)
class Source:
    """All that is compared, sorted by id, whatever the order in which it was read."""

    plans: tuple[Plan, ...]
    initiatives: tuple[Initiative, ...]
    names: dict[str, tuple[str, str | None]]
    """Code of each municipality of a plan to its name and region."""
    references: Rows = field(default_factory=list)
    problems: Rows = field(default_factory=list)
    inferred_laws: frozenset[str] = frozenset()
    """Ids of the references whose law is not printed with them."""

    def of_plan(self) -> dict[str, list[Initiative]]:
        """The initiatives by the id of their plan."""
        out: dict[str, list[Initiative]] = defaultdict(list)
        for initiative in self.initiatives:
            out[initiative.plan.id].append(initiative)
        return out


def read_source(read: ReadTable) -> Source:
    """The records of a data set. A plan that is the duplicate of another (`plans.duplicate_of`) is left out."""
    owners: dict[str, list[Row]] = _grouped(read("plan_municipalities").to_pylist(), "plan_id")
    plans = tuple(
        Plan(
            id=row["plan_id"],
            plan_type=row["plan_type"],
            title=row["title"],
            unit=row["unit"],
            start=row["period_start"],
            end=row["period_end"],
            municipalities=tuple(sorted({owner["code"] for owner in owners.get(row["plan_id"], ())})),
            file=row["file"],
            language=row["language"],
        )
        for row in sorted(read("plans").to_pylist(), key=lambda row: str(row["plan_id"]))
        if not row.get("duplicate_of")
    )
    kept = {plan.id: plan for plan in plans}
    references = _kept(read("references"), kept)
    return Source(
        plans=plans,
        initiatives=tuple(_initiatives(read, kept)),
        names=_names(row for plan in plans for row in owners.get(plan.id, ())),
        references=sorted(references, key=lambda row: str(row["reference_id"])),
        problems=read("problems").to_pylist(),
        inferred_laws=_inferred_laws(read("cells")),
    )


def _initiatives(read: ReadTable, plans: dict[str, Plan]) -> Iterable[Initiative]:
    aspects = _grouped(_kept(read("aspects"), plans), "initiative_id", "aspect_id")
    milestones = _grouped(_kept(read("milestones"), plans), "initiative_id", "milestone_id")
    gains = _grouped(_kept(read("gains"), plans), "initiative_id", "gain_id")
    tags = _grouped(_kept(read("theme_tags"), plans), "initiative_id", "theme_tag_id")
    for row in sorted(_kept(read("initiatives"), plans), key=lambda row: str(row["initiative_id"])):
        key = row["initiative_id"]
        yield Initiative(
            id=key,
            plan=plans[row["plan_id"]],
            title=row["title"],
            goal=row["goal"],
            municipality=row["municipality"],
            number=row["number"],
            aspects=aspects.get(key, []),
            milestones=milestones.get(key, []),
            gains=gains.get(key, []),
            themes=dict(sorted((tag["theme"], tag["confidence"]) for tag in tags.get(key, ()))),
        )


def _kept(table: pa.Table, plans: dict[str, Plan]) -> Rows:
    return [row for row in table.to_pylist() if row["plan_id"] in plans]


def _grouped(rows: Rows, key: str, order: str = "") -> dict[str, Rows]:
    out: dict[str, Rows] = defaultdict(list)
    for row in rows:
        out[row[key]].append(row)
    if order:
        for items in out.values():
            items.sort(key=lambda row: (row.get("ordinal") or 0, str(row[order])))
    return out


def _names(owners: Iterable[Row]) -> dict[str, tuple[str, str | None]]:
    """The name and region that most plans give each code; of several the first in the alphabet."""
    counts: dict[str, Counter[tuple[str, str | None]]] = defaultdict(Counter)
    for row in owners:
        counts[row["code"]][(row["name"], row["region"])] += 1
    return {
        code: min(found, key=lambda pair: (-found[pair], pair[0], pair[1] or ""))
        for code, found in sorted(counts.items())
    }


def _inferred_laws(cells: pa.Table) -> frozenset[str]:
    import pyarrow.compute as pc

    wanted = pc.and_(pc.equal(cells["table"], "references"), pc.equal(cells["column"], "law"))
    found = cells.filter(pc.and_(wanted, cells["inferred"]))
    return frozenset(found["item_id"].to_pylist())
