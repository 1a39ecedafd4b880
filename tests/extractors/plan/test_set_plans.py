"""Plans whose pages are text and no tables, set by Typst and read from the PDF."""

from __future__ import annotations

import pytest
import typst
from planspor.extractors.read import read_document, read_plan
from planspor.models.plan import Plan

_SETUP = """#set page(width: 595pt, height: 842pt, margin: 70pt)
#set text(font: "Libertinus Serif", size: 10.5pt, lang: "da", region: "dk")
#set par(justify: true)
= Handleplan 2025-2026
Sundby Kommune

"""


PROSE = (
    "Vandet har altid givet byen arbejde, og det skal det blive ved med. I dag er kajen lukket om aftenen, fordi lyset "
    "er gammelt, og fordi ingen har ansvar for at låse op. Det vil klubberne gerne være med til at lave om på."
)


def plan_of(body: str, setup: str = "") -> Plan:
    """The plan that is read from a body in Typst's markup."""
    return read_plan(typst.compile((_SETUP + setup + body).encode()), file="plan.pdf")


def milestones(plan: Plan) -> list[list[tuple[str | None, str | None, str]]]:
    return [[(m.group, m.timing, m.text) for m in initiative.milestones] for initiative in plan.initiatives]


def gains(plan: Plan) -> list[list[str]]:
    return [[g.text for g in initiative.gains] for initiative in plan.initiatives]


LEVELS = """
#set heading(numbering: (..n) => if n.pos().len() > 1 [#n.pos().slice(1).map(str).join(".")])
#set enum(numbering: "{mark}")
#set list(marker: [--], indent: 8pt)
"""


@pytest.mark.parametrize(("mark", "dash"), [("1.", ":"), ("a)", " –"), ("i)", ":")])
def test_points_that_head_others_are_their_groups(mark: str, dash: str) -> None:
    """Also over a page break, and where the sub-headings are numbered and their words unknown."""
    actions = [
        ("Hen over foråret 2025", "Kajen ryddes for skrot"),
        ("Uge 34, 2025", "Vi hænger redningskranse op"),
        ("Medio 2026", "Der bygges en trappe til vandet"),
    ]
    body = "== Byens vand\n"
    for name in ("Havnen", "Åen"):
        inner = [f"  - {time}{dash} {text}\n" for time, text in actions]
        body += f"=== {name}\n{PROSE}\n==== Det næste ryk\n+ På land:\n{inner[0]}{inner[1]}"
        body += f"{'#pagebreak()' if name == 'Havnen' else ''}\n+ I vandet:\n{inner[2]}  - Det sidste{dash} Nej\n"
        body += "==== Frugten\n- Flere end 300 bader hver dag\n- Mindst 80 % kan nå en redningskrans\n"
    plan = plan_of(body.replace("Det sidste", "Ultimo 2026"), LEVELS.replace("{mark}", mark))
    assert [initiative.title for initiative in plan.initiatives] == ["Havnen", "Åen"]
    want = [("På land", *actions[0]), ("På land", *actions[1]), ("I vandet", *actions[2])]
    assert milestones(plan) == [[*want, ("I vandet", "Ultimo 2026", "Nej")]] * 2
    assert gains(plan) == [["Flere end 300 bader hver dag", "Mindst 80 % kan nå en redningskrans"]] * 2


ROWS = [
    ("1. kvartal 2025", "Vi ansætter en havnefoged og en kranfører, som begge kan tage hver sin tørn i weekenden"),
    ("Marts 2025", "Broen males"),
    ("Sommeren 2026", "Der holdes regatta for alle klubber i kommunen, og de, der ikke sejler, kan se med fra molen"),
    ("Løbende", "Kajen fejes"),
]


def timed(rows: list[tuple[str, str]]) -> str:
    """Times and what is done then at a tab stop, without rules."""
    cells = "".join(f"[{time}],[{text}]," for time, text in rows)
    return f"#grid(columns: (120pt, 1fr), row-gutter: 7pt, {cells})\n"


def test_times_at_a_tab_stop_tell_what_is_done_when() -> None:
    body = ""
    for name, own in (("Havnen", ROWS), ("Åen", ROWS[:2])):
        body += f"== Spor: {name}\n{PROSE}\n\n#underline[Det går vi i krig med:]\n\n{timed(own)}\n"
        body += "#underline[Frugten:]\n- Flere end 300 bader hver dag\n- Mindst 80 % kan nå en redningskrans\n"
    plan = plan_of(body, "#set par(justify: false)\n")
    assert milestones(plan) == [[(None, *row) for row in ROWS], [(None, *row) for row in ROWS[:2]]]
    assert gains(plan) == [["Flere end 300 bader hver dag", "Mindst 80 % kan nå en redningskrans"]] * 2


MARGIN = """
#set page(width: 595pt, height: 300pt, margin: (inside: 60pt, outside: 180pt, y: 40pt), binding: left)
#let by(name, body) = context block(width: 100%)[
  #let right = calc.odd(here().page())
  #place(top + left, dx: if right { 370pt } else { -125pt }, dy: 1pt,
    box(width: 110pt, text(size: 9pt, weight: "bold", par(justify: false, name))))
  #body
]
"""


