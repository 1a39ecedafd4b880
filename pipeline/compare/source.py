"""What the comparison is made of: the plans of a data set with their initiatives, as plain records."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

Row = dict[str, Any]
Rows = list[Row]
ReadTable = Callable[[str, Sequence[str]], Iterable[pa.RecordBatch]]
"""Gives columns of a table of the data set by their names, some rows after the others; one that is not there is left
out."""
_TEXTS = {
    "aspects": ["kind", "text"],
    "milestones": ["text", "timing", "edtf", "start", "end"],
    "gains": "gain_id text follow_up direction amount unit amount_kind baseline target_edtf".split(),
}
"""The columns of what initiatives consist of. All of it is kept in memory, so none that is not asked for."""


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
    owners: dict[str, Rows] = defaultdict(list)
    for row in _rows(read, "plan_municipalities", ("plan_id", "code", "name", "region")):
        owners[row["plan_id"]].append(row)
    plans = tuple(_plans(read, owners))
    kept = {plan.id: plan for plan in plans}
    references = _rows(read, "references", ("reference_id", "plan_id", "initiative_id", "law", "section"))
    return Source(
        plans=plans,
        initiatives=tuple(_initiatives(read, kept)),
        names=_names(row for plan in plans for row in owners.get(plan.id, ())),
        references=sorted((row for row in references if row["plan_id"] in kept), key=lambda row: row["reference_id"]),
        problems=list(_rows(read, "problems", ("plan_id", "file", "severity"))),
        inferred_laws=_inferred_laws(read),
    )


def _rows(read: ReadTable, table: str, columns: Sequence[str]) -> Iterator[Row]:
    for batch in read(table, columns):
        yield from batch.to_pylist()


def _plans(read: ReadTable, owners: dict[str, Rows]) -> Iterator[Plan]:
    columns = "plan_id plan_type title unit period_start period_end file language duplicate_of".split()
    for row in sorted(_rows(read, "plans", columns), key=lambda row: str(row["plan_id"])):
        if not row.get("duplicate_of"):
            yield Plan(
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


def _initiatives(read: ReadTable, plans: dict[str, Plan]) -> Iterator[Initiative]:
    parts = {table: _parts(read, table, plans, columns) for table, columns in _TEXTS.items()}
    tags: dict[str, dict[str, float]] = defaultdict(dict)
    for row in _rows(read, "theme_tags", ("initiative_id", "theme", "confidence")):
        own = tags[row["initiative_id"]]
        own[row["theme"]] = max(own.get(row["theme"], 0.0), row["confidence"])
    columns = ("initiative_id", "plan_id", "title", "goal", "municipality", "number")
    found = [row for row in _rows(read, "initiatives", columns) if row["plan_id"] in plans]
    for row in sorted(found, key=lambda row: str(row["initiative_id"])):
        key = row["initiative_id"]
        yield Initiative(
            id=key,
            plan=plans[row["plan_id"]],
            title=row["title"],
            goal=row["goal"],
            municipality=row["municipality"],
            number=row["number"],
            **{table: found.get(key, []) for table, found in parts.items()},
            themes=dict(sorted(tags.get(key, {}).items())),
        )


def _parts(read: ReadTable, table: str, plans: dict[str, Plan], columns: Sequence[str]) -> dict[str, Rows]:
    """The rows of a table by initiative, in reading order."""
    key = f"{table[:-1]}_id"
    placed: dict[str, list[tuple[int, str, Row]]] = defaultdict(list)
    for row in _rows(read, table, list(dict.fromkeys(("initiative_id", "plan_id", "ordinal", key, *columns)))):
        if row["plan_id"] in plans:
            own = {column: row[column] for column in columns}
            placed[row["initiative_id"]].append((row["ordinal"] or 0, row[key], own))
    return {initiative: [row for *_, row in sorted(rows, key=lambda r: r[:2])] for initiative, rows in placed.items()}


def _names(owners: Iterable[Row]) -> dict[str, tuple[str, str | None]]:
    """The name and region that most plans give each code; of several the first in the alphabet."""
    counts: dict[str, Counter[tuple[str, str | None]]] = defaultdict(Counter)
    for row in owners:
        counts[row["code"]][(row["name"], row["region"])] += 1
    return {
        code: min(found, key=lambda pair: (-found[pair], pair[0], pair[1] or ""))
        for code, found in sorted(counts.items())
    }


def _inferred_laws(read: ReadTable) -> frozenset[str]:
    found: set[str] = set()
    for batch in read("cells", ("table", "item_id", "column", "inferred")):
        wanted = pc.and_(pc.equal(batch["table"], "references"), pc.equal(batch["column"], "law"))
        found.update(batch.filter(pc.and_(wanted, batch["inferred"]))["item_id"].to_pylist())
    return frozenset(found)
