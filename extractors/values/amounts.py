"""What a gain aims at: the figure to reach, its unit, whether it is a level or a change, from where, and when."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ...models.plan import AmountKind, Direction
from .direction import read_direction
from .gain_figures import Candidate, candidates, goal_words
from .numbers import Figure, figure_likeness, figures_in, label_unit, read_figure
from .time_words import lower
from .times import Period, TimeReading, find_times, read_time

__all__ = ["Figure", "GainReading", "ValueEvidence", "figure_likeness", "read_figure", "read_gain"]


@dataclass(frozen=True, slots=True)
class ValueEvidence:
    """What gave one value of a gain: the rule, the text it stands in, and its offsets there."""

    rule: str
    source: str
    """`text`, `target`, `baseline`, `target_heading`, `baseline_heading`, `unit_label` or `follow_up`."""
    span: tuple[int, int] | None = None
    inferred: bool = False


@dataclass(slots=True)
class GainReading:
    """The values of a gain. All but `direction` are None where the gain states no figure to reach."""

    direction: Direction = "none"
    amount: float | int | None = None
    unit: str | None = None
    amount_kind: AmountKind | None = None
    baseline: float | int | None = None
    target_edtf: str | None = None
    evidence: dict[str, ValueEvidence] = field(default_factory=dict)
    """By the name of the value."""


def _target_time(text: str, candidate: Candidate, period: Period | None, baseline: Figure | None) -> TimeReading | None:
    """When the figure is to be reached, by the gain's own words: the nearest time after it, else one before it."""
    low = lower(text)
    p = goal_words()
    times = []
    for time in find_times(text, period):
        start = time.spans[0][0]
        if time.edtf is None or time.edtf.endswith("/..") or p.comparison.search(low[:start]):
            continue
        if time.inferred and not time.edtf.startswith(".."):
            continue
        if baseline is not None and baseline.start <= start < candidate.figure.start:
            continue
        times.append(time)
    after = [t for t in times if t.spans[0][0] >= candidate.figure.start]
    before = [t for t in times if t.spans[0][0] < candidate.figure.start]
    return after[0] if after else (before[-1] if before else None)


def read_gain(
    text: str,
    *,
    baseline: str | None = None,
    target: str | None = None,
    baseline_heading: str | None = None,
    target_heading: str | None = None,
    columns: Sequence[tuple[str, str]] = (),
    unit_label: str | None = None,
    follow_up: str | None = None,
    period: Period | None = None,
) -> GainReading:
    """Read one gain.

    `baseline` and `target` are the cells of its row in those columns, `columns` are `(heading, cell)` of columns of
    figures whose role is not known (a year before the plan's period is a baseline, of several targets the last
    counts), `unit_label` is the row's cell in a column of units. `target_heading` is also the heading over a list of
    gains ("Tegn på succes i 2025"). `follow_up` gives at most the time of a goal that it repeats.
    """
    if columns:
        chosen = _roles(columns, period)
        baseline, baseline_heading = chosen.get("baseline", (baseline_heading, baseline))[::-1]
        target, target_heading = chosen.get("target", (target_heading, target))[::-1]
    direction = read_direction(text)
    reading = GainReading(direction.direction)
    reading.evidence["direction"] = ValueEvidence(direction.rule, "text", direction.span)
    label = unit_label if unit_label and label_unit(unit_label)[0] not in (None, "count") else None
    in_cell = _from_columns(reading, text, baseline, target, target_heading, label, period)
    if not in_cell:
        _from_text(reading, text, baseline, label, period)
    if reading.amount is None:
        return reading
    if in_cell and reading.target_edtf is None:
        _time_in_cell(reading, target or "", period)
    _set_time(reading, text, target_heading, follow_up, period, in_cell)
    if reading.direction == "none" and reading.baseline is not None and reading.amount_kind == "level":
        if reading.amount != reading.baseline:
            reading.direction = "increase" if reading.amount > reading.baseline else "decrease"
        else:
            reading.direction = "maintain"
        reading.evidence["direction"] = ValueEvidence("direction:baseline", reading.evidence["baseline"].source)
    return reading


