"""The command `planspor run`."""

from __future__ import annotations

import signal
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .console import (
    EXIT_INTERRUPTED,
    EXIT_PROBLEMS,
    EXIT_TERMINATED,
    Engine,
    EngineOption,
    clear_errors,
    console,
    progress_bar,
)
from .language_commands import TaxonomyOption

if TYPE_CHECKING:
    from rich.console import Console

    from .dataset import Dataset
    from .run import Settings

_TOLD = 20
"""Errors that are told one by one; all of them are in the data set."""
_WHICH, _HOW, _WATCH = "Which files", "How they are read", "What is told"


def run(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PATH...",
            help="PDFs, folders with all below, globs, addresses (s3://...).  [default: corpus]",
        ),
    ] = None,
    out: Annotated[
        str, typer.Option(metavar="DIR", help="Folder or address (s3://...) that the data set is written into.")
    ] = "outputs",
    jobs: Annotated[
        int | None,
        typer.Option(min=1, help="Files that are read at the same time; by the machine if not given."),
    ] = None,
    engine: EngineOption = Engine.PDFIUM,
    taxonomy: TaxonomyOption = None,
    inventory: Annotated[
        Path | None,
        typer.Option(help="CSV of the plans that there should be: coverage tells what is missing."),
    ] = None,
    population: Annotated[
        Path | None, typer.Option(help="CSV of inhabitants from StatBank, table FOLK1A, for the comparison.")
    ] = None,
    limit: Annotated[
        int | None, typer.Option(min=1, help="Take the first so many files only.", rich_help_panel=_WHICH)
    ] = None,
    since: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"],
            help="Take only files that changed on this day or later.",
            rich_help_panel=_WHICH,
        ),
    ] = None,
    only_problems: Annotated[
        bool,
        typer.Option(
            "--only-problems",
            help="Read again the files that have errors or warnings in the data set; all others are as they were.",
            rich_help_panel=_WHICH,
        ),
    ] = False,
    no_compare: Annotated[
        bool,
        typer.Option(
            "--no-compare",
            help="Leave out the comparison at the end; `planspor compare` makes it.",
            rich_help_panel=_HOW,
        ),
    ] = False,
    timeout: Annotated[
        float, typer.Option(min=0.1, help="Seconds that one file may take.", rich_help_panel=_HOW)
    ] = 900.0,
    memory: Annotated[
        int,
        typer.Option(min=1, help="MB that one file may take beside the program itself.", rich_help_panel=_HOW),
    ] = 768,
    cache: Annotated[
        Path | None,
        typer.Option(
            help="Folder where readings are kept; if not given, that of the user (or PLANSPOR_CACHE). Safe to delete.",
            rich_help_panel=_HOW,
        ),
    ] = None,
    no_cache: Annotated[
        bool, typer.Option("--no-cache", help="Read everything, and keep nothing.", rich_help_panel=_HOW)
    ] = False,
    scheduler: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS", help="Read on a Dask cluster, such as tcp://10.0.0.1:8786.", rich_help_panel=_HOW
        ),
    ] = None,
    dry_run: Annotated[
        bool,
        typer.Option(
            "--dry-run", help="Only say which files would be read, and why; write nothing.", rich_help_panel=_WATCH
        ),
    ] = False,
    log: Annotated[
        Path | None,
        typer.Option(
            help="File that gets a line of JSON for each document, after what it holds.", rich_help_panel=_WATCH
        ),
    ] = None,
) -> None:
    """Read PDFs and write the data set.

    What was read before is not read again, unless the file, its row of the manifest or the program has changed. A run
    that was cut off goes on where it was.

    Exit code 0: all was read. 1: some plans have problems that cost data (see the table problems). 2: wrong usage.
    130 or 143: stopped by Ctrl-C or SIGTERM; what is done is kept for the next run.
    """
    with clear_errors(), _terminated() as terminated:
        from . import isolate

        if not dry_run and scheduler is None:
            isolate.shared().start()  # It imports what reads while this process imports what writes.
        from .cluster import read_at
        from .run import Interrupted, Settings
        from .run import run as run_batch

        settings = Settings(
            jobs=jobs,
            engine=engine.value,
            taxonomy=taxonomy,
            limits=isolate.Limits(timeout, memory),
            cache=False if no_cache else cache or True,
            only_problems=only_problems,
            limit=limit,
            since=since,
            log=log,
            inventory=inventory,
            population=population,
            compare=not no_compare,
        )
        where = paths or ["corpus"]
        if dry_run:
            _foretell(where, out, settings)
            return
        try:
            with progress_bar("Reading") as progress, read_at(scheduler, settings) as chosen:
                data = run_batch(where, out, chosen, progress)
        except Interrupted as stop:
            done = stop.tally
            typer.echo(
                f"Stopped: {done.done} of {done.files} files are done ({done.read} read, {done.kept} from before). "
                "The same command goes on from here.",
                err=True,
            )
            raise typer.Exit(EXIT_TERMINATED if terminated else EXIT_INTERRUPTED) from None
        lost = _summary(data)
    if lost:
        raise typer.Exit(EXIT_PROBLEMS)


