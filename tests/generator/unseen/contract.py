"""A contract as a log book: each aim is a form of rows, then a table of figures, then a log of what is done."""

from __future__ import annotations

from random import Random

from ..model import Initiative
from .content import Draft, Shape
from .html import cells, document, paragraphs, words
from .style import style, told

LOGBOOK = Shape(
    initiatives=(2, 5), actions=(3, 7), effects=(2, 3), goals=0, aspects=("background", "purpose", "resources"), long=3,
    timed="column", follow_up="gains", figures=True, targets=2, years=(2, 3), word="contract_word",
)  # fmt: skip


def logbook(draft: Draft, draw: Random) -> bytes:
    """The title of an aim stands in the first row of its form, and the tables follow without a heading between them."""
    content, look = draft.content, style(draw)
    names = content.words.columns
    measure_last, log_order = draw.random() < 0.6, draw.choice(["awts", "wats", "atws", "atw"])
    ruled, log_band = draw.random() < 0.7, draw.random() < 0.6
    between = [f"between{n}" for n in range(1)]

    def aim(item: Initiative) -> str:
        title = f'<tr><th class="title" colspan="2">{words(look.title(content, item))}</th></tr>'
        rows = "".join(
            f'<tr><td class="label">{words(a.heading)}</td><td>{paragraphs(a)}</td></tr>' for a in told(item)
        )
        form = f"<table class='form'>{title}{rows}</table>"
        figures = ["baseline", *between, "target"]
        order = ["gain", *figures, "measure"] if measure_last else ["gain", "measure", *figures]
        body = ""
        for e in item.effects:
            value = {"gain": e.text, "baseline": e.baseline_cell, "target": e.target_cell, "measure": e.follow_up}
            value |= dict(zip(between, e.between_cells, strict=True))
            body += cells(
                f'<span class="{"fig" if name in figures else ""}">{words(value[name])}</span>' for name in order
            )
        band = f'<tr><th class="band" colspan="{len(order)}">{words(content.words.gains)}</th></tr>'
        aims = f"<table>{band}{cells((words(names[name]) for name in order), 'th')}{body}</table>"
        keys = {"a": "action", "w": "partners", "t": "timing", "s": "status"}
        log = [keys[k] for k in log_order]
        body = ""
        for a in item.actions:
            cell = {
                "action": a.words,
                "partners": a.partners,
                "timing": a.time.printed if a.time else None,
                "status": None,
            }
            body += cells(words(cell[name]) for name in log)
        band = (
            f'<tr><th class="band" colspan="{len(log)}">{words(content.words.milestones)}</th></tr>' if log_band else ""
        )
        heading = "" if log_band else f"<h3>{words(content.words.milestones)}</h3>"
        head = cells((words(names[name]) for name in log), "th")
        done = f"{heading}<table class='{log_order}'><thead>{band}{head}</thead><tbody>{body}</tbody></table>"
        return f'<div class="aim">{form}{aims}{done}</div>'

    front = "".join(
        f"<h2>{words(heading)}</h2>" + "".join(f"<p>{words(t)}</p>" for t in texts) for heading, texts in content.front
    )
    back = "".join(
        f"<h2>{words(heading)}</h2>" + "".join(f"<p>{words(t)}</p>" for t in texts) for heading, texts in content.back
    )
    owner = f"{words(content.municipality)} Kommune"
    top = f"<h1>{words(content.title)}</h1><p class='sub'>{words(content.subtitle)}<br>{owner}</p>"
    sign = (
        '<table class="sign"><tr><td>Dato og underskrift, direktør</td><td>Dato og underskrift, leder</td></tr></table>'
    )
    line = f"0.6pt solid {look.colour if ruled else '#bbb'}"
    css = f"""@page {{ size: A4; margin: 20mm 18mm; @bottom-right {{ content: "Side " counter(page) "/" counter(pages);
  font: 8pt "{look.font}" }} @top-right {{ content: "{owner}"; font: 8pt "{look.font}" }} }}
body {{ font-size: 9.5pt; line-height: 1.32 }} h1 {{ font-size: 24pt; line-height: 1.1 }} .sub {{ padding: 2mm 0 4mm }}
h2 {{ font-size: 13pt; margin: 5mm 0 1.5mm; color: {look.colour} }} h3 {{ font-size: 10.5pt; margin: 3mm 0 1.5mm }}
p {{ margin-bottom: 1.5mm }} td p {{ margin: 0 }} .aim {{ margin-top: 8mm }}
td, th {{ padding: 1.4mm 2mm; border-bottom: {line}; {"border: " + line if ruled else ""} }} th {{ font-size: 9pt }}
table + table {{ margin-top: -0.6pt }} .title {{ background: {look.colour}; color: white; font-size: 12pt }}
.band {{ background: {look.colour}22; color: {look.colour} }}
.label {{ width: 36mm; font-weight: 700; background: #f4f4f4 }}
tr, .form {{ break-inside: avoid }} .fig {{ white-space: nowrap }}
.sign {{ margin-top: 20mm }} .sign td {{ border: 0; padding-top: 12mm; width: 50% }}"""
    return document(content, look, css, f"{top}{front}{''.join(map(aim, content.initiatives))}{back}{sign}", False)
