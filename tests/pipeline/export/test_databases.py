"""DuckDB and SQLite: tables, keys, views, and the same answers from both."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import planspor
import pyarrow.parquet as pq
import pytest
from planspor.models.problem import UsageError
from planspor.models.tables import TABLES
from planspor.pipeline.export.views import VIEWS
from planspor.pipeline.export.write import export

from .conftest import SCRIPT

Ask = Callable[[str], list[tuple[Any, ...]]]


@pytest.fixture(scope="module")
def duck(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    path = export(samples, "duckdb", tmp_path_factory.mktemp("duck") / "plans.duckdb").path
    with duckdb.connect(str(path), read_only=True) as connection:
        yield lambda query: connection.execute(query).fetchall()


@pytest.fixture(scope="module")
def lite(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    path = export(samples, "sqlite", tmp_path_factory.mktemp("lite") / "plans.sqlite").path
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        yield lambda query: connection.execute(query).fetchall()


def plain(value: Any) -> Any:
    """A value as both databases say it."""
    return value.isoformat() if isinstance(value, date) else int(value) if isinstance(value, bool) else value


@pytest.mark.parametrize("table", [table.name for table in TABLES])
def test_both_hold_every_row_and_value(samples: Path, duck: Ask, lite: Ask, table: str) -> None:
    columns = pq.read_table(samples / f"{table}.parquet").to_pydict()
    rows = list(zip(*columns.values(), strict=True))
    assert duck(f'SELECT * FROM "{table}"') == rows
    assert lite(f'SELECT * FROM "{table}" ORDER BY rowid') == [tuple(map(plain, row)) for row in rows]


@pytest.mark.parametrize("view", [view.name for view in VIEWS])
def test_the_views_of_both_say_the_same(duck: Ask, lite: Ask, view: str) -> None:
    rows = sorted(duck(f"SELECT * FROM {view}"), key=repr)
    assert rows
    assert {tuple(map(plain, row)) for row in rows} == set(lite(f"SELECT * FROM {view}"))
    assert len(rows) == lite(f"SELECT count(*) FROM {view}")[0][0]


def test_initiatives_in_context_are_those_of_the_data_set(samples: Path, duck: Ask) -> None:
    data = planspor.load(samples)
    names = data.plan_municipalities.set_index("plan_id")["name"]
    years = data.plans.set_index("plan_id")["period_start"].dt.year
    rows = duck(
        "SELECT initiative_id, municipality, year, milestones, gains, gains_with_figure, themes "
        "FROM initiatives_in_context"
    )
    assert len(rows) == len(data.initiatives)
    for initiative_id, municipality, year, milestones, gains, figures, themes in rows:
        plan_id = initiative_id.partition("/")[0]
        assert (municipality, year) == (names[plan_id], years[plan_id])
        assert milestones == (data.milestones["initiative_id"] == initiative_id).sum()
        own = data.gains[data.gains["initiative_id"] == initiative_id]
        assert (gains, figures) == (len(own), own["amount"].notna().sum())
        tagged = data.theme_tags.loc[data.theme_tags["initiative_id"] == initiative_id, "theme"]
        assert (themes or "") == ", ".join(sorted(tagged))


def test_the_length_of_a_milestone_counts_both_days(duck: Ask) -> None:
    ((days,),) = duck("SELECT DISTINCT days FROM milestones_in_context WHERE edtf = '2024-03'")
    assert days == 31


def test_keys_are_declared(duck: Ask, lite: Ask) -> None:
    declared = set(duck("SELECT table_name, constraint_type FROM duckdb_constraints()"))
    for table in TABLES:
        assert ((table.name, "PRIMARY KEY") in declared) == bool(table.key)
        assert ((table.name, "FOREIGN KEY") in declared) == any(key.table != table.name for key in table.foreign_keys)
        parents = {row[2] for row in lite(f'PRAGMA foreign_key_list("{table.name}")')}
        assert parents == {key.table for key in table.foreign_keys if key.table != table.name}


def test_every_table_and_column_is_explained(duck: Ask, lite: Ask) -> None:
    comments = dict(duck("SELECT table_name || '.' || column_name, comment FROM duckdb_columns()"))
    for table in TABLES:
        for column in table.columns:
            assert comments[f"{table.name}.{column.name}"] == column.description
    wanted = {(table.name, column.name) for table in TABLES for column in table.columns}
    assert wanted <= set(lite('SELECT "table", "column" FROM data_dictionary'))
    assert {view.name for view in VIEWS} <= {row[0] for row in lite('SELECT "table" FROM data_dictionary')}


def test_words_are_found_with_their_danish_letters(hostile: Path, tmp_path: Path) -> None:
    path = export(hostile, "sqlite", tmp_path / "plans.sqlite").path
    with closing(sqlite3.connect(path)) as connection:
        query = (
            "SELECT m.milestone_id FROM sections s JOIN sections_fts f ON f.rowid = s.rowid "
            "LEFT JOIN milestones m ON FALSE WHERE sections_fts MATCH ?"
        )
        assert len(connection.execute(query, ["åhuset"]).fetchall()) == 1
        assert connection.execute(query, ["ahuset"]).fetchall() == []
        assert connection.execute("SELECT title FROM initiatives").fetchall() == [(SCRIPT,)]


def test_sqlite_twice_gives_the_same_bytes(samples: Path, tmp_path: Path) -> None:
    first, second = (export(samples, "sqlite", tmp_path / name).path for name in ("a.sqlite", "b.sqlite"))
    assert first.read_bytes() == second.read_bytes()


def test_an_export_takes_the_place_of_an_earlier_one(samples: Path, tmp_path: Path) -> None:
    for form in ("duckdb", "sqlite", "xlsx"):
        out = tmp_path / f"plans.{form}"
        out.write_bytes(b"something else")
        assert export(samples, form, out).path == out
        assert not out.read_bytes().startswith(b"something")
    assert {path.name for path in tmp_path.iterdir()} == {"plans.duckdb", "plans.sqlite", "plans.xlsx"}


@pytest.mark.parametrize("form", ["duckdb", "sqlite"])
def test_files_of_two_runs_are_told(samples: Path, hostile: Path, tmp_path: Path, form: str) -> None:
    (hostile / "milestones.parquet").write_bytes((samples / "milestones.parquet").read_bytes())
    with pytest.raises(UsageError, match=r"milestones in .* breaks its key.*run `planspor run` again"):
        export(hostile, form, tmp_path / "plans.db")
    assert not (tmp_path / "plans.db").exists()


def test_a_folder_that_is_not_whole_is_told(hostile: Path, tmp_path: Path) -> None:
    (hostile / "gains.parquet").unlink()
    with pytest.raises(UsageError, match=r"not whole: .*gains.parquet is missing"):
        export(hostile, "sqlite")
    (hostile / "datapackage.json").write_text("{}")
    with pytest.raises(UsageError, match="does not describe a data set"):
        export(hostile, "sqlite")
    with pytest.raises(UsageError, match="holds no data set"):
        export(tmp_path, "sqlite")


def test_an_unknown_form_is_told(hostile: Path) -> None:
    with pytest.raises(UsageError, match="no form 'pdf'; take one of xlsx, duckdb, sqlite"):
        export(hostile, "pdf")
    with pytest.raises(UsageError, match="Pictures of pages go with a workbook"):
        export(hostile, "sqlite", pdfs=hostile)


def test_the_command_says_what_it_wrote(samples: Path, tmp_path: Path, planspor: Any) -> None:
    ran = planspor("export", samples, "--to", "sqlite", "--out", tmp_path / "x.sqlite", "--without", "sections")
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout == f"Wrote {tmp_path / 'x.sqlite'}\n"
    with closing(sqlite3.connect(tmp_path / "x.sqlite")) as connection:
        names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    assert "plans" in names
    assert "sections" not in names
    ran = planspor("export", tmp_path, "--to", "xlsx")
    assert ran.returncode == 2
    assert "holds no data set" in ran.stderr
