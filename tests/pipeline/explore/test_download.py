"""What is filtered, to take along: the same text, typed as text, with the citation."""

from __future__ import annotations

import csv
import io
import zipfile

import openpyxl
import pytest
import yaml
from flask.testing import FlaskClient
from planspor.models.tables import BY_NAME
from planspor.pipeline.dataset import Dataset
from planspor.pipeline.explore import download

from .conftest import FORMULA, SCRIPT

HOSTILE = "municipality=999"


def archive_of(client: FlaskClient, query: str) -> zipfile.ZipFile:
    answer = client.get(f"/download/zip?{query}", buffered=True)
    assert answer.status_code == 200
    assert "attachment" in answer.headers["Content-Disposition"]
    return zipfile.ZipFile(io.BytesIO(answer.data))


def rows_of(archive: zipfile.ZipFile, table: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(archive.read(f"{table}.csv").decode("utf-8-sig"), newline="")))


def test_the_csv_holds_what_is_filtered_as_printed(client: FlaskClient, data: Dataset) -> None:
    archive = archive_of(client, HOSTILE)
    milestones = rows_of(archive, "milestones")
    assert [row["text"] for row in milestones if row["text"].startswith("=")] == [f"{FORMULA} 1", f"{FORMULA} 2"]
    assert {row["title"] for row in rows_of(archive, "initiatives")} == {f"Fælles haver {SCRIPT}"}
    (plan,) = rows_of(archive, "plans")
    assert plan["file"] == "hostile.pdf"
    for table in download.TABLES:
        text = archive.read(f"{table}.csv")
        assert text.startswith(b"\xef\xbb\xbf")
        assert next(csv.reader(io.StringIO(text.decode("utf-8-sig")))) == list(BY_NAME[table].column_names)


def test_without_filters_the_csv_are_those_of_the_data_set(client: FlaskClient, data: Dataset) -> None:
    archive = archive_of(client, "")
    for table in download.TABLES:
        stored = (data.path / f"{table}.csv").read_bytes().decode("utf-8-sig")
        key = BY_NAME[table].id_column
        # A reference outside of all initiatives belongs to none that could be filtered.
        rows = [row for row in csv.DictReader(io.StringIO(stored, newline="")) if row.get("initiative_id") != ""]
        assert rows_of(archive, table) == sorted(rows, key=lambda row: row[key]), table


def test_the_download_says_how_to_cite_it_and_what_it_holds(client: FlaskClient) -> None:
    archive = archive_of(client, "type=handleplan&q=haver")
    cited = archive.read("citation.txt").decode("utf-8-sig")
    about = yaml.safe_load(archive.read("CITATION.cff"))
    assert about["title"] in cited
    assert about["version"] in cited
    assert "q=haver&type=handleplan" in cited
    assert "http://localhost/download/zip?type=handleplan&q=haver" in cited


def test_the_same_download_is_the_same_to_the_byte(client: FlaskClient) -> None:
    first, second = (client.get("/download/zip?q=borgere", buffered=True).data for _ in range(2))
    assert first == second


def test_no_cell_of_the_workbook_is_a_formula_or_a_link(client: FlaskClient) -> None:
    answer = client.get(f"/download/xlsx?{HOSTILE}", buffered=True)
    book = openpyxl.load_workbook(io.BytesIO(answer.data))
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert kinds == {"s", "n", "d"}
    assert not any(cell.hyperlink for sheet in book for row in sheet.iter_rows() for cell in row)
    assert f"{FORMULA} 1" in {cell.value for row in book["Milepæle"].iter_rows() for cell in row}
    assert "Planspor" in str(book["Citation"]["A1"].value)


def test_the_workbook_holds_the_rows_of_the_data_set(client: FlaskClient, data: Dataset) -> None:
    book = openpyxl.load_workbook(io.BytesIO(client.get("/download/xlsx?lang=en", buffered=True).data))
    gains = [[cell.value for cell in row] for row in book["Gains"].iter_rows()]
    assert gains[0] == list(BY_NAME["gains"].column_names)
    assert len(gains) == len(data.gains) + 1
    amounts = [row[gains[0].index("amount")] for row in gains[1:]]
    assert [amount for amount in amounts if amount is not None] == list(data.gains["amount"].dropna())


def test_more_rows_than_a_sheet_holds_are_refused_with_the_way_out(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(download, "MOST_ROWS", 5)
    answer = client.get("/download/xlsx", buffered=True)
    assert answer.status_code == 413
    assert "/download/zip" in answer.get_data(as_text=True)
