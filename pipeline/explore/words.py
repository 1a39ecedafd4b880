"""The words that searches look through: all of an initiative in one text, collected once and kept between starts.

They are kept where readings are (`PLANSPOR_CACHE`), never in the data set; the file may be deleted at any time.
"""

from __future__ import annotations

import hashlib
import logging
import os
import shutil
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import duckdb

from ...models.columns import TableInfo
from ...models.tables import BY_NAME
from ..cache import default_folder

log = logging.getLogger(__name__)

Config = dict[str, str | bool | int | float | list[str]]

SOURCES = tuple(BY_NAME[name] for name in ("initiatives", "aspects", "milestones", "gains"))
"""Tables whose words are searched."""
KEPT = 3
"""Data sets whose words are kept; those that were not searched for the longest time go first."""
_MAKING = ".making-"

_WORDS = """
CREATE TABLE words AS
SELECT i.initiative_id, lower(concat_ws(chr(10), i.title, i.goal, a.text, m.text, g.text)) AS text
FROM initiatives i
LEFT JOIN (SELECT initiative_id, string_agg(concat_ws(' ', heading, text), chr(10)) AS text
    FROM aspects GROUP BY initiative_id) a USING (initiative_id)
LEFT JOIN (SELECT initiative_id, string_agg(concat_ws(' ', "group", text, partners, follow_up), chr(10)) AS text
    FROM milestones GROUP BY initiative_id) m USING (initiative_id)
LEFT JOIN (SELECT initiative_id, string_agg(concat_ws(' ', "group", text, follow_up), chr(10)) AS text
    FROM gains GROUP BY initiative_id) g USING (initiative_id)
"""
"""All words of each initiative in one text of small letters."""


def view(folder: Path, table: TableInfo) -> str:
    """The statement that lets a table of the data set in `folder` be asked where it lies."""
    file = _quoted(folder / f"{table.path}.parquet")
    return f"CREATE VIEW \"{table.name}\" AS SELECT * FROM read_parquet('{file}')"


def attach(connection: duckdb.DuckDBPyConnection, data: Path, scratch: Path, config: Config) -> None:
    """Give the connection a view `words` of the data set in `data`: what was kept if it is of the same files, else
    collected anew. Where nothing can be kept, it is collected into the folder `scratch`.

    Raises duckdb.Error or OSError where the words cannot be collected.
    """
    name = f"{_digest(data)}.duckdb"
    folder = default_folder() / "explore"
    kept = folder / name
    if kept.is_file():
        try:
            _attach(connection, kept)
        except duckdb.Error as error:
            log.debug("%s is damaged and is made anew: %s", kept, error)
        else:
            with suppress(OSError):
                os.utime(kept)
            return
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=_MAKING, dir=folder) as place:
            _collect(Path(place) / name, data, config)
            # Whoever reads the file that was there goes on reading it.
            os.replace(Path(place) / name, kept)
    except OSError as error:
        log.debug("%s cannot be written, the words are kept for this start alone: %s", folder, error)
        kept = scratch / name
        kept.unlink(missing_ok=True)
        _collect(kept, data, config)
    else:
        _tidy(folder, kept)
    _attach(connection, kept)


def _digest(data: Path) -> str:
    """What tells one state of a data set's tables, read by one version of DuckDB, from all others."""
    files = [data / f"{table.path}.parquet" for table in SOURCES]
    traits = [(path.resolve().as_posix(), path.stat().st_size, path.stat().st_mtime_ns) for path in files]
    return hashlib.sha256(repr((duckdb.__version__, _WORDS, traits)).encode()).hexdigest()[:32]


def _collect(path: Path, data: Path, config: Config) -> None:
    # A database of its own with one thread: those who ask for something else meanwhile need not wait.
    with duckdb.connect(path, config={**config, "threads": 1}) as builder:
        for table in SOURCES:
            builder.execute(view(data, table))
        # Packed it would be half as big and searched in twice the time.
        builder.execute("PRAGMA force_compression = 'uncompressed'")
        builder.execute(_WORDS)
        for table in SOURCES:
            builder.execute(f"DROP VIEW {table.name}")


def _attach(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    connection.execute(f"ATTACH '{_quoted(path)}' AS searches (READ_ONLY)")
    try:
        connection.execute("CREATE VIEW words AS SELECT * FROM searches.words")
    except duckdb.Error:
        connection.execute("DETACH searches")
        raise


def _tidy(folder: Path, newest: Path) -> None:
    """Remove the words of data sets that were not searched for the longest time."""
    with suppress(OSError):
        others = sorted((path for path in folder.glob("*.duckdb") if path != newest), key=lambda p: -p.stat().st_mtime)
        for path in others[KEPT - 1 :]:
            path.unlink(missing_ok=True)
        for path in folder.glob(f"{_MAKING}*"):
            # Of an explorer that was killed.
            if path.stat().st_mtime < time.time() - 3600:
                shutil.rmtree(path, ignore_errors=True)


def _quoted(path: Path) -> str:
    return path.as_posix().replace("'", "''")
