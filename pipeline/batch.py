"""Reads many files, several at the same time, so that a bad one never harms the others."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait

from ..models.problem import PlansporError, Problem, UsageError
from .archive import SourceFile
from .flatten import plan_problems, tables_of, to_json
from .likeness import signature
from .reading import Reading, unpack

log = logging.getLogger(__name__)

ENGINES = ("pdfium", "pdfplumber")
AHEAD = 256
"""Files that may be read before their turn comes to be yielded; they are kept packed, some 40 kB each."""

Fetch = Callable[[SourceFile], bytes]
"""Gives the packed reading of a file; called by several threads at the same time."""
Progress = Callable[[str, int, int], None]
"""Called when a file is done, with its name, the number of files that are done, and the number of all."""


def read_file(source: SourceFile, engine: str) -> Reading:
    """Read one file: what each worker does. What goes wrong is a problem of the reading.

    Raises MemoryError alone.
    """
    from ..extractors.pause import collection_paused

    with collection_paused():
        return _read_file(source, engine)


def _read_file(source: SourceFile, engine: str) -> Reading:
    from ..extractors.read import read_plan

    try:
        data = source.path.read_bytes()
    except OSError as error:
        return cannot_open(source, error)
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
    except MemoryError:
        raise
    # A fault in the code that one file brings out must not cost the others; it is reported, in full with --debug.
    except Exception as fault:
        log.debug("Unexpected fault while %s was read", source.file, exc_info=True)
        what = f"{type(fault).__name__}: {fault}"
        message = f"{source.file} could not be read ({what}). Please report it together with the file."
        return Reading(source.file, problems=[Problem.of("E010", message, file=source.file)])


def cannot_open(source: SourceFile, error: OSError) -> Reading:
    """The reading of a file that cannot be opened."""
    message = f"{source.file} cannot be opened: {error.strerror or error}."
    return Reading(source.file, problems=[Problem.of("E009", message, file=source.file)])


def check_engine(engine: str) -> None:
    """Raises UsageError where there is no reader of that name."""
    if engine not in ENGINES:
        raise UsageError("E009", f"There is no engine {engine!r}; take one of {', '.join(ENGINES)}.")


def workers_for(files: int) -> int:
    """A sensible number of workers for so many files on this machine."""
    return max(1, min(os.cpu_count() or 1, files))


def read_files(
    files: Sequence[SourceFile], fetch: Fetch, *, jobs: int = 1, progress: Progress | None = None
) -> Iterator[Reading]:
    """Fetch `files`, `jobs` at the same time, and yield the readings in the order of `files`.

    However many files there are, no more than `AHEAD` and `jobs` readings are kept. What `fetch` raises ends it.
    """
    tell = progress or (lambda file, done, total: None)
    finished = 0
    flying: dict[Future[bytes], int] = {}
    packed: dict[int, bytes] = {}
    begun = out = 0
    pool = ThreadPoolExecutor(jobs, thread_name_prefix="planspor")
    try:
        while out < len(files):
            # Twice as many as there are threads, so that none of them waits for this one.
            while begun < len(files) and len(flying) < jobs * 2 and begun - out < AHEAD + jobs:
                flying[pool.submit(fetch, files[begun])] = begun
                begun += 1
            if flying:
                for future in wait(flying, return_when=FIRST_COMPLETED).done:
                    n = flying.pop(future)
                    packed[n] = future.result()
                    finished += 1
                    tell(files[n].file, finished, len(files))
            while out in packed:
                yield unpack(packed.pop(out))
                out += 1
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
