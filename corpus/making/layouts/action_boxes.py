"""An omstillingsplan as a printer's shop sets it: picture-like cover, coloured boxes for actions, gains with ticks,
an appendix with money by year."""

from __future__ import annotations

from ..content import Content, Initiative, Part
from ..fonts import faces
from ..html import cell, flow, inline, pdf, row

CSS = """
@page { size: A4; margin: 24mm 30mm 24mm 30mm;
  @bottom-left { content: counter(page) "   RUNNING"; font: 8pt "Roboto"; color: #1b4b5a; white-space: pre }
  @bottom-right { content: "INVENTED"; font: 7pt "Roboto"; color: #777 } }
@page cover { margin: 0; @bottom-left { content: none } @bottom-right { content: none } }
body { font: 10pt/1.5 "Roboto"; color: #222 }
.cover { page: cover; break-after: page; height: 297mm; position: relative;
  background: linear-gradient(160deg, #1b4b5a 0%, #2f7f86 55%, #f0b45c 100%); color: white }
.cover h1 { position: absolute; top: 100mm; left: 30mm; font-size: 38pt; line-height: 1.1; width: 130mm;
  margin: 0; color: white }
.cover .subtitle { position: absolute; top: 142mm; left: 30mm; font-size: 17pt }
.cover .unit { position: absolute; top: 153mm; left: 30mm; font-size: 12pt }
.cover .municipality { position: absolute; bottom: 24mm; left: 30mm; font-size: 14pt; font-weight: 700 }
.cover .invented { position: absolute; bottom: 16mm; left: 30mm; font-size: 8pt }
h1 { font-size: 21pt; color: #1b4b5a; margin: 0 0 5mm; line-height: 1.2; break-after: avoid }
h1.chapter { break-before: page; font-size: 26pt; margin-bottom: 6mm }
h1.after { margin-top: 12mm }
h2 { font-size: 16pt; color: #1b4b5a; margin: 9mm 0 3mm; line-height: 1.2; break-after: avoid }
h3 { font-size: 11pt; color: #c0761d; margin: 4mm 0 1mm; break-after: avoid }
p { margin: 0 0 2.5mm } ul { margin: 0 0 2.5mm; padding-left: 5mm } li { margin-bottom: 0.8mm }
.toc { margin-bottom: 12mm }
.toc a { display: block; color: inherit; text-decoration: none; border-bottom: 0.4pt solid #bbb; padding: 1.2mm 0 }
.toc a::after { content: target-counter(attr(href), page); float: right }
.toc a.two { padding-left: 6mm }
.colophon { font-size: 8.5pt; color: #555; position: absolute; bottom: 0; left: 0 }
.first { position: relative; height: 248mm; break-after: page }
.box { padding: 3.5mm 5mm 2mm; margin: 3.5mm 0; border-radius: 2.5mm; break-inside: avoid-page }
.box p { font-weight: 700; margin-bottom: 1.5mm }
.free { background: #dcedef } .paid { background: #fbe9cd }
.gains { border: 1.2pt solid #2f7f86; padding: 3mm 5mm 1mm; margin: 4mm 0 6mm; border-radius: 2.5mm }
.gains h3 { margin-top: 0; color: #1b4b5a } .gains ul { list-style: none; padding-left: 5mm }
.gains li::before { content: "›"; font-weight: 700; font-size: 12pt; line-height: 1; color: #c0761d; position: absolute;
  margin-left: -4mm }
table { width: 100%; border-collapse: collapse; font-size: 9.4pt }
th { background: #1b4b5a; color: white; text-align: left; padding: 2mm; font-weight: 700 }
td { padding: 1.8mm 2mm; border-bottom: 0.5pt solid #9bb; vertical-align: top }
td:nth-last-child(-n+3), th:nth-last-child(-n+3) { text-align: right; width: 15mm }
.note { font-size: 8.5pt; color: #555; margin-top: 2mm }
"""


