"""Plans as rows of the flat tables and as nested JSON."""

from __future__ import annotations

import datetime
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from planspor.models.layout import Role
from planspor.models.plan import (
    Actor,
    Aspect,
    Evidence,
    Gain,
    Goal,
    Initiative,
    KeyFigure,
    MethodUse,
    Milestone,
    Model,
    Municipality,
    Place,
    Plan,
    Reference,
    Section,
    TargetGroup,
    ThemeTag,
)
from planspor.models.problem import CODES, Problem
from planspor.models.tables import BY_NAME, TABLES
from planspor.pipeline.flatten import rows_of, tables_of, to_json

CONTRACT = {
    "plans": "plan_id file sha256 pages title plan_type unit period_start period_end published language ocr_pages",
    "plan_municipalities": "plan_id code name region",
    "goals": "plan_id ordinal number title",
    "initiatives": "initiative_id plan_id ordinal number title goal municipality",
    "aspects": "initiative_id ordinal kind heading text",
    "milestones": "initiative_id ordinal text timing edtf start end partners follow_up group",
    "gains": "initiative_id ordinal text follow_up direction amount unit amount_kind baseline target_edtf group",
    "key_figures": "plan_id ordinal label value unit",
    "references": "plan_id initiative_id law section text",
    "theme_tags": "initiative_id theme evidence",
    "actors": "initiative_id ordinal name kind role text",
    "methods": "initiative_id ordinal method name evidence",
    "target_groups": "initiative_id ordinal group label age_from age_to stated evidence",
    "sections": "plan_id ordinal page role level text left top right bottom",
    "cells": "table item_id column page left top right bottom confidence inferred rule",
    "doubts": "plan_id ordinal page about chosen reason one two",
    "problems": "plan_id file page code message severity",
}


def test_every_table_and_column_of_the_contract_is_there() -> None:
    assert set(BY_NAME) == set(CONTRACT)
    for name, columns in CONTRACT.items():
        missing = set(columns.split()) - set(BY_NAME[name].column_names)
        assert not missing, name
        if name not in ("sections", "cells", "doubts", "problems"):
            assert {"page", "confidence"} <= set(BY_NAME[name].column_names), name


def test_every_table_and_column_is_explained() -> None:
    for table in TABLES:
        assert table.description.endswith("."), table.name
        for column in table.columns:
            assert column.description.strip().endswith("."), f"{table.name}.{column.name}"
        assert set(table.key) <= set(table.column_names), table.name
        for key in table.foreign_keys:
            assert key.column in table.column_names
            assert BY_NAME[key.table].key == (key.key or key.column,)


def test_ids_follow_the_contract(plan: Plan) -> None:
    rows = rows_of(plan)
    assert rows["initiatives"][0]["initiative_id"] == f"{plan.plan_id}/i01"
    assert rows["milestones"][0]["milestone_id"] == f"{plan.plan_id}/i01/m01"
    assert rows["gains"][0]["gain_id"] == f"{plan.plan_id}/i01/g01"
    assert rows["aspects"][0]["aspect_id"] == f"{plan.plan_id}/i01/a01"


def test_a_plan_has_a_row_for_each_of_its_items(plan: Plan) -> None:
    counts = {name: len(rows) for name, rows in rows_of(plan).items() if name != "cells"}
    assert counts == {
        "plans": 1,
        "plan_municipalities": 1,
        "goals": 1,
        "initiatives": 1,
        "aspects": 1,
        "milestones": 1,
        "gains": 1,
        "key_figures": 1,
        "references": 2,
        "theme_tags": 1,
        "actors": 1,
        "methods": 1,
        "target_groups": 1,
        "sections": 2,
        "doubts": 1,
        "problems": 2,
    }


def test_a_reference_knows_its_initiative(plan: Plan) -> None:
    owners = {row["law"]: row["initiative_id"] for row in rows_of(plan)["references"]}
    assert owners == {"aktivloven": None, "serviceloven": f"{plan.plan_id}/i01"}


def test_a_value_that_runs_over_a_page_break_has_two_places(plan: Plan) -> None:
    cells = [row for row in rows_of(plan)["cells"] if row["item_id"].endswith("/m01")]
    text = [row for row in cells if row["column"] == "text"]
    assert [(row["place"], row["page"]) for row in text] == [(1, 2), (2, 3)]
    assert text[0]["left"] == 50.0
    (edtf,) = (row for row in cells if row["column"] == "edtf")
    assert (edtf["inferred"], edtf["rule"], edtf["confidence"]) == (True, "time:month", 0.9)


def test_a_value_that_no_place_gave_still_says_what_gave_it(plan: Plan) -> None:
    plan.cells["period_start"] = Evidence(inferred=True, rule="manifest")
    (row,) = (row for row in rows_of(plan)["cells"] if row["column"] == "period_start")
    assert (row["page"], row["left"], row["rule"]) == (None, None, "manifest")


def test_a_section_in_two_places_is_one_row_and_keeps_both(plan: Plan) -> None:
    rows = rows_of(plan)
    assert [row["page"] for row in rows["sections"]] == [1, 1]
    both = [row["page"] for row in rows["cells"] if row["table"] == "sections"]
    assert both == [1, 2]


