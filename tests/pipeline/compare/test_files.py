"""The files that a user gives: the inventory, and inhabitants from StatBank."""

from __future__ import annotations

from pathlib import Path

import pytest
from planspor.models.problem import UsageError
from planspor.pipeline.compare.inventory import Expected, read_inventory
from planspor.pipeline.compare.statbank import read_population

LONG = """OMRÅDE;TID;INDHOLD
Hele landet;2024K1;5961249
Region Hovedstaden;2024K1;1911067
101 København;2024K1;659350
101 København;2024K2;660193
230 Rudersdal;2023K1;57506
"""
MATRIX = """"Folketal den 1. i kvartalet efter tid, køn og område"
;;"2023K1";"2024K1"
"I alt";"København";653664;659350
"Mænd";"København";320000;321000
"I alt";"Rudersdal";57506;57655
"""


def written(tmp_path: Path, text: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / "file.csv"
    path.write_bytes(text.encode(encoding))
    return path


def test_the_long_form_of_statbank(tmp_path: Path) -> None:
    assert read_population(written(tmp_path, LONG)) == {("101", 2024): 659350, ("230", 2023): 57506}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_the_matrix_of_statbank_with_totals(tmp_path: Path, encoding: str) -> None:
    assert read_population(written(tmp_path, MATRIX, encoding)) == {
        ("101", 2023): 653664, ("101", 2024): 659350, ("230", 2023): 57506, ("230", 2024): 57655,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("REGION;TIME;CONTENTS\nCopenhagen;2023Q1;653664\n230;2023Q1;57506\n", "utf-8"),
        ("OMRÅDE\tTID\tINDHOLD\nKøbenhavn\t2023K1\t653664\nRudersdal\t2023K1\t57506\n", "utf-16"),
        ('"";"København";"Rudersdal"\n"2023K1";653664;57506\n', "cp1252"),
        ('"Folketal efter område"\n"";"Hele landet";"København";"Rudersdal"\n"2023K1";9;653664;57506\n', "utf-8-sig"),
        ("OMRÅDE;KØN;TID;INDHOLD\n101;Køn i alt;2023K1;653664\n101;Mænd;2023K1;4\n230;Køn i alt;2023;57506\n", "utf-8"),
        ("OMRÅDE;TID;INDHOLD\r\nKøbenhavn;2023K1;653.664\r\nRudersdal;2023K1;57 506\r\nFanø;2023K1;..\r\n", "cp1252"),
        ('"Folketal"\n;;"2023K1"\n"I alt";"København";653664\n;"Rudersdal";57506\n\n"Kilde: ..."\n', "utf-8"),
    ],
    ids=["English", "UTF-16 with tabs", "turned", "turned with a title", "a total by name", "points", "notes below"],
)  # fmt: skip
def test_other_forms_of_statbank(text: str, encoding: str, tmp_path: Path) -> None:
    assert read_population(written(tmp_path, text, encoding)) == {("101", 2023): 653664, ("230", 2023): 57506}


def test_figures_that_look_like_years_are_no_times(tmp_path: Path) -> None:
    text = '"";"2022K1";"2023K1"\n"Læsø";1993;2001\n"Hele landet";2010;2011\n'
    assert read_population(written(tmp_path, text)) == {("825", 2022): 1993, ("825", 2023): 2001}
    with pytest.raises(UsageError, match="no figures"):
        read_population(written(tmp_path, '"Læsø";1993;2001\n"København";653664;659350\n'))


def test_codes_years_and_other_columns(tmp_path: Path) -> None:
    text = "OMRÅDE;KØN;TID;INDHOLD\n101;TOT;2020;100\n101;1;2020;48\n101;2;2020;52\n"
    assert read_population(written(tmp_path, text)) == {("101", 2020): 100}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("navn;alder\nAnna;7\n", "no figures"),
        ("OMRÅDE;TID;INDHOLD\nHele landet;2024K1;5961249\n", "names no municipality"),
        ("OMRÅDE;KØN;TID;INDHOLD\n101;Mænd;2020;48\n101;Kvinder;2020;52\n", "without their total"),
    ],
)
def test_a_file_that_is_none_is_refused(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        read_population(written(tmp_path, text))


def test_a_file_with_a_quotation_mark_that_is_never_closed_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is not CSV that can be read"):
        read_population(written(tmp_path, 'OMRÅDE;TID;INDHOLD\n"101;2024K1;5\n102;2024K1;6\n'))


def test_an_inventory_names_plans_year_by_year(tmp_path: Path) -> None:
    text = "municipality_code;year;plan_type;file\n230;2021-2022;strategi;\n901;2024;aftale;a/b.pdf\n"
    assert read_inventory(written(tmp_path, text, "utf-8-sig")) == [
        Expected("230", 2021, "strategi"), Expected("230", 2022, "strategi"),
        Expected("901", 2024, "aftale", file="a/b.pdf"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("municipality_code,year\n230,2021\n", "lacks the columns plan_type"),
        ('municipality_code,year,plan_type\n"230,2021,aftale\n', "a quotation mark in the row that begins on line 2"),
        ("municipality_code,year,plan_type\n23,2021,aftale\n", "line 2: '23' is not a code"),
        ("municipality_code,year,plan_type\n230,i fjor,aftale\n", "line 2: 'i fjor' is not a year"),
        ("municipality_code,year,plan_type\n230,2021,bog\n", "line 2: 'bog' is none of"),
    ],
)
def test_an_inventory_that_cannot_be_understood_says_where(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        read_inventory(written(tmp_path, text))


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    for read in (read_inventory, read_population):
        with pytest.raises(UsageError, match=r"missing\.csv"):
            read(tmp_path / "missing.csv")
