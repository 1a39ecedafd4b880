"""Milestones along a common axis of time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

WIDTH = 240
"""Units of the axis from its first to its last day."""
SHORTEST = 5.0
"""Units of the shortest bar, so that a single day can be seen."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A milestone on the axis. An open end reaches to the edge."""

    x: float
    width: float
    open_start: bool
    open_end: bool


@dataclass(frozen=True, slots=True)
class Tick:
    """The first day of a year or a quarter."""

    x: float
    label: str
    strong: bool


@dataclass(frozen=True, slots=True)
class Axis:
    """Whole years from `first` to `last`, both included."""

    first: int
    last: int

    @classmethod
    def of(cls, days: Iterable[date | None]) -> Axis | None:
        """The axis that holds all these days; None where there is none."""
        years = [day.year for day in days if day]
        return cls(min(years), max(years)) if years else None

    def _x(self, day: date, *, after: bool = False) -> float:
        """Where a day begins or, with `after`, ends."""
        begin, end = date(self.first, 1, 1).toordinal(), date(self.last, 12, 31).toordinal() + 1
        return round(WIDTH * (day.toordinal() + after - begin) / (end - begin), 1)

    def ticks(self) -> list[Tick]:
        """Each year, or every so many where they would be too close; and the quarters of one or two years."""
        count = self.last - self.first + 1
        step = max(1, -(-count // 6))
        ticks = []
        for year in range(self.first, self.last + 1):
            labelled = (year - self.first) % step == 0
            ticks.append(Tick(self._x(date(year, 1, 1)), str(year) if labelled else "", labelled))
            if count <= 2:
                ticks += [Tick(self._x(date(year, month, 1)), "", False) for month in (4, 7, 10)]
        return ticks

    def bar(self, start: date | None, end: date | None) -> Bar | None:
        """Where a milestone lies on the axis; None where it has no day."""
        if start is None and end is None:
            return None
        left = self._x(start) if start else 0.0
        right = self._x(end, after=True) if end else float(WIDTH)
        width = max(right - left, SHORTEST)
        return Bar(min(left, WIDTH - width), round(width, 1), start is None, end is None)
