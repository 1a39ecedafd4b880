"""Spans of days and their EDTF forms: the arithmetic under the reading of times."""

from __future__ import annotations

import calendar
import datetime
from dataclasses import dataclass

FIRST_YEAR, LAST_YEAR = 1900, 2199
SEASON_MONTH = {21: 3, 22: 6, 23: 9, 24: 12}
"""The first month of each EDTF season, as Danes count them."""


@dataclass(frozen=True, slots=True)
class Period:
    """The time that a plan is for: first and last day, ISO dates, both included."""

    start: str
    end: str

    @property
    def years(self) -> range:
        """The calendar years that it touches."""
        return range(int(self.start[:4]), int(self.end[:4]) + 1)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A time as EDTF, with its first and last day (None where open)."""

    edtf: str
    start: datetime.date | None
    end: datetime.date | None

    @property
    def member(self) -> str:
        """The form that it takes in an EDTF set: a point, or a range in months (in days where it needs them)."""
        left, _, right = self.edtf.partition("/")
        if not right and self.season is None:
            return left
        if self.start is None:
            return f"..{right.rstrip('~')}"
        if self.end is None:
            return f"{self.start:%Y-%m}.." if len(left.rstrip("~")) == 7 else f"{left.rstrip('~')}.."
        days = max(len(left.rstrip("~")), len(right.rstrip("~"))) == 10
        form = "%Y-%m-%d" if days else "%Y-%m"
        return f"{self.start:{form}}..{self.end:{form}}"

    @property
    def season(self) -> int | None:
        """The season's EDTF number where it is one."""
        if len(self.edtf) in (7, 8) and self.edtf[5:7].isdigit() and int(self.edtf[5:7]) in SEASON_MONTH:
            return int(self.edtf[5:7])
        return None


def last_day(year: int, month: int) -> datetime.date:
    """The last day of a month."""
    return datetime.date(year, month, calendar.monthrange(year, month)[1])


def of_day(year: int, month: int, day: int) -> Stretch | None:
    """One day, None where the calendar has no such day."""
    try:
        date = datetime.date(year, month, day)
    except ValueError:
        return None
    return Stretch(date.isoformat(), date, date)


def of_months(year: int, first: int, last: int, about: bool = False) -> Stretch:
    """Whole months of one year; `about` marks it approximate."""
    mark = "~" if about else ""
    edtf = f"{year:04d}-{first:02d}{mark}"
    if last != first:
        edtf += f"/{year:04d}-{last:02d}{mark}"
    return Stretch(edtf, datetime.date(year, first, 1), last_day(year, last))


def of_season(year: int, season: int) -> Stretch:
    """A season; winter runs from December of `year` into February."""
    first = SEASON_MONTH[season]
    end = last_day(year + 1, 2) if season == 24 else last_day(year, first + 2)
    return Stretch(f"{year:04d}-{season}", datetime.date(year, first, 1), end)


def of_weeks(year: int, first: int, last: int) -> Stretch | None:
    """Whole ISO weeks, None where the year has no such week."""
    try:
        start = datetime.date.fromisocalendar(year, first, 1)
        end = datetime.date.fromisocalendar(year, last, 7)
    except ValueError:
        return None
    if end < start:
        return None
    return Stretch(f"{start.isoformat()}/{end.isoformat()}", start, end)


def of_easter(year: int) -> Stretch:
    """Maundy Thursday to Easter Monday (Gauss's rule for the Gregorian calendar)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    i = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * i) // 451
    month, day = divmod(h + i - 7 * m + 114, 31)
    sunday = datetime.date(year, month, day + 1)
    start, end = sunday - datetime.timedelta(days=3), sunday + datetime.timedelta(days=1)
    return Stretch(f"{start.isoformat()}/{end.isoformat()}", start, end)


def of_years(first: int, last: int) -> Stretch:
    """Whole calendar years."""
    edtf = f"{first:04d}" if first == last else f"{first:04d}/{last:04d}"
    return Stretch(edtf, datetime.date(first, 1, 1), datetime.date(last, 12, 31))


def of_school_year(year: int) -> Stretch:
    """The Danish school year that begins in August of `year`."""
    return Stretch(f"{year:04d}-08/{year + 1:04d}-07", datetime.date(year, 8, 1), datetime.date(year + 1, 7, 31))


def of_period(period: Period) -> Stretch:
    """A plan's period: in years or months where it consists of whole ones."""
    start, end = datetime.date.fromisoformat(period.start), datetime.date.fromisoformat(period.end)
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        return of_years(start.year, end.year)
    if start.day == 1 and end == last_day(end.year, end.month):
        return Stretch(f"{start:%Y-%m}/{end:%Y-%m}", start, end)
    return Stretch(f"{start.isoformat()}/{end.isoformat()}", start, end)


def join(first: Stretch, last: Stretch) -> Stretch | None:
    """From the start of `first` to the end of `last`, None where that would run backwards."""
    if first.start is not None and last.end is not None and last.end < first.start:
        return None
    left, right = first.edtf.split("/")[0], last.edtf.split("/")[-1]
    return Stretch(f"{left}/{right}", first.start, last.end)


def until(stretch: Stretch) -> Stretch:
    """Not later than the end of `stretch`."""
    assert stretch.end is not None
    return Stretch(f"../{stretch.end.isoformat()}", None, stretch.end)


def before(stretch: Stretch) -> Stretch:
    """Not later than the day before a span; a single day is itself the last."""
    if stretch.start is None or stretch.start == stretch.end or stretch.start.toordinal() <= 1:
        return until(stretch)
    day = stretch.start - datetime.timedelta(days=1)
    return Stretch(f"../{day.isoformat()}", None, day)


def since(stretch: Stretch) -> Stretch:
    """From the start of `stretch` on, open to the end."""
    return Stretch(f"{stretch.edtf.split('/')[0]}/..", stretch.start, None)


def after(stretch: Stretch) -> Stretch:
    """From the day, month or year after `stretch` on, open to the end (a single day is itself the first)."""
    if stretch.end is None or stretch.start == stretch.end:
        return since(stretch)
    day = stretch.end + datetime.timedelta(days=1)
    length = {4: 4, 7: 7}.get(len(stretch.edtf.split("/")[-1].rstrip("~")), 10)
    return Stretch(f"{day.isoformat()[:length]}/..", day, None)


def about(stretch: Stretch) -> Stretch:
    """The same, marked approximate where it is a point."""
    if "/" in stretch.edtf or stretch.edtf.endswith("~") or stretch.season is not None:
        return stretch
    return Stretch(stretch.edtf + "~", stretch.start, stretch.end)
