"""Where units end: chapters and lines that belong to the whole plan stand below them, set as their own text is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache

from ...models.layout import Block, Piece, Role, Table
from ..vocabulary.phrases import fold, load_yaml
from .heads import Head
from .outline import Span

_FEWEST_UNITS = 3
_SIGNED = re.compile(r"^[A-ZÆØÅ][\wæøå. -]{1,30}, (?:den |d\. ?)?\d{1,2}[. ]\s?[\wæøå.]{1,10} (?:19|20)\d\d\.?$")
"""Place and date, as they stand over signatures."""


@cache
def _colophon() -> re.Pattern[str]:
    return re.compile(rf"^(?:{'|'.join(load_yaml('metadata.yaml')['colophon'])})\b", re.I)


@cache
def _of_plan() -> re.Pattern[str]:
    return re.compile(rf"^(?:{'|'.join(load_yaml('metadata.yaml')['whole_plan'])})\b", re.I)


def is_signature(text: str) -> bool:
    """Whether a line is the place and date over signatures ("Lundby, den 3. maj 2024")."""
    return _SIGNED.match(text) is not None


def end_before_chapters(spans: list[Span], heads: list[Head]) -> None:
    """End each unit before a chapter of the plan: a heading that goes on with the count of the last numbered one of its
    level above the unit, where the unit has no such headings of its own."""
    for span in spans:
        inside = [h for h in heads if span.start <= h.index < span.end and _count(h) is not None]
        for head in inside[:1]:
            above = [h for h in heads if h.index < span.head.index and h.level == head.level and _count(h) is not None]
            if above and _count(head) == (_count(above[-1]) or 0) + 1 and head.mark.kind != span.head.mark.kind:
                span.end = head.index


def _count(head: Head) -> int | None:
    number = head.mark.number or ""
    plain = head.mark.kind == "number" and number.isdigit() and not head.inline and head.blocks[0].box is None
    return int(number) if plain else None


def end_before_colophon(spans: list[Span], heads: list[Head], body: list[Piece], tables: Iterable[int]) -> None:
    """End the last unit before the place and date of signatures, before the colophon, or before a paragraph about the
    plan itself right below a table, with all that is below them.

    Nothing ends where a heading below announces milestones or gains, or one of `tables` (the indices of those that hold
    any) stands below; right below such a heading places and dates are items.
    """
    if not spans:
        return
    announce = [head for head in heads if head.role is not None and head.role.kind in ("milestones", "gains")]
    items = {head.end for head in announce}
    last = max([*(head.index for head in announce), *tables], default=-1)
    for i in range(spans[-1].start + 1, spans[-1].end):
        piece = body[i]
        if not isinstance(piece, Block) or piece.role is not Role.PARAGRAPH or piece.box is not None:
            continue
        signed = is_signature(piece.text)
        if i in items and signed:
            items.add(i + 1)
            continue
        below_table = isinstance(body[i - 1], Table) and _of_plan().match(piece.text)
        if i > last and (signed or ((_colophon().match(piece.text) or below_table) and len(spans) > 1)):
            spans[-1].end = i
            return


def end_before_closing(spans: list[Span], heads: list[Head], body: list[Piece]) -> None:
    """End the last unit before a heading that closes the whole plan: unknown and printed once, with nothing but
    paragraphs below it, where no other unit has such a heading."""
    if len(spans) < _FEWEST_UNITS:
        return
    again = Counter(fold(head.text) for head in heads)
    own: list[list[Head]] = []
    for span in spans:
        inside = [h for h in heads if span.start <= h.index < span.end and not h.inline and h.blocks[0].box is None]
        own.append([h for h in inside if h.role is None and h.mark.kind == "none" and again[fold(h.text)] == 1])
    last = spans[-1]
    if any(own[:-1]) or not own[-1]:
        return
    closing = own[-1][0]
    below = body[closing.end : last.end]
    prose = all(isinstance(piece, Block) and piece.role is Role.PARAGRAPH for piece in below)
    if prose and closing.index > last.start:
        last.end = closing.index
