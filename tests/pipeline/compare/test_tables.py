"""What the tables of the comparison count, and what they leave open."""

from __future__ import annotations

import math
from typing import Any

import pytest
from planspor.models.comparison import COMPARISON_BY_NAME
from planspor.pipeline.compare.build import compare_source
from planspor.pipeline.compare.counts import count_words
from planspor.pipeline.compare.follow_up import follow_up_kinds
from planspor.pipeline.compare.gains import measure_rows, profile_rows
from planspor.pipeline.compare.given import Given
from planspor.pipeline.compare.inventory import Expected
from planspor.pipeline.compare.milestones import milestone_rows
from planspor.pipeline.compare.source import Source
from planspor.pipeline.compare.terms import TERMS, log_odds, term_rows
from planspor.pipeline.compare.themes import municipality_theme_rows

Row = dict[str, Any]


def only(rows: list[Row], **values: Any) -> Row:
    """The one row that has these values."""
    (row,) = [row for row in rows if all(row[name] == value for name, value in values.items())]
    return row


def terms_of(source: Source) -> list[Row]:
    """The distinctive terms of a source."""
    return list(term_rows(source, count_words(source.initiatives)))


def test_themes_count_in_each_year_of_a_plan_with_zeros_for_what_is_not_there(make: Any) -> None:
    plan = make.plan("230", 2021, 2022)
    gains = [make.gain("10 % flere", amount=10), make.gain("Bedre trivsel")]
    works = make.initiative(plan, 1, "Job", themes=("employment",), gains=gains, milestones=[make.milestone("Start")])
    rows = municipality_theme_rows(make.source(works, make.initiative(plan, 2, "Andet")), ["employment", "health"])
    assert [(row["year"], row["theme"], row["initiatives"]) for row in rows] == [
        (2021, "employment", 1), (2021, "health", 0), (2022, "employment", 1), (2022, "health", 0),
    ]  # fmt: skip
    row = only(rows, year=2022, theme="employment")
    assert (row["share"], row["milestones"], row["gains"], row["quantified_gains"]) == (0.5, 1, 2, 1)
    assert row["tag_confidence"] == 0.9
    assert only(rows, year=2021, theme="health")["tag_confidence"] is None


def test_a_municipality_that_was_not_read_has_no_row(make: Any) -> None:
    rows = compare_source(make.source(plans=(make.plan("230", 2021),)))
    assert {row["municipality"] for row in rows["municipality_theme"]} == {"230"}
    assert only(rows["municipalities"], code="101") == {
        "code": "101", "name": "København", "region": "Hovedstaden", "nuts3": "DK011",
        "plans": 0, "first_year": None, "last_year": None,
    }  # fmt: skip


def test_an_initiative_counts_for_its_own_municipality_else_for_all_of_the_plan(make: Any) -> None:
    plan = make.plan(("510", "621"), 2018)
    own = make.initiative(plan, 1, "Vores", municipality="621", themes=("health",))
    shared = make.initiative(plan, 2, "Fælles", themes=("health",))
    rows = municipality_theme_rows(make.source(own, shared), ["health"])
    assert {row["municipality"]: row["initiatives"] for row in rows} == {"510": 1, "621": 2}


def test_a_plan_without_a_period_keeps_its_year_open(make: Any) -> None:
    rows = compare_source(make.source(make.initiative(make.plan("230", None), 1, "Job", themes=("employment",))))
    assert {row["year"] for row in rows["municipality_theme"]} == {None}
    assert only(rows["municipality_theme"], theme="employment")["municipality_theme_id"] == "230/XXXX/employment"
    assert only(rows["coverage"], municipality="230")["year"] is None


