"""The data models: what they hold, and what they refuse."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st
from planspor.models.geometry import area, centre, contains, intersection, overlap, union
from planspor.models.layout import Block, Cell, Line, Role, Table, runs
from planspor.models.manifest import ManifestRow
from planspor.models.page import Style, Word
from planspor.models.plan import Evidence, Milestone, Place, Plan
from planspor.models.problem import CODES, PlansporError, Problem, UnreadableError
from planspor.models.tables import BY_NAME, TABLES
from pydantic import ValidationError

PLAIN = Style("Serif", 10.0, False, False, (0, 0, 0))
LENGTHS = st.floats(0, 1000, allow_nan=False)
BOXES = st.builds(lambda x, y, w, h: (x, y, x + w, y + h), LENGTHS, LENGTHS, LENGTHS, LENGTHS)


def line(page: int, top: float, text: str = "ord") -> Line:
    box = (50.0, top, 100.0, top + 10)
    return Line([Word(text, *box, PLAIN)], page, box, PLAIN)


def block(text: str, role: Role = Role.PARAGRAPH) -> Block:
    return Block(role, text, [line(1, 50, text)])


@given(boxes=st.lists(BOXES, min_size=1, max_size=6))
def test_a_union_holds_every_box(boxes: list[tuple[float, float, float, float]]) -> None:
    whole = union(boxes)
    for box in boxes:
        assert contains(whole, box)
        assert intersection(whole, box) == pytest.approx(area(box))
        assert whole[0] <= centre(box)[0] <= whole[2]


def test_a_union_of_nothing_is_an_error() -> None:
    with pytest.raises(ValueError, match="not enough values"):
        union([])


@given(a0=LENGTHS, a1=LENGTHS, b0=LENGTHS, b1=LENGTHS)
def test_an_overlap_is_the_same_both_ways_and_never_longer_than_either(
    a0: float, a1: float, b0: float, b1: float
) -> None:
    shared = overlap(a0, a1, b0, b1)
    assert shared == overlap(b0, b1, a0, a1)
    assert 0 <= shared <= max(0.0, a1 - a0, b1 - b0)


def test_a_paragraph_over_a_column_or_page_has_a_place_on_each() -> None:
    assert runs([line(1, 700), line(1, 715), line(1, 60), line(2, 60)]) == [
        (1, (50.0, 700, 100.0, 725)),
        (1, (50.0, 60, 100.0, 70)),
        (2, (50.0, 60, 100.0, 70)),
    ]


def test_a_cell_reads_as_paragraphs_and_points() -> None:
    points = [block("et", Role.LIST_ITEM), block("to", Role.LIST_ITEM)]
    assert Cell(0, 0, blocks=[block("Vi vil"), *points, block("Slut")]).text == "Vi vil et; to Slut"
    assert Cell(0, 0).text == ""


def test_a_spanning_cell_covers_all_its_positions() -> None:
    wide = Cell(0, 0, row_span=2, col_span=2)
    table = Table([wide, Cell(0, 2), Cell(2, 0)], 3, 3, 0, [(1, (0, 0, 9, 9))])
    assert [table.at(row, col) for row, col in ((0, 0), (1, 1), (0, 1))] == [wide, wide, wide]
    assert table.at(2, 2) is None
    assert (table.page, table.bbox) == (1, (0, 0, 9, 9))


@pytest.mark.parametrize(
    "wrong", [{"page": 0, "bbox": (0, 0, 1, 1)}, {"page": 1, "bbox": (0, 0, 1)}, {"page": 1, "bbox": "x"}, {"page": 1}]
)
def test_a_place_needs_a_page_and_a_box(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Place.model_validate(wrong)


@pytest.mark.parametrize("confidence", [-0.1, 1.1])
def test_confidence_is_from_0_to_1(confidence: float) -> None:
    with pytest.raises(ValidationError):
        Evidence(confidence=confidence)


def test_unknown_fields_are_refused() -> None:
    with pytest.raises(ValidationError):
        Milestone.model_validate({"text": "Vi graver", "when": "2024"})


def test_a_plan_comes_back_from_its_json() -> None:
    place = Place(page=2, bbox=(1, 2, 3, 4))
    plan = Plan(
        title="Virksomhedsplan", plan_type="virksomhedsplan", places=[place], cells={"title": Evidence(rule="x")}
    )
    assert Plan.model_validate_json(plan.model_dump_json()) == plan
    assert plan.page == 2
    assert Plan().page is None


@pytest.mark.parametrize("code", CODES)
def test_problems_have_the_severity_of_their_code(code: str) -> None:
    problem = Problem.of(code, "Ord", page=3, file="a.pdf")
    assert (problem.severity, problem.page, problem.file) == (CODES[code][0], 3, "a.pdf")
    assert problem.severity == {"E": "error", "W": "warning", "I": "info"}[code[0]]


def test_an_unknown_code_is_an_error() -> None:
    with pytest.raises(KeyError):
        Problem.of("X999", "Ord")


def test_errors_survive_the_way_between_processes() -> None:
    error = pickle.loads(pickle.dumps(UnreadableError("E003", "a.pdf is damaged", 4)))
    assert isinstance(error, PlansporError)
    assert error.problem("a.pdf") == Problem.of("E003", "a.pdf is damaged", 4, "a.pdf")
    assert "E003" in str(error)


@pytest.mark.parametrize(
    ("given_", "start", "end"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023-02-03", "2023-02-03", "2023-02-03"),
    ],
)
def test_a_manifest_may_give_years_and_months(given_: str, start: str, end: str) -> None:
    row = ManifestRow(file="a.pdf", period_start=given_, period_end=given_)
    assert (row.period_start, row.period_end) == (start, end)


@pytest.mark.parametrize(
    "wrong",
    [
        {"file": ""},
        {"municipality_code": "19"},
        {"municipality_code": "abc"},
        {"period_start": "i fjor"},
        {"period_end": "2024-13"},
        {"period_end": "2023-02-30"},
        {"published": "maj 2024"},
        {"plan_type": "avis"},
        {"colour": "red"},
    ],
)
def test_a_manifest_row_says_what_is_wrong(wrong: dict[str, str]) -> None:
    with pytest.raises(ValidationError) as error:
        ManifestRow.model_validate({"file": "a.pdf", **wrong})
    assert next(iter(wrong)) in str(error.value)


def test_tables_are_linked_by_keys_that_exist() -> None:
    for table in TABLES:
        assert len(set(table.column_names)) == len(table.column_names)
        assert set(table.key) <= set(table.column_names)
        for column in table.columns:
            assert column.description.endswith(".")
        for link in table.foreign_keys:
            assert link.column in table.column_names
            assert BY_NAME[link.table].key == (BY_NAME[link.table].id_column,)


@pytest.mark.parametrize(
    ("table", "columns"),
    [
        ("plans", "file sha256 pages title plan_type unit period_start period_end published language ocr_pages"),
        ("plan_municipalities", "plan_id code name region"),
        ("goals", "plan_id ordinal number title"),
        ("initiatives", "plan_id ordinal number title goal municipality"),
        ("aspects", "initiative_id ordinal kind heading text"),
        ("milestones", "initiative_id ordinal text timing edtf start end partners follow_up group"),
        (
            "gains",
            "initiative_id ordinal text follow_up direction amount unit amount_kind baseline target_edtf group",
        ),
        ("key_figures", "plan_id ordinal label value unit"),
        ("references", "plan_id initiative_id law section text"),
        ("theme_tags", "initiative_id theme evidence"),
        ("sections", "plan_id ordinal page role level text left top right bottom"),
        ("cells", "table column page left top right bottom confidence inferred rule"),
        ("problems", "plan_id file page code message severity"),
    ],
)
def test_tables_have_the_columns_of_the_contract(table: str, columns: str) -> None:
    assert set(columns.split()) <= set(BY_NAME[table].column_names)
    if table not in ("sections", "cells", "problems"):
        assert {"page", "confidence"} <= set(BY_NAME[table].column_names)
