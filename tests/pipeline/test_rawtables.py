"""The forms of raw tables."""

from __future__ import annotations

import csv
import io
from html.parser import HTMLParser

from planspor.models.geometry import Bbox
from planspor.models.layout import Block, Cell, Document, Line, Role, Table
from planspor.models.page import Page, Style, Word
from planspor.pipeline.rawtables import RawTable, raw_tables

STYLE = Style("Helvetica", 10.0, False, False, (0, 0, 0))
BOX: Bbox = (50.004, 100.0, 300.0, 200.0)


def cell(row: int, col: int, text: str, *, rows: int = 1, cols: int = 1, header: bool = False, page: int = 1) -> Cell:
    line = Line([Word(text, 0, 0, 1, 1, STYLE)], page, BOX, STYLE)
    blocks = [Block(Role.PARAGRAPH, text, [line])] if text else []
    return Cell(row, col, rows, cols, blocks, page, BOX, header, [(page, BOX)])


def document() -> Document:
    """A table over two pages: two header rows with a span, and a body cell that spans two rows."""
    cells = [
        cell(0, 0, "Hvad", rows=2, header=True),
        cell(0, 1, "Måltal", cols=2, header=True),
        cell(1, 1, "2024", header=True),
        cell(1, 2, "2025", header=True),
        cell(2, 0, "Besøg | <ugentligt>", rows=2),
        cell(2, 1, '5 "cirka"'),
        cell(2, 2, "6"),
        cell(3, 1, "7", page=2),
        cell(3, 2, "", page=2),
    ]
    table = Table(cells, 4, 3, 2, [(1, BOX), (2, BOX)])
    return Document([Page(1, 595, 842), Page(2, 595, 842)], [table])


def table() -> RawTable:
    (found,) = raw_tables(document(), "a.pdf")
    return found


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.cells: list[list[object]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("td", "th"):
            named = dict(attrs)
            self.cells.append([tag, named.get("rowspan", "1"), named.get("colspan", "1"), ""])

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.cells[-1][3] = str(self.cells[-1][3]) + data


def test_json_has_the_shape_of_the_command() -> None:
    shape = table().model_dump(mode="json")
    assert list(shape) == ["file", "page", "bbox", "pages", "cells"]
    assert (shape["file"], shape["page"], shape["pages"]) == ("a.pdf", 1, [1, 2])
    assert shape["bbox"] == [50.0, 100.0, 300.0, 200.0]
    assert list(shape["cells"][0]) == ["row", "col", "row_span", "col_span", "text", "page", "bbox", "header"]
    assert shape["cells"][7]["page"] == 2


def test_a_spanning_cell_counts_for_each_row_and_column() -> None:
    assert table().rows() == [
        ["Hvad", "Måltal", "Måltal"],
        ["Hvad", "2024", "2025"],
        ["Besøg | <ugentligt>", '5 "cirka"', "6"],
        ["Besøg | <ugentligt>", "7", ""],
    ]


def test_csv_reads_back() -> None:
    assert list(csv.reader(io.StringIO(table().csv()))) == table().rows()


def test_markdown_joins_header_rows_and_escapes_bars() -> None:
    lines = table().markdown().splitlines()
    assert lines[0] == "| Hvad | Måltal / 2024 | Måltal / 2025 |"
    assert lines[1] == "| --- | --- | --- |"
    assert lines[2] == '| Besøg \\| &lt;ugentligt> | 5 "cirka" | 6 |'
    assert len(lines) == 4


def test_html_keeps_spans_and_escapes_text() -> None:
    reader = Reader()
    reader.feed(table().html())
    assert reader.cells == [
        ["th", "2", "1", "Hvad"],
        ["th", "1", "2", "Måltal"],
        ["th", "1", "1", "2024"],
        ["th", "1", "1", "2025"],
        ["td", "2", "1", "Besøg | <ugentligt>"],
        ["td", "1", "1", '5 "cirka"'],
        ["td", "1", "1", "6"],
        ["td", "1", "1", "7"],
        ["td", "1", "1", ""],
    ]
    assert "<ugentligt>" not in table().html()


def test_a_data_frame_has_the_header_as_columns() -> None:
    frame = table().frame()
    assert list(frame.columns) == ["Hvad", "Måltal / 2024", "Måltal / 2025"]
    assert frame["Måltal / 2024"].tolist() == ['5 "cirka"', "7"]


def test_a_column_of_row_headings_is_no_header_row() -> None:
    cells = [cell(0, 0, "a", header=True), cell(0, 1, "1"), cell(1, 0, "b", header=True), cell(1, 1, "2")]
    (found,) = raw_tables(Document([], [Table(cells, 2, 2, 0, [(1, BOX)])]), "a.pdf")
    assert found.header_rows == 0
    assert found.frame().shape == (2, 2)
    assert found.markdown().splitlines()[0] == "|  |  |"


def test_cells_keep_their_list_and_footnote_marks() -> None:
    words = [Word("Boats", 50, 90, 80, 100, STYLE), Word("2", 80, 88, 83, 94, STYLE, superscript=True)]
    noted = Block(Role.PARAGRAPH, "Boats", [Line(words, 1, BOX, STYLE)], notes=["2"])
    line = Line([Word("inspected", 60, 110, 90, 120, STYLE)], 1, BOX, STYLE)
    items = [Block(Role.LIST_ITEM, "inspected", [line], marker="•"), Block(Role.LIST_ITEM, "sold", [line], marker="2.")]
    cells = [Cell(0, 0, 1, 1, [noted], 1, BOX), Cell(0, 1, 1, 1, items, 1, BOX)]
    table = Table(cells, 1, 2, 0, [(1, BOX)])
    (raw,) = raw_tables(Document([Page(1, 595, 842)], [table]), "some.pdf")
    assert [cell.text for cell in raw.cells] == ["Boats2", "• inspected 2. sold"]
