"""Writing files whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from ..models.problem import UsageError

_BEGINNING, _ENDING = ".planspor-", ".tmp"
"""How the name of a file begins and ends that is not yet whole."""


def write_atomically(path: Path, data: bytes) -> None:
    """Write `data` to `path` under a temporary name and rename it, so that no reader ever sees half a file.

    Raises UsageError where the file cannot be written.
    """
    try:
        handle, name = tempfile.mkstemp(_ENDING, _BEGINNING, path.parent)
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


@contextlib.contextmanager
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


def remove_leftovers(folder: Path, older: float = 0.0) -> None:
    """Remove files in `folder` that a run which was killed never finished; those `older` than so many seconds."""
    for path in folder.glob(f"{_BEGINNING}*{_ENDING}"):
        with contextlib.suppress(OSError):
            if path.stat().st_mtime <= time.time() - older:
                path.unlink()


@contextlib.contextmanager
def alone_in(folder: Path, remedy: str = "Wait for it, or name another place with --out.") -> Iterator[None]:
    """See that no other run writes into `folder` meanwhile, where the system can tell. Raises UsageError."""
    try:
        import fcntl

        handle = os.open(folder, os.O_RDONLY)
    except (ImportError, OSError):
        yield
        return
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise UsageError("E009", f"Another run writes into {folder}. {remedy}") from error
        except OSError:
            pass  # A file system without locks: the one who uses it must see to it.
        yield
    finally:
        os.close(handle)


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
