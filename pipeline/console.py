"""What all commands share: errors as one line and an exit code."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import typer

EXIT_PROBLEMS = 1
"""Some plans have problems that cost data, or the one file asked for could not be read."""
EXIT_USAGE = 2
"""Wrong usage: a path that does not exist, no PDF, an output folder that cannot be written."""


@contextmanager
def clear_errors() -> Iterator[None]:
    """Errors that we raise on purpose become one line on standard error and an exit code."""
    from ..models.problem import PlansporError, UsageError

    try:
        yield
    except PlansporError as error:
        typer.echo(f"planspor: {error.message}", err=True)
        raise typer.Exit(EXIT_USAGE if isinstance(error, UsageError) else EXIT_PROBLEMS) from None
