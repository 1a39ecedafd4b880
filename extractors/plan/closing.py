"""Where the last unit ends: sections that close the whole plan stand below it, set as its own are."""

from __future__ import annotations

from collections import Counter

from ...models.layout import Block, Piece, Role
from ..vocabulary.phrases import fold
from .heads import Head
from .outline import Span

_FEWEST_UNITS = 3


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
