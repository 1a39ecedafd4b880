"""Which headings are initiatives and goals, and where an initiative ends."""

from __future__ import annotations

from typing import Any

import pytest
from planspor.models.plan import Plan

Builder = Any
ACTIONS = ("Vi anlægger stien i marts 2024", "Vi tæller cykler")


def sections(build: Builder, level: int) -> None:
    """The sub-headings that an initiative has."""
    build.heading("Formål", level).text("Flere skal kunne cykle.")
    build.heading("Handlinger", level).items(*ACTIONS)


def titles(plan: Plan) -> list[str]:
    return [initiative.title for initiative in plan.initiatives]


def numbers(plan: Plan) -> list[str | None]:
    return [initiative.number for initiative in plan.initiatives]


@pytest.mark.parametrize(
    ("prefix", "marker", "expected"),
    [
        ("Indsats {n}: ", None, ["1", "2", "3"]),
        ("Indsats {roman}: ", None, ["I", "II", "III"]),
        ("Spor {n} – ", None, ["1", "2", "3"]),
        ("", "{n}.", ["1", "2", "3"]),
        ("", "{roman}.", ["I", "II", "III"]),
        ("{roman}. ", None, ["I", "II", "III"]),
        ("", "2.{n}", ["2.1", "2.2", "2.3"]),
    ],
)
def test_series_of_numbered_headings(build: Builder, prefix: str, marker: str | None, expected: list[str]) -> None:
    build.cover("Virksomhedsplan 2024").heading("Indledning", 1).text("Om planen.").heading("Årets arbejde", 1)
    for n, title in enumerate(("Stier", "Busser", "Broer"), 1):
        names = {"n": n, "roman": "I" * n}
        build.heading(prefix.format(**names) + title, 2, marker=marker and marker.format(**names))
        sections(build, 3)
    plan = build.plan()
    assert titles(plan) == ["Stier", "Busser", "Broer"]
    assert numbers(plan) == expected
    for initiative in plan.initiatives:
        assert [a.kind for a in initiative.aspects] == ["purpose"]
        assert [m.text for m in initiative.milestones] == list(ACTIONS)


def test_headings_of_one_level_are_told_by_their_sub_headings(build: Builder) -> None:
    build.cover("Handleplan 2024")
    for title in ("Stier", "Busser", "Broer"):
        build.heading(title, 2)
        sections(build, 2)
    plan = build.plan()
    assert titles(plan) == ["Stier", "Busser", "Broer"]
    assert all(len(initiative.milestones) == 2 for initiative in plan.initiatives)


def test_a_single_numbered_initiative(build: Builder) -> None:
    build.cover("Handleplan 2024").heading("Indsats 1: Stier", 2)
    sections(build, 3)
    plan = build.plan()
    assert titles(plan) == ["Stier"]
    assert numbers(plan) == ["1"]


def test_numbers_of_two_parts_stand_under_the_goal_of_their_first(build: Builder) -> None:
    build.cover("Handleplan 2024")
    for goal in (1, 2):
        build.heading(f"Mål {goal}: Trygge veje {'nord' if goal == 1 else 'syd'}", 1).text("Om målet.")
        for n in (1, 2):
            build.heading(f"Indsats {goal}.{n} Stier", 2)
            sections(build, 3)
    plan = build.plan()
    assert numbers(plan) == ["1.1", "1.2", "2.1", "2.2"]
    assert [(goal.number, goal.title) for goal in plan.goals] == [("1", "Trygge veje nord"), ("2", "Trygge veje syd")]
    assert [i.goal for i in plan.initiatives] == ["Trygge veje nord"] * 2 + ["Trygge veje syd"] * 2


@pytest.mark.parametrize("word", ["Tema", "Pejlemærke", "Fokusområde", "Mål", "Strategispor"])
def test_a_word_that_may_head_either_heads_goals_where_initiatives_lie_below(build: Builder, word: str) -> None:
    build.cover("Strategi 2024")
    for goal, name in enumerate(("Nord", "Syd"), 1):
        build.heading(f"{word} {goal}: {name}", 1)
        for title in ("Stier", "Busser"):
            build.heading(f"{title} mod {name.lower()}", 2)
            sections(build, 3)
    plan = build.plan()
    assert [goal.title for goal in plan.goals] == ["Nord", "Syd"]
    assert titles(plan) == ["Stier mod nord", "Busser mod nord", "Stier mod syd", "Busser mod syd"]


