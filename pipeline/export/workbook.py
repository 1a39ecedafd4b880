"""A data set as an Excel workbook: a sheet a table, links to the pages, text that is never taken for a formula."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...models.problem import UsageError
from .source import Field, Source, Table

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

MAX_CHARACTERS = 32_767
"""What a cell of Excel holds."""
MAX_ROWS = 1_048_576
"""What a sheet of Excel holds, its header row included."""
MAX_LINKS = 65_530
"""What Excel opens in one sheet."""
FIRST_DAY = date(1900, 3, 1)
"""Days before are text: Excel counts a 29 February 1900 that never was."""
WIDEST, NARROWEST, ID_WIDTH = 60, 9, 26
"""Widths of columns in characters."""
MOST_LINES = 6
"""Rows are no higher than this many lines; the rest of a text is read in the input line."""
LINE = 15.0
"""Height of a line in points."""

LINK = "place"
"""Heading of the column of links."""

Row = Mapping[str, Any]
Link = Callable[[str, Row], str | None]
"""Where a row of a table leads to: a path relative to the workbook, or None."""


def write(source: Source, tables: Sequence[Table], path: Path, link: Link | None = None) -> list[str]:
    """Write the workbook `path` and say what Excel's limits took away. The same data give the same bytes.

    The first sheet says what the data set is, the second what each column means. Raises UsageError where a table has
    more rows than a sheet.
    """
    import xlsxwriter

    for table in tables:
        _check_rows(table)
    notes: list[str] = []
    options = {"constant_memory": True, "tmpdir": str(path.parent)}
    with xlsxwriter.Workbook(str(path), options) as book:
        # A fixed day, so that the same data give the same bytes.
        book.set_properties({"title": str(source.descriptor["title"]), "created": datetime(2000, 1, 1)})
        book.use_zip64()
        styles = _Styles(book)
        about = book.add_worksheet("about")
        columns = book.add_worksheet("columns")
        for table in tables:
            notes += _Sheet(book.add_worksheet(table.name[:31]), styles, table, link).write()
        _about(about, styles, source, tables, notes)
        _columns(columns, styles, tables)
    return notes


class _Styles:
    """The few formats that all sheets share."""

    def __init__(self, book: Workbook) -> None:
        common = {"valign": "top", "indent": 1}
        # The prefix keeps a text a text also when somebody edits the cell.
        self.text = book.add_format({**common, "quote_prefix": True})
        self.wrapped = book.add_format({**common, "quote_prefix": True, "text_wrap": True})
        self.number = book.add_format({"valign": "top", "num_format": "#,##0.##########"})
        self.integer = book.add_format({"valign": "top", "num_format": "0"})
        self.share = book.add_format({"valign": "top", "num_format": "0.00"})
        self.day = book.add_format({**common, "num_format": "yyyy-mm-dd", "align": "left"})
        self.link = book.add_format({**common, "font_color": "#0563C1", "underline": 1})
        self.header = book.add_format(
            {"bold": True, "bg_color": "#DCE6F1", "bottom": 1, "valign": "vcenter", "quote_prefix": True, "indent": 1}
        )
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.bold = book.add_format({**common, "bold": True})


class _Sheet:
    """One table on its sheet."""

    def __init__(self, sheet: Worksheet, styles: _Styles, table: Table, link: Link | None) -> None:
        self.sheet, self.styles, self.table, self.link = sheet, styles, table, link
        # In a column of its own: not every program keeps a link that lies on a number.
        self.first = 1 if link else 0
        self.cut: dict[str, int] = {}
        self.links = self.unlinked = 0

    def write(self) -> list[str]:
        """Write all rows; say what had to be left out."""
        table, sheet = self.table, self.sheet
        widths: list[int] = []
        row = 0
        for row, values in enumerate(_rows(table), 1):
            if not widths:
                widths = self._head()
            self._row(row, values, widths)
        if not widths:
            self._head()
        last = max(row, 1)
        sheet.autofilter(0, 0, last, len(table.fields) - 1 + self.first)
        # Codes of municipalities and sections of law are text that looks like numbers, and mean to be.
        sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{last + 1}"})
        return self._notes()

    def _head(self) -> list[int]:
        """Write the header row and set the widths, which the first rows tell."""
        table, sheet = self.table, self.sheet
        sheet.freeze_panes(1, 1 + self.first)
        sheet.set_row(0, 1.4 * LINE)
        _for_printing(sheet)
        widths = _widths(table)
        if self.link:
            sheet.set_column(0, 0, NARROWEST)
            sheet.write_string(0, 0, LINK, self.styles.header)
        for column, (field, width) in enumerate(zip(table.fields, widths, strict=True), self.first):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, field.name, self.styles.header)
        return widths

    def _row(self, row: int, values: Row, widths: Sequence[int]) -> None:
        lines = 1
        if self.link:
            self._place(row, values)
        for column, (field, width) in enumerate(zip(self.table.fields, widths, strict=True), self.first):
            value = values[field.name]
            if isinstance(value, str) and field.type == "string" and not _is_id(field):
                lines = max(lines, sum(max(1, math.ceil(len(part) / width)) for part in value.split("\n")))
            if value is not None:
                self._cell(row, column, field, value)
        self.sheet.set_row(row, LINE * min(lines, MOST_LINES))

    def _place(self, row: int, values: Row) -> None:
        """Write the link to the row's place, where it has one."""
        page = values.get("page")
        target = self.link(self.table.name, values) if self.link and page is not None else None
        if target is None:
            return
        if self.links == MAX_LINKS:
            self.unlinked += 1
            return
        self.links += 1
        self.sheet.write_url(row, 0, f"external:{target}", self.styles.link, f"p. {page}", "The place on the page")

    def _cell(self, row: int, column: int, field: Field, value: Any) -> None:
        sheet, styles = self.sheet, self.styles
        if isinstance(value, bool):
            sheet.write_boolean(row, column, value, styles.text)
        elif isinstance(value, date) and value >= FIRST_DAY:
            sheet.write_datetime(row, column, value, styles.day)
        elif isinstance(value, int | float) and math.isfinite(value):
            style = styles.integer if field.type == "integer" else styles.number
            sheet.write_number(row, column, value, styles.share if field.name == "confidence" else style)
        else:
            text = self._fitting(field.name, str(value))
            sheet.write_string(row, column, text, styles.text if _is_id(field) else styles.wrapped)

    def _fitting(self, column: str, text: str) -> str:
        length = _length(text)
        if length <= MAX_CHARACTERS:
            return text
        self.cut[column] = self.cut.get(column, 0) + 1
        ending = f" … [cut here: the whole text has {length} characters and is in {self.table.name}.csv]"
        kept = text.encode("utf-16-le")[: 2 * (MAX_CHARACTERS - _length(ending))]
        # Half of a pair that stands for one character is dropped.
        return kept.decode("utf-16-le", "ignore") + ending

    def _notes(self) -> list[str]:
        notes = [
            f"{self.table.name}.{column}: {count} texts are longer than the {MAX_CHARACTERS:,} characters of a cell "
            f"and are cut; they are whole in {self.table.name}.csv."
            for column, count in self.cut.items()
        ]
        if self.unlinked:
            notes.append(
                f"{self.table.name}: Excel opens {MAX_LINKS:,} links in a sheet; the last {self.unlinked:,} rows have "
                "none. Their pages are in the same folder."
            )
        return notes


