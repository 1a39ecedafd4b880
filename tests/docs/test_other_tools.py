"""What the page on other tools shows is done here, with the tools that are installed."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import duckdb
import planspor
import pytest
from planspor.pipeline.export.views import VIEWS

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "other-tools.md").read_text(encoding="utf-8")
BLOCK = re.compile(r'^```(\w+)(?: title="([^"]+)")?\n(.*?)^```$', re.DOTALL | re.MULTILINE)


def blocks(language: str, title: str = "") -> list[str]:
    """The blocks of the page in a language, those that are run alike together."""
    return [found[3] for found in BLOCK.finditer(PAGE) if (found[1], found[2] or "") == (language, title)]


@pytest.fixture(scope="module")
def folder(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sample plans' data set in `outputs`."""
    place = tmp_path_factory.mktemp("tools")
    planspor.run(corpus, place / "outputs")
    return place


def run(command: list[str], folder: Path, **environment: str) -> str:
    ran = subprocess.run(
        command, cwd=folder, env={**os.environ, **environment}, capture_output=True, encoding="utf-8", check=False
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


@pytest.mark.needs_tool("Rscript", "r-base-core")
def test_base_r_reads_the_tables_with_their_types(folder: Path) -> None:
    checks = """
stopifnot(is.character(initiatives$municipality), inherits(milestones$end, "Date"), is.numeric(gains$amount))
cat("ROWS", nrow(plans), nrow(initiatives), nrow(milestones), nrow(gains), nrow(due), "\n")
cat("TITLES", sort(initiatives$title), sep = "\n")
cat("THEMES", nrow(read_plans("municipality_theme", "outputs/comparison")), "\n")
"""
    (folder / "page.R").write_text("\n".join([*blocks("r"), checks]), encoding="utf-8")
    said = run(["Rscript", "--vanilla", "--encoding=UTF-8", "page.R"], folder, LC_ALL="C.UTF-8")
    data = planspor.load(folder / "outputs")
    due = data.milestones["end"].between("2024-01-01", "2024-06-30").sum()
    counts = [data.count(table) for table in ("plans", "initiatives", "milestones", "gains")]
    assert f"ROWS {' '.join(map(str, [*counts, due]))}" in said
    assert set(data.initiatives["title"]) <= set(said.partition("TITLES")[2].splitlines())
    assert f"THEMES {data.count('municipality_theme')}" in said
    for name in data.plan_municipalities["name"]:
        assert re.search(rf"^\d* *{name} +\d+ +[01]", said, re.MULTILINE)


def test_the_queries_run_in_both_databases(folder: Path) -> None:
    outputs = folder / "outputs"
    queries = blocks("sql")
    assert len(queries) == 2
    duck, lite = (planspor.export(outputs, form, folder / f"p.{form}").path for form in ("duckdb", "sqlite"))
    with duckdb.connect(str(duck), read_only=True) as one, closing(sqlite3.connect(lite)) as other:
        for query in queries:
            rows = one.execute(query).fetchall()
            assert rows
            assert sorted(rows, key=repr) == sorted(other.execute(query).fetchall(), key=repr)


def test_the_views_are_those_that_there_are() -> None:
    listed = set(re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE))
    assert listed == {view.name for view in VIEWS}


def test_the_python_block_runs(folder: Path) -> None:
    (code,) = blocks("python")
    said = run([sys.executable, "-c", code], folder, PYTHONPATH=str(Path(planspor.__file__).parent.parent))
    assert "datetime64" in said
    assert (folder / "outputs" / "planspor.sqlite").is_file()


def test_the_commands_run(folder: Path, corpus: Path) -> None:
    program = [sys.executable, "-c", "from planspor.pipeline.cli import main; main()"]
    commands = [line[2:].split()[1:] for block in blocks("console") for line in block.splitlines()]
    assert len(commands) == 3
    for command in commands:
        if "--pdfs" in command:
            # One table, whose pages are few enough for a test.
            command = [*[str(corpus) if part == "corpus" else part for part in command], "--only", "plans"]
        run([*program, *command], folder, PYTHONPATH=str(Path(planspor.__file__).parent.parent))
    assert {path.suffix for path in (folder / "outputs").glob("planspor.*")} == {".xlsx", ".sqlite", ".duckdb"}
