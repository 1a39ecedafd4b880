"""The table of milestones in time: how long they take, when they begin, how tight they lie."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from statistics import median

from .source import Initiative, Row, Source


def milestone_rows(source: Source) -> Iterator[Row]:
    """One row for each initiative, also those without milestones."""
    return (_row(initiative) for initiative in source.initiatives)


def _row(initiative: Initiative) -> Row:
    spans = [(row["start"], row["end"]) for row in initiative.milestones if row["start"] or row["end"]]
    days = [day for span in spans for day in span if day]
    first, last = min(days, default=None), max(days, default=None)
    whole = [(start, end) for start, end in spans if start and end and start <= end]
    plan = initiative.plan
    count = len(initiative.milestones)
    return {
        "initiative_id": initiative.id,
        "municipality": initiative.one_municipality,
        "year": plan.year,
        "milestones": count,
        "dated": len(spans),
        "dated_share": round(len(spans) / count, 4) if count else None,
        "first_day": first.isoformat() if first else None,
        "last_day": last.isoformat() if last else None,
        "span_days": (last - first).days + 1 if first and last else None,
        "median_length_days": float(median((end - start).days + 1 for start, end in whole)) if whole else None,
        "lead_days": (first - plan.start).days if first and plan.start else None,
        "slack_days": _slack(spans) if spans else None,
        "margin_days": (plan.end - last).days if last and plan.end else None,
    }


def _slack(spans: list[tuple[date | None, date | None]]) -> int:
    """Days between the first and the last day in which nothing runs. Of a milestone with one known end only that day
    counts: how long it takes is not known."""
    known = sorted((start or end, end or start) for start, end in spans)
    slack, reached = 0, known[0][1]
    for start, end in known:
        assert start is not None
        assert end is not None
        assert reached is not None
        slack += max(0, (start - reached).days - 1)
        reached = max(reached, end)
    return slack
