"""Times: the frozen expressions, the contract's table, and what must hold for any text."""

from __future__ import annotations

import csv
import datetime
from pathlib import Path

import pytest
from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st
from planspor.extractors.values.times import (
    Period,
    TimeReading,
    combine,
    find_times,
    read_date,
    read_period,
    read_time,
    split_leading_time,
    time_likeness,
)

FLOOR = 0.97
YEAR = Period("2021-01-01", "2021-12-31")
WORDS = (
    "januar feb. marts maj juni/juli okt. december 2020 2021 2022/23 2021-2024 1. 2.-4. 3+4 kvartal kvt. Q3 halvår "
    "uge 34 primo medio ultimo inden udgangen af fra og med til – - , ; og + efterår foråret vinter 31.12.2022 "
    "1/3-2021 senest 1/9 løbende årsskiftet skoleåret 2020/21 hele perioden året hver måned 30. 31. februar ( ) : "
    "inden for 14 dage §"
).split()
expressions = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join),
    st.lists(st.sampled_from(WORDS), max_size=6).map("".join),
)
periods = st.one_of(
    st.none(),
    st.tuples(st.dates(datetime.date(1990, 1, 1), datetime.date(2060, 1, 1)), st.integers(0, 2000)).map(
        lambda p: Period(p[0].isoformat(), (p[0] + datetime.timedelta(days=p[1])).isoformat())
    ),
)


def cases() -> list[dict[str, str]]:
    with (Path(__file__).parent / "times.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def as_row(reading: TimeReading | None) -> tuple[str, str, str, str]:
    if reading is None:
        return ("", "", "", "false")
    return (reading.edtf or "", reading.start or "", reading.end or "", str(reading.inferred).lower())


def test_frozen_expressions() -> None:
    """At least 97 of 100 expressions of time give exactly the expected EDTF, days and mark of inference."""
    rows = cases()
    misses = []
    for row in rows:
        period = Period(row["period_start"], row["period_end"]) if row["period_start"] else None
        got = as_row(read_time(row["text"], period))
        want = (row["edtf"], row["start"], row["end"], row["inferred"])
        if got != want:
            misses.append(f"{row['text']!r}: want {want}, got {got}")
    print("\n".join(misses))
    assert len(rows) >= 150
    assert 1 - len(misses) / len(rows) >= FLOOR, "\n".join(misses)


@pytest.mark.parametrize("row", cases()[:22], ids=lambda row: row["text"])
def test_every_row_of_the_contract(row: dict[str, str]) -> None:
    period = Period(row["period_start"], row["period_end"]) if row["period_start"] else None
    assert as_row(read_time(row["text"], period)) == (row["edtf"], row["start"], row["end"], row["inferred"])


def check(reading: TimeReading, text: str) -> None:
    if reading.edtf is None:
        assert reading.start is None
        assert reading.end is None
    else:
        parse_edtf(reading.edtf)
        assert " " not in reading.edtf
    if reading.start and reading.end:
        assert reading.start <= reading.end
    for day in (reading.start, reading.end):
        if day:
            datetime.date.fromisoformat(day)
    assert reading.spans
    for start, end in reading.spans:
        assert 0 <= start < end <= len(text)
    assert reading.rule.startswith("time:")


@settings(deadline=None)
@given(expressions, periods)
def test_any_cell_gives_a_sound_reading_or_none(text: str, period: Period | None) -> None:
    reading = read_time(text, period)
    if reading is not None:
        check(reading, text)
    assert 0.0 <= time_likeness(text) <= 1.0


@settings(deadline=None)
@given(expressions, periods)
def test_times_in_any_text_are_sound_and_in_order(text: str, period: Period | None) -> None:
    readings = find_times(text, period)
    for reading in readings:
        check(reading, text)
        assert reading.edtf is not None
    starts = [reading.spans[0][0] for reading in readings]
    assert starts == sorted(starts)
    whole = combine(readings)
    assert (whole is None) == (not readings)
    if whole is not None:
        check(whole, text)


@settings(deadline=None)
@given(expressions)
def test_titles_dates_and_leads_of_any_text(text: str) -> None:
    period = read_period(text)
    if period is not None:
        assert period.start <= period.end
    date = read_date(text)
    if date is not None:
        parse_edtf(date)
    lead = split_leading_time(text)
    if lead is not None:
        timing, rest = lead
        assert text.strip().startswith(timing)
        assert text.strip().endswith(rest)


MONTHS = "januar februar marts april maj juni juli august september oktober november december".split()


@settings(deadline=None)
@given(st.integers(0, 11), st.integers(2000, 2059), st.integers(0, 11), st.integers(2000, 2059))
def test_spans_of_months_round_trip(m1: int, y1: int, m2: int, y2: int) -> None:
    text = f"{MONTHS[m1].capitalize()} {y1} – {MONTHS[m2]} {y2}"
    reading = read_time(text, None)
    assert reading is not None
    first, last = f"{y1}-{m1 + 1:02d}", f"{y2}-{m2 + 1:02d}"
    if (y1, m1) < (y2, m2):
        assert reading.edtf == f"{first}/{last}"
    assert reading.start is None or reading.start.startswith((first, last))


@settings(deadline=None)
@given(st.dates(datetime.date(1990, 1, 1), datetime.date(2089, 12, 31)), st.booleans())
def test_days_round_trip(day: datetime.date, words: bool) -> None:
    text = f"den {day.day}. {MONTHS[day.month - 1]} {day.year}" if words else f"{day.day}.{day.month}.{day.year}"
    reading = read_time(text, None)
    assert reading is not None
    assert (reading.edtf, reading.start, reading.end) == (day.isoformat(),) * 3


@pytest.mark.parametrize(
    ("text", "timing", "edtf"),
    [
        ("Indtil den 1.6.2022 prøves ordningen af på to plejehjem", "Indtil den 1.6.2022", "../2022-06-01"),
        (
            "Kurset holdes i marts og september 2021 for alle nye ledere",
            "i marts og september 2021",
            "{2021-03,2021-09}",
        ),
        ("Der er uddannet ti vejledere i 2020, og i 2022 følger resten", "i 2020; i 2022", "{2020,2022}"),
        (
            "Ordningen begynder i nord primo 2021 og bliver derefter frem til medio 2022 udbredt",
            "primo 2021 og bliver derefter frem til medio 2022",
            "2021-01~/2022-06~",
        ),
        ("Senest den 15. august er alle elever indskrevet", "Senest den 15. august", "../2021-08-15"),
        ("Ansøgningen sendes til fonden (3. kvartal)", "3. kvartal", "2021-07/2021-09"),
        ("Kampagne på stationen (forår)", "forår", "2021-21"),
        ("Gåbusser på alle skoler (skoleåret 2021/22)", "skoleåret 2021/22", "2021-08/2022-07"),
        ("Ny sti til hallen (2021).", "2021", "2021"),
        ("Nye træer langs kanalen (2021 og 2022)", "2021 og 2022", "{2021,2022}"),
        ("Fra skoleåret 2021/22 gælder den nye plan", "Fra skoleåret 2021/22", "2021-08/.."),
    ],
)
def test_times_inside_running_text(text: str, timing: str, edtf: str) -> None:
    readings = find_times(text, YEAR)
    assert "; ".join(text[a:b] for reading in readings for a, b in reading.spans) == timing
    whole = combine(readings)
    assert whole is not None
    assert whole.edtf == edtf


@pytest.mark.parametrize(
    "text",
    [
        "Vi gennemfører forslaget fra budget 2021 om flere hænder",
        "Borgeren får svar inden for otte uger",
        "Alle medarbejdere følges løbende",
        "Der indkøbes 2000 stole til skolerne",
        "Arbejdet med Strategi 2025 fortsætter",
        "Vi retter os efter den nye rapport (2021)",
        "Samtaler med unge over 18 år",
        "Støtten følger § 85 og VUM 2.0",
        "Trafiktællingen (2021) gentages",
        "Anbefalingerne i cyklistprofilen (2019)",
    ],
)
def test_running_text_without_a_time_of_its_own(text: str) -> None:
    assert find_times(text, YEAR) == []


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("Efteråret 2021: vi ansætter to vejledere", ("Efteråret 2021", "vi ansætter to vejledere")),
        ("2. kvartal: Materialet skrives", ("2. kvartal", "Materialet skrives")),
        ("Løbende: nye tilbud tilføjes", ("Løbende", "nye tilbud tilføjes")),
        ("Senest 1. maj 2022: Aftalen er indgået", ("Senest 1. maj 2022", "Aftalen er indgået")),
        ("Marts 2021 – Opstart på tre skoler", ("Marts 2021", "Opstart på tre skoler")),
        ("Januar – marts 2022: Oplæring", ("Januar – marts 2022", "Oplæring")),
        ("Uge 19: Temadag", ("Uge 19", "Temadag")),
        ("Fase 1: analyse", None),
        ("Mål: flere i job i 2022", None),
        ("Vi begynder i maj", None),
        ("Maj 2021", None),
    ],
)
def test_the_time_that_leads_a_line(text: str, lead: tuple[str, str] | None) -> None:
    assert split_leading_time(text) == lead


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Virksomhedsplan 2020", "2020-01-01", "2020-12-31"),
        ("Ældrepolitik 2021-2024", "2021-01-01", "2024-12-31"),
        ("Handleplan for 2022 til 2025", "2022-01-01", "2025-12-31"),
        ("Aftale for skoleåret 2020/21", "2020-08-01", "2021-07-31"),
        ("Udviklingskontrakt 2019 og 2020", "2019-01-01", "2020-12-31"),
        ("Plan for august 2021 – juni 2023", "2021-08-01", "2023-06-30"),
    ],
)
def test_period_of_a_title(text: str, start: str, end: str) -> None:
    assert read_period(text) == Period(start, end)


