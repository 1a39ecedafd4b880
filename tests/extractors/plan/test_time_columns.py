"""Tables whose columns are headed by times: words under them are milestones then, signs and colour mark the time."""

from __future__ import annotations

import pytest
import typst
from planspor.extractors.read import read_plan
from planspor.models.plan import Initiative

FRAME = """#set page(paper: "a4", flipped: true, margin: 50pt)
#set text(size: 9pt)
#text(size: 20pt)[*Handleplan 2024-2025*]\\
Børn og Kultur, Haderslev Kommune

Planen samler det, som vi sætter i gang, og hvordan vi følger op på det.
"""
SHARE = """
== Indsats {k}: {title}
*Baggrund:* Mange har efterspurgt et sted at mødes.

{table}

*Gevinster*
- Flere børn læser hver dag
- Færre bøger bliver væk
"""
WORDS = """#table(columns: (1fr, 1fr, 1fr), {look}
  [*2024*], [*Forår 2025*], [*Efterår 2025*],
  [Vi samler en gruppe af lærere], [- Vi afprøver besøgsdage
    - Vi indretter to rum], [],
  [], [], [Vi udbreder det, der virker])"""
SIGNS = """#table(columns: (2fr, 1fr, 1fr, 1fr, 1fr, 1fr), align: center,
  [*Tiltag*], [*1. kvt. 2024*], [*2. kvt. 2024*], [*3. kvt. 2024*], [*4. kvt. 2024*], [*Hvem*],
  [Kokkeskole for fædre], [{sign}], [{sign}], [-], [-], [Skolen],
  [Gåture med frivillige], [-], [{sign}], [{sign}], [{sign}], [Klubben],
  [Nye cykler], [{sign}], [-], [-], [{sign}], [Klubben])"""
BARS = """#table(columns: (3fr, ..(0.5fr,) * 12), fill: (x, y) => if calc.even(y) and y > 0 {{ rgb("eeeeee") }},
  [*Aktivitet*], {months},
  [Afklare behov hos de yngste], table.cell(colspan: 3, fill: blue)[], ..([],) * 9,
  [Indrette et hjørne med lydbøger], ..([],) * 6, table.cell(fill: blue)[], ..([],) * 5,
  [Uddanne oplæsere], ..([],) * 11, table.cell(fill: blue)[])"""


def initiatives(table: str) -> list[Initiative]:
    titles = ["Læselyst i hele byen", "Musik for alle", "Teater på vej"]
    text = FRAME + "".join(SHARE.format(k=k, title=title, table=table) for k, title in enumerate(titles, 1))
    found = read_plan(typst.compile(text.encode()), file="plan.pdf").initiatives
    assert [one.title for one in found] == titles
    return found


@pytest.mark.parametrize("look", ["", "stroke: (x: none, y: 0.5pt),"])
def test_words_under_times_are_milestones_at_these_times(look):
    for one in initiatives(WORDS.format(look=look)):
        assert [(m.text, m.timing, m.edtf) for m in one.milestones] == [
            ("Vi samler en gruppe af lærere", "2024", "2024"),
            ("Vi afprøver besøgsdage", "Forår 2025", "2025-21"),
            ("Vi indretter to rum", "Forår 2025", "2025-21"),
            ("Vi udbreder det, der virker", "Efterår 2025", "2025-23"),
        ]
        assert len(one.gains) == 2


def test_lines_below_the_words_may_say_when_exactly():
    table = """#table(columns: (1fr, 1fr, 1fr), [*2024*], [*2025*], [*2026*],
      [Vi samler en gruppe af lærere \\ Tid: uge 12 \\ Hvem: Skolen],
      [Vi afprøver besøgsdage \\ Tid: august til oktober 2025 \\ Hvem: Klubben], [],
      [Vi spørger børnene \\ Hvem: Klubben], [Vi indretter to rum \\ Tid: maj \\ Hvem: Skolen], [])"""
    for one in initiatives(table):
        assert [(m.text, m.timing, m.edtf, m.partners) for m in one.milestones] == [
            ("Vi samler en gruppe af lærere", "uge 12", "2024-03-18/2024-03-24", "Skolen"),
            ("Vi afprøver besøgsdage", "august til oktober 2025", "2025-08/2025-10", "Klubben"),
            ("Vi spørger børnene", "2024", "2024", "Klubben"),
            ("Vi indretter to rum", "maj", "2025-05", "Skolen"),
        ]


