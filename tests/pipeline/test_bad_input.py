"""Bad input: each has a clear line and a row in `problems`, and the others are unharmed."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import planspor as package
import pypdf
import pytest

Bad = Callable[[bytes], bytes]


def written(writer: pypdf.PdfWriter) -> bytes:
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def encrypted(good: bytes) -> bytes:
    writer = pypdf.PdfWriter(io.BytesIO(good))
    writer.encrypt("secret", algorithm="AES-256")
    return written(writer)


def without_pages(good: bytes) -> bytes:
    return written(pypdf.PdfWriter())


def without_text(good: bytes) -> bytes:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(595, 842)
    return written(writer)


CASES: dict[str, tuple[Bad, str]] = {
    "no-pdf": (lambda good: b"<html><body>Siden findes ikke</body></html>", "E001"),
    "empty": (lambda good: b"", "E002"),
    "truncated": (lambda good: good[: len(good) // 3], "E003"),
    "encrypted": (encrypted, "E004"),
    "without-pages": (without_pages, "E005"),
    "without-text": (without_text, "E006"),
}


@pytest.mark.parametrize("case", sorted(CASES))
def test_a_bad_file_is_a_problem_and_the_others_are_unharmed(case: str, two_plans: Path, planspor: Any) -> None:
    make, code = CASES[case]
    alone = package.run(two_plans, two_plans.parent / "alone")
    (two_plans / f"{case}.pdf").write_bytes(make((two_plans / "a.pdf").read_bytes()))

    ran = planspor("run", two_plans, "--out", two_plans.parent / "out")

    assert ran.returncode == 1, ran.stderr
    assert f"{case}.pdf" in ran.stdout
    assert "Traceback" not in ran.stdout + ran.stderr
    data = package.load(two_plans.parent / "out")
    rows = data.problems[data.problems["file"] == f"{case}.pdf"]
    errors = rows[rows["severity"] == "error"]
    assert errors["code"].tolist() == [code]
    assert f"{case}.pdf" in errors["message"].tolist()[0]
    others = data.plans[data.plans["file"] != f"{case}.pdf"]
    assert others["plan_id"].tolist() == alone.plans["plan_id"].tolist()
    for plan_id in others["plan_id"]:
        name = f"plans/{plan_id}.json"
        assert (data.path / name).read_bytes() == (alone.path / name).read_bytes()


@pytest.mark.parametrize("command", ["show", "tables", "draw"])
def test_one_bad_file_is_a_clear_line(command: str, tmp_path: Path, planspor: Any) -> None:
    (tmp_path / "bad.pdf").write_bytes(b"no PDF at all")
    ran = planspor(command, "bad.pdf", *(["1"] if command == "draw" else []))
    assert ran.returncode == 1
    assert ran.stderr.startswith("planspor: ")
    assert "bad.pdf" in ran.stderr
    assert ran.stderr.count("\n") == 1
    assert ran.stdout == ""


def test_good_files_alone_end_with_nought(two_plans: Path, planspor: Any) -> None:
    ran = planspor("run", two_plans, "--out", two_plans.parent / "out", "--jobs", "2")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert re.search(r"plans\W+initiatives\W+milestones\W+gains\W+problems", ran.stdout)


def test_the_same_file_twice_is_told_and_costs_nothing(two_plans: Path, planspor: Any) -> None:
    shutil.copy(two_plans / "a.pdf", two_plans / "copy.pdf")
    ran = planspor("run", two_plans, "--out", two_plans.parent / "out")
    assert ran.returncode == 0
    assert "info I001  1 x" in ran.stdout
    problems = package.load(two_plans.parent / "out").problems
    (row,) = problems[problems["code"] == "I001"].to_dict("records")
    assert (row["severity"], row["file"]) == ("info", "copy.pdf")
    assert "copy.pdf is the same file as a.pdf" in row["message"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nowhere"], "nowhere does not exist"),
        (["empty"], "No PDF was found in empty"),
        ([], "corpus does not exist"),
        (["archive", "--out", "a-file"], "a-file cannot be written"),
        (["archive", "--out", "a-file/below"], "cannot be written"),
    ],
)
def test_wrong_usage_is_one_clear_line(
    arguments: list[str], message: str, two_plans: Path, tmp_path: Path, planspor: Any
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "a-file").write_text("in the way")
    ran = planspor("run", *arguments)
    assert ran.returncode == 2
    assert message in ran.stderr
    assert ran.stderr.count("\n") == 1
    assert (tmp_path / "a-file").read_text() == "in the way"
    assert not (tmp_path / "outputs").exists()


def test_an_unknown_option_is_wrong_usage(planspor: Any) -> None:
    assert planspor("run", "--engine", "magic").returncode == 2
    assert planspor("run", "--jobs", "0").returncode == 2


def test_an_empty_folder_beside_a_full_one_is_a_row(two_plans: Path, tmp_path: Path, planspor: Any) -> None:
    (tmp_path / "empty").mkdir()
    ran = planspor("run", two_plans, "empty", "--out", "out")
    assert ran.returncode == 0
    problems = package.load(tmp_path / "out").problems
    assert problems[problems["code"] == "W012"]["file"].tolist() == ["empty"]
