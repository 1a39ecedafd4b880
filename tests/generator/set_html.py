"""Sets the blocks of a plan with WeasyPrint."""

from __future__ import annotations

import logging
import os
import warnings
from collections.abc import Sequence
from html import escape
from unittest.mock import patch

from .blocks import Beside, Block, Box, Bullets, Cell, Chart, Heading, Pairs, Paragraph, Runs, Table, Title
from .draws import Layout
from .fonts import faces

SIZES = {"A4": "210mm 297mm", "A4 landscape": "297mm 210mm", "B5": "176mm 250mm", "Letter": "8.5in 11in"}


NUMBERS = {
    "plain": "@bottom-center { content: counter(page)",
    "Side n": "@bottom-center { content: 'Side ' counter(page) ' af ' counter(pages)",
    "outer": "@bottom-right { content: counter(page)",
}
MARKS = {"•": "disc", "–": "'–  '", "a)": "letters", "1.": "decimal"}


def words(text: str) -> str:
    return escape(text, quote=False)


def inline(runs: Runs) -> str:
    out = []
    for run in runs:
        text = words(run.text)
        if run.bold:
            text = f"<b>{text}</b>"
        if run.italic:
            text = f"<i>{text}</i>"
        if run.note:
            text += f'<span class="note">{words(run.note)}</span>'
        out.append(text)
    return "".join(out)


def bullets(items: list[Runs]) -> str:
    return "<ul>" + "".join(f"<li>{inline(item)}</li>" for item in items) + "</ul>"


def cell(item: Cell) -> str:
    tag = "th" if item.kind == "head" else "td"
    span = (f' colspan="{item.across}"' if item.across > 1 else "") + (
        f' rowspan="{item.down}"' if item.down > 1 else ""
    )
    kind = " ".join(k for k in (item.kind, "right" if item.right else "") if k != "body" and k)
    inner = "".join(f"<p>{inline(p)}</p>" for p in item.paragraphs) + (bullets(item.bullets) if item.bullets else "")
    return f'<{tag} class="{kind}"{span}>{inner}</{tag}>'


def table(item: Table, look: Layout) -> str:
    def row(cells: list[Cell], kind: str = "") -> str:
        return f'<tr class="{kind}">{"".join(map(cell, cells))}</tr>'

    total = sum(item.widths)
    cols = "".join(f'<col style="width: {100 * w / total:.2f}%">' for w in item.widths)
    head = "".join(row(r) for r in item.header)
    group = "thead" if look.repeat_header else "tbody"
    body = [row(r, "even" if n % 2 else "odd") for n, r in enumerate(item.rows)]
    head = f"<{group} class='head'>{head}</{group}>" if head else ""
    return f'<table class="{item.name}"><colgroup>{cols}</colgroup>{head}<tbody>{"".join(body)}</tbody></table>'


def block(item: Block, look: Layout, number: str = "") -> str:
    """One block as HTML; `number` is the target of links to it."""

    def all_of(blocks: Sequence[Block]) -> str:
        return "".join(block(b, look) for b in blocks)

    match item:
        case Heading():
            return f'<h{item.level} id="{number}" class="{item.kind}">{words(item.text)}</h{item.level}>'
        case Paragraph():
            return f"<p>{inline(item.runs)}</p>"
        case Bullets():
            return bullets(item.items)
        case Table():
            return table(item, look)
        case Pairs():
            rows = "".join(
                f'<div class="pair"><div class="label">{words(label)}</div><div>{all_of(values)}</div></div>'
                for label, values in item.items
            )
            return f'<div class="pairs">{rows}</div>'
        case Box():
            return f'<div class="{item.kind}">{all_of(item.blocks)}</div>'
        case Beside():
            return f'<div class="beside"><div>{all_of(item.left)}</div><div>{all_of(item.right)}</div></div>'
        case Chart():
            below = "".join(f"<span>{words(name)}</span>" for name in item.below)
            return f'<div class="chart"><span>{words(item.top)}</span><div>{below}</div></div>'
        case Title():
            rest = "".join(f'<div class="sub">{words(line)}</div>' for line in item.lines[1:])
            cover = " cover" if look.cover else ""
            return f'<div class="title{cover}"><div class="name">{words(item.lines[0])}</div>{rest}</div>'


def rules(look: Layout) -> str:
    """The CSS of the tables."""
    colour = look.colour
    head = f".head th {{ background: {colour}22 }}"
    return {
        "ruled": f"td, th {{ border: 0.6pt solid {colour} }}" + head,
        "open-sides": "td, th { border: 0.6pt solid #555 } table { border-left: hidden; border-right: hidden }",
        "booktabs": "table { border-top: 1pt solid; border-bottom: 1pt solid } .head { border-bottom: 0.5pt solid }",
        "zebra": f".odd td {{ background: {colour}18 }} .head th {{ background: {colour}; color: white }}",
        "borderless": "",
        "row-rules": f"td, th {{ border-bottom: 0.5pt solid {colour} }}",
    }[look.rules]


def headings(look: Layout) -> str:
    colour = look.colour
    return {
        "bold": "",
        "bar": f"h1 {{ background: {colour}; color: white; padding: 2mm 3mm }} h2 {{ color: {colour} }}",
        "underlined": f"h1, h2 {{ border-bottom: 1pt solid {colour}; padding-bottom: 1mm }}",
        "spaced": "h1, h2 { letter-spacing: 0.06em }",
        "plain": "h1, h2 { font-weight: 400 } h3 { font-style: italic; font-weight: 400 }",
        "coloured": f"h1, h2, h3 {{ color: {colour} }}",
    }[look.heading]