@pytest.mark.parametrize("text", ["Sammen om byen", "Godkendt den 18. januar 2022", "Maj 2021", "§ 85-området"])
def test_no_period_in_a_line_without_one(text: str) -> None:
    assert read_period(text) is None


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("Januar 2020", "2020-01"),
        ("Udgivet december 2023", "2023-12"),
        ("Vedtaget af byrådet den 18. januar 2022", "2022-01-18"),
        ("Revideret 3.11.2021", "2021-11-03"),
        ("Tryk: Kommunens trykkeri, efteråret 2019", "2019-23"),
        ("© 2021", "2021"),
        ("Trykt på genbrugspapir", None),
    ],
)
def test_date_of_publication(text: str, edtf: str | None) -> None:
    assert read_date(text) == edtf


def test_a_column_of_times_is_told_from_a_column_of_actions() -> None:
    times = [
        "1. kvartal 2021",
        "Løbende",
        "Senest 1. maj 2022",
        "Ultimo 2019 -",
        "Forår og efterår 2023",
        "Hvert år",
        "2022–23",
    ]
    actions = [
        "Der ansættes to vejledere i marts",
        "Halvårlig gennemgang af sager over 26 uger",
        "Udvikling af nye tilbud til unge",
        "Evaluering",
        "Styregruppen",
    ]
    assert min(time_likeness(text) for text in times) >= 0.8
    assert max(time_likeness(text) for text in actions) <= 0.6
