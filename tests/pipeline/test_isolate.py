"""A document that hangs, explodes or brings its process down costs itself alone."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from planspor.models.problem import Problem
from planspor.pipeline.archive import SourceFile
from planspor.pipeline.isolate import Closed, Isolation, Limits
from planspor.pipeline.reading import unpack

# Workers import what they run by name, so the stand-in for the reader is a module of its own.
STAND_IN = """
import ctypes, os, signal, time
from pathlib import Path
from planspor.pipeline.reading import Reading

def read(source, engine):
    what, _, rest = source.file.partition("-")
    if what == "crash":
        ctypes.string_at(0)
    if what == "leave":
        os._exit(7)
    if what == "hang":
        # As native code does that never comes back: signals of Python have no effect.
        signal.pthread_sigmask(signal.SIG_BLOCK, set(signal.Signals) - {signal.SIGKILL, signal.SIGSTOP})
        Path(rest).write_text(str(os.getpid()))
        time.sleep(3600)
    if what == "explode":
        grown = []
        while True:
            grown.append(bytearray(16 << 20))
    if what == "once" and not os.path.exists(rest):
        Path(rest).write_text("")
        os.kill(os.getpid(), signal.SIGKILL)
    return Reading(source.file, plan_id=f"{source.file} {engine}", pages=os.getpid())
"""

FEW = Limits(seconds=20, megabytes=300)


@pytest.fixture(scope="module")
def isolation() -> Iterator[Isolation]:
    workers = Isolation()
    yield workers
    workers.close()


@pytest.fixture(scope="module")
def stand_in(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Any]]:
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("stand-in")
        (folder / "stand_in_reader.py").write_text(STAND_IN)
        patch.syspath_prepend(str(folder))
        import stand_in_reader

        yield stand_in_reader.read


def source(name: str) -> SourceFile:
    return SourceFile(Path(name), name)


@pytest.fixture
def problem_of(isolation: Isolation, stand_in: Callable[..., Any]) -> Callable[..., Problem]:
    def read(name: str, limits: Limits = FEW) -> Problem:
        (problem,) = unpack(isolation.read(source(name), "pdfium", limits, stand_in)).problems
        assert problem.file == name
        assert problem.message.startswith(name)
        assert problem.severity == "error"
        after = unpack(isolation.read(source("after"), "pdfium", limits, stand_in))
        assert after.plan_id == "after pdfium"
        return problem

    return read


def test_a_crash_in_native_code_names_its_signal(problem_of: Callable[..., Problem]) -> None:
    problem = problem_of("crash")
    assert problem.code == "E013"
    assert "SIGSEGV" in problem.message


def test_a_process_that_leaves_names_its_exit_code(problem_of: Callable[..., Problem]) -> None:
    problem = problem_of("leave")
    assert problem.code == "E013"
    assert "exit code 7" in problem.message


def test_a_hang_ends_at_the_limit_of_time_and_its_process_with_it(
    problem_of: Callable[..., Problem], tmp_path: Path
) -> None:
    name = f"hang-{tmp_path / 'pid'}"
    problem = problem_of(name, Limits(seconds=1.5, megabytes=300))
    assert problem.code == "E011"
    assert "1.5 s" in problem.message
    assert "--timeout" in problem.message
    assert not is_running(int((tmp_path / "pid").read_text()))


def test_an_explosion_ends_at_the_limit_of_memory(problem_of: Callable[..., Problem]) -> None:
    problem = problem_of("explode")
    assert problem.code == "E012"
    assert "300 MB" in problem.message
    assert "--memory" in problem.message


def test_a_worker_that_somebody_else_ended_costs_nothing(
    isolation: Isolation, stand_in: Callable[..., Any], tmp_path: Path
) -> None:
    name = f"once-{tmp_path / 'seen'}"
    reading = unpack(isolation.read(source(name), "pdfium", FEW, stand_in))
    assert reading.plan_id == f"{name} pdfium"


def test_workers_stay_for_the_next_document(isolation: Isolation, stand_in: Callable[..., Any]) -> None:
    seen = {unpack(isolation.read(source("a"), "pdfium", FEW, stand_in)).pages for _ in range(5)}
    assert len(seen) == 1
    assert os.getpid() not in seen


def test_the_process_that_starts_workers_is_replaced(isolation: Isolation, stand_in: Callable[..., Any]) -> None:
    worker = unpack(isolation.read(source("a"), "pdfium", FEW, stand_in)).pages
    parent = int(Path(f"/proc/{worker}/stat").read_text().rpartition(")")[2].split()[1])
    os.kill(parent, signal.SIGKILL)
    os.kill(worker, signal.SIGKILL)
    assert unpack(isolation.read(source("b"), "pdfium", FEW, stand_in)).plan_id == "b pdfium"


def test_several_threads_share_the_workers(isolation: Isolation, stand_in: Callable[..., Any]) -> None:
    names = [f"{kind}{n}" for n in range(6) for kind in ("a", "leave-")]
    with ThreadPoolExecutor(3) as pool:
        packed = list(pool.map(lambda name: isolation.read(source(name), "pdfium", FEW, stand_in), names))
    for name, reading in zip(names, map(unpack, packed), strict=True):
        assert reading.file == name
        assert bool(reading.problems) == name.startswith("leave")


def test_closing_ends_those_at_work(stand_in: Callable[..., Any], tmp_path: Path) -> None:
    workers = Isolation()
    closing = threading.Thread(target=lambda: (wait_for(tmp_path / "pid"), workers.close()))
    closing.start()
    with pytest.raises(Closed):
        workers.read(source(f"hang-{tmp_path / 'pid'}"), "pdfium", FEW, stand_in)
    closing.join()
    assert not is_running(int((tmp_path / "pid").read_text()))


def wait_for(path: Path) -> None:
    while not (path.exists() and path.read_text()):
        time.sleep(0.02)


def is_running(pid: int) -> bool:
    """Whether there is such a process, other than one that is dead and only not yet forgotten."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
