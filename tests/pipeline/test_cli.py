"""The command line: help, version, show, tables, draw."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import planspor as package
import pytest
from PIL import Image
from planspor.models.problem import UsageError
from planspor.pipeline.cli import parse_pages


@pytest.fixture
def sample(corpus: Path) -> Path:
    """A sample plan with tables of milestones and gains."""
    return corpus / "kildeborg-virksomhedsplan-2024.pdf"


def test_the_version_is_the_package_s(planspor: Any) -> None:
    assert planspor("--version").stdout == f"planspor {package.__version__}\n"


def test_help_names_every_command_and_exit_code(planspor: Any) -> None:
    text = planspor("--help").stdout
    assert all(command in text for command in ("run", "show", "tables", "draw", "export"))
    assert "Exit code 0" in planspor("run", "--help").stdout


@pytest.mark.parametrize("module", ["planspor", "planspor.pipeline.cli"])
def test_starting_imports_nothing_heavy(module: str) -> None:
    heavy = "pandas pyarrow numpy pydantic pdfplumber pypdfium2 PIL edtf yaml rapidfuzz"
    code = f"import sys, {module}; print([name for name in {heavy.split()} if name in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_the_public_names_are_there() -> None:
    assert set(package.__all__) == {"__version__", "compare", "draw", "export", "load", "nlp", "read", "run", "tables"}
    assert all(hasattr(package, name) for name in package.__all__)


def test_show_prints_the_plan_as_it_was_read(sample: Path, planspor: Any) -> None:
    ran = planspor("show", sample)
    assert ran.returncode == 0, ran.stderr
    plan = package.read(sample)
    shown = "".join(ran.stdout.split())
    assert plan.initiatives
    for initiative in plan.initiatives:
        assert "".join(initiative.title.split())[:30] in shown
    assert plan.plan_id in ran.stdout
    assert plan.municipalities[0].name in ran.stdout


def test_tables_of_all_forms_hold_the_same_words(sample: Path, planspor: Any) -> None:
    found = json.loads(planspor("tables", sample).stdout)
    assert found
    texts = [cell["text"] for table in found for cell in table["cells"] if cell["text"]]
    rows = [row for row in csv.reader(io.StringIO(planspor("tables", sample, "--format", "csv").stdout)) if row]
    assert set(texts) <= {value for row in rows for value in row}
    for form in ("html", "markdown"):
        text = planspor("tables", sample, "--format", form).stdout
        assert all(word in text for word in texts[0].split())


def test_tables_that_can_be_read_in_two_ways_say_so(corpus: Path, planspor: Any) -> None:
    done = planspor("tables", corpus / "kildeborg-virksomhedsplan-2024.pdf")
    assert "Otherwise two rows:" in done.stderr
    assert all("doubts" not in table for table in json.loads(done.stdout))


def test_tables_of_some_pages(sample: Path, planspor: Any) -> None:
    every = json.loads(planspor("tables", sample).stdout)
    page = every[0]["page"]
    some = json.loads(planspor("tables", sample, "--pages", str(page)).stdout)
    assert some
    assert {table["page"] for table in some} == {page}


def test_a_page_that_there_is_not(sample: Path, planspor: Any) -> None:
    for arguments in (("tables", sample, "--pages", "400"), ("draw", sample, "400")):
        ran = planspor(*arguments)
        assert ran.returncode == 2
        assert "has no page 400; its pages are 1 to" in ran.stderr


def test_a_scale_that_shows_nothing_is_wrong_usage(sample: Path) -> None:
    with pytest.raises(UsageError, match="scale must be more than 0"):
        package.draw(sample, 1, scale=0)


def test_draw_writes_a_picture(sample: Path, tmp_path: Path, planspor: Any) -> None:
    ran = planspor("draw", sample, "2", "--out", tmp_path / "page.png", "--scale", "1")
    assert ran.returncode == 0, ran.stderr
    with Image.open(tmp_path / "page.png") as picture:
        assert picture.format == "PNG"
        assert picture.width > 595


def test_a_folder_is_no_plan(tmp_path: Path, planspor: Any) -> None:
    ran = planspor("show", tmp_path)
    assert ran.returncode == 2
    assert "is a folder, not a PDF" in ran.stderr


def test_pages_are_parsed() -> None:
    assert parse_pages(None) is None
    assert parse_pages("3") == [3]
    assert parse_pages("7, 3-5,4") == [3, 4, 5, 7]


@pytest.mark.parametrize("text", ["", "x", "3-", "-3", "0", "5-3", "1,,2", "1-9999999", "²"])
def test_pages_that_are_none_are_wrong_usage(text: str) -> None:
    with pytest.raises(UsageError):
        parse_pages(text)
