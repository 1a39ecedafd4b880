"""The address: it says all that is looked at, and is never believed blindly."""

from __future__ import annotations

from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from planspor.pipeline.explore.state import MOST_PICKS, Filters, State, read_state

WORDS = st.text("aæøåÆé§%&=+#?/\\\"'<>;|7", min_size=1, max_size=12)
SOME = st.lists(WORDS, unique=True, max_size=4).map(tuple)
FILTERS = st.builds(
    Filters,
    q=st.lists(WORDS, max_size=3).map(" ".join),
    municipality=SOME,
    year=st.lists(st.integers(1000, 9999), unique=True, max_size=3).map(tuple),
    type=SOME,
    theme=SOME,
    law=st.just("") | WORDS,
    section=st.from_regex("[0-9]{1,3}[a-z]?", fullmatch=True),
    since=st.none() | st.dates(),
    until=st.none() | st.dates(),
    quantified=st.booleans(),
    confidence=st.none() | st.integers(1, 100).map(lambda n: n / 100),
    duplicates=st.booleans(),
)
STATES = st.builds(
    State,
    filters=FILTERS,
    lang=st.sampled_from(("da", "en")),
    sort=st.sampled_from(("place", "title", "start", "gains", "confidence")),
    page=st.integers(1, 999),
    pick=SOME,
    severity=st.sampled_from(("", "error", "warning", "info")),
    code=st.just("") | WORDS,
)


@given(STATES)
def test_an_address_that_is_shared_shows_the_same(state: State) -> None:
    assert read_state(parse_qs(urlsplit(state.url("/initiatives")).query)) == state


def test_the_beginning_needs_no_parameters() -> None:
    assert State().url("/") == "/"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("year", "20x4"),
        ("from", "2024-02-30"),
        ("to", "i morgen"),
        ("confidence", "1,5"),
        ("confidence", "nan"),
        ("page", "-1"),
        ("page", "٣x"),
        ("sort", "DROP TABLE"),
        ("lang", "xx"),
        ("quantified", "ja"),
    ],
)
def test_what_cannot_be_understood_filters_nothing_and_is_named(name: str, value: str) -> None:
    state = read_state({name: [value]})
    assert state.doubts == ((name, value),)
    assert state.query() == ""


def test_a_new_filter_begins_on_the_first_page_and_another_language_does_not() -> None:
    state = State(page=7)
    assert "page" not in state.url("/initiatives", since=date(2024, 1, 1))
    assert "page=7" in state.url("/initiatives", lang="en")


def test_four_initiatives_at_most_are_chosen_and_a_second_click_takes_one_out() -> None:
    state = State()
    for name in "abcde":
        state = State(pick=state.toggled(name))
    assert state.pick == ("a", "b", "c", "d")
    assert len(state.pick) == MOST_PICKS
    assert state.toggled("b") == ("a", "c", "d")
    assert read_state({"pick": list("abcde")}).doubts == (("pick", "e"),)
