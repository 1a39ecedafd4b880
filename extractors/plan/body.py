"""What stands under an initiative: its sections as aspects, milestones and gains."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import cast

from ...models.layout import Block, Piece, Role, Table
from ...models.plan import Aspect, AspectKind, Gain, Milestone
from ...models.problem import Problem
from ..values.times import Period, split_leading_time, time_likeness
from ..vocabulary.phrases import Match, fold
from .fact_sheets import Entry
from .heading_roles import heading_role
from .items import Text, make_aspect, make_gain, make_milestone, places_of
from .labels import Label, labelled_points, run_in_label
from .marks import read_mark, strip_colon
from .nature import (
    announced_role,
    asks_what_is_wanted,
    lead_in_role,
    leads_list,
    opens_points,
    points_role,
    says_nothing,
)
from .points import group_of_heading, points_that_head, split_points
from .table_items import read_table
from .table_roles import TableRoles

_ONLY_TIME = 0.95


@dataclass(slots=True)
class Section:
    """A heading or run-in label and what stands under it up to the next."""

    heading: Text | None
    role: Match | None
    order: int
    level: int = 9
    blocks: list[Block] = field(default_factory=list)
    tables: list[tuple[int, Table]] = field(default_factory=list)
    boxed: bool = False

    @property
    def key(self) -> str:
        """The heading's words without its number, by which sections of several initiatives are the same."""
        return fold(read_mark(self.heading.text).title) if self.heading is not None else ""


@dataclass(slots=True)
class Body:
    """An initiative's aspects, milestones and gains, in reading order."""

    aspects: list[Aspect] = field(default_factory=list)
    milestones: list[Milestone] = field(default_factory=list)
    gains: list[Gain] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_body(
    pieces: list[tuple[int, Piece]],
    tables: dict[int, TableRoles],
    period: Period | None,
    *,
    purpose_elsewhere: bool = False,
    told: Mapping[str, Match] | None = None,
) -> Body:
    """Read the pieces under an initiative's heading, each with its index in the document's body.

    `purpose_elsewhere`: the plan heads its purposes otherwise, so a bare "Hvorfor" is the background.
    `told`: what unknown headings stand for, by their folded words.
    """
    sections = read_sections(pieces)
    for section in sections:
        if section.heading is not None and (section.role is None or section.role.kind == "target"):
            section.role = (told or {}).get(section.key, section.role)
    _timed_lines(sections)
    _boxed_lists(sections)
    _focus_areas(sections)
    _wanted_in_prose(sections, tables)
    out = Body()
    for section in sections:
        _read_section(section, tables, period, purpose_elsewhere, out)
    return out


def read_sections(pieces: list[tuple[int, Piece]]) -> list[Section]:
    """Sections in reading order; a box that interrupts a section stands after it."""
    boxes: dict[int, list[tuple[int, Piece]]] = {}
    main: list[tuple[int, Piece]] = []
    for index, piece in pieces:
        if piece.box is not None:
            boxes.setdefault(piece.box, []).append((index, piece))
        else:
            main.append((index, piece))
    for key, inside in list(boxes.items()):
        headings = [isinstance(piece, Block) and piece.role is Role.HEADING for _, piece in inside]
        if all(headings) or (not any(headings) and _is_all_below(pieces, inside)):
            main.extend(boxes.pop(key))
    main.sort(key=lambda one: one[0])
    sections = _split(main)
    for inside in boxes.values():
        boxed = _split(inside)
        for section in boxed:
            section.boxed = True
        sections.extend(boxed)
    return sorted(sections, key=lambda section: section.order)


