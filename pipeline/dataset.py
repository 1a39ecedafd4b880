"""The data set that a run has written, read again as data frames."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from ..models.comparison import COMPARISON_BY_NAME
from ..models.problem import UsageError
from ..models.tables import BY_NAME, TABLES
from .storage import Folder, LocalFolder, Location, folder

if TYPE_CHECKING:
    import pandas as pd

DESCRIPTOR = "datapackage.json"
ALL_TABLES = {**BY_NAME, **COMPARISON_BY_NAME}
"""All tables that a data set can have, by name."""

_AT_ONCE = 20_000


class Dataset:
    """The tables of a data set, each as a data frame that is read when it is first asked for.

    Columns, types and meanings are those of `models.tables` and `models.comparison`: text is `string`, whole numbers
    are `Int32`, other numbers `float64`, truth values `boolean`, days `datetime64`, and a column whose values are a
    closed list is `category` with all of them, in the order of the list; what is not known is null.
    """

    plans: pd.DataFrame
    plan_municipalities: pd.DataFrame
    goals: pd.DataFrame
    initiatives: pd.DataFrame
    aspects: pd.DataFrame
    milestones: pd.DataFrame
    gains: pd.DataFrame
    key_figures: pd.DataFrame
    references: pd.DataFrame
    theme_tags: pd.DataFrame
    actors: pd.DataFrame
    methods: pd.DataFrame
    target_groups: pd.DataFrame
    sections: pd.DataFrame
    cells: pd.DataFrame
    doubts: pd.DataFrame
    problems: pd.DataFrame

    municipalities: pd.DataFrame
    municipality_population: pd.DataFrame
    themes: pd.DataFrame
    municipality_theme: pd.DataFrame
    initiative_matches: pd.DataFrame
    initiative_threads: pd.DataFrame
    gain_measures: pd.DataFrame
    gain_profile: pd.DataFrame
    milestone_profile: pd.DataFrame
    distinctive_terms: pd.DataFrame
    legal_basis: pd.DataFrame
    coverage: pd.DataFrame

    def __init__(self, path: Location) -> None:
        """Open the data set in the folder `path`, or behind an address. Raises UsageError where there is none."""
        self.folder = folder(path)
        if not self.folder.exists(DESCRIPTOR):
            why = f"there is no {DESCRIPTOR}"
            if isinstance(self.folder, LocalFolder) and not self.folder.path.is_dir():
                why = "it is no folder" if self.folder.path.exists() else "there is no such folder here"
            message = f"{self.folder} holds no data set: {why}. Name the folder that planspor run wrote into."
            raise UsageError("E009", message)

    @property
    def path(self) -> Path:
        """The folder on this computer. Raises UsageError where the data set lies behind an address."""
        if not isinstance(self.folder, LocalFolder):
            raise UsageError("E009", f"{self.folder} is no folder of this computer; copy it to one first.")
        return self.folder.path

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name not in ALL_TABLES:
            raise AttributeError(f"a data set has no table {name!r}; it has {', '.join(ALL_TABLES)}")
        # A run writes tables and reads none, so only those who ask for a data frame wait for pandas.
        import pandas as pd

        types = {pa.string(): pd.StringDtype(), pa.int32(): pd.Int32Dtype(), pa.bool_(): pd.BooleanDtype()}
        frame: pd.DataFrame = self.arrow(name).to_pandas(types_mapper=types.get, date_as_object=False)
        for column in ALL_TABLES[name].columns:
            if column.enum:
                frame[column.name] = frame[column.name].astype(pd.CategoricalDtype(list(column.enum)))
        setattr(self, name, frame)
        return frame

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *ALL_TABLES})

    def arrow(self, table: str) -> pa.Table:
        """A table as it was written, as an Arrow table. Raises UsageError where there is none."""
        with self._opened(table) as stream:
            # Arrow's own threads may still hold a Python file when Python ends, and then abort it (arrow #34314).
            return pq.ParquetFile(stream).read(use_threads=False)

    def batches(self, table: str, columns: Sequence[str]) -> Iterator[pa.RecordBatch]:
        """Columns of a table, some rows after the others, so that its size does not count for memory; a column that
        the data set does not have is left out. Raises UsageError where there is no such table."""
        with self._opened(table) as stream:
            yield from pq.ParquetFile(stream).iter_batches(_AT_ONCE, columns=list(columns), use_threads=False)

    def has(self, table: str) -> bool:
        """Whether a table was written: those of the comparison are missing where it was not made."""
        return self.folder.exists(_file_of(table))

    def count(self, table: str) -> int:
        """The number of rows of a table, without reading it."""
        with self._opened(table) as stream:
            return int(pq.read_metadata(stream).num_rows)

    def see_that_it_is_of_this_version(self) -> None:
        """Raises UsageError where a table lacks a column that this version of the program writes."""
        for table in TABLES:
            if self.has(table.name):
                with self._opened(table.name) as stream:
                    there = set(pq.read_schema(stream).names)
                if missing := [name for name in table.column_names if name not in there]:
                    why = f"{table.name}.parquet in {self.folder} has no column {missing[0]}: another version wrote it."
                    raise UsageError("E009", f"{why} Run planspor run again, with --out {self.folder}.")

    @contextmanager
    def _opened(self, table: str) -> Iterator[BinaryIO]:
        """The file of a table; what is the matter with it is told in words."""
        try:
            with self._open(table) as stream:
                yield stream
        except FileNotFoundError as error:
            message = f"{self.folder} is no whole data set: there is no {_file_of(table)}. Run planspor run again."
            raise UsageError("E009", message) from error
        except (pa.ArrowInvalid, OSError) as error:
            why = str(getattr(error, "strerror", None) or error).rstrip(".")
            message = f"{_file_of(table)} in {self.folder} cannot be read: {why}. Run planspor run again."
            raise UsageError("E009", message) from error

    def _open(self, table: str) -> BinaryIO:
        name = _file_of(table)
        if table in COMPARISON_BY_NAME and not self.has(table):
            command = f"planspor compare {self.folder}"
            raise UsageError("E009", f"{self.folder} has no comparison yet; make it with `{command}`.")
        return self.folder.open(name)

    def __repr__(self) -> str:
        counts = ", ".join(f"{self.count(name)} {name}" for name in ("plans", "initiatives", "milestones", "gains"))
        return f"<Dataset {self.folder}: {counts}>"


def read_descriptor(place: Folder) -> tuple[dict[str, Any], str]:
    """What the descriptor of a data set says, and the SHA-256 of its bytes. Raises UsageError where it is not one that
    a run wrote."""
    try:
        with place.open(DESCRIPTOR) as stream:
            data = stream.read()
        found = json.loads(data)
    except OSError as error:
        message = f"{place}/{DESCRIPTOR} cannot be opened: {error.strerror or error}. Run planspor run again."
        raise UsageError("E009", message) from error
    except ValueError as error:
        raise UsageError("E009", f"{place}/{DESCRIPTOR} is no JSON: {error}. Run planspor run again.") from error
    if not isinstance(found, dict) or not {"resources", "sources"} <= set(found):
        message = f"{place}/{DESCRIPTOR} does not describe a data set of planspor run; name the folder that it wrote."
        raise UsageError("E009", message)
    return found, hashlib.sha256(data).hexdigest()


def _file_of(table: str) -> str:
    if table not in ALL_TABLES:
        raise UsageError("E009", f"A data set has no table {table!r}; it has {', '.join(ALL_TABLES)}.")
    return f"{ALL_TABLES[table].path}.parquet"


def load(path: Location) -> Dataset:
    """The data set that a run wrote into `path`, a folder or an address. Raises UsageError where there is none."""
    return Dataset(path)
