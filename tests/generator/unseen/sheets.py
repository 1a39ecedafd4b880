"""Printed matter: a brochure in two columns, a plan on one large sheet."""

from __future__ import annotations

from random import Random

from ..model import Aspect, Initiative
from .content import Draft, Shape
from .html import document, doing, listed, paragraphs, tiles, words
from .style import style, told, under_goals

BROCHURE = Shape(
    initiatives=(3, 6), actions=(3, 5), effects=(2, 4), goals=0.8, intro=True, long=3, numbering="none",
    aspects=("background", "target_group", "organisation", "resources"), timed="inside", partners=False,
    key_figures=True, quotes=True, prose=1,
)  # fmt: skip
POSTER = Shape(
    initiatives=(3, 7), actions=(3, 5), effects=(2, 3), goals=0, aspects=("purpose", "target_group", "organisation"),
    timed="lead", partners=False, prose=0,
)  # fmt: skip
FACTS = ("target_group", "organisation", "resources")


def brochure(draft: Draft, draw: Random) -> bytes:
    """Justified columns, bands over both for goals, boxes of facts, large quotes between the text."""
    content, look = draft.content, style(draw)
    square, facts_first = draw.random() < 0.4, draw.random() < 0.5
    speakers = iter(draft.speakers * 9)

    def aspect(item: Aspect) -> str:
        if item.quote:
            return f'<div class="quote">”{words(item.paragraphs[0])}”</div>'
        return (f"<h3>{words(item.heading)}</h3>" if item.heading else "") + paragraphs(item)

    def article(item: Initiative) -> str:
        facts = "".join(
            f"<dt>{words(a.heading)}</dt><dd>{words(a.paragraphs[0])}</dd>" for a in told(item) if a.kind in FACTS
        )
        box = f'<dl class="facts">{facts}</dl>'
        prose = [
            f'<div class="lede">{paragraphs(a)}</div>' if a.heading is None and not a.quote else aspect(a)
            for a in item.aspects
            if a.kind not in FACTS
        ]
        done = f"<h3>{words(content.words.milestones)}</h3>" + listed((doing(look, a) for a in item.actions), "done")
        effects = listed(words(e.text) for e in item.effects)
        gains = f'<div class="gains"><h3>{words(content.words.gains)}</h3>{effects}</div>'
        parts = [*prose, box, done, gains] if facts_first else [*prose, done, gains, box]
        return f"<h2>{words(item.title)}</h2>" + "".join(parts)

    out = [
        f'<div class="cover"><h1>{words(content.title)}</h1><p>{words(content.subtitle)}</p>'
        f"<p>{words(content.municipality)} Kommune</p></div>"
    ]
    for heading, texts in content.front:
        out.append(f"<h2>{words(heading)}</h2>" + "".join(f"<p>{words(t)}</p>" for t in texts))
        out.append(f'<p class="sign">{words(next(speakers).split(",")[0])}</p>')
    if content.figures:
        out.append(f'<div class="band figures"><h2>{words(content.words.figures)}</h2>{tiles(content.figures)}</div>')
    for goal, items in under_goals(content):
        if goal is not None:
            out.append(f'<h1 class="band">{words(look.goal(content, goal))}</h1>')
        out += map(article, items)
    for heading, texts in content.back:
        out.append(f"<h2>{words(heading)}</h2>" + "".join(f"<p>{words(t)}</p>" for t in texts))
    size = "230mm 230mm" if square else "210mm 297mm"
    css = f"""@page {{ size: {size}; margin: 18mm 17mm 20mm;
  @bottom-left {{ content: counter(page) "   |   {words(content.title)}"; font: 8pt "{look.font}";
    color: {look.colour} }} }}
@page :first {{ margin: 0; @bottom-left {{ content: none }} }}
.cover {{ background: {look.colour}; color: white; height: 300mm; padding: 60mm 22mm 0; page-break-after: always }}
.cover h1 {{ font-size: 38pt; line-height: 1.1 }} .cover p {{ font-size: 16pt; padding-top: 5mm }}
.text {{ columns: 2; column-gap: 9mm; font-size: 9.5pt; line-height: 1.42; text-align: justify; hyphens: auto }}
.text > p, .lede p {{ margin-bottom: 2mm }} .lede {{ font-weight: 700; color: {look.colour} }}
.band {{ column-span: all; break-after: avoid; background: {look.colour}; color: white;
  font-size: 19pt; padding: 5mm; margin: 4mm 0 5mm; text-align: left }}
.figures {{ background: {look.accent}33; color: inherit; font-size: 9.5pt }}
.tiles {{ display: flex; gap: 5mm }} .tile {{ flex: 1 }}
.big {{ font-size: 22pt; font-weight: 700; color: {look.colour} }}
h2, h3 {{ break-after: avoid; text-align: left; hyphens: manual }}
h2 {{ font-size: 16pt; line-height: 1.15; margin: 5mm 0 2.5mm; color: {look.colour} }}
h3 {{ font-size: 10.5pt; margin: 3mm 0 1mm }}
li {{ margin-bottom: 1mm }} .done {{ list-style: "» " }} .sign {{ font-style: italic; text-align: right }}
.quote {{ font-size: 15pt; line-height: 1.25; font-style: italic; color: {look.colour};
  border-left: 2mm solid {look.accent}; padding-left: 4mm; margin: 5mm 0; text-align: left; hyphens: manual;
  break-inside: avoid }}
.facts, .gains {{ background: {look.accent}2e; padding: 3mm 4mm; margin: 4mm 0; break-inside: avoid; text-align: left }}
.facts {{ background: none; border: 0.8pt solid {look.colour} }} .gains h3 {{ margin-top: 0 }}
dt {{ font-weight: 700; color: {look.colour}; font-size: 8.5pt }} dd {{ margin: 0 0 1.5mm }}"""
    body = out[0] + f'<div class="text">{"".join(out[1:])}</div>'
    return document(content, look, css, body, draw.random() < 0.5)