def _time_in_cell(reading: GainReading, target: str, period: Period | None) -> None:
    """The time printed with the figure in the target's cell ("1.200 i 2025")."""
    times = [t for t in find_times(target, period) if t.edtf is not None and not t.inferred]
    if times:
        reading.target_edtf = times[-1].edtf
        reading.evidence["target_edtf"] = ValueEvidence(times[-1].rule, "target", times[-1].spans[0])


def _gain_unit(unit: str | None, text: str, figure: Figure) -> str | None:
    """The unit in the gains' terms, in which full-time work keeps the document's word."""
    if unit != "fte":
        return unit
    match = re.search(r"[a-zæøå]*årsværk\w*|fuldtids\w+", lower(text))
    return match.group() if match else "årsværk"


def _from_columns(
    reading: GainReading,
    text: str,
    baseline: str | None,
    target: str | None,
    heading: str | None,
    unit_label: str | None,
    period: Period | None,
) -> bool:
    """Amount, unit and baseline from the row's cells; False where the target's cell holds no figure."""
    years = [(match[1], match) for match in _BY_YEAR.finditer(target or "")]
    if target and years:  # "2022: 40 %, 2024: 60 %"
        year, last = max(years, key=lambda pair: pair[0])
        reading.target_edtf = year
        reading.evidence["target_edtf"] = ValueEvidence("time:year", "target", last.span(1))
        target = " " * last.start(2) + last[2]
    goal = read_figure(target, unit_label or text) if target else None
    if goal is None or target is None:
        reading.target_edtf = None
        reading.evidence.pop("target_edtf", None)
        return False
    if _several(target):
        inner = read_gain(target, period=period)
        if inner.amount is not None:
            _take(reading, inner)
            return True
    start = read_figure(baseline, unit_label or text) if baseline else None
    own = next(f for f in figures_in(target or "") if f.start == goal.start)
    unit, rule, source = (
        goal.unit,
        goal.rule,
        "target" if goal.rule != "unit:label" else ("unit_label" if unit_label else "text"),
    )
    value: float | int = goal.value
    if goal.rule == "unit:label" or goal.unit is None:
        printed = figures_in(baseline or "")
        heading_unit = _heading_unit(heading)
        if heading_unit is not None:
            value, unit, rule, source = own.value * heading_unit[1], heading_unit[0], "unit:heading", "target_heading"
        elif printed and printed[0].unit not in (None, "count"):
            value, unit, rule, source = own.value, printed[0].unit, "unit:baseline", "baseline"
    low = lower(target or "")
    p = goal_words()
    ahead, rest = low[: own.start], low[own.end :]
    change = (
        bool(re.match(r"\s*[+−–-]\s*$", ahead))
        or bool(p.change_after.match(rest))
        or bool(p.change_before.search(ahead))
        or bool(re.search(r"\d\s+(?:flere|færre)(?!\w)", low))
    )
    reading.amount, reading.unit = value, _gain_unit(unit, text, goal)
    reading.amount_kind = "change" if change else "level"
    if reading.direction == "none" and change:
        words = read_direction(target or "").direction
        sign = ahead.strip()
        reading.direction = (
            words if words != "none" else ("increase" if sign == "+" else "decrease" if sign else "none")
        )
    reading.evidence["amount"] = ValueEvidence("column:target", "target", (own.start, own.end))
    reading.evidence["amount_kind"] = ValueEvidence("column:target", "target")
    reading.evidence["unit"] = ValueEvidence(rule, source)
    if start is not None:
        same = start.unit in (unit, None, "count") or start.rule == "unit:label"
        factor_value = figures_in(baseline or "")[0].value if rule == "unit:heading" else start.value
        if rule == "unit:heading":
            factor_value = factor_value * (_heading_unit(heading) or ("", 1))[1]
        if same:
            reading.baseline = factor_value
            reading.evidence["baseline"] = ValueEvidence("column:baseline", "baseline", (start.start, start.end))
    return True


