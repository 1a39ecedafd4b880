"""The options of `planspor run`: which files, how they are read, what is told."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import planspor as package
import pytest
from planspor.models.problem import UsageError
from planspor.pipeline import run_command
from planspor.pipeline.choice import with_problems
from planspor.pipeline.console import console
from planspor.pipeline.journal import Journal


def test_a_dry_run_says_what_would_be_read_and_writes_nothing(
    two_plans: Path, tmp_path: Path, planspor: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLANSPOR_CACHE", str(tmp_path / "kept"))
    ran = planspor("run", two_plans, "--out", "out", "--dry-run")
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.splitlines() == [
        "read  a.pdf: it is new",
        "read  sub/b.pdf: it is new",
        "2 of 2 files would be read; 0 are kept from before. Nothing was written.",
    ]
    assert not (tmp_path / "out").exists()
    assert not (tmp_path / "kept").exists()
    package.run(two_plans / "a.pdf", tmp_path / "out")
    ran = planspor("run", two_plans, "--out", "out", "--dry-run")
    assert ran.stdout.splitlines()[0] == "read  sub/b.pdf: it is new"
    assert "1 are kept" in ran.stdout


def test_the_first_files_alone(two_plans: Path, tmp_path: Path) -> None:
    assert package.run(two_plans, tmp_path / "out", limit=1).plans["file"].tolist() == ["a.pdf"]
    with pytest.raises(UsageError, match="limit must be 1 or more"):
        package.run(two_plans, tmp_path / "out", limit=0)


def test_files_that_changed_since_a_day(two_plans: Path, tmp_path: Path, planspor: Any) -> None:
    os.utime(two_plans / "a.pdf", (0, 0))
    data = package.run(two_plans, tmp_path / "out", since=date(2001, 1, 1))
    assert data.plans["file"].tolist() == ["sub/b.pdf"]
    before = (tmp_path / "out" / "plans.csv").read_bytes()
    ran = planspor("run", two_plans, "--out", "out", "--since", "2999-01-01")
    assert ran.returncode == 2
    assert "No PDF has changed since 2999-01-01" in ran.stderr
    assert (tmp_path / "out" / "plans.csv").read_bytes() == before


def test_a_log_tells_of_each_document_in_a_line_of_json(two_plans: Path, tmp_path: Path) -> None:
    (two_plans / "bad.pdf").write_bytes(b"no PDF at all")
    log = tmp_path / "log.jsonl"
    data = package.run(two_plans, tmp_path / "out", log=log, cache=tmp_path / "kept")
    package.run(two_plans, tmp_path / "out", log=log, cache=tmp_path / "kept")
    lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    assert [line["event"] for line in lines] == ["start", *["document"] * 3, "end"] * 2
    first = {line["file"]: line for line in lines[:5] if line["event"] == "document"}
    plans = data.plans.set_index("file")
    for file in ("a.pdf", "sub/b.pdf"):
        assert first[file]["sha256"] == plans.loc[file, "sha256"]
        assert first[file]["pages"] == plans.loc[file, "pages"]
        assert first[file]["plan_id"] == plans.loc[file, "plan_id"]
        assert first[file]["seconds"] >= 0
    assert first["bad.pdf"]["problems"] == {"E001": 1}
    assert {line["source"] for line in lines[:4] if line["event"] == "document"} == {"read"}
    assert {line["source"] for line in lines[5:] if line["event"] == "document"} == {"cache"}
    assert lines[-1] == {**lines[-1], "how": "whole", "files": 3, "read": 0, "kept": 3}


def test_a_log_that_cannot_be_written_is_a_clear_line(two_plans: Path, planspor: Any) -> None:
    ran = planspor("run", two_plans, "--out", "out", "--log", "nowhere/log.jsonl")
    assert ran.returncode == 2
    assert "nowhere/log.jsonl cannot be written" in ran.stderr
    assert ran.stderr.count("\n") == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no device that is always full")
def test_a_log_without_room_is_a_clear_line(two_plans: Path, planspor: Any) -> None:
    ran = planspor("run", two_plans, "--out", "out", "--log", "/dev/full")
    assert ran.returncode == 2
    assert ran.stderr.startswith("planspor: The log /dev/full cannot be written: No space left on device. Name another")
    assert ran.stderr.count("\n") == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no device that is always full")
def test_a_log_that_runs_full_costs_no_plan(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    head = {"file": "a.pdf", "plan_id": None, "sha256": None, "pages": 3, "problems": []}
    with Journal(tmp_path / "log", 2) as journal, open("/dev/full", "wb") as full:
        assert journal._stream is not None
        os.dup2(full.fileno(), journal._stream.fileno())
        for _ in range(3):
            journal.document(head, 0.1, kept=False)
    assert (journal.tally.read, journal.tally.pages) == (3, 9)
    assert [record.message for record in caplog.records] == [
        "The log ends here, for it cannot be written any more: No space left on device"
    ]


def test_a_summary_tells_the_first_errors_and_counts_all(two_plans: Path, planspor: Any) -> None:
    for number in range(25):
        (two_plans / f"bad {number:02}.pdf").write_text("no PDF")
    ran = planspor("run", two_plans, "--out", "out", "--no-compare")
    assert ran.returncode == 1
    assert "error E001  25 x" in ran.stdout
    told = [line for line in ran.stdout.splitlines() if line.startswith("! ")]
    assert [line[2:12] for line in told] == [f"bad {number:02}.pdf" for number in range(20)]
    assert "... and 5 more" in ran.stdout


def test_problems_are_never_held_all_at_once(
    two_plans: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    data = package.run(two_plans, tmp_path / "out", compare=False)
    codes = data.problems["code"].tolist()
    monkeypatch.delattr(type(data), "arrow")
    assert not run_command._problems(data, console())
    assert codes[0] in capsys.readouterr().out
    assert with_problems(tmp_path / "out") == {"a.pdf", "sub/b.pdf"}


def test_a_dry_run_tells_what_is_the_matter_with_the_archive(two_plans: Path, tmp_path: Path, planspor: Any) -> None:
    (two_plans / "manifest.csv").write_text("file,title\nz.pdf,Plan\n")
    ran = planspor("run", two_plans, "--out", "out", "--dry-run")
    assert "warning W011  manifest.csv: line 2 names z.pdf, which is not there." in ran.stdout.splitlines()


def test_a_day_that_is_none_is_told(two_plans: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="'2024-01-31' is no day"):
        package.run(two_plans, tmp_path / "out", since="2024-01-31")  # type: ignore[arg-type]


def test_a_file_that_takes_too_long_costs_itself_alone(two_plans: Path, tmp_path: Path, corpus: Path) -> None:
    # The first file of a worker loads the dictionaries, and takes many times longer than this.
    shutil.copy(corpus / "kildeborg-virksomhedsplan-2024.pdf", two_plans / "long.pdf")
    data = package.run(two_plans / "long.pdf", tmp_path / "out", timeout=0.001, cache=False)
    (row,) = data.problems.to_dict("records")
    assert (row["code"], row["file"]) == ("E011", "long.pdf")
    data = package.run(two_plans, tmp_path / "out", cache=False)
    assert len(data.plans) == 3


@pytest.mark.parametrize("arguments", [["--timeout", "0"], ["--memory", "0"], ["--limit", "0"], ["--since", "soon"]])
def test_settings_that_make_no_sense_are_wrong_usage(arguments: list[str], two_plans: Path, planspor: Any) -> None:
    assert planspor("run", two_plans, *arguments).returncode == 2


def test_a_script_needs_no_guard(two_plans: Path, tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(f"import planspor\nprint(planspor.run({str(two_plans)!r}, 'out', jobs=2))\n")
    ran = subprocess.run([sys.executable, script], capture_output=True, text=True, cwd=tmp_path, check=False)
    assert ran.stdout == "<Dataset out: 2 plans, 0 initiatives, 0 milestones, 0 gains>\n", ran.stderr