def _rows(table: Table) -> Iterator[Row]:
    for batch in table.batches():
        yield from batch.to_pylist()


def _is_id(field: Field) -> bool:
    return field.name.endswith("_id") or field.name == "sha256"


def _length(text: str) -> int:
    """Characters as Excel counts them."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _check_rows(table: Table) -> None:
    if table.rows >= MAX_ROWS:
        raise UsageError(
            "E009",
            f"The table {table.name} has {table.rows:,} rows; a sheet of Excel holds {MAX_ROWS - 1:,}. Leave it out "
            f"with --without {table.name}, or export to duckdb or sqlite, which hold them all.",
        )


def _widths(table: Table) -> list[int]:
    """Widths of the columns in characters: those of most of the first values, within bounds."""
    values: list[Row] = []
    for batch in table.batches():
        values = batch.slice(0, 1000).to_pylist()
        break
    out = []
    for field in table.fields:
        lengths = sorted(
            max(map(len, str(row[field.name]).split("\n"))) for row in values if row[field.name] is not None
        )
        usual = lengths[int(0.9 * (len(lengths) - 1))] if lengths else 0
        # The button of the filter hides the end of a heading.
        wanted = max(usual + 1, len(field.name) + 4, NARROWEST)
        # What a row's own id ends in tells the rows apart; that of others need not be read to the end.
        out.append(min(wanted, ID_WIDTH if _is_id(field) and table.key != (field.name,) else WIDEST))
    return out


def _for_printing(sheet: Worksheet) -> None:
    """All columns on one page in breadth, the header row on each."""
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _about(sheet: Worksheet, styles: _Styles, source: Source, tables: Sequence[Table], notes: Sequence[str]) -> None:
    _for_printing(sheet)
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 12)
    sheet.set_column(2, 2, 100)
    sheet.write_string(0, 0, str(source.descriptor["title"]), styles.title)
    row = 2
    for label, text in source.about[1:]:
        sheet.write_string(row, 0, label, styles.bold)
        sheet.merge_range(row, 1, row, 2, "", styles.wrapped)
        sheet.write_string(row, 1, text, styles.wrapped)
        sheet.set_row(row, LINE * max(1, math.ceil(len(text) / 105)))
        row += 1
    row += 1
    for column, heading in enumerate(("table", "rows", "a row is")):
        sheet.write_string(row, column, heading, styles.header)
    for table in tables:
        row += 1
        name = table.name[:31]
        sheet.write_url(row, 0, f"internal:'{name}'!A1", styles.link, string=table.name)
        sheet.write_number(row, 1, table.rows, styles.integer)
        sheet.write_string(row, 2, table.description, styles.wrapped)
        sheet.set_row(row, LINE * max(1, math.ceil(len(table.description) / 95)))
    row += 2
    for note in notes:
        sheet.write_string(row, 0, note, styles.text)
        row += 1


def _columns(sheet: Worksheet, styles: _Styles, tables: Sequence[Table]) -> None:
    for column, (heading, width) in enumerate(
        {"table": 22, "column": 22, "type": 10, "what it is": 90, "values": 60}.items()
    ):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, heading, styles.header)
    _for_printing(sheet)
    sheet.freeze_panes(1, 2)
    row = 0
    for table in tables:
        for field in table.fields:
            row += 1
            texts = (table.name, field.name, field.type, field.description, ", ".join(field.enum))
            for column, text in enumerate(texts):
                sheet.write_string(row, column, text, styles.wrapped)
            lines = max(math.ceil(len(texts[3]) / 90), math.ceil(len(texts[4]) / 58), 1)
            sheet.set_row(row, LINE * lines)
    sheet.autofilter(0, 0, max(row, 1), 4)
