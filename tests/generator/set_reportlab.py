"""Sets the blocks of a plan with ReportLab."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from html import escape
from io import BytesIO
from typing import Any

from reportlab.lib.colors import Color, HexColor, black, white
from reportlab.lib.pagesizes import A4, B5, LETTER, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    FrameBreak,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Spacer,
    Table,
    TableStyle,
)  # fmt: skip
from reportlab.platypus import Paragraph as Words

from .blocks import Beside, Block, Box, Bullets, Cell, Chart, Heading, Pairs, Paragraph, Runs, Title, grid
from .blocks import Table as Rows
from .draws import Layout
from .fonts import STYLES, slim

MM = 72 / 25.4
SIZES = {"A4": A4, "A4 landscape": landscape(A4), "B5": B5, "Letter": LETTER}


@cache
def register(family: str) -> None:
    """Make a family known in its four styles."""
    for style, _, _ in STYLES:
        pdfmetrics.registerFont(TTFont(f"{family}-{style}", str(slim(family, style))))
    names = [f"{family}-{style}" for style in ("Regular", "Bold", "Italic", "BoldItalic")]
    pdfmetrics.registerFontFamily(names[0], *names)


def inline(runs: Runs) -> str:
    out = []
    for run in runs:
        text = escape(run.text, quote=False)
        text = f"<b>{text}</b>" if run.bold else text
        out.append(f"<i>{text}</i>" if run.italic else text)
    return "".join(out)


def pale(colour: str, share: float) -> Color:
    base = HexColor(colour)
    return Color(*(1 - (1 - part) * share for part in (base.red, base.green, base.blue)))


class Setter:
    """Turns blocks into flowables of one look."""

    def __init__(self, look: Layout) -> None:
        register(look.font)
        self.look = look
        self.colour = HexColor(look.colour)
        margin = (16 if look.page == "B5" else 21) * MM
        self.size = SIZES[look.page]
        self.margin = margin
        inner = self.size[0] - 2 * margin
        self.gutter = 8 * MM
        self.width = (inner - self.gutter * (look.columns - 1)) / look.columns

    def style(self, size: float = 1.0, bold: bool = False, **more: Any) -> ParagraphStyle:
        points = self.look.size * size
        font = f"{self.look.font}-{'Bold' if bold else 'Regular'}"
        return ParagraphStyle("s", fontName=font, fontSize=points, leading=points * 1.32, **more)

    def heading(self, item: Heading) -> Flowable:
        kind = self.look.heading
        size, before = {1: (1.65, 7), 2: (1.3, 6), 3: (1.05, 4)}[item.level]
        more: dict[str, Any] = {"spaceBefore": before * MM, "spaceAfter": 2 * MM, "keepWithNext": 1}
        if item.level < 3 and kind in ("bar", "underlined") and item.level == 1:
            if kind == "bar":
                more |= {"backColor": self.colour, "textColor": white, "borderPadding": 5}
            else:
                more |= {"borderColor": self.colour, "borderWidth": 0.8, "borderPadding": (0, 0, 3, 0)}
                more = {k: v for k, v in more.items() if not k.startswith("border")}
        elif kind == "coloured" or (kind == "bar" and item.level == 2):
            more["textColor"] = self.colour
        style = self.style(size, bold=kind != "plain", **more)
        text = escape(item.text, quote=False)
        return Words(f"<i>{text}</i>" if kind == "plain" and item.level == 3 else text, style)

    def text(self, runs: Runs, size: float = 1.0, **more: Any) -> Flowable:
        more.setdefault("spaceAfter", 2 * MM)
        align = 4 if self.look.justify and size == 1.0 else 0
        return Words(inline(runs), self.style(size, alignment=align, **more))

    def mark(self, n: int) -> str:
        return {"a)": f"{'abcdefghijklmnop'[n % 16]})", "1.": f"{n + 1}."}.get(self.look.mark, self.look.mark)

    def bullets(self, items: list[Runs], size: float = 1.0) -> list[Flowable]:
        indent = self.look.size * size * 1.3
        style = self.style(size, leftIndent=indent, bulletIndent=0, spaceAfter=0.6 * MM, hyphenationLang="da_DK")
        style.bulletFontName, style.bulletFontSize = f"{self.look.font}-Regular", self.look.size * size
        return [Words(inline(item), style, bulletText=self.mark(n)) for n, item in enumerate(items)]

    def cell(self, item: Cell) -> list[Flowable]:
        light = item.kind == "head" and self.look.rules == "zebra"
        more: dict[str, Any] = {"textColor": white if light else black, "spaceAfter": 0, "hyphenationLang": "da_DK"}
        out = [Words(inline(p), self.style(0.93, alignment=2 if item.right else 0, **more)) for p in item.paragraphs]
        return [*out, *self.bullets(item.bullets, 0.93)]

    def rules(self, table: Rows) -> list[tuple[Any, ...]]:
        look, head, last = self.look, len(table.header), (-1, -1)
        every, line = ((0, 0), last), (0.6, self.colour)
        if look.rules == "ruled":
            return [("GRID", *every, *line), ("BACKGROUND", (0, 0), (-1, head - 1), pale(look.colour, 0.15))][
                : 1 + bool(head)
            ]
        if look.rules == "open-sides":
            return [("INNERGRID", *every, 0.6, black), ("LINEABOVE", (0, 0), (-1, 0), 0.6, black),
                    ("LINEBELOW", (0, -1), last, 0.6, black)]  # fmt: skip
        if look.rules == "booktabs":
            out: list[tuple[Any, ...]] = [
                ("LINEABOVE", (0, 0), (-1, 0), 1, black),
                ("LINEBELOW", (0, -1), last, 1, black),
            ]
            return [*out, ("LINEBELOW", (0, head - 1), (-1, head - 1), 0.5, black)] if head else out
        if look.rules == "row-rules":
            return [("LINEBELOW", *every, *line)]
        if look.rules == "zebra":
            out = [
                ("BACKGROUND", (0, y), (-1, y), pale(look.colour, 0.12)) for y in range(head, head + len(table.rows), 2)
            ]
            return [*out, ("BACKGROUND", (0, 0), (-1, head - 1), self.colour)] if head else out
        return []

    def table(self, item: Rows, width: float) -> Flowable:
        if item.name == "figures":
            width *= 0.6
        total = sum(item.widths)
        cells = grid(item)
        commands: list[tuple[Any, ...]] = [
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 4), ("RIGHTPADDING", (0, 0), (-1, -1), 4),
            ("TOPPADDING", (0, 0), (-1, -1), 3), ("BOTTOMPADDING", (0, 0), (-1, -1), 4), *self.rules(item),
        ]  # fmt: skip
        for y, row in enumerate(cells):
            for x, one in enumerate(row):
                if one and (one.across > 1 or one.down > 1):
                    commands.append(("SPAN", (x, y), (x + one.across - 1, y + one.down - 1)))
        return Table(
            [[self.cell(one) if one else "" for one in row] for row in cells],
            colWidths=[width * w / total for w in item.widths],
            repeatRows=len(item.header) if self.look.repeat_header else 0,
            style=TableStyle(commands), hAlign="LEFT", spaceBefore=1 * MM, spaceAfter=4 * MM,
            splitInRow=0 if item.spanned else 1,
        )  # fmt: skip

    def boxed(self, item: Box, width: float) -> Flowable:
        inner = self.flow(item.blocks, width - 8 * MM)
        if item.kind == "quote":
            commands: list[tuple[Any, ...]] = [
                ("LINEABOVE", (0, 0), (-1, 0), 0.8, self.colour),
                ("LINEBELOW", (0, -1), (-1, -1), 0.8, self.colour),
            ]
        else:
            commands = [("BACKGROUND", (0, 0), (-1, -1), pale(self.look.colour, 0.12))]
        commands += [("LEFTPADDING", (0, 0), (-1, -1), 4 * MM), ("RIGHTPADDING", (0, 0), (-1, -1), 4 * MM)]
        return Table([[inner]], colWidths=[width], style=TableStyle(commands), spaceBefore=3 * MM, spaceAfter=3 * MM)

    def pairs(self, item: Pairs, width: float) -> list[Flowable]:
        """Each pair is a table of its own, so that long values may run over the page."""
        columns = [width * 0.28, width * 0.72]
        top = TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0)])
        out: list[Flowable] = []
        for label, values in item.items:
            name = Words(escape(label, quote=False), self.style(bold=True))
            out.append(Table([[name, self.flow(values, columns[1])]], colWidths=columns, style=top, splitInRow=1))
        return out

    def chart(self, item: Chart, width: float) -> Flowable:
        """A box above a row of boxes, each with room around it."""
        count = 2 * len(item.below) - 1
        middle = count // 2
        style = self.style(0.85, alignment=1)
        top: list[Any] = [""] * count
        low: list[Any] = [
            Words(escape(item.below[n // 2], quote=False), style) if n % 2 == 0 else "" for n in range(count)
        ]
        top[middle - middle % 2] = Words(escape(item.top, quote=False), style)
        places = [(middle - middle % 2, 0), *((n, 2) for n in range(0, count, 2))]
        boxes = [("BOX", place, place, 0.8, black) for place in places]
        widths = [
            width / (len(item.below) + 0.2 * (len(item.below) - 1)) * (1 if n % 2 == 0 else 0.2) for n in range(count)
        ]
        return Table([top, [""] * count, low], colWidths=widths, style=TableStyle(boxes), spaceAfter=5 * MM)

    def flow(self, blocks: Sequence[Block], width: float) -> list[Flowable]:
        """Flowables for a column of this width."""
        out: list[Flowable] = []
        for item in blocks:
            match item:
                case Heading():
                    out.append(self.heading(item))
                case Paragraph():
                    out.append(self.text(item.runs))
                case Bullets():
                    out += [*self.bullets(item.items), Spacer(1, 1.5 * MM)]
                case Rows():
                    out.append(self.table(item, width))
                case Pairs():
                    out += self.pairs(item, width)
                case Box():
                    out.append(self.boxed(item, width))
                case Chart():
                    out.append(self.chart(item, width))
                case Beside():
                    half = width / 2 - 3 * MM
                    sides = [self.flow(item.left, half), self.flow(item.right, half)]
                    out.append(
                        Table(
                            [sides], colWidths=[width / 2] * 2, style=TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP")])
                        )
                    )
                case Title():
                    first, *rest = item.lines
                    out.append(Words(escape(first, quote=False), self.style(2.6, bold=True, spaceAfter=3 * MM)))
                    out += [Words(escape(line, quote=False), self.style(1.3, spaceAfter=1 * MM)) for line in rest]
        return out


def typeset(blocks: list[Block], look: Layout) -> bytes:
    """A PDF; the same input gives the same bytes."""
    title = blocks[0]
    assert isinstance(title, Title)
    setter = Setter(look)
    width, height = setter.size
    margin, columns = setter.margin, look.columns
    out = BytesIO()
    document = BaseDocTemplate(out, pagesize=setter.size, title=title.lines[0], author="", invariant=1)

    def furniture(canvas: Any, doc: Any) -> None:
        if look.furniture:
            canvas.setFont(f"{look.font}-Regular", 8)
            canvas.drawString(margin, height - 12 * MM, " · ".join(title.lines[:2]))
            if look.furniture == "outer":
                canvas.drawRightString(width - margin, 10 * MM, str(doc.page))
            else:
                canvas.drawCentredString(
                    width / 2, 10 * MM, f"{'Side ' if look.furniture == 'Side n' else ''}{doc.page}"
                )

    def frames(top: float) -> list[Frame]:
        step = setter.width + setter.gutter
        return [
            Frame(margin + n * step, margin, setter.width, height - margin - top, 0, 0, 0, 0) for n in range(columns)
        ]

    tall = 42 * MM
    first = [Frame(margin, height - margin - tall, width - 2 * margin, tall, 0, 0, 0, 0), *frames(margin + tall)]
    document.addPageTemplates(
        [PageTemplate("first", first, onPage=furniture), PageTemplate("later", frames(margin), onPage=furniture)]
    )
    story: list[Flowable] = [NextPageTemplate("later"), *setter.flow([title], width - 2 * margin)]
    story.append(PageBreak() if look.cover else FrameBreak())
    document.build([*story, *setter.flow(blocks[1:], setter.width)])
    return out.getvalue()
