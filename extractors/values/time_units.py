"""Single units of time in a text (a month, some quarters, a week, a day ...) and the years that they belong to."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, replace

from . import dates
from .dates import Period, Stretch
from .time_words import DASH, DASHES, TimeWords, time_words

_NUMBERS = re.compile(r"\d+")
_ATTACH = re.compile(
    rf"\s*(?:måned(?:en)?\b)?\s*(?:\([^()]*\)\s*)?(?:[,.]|[{DASH}]|/|'|\()?\s*(?:(?:i|af|år|året)\b\s*)?$"
)
_ATTACH_BEFORE = re.compile(r"\s*[:,(]?\s*$")
_SHORT_YEAR = re.compile(rf"\s?[{DASH}'’./]?\s?(\d\d)(?=\s*(?:$|[{DASH},;:)]|og\b|til\b))")
_MERGE_PART = re.compile(r"\s*(?:af\s+|i\s+)?(?:den\s+)?$")


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit of time as found: what it is, and where. `year` is None where none is printed beside it."""

    kind: str
    """`day`, `days`, `months`, `season`, `week`, `part`, `year`, `years`, `school`, `period` or `this`."""
    start: int
    end: int
    year: int | None = None
    first: int = 0
    """Month, week, season, or day of the month; for `years` the last year."""
    last: int = 0
    month: int = 0
    name: str = ""
    about: bool = False
    inferred: bool = False

    @property
    def needs_year(self) -> bool:
        return self.year is None and self.kind not in ("period", "this")

    @property
    def order(self) -> tuple[int, int]:
        """Where in its year it begins: month and day."""
        match self.kind:
            case "day":
                return (self.month, self.first)
            case "days":
                return (self.month, self.first)
            case "season":
                return (dates.SEASON_MONTH[self.first], 1)
            case "week":
                return (1 + int((self.first - 1) / 4.35), 1)
            case "months":
                return (self.first, 1)
            case "easter":
                return (4, 1)
            case _:
                return (1, 1)

    def stretch(self, period: Period | None) -> Stretch | None:
        """The time that it means; None without a year, or where the calendar does not have it."""
        if self.kind == "period":
            return dates.of_period(period) if period else None
        if self.kind == "this":
            return dates.of_period(period) if period and len(period.years) == 1 else None
        year = self.year
        if year is None or not dates.FIRST_YEAR <= year <= dates.LAST_YEAR:
            return None
        match self.kind:
            case "day":
                return dates.of_day(year, self.month, self.first)
            case "days":
                first, last = dates.of_day(year, self.month, self.first), dates.of_day(year, self.month, self.last)
                return dates.join(first, last) if first and last else None
            case "months" | "part":
                return dates.of_months(year, self.first, self.last, self.about)
            case "season":
                return dates.of_season(year, self.first)
            case "easter":
                return dates.of_easter(year)
            case "week":
                return dates.of_weeks(year, self.first, self.last)
            case "school":
                return dates.of_school_year(year)
            case "years":
                return dates.of_years(year, self.first)
            case _:
                return dates.of_years(year, year)


def full_year(text: str, near: int = 2000) -> int:
    """The four-digit year of "21", "2021" or "'21"; two digits are read in the century of `near`."""
    value = int(text)
    return value if len(text) == 4 else near // 100 * 100 + value


def _runs(text: str, low: int, high: int) -> list[tuple[int, int]]:
    """Numbers in "1.-3. og 4": neighbours joined by a dash, a plus or "til" are one run, "og" and commas part them."""
    out: list[tuple[int, int]] = []
    last_end = 0
    for match in _NUMBERS.finditer(text):
        value = int(match.group())
        if not low <= value <= high:
            return []
        gap = text[last_end : match.start()].strip(" .")
        if out and value > out[-1][1] and (gap in ("til", *DASHES) or (gap in "+/&" and value == out[-1][1] + 1)):
            out[-1] = (out[-1][0], value)
        else:
            out.append((value, value))
        last_end = match.end()
    return out


def _spans_of(match: re.Match[str], kind: str, words: TimeWords, size: int) -> list[tuple[int, int]]:
    """First and last month for quarters (size 3), halves (6) or thirds (4) of the year."""
    top = 12 // size
    ordinal = match[f"{kind}o"]
    if ordinal is not None:
        number = words.ordinals[ordinal]
        runs = [(top, top) if number == "last" else (int(number), int(number))]
    else:
        runs = _runs(match[f"{kind}n"], 1, top)
    return [(size * (a - 1) + 1, size * b) for a, b in runs if 1 <= a <= b <= top]


