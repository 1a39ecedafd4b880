"""A climate plan with tables that have no rules, only shaded rows; Helvetica that is not embedded; two tables for
each initiative and no numbers."""

from __future__ import annotations

from typing import Any

from reportlab.lib.colors import HexColor, white
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import CondPageBreak, Flowable, Paragraph, Spacer, Table, TableStyle

from ..content import Content, Initiative, Part, Text
from ..platypus import MM, flow, inline, pdf

GREEN = HexColor("#3c7a2f")
PALE = HexColor("#edf4ea")
GREY = HexColor("#5c5c5c")
BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=10, leading=14, spaceAfter=5)
POINT = ParagraphStyle("point", parent=BODY, leftIndent=12)
CELL = ParagraphStyle("cell", fontName="Helvetica", fontSize=8.8, leading=11)
NUMBER = ParagraphStyle("number", parent=CELL, alignment=TA_RIGHT)
HEAD = ParagraphStyle("head", parent=CELL, fontName="Helvetica-Bold", textColor=GREEN)
HEAD_NUMBER = ParagraphStyle("head number", parent=HEAD, alignment=TA_RIGHT)
TITLE = ParagraphStyle("title", fontName="Helvetica-Bold", fontSize=27, leading=32, textColor=GREEN)
GOAL = ParagraphStyle(
    "goal",
    fontName="Helvetica-Bold",
    fontSize=18,
    leading=22,
    textColor=GREEN,
    spaceBefore=12,
    spaceAfter=4,
    keepWithNext=1,
)
HEADING = ParagraphStyle(
    "heading", fontName="Helvetica-Bold", fontSize=13, leading=16, spaceBefore=10, spaceAfter=4, keepWithNext=1
)
LABEL = ParagraphStyle(
    "label", fontName="Helvetica-BoldOblique", fontSize=10, leading=13, spaceBefore=3, spaceAfter=2, keepWithNext=1
)
LEFT, WIDTH = 20 * MM, 170 * MM


def text(value: Text | str | None, style: ParagraphStyle = CELL) -> Paragraph:
    if value is None:
        return Paragraph("", style)
    return Paragraph(inline(value if isinstance(value, str) else str(value[0])), style)


def zebra(rows: list[list[Any]], widths: list[float], header: bool = True) -> Table:
    """A table whose every other row is shaded; the header is repeated on each page."""
    style = TableStyle(
        [
            ("ROWBACKGROUNDS", (0, 1 if header else 0), (-1, -1), [PALE, white]),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("TOPPADDING", (0, 0), (-1, -1), 4),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
            ("LEFTPADDING", (0, 0), (-1, -1), 5),
            ("RIGHTPADDING", (0, 0), (-1, -1), 5),
        ]
    )
    return Table(rows, widths, style=style, repeatRows=1 if header else 0, spaceAfter=6, hAlign="LEFT")


def actions(part: Part, words: dict[str, str]) -> Table:
    names = ("action", "timing", "partners", "price", "follow_up")
    rows: list[list[Any]] = [[text(words[n], HEAD_NUMBER if n == "price" else HEAD) for n in names]]
    for a in part.actions:
        price = text(a.cells.get("price"), NUMBER)
        rows.append([text(a.text), text(a.timing), text(a.partners), price, text(a.follow_up)])
    return zebra(rows, [56 * MM, 35 * MM, 33 * MM, 14 * MM, 32 * MM])


def effects(part: Part, words: dict[str, str]) -> Table:
    names = ("effect", "baseline", "target", "measure")
    rows: list[list[Any]] = [[text(words[n], HEAD_NUMBER if n in ("baseline", "target") else HEAD) for n in names]]
    for e in part.effects:
        figures = [text(e.cells.get(name), NUMBER) for name in ("baseline", "target")]
        rows.append([text(e.text), *figures, text(e.follow_up)])
    return zebra(rows, [76 * MM, 24 * MM, 24 * MM, 46 * MM])


def initiative(item: Initiative, words: dict[str, str]) -> list[Flowable]:
    out: list[Flowable] = [CondPageBreak(50 * MM), Paragraph(inline(item.title), HEADING)]
    for part in item.parts:
        if part.actions:
            out += [Paragraph(words["actions"], LABEL), actions(part, words)]
        elif part.effects:
            out += [Paragraph(words["effects"], LABEL), effects(part, words)]
        else:
            out += flow(part.text, BODY, POINT)
    return out


def render(content: Content) -> bytes:
    words = content.words

    def furniture(canvas: Any, page: int) -> None:
        canvas.setFillColor(GREY)
        canvas.setFont("Helvetica", 8)
        canvas.drawString(LEFT, 284 * MM, words["running"])
        canvas.drawString(LEFT, 11 * MM, words["invented"])
        canvas.drawCentredString(105 * MM, 11 * MM, str(page))

    def first(canvas: Any, page: int) -> None:
        canvas.setFillColor(GREEN)
        canvas.circle(186 * MM, 281 * MM, 26 * MM, stroke=0, fill=1)
        canvas.setFillColor(HexColor("#a9cf9b"))
        canvas.circle(166 * MM, 290 * MM, 15 * MM, stroke=0, fill=1)
        canvas.setFillColor(GREY)
        canvas.setFont("Helvetica-Bold", 12)
        canvas.drawString(LEFT, 280 * MM, words["municipality"])
        canvas.setFont("Helvetica", 10)
        canvas.drawString(LEFT, 275 * MM, f"{words['department']}, {words['date'].lower()}")
        canvas.setFont("Helvetica", 8)
        canvas.drawString(LEFT, 11 * MM, words["invented"])
        canvas.drawCentredString(105 * MM, 11 * MM, str(page))

    story: list[Flowable] = [Paragraph(inline(content.title), TITLE), Spacer(1, 10)]
    for section in content.front:
        story += flow(section.text, BODY, POINT)
    story.append(Paragraph(words["figures"], LABEL))
    story.append(zebra([[text(f.label), text(f.printed, NUMBER)] for f in content.figures], [80 * MM, 32 * MM], False))
    for goal, initiatives in content.grouped():
        if goal:
            story += [CondPageBreak(70 * MM), Paragraph(inline(goal.title), GOAL)]
        for item in initiatives:
            story += initiative(item, words)
    for section in content.back:
        story += [Paragraph(inline(section.heading or ""), HEADING), *flow(section.text, BODY, POINT)]
    return pdf(story, content.title, furniture, (LEFT, 22 * MM, 20 * MM, 22 * MM), first, 40 * MM)
