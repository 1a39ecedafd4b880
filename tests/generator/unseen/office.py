"""What an office prints, set by ReportLab: a spreadsheet, a register of initiatives, an old typed plan."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from io import BytesIO
from random import Random
from typing import Any

from reportlab.lib.colors import HexColor, black, white
from reportlab.lib.pagesizes import A3, A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Spacer, Table
from reportlab.platypus import Paragraph as Words

from ..model import Initiative
from ..set_reportlab import MM, pale, register
from .content import Draft, Shape
from .style import labelled, style, told, under_goals

SPREADSHEET = Shape(
    initiatives=(5, 8), actions=(3, 8), goals=0.6, aspects=(), timed="column", follow_up="rows", paired=True, prose=0,
)  # fmt: skip
REGISTER = Shape(
    initiatives=(5, 8), actions=(2, 4), effects=(1, 3), goals=1.0, numbering="dotted", aspects=("description",), long=1,
    timed="column", shared=True, prose=1,
)  # fmt: skip
TYPED = Shape(
    initiatives=(2, 4), actions=(3, 6), effects=(2, 4), goals=0, numbering="roman",
    aspects=("background", "purpose", "resources", "follow_up"), long=3, timed="lead", partners=False, key_figures=True,
    prose=2,
)  # fmt: skip
Canvas = Any


def _style(font: str, size: float, **more: Any) -> ParagraphStyle:
    more.setdefault("leading", size * 1.22)
    return ParagraphStyle("s", fontName=font, fontSize=size, hyphenationLang="da_DK", **more)


def _words(text: str | None, of: ParagraphStyle, bullet: str | None = None) -> Flowable:
    return Words(escape(text or "", quote=False), of, bulletText=bullet)


def _document(
    draft: Draft, story: list[Flowable], size: tuple[float, float], margin: float, each: Callable[[Canvas, int], None]
) -> bytes:
    """The story on pages of a size; `each` draws what stands on each page, by its number."""
    out = BytesIO()
    document = BaseDocTemplate(out, pagesize=size, title=draft.content.title, author="", invariant=1)
    frame = Frame(margin, margin, size[0] - 2 * margin, size[1] - 2 * margin, 0, 0, 0, 0)
    document.addPageTemplates([PageTemplate("page", [frame], onPage=lambda canvas, doc: each(canvas, doc.page))])
    document.build(story)
    return out.getvalue()


def spreadsheet(draft: Draft, draw: Random) -> bytes:
    """One row for each thing to be done, with its gain beside it; goal and initiative are said again in each row."""
    content, names = draft.content, draft.content.words.columns
    size = landscape(A3 if draw.random() < 0.15 else A4)
    margin, points = 11 * MM, draw.choice([7.0, 7.5, 8.0])
    font = draw.choice(["Helvetica", "Helvetica", "Roboto-Regular"])
    register("Roboto")
    bold = "Helvetica-Bold" if font == "Helvetica" else "Roboto-Bold"
    look = style(draw)
    repeated, lines = draw.random() < 0.6, draw.random() < 0.75
    order = draw.choice([
        ["initiative", "action", "timing", "partners", "gain", "measure", "status"],
        ["initiative", "action", "partners", "timing", "gain", "measure"],
        ["number", "initiative", "action", "gain", "measure", "partners", "timing"],
        ["number", "initiative", "gain", "measure", "action", "partners", "timing", "status"],
    ])  # fmt: skip
    if content.goals:
        order.insert(order.index("initiative"), "goal")
    widths = {"initiative": 2.4, "goal": 2.0, "action": 4.2, "timing": 1.9, "partners": 2.2, "gain": 3.6,
              "measure": 2.4, "status": 1.4, "number": 0.9}  # fmt: skip
    normal, strong = _style(font, points), _style(bold, points, textColor=white)
    rows = [[_words(names[c], strong) for c in order]]
    shades = []
    for item in content.initiatives:
        for a, e in zip(item.actions, item.effects, strict=True):
            value = {
                "initiative": look.title(content, item),
                "goal": None if item.goal is None else content.goals[item.goal],
                "action": a.words, "timing": a.time.printed if a.time else None, "partners": a.partners, "gain": e.text,
                "measure": e.follow_up, "number": str(len(rows)), "status": None,
            }  # fmt: skip
            if int(item.number or 0) % 2:
                shades.append(("BACKGROUND", (0, len(rows)), (-1, len(rows)), pale(look.colour, 0.08)))
            rows.append([_words(value[c], normal) for c in order])
    total = sum(widths[c] for c in order)
    commands: list[Any] = [("VALIGN", (0, 0), (-1, -1), draw.choice(["TOP", "MIDDLE", "BOTTOM"]))]
    commands += [("BACKGROUND", (0, 0), (-1, 0), HexColor(look.colour))] + (shades if draw.random() < 0.5 else [])
    commands += [("GRID", (0, 0), (-1, -1), 0.4, HexColor("#9a9a9a"))] if lines else []
    commands += [(f"{side}PADDING", (0, 0), (-1, -1), 2.5) for side in ("LEFT", "RIGHT", "TOP", "BOTTOM")]
    width = size[0] - 2 * margin
    table = Table(
        rows, [width * widths[c] / total for c in order], repeatRows=int(repeated), style=commands, splitInRow=0
    )

    def each(canvas: Canvas, page: int) -> None:
        canvas.setFont(font, 7)
        canvas.drawCentredString(size[0] / 2, size[1] - 7 * MM, f"{content.municipality} Kommune - Ark1")
        canvas.drawRightString(size[0] - margin, 5 * MM, f"Side {page}")

    title = _words(content.title, _style(bold, 13, spaceAfter=1 * MM))
    below = _words(content.subtitle, _style(font, 9, spaceAfter=3 * MM))
    return _document(draft, [title, below, table], size, margin, each)


def initiatives(draft: Draft, draw: Random) -> bytes:
    """A table of initiatives: a row for each, below a row for each goal, with all that is said of it in its cells."""
    content, names, look = draft.content, draft.content.words.columns, style(draw)
    register(look.font)
    font, bold = f"{look.font}-Regular", f"{look.font}-Bold"
    size, margin = landscape(A4), 14 * MM
    normal, strong = _style(font, 8), _style(bold, 8)
    point = _style(font, 8, leftIndent=8, bulletIndent=0, spaceAfter=1.5, bulletFontName=font, bulletFontSize=8)
    apart, repeated = draw.random() < 0.3, draw.random() < 0.6
    about = told(content.initiatives[0])[0].heading or ""
    order = draw.choice([
        ["number", "title", "about", "action", "timing", "partners", "gain"],
        ["number", "title", "about", "gain", "action", "partners", "timing"],
        ["title", "about", "action", "gain", "timing", "partners"],
    ])  # fmt: skip
    widths = {"number": 0.8, "title": 2.0, "about": 3.2, "action": 4.4, "timing": 1.5, "partners": 1.8, "gain": 3.8}
    heads = {"number": draft.number, "title": names["initiative"], "about": about, "action": content.words.milestones,
             "timing": names["timing"], "partners": names["partners"], "gain": content.words.gains}  # fmt: skip

    def several(texts: list[str]) -> list[Flowable]:
        if len(texts) == 1:
            return [_words(texts[0], normal)]
        if apart:
            return [part for t in texts for part in (_words(t, normal), Spacer(1, 4))]
        return [_words(t, point, look.mark) for t in texts]

    rows: list[list[Any]] = [[_words(heads[c], _style(bold, 8, textColor=white)) for c in order]]
    sections = []
    for goal, items in under_goals(content):
        if goal is not None:
            sections.append(len(rows))
            rows.append([_words(look.goal(content, goal), _style(bold, 9)), *[""] * (len(order) - 1)])
        for item in items:
            first = item.actions[0]
            title = item.title if "number" in order else f"{item.number} {item.title}"
            value: dict[str, list[Flowable]] = {
                "number": [_words(item.number, normal)], "title": [_words(title, strong)],
                "about": [_words(p, normal) for p in told(item)[0].paragraphs],
                "action": several([a.words for a in item.actions]), "gain": several([e.text for e in item.effects]),
                "timing": [_words(first.time.printed if first.time else None, normal)],
                "partners": [_words(first.partners, normal)],
            }  # fmt: skip
            rows.append([value[c] for c in order])
    commands: list[Any] = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("BACKGROUND", (0, 0), (-1, 0), HexColor(look.colour))]
    commands += [(f"{side}PADDING", (0, 0), (-1, -1), 3.5) for side in ("LEFT", "RIGHT", "TOP", "BOTTOM")]
    for y in sections:
        commands += [("SPAN", (0, y), (-1, y)), ("BACKGROUND", (0, y), (-1, y), pale(look.accent, 0.45))]
    if draw.random() < 0.5:
        commands.append(("GRID", (0, 0), (-1, -1), 0.5, HexColor(look.colour)))
    else:
        commands.append(("LINEBELOW", (0, 0), (-1, -1), 0.5, HexColor(look.colour)))
    width, total = size[0] - 2 * margin, sum(widths[c] for c in order)
    # ReportLab draws the header over a row that it cuts, so a row is cut only where the header is not repeated.
    table = Table(rows, [width * widths[c] / total for c in order], repeatRows=int(repeated), style=commands,
                  splitInRow=int(not repeated))  # fmt: skip
    story: list[Flowable] = [_words(content.title, _style(bold, 22, spaceAfter=2 * MM))]
    story.append(_words(f"{content.subtitle}, {content.municipality} Kommune", _style(font, 11, spaceAfter=5 * MM)))
    for heading, texts in content.front:
        story.append(_words(heading, _style(bold, 12, spaceBefore=3 * MM, spaceAfter=1 * MM)))
        story += [_words(t, _style(font, 9, spaceAfter=2 * MM)) for t in texts]

    def each(canvas: Canvas, page: int) -> None:
        canvas.setFont(font, 7.5)
        canvas.drawString(margin, 7 * MM, content.title)
        canvas.drawRightString(size[0] - margin, 7 * MM, str(page))

    return _document(draft, [*story, Spacer(1, 3 * MM), table], size, margin, each)


def typed(draft: Draft, draw: Random) -> bytes:
    """An old typed plan: Roman numbers, underlined headings, times at the left of a tab stop, gains in letters."""
    content, look = draft.content, style(draw)
    font, bold = draw.choice([("Times-Roman", "Times-Bold"), ("Helvetica", "Helvetica-Bold")])
    points = 11 if font == "Helvetica" else 12
    normal = _style(font, points, spaceAfter=3 * MM, leading=points * 1.3)
    tab = 62 * MM
    hanging = _style(font, points, leftIndent=tab, bulletIndent=0, spaceAfter=1.5 * MM, bulletFontName=font,
                     bulletFontSize=points, leading=points * 1.3)  # fmt: skip
    letters = _style(font, points, leftIndent=9 * MM, bulletIndent=0, spaceAfter=1.5 * MM, bulletFontName=font,
                     bulletFontSize=points, leading=points * 1.3)  # fmt: skip
    between = draw.choice([". ", " - ", ": "])
    word = f"{content.words.initiative} " if look.word else ""

    def underlined(text: str) -> Flowable:
        line = f"<u>{escape(text, quote=False)}</u>"
        return Words(line, _style(font, points, spaceBefore=3 * MM, spaceAfter=1.5 * MM, keepWithNext=1))

    def big(text: str) -> Flowable:
        return _words(text, _style(bold, points + 2, spaceBefore=8 * MM, spaceAfter=2 * MM, keepWithNext=1))

    def initiative(item: Initiative) -> list[Flowable]:
        out = [big(f"{word}{item.number}{between}{item.title}")]
        for aspect in told(item):
            out += [underlined(labelled(aspect.heading)), *(_words(p, normal) for p in aspect.paragraphs)]
        out.append(underlined(labelled(content.words.milestones)))
        out += [_words(a.words, hanging, a.time.printed if a.time else None) for a in item.actions]
        out.append(underlined(labelled(content.words.gains)))
        return [*out, *(_words(e.text, letters, f"{'abcdefgh'[n]})") for n, e in enumerate(item.effects))]

    middle = _style(bold, 18, alignment=1, spaceAfter=4 * MM)
    story: list[Flowable] = [Spacer(1, 10 * MM), _words(content.title.upper(), middle)]
    story += [_words(t, _style(font, 14, alignment=1, spaceAfter=2 * MM))
              for t in (content.subtitle, f"{content.municipality} Kommune")]  # fmt: skip
    content.title = content.title.upper()  # gold has the title as it is printed
    for heading, texts in content.front:
        story += [big(heading), *(_words(t, normal) for t in texts)]
    if content.figures:
        story.append(big(content.words.figures))
        rows = [
            [_words(f.label, normal), _words(f.printed, _style(font, points, alignment=2))] for f in content.figures
        ]
        story.append(Table(rows, [80 * MM, 30 * MM], hAlign="LEFT", style=[("LEFTPADDING", (0, 0), (-1, -1), 0)]))
    for item in content.initiatives:
        story += initiative(item)
    for heading, texts in content.back:
        story += [big(heading), *(_words(t, normal) for t in texts)]

    def each(canvas: Canvas, page: int) -> None:
        canvas.setFont(font, 10)
        canvas.setFillColor(black)
        canvas.drawCentredString(A4[0] / 2, 12 * MM, f"- {page} -")

    return _document(draft, story, A4, 27 * MM, each)
