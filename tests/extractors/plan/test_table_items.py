"""Rows of tables as milestones and gains, and tables that list the initiatives themselves."""

from __future__ import annotations

from typing import Any

import pytest
from planspor.models.plan import Gain, Initiative

Builder = Any


@pytest.fixture
def one(build: Builder) -> Builder:
    """A plan whose only initiative has begun."""
    return build.cover("Virksomhedsplan 2024").heading("Indsats 1: Stier", 2).heading("Formål", 3).text("Flere cykler.")


def read(build: Builder) -> Initiative:
    initiatives = build.plan().initiatives
    assert len(initiatives) == 1
    return initiatives[0]


def times(initiative: Initiative) -> list[tuple[str, str | None, str | None]]:
    return [(m.text, m.timing, m.edtf) for m in initiative.milestones]


def test_a_row_is_a_milestone(one: Builder) -> None:
    one.table(
        ["Milepæl", "Tidspunkt", "Ansvarlig", "Opfølgning"],
        ["Stien åbner", "Marts 2024", "Vejcentret", "Tælling"],
        [["- Vi graver", "- Vi asfalterer."], "Løbende", "", ""],
    )
    first, second = read(one).milestones
    assert (first.text, first.timing, first.edtf) == ("Stien åbner", "Marts 2024", "2024-03")
    assert (first.partners, first.follow_up) == ("Vejcentret", "Tælling")
    assert (second.text, second.timing, second.edtf) == ("Vi graver; Vi asfalterer.", "Løbende", None)
    assert (second.partners, second.follow_up) == (None, None)
    assert first.cells["timing"].places[0].bbox[0] > first.cells["text"].places[0].bbox[0]


def test_a_start_and_an_end_column_make_one_time(one: Builder) -> None:
    one.table(
        ["Aktivitet", "Start", "Slut"],
        ["Vi graver", "Marts 2024", "Maj 2024"],
        ["Vi maler", "1.6.2024", "31.8.2024"],
        ["Vi fejer", "", "September 2024"],
    )
    assert times(read(one)) == [
        ("Vi graver", "Marts 2024 – Maj 2024", "2024-03/2024-05"),
        ("Vi maler", "1.6.2024 – 31.8.2024", "2024-06-01/2024-08-31"),
        ("Vi fejer", "September 2024", "2024-09"),
    ]


def test_times_tell_the_time_column_of_unknown_words(one: Builder) -> None:
    one.table(["Brik", "Ved"], ["Vi graver en lang sti", "Marts 2024"], ["Vi maler hvide striber", "3. kvartal 2024"])
    assert times(read(one)) == [
        ("Vi graver en lang sti", "Marts 2024", "2024-03"),
        ("Vi maler hvide striber", "3. kvartal 2024", "2024-07/2024-09"),
    ]


def test_a_table_without_header(one: Builder) -> None:
    one.heading("Milepæle", 3)
    one.table(["Vi graver en lang sti", "Marts 2024"], ["Vi maler hvide striber", "Juni 2024"], header=0)
    assert [m.edtf for m in read(one).milestones] == ["2024-03", "2024-06"]


def test_a_table_without_time_column_takes_times_from_the_words(one: Builder) -> None:
    one.table(["Handling", "Ansvarlig"], ["Vi graver i maj 2024", "Anna"], ["Vi maler", "Bo"])
    assert times(read(one)) == [("Vi graver i maj 2024", "i maj 2024", "2024-05"), ("Vi maler", None, None)]


def test_an_empty_time_cell_is_no_time(one: Builder) -> None:
    one.table(["Handling", "Tid"], ["Vi graver i maj 2024", ""], ["Vi maler", "Juni 2024"])
    assert times(read(one)) == [("Vi graver i maj 2024", None, None), ("Vi maler", "Juni 2024", "2024-06")]


def test_a_cell_that_spans_rows_counts_for_each(one: Builder) -> None:
    one.table(
        ["Handling", "Tid", "Ansvarlig"],
        ["Vi graver", "Marts 2024", "Anna"],
        ["Vi maler", None, None],
        ["Vi fejer", "Maj 2024", None],
        spans={(1, 1): (2, 1), (1, 2): (3, 1)},
    )
    found = read(one)
    assert [m.timing for m in found.milestones] == ["Marts 2024", "Marts 2024", "Maj 2024"]
    assert [m.partners for m in found.milestones] == ["Anna"] * 3