@pytest.mark.parametrize("sign", ["X", "x", "●", "✓"])
def test_signs_mark_the_times_of_their_row(sign):
    for one in initiatives(SIGNS.format(sign=sign)):
        assert [(m.text, m.timing, m.edtf, m.partners) for m in one.milestones] == [
            ("Kokkeskole for fædre", "1. kvt. 2024 – 2. kvt. 2024", "2024-01/2024-06", "Skolen"),
            ("Gåture med frivillige", "2. kvt. 2024 – 4. kvt. 2024", "2024-04/2024-12", "Klubben"),
            ("Nye cykler", "1. kvt. 2024, 4. kvt. 2024", "{2024-01..2024-03,2024-10..2024-12}", "Klubben"),
        ]


@pytest.mark.parametrize(
    "months", ["Jan. Feb. Mar. Apr. Maj Jun. Jul Aug. Sep. Okt. Nov. Dec.", "J F M A M J J A S O N D"]
)
def test_colour_marks_the_times_of_its_row_and_stripes_do_not(months):
    names = months.split()
    table = BARS.format(months=", ".join(f"[*{name}*]" for name in names))
    for one in initiatives(table):
        assert [(m.text, m.timing, m.start, m.end) for m in one.milestones] == [
            ("Afklare behov hos de yngste", f"{names[0]} – {names[2]}", "2024-01-01", "2024-03-31"),
            ("Indrette et hjørne med lydbøger", names[6], "2024-07-01", "2024-07-31"),
            ("Uddanne oplæsere", names[11], "2024-12-01", "2024-12-31"),
        ]


def test_the_year_above_the_quarters_belongs_to_their_time():
    table = """#table(columns: (2fr, ..(1fr,) * 8),
      table.cell(rowspan: 2)[*Handling*], table.cell(colspan: 4)[*2024*], table.cell(colspan: 4)[*2025*],
      ..("1", "2", "3", "4", "1", "2", "3", "4").map(n => [*#n. kv.*]),
      [Kortlægge de våde enge], [X], ..([],) * 7,
      [Sætte nye skilte op], ..([],) * 3, [X], [X], ..([],) * 3)"""
    for one in initiatives(table):
        assert [(m.text, m.timing, m.edtf) for m in one.milestones] == [
            ("Kortlægge de våde enge", "1. kv. 2024", "2024-01/2024-03"),
            ("Sætte nye skilte op", "4. kv. 2024 – 1. kv. 2025", "2024-10/2025-03"),
        ]


def test_words_that_a_line_end_cuts_are_whole_where_lines_below_say_who():
    table = """#table(columns: (120pt,) * 2, [*2024*], [*2025*],
      [Vi uddanner frivillige biblio-\\ tekarer\\ Ansvarlig: Byens fri-\\ villige],
      [Vi afprøver det\\ Ansvarlig: Skolen])"""
    for one in initiatives(table):
        assert [(m.text, m.partners) for m in one.milestones] == [
            ("Vi uddanner frivillige bibliotekarer", "Byens frivillige"),
            ("Vi afprøver det", "Skolen"),
        ]


def test_figures_under_years_are_levels_to_reach():
    table = """#table(columns: (2fr, 1fr, 1fr), [*Indikator*], [*2023*], [*2025*],
      [Andel af unge i klub], [34 %], [45 %], [Antal ledige pladser], [120], [80])"""
    for one in initiatives(table):
        assert not one.milestones
        assert [(g.text, g.baseline, g.amount) for g in one.gains[:2]] == [
            ("Andel af unge i klub", 34, 45),
            ("Antal ledige pladser", 120, 80),
        ]


def test_rows_under_times_are_initiatives_where_no_heading_is():
    table = """#table(columns: (1fr, 1fr, 1fr, 1fr), [*Satsning*], [*2024*], [*2025*], [*Gevinst*],
      [*1. Ren luft*], [Vi måler luften ved skolerne], [Vi lukker to veje], [- Færre børn hoster],
      [*2. Grønne tage*], [], [Vi planter tag på rådhuset], [- Huset bliver køligere])"""
    found = read_plan(typst.compile((FRAME + table).encode()), file="plan.pdf").initiatives
    assert [(one.title, [m.timing for m in one.milestones], len(one.gains)) for one in found] == [
        ("Ren luft", ["2024", "2025"], 1),
        ("Grønne tage", ["2025"], 1),
    ]


def test_a_table_with_other_columns_does_not_go_on_from_the_page_before():
    two = """#table(columns: (1fr, 1fr), [*Effekt*], [*Måles ved*], [Flere børn læser], [Spørgeskema],
      [Færre bøger bliver væk], [Optælling])"""
    text = f"{FRAME}== Indsats 1: Læselyst\n#v(1fr)\n{two}\n#pagebreak()\n== Indsats 2: Musik\n{SIGNS}\n{two}"
    found = read_plan(typst.compile(text.format(sign="X").encode()), file="plan.pdf").initiatives
    assert [(len(one.milestones), len(one.gains)) for one in found] == [(0, 2), (3, 2)]