def test_headings_in_the_outer_margin_head_what_stands_beside_them() -> None:
    """They stand to the right of the text on odd pages, to the left on even ones."""
    body = "== Byens vand\n"
    for name in ("Havnen", "Åen", "Søen"):
        body += f"#pagebreak()\n=== {name}\n#by[Baggrund][{PROSE}]\n"
        body += "#by[Det gør vi][\n- *Marts 2025:* Kajen ryddes for skrot\n- *Medio 2026:* Der hænges kranse op]\n"
        body += "#by[Det får borgerne ud af det][\n- Flere end 300 bader hver dag]\n"
    plan = plan_of(body, MARGIN)
    assert [initiative.title for initiative in plan.initiatives] == ["Havnen", "Åen", "Søen"]
    assert [[(a.heading, a.text) for a in i.aspects] for i in plan.initiatives] == [[("Baggrund", PROSE)]] * 3
    want = [(None, "Marts 2025", "Kajen ryddes for skrot"), (None, "Medio 2026", "Der hænges kranse op")]
    assert milestones(plan) == [want] * 3
    assert gains(plan) == [["Flere end 300 bader hver dag"]] * 3


def test_the_rules_of_two_tables_frame_nothing() -> None:
    """What stands between the last rule of a table and the first of the next is the next unit, though italic."""
    table = "#table(columns: (1fr, 70pt, 70pt), stroke: none, table.hline(), [*Effekt*], [*2023*], [*Mål 2026*], "
    body = '#show heading.where(level: 2): it => block(text(style: "italic", it.body))\n'
    for n, (title, effect) in enumerate((("Byens vand", "Badegæster"), ("Byens luft", "Træer")), 1):
        body += (
            f"== 1.{n} {title}\nFlere skal have glæde af det.\n\n*Handlinger*\n- Vi maler\n- Vi graver i maj 2025\n\n"
        )
        body += f"{table}table.hline(), [{effect}], [10], [20], [Glade naboer], [4], [8], table.hline())\n\n"
    assert not read_document(typst.compile((_SETUP + body).encode()), file="plan.pdf").boxes
    plan = plan_of(body)
    assert [(i.number, i.title) for i in plan.initiatives] == [("1.1", "Byens vand"), ("1.2", "Byens luft")]
    assert gains(plan) == [["Badegæster", "Glade naboer"], ["Træer", "Glade naboer"]]


def test_labels_over_their_text_side_by_side_and_a_table_with_a_small_header() -> None:
    """Fields two by two are a form and no table; headings of columns may be set smaller than the rows below them."""
    label = "#text(8.5pt, fill: navy)[*{}*] \\ {}".format
    body = ""
    for title, time in (
        ("Byens vand", "Senest 1. maj 2025"),
        ("Byens luft", "Forår 2026"),
        ("Byens jord", "Efterår 2026"),
    ):
        fields = [("Hvorfor", "Der lugter."), ("Hvad vil vi opnå", "Færre klager"), ("Ansvarlig", "Vejvæsenet")]
        cells = ", ".join(f"[{label(*field)}]" for field in [*fields, ("Økonomi", "3 mio. kr. fra taksten")])
        head = "text(8.5pt)[*Hvad*], text(8.5pt)[*Hvornår*]"
        body += f"== Indsats: {title}\n#grid(columns: (1fr, 1fr), gutter: 8pt, {cells})\n"
        body += f"#table(columns: (1fr, 1fr), stroke: none, inset: (y: 8pt), {head}, table.hline(stroke: 0.6pt), "
        body += f"[Kajen renses], [{time}], [Træer plantes], [2025])\n"
    plan = read_plan(typst.compile((_SETUP + body).encode(), pdf_tags=False), file="plan.pdf")
    assert [i.title for i in plan.initiatives] == ["Byens vand", "Byens luft", "Byens jord"]
    for initiative in plan.initiatives:
        assert [(a.heading, a.text) for a in initiative.aspects] == [
            ("Hvorfor", "Der lugter."),
            ("Ansvarlig", "Vejvæsenet"),
            ("Økonomi", "3 mio. kr. fra taksten"),
        ]
        assert [m.text for m in initiative.milestones] == ["Kajen renses", "Træer plantes"]
        assert [g.text for g in initiative.gains] == ["Færre klager"]
    assert [m.timing for i in plan.initiatives for m in i.milestones][::2] == [
        "Senest 1. maj 2025",
        "Forår 2026",
        "Efterår 2026",
    ]


def test_points_under_a_bare_heading_of_goals_that_tell_effects_are_gains() -> None:
    body = ""
    for title, effect in (("Byens vand", "Færre syge ænder"), ("Byens luft", "Støvet falder med 20 %")):
        body += f"== Indsats: {title}\n{PROSE}\n=== Handlinger\n- Vi graver i maj 2025\n- Vi maler\n"
        body += f"=== Mål\n- {effect}\n- Flere går tur\n"
    plan = plan_of(body)
    assert gains(plan) == [["Færre syge ænder", "Flere går tur"], ["Støvet falder med 20 %", "Flere går tur"]]
    assert all(aspect.kind != "target" for initiative in plan.initiatives for aspect in initiative.aspects)


def test_goals_beside_gains_stay_what_is_aimed_at() -> None:
    body = ""
    for title in ("Byens vand", "Byens luft"):
        body += f"== Indsats: {title}\n=== Mål\n- Flere går tur\n- Færre syge ænder\n"
        body += "=== Handlinger\n- Vi graver i maj 2025\n- Vi maler\n"
        body += "=== Gevinster\n- Sygefraværet falder\n- Flere besøgende\n"
    plan = plan_of(body)
    assert gains(plan) == [["Sygefraværet falder", "Flere besøgende"]] * 2
    assert [[a.kind for a in i.aspects] for i in plan.initiatives] == [["target"]] * 2
