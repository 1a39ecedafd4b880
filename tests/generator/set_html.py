"""Sets the blocks of a plan with WeasyPrint."""

from __future__ import annotations

import logging
from html import escape

import weasyprint

from .blocks import Block, Box, Bullets, Cell, Heading, Pairs, Paragraph, Runs, Table, Title
from .draws import Layout
from .fonts import faces

SIZES = {"A4": "210mm 297mm", "A4 landscape": "297mm 210mm", "B5": "176mm 250mm", "Letter": "8.5in 11in"}


def inline(runs: Runs) -> str:
    out = []
    for run in runs:
        text = escape(run.text, quote=False)
        if run.bold:
            text = f"<b>{text}</b>"
        if run.italic:
            text = f"<i>{text}</i>"
        if run.note:
            text += f'<span class="note">{escape(run.note, quote=False)}</span>'
        out.append(text)
    return "".join(out)


def bullets(items: list[Runs]) -> str:
    return "<ul>" + "".join(f"<li>{inline(item)}</li>" for item in items) + "</ul>"


def cell(item: Cell) -> str:
    tag = "th" if item.kind == "head" else "td"
    span = (f' colspan="{item.across}"' if item.across > 1 else "") + (f' rowspan="{item.down}"' if item.down > 1 else "")
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
    odd, body = 0, []
    for r in item.rows:
        odd += 1
        body.append(row(r, "odd" if odd % 2 else "even"))
    head = f"<{group} class='head'>{head}</{group}>" if head else ""
    return f'<table class="{item.name}"><colgroup>{cols}</colgroup>{head}<tbody>{"".join(body)}</tbody></table>'


def block(item: Block, look: Layout) -> str:
    if isinstance(item, Heading):
        return f'<h{item.level} class="{item.kind}">{escape(item.text, quote=False)}</h{item.level}>'
    if isinstance(item, Paragraph):
        return f"<p>{inline(item.runs)}</p>"
    if isinstance(item, Bullets):
        return bullets(item.items)
    if isinstance(item, Table):
        return table(item, look)
    if isinstance(item, Pairs):
        rows = "".join(
            f'<div class="pair"><div class="label">{escape(label, quote=False)}</div>'
            f'<div class="value">{"".join(block(b, look) for b in values)}</div></div>'
            for label, values in item.items
        )
        return f'<div class="pairs">{rows}</div>'
    if isinstance(item, Box):
        inner = "".join(block(b, look) for b in item.blocks)
        return f'<div class="{"aside" if item.aside else "box"}">{inner}</div>'
    lines = [escape(line, quote=False) for line in item.lines]
    rest = "".join(f'<div class="sub">{line}</div>' for line in lines[1:])
    return f'<div class="title{" cover" if look.cover else ""}"><div class="name">{lines[0]}</div>{rest}</div>'


def rules(look: Layout) -> str:
    """The CSS of the tables."""
    colour = look.colour
    head = f".head th {{ background: {colour}22 }}"
    return {
        "ruled": f"td, th {{ border: 0.6pt solid {colour} }}" + head,
        "open-sides": f"td, th {{ border: 0.6pt solid #555 }} tr > :first-child {{ border-left: 0 }}"
        " table { border-style: hidden; border-width: 0 2px } td, th { border-right: 0 }",
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
        "caps": "h1, h2 { text-transform: none; letter-spacing: 0.03em }",
        "plain": "h1, h2 { font-weight: 400 } h3 { font-style: italic; font-weight: 400 }",
        "coloured": f"h1, h2, h3 {{ color: {colour} }}",
    }[look.heading]


def css(look: Layout, running: str) -> str:
    furniture = (
        f'@top-left {{ content: "{running}"; font: 8pt "{look.font}"; color: #666 }}'
        f'@bottom-center {{ content: counter(page); font: 8pt "{look.font}" }}'
        if look.furniture
        else ""
    )
    margins = "22mm 20mm" if look.page != "B5" else "16mm 15mm"
    body = "margin-right: 52mm" if look.sidebar else ""
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
table {{ border-collapse: collapse; width: 100%; margin: 1mm 0 4mm; font-size: 0.93em; line-height: 1.3; text-align: left }}
td, th {{ vertical-align: top; text-align: left; padding: 1.3mm 1.8mm }} td p {{ margin: 0; orphans: 1; widows: 1 }} td li {{ orphans: 1; widows: 1 }} th p {{ margin: 0 }}
td ul {{ margin: 0; padding-left: 3.5mm }} .right {{ text-align: right }}
table.figures {{ width: 60% }}
.pair {{ display: flex; margin-bottom: 1.5mm }} .label {{ width: 30%; font-weight: 700; flex: none }}
.value {{ flex: 1 }}
.box {{ background: {look.colour}16; padding: 2mm 4mm; margin: 3mm 0; break-inside: avoid }}
.aside {{ float: right; clear: right; width: 44mm; margin: 0 -52mm 3mm 6mm; background: {look.colour}16; padding: 1mm 2mm 0;
  font-size: 0.88em; text-align: left }}
.note {{ float: footnote; font-size: 7.5pt }}
{headings(look)} {rules(look)}"""


def contents(blocks: list[Block]) -> str:
    out = [
        f'<p class="toc">{escape(b.text, quote=False)}</p>' for b in blocks if isinstance(b, Heading) and b.level < 3
    ]
    return f'<div class="contents"><h1>Indhold</h1>{"".join(out)}</div>'


def typeset(blocks: list[Block], look: Layout) -> bytes:
    """A PDF; the same input gives the same bytes."""
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    title = blocks[0]
    assert isinstance(title, Title)
    body = "".join(block(b, look) for b in blocks[1:])
    page = (
        f'<!doctype html><html lang="da"><head><meta charset="utf-8"><title>{escape(title.lines[0])}</title>'
        f"<style>{css(look, ' · '.join(title.lines[:2]))}</style></head><body>{block(title, look)}"
        f'<div class="main">{body}</div></body></html>'
    )
    out = weasyprint.HTML(string=page).write_pdf(pdf_identifier=b"generated-plan")
    if out is None:
        raise RuntimeError("WeasyPrint wrote nothing")
    return bytes(out)