def _is_all_below(pieces: list[tuple[int, Piece]], inside: list[tuple[int, Piece]]) -> bool:
    """Whether a heading has no text but that of boxes under it, of which this is one: then it heads what they hold."""
    before = [piece for index, piece in pieces if index < inside[0][0] and piece.box is None]
    after = [piece for index, piece in pieces if index > inside[0][0] and piece.box is None]
    above = before[-1] if before else None
    follows = after[0] if after else None
    if not isinstance(above, Block) or above.role is not Role.HEADING or above.page != inside[0][1].page:
        return False
    return follows is None or isinstance(follows, Table) or follows.role is Role.HEADING


def _split(pieces: list[tuple[int, Piece]]) -> list[Section]:
    sections: list[Section] = []

    def open_section(heading: Text | None, role: Match | None, order: int, level: int) -> Section:
        section = Section(heading, role, order, level)
        sections.append(section)
        return section

    pieces = _with_their_leads(pieces)
    current: Section | None = None
    labelled = labelled_points([piece for _, piece in pieces])
    in_sheet = False
    for index, piece in pieces:
        was_in_sheet, in_sheet = in_sheet, isinstance(piece, Entry)
        if isinstance(piece, Table):
            if current is None:
                current = open_section(None, None, index, 9)
            current.tables.append((index, piece))
            continue
        if piece.role is Role.HEADING:
            text = f"{piece.marker} {piece.text}" if piece.marker else piece.text
            role = heading_role(piece.text)
            current = open_section(Text(text, places_of([piece])), role, index, piece.level or 9)
            continue
        label = run_in_label(piece, in_list=id(piece) in labelled)
        if label is not None and not _leads_into(piece, label, current):
            heading, rest, role = label
            current = open_section(Text(heading, places_of([piece])[:1]), role, index, 9)
            if rest is not None:
                current.blocks.append(rest)
            continue
        # "Skolen skal:" above a list in running text: the list is one of actions (or gains) of its own.
        untold = current is None or current.heading is None or (current.role is None and not current.blocks)
        announced = untold and _announces(pieces, index)
        # What stands below a table no longer belongs to the heading above it.
        below = current is not None and bool(current.tables) and not _is_caption(piece)
        if current is None or announced or below or (was_in_sheet and _leaves_sheet(piece)):
            current = open_section(None, announced_role(piece.text) if announced else None, index, 9)
        current.blocks.append(piece)
    return sections


def _leaves_sheet(block: Block) -> bool:
    """Whether a block below a fact sheet is text of its own; a point may go on with the last label's list."""
    return not isinstance(block, Entry) and block.role is not Role.LIST_ITEM


def _leads_into(block: Block, label: Label, current: Section | None) -> bool:
    """Whether a label on a line of its own only opens the points of the section: one of the same kind as the heading
    right above it, or a half sentence ("Vi vil:") among actions or gains."""
    _, rest, role = label
    if rest is not None or not block.text.rstrip().endswith(":"):
        return False
    if current is None or current.heading is None or current.role is None or current.tables:
        return False
    if not current.blocks and role is not None and current.role.kind == role.kind:
        return True
    return current.role.kind in ("milestones", "gains") and not block.lead and opens_points(block.text)


def _announces(pieces: list[tuple[int, Piece]], index: int) -> bool:
    """Whether a paragraph opens the list right below it and says what the list holds."""
    at = next(i for i, (n, _) in enumerate(pieces) if n == index)
    piece = pieces[at][1]
    return isinstance(piece, Block) and leads_list(piece, pieces[at + 1][1] if at + 1 < len(pieces) else None)


def _is_caption(block: Block) -> bool:
    return block.role is Role.CAPTION


def _with_their_leads(pieces: list[tuple[int, Piece]]) -> list[tuple[int, Piece]]:
    """A point that is nothing but a bold lead with a colon, and the plain line right below it, are one point."""
    out: list[tuple[int, Piece]] = []
    for index, piece in pieces:
        last = out[-1][1] if out else None
        if (
            isinstance(piece, Block)
            and isinstance(last, Block)
            and last.role is Role.LIST_ITEM
            and piece.role is Role.PARAGRAPH
            and last.box == piece.box
            and last.style.bold
            and not piece.style.bold
            and last.text.rstrip().endswith(":")
        ):
            joined = replace(last, text=f"{last.text} {piece.text}", lines=last.lines + piece.lines)
            out[-1] = (out[-1][0], joined)
        else:
            out.append((index, piece))
    return out


