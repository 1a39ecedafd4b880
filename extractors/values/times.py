"""Danish expressions of time to EDTF and days: cells of time, times in running text, periods of plans, dates.

What a plan prints as "2.-4. kvartal", "Ultimo 2019 -" or "Senest 1. maj" is read into the forms of the contract. All
functions are pure; offsets are those of the text given.
"""

from __future__ import annotations

import datetime
import itertools
import re
from dataclasses import dataclass, field
from functools import lru_cache

from . import dates
from .dates import Period, Stretch
from .time_units import Unit, find_units, resolve_years, valid
from .time_words import DASH, DASHES, TimeWords, lower, mended, time_words

__all__ = [
    "Period",
    "TimeReading",
    "combine",
    "find_times",
    "read_date",
    "read_period",
    "read_time",
    "split_leading_time",
    "time_likeness",
]

_LETTERS = re.compile(r"[0-9a-zæøåéäöü]")
_TOKEN = re.compile(r"[0-9a-zæøåéäöü]+")
_SENTENCE_END = re.compile(r"[.;:!?]\s")
_LEAD = re.compile(rf"\s*(?:[:]\s+|[:]$|\s[{DASH}]\s+)")
_BARE_DAY = re.compile(r"\d{1,2}/\d{1,2}(?!\d)")
_LAST_YEARS = re.compile(r"(?:\s*(?:,|og|,\s*og)\s*(?:19|20)\d\d)*\s*\)[ .;]*")
"""What may stand behind the first year in brackets at the end of an item."""
_LIST_MAX_YEARS = 8
_ONLY_TIME = 0.95
"""Share of a text that is words of time, from which on it is nothing else."""


@dataclass(frozen=True, slots=True)
class TimeReading:
    """A time as understood. `edtf`, `start` and `end` are None for a time without points ("Løbende")."""

    edtf: str | None
    start: str | None
    """First day, ISO date, None where open or unknown."""
    end: str | None
    """Last day, ISO date, included."""
    inferred: bool
    """True where a year is not printed but taken from the plan's period or from the order of the months."""
    rule: str
    spans: list[tuple[int, int]]
    """Offsets of the words of time, with the preposition that belongs to them."""
    items: tuple[Stretch, ...] = field(default=(), repr=False)
    """The single times that it consists of."""


@dataclass(slots=True)
class _Phrase:
    """Units that one preposition, dash or list holds together."""

    stretch: Stretch
    start: int
    end: int
    inferred: bool
    rule: str
    unit: Unit
    linked: bool = False
    """Listed with the phrase before it ("maj og juni")."""


def read_time(text: str, period: Period | None) -> TimeReading | None:
    """The time that a cell of times states as a whole, None where it states none.

    A year that is not printed is taken from `period`. "Løbende" and times that come again without points of their
    own give a reading without `edtf`.
    """
    low, origin = mended(lower(text))
    phrases = _phrases(low, period, cell=True)
    if not phrases:
        running = time_words().running.search(low)
        if running is None:
            return None
        return TimeReading(None, None, None, False, "time:running", [_back(origin, running.start(), running.end())])
    readings = [_reading([phrase], origin) for phrase in phrases]
    return combine(readings)


def find_times(text: str, period: Period | None) -> list[TimeReading]:
    """The times stated inside running text, in order; those printed as one list ("i maj og juni 2021") are one.

    Only dates, months, quarters, seasons and the like count, and a bare year only after a preposition ("i 2018");
    relative times do not.
    """
    low = lower(text)
    words = time_words()
    phrases = [
        p for p in _phrases(low, period, cell=False) if _stands_in_text(low, p, words) or _set_apart(low, p, period)
    ]
    groups: list[list[_Phrase]] = []
    for phrase in phrases:
        own_preposition = phrase.start < phrase.unit.start  # "i 2020 og i 2022" are two times, "i 2020 og 2022" one
        if phrase.linked and groups and not own_preposition:
            groups[-1].append(phrase)
        else:
            groups.append([phrase])
    origin = list(range(len(low)))
    return [_reading(group, origin) for group in groups]


def combine(readings: list[TimeReading]) -> TimeReading | None:
    """Several times as one: the same where there is one, else a set that start and end span."""
    items = [item for reading in readings for item in reading.items]
    spans = [span for reading in readings for span in reading.spans]
    if not items:
        return readings[0] if readings else None
    inferred = any(reading.inferred for reading in readings)
    unique = list(dict.fromkeys(items))
    if len(unique) == 1:
        rules = next(reading.rule for reading in readings if reading.items)
        return _from_stretch(unique[0], inferred, rules, spans, (unique[0],))
    starts = [item.start for item in unique]
    ends = [item.end for item in unique]
    start = None if None in starts else min(day for day in starts if day is not None)
    end = None if None in ends else max(day for day in ends if day is not None)
    members = []
    for i, item in enumerate(unique):
        member = item.member
        if i and member.startswith(".."):
            member = member[2:]  # EDTF allows an open start only for the first of a set
        if i < len(unique) - 1 and member.endswith(".."):
            member = member[:-2]  # and an open end only for the last
        members.append(member)
    stretch = Stretch("{" + ",".join(dict.fromkeys(members)) + "}", start, end)
    if len(dict.fromkeys(members)) == 1:
        stretch = Stretch(unique[0].edtf, start, end)
    return _from_stretch(stretch, inferred, "time:set", spans, tuple(unique))


