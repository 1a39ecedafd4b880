"""Sections of unknown headings that come back from initiative to initiative: what their points are, taken together."""

from __future__ import annotations

from ...models.layout import Block, Piece, Role
from ..vocabulary.phrases import Match
from .body import Section, read_sections
from .nature import action_likeness, effect_likeness
from .points import points_that_head

_MOST = 0.6
"""Share of the points that read as actions, or as effects, from which on the heading stands for such."""
_LONGEST = 160
"""Characters of a paragraph that can be a point."""
_FEWEST = 3


def told_by_points(initiatives: list[list[tuple[int, Piece]]]) -> dict[str, Match]:
    """By its folded words what each heading stands for that the vocabulary does not know, where its points show it.

    `initiatives` are the pieces under the heading of each, with their indices in the body.
    """
    points: dict[str, list[str]] = {}
    owners: dict[str, int] = {}
    targets: set[str] = set()
    gains = False
    for pieces in initiatives:
        own: set[str] = set()
        for section in read_sections(pieces):
            kind = section.role.kind if section.role is not None else None
            gains = gains or kind == "gains"
            if section.heading is None or kind not in (None, "target") or not _is_list(section):
                continue
            if kind == "target":
                targets.add(section.key)
            key = section.key
            heading = points_that_head(section.blocks)
            points.setdefault(key, []).extend(block.text for block in section.blocks if id(block) not in heading)
            own.add(key)
        for key in own:
            owners[key] = owners.get(key, 0) + 1
    out: dict[str, Match] = {}
    for key, texts in points.items():
        if owners[key] < 2 or len(texts) < _FEWEST:
            continue
        actions, effects = action_likeness(texts), effect_likeness(texts)
        if max(actions, effects) >= _MOST:
            kind = "milestones" if actions >= effects else "gains"
            if key in targets and (kind == "milestones" or gains):
                continue  # what is aimed at in words, where the effects stand elsewhere
            out[key] = Match(kind, "points of all its sections", 0.8)
    return out


def _is_list(section: Section) -> bool:
    """Whether a section holds a list, or short lines of their own."""
    if section.tables or not section.blocks:
        return False
    listed = all(block.role is Role.LIST_ITEM for block in section.blocks)
    return listed or (len(section.blocks) >= 2 and all(_is_line(block) for block in section.blocks))


def _is_line(block: Block) -> bool:
    return block.role is Role.PARAGRAPH and len(block.text) <= _LONGEST
