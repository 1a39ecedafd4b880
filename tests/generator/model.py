"""What a generated plan says: its words and their meaning, before it is set on pages."""

from __future__ import annotations

from dataclasses import dataclass, field

Figure = int | float


@dataclass(frozen=True, slots=True)
class Time:
    """A time as printed and what it means."""

    printed: str
    edtf: str | None = None
    start: str | None = None
    end: str | None = None


@dataclass(slots=True)
class Action:
    """A milestone: its words, and the points of a list after them."""

    words: str
    time: Time | None = None
    time_inside: bool = False
    """The time stands in the words, not before them or beside them."""
    partners: str | None = None
    follow_up: str | None = None
    group: str | None = None
    points: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join([self.words, *(["; ".join(self.points)] if self.points else [])])


@dataclass(slots=True)
class Effect:
    """A gain. `baseline_cell` and `target_cell` are the words of its columns, where it has such."""

    text: str
    direction: str = "none"
    amount: Figure | None = None
    unit: str | None = None
    kind: str | None = None
    baseline: Figure | None = None
    target_edtf: str | None = None
    baseline_cell: str | None = None
    target_cell: str | None = None
    between_cells: list[str] = field(default_factory=list)
    """Figures to reach in the years before."""
    follow_up: str | None = None
    group: str | None = None


@dataclass(slots=True)
class Aspect:
    """A section of prose."""

    kind: str
    heading: str | None
    paragraphs: list[str]
    note: str | None = None
    """A footnote after the last paragraph."""
    quote: bool = False


@dataclass(slots=True)
class Initiative:
    title: str
    number: str | None
    goal: int | None
    aspects: list[Aspect]
    actions: list[Action]
    effects: list[Effect]


@dataclass(slots=True)
class KeyFigure:
    label: str
    printed: str
    value: Figure
    unit: str


@dataclass(slots=True)
class Words:
    """The headings of a plan, the same at each initiative."""

    milestones: str
    gains: str
    columns: dict[str, str]
    bands: dict[str, str]
    initiative: str
    goal: str
    figures: str
    lead_actions: str | None
    lead_gains: str | None


@dataclass(slots=True)
class Content:
    title: str
    subtitle: str
    plan_type: str
    unit: str | None
    municipality: str
    first_year: int
    last_year: int
    words: Words
    goals: list[str]
    goal_numbers: list[str | None]
    initiatives: list[Initiative]
    figures: list[KeyFigure]
    front: list[tuple[str, list[str]]]
    back: list[tuple[str, list[str]]]
    references: list[tuple[str, str]]
