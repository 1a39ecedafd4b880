"""Tables that list the initiatives: as a spreadsheet that says them again in each row, or with a row for each."""

from __future__ import annotations

from typing import Any

import pytest
import typst
from planspor.extractors.read import read_plan

Builder = Any


def test_an_initiative_printed_again_in_each_row_is_one(build: Builder) -> None:
    build.cover("Handleplan 2024").table(
        ["Løbenr.", "Retning", "Emne", "Aktivitet", "Hvornår", "Succeskriterie"],
        ["1", "Liv i byen", "Torvet", "Der plantes træer", "Maj 2024", "Flere bruger torvet"],
        ["2", "Liv i byen", "Torvet", "Bænke stilles op", "Juni 2024", "Færre klager over støj"],
        ["3", "Liv i byen", "Havnen", "Badebroen åbner", "Juli 2024", "Flere bader"],
        ["4", "Liv i byen", "Havnen", "En kiosk indrettes", "August 2024", "Flere gæster"],
        ["5", "Ren luft", "Skolen", "Cykelskure bygges", "September 2024", "Flere cykler"],
        ["6", "Ren luft", "Skolen", "Vejen lukkes for biler", "Oktober 2024", "Færre uheld"],
    )
    plan = build.plan()
    assert [(one.number, one.title, one.goal) for one in plan.initiatives] == [
        (None, "Torvet", "Liv i byen"),
        (None, "Havnen", "Liv i byen"),
        (None, "Skolen", "Ren luft"),
    ]
    assert [len(one.milestones) for one in plan.initiatives] == [2, 2, 2]
    assert [gain.text for gain in plan.initiatives[0].gains] == ["Flere bruger torvet", "Færre klager over støj"]


def test_a_row_for_each_initiative_holds_several_actions(build: Builder) -> None:
    """The column after the rows' numbers has the titles; a cell's points are actions of their own at the row's time."""
    build.cover("Handleplan 2024").table(
        ["Kode", "Overskrift", "Det kaster vi os over", "Frist", "Med på holdet", "Gevinst"],
        ["1.1", "Torvet", ["- Plante træer langs muren", "- Stille bænke op i solen"], "Maj 2024", "Gartnerne", "Liv"],
        ["Mål 2: Ren luft", None, None, None, None, None],
        ["2.1", "Skolen", ["Bygge skure til cyklerne", "Lukke vejen for biler"], "Juni 2024", "Forældrene", "Ro"],
        sections=[2],
        spans={(2, 0): (1, 6)},
    )
    first, second = build.plan().initiatives
    assert (first.number, first.title, second.number, second.title) == ("1.1", "Torvet", "2.1", "Skolen")
    assert [(m.text, m.timing, m.partners) for m in first.milestones] == [
        ("Plante træer langs muren", "Maj 2024", "Gartnerne"),
        ("Stille bænke op i solen", "Maj 2024", "Gartnerne"),
    ]
    assert [m.text for m in second.milestones] == ["Bygge skure til cyklerne", "Lukke vejen for biler"]
    assert (first.goal, second.goal) == (None, "Ren luft")


@pytest.mark.parametrize(
    ("heads", "outer"),
    [
        (["Mål", "Pejlemærke", "Hvornår", "Det sker", "Kendetegn"], "Liv i byen"),
        (["Mål", "Pejlemærke", "Hvornår", "Handlinger", "Effekt"], "** Liv i byen"),
    ],
)
def test_the_outer_of_two_merged_columns_groups_what_the_inner_one_holds(
    build: Builder, heads: list[str], outer: str
) -> None:
    """ "Mål" over merged cells is a goal where merged cells beside it hold what it is reached by."""
    build.cover("Handleplan 2024").table(
        heads,
        [outer, "Torvet", "Maj 2024", "Der plantes træer", "Flere borgere bruger torvet"],
        [None, None, "Juni 2024", "Bænke stilles op", None],
        [None, "Havnen", "Juli 2024", "Badebroen åbnes", "Flere borgere bader om sommeren"],
        [None, None, "August 2024", "En kiosk indrettes", None],
        spans={(1, 0): (4, 1), (1, 1): (2, 1), (1, 4): (2, 1), (3, 1): (2, 1), (3, 4): (2, 1)},
    )
    plan = build.plan()
    assert [(one.title, one.goal) for one in plan.initiatives] == [("Torvet", "Liv i byen"), ("Havnen", "Liv i byen")]
    assert [[m.text for m in one.milestones] for one in plan.initiatives] == [
        ["Der plantes træer", "Bænke stilles op"],
        ["Badebroen åbnes", "En kiosk indrettes"],
    ]
    assert [[g.text for g in one.gains] for one in plan.initiatives] == [
        ["Flere borgere bruger torvet"],
        ["Flere borgere bader om sommeren"],
    ]


