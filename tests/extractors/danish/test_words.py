"""Lemmas and compounds: the frozen word lists, and what must hold for any word."""

from __future__ import annotations

import csv
import string
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from planspor.extractors.danish.compounds import parts, split
from planspor.extractors.danish.lemmas import lemma, own_words

LEMMA_FLOOR = 0.95
COMPOUND_FLOOR = 0.90
letters = string.ascii_lowercase + "æøå"
words = st.one_of(
    st.text(alphabet=letters, min_size=1, max_size=25),
    st.lists(st.sampled_from(sorted(own_words())), min_size=1, max_size=3).map("".join),
    st.lists(st.sampled_from(sorted(own_words())), min_size=2, max_size=3).map("s".join),
)


def rows(name: str) -> list[dict[str, str]]:
    with (Path(__file__).parent / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(("name", "least"), [("lemmas.csv", 150), ("fresh_lemmas.csv", 100)])
def test_lemmas_of_the_frozen_lists(name: str, least: int) -> None:
    cases = rows(name)
    misses = [
        f"{c['form']}: want {c['lemma']}, got {lemma(c['form'])}" for c in cases if lemma(c["form"]) != c["lemma"]
    ]
    assert len(cases) >= least
    assert 1 - len(misses) / len(cases) >= LEMMA_FLOOR, "\n".join(misses)


@pytest.mark.parametrize("name", ["compounds.csv", "fresh_compounds.csv"])
def test_compounds_of_the_frozen_lists(name: str) -> None:
    cases = rows(name)
    misses = [
        f"{c['word']}: want {c['parts']}, got {' '.join(parts(c['word']))}"
        for c in cases
        if parts(c["word"]) != tuple(c["parts"].split())
    ]
    assert len(cases) >= 60
    assert 1 - len(misses) / len(cases) >= COMPOUND_FLOOR, "\n".join(misses)


@settings(deadline=None)
@given(words)
def test_the_parts_of_any_word_are_the_word(word: str) -> None:
    assert "".join(part.form for part in split(word)) == word
    assert all(parts(word))


@settings(deadline=None)
@given(words)
def test_lemmas_do_not_depend_on_case(word: str) -> None:
    assert lemma(word.upper()) == lemma(word) == lemma(word).lower()


def test_whole_words_are_not_taken_apart() -> None:
    for word in (
        "medarbejder",
        "samarbejde",
        "forløb",
        "indsats",
        "tilbuddet",
        "udviklingen",
        "målgruppe",
        "hverdagen",
        "forandring",
        "udgave",
        "sammenhængen",
        "forventningerne",
    ):
        assert len(parts(word)) == 1, word


def test_compounds_that_dictionaries_hold_are_taken_apart_into_frequent_words() -> None:
    assert parts("fjernvarmeværkerne") == ("fjern", "varme", "værk")
    assert parts("musikaften") == ("musik", "aften")
    # The -s stands after few words in -e: it begins the next word here.
    assert parts("rygestop") == ("ryge", "stop")
    # A compound inside of another one that no list has.
    assert parts("køkkenbordsdebatten") == ("køkken", "bord", "debat")
