"""PDFs with tables whose cells are known, set by Typst and drawn by ReportLab."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
import typst
from planspor.extractors.layout.document import build_document
from planspor.extractors.pages.pdfium import read_source
from planspor.extractors.tables.find import find_tables
from planspor.extractors.tables.join import join_tables
from planspor.models.layout import Document, Table
from planspor.models.page import Source
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

PROSE = (
    "The council met four times during the spring and discussed how the new building could be shared by the school, "
    "the library and the clubs. The members visited two other towns and wrote down what they had seen there. Several "
    "of them wanted a larger hall, while others would rather keep the old trees behind the station. "
)


class Set:
    """A PDF that has been set and read: its pages, its tables page by page, and the whole document."""

    def __init__(self, data: bytes) -> None:
        self.source: Source = read_source(data, "set.pdf")
        self.by_page: dict[int, list[Table]] = {page.number: find_tables(page) for page in self.source.pages}

    @property
    def tables(self) -> list[Table]:
        """All tables before parts are joined, in page order."""
        return [table for page in sorted(self.by_page) for table in self.by_page[page]]

    @property
    def one(self) -> Table:
        """The only table."""
        assert len(self.tables) == 1, [rows(t) for t in self.tables]
        return self.tables[0]

    @property
    def document(self) -> Document:
        """The document with tables joined over pages."""
        return join_tables(build_document(self.source, self.by_page))

    @property
    def joined(self) -> list[Table]:
        """The tables after parts are joined."""
        return [piece for piece in self.document.flow if isinstance(piece, Table)]


def rows(table: Table) -> list[list[str]]:
    """The text at each row and column; what a spanning cell covers besides its first place is `^` or `<`."""
    out = [["?"] * table.n_cols for _ in range(table.n_rows)]
    for cell in table.cells:
        for r in range(cell.row, cell.row + cell.row_span):
            for c in range(cell.col, cell.col + cell.col_span):
                assert out[r][c] == "?", "two cells cover one place"
                out[r][c] = "^" if r > cell.row else "<"
        out[cell.row][cell.col] = cell.text
    assert all(text != "?" for row in out for text in row), "a place without a cell"
    return out


@pytest.fixture(scope="session")
def prose() -> str:
    """A paragraph of running text."""
    return PROSE


@pytest.fixture(scope="session")
def texts() -> Callable[[Table], list[list[str]]]:
    """`rows`, for tests."""
    return rows


_SETUP = """#set page(width: 595pt, height: 842pt, margin: 70pt)
#set text(size: 10pt)
#set par(leading: 0.5em, spacing: 1em)
#set table(inset: (x: 5pt, y: 4pt))
"""


@pytest.fixture(scope="session")
def typeset() -> Callable[..., Set]:
    """`typeset(body)`: a PDF set by Typst from markup, read."""

    def setter(body: str, setup: str = "") -> Set:
        return Set(typst.compile((_SETUP + setup + body).encode()))

    return setter


@pytest.fixture(scope="session")
def draw() -> Callable[[Callable[[Canvas], None]], Set]:
    """`draw(painter)`: a PDF on which `painter` draws on a ReportLab canvas (y from the foot of an A4 page), read."""

    def drawer(painter: Callable[[Canvas], None]) -> Set:
        buffer = io.BytesIO()
        canvas = Canvas(buffer, pagesize=A4, invariant=1)
        canvas.setFont("Helvetica", 10)
        painter(canvas)
        canvas.save()
        return Set(buffer.getvalue())

    return drawer
