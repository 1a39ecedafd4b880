"""A virksomhedsplan as a centre writes it: cover, contents, running header, ruled tables that run over pages."""

from __future__ import annotations

from ..content import Content, Initiative, Part
from ..fonts import faces
from ..html import cell, flow, inline, pdf, row, table

CSS = """
@page { size: A4; margin: 27mm 22mm 24mm 24mm;
  @top-left { content: string(running); font: 8pt "Lato"; color: #4a5a52; border-bottom: 0.6pt solid #2f6b4f;
              padding-bottom: 2mm; width: 100%; vertical-align: bottom; margin-bottom: 5mm }
  @bottom-left { content: string(invented); font: 7pt "Lato"; color: #777 }
  @bottom-right { content: counter(page); font: 9pt "Lato"; color: #2f6b4f } }
@page cover { margin: 0; @top-left { content: none; border: 0 } @bottom-left { content: none }
  @bottom-right { content: none } }
body { font: 10pt/1.42 "Lato"; color: #1d1d1d }
.cover { page: cover; break-after: page; height: 297mm; position: relative; background: #eef4ef }
.cover .band { position: absolute; top: 92mm; left: 0; right: 0; height: 76mm; background: #2f6b4f; color: white;
  padding: 20mm 0 0 24mm; box-sizing: border-box }
.cover h1 { font-size: 32pt; margin: 0 0 4mm; line-height: 1.1 }
.cover .unit { font-size: 16pt }
.cover .municipality { position: absolute; top: 24mm; left: 24mm; font-size: 13pt; font-weight: 700; color: #2f6b4f }
.cover .date { position: absolute; bottom: 30mm; left: 24mm; font-size: 11pt }
.cover .invented { position: absolute; bottom: 20mm; left: 24mm; font-size: 8pt; color: #555;
  string-set: invented content() }
.running { string-set: running content(); height: 0; overflow: hidden; visibility: hidden; font-size: 1pt }
h1.contents, h1.part { font-size: 19pt; color: #2f6b4f; margin: 0 0 5mm; break-after: avoid }
h1.back { margin-top: 11mm }
h1.goal { font-size: 17pt; line-height: 1.2; color: white; background: #2f6b4f; padding: 3mm 4mm; margin: 9mm 0 5mm;
  break-after: avoid }
h2 { font-size: 13.5pt; color: #2f6b4f; margin: 7mm 0 2.5mm; break-after: avoid }
h1.goal + h2 { margin-top: 0 }
h3 { font-size: 10.5pt; margin: 4mm 0 1mm; break-after: avoid }
p { margin: 0 0 2.2mm }
ul { margin: 0 0 2mm; padding-left: 5mm }
.toc { break-after: page }
.toc a { display: block; color: inherit; text-decoration: none; margin: 0 0 1.4mm }
.toc a::after { content: leader(".") " " target-counter(attr(href), page) }
.toc a.one { font-weight: 700; margin-top: 3mm }
.toc a.two { padding-left: 6mm }
table { width: 100%; border-collapse: collapse; margin: 1mm 0 4mm; font-size: 9.2pt; line-height: 1.32 }
th { background: #d9e7dd; text-align: left }
th, td { border: 0.7pt solid #5d7a69; padding: 1.5mm 2mm; vertical-align: top }
td ul { margin: 1mm 0 0; padding-left: 4mm }
td p { margin: 0 }
table.actions td:nth-child(1), table.actions th:nth-child(1) { width: 50% }
table.actions td:nth-child(2), table.actions th:nth-child(2) { width: 21% }
table.effects td:nth-child(1), table.effects th:nth-child(1) { width: 55% }
table.figures { width: 62% } table.figures td:last-child { text-align: right }
"""


def actions(part: Part, words: dict[str, str]) -> str:
    rows = [row(cell(a.text), cell(a.timing), cell(a.partners)) for a in part.actions]
    return table([words["action"], words["timing"], words["partners"]], rows, "actions")


def effects(part: Part, words: dict[str, str]) -> str:
    """The gain table; a follow-up that is that of the row above spans both."""
    rows: list[str] = []
    items = part.effects
    for i, item in enumerate(items):
        if i and items[i - 1].follow_up == item.follow_up:
            rows.append(row(cell(item.text)))
            continue
        same = 1
        while i + same < len(items) and items[i + same].follow_up == item.follow_up:
            same += 1
        rows.append(row(cell(item.text), cell(item.follow_up, attributes=f' rowspan="{same}"' if same > 1 else "")))
    return table([words["effect"], words["follow_up"]], rows, "effects")


def heading(item: Initiative, words: dict[str, str]) -> str:
    return f"{words['number']} {item.number}: {item.title}"


def initiative(item: Initiative, words: dict[str, str]) -> str:
    out = [f'<h2 id="i{item.number}">{inline(heading(item, words))}</h2>']
    for part in item.parts:
        out.append(f"<h3>{inline(part.heading or '')}</h3>")
        out.append(actions(part, words) if part.actions else effects(part, words) if part.effects else flow(part.text))
    return "".join(out)


def render(content: Content) -> bytes:
    words = content.words
    toc: list[tuple[str, str, str]] = []
    body: list[str] = []
    for i, section in enumerate(content.front):
        toc.append(("one", f"f{i}", section.heading or ""))
        body.append(f'<h1 class="part" id="f{i}">{inline(section.heading or "")}</h1>{flow(section.text)}')
    for i, (goal, initiatives) in enumerate(content.grouped()):
        title = goal.title if goal else ""
        toc.append(("one", f"g{i}", title))
        body.append(f'<h1 class="goal" id="g{i}">{inline(title)}</h1>')
        for item in initiatives:
            toc.append(("two", f"i{item.number}", heading(item, words)))
            body.append(initiative(item, words))
    for i, section in enumerate(content.back):
        toc.append(("one", f"b{i}", section.heading or ""))
        body.append(f'<h1 class="part back" id="b{i}">{inline(section.heading or "")}</h1>')
        body += [f"<h3>{inline(part.heading or '')}</h3>{flow(part.text)}" for part in section.parts]
    body.append(f"<h3>{inline(words['figures'])}</h3>")
    rows = [row(cell(f.label), cell(f.printed)) for f in content.figures]
    body.append(f'<table class="figures"><tbody>{"".join(rows)}</tbody></table>')
    cover = (
        f'<div class="cover"><div class="municipality">{words["municipality"]}</div>'
        f'<div class="band"><h1>{content.title}</h1><div class="unit">{content.unit}</div></div>'
        f'<div class="date">{words["date"]}</div><div class="invented">{words["invented"]}</div></div>'
    )
    contents = "".join(f'<a class="{level}" href="#{target}">{inline(text)}</a>' for level, target, text in toc)
    css = faces("Lato") + CSS.replace("string(running)", f'"{words["running"]}"')
    page = f'{cover}<div class="toc"><h1 class="contents">{words["contents"]}</h1>{contents}</div>{"".join(body)}'
    return pdf(page, css, content.title)
