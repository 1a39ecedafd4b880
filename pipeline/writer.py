"""Writes a data set plan by plan: however many there are, it takes no more memory."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from .. import __version__
from ..models.problem import Problem, UsageError
from ..models.tables import BY_NAME, TABLES
from . import package
from .dataset import DESCRIPTOR
from .duplicates import Known, PlanIndex, earlier_plans
from .files import cannot_write
from .flatten import problem_rows, schema, to_arrow
from .likeness import is_draft
from .parts import Spool, TablePart, facts
from .reading import Reading
from .storage import Folder, Location, folder
from .workplace import clear_away, left_behind, new_workplace

log = logging.getLogger(__name__)

_INDEX = "plans.sqlite"
_AT_ONCE = 5000
"""Ids of plans of an earlier run that are looked up together."""


class Writer:
    """Takes readings in their order. Plans land as they come; the tables grow beside them and land at the end."""

    def __init__(self, location: Location, problems: Iterable[Problem]) -> None:
        """Begin a data set in `location`; `problems` come first in their table.

        Raises UsageError where it cannot be written, or where another program's data package would be written over.
        """
        self.out = out = folder(location)
        _see_that_it_is_ours(out)
        out.prepare()
        self.left = left_behind(out)
        self.place, self.lock = new_workplace(out)
        with self._on_disk():
            self.index = PlanIndex(self.place / _INDEX)
            self.plans = Spool(self.place / "plans.arrow", schema(BY_NAME["plans"]))
            self.parts = {table.name: TablePart(table, self.place) for table in TABLES}
            self._add_problems(problems)

    def add(self, reading: Reading) -> None:
        """Take in what was read of one file. Raises UsageError where it cannot be written."""
        with self._on_disk():
            if reading.plan_id is None or reading.sha256 is None:
                self._add_problems(reading.problems)
                return
            known = self.index.find(reading.plan_id)
            if known is not None:
                self._add_again(reading, *known)
                return
            self._add_problems(reading.problems)
            row = reading.tables["plans"].to_pylist()[0]
            owners = sorted(set(reading.tables["plan_municipalities"].column("code").to_pylist()))
            self.index.add(
                Known(
                    plan_id=reading.plan_id,
                    file=reading.file,
                    sha256=reading.sha256,
                    draft=is_draft(reading.file, row["title"], reading.tables["sections"]),
                    published=row["published"],
                    owner=" ".join(owners) or None,
                    period_start=row["period_start"] and row["period_start"].isoformat(),
                    period_end=row["period_end"] and row["period_end"].isoformat(),
                    signature=reading.signature,
                )
            )
            for name, part in reading.tables.items():
                (self.plans if name == "plans" else self.parts[name]).add(part)
            self.out.write(f"plans/{reading.plan_id}.json", reading.document)

    def finish(self) -> None:
        """Write the tables and the descriptor, and remove the plans of an earlier run that are no more.

        Raises UsageError where they cannot be written.
        """
        with self._on_disk():
            self.index.decide()
            self._finish_plans()
            for part in self.parts.values():
                part.close()
            files = {name: facts(path) for part in self.parts.values() for name, path in part.paths.items()}
            rows = {name: part.rows for name, part in self.parts.items()}
            descriptor = package.descriptor(__version__, files, rows, self.index.sources())
            with (self.place / DESCRIPTOR).open("wb") as stream:
                stream.writelines(package.pieces(descriptor))
            self._remove_plans_of_before()
            for part in self.parts.values():
                for name, path in part.paths.items():
                    self.out.take(name, path)
            self.out.take(DESCRIPTOR, self.place / DESCRIPTOR)
        self.close()

    def close(self) -> None:
        """Clear away all that is not finished. What was there before this run, and its plans, stay."""
        for part in self.parts.values():
            part.give_up()
        with suppress(OSError):
            self.plans.close()
        self.index.close()
        clear_away(self.place)
        self.lock.close()
        for place in self.left:
            clear_away(place)

    def _add_again(self, reading: Reading, file: str, sha256: str) -> None:
        """A file with the id of a plan that is there: a row of `plans` where it is the same, else only a problem."""
        plan_id = reading.plan_id or ""
        same = sha256 == reading.sha256
        if not same:
            message = (
                f"{reading.file} has the plan id of {file}: by chance their digests begin alike. It is left out; tell "
                "them apart in a manifest."
            )
        else:
            message = (
                f"{reading.file} is the same file as {file}. It counts once: `plans` names it as a duplicate, and no "
                "other table repeats it."
            )
            plan_id = f"{plan_id}-{self.index.copies(plan_id) + 2}"
            row = reading.tables["plans"]
            column = row.schema.get_field_index("plan_id")
            self.plans.add(row.set_column(column, row.schema.field(column), pa.array([plan_id])))
            self.index.add(Known(plan_id, reading.file, sha256, copy_of=reading.plan_id))
            own = reading.document.replace(f'"{reading.plan_id}"'.encode(), f'"{plan_id}"'.encode(), 1)
            self.out.write(f"plans/{plan_id}.json", own)
        problem = Problem.of("I001" if same else "E008", message, file=reading.file)
        self._add_problems([problem.model_copy(update={"plan_id": plan_id})])

    def _add_problems(self, problems: Iterable[Problem]) -> None:
        self.parts["problems"].add(to_arrow("problems", problem_rows(list(problems))))

    def _finish_plans(self) -> None:
        self.plans.close()
        for rows in self.plans.read():
            column = rows.schema.get_field_index("duplicate_of")
            found = [self.index.duplicate_of(plan_id) for plan_id in rows.column("plan_id").to_pylist()]
            named = rows.set_column(column, rows.schema.field(column), pa.array(found, pa.string()))
            self.parts["plans"].add(named)

    def _remove_plans_of_before(self) -> None:
        """Of the run before, and of runs that were cut off."""
        for plan_id in _plan_ids(self.out):
            if self.index.find(plan_id) is None:
                self.out.remove(f"plans/{plan_id}.json")
        for place in self.left:
            for plan_id in earlier_plans(place / _INDEX):
                if self.index.find(plan_id) is None:
                    self.out.remove(f"plans/{plan_id}.json")

    @contextmanager
    def _on_disk(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise cannot_write(self.place.parent, error) from error


def _see_that_it_is_ours(out: Folder) -> None:
    """Raises UsageError where a data package is there that no run has written. One that is damaged may be a run's."""
    if not out.exists(DESCRIPTOR):
        return
    try:
        with out.open(DESCRIPTOR) as stream:
            found = json.load(stream)
    except (OSError, ValueError):
        return
    if isinstance(found, dict) and found.get("name") != package.NAME:
        message = f"{out} holds another data package ({found.get('name') or 'without a name'}), whose files would go."
        raise UsageError("E009", f"{message} Name another place with --out.")


def _plan_ids(out: Folder) -> Iterator[str]:
    """The plans that an earlier run wrote into `out`."""
    if not out.exists("plans.parquet"):
        return
    try:
        with out.open("plans.parquet") as stream:
            for batch in pq.ParquetFile(stream).iter_batches(_AT_ONCE, columns=["plan_id"], use_threads=False):
                yield from pc.drop_null(batch.column(0)).to_pylist()
    except (OSError, pa.ArrowException) as error:
        log.warning(
            "plans.parquet in %s is not of this program, so plans of an earlier run are kept: %s", out, error
        )  # fmt: skip
