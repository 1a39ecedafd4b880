"""Numbers and words that headings begin with."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from planspor.extractors.plan.marks import read_mark, series_word, strip_colon
from planspor.extractors.vocabulary.phrases import load_yaml

NUMBERS = st.one_of(
    st.integers(1, 20).map(str),
    st.tuples(st.integers(1, 9), st.integers(1, 9)).map(lambda parts: f"{parts[0]}.{parts[1]}"),
    st.sampled_from(["A", "B", "C", "I", "II", "III", "IV", "VII", "2a"]),
)
TITLES = st.sampled_from(
    ["Bedre stier", '"Godt naboskab"', "Økonomi", "Trygge skoleveje i hele kommunen", "Åbne døre – også om aftenen"]
)
WORDS = st.sampled_from([w for kind in ("initiative", "either") for w in load_yaml("series.yaml")[kind]])


@given(word=WORDS, number=NUMBERS, sign=st.sampled_from([": ", " - ", " – ", ". ", " | "]), title=TITLES)
def test_a_word_a_number_and_a_title_come_apart_again(word: str, number: str, sign: str, title: str) -> None:
    mark = read_mark(f"{word} {number}{sign}{title}")
    assert (mark.word, mark.number, mark.title) == (word, number, title)
    assert mark.kind in ("initiative", "either")


@given(number=NUMBERS.filter(lambda number: number != "2a"), sign=st.sampled_from([". ", ") ", ": "]), title=TITLES)
def test_a_number_and_a_title_come_apart_again(number: str, sign: str, title: str) -> None:
    mark = read_mark(f"{number}{sign}{title}")
    assert (mark.kind, mark.number, mark.title) == ("number", number, title)
    assert read_mark(title, f"{number}{sign.strip()}") == mark


@given(text=st.text(max_size=80), marker=st.none() | st.text(max_size=5))
def test_no_text_is_lost_in_a_mark(text: str, marker: str | None) -> None:
    mark = read_mark(text, marker)
    assert " ".join(mark.title.split()) in " ".join(f"{marker or ''} {text}".split())
    if mark.kind == "none":
        assert mark.number is None
        assert mark.title.split() == f"{marker or ''} {text}".split()


@pytest.mark.parametrize(
    ("text", "number", "title"),
    [
        ("Indsats nr. 4 - Veje", "4", "Veje"),
        ("Indsats nr 4 Veje", "4", "Veje"),
        ("INDSATS 2: VEJE", "2", "VEJE"),
        ("1. indsats: Veje", "1", "Veje"),
        ("Idsats 3: Veje", "3", "Veje"),
        ("Indsats I: Veje", "I", "Veje"),
        ("Initiativ 12a: Veje", "12a", "Veje"),
        ("Løfte 2", "2", ""),
        ("IV. Veje", "IV", "Veje"),
        ("SU05 - Veje", "SU05", "Veje"),
        ("2 Veje", "2", "Veje"),
        ("Projekt: Veje", None, "Veje"),
    ],
)
def test_marks_as_municipalities_print_them(text: str, number: str | None, title: str) -> None:
    mark = read_mark(text)
    assert (mark.number, mark.title) == (number, title)


@pytest.mark.parametrize(
    "text", ["3 nye veje", "24 timers pleje", "Indsats i dag", "Vision 2030", "Mål 2026", "§ 107", "A-kasser og veje"]
)
def test_figures_in_a_title_are_no_mark(text: str) -> None:
    mark = read_mark(text)
    assert (mark.kind, mark.number, mark.title) == ("none", None, text)


def test_words_of_chapters_are_no_initiatives() -> None:
    for word in load_yaml("series.yaml")["part"]:
        assert read_mark(f"{word} 1: Veje").kind == "part"


@given(st.text(max_size=30))
def test_only_a_final_colon_goes(text: str) -> None:
    plain = strip_colon(text)
    assert text.startswith(plain)
    assert text[len(plain) :].strip() in ("", ":")


def test_one_slip_of_the_pen_is_forgiven() -> None:
    assert series_word("Indstas") is None or series_word("Indstas") == ("initiative", "Indsats")
    assert series_word("Indsat") == ("initiative", "Indsats")
    assert series_word("Vejen") is None


@pytest.mark.parametrize(
    ("text", "number", "title"),
    [
        ("Delprojekt II - Nye stier", "II", "Nye stier"),
        ("Arbejdsspor IV: Fælles sprog", "IV", "Fælles sprog"),
        ("Spor I: En åben dør", "I", "En åben dør"),
    ],
)
def test_roman_numbers_count_after_any_word(text: str, number: str, title: str) -> None:
    mark = read_mark(text)
    assert (mark.number, mark.title) == (number, title)
    assert mark.kind != "none"


@pytest.mark.parametrize("text", ["Kommunen I dag", "Haven I bor ved"])
def test_a_word_that_looks_like_a_roman_number_counts_nothing(text: str) -> None:
    assert read_mark(text).kind == "none"
