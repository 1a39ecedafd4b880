"""Plan PDFs to a traceable data set: read, run, load, compare, export, tables, draw.

>>> import planspor
>>> plan = planspor.read("plan.pdf")
>>> data = planspor.run("archive/", out="data/")
>>> data.milestones

Everything is imported when it is first used.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from concurrent.futures import Executor
    from datetime import date

    from PIL.Image import Image
    from spacy.language import Language

    from .models.plan import Plan
    from .pipeline.batch import Progress
    from .pipeline.dataset import Dataset
    from .pipeline.export.write import Export
    from .pipeline.rawtables import RawTable

__version__ = "0.1.0"
__all__ = ["__version__", "compare", "draw", "export", "load", "nlp", "read", "run", "tables"]

AnyPath = str | os.PathLike[str]


def read(path: AnyPath, *, engine: str = "pdfium") -> Plan:
    """The plan in one PDF. A `manifest.csv` beside it counts.

    `engine` is `pdfium` or `pdfplumber` (slower, the same words). Raises UsageError where there is no such file and
    UnreadableError where it cannot be read; both are in `planspor.models.problem`.
    """
    from .pipeline.single import read

    return read(path, engine=engine)


def run(
    paths: AnyPath | Iterable[AnyPath],
    out: AnyPath,
    *,
    jobs: int | None = 1,
    engine: str = "pdfium",
    taxonomy: AnyPath | None = None,
    progress: Progress | None = None,
    timeout: float = 900,
    memory: int = 768,
    cache: bool | AnyPath = True,
    only_problems: bool = False,
    limit: int | None = None,
    since: date | None = None,
    log: AnyPath | None = None,
    inventory: AnyPath | None = None,
    population: AnyPath | None = None,
    compare: bool = True,
    executor: Executor | None = None,
) -> Dataset:
    """Read all PDFs in `paths` (files, folders, globs, addresses) and write the data set into the folder `out`.

    Each file is read by a process of its own, `jobs` at the same time (None for as many as suit); the result is the
    same to the byte. A file that cannot be read, takes longer than `timeout` seconds, needs more than `memory` MB or
    brings its process down is a row of the data set's `problems`.

    What was read once is kept in `cache` (True for the user's cache folder, False for nowhere), and a run that was
    cut off goes on from there. `only_problems` reads again the files that have errors or warnings in `out`; `limit`
    takes the first files only and `since` those that changed on that day or later. `log` names a file that gets a
    line of JSON for each document. `executor` reads instead of processes of this computer: any executor of the kind
    of `concurrent.futures`, such as `client.get_executor()` of a Dask cluster; `jobs` then says how many documents it
    has at the same time (None for 32).

    `taxonomy` is a file with themes of your own (.yaml, .csv or .ttl); what was read before is tagged anew by it.
    `inventory` and `population` are files for the comparison at the end, as for `planspor.compare`; with
    `compare=False` there is none.

    Raises UsageError where there is no PDF, one of these files cannot be understood or `out` cannot be written.
    """
    from .pipeline.isolate import Limits
    from .pipeline.run import Settings, run

    settings = Settings(
        jobs=jobs,
        engine=engine,
        taxonomy=taxonomy,
        limits=Limits(timeout, memory),
        cache=cache,
        only_problems=only_problems,
        limit=limit,
        since=since,
        log=log,
        inventory=inventory,
        population=population,
        compare=compare,
        executor=executor,
    )
    return run(paths, out, settings, progress)


def load(path: AnyPath) -> Dataset:
    """The data set in the folder `path`, with a data frame for each table: `load("data").gains`."""
    from .pipeline.dataset import load

    return load(path)


def compare(
    path: AnyPath,
    *,
    inventory: AnyPath | None = None,
    population: AnyPath | None = None,
    model: AnyPath | None = None,
    taxonomy: AnyPath | None = None,
) -> Dataset:
    """Make the tables of `comparison/` anew for the data set in the folder `path`; a run makes them too.

    `inventory`: a CSV of the plans that there should be (columns `municipality_code`, `year`, `plan_type`), for
    `coverage`. `population`: a CSV of StatBank Denmark such as FOLK1A, for `municipality_population`. `model`: a folder
    with a model of sentences, beside words and characters. `taxonomy`: the file of your own themes that the run had;
    if not given, the themes are those of the comparison that is there. Raises UsageError where one cannot be read.
    """
    from .pipeline.compare.build import compare

    return compare(path, inventory=inventory, population=population, model=model, taxonomy=taxonomy)


def export(
    path: AnyPath,
    to: str,
    out: AnyPath | None = None,
    *,
    pdfs: AnyPath | None = None,
    only: Iterable[str] = (),
    without: Iterable[str] = (),
) -> Export:
    """Write the data set in the folder `path` as one file: `to` is `xlsx`, `duckdb` or `sqlite`.

    `out` is the file, `planspor.<to>` in the data set's folder if not given; `only` and `without` name tables. With
    `pdfs`, the folder of the PDFs, a workbook links to pictures of the pages, written beside it. Raises UsageError.
    """
    from .pipeline.export.write import export

    return export(path, to, out, pdfs=pdfs, only=only, without=without)


def tables(path: AnyPath, *, pages: list[int] | None = None, engine: str = "pdfium") -> list[RawTable]:
    """The raw tables of any PDF, also one that is no plan; a table over several pages is one table.

    `pages` are counted from 1; all where it is None. Each table gives its cells with spans and boxes, and `rows()`,
    `frame()`, `html()`, `markdown()` and `csv()`.
    """
    from .pipeline.single import tables

    return tables(path, pages=pages, engine=engine)


def draw(path: AnyPath, page: int, *, scale: float = 2.0, engine: str = "pdfium") -> Image:
    """A page (counted from 1) as a picture with what was understood drawn on it. `scale` 1 is 72 dots an inch."""
    from .pipeline.single import draw

    return draw(path, page, scale=scale, engine=engine)


def nlp(spacy_model: str | None = None, components: Iterable[str] | None = None) -> Language:
    """A spaCy pipeline for the Danish of plans: sentences, lemmas, `token._.parts`, and times, amounts, laws,
    organisations, places, methods, target groups and themes in `doc.spans`.

    `spacy_model` is a trained pipeline that is installed ("da_core_news_sm"); without it the pipeline is built on
    `spacy.blank("da")`. `components` are the names of those wanted, all where it is None; each is registered, so that
    `add_pipe` knows it in any pipeline. Needs the extra `danish`; raises UsageError where it is missing.
    """
    from .extractors.danish.nlp import load_nlp
    from .pipeline.words import use_kept_words

    use_kept_words()
    return load_nlp(spacy_model, components)
