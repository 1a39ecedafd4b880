"""What varies between plans: their structure and their layout, as plain values that can be drawn or set by hand."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Literal, get_args

Actions = Literal["table", "bullets", "prose-lines", "key-value", "cards", "mixed-table", "big-table"]
"""`key-value` is an initiative as labels and values, `cards` each milestone."""
Effects = Literal["table", "columns", "bullets", "paragraphs", "mixed-table", "big-table"]
Numbering = Literal["word", "number", "dotted", "none"]
Rules = Literal["ruled", "open-sides", "booktabs", "zebra", "borderless", "row-rules"]
Engine = Literal["weasyprint", "typst", "reportlab"]
Pairs = Literal["column", "run-in", "form"]
Heading = Literal["bold", "bar", "underlined", "spaced", "plain", "coloured"]
Mark = Literal["•", "–", "a)", "1."]


@dataclass(frozen=True, slots=True)
class Structure:
    """How a plan is built; the same structure has the same words."""

    seed: int
    initiatives: int = 3
    many: int = 4
    """Milestones of an initiative, about."""
    wordy: float = 0.3
    """How long sentences are, 0 to 1."""
    unknown: bool = False
    """Rare words over the columns and sections of milestones and gains."""
    goals: bool = True
    numbering: Numbering = "word"
    actions: Actions = "table"
    effects: Effects = "table"
    """`columns` is a table with a column of starting figures and one of figures to reach."""
    partners: bool = True
    action_follow_up: bool = False
    groups: Literal["", "rows", "column"] = ""
    """Groups of milestones: none, rows of the table between the others, or a first column that spans rows."""
    leads: bool = False
    """Lead-in lines above lists."""
    points: bool = False
    """Some cells of milestones hold a list."""
    spans: bool = False
    two_level: bool = False
    number_column: bool = False
    empty_column: bool = False
    figures: Literal["", "table", "list", "box", "sidebar"] = "table"
    footnotes: bool = False
    quotes: bool = False
    chart: bool = False
    """An organisation chart drawn with boxes, and a box of contacts: no table, nothing to be found in it."""
    beside: bool = False
    """Milestones and gains in two tables side by side."""
    pairs: Pairs = "column"
    """Labels of pairs: in a column on the left, before a colon, or in the first column of a table with rules."""
    targets: int = 1
    """Columns of figures to reach, one for each of the last years; the last one counts."""
    captions: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """How a plan looks."""

    engine: Engine = "weasyprint"
    rules: Rules = "ruled"
    page: Literal["A4", "A4 landscape", "B5", "Letter"] = "A4"
    columns: int = 1
    font: str = "Lato"
    size: float = 10.0
    heading: Heading = "bold"
    mark: Mark = "•"
    furniture: Literal["", "plain", "Side n", "outer"] = "plain"
    contents: bool = False
    cover: bool = False
    repeat_header: bool = True
    sidebar: bool = False
    box: bool = False
    justify: bool = False
    vertical: bool = False
    """Cells that span rows in the first column have their words turned."""
    turned: Literal["", "flag", "sideways"] = ""
    """Pages stored on their side: shown upright by their /Rotate, or sideways as they are."""
    tagged: bool = False
    """The PDF has a structure tree; ReportLab makes none."""
    scan: bool = False
    colour: str = "#1f4e79"


FONTS = ["Lato", "Roboto", "Source Sans Pro", "Source Serif Pro"]
COLOURS = ["#1f4e79", "#2f6b4f", "#7a2f4e", "#333333", "#8a5a00"]
SHOWING_SPANS: tuple[Rules, ...] = ("ruled", "open-sides", "row-rules")


def structure(draw: Random) -> Structure:
    """Any structure that makes sense."""

    def chance(p: float) -> bool:
        return draw.random() < p

    actions: Actions = draw.choices(get_args(Actions), [6, 2, 2, 2, 1.5, 2, 2])[0]
    effects: Effects
    if actions == "mixed-table" or actions == "big-table":
        effects = actions
    else:
        weights = [4, 3, 2, 1] if actions == "table" else [2, 2, 4, 1]
        effects = draw.choices(get_args(Effects)[:4], weights)[0]
    numbering: Numbering = draw.choice(get_args(Numbering))
    beside = actions == "table" and effects in ("table", "columns") and chance(0.12)
    tabled = actions in ("table", "mixed-table", "big-table")
    alone = actions == "table" and not beside
    return Structure(
        seed=draw.randrange(2**32),
        initiatives=draw.randint(2, 7),
        many=3 if beside else draw.choice([3, 4, 4, 6, 8, 10]),
        wordy=draw.choice([0.1, 0.3, 0.6, 0.9]),
        unknown=chance(0.25),
        goals=chance(0.65),
        numbering=numbering,
        actions=actions,
        effects=effects,
        partners=(tabled or actions == "cards") and chance(0.75),
        action_follow_up=alone and chance(0.25),
        groups=draw.choice(["", "", "rows", "column"]) if alone else "",
        leads=actions == "bullets" and chance(0.3),
        points=alone and chance(0.25),
        spans=actions in ("table", "big-table") and not beside and chance(0.35),
        two_level=(actions in ("table", "big-table") or effects == "columns") and chance(0.25),
        number_column=alone and chance(0.15),
        empty_column=alone and chance(0.15),
        figures=draw.choice(["", "table", "list", "box", "sidebar"]),
        footnotes=chance(0.2),
        quotes=actions != "big-table" and chance(0.15),
        chart=chance(0.12),
        beside=beside,
        pairs=draw.choice(get_args(Pairs)),
        targets=draw.choice([1, 1, 2, 3]) if effects == "columns" and not beside else 1,
        captions=tabled and chance(0.15),
    )


def layout(draw: Random, of: Structure) -> Layout:
    """Any layout in which the structure can be set and read without doubt."""

    def chance(p: float) -> bool:
        return draw.random() < p

    tables = of.actions in ("table", "mixed-table", "big-table") or of.effects in ("table", "columns")
    wide = of.actions in ("mixed-table", "big-table") or of.beside
    turned: Literal["", "flag", "sideways"] = draw.choice(["flag", "sideways"]) if tables and chance(0.1) else ""
    landscape = bool(turned) or of.beside or chance(0.6 if wide else 0.1) or (wide and of.figures == "sidebar")
    columns = 1
    aside = of.figures == "sidebar"
    if not wide and not aside and of.actions != "table" and chance(0.4):
        columns = 3 if landscape and of.effects not in ("table", "columns") else 2
    sidebar = columns == 1 and not wide and chance(0.15)
    hard = of.footnotes or sidebar or of.beside or aside or of.actions == "big-table" or of.spans
    shares = [2, 3, 0] if hard or of.groups == "column" else [2, 2, 4]
    engine: Engine = draw.choices(get_args(Engine), shares)[0]
    vertical = engine == "typst" and (of.groups == "column" or of.actions == "big-table") and chance(0.5)
    return Layout(
        engine=engine,
        # A cell that spans rows is told from empty cells below it by rules only.
        rules=draw.choice(SHOWING_SPANS if of.spans or vertical else get_args(Rules)),
        page="A4 landscape"
        if landscape
        else draw.choice(["A4", "A4", "A4", "Letter", "A4" if aside or sidebar else "B5"]),
        columns=columns,
        font=draw.choice(FONTS),
        size=draw.choice([8.5, 9, 9.5]) if of.beside else draw.choice([9, 9.5, 10, 10.5, 11]),
        heading=draw.choice(get_args(Heading)),
        mark=draw.choices(get_args(Mark), [5, 3, 1, 1])[0],
        furniture=draw.choice(["", "plain", "plain", "Side n", "outer"]),
        contents=engine != "reportlab" and chance(0.25),
        cover=chance(0.25),
        repeat_header=chance(0.6),
        sidebar=sidebar,
        box=chance(0.2),
        justify=chance(0.35),
        vertical=vertical,
        turned=turned,
        tagged=engine != "reportlab" and chance(0.4),
        scan=turned != "sideways" and chance(0.08),
        colour=draw.choice(COLOURS),
    )
