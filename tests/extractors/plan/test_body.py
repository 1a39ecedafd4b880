"""What stands under an initiative: aspects, milestones and gains from its sections, with their groups."""

from __future__ import annotations

from typing import Any

import pytest
from planspor.models.layout import Role
from planspor.models.page import Style
from planspor.models.plan import Initiative

Builder = Any
BOLD = Style("Serif-Bold", 10.0, True, False, (0, 0, 0))


@pytest.fixture
def one(build: Builder) -> Builder:
    """A plan whose only initiative has begun."""
    return build.cover("Virksomhedsplan 2024").heading("Indsats 1: Stier", 2).heading("Formål", 3).text("Flere cykler.")


def read(build: Builder) -> Initiative:
    initiatives = build.plan().initiatives
    assert len(initiatives) == 1
    return initiatives[0]


def aspects(initiative: Initiative) -> list[tuple[str, str | None, str]]:
    return [(aspect.kind, aspect.heading, aspect.text) for aspect in initiative.aspects]


def test_paragraphs_and_points_of_an_aspect(one: Builder) -> None:
    one.heading("Baggrund:", 3).text("Vi har få stier.", "De mangler").items("ved skolen", "ved hallen").text("Slut.")
    kind, heading, text = aspects(read(one))[-1]
    assert (kind, heading) == ("background", "Baggrund")
    assert text == "Vi har få stier.\nDe mangler\nved skolen; ved hallen\nSlut."


def test_text_before_the_first_sub_heading_is_a_description(build: Builder) -> None:
    build.cover("Virksomhedsplan 2024").heading("Indsats 1: Stier", 2).text("Et afsnit.", "Et til.")
    build.heading("Formål", 3).text("Flere cykler.")
    assert aspects(read(build))[0] == ("description", None, "Et afsnit.\nEt til.")


def test_points_of_actions_are_milestones_and_inner_points_go_with_them(one: Builder) -> None:
    one.heading("Handlinger", 3).items("Vi anlægger stier").items("ved skolen", "ved hallen", level=2)
    one.items("Vi maler striber i maj 2024")
    found = read(one).milestones
    assert [m.text for m in found] == ["Vi anlægger stier; ved skolen; ved hallen", "Vi maler striber i maj 2024"]
    assert [m.edtf for m in found] == [None, "2024-05"]


def test_gains_are_points_else_paragraphs(one: Builder) -> None:
    one.heading("Succeskriterier", 3).text("Flere cykler. Det måles.", "Ulykkerne falder med 10 %.")
    one.heading("Forventede effekter", 3).items("Færre biler")
    found = read(one).gains
    assert [g.text for g in found] == ["Flere cykler. Det måles.", "Ulykkerne falder med 10 %.", "Færre biler"]
    assert [g.amount for g in found] == [None, 10, None]


def test_lines_that_begin_with_a_time_are_milestones(one: Builder) -> None:
    one.heading("Tidsplan", 3).text("Foråret 2024: Vi graver.", "Efteråret 2024: Vi asfalterer.")
    found = read(one).milestones
    assert [(m.timing, m.text, m.edtf) for m in found] == [
        ("Foråret 2024", "Vi graver.", "2024-21"),
        ("Efteråret 2024", "Vi asfalterer.", "2024-23"),
    ]


def test_a_lead_in_line_is_the_group_of_the_points_below(one: Builder) -> None:
    one.heading("Succeskriterier", 3).text("I 2026 ser vi, at:").items("flere cykler", "20 % færre kører bil")
    found = read(one)
    assert [g.group for g in found.gains] == ["I 2026 ser vi, at"] * 2
    assert found.gains[1].target_edtf == "2026"
    assert [a.kind for a in found.aspects] == ["purpose"]


def test_a_bold_line_is_the_group_of_the_points_below_and_no_aspect(one: Builder) -> None:
    one.heading("Handlinger", 3).text("Skoler", style=BOLD).items("Vi cykler", "Vi går")
    one.text("Haller", style=BOLD).items("Vi løber")
    found = read(one)
    assert [(m.group, m.text) for m in found.milestones] == [
        ("Skoler", "Vi cykler"),
        ("Skoler", "Vi går"),
        ("Haller", "Vi løber"),
    ]
    assert [a.kind for a in found.aspects] == ["purpose"]


def test_the_heading_of_a_section_is_no_group(one: Builder) -> None:
    one.heading("Handlinger:", 3).items("Vi cykler")
    assert read(one).milestones[0].group is None


def test_a_label_on_its_own_line_under_a_heading_of_its_kind_leads_into_the_points(one: Builder) -> None:
    one.heading("Succeskriterier", 3).text("Vi er i mål, når:").items("flere cykler")
    assert [(g.group, g.text) for g in read(one).gains] == [("Vi er i mål, når", "flere cykler")]


