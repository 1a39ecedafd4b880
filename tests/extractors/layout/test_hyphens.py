"""Words cut by a line end, joined or kept with Danish sense."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from planspor.extractors.layout.hyphens import Lexicon, mend, mend_text
from planspor.models.page import Style, Word

LETTERS = st.text(alphabet="abcdefghijklmnoprstuvyæøå", min_size=2, max_size=12)


@pytest.mark.parametrize(
    ("left", "right", "whole"),
    [
        ("investe-", "ring", "investering"),
        ("investe-", "ring,", "investering,"),
        ("børne-", "og", "børne- og"),
        ("børne-", "eller", "børne- eller"),
        ("dag-", "samt", "dag- samt"),
        ("CTI-", "indsats", "CTI-indsats"),
        ("85-", "området", "85-området"),
        ("§85-", "forløb", "§85-forløb"),
        ("2021-", "2024", "2021-2024"),
        ("Fyn-", "Jylland", "Fyn-Jylland"),
        ("INVESTE-", "RING", "INVESTERING"),
        ("e-", "læring", "e-læring"),
        ("it-", "system", "it-system"),
        ("(børne-", "området", "(børneområdet"),
        ("tid", "sted", "tid sted"),
        ("-", "ord", "- ord"),
        ("og/", "eller", "og/eller"),
        ("børne-,", "unge-", "børne-, unge-"),
    ],
)
def test_a_word_is_joined_or_keeps_its_hyphen(left: str, right: str, whole: str) -> None:
    assert mend_text(left, right) == whole


def test_the_documents_own_spelling_decides() -> None:
    assert mend_text("recovery-", "proces", Lexicon(["recovery-proces"])) == "recovery-proces"
    assert mend_text("recovery-", "proces", Lexicon(["recovery-proces", "recoveryproces"])) == "recoveryproces"
    assert mend_text("recovery-", "proces", Lexicon()) == "recoveryproces"


def test_words_of_a_page_are_mended_by_their_text() -> None:
    style = Style("Serif", 10, False, False, (0, 0, 0))
    left = Word("tilpas-", 0, 0, 10, 10, style, hyphen=True)
    right = Word("ninger", 0, 12, 10, 22, style)
    assert mend(left, right) == "tilpasninger"


@given(LETTERS, LETTERS)
def test_no_letter_is_lost_or_added(left: str, right: str) -> None:
    for end in ("", "-"):
        whole = mend_text(left + end, right)
        assert [c for c in whole if c.isalnum()] == list(left + right)


@given(st.lists(LETTERS, min_size=1, max_size=6), LETTERS)
def test_only_the_last_word_of_the_text_before_counts(words: list[str], right: str) -> None:
    text = " ".join(words)
    assert mend_text(text + "-", right).startswith(" ".join(words[:-1]))


def test_a_hyphen_between_two_months_stays() -> None:
    assert mend_text("september-", "november") == "september-november"
