"""The sample plans as PDFs: what is read of them is printed in them, and their names do not count."""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from planspor.extractors.plan.references import blocks_of
from planspor.extractors.read import read_plan, read_plan_with_document
from planspor.models.layout import Document
from planspor.models.plan import Item, Plan

CORPUS = Path(__file__).resolve().parents[3] / "corpus"
PDFS = sorted(CORPUS.glob("*.pdf"))

each_plan = pytest.mark.parametrize("path", PDFS, ids=lambda path: path.stem)


@cache
def read(path: Path) -> tuple[Plan, Document]:
    return read_plan_with_document(path.read_bytes(), file=path.name)


def words(text: str) -> Counter[str]:
    return Counter(word.strip(".,:;–-•") for word in text.split())


def gold(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(path.with_suffix(".gold.json").read_text(encoding="utf-8"))
    return loaded


@each_plan
def test_items_say_what_the_document_says(path: Path) -> None:
    plan, document = read(path)
    known = set(words(" ".join(block.text for block in blocks_of(document.flow))))
    for initiative in plan.initiatives:
        assert set(words(initiative.title)) <= known
        for item in (*initiative.aspects, *initiative.milestones, *initiative.gains):
            assert set(words(item.text)) <= known, item.text


@each_plan
def test_no_text_is_told_twice_as_aspect_and_as_item(path: Path) -> None:
    for initiative in read(path)[0].initiatives:
        items = {item.text for item in (*initiative.milestones, *initiative.gains)}
        paragraphs = [line for aspect in initiative.aspects for line in aspect.text.splitlines()]
        assert not items & set(paragraphs)


@each_plan
def test_places_lie_on_the_pages(path: Path) -> None:
    plan, document = read(path)
    sizes = {page.number: (page.width, page.height) for page in document.pages}
    items: list[Item] = [plan, *plan.goals, *plan.initiatives, *plan.key_figures, *plan.references]
    for initiative in plan.initiatives:
        items += [*initiative.aspects, *initiative.milestones, *initiative.gains, *initiative.references]
    for item in items:
        for place in [*item.places, *(place for cell in item.cells.values() for place in cell.places)]:
            width, height = sizes[place.page]
            left, top, right, bottom = place.bbox
            assert -1 <= left <= right <= width + 1
            assert -1 <= top <= bottom <= height + 1


@each_plan
def test_initiatives_and_goals_are_those_of_the_gold(path: Path) -> None:
    plan, wanted = read(path)[0], gold(path)
    assert [(i.number, i.title, i.goal) for i in plan.initiatives] == [
        (i["number"], i["title"], i["goal"]) for i in wanted["initiatives"]
    ]
    assert [goal.title for goal in plan.goals] == [goal["title"] for goal in wanted["goals"]]
    assert (plan.title, plan.plan_type, plan.unit) == (wanted["title"], wanted["plan_type"], wanted["unit"])
    assert (plan.period_start, plan.period_end) == (wanted["period_start"], wanted["period_end"])


def without_names(plan: Plan, *, municipality: bool) -> dict[str, Any]:
    """The plan without its id and file, and without its municipality where only the file's name told it."""
    out: dict[str, Any] = plan.model_dump(exclude={"plan_id", "file"})
    out["problems"] = [
        {**problem, "message": problem["message"].replace(plan.file, "FILE")}
        for problem in out["problems"]
        if municipality or problem["code"] != "W003"
    ]
    if not municipality:
        del out["municipalities"]
        for initiative in out["initiatives"]:
            del initiative["municipality"]
            initiative["cells"].pop("municipality", None)
    return out


@pytest.mark.parametrize(("number", "path"), list(enumerate(PDFS, 1)), ids=[path.stem for path in PDFS])
def test_a_copy_under_another_name_gives_the_same_plan(number: int, path: Path) -> None:
    named = read(path)[0]
    numbered = read_plan(path.read_bytes(), file=f"{number:03}.pdf")
    told = all(not found.cells["code"].inferred for found in named.municipalities) and bool(named.municipalities)
    assert without_names(named, municipality=told) == without_names(numbered, municipality=told)
    if told:
        assert numbered.municipalities == named.municipalities
    else:
        assert numbered.municipalities == []
        assert "W003" in {problem.code for problem in numbered.problems}
