"""Exports a data set: chooses the tables, the form and the file."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ...models.problem import UsageError
from ..batch import Progress
from ..files import whole_file
from .forms import NEEDS, Form
from .source import Source, Table


@dataclass(frozen=True, slots=True)
class Export:
    """What was written."""

    path: Path
    tables: tuple[str, ...]
    notes: tuple[str, ...] = ()
    """What the form could not hold, in plain words."""


def export(
    path: str | os.PathLike[str],
    to: str,
    out: str | os.PathLike[str] | None = None,
    *,
    pdfs: str | os.PathLike[str] | None = None,
    only: Iterable[str] = (),
    without: Iterable[str] = (),
    progress: Progress | None = None,
) -> Export:
    """Write the data set in the folder `path` as one file: `to` is xlsx, duckdb or sqlite.

    `out` is the file to write, `planspor.<to>` in the data set's folder if not given. `only` and `without` name
    tables. With `pdfs`, the folder of the PDFs, a workbook's pages are links to pictures of the pages with the place
    marked, in `pages/` beside it; `progress` is told of each page. Raises UsageError: no data set, an unknown form or
    table, a PDF that is not there, a table with more rows than the form holds, a file that cannot be written, a library
    that is not installed.
    """
    form = _form(to)
    source = Source(Path(path))
    tables = source.chosen(_names(only), _names(without))
    if not tables:
        raise UsageError("E009", "All tables are left out, so there is nothing to export.")
    if pdfs is not None and form is not Form.XLSX:
        raise UsageError("E009", f"Pictures of pages go with a workbook; {form} has its places in the table cells.")
    target = Path(out) if out is not None else source.folder / f"planspor.{form}"
    with whole_file(target) as new:
        if pdfs is None:
            notes = _write(form, source, tables, new)
        else:
            notes = _write_with_pages(source, tables, new, target.parent, Path(pdfs), progress)
    return Export(target, tuple(table.name for table in tables), tuple(notes))


def _write(form: Form, source: Source, tables: list[Table], new: Path) -> list[str]:
    if form is Form.DUCKDB:
        from . import duck

        duck.write(source, tables, new)
        return []
    if form is Form.SQLITE:
        from . import lite

        lite.write(source, tables, new)
        return []
    from . import workbook

    return workbook.write(source, tables, new)


def _write_with_pages(
    source: Source, tables: list[Table], new: Path, folder: Path, pdfs: Path, progress: Progress | None
) -> list[str]:
    """A workbook, and beside it in `folder` the pages that its rows lead to."""
    from ..originals import Originals
    from . import workbook
    from .pages import Pages

    pages = Pages(source, Originals(pdfs), folder)
    pages.write(tables, progress)
    return workbook.write(source, tables, new, pages.link)


def _names(given: Iterable[str]) -> tuple[str, ...]:
    """Names of tables; the name of a single one is not taken for its letters."""
    return (given,) if isinstance(given, str) else tuple(given)


def _form(to: str) -> Form:
    from importlib.util import find_spec

    try:
        form = Form(to)
    except ValueError:
        raise UsageError("E009", f"There is no form {to!r}; take one of {', '.join(Form)}.") from None
    if find_spec(NEEDS[form]) is None:
        raise UsageError("E009", f'{form} needs the library {NEEDS[form]}: pip install "planspor[export]".')
    return form
