"""A run: from the PDFs of an archive to a data set."""

from __future__ import annotations

import os
from collections.abc import Iterable
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread

import pyarrow as pa

from ..models.comparison import COMPARISON_TABLES
from ..models.problem import Problem, UsageError
from . import isolate
from .archive import SourceFile, find
from .batch import Progress, check_engine, read_files, workers_for
from .cache import Cache, default_folder
from .choice import Since, choose, digests, with_problems
from .compare.given import read_given
from .dataset import Dataset
from .fetch import ByExecutor, Fetcher
from .files import alone_in, remove_leftovers
from .isolate import Limits
from .journal import Journal, Tally
from .retag import retagging
from .storage import LocalFolder, Location, folder
from .writer import Writer

Paths = Location | Iterable[Location]

IN_FLIGHT = 32
"""Documents that an executor has at the same time if no number is given."""


class Interrupted(KeyboardInterrupt):
    """A run that was stopped from outside, with what it had done; the next one goes on from there."""

    def __init__(self, tally: Tally) -> None:
        super().__init__(f"{tally.done} of {tally.files} files are done")
        self.tally = tally


@dataclass(frozen=True, slots=True)
class Settings:
    """How an archive is read. The data does not depend on it, but for `engine`, `taxonomy`, `limit` and `since`."""

    jobs: int | None = 1
    """Documents at the same time; None for as many as suit the machine and the number of files."""
    engine: str = "pdfium"
    taxonomy: str | os.PathLike[str] | None = None
    """File with the user's own themes; the built-in ones where None."""
    limits: Limits = field(default_factory=Limits)
    """What one document may take."""
    cache: bool | str | os.PathLike[str] = True
    """Where readings are kept: True for the user's cache folder, False for nowhere."""
    only_problems: bool = False
    """Read again, whatever is kept, the files with errors or warnings in the data set that is there."""
    limit: int | None = None
    """Take only so many files, the first ones."""
    since: Since | None = None
    """Take only files that changed on this day or later."""
    log: str | os.PathLike[str] | None = None
    """File that gets a line of JSON for each document."""
    inventory: str | os.PathLike[str] | None = None
    """CSV of the plans that there should be, for the comparison."""
    population: str | os.PathLike[str] | None = None
    """CSV of inhabitants from StatBank Denmark, for the comparison."""
    compare: bool = True
    """Make the tables of `comparison/` at the end."""
    executor: Executor | None = None
    """Who reads, if not workers of this process: any executor of the kind of `concurrent.futures`."""


def run(paths: Paths, out: Location, settings: Settings, progress: Progress | None = None) -> Dataset:
    """Read all PDFs in `paths` (files, folders, globs, addresses) and write the data set into `out`, then the tables
    that compare municipalities and years, unless the settings say not to.

    A file that cannot be read is a row of `problems` and does not stop the others. What an earlier run wrote into
    `out` is replaced. Addresses (`s3://`, `abfs://`, ...) need the extra `cluster`.

    Raises UsageError where there is no PDF, a path does not exist, a file of the user's own cannot be understood or
    `out` cannot be written; Interrupted where it is stopped from outside.
    """
    given = read_given(settings.inventory, settings.population)
    retag = None if settings.taxonomy is None else retagging(settings.taxonomy)
    files, problems = _inputs(paths, settings)
    again = with_problems(out) if settings.only_problems else frozenset()
    jobs = settings.jobs or (workers_for(len(files)) if settings.executor is None else IN_FLIGHT)
    with ExitStack() as stack:
        # Arrow's own allocators keep what the largest plan took; this one gives it back.
        stack.callback(pa.set_memory_pool, pa.default_memory_pool())
        pa.set_memory_pool(pa.system_memory_pool())
        writer = Writer(out, problems)
        stack.callback(writer.close)
        if isinstance(writer.out, LocalFolder):
            place = writer.out.path
            stack.enter_context(alone_in(place))
            for below in (place, place / "plans"):
                remove_leftovers(below)
        journal = stack.enter_context(Journal(None if settings.log is None else Path(settings.log), len(files)))
        # What compares takes a second to load, which goes by while the first files are read.
        preparing = Thread(target=_load_comparison, args=(settings.cache is True,), name="load comparison")
        if settings.compare:
            preparing.start()
            stack.callback(preparing.join)
        remote = None if settings.executor is None else ByExecutor(settings.executor)
        fetch = Fetcher(settings.engine, settings.limits, journal, cache=_cache(settings), again=again, read=remote)
        try:
            for reading in read_files(files, fetch, jobs=jobs, progress=progress):
                writer.add(reading if retag is None else retag(reading))
            writer.finish()
            if not settings.compare:
                return _without_comparison(out)
            preparing.join()
            from .compare.build import compare_anew

            return compare_anew(out, given, settings.taxonomy)
        except BaseException as error:
            (remote.close if remote is not None else isolate.shared().close)()
            if isinstance(error, KeyboardInterrupt):
                raise Interrupted(journal.tally) from None
            raise


def _without_comparison(out: Location) -> Dataset:
    """The data set as it is. A comparison that an earlier run made is of other plans, so it goes."""
    place = folder(out)
    for table in COMPARISON_TABLES:
        for form in ("csv", "parquet"):
            place.remove(f"{table.path}.{form}")
    return Dataset(out)


def _load_comparison(keep: bool) -> None:
    from ..extractors.danish import lemmas
    from .compare import build  # noqa: F401
    from .words import keep_words, use_kept_words

    if not use_kept_words() and keep:
        keep_words()
        use_kept_words()
    lemmas.load()


@dataclass(frozen=True, slots=True)
class Foretold:
    """What a run would do."""

    files: list[tuple[str, str | None]]
    """Each file with why it would be read, None where it is kept from before."""
    problems: list[Problem]
    """What is to be said of the archive: its folders and manifests."""


def foretell(paths: Paths, out: Location, settings: Settings) -> Foretold:
    """What `run` would do with each file. Writes nothing. Raises UsageError as `run` does."""
    read_given(settings.inventory, settings.population)
    if settings.taxonomy is not None:
        retagging(settings.taxonomy)
    files, problems = _inputs(paths, settings)
    again = with_problems(out) if settings.only_problems else frozenset()
    earlier = digests(out)
    with Journal(None, len(files)) as journal, ThreadPoolExecutor(4) as pool:
        fetch = Fetcher(settings.engine, settings.limits, journal, cache=_cache(settings), again=again)
        reasons = pool.map(lambda source: fetch.why(source, earlier.get(source.file)), files)
        return Foretold([(source.file, reason) for source, reason in zip(files, reasons, strict=True)], problems)


def _inputs(paths: Paths, settings: Settings) -> tuple[list[SourceFile], list[Problem]]:
    """The files of a run and what is to be said of the archive. Raises UsageError, also for a bad setting."""
    check_engine(settings.engine)
    if settings.jobs is not None and settings.jobs < 1:
        raise UsageError("E009", f"The number of jobs must be 1 or more, not {settings.jobs}.")
    if settings.limits.seconds <= 0 or settings.limits.megabytes <= 0:
        raise UsageError("E009", "The limits of time and memory must be more than 0.")
    archive = find([paths] if isinstance(paths, str | os.PathLike) else paths)
    return choose(archive.files, settings.limit, settings.since), archive.problems


def _cache(settings: Settings) -> Cache | None:
    if settings.cache is False:
        return None
    return Cache(default_folder() if settings.cache is True else Path(settings.cache))
