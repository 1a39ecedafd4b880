"""What a run did, document by document: counted for its summary, and as lines of JSON for those who watch it."""

from __future__ import annotations

import json
import logging
import threading
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, TextIO

from ..models.problem import UsageError

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Tally:
    """Counts of what is done."""

    files: int = 0
    """Files of the run."""
    read: int = 0
    kept: int = 0
    """Files whose reading was kept by an earlier run."""
    pages: int = 0
    """Pages of the files that were read."""
    codes: Counter[str] = field(default_factory=Counter)
    """Problems by their code."""

    @property
    def done(self) -> int:
        """Files that are done."""
        return self.read + self.kept


class Journal:
    """Counts documents, and writes one line of JSON for each into a file if one is named. Threads may share it."""

    def __init__(self, path: Path | None, files: int) -> None:
        """Lines are added to what the file `path` holds. Raises UsageError where it cannot be written."""
        self.tally = Tally(files)
        self._lock = threading.Lock()
        self._stream: TextIO | None = None
        if path is not None:
            try:
                self._stream = path.open("a", encoding="utf-8", errors="backslashreplace")
            except OSError as error:
                raise _cannot_write(path, error) from error
        try:
            self._write("start", files=files)
        except OSError as error:
            self._close()
            raise _cannot_write(path, error) from error

    def document(self, head: dict[str, Any], seconds: float, kept: bool) -> None:
        """Note a file that is done; `head` is that of its packed reading."""
        codes = Counter(problem["code"] for problem in head["problems"])
        with self._lock:
            self.tally.codes += codes
            if kept:
                self.tally.kept += 1
            else:
                self.tally.read += 1
                self.tally.pages += head["pages"]
        self._try_to_write(
            "document",
            file=head["file"],
            plan_id=head["plan_id"],
            sha256=head["sha256"],
            pages=head["pages"],
            seconds=round(seconds, 3),
            source="cache" if kept else "read",
            problems=dict(sorted(codes.items())),
        )

    def __enter__(self) -> Journal:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        how = "whole" if kind is None else kind.__name__
        tally = self.tally
        self._try_to_write("end", how=how, files=tally.files, read=tally.read, kept=tally.kept, pages=tally.pages)
        self._close()

    def _close(self) -> None:
        with self._lock:
            if self._stream is not None:
                with suppress(OSError):  # A line that found no room would be tried once more.
                    self._stream.close()
                self._stream = None

    def _try_to_write(self, event: str, **values: Any) -> None:
        """Write a line; where that fails (no room), the log ends there and the run goes on."""
        try:
            self._write(event, **values)
        except OSError as error:
            log.warning("The log ends here, for it cannot be written any more: %s", error.strerror or error)
            self._close()

    def _write(self, event: str, **values: Any) -> None:
        """Raises OSError."""
        line = {"time": datetime.now(UTC).isoformat(timespec="milliseconds"), "event": event, **values}
        with self._lock:
            if self._stream is not None:
                self._stream.write(json.dumps(line, ensure_ascii=False) + "\n")
                self._stream.flush()


def _cannot_write(path: Path | None, error: OSError) -> UsageError:
    return UsageError("E009", f"The log {path} cannot be written: {error.strerror}. Name another place with --log.")