def test_an_action_over_several_rows_is_one_milestone_for_each_of_them(one: Builder) -> None:
    one.table(
        ["Handling", "Tid", "Ansvarlig"],
        ["Vi graver", "Marts 2024", "Anna"],
        [None, "Maj 2024", "Bo"],
        ["Vi maler", "Juni 2024", "Ib"],
        [None, None, "Per"],
        spans={(1, 0): (2, 1), (3, 0): (2, 1), (3, 1): (2, 1)},
    )
    found = [(m.text, m.timing, m.partners) for m in read(one).milestones]
    assert found == [
        ("Vi graver", "Marts 2024", "Anna"),
        ("Vi graver", "Maj 2024", "Bo"),
        ("Vi maler", "Juni 2024", "Ib"),
        ("Vi maler", "Juni 2024", "Per"),
    ]


def test_a_row_whose_action_spans_the_columns_has_no_time_column(one: Builder) -> None:
    one.table(
        ["Handling", "Tid", "Ansvarlig"],
        ["Vi graver", "Marts 2024", "Anna"],
        ["Vi maler i maj 2024, hvis der er råd", None, None],
        spans={(2, 0): (1, 3)},
    )
    found = read(one).milestones[1]
    assert (found.timing, found.edtf, found.partners) == ("i maj 2024", "2024-05", None)


def test_section_rows_are_groups(one: Builder) -> None:
    one.table(
        ["Handling", "Tid"],
        ["Første fase:", None],
        ["Vi graver", "Marts 2024"],
        ["Anden fase:", None],
        ["Vi maler", "Maj 2024"],
        spans={(1, 0): (1, 2), (3, 0): (1, 2)},
        sections=(1, 3),
    )
    assert [(m.group, m.text) for m in read(one).milestones] == [
        ("Første fase", "Vi graver"),
        ("Anden fase", "Vi maler"),
    ]


def gain(found: Gain) -> tuple[Any, ...]:
    return (found.text, found.baseline, found.amount, found.unit, found.target_edtf, found.follow_up)


def test_a_table_of_gains_with_figures(one: Builder) -> None:
    one.table(
        ["Indikator", "2023", "Mål 2026", "Sådan måler vi"],
        ["Andel der cykler", "40 %", "50 %", "Tælling"],
        ["Antal ulykker", "12", "8", ""],
    )
    first, second = read(one).gains
    assert gain(first) == ("Andel der cykler", 40, 50, "percent", "2026", "Tælling")
    assert gain(second) == ("Antal ulykker", 12, 8, "count", "2026", None)
    assert (first.direction, second.direction) == ("increase", "decrease")
    assert first.cells["amount"].places != first.cells["text"].places


def test_a_cell_of_gains_is_one_for_each_point(one: Builder) -> None:
    one.table(
        ["Handling", "Tid", "Gevinst", "Opfølgning"],
        ["Vi graver", "Marts 2024", ["- Flere cykler", "- Færre ulykker"], "Tælling i 2025"],
        ["Vi fejer", "Maj 2024", ["Renere stier", "Gladere folk"], "Tilsyn"],
    )
    found = read(one)
    assert [(g.text, g.follow_up) for g in found.gains] == [
        ("Flere cykler", "Tælling i 2025"),
        ("Færre ulykker", "Tælling i 2025"),
        ("Renere stier", "Tilsyn"),
        ("Gladere folk", "Tilsyn"),
    ]
    assert [m.text for m in found.milestones] == ["Vi graver", "Vi fejer"]


def test_a_column_of_unknown_words_is_kept_and_named(one: Builder) -> None:
    one.table(
        ["Handling", "Tid", "Ansvarlig", "Sindsstemning"],
        ["Vi graver", "Marts 2024", "Anna", "Vi er meget muntre den dag"],
        ["Vi fejer", "Maj 2024", "Bo", ""],
    )
    plan = one.plan()
    aspect = plan.initiatives[0].aspects[-1]
    assert (aspect.kind, aspect.heading, aspect.text) == ("other", "Sindsstemning", "Vi er meget muntre den dag")
    assert any(p.code == "W005" and "Sindsstemning" in p.message for p in plan.problems)


