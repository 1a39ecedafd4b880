"""Tables whose first column names what stands beside it."""

from __future__ import annotations

from typing import Any

import pytest

Builder = Any
SHEET = [
    ["Formål", "Flere skal cykle."],
    ["Ansvarlig", "Vejchefen"],
    ["Handlinger", ["- Vi graver i maj 2024", "- Vi maler"]],
    ["Frist", "Juni 2024"],
    ["Succeskriterier", "Flere cykler"],
]


def sheet(rows: list[list[Any]], wide: bool) -> tuple[list[list[Any]], dict[tuple[int, int], tuple[int, int]]]:
    """The rows, each with its value over one column, or over two but for the last row."""
    if not wide:
        return rows, {}
    spans = {(row, 1): (1, 2) for row in range(len(rows) - 1)}
    return [[*row, None] for row in rows[:-1]] + [[*rows[-1], "Færre biler"]], spans


@pytest.mark.parametrize("wide", [False, True])
def test_a_fact_sheet_under_each_initiative(build: Builder, wide: bool) -> None:
    build.cover("Handleplan 2024")
    rows, spans = sheet(SHEET, wide)
    for n in (1, 2):
        build.heading(f"Indsats {n}: Stier", 2).table(*rows, header=0, spans=spans)
    for initiative in build.plan().initiatives:
        assert [(a.kind, a.heading, a.text) for a in initiative.aspects] == [
            ("purpose", "Formål", "Flere skal cykle."),
            ("organisation", "Ansvarlig", "Vejchefen"),
            ("other", "Frist", "Juni 2024"),
        ]
        assert [(m.text, m.edtf) for m in initiative.milestones] == [
            ("Vi graver i maj 2024", "2024-05"),
            ("Vi maler", None),
        ]
        assert [g.text for g in initiative.gains] == ["Flere cykler"] + ["Færre biler"] * wide


def test_fact_sheets_that_hold_their_own_titles(build: Builder) -> None:
    build.cover("Handleplan 2024")
    for n, title in enumerate(("Stier", "Busser"), 1):
        build.table([f"Indsats {n}", title], *SHEET, header=0)
    plan = build.plan()
    assert [(i.number, i.title) for i in plan.initiatives] == [("1", "Stier"), ("2", "Busser")]
    assert all(len(initiative.milestones) == 2 for initiative in plan.initiatives)


def test_two_pairs_of_columns(build: Builder) -> None:
    build.cover("Handleplan 2024")
    for n in (1, 2):
        build.heading(f"Indsats {n}: Stier", 2)
        build.table(
            ["Formål", "Flere cykler", "Ansvarlig", "Vejchefen"], ["Økonomi", "2 kr.", "Målgruppe", "Alle"], header=0
        )
    for initiative in build.plan().initiatives:
        assert [a.kind for a in initiative.aspects] == ["purpose", "organisation", "resources", "target_group"]


def test_a_table_of_columns_is_no_fact_sheet(build: Builder) -> None:
    build.cover("Handleplan 2024").heading("Indsats 1: Stier", 2).heading("Formål", 3).text("Flere cykler.")
    build.table(["Handling", "Ansvarlig"], ["Formål skrives om", "Anna"], ["Økonomi lægges frem", "Bo"])
    assert len(build.plan().initiatives[0].milestones) == 2


def test_text_below_a_fact_sheet_belongs_to_none_of_its_labels(build: Builder) -> None:
    build.cover("Handleplan 2024")
    for n in (1, 2):
        build.heading(f"Indsats {n}: Stier", 2).table(*SHEET, header=0).text("Her er et kort.")
    for initiative in build.plan().initiatives:
        assert (initiative.aspects[-1].kind, initiative.aspects[-1].heading) == ("description", None)
        assert [g.text for g in initiative.gains] == ["Flere cykler"]


PANES = [
    [["** Udgangspunkt", "Stierne er smalle."], ["** Målgruppe", "Alle på to hjul"]],
    [["** Handlinger", "- Vi graver (maj)", "- Vi maler (4. kvartal)"], ["** Det vil vi se", "- Flere cykler"]],
    [["** Tovholder", "Vejchefen"], None],
]


def test_cells_that_each_begin_with_their_own_label(build: Builder) -> None:
    """Two by two under a bar with number and title, in one table or in several."""
    build.cover("Handleplan 2024")
    spans = {(0, 0): (1, 2), (3, 0): (1, 2)}
    for n, title in enumerate(("Stier", "Busser"), 1):
        build.table([f"{n} {title}", None], *PANES, header=0, spans=spans)
    plan = build.plan()
    assert [(i.number, i.title) for i in plan.initiatives] == [("1", "Stier"), ("2", "Busser")]
    for initiative in plan.initiatives:
        assert [(a.kind, a.heading, a.text) for a in initiative.aspects] == [
            ("background", "Udgangspunkt", "Stierne er smalle."),
            ("target_group", "Målgruppe", "Alle på to hjul"),
            ("organisation", "Tovholder", "Vejchefen"),
        ]
        assert [(m.text, m.edtf) for m in initiative.milestones] == [
            ("Vi graver (maj)", "2024-05"),
            ("Vi maler (4. kvartal)", "2024-10/2024-12"),
        ]
        assert [g.text for g in initiative.gains] == ["Flere cykler"]


def test_bold_words_in_the_cells_of_a_table_are_no_labels(build: Builder) -> None:
    build.cover("Handleplan 2024").heading("Indsats 1: Stier", 2).heading("Formål", 3).text("Flere cykler.")
    rows = [
        [["** Syd", "Vi graver"], ["** Fra maj", "til juni 2024"]],
        [["** Nord", "Vi maler"], ["** I juni", "2024"]],
    ]
    build.table(["Handling", "Tid"], *rows)
    assert [m.text for m in build.plan().initiatives[0].milestones] == ["Syd Vi graver", "Nord Vi maler"]


def test_a_sheet_is_known_by_labels_of_other_sheets(build: Builder) -> None:
    """The form of each initiative holds what there is to say of it, at the least labels that no vocabulary knows."""
    build.cover("Handleplan 2024")
    moves = ["Det går vi i krig med", ["- Vi graver grøfter i maj 2024", "- Vi maler striber på cykelstien"]]
    fruits = ["Frugten af det", ["- Flere cykler til skole", "- Færre kører galt i krydset"]]
    build.heading("Stier", 2).table(
        ["Formål", "Flere skal cykle."], ["Ansvarlig", "Vejchefen"], moves, fruits, header=0
    )
    build.heading("Broer", 2).table(["Formål", "Færre omveje."], ["Økonomi", "20.000 kr."], moves, fruits, header=0)
    build.heading("Busser", 2).table(moves, fruits, header=0)
    plan = build.plan()
    assert [initiative.title for initiative in plan.initiatives] == ["Stier", "Broer", "Busser"]
    for initiative in plan.initiatives:
        assert [m.edtf for m in initiative.milestones] == ["2024-05", None]
        assert [g.text for g in initiative.gains] == ["Flere cykler til skole", "Færre kører galt i krydset"]
