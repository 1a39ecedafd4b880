"""The headings of a document with what they say: their mark, their role, and what lies under them."""

from __future__ import annotations

from dataclasses import dataclass, field

from ...models.layout import Block, Document, Piece, Role, Table
from ..vocabulary.phrases import Match
from .fact_sheets import expand
from .heading_roles import heading_role
from .marks import Mark, read_mark, strip_colon

FURNITURE = frozenset({Role.HEADER, Role.FOOTER, Role.PAGE_NUMBER, Role.TOC, Role.HIDDEN, Role.FOOTNOTE})


@dataclass(slots=True)
class Head:
    """A heading in the body, or a run-in heading that begins a paragraph."""

    index: int
    """Of its first piece in the body."""
    end: int
    """Index of the first piece after it (its own paragraph, where it runs in)."""
    level: int
    mark: Mark
    role: Match | None
    blocks: list[Block] = field(default_factory=list)
    inline: bool = False

    @property
    def title(self) -> str:
        return strip_colon(self.mark.title)

    @property
    def text(self) -> str:
        return strip_colon(" ".join(block.text for block in self.blocks))


def body_of(document: Document) -> list[Piece]:
    """The flow without headers, footers, page numbers, tables of contents, footnotes and hidden text.

    Tables that are fact sheets are read as headings with their text.
    """
    out: list[Piece] = []
    for piece in document.flow:
        if isinstance(piece, Table):
            out.extend(expand(piece) or [piece])
        elif piece.role not in FURNITURE:
            out.append(piece)
    return out


def read_heads(body: list[Piece]) -> list[Head]:
    """All headings of the body in order; "Løfte 1" and the title right below it are one head."""
    heads: list[Head] = []
    i = 0
    while i < len(body):
        piece = body[i]
        if isinstance(piece, Block):
            if piece.role is Role.HEADING:
                head = _heading(body, i, piece)
                heads.append(head)
                i = head.end
                continue
            inline = _inline(i, piece)
            if inline is not None:
                heads.append(inline)
        i += 1
    return heads


def _heading(body: list[Piece], i: int, block: Block) -> Head:
    mark = read_mark(block.text, block.marker)
    head = Head(i, i + 1, block.level or 9, mark, None, [block])
    if mark.number is not None and not mark.title and i + 1 < len(body):
        below = body[i + 1]
        if isinstance(below, Block) and below.role is Role.HEADING and below.page == block.page:
            inner = read_mark(below.text, below.marker)
            if inner.kind == "none":
                head.mark = Mark(mark.kind, mark.word, mark.number, below.text)
                head.level = min(head.level, below.level or 9)
                head.end = i + 2
                head.blocks = [block, below]
    if head.mark.kind in ("none", "number"):
        head.role = heading_role(head.title)
    return head


def _inline(i: int, block: Block) -> Head | None:
    """A run-in heading with a code or an initiative's word and number at the start of a paragraph."""
    if not block.lead or block.role is not Role.PARAGRAPH:
        return None
    mark = read_mark(block.lead)
    if mark.kind == "code" or (mark.kind == "initiative" and mark.number and mark.title):
        return Head(i, i, 8, mark, None, [block], inline=True)
    return None