def test_a_table_of_unknown_use_is_kept_and_named(one: Builder) -> None:
    one.heading("Risici", 3)
    one.table(["Risiko", "Sandsynlighed", "Svar"], ["Regn", "Stor", "Vi venter"], ["Sne", "Lille", "Vi salter"])
    plan = one.plan()
    aspect = plan.initiatives[0].aspects[-1]
    assert (aspect.kind, aspect.heading) == ("other", "Risici")
    assert aspect.text.splitlines()[1:] == ["Regn; Stor; Vi venter", "Sne; Lille; Vi salter"]
    assert "W008" in {problem.code for problem in plan.problems}


def test_a_plan_that_is_one_table(build: Builder) -> None:
    build.cover("Handleplan 2024").table(
        ["Mål", "Indsats", "Handling", "Hvornår", "Tegn på succes"],
        ["Trygge veje", "1. Stier", "Vi graver", "Marts 2024", ["- Flere cykler", "- Færre ulykker"]],
        [None, None, "Vi maler", "Maj 2024", None],
        [None, "2. Busser", "Vi kører", "Juni 2024", "Flere i bussen"],
        ["Grønne veje", "3. Træer", "Vi planter", "2024", "Mere skygge"],
        spans={(1, 0): (3, 1), (1, 1): (2, 1), (1, 4): (2, 1)},
    )
    plan = build.plan()
    assert [goal.title for goal in plan.goals] == ["Trygge veje", "Grønne veje"]
    assert [(i.number, i.title, i.goal) for i in plan.initiatives] == [
        ("1", "Stier", "Trygge veje"),
        ("2", "Busser", "Trygge veje"),
        ("3", "Træer", "Grønne veje"),
    ]
    assert [[m.text for m in i.milestones] for i in plan.initiatives] == [
        ["Vi graver", "Vi maler"],
        ["Vi kører"],
        ["Vi planter"],
    ]
    assert [len(i.gains) for i in plan.initiatives] == [2, 1, 1]


def test_section_rows_of_a_plan_that_is_one_table_are_goals_and_no_groups(build: Builder) -> None:
    build.cover("Handleplan 2024").table(
        ["Indsats", "Handling", "Hvornår"],
        ["Mål 1: Trygge veje", None, None],
        ["Stier", "Vi graver", "Marts 2024"],
        ["Mål 2: Grønne veje", None, None],
        ["Træer", "Vi planter", "2024"],
        spans={(1, 0): (1, 3), (3, 0): (1, 3)},
        sections=(1, 3),
    )
    plan = build.plan()
    assert [(goal.number, goal.title) for goal in plan.goals] == [("1", "Trygge veje"), ("2", "Grønne veje")]
    assert [i.goal for i in plan.initiatives] == ["Trygge veje", "Grønne veje"]
    assert [m.group for i in plan.initiatives for m in i.milestones] == [None, None]


def test_two_tables_side_by_side_are_both_read(one: Builder) -> None:
    one.table(["Handling", "Tid"], ["Vi graver", "Marts 2024"])
    one.table(["Succeskriterium", "Måling"], ["Flere cykler", "Tælling"])
    found = read(one)
    assert len(found.milestones) == 1
    assert [(g.text, g.follow_up) for g in found.gains] == [("Flere cykler", "Tælling")]


def test_a_table_that_runs_over_a_page_has_items_on_both(one: Builder) -> None:
    rows = [[f"Vi graver sti nummer {n} til byen", "Marts 2024"] for n in range(1, 71)]
    one.table(["Handling", "Tid"], *rows)
    found = read(one).milestones
    assert [m.text for m in found] == [row[0] for row in rows]
    assert (found[0].page, found[-1].page) == (2, 3)


def test_figures_under_the_heading_of_money_are_no_gains(one: Builder) -> None:
    one.heading("Økonomi", 3).table(["Post", "2024", "2025"], ["Løn", "100", "200"], ["Asfalt", "50", ""])
    found = read(one)
    assert found.gains == []
    assert [(a.kind, a.heading, a.text.splitlines()[1]) for a in found.aspects[1:]] == [
        ("resources", "Økonomi", "Løn; 100; 200")
    ]


def test_column_headings_go_before_the_heading_above(one: Builder) -> None:
    one.heading("Organisering", 3).table(["Handling", "Tid"], ["Vi mødes", "Maj 2024"])
    assert len(read(one).milestones) == 1


