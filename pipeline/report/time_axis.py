"""Days along an axis: counted by month, quarter or year, whichever can be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

Step = Literal["month", "quarter", "year"]
MONTHS: dict[Step, int] = {"month": 1, "quarter": 3, "year": 12}
MOST_BARS = {"month": 18, "quarter": 40, "year": 40}


@dataclass(frozen=True, slots=True)
class Timeline:
    """Counts of days by period, every period between first and last included."""

    step: Step
    counts: tuple[tuple[str, int], ...]
    """Period (`2024-05`, `2024 Q2`, `2024`) to the number of days in it."""
    undated: int
    outside: int
    """Days that are far from the others, such as a year that was misprinted."""


def timeline(days: Iterable[date | None]) -> Timeline:
    """The days counted by the shortest step that gives few enough bars; None is a day that is not known."""
    everything = list(days)
    known = sorted(day for day in everything if day is not None)
    undated = len(everything) - len(known)
    step: Step = "year"
    for candidate in ("month", "quarter", "year"):
        if known and _index(known[-1], candidate) - _index(known[0], candidate) < MOST_BARS[candidate]:
            step = candidate
            break
    counts = Counter(_index(day, step) for day in known)
    if not counts:
        return Timeline(step, (), undated, 0)
    first = _densest(counts, MOST_BARS[step])
    shown = [n for n in counts if first <= n < first + MOST_BARS[step]]
    outside = sum(count for n, count in counts.items() if n not in shown)
    span = range(min(shown), max(shown) + 1)
    return Timeline(step, tuple((_label(n, step), counts[n]) for n in span), undated, outside)


def _index(day: date, step: Step) -> int:
    return (day.year * 12 + day.month - 1) // MONTHS[step]


def _label(index: int, step: Step) -> str:
    year, month = divmod(index * MONTHS[step], 12)
    return {"month": f"{year:04}-{month + 1:02}", "quarter": f"{year:04} Q{month // 3 + 1}", "year": f"{year:04}"}[step]


def _densest(counts: Counter[int], width: int) -> int:
    """The start of the window of `width` periods that holds the most days; the first of several."""
    return max(sorted(counts), key=lambda start: sum(counts[n] for n in counts if start <= n < start + width))
