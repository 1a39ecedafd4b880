"""The printed lines of a document in which it speaks of itself: cover, colophon, running headers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from ...models.layout import Block, Document, Role, Table
from ...models.plan import Place
from ..vocabulary.phrases import fold, load_yaml
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


def facts_of(document: Document, last: int) -> list[FrontLine]:
    """The rows of a table of the document's own data on pages 1 to `last`, each as a line "label: value"."""
    out: list[FrontLine] = []
    for table in document.flow:
        if not isinstance(table, Table) or table.page > last or table.n_cols != 2:
            continue
        pairs = [(table.at(row, 0), table.at(row, 1)) for row in range(table.n_rows)]
        told = [(label, value) for label, value in pairs if label and value and label.blocks and value.blocks]
        if not any(fold(label.text) in _fact_labels() for label, _ in told):
            continue
        for label, value in told:
            text = f"{label.text.rstrip(' :')}: {value.text}"
            blocks = [*label.blocks, *value.blocks]
            out.append(FrontLine(text, value.blocks[0].style.size, table.page, blocks, Role.PARAGRAPH))
    return out


@cache
def _fact_labels() -> frozenset[str]:
    """What such a table's rows are called."""
    data = load_yaml("metadata.yaml")
    return frozenset(fold(label) for key in ("unit_labels", "published", "approved") for label in data[key])
