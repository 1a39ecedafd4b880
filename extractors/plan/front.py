"""The printed lines of a document in which it speaks of itself: cover, colophon, running headers."""

from __future__ import annotations

from dataclasses import dataclass

from ...models.layout import Block, Document, Role, Table
from ...models.plan import Place
from .items import places_of


@dataclass(slots=True)
class FrontLine:
    """One or more blocks that read as one line, with their font size in points."""

    text: str
    size: float
    page: int
    """1-based."""
    blocks: list[Block]
    role: Role

    @property
    def places(self) -> list[Place]:
        return places_of(self.blocks)


def lines_of(document: Document) -> list[FrontLine]:
    """All blocks outside tables in reading order, but for page numbers, tables of contents and hidden text."""
    return [
        FrontLine(piece.text, piece.style.size, piece.page, [piece], piece.role)
        for piece in document.flow
        if not isinstance(piece, Table) and piece.role not in (Role.HIDDEN, Role.TOC, Role.PAGE_NUMBER)
    ]
