"""A data set as its descriptor tells it: tables with their columns, keys and rows, whatever the tables are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from ...models.problem import UsageError
from ..dataset import DESCRIPTOR, read_descriptor
from ..storage import LocalFolder

BATCH = 20_000
"""Rows that are in memory at once."""


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a table."""

    name: str
    type: str
    """Of the Table Schema: string, integer, number, boolean, date."""
    description: str = ""
    required: bool = False
    enum: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reference:
    """The `columns` of a row name a row of `table` by its columns `to`, or are null."""

    columns: tuple[str, ...]
    table: str
    to: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table and the Parquet file, or the folder of Parquet files, that holds its rows."""

    name: str
    title: str
    description: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    references: tuple[Reference, ...]
    path: Path

    @property
    def files(self) -> list[Path]:
        return sorted(self.path.rglob("*.parquet")) if self.path.is_dir() else [self.path]

    @property
    def rows(self) -> int:
        """The number of rows, without reading them."""
        return sum(int(pq.read_metadata(file).num_rows) for file in self.files)

    def batches(self) -> Iterator[pa.RecordBatch]:
        """The rows in the order in which they were written, some at a time, with the table's columns alone."""
        names = [field.name for field in self.fields]
        for file in self.files:
            with pq.ParquetFile(file) as parquet:
                yield from parquet.iter_batches(BATCH, columns=names)


class Source:
    """The data set in a folder. Raises UsageError where there is none or it is not whole."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        path = folder / DESCRIPTOR
        if not path.is_file():
            raise UsageError("E009", f"{folder} holds no data set: there is no {DESCRIPTOR}.")
        try:
            self.descriptor, _ = read_descriptor(LocalFolder(folder))
            tables = [_table(folder, resource) for resource in self.descriptor["resources"]]
        except (KeyError, TypeError) as error:
            raise UsageError(
                "E009", f"{path} is not the descriptor that a run writes ({error!r}). Run `planspor run` again."
            ) from error
        for table in tables:
            if not table.path.exists():
                raise UsageError("E009", f"{folder} is not whole: {table.path} is missing. Run `planspor run` again.")
        self.tables = {table.name: table for table in tables}

    def chosen(self, only: tuple[str, ...] = (), without: tuple[str, ...] = ()) -> list[Table]:
        """The tables to export, in their order. Raises UsageError for a name that no table has."""
        for name in (*only, *without):
            if name not in self.tables:
                raise UsageError("E009", f"There is no table {name!r}; the tables are {', '.join(self.tables)}.")
        return [table for name, table in self.tables.items() if (not only or name in only) and name not in without]

    @cached_property
    def about(self) -> list[tuple[str, str]]:
        """What the data set is, as pairs of a label and a text."""
        licences = "; ".join(str(found.get("title", found.get("name", ""))) for found in self.descriptor["licenses"])
        return [
            ("Title", str(self.descriptor["title"])),
            ("Description", str(self.descriptor["description"])),
            ("Made by", f"Planspor {self.descriptor['version']}"),
            ("Contract", f"version {self.descriptor['contractVersion']} of the tables"),
            ("Licence", licences),
            ("Read from", f"{len(self.descriptor['sources'])} PDFs; the table plans names each with its SHA-256"),
        ]


def _table(folder: Path, resource: dict[str, Any]) -> Table:
    schema = resource["schema"]
    return Table(
        name=resource["name"],
        title=resource["title"],
        description=resource["description"],
        fields=tuple(_field(field) for field in schema["fields"]),
        key=tuple(schema.get("primaryKey", ())),
        references=tuple(
            Reference(
                tuple(key["fields"]),
                key["reference"]["resource"] or resource["name"],
                tuple(key["reference"]["fields"]),
            )
            for key in schema.get("foreignKeys", ())
        ),
        path=folder / resource["alternative"]["path"],
    )


def _field(field: dict[str, Any]) -> Field:
    constraints = field.get("constraints", {})
    return Field(
        field["name"],
        field["type"],
        field.get("description", ""),
        bool(constraints.get("required", False)),
        tuple(constraints.get("enum", ())),
    )