def css(look: Layout, running: str, margin: bool) -> str:
    furniture = (
        f'@top-left {{ content: "{running}"; font: 8pt "{look.font}"; color: #666 }}'
        f'{NUMBERS[look.furniture]}; font: 8pt "{look.font}" }}'
        if look.furniture
        else ""
    )
    margins = "22mm 20mm" if look.page != "B5" else "16mm 15mm"
    body = "margin-right: 52mm" if margin else ""
    return f"""{faces(look.font)}
@page {{ size: {SIZES[look.page]}; margin: {margins}; {furniture}
  @footnote {{ border-top: 0.4pt solid; padding-top: 1mm; margin-top: 3mm }} }}
body {{ font: {look.size}pt/1.36 "{look.font}"; color: #1a1a1a; margin: 0;
  {"text-align: justify; hyphens: auto;" if look.justify else ""} }}
.main {{ {body}; columns: {look.columns}; column-gap: 8mm }}
h1, h2, h3 {{ break-after: avoid; line-height: 1.2; margin: 5mm 0 2mm; text-align: left; hyphens: manual }}
h1 {{ font-size: 1.7em }} h2 {{ font-size: 1.3em }} h3 {{ font-size: 1.05em; margin: 3mm 0 1mm }}
p {{ margin: 0 0 2mm; orphans: 2; widows: 2 }} ul {{ margin: 0 0 2mm; padding-left: 5mm }}
.title .name {{ font-size: 2.6em; font-weight: 700; line-height: 1.15; text-align: left }}
.title .sub {{ font-size: 1.3em; margin-top: 2mm }} .title {{ margin-bottom: 8mm }}
.cover {{ break-after: page; padding-top: 60mm }}
table {{ border-collapse: collapse; width: 100%; margin: 1mm 0 4mm; font-size: 0.93em; line-height: 1.3;
  text-align: left }}
td, th {{ vertical-align: top; text-align: left; padding: 1.3mm 1.8mm }}
td p {{ margin: 0; orphans: 1; widows: 1 }} td li {{ orphans: 1; widows: 1 }} th p {{ margin: 0 }}
td ul {{ margin: 0; padding-left: 3.5mm }} td, th {{ hyphens: auto }} .right {{ text-align: right }}
table.figures {{ width: 60% }}
.pair {{ display: flex; margin-bottom: 1.5mm }} .label {{ width: 30%; font-weight: 700; flex: none }}
.pair div + div {{ flex: 1 }}
.tinted {{ background: {look.colour}16; padding: 2mm 4mm; margin: 3mm 0; break-inside: avoid }}
.quote {{ border-top: 0.8pt solid {look.colour}; border-bottom: 0.8pt solid {look.colour}; padding: 2mm 0 0;
  margin: 3mm 8mm; font-size: 1.15em }}
.beside {{ display: flex; gap: 6mm; break-inside: avoid }} .beside > div {{ flex: 1 }}
.chart {{ text-align: center; margin: 3mm 0 6mm }} .chart span {{ display: inline-block; border: 0.8pt solid #444;
  padding: 2mm 3mm; margin: 1.5mm; font-size: 0.9em }}
.contents {{ break-after: page }}
.contents a {{ display: block; color: inherit; text-decoration: none; margin-top: 1mm }}
.contents a::after {{ content: leader(".") " " target-counter(attr(href), page) }} .toc2 {{ padding-left: 5mm }}
.aside table {{ width: 100%; font-size: 0.95em }} .aside td {{ padding: 0.6mm 0.5mm; border: 0; background: none }}
@counter-style letters {{ system: extends lower-alpha; suffix: ") " }}
ul {{ list-style: {MARKS[look.mark]} }}
.aside {{ float: right; clear: right; width: 44mm; margin: 0 -52mm 3mm 6mm; background: {look.colour}16;
  padding: 1mm 2mm 0; font-size: 0.88em; text-align: left }}
.note {{ float: footnote; font-size: 7.5pt }}
{headings(look)} {rules(look)}"""


def contents(blocks: Sequence[Block]) -> str:
    """A list of contents, with leaders and page numbers, and the blocks with the targets of its links."""
    lines = [
        f'<a class="toc{b.level}" href="#h{n}">{words(b.text)}</a>'
        for n, b in enumerate(blocks)
        if isinstance(b, Heading) and b.level < 3
    ]
    return f'<div class="contents"><h1>Indhold</h1>{"".join(lines)}</div>' if lines else ""


def typeset(blocks: list[Block], look: Layout) -> bytes:
    """A PDF of the blocks."""
    title = blocks[0]
    assert isinstance(title, Title)
    body = "".join(block(b, look, f"h{n}") for n, b in enumerate(blocks) if n)
    margin = any(isinstance(b, Box) and b.kind == "aside" for b in blocks)
    front = contents(blocks) if look.contents else ""
    page = (
        f'<!doctype html><html lang="da"><head><meta charset="utf-8"><title>{escape(title.lines[0])}</title>'
        f"<style>{css(look, ' · '.join(title.lines[:2]), margin)}</style></head><body>{block(title, look)}{front}"
        f'<div class="main">{body}</div></body></html>'
    )
    return write(page, look.tagged)


def write(page: str, tagged: bool) -> bytes:
    """HTML as PDF; the same input gives the same bytes. Raises OSError where the system's Pango is missing."""
    for name in ("weasyprint", "fontTools"):
        logging.getLogger(name).setLevel(logging.ERROR)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of libraries of the system that it will need one day
        import weasyprint
    # The time of making goes into the fonts of a PDF unless it is given.
    with patch.dict(os.environ, SOURCE_DATE_EPOCH="1704067200"):
        out = weasyprint.HTML(string=page).write_pdf(pdf_identifier=b"generated-plan", pdf_tags=tagged)
    if out is None:
        raise RuntimeError("WeasyPrint wrote nothing")
    return bytes(out)
