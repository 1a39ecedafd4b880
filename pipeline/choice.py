"""Which files of an archive a run takes, and which of them it reads again whatever is kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from ..models.problem import UsageError
from .archive import SourceFile
from .dataset import load
from .storage import Location

Since = date | datetime
"""A day, or a moment; without a time zone it is that of this computer."""


def choose(files: Sequence[SourceFile], limit: int | None, since: Since | None) -> list[SourceFile]:
    """The first `limit` of the files that changed on `since` or later. Raises UsageError where none is left."""
    if since is not None:
        if not isinstance(since, date):
            raise UsageError("E009", f"{since!r} is no day; give a date such as datetime.date(2024, 1, 31).")
        start = since if isinstance(since, datetime) else datetime(since.year, since.month, since.day)
        moment = start.astimezone(UTC)
        files = [source for source in files if _changed(source) >= moment]
        if not files:
            raise UsageError("E009", f"No PDF has changed since {since}, so nothing is read and nothing is written.")
    if limit is not None and limit < 1:
        raise UsageError("E009", f"The limit must be 1 or more, not {limit}.")
    return list(files[:limit])


def with_problems(out: Location) -> frozenset[str]:
    """The files that have errors or warnings in the data set in `out`. Raises UsageError where there is none."""
    rows = _rows(out, "problems", "file", "severity")
    return frozenset(file for file, severity in rows if file and severity != "info")


def digests(out: Location) -> dict[str, str]:
    """The SHA-256 that each file had for the data set in `out`; empty where there is no data set."""
    try:
        return dict(_rows(out, "plans", "file", "sha256"))
    except (UsageError, OSError):
        return {}


def _rows(out: Location, table: str, *columns: str) -> Iterator[tuple[Any, ...]]:
    for batch in load(out).batches(table, columns):
        yield from zip(*(batch.column(name).to_pylist() for name in columns), strict=True)


def _changed(source: SourceFile) -> datetime:
    if not isinstance(source.path, Path):
        raise UsageError("E009", f"{source.path} does not tell when it changed; --since is for files of this computer.")
    try:
        return datetime.fromtimestamp(source.path.stat().st_mtime, UTC)
    except OSError:
        return datetime.now(UTC)  # It is gone, or cannot be reached: reading it tells which.
