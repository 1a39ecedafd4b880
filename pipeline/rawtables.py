"""The tables of a PDF as they are printed, for `planspor tables`."""

from __future__ import annotations

import csv
import html
import io
from typing import TYPE_CHECKING

from pydantic import Field

from ..extractors.layout.blocks import printed_text
from ..models.geometry import Bbox, rounded
from ..models.layout import Document, Table
from ..models.plan import Doubt, Model

if TYPE_CHECKING:
    import pandas as pd


class RawCell(Model):
    """A cell; one that spans rows or columns is listed once, at its first."""

    row: int = Field(description="From 0, header rows included.")
    col: int = Field(description="From 0.")
    row_span: int
    col_span: int
    text: str = Field(description="As printed, with list and footnote marks; line breaks and hyphens there are mended.")
    page: int
    bbox: Bbox = Field(description="Left, top, right, bottom in points from the page's top left corner.")
    header: bool


class RawTable(Model):
    """A table, over all the pages that it runs over; `page` and `bbox` are those of its first part."""

    file: str
    page: int
    bbox: Bbox
    pages: list[int]
    cells: list[RawCell]
    doubts: list[Doubt] = Field(default_factory=list, exclude=True, description="Where it could be read otherwise.")

    def rows(self) -> list[list[str]]:
        """The text of the cells by row and column; the text of a spanning cell stands in all that it spans."""
        n_rows = max((cell.row + cell.row_span for cell in self.cells), default=0)
        n_cols = max((cell.col + cell.col_span for cell in self.cells), default=0)
        out = [[""] * n_cols for _ in range(n_rows)]
        for cell in self.cells:
            for row in range(cell.row, cell.row + cell.row_span):
                for col in range(cell.col, cell.col + cell.col_span):
                    out[row][col] = cell.text
        return out

    @property
    def header_rows(self) -> int:
        """The number of rows at the top all of whose cells are header cells."""
        body = [cell.row for cell in self.cells if not cell.header]
        last = max((cell.row + cell.row_span for cell in self.cells), default=0)
        return min(body, default=last)

    def frame(self) -> pd.DataFrame:
        """The table as a data frame of text; several header rows are joined by ` / `."""
        import pandas as pd

        rows, n = self.rows(), self.header_rows
        names = [" / ".join(dict.fromkeys(part for part in column if part)) for column in zip(*rows[:n], strict=True)]
        return pd.DataFrame(rows[n:], columns=pd.Index(names) if n else None, dtype="string")

    def csv(self) -> str:
        """The table as CSV."""
        stream = io.StringIO()
        csv.writer(stream, lineterminator="\n").writerows(self.rows())
        return stream.getvalue()

    def markdown(self) -> str:
        """The table as a Markdown table; without a header row its head is empty."""
        rows = [[_markdown(text) for text in row] for row in self.rows()]
        if not rows:
            return ""
        n = self.header_rows
        head = [" / ".join(dict.fromkeys(part for part in column if part)) for column in zip(*rows[:n], strict=True)]
        lines = [head or [""] * len(rows[0]), ["---"] * len(rows[0]), *rows[n:]]
        return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"

    def html(self) -> str:
        """The table as an HTML element, with `rowspan` and `colspan`."""
        n = self.header_rows
        by_row: dict[int, list[str]] = {}
        for cell in sorted(self.cells, key=lambda cell: (cell.row, cell.col)):
            name = "th" if cell.header else "td"
            spans = f' rowspan="{cell.row_span}"' if cell.row_span > 1 else ""
            spans += f' colspan="{cell.col_span}"' if cell.col_span > 1 else ""
            text = html.escape(cell.text).replace("\n", "<br>")
            by_row.setdefault(cell.row, []).append(f"<{name}{spans}>{text}</{name}>")
        count = len(self.rows())
        lines = [f'<table data-file="{html.escape(self.file)}" data-page="{self.page}">']
        for part, first, last in (("thead", 0, n), ("tbody", n, count)):
            if first < last:
                rows = ("".join(["<tr>", *by_row.get(row, []), "</tr>"]) for row in range(first, last))
                lines += [f"<{part}>", *rows, f"</{part}>"]
        return "\n".join([*lines, "</table>"]) + "\n"


def raw_tables(document: Document, file: str) -> list[RawTable]:
    """The tables of a document, in reading order."""
    return [_raw_table(piece, file) for piece in document.flow if isinstance(piece, Table)]


def _raw_table(table: Table, file: str) -> RawTable:
    return RawTable(
        file=file,
        page=table.page,
        bbox=rounded(table.bbox),
        pages=list(dict.fromkeys(page for page, _ in table.parts)),
        cells=[
            RawCell(
                row=cell.row,
                col=cell.col,
                row_span=cell.row_span,
                col_span=cell.col_span,
                text=" ".join(printed_text(block) for block in cell.blocks),
                page=cell.page,
                bbox=rounded(cell.bbox),
                header=cell.header,
            )
            for cell in table.cells
        ],
        doubts=table.doubts,
    )


def _markdown(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")
    return " ".join(escaped.split())
