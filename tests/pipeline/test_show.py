"""A plan in the terminal."""

from __future__ import annotations

import io

import pytest
from planspor.models.plan import Plan
from planspor.pipeline.show import show_plan
from rich.console import Console


def shown(plan: Plan, width: int = 200) -> str:
    stream = io.StringIO()
    show_plan(plan, Console(file=stream, width=width, color_system=None))
    return stream.getvalue()


def line(text: str, words: str) -> str:
    (found,) = (row for row in text.splitlines() if words in row)
    return found


def test_everything_of_a_plan_is_shown(plan: Plan) -> None:
    text = shown(plan)
    for words in ("Aftale for Åhuset", "Prøveby (999)", "2024-01-01 to 2024-12-31", "serviceloven: § 85", "Formål"):
        assert words in text
    assert "W006" in line(text, "p. 2: The heading is not known.")


def test_a_milestone_is_a_row_with_its_pages(plan: Plan) -> None:
    assert line(shown(plan), "Huset åbner").split() == ["Huset", "åbner", "maj", "2024-05", "2-3"]


def test_a_gain_is_a_row_with_its_figure(plan: Plan) -> None:
    row = line(shown(plan), "10 % flere gæster")
    assert "increase" in row
    assert row.split()[-3:] == ["10", "%", "3"]


def test_columns_in_which_nothing_stands_are_left_out(plan: Plan) -> None:
    head = line(shown(plan), "milestone  ")
    assert "partners" not in head
    assert "time" in head


def test_words_in_brackets_are_words(plan: Plan) -> None:
    plan.initiatives[0].title = "[bold]Fed[/bold] [red]"
    plan.initiatives[0].milestones[0].text = "[/] slut"
    assert "[bold]Fed[/bold] [red]" in shown(plan)
    assert "[/] slut" in shown(plan)


def test_both_readings_are_told(plan: Plan) -> None:
    text = shown(plan).split("There may be two rows.")[1]
    lines = [row.strip() for row in text.splitlines() if row.strip()]
    assert lines[:5] == [
        "Read as one row:",
        "Vi spørger alle gæster | maj",
        "Otherwise two rows:",
        "Vi spørger | maj",
        "alle gæster |",
    ]


def test_an_empty_plan_is_shown() -> None:
    assert "tom.pdf" in shown(Plan(file="tom.pdf"))


@pytest.mark.parametrize("width", [40, 60, 80, 99, 100, 110, 140])
def test_nothing_is_cut_in_a_narrow_terminal(plan: Plan, width: int) -> None:
    milestone = plan.initiatives[0].milestones[0]
    milestone.text = "Huset åbner for alle, der vil være med til at lave mad og spise sammen"
    milestone.partners, milestone.follow_up = (
        "Sundhedsplejerskerne og Ejendomsservice",
        "Brugertilfredshedsundersøgelse",
    )
    milestone.edtf = "2024-05/2024-06"
    text = shown(plan, width)
    letters = "".join(text.split())
    assert "…" not in text
    for words in ("2024-05/2024-06", "2-3"):
        assert words in text
    for words in (milestone.text, milestone.partners, milestone.follow_up):
        assert all(word in letters for word in words.split()) or width >= 100
    assert max(map(len, text.splitlines())) <= width