def _from_stretch(
    stretch: Stretch, inferred: bool, rule: str, spans: list[tuple[int, int]], items: tuple[Stretch, ...]
) -> TimeReading:
    start = stretch.start.isoformat() if stretch.start else None
    end = stretch.end.isoformat() if stretch.end else None
    if inferred and not rule.endswith("+year"):
        rule += "+year"
    return TimeReading(stretch.edtf, start, end, inferred, rule, spans, items)


def _back(origin: list[int], start: int, end: int) -> tuple[int, int]:
    return (origin[start], origin[end - 1] + 1)


def _reading(phrases: list[_Phrase], origin: list[int]) -> TimeReading:
    span = _back(origin, min(p.start for p in phrases), max(p.end for p in phrases))
    singles = [_from_stretch(p.stretch, p.inferred, p.rule, [], (p.stretch,)) for p in phrases]
    whole = combine(singles)
    assert whole is not None
    return TimeReading(whole.edtf, whole.start, whole.end, whole.inferred, whole.rule, [span], whole.items)


def _phrases(low: str, period: Period | None, cell: bool) -> list[_Phrase]:
    """The times of a text, each unit with the words around it applied."""
    words = time_words()
    units = find_units(low)
    if any(unit.kind not in ("period", "this") for unit in units):
        units = [unit for unit in units if unit.kind not in ("period", "this")]
    elif len(units) > 1:
        units = units[:1]
    if not units:
        return []
    gaps = [_gap_kind(low, a, b, words) for a, b in itertools.pairwise(units)]
    gaps = [
        "to" if kind == "and" and words.prefix["between"].search(low[: unit.start]) else kind
        for kind, unit in zip(gaps, units, strict=False)
    ]
    ranges = [kind in ("to", "late") for kind in gaps]
    linked = [kind in ("to", "and", "slash", "plus", "late") for kind in gaps]
    resolved = resolve_years(units, ranges, linked, period)
    if cell and period is not None and words.yearly.search(low) and all(unit.year is None for unit in units):
        return _each_year(low, units, period)
    return _join(low, resolved, gaps, period, words)


def _each_year(low: str, units: list[Unit], period: Period) -> list[_Phrase]:
    """A month "hvert år" stands for that month in each year of the plan."""
    out: list[_Phrase] = []
    for year in list(period.years)[:_LIST_MAX_YEARS]:
        for unit in units:
            stretch = Unit(
                unit.kind, unit.start, unit.end, year, unit.first, unit.last, unit.month, unit.name, unit.about
            ).stretch(period)
            if stretch and valid(stretch) and stretch.start and period.start <= stretch.start.isoformat() <= period.end:
                out.append(_Phrase(stretch, unit.start, unit.end, True, "time:yearly", unit, bool(out)))
    return out


def _gap_kind(low: str, a: Unit, b: Unit, words: TimeWords) -> str:
    """What the words between two units say: `to`, `late` (until, further on), `and`, `slash`, `plus` or `apart`."""
    if a.start == b.start:
        return "and"
    gap = low[a.end : b.start]
    core = re.sub(r"\s+", " ", words.filler.sub(" ", gap)).strip().strip("().").strip()
    plain = re.sub(r"\s+", " ", gap).strip().strip("().").strip()
    if words.to.match(core) or words.to.match(plain):
        return "to"
    if core == "/":
        return "slash"
    if core in ("+", "&"):
        return "plus"
    if core == "":
        return "and" if a.year is not None or b.year is None else "apart"
    if words.both.match(core):
        return "and"
    if len(gap.split()) <= 7 and not _SENTENCE_END.search(gap) and words.to_late.search(gap):
        return "late"
    return "apart"


