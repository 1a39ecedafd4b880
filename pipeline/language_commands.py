"""Commands on the words of plans: documents for spaCy, taxonomies of themes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .console import clear_errors

DataSet = Annotated[str, typer.Argument(metavar="DIR", help="Folder of a data set.", show_default=False)]


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command()(spacy)


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
