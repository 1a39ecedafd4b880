"""Figures that a plan sets out as such."""

from __future__ import annotations

from typing import Any

import pytest
from planspor.models.page import Style
from planspor.models.plan import Plan

Builder = Any


def figures(plan: Plan) -> list[tuple[str, float | int, str | None]]:
    return [(found.label, found.value, found.unit) for found in plan.key_figures]


@pytest.fixture
def cover(build: Builder) -> Builder:
    return build.cover("Virksomhedsplan 2024")


EXPECTED = [("Antal medarbejdere", 120, "persons"), ("Budget", 73_400_000, "DKK")]


@pytest.mark.parametrize("heading", ["Nøgletal", "Vejområdet i tal", "Fakta om vejene", "Tal og fakta"])
def test_a_table_under_a_heading_of_figures(cover: Builder, heading: str) -> None:
    cover.heading(heading, 2).table(["Antal medarbejdere", "120"], ["Budget", "73,4 mio. kr."], header=0)
    assert figures(cover.plan()) == EXPECTED


def test_a_list_of_labels_and_figures(cover: Builder) -> None:
    cover.heading("Nøgletal", 2).items("Antal medarbejdere: 120", "Budget: 73,4 mio. kr.")
    assert figures(cover.plan()) == EXPECTED


def test_a_box_that_its_bold_title_announces(cover: Builder) -> None:
    cover.start_box().text("Vejene i tal", style=Style("Serif-Bold", 10.0, True, False, (0, 0, 0)))
    cover.text("Antal medarbejdere: 120", "Budget: 73,4 mio. kr.").end_box().text("Antal biler: 7")
    assert figures(cover.plan()) == EXPECTED


def test_figures_in_running_text_are_none(cover: Builder) -> None:
    cover.heading("Indledning", 2).text("Vi har 120 medarbejdere og 73,4 mio. kr.").heading("Vejene", 2)
    assert cover.text("Antal medarbejdere: 120").plan().key_figures == []


def test_a_sentence_that_ends_with_a_figure_sets_none_out(cover: Builder) -> None:
    cover.heading("Vejene kort", 2).text("Hvor der ikke er nævnt et år, er det 2024.", "Antal medarbejdere: 120")
    assert figures(cover.plan()) == EXPECTED[:1]


def test_figures_end_with_the_next_heading(cover: Builder) -> None:
    cover.heading("Nøgletal", 2).items("Antal medarbejdere: 120").heading("Indledning", 2).items("Antal biler: 7")
    assert figures(cover.plan()) == EXPECTED[:1]


def test_announced_figures_inside_an_initiative_are_figures_and_no_aspect(cover: Builder) -> None:
    cover.heading("Indsats 1: Stier", 2).heading("Formål", 3).text("Flere cykler.")
    cover.heading("Stierne i tal", 3).table(["Antal medarbejdere", "120"], ["Budget", "73,4 mio. kr."], header=0)
    plan = cover.plan()
    assert figures(plan) == EXPECTED
    assert [aspect.heading for aspect in plan.initiatives[0].aspects] == ["Formål"]


def test_places_are_those_of_the_label_and_the_figure(cover: Builder) -> None:
    cover.heading("Nøgletal", 2).table(["Antal medarbejdere", "120"], ["Budget", "73,4 mio. kr."], header=0)
    found = cover.plan().key_figures[0]
    assert found.page == 2
    assert found.cells["label"].places != found.cells["value"].places


def test_figures_that_the_front_announces_end_where_the_initiatives_begin(cover: Builder) -> None:
    cover.heading("Vejene i tal", 2).items("Antal medarbejdere: 120")
    for n in (1, 2):
        cover.heading(f"Indsats {n}: Stier", 3).heading("Gevinster", 4).items("Antal ulykker: 5", "Flere cykler")
    plan = cover.plan()
    assert figures(plan) == EXPECTED[:1]
    assert [len(initiative.gains) for initiative in plan.initiatives] == [2, 2]


LARGE, SMALL = Style("Serif-Bold", 28.0, True, False, (0, 0, 0)), Style("Serif", 9.0, False, False, (0, 0, 0))


def tiles(build: Builder, *pairs: tuple[str, str]) -> Builder:
    for figure, label in pairs:
        build.text(figure, style=LARGE).text(label, style=SMALL)
    return build


def test_figures_in_large_type_over_their_labels_need_no_heading(cover: Builder) -> None:
    cover.text("Vi ser på vejene én gang om året.")
    tiles(cover, ("120", "medarbejdere"), ("73,4 mio. kr.", "i budget"), ("96 %", "af skiltene er hele"))
    found = figures(cover.text("Vi har 7 biler.").plan())
    assert [(label, value) for label, value, _ in found] == [
        ("medarbejdere", 120),
        ("i budget", 73_400_000),
        ("af skiltene er hele", 96),
    ]


def test_a_large_figure_alone_is_no_key_figure(cover: Builder) -> None:
    assert tiles(cover, ("120", "medarbejdere")).plan().key_figures == []


@pytest.mark.parametrize("numbers", [("1", "2", "3"), ("01", "02", "03"), ("4", "5", "6")])
def test_numbers_of_what_stands_below_them_are_no_figures(cover: Builder, numbers: tuple[str, ...]) -> None:
    titles = ("Flere stier", "Færre huller", "Grønne kanter")
    assert tiles(cover, *zip(numbers, titles, strict=True)).plan().key_figures == []


def test_a_table_of_how_things_were_in_a_year_is_figures_outside_the_initiatives(cover: Builder) -> None:
    rows = ["Vejene i Furesø", "Maj 2023"], ["Huller", "23.850"], ["Slidte striber", "4,1 %"], ["Skilte", "1.012"]
    assert [label for label, _, _ in figures(cover.table(*rows).plan())] == ["Huller", "Slidte striber", "Skilte"]


@pytest.mark.parametrize(
    ("label", "unit"),
    [
        ("Timer i alt", "hours"),
        ("Asfalterede timer pr. uge", "hours"),
        ("Nye km sti", "km"),
        ("Lappede huller", "count"),
        ("Huller lappet på få timer", "count"),
    ],
)
def test_what_a_label_counts_may_be_described(cover: Builder, label: str, unit: str) -> None:
    cover.heading("Nøgletal", 2).table([label, "40"], ["Antal medarbejdere", "120"], header=0)
    assert figures(cover.plan())[0] == (label, 40, unit)
