"""Reading many files: order, how many are ahead, faults of one file."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from planspor.models.problem import PlansporError
from planspor.pipeline import batch
from planspor.pipeline.archive import SourceFile
from planspor.pipeline.batch import read_file, read_files, workers_for
from planspor.pipeline.reading import Reading, pack


def sources(names: Sequence[str]) -> list[SourceFile]:
    return [SourceFile(Path(name), name) for name in names]


def fetch(source: SourceFile) -> bytes:
    if source.file.startswith("slow"):
        time.sleep(0.1)
    return pack(Reading(source.file, plan_id=source.file.upper()))


@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_the_readings_come_in_the_order_of_the_files(jobs: int) -> None:
    files = sources(["slow1", "b", "c", "slow2", "d", "e", "f"])
    found = list(read_files(files, fetch, jobs=jobs))
    assert [reading.plan_id for reading in found] == [source.file.upper() for source in files]


def test_progress_counts_each_file_once() -> None:
    seen: list[tuple[str, int, int]] = []
    list(read_files(sources(["slow", "a", "b"]), fetch, jobs=2, progress=lambda *step: seen.append(step)))
    assert sorted(file for file, _, _ in seen) == ["a", "b", "slow"]
    assert [(done, total) for _, done, total in seen] == [(1, 3), (2, 3), (3, 3)]


def test_a_slow_file_does_not_let_the_others_pile_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "AHEAD", 10)
    begun: list[str] = []
    gate = threading.Event()

    def gated(source: SourceFile) -> bytes:
        begun.append(source.file)
        if source.file == "first":
            gate.wait(20)
        return fetch(source)

    def step(file: str, done: int, total: int) -> None:
        # Nothing more can be begun when all that may be ahead are done; then the first may end as well.
        if done == 11:
            before = len(begun)
            threading.Timer(0.2, gate.set).start()
            assert before <= 12

    files = sources(["first", *(f"file{n:03}" for n in range(100))])
    found = list(read_files(files, gated, jobs=2, progress=step))
    assert [reading.file for reading in found] == [source.file for source in files]


def test_what_fetching_raises_ends_it() -> None:
    def fails(source: SourceFile) -> bytes:
        raise PlansporError("E014", "nobody reads")

    with pytest.raises(PlansporError, match="nobody reads"):
        list(read_files(sources(["a", "b"]), fails, jobs=2))


def test_a_fault_in_the_code_is_a_problem_of_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fault(data: bytes, **settings: Any) -> None:
        raise ZeroDivisionError("by nought")

    monkeypatch.setattr("planspor.extractors.read.read_plan", fault)
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.4")
    reading = read_file(SourceFile(path, "a.pdf"), "pdfium")
    (problem,) = reading.problems
    assert problem.code == "E010"
    assert "ZeroDivisionError: by nought" in problem.message


def test_a_file_that_is_gone_is_a_problem(tmp_path: Path) -> None:
    (problem,) = read_file(SourceFile(tmp_path / "gone.pdf", "gone.pdf"), "pdfium").problems
    assert (problem.code, problem.file) == ("E009", "gone.pdf")


def test_there_are_no_more_workers_than_files() -> None:
    assert workers_for(1) == 1
    assert workers_for(10_000) >= 1
