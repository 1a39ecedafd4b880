"""A builder of documents as the layout hands them out: blocks and tables with places, without a PDF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest
from planspor.extractors.plan.compose import compose
from planspor.models.layout import Block, Box, Cell, Document, Line, Piece, Role, Table
from planspor.models.manifest import ManifestRow
from planspor.models.page import Page, Style, Word
from planspor.models.plan import Plan

PLAIN = Style("Serif", 10.0, False, False, (0, 0, 0))
BOLD = PLAIN._replace(font="Serif-Bold", bold=True)
SHA = "0123456789abcdef" * 4
WIDTH, HEIGHT, MARGIN, LEADING = 595.0, 842.0, 60.0, 13.0

CellText = str | Sequence[Any]
"""A cell's text: a string, "- " before a point, "** " before a paragraph in bold; several as a list."""


@dataclass
class Builder:
    """Sets blocks and tables one below the other; a new page where one is full."""

    pages: list[Page] = field(default_factory=list)
    flow: list[Piece] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    y: float = HEIGHT
    box: int | None = None

    def page(self) -> Builder:
        """Go on at the top of a new page."""
        self.pages.append(Page(number=len(self.pages) + 1, width=WIDTH, height=HEIGHT))
        self.y = MARGIN
        return self

    def heading(self, text: str, level: int = 2, marker: str | None = None) -> Builder:
        style = BOLD._replace(size=max(10.0, 26.0 - 4 * level))
        self.flow.append(self.block(Role.HEADING, text, style=style, level=level, marker=marker))
        return self

    def cover(self, *lines: str) -> Builder:
        """The lines of a cover, the first one the largest."""
        for n, line in enumerate(lines):
            style = BOLD._replace(size=30.0 - 4 * min(n, 4))
            self.flow.append(self.block(Role.HEADING, line, style=style, level=n + 1))
        return self.page()

    def text(self, *paragraphs: str, lead: str | None = None, style: Style = PLAIN) -> Builder:
        for paragraph in paragraphs:
            self.flow.append(self.block(Role.PARAGRAPH, paragraph, lead=lead, style=style))
        return self

    def items(self, *points: str, level: int = 1, marker: str = "•") -> Builder:
        for point in points:
            self.flow.append(self.block(Role.LIST_ITEM, point, level=level, marker=marker))
        return self

    def piece(self, role: Role, text: str) -> Builder:
        self.flow.append(self.block(role, text))
        return self

    def start_box(self) -> Builder:
        if not self.pages:
            self.page()
        self.boxes.append(Box(len(self.pages), (MARGIN, MARGIN, WIDTH - MARGIN, HEIGHT - MARGIN)))
        self.box = len(self.boxes) - 1
        return self

    def end_box(self) -> Builder:
        self.box = None
        return self

    def table(
        self,
        *rows: Sequence[CellText | None],
        header: int = 1,
        sections: Sequence[int] = (),
        spans: dict[tuple[int, int], tuple[int, int]] | None = None,
    ) -> Builder:
        """A table of rows. A cell that another one covers by its span (`spans`: rows and columns) is None."""
        if not self.pages:
            self.page()
        n_cols = max(len(row) for row in rows)
        width = (WIDTH - 2 * MARGIN) / n_cols
        table = Table([], len(rows), n_cols, header, [], box=self.box, section_rows=list(sections))
        start = (len(self.pages), self.y)
        for r, row in enumerate(rows):
            height = LEADING * max([1, *(len(_paragraphs(text)) for text in row if text is not None)])
            if self.y + height > HEIGHT - MARGIN:
                table.parts.append((start[0], (MARGIN, start[1], WIDTH - MARGIN, self.y)))
                self.page()
                start = (len(self.pages), self.y)
            top = self.y
            for c, text in enumerate(row):
                if text is None:
                    continue
                self.y = top
                row_span, col_span = (spans or {}).get((r, c), (1, 1))
                left = MARGIN + c * width
                bbox = (left, top, left + col_span * width, top + height)
                cell = Cell(r, c, row_span, col_span, page=len(self.pages), bbox=bbox, header=r < header)
                cell.places = [(cell.page, bbox)]
                cell.blocks = [_cell_block(self, paragraph, left) for paragraph in _paragraphs(text) if paragraph]
                table.cells.append(cell)
            self.y = top + height
        table.parts.append((start[0], (MARGIN, start[1], WIDTH - MARGIN, self.y)))
        self.flow.append(table)
        return self

    def block(self, role: Role, text: str, *, style: Style = PLAIN, x: float = MARGIN, **rest: Any) -> Block:
        """A block of one line at the place where the builder stands."""
        if not self.pages or self.y + LEADING > HEIGHT - MARGIN:
            self.page()
        page = self.pages[-1]
        marker = rest.get("marker")
        printed = f"{marker} {text}" if marker else text
        box = (x, self.y, min(x + 5.0 * len(printed), WIDTH - MARGIN), self.y + style.size)
        words = [Word(word, *box, style) for word in printed.split()]
        page.words.extend(words)
        self.y += LEADING
        return Block(role, text, [Line(words, page.number, box, style)], box=self.box, **rest)

    def document(self) -> Document:
        if not self.pages:
            self.page()
        return Document(self.pages, self.flow, self.boxes)

    def plan(self, file: str = "plan.pdf", manifest: ManifestRow | None = None) -> Plan:
        return compose(self.document(), file=file, sha256=SHA, manifest=manifest)


def _paragraphs(text: CellText) -> list[str]:
    return [text] if isinstance(text, str) else list(text)


def _cell_block(builder: Builder, text: str, left: float) -> Block:
    if text.startswith("- "):
        return builder.block(Role.LIST_ITEM, text[2:], x=left, level=1, marker="-")
    if text.startswith("** "):
        return builder.block(Role.PARAGRAPH, text[3:], x=left, style=BOLD)
    return builder.block(Role.PARAGRAPH, text, x=left)


@pytest.fixture
def build() -> Builder:
    return Builder()


@pytest.fixture(scope="session")
def builders() -> type[Builder]:
    """For tests that make several documents."""
    return Builder