def test_units_and_their_results_merged_over_the_same_rows(build: Builder) -> None:
    """ "Mål" is the unit where a column of an unknown word tells for the same rows what is reached."""
    build.cover("Handleplan 2024").table(
        ["Mål", "Træk", "Takt", "Kendetegn"],
        ["Torvet", "Vi planlægger nye træer langs muren", "Maj 2024", "Flere borgere bruger torvet om sommeren"],
        [None, "Vi etablerer bænke i solen", "Juni 2024", None],
        ["Havnen", "Vi udvikler en badebro for alle", "Juli 2024", "Færre borgere klager over støj fra havnen"],
        [None, "Vi afprøver en kiosk på kajen", "August 2024", None],
        spans={(1, 0): (2, 1), (1, 3): (2, 1), (3, 0): (2, 1), (3, 3): (2, 1)},
    )
    plan = build.plan()
    assert [one.title for one in plan.initiatives] == ["Torvet", "Havnen"]
    assert [len(one.milestones) for one in plan.initiatives] == [2, 2]
    assert [[g.text for g in one.gains] for one in plan.initiatives] == [
        ["Flere borgere bruger torvet om sommeren"],
        ["Færre borgere klager over støj fra havnen"],
    ]


def test_empty_cells_below_a_unit_belong_to_it_where_nothing_draws_cells(build: Builder) -> None:
    build.cover("Handleplan 2024").table(
        ["Mål", "Initiativ", "Frist", "Effektmål"],
        ["Torvet", "Der plantes træer", "Maj 2024", "Flere bruger torvet"],
        ["", "Bænke stilles op", "Juni 2024", ""],
        ["Havnen", "Badebroen åbnes", "Juli 2024", "Flere bader"],
        ["", "En kiosk indrettes", "August 2024", ""],
    )
    build.flow[-1].kind = "aligned"
    plan = build.plan()
    assert [one.title for one in plan.initiatives] == ["Torvet", "Havnen"]
    assert [len(one.milestones) for one in plan.initiatives] == [2, 2]
    assert [[g.text for g in one.gains] for one in plan.initiatives] == [["Flere bruger torvet"], ["Flere bader"]]


def test_goals_in_bold_over_merged_units_are_no_units_themselves(build: Builder) -> None:
    units = "Torvet", "Havnen", "Stien", "Hallen"
    rows: list[list[str | None]] = []
    for n, unit in enumerate(units):
        goal = None if n % 2 else f"** {('Liv i byen', 'Rum til alle')[n // 2]}"
        rows += [[goal, unit, "Der plantes træer", "Flere kommer"], [None, None, "Bænke stilles op", None]]
    spans = {(1 + 4 * n, 0): (4, 1) for n in range(2)} | {(1 + 2 * n, c): (2, 1) for n in range(4) for c in (1, 3)}
    build.cover("Handleplan 2024").table(["Mål", "Udviklingsmål", "Initiativ", "Effekt"], *rows, spans=spans)
    goals = ["Liv i byen", "Liv i byen", "Rum til alle", "Rum til alle"]
    assert [(one.title, one.goal) for one in build.plan().initiatives] == list(zip(units, goals, strict=True))


@pytest.mark.parametrize("numbered", [True, False])
def test_goals_in_the_first_column_of_a_contract_are_its_units(numbered: bool) -> None:
    """Columns of actions and of results beside them say what is done for each and what it gives."""
    rows = "".join(
        f"[*{f'{n}. ' if numbered else ''}{title}*], [Ingen har talt om det før nu.], [- Vi graver\n- Vi maler], "
        f"[- Færre klager\n- 80 % er tilfredse], [Tælles i december], "
        for n, title in enumerate(("Nattevagten", "Køkkenhaven", "Gangstierne"), 1)
    )
    heads = "[*Mål*], [*Baggrund*], [*Handlinger*], [*Resultatkrav*], [*Opfølgning*]"
    body = f"= Aftale 2024\nEgely og Lundby Kommune\n#table(columns: 5, {heads}, {rows})\n"
    page = "#set page(width: 842pt, height: 595pt, margin: 50pt)\n"
    plan = read_plan(typst.compile((page + body).encode(), pdf_tags=False), file="plan.pdf")
    assert [i.title for i in plan.initiatives] == ["Nattevagten", "Køkkenhaven", "Gangstierne"]
    for initiative in plan.initiatives:
        assert [aspect.kind for aspect in initiative.aspects] == ["background"]
        assert [m.text for m in initiative.milestones] == ["Vi graver", "Vi maler"]
        assert [(g.text, g.follow_up) for g in initiative.gains] == [
            ("Færre klager", "Tælles i december"),
            ("80 % er tilfredse", "Tælles i december"),
        ]
