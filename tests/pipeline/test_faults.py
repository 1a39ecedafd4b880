"""Whatever happens to a run, it ends with the bytes of an undisturbed one, then or after the next run."""

from __future__ import annotations

import json
import os
import random
import resource
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import planspor
import pytest

from .faults import Run, children, content, make_archive, processes_with, wait_for_lines, wait_until

PLANS = 24


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory, make_pdf: Callable[..., bytes]) -> Path:
    return make_archive(tmp_path_factory.mktemp("archive"), make_pdf, PLANS)


@pytest.fixture(scope="module")
def undisturbed(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What a run writes to which nothing happens."""
    out = tmp_path_factory.mktemp("undisturbed")
    data = planspor.run(archive, out, cache=False)
    assert len(data.plans) == PLANS
    return content(out)


def test_killed_at_ten_moments_it_ends_as_if_nothing_had_been(
    archive: Path, undisturbed: dict[str, str], tmp_path: Path
) -> None:
    out, cache = tmp_path / "out", tmp_path / "cache"
    start = time.monotonic()
    assert Run(archive, "--out", tmp_path / "timed", cache=None).end()[0] == 0
    whole = time.monotonic() - start
    moments = random.Random(20240501)
    for n in range(10):
        if n in (4, 7):
            shutil.rmtree(cache, ignore_errors=True)  # It may go at any time.
        run = Run(archive, "--out", out, "--jobs", n % 2 + 1, cache=cache)
        try:
            run.process.wait(moments.uniform(0.2, 0.9) * whole)
        except subprocess.TimeoutExpired:
            run.process.kill()
        run.end()
        for path in out.glob("plans/*.json"):
            assert json.loads(path.read_text(encoding="utf-8"))["plan_id"] == path.stem
    wait_until(lambda: not processes_with(str(cache)))
    assert Run(archive, "--out", out, cache=cache).end()[0] == 0
    assert content(out) == undisturbed


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_stopped_it_says_what_is_done_and_goes_on_from_there(
    number: signal.Signals, code: int, archive: Path, undisturbed: dict[str, str], tmp_path: Path
) -> None:
    out, cache, log = tmp_path / "out", tmp_path / "cache", tmp_path / "log"
    run = Run(archive, "--out", out, "--jobs", 1, "--log", log, cache=cache)
    wait_for_lines(log, 3)
    run.process.send_signal(number)
    exit_code, _, err = run.end()
    assert exit_code == code, err
    assert err.startswith("Stopped: ")
    assert f"of {PLANS} files are done" in err
    assert err.count("\n") == 1
    wait_until(lambda: not processes_with(str(cache)))
    second = tmp_path / "second"
    assert Run(archive, "--out", out, "--log", second, cache=cache).end()[0] == 0
    lines = [json.loads(line) for line in second.read_text(encoding="utf-8").splitlines()]
    assert sum(line.get("source") == "cache" for line in lines) >= 3
    assert content(out) == undisturbed


def test_a_worker_that_is_killed_costs_nothing(archive: Path, undisturbed: dict[str, str], tmp_path: Path) -> None:
    log = tmp_path / "log"
    run = Run(archive, "--out", tmp_path / "out", "--jobs", 2, "--log", log, cache=None)
    wait_for_lines(log, 2)
    with run.held():
        (nursery,) = children(run.process.pid)
        os.kill(children(nursery)[0], signal.SIGKILL)
    code, _, err = run.end()
    assert code == 0, err
    assert content(tmp_path / "out") == undisturbed


def test_a_share_with_the_plans_that_is_lost_costs_no_more_than_another_run(
    archive: Path, undisturbed: dict[str, str], tmp_path: Path
) -> None:
    share, log, cache = tmp_path / "share", tmp_path / "log", tmp_path / "cache"
    shutil.copytree(archive, share)
    run = Run(share, "--out", tmp_path / "out", "--jobs", 1, "--log", log, cache=cache)
    wait_for_lines(log, 3)
    with run.held():
        share.rename(tmp_path / "away")
    code, out, err = run.end()
    assert code == 1, err
    assert "cannot be opened: No such file or directory" in " ".join(out.split())
    data = planspor.load(tmp_path / "out")
    lost = data.problems[data.problems["code"] == "E009"]["file"]
    assert len(lost) > 0
    assert {*data.plans["file"], *lost} == {path.relative_to(archive).as_posix() for path in archive.rglob("*.pdf")}
    (tmp_path / "away").rename(share)
    assert Run(share, "--out", tmp_path / "out", cache=cache).end()[0] == 0
    assert content(tmp_path / "out") == undisturbed


def test_a_share_with_the_data_set_that_is_lost_is_a_clear_line(
    archive: Path, undisturbed: dict[str, str], tmp_path: Path
) -> None:
    share, log, cache = tmp_path / "share", tmp_path / "log", tmp_path / "cache"
    share.mkdir()
    run = Run(archive, "--out", share / "out", "--jobs", 1, "--log", log, cache=cache)
    wait_for_lines(log, 3)
    with run.held():
        share.rename(tmp_path / "away")
    code, _, err = run.end()
    assert code == 2
    assert err.startswith("planspor: ")
    assert "cannot be written" in err
    assert err.count("\n") == 1
    shutil.rmtree(share, ignore_errors=True)
    (tmp_path / "away").rename(share)
    assert Run(archive, "--out", share / "out", cache=cache).end()[0] == 0
    assert content(share / "out") == undisturbed


def test_two_runs_at_once_with_one_cache(archive: Path, undisturbed: dict[str, str], tmp_path: Path) -> None:
    runs = [Run(archive, "--out", tmp_path / name, "--jobs", 1, cache=tmp_path / "cache") for name in "ab"]
    assert [run.end()[0] for run in runs] == [0, 0]
    assert content(tmp_path / "a") == content(tmp_path / "b") == undisturbed


def test_two_runs_at_once_into_one_folder(archive: Path, undisturbed: dict[str, str], tmp_path: Path) -> None:
    out, log = tmp_path / "out", tmp_path / "log"
    first = Run(archive, "--out", out, "--jobs", 1, "--log", log, cache=None)
    wait_for_lines(log, 1)
    with first.held():
        code, _, err = Run(archive, "--out", out, "--jobs", 1, cache=None).end()
    assert code == 2
    assert err == f"planspor: Another run writes into {out}. Wait for it, or name another place with --out.\n"
    assert first.end()[0] == 0
    assert content(out) == undisturbed


class Disk:
    """A folder whose size can be changed: a file system of its own, or where none can be mounted, a limit of files."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.mkdir()
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", str(path)], capture_output=True)
        self.mounted = done.returncode == 0

    def limit(self) -> None:
        """In the process that is to run: let it write no larger file than the disk would hold."""
        if not self.mounted:
            resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    def remount(self, options: str) -> None:
        if self.mounted:
            subprocess.run(["mount", "-o", f"remount,{options}", str(self.path)], check=True)

    def close(self) -> None:
        if self.mounted:
            subprocess.run(["umount", "--lazy", str(self.path)], check=True)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    made = Disk(tmp_path / "disk")
    yield made
    made.close()


def test_a_full_disk_is_a_clear_line_and_the_next_run_ends(
    archive: Path, undisturbed: dict[str, str], disk: Disk, tmp_path: Path
) -> None:
    out = disk.path / "out"
    code, _, err = Run(archive, "--out", out, cache=tmp_path / "cache", preexec_fn=disk.limit).end()
    assert code == 2
    assert "cannot be written" in err
    assert err.splitlines()[-1].startswith("planspor: ")
    assert "Traceback" not in err
    disk.remount("size=100m")
    assert Run(archive, "--out", out, cache=tmp_path / "cache").end()[0] == 0
    assert content(out) == undisturbed


def test_a_full_disk_under_the_cache_alone_costs_nothing(
    archive: Path, undisturbed: dict[str, str], disk: Disk, tmp_path: Path
) -> None:
    disk.remount("size=40k")
    if not disk.mounted:
        (disk.path / "cache").write_text("in the way")
    code, _, err = Run(archive, "--out", tmp_path / "out", cache=disk.path / "cache").end()
    assert code == 0
    assert err.count("cannot be kept for the next run") == 1
    assert content(tmp_path / "out") == undisturbed


def test_a_folder_that_cannot_be_written_is_a_clear_line(archive: Path, disk: Disk, tmp_path: Path) -> None:
    out = disk.path / "out"
    out.mkdir()
    disk.remount("ro")
    if not disk.mounted:
        out.chmod(0o555)
    if os.access(out, os.W_OK):
        shutil.rmtree(out)
        out.write_text("no folder, for nothing else keeps the superuser out")
    code, _, err = Run(archive, "--out", out, cache=tmp_path / "cache").end()
    assert code == 2
    assert err.startswith(f"planspor: {out}")
    assert "cannot be written" in err
    assert err.count("\n") == 1
