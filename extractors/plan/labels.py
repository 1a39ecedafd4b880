"""Run-in labels: the words before a colon, or set off by their type, that head their own paragraph."""

from __future__ import annotations

from dataclasses import replace

from ...models.layout import Block, Piece, Role
from ..values.times import split_leading_time
from ..vocabulary.phrases import Match
from .heading_roles import heading_role
from .marks import strip_colon

_LONGEST_LEAD = 90
_LONGEST_WORDS = 40
_FEW_WORDS = 5


Label = tuple[str, Block | None, Match | None]
"""A label, its paragraph without it, and what the vocabulary says of it."""


def labelled_points(pieces: list[Piece]) -> set[int]:
    """The points, by `id`, of lists whose points are labels with their text ("• Formål: ...")."""
    out: set[int] = set()
    run: list[Block] = []
    for piece in [*pieces, None]:
        if isinstance(piece, Block) and piece.role is Role.LIST_ITEM:
            run.append(piece)
            continue
        top = [block for block in run if (block.level or 1) == (run[0].level or 1)]
        labels = {id(block): found[2] for block in top if (found := run_in_label(block, in_list=True)) is not None}
        if len({role.kind for role in labels.values() if role is not None}) >= 2 and len(labels) >= 0.6 * len(top):
            out |= set(labels)
        run = []
    return out


def run_in_label(block: Block, *, in_list: bool = False) -> Label | None:
    """`(label, the block without it, its role)` where a paragraph begins with a label, else None.

    A label is what is set off by its type (`Block.lead`), or words before a colon that the vocabulary knows.
    With `in_list` a point of a list may begin with one too.
    """
    if block.role is not Role.PARAGRAPH and not (in_list and block.role is Role.LIST_ITEM):
        return None
    if block.lead:
        label = block.lead
        rest = block.text[len(label) :].lstrip()
        colon = rest.startswith(":") or label.endswith(":")
        role = heading_role(label)
        if split_leading_time(f"{strip_colon(label)}: x") is not None:
            return None
        if (colon and len(label) < _LONGEST_LEAD) or (role is not None and role.score >= 0.9):
            return strip_colon(label), _without(block, rest.lstrip(":.–- ")), role
        return None
    head, mark, tail = block.text.partition(":")
    if mark and len(head) <= _LONGEST_WORDS and tail[:1] in (" ", ""):
        role = heading_role(head)
        if role is not None and role.score >= 0.95:
            return head, _without(block, tail.strip()), role
    return None


def plain_label(block: Block) -> Label | None:
    """The same for a few words before a colon that nothing sets off and nobody knows; a time is no label."""
    head, mark, tail = block.text.partition(":")
    if block.role is not Role.PARAGRAPH or not mark or not tail.startswith(" "):
        return None
    words = head.split()
    if not words or len(words) > _FEW_WORDS or len(head) > _LONGEST_WORDS or not words[0][0].isupper():
        return None
    if split_leading_time(block.text) is not None or any(c in ".;,!" for c in head):
        return None
    return head, _without(block, tail.strip()), None


def _without(block: Block, rest: str) -> Block | None:
    return replace(block, role=Role.PARAGRAPH, marker=None, text=rest, lead=None) if rest else None
