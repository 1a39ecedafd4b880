"""The municipalities: codes, spellings, and how strongly a text names one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from planspor.extractors.values.municipalities import STRONG_RULES, by_code, by_name, find_municipalities, find_places
from planspor.extractors.vocabulary.records import load_csv


def test_all_98_have_a_code_a_region_and_are_found_by_their_full_name() -> None:
    rows = load_csv("municipalities.csv")
    assert len({row["code"] for row in rows}) == 98
    assert {row["region"] for row in rows} == {"Hovedstaden", "Sjælland", "Syddanmark", "Midtjylland", "Nordjylland"}
    for row in rows:
        found = find_municipalities(f"Budget for {row['name']} Kommune")
        assert [(m.code, m.rule) for m in found] == [(row["code"], "x-kommune")]
        assert by_code(row["code"]) is not None
        named = by_name(row["name"])
        assert named is not None
        assert named.code == row["code"]


@pytest.mark.parametrize(
    ("text", "code", "rule"),
    [
        ("Århus Kommune", "751", "x-kommune"),
        ("Aarhus Kommunes plan", "751", "x-kommune"),
        ("Københavns Kommune", "101", "x-kommune"),
        ("Høje Taastrup Kommune", "169", "x-kommune"),
        ("Lyngby-Tårbæk Kommune", "173", "x-kommune"),
        ("Bornholms Regionskommune", "400", "x-kommune"),
        ("Nordfyns Kommune", "480", "x-kommune"),
        ("Vesthimmerlands Kommune", "820", "x-kommune"),
        ("FAABORG-MIDTFYN KOMMUNE", "430", "x-kommune"),
        ("Vejen Kommune", "575", "x-kommune"),
        ("Struer Byråd", "671", "x-council"),
        ("Byrådet i Odense", "461", "x-council"),
        ("www.koege.dk", "259", "domain"),
        ("familier i Næstved", "370", "bare"),
        ("Aabenraas skoler", "580", "bare"),
    ],
)
def test_names_and_spellings(text: str, code: str, rule: str) -> None:
    assert [(m.code, m.rule) for m in find_municipalities(text)] == [(code, rule)]


@pytest.mark.parametrize(
    "text",
    [
        "Vejen til job",
        "Skive af brød",
        "i vejen for andre",
        "Region Nordjylland",
        "Aalborg Universitet",
        "kommunen",
        "",
    ],
)
def test_words_that_name_no_municipality(text: str) -> None:
    assert find_municipalities(text) == []


def test_several_municipalities_in_one_name() -> None:
    found = find_municipalities("Samarbejde mellem Odder, Samsø og Skanderborg Kommuner")
    assert [m.name for m in found] == ["Odder", "Samsø", "Skanderborg"]
    assert {m.rule for m in found} <= STRONG_RULES


@pytest.mark.parametrize(
    ("name", "code"), [("koebenhavn", "101"), ("Rudersdal Kommune", "230"), ("ærø", "492"), ("aeroe", "492")]
)
def test_look_up_by_name(name: str, code: str) -> None:
    found = by_name(name)
    assert found is not None
    assert found.code == code


def test_unknown_names_and_codes() -> None:
    assert by_name("Andeby") is None
    assert by_code("999") is None


def test_towns_point_to_their_municipality() -> None:
    found = find_places("Borgere fra Sæby og Skagen mødes i Nørresundby")
    assert [(m.name, m.rule) for m in found] == [
        ("Frederikshavn", "place"),
        ("Frederikshavn", "place"),
        ("Aalborg", "place"),
    ]


def test_every_place_lies_in_a_known_municipality() -> None:
    rows = load_csv("places.csv")
    assert len({row["place"] for row in rows}) == len(rows)
    assert {row["code"] for row in rows} <= {row["code"] for row in load_csv("municipalities.csv")}


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_searched_without_a_fault(text: str) -> None:
    for mention in [*find_municipalities(text), *find_places(text)]:
        assert 0 <= mention.start < mention.end <= len(text)
