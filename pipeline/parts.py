"""The tables as files that grow plan by plan, so that their size does not count for the memory they take."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from ..models.columns import TableInfo
from .flatten import schema

BOM = b"\xef\xbb\xbf"
ROWS = 20_000
"""Rows that are kept before they are written: a row group of Parquet. Part of what makes the bytes of a data set."""
_APART = 100
"""Tables of plans that wait each for itself; a table takes some kB beside its rows, so many become one."""
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What the descriptor says of a file."""

    size: int
    sha256: str


class TablePart:
    """One table, written as Parquet and as CSV while its rows come in."""

    def __init__(self, table: TableInfo, folder: Path) -> None:
        """Begin the two files in `folder`. Raises OSError."""
        self.paths = {f"{table.name}.{form}": folder / f"{table.name}.{form}" for form in ("csv", "parquet")}
        self.rows = 0
        self._schema = schema(table)
        self._waiting: list[pa.Table] = []
        self._count = 0
        csv, parquet = self.paths.values()
        self._stream: BinaryIO = csv.open("wb")
        self._stream.write(BOM)
        self._csv = pa_csv.CSVWriter(self._stream, self._schema)
        self._parquet = pq.ParquetWriter(parquet, self._schema, compression="zstd", version="2.6")

    def add(self, rows: pa.Table) -> None:
        """Add rows below those that are there. Raises OSError."""
        if rows.num_rows:
            self._waiting.append(rows)
            self._count += rows.num_rows
        if len(self._waiting) > _APART:
            self._waiting = [pa.concat_tables(self._waiting).combine_chunks()]
        while self._count >= ROWS:
            self._write(ROWS)

    def close(self) -> None:
        """Write what waits and end the files. Raises OSError."""
        if self._count:
            self._write(self._count)
        self._csv.close()
        self._stream.close()
        self._parquet.close()

    def give_up(self) -> None:
        """End the files as they are, for a run that ends early."""
        for file in (self._csv, self._stream, self._parquet):
            try:
                file.close()
            except OSError:
                continue  # The disk is full or gone; nothing of this is kept.

    def _write(self, count: int) -> None:
        # Cut by number of rows alone: how they came, and from where, must not show in the bytes.
        whole = pa.concat_tables(self._waiting)
        group = whole.slice(0, count).combine_chunks()
        rest = whole.slice(count)
        self._waiting = [rest] if rest.num_rows else []
        self._count -= count
        self.rows += count
        self._csv.write_table(group)
        self._parquet.write_table(group, row_group_size=count)


def facts(path: Path) -> FileFacts:
    """Size and digest of a file, read piece by piece. Raises OSError."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as stream:
        while piece := stream.read(_PIECE):
            digest.update(piece)
            size += len(piece)
    return FileFacts(size, digest.hexdigest())


class Spool:
    """Rows put by on the disk until they can be finished, and read again in pieces."""

    def __init__(self, path: Path, columns: pa.Schema) -> None:
        """Begin the file. Raises OSError."""
        self.path = path
        self._writer = pa.ipc.new_stream(str(path), columns)

    def add(self, rows: pa.Table) -> None:
        """Put rows by. Raises OSError."""
        self._writer.write_table(rows)

    def close(self) -> None:
        """End the file. Raises OSError."""
        self._writer.close()

    def read(self) -> Iterator[pa.Table]:
        """The rows in the order in which they came."""
        with pa.OSFile(str(self.path)) as file, pa.ipc.open_stream(file) as stream:
            for batch in stream:
                yield pa.Table.from_batches([batch])