def _join(low: str, units: list[Unit], gaps: list[str], period: Period | None, words: TimeWords) -> list[_Phrase]:
    """Units to phrases: spans joined, prepositions before and words after applied."""
    out: list[_Phrase] = []
    i, previous_end = 0, 0
    while i < len(units):
        first = units[i]
        stretch = first.stretch(period)
        linked = i > 0 and gaps[i - 1] == "and" and bool(out)
        last, rule, taken = first, _rule_of(first), 1
        if stretch is not None and i < len(gaps) and gaps[i] in ("to", "late", "slash", "plus"):
            second = units[i + 1]
            other = second.stretch(period)
            adjacent = other is not None and stretch.end is not None and other.start is not None
            if adjacent and gaps[i] == "plus":
                assert other is not None
                assert stretch.end is not None
                assert other.start is not None
                adjacent = 0 <= (other.start - stretch.end).days <= 1
            joined = dates.join(stretch, other) if other is not None and adjacent else None
            if joined is not None:
                stretch, last, rule, taken = joined, second, f"{rule}-range", 2
                if gaps[i] == "slash" and i + 1 < len(gaps) and gaps[i + 1] == "to":  # "april/maj - juni"
                    third = units[i + 2].stretch(period)
                    longer = dates.join(stretch, third) if third is not None else None
                    if longer is not None:
                        stretch, last, taken = longer, units[i + 2], 3
        if stretch is None or not valid(stretch):
            i += 1
            continue
        # the mark at the end keeps a dash before the next unit from being taken for one that ends the text
        rest = low[last.end : units[i + taken].start] + "\0" if i + taken < len(units) else low[last.end :]
        phrase = _around(low, previous_end, first, last, stretch, rule, taken >= 2, rest, words)
        phrase.inferred = any(u.inferred or u.kind in ("period", "this") for u in units[i : i + taken])
        phrase.linked = linked
        out.append(phrase)
        previous_end = phrase.end
        i += taken
    return out


def _around(
    low: str, floor: int, first: Unit, last: Unit, stretch: Stretch, rule: str, spans: bool, rest: str, words: TimeWords
) -> _Phrase:
    """Apply the words right before ("senest", "fra") and right after ("og frem", a dash at the end)."""
    ahead = low[floor : first.start]
    start, end = first.start, last.end
    onwards = words.onwards.match(rest)
    prefix = {name: pattern.search(ahead) for name, pattern in words.prefix.items()}
    word = next(
        (prefix[n] for n in ("until", "before", "from", "after", "about", "between", "span") if prefix[n]), None
    )
    if word is not None:
        start = floor + word.start()
    holiday = first.kind == "easter" or low[first.start : first.start + 12].startswith(("sommerferie", "skolernes"))
    if spans:
        pass
    elif prefix["after"] and holiday and stretch.end is not None:
        month = stretch.end + datetime.timedelta(days=1)
        stretch, rule = dates.of_months(month.year, month.month, month.month, about=True), rule + "-after"
    elif onwards is not None:
        stretch, rule = dates.since(stretch), rule + "-open"
        end += len(onwards.group().rstrip())
    elif first.kind in ("period", "this") and (out := words.outgoing.match(rest)):
        stretch, rule, end = dates.until(stretch), rule + "-latest", end + out.end()
    elif prefix["until"] or (floor == 0 and ahead.strip() in (*DASHES,) and ahead.strip()):
        stretch, rule = dates.until(stretch), rule + "-latest"
        start = start if prefix["until"] else 0
    elif prefix["before"]:
        whole = first.kind == "part" or first.about
        stretch, rule = (dates.until(stretch) if whole else dates.before(stretch)), rule + "-before"
    elif prefix["from"]:
        stretch, rule = dates.since(stretch), rule + "-open"
    elif prefix["after"]:
        stretch, rule = dates.after(stretch), rule + "-open"
    elif prefix["about"]:
        stretch = dates.about(stretch)
    if spans and (onwards is not None and stretch.end is not None and "-" not in onwards.group()):
        stretch, rule = dates.since(stretch), rule + "-open"
    return _Phrase(stretch, start, end, False, rule, first)


def _rule_of(unit: Unit) -> str:
    name = {
        "day": "day",
        "days": "day-range",
        "season": "season",
        "week": "week",
        "part": "part-of-year",
        "year": "year",
    }
    if unit.kind == "months":
        size = unit.last - unit.first + 1
        return "time:" + (
            "part-of-month" if unit.about else {1: "month", 3: "quarter", 4: "third", 6: "half"}.get(size, "months")
        )
    return "time:" + name.get(
        unit.kind, {"years": "years", "school": "school-year", "easter": "holiday"}.get(unit.kind, "plan-period")
    )


def _stands_in_text(low: str, phrase: _Phrase, words: TimeWords) -> bool:
    """Whether a time in running text is a time of the item: a bare year or month only after a preposition."""
    unit = phrase.unit
    ahead = low[: phrase.start].rstrip()
    if unit.kind in ("period", "this"):
        return False
    if unit.kind in ("year", "years", "school"):
        if words.document.search(low[: unit.start]):
            return False
        lead = low[phrase.start : unit.start].strip()
        if lead in ("", "til", "for", "på", "over", "under", "efter"):
            return phrase.linked or ("range" in phrase.rule and not lead.startswith("efter"))
        return True
    if phrase.inferred and _BARE_DAY.match(low, unit.start):
        return re.search(r"(?<!\w)(?:den|d\.)\s*$", low[: unit.start]) is not None
    if phrase.inferred and low[phrase.start : unit.start].strip() == "":
        if ahead.endswith("(") and low[phrase.end :].lstrip().startswith(")"):
            return True
        return unit.kind not in ("months", "season", "easter") or phrase.linked or not ahead
    return True


