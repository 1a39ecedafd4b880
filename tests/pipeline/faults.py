"""What the fault tests share: an archive of small plans, runs that can be stopped, and what a folder holds."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

WORDS = "huset haven værkstedet køkkenet biblioteket cykelstien skolegården mødestedet".split()
MONTHS = "januar februar marts april maj juni juli august".split()


def make_archive(folder: Path, make_pdf: Callable[..., bytes], count: int) -> Path:
    """So many small plans, each a little different."""
    for n in range(count):
        word, month = WORDS[n % len(WORDS)], MONTHS[n // len(WORDS) % len(MONTHS)]
        pages = [
            [f"Aftale {2000 + n}", "Prøveby Kommune", f"Indsats {page}: Vi bygger {word}", f"Det sker i {month} 2024."]
            for page in (1, 2)
        ]
        path = folder / f"del{n % 3}" / f"plan{n:03}.pdf"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(make_pdf(*pages))
    return folder


def content(folder: Path) -> dict[str, str]:
    """Each file below a folder with a digest of its bytes."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


class Run:
    """`planspor run` as a process that can be stopped."""

    def __init__(self, *arguments: str | Path, cache: Path | None, **popen: Any) -> None:
        command = [sys.executable, "-c", "from planspor.pipeline.cli import main; main()", "run", *map(str, arguments)]
        if cache is None:
            command.append("--no-cache")
        self.process = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env={**os.environ, **({"PLANSPOR_CACHE": str(cache)} if cache is not None else {})},
            **popen,
        )

    @contextmanager
    def held(self) -> Iterator[None]:
        """Let it stand still meanwhile, so that it is neither too early nor too late."""
        assert self.process.poll() is None
        self.process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self.process.send_signal(signal.SIGCONT)

    def end(self, seconds: float = 120) -> tuple[int, str, str]:
        """Wait for its end; its exit code and what it printed on both streams."""
        out, err = self.process.communicate(timeout=seconds)
        return self.process.returncode, out, err


def wait_for_lines(path: Path, count: int) -> None:
    """Wait until a log tells of so many documents."""
    wait_until(lambda: path.exists() and path.read_text(encoding="utf-8").count('"document"') >= count)


def wait_until(is_so: Callable[[], object], seconds: float = 60) -> None:
    """Wait until something is so, but not for ever."""
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "it never came to be"
        time.sleep(0.01)


def processes_with(mark: str) -> list[int]:
    """The processes, other than this one, whose environment holds a text."""
    found = []
    for path in Path("/proc").glob("[0-9]*/environ"):
        try:
            if mark.encode() in path.read_bytes() and int(path.parent.name) != os.getpid():
                found.append(int(path.parent.name))
        except OSError:
            continue
    return found


def children(pid: int) -> Sequence[int]:
    """The processes that a process has started."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            if int(path.read_text().rpartition(")")[2].split()[1]) == pid:
                found.append(int(path.parent.name))
        except OSError:
            continue
    return found
