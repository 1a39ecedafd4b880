"""Folders in which the files of a data set grow before they go to their place."""

from __future__ import annotations

import fcntl
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from .files import cannot_write
from .storage import Folder, LocalFolder

_UNLOCKED, _PREFIX = ".planspor.new-", ".planspor-"
_LOCK = "in-use"


def new_workplace(out: Folder) -> tuple[Path, IO[bytes]]:
    """A fresh workplace for what goes to `out`, and the lock that says that it is in use; the lock goes when the
    process does. Raises UsageError where it cannot be made."""
    near = out.workplace()
    try:
        place = Path(tempfile.mkdtemp(prefix=_UNLOCKED, dir=near))
        lock = (place / _LOCK).open("wb")
        # A share that knows no locks does without: then what a run leaves behind there stays.
        with suppress(OSError):
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        # It takes the name under which others look for it only now that it is locked.
        return place.rename(place.with_name(place.name.replace(_UNLOCKED, _PREFIX, 1))), lock
    except OSError as error:
        raise cannot_write(near, error) from error


@contextmanager
def workplace(out: Folder) -> Iterator[Path]:
    """A fresh workplace for what goes to `out`, which is gone in the end. Raises UsageError."""
    place, lock = new_workplace(out)
    try:
        yield place
    finally:
        clear_away(place)
        lock.close()


def left_behind(out: Folder) -> list[Path]:
    """Workplaces in `out` of runs that were cut off."""
    if not isinstance(out, LocalFolder):
        return []
    found = []
    for place in sorted(out.path.glob(f"{_PREFIX}*")):
        try:
            with (place / _LOCK).open("rb") as stream:
                fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
            found.append(place)
        except OSError:
            continue  # In use, or not ours.
    return found


def clear_away(path: Path) -> None:
    """Remove a folder with all in it, as far as that can be done."""
    shutil.rmtree(path, ignore_errors=True)
