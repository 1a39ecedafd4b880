"""Plans of running text, set by Typst: numbered chapters with forms, and labels in the outer margin."""

from __future__ import annotations

from random import Random

from ..model import Action, Initiative
from ..set_typst import string, write
from .content import Draft, Shape
from .style import Style, style, told, under_goals

CHAPTERS = Shape(
    initiatives=(3, 6), actions=(4, 7), effects=(2, 4), goals=0.8, numbering="running",
    aspects=("purpose", "target_group", "organisation", "resources"), intro=True, long=3, timed="lead", partners=False,
    groups=True, key_figures=True, prose=2,
)  # fmt: skip
MARGIN = Shape(
    initiatives=(3, 6), actions=(3, 5), effects=(2, 4), goals=0.6, numbering="none",
    aspects=("background", "purpose", "follow_up"), long=3, timed="lead", partners=False, prose=1,
)  # fmt: skip


def text(words: str, options: str = "") -> str:
    return f"text({string(words)}{', ' + options if options else ''})"


def paragraphs(texts: list[str]) -> str:
    return "; ".join(f"par({text(t)})" for t in texts)


def doing(look: Style, item: Action, bold: bool = True) -> str:
    """A milestone as a Typst expression, its time before it."""
    lead = look.lead(item)
    first = text(lead, 'weight: "bold"' if bold else 'style: "italic"') + " + " if lead else ""
    return first + text(item.words)


def bullets(lines: list[str], mark: str) -> str:
    return f"list(marker: [{mark}], {', '.join(lines)})"


def set_up(draft: Draft, look: Style, page: str, size: float, more: str = "") -> str:
    """What stands before the text of any plan of Typst."""
    title = string(draft.content.title)
    return f"""#set document(title: {title})
#set page({page})
#let main = rgb("{look.colour}")
#let accent = rgb("{look.accent}")
#set text(font: "{look.font}", size: {size}pt, lang: "da")
#set par(leading: 0.62em, spacing: 0.95em)
{more}
"""


def _grouped(items: list[Action]) -> list[tuple[str | None, list[Action]]]:
    out: list[tuple[str | None, list[Action]]] = []
    for item in items:
        if not out or out[-1][0] != item.group:
            out.append((item.group, []))
        out[-1][1].append(item)
    return out


def chapters(draft: Draft, draw: Random) -> bytes:
    """Chapters with decimal numbers, a form of facts for each initiative, milestones in lists of two levels."""
    content, look = draft.content, style(draw)
    gains_in_form, grey = draw.random() < 0.4, draw.random() < 0.6
    outer = draw.choice(['"a."', '"1."', '"i)"'])
    chapter = 0

    def heading(level: int, number: str, words: str) -> str:
        return f"heading(level: {level}, {text(f'{number}  {words}')})"

    def milestones(item: Initiative) -> str:
        groups = _grouped(item.actions)
        if len(groups) == 1:
            return bullets([doing(look, a) for a in item.actions], "–")
        points = []
        for group, actions in groups:
            inner = bullets([doing(look, a, bold=False) for a in actions], "–")
            points.append(f"{{ {text(f'{group}:')}; {inner} }}")
        return f"enum(numbering: {outer}, {', '.join(points)})"

    def initiative(item: Initiative, number: str) -> str:
        intro = "; ".join(paragraphs(a.paragraphs) for a in told(item) if a.heading is None)
        rows = [
            f"{text(a.heading, 'weight: 700')}, {{ {paragraphs(a.paragraphs)} }}"
            for a in told(item)
            if a.heading is not None
        ]
        gains = bullets([text(e.text) for e in item.effects], "•")
        if gains_in_form:
            rows.append(f"{text(content.words.gains, 'weight: 700')}, {gains}")
        fill = "fill: (x, y) => if x == 0 { luma(232) }," if grey else ""
        form = f"table(columns: (34mm, 1fr), stroke: 0.5pt, inset: 5pt, {fill} {', '.join(rows)})"
        parts = [heading(2, number, item.title), intro, form]
        parts += [heading(3, f"{number}.1", content.words.milestones), milestones(item)]
        if not gains_in_form:
            parts += [heading(3, f"{number}.2", content.words.gains), gains]
        return "; ".join(parts)

    out = []
    for title, texts in content.front:
        chapter += 1
        out += [heading(1, str(chapter), title), paragraphs(texts)]
    if content.figures:
        chapter += 1
        cells = ", ".join(f"{text(f.label)}, align(right, {text(f.printed)})" for f in content.figures)
        out.append(heading(1, str(chapter), content.words.figures))
        out.append(f"table(columns: (70mm, 30mm), stroke: (x, y) => (bottom: 0.4pt), {cells})")
    for goal, items in under_goals(content):
        chapter += 1
        out.append(heading(1, str(chapter), draft.container if goal is None else content.goals[goal]))
        if goal is not None:
            content.goal_numbers[goal] = str(chapter)
        for n, item in enumerate(items, 1):
            item.number = f"{chapter}.{n}"
            out.append(initiative(item, item.number))
    for title, texts in content.back:
        chapter += 1
        out += [heading(1, str(chapter), title), paragraphs(texts)]
    contents = 'outline(title: "Indholdsfortegnelse", depth: 2); pagebreak()' if draw.random() < 0.5 else "v(8mm)"
    top = f"align(center, {{ v(14mm); {text(content.title, '24pt, weight: 700')}; parbreak(); "
    top += (
        f"{text(content.subtitle, '13pt')}; parbreak(); {text(content.municipality + ' Kommune', '13pt')}; v(10mm) }})"
    )
    more = """#show heading.where(level: 1): set text(16pt)
#show heading.where(level: 2): set text(13pt, fill: main)
#show heading.where(level: 3): set text(11pt, style: "italic", weight: "regular")
#show heading: set block(above: 1.5em, below: 0.9em)"""
    page = 'paper: "a4", margin: 25mm, footer: context align(center, text(9pt, counter(page).display()))'
    source = set_up(draft, look, page, 10.5, more) + f"#{{ {top}; {contents}; {'; '.join(out)} }}"
    return write(source, draw.random() < 0.5)


