"""The tables of a plan: of milestones, of gains, of both."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from random import Random
from typing import TypeVar

from .blocks import Cell, Run, Runs, Table
from .draws import Layout, Structure
from .model import Action, Content, Effect, Initiative

T = TypeVar("T")
WIDTHS = {
    "action": 4.2, "timing": 1.7, "partners": 2.0, "action_follow_up": 2.0, "number": 0.6, "group": 1.5, "empty": 1.4,
    "gain": 3.6, "baseline": 1.3, "target": 1.3, "gain_follow_up": 2.4, "initiative": 2.0, "goal": 1.4,
}  # fmt: skip
ORDERS = [
    ["action", "timing", "partners", "action_follow_up"], ["action", "timing", "partners", "action_follow_up"],
    ["timing", "action", "partners", "action_follow_up"], ["action", "partners", "timing", "action_follow_up"],
    ["action", "partners", "action_follow_up", "timing"], ["partners", "action", "timing", "action_follow_up"],
]  # fmt: skip


def cell(text: str | None, bold: bool = False, down: int = 1, right: bool = False) -> Cell:
    return Cell([[Run(text, bold)]] if text else [], down=down, right=right)


def head(text: str, across: int = 1, down: int = 1) -> Cell:
    return Cell([[Run(text, bold=True)]], across=across, down=down, kind="head")


def several(texts: list[str]) -> Cell:
    """One text as it is, several as bullets."""
    return cell(texts[0]) if len(texts) == 1 else Cell([], [[Run(t)] for t in texts])


def runs(values: Sequence[str | None]) -> list[int]:
    """For each place the length of the run of equal values that begins there, 0 inside a run."""
    out = [0] * len(values)
    start = 0
    for i, value in enumerate(values):
        if i and value is not None and value == values[start]:
            out[start] += 1
        else:
            start = i
            out[i] = 1
    return out


def deal(items: list[T], parts: int) -> list[list[T]]:
    """The items in order in so many parts, each with at least one where there are enough."""
    cuts = [round(i * len(items) / parts) for i in range(parts + 1)]
    return [items[a:b] for a, b in pairwise(cuts)]


class Tables:
    """Makes the tables of one plan; the order of their columns is the same throughout."""

    def __init__(self, content: Content, of: Structure, look: Layout) -> None:
        self.content, self.of, self.look = content, of, look
        draw = Random(of.seed + 1)
        self.order = draw.choice(ORDERS)
        figures = ["baseline", "target"]
        figures[1:1] = [f"between{n}" for n in range(of.targets - 1)]
        self.gain_order = ["gain", *draw.choice([[*figures, "gain_follow_up"], ["gain_follow_up", *figures]])]
        self.italic_sections = draw.random() < 0.5
        self.gain_before = draw.random() < 0.6
        times = [a.time for i in content.initiatives for a in i.actions]
        self.timed = any(t is not None for t in times)

    def header(self, columns: list[str], bands: dict[str, list[str]]) -> list[list[Cell]]:
        """One row of column words, or two where a band stands over neighbouring columns."""
        words = self.content.words
        bands = {name: over for name, over in bands.items() if self.of.two_level and _together(columns, over)}
        if not bands:
            return [[head(words.columns[name]) for name in columns]]
        upper, lower = [], []
        for name in columns:
            band = next((b for b, over in bands.items() if name in over), None)
            if band is None:
                upper.append(head(words.columns[name], down=2))
                continue
            lower.append(head(words.columns[name]))
            if name == min(bands[band], key=columns.index):
                upper.append(head(words.bands[band], across=len(bands[band])))
        return [upper, lower]

    def widths(self, columns: list[str]) -> list[float]:
        return [WIDTHS.get(name, WIDTHS["target"]) for name in columns]

    def doing(self) -> list[str]:
        """The columns of a milestone that the plan has."""
        has = {"action": True, "timing": self.timed, "partners": self.of.partners}
        has["action_follow_up"] = self.of.action_follow_up
        return [name for name in self.order if has[name]]

    def value(self, item: Action, name: str, down: int = 1) -> Cell:
        if name == "action":
            return Cell([[Run(item.words)]], [[Run(p)] for p in item.points])
        text = {"timing": item.time.printed if item.time else None, "partners": item.partners,
                "action_follow_up": item.follow_up}  # fmt: skip
        return cell(text.get(name), down=down)

    def actions(self, items: list[Action]) -> Table:
        of = self.of
        columns = self.doing()
        if of.number_column:
            columns = ["number", *columns]
        if of.groups == "column":
            columns = ["group", *columns]
        if of.empty_column:
            columns = [*columns, "empty"]
        spread = runs([f"{a.group}: {a.partners}" for a in items]) if of.spans else [1] * len(items)
        groups = runs([a.group for a in items])
        rows: list[list[Cell]] = []
        for i, item in enumerate(items):
            if of.groups == "rows" and item.group and (not i or items[i - 1].group != item.group):
                line: Runs = [Run(item.group, bold=not self.italic_sections, italic=self.italic_sections)]
                rows.append([Cell([line], across=len(columns), kind="section")])
            row = []
            for name in columns:
                if name == "group":
                    if groups[i]:
                        row.append(self._turned(cell(item.group, bold=True, down=groups[i])))
                elif name == "number":
                    row.append(cell(str(i + 1)))
                elif name != "partners" or spread[i]:
                    row.append(self.value(item, name, spread[i] if name == "partners" else 1))
            rows.append(row)
        return Table(self.header(columns, {"people": ["timing", "partners"]}), rows, self.widths(columns), "actions")

    def _turned(self, item: Cell) -> Cell:
        item.vertical = self.look.vertical
        return item

    def effects(self, items: list[Effect]) -> Table:
        figures = self.of.effects == "columns"
        columns = [n for n in self.gain_order if figures or n in ("gain", "gain_follow_up")]
        spread = runs([e.follow_up for e in items]) if self.of.spans else [1] * len(items)
        rows = []
        for item, down in zip(items, spread, strict=True):
            body = {"gain": cell(item.text), "baseline": cell(item.baseline_cell, right=True),
                    "target": cell(item.target_cell, right=True)}  # fmt: skip
            body |= {f"between{n}": cell(words, right=True) for n, words in enumerate(item.between_cells)}
            row = [body[n] if n in body else cell(item.follow_up, down=down) for n in columns if n in body or down]
            rows.append(row)
        header = self.header(columns, {"gains": [n for n in columns if n not in ("gain", "gain_follow_up")]})
        return Table(header, rows, self.widths(columns), "effects")

    def mixed(self, item: Initiative) -> Table:
        """Rows of what is to be achieved and what is done for it, several of each in a cell."""
        columns = ["gain", "action"] if self.gain_before else ["action", "gain"]
        columns += [n for n in ("timing", "partners") if (self.timed if n == "timing" else self.of.partners)]
        parts = min(len(item.effects), max(1, len(item.actions) // 2))
        rows = []
        for gains, doings in zip(deal(item.effects, parts), deal(item.actions, parts), strict=True):
            groups = [[a] for a in doings] if self.timed else [doings]
            for i, group in enumerate(groups):
                for doing in group:
                    doing.partners = group[0].partners
                body = {"gain": several([e.text for e in gains]), "action": several([a.text for a in group])}
                body["gain"].down = len(groups)
                rows.append(
                    [body[n] if n in body else self.value(group[0], n) for n in columns if n != "gain" or not i]
                )
        return Table(self.header(columns, {}), rows, self.widths(columns), "mixed")

    def big(self, title: dict[int, str]) -> Table:
        """The whole plan as one table: a row for each milestone, the initiative and its gains spanning them, the
        goal spanning its initiatives. `title` has the heading of each initiative by its place."""
        content = self.content
        doing = self.doing()
        columns = [*(["goal"] if content.goals else []), "initiative", *doing, "gain"]
        header = self.header(columns, {"actions": doing})
        rows = []
        goal = None
        for place, item in enumerate(content.initiatives):
            count = len(item.actions)
            spread = runs([a.partners for a in item.actions]) if self.of.spans else [1] * count
            for i, action in enumerate(item.actions):
                row = []
                if i == 0:
                    if item.goal is not None and item.goal != goal:
                        goal = item.goal
                        under = sum(len(x.actions) for x in content.initiatives if x.goal == goal)
                        row.append(self._turned(cell(content.goals[goal], bold=True, down=under)))
                    row.append(cell(title[place], bold=True, down=count))
                row += [
                    self.value(action, n, spread[i] if n == "partners" else 1)
                    for n in doing
                    if n != "partners" or spread[i]
                ]
                if i == 0:
                    gains = Cell([], [[Run(e.text)] for e in item.effects], down=count)
                    row.append(gains)
                rows.append(row)
        return Table(header, rows, self.widths(columns), "mixed")


def _together(columns: list[str], over: list[str]) -> bool:
    """Whether at least two columns of a band are there, and next to each other."""
    places = sorted(columns.index(n) for n in over if n in columns)
    return len(places) == len(over) >= 2 and places[-1] - places[0] == len(places) - 1
