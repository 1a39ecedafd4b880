"""Goals that a plan lists."""

from __future__ import annotations

import re
from functools import lru_cache

from ...models.layout import Block, Piece, Role, Table
from ...models.plan import Evidence, Goal
from ..vocabulary.phrases import fold, load_yaml
from .items import places_of

NUMBER = re.compile(r"^(\d{1,2}|[A-Z])[.)]?$")
"""A number or a letter that stands alone, as before a goal of a list."""


@lru_cache(maxsize=1)
def _leads() -> re.Pattern[str]:
    return re.compile("|".join(load_yaml("metadata.yaml")["goal_leads"]))


def listed_goals(front: list[Piece]) -> list[Goal]:
    """The points of the first list that the front matter presents as the plan's goals."""
    lead: Block | None = None
    goals: list[Goal] = []
    for piece in front:
        if isinstance(piece, Table):
            lead = None if goals else lead
            continue
        if piece.role is Role.LIST_ITEM:
            if lead is not None and (piece.level or 1) == 1:
                goals.append(_goal(piece))
            continue
        if len(goals) >= 2:
            return goals
        goals = []
        last = piece.text.rstrip().rsplit(". ", 1)[-1]
        opens = (piece.role is Role.HEADING or last.endswith(":")) and bool(_leads().search(fold(last)))
        if opens:
            lead = piece
        elif piece.role is Role.HEADING or not _is_note(piece):
            lead = None
    return goals if len(goals) >= 2 else []


def _is_note(piece: Block) -> bool:
    """A line in italics between a heading and its list is a hint to the writer, not text."""
    return piece.style.italic


def _goal(block: Block) -> Goal:
    places = places_of([block])
    number = NUMBER.match(block.marker or "")
    return Goal(
        number=number[1] if number else None,
        title=block.text.rstrip(".; "),
        places=places,
        confidence=0.85,
        cells={"title": Evidence(places=places, rule="list of goals")},
    )