_BY_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*:\s*([^;]*?\d[^;]*?)(?=\s*(?:[,;]?\s*(?:19|20)\d\d\s*:|;|$))")


def _several(target: str) -> bool:
    """Whether a cell states more than one figure, years left out ("40 % i 2022, 60 % i 2024", "fra 7 til 5")."""
    return len([f for f in figures_in(target) if not re.fullmatch(r"(?:19|20)\d\d", target[f.start : f.end])]) > 1


def _take(reading: GainReading, inner: GainReading) -> None:
    """Put the values of a cell that is a sentence of its own into the row's reading."""
    reading.amount, reading.unit, reading.amount_kind = inner.amount, inner.unit, inner.amount_kind
    reading.baseline, reading.target_edtf = inner.baseline, inner.target_edtf
    if reading.direction == "none":
        reading.direction = inner.direction
    for name, evidence in inner.evidence.items():
        if name != "direction" or reading.direction == inner.direction:
            reading.evidence.setdefault(name, replace(evidence, source="target"))


def _heading_unit(heading: str | None) -> tuple[str, int] | None:
    """A unit in brackets or after a comma in a column's heading ("Mål 2025 (pct.)")."""
    if not heading or not re.search(r"[(,]|%|\bi\s+(?:pct|procent|kr|mio|t\.?kr)", heading):
        return None
    unit, factor = label_unit(heading, money_words=False)
    return (unit, factor) if unit not in (None, "count", "persons") else None


def _from_text(
    reading: GainReading, text: str, baseline: str | None, unit_label: str | None, period: Period | None
) -> None:
    """Amount, unit, kind and baseline from the gain's own words."""
    found, starts = candidates(text)
    if not found:
        return
    best = max(found, key=lambda c: c.weight)
    best = _last_year(text, found, best, period)
    figure = best.figure
    unit, factor = figure.unit, 1
    if unit is None:
        unit, factor = label_unit(unit_label or _counted(text[: figure.start]))
        if unit == "count" and "," in text[figure.start : figure.end]:
            unit = None  # a score or an index, which counts nothing
    start = starts.get(figure.start)
    reading.amount, reading.unit = figure.value * factor, _gain_unit(unit, text, figure)
    reading.amount_kind = best.kind
    span = (figure.start, figure.end)
    reading.evidence["amount"] = ValueEvidence(best.rule, "text", span)
    reading.evidence["amount_kind"] = ValueEvidence(best.rule, "text", span)
    reading.evidence["unit"] = ValueEvidence(figure.rule if figure.unit else "unit:label", "text", span)
    if start is not None:
        value = start.value * factor
        if start.unit is None and unit == "DKK" and figure.value >= 1000 * start.value:
            printed = figures_in(re.sub(r"(?i)\s*(?:mio|mia|t)\.?\s*kr.*", "", text[figure.start : figure.end]))
            value = start.value * (figure.value / printed[0].value if printed and printed[0].value else 1)
        reading.baseline = value if isinstance(value, int) else round(value, 6)
        reading.evidence["baseline"] = ValueEvidence("amount:from-to", "text", (start.start, start.end))
    elif baseline and (cell := read_figure(baseline, text)) is not None and cell.unit in (unit, None, "count"):
        reading.baseline = cell.value
        reading.evidence["baseline"] = ValueEvidence("column:baseline", "baseline", (cell.start, cell.end))


def _counted(ahead: str) -> str:
    """What "antallet af ..." counts, else the whole of what stands before the figure."""
    match = re.search(r"(?i)(?<!\w)antal(?:let|lene)?\s+(?:af\s+)?(?=\w)", ahead)
    return ahead[match.end() :] if match else ahead


def _last_year(text: str, found: list[Candidate], best: Candidate, period: Period | None) -> Candidate:
    """Of several figures of one unit, each with its year, that of the last year."""
    same = [c for c in found if c.figure.unit == best.figure.unit and c.figure.start >= best.figure.start]
    if len(same) < 2:
        return best
    ends = []
    for c in same:
        time = _target_time(text, c, period, None)
        if time is None or time.end is None or time.spans[0][0] < c.figure.end:
            return best
        ends.append((datetime.date.fromisoformat(time.end), c))
    if len({day for day, _ in ends}) < len(ends):
        return best
    last = max(ends, key=lambda pair: pair[0])[1]
    return Candidate(last.figure, best.kind, best.rule, best.weight)