def test_a_table_of_labels_and_figures_is_not_lost(one: Builder) -> None:
    one.heading("Beskrivelse", 3).table(["Stier i byen", "12"], ["Broer i byen", "3"], header=0)
    plan = one.plan()
    kept = [a.text for a in plan.initiatives[0].aspects] + [k.label for k in plan.key_figures]
    assert any("Stier i byen" in text for text in kept)


def test_section_rows_of_a_table_without_header_are_groups(one: Builder) -> None:
    rows = [["Første fase", None], ["Vi graver en sti", "Marts 2024"], ["Anden fase", None], ["Vi maler", "Maj 2024"]]
    one.heading("Milepæle", 3).table(*rows, header=0, spans={(0, 0): (1, 2), (2, 0): (1, 2)}, sections=(0, 2))
    found = [(m.group, m.text) for m in read(one).milestones]
    assert found == [("Første fase", "Vi graver en sti"), ("Anden fase", "Vi maler")]


def test_a_header_that_only_its_words_tell(one: Builder) -> None:
    one.table(["Handling", "Ansvarlig", "Frist"], ["Vi graver", "Anna", "Maj 2024"], ["Vi maler", "Bo", ""], header=0)
    assert [(m.text, m.partners, m.timing) for m in read(one).milestones] == [
        ("Vi graver", "Anna", "Maj 2024"),
        ("Vi maler", "Bo", None),
    ]


def test_a_plan_that_is_one_table_with_a_first_column_of_unknown_words(build: Builder) -> None:
    build.cover("Handleplan 2024").table(
        ["Emne", "Det gør vi", "Hvornår"], ["Stier", "Vi graver", "Marts 2024"], ["Busser", "Vi kører", "Juni 2024"]
    )
    plan = build.plan()
    assert [(i.title, [m.text for m in i.milestones]) for i in plan.initiatives] == [
        ("Stier", ["Vi graver"]),
        ("Busser", ["Vi kører"]),
    ]


def test_the_title_of_the_initiative_is_no_group(one: Builder) -> None:
    rows = [["Indsats", "Handling", "Tid"], ["1. Stier", "Vi graver", "Maj 2024"], [None, "Vi maler", "Juni 2024"]]
    one.table(*rows, spans={(1, 0): (2, 1)})
    assert [(m.group, m.text) for m in read(one).milestones] == [(None, "Vi graver"), (None, "Vi maler")]


def test_a_column_of_numbers_numbers_the_initiatives_of_a_table(build: Builder) -> None:
    build.cover("Handleplan 2024").table(
        ["Nr.", "Indsats", "Handling", "Tid"], ["1", "Stier", "Vi graver", "Maj 2024"], ["2", "Busser", "Vi kører", ""]
    )
    assert [(i.number, i.title) for i in build.plan().initiatives] == [("1", "Stier"), ("2", "Busser")]


def test_other_columns_of_a_plan_that_is_one_table_are_aspects(build: Builder) -> None:
    build.cover("Handleplan 2024").table(
        ["Indsats", "Formål", "Handling", "Tid", "Økonomi"],
        ["Stier", "Flere cykler, jf. vejlovens § 3", "Vi graver", "Maj 2024", "Inden for rammen"],
        ["Busser", "Flere kører med", "Vi kører", "", None],
        spans={(1, 4): (2, 1)},
    )
    first, second = build.plan().initiatives
    assert [(a.kind, a.text) for a in first.aspects] == [
        ("purpose", "Flere cykler, jf. vejlovens § 3"),
        ("resources", "Inden for rammen"),
    ]
    assert [a.text for a in second.aspects] == ["Flere kører med", "Inden for rammen"]
    assert [(r.law, r.section) for r in first.references] == [("vejloven", "3")]


def test_an_initiative_that_is_named_in_each_of_its_rows_is_one(build: Builder) -> None:
    build.cover("Handleplan 2024").table(
        ["Mål", "Indsats", "Handling", "Tid"],
        ["Trygge veje", "Stier", "Vi graver", "Maj 2024"],
        ["Trygge veje", "Stier", "Vi maler", "Juni 2024"],
        ["Grønne veje", "Træer", "Vi planter", ""],
    )
    plan = build.plan()
    assert [(i.goal, i.title, len(i.milestones)) for i in plan.initiatives] == [
        ("Trygge veje", "Stier", 2),
        ("Grønne veje", "Træer", 1),
    ]


