"""What a report tells of a data set, as plain figures and rows: no language, no layout."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..dataset import Dataset, read_descriptor
from .comparison import Comparison, read_comparison
from .time_axis import Timeline, timeline

Row = Mapping[str, Any]
FIGURE_WITH_BASELINE, FIGURE, WORDS = "figure_with_baseline", "figure", "words"
HOW_SAID = (FIGURE_WITH_BASELINE, FIGURE, WORDS)
"""How a gain is said: with a figure and where it starts from, with a figure alone, in words alone."""
MOST_YEARS = 30
DOUBTFUL = 0.8
"""Values below this confidence are worth a look."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """Counts by row and column, and how many things a row has in all (in several columns at once, or in none)."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    counts: Mapping[tuple[str, str], int]
    totals: Mapping[str, int]

    def share(self, row: str, column: str) -> float:
        """The part of a row's things that a column has, from 0 to 1."""
        return self.counts.get((row, column), 0) / self.totals[row] if self.totals.get(row) else 0.0


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """A plan and how much was found in it."""

    row: Row
    municipalities: tuple[str, ...]
    initiatives: int
    milestones: int
    gains: int
    problems: int


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """How completely the milestones, or the gains, of a municipality are said."""

    municipality: str
    count: int
    having: Mapping[str, int]
    """Column to the number of items that have a value there."""
    first: str = ""
    last: str = ""


@dataclass(frozen=True, slots=True)
class GainFigure:
    """A gain that states a figure, with what it belongs to."""

    row: Row
    municipalities: tuple[str, ...]
    initiative: str


@dataclass(frozen=True, slots=True)
class Certainty:
    """How sure the values of a table are."""

    table: str
    values: int
    confidence: float
    doubtful: int
    inferred: int


@dataclass(frozen=True, slots=True)
class Facts:
    """All that a report tells. A municipality that is not known is the empty text.

    Plans that are there once more (`duplicate_of`) are counted in `counts["twice"]` and in nothing else but problems.
    """

    version: str
    contract: str
    fingerprint: str
    counts: Mapping[str, int]
    plans: tuple[PlanFacts, ...]
    coverage: Matrix
    no_period: int
    earlier_years: int
    themes: Matrix
    theme_totals: Mapping[str, int]
    untagged: int
    timeline: Timeline
    milestones: tuple[ItemFacts, ...]
    directions: Mapping[str, Mapping[str, int]]
    gains: tuple[ItemFacts, ...]
    figures: tuple[GainFigure, ...]
    problems: Mapping[tuple[str, str], tuple[int, int]]
    """Severity and code to the number of problems and of files."""
    errors: tuple[Row, ...]
    certainty: tuple[Certainty, ...]
    comparison: Comparison | None