def _timed_lines(sections: list[Section]) -> None:
    """A section of an unknown heading whose lines begin with a time and a colon holds milestones."""
    for section in sections:
        if section.role is None and section.heading is not None and len(section.blocks) >= 2:
            heading = points_that_head(section.blocks)
            lines = [block for block in section.blocks if id(block) not in heading]
            timed = sum(1 for block in lines if split_leading_time(block.text) is not None)
            if timed >= 0.6 * len(lines):
                section.role = Match("milestones", "lines begin with a time", 0.8)


def _boxed_lists(sections: list[Section]) -> None:
    """A list in a box, or under a lead-in sentence, is told by the sentence's words, else by how its points begin."""
    for section in sections:
        points = [block.text for block in section.blocks if block.role is Role.LIST_ITEM]
        if section.role is not None or section.heading is None or not points:
            continue
        if section.boxed or section.heading.text.rstrip().endswith(":"):
            section.role = lead_in_role(section.heading.text) or points_role(points)
        elif len(points) == len(section.blocks):
            section.role = points_role(points)


def _focus_areas(sections: list[Section]) -> None:
    """Sub-headings that a list of focus areas names are focus areas, whatever else their words mean."""
    named: set[str] = set()
    for section in sections:
        if section.role is not None and section.role.kind == "focus_areas":
            named.update(fold(block.text) for block in section.blocks if block.role is Role.LIST_ITEM)
    if not named:
        return
    unsure = [
        s
        for s in sections
        if s.heading is not None and not s.boxed and not s.tables and (s.role is None or s.role.score < 0.9)
    ]
    hits = [s for s in unsure if any(_near(fold(s.heading.text), name) for name in named if s.heading)]
    if len(hits) >= max(1, len(unsure) // 3):
        for section in unsure:
            section.role = Match("focus_areas", "named in the list of focus areas", 0.85)


def _wanted_in_prose(sections: list[Section], tables: dict[int, TableRoles]) -> None:
    """Where a table of the initiative holds its gains, prose under "Hvad vil vi opnå?" is the purpose."""
    kinds = {tables[index].kind for section in sections for index, _ in section.tables}
    if "gains" not in kinds:
        return
    for section in sections:
        heading, role = section.heading, section.role
        if (
            heading is None
            or role is None
            or role.kind != "gains"
            or section.boxed
            or not asks_what_is_wanted(heading.text)
        ):
            continue
        if section.blocks and not any(block.role is Role.LIST_ITEM for block in section.blocks):
            section.role = Match("purpose", role.phrase, 0.8)


def _near(a: str, b: str) -> bool:
    words_a, words_b = set(a.split()), set(b.split())
    return len(words_a & words_b) >= 0.6 * max(1, min(len(words_a), len(words_b)))


def _read_section(
    section: Section, tables: dict[int, TableRoles], period: Period | None, purpose_elsewhere: bool, out: Body
) -> None:
    kind = section.role.kind if section.role else None
    group = section.heading if section.heading and group_of_heading(section.heading.text, section.boxed) else None
    blocks = section.blocks
    if section.tables:
        blocks, above = _line_above(section)
        if above:
            _aspect("other", None, above, section, out)
    if kind == "milestones":
        blocks = _milestones(section, blocks, group, period, out)
    elif kind == "gains":
        blocks = _gains(section, blocks, group, period, out)
    if blocks:
        _aspect(_aspect_kind(section, kind, purpose_elsewhere), section.heading, blocks, section, out)
    for index, table in section.tables:
        items = read_table(table, tables[index], period, section.role, section.heading)
        out.milestones.extend(items.milestones)
        out.gains.extend(items.gains)
        out.aspects.extend(items.aspects)
        out.problems.extend(items.problems)


def _line_above(section: Section) -> tuple[list[Block], list[Block]]:
    """The line that introduces a table on the table's own page, where the section's text stands on earlier pages."""
    page = section.tables[0][1].page
    blocks = section.blocks
    if len(blocks) > 1 and blocks[-1].page == page and blocks[-2].lines[-1].page < page and len(blocks[-1].lines) <= 2:
        return blocks[:-1], blocks[-1:]
    return blocks, []


def _aspect_kind(section: Section, kind: str | None, purpose_elsewhere: bool) -> AspectKind:
    if kind == "why":
        return "background" if purpose_elsewhere else "purpose"
    if kind == "milestones":
        return "other"
    if kind == "gains":
        return "success_criteria"
    if kind is not None:
        return cast(AspectKind, kind)
    if section.heading is None:
        return "description" if not out_of_flow(section) else "other"
    return "other"


def out_of_flow(section: Section) -> bool:
    """Whether a section without a heading stands apart from the initiative's own text."""
    return section.boxed


def _aspect(kind: AspectKind, heading: Text | None, blocks: list[Block], section: Section, out: Body) -> None:
    text = Text.of_blocks(blocks)
    last = out.aspects[-1] if out.aspects else None
    if heading is None and last is not None and last.heading is None and last.kind == kind == "description":
        last.text += "\n" + text.text
        last.places = places_of(blocks) if not last.places else last.places + text.places
        return
    confidence = section.role.score if section.role and heading is not None else 0.8
    out.aspects.append(make_aspect(kind, heading, text, confidence))
    if heading is not None and section.role is None:
        page = heading.places[0].page if heading.places else None
        name = strip_colon(heading.text)
        message = f'The heading "{name}" is not in the vocabulary; its text is kept as an aspect of kind other.'
        out.problems.append(Problem.of("W006", message, page))


def _milestones(
    section: Section, blocks: list[Block], group: Text | None, period: Period | None, out: Body
) -> list[Block]:
    """Milestones from bullets and lines that begin with a time; returns the blocks that are neither."""
    points = split_points(blocks, is_item=_begins_with_time)
    sure = section.role is not None and section.role.score >= 0.9
    if not points.items and sure and len(blocks) > 1 and all(len(block.text) < 160 for block in blocks):
        points = split_points(blocks)
    texts = [point.text.text for point in points.items]
    if says_nothing(texts) or all(_is_time(text) for text in texts):
        return blocks
    for point in points.items:
        out.milestones.append(_timed(point.text, point.group or group, period))
    return points.rest


def _is_time(text: str) -> bool:
    """Whether a text says only when, and not what is to be done."""
    return time_likeness(text) >= _ONLY_TIME and split_leading_time(text) is None


def _begins_with_time(block: Block) -> bool:
    return split_leading_time(block.text) is not None


def _timed(text: Text, group: Text | None, period: Period | None) -> Milestone:
    found = split_leading_time(text.text)
    if found is not None:
        timing, rest = found
        return make_milestone(
            Text(rest, text.places, "text after its time"),
            timing=Text(timing, text.places[:1], "time before the colon"),
            group=group,
            period=period,
        )
    return make_milestone(text, group=group, period=period)


def _gains(section: Section, blocks: list[Block], group: Text | None, period: Period | None, out: Body) -> list[Block]:
    """Gains from bullets, else from paragraphs; returns the blocks that are neither."""
    has_list = any(block.role is Role.LIST_ITEM for block in blocks)
    points = split_points(blocks, is_item=(lambda _: False) if has_list else None)
    if says_nothing([point.text.text for point in points.items]):
        return blocks
    for point in points.items:
        out.gains.append(make_gain(point.text, group=point.group or group, period=period))
    return points.rest
