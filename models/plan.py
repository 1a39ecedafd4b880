"""A plan as the data contract has it: the nested document of `plans/<plan_id>.json`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from .geometry import Bbox
from .problem import Problem

SCHEMA_VERSION = "1"
"""Version of the data contract that these models follow."""

PlanType = Literal[
    "virksomhedsplan",
    "aftale",
    "udviklingskontrakt",
    "omstillingsplan",
    "strategi",
    "handleplan",
    "politik",
    "budget",
    "casebeskrivelse",
    "andet",
]
AspectKind = Literal[
    "description",
    "background",
    "purpose",
    "target_group",
    "target",
    "success_criteria",
    "policy_frame",
    "organisation",
    "resources",
    "data_support",
    "follow_up",
    "focus_areas",
    "effects",
    "other",
]
Direction = Literal["increase", "decrease", "maintain", "mixed", "none"]
AmountKind = Literal["level", "change"]
ActorKind = Literal[
    "own_unit",
    "other_municipality",
    "state",
    "region",
    "civil_society",
    "private",
    "citizens",
    "staff",
    "committee",
]
ActorRole = Literal["responsible", "partner", "follow_up", "mentioned"]
DoubtAbout = Literal["row", "table"]
Reading = Literal["one", "two"]
Confidence = Annotated[float, Field(ge=0.0, le=1.0, description="How sure the reading is, 0 to 1.")]


class Model(BaseModel):
    """Base of the public models: no unknown fields, keys in the order of declaration."""

    model_config = ConfigDict(extra="forbid")


class Place(Model):
    """A place on a page."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    page: int = Field(ge=1, description="Page of the file, counted from 1.")
    bbox: Bbox = Field(description="Left, top, right, bottom in points from the page's top left corner.")


class Evidence(Model):
    """Where one value stands and how it was read."""

    places: list[Place] = Field(default_factory=list, description="Where the value, or what gave it, is printed.")
    confidence: Confidence = 1.0
    inferred: bool = Field(default=False, description="True where the value is not printed at that place.")
    rule: str = Field(default="", description="What gave the value, for example `column:timing` or `time:month-range`.")


class Item(Model):
    """What every item carries: its places, how sure it is, and the evidence of each value."""

    places: list[Place] = Field(default_factory=list, description="Where the item's own text is printed.")
    confidence: Confidence = 1.0
    cells: dict[str, Evidence] = Field(default_factory=dict, description="Column name to the evidence of its value.")

    @property
    def page(self) -> int | None:
        """Page of the first place, null where there is none."""
        return self.places[0].page if self.places else None


class Municipality(Item):
    """A municipality that the plan belongs to."""

    code: str = Field(description="Statistics Denmark's three-digit kommunekode, or the manifest's code.")
    name: str
    region: str | None = None


class Goal(Item):
    """A heading that groups initiatives, or a goal that the plan lists as its own."""

    number: str | None = None
    title: str


class Aspect(Item):
    """The text of one section of an initiative."""

    kind: AspectKind
    heading: str | None = Field(default=None, description="The document's own heading, without a final colon.")
    text: str = Field(description="Paragraphs joined by a line break, the points of a list by '; '.")


class Milestone(Item):
    """What is to be done, and when."""

    text: str
    timing: str | None = Field(default=None, description="The time as printed.")
    edtf: str | None = Field(default=None, description="The time as EDTF (ISO 8601-2).")
    start: str | None = Field(default=None, description="First day, ISO date.")
    end: str | None = Field(default=None, description="Last day, ISO date, included.")
    partners: str | None = None
    follow_up: str | None = None
    group: str | None = Field(default=None, description="Row group or lead-in line that the item stands under.")


class Gain(Item):
    """What is to be achieved, and how it is measured."""

    text: str
    follow_up: str | None = Field(default=None, description="How it is measured or followed up, as printed.")
    direction: Direction = "none"
    amount: float | int | None = Field(default=None, description="The figure to reach.")
    unit: str | None = None
    amount_kind: AmountKind | None = None
    baseline: float | int | None = None
    target_edtf: str | None = Field(default=None, description="When the figure is to be reached, as EDTF.")
    group: str | None = None


class KeyFigure(Item):
    """A figure that the document sets out as such, with its label."""

    label: str
    value: float | int
    unit: str | None = None


class Reference(Item):
    """A law and a section that the text refers to."""

    law: str
    section: str = Field(description="Digits and the letter after them, without a space.")
    text: str = Field(description="The words as printed.")


class ThemeTag(Item):
    """A theme of the taxonomy that an initiative is about."""

    theme: str
    evidence: str = Field(description="The words that gave the tag.")


