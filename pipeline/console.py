"""What all commands share: how they end, and where they print."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from .batch import Progress

log = logging.getLogger(__name__)

EXIT_PROBLEMS = 1
"""Some plans have problems that cost data, or the one file asked for could not be read."""
EXIT_USAGE = 2
"""Wrong usage: a path that does not exist, no PDF, an output folder that cannot be written."""
EXIT_INTERRUPTED = 130
"""Stopped with Ctrl-C (SIGINT)."""
EXIT_TERMINATED = 143
"""Stopped by SIGTERM."""


class Engine(StrEnum):
    """The readers of pages."""

    PDFIUM = "pdfium"
    PDFPLUMBER = "pdfplumber"


EngineOption = Annotated[Engine, typer.Option(help="Reader of the pages; pdfplumber is slower and gives the same.")]


@contextmanager
def clear_errors() -> Iterator[None]:
    """Errors that we raise on purpose, and what the system refuses, become one line on standard error and an exit
    code."""
    from ..models.problem import PlansporError, UsageError

    try:
        yield
    except BrokenPipeError:
        raise  # Who reads what is printed has gone: `planspor tables FILE | head`.
    except OSError as error:
        log.debug("The system refused", exc_info=True)
        where = f"{os.fsdecode(error.filename)}: " if isinstance(error.filename, str | bytes) else ""
        what = f"{where}{error.strerror or error}. See that it is there and that you may open it."
        typer.echo(f"planspor: {what}", err=True)
        raise typer.Exit(EXIT_USAGE) from None
    except PlansporError as error:
        typer.echo(f"planspor: {error.message}", err=True)
        raise typer.Exit(EXIT_USAGE if isinstance(error, UsageError) else EXIT_PROBLEMS) from None


def console(stderr: bool = False) -> Console:
    """Where people read."""
    from rich.console import Console

    return Console(stderr=stderr, highlight=False)


@contextmanager
def progress_bar(what: str) -> Iterator[Progress]:
    """A line on the screen that says how far it is; none where nobody looks."""
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn(what),
        BarColumn(bar_width=30),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[file]}", markup=False),
    )
    screen = console(stderr=True)
    with Bar(*columns, console=screen, transient=True, disable=not screen.is_terminal) as bar:
        task = bar.add_task(what, total=None, file="")

        def progress(file: str, done: int, total: int) -> None:
            bar.update(task, completed=done, total=total, file=file)

        yield progress
