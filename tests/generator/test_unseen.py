"""The layouts apart: their pages show what their gold says, and their gold keeps the rules of the contract."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from edtf import parse_edtf

from generator.checks import halves, outside, texts
from generator.gold import letters, page_letters
from generator.plan import Plan
from generator.unseen import plans
from generator.unseen.writer import words
from generator.wording import headings

COUNT = 60
NAMES = list(plans.DESIGNS)


@cache
def made(layout: str) -> Plan:
    """The first plan of a layout in the set that is measured."""
    name, kind, draw = next(p for p in plans.drawn(1, COUNT) if p[1] == layout)
    return plans.build(name, kind, draw)


def items(gold: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [row for item in gold["initiatives"] for row in item[kind]]


@pytest.mark.parametrize("layout", NAMES)
def test_the_pages_show_what_the_gold_says(layout: str) -> None:
    """Each text of the gold stands there in one piece, or in two where a page or a column cuts it."""
    plan = made(layout)
    pages = page_letters(plan.pdf)
    printed = "".join(pages)
    short = [t for t in texts(plan.gold) if t and "\n" not in t]
    assert [t for t in short if not halves(t, printed)] == []
    cut = [t for t in short if letters(t) not in printed]
    assert len(cut) <= 3 * (len(pages) - 1)


@pytest.mark.parametrize("layout", NAMES)
def test_nothing_stands_outside_its_page(layout: str) -> None:
    assert not outside(made(layout).pdf)


@pytest.mark.parametrize("layout", NAMES)
def test_each_layout_has_plans_with_something_to_find(layout: str) -> None:
    gold = made(layout).gold
    assert len(gold["initiatives"]) >= 2
    for item in gold["initiatives"]:
        assert len(item["milestones"]) >= 2
        assert item["gains"]
        assert item["goal"] is None or item["goal"] in {g["title"] for g in gold["goals"]}
    titles = [item["title"] for item in gold["initiatives"]]
    assert len(set(titles)) == len(titles)
    said = [row["text"] for kind in ("milestones", "gains") for row in items(gold, kind)]
    assert len(set(said)) == len(said)


@pytest.mark.parametrize("layout", NAMES)
def test_times_and_figures_keep_the_rules_of_the_contract(layout: str) -> None:
    gold = made(layout).gold
    for row in items(gold, "milestones"):
        if row["edtf"] is not None:
            assert row["timing"]
            assert str(parse_edtf(row["edtf"])).replace(" ", "") == row["edtf"]
            assert not (row["start"] and row["end"]) or row["start"] <= row["end"]
    for row in items(gold, "gains"):
        assert row["direction"] in {"increase", "decrease", "maintain", "mixed", "none"}
        stated = row["amount"] is not None
        assert stated == (row["unit"] is not None) == (row["amount_kind"] in {"level", "change"})
        assert stated or (row["baseline"] is None and row["target_edtf"] is None)


def test_a_time_that_is_a_column_is_the_heading_of_that_column() -> None:
    gold = made("marks in quarters").gold
    printed = "".join(page_letters(made("marks in quarters").pdf))
    timings = {row["timing"] for row in items(gold, "milestones")}
    assert len(timings) > 1
    assert all(letters(t) in printed for t in timings)


def test_milestones_of_a_row_share_its_time() -> None:
    for item in made("initiatives in rows").gold["initiatives"]:
        assert len({(row["timing"], row["partners"]) for row in item["milestones"]}) == 1


def test_a_row_of_a_spreadsheet_gives_its_follow_up_to_both_its_items() -> None:
    for item in made("spreadsheet").gold["initiatives"]:
        pairs = zip(item["milestones"], item["gains"], strict=True)
        assert all(done["follow_up"] == gain["follow_up"] for done, gain in pairs)


def test_the_same_draws_give_the_same_bytes() -> None:
    engines = {}
    for layout in NAMES:
        engines.setdefault(plans.DESIGNS[layout].engine, layout)
    assert set(engines) == {"weasyprint", "typst", "reportlab"}
    for layout in engines.values():
        name, kind, draw = next(p for p in plans.drawn(1, COUNT) if p[1] == layout)
        again = plans.build(name, kind, draw)
        assert again.pdf == made(layout).pdf
        assert again.gold == made(layout).gold


def test_the_layouts_take_turns() -> None:
    layouts = [layout for _, layout, _ in plans.drawn(1, COUNT)]
    assert {layouts.count(name) for name in NAMES} == {COUNT // len(NAMES)}


def test_most_headings_are_not_those_of_the_other_plans() -> None:
    def flat(value: Any) -> set[str]:
        if isinstance(value, dict):
            return {word for inner in value.values() for word in flat(inner)}
        return {word.casefold() for word in value} if isinstance(value, list) else set()

    apart, others = flat(words()["headings"]), flat(headings())
    assert len(apart) > 150
    assert len(apart & others) / len(apart) < 0.25


def test_the_layouts_know_nothing_of_the_extractors() -> None:
    for path in (Path(__file__).parent / "unseen").glob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        names = [n.module or "" for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)]
        names += [alias.name for n in ast.walk(tree) if isinstance(n, ast.Import) for alias in n.names]
        assert not [name for name in names if name.startswith("planspor")], path.name
