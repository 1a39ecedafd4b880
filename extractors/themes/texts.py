"""The texts of an initiative that can speak of a theme, each with what it is and where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...models.plan import Initiative, Item, Place

_MILESTONE = (("partners", "partners"), ("milestone_follow_up", "follow_up"), ("milestone_group", "group"))
_GAIN = (("gain_follow_up", "follow_up"), ("gain_group", "group"))


@dataclass(frozen=True, slots=True)
class Text:
    """A piece of an initiative: its kind (a key of the lexicon's `places`), its words, and its places."""

    kind: str
    text: str
    places: Sequence[Place]
    confidence: float


def texts_of(initiative: Initiative) -> Iterator[Text]:
    """All texts of an initiative in the order of the contract: title, goal, aspects, milestones, gains."""
    seen: set[tuple[str, str]] = set()
    # A cell that spans rows stands with each of them, but says its words once.
    yield _cell(initiative, "title", "title", initiative.title)
    if initiative.goal:
        yield _cell(initiative, "goal", "goal", initiative.goal)
    for aspect in initiative.aspects:
        if aspect.heading:
            yield _cell(aspect, "heading", "heading", aspect.heading)
        yield _cell(aspect, aspect.kind, "text", aspect.text)
    for milestone in initiative.milestones:
        yield _cell(milestone, "milestone", "text", milestone.text)
        for kind, column in _MILESTONE:
            value = getattr(milestone, column)
            if value and (kind, value) not in seen:
                seen.add((kind, value))
                yield _cell(milestone, kind, column, value)
    for gain in initiative.gains:
        yield _cell(gain, "gain", "text", gain.text)
        for kind, column in _GAIN:
            value = getattr(gain, column)
            if value and (kind, value) not in seen:
                seen.add((kind, value))
                yield _cell(gain, kind, column, value)


def _cell(item: Item, kind: str, column: str, text: str) -> Text:
    evidence = item.cells.get(column)
    if evidence is None:
        return Text(kind, text, item.places, item.confidence)
    return Text(kind, text, evidence.places or item.places, min(item.confidence, evidence.confidence))