@pytest.mark.parametrize("word", ["Tema", "Pejlemærke", "Fokusområde", "Mål"])
def test_the_same_word_heads_initiatives_where_nothing_lies_below(build: Builder, word: str) -> None:
    build.cover("Strategi 2024")
    for n, title in enumerate(("Stier", "Busser"), 1):
        build.heading(f"{word} {n}: {title}", 1)
        sections(build, 2)
    plan = build.plan()
    assert titles(plan) == ["Stier", "Busser"]
    assert plan.goals == []
    assert [initiative.goal for initiative in plan.initiatives] == [None, None]


@pytest.mark.parametrize("numbered", [True, False])
def test_a_title_may_be_a_word_of_the_vocabulary(build: Builder, numbered: bool) -> None:
    build.cover("Virksomhedsplan 2024")
    names = ["Skoler", "Økonomi", "Organisering", "Veje"]
    for n, title in enumerate(names, 1):
        build.heading(title, 2, marker=f"{n}." if numbered else None)
        sections(build, 3)
    plan = build.plan()
    assert titles(plan) == names
    assert all(len(initiative.milestones) == 2 for initiative in plan.initiatives)


def test_numbered_sub_headings_are_no_initiatives(build: Builder) -> None:
    build.cover("Virksomhedsplan 2024")
    for n, title in enumerate(("Stier", "Busser"), 1):
        build.heading(f"Indsats {n}: {title}", 2)
        build.heading("Formål", 3, marker=f"{n}.1").text("Flere skal cykle.")
        build.heading("Milepæle", 3, marker=f"{n}.2").table(["Milepæl", "Tid"], ["Stien åbner", "Maj 2024"])
    plan = build.plan()
    assert titles(plan) == ["Stier", "Busser"]
    assert [m.timing for i in plan.initiatives for m in i.milestones] == ["Maj 2024"] * 2


def test_sections_after_the_last_initiative_belong_to_none(build: Builder) -> None:
    build.cover("Virksomhedsplan 2024")
    for n, title in enumerate(("Stier", "Busser"), 1):
        build.heading(f"Indsats {n}: {title}", 2)
        sections(build, 3)
    build.heading("Opfølgning", 2).text("Planen følges op hvert år.").heading("Sådan læses planen", 2).text("Forfra.")
    plan = build.plan()
    assert [aspect.heading for aspect in plan.initiatives[-1].aspects] == ["Formål"]


def test_a_last_section_that_the_others_have_too_belongs_to_the_last(build: Builder) -> None:
    build.cover("Virksomhedsplan 2024")
    for n, title in enumerate(("Stier", "Busser"), 1):
        build.heading(f"Indsats {n}: {title}", 2)
        sections(build, 2)
        build.heading("Opfølgning", 2).text("Vi tæller igen.")
    plan = build.plan()
    assert [a.heading for i in plan.initiatives for a in i.aspects] == ["Formål", "Opfølgning"] * 2


def test_the_title_may_stand_below_the_number(build: Builder) -> None:
    build.cover("Virksomhedsplan 2024")
    for n, title in enumerate(("Stier", "Busser"), 1):
        build.heading(f"Løfte {n}", 2).heading(title, 3)
        sections(build, 4)
    plan = build.plan()
    assert list(zip(numbers(plan), titles(plan), strict=True)) == [("1", "Stier"), ("2", "Busser")]


def test_figures_in_titles_are_no_series(build: Builder) -> None:
    build.cover("Virksomhedsplan 2024")
    for title in ("Klima 25", "24 timers pleje", "COVID-19 - og bagefter"):
        build.heading(title, 2)
        sections(build, 3)
    plan = build.plan()
    assert titles(plan) == ["Klima 25", "24 timers pleje", "COVID-19 - og bagefter"]
    assert numbers(plan) == [None] * 3


