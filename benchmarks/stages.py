"""How long each step of the way takes, from the bytes of a file to the rows of the data set."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from planspor.extractors import read as way
from planspor.extractors.plan import compose
from planspor.pipeline import batch
from planspor.pipeline.archive import SourceFile
from planspor.pipeline.compare.build import compare
from planspor.pipeline.reading import pack, unpack
from planspor.pipeline.writer import Writer

_STEPS: tuple[tuple[str, Any, str], ...] = (
    ("pages: characters, words, rules", way, "read_source"),
    ("text of pictures", way, "recognise_pages"),
    ("tables", way, "find_all"),
    ("layout: blocks in reading order", way, "build_document"),
    ("tables over several pages", way, "join_tables"),
    ("plan: initiatives, milestones, gains, key figures, references", way, "compose"),
    ("themes", compose, "tag_plan"),
    ("methods and target groups", compose, "name_methods_and_groups"),
    ("actors", compose, "name_actors"),
    ("rows", batch, "tables_of"),
    ("document", batch, "to_json"),
    ("signature, to find the same plan again", batch, "signature"),
)
"""Names of steps, and where the function is called by which name."""
_PACKING, _WRITING, _COMPARING = "between processes", "writing", "comparison"


def stage_seconds(files: list[Path], rounds: int) -> dict[str, float]:
    """Median seconds of the processor for each step over all files, in one process."""
    taken = [_once(files) for _ in range(rounds + 1)][1:]  # The first loads what is loaded once.
    names = [*(name for name, _, _ in _STEPS), _PACKING, _WRITING, _COMPARING]
    return {name: statistics.median(counts[name] for counts in taken) for name in names}


def _once(files: list[Path]) -> Counter[str]:
    clock = _Clock()
    with tempfile.TemporaryDirectory() as out:
        writer = Writer(out, [])
        with clock.watching():
            for file in files:
                reading = batch.read_file(SourceFile(file, file.name), "pdfium")
                with clock.step(_PACKING):
                    reading = unpack(pack(reading))
                with clock.step(_WRITING):
                    writer.add(reading)
        with clock.step(_WRITING):
            writer.finish()
        with clock.step(_COMPARING):
            compare(out)
    return clock.seconds


class _Clock:
    """Seconds by step; a step within a step counts for itself alone."""

    def __init__(self) -> None:
        self.seconds: Counter[str] = Counter()
        self._running: list[str] = []
        self._since = 0.0

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Count what happens meanwhile for a step."""
        self._turn()
        self._running.append(name)
        try:
            yield
        finally:
            self._turn()
            self._running.pop()

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Count the functions of `_STEPS` wherever they are called."""
        patches = [patch.object(place, name, self._timed(step, getattr(place, name))) for step, place, name in _STEPS]
        for each in patches:
            each.start()
        try:
            yield
        finally:
            for each in patches:
                each.stop()

    def _timed(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*arguments: Any, **named: Any) -> Any:
            with self.step(name):
                return function(*arguments, **named)

        return timed

    def _turn(self) -> None:
        now = time.process_time()
        if self._running:
            self.seconds[self._running[-1]] += now - self._since
        self._since = now
