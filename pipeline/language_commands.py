"""Commands on the words of plans: themes and their taxonomies, documents for spaCy."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from .console import EXIT_PROBLEMS, clear_errors

DataSet = Annotated[str, typer.Argument(metavar="DIR", help="Folder of a data set.", show_default=False)]
TaxonomyOption = Annotated[
    Path | None, typer.Option("--taxonomy", metavar="FILE", help="Taxonomy of your own: .yaml, .csv or .ttl (SKOS).")
]
TaxonomyFile = Annotated[
    Path | None, typer.Argument(metavar="[FILE]", help="A taxonomy; the built-in one if none is named.")
]

taxonomy_app = typer.Typer(help="Check a taxonomy of themes, or write it in another form.", no_args_is_help=True)


class TaxonomyForm(StrEnum):
    """The forms of a taxonomy."""

    YAML = "yaml"
    CSV = "csv"
    TTL = "ttl"


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command()(themes)
    app.add_typer(taxonomy_app, name="taxonomy")
    app.command()(spacy)


def themes(
    folder: DataSet,
    suggest: Annotated[bool, typer.Option("--suggest", help="Propose words for themes from the data set.")] = False,
    theme: Annotated[str | None, typer.Option(help="Propose for this theme alone.")] = None,
    most: Annotated[int, typer.Option(min=1, help="Proposals for each theme.")] = 15,
    taxonomy: TaxonomyOption = None,
    out: Annotated[Path | None, typer.Option(help="CSV file to write instead.")] = None,
) -> None:
    """Show how often each theme is given in a data set, or propose words for themes.

    Proposed are terms that stand in initiatives with a theme more often than chance would have it and that are no
    words of the theme yet, then frequent terms that no theme has. Which of them mean the theme is for a reader to say.
    """
    with clear_errors():
        from ..extractors.themes.suggest import Suggestion
        from ..extractors.themes.taxonomy import load_taxonomy
        from .dataset import Dataset
        from .themes import suggestions, theme_counts, to_csv

        data, known = Dataset(folder), load_taxonomy(taxonomy)
        if suggest or theme is not None:
            found = suggestions(data, known, theme, most)
            if out is not None:
                _write(out, to_csv(found, Suggestion))
                return
            rows = [(s.theme or "(no theme)", s.term, s.documents, s.with_theme, s.score) for s in found]
            _table(("theme", "term", "initiatives", "with the theme", "score"), rows)
        else:
            counts = theme_counts(data, known)
            if out is not None:
                _write(out, to_csv(counts))
                return
            _table(tuple(counts[0]), [tuple(row.values()) for row in counts])


@taxonomy_app.command("check")
def check_taxonomy(
    file: TaxonomyFile = None,
    corpus: Annotated[
        str | None, typer.Option(metavar="DIR", help="Data set: shows what each word would find in it.")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="CSV file for what the words find.")] = None,
) -> None:
    """Tell of themes without words, words in two themes, cycles, and words that cannot be read.

    Exit code 0: the taxonomy can be used. 1: something must be mended first. 2: wrong usage.
    """
    with clear_errors():
        from ..extractors.themes.check import Use
        from .themes import checked, to_csv

        findings, found = checked(file, corpus)
    for finding in findings:
        typer.echo(f"{'error' if finding.grave else 'note'}: {finding.message}")
    if found and out is not None:
        _write(out, to_csv(found, Use))
    elif found:
        columns = ("theme", "strength", "pattern", "sentences", "initiatives", "most often")
        _table(columns, [(u.theme, u.strength, u.pattern, u.sentences, u.documents, u.example) for u in found])
    if any(finding.grave for finding in findings):
        raise typer.Exit(EXIT_PROBLEMS)
    typer.echo("The taxonomy can be used.")


@taxonomy_app.command("export")
def export_taxonomy(
    file: TaxonomyFile = None,
    to: Annotated[TaxonomyForm, typer.Option(help="Form of the file.")] = TaxonomyForm.YAML,
    out: Annotated[Path | None, typer.Option(help="File to write.  [default: the terminal]")] = None,
) -> None:
    """Write a taxonomy with all its words, to start one of your own from, or as SKOS for other tools."""
    with clear_errors():
        from ..extractors.themes.export import write_taxonomy
        from ..extractors.themes.taxonomy import load_taxonomy

        text = write_taxonomy(load_taxonomy(file), to.value)
        if out is not None:
            _write(out, text)
        else:
            typer.get_binary_stream("stdout").write(text.encode())


def spacy(
    folder: DataSet,
    out: Annotated[Path, typer.Option(help="DocBin file to write.")] = Path("sections.spacy"),
    spacy_model: Annotated[
        str | None, typer.Option(metavar="NAME", help="A trained pipeline that is installed; none is needed.")
    ] = None,
) -> None:
    """Write the texts of a data set as spaCy documents: sentences, lemmas, parts of compounds, spans of all kinds."""
    with clear_errors():
        from .spacy_docs import write_docs

        count = write_docs(folder, out, spacy_model)
        typer.echo(f"Wrote {out}: {count} documents")


def _write(out: Path, text: str) -> None:
    from .files import write_atomically

    write_atomically(out, text.encode())
    typer.echo(f"Wrote {out}")


def _table(columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None)
    for n, column in enumerate(columns):
        table.add_column(column, justify="right" if rows and isinstance(rows[0][n], int | float) else "left")
    for row in rows:
        table.add_row(*(Text(str(value)) for value in row))
    Console(highlight=False).print(table)
