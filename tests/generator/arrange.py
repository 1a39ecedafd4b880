"""From the words of a plan to the blocks of its pages: headings, tables, lists, lines and boxes."""

from __future__ import annotations

from random import Random

from .blocks import Beside, Block, Box, Bullets, Cell, Chart, Heading, Pairs, Paragraph, Run, Runs, Table, Title
from .draws import Layout, Structure
from .model import Action, Aspect, Content, Effect, Initiative
from .tabled import Tables, cell
from .wording import fields

Piece = Heading | Paragraph | Bullets | Table
ASIDE = ("resources", "organisation", "follow_up")


class Arranger:
    """Arranges one plan; what is arbitrary about it (marks, order of parts) is drawn once for the whole plan."""

    def __init__(self, content: Content, of: Structure, look: Layout) -> None:
        self.content, self.of, self.look = content, of, look
        self.tables = Tables(content, of, look)
        draw = Random(of.seed + 2)
        self.number_mark = draw.choice([": ", " – ", ". ", ": "])
        self.bare_mark = draw.choice([". ", " ", ". "])
        self.gains_first = draw.random() < 0.25
        self.run_in = draw.random() < 0.4
        self.bold_leads = draw.random() < 0.7
        self.captions = 0
        self.units = draw.sample([u for f in fields().values() for u in f["unit"]], 4)

    # Headings

    def goal(self, n: int) -> Heading:
        number, title = self.content.goal_numbers[n], self.content.goals[n]
        if number is None:
            text = title
        elif self.of.numbering == "dotted":
            text = f"{number}. {title}"
        else:
            text = f"{self.content.words.goal} {number}: {title}"
        return Heading(1, text, "goal")

    def title(self, item: Initiative) -> str:
        if item.number is None:
            return item.title
        if self.of.numbering == "word":
            return f"{self.content.words.initiative} {item.number}{self.number_mark}{item.title}"
        mark = " " if "." in item.number else self.bare_mark
        return f"{item.number}{mark}{item.title}"

    # Milestones and gains

    def line(self, item: Action) -> Runs:
        """The words of a milestone outside a table: its time before a colon, unless it stands in the words."""
        if item.time is None or item.time_inside:
            return [Run(item.words)]
        return [Run(f"{item.time.printed}: ", bold=self.bold_leads), Run(item.words)]

    def caption(self) -> list[Paragraph]:
        if not self.of.captions:
            return []
        self.captions += 1
        words = self.content.words
        return [Paragraph([Run(f"Tabel {self.captions}. {words.milestones} og ansvar", italic=True)])]

    def actions(self, items: list[Action]) -> list[Piece]:
        heading = Heading(3, self.content.words.milestones, "section")
        if self.of.actions == "table":
            return [heading, *self.caption(), self.tables.actions(items)]
        if self.of.actions == "prose-lines":
            return [heading, *(Paragraph(self.line(a)) for a in items)]
        lead = self.content.words.lead_actions
        return [heading, *([Paragraph([Run(f"{lead}:")])] if lead else []), Bullets([self.line(a) for a in items])]

    def effects(self, items: list[Effect]) -> list[Piece]:
        heading = Heading(3, self.content.words.gains, "section")
        if self.of.effects in ("table", "columns"):
            return [heading, self.tables.effects(items)]
        if self.of.effects == "paragraphs":
            return [heading, *(Paragraph([Run(e.text)]) for e in items)]
        lead = self.content.words.lead_gains
        return [heading, *([Paragraph([Run(f"{lead}:")])] if lead else []), Bullets([[Run(e.text)] for e in items])]

    # The whole

    def aspect(self, item: Aspect) -> list[Block]:
        texts: list[Runs] = [[Run(p)] for p in item.paragraphs]
        texts[-1][-1].note = item.note
        if item.quote:
            return [Box([Paragraph([Run(p, italic=True)]) for p in item.paragraphs], "quote")]
        if item.heading and self.run_in:
            texts[0].insert(0, Run(item.heading + ": ", bold=True))
        out: list[Block] = [Heading(3, item.heading, "section")] if item.heading and not self.run_in else []
        return [*out, *map(Paragraph, texts)]

    def pairs(self, item: Initiative) -> list[Block]:
        """An initiative as labels and values; prose without a label stands above them."""
        out: list[Block] = []
        items: list[tuple[str, list[Paragraph | Bullets]]] = []
        for aspect in item.aspects:
            if aspect.quote:
                continue
            if aspect.heading:
                items.append((aspect.heading, [Paragraph([Run(p)]) for p in aspect.paragraphs]))
            else:
                out += self.aspect(aspect)
        words = self.content.words
        items.append((words.milestones, [Bullets([self.line(a) for a in item.actions])]))
        if self.of.effects == "bullets":
            items.append((words.gains, [Bullets([[Run(e.text)] for e in item.effects])]))
        return out + self.labelled(items)

    def labelled(self, items: list[tuple[str, list[Paragraph | Bullets]]]) -> list[Block]:
        """Labels and values as the structure has them."""
        if self.of.pairs == "column":
            return [Pairs(items)]
        if self.of.pairs == "form":
            rows = []
            for label, values in items:
                value = Cell([v.runs for v in values if isinstance(v, Paragraph)])
                value.bullets = [point for v in values if isinstance(v, Bullets) for point in v.items]
                rows.append([cell(label, bold=True), value])
            return [Table([], rows, [1, 3], "form")]
        out: list[Block] = []
        for label, values in items:
            first = values[0]
            if isinstance(first, Paragraph):
                out += [Paragraph([Run(f"{label}: ", bold=True), *first.runs]), *values[1:]]
            else:
                out += [Paragraph([Run(f"{label}:", bold=True)]), *values]
        return out

    def card(self, item: Action) -> list[Block]:
        """A milestone as labels and values."""
        names = self.content.words.columns
        values = {"timing": item.time.printed if item.time else None, "partners": item.partners}
        items: list[tuple[str, list[Paragraph | Bullets]]] = [(names["action"], [Paragraph([Run(item.words)])])]
        for name in self.tables.order:
            if value := values.get(name):
                items.append((names[name], [Paragraph([Run(value)])]))
        return self.labelled(items)

    def initiative(self, item: Initiative) -> list[Block]:
        out: list[Block] = [Heading(2, self.title(item), "initiative")]
        if self.of.actions == "key-value":
            out += self.pairs(item)
            return out if self.of.effects == "bullets" else [*out, *self.effects(item.effects)]
        aside: list[Piece] = []
        body: list[Block] = []
        for aspect in item.aspects:
            if self.look.sidebar and aspect.kind in ASIDE and aspect.heading:
                aside += [Heading(3, aspect.heading, "section"), *(Paragraph([Run(p)]) for p in aspect.paragraphs)]
            else:
                body += self.aspect(aspect)
        out += [*([Box(aside, "aside")] if aside else []), *body]
        if self.of.actions == "mixed-table":
            return [*out, *self.caption(), self.tables.mixed(item)]
        actions, effects = self.actions(item.actions), self.effects(item.effects)
        pieces: list[list[Block]] = [list(actions), list(effects)]
        if self.of.actions == "cards":
            pieces[0] = [actions[0], *(b for a in item.actions for b in self.card(a))]
        if self.of.beside:
            left = [b for b in actions if isinstance(b, Heading | Table)]
            right = [b for b in effects if isinstance(b, Heading | Table)]
            pieces = [[Beside(left, right)]]
        elif self.look.box and self.of.effects == "bullets":
            pieces[1] = [Box(effects)]
        elif self.look.box and self.of.actions == "bullets":
            pieces[0] = [Box(actions)]
        if self.gains_first:
            pieces.reverse()
        return [*out, *(b for piece in pieces for b in piece)]

    def figures(self) -> list[Block]:
        figures, kind = self.content.figures, self.of.figures
        table = Table([], [[cell(f.label), cell(f.printed, right=True)] for f in figures], [3, 1], "figures")
        if kind == "sidebar":
            return [Box([Heading(3, self.content.words.figures, "other"), table], "aside")]
        heading = Heading(2 if kind == "box" else 1, self.content.words.figures, "other")
        if kind == "table":
            return [heading, table]
        listed = Bullets([[Run(f"{f.label}: {f.printed}")] for f in figures])
        return [Box([heading, listed])] if kind == "box" else [heading, listed]

    def blocks(self) -> list[Block]:
        content = self.content
        out: list[Block] = [Title([content.title, content.subtitle, f"{content.municipality} Kommune"])]
        aside = content.figures and self.of.figures == "sidebar"
        for n, (heading, texts) in enumerate(content.front):
            out += [Heading(1, heading, "other"), *(self.figures() if aside and n == 0 else [])]
            out += [Paragraph([Run(t)]) for t in texts]
        if self.of.chart:
            out += [Heading(2, "Organisation", "other"), Chart(self.units[0], self.units[1:])]
        if content.figures and not aside:
            out += self.figures()
        if self.of.actions == "big-table":
            out.append(self.tables.big({n: self.title(i) for n, i in enumerate(content.initiatives)}))
        else:
            goal = None
            for item in content.initiatives:
                if item.goal is not None and item.goal != goal:
                    goal = item.goal
                    out.append(self.goal(goal))
                out += self.initiative(item)
        for heading, texts in content.back:
            out += [Heading(1, heading, "other"), *(Paragraph([Run(t)]) for t in texts)]
        return out


def arrange(content: Content, of: Structure, look: Layout) -> list[Block]:
    """The blocks of a plan, in reading order."""
    return Arranger(content, of, look).blocks()