def margin(draft: Draft, draw: Random) -> bytes:
    """Labels in the outer margin, which is on the right of odd pages and on the left of even ones."""
    content, look = draft.content, style(draw)
    lines = draw.random() < 0.5
    capitals = draw.random() < 0.3
    mark = look.mark
    done_label, gains_label = (w.upper() if capitals else w for w in (content.words.milestones, content.words.gains))

    def beside(label: str, body: str) -> str:
        return f"beside({string(label)}, {{ {body} }})"

    def initiative(item: Initiative) -> str:
        parts = [f"heading(level: 2, {text(look.title(content, item))})"]
        for aspect in told(item) if capitals else ():
            aspect.heading = (aspect.heading or "").upper()  # gold has headings as they are printed
        parts += [beside(a.heading or "", paragraphs(a.paragraphs)) for a in told(item)]
        done = [doing(look, a) for a in item.actions]
        parts.append(beside(done_label, "; ".join(f"par({d})" for d in done) if lines else bullets(done, mark)))
        gains = [text(e.text) for e in item.effects]
        parts.append(beside(gains_label, "; ".join(f"par({g})" for g in gains) if lines else bullets(gains, mark)))
        return "; ".join(parts)

    owner = text(f"{content.municipality} Kommune", "14pt")
    out = [f"block(below: 12mm, {{ par(leading: 0.5em, {text(content.title, '30pt, weight: 700, fill: main')}); "
           f"par({text(content.subtitle, '14pt')}); par({owner}) }})"]  # fmt: skip
    for title, texts in content.front:
        out += [f"heading(level: 1, {text(title)})", paragraphs(texts)]
    for goal, items in under_goals(content):
        if goal is not None:
            out.append(f"heading(level: 1, {text(look.goal(content, goal))})")
        out += map(initiative, items)
    for title, texts in content.back:
        out += [f"heading(level: 1, {text(title)})", paragraphs(texts)]
    more = f"""#let beside(label, body) = block(above: 1.3em, below: 1.3em, width: 100%, {{
  context {{
    let odd = calc.odd(here().page())
    let name = box(width: 40mm, {{ set par(leading: 0.4em, justify: false)
      set align(if odd {{ left }} else {{ right }})
      text(0.86em, weight: 700, fill: main, hyphenate: false, label) }})
    place(top + if odd {{ right }} else {{ left }}, dx: if odd {{ 46mm }} else {{ -46mm }}, name)
  }}
  body
}})
#show heading.where(level: 1): set text(18pt)
#show heading.where(level: 2): set text(13.5pt, fill: main)
#show heading: set block(above: 1.9em, below: 1em)
#set par(justify: {str(draw.random() < 0.4).lower()})"""
    number = "align(if calc.odd(here().page()) { right } else { left }, text(9pt, counter(page).display()))"
    page = f'paper: "a4", margin: (inside: 22mm, outside: 66mm, y: 24mm), footer: context {number}'
    return write(set_up(draft, look, page, 10.5, more) + f"#{{ {'; '.join(out)} }}", draw.random() < 0.5)
