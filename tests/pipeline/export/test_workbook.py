"""The workbook: what Excel finds in it, and what it must not take for a formula."""

from __future__ import annotations

import re
import subprocess
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import planspor
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from planspor.models.problem import UsageError
from planspor.models.tables import TABLES
from planspor.pipeline.export import workbook
from planspor.pipeline.export.source import Source
from planspor.pipeline.export.write import Export, export

from .conftest import FORMULA, SCRIPT


def records(sheet: Worksheet) -> Iterator[dict[str, Any]]:
    """The rows of a sheet by the headings of its first row."""
    rows = sheet.iter_rows(values_only=True)
    headings = [str(value) for value in next(rows)]
    for row in rows:
        yield dict(zip(headings, row, strict=True))


@pytest.fixture
def exported(hostile: Path) -> Export:
    return export(hostile, "xlsx")


def test_each_table_is_a_sheet_with_all_its_rows(samples: Path, tmp_path: Path) -> None:
    done = export(samples, "xlsx", tmp_path / "plans.xlsx")
    book = openpyxl.load_workbook(done.path)
    data = planspor.load(samples)
    assert book.sheetnames[:2] == ["about", "columns"]
    for table in TABLES:
        sheet = book[table.name]
        assert [cell.value for cell in sheet[1]] == list(table.column_names)
        assert sheet.max_row - 1 == data.count(table.name)
    first = next(records(book["milestones"]))
    row = data.milestones.iloc[0]
    assert first["text"] == row["text"]
    assert first["start"] == row["start"].to_pydatetime()
    assert first["page"] == row["page"]
    explained = {(row["table"], row["column"]) for row in records(book["columns"])}
    assert {(table.name, column) for table in TABLES for column in table.column_names} <= explained


def test_every_text_is_a_text_and_no_formula(exported: Export) -> None:
    book = openpyxl.load_workbook(exported.path)
    formulas = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert formulas == []
    sheet = book["milestones"]
    (row,) = records(sheet)
    assert row["text"] == FORMULA
    headings = [cell.value for cell in sheet[1]]
    # Marked as text, so that it stays one also when somebody edits the cell.
    assert sheet.cell(2, headings.index("text") + 1).quotePrefix
    (initiative,) = records(book["initiatives"])
    assert initiative["title"] == SCRIPT
    with zipfile.ZipFile(exported.path) as parts:
        for name in parts.namelist():
            assert b"<f>" not in parts.read(name)
            assert b"<script" not in parts.read(name)


def test_codes_and_odd_characters_stay_as_they_are(exported: Export) -> None:
    book = openpyxl.load_workbook(exported.path)
    (municipality,) = records(book["plan_municipalities"])
    assert municipality["code"] == "999"
    sections = [row["section"] for row in records(book["references"])]
    assert sections == ["11", "85"]
    (milestone,) = records(book["milestones"])
    # The control character is written as Excel writes it, which openpyxl leaves as it stands.
    assert milestone["partners"] == "+45 12 34_x000B_56 _x005F_x0041_"


def test_values_have_their_types(exported: Export) -> None:
    book = openpyxl.load_workbook(exported.path)
    (plan,) = records(book["plans"])
    assert plan["period_start"] == datetime(2024, 1, 1)
    assert plan["pages"] == 3
    assert plan["published"] is None
    assert any(row["inferred"] is True for row in records(book["cells"]))


def test_a_text_longer_than_a_cell_is_cut_and_said_so(exported: Export) -> None:
    book = openpyxl.load_workbook(exported.path)
    (aspect,) = records(book["aspects"])
    assert len(aspect["text"].encode("utf-16-le")) // 2 <= workbook.MAX_CHARACTERS
    assert aspect["text"].startswith("æ🙂æ🙂")
    assert aspect["text"].endswith("[cut here: the whole text has 45000 characters and is in aspects.csv]")
    assert len(exported.notes) == 1
    assert "aspects.text: 1 texts are longer than the 32,767 characters" in exported.notes[0]
    assert exported.notes[0] in {cell.value for row in book["about"].iter_rows() for cell in row}


def test_more_rows_than_a_sheet_holds_are_refused(hostile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = Source(hostile).tables["cells"].rows
    monkeypatch.setattr(workbook, "MAX_ROWS", rows)
    with pytest.raises(
        UsageError, match=f"cells has {rows} rows; a sheet of Excel holds {rows - 1}. .*--without cells"
    ):
        export(hostile, "xlsx")
    assert not (hostile / "planspor.xlsx").exists()
    assert "cells" not in export(hostile, "xlsx", without=["cells"]).tables
    # With the header row they fill the sheet to its last row.
    monkeypatch.setattr(workbook, "MAX_ROWS", rows + 1)
    assert "cells" in export(hostile, "xlsx").tables


def test_days_that_excel_cannot_count_are_text(hostile: Path, plan: Any, tmp_path: Path) -> None:
    from .conftest import write_plan

    plan.period_start = "1899-05-01"
    done = export(write_plan(plan, tmp_path / "old"), "xlsx")
    (row,) = records(openpyxl.load_workbook(done.path)["plans"])
    assert row["period_start"] == "1899-05-01"


def test_twice_gives_the_same_bytes(samples: Path, tmp_path: Path) -> None:
    first, second = (export(samples, "xlsx", tmp_path / name).path for name in ("a.xlsx", "b.xlsx"))
    assert first.read_bytes() == second.read_bytes()


def test_some_tables_alone(samples: Path, tmp_path: Path) -> None:
    done = export(samples, "xlsx", tmp_path / "some.xlsx", only=["plans", "gains"])
    assert openpyxl.load_workbook(done.path).sheetnames == ["about", "columns", "plans", "gains"]
    with pytest.raises(UsageError, match="no table 'parties'; the tables are plans, "):
        export(samples, "xlsx", only=["parties"])


@pytest.mark.needs_tool("soffice", "libreoffice-calc-nogui")
def test_libreoffice_reads_it_as_it_was_written(hostile: Path, tmp_path: Path) -> None:
    done = export(hostile, "xlsx", only=["initiatives", "milestones"])
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    command = ["soffice", "--headless", profile, "--convert-to", "fods", "--outdir", str(tmp_path), str(done.path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    text = (tmp_path / "planspor.fods").read_text(encoding="utf-8")
    assert "table:formula" not in text
    assert re.search(r'<table:table-cell[^>]*office:value-type="string"[^>]*>\s*<text:p>=cmd\|', text)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert 'office:date-value="2024-05-01"' in text
