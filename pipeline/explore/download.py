"""What is filtered, to take along: CSV in a zip, or one Excel workbook, each with the citation."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import date
from typing import IO, Any

import pyarrow as pa
import pyarrow.csv as pa_csv

from ...models.tables import BY_NAME
from ..parts import BOM
from .citation import Citation, cff
from .database import Database
from .filters import wanted
from .state import State
from .texts import Texts

TABLES = (
    "initiatives milestones gains aspects theme_tags methods target_groups actors references plans plan_municipalities"
).split()
"""Tables of a download: what the initiatives are and have, and the plans that they are of."""
MOST_ROWS = 1_048_575
"""Rows of an Excel sheet below its head."""
MOST_LETTERS = 32_767
"""Letters of an Excel cell."""
_EPOCH = (1980, 1, 1, 0, 0, 0)


class TooManyRowsError(Exception):
    """A table does not fit into an Excel sheet."""

    def __init__(self, table: str, rows: int) -> None:
        super().__init__(table, rows)
        self.table, self.rows = table, rows


def tables(database: Database, state: State) -> Iterator[tuple[str, pa.Table]]:
    """Each table with the rows that belong to the filtered initiatives, with the columns of the data set."""
    ids, parameters = wanted(database, state.filters)
    for name in TABLES:
        if name not in database.tables:
            continue
        info = BY_NAME[name]
        columns = ", ".join(f'"{column}"' for column in info.column_names)
        if "initiative_id" in info.column_names:
            only = f"initiative_id IN ({ids})"
        else:
            only = f"plan_id IN (SELECT plan_id FROM initiatives WHERE initiative_id IN ({ids}))"
        yield (
            name,
            database.arrow(f'SELECT {columns} FROM "{name}" WHERE {only} ORDER BY {info.id_column}', parameters),
        )


def to_zip(stream: IO[bytes], database: Database, state: State, cited: Citation, address: str) -> None:
    """Write the tables as CSV (UTF-8 with BOM, text as printed) and the citation as a zip file into `stream`."""
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:

        def add(name: str, data: bytes) -> None:
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), data, zipfile.ZIP_DEFLATED)

        add("CITATION.cff", cff().encode())
        add("citation.txt", "\r\n".join(("\ufeff" + cited.text, *_remarks(state, cited, address), "")).encode())
        for name, table in tables(database, state):
            out = io.BytesIO()
            pa_csv.write_csv(table, out)
            add(f"{name}.csv", BOM + out.getvalue())


def to_xlsx(stream: IO[bytes], database: Database, state: State, cited: Citation, address: str) -> None:
    """Write the tables as an Excel workbook into `stream`, a sheet each, the citation first.

    Text is typed as text, so that no cell is ever a formula or a link. Raises TooManyRowsError.
    """
    import xlsxwriter

    texts = Texts(state.lang)
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, options) as book:
        bold = book.add_format({"bold": True})
        days = book.add_format({"num_format": "yyyy-mm-dd"})
        first = book.add_worksheet(texts("sheet_citation"))
        first.set_column(0, 0, 120)
        for n, line in enumerate((cited.text, *_remarks(state, cited, address), "", *cff().splitlines())):
            first.write_string(n, 0, line)
        for name, table in tables(database, state):
            if table.num_rows > MOST_ROWS:
                raise TooManyRowsError(name, table.num_rows)
            sheet = book.add_worksheet(texts.label("table", name))
            sheet.freeze_panes(1, 0)
            sheet.set_column(0, table.num_columns - 1, 18)
            for column, title in enumerate(table.column_names):
                sheet.write_string(0, column, title, bold)
            row = 0
            for batch in table.to_batches(max_chunksize=10_000):
                for values in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                    row += 1
                    for column, value in enumerate(values):
                        _write(sheet, row, column, value, days)


def _write(sheet: Any, row: int, column: int, value: object, days: Any) -> None:
    if value is None:
        return
    if isinstance(value, str):
        sheet.write_string(row, column, value if len(value) <= MOST_LETTERS else value[: MOST_LETTERS - 1] + "…")
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, date):
        # Excel's calendar begins in 1900.
        if value.year >= 1900:
            sheet.write_datetime(row, column, value, days)
        else:
            sheet.write_string(row, column, value.isoformat())
    else:
        sheet.write_number(row, column, value)


def _remarks(state: State, cited: Citation, address: str) -> tuple[str, ...]:
    texts = Texts(state.lang)
    filters = State(filters=state.filters).query()
    return (
        f"{texts('licence')}: {cited.licence}",
        f"{texts('filtered_by')}: {filters or texts('unfiltered')}",
        address,
    )