def test_minutes_of_a_meeting_have_no_initiatives(build: Builder) -> None:
    build.cover("Referat", "Teknisk Udvalg")
    for n in (1, 2, 3):
        build.heading(f"Punkt {n}: Orientering", 2)
        build.heading("Indstilling", 3).text("Det indstilles.").heading("Beslutning", 3).text("Godkendt.")
    plan = build.plan()
    assert plan.initiatives == []
    assert "W013" in {problem.code for problem in plan.problems}


def test_a_single_heading_over_actions_and_gains_is_an_initiative(build: Builder) -> None:
    build.cover("Handleplan 2024").heading("Nye stier i byen", 2)
    sections(build, 3)
    plan = build.heading("Gevinster", 3).items("Flere cykler").plan()
    assert titles(plan) == ["Nye stier i byen"]
    assert (len(plan.initiatives[0].milestones), len(plan.initiatives[0].gains)) == (2, 1)
    assert plan.confidence <= 0.5


def test_numbered_chapters_around_the_initiatives_are_none(build: Builder) -> None:
    build.cover("Virksomhedsplan 2024").heading("Om planen", 2, marker="1.").text("Sådan læses den.")
    for n, title in enumerate(("Stier", "Busser"), 2):
        build.heading(title, 2, marker=f"{n}.")
        sections(build, 3)
    plan = build.heading("Det videre forløb", 2, marker="4.").text("Vi ses.").plan()
    assert list(zip(numbers(plan), titles(plan), strict=True)) == [("2", "Stier"), ("3", "Busser")]


@pytest.mark.parametrize("again", ["", " (fortsat)", " – fortsat", ", forts."])
def test_a_heading_that_is_printed_again_on_the_next_page_goes_on(build: Builder, again: str) -> None:
    build.cover("Virksomhedsplan 2024")
    for n, title in enumerate(("Stier", "Busser"), 1):
        build.heading(f"Indsats {n}: {title}", 2)
        sections(build, 3)
        build.page().heading(f"Indsats {n}: {title}{again}", 2).text("Mere om formålet.")
        build.heading("Gevinster", 3).items("Flere af sted")
    plan = build.plan()
    assert titles(plan) == ["Stier", "Busser"]
    assert [len(initiative.gains) for initiative in plan.initiatives] == [1, 1]


def test_initiatives_that_a_list_of_headings_announces_count_once(build: Builder) -> None:
    build.cover("Virksomhedsplan 2024").heading("Årets indsatser", 2)
    for n, title in enumerate(("Stier for alle", "Busser for alle"), 1):
        build.heading(f"Indsats {n}: {title}", 3)
    for n, title in enumerate(("Stier for alle", "Busser for alle"), 1):
        build.page().heading(f"Indsats {n}: {title}", 2)
        sections(build, 3)
    plan = build.plan()
    assert titles(plan) == ["Stier for alle", "Busser for alle"]
    assert [initiative.page for initiative in plan.initiatives] == [3, 4]


@pytest.mark.parametrize("word", ["Tema", "Pejlemærke", "Fokusområde", "Indsatsområde"])
def test_words_without_a_number_head_goals_too(build: Builder, word: str) -> None:
    build.cover("Strategi 2024")
    for name in ("Nord", "Syd"):
        build.heading(f"{word}: {name}", 1)
        for title in ("Stier", "Busser"):
            build.heading(f"{title} mod {name.lower()}", 2)
            sections(build, 3)
    plan = build.plan()
    assert [(goal.number, goal.title) for goal in plan.goals] == [(None, "Nord"), (None, "Syd")]
    assert [initiative.goal for initiative in plan.initiatives] == ["Nord", "Nord", "Syd", "Syd"]