def gather(data: Dataset) -> Facts:
    """The facts of a data set. A plan that is there once more counts once; only columns that are told of are read.

    Raises UsageError where the data set is not whole, or of another version.
    """
    data.see_that_it_is_of_this_version()
    everything = data.arrow("plans").to_pylist()
    twice = {row["plan_id"] for row in everything if row["duplicate_of"]}
    names = {plan: found for plan, found in _names(data).items() if plan not in twice}
    plans = [row for row in everything if row["plan_id"] not in twice]

    def once(rows: Iterable[Row]) -> list[Row]:
        return [row for row in rows if row["plan_id"] not in twice]

    initiatives = once(_rows(data, "initiatives", "initiative_id", "plan_id", "title", "municipality"))
    milestone_columns = ("plan_id", "initiative_id", "start", "end", "partners", "follow_up")
    milestones = once(_rows(data, "milestones", *milestone_columns))
    gains = once(data.arrow("gains").to_pylist())
    problems = data.arrow("problems").to_pylist()
    owners = {row["initiative_id"]: _owners(row, names) for row in initiatives}
    titles = {row["initiative_id"]: row["title"] for row in initiatives}
    tags = once(_rows(data, "theme_tags", "plan_id", "initiative_id", "theme"))
    themes, theme_totals = _themes(owners, tags)
    coverage, no_period, earlier = _coverage(plans, names)
    package, digest = read_descriptor(data.folder)
    return Facts(
        version=str(package.get("version", "")),
        contract=str(package.get("contractVersion", "")),
        fingerprint=digest[:16],
        counts={
            "plans": len(plans),
            "municipalities": len({name for found in names.values() for name in found.values()}),
            "pages": sum(row["pages"] for row in plans),
            "ocr_pages": sum(row["ocr_pages"] for row in plans),
            "initiatives": len(initiatives),
            "milestones": len(milestones),
            "gains": len(gains),
            "gains_with_figure": sum(row["amount"] is not None for row in gains),
            "key_figures": len(once(_rows(data, "key_figures", "plan_id"))),
            "references": len(once(_rows(data, "references", "plan_id"))),
            "problems": len(problems),
            "twice": len(twice),
        },
        plans=_plans(plans, names, initiatives, milestones, gains, problems),
        coverage=coverage,
        no_period=no_period,
        earlier_years=earlier,
        themes=themes,
        theme_totals=theme_totals,
        untagged=len(initiatives) - len({row["initiative_id"] for row in tags}),
        timeline=timeline(row["end"] or row["start"] for row in milestones),
        milestones=_items(milestones, owners, ("start", "end", "partners", "follow_up")),
        directions=_directions(gains),
        gains=_items(gains, owners, ("amount", "baseline", "target_edtf", "follow_up")),
        figures=_figures(gains, titles, owners),
        problems=_problems(problems),
        errors=tuple(row for row in problems if row["severity"] == "error"),
        certainty=_certainty(data),
        comparison=read_comparison(data, owners, titles),
    )