class Actor(Item):
    """An organisation, unit, body or group of people that an initiative names; never a private person."""

    name: str = Field(description="Known name, what an abbreviation stands for, or the dictionary form.")
    kind: ActorKind
    role: ActorRole
    text: str = Field(description="The words as printed where it is named first.")


class MethodUse(Item):
    """A method of the vocabulary that an initiative names."""

    method: str = Field(description="Id of the method in the vocabulary.")
    name: str = Field(description="Its full name.")
    evidence: str = Field(description="The words as printed.")


class TargetGroup(Item):
    """A group of people that an initiative is for, or speaks of."""

    group: str = Field(description="Id of the group in the vocabulary.")
    label: str = Field(description="Its name in Danish.")
    age_from: int | None = Field(default=None, description="Youngest age that is printed, in years.")
    age_to: int | None = Field(default=None, description="Oldest age that is printed, in years.")
    stated: bool = Field(description="True where the initiative says that this is its target group.")
    evidence: str = Field(description="The words as printed.")


class Initiative(Item):
    """The unit that the plan numbers or heads and that owns milestones, actions or gains."""

    number: str | None = None
    title: str
    goal: str | None = Field(default=None, description="The heading above it that groups initiatives.")
    municipality: str | None = Field(default=None, description="Kommunekode.")
    aspects: list[Aspect] = Field(default_factory=list)
    milestones: list[Milestone] = Field(default_factory=list)
    gains: list[Gain] = Field(default_factory=list)
    references: list[Reference] = Field(default_factory=list)
    themes: list[str] = Field(default_factory=list)
    theme_tags: list[ThemeTag] = Field(default_factory=list)
    actors: list[Actor] = Field(default_factory=list)
    methods: list[MethodUse] = Field(default_factory=list)
    target_groups: list[TargetGroup] = Field(default_factory=list)


class Section(Model):
    """A piece of the document's text, each once, in reading order."""

    role: str
    level: int | None = None
    text: str
    places: list[Place]


class DoubtCell(Model):
    """A cell that holds text, in one reading of a table."""

    column: int = Field(ge=0, description="Column of the table, from 0.")
    text: str
    places: list[Place] = Field(description="Where the text is printed.")


class DoubtRow(Model):
    """A row in one reading of a table."""

    table: int = Field(default=1, description="Of which table: 2 in the second of two tables.")
    cells: list[DoubtCell]


class Doubt(Model):
    """Two readings of what a page break cuts: as one row or two, as one table or two. The data hold the chosen one.

    Of tables, the rows are those at the break: the header, the last row before it, the first row after it.
    """

    about: DoubtAbout
    pages: list[int] = Field(description="The page before the break and the one after it.")
    chosen: Reading = Field(description="The reading that the data hold.")
    reason: str = Field(description="What speaks for each of the two.")
    one: list[DoubtRow] = Field(description="The rows as one row, or in one table.")
    two: list[DoubtRow] = Field(description="The rows as two rows, or in two tables.")

    def text(self, reading: Reading) -> str:
        """The rows of a reading: a line each, ` | ` between cells, an empty line between two tables."""
        rows = self.one if reading == "one" else self.two
        width = max((cell.column for row in self.one + self.two for cell in row.cells), default=0) + 1
        out = ""
        for n, row in enumerate(rows):
            if n:
                out += "\n" if row.table == rows[n - 1].table else "\n\n"
            texts = {cell.column: cell.text for cell in row.cells}
            out += " | ".join(texts.get(column, "") for column in range(width))
        return out


class Plan(Item):
    """One plan."""

    schema_version: str = SCHEMA_VERSION
    plan_id: str = ""
    file: str = ""
    sha256: str = ""
    pages: int = 0
    title: str | None = None
    plan_type: PlanType = "andet"
    unit: str | None = None
    municipalities: list[Municipality] = Field(default_factory=list)
    period_start: str | None = None
    period_end: str | None = None
    published: str | None = Field(default=None, description="EDTF, as exact as the document says.")
    language: str | None = None
    ocr_pages: int = 0
    turned_pages: str | None = Field(
        default=None, description="Pages that were turned to be read, as `page:degrees` clockwise, with spaces between."
    )
    goals: list[Goal] = Field(default_factory=list)
    initiatives: list[Initiative] = Field(default_factory=list)
    key_figures: list[KeyFigure] = Field(default_factory=list)
    references: list[Reference] = Field(
        default_factory=list, description="All references of the plan, those inside initiatives included."
    )
    sections: list[Section] = Field(default_factory=list)
    doubts: list[Doubt] = Field(default_factory=list, description="Tables that could be read otherwise, both ways.")
    problems: list[Problem] = Field(default_factory=list)
