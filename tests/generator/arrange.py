"""From the words of a plan to the blocks of its pages: tables, lists, lines and boxes."""

from __future__ import annotations

from random import Random
from typing import TypeVar

from .blocks import Block, Box, Bullets, Cell, Heading, Pairs, Paragraph, Run, Runs, Table, Title
from .draws import Layout, Structure
from .model import Action, Aspect, Content, Effect, Initiative
from .wording import headings

T = TypeVar("T")


def cell(text: str | None, bold: bool = False, **more: object) -> Cell:
    return Cell([[Run(text, bold)]] if text else [], **more)  # type: ignore[arg-type]


def head(text: str, across: int = 1, down: int = 1) -> Cell:
    return Cell([[Run(text, bold=True)]], across=across, down=down, kind="head")


def runs(values: list[str | None]) -> list[int]:
    """For each place the length of the run of equal values that begins there, 0 inside a run."""
    out = [0] * len(values)
    start = 0
    for i, value in enumerate(values):
        if i and value == values[start] and value is not None:
            out[start] += 1
        else:
            start = i
            out[i] = 1
    return out


class Arranger:
    """Arranges one plan; what is arbitrary about it (order of columns, marks) is drawn once for the whole plan."""

    def __init__(self, content: Content, of: Structure, look: Layout) -> None:
        self.content, self.of, self.look = content, of, look
        draw = Random(of.seed + 1)
        self.order = draw.choice([
            ["action", "timing", "partners", "action_follow_up"], ["action", "timing", "partners", "action_follow_up"],
            ["timing", "action", "partners", "action_follow_up"], ["action", "partners", "timing", "action_follow_up"],
            ["action", "partners", "action_follow_up", "timing"],
        ])  # fmt: skip
        self.number_mark = draw.choice([": ", " – ", ". ", ": "])
        self.bare_mark = draw.choice([". ", " ", ". "])
        self.italic_sections = draw.random() < 0.5
        self.gain_order = draw.choice([["baseline", "target", "gain_follow_up"], ["gain_follow_up", "baseline", "target"]])
        self.gains_first = draw.random() < 0.25
        self.run_in = draw.random() < 0.4
        self.leads = draw.random() < 0.25
        self.lead_actions = draw.choice(headings()["groups"]["leads_actions"])
        self.bold_leads = draw.random() < 0.7
        self.mixed_gains_first = draw.random() < 0.6

    # Headings

    def goal(self, n: int) -> Heading:
        number = self.content.goal_numbers[n]
        title = self.content.goals[n]
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

    # Milestones

    def action_runs(self, item: Action) -> Runs:
        """The words of a milestone outside a table: its time before a colon, if it does not stand in the text."""
        if item.time is None or item.time.printed in item.text:
            return [Run(item.text)]
        return [Run(f"{item.time.printed}: ", bold=self.bold_leads), Run(item.text)]

    def action_columns(self) -> list[str]:
        has = {"action": True, "timing": self.timed(), "partners": self.of.partners,
               "action_follow_up": self.of.action_follow_up and self.of.actions == "table"}  # fmt: skip
        return [name for name in self.order if has[name]]

    def timed(self) -> bool:
        times = [a.time for i in self.content.initiatives for a in i.actions]
        return any(t is not None for t in times) and self.of.actions in ("table", "big-table", "mixed-table")

    def value(self, item: Action, name: str) -> str | None:
        return {
            "action": item.text,
            "timing": item.time.printed if item.time else None,
            "partners": item.partners,
            "action_follow_up": item.follow_up,
        }[name]

    def header(self, columns: list[str], band: tuple[str, list[str]] | None) -> list[list[Cell]]:
        """One row of column words, or two where a band stands over neighbouring columns."""
        words = self.content.words
        if band is None or len(band[1]) < 2:
            return [[head(words.columns[name]) for name in columns]]
        first, over = band
        upper, lower = [], []
        for name in columns:
            if name not in over:
                upper.append(head(words.columns[name], down=2))
            else:
                if name == over[0]:
                    upper.append(head(words.bands[first], across=len(over)))
                lower.append(head(words.columns[name]))
        return [upper, lower]

    def action_table(self, items: list[Action]) -> Table:
        columns = self.action_columns()
        rows: list[list[Cell]] = []
        down = {n: runs([f"{a.group} {self.value(a, n)}" for a in items]) for n in ("partners",)} if self.of.spans else {}
        group = None
        for i, item in enumerate(items):
            if item.group != group:
                group = item.group
                section = [Run(group or "", bold=not self.italic_sections, italic=self.italic_sections)]
                rows.append([Cell([section], across=len(columns), kind="section")])
            row = []
            for name in columns:
                if name in down and down[name][i] == 0:
                    continue
                row.append(cell(self.value(item, name), down=down[name][i] if name in down else 1))
            rows.append(row)
        people = [n for n in columns if n in ("timing", "partners")]
        together = len(people) == 2 and abs(columns.index(people[0]) - columns.index(people[1])) == 1
        band = ("people", people) if self.of.two_level and together else None
        wide = {"action": 4.2, "timing": 1.7, "partners": 2.0, "action_follow_up": 2.0}
        return Table(self.header(columns, band), rows, [wide[n] for n in columns], "actions")

    def actions(self, items: list[Action]) -> list[Block]:
        heading = Heading(3, self.content.words.milestones, "section")
        if self.of.actions == "table":
            return [heading, self.action_table(items)]
        if self.of.actions == "prose-lines":
            return [heading, *(Paragraph(self.action_runs(a)) for a in items)]
        return [heading, Bullets([self.action_runs(a) for a in items])]

    # Gains

    def effect_table(self, items: list[Effect]) -> Table:
        figures = self.of.effects == "columns"
        columns = ["gain", *(n for n in self.gain_order if figures or n == "gain_follow_up")]
        down = runs([e.follow_up for e in items]) if self.of.spans else [1] * len(items)
        rows = []
        for i, item in enumerate(items):
            row = []
            for name in columns:
                if name == "gain":
                    row.append(cell(item.text))
                elif name == "gain_follow_up":
                    if down[i]:
                        row.append(cell(item.follow_up, down=down[i]))
                else:
                    row.append(cell(item.baseline_cell if name == "baseline" else item.target_cell, right=True))
            rows.append(row)
        band = ("gains", ["baseline", "target"]) if self.of.two_level and figures else None
        wide = {"gain": 4.0, "baseline": 1.5, "target": 1.5, "gain_follow_up": 2.6}
        return Table(self.header(columns, band), rows, [wide[n] for n in columns], "effects")

    def effects(self, items: list[Effect]) -> list[Block]:
        heading = Heading(3, self.content.words.gains, "section")
        if self.of.effects in ("table", "columns"):
            return [heading, self.effect_table(items)]
        if self.of.effects == "paragraphs":
            return [heading, *(Paragraph([Run(e.text)]) for e in items)]
        return [heading, Bullets([[Run(e.text)] for e in items])]

    # Tables of both

    def mixed_table(self, item: Initiative) -> Table:
        """Rows of what is to be achieved and what is done for it, several of each in a cell."""
        timed = self.timed()
        columns = ["gain", "action"] if self.mixed_gains_first else ["action", "gain"]
        columns += [n for n in ("timing", "partners") if (timed if n == "timing" else self.of.partners)]
        parts = min(len(item.effects), max(1, len(item.actions) // 2))
        rows = []
        for gains, doings in zip(_deal(item.effects, parts), _deal(item.actions, parts), strict=True):
            for gain in gains:
                gain.follow_up = None
            for i, group in enumerate([[a] for a in doings] if timed else [doings]):
                for doing in group:
                    doing.partners, doing.follow_up = group[0].partners, None
                body = {
                    "gain": _several([e.text for e in gains]),
                    "action": _several([a.text for a in group]),
                    "timing": cell(group[0].time.printed if group[0].time else None),
                    "partners": cell(group[0].partners),
                }
                body["gain"].down = len(doings) if timed else 1
                rows.append([body[n] for n in columns if n != "gain" or i == 0])
        wide = {"gain": 3.2, "action": 4.0, "timing": 1.6, "partners": 2.0}
        return Table(self.header(columns, None), rows, [wide[n] for n in columns], "mixed")

    def big_table(self) -> Table:
        """The whole plan as one table: a row for each milestone, the initiative and its gains spanning them."""
        doing = [n for n in self.action_columns() if n != "action_follow_up"]
        columns = ["initiative", *doing, "gain"]
        header = self.header(columns, ("actions", doing) if self.of.two_level else None)
        rows = []
        for item in self.content.initiatives:
            count = len(item.actions)
            down = runs([a.partners for a in item.actions]) if self.of.spans else [1] * count
            for i, action in enumerate(item.actions):
                action.follow_up = None
                row = []
                if i == 0:
                    row.append(Cell([[Run(self.title(item), bold=True)]], down=count))
                for name in doing:
                    if name != "partners" or down[i]:
                        row.append(cell(self.value(action, name), down=down[i] if name == "partners" else 1))
                if i == 0:
                    row.append(Cell([], [[Run(e.text)] for e in item.effects], down=count))
                rows.append(row)
            for effect in item.effects:
                effect.follow_up = None
            item.aspects, item.goal = [], None
        self.content.goals = []
        wide = {"initiative": 1.9, "action": 3.6, "timing": 1.5, "partners": 1.8, "gain": 2.6}
        return Table(header, rows, [wide[n] for n in columns], "mixed")

    # The whole

    def aspect(self, item: Aspect) -> list[Block]:
        out: list[Block] = []
        if item.heading and self.run_in and not item.bullets:
            first, *rest = item.paragraphs
            out.append(Paragraph([Run(item.heading + ": ", bold=True), Run(first)]))
            return [*out, *(Paragraph([Run(p)]) for p in rest)]
        if item.heading:
            out.append(Heading(3, item.heading, "section"))
        out += [Paragraph([Run(p)]) for p in item.paragraphs]
        if item.bullets:
            out.append(Bullets([[Run(b)] for b in item.bullets]))
        return out

    def pairs(self, item: Initiative) -> list[Block]:
        """An initiative as labels and values; prose without a label stands above them."""
        out: list[Block] = []
        items: list[tuple[str, list[Paragraph | Bullets]]] = []
        for aspect in item.aspects:
            text: list[Paragraph | Bullets] = [Paragraph([Run(p)]) for p in aspect.paragraphs]
            if aspect.heading:
                items.append((aspect.heading, text))
            else:
                out += text
        words = self.content.words
        items.append((words.milestones, [Bullets([self.action_runs(a) for a in item.actions])]))
        if self.of.effects in ("bullets", "paragraphs"):
            items.append((words.gains, [Bullets([[Run(e.text)] for e in item.effects])]))
        return [*out, Pairs(items)]

    def initiative(self, item: Initiative) -> list[Block]:
        out: list[Block] = [Heading(2, self.title(item), "initiative")]
        if self.of.actions == "key-value":
            out += self.pairs(item)
            return out if self.of.effects in ("bullets", "paragraphs") else [*out, *self.effects(item.effects)]
        aside = ("resources", "organisation", "follow_up") if self.look.sidebar else ()
        for aspect in item.aspects:
            if aspect.kind in aside and aspect.heading:
                heading = Heading(3, aspect.heading, "section")
                out.insert(1, Box([heading, *(Paragraph([Run(p)]) for p in aspect.paragraphs)], aside=True))
            else:
                out += self.aspect(aspect)
        if self.of.actions == "mixed-table":
            return [*out, self.mixed_table(item)]
        actions, effects = self.actions(item.actions), self.effects(item.effects)
        if self.look.box and self.of.effects == "bullets":
            effects = [Box(effects)]  # type: ignore[arg-type]
        elif self.look.box and self.of.actions == "bullets":
            actions = [Box(actions)]  # type: ignore[arg-type]
        return [*out, *effects, *actions] if self.gains_first else [*out, *actions, *effects]

    def figures(self) -> list[Block]:
        figures = self.content.figures
        heading = Heading(2 if self.of.figures == "box" else 1, self.content.words.figures, "other")
        rows = [[cell(f.label), cell(f.printed, right=True)] for f in figures]
        if self.of.figures == "table":
            return [heading, Table([], rows, [3, 1], "figures")]
        listed = Bullets([[Run(f"{f.label}: {f.printed}")] for f in figures])
        return [Box([heading, listed])] if self.of.figures == "box" else [heading, listed]

    def blocks(self) -> list[Block]:
        content = self.content
        out: list[Block] = [Title([content.title, content.subtitle, f"{content.municipality} Kommune"])]
        for heading, texts in content.front:
            out += [Heading(1, heading, "other"), *(Paragraph([Run(t)]) for t in texts)]
        if content.figures:
            out += self.figures()
        if self.of.actions == "big-table":
            out.append(self.big_table())
        else:
            goal = None
            for item in content.initiatives:
                if item.goal is not None and item.goal != goal:
                    goal = item.goal
                    out.append(self.goal(item.goal))
                out += self.initiative(item)
        for heading, texts in content.back:
            out += [Heading(1, heading, "other"), *(Paragraph([Run(t)]) for t in texts)]
        return out


def _deal(items: list[T], parts: int) -> list[list[T]]:
    """The items in order in so many parts, each with at least one where there are enough."""
    cuts = [round(i * len(items) / parts) for i in range(parts + 1)]
    return [items[a:b] for a, b in zip(cuts, cuts[1:], strict=False)]


def _several(texts: list[str]) -> Cell:
    if len(texts) == 1:
        return cell(texts[0])
    return Cell([], [[Run(t)] for t in texts])


def arrange(content: Content, of: Structure, look: Layout) -> list[Block]:
    """The blocks of a plan, in reading order. Drops from the content what this arrangement does not print."""
    return Arranger(content, of, look).blocks()
