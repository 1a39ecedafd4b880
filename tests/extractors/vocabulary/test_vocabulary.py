"""The vocabulary: its files are well formed, and headings match it as people print them."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path
from typing import Any, get_args

import planspor.extractors.vocabulary.phrases as phrases
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from planspor.extractors.plan.heading_roles import heading_role
from planspor.extractors.vocabulary.phrases import PhraseBook, book, fold, load_yaml, stem
from planspor.models.plan import AspectKind, PlanType

FOLDER = Path(phrases.__file__).parent
YAMLS = sorted(path.name for path in FOLDER.glob("*.yaml"))
BOOKS = ["headings.yaml", "columns.yaml"]
COLUMN_KINDS = {
    "action", "timing", "partners", "follow_up", "gain", "baseline", "target", "initiative", "goal", "number",
    "resources", "target_group", "background", "purpose", "status", "unit", "figure",
}  # fmt: skip


class _Strict(yaml.SafeLoader):
    """Refuses a file that gives the same key twice."""


def _mapping(loader: yaml.SafeLoader, node: yaml.MappingNode) -> dict[Any, Any]:
    keys = [loader.construct_object(key) for key, _ in node.value]
    twice = [key for key, n in Counter(keys).items() if n > 1]
    assert not twice, f"keys that stand twice: {twice}"
    return {key: loader.construct_object(value, deep=True) for key, (_, value) in zip(keys, node.value, strict=True)}


_Strict.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def words_of(value: Any) -> list[str]:
    """All strings of a list or of the lists of a mapping."""
    if isinstance(value, dict):
        return [word for part in value.values() for word in words_of(part)]
    return [word for part in value for word in words_of(part)] if isinstance(value, list) else [value]


@pytest.mark.parametrize("name", YAMLS)
def test_no_key_stands_twice(name: str) -> None:
    with (FOLDER / name).open(encoding="utf-8") as file:
        assert yaml.load(file, _Strict) == load_yaml(name)


@pytest.mark.parametrize("name", YAMLS)
def test_every_entry_is_a_word_or_a_number(name: str) -> None:
    for word in words_of(load_yaml(name)):
        assert type(word) in (str, int, float), f"{name}: {word!r} lost its quotes"
        assert not isinstance(word, str) or word.strip(), f"{name} has an empty entry"


@pytest.mark.parametrize("name", [path.name for path in sorted(FOLDER.glob("*.csv"))])
def test_tables_have_as_many_cells_in_every_row(name: str) -> None:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    assert rows
    assert {len(row) for row in rows} == {len(head)}
    assert len({tuple(row) for row in rows}) == len(rows)


SETTLED = {("columns.yaml", "mål"), ("columns.yaml", "status"), ("columns.yaml", "indsatser")}
"""Headings of two meanings, which the content of the column settles."""


@pytest.mark.parametrize("name", [*BOOKS, "series.yaml"])
def test_no_phrase_is_of_two_kinds(name: str) -> None:
    kinds: dict[str, set[str]] = {}
    for kind, listed in load_yaml(name).items():
        for phrase in listed if kind != "frame" else []:  # whole headings, where the others are words of headings
            kinds.setdefault(fold(phrase), set()).add(kind)
    clashes = {phrase: found for phrase, found in kinds.items() if len(found) > 1 and (name, phrase) not in SETTLED}
    assert not clashes


@pytest.mark.parametrize("name", [*BOOKS, "series.yaml"])
def test_no_phrase_stands_twice(name: str) -> None:
    for kind, listed in load_yaml(name).items():
        assert [phrase for phrase, n in Counter(map(fold, listed)).items() if n > 1] == [], kind


def test_kinds_of_headings_are_those_of_the_contract() -> None:
    kinds = set(load_yaml("headings.yaml"))
    assert kinds - {"milestones", "gains", "why"} == set(get_args(AspectKind)) - {"success_criteria"}
    assert {kind for kind, _ in load_yaml("heading_patterns.yaml")} <= kinds | {"success_criteria"}


def test_kinds_of_columns_are_known() -> None:
    assert set(load_yaml("columns.yaml")) <= COLUMN_KINDS
    assert {kind for kind, _ in load_yaml("column_patterns.yaml")} <= COLUMN_KINDS


def test_kinds_of_plans_are_those_of_the_contract() -> None:
    data = load_yaml("metadata.yaml")
    assert {*data["plan_types"], *data["weak_plan_type"]} <= set(get_args(PlanType))
    assert set(data["plan_types"]) == set(get_args(PlanType)) - {"andet"}


@pytest.mark.parametrize("name", ["heading_patterns.yaml", "column_patterns.yaml"])
def test_patterns_compile_and_match_folded_text(name: str) -> None:
    for kind, pattern in load_yaml(name):
        assert re.compile(pattern).search("") is None, f"{kind}: {pattern} matches anything"
        assert pattern == pattern.lower() or "\\" in pattern, f"{kind}: {pattern} can never match lower case"


@pytest.mark.parametrize("key", ["goal_leads", "key_figure_headings", "published", "approved"])
def test_patterns_of_metadata_compile(key: str) -> None:
    for pattern in load_yaml("metadata.yaml")[key]:
        assert re.compile(pattern).search("") is None


def test_patterns_of_leads_compile() -> None:
    for pattern in load_yaml("leads.yaml")["nothing"]:
        assert re.compile(pattern).search("") is None


PHRASES = [
    (name, kind, phrase)
    for name in BOOKS
    for kind, listed in load_yaml(name).items()
    for phrase in listed
    if (name, fold(phrase)) not in SETTLED
]


@given(case=st.sampled_from(PHRASES), change=st.sampled_from(["{}", "{}:", "{}?", " {} ", "{} 2024", "»{}«"]))
def test_a_listed_phrase_is_found_in_any_dress(case: tuple[str, str, str], change: str) -> None:
    name, kind, phrase = case
    for text in (phrase, phrase.upper(), phrase.lower()):
        found = book(name).match(change.format(text))
        assert found is not None
        assert (found.kind, found.score) == (kind, 1.0)


@given(case=st.sampled_from([case for case in PHRASES if len(fold(case[2])) >= 12]), data=st.data())
def test_one_slip_of_the_pen_is_forgiven(case: tuple[str, str, str], data: st.DataObject) -> None:
    name, _, phrase = case
    at = data.draw(st.integers(1, len(phrase) - 2))
    found = book(name).match(phrase[:at] + phrase[at + 1 :])
    assert found is not None
    assert found.score >= 0.6


@given(st.text(max_size=200))
def test_any_text_can_be_matched(text: str) -> None:
    found = heading_role(text)
    assert found is None or (0.6 <= found.score <= 1 and found.kind in load_yaml("headings.yaml"))
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzæøå", min_size=1, max_size=20))
def test_a_stem_begins_the_word_and_keeps_four_letters(word: str) -> None:
    assert word.startswith(stem(word))
    assert len(stem(word)) >= min(4, len(word))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Formålet", "purpose"),
        ("Baggrund for indsatsen", "background"),
        ("Milepælene", "milestones"),
        ("Aktiviteter og tidsplan", "milestones"),
        ("Hvordan ved vi, at det virker?", "gains"),
        ("Succeskritereier", "gains"),
        ("Hvem er det for?", "target_group"),
        ("Hvad kommer det til at koste?", "resources"),
        ("Sådan holder vi øje", "follow_up"),
        ("Økonomi 2024-2025", "resources"),
    ],
)
def test_headings_as_municipalities_print_them(text: str, kind: str) -> None:
    found = heading_role(text)
    assert found is not None
    assert found.kind == kind


@pytest.mark.parametrize("text", ["", "...", "2024", "Bedre stier til skolen", "Kære læser", "Asfalt og grus"])
def test_other_headings_have_no_role(text: str) -> None:
    assert heading_role(text) is None


def test_the_first_of_two_kinds_wins() -> None:
    assert PhraseBook({"a": ["Mål"], "b": ["Mål"]}).match("mål") == phrases.Match("a", "Mål", 1.0)
