"""A data set as SQL: what both databases say alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .source import Reference, Source, Table
from .views import VIEWS

DICTIONARY = "data_dictionary"
"""The table that explains all others."""


def quoted(name: str) -> str:
    """A name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def listed(names: Sequence[str]) -> str:
    return ", ".join(quoted(name) for name in names)


def parents_first(tables: Sequence[Table]) -> list[Table]:
    """The tables in an order in which each comes after those that it refers to."""
    by_name = {table.name: table for table in tables}
    out: dict[str, Table] = {}

    def put(table: Table, above: tuple[str, ...]) -> None:
        for reference in table.references:
            parent = by_name.get(reference.table)
            if parent is not None and parent.name not in (*above, table.name):
                put(parent, (*above, table.name))
        out.setdefault(table.name, table)

    for table in tables:
        put(table, ())
    return list(out.values())


def references(table: Table, tables: Mapping[str, Table]) -> list[Reference]:
    """The table's references to the key of another table that is there too."""
    return [
        found
        for found in table.references
        if found.table != table.name and found.table in tables and tables[found.table].key == found.to
    ]


def create_table(table: Table, tables: Mapping[str, Table], types: Mapping[str, str]) -> str:
    """`CREATE TABLE` with types, key and references."""
    parts = [
        f"{quoted(field.name)} {types[field.type]}{' NOT NULL' if field.required else ''}" for field in table.fields
    ]
    if table.key:
        parts.append(f"PRIMARY KEY ({listed(table.key)})")
    parts += [
        f"FOREIGN KEY ({listed(found.columns)}) REFERENCES {quoted(found.table)} ({listed(found.to)})"
        for found in references(table, tables)
    ]
    return f"CREATE TABLE {quoted(table.name)} (\n  " + ",\n  ".join(parts) + "\n)"


def insert(table: str, columns: int) -> str:
    return f"INSERT INTO {quoted(table)} VALUES ({', '.join('?' * columns)})"


CREATE_DICTIONARY = (
    f'CREATE TABLE {DICTIONARY} ("table" TEXT NOT NULL, "column" TEXT, "type" TEXT, "description" TEXT NOT NULL)'
)


def dictionary(source: Source, tables: Sequence[Table], views: Mapping[str, str]) -> list[tuple[str | None, ...]]:
    """The rows of the table that explains all others: the data set, each table, each column, each view."""
    rows: list[tuple[str | None, ...]] = [("", None, None, f"{label}: {text}") for label, text in source.about]
    for table in tables:
        rows.append((table.name, None, None, table.description))
        rows += [(table.name, field.name, field.type, field.description) for field in table.fields]
    rows += [(view.name, None, "view", view.description) for view in VIEWS if view.name in views]
    return rows
