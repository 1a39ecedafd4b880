"""The tables of a data set as DuckDB sees them: queried where they lie, never loaded whole."""

from __future__ import annotations

import logging
import os
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from ...models.comparison import MATCHES
from ...models.problem import UsageError
from ...models.tables import TABLES
from ..dataset import load
from . import words

log = logging.getLogger(__name__)

Row = dict[str, Any]

COUNTED = """
CREATE VIEW counted AS
SELECT * FROM initiatives WHERE plan_id NOT IN (SELECT plan_id FROM plans WHERE duplicate_of IS NOT NULL)
"""
"""The initiatives but those of plans that are others once more."""

CONFIG: words.Config = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}
"""Extensions of DuckDB would come from the network."""

NEEDED = frozenset(
    "plans plan_municipalities goals initiatives aspects milestones gains key_figures references theme_tags sections "
    "cells problems".split()
)
"""Tables without which there is nothing to explore; others are shown where a data set has them."""

OWNERS = """
CREATE VIEW owners AS
SELECT initiative_id, municipality AS code FROM initiatives WHERE municipality IS NOT NULL
UNION ALL
SELECT i.initiative_id, coalesce(m.code, '-') FROM initiatives i LEFT JOIN plan_municipalities m USING (plan_id)
WHERE i.municipality IS NULL
"""
"""The municipality of each initiative: its own, else all those of its plan, else `-`."""

NAMES = """
CREATE VIEW names AS
SELECT code, min(name) AS name, collated(min(name)) AS rank FROM plan_municipalities GROUP BY code
"""
"""Each municipality's name, and the text by which it is sorted."""

COLLATED = """
CREATE MACRO collated(words) AS translate(replace(lower(words), 'aa', 'å'), 'æøå', '{|}')
"""
"""A text by whose code points Danish names sort: æ, ø, å come last in that order, and aa is å."""


class Database:
    """The tables of one data set. Every thread may ask; nothing is ever written into the data set.

    Searches need the words of each initiative in one place: they are collected in the background, and kept for the
    next start.
    """

    def __init__(self, folder: str | os.PathLike[str]) -> None:
        """Open the data set in `folder`. Raises UsageError where there is none, or where a table is missing."""
        self.dataset = load(folder)
        self.path: Path = self.dataset.path
        self._connection = duckdb.connect(config=CONFIG)
        self.tables: set[str] = set()
        """The tables that the data set has."""
        for table in TABLES:
            file = self.path / f"{table.path}.parquet"
            if table.name not in NEEDED and not file.is_file():
                continue
            self.tables.add(table.name)
            try:
                self._connection.execute(words.view(self.path, table))
                found = {row[0] for row in self._connection.execute(f'DESCRIBE "{table.name}"').fetchall()}
            except duckdb.Error as error:
                raise UsageError(
                    "E009", f"{file} cannot be read as Parquet. Run planspor run again, with --out {self.path}."
                ) from error
            if missing := [column for column in table.column_names if column not in found]:
                raise UsageError(
                    "E009",
                    f"{file} has no column {missing[0]}: an earlier version wrote it. Run planspor run again, with "
                    f"--out {self.path}.",
                )
        self.compared = (self.path / f"{MATCHES.path}.parquet").is_file()
        """Whether initiatives of different municipalities were compared."""
        if self.compared:
            self._connection.execute(words.view(self.path, MATCHES))
        for statement in (COLLATED, COUNTED, OWNERS, NAMES):
            self._connection.execute(statement)
        self._words = threading.Lock()
        self._scratch = tempfile.TemporaryDirectory(prefix="planspor-explore-")
        self._searchable = False
        self._timer: threading.Timer | None = None

    def prepare_search(self) -> None:
        """Have the words of the initiatives at hand; later calls wait until that is done."""
        with self._words:
            if self._searchable:
                return
            words.attach(self._connection, self.path, Path(self._scratch.name), CONFIG)
            self._searchable = True

    def prepare_search_soon(self, wait: float = 1.0) -> None:
        """Collect the words in the background, in `wait` seconds: once the first page is there."""
        self._timer = threading.Timer(wait, self._prepare_in_background)
        self._timer.daemon = True
        self._timer.start()

    def _prepare_in_background(self) -> None:
        try:
            self.prepare_search()
        except (duckdb.Error, OSError) as error:
            # The first search tries again, and says what is the matter.
            log.debug("The words of the initiatives could not be collected: %s", error)

    def rows(self, query: str, parameters: Sequence[Any] = ()) -> list[Row]:
        """The answer to a query, with the question marks in it replaced by `parameters`."""
        answer = self._connection.cursor().execute(query, list(parameters))
        names = [column[0] for column in answer.description or ()]
        return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]

    def value(self, query: str, parameters: Sequence[Any] = ()) -> Any:
        """The first column of the first row of the answer; None where there is no row."""
        row = self._connection.cursor().execute(query, list(parameters)).fetchone()
        return row[0] if row else None

    def arrow(self, query: str, parameters: Sequence[Any] = ()) -> pa.Table:
        """The answer to a query as an Arrow table."""
        return self._connection.cursor().sql(query, params=list(parameters)).to_arrow_table()

    def close(self) -> None:
        """Close the database and remove its temporary file."""
        if self._timer:
            self._timer.cancel()
        self._connection.interrupt()
        with self._words:
            self._connection.close()
        self._scratch.cleanup()
