"""Sets the blocks of a plan with Typst."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

import typst

from .blocks import Beside, Block, Box, Bullets, Cell, Chart, Heading, Pairs, Paragraph, Runs, Table, Title
from .draws import Layout
from .fonts import folders

PAPERS = {"A4": '"a4"', "A4 landscape": '"a4", flipped: true', "B5": '"iso-b5"', "Letter": '"us-letter"'}
NUMBERS = {
    "plain": "align(center, text(0.8em, counter(page).display()))",
    "Side n": "align(center, text(0.8em, counter(page).display((n, all) => [Side #n af #all], both: true)))",
    "outer": "align(right, text(0.8em, counter(page).display()))",
}
MARKS = {"•": "[•]", "–": "[–]"}
TIMESTAMP = 1704067200
"""The date inside the PDFs, so that the same input gives the same bytes."""


def string(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def inline(runs: Runs) -> str:
    """Runs as a Typst expression."""
    parts = []
    for run in runs:
        style = (', weight: "bold"' if run.bold else "") + (', style: "italic"' if run.italic else "")
        parts.append(f"text({string(run.text)}{style})")
        if run.note:
            parts.append(f"footnote(text({string(run.note)}))")
    return " + ".join(parts) or "[]"


def bullets(items: list[Runs], look: Layout) -> str:
    inner = ", ".join(inline(item) for item in items)
    if look.mark in MARKS:
        return f"list(marker: {MARKS[look.mark]}, {inner})"
    return f'enum(numbering: "{look.mark.replace("1.", "1.")}", {inner})'


def cell(item: Cell, look: Layout) -> str:
    parts = [f"par({inline(p)})" if item.bullets else inline(p) for p in item.paragraphs]
    if item.bullets:
        parts.append(bullets(item.bullets, look))
    body = " + ".join(parts) or "[]"
    if item.vertical:
        body = f"rotate(-90deg, reflow: true, {body})"
    options = [f"colspan: {item.across}"] if item.across > 1 else []
    options += [f"rowspan: {item.down}"] if item.down > 1 else []
    options += ["align: right + top"] if item.right else []
    if item.kind == "section" and look.rules in ("ruled", "zebra", "open-sides"):
        options.append(f'fill: rgb("{look.colour}").lighten(75%)')
    return f"table.cell({', '.join([*options, body])})"


def strokes(look: Layout, table: Table) -> str:
    """The options of a table that draw its rules and shades."""
    head, columns = len(table.header), len(table.widths)
    line = f'0.6pt + rgb("{look.colour}")'
    return {
        "ruled": f'stroke: {line}, fill: (x, y) => if y < {head} {{ rgb("{look.colour}").lighten(85%) }}',
        "open-sides": f"stroke: (x, y) => (top: 0.6pt, bottom: 0.6pt, left: if x > 0 {{ 0.6pt }},"
        f" right: if x < {columns - 1} {{ 0.6pt }})",
        "booktabs": "stroke: none",
        "zebra": f'stroke: none, fill: (x, y) => if y < {head} {{ rgb("{look.colour}").lighten(60%) }}'
        f' else if calc.odd(y) {{ rgb("{look.colour}").lighten(88%) }}',
        "borderless": "stroke: none",
        "row-rules": f"stroke: (x, y) => (bottom: {line})",
    }[look.rules]


def table(item: Table, look: Layout, narrow: bool = False) -> str:
    head = ", ".join(cell(c, look) for row in item.header for c in row)
    body = [cell(c, look) for row in item.rows for c in row]
    parts = [
        f"columns: ({', '.join(f'{w}fr' for w in item.widths)},)",
        strokes(look, item),
        "inset: (x: 4pt, y: 3.5pt)",
    ]
    rules = look.rules == "booktabs"
    if rules:
        parts.append("table.hline(stroke: 1pt)")
    if head:
        parts.append(f"table.header(repeat: {str(look.repeat_header).lower()}, {head})")
    if rules and head:
        parts.append("table.hline(stroke: 0.5pt)")
    parts += body
    if rules:
        parts.append("table.hline(stroke: 1pt)")
    size = "60%" if item.name == "figures" and not narrow else "100%"
    style = "set par(justify: false); set text(0.93em, hyphenate: true)"
    return f"block(width: {size}, above: 0.7em, below: 1.2em, {{ {style}; table({', '.join(parts)}) }})"


def block(item: Block, look: Layout) -> str:
    """One block as a Typst statement."""

    def all_of(blocks: Sequence[Block]) -> str:
        return "{ " + "; ".join(block(b, look) for b in blocks) + " }"

    match item:
        case Heading():
            return f"heading(level: {item.level}, text({string(item.text)}))"
        case Paragraph():
            return f"par({inline(item.runs)})"
        case Bullets():
            return f"block({bullets(item.items, look)})"
        case Table():
            return table(item, look)
        case Pairs():
            rows = ", ".join(f"strong(text({string(label)})), {all_of(values)}" for label, values in item.items)
            return f"block(grid(columns: (28%, 1fr), row-gutter: 1.1em, column-gutter: 4mm, {rows}))"
        case Box(kind="aside"):
            # An aside that stands outside the margin takes no room in the text.
            inside = "; ".join(table(b, look, True) if isinstance(b, Table) else block(b, look) for b in item.blocks)
            style = "set align(left); set text(0.88em); set par(justify: false)"
            inner = f"block(width: 100%, inset: 2mm, fill: tint, {{ {style}; {inside} }})"
            return f"place(right + top, dx: 52mm, box(width: 44mm, {inner}))"
        case Box(kind="quote"):
            rules = "stroke: (top: 0.8pt + main, bottom: 0.8pt + main)"
            return f"block(width: 100%, inset: (x: 8mm, y: 2.5mm), {rules}, {all_of(item.blocks)})"
        case Box():
            return f"block(width: 100%, inset: 3.5mm, fill: tint, breakable: false, {all_of(item.blocks)})"
        case Beside():
            sides = f"{all_of(item.left)}, {all_of(item.right)}"
            return f"block(breakable: false, grid(columns: (1fr, 1fr), column-gutter: 7mm, {sides}))"
        case Chart():
            below = ", ".join(f"rect(text({string(name)}))" for name in item.below)
            top = f"rect(text({string(item.top)}))"
            row = f"grid(columns: {len(item.below)}, column-gutter: 5mm, {below})"
            return f"align(center, block(stack(spacing: 5mm, {top}, {row})))"
        case Title():
            first, *rest = item.lines
            lines = "; ".join(f"par(text(1.3em, {string(line)}))" for line in rest)
            name = f"par(leading: 0.4em, text(2.6em, weight: 700, {string(first)}))"
            space = "v(50mm)" if look.cover else "v(0mm)"
            after = "pagebreak()" if look.cover else "v(7mm)"
            return f"{{ set par(justify: false); {space}; {name}; {lines}; {after} }}"


def headings(look: Layout) -> str:
    out = {
        "bold": "",
        "bar": "#show heading.where(level: 1): it => block(width: 100%, fill: main, inset: 2.5mm, above: 1.6em,"
        " below: 1em, text(fill: white, it.body))",
        "underlined": "#show heading.where(level: 1): it => block(width: 100%, stroke: (bottom: 1pt + main), inset: "
        "(bottom: 1.5mm), above: 1.8em, below: 1em, it.body)",
        "spaced": "#show heading.where(level: 2): set text(tracking: 0.06em)",
        "plain": '#show heading: set text(weight: "regular")\n#show heading.where(level: 3): set text(style: "italic")',
        "coloured": "#show heading: set text(fill: main)",
    }[look.heading]
    for level, size in ((1, 1.65), (2, 1.3), (3, 1.05)):
        above = (1.9, 1.7, 1.2)[level - 1]
        out += f"\n#show heading.where(level: {level}): set text({size}em)"
        out += (
            f"\n#show heading.where(level: {level}): set block(above: {above}em, below: {0.9 if level < 3 else 0.6}em)"
        )
    return out + "\n#show heading: set par(justify: false)"


def typeset(blocks: list[Block], look: Layout) -> bytes:
    """A PDF of the blocks."""
    title = blocks[0]
    assert isinstance(title, Title)
    margin = "16mm" if look.page == "B5" else "21mm"
    aside = any(isinstance(b, Box) and b.kind == "aside" for b in blocks)
    right = "72mm" if aside else margin
    running = string(" · ".join(title.lines[:2]))
    furniture = (
        f", header: text(0.75em, fill: luma(90), {running}), footer: context {NUMBERS[look.furniture]}"
        if look.furniture
        else ""
    )
    body = "; ".join(block(b, look) for b in blocks[1:])
    if look.columns > 1:
        body = f"columns({look.columns}, gutter: 8mm, {{ {body} }})"
    contents = 'outline(title: "Indhold", depth: 2); pagebreak();' if look.contents else ""
    source = f"""#set document(title: {string(title.lines[0])})
#set page(paper: {PAPERS[look.page]}, margin: (left: {margin}, right: {right}, y: {margin}){furniture})
#let main = rgb("{look.colour}")
#let tint = main.lighten(88%)
#set text(font: "{look.font}", size: {look.size}pt, lang: "da", hyphenate: {str(look.justify).lower()})
#set par(justify: {str(look.justify).lower()}, leading: 0.6em, spacing: 0.95em)
#set rect(stroke: 0.8pt, inset: 2.5mm)
#set align(left)
{headings(look)}
#{{ {block(title, look)}; {contents} {body} }}
"""
    return write(source, look.tagged)


def write(source: str, tagged: bool) -> bytes:
    """A Typst source as PDF; the same input gives the same bytes."""
    compiler: Callable[..., Any] = typst.compile
    out = compiler(
        source.encode(), font_paths=folders(), ignore_system_fonts=True, timestamp=TIMESTAMP, pdf_tags=tagged
    )
    if not isinstance(out, bytes):
        raise TypeError("Typst wrote no single file")
    return out