def test_labels_and_figures_under_a_heading_of_gains_are_gains_with_amounts(one: Builder) -> None:
    one.heading("Måltal", 3).table(["Andel der cykler", "20 %"], ["Antal ulykker", "5"], header=0)
    assert [(g.text, g.amount, g.unit) for g in read(one).gains] == [
        ("Andel der cykler", 20, "percent"),
        ("Antal ulykker", 5, "count"),
    ]


@pytest.mark.parametrize("word", ["Initiativ", "Indsats", "Tiltag"])
def test_the_first_of_two_columns_of_actions_is_of_the_initiatives(build: Builder, word: str) -> None:
    build.cover("Handleplan 2024").table(
        [word, "Milepæl", "Tidspunkt", "Effektmål"],
        ["Stier", "Vi graver", "Maj 2024", "Flere cykler"],
        [None, "Vi maler", "Juni 2024", None],
        ["Busser", "Vi kører", "", "Fulde busser"],
        spans={(1, 0): (2, 1), (1, 3): (2, 1)},
    )
    assert [(i.title, len(i.milestones), len(i.gains)) for i in build.plan().initiatives] == [
        ("Stier", 2, 1),
        ("Busser", 1, 1),
    ]


def test_merged_cells_of_a_known_word_stand_over_what_is_done_under_an_unknown_one(build: Builder) -> None:
    build.cover("Handleplan 2024").heading("Planen", 2)
    build.table(
        ["Spor", "Ryk", "Frist"],
        ["Den grønne havn", "Vi planter hundrede træer langs kajen", "Maj 2024"],
        [None, "Vi opstiller bænke ved alle broer", "Juni 2024"],
        ["Stier i engen", "Vi anlægger en sti af grus gennem engen", "Juli 2024"],
        [None, "Vi maler nye skilte til alle stier", "August 2024"],
        spans={(1, 0): (2, 1), (3, 0): (2, 1)},
    )
    found = build.plan().initiatives
    assert [(i.title, len(i.milestones)) for i in found] == [("Den grønne havn", 2), ("Stier i engen", 2)]
    assert found[0].milestones[0].text == "Vi planter hundrede træer langs kajen"


def test_merged_gains_beside_actions_stay_gains(build: Builder) -> None:
    build.cover("Handleplan 2024")
    for n, title in enumerate(("Stier", "Busser"), 1):
        build.heading(title, 2, marker=f"{n}.").table(
            ["Gevinst", "Aktivitet", "Tidsramme"],
            ["Flere cykler", "Vi graver", "Maj 2024"],
            [None, "Vi maler", "Juni 2024"],
            ["Færre biler", "Vi kører", "2024"],
            [None, "Vi går", "2024"],
            spans={(1, 0): (2, 1), (3, 0): (2, 1)},
        )
    plan = build.plan()
    assert [(i.title, [g.text for g in i.gains], len(i.milestones)) for i in plan.initiatives] == [
        ("Stier", ["Flere cykler", "Færre biler"], 4),
        ("Busser", ["Flere cykler", "Færre biler"], 4),
    ]


def test_unknown_columns_are_told_by_how_their_cells_read(one: Builder) -> None:
    one.table(
        ["Ryk", "Frugt", "Flok"],
        ["Vi afprøver en ny sti ved skolen", "Flere børn cykler hele året", "Skolen"],
        ["Der indføres en cykelprøve for alle", "Færre ulykker på vejene ved skolen", "Politiet"],
        ["Et kort over stierne er udarbejdet", "Bedre overblik for alle cyklister", ""],
    )
    found = read(one)
    assert [(m.text, m.partners) for m in found.milestones] == [
        ("Vi afprøver en ny sti ved skolen", "Skolen"),
        ("Der indføres en cykelprøve for alle", "Politiet"),
        ("Et kort over stierne er udarbejdet", None),
    ]
    assert [g.direction for g in found.gains] == ["increase", "decrease", "increase"]
    assert all(m.confidence < 0.7 for m in found.milestones)