def test_levels_and_changes_are_told_apart(make: Any) -> None:
    gains = [
        make.gain("Til 85 %", direction="increase", amount=85.0, unit="percent", amount_kind="level", baseline=50.0,
                  target_edtf="../2024-12-31"),
        make.gain("Ned 6 dage", direction="decrease", amount=6.0, unit="days", amount_kind="change"),
        make.gain("Bedre trivsel", direction="increase"),
    ]  # fmt: skip
    source = make.source(
        make.initiative(make.plan("230", 2022), 1, "Job", gains=gains, themes=("employment", "health"))
    )
    level, change, bare = measure_rows(source)
    assert (level["level"], level["change"], level["from_baseline"], level["relative_change"]) == (85, None, 35, 0.7)
    assert level["target_year"] == 2024
    assert (change["level"], change["change"], change["from_baseline"]) == (None, 6, None)
    assert (bare["level"], bare["change"], bare["target_year"]) == (None, None, None)
    profile = profile_rows(source)
    row = only(profile, theme="health", unit="percent")
    assert (row["gains"], row["levels"], row["median_level"], row["changes"], row["median_change"]) == (
        1,
        1,
        85,
        0,
        None,
    )
    assert only(profile, theme="employment", unit="days")["median_change"] == 6
    assert sum(row["gains"] for row in profile) == 6


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Spørgeskema til forældrene i maj", ("survey",)),
        ("Den nationale trivselsmåling", ("survey",)),
        ("Interview med ti borgere og gennemgang af 20 sager", ("survey", "case_review")),
        ("Udtræk fra fagsystemet hver måned", ("register",)),
        ("Månedlig fraværsstatistik til LokalMED", ("register", "meetings")),
        ("Journalaudit to gange om året", ("case_review",)),
        ("Drøftes på teammøder", ("meetings",)),
        ("Halvårlig status på dialogmødet", ("meetings",)),
        ("Der er ikke behov for dataunderstøttelse", ("none",)),
        ("Den måles ikke", ("none",)),
        ("Plakater i kantinen", ()),
    ],
)
def test_follow_up_is_typed_by_its_words(text: str, kinds: tuple[str, ...]) -> None:
    assert follow_up_kinds(text) == kinds


def test_follow_up_is_that_of_the_gain_else_of_the_initiative(make: Any) -> None:
    plan = make.plan("230", 2022)
    gains = [make.gain("A", follow_up="Spørgeskema"), make.gain("B", follow_up="Plakater"), make.gain("C")]
    said = [{"kind": "follow_up", "heading": "Opfølgning", "text": "Drøftes i styregruppen."}]
    with_aspect = make.initiative(plan, 1, "Job", gains=gains, aspects=said)
    without = make.initiative(plan, 2, "Sundhed", gains=[make.gain("D")])
    rows = list(measure_rows(make.source(with_aspect, without)))
    assert [(row["follow_up_type"], row["follow_up_source"]) for row in rows] == [
        ("survey", "gain"), (None, "gain"), ("meetings", "initiative"), ("none", None),
    ]  # fmt: skip


def test_milestones_in_time(make: Any) -> None:
    plan = make.plan("230", 2024)
    milestones = [
        make.milestone("A", "2024-02-01", "2024-02-10"),
        make.milestone("B", "2024-02-05", "2024-02-20"),
        make.milestone("C", "2024-03-01", "2024-03-31"),
        make.milestone("D"),
    ]
    (row,) = milestone_rows(make.source(make.initiative(plan, 1, "Job", milestones=milestones)))
    assert (row["milestones"], row["dated"], row["dated_share"]) == (4, 3, 0.75)
    assert (row["first_day"], row["last_day"], row["span_days"]) == ("2024-02-01", "2024-03-31", 60)
    assert (row["median_length_days"], row["lead_days"], row["margin_days"]) == (16.0, 31, 275)
    assert row["slack_days"] == 9, "21 to 29 February"


def test_an_initiative_without_dates_has_a_row_of_nulls(make: Any) -> None:
    (row,) = milestone_rows(make.source(make.initiative(make.plan("230", 2024), 1, "Job")))
    assert row["milestones"] == 0
    open_ = {"dated_share", "first_day", "last_day", "span_days", "median_length_days", "lead_days", "slack_days"}
    assert all(row[name] is None for name in open_)


def test_log_odds_agree_with_the_published_formulas() -> None:
    odds, z = log_odds(30, 1000, 10, 3000, 4, 400)
    # (30+4)/(1000+400-34) = 34/1366; (10+4)/(3000+400-14) = 14/3386; variance 1/34 + 1/14.
    assert odds == pytest.approx(math.log(34 / 1366) - math.log(14 / 3386))
    assert z == pytest.approx(odds / math.sqrt(1 / 34 + 1 / 14))


