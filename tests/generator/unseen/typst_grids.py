"""Tables with columns of time, set by Typst: marks in the column of a quarter, and the words themselves in it."""

from __future__ import annotations

from random import Random

from ..model import Initiative, Time
from ..set_typst import string, write
from .content import Draft, Shape
from .style import labelled, style, told, under_goals
from .typst_text import bullets, paragraphs, set_up, text

GANTT = Shape(
    initiatives=(2, 5), actions=(4, 8), effects=(2, 3), goals=0.4, aspects=("purpose", "organisation"), timed="heading",
    years=(1, 2), follow_up="gains", prose=1,
)  # fmt: skip
ROADMAP = Shape(
    initiatives=(4, 8), actions=(3, 6), effects=(1, 3), goals=0.7, aspects=(), timed="heading", years=(1, 1, 2),
    partners=False, tails=False, prose=0,
)  # fmt: skip
SMALL = "set par(justify: false, leading: 0.5em); set text({size}em, hyphenate: true); "


def _cover(draft: Draft) -> str:
    content = draft.content
    return (
        f"block(below: 8mm, {{ par({text(content.title, '24pt, weight: 700, fill: main')}); "
        f"par({text(f'{content.subtitle} – {content.municipality} Kommune', '12pt')}) }})"
    )


def _head(words: list[str], colour: str) -> str:
    """A header that is repeated on each page."""
    cells = ", ".join(f"table.cell(fill: {colour}, {text(w, 'fill: white, weight: 700')})" for w in words)
    return f"table.header({cells})"


def gantt(draft: Draft, draw: Random) -> bytes:
    """What is done in rows; its time is the column that has the mark."""
    content, look = draft.content, style(draw)
    names = content.words.columns
    mark = draw.choice(["X", "x", "•", "×", "X"])
    shaded, partners_first = draw.random() < 0.5, draw.random() < 0.5
    bare = draw.random() < 0.25
    times = draft.times
    narrow = len(times) > 4

    def chart(item: Initiative) -> str:
        columns = ["action", "partners"]
        head = [names[c] for c in columns]
        shares = ["4fr", "2fr"]
        widths = [*shares, *["1fr" if not narrow else "0.62fr"] * len(times)]
        words = [*head, *(t.printed for t in times)]
        if not partners_first:
            widths, words = [widths[0], *widths[2:], widths[1]], [words[0], *words[2:], words[1]]
        cells = []
        for a in item.actions:
            marks = [_mark(t, a.time, mark, shaded or bare, bare) for t in times]
            row = [text(a.words), text(a.partners or ""), *marks]
            cells += row if partners_first else [row[0], *marks, row[1]]
        body = f"table(columns: ({', '.join(widths)}), stroke: 0.4pt + luma(120), inset: 4pt, "
        body += f"{_head(words, 'main')}, {', '.join(cells)})"
        return f"block(above: 0.8em, below: 1.2em, {{ {SMALL.format(size=0.82 if narrow else 0.92)} {body} }})"

    def initiative(item: Initiative) -> str:
        parts = [f"heading(level: 2, {text(look.title(content, item))})"]
        for aspect in told(item):
            parts.append(f"par({text(f'{labelled(aspect.heading)} ', 'weight: 700')} + {text(aspect.paragraphs[0])})")
        parts += [f"heading(level: 3, {text(content.words.milestones)})", chart(item)]
        rows = ", ".join(f"{text(e.text)}, {text(e.follow_up or '')}" for e in item.effects)
        head = _head([names["gain"], names["measure"]], "main")
        parts.append(f"heading(level: 3, {text(content.words.gains)})")
        parts.append(
            f"block(above: 0.8em, below: 1.5em, {{ {SMALL.format(size=0.92)} table(columns: (3fr, 2fr), "
            f"stroke: 0.4pt + luma(120), inset: 4pt, {head}, {rows}) }})"
        )
        return "; ".join(parts)

    out = [_cover(draft)]
    for title, texts in content.front:
        out += [f"heading(level: 1, {text(title)})", paragraphs(texts)]
    for goal, items in under_goals(content):
        if goal is not None:
            out.append(f"heading(level: 1, {text(look.goal(content, goal))})")
        out += map(initiative, items)
    more = """#show heading.where(level: 1): set text(17pt)
#show heading.where(level: 2): set text(13pt, fill: main)
#show heading.where(level: 3): set text(10.5pt)
#show heading: set block(above: 1.5em, below: 0.8em)"""
    foot = "footer: context align(right, text(8pt, counter(page).display((n, all) => [#n (#all)], both: true)))"
    page = f'paper: "a4", flipped: true, margin: (x: 18mm, y: 16mm), {foot}'
    return write(set_up(draft, look, page, 10, more) + f"#{{ {'; '.join(out)} }}", draw.random() < 0.4)


def _mark(column: Time, time: Time | None, mark: str, shaded: bool, bare: bool) -> str:
    """The cell of a row and a column: empty, or marked by a sign, by a shade, or by both."""
    if column is not time:
        return "[]"
    fill = "fill: accent, " if shaded else ""
    return f"table.cell({fill}align: center, {'[]' if bare else text(mark)})"


def roadmap(draft: Draft, draw: Random) -> bytes:
    """The whole plan as one table: an initiative in each row, what is done in the column of its time."""
    content, look = draft.content, style(draw)
    names = content.words.columns
    times = [t for t in draft.times if any(a.time is t for i in content.initiatives for a in i.actions)]
    lists = draw.random() < 0.5
    shade = "fill: (x, y) => if calc.even(y) { main.lighten(92%) }," if draw.random() < 0.5 else ""
    lines = draw.choice(["0.4pt + luma(120)", "(x: 0.4pt + luma(120), y: 1pt + main)"])

    def done(item: Initiative, time: Time) -> str:
        found = [text(a.words) for a in item.actions if a.time is time]
        if not found:
            return "[]"
        return bullets(found, look.mark) if lists or len(found) > 1 else found[0]

    head = [names["initiative"], *(t.printed for t in times), content.words.gains]
    cells = []
    for goal, items in under_goals(content):
        if goal is not None:
            words = text(look.goal(content, goal), "weight: 700")
            cells.append(f"table.cell(colspan: {len(head)}, fill: accent.lighten(55%), {words})")
        for item in items:
            gains = [text(e.text) for e in item.effects]
            cells.append(text(look.title(content, item), "weight: 700"))
            cells += [done(item, t) for t in times]
            cells.append(bullets(gains, look.mark) if len(gains) > 1 else gains[0])
    size = 0.86 if len(times) < 5 else 0.74
    widths = ", ".join(["1.1fr", *["1fr"] * len(times), "1.3fr"])
    table = (
        f"table(columns: ({widths}), stroke: {lines}, inset: 4pt, {shade} {_head(head, 'main')}, {', '.join(cells)})"
    )
    title = string(f"{content.title} – {content.municipality} Kommune")
    paper = "a4" if len(times) < 7 else "a3"
    page = f'paper: "{paper}", flipped: true, margin: 13mm, footer: text(8pt, {title})'
    source = set_up(draft, look, page, 10) + f"#{{ {_cover(draft)}; {SMALL.format(size=size)} {table} }}"
    return write(source, draw.random() < 0.4)