def test_what_is_done_about_risks_is_no_milestone(one: Builder) -> None:
    one.heading("Risici", 3).table(
        ["Hvad kan ramme os", "Modtræk"],
        ["Regn i hele anlægsperioden", "Vi udvikler en plan for regnvejr"],
        ["Sne og is på vejene om vinteren", "Vi afprøver en ny saltspreder"],
    )
    assert read(one).milestones == []


def test_tables_of_the_same_headings_are_read_alike(build: Builder) -> None:
    build.cover("Handleplan 2024")
    rows = {
        1: [
            ["Vi afprøver en ny sti ved skolen", "Flere børn cykler hele året"],
            ["Vi maler striber på vejen", "Ro på vejen til og fra skole"],
        ],
        2: [["Hegn rundt om hele skolegården", "Skolegård for alle i byen"]],
    }
    for n, body in rows.items():
        build.heading(f"Indsats {n}: Stier", 2).heading("Formål", 3).text("Flere cykler.")
        build.table(["Ryk", "Frugt"], *body)
    build.heading("Indsats 3: Busser", 2).heading("Formål", 3).text("Flere med.").table(
        ["Ryk", "Frugt"],
        ["Der indføres en natbus til byen", "Færre biler i midtbyen"],
        ["Vi udvikler en app", "Bedre tal for busserne"],
    )
    plan = build.plan()
    assert [[m.text for m in i.milestones] for i in plan.initiatives][1] == ["Hegn rundt om hele skolegården"]
    assert [len(initiative.gains) for initiative in plan.initiatives] == [2, 1, 2]


def test_merged_cells_of_unknown_words_beside_numbered_headings_are_row_groups(build: Builder) -> None:
    build.cover("Handleplan 2024")
    for n in (1, 2):
        build.heading(f"Indsats {n}: Stier", 2).heading("Formål", 3).text("Flere cykler.").table(
            ["Fase", "Handling", "Tid"],
            ["Først", "Vi graver", "Maj 2024"],
            [None, "Vi maler", "Juni 2024"],
            ["Siden", "Vi fejer", "2025"],
            [None, "Vi tæller", "2025"],
            spans={(1, 0): (2, 1), (3, 0): (2, 1)},
        )
    plan = build.plan()
    assert [initiative.number for initiative in plan.initiatives] == ["1", "2"]
    assert [m.group for m in plan.initiatives[0].milestones] == ["Først", "Først", "Siden", "Siden"]


def test_numbered_titles_over_their_rows_are_initiatives_and_no_figures(build: Builder) -> None:
    build.cover("Handleplan 2024").table(
        ["Mål", "Initiativ", "Frist", "Resultatmål"],
        ["1 Grønne haver", "Vi planter træer", "Maj 2024", "Flere træer"],
        [None, "Vi opstiller bænke", "Juni 2024", None],
        ["2 Brede stier", "Vi graver", "Juli 2024", "Flere cykler"],
        [None, "Vi maler", "August 2024", None],
        spans={(1, 0): (2, 1), (1, 3): (2, 1), (3, 0): (2, 1), (3, 3): (2, 1)},
    )
    assert [(i.number, i.title, len(i.milestones), len(i.gains)) for i in build.plan().initiatives] == [
        ("1", "Grønne haver", 2, 1),
        ("2", "Brede stier", 2, 1),
    ]


def test_actions_beside_what_they_lead_to_are_items_under_any_heading(one: Builder) -> None:
    one.heading("Ressourcer", 3).text("Der er afsat en halv stilling.").table(
        ["Det tager vi fat på", "Forskel"],
        ["Afprøve nye skilte ved alle stier i skoven", "Flere borgere finder vej til skoven om sommeren"],
        ["Udvikle en cykelskole for voksne begyndere", "Færre voksne bliver hjemme fra turen"],
    )
    found = read(one)
    assert [m.text for m in found.milestones] == [
        "Afprøve nye skilte ved alle stier i skoven",
        "Udvikle en cykelskole for voksne begyndere",
    ]
    assert [g.text for g in found.gains] == [
        "Flere borgere finder vej til skoven om sommeren",
        "Færre voksne bliver hjemme fra turen",
    ]


def test_a_table_that_holds_a_mark_alone_is_no_aspect(build: Builder) -> None:
    build.cover("Virksomhedsplan 2024").heading("Indsats 1: Stier", 2).heading("Formål", 3).table(["- "])
    assert read(build).aspects == []