def _set_time(
    reading: GainReading, text: str, heading: str | None, follow_up: str | None, period: Period | None, in_cell: bool
) -> None:
    """`target_edtf`: of the gain itself, the heading of its column, or a goal repeated in the follow-up."""
    own: tuple[str, ValueEvidence] | None = None
    span = reading.evidence["amount"].span or (0, 0)
    if in_cell:
        span = (0, 0)
    figure = Figure(reading.amount or 0, reading.unit, span[0], span[1], "")
    base = reading.evidence.get("baseline")
    start = Figure(0, None, *base.span, "") if base and base.source == "text" and base.span else None
    time = _target_time(text, Candidate(figure, "level", "", 0), period, start)
    if time is not None and time.edtf is not None:
        own = (time.edtf, ValueEvidence(time.rule, "text", time.spans[0], time.inferred))
    head: tuple[str, ValueEvidence] | None = None
    if heading and (at := read_time(heading, None)) is not None and at.edtf is not None:
        head = (at.edtf, ValueEvidence(at.rule, "target_heading", at.spans[0] if at.spans else None, at.inferred))
    if reading.target_edtf is not None:
        return
    chosen = (head or own) if in_cell else (own or head)
    if chosen is None and follow_up:
        chosen = _repeated_goal(reading, follow_up)
    if chosen is not None and not (period is not None and chosen[0][:4].isdigit() and chosen[0][:4] < period.start[:4]):
        # A year before the plan's period is one that the gain compares with.
        reading.target_edtf, reading.evidence["target_edtf"] = chosen


def _repeated_goal(reading: GainReading, follow_up: str) -> tuple[str, ValueEvidence] | None:
    """The time in a sentence of the follow-up that repeats the gain's figure as a goal."""
    p = goal_words()
    for match in re.finditer(r"(?:[^.!?;]|\.(?=\S)|(?<=kr)\.|(?<=mio)\.|(?<=pct)\.)+", follow_up):
        sentence = match.group()
        if not p.goal.search(lower(sentence)):
            continue
        figures = [f for f in figures_in(sentence) if f.value == reading.amount and f.unit == reading.unit]
        times = [t for t in find_times(sentence, None) if t.edtf is not None]
        if figures and times:
            a, b = times[-1].spans[0]
            return times[-1].edtf or "", ValueEvidence(
                "goal-in-follow-up", "follow_up", (match.start() + a, match.start() + b)
            )
    return None


def _roles(columns: Sequence[tuple[str, str]], period: Period | None) -> dict[str, tuple[str | None, str | None]]:
    """Which of several columns of figures is the baseline and which the target, the last year's first."""
    p = goal_words()
    baselines: list[tuple[str, tuple[str | None, str | None]]] = []
    targets: list[tuple[str, tuple[str | None, str | None]]] = []
    dated = [(heading, cell, read_time(heading, None)) for heading, cell in columns]
    goals = any(p.goal.search(lower(heading)) for heading, _ in columns)
    for i, (heading, cell, time) in enumerate(dated):
        low = lower(heading)
        end = time.end if time is not None and time.end else ""
        is_goal = bool(p.goal.search(low))
        early = period is not None and bool(end) and end < period.start
        plain = goals and not is_goal and bool(end)
        named = bool(p.baseline_column.search(low)) and not is_goal
        if early or named or plain or (period is None and not goals and i == 0 and len(dated) > 1):
            baselines.append((end, (heading, cell)))
        elif figures_in(cell):
            targets.append((end, (heading, cell)))
    out: dict[str, tuple[str | None, str | None]] = {}
    if baselines:
        out["baseline"] = max(baselines, key=lambda pair: pair[0])[1]
    if targets:
        out["target"] = max(enumerate(targets), key=lambda pair: (pair[1][0], pair[0]))[1][1]
    return out