def _rows(data: Dataset, table: str, *columns: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = data.arrow(table).select(list(columns)).to_pylist()
    return rows


def _names(data: Dataset) -> dict[str, dict[str, str]]:
    """Plan to its municipalities, code to name."""
    out: dict[str, dict[str, str]] = {}
    for row in _rows(data, "plan_municipalities", "plan_id", "code", "name"):
        out.setdefault(row["plan_id"], {})[row["code"]] = row["name"]
    return out


def _owners(initiative: Row, names: Mapping[str, Mapping[str, str]]) -> tuple[str, ...]:
    """Whose an initiative is: the municipality that it names, else all of its plan."""
    of_plan = names.get(initiative["plan_id"], {})
    own = of_plan.get(initiative["municipality"] or "")
    return (own,) if own else tuple(of_plan.values()) or ("",)


def _plans(
    plans: Sequence[Row], names: Mapping[str, Mapping[str, str]], *counted: Sequence[Row]
) -> tuple[PlanFacts, ...]:
    counts = [Counter(row["plan_id"] for row in rows) for rows in counted]
    out = []
    for row in plans:
        found = [count[row["plan_id"]] for count in counts]
        out.append(PlanFacts(row, tuple(names.get(row["plan_id"], {}).values()) or ("",), *found))
    return tuple(sorted(out, key=lambda plan: (plan.municipalities, str(plan.row["period_start"]), plan.row["file"])))


def _coverage(plans: Sequence[Row], names: Mapping[str, Mapping[str, str]]) -> tuple[Matrix, int, int]:
    """Plans by municipality and year; plans without a period; plans that end before the first year shown."""
    counts: Counter[tuple[str, str]] = Counter()
    totals: Counter[str] = Counter()
    timed = [row for row in plans if row["period_start"] and row["period_end"]]
    last = max((row["period_end"].year for row in timed), default=0)
    first = max(min((row["period_start"].year for row in timed), default=1), last - MOST_YEARS + 1)
    for row in plans:
        for name in tuple(names.get(row["plan_id"], {}).values()) or ("",):
            totals[name] += 1
            if row["period_start"] and row["period_end"]:
                years = range(max(row["period_start"].year, first), row["period_end"].year + 1)
                counts.update((name, str(year)) for year in years)
    columns = tuple(str(year) for year in range(first, last + 1)) if timed else ()
    earlier = sum(row["period_end"].year < first for row in timed)
    return Matrix(tuple(sorted(totals)), columns, counts, totals), len(plans) - len(timed), earlier


def _themes(owners: Mapping[str, tuple[str, ...]], tags: Iterable[Row]) -> tuple[Matrix, Mapping[str, int]]:
    totals = Counter(name for found in owners.values() for name in found)
    pairs = {(row["initiative_id"], row["theme"]) for row in tags}
    counts = Counter((name, theme) for initiative, theme in pairs for name in owners[initiative])
    of_all = Counter(theme for _, theme in pairs)
    return Matrix(tuple(sorted(totals)), tuple(sorted(of_all)), counts, totals), of_all


def _items(
    items: Sequence[Row], owners: Mapping[str, tuple[str, ...]], columns: Sequence[str]
) -> tuple[ItemFacts, ...]:
    by_owner: dict[str, list[Row]] = {}
    for row in items:
        for name in owners[row["initiative_id"]]:
            by_owner.setdefault(name, []).append(row)
    out = []
    for name, rows in sorted(by_owner.items()):
        having = {column: sum(row[column] is not None for row in rows) for column in columns}
        days = sorted(str(day) for row in rows for day in (row.get("start"), row.get("end")) if day)
        having["dated"] = sum(bool(row.get("start") or row.get("end")) for row in rows)
        out.append(ItemFacts(name, len(rows), having, days[0] if days else "", days[-1] if days else ""))
    return tuple(out)


def _directions(gains: Iterable[Row]) -> dict[str, dict[str, int]]:
    out: dict[str, dict[str, int]] = {}
    for row in gains:
        how = WORDS if row["amount"] is None else FIGURE if row["baseline"] is None else FIGURE_WITH_BASELINE
        counts = out.setdefault(row["direction"], dict.fromkeys(HOW_SAID, 0))
        counts[how] += 1
    return out


def _figures(
    gains: Iterable[Row], titles: Mapping[str, str], owners: Mapping[str, tuple[str, ...]]
) -> tuple[GainFigure, ...]:
    found = [
        GainFigure(row, owners[row["initiative_id"]], titles[row["initiative_id"]])
        for row in gains
        if row["amount"] is not None
    ]
    return tuple(sorted(found, key=lambda gain: (gain.municipalities, gain.row["gain_id"])))


def _problems(problems: Iterable[Row]) -> dict[tuple[str, str], tuple[int, int]]:
    found: dict[tuple[str, str], list[Row]] = {}
    for row in problems:
        found.setdefault((row["severity"], row["code"]), []).append(row)
    order = {"error": 0, "warning": 1, "info": 2}
    return {
        key: (len(rows), len({row["plan_id"] or row["file"] for row in rows}))
        for key, rows in sorted(found.items(), key=lambda item: (order.get(item[0][0], 3), item[0][1]))
    }


def _certainty(data: Dataset) -> tuple[Certainty, ...]:
    """By table, in the order of the cells. The table of places is long, so Arrow counts."""
    import pyarrow.compute as pc

    cells = data.arrow("cells").select(["table", "place", "confidence", "inferred"])
    cells = cells.filter(pc.equal(cells["place"], 1))
    cells = cells.append_column("doubtful", pc.less(cells["confidence"], DOUBTFUL))
    sums = [("confidence", "count"), ("confidence", "sum"), ("doubtful", "sum"), ("inferred", "sum")]
    found = []
    for row in cells.group_by("table", use_threads=False).aggregate(sums).to_pylist():
        mean = row["confidence_sum"] / row["confidence_count"]
        doubtful, inferred = row["doubtful_sum"] or 0, row["inferred_sum"] or 0
        found.append(Certainty(row["table"], row["confidence_count"], mean, doubtful, inferred))
    return tuple(found)
