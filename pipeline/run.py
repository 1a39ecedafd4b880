"""A run: from the PDFs of an archive to a data set."""

from __future__ import annotations

import os
from collections.abc import Iterable

from .archive import find
from .batch import Progress, read_files, workers_for
from .compare.build import compare
from .dataset import Dataset
from .storage import Location
from .writer import Writer

Paths = Location | Iterable[Location]


def run(
    paths: Paths,
    out: Location,
    *,
    jobs: int | None = 1,
    engine: str = "pdfium",
    progress: Progress | None = None,
) -> Dataset:
    """Read all PDFs in `paths` (files, folders, globs, addresses) and write the data set into `out`, then the tables
    that compare municipalities and years.

    A file that cannot be read is a row of `problems` and does not stop the others. What an earlier run wrote into
    `out` is replaced. Addresses (`s3://`, `abfs://`, ...) need the extra `cluster`. `jobs` is the number of
    processes; None takes one that suits the number of files.

    Raises UsageError where there is no PDF, a path does not exist or `out` cannot be written.
    """
    archive = find([paths] if isinstance(paths, str | os.PathLike) else paths)
    workers = workers_for(len(archive.files)) if jobs is None else jobs
    writer = Writer(out, archive.problems)
    try:
        for reading in read_files(archive.files, jobs=workers, engine=engine, progress=progress):
            writer.add(reading)
        writer.finish()
    finally:
        writer.close()
    return compare(out)