def _dates(match: re.Match[str], words: TimeWords) -> list[Unit]:
    at = (match.start(), match.end())
    if match["iso"] or match["dmy"] or match["dmydash"]:
        numbers = _NUMBERS.findall(match.group())
        if match["iso"]:
            numbers.reverse()
        day, month, year = int(numbers[0]), int(numbers[1]), full_year(numbers[2])
        return [Unit("day", *at, year, day, month=month)] if dates.of_day(year, month, day) else []
    if match["my"]:
        month, year = (int(n) for n in _NUMBERS.findall(match["my"]))
        return [Unit("months", *at, year, month, month)]
    if match["dm"] or match["dotted"]:
        day, month = (int(n) for n in _NUMBERS.findall(match.group())[:2])
        if match["dm"] and month == day + 1 and month > 12:
            return [Unit("years", *at, 2000 + day, 2000 + month)]
        if match["dm"] == "24/7":
            return []
        return [Unit("day", *at, None, day, month=month)] if dates.of_day(2024, month, day) else []
    if match["dlist"]:
        month = words.months[match["dlm"].rstrip(".")]
        runs = _runs(match["dlist"], 1, 31)
        return [
            Unit("day" if a == b else "days", *at, None, a, b, month)
            for a, b in runs
            if dates.of_day(2024, month, a) and dates.of_day(2024, month, b)
        ]
    month = words.months[match["daym"].rstrip(".")]
    day = int(match["day"])
    return [Unit("day", *at, None, day, month=month)] if dates.of_day(2024, month, day) else []


def _units_of(match: re.Match[str], words: TimeWords) -> list[Unit]:
    """What one match of the unit pattern means; several units for "1. og 3. kvartal"."""
    at = (match.start(), match.end())
    if any(match[g] for g in ("iso", "dmy", "dmydash", "my", "dm", "dotted", "dlist", "day")):
        return _dates(match, words)
    if form := match["month"] or match["monthy"]:
        month = words.months[form.rstrip(".")]
        year = full_year(match["my2"]) if match["my2"] else None
        return [Unit("months", *at, year, month, month)]
    for kind, size in (("q", 3), ("h", 6), ("t", 4)):
        if match[f"{kind}n"] or match[f"{kind}o"]:
            return [Unit("months", *at, None, a, b) for a, b in _spans_of(match, kind, words, size)]
    if match["qa"]:
        quarter = int(match["qa"])
        return [Unit("months", *at, None, 3 * quarter - 2, 3 * quarter)]
    if match["q1"]:
        text = match["q1"] + (f"{match['ql']}{match['q2']}" if match["q2"] else "")
        return [Unit("months", *at, None, 3 * a - 2, 3 * b) for a, b in _runs(text, 1, 4)]
    if match["yq"]:
        quarter = int(match["yqn"])
        return [Unit("months", *at, int(match["yq"]), 3 * quarter - 2, 3 * quarter)]
    if match["h1"]:
        half = int(match["h1"])
        return [Unit("months", *at, None, 6 * half - 5, 6 * half)]
    if match["w1"]:
        return [Unit("week", *at, None, a, b) for a, b in _runs(match["w1"] + match["wl"], 1, 53)]
    if match["season"]:
        form = re.sub(r"[^a-zæøå].*", "", match["season"])
        year = full_year(match["sy2"]) if match["sy2"] else None
        return [Unit("season", *at, year, words.seasons[form])]
    if match["part"]:
        return [Unit("part", *at, name=words.parts[re.sub(r"\s+", " ", match["part"])], about=True)]
    if match["july"]:
        return [Unit("months", *at, None, 7, 7)]
    if match["week42"] or match["week7"]:
        week = 42 if match["week42"] else 7
        return [Unit("week", *at, None, week, week)]
    if match["christmas"]:
        return [Unit("days", *at, None, 24, 26, 12)]
    if match["easter"]:
        return [Unit("easter", *at)]
    if match["turn"]:
        return [Unit("part", *at, name="end", about=True)]
    return _year_units(match)


def _year_units(match: re.Match[str]) -> list[Unit]:
    at = (match.start(), match.end())
    if match["s1"]:
        year = full_year(match["s1"])
        return [Unit("school", *at, year)]
    if match["p1"]:
        first = int(match["p1"])
        second = match["p2"] or match["p3"]
        last = full_year(second, first)
        if last > first:
            return [Unit("years", *at, first, last)]
        if match["p3"] and 1 <= int(second) <= 12:
            return [Unit("months", *at, first, int(second), int(second))]
        return [Unit("year", match.start(), match.start() + 4, first)]
    if match["year"]:
        return [Unit("year", *at, int(match["year"]))]
    return [Unit("period" if match["period"] else "this", *at)]


def find_units(low: str) -> list[Unit]:
    """All units of time in a text in lower case, in order, with the years printed beside them; overlaps are none."""
    words = time_words()
    raw = [_short_year(low, unit) for match in words.unit.finditer(low) for unit in _units_of(match, words)]
    return _merge_parts(low, _attach_years(low, raw))


def _short_year(low: str, unit: Unit) -> Unit:
    """A unit with the two digits of a year after it, at the end of its phrase ("4. kv. 22")."""
    if not unit.needs_year or unit.kind == "part":
        return unit
    match = _SHORT_YEAR.match(low, unit.end)
    if match is None or not 10 <= int(match[1]) <= 60:
        return unit
    return replace(unit, year=full_year(match[1]), end=match.end())


def _gap(low: str, a: Unit, b: Unit) -> str:
    return low[a.end : b.start]


