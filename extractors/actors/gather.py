"""The actors of a plan's initiatives, each once for each role, with all places that name it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from ...models.plan import Actor, ActorKind, ActorRole, Evidence, Initiative, Milestone, Place, Plan
from ..themes.texts import Text, texts_of
from ..vocabulary.phrases import load_yaml
from .known import Mention, Names, Setting
from .mentions import find_actors
from .names import names_of

_SETTINGS: dict[str, Setting] = {
    "partners": "partners",
    "milestone_follow_up": "follow_up",
    "gain_follow_up": "follow_up",
    "follow_up": "follow_up",
}
_NEAR = 120
"""Letters before a name in which its role is told."""
_MOST_PLACES = 8
_ORDER: tuple[ActorRole, ...] = ("responsible", "partner", "follow_up", "mentioned")


class _Cues(NamedTuple):
    """Patterns that tell an actor's role: the heading of its column, and what stands beside its name."""

    column: re.Pattern[str]
    before: re.Pattern[str]
    after: re.Pattern[str]
    partner: re.Pattern[str]


@cache
def _cues() -> _Cues:
    one_of = {kind: f"(?:{'|'.join(patterns)})" for kind, patterns in load_yaml("actor_roles.yaml").items()}
    return _Cues(
        column=re.compile(one_of["responsible_column"], re.IGNORECASE),
        before=re.compile(one_of["responsible_before"] + "$", re.IGNORECASE),
        after=re.compile(one_of["responsible_after"], re.IGNORECASE),
        partner=re.compile(one_of["partner_before"] + "[^.;:]{0,60}$", re.IGNORECASE),
    )


@dataclass(slots=True)
class _Found:
    """An actor of an initiative as it is gathered."""

    name: str
    kind: ActorKind
    role: ActorRole
    text: str
    confidence: float
    places: list[Place] = field(default_factory=list)


def name_actors(plan: Plan) -> None:
    """Fill in `actors` of each initiative of a plan whose sections are read."""
    if not plan.initiatives:
        return
    names = names_of(plan, (section.text for section in plan.sections))
    for initiative in plan.initiatives:
        initiative.actors = actors_of(initiative, names)


def actors_of(initiative: Initiative, names: Names) -> list[Actor]:
    """The actors that the texts of an initiative name. Who has a part in it is not also listed as mentioned."""
    found: dict[tuple[str, ActorRole], _Found] = {}
    responsible = _responsible_cells(initiative)
    for text in texts_of(initiative):
        setting = _SETTINGS.get(text.kind, "prose")
        for mention in find_actors(text.text, setting, names):
            role = _role(text, mention, responsible)
            key = (mention.name.casefold(), role)
            one = found.get(key)
            if one is None:
                printed = " ".join(text.text[mention.start : mention.end].split())
                confidence = round(min(mention.confidence, text.confidence), 3)
                one = found[key] = _Found(mention.name, mention.kind, role, printed, confidence)
            one.places.extend(place for place in text.places if place not in one.places)
    taking_part = {name for name, role in found if role in ("partner", "responsible")}
    named = {name for name, role in found if role != "mentioned"}
    kept = [
        one
        for (name, role), one in found.items()
        if (role != "mentioned" or name not in named) and (role != "follow_up" or name not in taking_part)
    ]
    kept.sort(key=lambda one: _ORDER.index(one.role))
    return [_actor(one) for one in kept]


def _responsible_cells(initiative: Initiative) -> frozenset[str]:
    """The texts of partner cells whose column is headed by a word for who is responsible."""
    return frozenset(_cells_headed(initiative.milestones))


def _cells_headed(milestones: list[Milestone]) -> Iterator[str]:
    for milestone in milestones:
        evidence = milestone.cells.get("partners")
        if milestone.partners and evidence is not None and _cues().column.search(evidence.rule):
            yield milestone.partners


def _role(text: Text, mention: Mention, responsible: frozenset[str]) -> ActorRole:
    near, start = max(0, mention.start - _NEAR), mention.start
    if _cues().before.search(text.text, near, start) or _cues().after.match(text.text, mention.end):
        return "responsible"
    if text.kind == "partners":
        return "responsible" if text.text in responsible else "partner"
    if _SETTINGS.get(text.kind) == "follow_up":
        return "follow_up"
    if text.kind == "organisation" or _cues().partner.search(text.text, near, start):
        return "partner"
    return "mentioned"


def _actor(one: _Found) -> Actor:
    places = one.places[:_MOST_PLACES]
    evidence = Evidence(places=places, confidence=one.confidence, inferred=one.name != one.text, rule="actor")
    return Actor(
        name=one.name,
        kind=one.kind,
        role=one.role,
        text=one.text,
        places=places,
        confidence=one.confidence,
        cells={"name": evidence},
    )
