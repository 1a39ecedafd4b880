"""What the page's text is: blocks with a role, tables with cells, both in reading order.

`Block` and `Table` still know their lines and boxes, so that whatever is read from them can be
traced to the page. They are light dataclasses; the public models of a plan are in `plan.py`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from .geometry import Bbox, union
from .page import Page, Style, Word
from .plan import Doubt
from .problem import Problem


class Role(StrEnum):
    """The role of a piece of text. The names are those of the contract's `sections.role`."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE_CELL = "table_cell"
    CAPTION = "caption"
    FOOTNOTE = "footnote"
    HEADER = "header"
    FOOTER = "footer"
    PAGE_NUMBER = "page_number"
    TOC = "toc"
    FIGURE_TEXT = "figure_text"
    HIDDEN = "hidden"


@dataclass(slots=True)
class Line:
    """Words on one baseline in one column, left to right."""

    words: list[Word]
    page: int
    bbox: Bbox
    style: Style
    """The style of most of its letters."""

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


@dataclass(slots=True)
class Block:
    """A heading, paragraph, list item or other piece of text, in one role.

    A paragraph that runs over a column or page break is one block, with lines on both.
    """

    role: Role
    text: str
    """Line breaks and end-of-line hyphens mended, bullet or number removed (see `marker`),
    footnote marks removed (see `notes`)."""
    lines: list[Line]
    level: int | None = None
    """Heading: 1 for the outermost in this document. List item: 1 for the outermost list."""
    marker: str | None = None
    """A list item's or heading's printed mark: "•", "-", "1.", "a)", "1.2"."""
    lead: str | None = None
    """Run-in heading: the words set in bold (or italic) at the start, without their final
    colon ("Formål" of "**Formål:** At borgerne ..."). `text` includes them."""
    box: int | None = None
    """Index in `Document.boxes` of the innermost box or sidebar that it stands in."""
    column: int = 0
    """0-based column on its page, by its first line."""
    notes: list[str] = field(default_factory=list)
    """Footnote marks that stood in the text."""
    space_above: float = 0.0
    """White space to the block above in the same column, in points."""
    confidence: float = 1.0

    @property
    def page(self) -> int:
        return self.lines[0].page

    @property
    def style(self) -> Style:
        return self.lines[0].style

    @property
    def places(self) -> list[tuple[int, Bbox]]:
        """`(page, bbox)` of each run of lines in one column of one page."""
        return runs(self.lines)


def runs(lines: list[Line]) -> list[tuple[int, Bbox]]:
    """The places of `lines`, a new one where the page or the column changes (a line further up than the last)."""
    out: list[tuple[int, list[Bbox]]] = []
    for line in lines:
        if out and out[-1][0] == line.page and line.bbox[1] >= out[-1][1][-1][1] - 1:
            out[-1][1].append(line.bbox)
        else:
            out.append((line.page, [line.bbox]))
    return [(page, union(boxes)) for page, boxes in out]


@dataclass(slots=True)
class Box:
    """A frame, tinted area or sidebar that sets text apart from the main flow."""

    page: int
    bbox: Bbox
    fill: tuple[int, int, int] | None = None


@dataclass(slots=True)
class Cell:
    """A cell of a table. A cell that a page break cuts is one cell with blocks on both pages."""

    row: int
    """0-based, header rows included."""
    col: int
    row_span: int = 1
    col_span: int = 1
    blocks: list[Block] = field(default_factory=list)
    """The cell's paragraphs and list items, in reading order."""
    page: int = 0
    bbox: Bbox = (0.0, 0.0, 0.0, 0.0)
    """Of the cell's first part, the area and not its text."""
    header: bool = False
    places: list[tuple[int, Bbox]] = field(default_factory=list)
    """`(page, bbox)` of each part of the cell's area."""
    shaded: bool = False
    """Whether it is empty, on a ground that sets it apart from the other cells: a bar of a time chart."""

    @property
    def text(self) -> str:
        """The paragraphs of the cell joined by a space, list items by "; " (the contract's rule for cells)."""
        out = ""
        for i, block in enumerate(self.blocks):
            if i:
                both = block.role is Role.LIST_ITEM and self.blocks[i - 1].role is Role.LIST_ITEM
                out += "; " if both else " "
            out += block.text
        return out


@dataclass(frozen=True, slots=True)
class DeclaredRows:
    """Which rows of a table that a tagged PDF declares stand on a page. A row is `(group, row)`, both from 0."""

    first: tuple[int, int]
    last: tuple[int, int]
    groups: int
    rows: tuple[int, int]
    """Of the first row's group and of the last one's, on all pages."""


@dataclass(slots=True)
class Table:
    """A table, over all the pages that it runs over."""

    cells: list[Cell]
    """By row, then column. A spanning cell is listed once, at its first row and column."""
    n_rows: int
    n_cols: int
    header_rows: int
    """Rows at the top that head the columns (0 where there is no header); a header that is
    repeated on a later page is not a row."""
    parts: list[tuple[int, Bbox]]
    """`(page, bbox)` of the table's part on each page, in order."""
    kind: str = "ruled"
    """How it was found: `ruled`, `horizontal` (rules between rows only), `shaded`, `aligned`, `tagged`,
    `timed` (times at a tab stop); `cards` where labels and values below each other are its rows, or cards on a time
    line its columns."""
    joined: list[str] = field(default_factory=list)
    """Why each part was joined to the one before: `same column edges`, `repeated header`, `running row` ..."""
    column: int = 0
    box: int | None = None
    confidence: float = 1.0
    section_rows: list[int] = field(default_factory=list)
    """Rows in the body whose one cell spans all columns (or stands alone in its row) and heads the rows below."""
    declared: DeclaredRows | None = None
    """Where the PDF is tagged and declares this table."""
    repeated: list[Block] = field(default_factory=list)
    """The text of headers that later pages repeat: no rows of the table, but printed all the same."""
    doubts: list[Doubt] = field(default_factory=list)
    """Where it goes on over a page break and could be read otherwise."""

    @property
    def page(self) -> int:
        return self.parts[0][0]

    @property
    def bbox(self) -> Bbox:
        return self.parts[0][1]

    def by_row(self) -> list[list[Cell]]:
        """The cells that begin in each row, in the order of `cells`."""
        rows: list[list[Cell]] = [[] for _ in range(self.n_rows)]
        for cell in self.cells:
            rows[cell.row].append(cell)
        return rows

    def at(self, row: int, col: int) -> Cell | None:
        """The cell that covers this position, spans included."""
        for cell in self.cells:
            if cell.row <= row < cell.row + cell.row_span and cell.col <= col < cell.col + cell.col_span:
                return cell
        return None


Piece = Block | Table


@dataclass(slots=True)
class Document:
    """A whole PDF: all its text once, in reading order."""

    pages: list[Page]
    flow: list[Piece]
    """All blocks and tables in reading order, furniture (headers, footers, page numbers) included."""
    boxes: list[Box] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    info: dict[str, str] = field(default_factory=dict)