def add_to(app: typer.Typer) -> None:
    """Make it one of the commands of `app`."""
    app.command()(run)


@contextmanager
def _terminated() -> Iterator[list[bool]]:
    """Let SIGTERM stop a run as Ctrl-C does; the list is no longer empty then."""
    seen: list[bool] = []

    def stop(number: int, frame: object) -> None:
        seen.append(True)
        raise KeyboardInterrupt

    before = signal.getsignal(signal.SIGTERM)
    with suppress(ValueError):  # Only the main thread may say what a signal does.
        signal.signal(signal.SIGTERM, stop)
    try:
        yield seen
    finally:
        with suppress(ValueError):
            signal.signal(signal.SIGTERM, before)


def _foretell(paths: list[str], out: str, settings: Settings) -> None:
    """Print what a run would read, and why."""
    from .run import foretell

    foretold = foretell(paths, out, settings)
    told = foretold.files
    for problem in foretold.problems:
        typer.echo(f"{problem.severity} {problem.code}  {problem.message}")
    for file, reason in told:
        if reason is not None:
            typer.echo(f"read  {file}: {reason}")
    counts = Counter(reason for _, reason in told)
    kept = counts.pop(None, 0)
    read = len(told) - kept
    typer.echo(f"{read} of {len(told)} files would be read; {kept} are kept from before. Nothing was written.")


def _summary(data: Dataset) -> bool:
    """Print what a run found; True where data was lost."""
    from rich.table import Table

    screen = console()
    table = Table(title=f"Data set in {data.folder}", title_justify="left", title_style="bold")
    names = ("plans", "initiatives", "milestones", "gains", "problems")
    for name in names:
        table.add_column(name, justify="right")
    table.add_row(*(f"{data.count(name)}" for name in names))
    screen.print(table)
    return _problems(data, screen)


def _problems(data: Dataset, screen: Console) -> bool:
    from rich.text import Text

    from ..models.problem import CODES

    # Piece by piece: of a large archive there may be a million.
    counts: Counter[tuple[str, str]] = Counter()
    errors: list[str] = []
    for batch in data.batches("problems", ("severity", "code", "message")):
        rows = batch.to_pylist()
        counts.update((row["severity"], row["code"]) for row in rows)
        errors += [row["message"] for row in rows if row["severity"] == "error"][: _TOLD - len(errors)]
    colours = {"error": "bold red", "warning": "yellow", "info": "cyan"}
    for severity, colour in colours.items():
        for (kind, code), count in sorted(counts.items()):
            if kind == severity:
                meaning = CODES[code][1] if code in CODES else ""
                screen.print(Text.assemble((severity, colour), f" {code}  {count} x  {meaning}"), soft_wrap=True)
    for message in errors:
        screen.print(Text.assemble(("! ", colours["error"]), message), soft_wrap=True)
    more = sum(count for (severity, _), count in counts.items() if severity == "error") - len(errors)
    if more:
        screen.print(f"... and {more} more")
    if counts:
        screen.print(Text(f"All problems: {data.folder}/problems.csv"), soft_wrap=True)
    return bool(errors)
