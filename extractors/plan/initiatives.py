"""Initiatives and goals with their evidence: from a heading and what stands under it, or from a table's cells."""

from __future__ import annotations

from dataclasses import replace

from ...models.layout import Block, Piece, Role
from ...models.plan import Evidence, Gain, Goal, Initiative, Milestone, Place
from ..vocabulary.phrases import fold
from .body import Body
from .heads import Head
from .items import Text, make_aspect, places_of
from .marks import Mark, read_mark
from .outline import Outline, Span
from .references import distinct, read_references
from .table_items import TableInitiative, split_cell_title


def initiative_of(
    span: Span, content: Body, pieces: list[Piece], outline: Outline, code: str | None, default_law: str | None
) -> Initiative:
    """The initiative under a heading: `content` is what was read of `pieces`, `code` the municipality's."""
    head = span.head
    places = places_of(head.blocks)[: None if not head.inline else 1]
    item = Initiative(
        title=head.title,
        aspects=content.aspects,
        milestones=content.milestones,
        gains=content.gains,
        references=distinct(read_references([*head.blocks, *pieces], default_law)),
        places=places,
        confidence=outline.confidence,
        cells={"title": Evidence(places=places, rule=outline.rule)},
    )
    goal = (span.goal.title, Evidence(places=places_of(span.goal.blocks), rule="heading above")) if span.goal else None
    _complete(item, head.mark, goal, code)
    return item


def table_initiative(
    found: TableInitiative, goal: Goal | None, code: str | None, default_law: str | None
) -> Initiative:
    """The initiative that rows of a table hold."""
    places = places_of(found.blocks)
    aspects = list(found.items.aspects)
    if found.description:
        aspects.insert(0, make_aspect("description", None, Text.of_blocks(found.description), 0.85))
    item = Initiative(
        title=found.mark.title,
        aspects=aspects,
        milestones=found.items.milestones,
        gains=found.items.gains,
        references=distinct(read_references(found.words, default_law)),
        places=places,
        confidence=0.85,
        cells={"title": Evidence(places=places, rule="column:initiative")},
    )
    above = (goal.title, Evidence(places=goal.places, rule="column:goal")) if goal is not None else None
    _complete(item, found.mark, above, code)
    return item


def add_rows(initiatives: list[Initiative], item: Initiative) -> None:
    """Add an initiative that rows of a table hold, or only its items where the same one is there already."""
    for one in initiatives:
        same_goal = one.goal is None or item.goal is None or one.goal == item.goal
        if fold(one.title) == fold(item.title) and one.number == item.number and same_goal:
            one.aspects.extend(item.aspects)
            one.milestones.extend(item.milestones)
            one.gains.extend(item.gains)
            one.references = distinct([*one.references, *item.references])
            return
    initiatives.append(item)


def _complete(item: Initiative, mark: Mark, goal: tuple[str, Evidence] | None, code: str | None) -> None:
    """Give an initiative its number, goal and municipality; a row group that repeats its title or goal is none."""
    if mark.number is not None:
        item.number = mark.number
        item.cells["number"] = Evidence(places=item.places, rule=f"mark:{mark.kind}")
    if goal is not None:
        item.goal, item.cells["goal"] = goal
    if code is not None:
        item.municipality = code
        item.cells["municipality"] = Evidence(inferred=True, rule="the plan's municipality")
    titles = {fold(text) for text in (item.title, item.goal) if text}
    owned: list[Milestone | Gain] = [*item.milestones, *item.gains]
    for one in owned:
        if one.group is not None and titles & {fold(one.group), fold(read_mark(one.group).title)}:
            one.group = None
            del one.cells["group"]


def goal_of(head: Head) -> Goal:
    """The goal that a heading names."""
    return _goal(head.mark.number, head.title, places_of(head.blocks), f"mark:{head.mark.kind}", "heading", 0.9)


def table_goal(found: TableInitiative) -> Goal | None:
    """The goal that a table's column or section row gives one of its initiatives."""
    if found.goal is not None:
        mark, blocks = split_cell_title(found.goal)
        places = places_of(blocks)
    elif found.goal_section is not None:
        mark, places = read_mark(found.goal_section.text), found.goal_section.places
    else:
        return None
    return _goal(mark.number, mark.title, places, f"mark:{mark.kind}", "table column", 0.85)


def _goal(number: str | None, title: str, places: list[Place], mark_rule: str, rule: str, confidence: float) -> Goal:
    cells = {"title": Evidence(places=places, rule=rule)}
    if number is not None:
        cells["number"] = Evidence(places=places, rule=mark_rule)
    return Goal(number=number, title=title, places=places, confidence=confidence, cells=cells)


def in_own_box(pieces: list[tuple[int, Piece]], head: Head) -> list[tuple[int, Piece]]:
    """The pieces under a heading that stands in a box; what the same box holds does not stand apart."""
    box = head.blocks[0].box
    return [(i, replace(one, box=None) if box is not None and one.box == box else one) for i, one in pieces]


def without_lead(pieces: list[tuple[int, Piece]], span: Span) -> list[tuple[int, Piece]]:
    """The pieces under a run-in heading, its own paragraph without the heading's words."""
    index, first = pieces[0]
    if not isinstance(first, Block) or not first.lead:
        return pieces
    rest = first.text[len(first.lead) :].lstrip(" :–-")
    block = Block(Role.PARAGRAPH, rest, first.lines, box=first.box, column=first.column)
    return [(index, block), *pieces[1:]] if rest else pieces[1:]