def test_headings_over_units_without_numbers_are_goals(build: Builder) -> None:
    build.cover("Aftale 2024")
    for goal, titles_below in (("Et sundt liv", ("Stier i byen", "Bad i søen")), ("Et trygt liv", ("Lys på vejen",))):
        build.heading(goal, 2)
        for title in (*titles_below, f"Hjælp til {goal.split()[1]}"):
            build.heading(title, 3).heading("Formål", 4).text("Flere med.")
            build.table(["Handling", "Tid"], ["Vi graver", "Maj 2024"])
    plan = build.plan()
    assert titles(plan) == ["Stier i byen", "Bad i søen", "Hjælp til sundt", "Lys på vejen", "Hjælp til trygt"]
    assert [goal.title for goal in plan.goals] == ["Et sundt liv", "Et trygt liv"]


@pytest.mark.parametrize("level", [2, 3])
def test_a_closing_section_is_no_part_of_the_last_unit(build: Builder, level: int) -> None:
    build.cover("Kontrakt 2024")
    for n, title in enumerate(("Stier", "Busser", "Broer"), 1):
        build.heading(f"Mål {n}: {title}", 2)
        sections(build, 3)
    plan = build.heading("Når året er omme", level).text("Kontrakten gælder fra maj.").plan()
    assert titles(plan) == ["Stier", "Busser", "Broer"]
    assert "Når året er omme" not in [aspect.heading for aspect in plan.initiatives[-1].aspects]


def test_a_section_that_other_units_have_too_stays_in_the_last_one(build: Builder) -> None:
    build.cover("Kontrakt 2024")
    for n, title in enumerate(("Stier", "Busser", "Broer"), 1):
        build.heading(f"Mål {n}: {title}", 2)
        sections(build, 3)
        build.heading(f"Hvad {title.lower()} så kræver", 3).text("Tid og penge.")
    assert [initiative.aspects[-1].heading for initiative in build.plan().initiatives] == [
        "Hvad stier så kræver",
        "Hvad busser så kræver",
        "Hvad broer så kræver",
    ]


def test_headings_without_a_mark_whose_lists_are_announced_are_initiatives(build: Builder) -> None:
    build.cover("Værdighedspolitik 2024").heading("Forord", 2).text("Politikken gælder for alle.")
    for title in ("Mad, der dufter", "Ro om morgenen", "Tid til en snak"):
        build.heading(title, 2).text("Det begynder i køkkenet.", "Derfor vil vi:").items("spise sammen", "lave suppe")
        build.text("Det kan mærkes ved, at:").items("flere spiser med", "der er mindre spild")
    build.heading("Om politikken", 2).text("Rådet hører om den hvert år.")
    plan = build.plan()
    assert titles(plan) == ["Mad, der dufter", "Ro om morgenen", "Tid til en snak"]
    for initiative in plan.initiatives:
        assert [(m.text, m.group) for m in initiative.milestones] == [
            ("spise sammen", "Derfor vil vi"),
            ("lave suppe", "Derfor vil vi"),
        ]
        assert [(g.text, g.group) for g in initiative.gains] == [
            ("flere spiser med", "Det kan mærkes ved, at"),
            ("der er mindre spild", "Det kan mærkes ved, at"),
        ]
        assert [a.text for a in initiative.aspects] == ["Det begynder i køkkenet."]


def test_goals_of_which_some_hold_a_single_unit(build: Builder) -> None:
    """Lines of the cover and a last chapter are set in letters as large as the titles of the units."""
    build.cover("Aftale 2024").heading("Teknik og Miljø", 3).heading("Vandby Kommune", 3)
    for goal, below in (
        ("Et sundt liv", ("Stier i byen", "Bad i søen", "Ro på stranden")),
        ("Trygge veje", ("Lys",)),
        ("Vand", ("Åen",)),
    ):
        build.heading(goal, 2)
        for title in below:
            build.heading(title, 3).heading("Handlinger", 4).items(*ACTIONS)
    plan = build.heading("Når aftalen udløber", 3).text("Aftalen gælder fra maj.").plan()
    assert titles(plan) == ["Stier i byen", "Bad i søen", "Ro på stranden", "Lys", "Åen"]
    assert [goal.title for goal in plan.goals] == ["Et sundt liv", "Trygge veje", "Vand"]