def poster(draft: Draft, draw: Random) -> bytes:
    """An A3 sheet with a column for each initiative, a row for each thing said of it; a second one for many."""
    content, look = draft.content, style(draw)
    ruled = draw.random() < 0.4

    def sheet(items: list[Initiative]) -> str:
        heads = "".join(f"<th>{words(look.title(content, i))}</th>" for i in items)
        rows = [f"<tr class='top'><td class='label'></td>{heads}</tr>"]

        def row(label: str | None, cells: list[str]) -> None:
            inner = "".join(f"<td>{cell}</td>" for cell in cells)
            rows.append(f'<tr><td class="label">{words(label)}</td>{inner}</tr>')

        for n, aspect in enumerate(told(items[0])):
            row(aspect.heading, [paragraphs(told(i)[n]) for i in items])
        row(content.words.milestones, [listed(doing(look, a) for a in i.actions) for i in items])
        row(content.words.gains, [listed(words(e.text) for e in i.effects) for i in items])
        top = f"<h1>{words(content.title)}</h1><p>{words(content.subtitle)}, {words(content.municipality)} Kommune</p>"
        return f'<div class="sheet">{top}<table>{"".join(rows)}</table></div>'

    items = content.initiatives
    parts = [items] if len(items) <= 4 else [items[: len(items) // 2 + 1], items[len(items) // 2 + 1 :]]
    lines = f"border: 0.8pt solid {look.colour}" if ruled else f"border: 2mm solid white; background: {look.accent}26"
    css = f"""@page {{ size: 420mm 297mm; margin: 14mm }} .sheet + .sheet {{ page-break-before: always }}
h1 {{ font-size: 34pt; color: {look.colour}; line-height: 1.1 }} p {{ padding-bottom: 1mm }}
.sheet > p {{ padding-bottom: 5mm; font-size: 15pt }}
body {{ font-size: 10pt; line-height: 1.3 }} table {{ table-layout: fixed }} td, th {{ padding: 2.4mm 3mm; {lines} }}
tr {{ break-inside: avoid }}
.top th {{ background: {look.colour}; color: white; font-size: 15pt; vertical-align: middle }}
td.label {{ width: 38mm; font-weight: 700; color: {look.colour}; background: none }}
.top .label {{ border-color: white }}
li {{ margin-bottom: 1mm }}"""
    return document(content, look, css, "".join(map(sheet, parts)), draw.random() < 0.3)