def test_text_beside_the_points_is_kept(one: Builder) -> None:
    one.heading("Handlinger", 3).text("Vi begynder i det små.", "Vi ser på:", "Vi vil:").items("Vi cykler")
    one.text("Og så videre.")
    found = read(one)
    assert found.milestones[0].group == "Vi vil"
    assert aspects(found)[-1] == ("other", "Handlinger", "Vi begynder i det små.\nVi ser på:\nOg så videre.")


@pytest.mark.parametrize("heading", ["Milepæle", "Gevinster"])
@pytest.mark.parametrize("text", ["Der er ingen milepæle.", "Ingen", "Ingen nye tiltag", "Ikke relevant"])
def test_a_section_that_says_there_is_nothing_has_no_items(one: Builder, heading: str, text: str) -> None:
    one.heading(heading, 3).items(text)
    found = read(one)
    assert (found.milestones, found.gains) == ([], [])
    assert found.aspects[-1].text == text


def test_a_gain_that_none_is_left_behind_is_a_gain(one: Builder) -> None:
    one.heading("Gevinster", 3).items("Ingen børn går glip af svømning")
    assert len(read(one).gains) == 1


def test_run_in_labels(build: Builder) -> None:
    build.cover("Handleplan 2024")
    for n in (1, 2):
        build.heading(f"Indsats {n}: Stier", 2)
        build.text("Formål: Flere skal cykle.", lead="Formål").text("Ansvarlig: Vejchefen", "Og hans folk.")
        build.text("Succeskriterier: Flere cykler.")
    plan = build.plan()
    for initiative in plan.initiatives:
        assert aspects(initiative) == [
            ("purpose", "Formål", "Flere skal cykle."),
            ("organisation", "Ansvarlig", "Vejchefen\nOg hans folk."),
        ]
        assert [g.text for g in initiative.gains] == ["Flere cykler."]


def test_labels_may_be_points_of_a_list(build: Builder) -> None:
    build.cover("Handleplan 2024")
    for n in (1, 2):
        build.heading(f"Indsats {n}: Stier", 2)
        build.items("Formål: Flere skal cykle.", "Ansvarlig: Vejchefen", "Succeskriterier: Flere cykler.")
    for initiative in build.plan().initiatives:
        assert [(a.kind, a.text) for a in initiative.aspects] == [
            ("purpose", "Flere skal cykle."),
            ("organisation", "Vejchefen"),
        ]
        assert [g.text for g in initiative.gains] == ["Flere cykler."]


def test_points_with_a_colon_are_no_labels(one: Builder) -> None:
    one.heading("Handlinger", 3).items("Formål: vi skriver det om", "Vi cykler", "Vi går", "Vi løber")
    assert len(read(one).milestones) == 4


def test_a_box_comes_after_the_section_that_it_interrupts(one: Builder) -> None:
    one.start_box().heading("Hvem er med?", 3).items("skoler", "haller").end_box().text("Og flere ture.")
    one.start_box().text("»Vi cykler.«", "Elev").end_box()
    assert aspects(read(one)) == [
        ("purpose", "Formål", "Flere cykler.\nOg flere ture."),
        ("organisation", "Hvem er med?", "skoler; haller"),
        ("other", None, "»Vi cykler.«\nElev"),
    ]


def test_a_heading_of_unknown_words_is_kept_and_named(one: Builder) -> None:
    one.heading("Vindens retning", 3).text("Fra vest.")
    assert aspects(read(one))[-1] == ("other", "Vindens retning", "Fra vest.")
    assert any(p.code == "W006" and "Vindens retning" in p.message and p.page == 2 for p in one.plan().problems)


@pytest.mark.parametrize("role", [Role.HEADER, Role.FOOTER, Role.PAGE_NUMBER, Role.FOOTNOTE, Role.HIDDEN])
def test_furniture_is_in_no_aspect(one: Builder, role: Role) -> None:
    one.piece(role, "Side om side").text("Flere ture.")
    assert aspects(read(one)) == [("purpose", "Formål", "Flere cykler.\nFlere ture.")]


def test_why_is_the_background_where_the_purpose_has_a_heading_of_its_own(build: Builder) -> None:
    build.cover("Politik 2024")
    for n in (1, 2):
        build.heading(f"Løfte {n}: Stier", 2).heading("Hvorfor", 3).text("Der mangler stier.")
        build.heading("Det vil vi", 3).text("Flere skal cykle.")
    for initiative in build.plan().initiatives:
        assert [a.kind for a in initiative.aspects] == ["background", "purpose"]


