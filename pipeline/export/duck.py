"""A data set as a DuckDB database."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa

from ...models.problem import UsageError
from . import sql
from .source import Source, Table
from .views import DUCKDB, VIEWS, statements

TYPES = {"string": "VARCHAR", "integer": "INTEGER", "number": "DOUBLE", "boolean": "BOOLEAN", "date": "DATE"}


def write(source: Source, tables: Sequence[Table], path: Path) -> None:
    """Write the tables with types, keys, references, comments and views into the new file `path`.

    Two exports hold the same in the same order; DuckDB gives each file an identifier of its own, so they are not the
    same to the byte. Raises UsageError where a row breaks a key.
    """
    import duckdb

    by_name = {table.name: table for table in tables}
    views = statements(DUCKDB, by_name)
    with duckdb.connect(str(path), config={"threads": 1}) as connection:
        for table in sql.parents_first(tables):
            connection.execute(sql.create_table(table, by_name, TYPES))
            connection.execute(f"COMMENT ON TABLE {sql.quoted(table.name)} IS {_text(table.description)}")
            for field in table.fields:
                column = f"{sql.quoted(table.name)}.{sql.quoted(field.name)}"
                connection.execute(f"COMMENT ON COLUMN {column} IS {_text(field.description)}")
        connection.execute(sql.CREATE_DICTIONARY)
        connection.executemany(sql.insert(sql.DICTIONARY, 4), sql.dictionary(source, tables, views))
        for table in sql.parents_first(tables):
            for batch in table.batches():
                connection.register("batch", pa.Table.from_batches([batch]))
                try:
                    connection.execute(f"INSERT INTO {sql.quoted(table.name)} SELECT * FROM batch")
                except duckdb.ConstraintException as error:
                    raise UsageError(
                        "E009",
                        f"The table {table.name} in {source.folder} breaks its key: {error}. "
                        "Its files are not those of one run; run `planspor run` again.",
                    ) from error
                connection.unregister("batch")
        for statement in views.values():
            connection.execute(statement)
        for view in VIEWS:
            if view.name in views:
                connection.execute(f"COMMENT ON VIEW {sql.quoted(view.name)} IS {_text(view.description)}")


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
