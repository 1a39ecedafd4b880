"""Tables elsewhere whose rows belong to initiatives: a common time table, an appendix."""

from __future__ import annotations

from typing import Any

import pytest

Builder = Any
HEAD = ["Nr.", "Milepæl", "Hvornår", "Ansvarlig"]
ONE = [["1.1", "Stien anlægges", "Maj 2024", "Vej"], ["1.2", "Stien åbnes", "Juni 2024", "Byrådet"]]
TWO = [["2.1", "Busserne købes", "2025", "Indkøb"]]


def two(build: Builder) -> Builder:
    for n, title in enumerate(("Stier til skolen", "Busser til byen"), 1):
        build.heading(f"Indsats {n}: {title}", 2).heading("Formål", 3).text("Flere af sted.")
    return build.heading("Tidsplan", 1)


def milestones(build: Builder) -> list[list[tuple[str, str | None, str | None, str | None]]]:
    return [[(m.text, m.edtf, m.partners, m.group) for m in i.milestones] for i in build.plan().initiatives]


EXPECTED = [
    [("Stien anlægges", "2024-05", "Vej", None), ("Stien åbnes", "2024-06", "Byrådet", None)],
    [("Busserne købes", "2025", "Indkøb", None)],
]


@pytest.mark.parametrize(
    "titles", [("1 Stier til skolen", "2 Busser til byen"), ("Stier til skolen", "Busser til byen")]
)
def test_section_rows_name_the_initiatives(build: Builder, titles: tuple[str, str]) -> None:
    spans = {(1, 0): (1, 4), (4, 0): (1, 4)}
    rows = [HEAD, [titles[0], None, None, None], *ONE, [titles[1], None, None, None], *TWO]
    two(build.cover("Handleplan 2024-2025")).table(*rows, sections=[1, 4], spans=spans)
    assert milestones(build) == EXPECTED
    assert not any(problem.code == "W008" for problem in build.plan().problems)


def test_the_numbers_of_rows_begin_with_those_of_the_initiatives(build: Builder) -> None:
    two(build.cover("Handleplan 2024-2025")).table(HEAD, *ONE, *TWO)
    assert milestones(build) == EXPECTED


def test_a_column_further_on_names_the_initiatives(build: Builder) -> None:
    rows = [[*row[1:], title] for row, title in zip([*ONE, *TWO], ["1", "1", "2"], strict=True)]
    two(build.cover("Handleplan 2024-2025")).table([*HEAD[1:], "Indsats"], *rows)
    assert milestones(build) == EXPECTED


def test_numbers_that_no_initiative_has_give_no_rows_away(build: Builder) -> None:
    rows = [[f"{n}.1", f"Møde nummer {n}", "2024", "Vej"] for n in (7, 8, 9)]
    two(build.cover("Handleplan 2024-2025")).table(HEAD, *rows)
    assert milestones(build) == [[], []]
    assert any(problem.code == "W008" for problem in build.plan().problems)
