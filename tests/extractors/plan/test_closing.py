"""Where units end: chapters, signatures and a colophon below the last one belong to the whole plan."""

from __future__ import annotations

import pytest
import typst
from planspor.extractors.read import read_plan
from planspor.models.plan import Plan

from .conftest import Builder

_SETUP = """#set page(width: 595pt, height: 842pt, margin: 60pt)
#set text(font: "Libertinus Serif", size: 10pt, lang: "da")
#show heading: it => block(text(size: (18pt, 12pt, 12pt, 10pt).at(it.level - 1), it.body))
#show heading.where(level: 2): set text(fill: navy)
= Aftale 2024
"""
UNITS = ("Nattevagten", "Køkkenhaven", "Gangstierne")


def unit(mark: str, title: str, table: bool = False) -> str:
    gains = "- Flere bruger den\n- Færre klager\n"
    if table:
        gains = "#table(columns: (1fr, 60pt), [*Resultatmål*], [*Mål 2024*], [Glade naboer], [40], [Klager], [2])\n"
    return (
        f"== {mark} {title}\n==== Baggrund\nVi har talt om den i årevis.\n==== Handlinger\n- Vi graver i maj 2024\n"
        + (f"- Vi maler i juni 2024\n==== Resultatmål\n{gains}")
    )


def plan_of(body: str) -> Plan:
    return read_plan(typst.compile((_SETUP + body).encode(), pdf_tags=False), file="plan.pdf")


def headings(plan: Plan) -> list[list[str | None]]:
    return [[aspect.heading for aspect in initiative.aspects] for initiative in plan.initiatives]


@pytest.mark.parametrize("count", [2, 3])
def test_the_next_numbered_chapter_ends_the_last_unit(count: int) -> None:
    units = "".join(unit(f"Mål {n}.", title) for n, title in enumerate(UNITS[:count], 1))
    body = f"=== 1. Parter\nLundby Kommune og Egely.\n=== 2. Mål for året\nDe er valgt af beboerne.\n{units}"
    plan = plan_of(body + "=== 3. Økonomi\nBudgettet er på 9 mio. kr.\n=== 4. Underskrifter\nDato: 3. januar 2024\n")
    assert [i.title for i in plan.initiatives] == list(UNITS[:count])
    assert headings(plan) == [["Baggrund"]] * count


@pytest.mark.parametrize("line", ["Lundby, den 4. december 2023", "Udgivet af Lundby Kommune, december 2023."])
def test_signatures_and_colophon_belong_to_no_unit(line: str) -> None:
    body = "".join(unit(f"Mål {n}.", title) for n, title in enumerate(UNITS, 1))
    plan = plan_of(f"{body}\n#v(20pt)\n{line}\n\n#v(20pt)\nDirektør #h(1fr) Forstander\n")
    assert headings(plan) == [["Baggrund"]] * 3
    assert len(plan.initiatives[-1].gains) == 2
    assert plan.published in ("2023-12-04", "2023-12")


def test_a_line_about_the_plan_below_the_last_table() -> None:
    body = "".join(unit(f"Mål {n}.", title, table=True) for n, title in enumerate(UNITS, 1))
    plan = plan_of(f"{body}\n#v(15pt)\nAftalen følges op to gange om året.\n")
    assert headings(plan) == [["Baggrund"]] * 3
    assert [len(i.gains) for i in plan.initiatives] == [2, 2, 2]


@pytest.mark.parametrize("table", [False, True])
def test_a_line_as_of_a_colophon_above_the_items_of_the_last_unit_ends_nothing(table: bool) -> None:
    body = "".join(unit(f"Mål {n}.", title, table=table) for n, title in enumerate(UNITS, 1))
    plan = plan_of(body.replace("i årevis.\n", "i årevis.\n\nLæs mere på opslagstavlen.\n\n"))
    assert [(len(i.milestones), len(i.gains)) for i in plan.initiatives] == [(2, 2)] * 3


def test_items_that_are_a_word_and_a_date_are_no_signatures(build: Builder) -> None:
    build.cover("Handleplan 2024")
    for n, title in enumerate(UNITS, 1):
        build.heading(f"Indsats {n}: {title}").heading("Gevinster", 3).items("Færre klager")
        build.heading("Milepæle", 3).text("Opstart, den 3. maj 2024", "Syn, den 9. juni 2024")
    assert [[m.text for m in i.milestones] for i in build.plan().initiatives] == [
        ["Opstart, den 3. maj 2024", "Syn, den 9. juni 2024"]
    ] * 3
