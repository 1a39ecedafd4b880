"""An aftale as a word processor makes it: Times, bold run-in headings, tables whose partner cells span rows and whose
header is not repeated."""

from __future__ import annotations

from typing import Any

from reportlab.lib import colors
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, HRFlowable, PageBreak, Paragraph, Spacer, Table, TableStyle

from ..content import Content, Initiative, Part
from ..platypus import MM, flow, inline, pdf

BODY = ParagraphStyle("body", fontName="Times-Roman", fontSize=11, leading=14.2, spaceAfter=6)
POINT = ParagraphStyle(
    "point", parent=BODY, leftIndent=18, bulletIndent=6, spaceAfter=2, bulletFontName="Times-Roman", bulletFontSize=11
)
CELL = ParagraphStyle("cell", parent=BODY, fontSize=9.5, leading=11.6, spaceAfter=0)
HEAD = ParagraphStyle("head", parent=CELL, fontName="Times-Bold")
TITLE = ParagraphStyle("title", fontName="Times-Bold", fontSize=20, leading=24, spaceAfter=8)
HEADING = ParagraphStyle(
    "heading", fontName="Times-Bold", fontSize=14, leading=17, spaceBefore=14, spaceAfter=6, keepWithNext=1
)
SMALL = ParagraphStyle("small", parent=BODY, fontName="Times-Italic", spaceAfter=2)
WIDTHS = (73 * MM, 31 * MM, 36 * MM, 26 * MM)


def run_in(heading: str | None, paragraphs: list[str]) -> list[Flowable]:
    """Paragraphs, the first with its heading in bold on the same line."""
    first = f"<b>{inline(heading)}</b> " if heading else ""
    return [Paragraph((first if i == 0 else "") + inline(text), BODY) for i, text in enumerate(paragraphs)]


def table(part: Part, words: dict[str, str]) -> Table:
    """The table of actions: equal partners in rows that follow each other share a cell, the last column is empty."""
    head = [Paragraph(words[name], HEAD) for name in ("action", "timing", "partners", "status")]
    rows: list[list[Any]] = [head]
    spans: list[tuple[int, int]] = []
    items = part.actions
    for i, item in enumerate(items):
        again = i > 0 and item.partners is not None and items[i - 1].partners == item.partners
        partners = flow(item.partners, CELL, POINT) if item.partners and not again else ""
        rows.append([flow(item.text, CELL, POINT), Paragraph(inline(item.timing or ""), CELL), partners, ""])
        if again:
            start = spans.pop()[0] if spans and spans[-1][1] == i else i
            spans.append((start, i + 1))
    style: list[Any] = [
        ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("TOPPADDING", (0, 0), (-1, -1), 3),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
        ("LEFTPADDING", (0, 0), (-1, -1), 4),
        ("RIGHTPADDING", (0, 0), (-1, -1), 4),
        *(("SPAN", (2, start), (2, end)) for start, end in spans),
    ]
    return Table(rows, WIDTHS, style=TableStyle(style), spaceBefore=6, spaceAfter=8)


def initiative(item: Initiative, words: dict[str, str]) -> list[Flowable]:
    out: list[Flowable] = [Paragraph(f"{item.number}. {inline(item.title)}", HEADING)]
    for part in item.parts:
        if part.actions:
            out.append(table(part, words))
        elif part.effects:
            out += run_in(part.heading, [str(effect.text[0]) for effect in part.effects])
        else:
            out += run_in(part.heading, [str(block) for block in part.text])
    return out


def render(content: Content) -> bytes:
    words = content.words

    def furniture(canvas: Any, page: int) -> None:
        canvas.setFont("Times-Italic", 8)
        canvas.drawString(22 * MM, 13 * MM, words["invented"])
        canvas.setFont("Times-Roman", 10)
        canvas.drawRightString(188 * MM, 13 * MM, str(page))

    story: list[Flowable] = [
        Paragraph(inline(words["municipality"]), SMALL),
        Paragraph(inline(content.title), TITLE),
        Paragraph(inline(words["date"]), SMALL),
        HRFlowable(width="100%", thickness=0.8, color=colors.black, spaceBefore=4, spaceAfter=6),
    ]
    for section in content.front:
        story += [Paragraph(inline(section.heading or ""), HEADING), *flow(section.text, BODY, POINT)]
    story.append(Paragraph(words["goals"], HEADING))
    story += [Paragraph(inline(goal.title), POINT, bulletText=f"{goal.number}.") for goal in content.goals]
    story.append(PageBreak())
    for item in content.initiatives:
        story += initiative(item, words)
    for section in content.back:
        story += [Paragraph(inline(section.heading or ""), HEADING), *flow(section.text, BODY, POINT), Spacer(1, 34)]
        line = HRFlowable(width="100%", thickness=0.5, color=colors.black)
        story.append(Table([[line, "", line]], (70 * MM, 20 * MM, 70 * MM)))
    return pdf(story, content.title, furniture, (22 * MM, 22 * MM, 22 * MM, 24 * MM))