def _set_apart(low: str, phrase: _Phrase, period: Period | None) -> bool:
    """Whether a year stands in brackets as the time of an item, and not of a document that it names: a school year, or
    at the end a year of the plan, alone or with others."""
    ahead = low[: phrase.start].rstrip()
    named = time_words().document.search(ahead.removesuffix("("))
    if phrase.unit.kind not in ("year", "years", "school") or not ahead.endswith("(") or named:
        return False
    behind = low[phrase.end :]
    if phrase.unit.kind == "school":
        return behind.lstrip().startswith(")")
    return _LAST_YEARS.fullmatch(behind) is not None and period is not None and phrase.unit.year in period.years


@lru_cache(maxsize=4096)
def time_likeness(text: str) -> float:
    """How much of a text is words of time, 0 to 1, by letters and digits: near 1 for a cell of a time column."""
    low, _ = mended(lower(text))
    total = len(_LETTERS.findall(low))
    if not total:
        return 0.0
    words = time_words()
    spans = [(unit.start, unit.end) for unit in find_units(low)]
    spans += [match.span() for match in words.running.finditer(low)]
    certain = bool(spans)
    for match in _TOKEN.finditer(low):
        token = match.group()
        near = certain and (words.filler.fullmatch(token) or token in words.around)
        if token in words.relative or near:
            spans.append(match.span())
    if not spans:
        return 0.0
    covered = {i for start, end in spans for i in range(start, end)}
    share = sum(1 for match in _LETTERS.finditer(low) if match.start() in covered) / total
    return share if certain else share * 0.8


def is_time(text: str) -> bool:
    """Whether a text, such as the heading of a column, says when and nothing else."""
    return time_likeness(text) >= _ONLY_TIME


def split_leading_time(text: str) -> tuple[str, str] | None:
    """`(timing, rest)` of a run-in line such as "Efteråret 2021: vi ansætter ...", None where it has no such lead.

    The separator is a colon or a dash between spaces; all before it must be words of time.
    """
    for match in _LEAD.finditer(text[:120]):
        head, rest = text[: match.start()].strip(), text[match.end() :].strip()
        if not head:
            return None
        dash = ":" not in match.group()
        if time_likeness(head) >= 0.9 and read_time(head, _ANY) is not None:
            if dash and (time_likeness(rest.split(":")[0]) >= 0.9 or not rest):
                continue
            return head, rest
        if not dash:
            return None
    return None


_ANY = Period("2020-01-01", "2020-12-31")


def read_period(text: str) -> Period | None:
    """The period that a plan's title or subtitle states: years, a span of them, a school year, or a span of months."""
    low = lower(text)
    units = find_units(low)
    phrases = [p for p in _phrases(low, None, cell=True) if p.stretch.start is not None and p.stretch.end is not None]
    yearly = [p for p in phrases if p.unit.kind in ("year", "years", "school")]
    spans = [p for p in phrases if p.rule.endswith("-range")]
    chosen = yearly or spans
    if not chosen or not units:
        return None
    best = max(range(len(chosen)), key=lambda i: (_names_plan(low, chosen[i]), -i))
    group = [chosen[best]]
    for phrase in chosen[best + 1 :]:
        if phrase.linked and phrase.unit.kind == group[-1].unit.kind:
            group.append(phrase)
        else:
            break
    start, end = group[0].stretch.start, group[-1].stretch.end
    if start is None or end is None or end < start:
        return None
    return Period(start.isoformat(), end.isoformat())


def _names_plan(low: str, phrase: _Phrase) -> int:
    """How likely a year of a title is the plan's: 2 right after the kind of plan, 0 after "vision" or "budget"."""
    words = time_words()
    before = low[: phrase.start]
    return 2 if words.plan_name.search(before) else (0 if words.other_name.search(before) else 1)


def read_date(text: str) -> str | None:
    """The most exact date in a text as EDTF ("Udgivet december 2023" gives `2023-12`), None without a printed year."""
    low, _ = mended(lower(text))
    best: tuple[int, str] | None = None
    for unit in find_units(low):
        stretch = unit.stretch(None) if unit.year is not None else None
        if stretch is None or not valid(stretch) or "/" in stretch.edtf:
            continue
        rank = {"day": 0, "months": 1, "part": 1, "season": 2, "year": 3}.get(unit.kind, 9)
        if best is None or rank < best[0]:
            best = (rank, stretch.edtf)
    return best[1] if best else None