def test_every_cell_refers_to_a_column_of_a_row(plan: Plan) -> None:
    rows = rows_of(plan)
    for cell in rows["cells"]:
        table = BY_NAME[cell["table"]]
        assert cell["column"] in table.column_names
        assert cell["item_id"] in {row[table.id_column] for row in rows[table.name]}


def test_problems_name_plan_and_file(plan: Plan) -> None:
    row = rows_of(plan)["problems"][0]
    assert (row["plan_id"], row["file"], row["page"]) == (plan.plan_id, "2024/aftale.pdf", 2)


def test_a_problem_of_two_readings_leads_to_both(plan: Plan) -> None:
    rows = rows_of(plan)
    [problem] = [row for row in rows["problems"] if row["doubt_id"]]
    [doubt] = rows["doubts"]
    assert doubt["doubt_id"] == problem["doubt_id"]
    assert doubt["chosen"] == "one"
    assert doubt["one"] == "Vi spørger alle gæster | maj"
    assert doubt["two"] == "Vi spørger | maj\nalle gæster | "
    places = {(row["column"], row["page"]) for row in rows["cells"] if row["table"] == "doubts"}
    assert places == {("one", 2), ("one", 3), ("two", 2), ("two", 3)}


def test_days_are_days_and_numbers_numbers(plan: Plan) -> None:
    tables = tables_of(plan)
    assert tables["milestones"].column("start").to_pylist() == [datetime.date(2024, 5, 1)]
    assert tables["gains"].column("amount").to_pylist() == [10.0]
    assert tables["cells"].column("inferred").to_pylist().count(True) == 1


def test_a_date_that_is_none_is_refused(plan: Plan) -> None:
    plan.initiatives[0].milestones[0].start = "2024-02-30"
    with pytest.raises(ValueError, match="day"):
        tables_of(plan)


def test_the_nested_document_reads_back_as_the_plan(plan: Plan) -> None:
    document = json.loads(to_json(plan))
    again = Plan.model_validate(document)
    assert to_json(again) == to_json(plan)
    assert again.initiatives[0].milestones[0].text == "Huset åbner"
    assert document["references"][0]["section"] == "11"


def test_the_nested_document_has_its_keys_in_a_fixed_order_with_places_last(plan: Plan) -> None:
    document = json.loads(to_json(plan))
    assert list(document)[1:5] == ["plan_id", "file", "sha256", "pages"]
    assert list(document["initiatives"][0]["milestones"][0])[-3:] == ["places", "confidence", "cells"]
    assert document["initiatives"][0]["places"][0]["bbox"] == [50.0, 40.0, 300.13, 52.0]


def test_boxes_stand_on_one_line_and_text_stays_as_it_is(plan: Plan) -> None:
    plan.title = "[\n 1,\n 2\n]"
    text = to_json(plan).decode()
    assert '"bbox": [50.0, 40.0, 300.13, 52.0]' in text
    assert json.loads(text)["title"] == plan.title


@pytest.mark.parametrize(
    ("table", "model", "elsewhere"),
    [
        (
            "plans",
            Plan,
            "schema_version municipalities goals initiatives key_figures references sections doubts problems",
        ),
        ("plan_municipalities", Municipality, ""),
        ("goals", Goal, ""),
        (
            "initiatives",
            Initiative,
            "aspects milestones gains references themes theme_tags actors methods target_groups",
        ),
        ("aspects", Aspect, ""),
        ("milestones", Milestone, ""),
        ("gains", Gain, ""),
        ("key_figures", KeyFigure, ""),
        ("references", Reference, ""),
        ("theme_tags", ThemeTag, ""),
        ("actors", Actor, ""),
        ("methods", MethodUse, ""),
        ("target_groups", TargetGroup, ""),
        ("sections", Section, ""),
    ],
)
def test_every_field_of_the_models_has_its_column(table: str, model: type[Model], elsewhere: str) -> None:
    fields = set(model.model_fields) - {"places", "cells"} - set(elsewhere.split())
    assert fields <= set(BY_NAME[table].column_names)


texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=40)
sides = st.floats(0, 2000, allow_nan=False)
places = st.builds(Place, page=st.integers(1, 400), bbox=st.tuples(sides, sides, sides, sides))
sections = st.builds(
    Section,
    role=st.sampled_from([role.value for role in Role]),
    text=texts,
    places=st.lists(places, min_size=1, max_size=3),
)
problems = st.builds(Problem.of, st.sampled_from(sorted(CODES)), texts)


@given(st.lists(sections, max_size=5), st.lists(problems, max_size=3), texts)
def test_any_text_survives_both_forms(sections: list[Section], problems: list[Problem], title: str) -> None:
    plan = Plan(plan_id="x-1", file="x.pdf", sha256="0", title=title, sections=sections, problems=problems)
    rows: dict[str, Any] = {name: table.to_pylist() for name, table in tables_of(plan).items()}
    assert [row["text"] for row in rows["sections"]] == [section.text for section in sections]
    assert rows["plans"][0]["title"] == title
    document = json.loads(to_json(plan))
    assert [section["text"] for section in document["sections"]] == [section.text for section in sections]
