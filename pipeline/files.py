"""Writing files whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..models.problem import UsageError


def write_atomically(path: Path, data: bytes) -> None:
    """Write `data` to `path` under a temporary name and rename it, so that no reader ever sees half a file.

    Raises UsageError where the file cannot be written.
    """
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
            os.chmod(name, 0o644)
            os.replace(name, path)
        except OSError:
            os.unlink(name)
            raise
    except OSError as error:
        raise cannot_write(path, error) from error


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A path beside `path` for a program that writes the file itself; it becomes `path` when all went well.

    For files that are too large to hold in memory. Raises UsageError where the file cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{path.name}.", dir=path.parent) as folder:
            new = Path(folder) / path.name
            yield new
            os.chmod(new, 0o644)
            os.replace(new, path)
    except OSError as error:
        raise cannot_write(path, error) from error


def prepare_folder(path: Path) -> None:
    """Make the folder `path` and see that a file can be written there. Raises UsageError where it cannot."""
    try:
        path.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=path):
            pass
    except OSError as error:
        raise cannot_write(path, error) from error


def cannot_write(path: Path, error: OSError) -> UsageError:
    """The error to raise where `path` cannot be written."""
    return UsageError("E009", f"{path} cannot be written: {error.strerror or error}. Name another place with --out.")
