"""The data set: how it is written, and how it is read again as data frames."""

from __future__ import annotations

import io
import logging
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from .. import __version__
from ..models.problem import Problem, UsageError
from ..models.tables import BY_NAME, TABLES
from . import package
from .batch import Reading
from .files import prepare_folder, write_atomically
from .flatten import problem_rows, schema, to_arrow

if TYPE_CHECKING:
    import pandas as pd

log = logging.getLogger(__name__)

DESCRIPTOR = "datapackage.json"
BOM = b"\xef\xbb\xbf"


class Dataset:
    """The tables of a data set, each as a data frame that is read when it is first asked for.

    Columns, types and meanings are those of `planspor.models.tables`: text is `string`, whole numbers are `Int32`,
    other numbers `float64`, truth values `boolean`, days `datetime64`; what is not known is null.
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
    sections: pd.DataFrame
    cells: pd.DataFrame
    problems: pd.DataFrame

    def __init__(self, path: str | os.PathLike[str]) -> None:
        """Open the data set in the folder `path`. Raises UsageError where there is none."""
        self.path = Path(path)
        if not (self.path / DESCRIPTOR).is_file():
            raise UsageError("E009", f"{self.path} holds no data set: there is no {DESCRIPTOR}.")

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name not in BY_NAME:
            raise AttributeError(f"a data set has no table {name!r}; it has {', '.join(BY_NAME)}")
        # A run writes tables and reads none, so only those who ask for a data frame wait for pandas.
        import pandas as pd

        types = {pa.string(): pd.StringDtype(), pa.int32(): pd.Int32Dtype(), pa.bool_(): pd.BooleanDtype()}
        frame: pd.DataFrame = self.arrow(name).to_pandas(types_mapper=types.get, date_as_object=False)
        setattr(self, name, frame)
        return frame

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *BY_NAME})

    def arrow(self, table: str) -> pa.Table:
        """A table as it was written, as an Arrow table."""
        return pq.read_table(self.path / f"{table}.parquet")

    def count(self, table: str) -> int:
        """The number of rows of a table, without reading it."""
        return int(pq.read_metadata(self.path / f"{table}.parquet").num_rows)

    def __repr__(self) -> str:
        counts = ", ".join(f"{self.count(name)} {name}" for name in ("plans", "initiatives", "milestones", "gains"))
        return f"<Dataset {self.path}: {counts}>"


def load(path: str | os.PathLike[str]) -> Dataset:
    """The data set that a run wrote into the folder `path`. Raises UsageError where there is none."""
    return Dataset(path)


class Writer:
    """Writes plans as they come and the tables at the end."""

    def __init__(self, out: Path, problems: Iterable[Problem]) -> None:
        self.out = out
        self.plans = out / "plans"
        prepare_folder(out)
        prepare_folder(self.plans)
        self.earlier = _plan_ids(out)
        self.parts: dict[str, list[pa.Table]] = {table.name: [] for table in TABLES}
        self.problems = list(problems)
        self.written: dict[str, str] = {}
        self.sources: list[tuple[str, str]] = []

    def add(self, reading: Reading) -> None:
        """Take in what was read of one file."""
        plan_id = reading.plan_id
        if plan_id in self.written:
            message = (
                f"{reading.file} has the plan id of {self.written[plan_id]}: the two files are the same. It is left "
                "out, so that nothing counts twice; remove one, or tell them apart in a manifest."
            )
            problem = Problem.of("E008", message, file=reading.file).model_copy(update={"plan_id": plan_id})
            self.problems.append(problem)
            return
        self.problems += reading.problems
        if plan_id is None or reading.sha256 is None:
            return
        self.written[plan_id] = reading.file
        self.sources.append((reading.file, reading.sha256))
        write_atomically(self.plans / f"{plan_id}.json", reading.document)
        for name, part in reading.tables.items():
            self.parts[name].append(part)

    def finish(self) -> None:
        """Write the tables and the descriptor, then remove the plans of an earlier run that are no more."""
        self.parts["problems"] = [to_arrow("problems", problem_rows(self.problems))]
        files: dict[str, bytes] = {}
        rows: dict[str, int] = {}
        for table in TABLES:
            whole = pa.concat_tables([schema(table).empty_table(), *self.parts[table.name]]).combine_chunks()
            rows[table.name] = whole.num_rows
            for form, encode in _FORMS.items():
                name = f"{table.name}.{form}"
                files[name] = encode(whole)
                write_atomically(self.out / name, files[name])
        descriptor = package.descriptor(__version__, files, rows, self.sources)
        write_atomically(self.out / DESCRIPTOR, package.to_bytes(descriptor))
        for plan_id in self.earlier - set(self.written):
            (self.plans / f"{plan_id}.json").unlink(missing_ok=True)


def _plan_ids(out: Path) -> set[str]:
    """The plans that an earlier run wrote into `out`."""
    path = out / "plans.parquet"
    if not path.is_file():
        return set()
    try:
        return set(pq.read_table(path, columns=["plan_id"]).column("plan_id").to_pylist())
    except (OSError, pa.ArrowException) as error:
        log.warning("%s is not of this program, so plans of an earlier run are kept: %s", path, error)
        return set()


def _to_parquet(table: pa.Table) -> bytes:
    stream = io.BytesIO()
    pq.write_table(table, stream, compression="zstd", version="2.6")
    return stream.getvalue()


def _to_csv(table: pa.Table) -> bytes:
    stream = io.BytesIO()
    pa_csv.write_csv(table, stream)
    return BOM + stream.getvalue()


_FORMS: dict[str, Callable[[pa.Table], bytes]] = {"csv": _to_csv, "parquet": _to_parquet}