def _attach_years(low: str, raw: list[Unit]) -> list[Unit]:
    """Give a unit the year that stands right after it ("maj 2021"), or right before it ("2021: marts", "2022 Q1")."""
    out: list[Unit] = []
    i = 0
    while i < len(raw):
        unit = raw[i]
        following = raw[i + 1] if i + 1 < len(raw) else None
        if (
            following is not None
            and unit.needs_year
            and following.kind in ("year", "years")
            and _ATTACH.match(_gap(low, unit, following))
        ):
            same = [u for u in out if u.start == unit.start]  # of "1. og 3. kvartal 2021" both
            if same:
                out[-len(same) :] = [replace(u, year=following.year, end=following.end) for u in same]
            out.append(replace(unit, year=following.year, end=following.end))
            i += 2
            continue
        if (
            following is not None
            and unit.kind == "year"
            and following.needs_year
            and (":" in (gap := _gap(low, unit, following)) or not gap.strip(" ,("))
            and _ATTACH_BEFORE.match(gap)
        ):
            after = raw[i + 2] if i + 2 < len(raw) else None
            own = after is not None and after.kind == "year" and _ATTACH.match(_gap(low, following, after))
            if ":" in gap or not own:
                out.append(replace(following, year=unit.year, start=unit.start))
                i += 2
                continue
        previous = out[-1] if out else None
        if (
            unit.kind == "years"
            and previous is not None
            and previous.kind == "school"
            and unit.first == (unit.year or 0) + 1
        ):
            unit = replace(unit, kind="school", first=0)
        out.append(unit)
        i += 1
    return out


def _merge_parts(low: str, units: list[Unit]) -> list[Unit]:
    """Join "ultimo" with what it is the end of; alone it is the end of the year."""
    out: list[Unit] = []
    for unit in units:
        previous = out[-1] if out else None
        if previous is not None and previous.kind == "part" and previous.year is None and previous.first == 0:
            if unit.kind in ("months", "season") and _MERGE_PART.match(_gap(low, previous, unit)):
                first = unit.first if unit.kind == "months" else dates.SEASON_MONTH[unit.first]
                last = unit.last if unit.kind == "months" else min(first + 2, 12)
                month = {"start": first, "middle": (first + last) // 2, "end": last}[previous.name]
                out[-1] = replace(unit, kind="months", start=previous.start, first=month, last=month, about=True)
                continue
            if unit.kind == "this" and _MERGE_PART.match(_gap(low, previous, unit)):
                out[-1] = replace(previous, end=unit.end)
                continue
        out.append(unit)
    month_of = {"start": 1, "middle": 6, "end": 12}
    return [
        replace(u, first=month_of[u.name], last=month_of[u.name]) if u.kind == "part" and u.first == 0 else u
        for u in out
    ]


def year_in(period: Period, unit: Unit) -> int:
    """The year of the plan's period that a unit without one belongs to: the first in which it falls in the period."""
    for year in period.years:
        stretch = replace(unit, year=year).stretch(period)
        if stretch is None or stretch.start is None or stretch.end is None:
            continue
        if period.start <= stretch.start.isoformat() <= period.end:
            return year
    return int(period.start[:4])


def resolve_years(units: list[Unit], ranges: list[bool], linked: list[bool], period: Period | None) -> list[Unit]:
    """Give each unit its year: that of the list or span it is in, of what stands before, else of the plan's period.

    `ranges[i]` and `linked[i]` say whether unit `i` runs to, or is listed with, unit `i + 1`.
    """
    printed = [unit.year for unit in units]
    out: list[Unit] = []
    for i, unit in enumerate(units):
        if not unit.needs_year:
            out.append(unit)
            continue
        ahead = _year_ahead(units, linked, i)
        behind = next((u for u in reversed(out) if u.year is not None), None)
        later = next((year for year in printed[i + 1 :] if year is not None), None)
        if ahead is not None:
            after = units[i + 1]
            turned = ranges[i] and unit.order > after.order and after.kind not in ("year", "years")
            out.append(replace(unit, year=ahead - 1 if turned else ahead, inferred=turned))
        elif behind is not None:
            year = behind.year or 0
            turned = behind.kind not in ("year", "years", "school") and unit.order < behind.order
            if behind.kind == "school":
                turned = unit.order < (8, 1)
            out.append(replace(unit, year=year + 1 if turned else year, inferred=turned or behind.inferred))
        elif later is not None:
            out.append(replace(unit, year=later))
        elif period is not None:
            out.append(replace(unit, year=year_in(period, unit), inferred=True))
        else:
            out.append(unit)
    return out


def _year_ahead(units: list[Unit], linked: list[bool], i: int) -> int | None:
    """The year printed with a later unit of the same list or span."""
    while i < len(linked) and linked[i]:
        i += 1
        if units[i].year is not None:
            return units[i].year if units[i].kind != "years" else None
    return None


def valid(stretch: Stretch | None) -> bool:
    """Whether a stretch lies in the years that plans are about."""
    return stretch is not None and all(
        day is None or datetime.date(dates.FIRST_YEAR, 1, 1) <= day <= datetime.date(dates.LAST_YEAR, 12, 31)
        for day in (stretch.start, stretch.end)
    )
