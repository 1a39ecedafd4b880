"""The content of a sample plan as its YAML file has it: what is printed, and what it means.

Texts carry one mark of their own: `[^1]` is the mark of footnote 1. A text is a string, or a list of paragraphs
and bullet lists (`- list: [...]`).
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

NOTE = re.compile(r"\[\^(\d+)\]")
"""A footnote mark in a text."""


class Strict(BaseModel):
    """No unknown keys: a slip in a YAML file is an error."""

    model_config = ConfigDict(extra="forbid")


class Bullets(Strict):
    """The points of a list."""

    list: Annotated[list[str], Field(min_length=1)]


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


Text = Annotated[list[str | Bullets], BeforeValidator(_as_list)]
"""Paragraphs and lists, in reading order."""


class Action(Strict):
    """A milestone as printed, with the meaning of its time."""

    text: Text
    timing: str | None = None
    edtf: str | None = None
    partners: Text | None = None
    follow_up: Text | None = None
    group: str | None = None
    cells: dict[str, str] = {}
    """What further columns print, by the name of the column."""


class Effect(Strict):
    """A gain as printed, with the meaning of its figures."""

    text: Text
    follow_up: Text | None = None
    direction: Literal["increase", "decrease", "maintain", "mixed", "none"]
    amount: int | float | None = None
    unit: str | None = None
    kind: Literal["level", "change"] | None = None
    baseline: int | float | None = None
    target: str | None = None
    """When the figure is to be reached, as EDTF."""
    group: str | None = None
    cells: dict[str, str] = {}
    """What its figure columns print, by the name of the column."""


class Row(Strict):
    """A row of a table in which a column of effects stands beside a column of actions."""

    group: str | None = None
    lead: str | None = None
    """Printed above the effects of the row."""
    effects: list[Effect] = []
    actions: list[Action] = []
    partners: Text | None = None
    follow_up: Text | None = None


class Part(Strict):
    """A section of an initiative: an aspect, or actions, effects or rows of both."""

    aspect: str | None = None
    heading: str | None = None
    text: Text = []
    lead: str | None = None
    """Printed right above the items, which makes it their group."""
    actions: list[Action] = []
    effects: list[Effect] = []
    rows: list[Row] = []
    style: str | None = None
    """How the layout sets it (`quote`, `side` ...)."""
    appendix: bool = False
    """True where it is printed in a table at the end of the document and not below the initiative's heading."""


class Initiative(Strict):
    number: str | None = None
    title: str
    goal: int | None = None
    """1-based place in the plan's goals of the one that groups it."""
    themes: list[str]
    parts: list[Part]


class Goal(Strict):
    number: str | None = None
    title: str


class Figure(Strict):
    """A key figure: its label and what is printed, with its value."""

    label: str
    printed: str
    value: int | float
    unit: str


class Prose(Strict):
    """A section of the document that belongs to no initiative."""

    heading: str | None = None
    text: Text = []
    parts: list[Prose] = []
    style: str | None = None


class Municipality(Strict):
    code: str
    name: str
    region: str


class Content(Strict):
    """A sample plan."""

    layout: str
    """Name of the module of `layouts` that sets it."""
    title: str
    plan_type: str
    unit: str | None = None
    municipality: Municipality
    period: str
    """As EDTF."""
    published: str | None = None
    words: dict[str, str] = {}
    """Other words of the page by the layout's own names: cover lines, column headings, running header."""
    goals: list[Goal] = []
    front: list[Prose] = []
    figures: list[Figure] = []
    initiatives: list[Initiative]
    back: list[Prose] = []
    notes: dict[str, str] = {}
    """The footnotes by their mark."""
    references: list[tuple[str, str]] = []
    """Pairs of a law and a section, in reading order."""

    def grouped(self) -> list[tuple[Goal | None, list[Initiative]]]:
        """The initiatives by the goal that heads them, in order."""
        out: list[tuple[Goal | None, list[Initiative]]] = []
        last: int | None = None
        for initiative in self.initiatives:
            if not out or initiative.goal != last:
                out.append((self.goals[initiative.goal - 1] if initiative.goal else None, []))
            out[-1][1].append(initiative)
            last = initiative.goal
        return out


def load(path: Path) -> Content:
    """Read a YAML file, every scalar as text. Raises pydantic.ValidationError where it does not fit."""
    return Content.model_validate(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader))


def plain(text: str) -> str:
    """A text without its footnote marks."""
    return NOTE.sub("", text)


def joined(text: Text, paragraphs: str) -> str:
    """One string of a text as the gold has it: points joined by "; ", paragraphs by `paragraphs`."""
    return plain(paragraphs.join("; ".join(b.list) if isinstance(b, Bullets) else b for b in text))
