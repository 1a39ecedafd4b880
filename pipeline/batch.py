"""Reads many files, one by one or by several workers, so that a bad one never harms the others."""

from __future__ import annotations

import logging
import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field

import pyarrow as pa

from ..extractors.read import read_plan
from ..models.problem import PlansporError, Problem, UsageError
from .archive import SourceFile
from .flatten import plan_problems, tables_of, to_json
from .likeness import signature

log = logging.getLogger(__name__)

ENGINES = ("pdfium", "pdfplumber")
FILES_PER_WORKER = 6
"""With fewer files than this for each further worker, starting it takes longer than it saves."""


@dataclass(slots=True)
class Reading:
    """What became of one file, in a form that is cheap to send between processes and to keep."""

    file: str
    plan_id: str | None = None
    sha256: str | None = None
    pages: int = 0
    document: bytes = b""
    """The nested JSON document; empty where the file could not be read."""
    tables: dict[str, pa.Table] = field(default_factory=dict)
    """The plan's part of every table but `problems`."""
    problems: list[Problem] = field(default_factory=list)
    signature: bytes = b""
    """Of the plan's text, to find the same plan once more (see `likeness`)."""


Read = Callable[[SourceFile, str], Reading]
Progress = Callable[[str, int, int], None]
"""Called with the file at hand, the number of files that are done, and the number of all."""


def read_file(source: SourceFile, engine: str) -> Reading:
    """Read one file. Never raises: what goes wrong is a problem of the reading."""
    try:
        data = source.path.read_bytes()
    except OSError as error:
        problem = Problem.of("E009", f"{source.file} cannot be opened: {error.strerror}.", file=source.file)
        return Reading(source.file, problems=[problem])
    try:
        plan = read_plan(data, file=source.file, manifest=source.manifest, engine=engine)
        tables = tables_of(plan)
        return Reading(
            file=source.file,
            plan_id=plan.plan_id,
            sha256=plan.sha256,
            pages=plan.pages,
            document=to_json(plan),
            tables=tables,
            problems=plan_problems(plan),
            signature=signature(tables["sections"]),
        )
    except PlansporError as error:
        return Reading(source.file, problems=[error.problem(source.file)])
    # A fault in the code that one file brings out must not cost the others; it is reported, in full with --debug.
    except Exception as fault:
        log.debug("Unexpected fault while %s was read", source.file, exc_info=True)
        return Reading(source.file, problems=[_fault(source.file, f"{type(fault).__name__}: {fault}")])


def check_engine(engine: str) -> None:
    """Raises UsageError where there is no reader of that name."""
    if engine not in ENGINES:
        raise UsageError("E009", f"There is no engine {engine!r}; take one of {', '.join(ENGINES)}.")


def workers_for(files: int) -> int:
    """A sensible number of workers for so many files on this machine."""
    return max(1, min(os.cpu_count() or 1, files // FILES_PER_WORKER))


def read_files(
    files: Sequence[SourceFile],
    *,
    jobs: int = 1,
    engine: str = "pdfium",
    progress: Progress | None = None,
    read: Read = read_file,
) -> Iterator[Reading]:
    """Read `files` with `jobs` workers and yield the readings in the order of `files`.

    With one job the files are read in this process, else in processes of their own: there a file that brings its
    worker down (out of memory, a fault in a library) costs that file alone. Raises UsageError for a bad setting.
    """
    check_engine(engine)
    if jobs < 1:
        raise UsageError("E009", f"The number of jobs must be 1 or more, not {jobs}.")
    tell = progress or (lambda file, done, total: None)
    if jobs == 1 or len(files) < 2:
        for n, source in enumerate(files):
            tell(source.file, n, len(files))
            yield read(source, engine)
        return
    yield from _read_in_workers(files, min(jobs, len(files)), engine, tell, read)


def _read_in_workers(
    files: Sequence[SourceFile], jobs: int, engine: str, tell: Progress, read: Read
) -> Iterator[Reading]:
    done: dict[int, Reading] = {}
    waiting = list(range(len(files)))
    waiting.reverse()
    next_out = 0

    def finish(n: int, reading: Reading) -> None:
        done[n] = reading
        tell(files[n].file, next_out + len(done), len(files))

    pool = _pool(jobs)
    flying: dict[Future[Reading], int] = {}
    try:
        while next_out < len(files):
            # Few at a time: should a worker die, only these need to be tried again, each alone.
            while waiting and len(flying) < jobs * 2:
                n = waiting.pop()
                flying[pool.submit(read, files[n], engine)] = n
            finished, _ = wait(flying, return_when=FIRST_COMPLETED)
            suspects = []
            for future in finished:
                n = flying.pop(future)
                try:
                    finish(n, future.result())
                except BrokenProcessPool:
                    suspects.append(n)
            if suspects:
                suspects = sorted(suspects + list(flying.values()))
                flying.clear()
                pool.shutdown()
                pool = _pool(jobs)
                for n in suspects:
                    finish(n, _read_alone(files[n], engine, read))
            while next_out in done:
                yield done.pop(next_out)
                next_out += 1
    finally:
        pool.shutdown(cancel_futures=True)


def _read_alone(source: SourceFile, engine: str, read: Read) -> Reading:
    with _pool(1) as pool:
        try:
            return pool.submit(read, source, engine).result()
        except BrokenProcessPool:
            return Reading(source.file, problems=[_fault(source.file, "the process that read it ended")])


def _pool(jobs: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn"))


def _fault(file: str, what: str) -> Problem:
    return Problem.of("E010", f"{file} could not be read ({what}). Please report it together with the file.", file=file)
