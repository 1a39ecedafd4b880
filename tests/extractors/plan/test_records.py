"""Cards: labels and values that repeat, run in, as headings or in forms."""

from __future__ import annotations

from typing import Any

import pytest
from planspor.models.plan import Plan

Builder = Any
CARDS = [
    ("Vi graver en sti ved skolen", "Maj 2024", "Vej og Park"),
    ("Vi maler striber på vejen", "3. kvartal 2024", None),
    ("Vi sætter skilte op", "2025", "Skolen og politiet"),
]


def lay(build: Builder, way: str, labels: tuple[str, str, str], cards: list[tuple[str, str, str | None]]) -> None:
    """Set cards below each other, in one of three ways."""
    for card in cards:
        pairs = [(label, value) for label, value in zip(labels, card, strict=True) if value is not None]
        if way == "form":
            build.table(*pairs, header=0)
        for label, value in pairs if way != "form" else ():
            if way == "headings":
                build.heading(label, 5).text(value)
            else:
                build.text(f"{label}: {value}", lead=label if way == "leads" else None)


def milestones(plan: Plan) -> list[list[tuple[str, str | None, str | None]]]:
    return [[(m.text, m.start, m.partners) for m in initiative.milestones] for initiative in plan.initiatives]


@pytest.mark.parametrize("labels", [("Handling", "Frist", "Hvem"), ("Ryk", "Kalender", "Hænder")])
@pytest.mark.parametrize("way", ["leads", "colons", "headings", "form"])
def test_each_card_is_a_milestone(build: Builder, way: str, labels: tuple[str, str, str]) -> None:
    build.cover("Handleplan 2024-2025")
    for n, name in enumerate(("Stier", "Busser"), 1):
        build.heading(f"Indsats {n}: {name}", 2).heading("Formål", 3).text("Flere cykler.").heading("Handlinger", 3)
        lay(build, way, labels, CARDS[n - 1 :])
        build.heading("Gevinster", 3).items("Flere børn cykler", "Færre ulykker")
    plan = build.plan()
    rows = [
        ("Vi graver en sti ved skolen", "2024-05-01", "Vej og Park"),
        ("Vi maler striber på vejen", "2024-07-01", None),
        ("Vi sætter skilte op", "2025-01-01", "Skolen og politiet"),
    ]
    assert milestones(plan) == [rows, rows[1:]]
    assert [len(initiative.gains) for initiative in plan.initiatives] == [2, 2]
    assert [a.heading for a in plan.initiatives[0].aspects] == ["Formål"]


def test_a_single_card_is_read_as_those_of_other_initiatives(build: Builder) -> None:
    build.cover("Handleplan 2024-2025")
    for n, cards in enumerate((CARDS, CARDS[:1]), 1):
        build.heading(f"Indsats {n}: Stier", 2).heading("Formål", 3).text("Flere cykler.").heading("Handlinger", 3)
        lay(build, "leads", ("Handling", "Frist", "Hvem"), cards)
    assert [len(rows) for rows in milestones(build.plan())] == [3, 1]


def test_what_follows_the_last_card_is_no_part_of_it(build: Builder) -> None:
    build.cover("Handleplan 2024-2025")
    for n in (1, 2):
        build.heading(f"Indsats {n}: Stier", 2).heading("Formål", 3).text("Flere cykler.").heading("Handlinger", 3)
        lay(build, "leads", ("Handling", "Hvem", "Frist"), [(a, c or "Alle", b) for a, b, c in CARDS])
        build.text("Budgettet er ikke lagt endnu.")
    initiative = build.plan().initiatives[0]
    assert [m.timing for m in initiative.milestones] == ["Maj 2024", "3. kvartal 2024", "2025"]
    assert "Budgettet er ikke lagt endnu." in [a.text for a in initiative.aspects]


def test_sections_that_come_back_below_titles_are_no_cards(build: Builder) -> None:
    build.cover("Handleplan 2024-2025")
    for name in ("Stier", "Busser", "Broer"):
        build.heading(f"{name} for alle", 2).text(f"Om {name.lower()}.").heading("Formål", 3).text("Flere med.")
        build.heading("Ansvarlig", 3).text("Vej og Park").heading("Frist", 3).text("Maj 2024")
    plan = build.plan()
    assert [initiative.title for initiative in plan.initiatives] == [
        "Stier for alle",
        "Busser for alle",
        "Broer for alle",
    ]
    assert all("Formål" in [a.heading for a in initiative.aspects] for initiative in plan.initiatives)
