"""Decks of slides: one initiative a slide."""

from __future__ import annotations

from random import Random

from ..model import Action, Content, Initiative
from .content import Draft, Shape
from .html import document, doing, listed, paragraphs, tiles, words
from .style import Style, labelled, style, told, under_goals

SLIDE = "@page { size: 320mm 180mm; margin: 0 } .slide { page-break-after: always; padding: 9mm 14mm; height: 161mm }"

DECK = Shape(
    initiatives=(3, 7), actions=(3, 5), effects=(2, 4), goals=0.5, aspects=("background", "target_group"), timed="lead",
    partners=False, key_figures=True, prose=0,
)  # fmt: skip
TIMELINE = Shape(
    initiatives=(3, 5), actions=(3, 5), effects=(2, 3), goals=0.3, aspects=("purpose",), timed="column", tails=False,
    ordered=True, prose=0,
)  # fmt: skip


def _cover(content: Content) -> str:
    lines = "".join(f"<p>{words(line)}</p>" for line in (content.subtitle, f"{content.municipality} Kommune"))
    return f'<div class="slide cover"><h1>{words(content.title)}</h1>{lines}</div>'


def _slides(content: Content, look: Style, figures: bool, slide: list[str]) -> str:
    """The cover, the figures, and the slides of the initiatives, with a slide before those of each goal."""
    out = [_cover(content)]
    if figures and content.figures:
        out.append(f'<div class="slide"><h2>{words(content.words.figures)}</h2>{tiles(content.figures)}</div>')
    done = iter(slide)
    for goal, items in under_goals(content):
        if goal is not None:
            out.append(f'<div class="slide divider"><h1>{words(look.goal(content, goal))}</h1></div>')
        out += [next(done) for _ in items]
    return "".join(out)


def _base(content: Content, look: Style, size: float) -> str:
    """The style sheet of any deck: the furniture stands in the lower margin of each slide."""
    foot = words(f"{content.municipality} Kommune  |  {content.title}")
    return f"""{SLIDE} body {{ font-size: {size}pt; line-height: 1.28 }}
@page {{ @bottom-left {{ content: "{foot}"; font: 8pt "{look.font}"; color: #777; padding-left: 14mm; height: 8mm }}
  @bottom-right {{ content: counter(page); font: 8pt "{look.font}"; color: #777; padding-right: 14mm; height: 8mm }}
  margin-bottom: 9mm }}
.slide {{ height: 152mm }} .slide:last-child {{ page-break-after: avoid }}
h2 {{ color: {look.colour}; font-size: 25pt; line-height: 1.1; padding-bottom: 3mm }}
.cover, .divider {{ background: {look.colour}; color: white }}
.cover h1 {{ font-size: 40pt; padding-top: 42mm; line-height: 1.1 }} .cover p {{ font-size: 18pt; padding-top: 3mm }}
.divider h1 {{ font-size: 34pt; padding-top: 52mm; line-height: 1.15; border-left: 4mm solid {look.accent};
  padding-left: 8mm }}
.tiles {{ display: flex; gap: 8mm; padding-top: 20mm }}
.tile {{ flex: 1; background: {look.colour}12; padding: 8mm 5mm }}
.big {{ font-size: 34pt; font-weight: 700; color: {look.colour} }} .small {{ font-size: 13pt }}"""


def deck(draft: Draft, draw: Random) -> bytes:
    """Prose on the left, what is done in the middle, what comes of it in a box on the right."""
    content, look = draft.content, style(draw)
    gains_left, table = draw.random() < 0.3, draw.random() < 0.35

    def done(items: list[Action]) -> str:
        if not table:
            return listed(doing(look, a) for a in items)
        rows = "".join(
            f"<tr><td class='when'>{words(a.time.printed if a.time else '')}</td><td>{words(a.words)}</td></tr>"
            for a in items
        )
        return f"<table>{rows}</table>"

    def slide(item: Initiative) -> str:
        prose = "".join(f"<h3>{words(a.heading)}</h3>{paragraphs(a)}" for a in told(item))
        gains = f"<h3>{words(content.words.gains)}</h3>" + listed(words(e.text) for e in item.effects)
        middle = f'<div class="mid"><h3>{words(content.words.milestones)}</h3>{done(item.actions)}</div>'
        box = f'<div class="box">{gains}</div>'
        panels = [f'<div class="left">{prose}</div>', *([box, middle] if gains_left else [middle, box])]
        title = f"<h2>{words(look.title(content, item))}</h2>"
        return f'<div class="slide">{title}<div class="panels">{"".join(panels)}</div></div>'

    css = _base(content, look, 12) + f"""
.panels {{ display: flex; gap: 7mm; border-top: 1.2pt solid {look.accent}; padding-top: 5mm }} .left {{ width: 78mm }}
.mid {{ flex: 1 }} .box {{ width: 82mm; background: {look.accent}30; padding: 3mm 4mm }}
h3 {{ font-size: 13pt; color: {look.colour}; padding-bottom: 1.2mm }} li {{ margin-bottom: 1.6mm }}
.left p {{ padding-bottom: 3mm; font-size: 11pt }} .when {{ width: 34mm; font-weight: 700; padding: 0 2mm 2mm 0 }}
.mid td {{ padding-bottom: 2mm }}"""  # fmt: skip
    body = _slides(content, look, True, [slide(i) for i in content.initiatives])
    return document(content, look, css, body, draw.random() < 0.3)


def timeline(draft: Draft, draw: Random) -> bytes:
    """What is done stands in cards in a row, each with its time on top; what comes of it in tiles below."""
    content, look = draft.content, style(draw)
    arrows = draw.random() < 0.5
    label = labelled(content.words.columns["partners"])

    def card(item: Action) -> str:
        time = words(item.time.printed if item.time else None)
        who = f'<div class="who">{words(label)} {words(item.partners)}</div>' if item.partners else ""
        return f'<div class="card"><div class="time">{time}</div><div class="what">{words(item.words)}</div>{who}</div>'

    def slide(item: Initiative) -> str:
        aims = "".join(
            f'<p class="aim"><b>{words(labelled(a.heading))}</b> {words(a.paragraphs[0])}</p>' for a in told(item)
        )
        cards = "".join(card(a) for a in item.actions)
        gains = "".join(f'<div class="gain">{words(e.text)}</div>' for e in item.effects)
        return (
            f'<div class="slide"><h2>{words(look.title(content, item))}</h2>{aims}'
            f'<h3>{words(content.words.milestones)}</h3><div class="row">{cards}</div>'
            f'<h3>{words(content.words.gains)}</h3><div class="row">{gains}</div></div>'
        )

    css = _base(content, look, 13) + f"""
.row {{ display: flex; gap: 4mm }} .card {{ flex: 1 1 0; border: 0.8pt solid {look.colour}; background: white }}
.time {{ background: {look.colour}; color: white; font-weight: 700; padding: 2mm 2.5mm; min-height: 9mm;
  {"border-right: 3mm solid " + look.accent if arrows else ""} }}
.what {{ padding: 2.5mm }} .who {{ padding: 0 2.5mm 2.5mm; font-style: italic; font-size: 11.5pt }}
.gain {{ flex: 1 1 0; background: {look.accent}44; padding: 3mm; border-radius: 2mm }}
.aim {{ padding-bottom: 3mm }} h3 {{ font-size: 15pt; color: {look.colour}; padding: 6mm 0 2mm }}"""  # fmt: skip
    body = _slides(content, look, False, [slide(i) for i in content.initiatives])
    return document(content, look, css, body, draw.random() < 0.3)
