"""Forms with tables inside, set by Typst and read from the PDF."""

from __future__ import annotations

import pytest
import typst
from planspor.extractors.read import read_plan
from planspor.models.plan import Plan

_SETUP = """#set page(width: 595pt, height: {height}pt, margin: 50pt)
#set text(font: "Libertinus Serif", size: 10pt, lang: "da")
= Kontrakt 2025
Lundby Kommune, Havnen

Havnen har 12 ansatte og passer kajer, lystbåde og færgeleje. Kontrakten nævner kun det, som er nyt i år.

"""
TITLES = ("Rene bassiner", "Trygge kajer")


def form(number: int, title: str) -> str:
    """A form of one grid: a title, a label with its text, a table of results and one of actions."""
    return f"""#table(columns: (1fr, 70pt, 70pt, 110pt),
  table.cell(colspan: 4, fill: luma(60))[#text(white)[*Effektmål {number}: {title}*]],
  [*Baggrund*], table.cell(colspan: 3)[Bassinet ved færgen sander til, og bådene kommer ikke ud ved lavvande.],
  [*Indikator*], [*Status 2024*], [*Mål 2025*], [*Målemetode*],
  [Både, der går på grund], [9], [3], [Havnefogedens dagbog],
  [Gæster, som er tilfredse], [61 %], [75 %], [Spørgeskema],
  table.cell(colspan: 2)[*Handling*], [*Tidsplan*], [*Ansvarlig*],
  table.cell(colspan: 2)[Bassinet oprenses], [Marts 2025], [Havnefogeden],
  table.cell(colspan: 2)[Der sættes nye bøjer ud], [Maj 2025], [Vagten],
  [*Opfølgning*], table.cell(colspan: 3)[Havneudvalget får tal i november.])

"""


def plan_of(body: str, height: int = 842) -> Plan:
    return read_plan(typst.compile((_SETUP.replace("{height}", str(height)) + body).encode()), file="plan.pdf")


@pytest.mark.parametrize("height", [842, 430, 460, 490])
def test_a_form_with_two_tables_for_each_goal(height: int) -> None:
    """Also where a page break stands in the middle of an inner table."""
    plan = plan_of("".join(form(n, title) for n, title in enumerate(TITLES, 1)), height)
    assert [(i.number, i.title) for i in plan.initiatives] == [("1", TITLES[0]), ("2", TITLES[1])]
    for initiative in plan.initiatives:
        assert [(a.kind, a.heading) for a in initiative.aspects] == [
            ("background", "Baggrund"),
            ("follow_up", "Opfølgning"),
        ]
        assert [(m.text, m.edtf, m.partners) for m in initiative.milestones] == [
            ("Bassinet oprenses", "2025-03", "Havnefogeden"),
            ("Der sættes nye bøjer ud", "2025-05", "Vagten"),
        ]
        assert [(g.text, g.baseline, g.amount, g.follow_up) for g in initiative.gains] == [
            ("Både, der går på grund", 9, 3, "Havnefogedens dagbog"),
            ("Gæster, som er tilfredse", 61, 75, "Spørgeskema"),
        ]


def test_a_table_beside_the_label_that_spans_its_rows() -> None:
    body = "".join(
        f"""#table(columns: (90pt, 1fr, 80pt, 90pt),
  table.cell(colspan: 4)[*Indsats {n}: {title}*],
  [*Formål*], table.cell(colspan: 3)[Flere skal turde sejle ud, også når det blæser op.],
  table.cell(rowspan: 3)[*Sådan gør vi*], [*Handling*], [*Frist*], [*Ansvarlig*],
  [Der støbes en ny mole], [Juni 2025], [Havnefogeden],
  [Der hænges stiger op], [Uge 40, 2025], [Vagten])

"""
        for n, title in enumerate(TITLES, 1)
    )
    plan = plan_of(body)
    assert [i.title for i in plan.initiatives] == list(TITLES)
    for initiative in plan.initiatives:
        assert [a.kind for a in initiative.aspects] == ["purpose"]
        assert [(m.text, m.timing) for m in initiative.milestones] == [
            ("Der støbes en ny mole", "Juni 2025"),
            ("Der hænges stiger op", "Uge 40, 2025"),
        ]


def test_a_row_that_only_names_columns_in_passing_stays_a_row() -> None:
    """What heads an inner table is set apart from the rows below it."""
    body = "".join(
        f"""== Indsats {n}: {title}
#table(columns: (1fr, 90pt, 100pt), [*Handling*], [*Frist*], [*Ansvarlig*],
  [Kajen males], [2025], [Økonomi], [Evaluering], [2025], [Ledelse], [Nye bænke], [Maj 2025], [Vagten])

"""
        for n, title in enumerate(TITLES, 1)
    )
    plan = plan_of(body)
    assert [[m.text for m in i.milestones] for i in plan.initiatives] == [
        ["Kajen males", "Evaluering", "Nye bænke"]
    ] * 2
