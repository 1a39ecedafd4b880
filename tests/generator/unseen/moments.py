"""More ways to print a time, each with its meaning by the rules of the data contract."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from random import Random

from ..model import Time

MONTHS = "januar februar marts april maj juni juli august september oktober november december".split()
SHORT = "jan feb mar apr maj jun jul aug sep okt nov dec".split()
ORDINALS = ("første", "andet", "tredje", "fjerde")
SEASONS = {"foråret": (21, 3, 5), "sommeren": (22, 6, 8), "efteråret": (23, 9, 11)}
PARTS = {"primo": 1, "medio": 6, "ultimo": 12}


def end_of_month(year: int, month: int) -> str:
    return f"{year}-{month:02d}-{calendar.monthrange(year, month)[1]}"


def span(printed: str, first: tuple[int, int], last: tuple[int, int]) -> Time:
    """From a month to a month, both included: one month, or a range."""
    edges = [f"{year}-{month:02d}" for year, month in (first, last)]
    edtf = edges[0] if first == last else "/".join(edges)
    return Time(printed, edtf, f"{edges[0]}-01", end_of_month(*last))


def one_day(printed: str, year: int, month: int, day: int) -> Time:
    iso = f"{year}-{month:02d}-{day:02d}"
    return Time(printed, iso, iso, iso)


def month(draw: Random, year: int, bare: bool) -> Time:
    m = draw.randint(1, 12)
    forms = [MONTHS[m - 1], f"{SHORT[m - 1]}."] if bare else [f"{MONTHS[m - 1]} {year}", f"{SHORT[m - 1]}. {year}"]
    return span(forms[0] if m == 5 else draw.choice(forms), (year, m), (year, m))


def months(draw: Random, year: int, bare: bool) -> Time:
    first = draw.randint(1, 9)
    last = draw.randint(first + 1, 12)
    a, b = MONTHS[first - 1], MONTHS[last - 1]
    shorts = f"{SHORT[first - 1]}.–{SHORT[last - 1]}."
    tail = "" if bare else f" {year}"
    return span(draw.choice([f"fra {a} til {b}", f"{a} til og med {b}", shorts]) + tail, (year, first), (year, last))


def over_new_year(draw: Random, year: int, bare: bool) -> Time:
    first, last = draw.randint(8, 12), draw.randint(1, 6)
    dash = draw.choice([" til ", " – ", "-"])
    return span(f"{MONTHS[first - 1]} {year}{dash}{MONTHS[last - 1]} {year + 1}", (year, first), (year + 1, last))


def quarter(draw: Random, year: int, bare: bool) -> Time:
    q = draw.randint(1, 4)
    forms = [f"{q}. kvartal", f"{q}. kvt."] if bare else [
        f"{q}. kvt. {year}", f"{ORDINALS[q - 1]} kvartal {year}", f"{year}, {q}. kvartal", f"{q}. kvartal af {year}",
    ]  # fmt: skip
    return span(draw.choice(forms), (year, 3 * q - 2), (year, 3 * q))


def quarters(draw: Random, year: int, bare: bool) -> Time:
    first = draw.randint(1, 3)
    last = draw.randint(first + 1, 4)
    tail = "" if bare else f" {year}"
    forms = [f"{first}.-{last}. kvt.{tail}", f"Q{first}-Q{last}{tail}"]
    if last == first + 1:
        forms += [f"{first}. og {last}. kvartal{tail}", f"{first}.+{last}. kvartal{tail}"]
    return span(draw.choice(forms), (year, 3 * first - 2), (year, 3 * last))


def half(draw: Random, year: int, bare: bool) -> Time:
    h = draw.randint(1, 2)
    forms = [f"{ORDINALS[h - 1]} halvår", f"{h}. halvår"] if bare else [
        f"{ORDINALS[h - 1]} halvår {year}", f"{h}. halvår af {year}", f"{h}. halvår i {year}",
    ]  # fmt: skip
    return span(draw.choice(forms), (year, 6 * h - 5), (year, 6 * h))


def season(draw: Random, year: int, bare: bool) -> Time:
    word, (code, first, last) = draw.choice(sorted(SEASONS.items()))
    printed = draw.choice([word, f"i løbet af {word}", f"hen over {word}"]) + ("" if bare else f" {year}")
    return Time(printed, f"{year}-{code}", f"{year}-{first:02d}-01", end_of_month(year, last))


def seasons(draw: Random, year: int, bare: bool) -> Time:
    edtf = f"{{{year}-03..{year}-05,{year}-09..{year}-11}}"
    return Time("forår og efterår" + ("" if bare else f" {year}"), edtf, f"{year}-03-01", f"{year}-11-30")


def some_months(draw: Random, year: int, bare: bool) -> Time:
    """Two or three points."""
    chosen = sorted(draw.sample(range(1, 13), draw.choice([2, 3])))
    while any(b - a < 2 for a, b in pairwise(chosen)):
        chosen = sorted(draw.sample(range(1, 13), len(chosen)))
    names = [MONTHS[m - 1] for m in chosen]
    printed = " + ".join(names) if len(names) == 2 else f"{names[0]}, {names[1]} og {names[2]}"
    edtf = "{" + ",".join(f"{year}-{m:02d}" for m in chosen) + "}"
    tail = "" if bare else f" {year}"
    return Time(printed + tail, edtf, f"{year}-{chosen[0]:02d}-01", end_of_month(year, chosen[-1]))


def part(draw: Random, year: int, bare: bool) -> Time:
    word = draw.choice(sorted(PARTS))
    m = PARTS[word]
    if draw.random() < 0.4:
        m = draw.randint(1, 12)
        word = f"{word} {MONTHS[m - 1]}"
    return Time(f"{word} {year}", f"{year}-{m:02d}~", f"{year}-{m:02d}-01", end_of_month(year, m))


def part_to_part(draw: Random, year: int, bare: bool) -> Time:
    last = draw.choice([6, 12])
    word = "medio" if last == 6 else "ultimo"
    end = end_of_month(year + 1, last)
    return Time(f"ultimo {year} - {word} {year + 1}", f"{year}-12~/{year + 1}-{last:02d}~", f"{year}-12-01", end)


def weeks(draw: Random, year: int, bare: bool) -> Time:
    n = draw.randint(3, 46)
    more = draw.choice([0, 1, 3])
    first = date.fromisocalendar(year, n, 1)
    last = date.fromisocalendar(year, n + more, 1) + timedelta(days=6)
    number = f"{n}-{n + more}" if more else str(n)
    return Time(f"uge {number}" + ("" if bare else f" i {year}"), f"{first}/{last}", str(first), str(last))


def day(draw: Random, year: int, bare: bool) -> Time:
    m, d = draw.randint(1, 12), draw.randint(13, 28)
    forms = [f"{d:02d}-{m:02d}-{year}", f"{d}/{m}-{year}", f"d. {d}. {MONTHS[m - 1]} {year}", f"{d:02d}.{m:02d}.{year}"]
    return one_day(draw.choice(forms), year, m, d)


def until(draw: Random, year: int, bare: bool) -> Time:
    m, d = draw.randint(1, 12), draw.randint(13, 28)
    iso = f"{year}-{m:02d}-{d:02d}"
    forms = [f"senest d. {d}. {MONTHS[m - 1]} {year}", f"senest {d}/{m} {year}", f"indtil den {d}.{m}.{year}"]
    return Time(draw.choice(forms), f"../{iso}", None, iso)


def end_of(draw: Random, year: int, bare: bool) -> Time:
    """ "ved udgangen af" is read as "inden udgangen af"."""
    if draw.random() < 0.5:
        return Time(f"ved udgangen af {year}", f"../{year}-12-31", None, f"{year}-12-31")
    m = draw.randint(1, 12)
    last = end_of_month(year, m)
    return Time(draw.choice(["inden", "ved"]) + f" udgangen af {MONTHS[m - 1]} {year}", f"../{last}", None, last)


def open_end(draw: Random, year: int, bare: bool) -> Time:
    m = draw.randint(1, 12)
    name = f"{MONTHS[m - 1]} {year}"
    printed = draw.choice([f"fra og med {name}", f"{name} -", f"fra {name} og frem"])
    return Time(printed, f"{year}-{m:02d}/..", f"{year}-{m:02d}-01", None)


def whole_year(draw: Random, year: int, bare: bool) -> Time:
    printed = draw.choice([f"løbende gennem {year}", f"hele {year}", f"i {year}", str(year), f"løbende i hele {year}"])
    return Time(printed, str(year), f"{year}-01-01", f"{year}-12-31")


def phases(draw: Random, year: int, bare: bool) -> Time:
    """Two phases in one cell."""
    first, last = draw.choice([("test", "drift"), ("analyse", "afprøvning"), ("udbud", "ibrugtagning")])
    tail = "" if bare else f" {year}"
    edtf = f"{{{year}-01..{year}-03,{year}-04..{year}-12}}"
    printed = f"1. kvartal{tail}: {first}, 2.-4. kvartal{tail}: {last}"
    return Time(printed, edtf, f"{year}-01-01", f"{year}-12-31")


def ongoing(draw: Random, year: int, bare: bool) -> Time:
    return Time(draw.choice(["løbende", "løbende i perioden", "efter behov"]))


Kind = Callable[[Random, int, bool], Time]
USUAL: tuple[Kind, ...] = (
    month,
    month,
    month,
    months,
    quarter,
    quarter,
    quarters,
    half,
    season,
    part,
    end_of,
    whole_year,
)
SELDOM: tuple[Kind, ...] = (over_new_year, seasons, some_months, part_to_part, weeks, day, until, open_end, phases)
LEADS: tuple[Kind, ...] = (month, month, months, quarter, quarters, half, season, part, day)
INSIDE: tuple[Kind, ...] = (month, quarter, half, until, end_of, day)
KINDS = sorted({*USUAL, *SELDOM, *LEADS, *INSIDE}, key=lambda kind: kind.__name__)


def in_column(draw: Random, year: int, bare: bool) -> Time:
    """A time for a cell of its own; `bare` allows the year of a plan of one year to be left out."""
    roll = draw.random()
    kind = ongoing if roll < 0.06 else draw.choice(SELDOM if roll < 0.32 else USUAL)
    return kind(draw, year, bare and draw.random() < 0.4)


def as_lead(draw: Random, year: int, bare: bool) -> Time:
    """A time that stands before the words of an item."""
    return draw.choice(LEADS)(draw, year, bare and draw.random() < 0.4)


def inside(draw: Random, year: int) -> Time:
    """A time that stands in the words of an item."""
    return draw.choice(INSIDE)(draw, year, False)


def columns(first: int, last: int, draw: Random) -> list[Time]:
    """Headings of columns that are times: the months or quarters of a year, or the halves of several years."""
    years = range(first, last + 1)
    if len(years) == 1 and draw.random() < 0.4:
        named = draw.choice([SHORT, [f"{m[:3]}." if m != "maj" else m for m in MONTHS]])
        return [span(name.capitalize(), (first, m), (first, m)) for m, name in enumerate(named, 1)]
    if len(years) <= 2:
        form = draw.choice(["{q}. kvartal", "{q}. kvt.", "Q{q}"]) + ("" if len(years) == 1 else " {year}")
        return [span(form.format(q=q, year=y), (y, 3 * q - 2), (y, 3 * q)) for y in years for q in range(1, 5)]
    form = draw.choice(["{h}. halvår {year}", "{year}, {h}. halvår"])
    return [span(form.format(h=h, year=y), (y, 6 * h - 5), (y, 6 * h)) for y in years for h in (1, 2)]
