"""A data set as an SQLite database, which Datasette, R, Stata's ODBC and most other tools open."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa

from ...models.problem import UsageError
from ...models.tables import BY_NAME
from . import sql
from .source import Source, Table
from .views import SQLITE, statements

TYPES = {"string": "TEXT", "integer": "INTEGER", "number": "REAL", "boolean": "INTEGER", "date": "TEXT"}
"""Days are ISO texts (2024-05-31), which sort and compare as days do; truth values are 0 and 1."""
SEARCHED = ("goals", "initiatives", "aspects", "milestones", "gains", "sections")
"""Tables whose text gets an index for searching by words, which Datasette finds by itself."""


def write(source: Source, tables: Sequence[Table], path: Path) -> None:
    """Write the tables with types, keys, references, views and search indexes into the new file `path`.

    The same data and the same version of SQLite give the same bytes. Raises UsageError where a row breaks a key.
    """
    by_name = {table.name: table for table in tables}
    views = statements(SQLITE, by_name)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = OFF")
        try:
            for table in sql.parents_first(tables):
                connection.execute(sql.create_table(table, by_name, TYPES))
                for found in sql.references(table, by_name):
                    name = sql.quoted("_".join(("by", table.name, *found.columns)))
                    connection.execute(f"CREATE INDEX {name} ON {sql.quoted(table.name)} ({sql.listed(found.columns)})")
            connection.execute(sql.CREATE_DICTIONARY)
            connection.executemany(sql.insert(sql.DICTIONARY, 4), sql.dictionary(source, tables, views))
            for table in sql.parents_first(tables):
                for batch in table.batches():
                    connection.executemany(sql.insert(table.name, len(table.fields)), _rows(batch))
        except sqlite3.IntegrityError as error:
            raise _broken(source, table.name, str(error)) from error
        for broken in connection.execute("PRAGMA foreign_key_check"):
            raise _broken(source, broken[0], f"row {broken[1]} names no row of {broken[2]}")
        for statement in views.values():
            connection.execute(statement)
        for name in SEARCHED:
            if name in by_name:
                _index_words(connection, name, BY_NAME[name].text_column)
        connection.commit()
        connection.execute("VACUUM")


def _rows(batch: pa.RecordBatch) -> Iterator[tuple[Any, ...]]:
    columns = [
        [None if value is None else value.isoformat() if isinstance(value, date) else value for value in values]
        for values in (column.to_pylist() for column in batch.columns)
    ]
    return zip(*columns, strict=True)


def _index_words(connection: sqlite3.Connection, table: str, column: str) -> None:
    # Danish å is no a with a mark: diacritics count.
    options = f"content={sql.quoted(table)}, tokenize='unicode61 remove_diacritics 0'"
    name = f"{table}_fts"
    connection.execute(f"CREATE VIRTUAL TABLE {sql.quoted(name)} USING fts5({sql.quoted(column)}, {options})")
    connection.execute(f"INSERT INTO {sql.quoted(name)} ({sql.quoted(name)}) VALUES ('rebuild')")


def _broken(source: Source, table: str, why: str) -> UsageError:
    return UsageError(
        "E009",
        f"The table {table} in {source.folder} breaks its key: {why}. "
        "Its files are not those of one run; run `planspor run` again.",
    )