def test_why_alone_is_the_purpose(build: Builder) -> None:
    build.cover("Politik 2024")
    for n in (1, 2):
        build.heading(f"Løfte {n}: Stier", 2).heading("Hvorfor", 3).text("Der mangler stier.")
        build.heading("Handlinger", 3).items("Vi graver")
    for initiative in build.plan().initiatives:
        assert [a.kind for a in initiative.aspects] == ["purpose"]


def test_a_time_alone_is_no_milestone(one: Builder) -> None:
    one.heading("Tidsplan", 3).items("Marts – juni 2024")
    found = read(one)
    assert found.milestones == []
    assert aspects(found)[-1] == ("other", "Tidsplan", "Marts – juni 2024")


def test_unknown_headings_that_come_back_are_told_by_their_points(build: Builder) -> None:
    build.cover("Handleplan 2024")
    doings = [["Vi udvikler en ny sti", "Der indføres en cykelprøve", "Opstart af et vejråd"], ["Vi evaluerer stierne"]]
    effects = [["Flere børn cykler", "Færre ulykker på vejen"], ["Kortere vej til skole", "Højere fart på stierne"]]
    for n in (0, 1):
        build.heading(f"Indsats {n + 1}: Stier", 2).heading("Formål", 3).text("Flere cykler.")
        build.heading("Pluk og plej", 3).items(*doings[n]).heading("Frugt i kurven", 3).items(*effects[n])
    plan = build.plan()
    assert [[m.text for m in initiative.milestones] for initiative in plan.initiatives] == doings
    assert [[g.text for g in initiative.gains] for initiative in plan.initiatives] == effects


def test_points_that_are_neither_stay_in_their_section(build: Builder) -> None:
    build.cover("Handleplan 2024")
    for n in (1, 2):
        build.heading(f"Indsats {n}: Stier", 2).heading("Formål", 3).text("Flere cykler.")
        build.heading("Pluk og plej", 3).items("Skolen", "Grus og sand", "Kortet fra 1990")
    plan = build.plan()
    assert [initiative.milestones + initiative.gains for initiative in plan.initiatives] == [[], []]
    assert [initiative.aspects[-1].heading for initiative in plan.initiatives] == ["Pluk og plej", "Pluk og plej"]


def test_a_half_sentence_below_an_unknown_heading_says_what_its_list_holds(build: Any) -> None:
    build.cover("Handleplan 2024").heading("Indsats 1: Stier", 2).heading("Formål", 3).text("Flere cykler.")
    build.heading("Vejen og vognen", 3).text("I perioden vil vi:").items("Grave en sti", "Male striber på broen")
    (found,) = build.plan().initiatives
    assert [m.text for m in found.milestones] == ["Grave en sti", "Male striber på broen"]


def test_the_heading_of_a_box_is_no_group_where_the_vocabulary_knows_it(one: Builder) -> None:
    one.heading("Formål", 3).text("Flere cykler.")
    one.start_box().heading("Det vil vi se i de kommende år", 3).items("Flere cykler", "Færre uheld").end_box()
    one.start_box().heading("De ventede gevinster af bredere stier er fx", 3).items(
        "Mere plads", "Mindre støj"
    ).end_box()
    gains = one.plan().initiatives[0].gains
    assert [(g.text, g.group) for g in gains] == [
        ("Flere cykler", None),
        ("Færre uheld", None),
        ("Mere plads", "De ventede gevinster af bredere stier er fx"),
        ("Mindre støj", "De ventede gevinster af bredere stier er fx"),
    ]


def test_a_lead_in_between_points_is_not_lost(one: Builder) -> None:
    one.heading("Handlinger", 3).items("Vi graver").text("I skolerne:").items("Vi maler", level=2)
    assert [(m.text, m.group) for m in one.plan().initiatives[0].milestones] == [
        ("Vi graver", None),
        ("Vi maler", "I skolerne"),
    ]


@pytest.mark.parametrize("tabled", [True, False])
def test_prose_on_what_is_wanted_is_the_purpose_where_a_table_holds_the_gains(one: Builder, tabled: bool) -> None:
    one.heading("Hvad vil vi opnå?", 3).text("Børn skal kunne cykle til skole uden at være bange.")
    if tabled:
        one.heading("Effektmål", 3).table(["Effektmål", "2023", "Mål 2024"], ["Elever på cykel", "40 %", "60 %"])
    initiative = one.plan().initiatives[0]
    purposes = [a.text for a in initiative.aspects if a.kind == "purpose"]
    told = "Børn skal kunne cykle til skole uden at være bange."
    assert (told in purposes) is tabled
    assert [g.text for g in initiative.gains] == (["Elever på cykel"] if tabled else [told])
