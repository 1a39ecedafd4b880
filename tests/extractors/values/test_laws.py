"""References to law: the frozen cases, and what must hold for any text."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from planspor.extractors.values.laws import find_references

FLOOR = 0.97
WORDS = (
    "§ §§ 85 107, 82-85 79 a og stk. 2 servicelovens SEL i samme lov folkeskoleloven barnets lov lovens jf. nr. "
    "efter til - / ( ) xlov"
).split()
texts = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join))


def cases() -> list[dict[str, Any]]:
    with (Path(__file__).parent / "laws.yaml").open(encoding="utf-8") as file:
        loaded: list[dict[str, Any]] = yaml.safe_load(file)
    return loaded


def test_frozen_references() -> None:
    misses = []
    for case in cases():
        found = find_references(case["text"], default_law=case["default"], previous_law=case.get("previous"))
        got = [[reading.law, reading.section, reading.inferred] for reading in found]
        if got != case["expect"]:
            misses.append(f"{case['text']!r}: want {case['expect']}, got {got}")
    print("\n".join(misses))
    assert len(cases()) >= 60
    assert 1 - len(misses) / len(cases()) >= FLOOR, "\n".join(misses)


@settings(deadline=None)
@given(texts, st.sampled_from([None, "serviceloven"]), st.sampled_from([None, "planloven"]))
def test_references_in_any_text_are_sound(text: str, default: str | None, previous: str | None) -> None:
    for reading in find_references(text, default_law=default, previous_law=previous):
        assert re.fullmatch(r"\d{1,3}[a-zæøå]?", reading.section)
        assert reading.text == text[reading.start : reading.end]
        assert reading.law == reading.law.lower()
        assert reading.rule.startswith("law:")


@settings(deadline=None)
@given(st.integers(1, 180), st.integers(1, 30))
def test_a_span_of_sections_gives_each_of_them(first: int, count: int) -> None:
    found = find_references(f"servicelovens §§ {first}-{first + count}", default_law=None)
    assert [reading.section for reading in found] == [str(n) for n in range(first, first + count + 1)]


def test_a_count_of_people_after_a_section_is_no_section() -> None:
    found = find_references("Efter § 85 og 20 borgere mere", default_law="serviceloven")
    assert [reading.section for reading in found] == ["85"]


def test_a_year_after_a_section_is_no_section() -> None:
    found = find_references("Tilbud efter § 103, 2021", default_law="serviceloven")
    assert [reading.section for reading in found] == ["103"]
