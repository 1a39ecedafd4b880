"""Sentences: what ends one and what does not."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from planspor.extractors.danish.sentences import sentences, tokens

pieces = st.lists(
    st.sampled_from(["Borgeren", "får", "fx", "støtte.", "bl.a.", "§ 85,", "stk. 2", ";", "\n", "1.", "!", ":"])
)
texts = st.one_of(st.text(max_size=80), pieces.map(" ".join))


def split(text: str) -> list[str]:
    return [text[span.start : span.end] for span in sentences(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Støtten gives efter § 85, stk. 2 i loven, jf. Bilag 3.",
        "Der afsættes 1,5 mio. kr. til formålet.",
        "Andelen stiger med 5 pct. i perioden.",
        "Vi arbejder bl.a. med KRAP og fx. Low Arousal i hverdagen.",
        "Projektet slutter den 1. Marts og måles af dr. Hansen.",
        "Aftalen gælder m.fl. steder i kommunen.",
        "Planen ligger på side 3 ff. i Bilaget.",
        "J. Jensen er formand.",
    ],
)
def test_abbreviations_do_not_end_a_sentence(text: str) -> None:
    assert split(text) == [text]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Borgeren vælger selv. Medarbejderen støtter.", 2),
        ("Hvad vil vi? Vi vil mere! Og det lykkes.", 3),
        ("Kurser for personalet; ny vejledning; opfølgning", 3),
        ("Vi har kurser, hold osv. Derefter følger vi op.", 2),
        ("Planen gælder til 2024. Herefter evalueres den.", 2),
        ("Første linje\nanden linje", 2),
        ("Målet er nået (se bilag). Arbejdet fortsætter.", 2),
    ],
)
def test_sentences_are_counted(text: str, count: int) -> None:
    assert len(split(text)) == count


@given(texts)
def test_no_letter_is_lost_and_none_stands_twice(text: str) -> None:
    spans = sentences(text)
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    inside = "".join(c for span in spans for c in text[span.start : span.end] if c.isalnum())
    assert inside == "".join(c for c in text if c.isalnum())


@given(texts)
def test_tokens_stand_where_they_say(text: str) -> None:
    for token, start, end in tokens(text):
        assert text[start:end].lower() == token