def test_distinctive_terms_are_what_the_others_do_not_say(make: Any) -> None:
    cycling = "Cykelstierne bygges, og cykelstien lyses op. Skolerne cykler. Cyklerne repareres på skolen."
    reading = "Eleverne læser bøger. Bogen læses i skolen, og skolens bibliotek åbner. Læsning er for alle elever."
    first = make.initiative(make.plan("230", 2024), 1, "Cykelstier i By 230", cycling)
    second = make.initiative(make.plan("461", 2024), 1, "Bøger til alle elever", reading)
    rows = terms_of(make.source(first, second))
    top = only(rows, municipality="230", rank=1)
    assert top["term"] == "cykelsti"
    assert (top["count"], top["count_others"]) == (3, 0)
    assert "elev" in {row["term"] for row in rows if row["municipality"] == "461"}
    assert not {"by", "alle", "og"} & {row["term"] for row in rows}
    assert max(row["rank"] for row in rows) <= TERMS
    assert terms_of(make.source(first)) == []


def test_law_by_municipality_and_initiative(make: Any) -> None:
    plan = make.plan("230", 2024)
    one = make.initiative(plan, 1, "Støtte")

    def reference(number: int, owner: str | None, section: str) -> Row:
        return {
            "reference_id": f"{plan.id}/r{number:02}", "plan_id": plan.id, "initiative_id": owner,
            "law": "serviceloven", "section": section,
        }  # fmt: skip

    references = [reference(1, one.id, "85"), reference(2, one.id, "85"), reference(3, None, "107")]
    source = make.source(one, references=references, inferred_laws=frozenset((f"{plan.id}/r01", f"{plan.id}/r03")))
    rows = compare_source(source)["legal_basis"]
    assert [(row["initiative_id"], row["section"], row["mentions"], row["inferred"]) for row in rows] == [
        (None, "107", 1, True), (one.id, "85", 2, False),
    ]  # fmt: skip


def test_coverage_tells_read_from_missing(make: Any) -> None:
    plans = (make.plan("230", 2023), make.plan("230", 2024))
    problems = [
        {"plan_id": plans[1].id, "file": "b.pdf", "severity": "warning"},
        {"plan_id": None, "file": "c.pdf", "severity": "error"},
    ]
    source = make.source(make.initiative(plans[0], 1, "Job"), plans=plans, problems=problems)
    inventory = [
        Expected("230", 2023, "aftale"), Expected("230", 2025, "aftale", file="c.pdf"), Expected("999", 2023, "budget"),
    ]  # fmt: skip
    rows = compare_source(source, Given(inventory))
    found = {(row["municipality"], row["year"]): (row["status"], row["expected"]) for row in rows["coverage"]}
    assert found == {
        ("230", 2023): ("read", 1), ("230", 2024): ("with_problems", 0),
        ("230", 2025): ("unreadable", 1), ("999", 2023): ("missing", 1),
    }  # fmt: skip
    assert "999" in {row["code"] for row in rows["municipalities"]}, "the key of coverage must hold"
    assert {row["expected"] for row in compare_source(source)["coverage"]} == {None}


def test_every_row_has_the_columns_of_its_table(make: Any) -> None:
    plan = make.plan("230", 2024)
    days = [make.milestone("Start", "2024-01-01", "2024-01-31")]
    works = [
        make.initiative(plan, 1, "Job til unge", themes=("employment",), milestones=days, gains=[make.gain("Flere")]),
        make.initiative(make.plan("461", 2024), 1, "Unge i job", themes=("employment",)),
    ]
    for name, rows in compare_source(make.source(*works), Given(population={("101", 2024): 1})).items():
        for row in rows:
            assert set(row) == set(COMPARISON_BY_NAME[name].column_names), name
            for column in COMPARISON_BY_NAME[name].columns:
                assert not column.required or row[column.name] is not None, f"{name}.{column.name}"
