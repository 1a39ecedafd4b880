"""Gains: the frozen sentences and rows, and what must hold for any text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st
from planspor.extractors.values.amounts import GainReading, figure_likeness, read_figure, read_gain
from planspor.extractors.values.direction import read_direction
from planspor.extractors.values.times import Period

FLOOR = 0.95
VALUES = ("direction", "amount", "unit", "amount_kind", "baseline", "target_edtf")
WORDS = (
    "flere færre borgere % 5,5 1.234 fra 7 til 5 dage med mio. kr. mindst ikke i 2022 falder stiger fastholdes § 85 "
    "9. klasse mellem 4,5 og 5 procent 18-29-årige hver ved udgangen af pr. 10 ud inden for 14 , . – ( ) + "
    "da fordi sygefraværet"
).split()
sentences = st.one_of(st.text(max_size=80), st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join))
cells = st.one_of(
    st.none(), st.text(max_size=12), st.sampled_from(["5,5 %", "1.200", "3,5 mio. kr.", "-", "+10 %", "2 flere"])
)


def cases() -> list[dict[str, Any]]:
    with (Path(__file__).parent / "gains.yaml").open(encoding="utf-8") as file:
        loaded: list[dict[str, Any]] = yaml.safe_load(file)
    return loaded


def read_case(case: dict[str, Any]) -> GainReading:
    given_values = {key: value for key, value in case.items() if key not in ("text", "expect")}
    if "period" in given_values:
        first, _, last = given_values["period"].partition("-")
        given_values["period"] = Period(f"{first}-01-01", f"{last or first}-12-31")
    if "columns" in given_values:
        given_values["columns"] = [(heading, cell) for heading, cell in given_values["columns"]]
    return read_gain(case["text"], **given_values)


def test_frozen_sentences_and_rows() -> None:
    """At least 95 of 100 gains give exactly the expected direction, amount, unit, kind, baseline and time."""
    misses = []
    for case in cases():
        reading = read_case(case)
        want = {name: case["expect"].get(name) for name in VALUES}
        got = {name: getattr(reading, name) for name in VALUES}
        if got != want:
            wrong = {name: (want[name], got[name]) for name in VALUES if want[name] != got[name]}
            misses.append(f"{case['text']!r}: (want, got) {wrong}")
    print("\n".join(misses))
    assert len(cases()) >= 150
    assert 1 - len(misses) / len(cases()) >= FLOOR, "\n".join(misses)


def test_every_value_says_where_it_comes_from() -> None:
    for case in cases():
        reading = read_case(case)
        sources = {
            key: case[key] for key in ("text", "target", "baseline", "target_heading", "follow_up") if case.get(key)
        }
        for name in VALUES:
            if getattr(reading, name) is None:
                continue
            evidence = reading.evidence[name]
            assert evidence.rule
            if evidence.span is not None and evidence.source in sources:
                start, end = evidence.span
                assert 0 <= start < end <= len(sources[evidence.source]), (case["text"], name)
        if reading.amount is None:
            assert (reading.unit, reading.amount_kind, reading.baseline, reading.target_edtf) == (None,) * 4


@settings(deadline=None)
@given(
    sentences,
    cells,
    cells,
    st.sampled_from([None, "Mål 2025", "Resultat", "Mål 2022 (pct.)"]),
    st.one_of(st.none(), sentences),
)
def test_any_gain_is_read_without_a_fault(
    text: str, baseline: str | None, target: str | None, heading: str | None, follow_up: str | None
) -> None:
    reading = read_gain(text, baseline=baseline, target=target, target_heading=heading, follow_up=follow_up)
    assert reading.direction in ("increase", "decrease", "maintain", "mixed", "none")
    if reading.amount is None:
        assert (reading.unit, reading.amount_kind, reading.baseline, reading.target_edtf) == (None,) * 4
    else:
        assert reading.amount_kind in ("level", "change")
    if reading.target_edtf is not None:
        parse_edtf(reading.target_edtf)


@settings(deadline=None)
@given(sentences)
def test_direction_of_any_text(text: str) -> None:
    reading = read_direction(text)
    if reading.span is not None:
        start, end = reading.span
        assert 0 <= start < end <= len(text)
    assert (reading.span is None) == (reading.direction == "none")


def danish(value: int, decimals: int) -> str:
    """A number as Danes print it, full stops between thousands."""
    whole, part = divmod(value, 10**decimals)
    text = f"{whole:,}".replace(",", ".")
    return f"{text},{part:0{decimals}d}" if decimals else text


@settings(deadline=None)
@given(st.integers(0, 10**9), st.integers(0, 2), st.sampled_from(["kr.", "%", "personer", "timer"]))
def test_danish_numbers_round_trip(value: int, decimals: int, unit: str) -> None:
    figure = read_figure(f"{danish(value, decimals)} {unit}")
    assert figure is not None
    assert figure.value == pytest.approx(value / 10**decimals)
    assert figure.unit == {"kr.": "DKK", "%": "percent", "personer": "persons", "timer": "hours"}[unit]
    assert figure_likeness(f"{danish(value, decimals)} {unit}") == 1.0


@settings(deadline=None)
@given(st.integers(1, 9999))
def test_millions_are_written_out(tenths: int) -> None:
    figure = read_figure(f"{danish(tenths, 1)} mio. kr.")
    assert figure is not None
    assert (figure.value, figure.unit) == (tenths * 100_000, "DKK")


@pytest.mark.parametrize(
    ("text", "label", "value", "unit"),
    [
        ("1.234.567 kr.", None, 1234567, "DKK"),
        ("73,4 mio. kr.", "Budget 2021", 73400000, "DKK"),
        ("1,2 mia. kr.", "Samlet budget", 1200000000, "DKK"),
        ("kr. 250.000", "Puljen", 250000, "DKK"),
        ("52.300.125", "Driftsbudget 2020", 52300125, "DKK"),
        ("8,7", "Udgift i mio. kr.", 8700000, "DKK"),
        ("3.870 personer", None, 3870, "persons"),
        ("612 årsværk", "Antal medarbejdere", 612, "fte"),
        ("41,5", "Årsværk", 41.5, "fte"),
        ("230", "Antal medarbejdere", 230, "persons"),
        ("97", "Modtagere af praktisk hjælp", 97, "persons"),
        ("1.250", "Aktive medlemmer i foreningerne", 1250, "persons"),
        ("14", "Daginstitutioner", 14, "count"),
        ("310.000", "Udlån på bibliotekerne i 2020", 310000, "count"),
        ("5,0 %", "Sygefravær", 5, "percent"),
        ("4,7", "Sygefraværsprocent", 4.7, "percent"),
        ("62", "Andel af unge i uddannelse (%)", 62, "percent"),
        ("18.000", "Undervisningstimer", 18000, "hours"),
        ("11,2", "Sygefravær, dage pr. ansat", 11.2, "days"),
        ("420", "Cykelstier i kilometer", 420, "kilometer"),
        ("85", "Ledige stillinger", 85, "count"),
    ],
)
def test_figures_of_key_figures_and_cells(text: str, label: str | None, value: float, unit: str) -> None:
    figure = read_figure(text, label)
    assert figure is not None
    assert (figure.value, figure.unit) == (value, unit)


def test_a_column_of_figures_is_told_from_a_column_of_words() -> None:
    figures = ["65 %", "9.200", "Mindst 100 personer", "205 elever", "3,5 mio. kr.", "0"]
    words = [
        "Udtræk fra systemet to gange om året",
        "Gennemgang af 40 afsluttede forløb",
        "1. kvartal 2021 holdes et møde",
        "–",
        "",
    ]
    assert min(figure_likeness(text) for text in figures) >= 0.9
    assert max(figure_likeness(text) for text in words) <= 0.6


def test_several_years_of_targets_take_the_last() -> None:
    reading = read_gain(
        "Unge i lære",
        columns=[("2021", "40"), ("Mål 2023", "60"), ("Mål 2024", "75")],
        period=Period("2022-01-01", "2024-12-31"),
    )
    assert (reading.amount, reading.baseline, reading.target_edtf, reading.direction) == (75, 40, "2024", "increase")
