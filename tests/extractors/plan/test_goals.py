"""Goals that a plan lists, and tables outside its initiatives."""

from __future__ import annotations

from typing import Any

import pytest

Builder = Any


def two(build: Builder) -> Builder:
    for n, title in enumerate(("Stier til skolen", "Busser til byen"), 1):
        build.heading(f"Indsats {n}: {title}", 2).heading("Formål", 3).text("Flere af sted.")
    return build


@pytest.mark.parametrize(
    "lead",
    [
        "Byrådet vil, at:",
        "Byrådet vil, at byen skal:",
        "Planen har som mål, at:",
        "Vores overordnede mål er:",
        "Cykelplanen skal sikre, at:",
        "Strategien skal bidrage til at:",
    ],
)
def test_the_list_that_the_front_presents_as_goals(build: Builder, lead: str) -> None:
    build.cover("Cykelstrategi 2024").heading("Forord", 2).text(lead).items("alle kan cykle.", "ingen kører galt.")
    plan = two(build).plan()
    assert [goal.title for goal in plan.goals] == ["alle kan cykle", "ingen kører galt"]
    assert [initiative.goal for initiative in plan.initiatives] == [None, None]
    assert plan.goals[0].page == 2


def test_another_list_in_the_front_is_none(build: Builder) -> None:
    build.cover("Cykelstrategi 2024").heading("Forord", 2).text("Vi takker:").items("skolerne", "hallerne")
    assert two(build).plan().goals == []


def test_headings_that_group_go_before_a_list(build: Builder) -> None:
    build.cover("Cykelstrategi 2024").text("Byrådet vil, at:").items("alle kan cykle", "ingen kører galt")
    build.heading("Mål 1: Trygge veje", 1)
    plan = two(build).plan()
    assert [goal.title for goal in plan.goals] == ["Trygge veje"]


def test_rows_of_a_table_elsewhere_go_to_the_initiatives_that_they_name(build: Builder) -> None:
    two(build.cover("Virksomhedsplan 2024")).heading("Bilag: Gevinster", 2).table(
        ["Indsats", "Gevinst", "Opfølgning"],
        ["Stier til skolen", ["- Flere cykler", "- Færre biler"], "Tælling"],
        ["Busser til byen", "Fulde busser", ""],
    )
    plan = build.plan()
    assert [[(g.text, g.follow_up) for g in i.gains] for i in plan.initiatives] == [
        [("Flere cykler", "Tælling"), ("Færre biler", "Tælling")],
        [("Fulde busser", None)],
    ]


def test_an_overview_of_the_initiatives_holds_no_milestones_and_is_named(build: Builder) -> None:
    build.cover("Virksomhedsplan 2024").heading("Overblik", 2)
    build.table(["Indsats", "Ansvarlig", "Frist"], ["Stier til skolen", "A", "Maj"], ["Busser til byen", "B", "Juni"])
    plan = two(build).plan()
    assert [initiative.milestones for initiative in plan.initiatives] == [[], []]
    assert any(problem.code == "W008" and problem.page == 2 for problem in plan.problems)


def test_a_table_of_actions_that_belongs_to_no_initiative_is_named(build: Builder) -> None:
    two(build.cover("Virksomhedsplan 2024")).heading("Hele planen", 2)
    build.table(["Handling", "Hvornår"], ["Vi evaluerer", "Maj 2024"])
    plan = build.plan()
    assert [initiative.milestones for initiative in plan.initiatives] == [[], []]
    assert any(problem.code == "W008" and "Hvornår" in problem.message for problem in plan.problems)


def test_a_plan_that_is_one_table_may_list_its_goals_and_has_other_tables(build: Builder) -> None:
    build.cover("Cykelstrategi 2024").text("Byrådet vil, at:").items("alle kan cykle", "ingen kører galt")
    build.table(
        ["Indsats", "Handling", "Tid"],
        ["Stier til skolen", "Vi graver", "Maj 2024"],
        ["Busser til byen", "Vi kører", ""],
    )
    build.table(["Indsats", "Gevinst"], ["Stier til skolen", "Flere cykler"], ["Busser til byen", "Fulde busser"])
    build.heading("Hele planen", 2).table(["Handling", "Hvornår"], ["Vi evaluerer", "Maj 2024"])
    plan = build.plan()
    assert [goal.title for goal in plan.goals] == ["alle kan cykle", "ingen kører galt"]
    assert any(problem.code == "W008" for problem in plan.problems)
    assert [(i.title, len(i.milestones), len(i.gains)) for i in plan.initiatives] == [
        ("Stier til skolen", 1, 1),
        ("Busser til byen", 1, 1),
    ]
