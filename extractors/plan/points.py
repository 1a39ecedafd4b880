"""The single items of a cell or a section: one for each bullet, else for each paragraph, with their lead-in lines."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from ...models.layout import Block, Role
from ..values.times import split_leading_time
from .heading_roles import heading_role
from .items import Text, flat_text, places_of
from .nature import action_likeness

_LONGEST_GROUP = 6
"""Words of a point that can be no more than the heading of the points under it."""
_INLINE = re.compile(r"^(?P<group>[A-ZÆØÅ][^:.;!?]{2,60}):\s+(?P<text>\S.{10,})$", re.S)


@dataclass(slots=True)
class Point:
    """One item with the lead-in line above it."""

    blocks: list[Block]
    group: Text | None = None

    @property
    def text(self) -> Text:
        return Text(flat_text(self.blocks), places_of(self.blocks))


@dataclass(slots=True)
class Points:
    """The items of a cell or section, and the paragraphs that are none of them."""

    items: list[Point] = field(default_factory=list)
    rest: list[Block] = field(default_factory=list)


def split_points(
    blocks: list[Block], *, is_item: Callable[[Block], bool] | None = None, row_group: Text | None = None
) -> Points:
    """Split the blocks of a cell or a section into items.

    A short bold line on its own is a row group, which goes before a lead-in ("At borgerne oplever:") under it; a
    lead-in may also open the item's own line, where others of the cell stand on lines of their own.
    Points of an inner list belong to the point above them, unless a lead-in stands between; where it only heads them it
    is their group. Paragraphs are items too, or those that `is_item` accepts.
    A row group or lead-in that no item stands under is left over as any other paragraph.
    """
    splitter = _Splitter(
        is_item=is_item,
        in_lines=is_item is None and _lead_ins_in_lines(blocks),
        top=min((block.level or 1 for block in blocks if block.role is Role.LIST_ITEM), default=1),
        heading=points_that_head(blocks),
        group=row_group,
    )
    for i, block in enumerate(blocks):
        if block.role is Role.LIST_ITEM:
            splitter.point(block)
        else:
            splitter.paragraph(block, blocks[i + 1] if i + 1 < len(blocks) else None)
    splitter.out.rest.extend(splitter.open_above)
    order = {id(block): i for i, block in enumerate(blocks)}
    splitter.out.rest.sort(key=lambda block: order[id(block)])
    return splitter.out


@dataclass(slots=True)
class _Splitter:
    """The state between the blocks of a cell or section."""

    is_item: Callable[[Block], bool] | None
    in_lines: bool
    """Whether a paragraph may open with its lead-in."""
    top: int
    """The level of the outermost points."""
    heading: set[int]
    """The outermost points, by `id`, that only head the points under them."""
    group: Text | None
    lead_in: Text | None = None
    headed: Text | None = None
    """The outer point that heads the inner ones."""
    open_above: list[Block] = field(default_factory=list)
    """The row group and lead-ins that no item stands under as yet."""
    after_list: bool = False
    out: Points = field(default_factory=Points)

    def point(self, block: Block) -> None:
        """A point of a list."""
        level = block.level or 1
        if level <= self.top:
            self.headed = Text(block.text, places_of([block]), "outer point") if id(block) in self.heading else None
            if self.headed is not None:
                return
        inner = level > self.top + (self.headed is not None) and not self.open_above
        if inner and self.out.items and self.out.items[-1].blocks[0].role is Role.LIST_ITEM:
            self.out.items[-1].blocks.append(block)
        else:
            self._add(block, self.headed or self.group or self.lead_in)
        self.open_above.clear()
        self.after_list = True

    def paragraph(self, block: Block, follows: Block | None) -> None:
        """A paragraph, with the block below it."""
        self.headed = None
        inline = _INLINE.match(block.text) if self.in_lines else None
        if _is_row_group(block, follows):
            self.out.rest.extend(self.open_above)
            self.open_above = [block]
            self.group, self.lead_in = Text(block.text, places_of([block]), "row group"), None
        elif _is_lead_in(block) and follows is not None:
            if self.lead_in is not None:
                self.out.rest.extend(self.open_above)
                self.open_above.clear()
            self.open_above.append(block)
            self.lead_in = Text(block.text, places_of([block]), "lead-in")
        elif self.is_item is not None and not self.is_item(block):
            self.out.rest.append(block)
            if self.after_list:
                self.lead_in = None
        elif inline:
            opening = Text(inline["group"], places_of([block])[:1], "lead-in in the line")
            self._add(replace(block, text=inline["text"]), self.group or opening)
        else:
            self._add(block, self.group or (None if self.after_list else self.lead_in))
        self.after_list = False

    def _add(self, block: Block, group: Text | None) -> None:
        self.out.items.append(Point([block], group))
        self.open_above.clear()


def points_that_head(blocks: list[Block]) -> set[int]:
    """The outer points, by `id`, that are no items but head the points of an inner list: a few words with a colon that
    tell no action ("1. Drift:"), or words without a time over points that all begin with one."""
    points = [block for block in blocks if block.role is Role.LIST_ITEM]
    out: set[int] = set()
    for i, block in enumerate(points):
        level = block.level or 1
        end = next((n for n in range(i + 1, len(points)) if (points[n].level or 1) <= level), len(points))
        inner = points[i + 1 : end]
        if not inner or len(block.text.split()) > _LONGEST_GROUP or block.text.rstrip().endswith((".", ";")):
            continue
        timed = len(inner) >= 2 and all(split_leading_time(point.text) for point in inner)
        alone = block.text.rstrip().endswith(":") and not action_likeness([block.text])
        if (timed and split_leading_time(block.text) is None) or alone:
            out.add(id(block))
    return out


def _lead_ins_in_lines(blocks: list[Block]) -> bool:
    """Whether at least two paragraphs are lead-ins or open with one in their own line."""
    paragraphs = [block for block in blocks if block.role is not Role.LIST_ITEM]
    return sum(_is_lead_in(block) or _INLINE.match(block.text) is not None for block in paragraphs) >= 2


def _is_lead_in(block: Block) -> bool:
    return block.role is not Role.LIST_ITEM and block.text.rstrip().endswith(":")


def _is_row_group(block: Block, follows: Block | None) -> bool:
    if follows is None or len(block.text) > 40 or block.text.rstrip().endswith((".", ";")):
        return False
    return (block.role is Role.HEADING or block.style.bold) and not follows.style.bold


def group_of_heading(heading: str, boxed: bool) -> bool:
    """Whether a heading is a lead-in to its points ("Tiltag, der kan fremme ... er:") and no section heading.

    A sentence of five words or more with a colon is; in a box three words will do, and six need no colon where they
    are no heading of the vocabulary.
    """
    stripped = heading.rstrip()
    role = heading_role(stripped)
    if role is not None and role.score >= 0.9:
        return False
    words = len(stripped.split())
    if stripped.endswith(":"):
        return words >= (3 if boxed else 5)
    return boxed and role is None and words >= 6
