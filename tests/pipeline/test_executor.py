"""Reading by an executor of the kind of `concurrent.futures`, and on a real cluster of which a part dies."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

import planspor
import pytest
from planspor.models.problem import PlansporError, UsageError
from planspor.pipeline import fetch

from .faults import Run, children, content, make_archive, wait_for_lines, wait_until

PLANS = 24


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory, make_pdf: Callable[..., bytes]) -> Path:
    return make_archive(tmp_path_factory.mktemp("archive"), make_pdf, PLANS)


@pytest.fixture(scope="module")
def undisturbed(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    out = tmp_path_factory.mktemp("undisturbed")
    planspor.run(archive, out, cache=False)
    return content(out)


class Watched(ThreadPoolExecutor):
    """Counts what it has at the same time."""

    def __init__(self) -> None:
        super().__init__(2)
        self.lock = threading.Lock()
        self.now = self.most = self.all = 0

    def submit(self, function: Callable[..., Any], /, *arguments: Any, **named: Any) -> Future[Any]:
        with self.lock:
            self.now += 1
            self.all += 1
            self.most = max(self.most, self.now)
        future = super().submit(function, *arguments, **named)
        future.add_done_callback(self._done)
        return future

    def _done(self, future: Future[Any]) -> None:
        with self.lock:
            self.now -= 1


def test_an_executor_gives_the_same_bytes_and_never_has_more_than_it_should(
    archive: Path, undisturbed: dict[str, str], tmp_path: Path
) -> None:
    with Watched() as executor:
        planspor.run(archive, tmp_path, jobs=3, cache=False, executor=executor)
    assert content(tmp_path) == undisturbed
    assert executor.all == PLANS
    assert executor.most <= 3


class Failing(Executor):
    """Fails as it is told."""

    def __init__(self, *errors: Exception) -> None:
        self.errors = list(errors)
        self.own = ThreadPoolExecutor(1)

    def submit(self, function: Callable[..., Any], /, *arguments: Any, **named: Any) -> Future[Any]:
        if self.errors:
            future: Future[Any] = Future()
            future.set_exception(self.errors.pop(0))
            return future
        return self.own.submit(function, *arguments, **named)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self.own.shutdown(wait)


def test_what_fails_once_is_tried_again(archive: Path, tmp_path: Path) -> None:
    with Failing(OSError("the line was cut")) as executor:
        data = planspor.run(archive / "del0" / "plan000.pdf", tmp_path, jobs=1, cache=False, executor=executor)
    assert len(data.plans) == 1


def test_what_fails_twice_is_a_problem_of_the_file(archive: Path, tmp_path: Path) -> None:
    with Failing(OSError("killed worker"), OSError("killed worker")) as executor:
        data = planspor.run(archive / "del0", tmp_path, jobs=1, cache=False, executor=executor)
    (row,) = data.problems[data.problems["severity"] == "error"].to_dict("records")
    assert (row["code"], row["file"]) == ("E013", "plan000.pdf")
    assert "killed worker" in row["message"]
    assert len(data.plans) == PLANS // 3 - 1


def test_an_executor_with_nobody_left_ends_the_run(archive: Path, tmp_path: Path) -> None:
    with Failing(BrokenProcessPool("all are dead")) as executor, pytest.raises(PlansporError, match="all are dead"):
        planspor.run(archive, tmp_path, jobs=1, cache=False, executor=executor)
    assert not (tmp_path / "plans.csv").exists()


def test_a_worker_with_another_program_is_refused(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = {**fetch.fingerprint(), "libraries": "older ones"}
    executor = ThreadPoolExecutor(1)
    by = fetch.ByExecutor(executor)
    monkeypatch.setattr(fetch, "fingerprint", lambda: there)
    monkeypatch.setattr("planspor.pipeline.run.ByExecutor", lambda executor: by)
    with executor, pytest.raises(UsageError, match=r"would read differently \(libraries\)"):
        planspor.run(archive, tmp_path, jobs=1, cache=False, executor=executor)


@pytest.mark.parametrize(
    ("address", "said"), [("tcp://127.0.0.1:1", "cannot be reached"), ("10.0.0.1:8786", "no address of a scheduler")]
)
def test_a_scheduler_that_is_not_there_is_a_clear_line(address: str, said: str, archive: Path, tmp_path: Path) -> None:
    code, _, err = Run(archive, "--out", tmp_path / "out", "--scheduler", address, cache=None).end()
    assert code == 2
    assert address in err
    assert said in err
    assert err.count("\n") == 1


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A Dask cluster of this computer: the address of its scheduler, and two workers."""
    told = tmp_path / "scheduler.json"
    place = ["--host", "127.0.0.1", "--no-dashboard"]
    log = (tmp_path / "cluster.log").open("wb")

    def start(*arguments: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", *arguments, "--scheduler-file", str(told)]
        return subprocess.Popen(command, stdout=log, stderr=log, cwd=tmp_path)

    processes = [start("distributed.cli.dask_scheduler", *place, "--port", "0")]
    try:
        wait_until(lambda: told.exists() and told.read_text().strip().endswith("}"))
        one = ["distributed.cli.dask_worker", *place, "--no-nanny", "--nthreads", "1"]
        processes += [start(*one) for _ in range(2)]
        yield json.loads(told.read_text())["address"], processes[1:]
    finally:
        for process in processes:
            process.kill()
            process.wait()
        log.close()


def test_a_cluster_of_which_a_part_dies_gives_the_same_bytes(
    cluster: tuple[str, list[subprocess.Popen[bytes]]], archive: Path, undisturbed: dict[str, str], tmp_path: Path
) -> None:
    address, workers = cluster
    log = tmp_path / "log"
    run = Run(archive, "--out", tmp_path / "out", "--scheduler", address, "--log", log, cache=None)
    wait_for_lines(log, 3)
    with run.held():
        # Both have been reading: each has its own processes for that.
        wait_until(lambda: all(children(worker.pid) for worker in workers))
        os.kill(workers[0].pid, signal.SIGKILL)
    code, _, err = run.end()
    assert code == 0, err
    assert content(tmp_path / "out") == undisturbed
