"""What varies between plans: their structure and their layout, as plain values that can be drawn or set by hand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random
from typing import Literal, get_args

Actions = Literal["table", "bullets", "prose-lines", "key-value", "mixed-table", "big-table"]
Effects = Literal["table", "columns", "bullets", "paragraphs", "mixed-table", "big-table"]
Numbering = Literal["word", "number", "dotted", "none"]
Rules = Literal["ruled", "open-sides", "booktabs", "zebra", "borderless", "row-rules"]
Engine = Literal["weasyprint", "typst", "reportlab"]


@dataclass(frozen=True, slots=True)
class Structure:
    """How a plan is built. `unknown` gives the columns and headings of milestones and gains rare words."""

    seed: int
    initiatives: int = 3
    goals: bool = True
    numbering: Numbering = "word"
    actions: Actions = "table"
    effects: Effects = "table"
    wordy: float = 0.3
    partners: bool = True
    action_follow_up: bool = False
    timing: bool = True
    section_rows: bool = False
    spans: bool = False
    two_level: bool = False
    figures: Literal["", "table", "list", "box"] = "table"
    unknown: bool = False
    footnotes: bool = False
    many: int = 4
    """Items of an initiative, about."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How a plan looks."""

    engine: Engine = "weasyprint"
    rules: Rules = "ruled"
    page: Literal["A4", "A4 landscape", "B5", "Letter"] = "A4"
    columns: int = 1
    font: str = "Lato"
    size: float = 10.0
    heading: Literal["bold", "bar", "underlined", "caps", "plain", "coloured"] = "bold"
    furniture: bool = True
    contents: bool = False
    cover: bool = False
    repeat_header: bool = True
    sidebar: bool = False
    box: bool = False
    justify: bool = False
    rotated: bool = False
    scan: bool = False
    colour: str = "#1f4e79"


ENGINES: tuple[Engine, ...] = ("weasyprint",)
FONTS = ["Lato", "Roboto", "Source Sans Pro", "Source Serif Pro"]
SHOWING_SPANS: tuple[Rules, ...] = ("ruled", "open-sides", "row-rules")
COLOURS = ["#1f4e79", "#2f6b4f", "#7a2f4e", "#333333", "#8a5a00"]


def structure(draw: Random) -> Structure:
    actions: Actions = draw.choices(
        ["table", "bullets", "prose-lines", "key-value", "mixed-table", "big-table"], [5, 2, 2, 2, 2, 2]
    )[0]
    effects: Effects
    if actions in ("mixed-table", "big-table"):
        effects = actions
    else:
        kinds: list[Effects] = ["table", "columns", "bullets", "paragraphs"]
        weights = [4, 3, 2, 1] if actions == "table" else [2, 2, 4, 1]
        effects = draw.choices(kinds, weights)[0]
    return Structure(
        seed=draw.randrange(2**32),
        initiatives=draw.randint(2, 6),
        goals=draw.random() < 0.5,
        numbering=draw.choice(get_args(Numbering)),
        actions=actions,
        effects=effects,
        wordy=draw.choice([0.1, 0.3, 0.6]),
        partners=draw.random() < 0.7,
        action_follow_up=draw.random() < 0.25,
        section_rows=actions == "table" and draw.random() < 0.25,
        spans=actions in ("table", "big-table") and draw.random() < 0.35,
        two_level=actions in ("table", "big-table") and draw.random() < 0.25,
        figures=draw.choice(["", "table", "list", "box"]),
        unknown=draw.random() < 0.3,
        footnotes=draw.random() < 0.2,
        many=draw.choice([3, 4, 4, 6, 8]),
    )


def layout(draw: Random, of: Structure) -> Layout:
    tables = of.actions in ("table", "mixed-table", "big-table") or of.effects in ("table", "columns")
    wide = of.actions in ("mixed-table", "big-table")
    rotated = tables and draw.random() < 0.1
    columns = 2 if not wide and not of.actions == "table" and draw.random() < 0.35 else 1
    return Layout(
        engine=draw.choice(ENGINES),
        # A cell that spans rows is told from empty cells below it by rules only.
        rules=draw.choice(SHOWING_SPANS if of.spans else get_args(Rules)),
        page="A4 landscape" if rotated or draw.random() < (0.6 if wide else 0.1) else draw.choice(["A4"] * 4 + ["B5", "Letter"]),
        columns=columns,
        font=draw.choice(FONTS),
        size=draw.choice([9, 9.5, 10, 10.5, 11]),
        heading=draw.choice(["bold", "bar", "underlined", "caps", "plain", "coloured"]),
        furniture=draw.random() < 0.8,
        contents=draw.random() < 0.25,
        cover=draw.random() < 0.25,
        repeat_header=draw.random() < 0.6,
        sidebar=columns == 1 and not wide and draw.random() < 0.15,
        box=draw.random() < 0.2,
        justify=draw.random() < 0.35,
        rotated=rotated,
        scan=draw.random() < 0.08,
        colour=draw.choice(COLOURS),
    )


def digital(of: Layout) -> Layout:
    """The same layout as the engine sets it, before it is scanned."""
    return replace(of, scan=False)