def actions(part: Part) -> str:
    points = "".join(f"<li>{inline(str(item.text[0]))}</li>" for item in part.actions)
    return f'<div class="box {part.style}"><p>{inline(part.lead or "")}</p><ul>{points}</ul></div>'


def gains(part: Part) -> str:
    points = "".join(f"<li>{inline(str(item.text[0]))}</li>" for item in part.effects)
    return f'<div class="gains"><h3>{inline(part.heading or "")}</h3><ul>{points}</ul></div>'


def initiative(item: Initiative, word: str) -> str:
    out = [f'<h2 id="i{item.number}">{word} {item.number}: {inline(item.title)}</h2>']
    for part in item.parts:
        if part.appendix:
            continue
        if part.actions:
            out.append(actions(part))
        elif part.effects:
            out.append(gains(part))
        else:
            out.append((f"<h3>{inline(part.heading)}</h3>" if part.heading else "") + flow(part.text))
    return "".join(out)


def appendix(content: Content) -> str:
    """The gains in money: one row for each, the initiative's cell spans its rows."""
    words = content.words
    years = ("year1", "year2", "year3")
    rows = []
    for item in content.initiatives:
        effects = [effect for part in item.parts if part.appendix for effect in part.effects]
        for i, effect in enumerate(effects):
            name = cell(f"{item.number}. {item.title}", attributes=f' rowspan="{len(effects)}"') if i == 0 else ""
            rows.append(row(name, cell(effect.text), *(cell(effect.cells[year]) for year in years)))
    heads = (words["column_track"], words["column_effect"], *(words[year] for year in years))
    head = row(*(cell(text, "th") for text in heads))
    return (
        f'<h1 class="chapter" id="appendix">{words["appendix"]}</h1><table><thead>{head}</thead>'
        f'<tbody>{"".join(rows)}</tbody></table><p class="note">{words["note"]}</p>'
    )


def render(content: Content) -> bytes:
    words = content.words
    toc: list[tuple[str, str, str]] = []
    body: list[str] = []
    goals = "".join(f"<li>{inline(goal.title)}</li>" for goal in content.goals)
    before = [section for section in content.front if section.style != "after"]
    after = [section for section in content.front if section.style == "after"]
    for i, section in enumerate(before):
        toc.append(("one", f"f{i}", section.heading or ""))
        body.append(f'<h1 id="f{i}">{inline(section.heading or "")}</h1>{flow(section.text)}')
        body += [
            f"<h3>{inline(part.heading or '')}</h3><p>{words['goals']}</p><ul>{goals}</ul>" for part in section.parts
        ]
    toc.append(("one", "tracks", words["chapter"]))
    body.append(f'<h1 class="chapter" id="tracks">{words["chapter"]}</h1>')
    for item in content.initiatives:
        toc.append(("two", f"i{item.number}", f"{words['number']} {item.number}: {item.title}"))
        body.append(initiative(item, words["number"]))
    for i, section in enumerate(after):
        toc.append(("one", f"a{i}", section.heading or ""))
        body.append(f'<h1 class="after" id="a{i}">{inline(section.heading or "")}</h1>{flow(section.text)}')
    toc.append(("one", "appendix", words["appendix"]))
    body.append(appendix(content))
    cover = (
        f'<div class="cover"><h1>{content.title}</h1><div class="subtitle">{words["subtitle"]}</div>'
        f'<div class="unit">{content.unit}</div><div class="municipality">{words["municipality"]}</div>'
        f'<div class="invented">{words["invented"]}</div></div>'
    )
    links = "".join(f'<a class="{level}" href="#{target}">{inline(text)}</a>' for level, target, text in toc)
    first = (
        f'<div class="first"><h1>{words["contents"]}</h1><div class="toc">{links}</div>'
        f'<div class="colophon">{words["colophon"]}</div></div>'
    )
    css = faces("Roboto") + CSS.replace("RUNNING", words["running"]).replace("INVENTED", words["invented"])
    return pdf(cover + first + "".join(body), css, content.title)
