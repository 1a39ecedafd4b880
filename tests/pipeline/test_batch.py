"""Reading many files: order, workers, faults."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from planspor.models.problem import UsageError
from planspor.pipeline.archive import SourceFile
from planspor.pipeline.batch import Reading, read_file, read_files, workers_for

# Workers import what they run by name, so the stand-in for the reader is a module of its own.
STAND_IN = """
import os, time
from planspor.models.problem import Problem
from planspor.pipeline.batch import Reading

def read(source, engine):
    if source.file.startswith("crash"):
        os._exit(7)
    if source.file.startswith("slow"):
        time.sleep(0.3)
    return Reading(source.file, plan_id=source.file + engine)
"""


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    (tmp_path / "stand_in_reader.py").write_text(STAND_IN)
    monkeypatch.syspath_prepend(str(tmp_path))
    import stand_in_reader

    return stand_in_reader.read  # type: ignore[no-any-return]


def sources(names: Sequence[str]) -> list[SourceFile]:
    return [SourceFile(Path(name), name) for name in names]


def test_workers_give_the_readings_in_the_order_of_the_files(stand_in: Callable[..., Reading]) -> None:
    files = sources(["slow1", "b", "c", "slow2", "d", "e", "f"])
    found = list(read_files(files, jobs=2, read=stand_in))
    assert [reading.file for reading in found] == [source.file for source in files]
    assert {reading.plan_id for reading in found} == {source.file + "pdfium" for source in files}


def test_a_file_that_ends_its_worker_costs_itself_alone(stand_in: Callable[..., Reading]) -> None:
    files = sources(["a", "b", "crash1", "c", "slow", "crash2", "d", "e"])
    found = {reading.file: reading for reading in read_files(files, jobs=2, read=stand_in)}
    for name, reading in found.items():
        if name.startswith("crash"):
            (problem,) = reading.problems
            assert (problem.code, problem.severity, problem.file) == ("E010", "error", name)
            assert name in problem.message
        else:
            assert reading.plan_id == name + "pdfium"
            assert reading.problems == []
    assert len(found) == len(files)


def test_progress_names_the_file_at_hand(stand_in: Callable[..., Reading]) -> None:
    seen: list[tuple[str, int, int]] = []
    list(read_files(sources(["a", "b"]), read=stand_in, progress=lambda *step: seen.append(step)))
    assert seen == [("a", 0, 2), ("b", 1, 2)]


def test_a_fault_in_the_code_is_a_problem_of_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fault(data: bytes, **settings: Any) -> None:
        raise ZeroDivisionError("by nought")

    monkeypatch.setattr("planspor.pipeline.batch.read_plan", fault)
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.4")
    reading = read_file(SourceFile(path, "a.pdf"), "pdfium")
    (problem,) = reading.problems
    assert problem.code == "E010"
    assert "ZeroDivisionError: by nought" in problem.message


def test_a_file_that_is_gone_is_a_problem(tmp_path: Path) -> None:
    (problem,) = read_file(SourceFile(tmp_path / "gone.pdf", "gone.pdf"), "pdfium").problems
    assert (problem.code, problem.file) == ("E009", "gone.pdf")


def test_bad_settings_are_refused() -> None:
    with pytest.raises(UsageError, match="no engine 'magic'"):
        list(read_files(sources(["a"]), engine="magic"))
    with pytest.raises(UsageError, match="1 or more"):
        list(read_files(sources(["a"]), jobs=0))


def test_few_files_are_read_by_one_worker() -> None:
    assert workers_for(1) == 1
    assert workers_for(5) == 1
    assert workers_for(10_000) >= 1
