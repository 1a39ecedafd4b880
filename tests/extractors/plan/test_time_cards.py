"""Cards headed by times: side by side on a time line or below each other, framed, tinted or plain."""

from __future__ import annotations

import pytest
import typst
from planspor.extractors.read import read_plan
from planspor.models.plan import Initiative

FRAME = """#set page(width: 297mm, height: 200mm, margin: 14mm)
#set text(size: 11pt)
#text(size: 24pt)[*Skolernes handleplan 2025-2026*]\\
Rudersdal Kommune
"""
CARDS = [
    ("Januar 2025", "Lærerne vælger tre steder i skoven", "Skolelederne"),
    ("I løbet af foråret og sommeren 2025", "De første klasser tager afsted", "Lærerne på årgangen"),
    ("2. halvår 2025", "Alle klasser har en fast udedag, også når det regner", "Skolelederne"),
    ("2026", "Vi måler trivslen igen", "Forvaltningen"),
]
MILESTONES = [(text, timing, who) for timing, text, who in CARDS]
TITLES = ["Flere ture ud i naturen", "Ro i timerne", "Stærkere forældre"]


def read(cards: str) -> list[Initiative]:
    text = FRAME + "#pagebreak(weak: true)".join(
        f"\n= Indsats {k}: {title}\n*Hvorfor:* Eleverne savner bevægelse.\n\n== Sådan gør vi\n{cards}\n\n"
        "== Succeskriterier\n- Fraværet falder med 2 %\n- Flere børn cykler til skole\n\n"
        for k, title in enumerate(TITLES, 1)
    )
    found = read_plan(typst.compile(text.encode()), file="plan.pdf").initiatives
    assert [one.title for one in found] == TITLES
    for one in found:
        assert [(m.text, m.timing, m.partners) for m in one.milestones] == MILESTONES
        assert [gain.amount for gain in one.gains] == [2, None]
    return found


def in_columns(card: str) -> str:
    cells = ", ".join(card.format(time=time, text=text, who=who) for time, text, who in CARDS)
    return f"#grid(columns: (1fr,) * 4, gutter: 10pt, {cells})"


@pytest.mark.parametrize(
    "card",
    [
        'rect(width: 100%, fill: rgb("e3edf5"), inset: 8pt)[*{time}*\n\n{text}\n\n_Ansvarlig: {who}_]',
        "rect(width: 100%, height: 90pt, inset: 8pt)[*{time}*\n\n{text}\n\nAnsvarlig: {who}]",
        "[*{time}*\\\n{text}\\\nAnsvarlig: {who}]",
        "stack(rect(width: 100%, fill: navy, inset: 6pt, text(fill: white)[*{time}*]), "
        "rect(width: 100%, height: 75pt, stroke: navy, inset: 6pt)[{text}\n\n_Ansvarlig: {who}_])",
    ],
    ids=["tinted", "framed", "plain", "with a dark head"],
)
def test_cards_side_by_side(card):
    read(in_columns(card))


@pytest.mark.parametrize(
    "card",
    [
        "\n=== {time}\n{text}\n\nAnsvarlig: {who}\n",
        "\n*{time}*\n\n{text}\n\n_Ansvarlig: {who}_\n",
        '\n#rect(width: 100%, fill: rgb("f3e9e9"), inset: 8pt)[*{time}*\n\n{text}\n\nAnsvarlig: {who}]\n',
    ],
    ids=["headings", "bold lines", "tinted"],
)
def test_cards_below_each_other(card):
    read("".join(card.format(time=time, text=text, who=who) for time, text, who in CARDS))


def test_years_over_levels_to_reach_are_no_time_line():
    text = f"""{FRAME}
= Indsats 1: Ro i timerne
== Milepæle
- Marts 2025: Klasserne aftaler regler
== Succeskriterier
*2025*
- Færre klager over larm
*2026*
- 90 % af eleverne kan høre læreren
"""
    (found,) = read_plan(typst.compile(text.encode()), file="plan.pdf").initiatives
    assert [m.timing for m in found.milestones] == ["Marts 2025"]
    assert [(gain.amount, gain.target_edtf) for gain in found.gains] == [(None, None), (90, "2026")]
