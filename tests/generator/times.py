"""Times as plans print them, each with its meaning by the rules of the data contract."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from .model import Time

MONTHS = "januar februar marts april maj juni juli august september oktober november december".split()
SHORT = "jan. feb. mar. apr. maj jun. jul. aug. sep. okt. nov. dec.".split()
SEASONS = {"forår": (21, 3, 5), "sommer": (22, 6, 8), "efterår": (23, 9, 11)}


def _last(year: int, month: int) -> str:
    return f"{year}-{month:02d}-{calendar.monthrange(year, month)[1]}"


def _months(printed: str, edtf: str, first: tuple[int, int], last: tuple[int, int]) -> Time:
    return Time(printed, edtf, f"{first[0]}-{first[1]:02d}-01", _last(*last))


def _range(printed: str, first: tuple[int, int], last: tuple[int, int]) -> Time:
    edtf = f"{first[0]}-{first[1]:02d}/{last[0]}-{last[1]:02d}"
    return _months(printed, edtf, first, last)


def month(draw: Random, year: int, bare: bool) -> Time:
    m = draw.randint(1, 12)
    printed = MONTHS[m - 1] if bare else f"{MONTHS[m - 1]} {year}"
    return _months(printed, f"{year}-{m:02d}", (year, m), (year, m))


def month_range(draw: Random, year: int, bare: bool) -> Time:
    first = draw.randint(1, 10)
    last = draw.randint(first + 1, 12)
    dash = draw.choice(["-", "–", " – ", " - ", " til "])
    tail = "" if bare else f" {year}"
    return _range(f"{MONTHS[first - 1]}{dash}{MONTHS[last - 1]}{tail}", (year, first), (year, last))


def long_range(draw: Random, year: int, bare: bool) -> Time:
    first, last = draw.randint(5, 12), draw.randint(1, 6)
    dash = draw.choice(["-", " – ", " - "])
    return _range(f"{MONTHS[first - 1]} {year}{dash}{MONTHS[last - 1]} {year + 1}", (year, first), (year + 1, last))


def short_range(draw: Random, year: int, bare: bool) -> Time:
    first = draw.randint(1, 9)
    last = first + draw.randint(1, 3)
    return _range(f"{SHORT[first - 1]}-{SHORT[last - 1]} {year}", (year, first), (year, last))


def quarter(draw: Random, year: int, bare: bool) -> Time:
    q = draw.randint(1, 4)
    forms = [f"{q}. kvartal", f"{q}. kvartal {year}"] if bare else [f"{q}. kvartal {year}", f"Q{q} {year}"]
    return _range(draw.choice(forms), (year, 3 * q - 2), (year, 3 * q))


def quarters(draw: Random, year: int, bare: bool) -> Time:
    first = draw.randint(1, 3)
    last = draw.randint(first + 1, 4)
    printed = draw.choice([f"{first}.-{last}. kvartal {year}", f"{first}. kvartal – {last}. kvartal {year}"])
    return _range(printed, (year, 3 * first - 2), (year, 3 * last))


def half(draw: Random, year: int, bare: bool) -> Time:
    h = draw.randint(1, 2)
    return _range(f"{h}. halvår" if bare else f"{h}. halvår {year}", (year, 6 * h - 5), (year, 6 * h))


def part(draw: Random, year: int, bare: bool) -> Time:
    word, m = draw.choice([("primo", 1), ("medio", 6), ("ultimo", 12)])
    return _months(f"{word} {year}", f"{year}-{m:02d}~", (year, m), (year, m))


def part_of_month(draw: Random, year: int, bare: bool) -> Time:
    m = draw.randint(1, 12)
    word = draw.choice(["primo", "medio", "ultimo"])
    return _months(f"{word} {MONTHS[m - 1]} {year}", f"{year}-{m:02d}~", (year, m), (year, m))


def season(draw: Random, year: int, bare: bool) -> Time:
    word, (code, first, last) = draw.choice(sorted(SEASONS.items()))
    word = draw.choice([word, f"{word}en" if word == "sommer" else f"{word}et"])
    return _months(word if bare else f"{word} {year}", f"{year}-{code}", (year, first), (year, last))


def winter(draw: Random, year: int, bare: bool) -> Time:
    printed = draw.choice([f"vinter {year}/{(year + 1) % 100:02d}", f"vinteren {year}/{year + 1}"])
    return Time(printed, f"{year}-24", f"{year}-12-01", _last(year + 1, 2))


def week(draw: Random, year: int, bare: bool) -> Time:
    n = draw.randint(2, 51)
    first = date.fromisocalendar(year, n, 1)
    last = first + timedelta(days=6)
    printed = f"uge {n}" if bare else draw.choice([f"uge {n}, {year}", f"uge {n} {year}"])
    return Time(printed, f"{first}/{last}", str(first), str(last))


def day(draw: Random, year: int, bare: bool) -> Time:
    m, d = draw.randint(1, 12), draw.randint(1, 28)
    printed = draw.choice([f"{d}. {MONTHS[m - 1]} {year}", f"{d}.{m}.{year}", f"den {d}. {MONTHS[m - 1]} {year}"])
    iso = f"{year}-{m:02d}-{d:02d}"
    return Time(printed, iso, iso, iso)


def until(draw: Random, year: int, bare: bool) -> Time:
    m, d = draw.randint(1, 12), draw.randint(1, 28)
    iso = f"{year}-{m:02d}-{d:02d}"
    word = draw.choice(["senest", "senest den"])
    return Time(f"{word} {d}. {MONTHS[m - 1]} {year}", f"../{iso}", None, iso)


def end_of(draw: Random, year: int, bare: bool) -> Time:
    if draw.random() < 0.5:
        return Time(f"inden udgangen af {year}", f"../{year}-12-31", None, f"{year}-12-31")
    m = draw.randint(1, 12)
    return Time(f"inden udgangen af {MONTHS[m - 1]} {year}", f"../{_last(year, m)}", None, _last(year, m))


def whole_year(draw: Random, year: int, bare: bool) -> Time:
    printed = draw.choice([str(year), f"hele {year}", f"løbende i {year}", f"i løbet af {year}"])
    return Time(printed, str(year), f"{year}-01-01", f"{year}-12-31")


def years(draw: Random, year: int, bare: bool) -> Time:
    last = year + draw.randint(1, 2)
    dash = draw.choice(["-", "–"])
    return Time(f"{year}{dash}{last}", f"{year}/{last}", f"{year}-01-01", f"{last}-12-31")


def open_end(draw: Random, year: int, bare: bool) -> Time:
    m = draw.randint(1, 12)
    return Time(f"fra {MONTHS[m - 1]} {year}", f"{year}-{m:02d}/..", f"{year}-{m:02d}-01", None)


def two_months(draw: Random, year: int, bare: bool) -> Time:
    first = draw.randint(1, 8)
    last = draw.randint(first + 2, 12)
    printed = f"{MONTHS[first - 1]} og {MONTHS[last - 1]}" + ("" if bare else f" {year}")
    edtf = f"{{{year}-{first:02d},{year}-{last:02d}}}"
    return _months(printed, edtf, (year, first), (year, last))


def ongoing(draw: Random, year: int, bare: bool) -> Time:
    return Time("løbende")


Kind = Callable[[Random, int, bool], Time]
USUAL: list[Kind] = [
    month,
    month,
    month,
    month_range,
    quarter,
    quarter,
    quarters,
    half,
    season,
    part,
    end_of,
    whole_year,
]
SELDOM: list[Kind] = [long_range, short_range, part_of_month, winter, week, day, until, years, open_end, two_months]
LEADS: list[Kind] = [month, month, quarter, half, season, part, whole_year, month_range]
INSIDE: list[Kind] = [month, quarter, half, season, until, end_of]


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def in_column(draw: Random, year: int, bare: bool) -> Time:
    """A time for a cell of its own; `bare` allows the year of a plan of one year to be left out."""
    roll = draw.random()
    kind = ongoing if roll < 0.05 else draw.choice(SELDOM if roll < 0.3 else USUAL)
    return kind(draw, year, bare and draw.random() < 0.5)


def as_lead(draw: Random, year: int, bare: bool) -> Time:
    """A time that stands before the colon of a line."""
    return draw.choice(LEADS)(draw, year, bare and draw.random() < 0.4)


def inside(draw: Random, year: int) -> Time:
    """A time that stands in the running text of an item."""
    return draw.choice(INSIDE)(draw, year, False)
