"""What the layouts for ReportLab share: text to flowables, page furniture, a document that is the same each time."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from io import BytesIO
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph

from .content import NOTE, Bullets, Text
from .fonts import path

MM = 72 / 25.4


def register(family: str) -> None:
    """Make a family known in its four styles, as `Family`, `Family-Bold`, `Family-Italic`."""
    for style in ("Regular", "Bold", "Italic", "BoldItalic"):
        name = family if style == "Regular" else f"{family}-{style}"
        pdfmetrics.registerFont(TTFont(name, str(path(family, style))))
    pdfmetrics.registerFontFamily(family, family, f"{family}-Bold", f"{family}-Italic", f"{family}-BoldItalic")


def inline(text: str) -> str:
    """A text in ReportLab's markup, footnote marks raised."""
    return NOTE.sub(r"<super>\1</super>", escape(text, quote=False))


def flow(text: Text, style: ParagraphStyle, points: ParagraphStyle, mark: str = "•") -> list[Flowable]:
    """Paragraphs and list items."""
    out: list[Flowable] = []
    for block in text:
        if isinstance(block, Bullets):
            out += [Paragraph(inline(point), points, bulletText=mark) for point in block.list]
        else:
            out.append(Paragraph(inline(block), style))
    return out


def pdf(
    story: list[Flowable],
    title: str,
    furniture: Callable[[Any, int], None],
    margins: tuple[float, float, float, float],
    first: Callable[[Any, int], None] | None = None,
    first_top: float | None = None,
) -> bytes:
    """Typeset a story on A4 with margins (left, top, right, bottom) in points, `furniture` drawn on each page
    (`first` on the first one, whose text may begin lower, at `first_top`); the same input gives the same bytes."""
    left, top, right, bottom = margins
    width, height = A4
    out = BytesIO()
    document = BaseDocTemplate(out, pagesize=A4, title=title, author="", invariant=1)

    def template(name: str, upper: float, draw: Callable[[Any, int], None]) -> PageTemplate:
        frame = Frame(left, bottom, width - left - right, height - upper - bottom, 0, 0, 0, 0)
        return PageTemplate(
            name, [frame], onPage=lambda canvas, doc: draw(canvas, doc.page), autoNextPageTemplate="later"
        )

    document.addPageTemplates(
        [
            template("first", top if first_top is None else first_top, first or furniture),
            template("later", top, furniture),
        ]
    )
    document.build(story)
    return out.getvalue()
