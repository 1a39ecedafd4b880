"""A handleplan without tables: grey bars for the goals, labels in a left column, times in bold before the colon."""

from __future__ import annotations

from typing import Any

from reportlab.lib.colors import HexColor, white
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import CondPageBreak, Flowable, Paragraph, Spacer, Table, TableStyle

from ..content import Content, Initiative, Part
from ..platypus import MM, flow, inline, pdf, register

RED = HexColor("#8c2f2b")
GREY = HexColor("#55585c")
BODY = ParagraphStyle("body", fontName="Roboto", fontSize=9.6, leading=13.2, spaceAfter=3)
POINT = ParagraphStyle(
    "point", parent=BODY, leftIndent=11, bulletIndent=1, spaceAfter=1.5, bulletFontName="Roboto", bulletFontSize=9.6
)
LABEL = ParagraphStyle("label", parent=BODY, fontName="Roboto-Bold", textColor=GREY)
GOAL = ParagraphStyle("goal", fontName="Roboto-Bold", fontSize=14, leading=17, textColor=white)
TITLE = ParagraphStyle("title", fontName="Roboto-Bold", fontSize=25, leading=30, textColor=RED)
HEADING = ParagraphStyle(
    "heading", fontName="Roboto-Bold", fontSize=12, leading=15, textColor=RED, spaceBefore=8, spaceAfter=3
)
SMALL = ParagraphStyle("small", parent=BODY, fontSize=9, textColor=GREY)
LEFT, WIDTH, LABELS = 25 * MM, 160 * MM, 33 * MM


def values(part: Part) -> list[Flowable]:
    """The right side of a label."""
    if part.actions:
        out: list[Flowable] = []
        for item in part.actions:
            time = f"<b>{inline(item.timing)}:</b> " if item.timing else ""
            out.append(Paragraph(time + inline(str(item.text[0])), POINT, bulletText="–"))
        return out
    if part.effects:
        return [Paragraph(inline(str(item.text[0])), POINT, bulletText="–") for item in part.effects]
    return flow(part.text, BODY, POINT, mark="–")


def initiative(item: Initiative) -> list[Flowable]:
    rows: list[list[Any]] = []
    for part in item.parts:
        for i, value in enumerate(values(part)):
            rows.append([Paragraph(inline(part.heading or ""), LABEL) if i == 0 else "", value])
    style = TableStyle(
        [
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 1.2),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 1.2),
        ]
    )
    heading = Paragraph(f"{item.number} {inline(item.title)}", HEADING)
    return [CondPageBreak(32 * MM), heading, Table(rows, (LABELS, WIDTH - LABELS), style=style), Spacer(1, 7)]


def bar(text: str) -> Table:
    style = TableStyle(
        [
            ("BACKGROUND", (0, 0), (-1, -1), GREY),
            ("LEFTPADDING", (0, 0), (-1, -1), 8),
            ("TOPPADDING", (0, 0), (-1, -1), 5),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 7),
        ]
    )
    return Table([[Paragraph(text, GOAL)]], (WIDTH,), style=style, spaceBefore=8, spaceAfter=4)


def render(content: Content) -> bytes:
    register("Roboto")
    words = content.words

    def furniture(canvas: Any, page: int) -> None:
        canvas.setStrokeColor(RED)
        canvas.setLineWidth(0.7)
        canvas.line(LEFT, 17 * MM, LEFT + WIDTH, 17 * MM)
        canvas.setFillColor(GREY)
        canvas.setFont("Roboto", 7.5)
        canvas.drawString(LEFT, 12.5 * MM, f"{words['running']} · {words['invented']}")
        canvas.drawRightString(LEFT + WIDTH, 12.5 * MM, f"Side {page}")

    def first(canvas: Any, page: int) -> None:
        canvas.setFillColor(RED)
        canvas.rect(0, 283 * MM, 210 * MM, 14 * MM, stroke=0, fill=1)
        canvas.setFillColor(white)
        canvas.setFont("Roboto-Bold", 12)
        canvas.drawString(LEFT, 288 * MM, words["municipality"])
        canvas.setFont("Roboto", 10)
        canvas.drawRightString(LEFT + WIDTH, 288 * MM, words["department"])
        furniture(canvas, page)

    story: list[Flowable] = [
        Paragraph(inline(content.title), TITLE),
        Spacer(1, 3),
        Paragraph(inline(words["date"]), SMALL),
        Spacer(1, 10),
    ]
    for section in content.front:
        story += flow(section.text, BODY, POINT)
    story += [Spacer(1, 4), Paragraph(inline(words["figures"]), HEADING)]
    for figure in content.figures:
        story.append(Paragraph(f"{inline(figure.label)}: <b>{inline(figure.printed)}</b>", POINT, bulletText="–"))
    story.append(Spacer(1, 6))
    for goal, initiatives in content.grouped():
        if goal:
            story += [CondPageBreak(60 * MM), bar(f"{goal.number}. {inline(goal.title)}")]
        for item in initiatives:
            story += initiative(item)
    return pdf(story, content.title, furniture, (LEFT, 20 * MM, 25 * MM, 22 * MM), first, 30 * MM)
