"""The comparison as files: complete, the same to the byte, and with keys that hold."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import frictionless
import planspor
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from planspor.models.columns import TableInfo
from planspor.models.comparison import COMPARISON_BY_NAME, COMPARISON_TABLES
from planspor.models.problem import UsageError
from planspor.models.tables import BY_NAME, TABLES
from planspor.pipeline.compare.build import compare_source
from planspor.pipeline.compare.source import Source, read_source
from planspor.pipeline.dataset import Dataset
from planspor.pipeline.explore.app import create_app
from planspor.pipeline.explore.database import Database
from planspor.pipeline.explore.pdfs import Pdfs
from planspor.pipeline.figures.themes import counts as theme_counts
from planspor.pipeline.report.render import write_report


@pytest.fixture(scope="module")
def data(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """The data set of the sample plans, with its comparison."""
    return planspor.run(corpus, tmp_path_factory.mktemp("compared") / "out")


def rows_of(source: Source) -> dict[str, list[dict[str, Any]]]:
    """All rows of the comparison."""
    return {name: list(rows) for name, rows in compare_source(source).items()}


def digests(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


def test_a_run_ends_with_the_comparison(data: Dataset) -> None:
    names = {f"{table.name}.{form}" for table in COMPARISON_TABLES for form in ("csv", "parquet")}
    assert set(digests(data.path / "comparison")) == names
    empty = {table.name for table in COMPARISON_TABLES if not data.count(table.name)}
    assert empty == {"municipality_population"}


def test_a_run_without_it_leaves_none_of_an_earlier_one(data: Dataset, corpus: Path, tmp_path: Path) -> None:
    shutil.copytree(data.path, tmp_path / "out")
    bare = planspor.run(corpus, tmp_path / "out", compare=False)
    assert not any((tmp_path / "out" / "comparison").iterdir())
    assert all(bare.arrow(table.name).equals(data.arrow(table.name)) for table in TABLES)
    assert frictionless.validate(str(tmp_path / "out" / "datapackage.json")).valid
    planspor.compare(tmp_path / "out")
    assert digests(tmp_path / "out" / "comparison") == digests(data.path / "comparison")


def test_every_key_of_the_package_holds(data: Dataset) -> None:
    report = frictionless.validate(str(data.path / "datapackage.json"))
    assert report.valid, report.flatten(["name", "message"])
    assert len(report.tasks) == len(TABLES) + len(COMPARISON_TABLES)


def test_a_broken_key_of_the_comparison_is_found(data: Dataset, tmp_path: Path) -> None:
    shutil.copytree(data.path, tmp_path / "out")
    path = tmp_path / "out" / "comparison" / "initiative_matches.csv"
    path.write_text(path.read_text(encoding="utf-8-sig").replace("/i01", "/i99"), encoding="utf-8-sig")
    report = frictionless.validate(str(tmp_path / "out" / "datapackage.json"))
    assert any(error[0] == "foreign-key" for error in report.flatten(["type"]))


def test_made_again_not_a_byte_is_another(data: Dataset) -> None:
    before = digests(data.path / "comparison"), (data.path / "datapackage.json").read_bytes()
    planspor.compare(data.path)
    assert (digests(data.path / "comparison"), (data.path / "datapackage.json").read_bytes()) == before


def test_the_order_in_which_plans_were_read_changes_nothing(data: Dataset) -> None:
    def turned(name: str, columns: Sequence[str]) -> Iterator[pa.RecordBatch]:
        table = data.arrow(name).select(columns)
        yield from table.take(list(range(table.num_rows))[::-1]).to_batches(max_chunksize=7)

    assert rows_of(read_source(turned)) == rows_of(read_source(data.batches))


def test_every_column_is_explained_and_every_name_its_own() -> None:
    assert not set(COMPARISON_BY_NAME) & set(BY_NAME)
    for table in COMPARISON_TABLES:
        assert table.key
        assert all(column.description for column in table.columns)
        for key in table.foreign_keys:
            target: TableInfo = {**BY_NAME, **COMPARISON_BY_NAME}[key.table]
            assert target.key == (key.key or key.column,)


def test_tables_are_data_frames(data: Dataset) -> None:
    for table in COMPARISON_TABLES:
        assert list(getattr(data, table.name).columns) == list(table.column_names)
        assert table.name in dir(data)
    assert set(COMPARISON_BY_NAME) <= set(Dataset.__annotations__)


def test_a_plan_that_is_a_duplicate_counts_once(data: Dataset) -> None:
    plans = data.arrow("plans")
    first, second = plans["plan_id"].to_pylist()[:2]

    def read(name: str, columns: Sequence[str]) -> Iterator[pa.RecordBatch]:
        table = data.arrow(name).select(columns)
        if name == "plans":
            copies = pa.array([first if plan_id == second else None for plan_id in table["plan_id"].to_pylist()])
            table = table.set_column(table.schema.get_field_index("duplicate_of"), "duplicate_of", copies)
        yield from table.to_batches()

    source = read_source(read)
    assert len(source.plans) == plans.num_rows - 1
    assert all(initiative.plan.id != second for initiative in source.initiatives)
    assert not any(second in str(row) for rows in rows_of(source).values() for row in rows)


def test_a_data_set_without_a_comparison_says_how_to_make_it(data: Dataset, tmp_path: Path) -> None:
    for name in ("datapackage.json", "plans.parquet"):
        (tmp_path / name).write_bytes((data.path / name).read_bytes())
    with pytest.raises(UsageError, match="planspor compare"):
        planspor.load(tmp_path).municipality_theme  # noqa: B018


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("datapackage.json", b"nonsense", "is no JSON"),
        ("datapackage.json", b"{}", "does not describe a data set"),
        ("gains.parquet", b"nonsense", r"gains\.parquet in .* cannot be read"),
        ("gains.parquet", None, r"there is no gains\.parquet"),
    ],
)
def test_a_data_set_that_is_broken_says_where(
    data: Dataset, tmp_path: Path, name: str, content: bytes | None, message: str
) -> None:
    for path in data.path.glob("*.parquet"):
        shutil.copy(path, tmp_path)
    shutil.copy(data.path / "datapackage.json", tmp_path)
    (tmp_path / name).unlink()
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(UsageError, match=message):
        planspor.compare(tmp_path)
    assert not (tmp_path / "comparison").exists()


def test_files_of_the_user_come_in(data: Dataset, tmp_path: Path) -> None:
    inventory = tmp_path / "inventory.csv"
    inventory.write_text("municipality_code,year,plan_type\n901,2023,virksomhedsplan\n", encoding="utf-8")
    population = tmp_path / "folk.csv"
    population.write_text("OMRÅDE;TID;INDHOLD\n101;2024K1;100\n", encoding="utf-8")
    planspor.compare(data.path, inventory=inventory, population=population)
    descriptor: dict[str, Any] = json.loads((data.path / "datapackage.json").read_text(encoding="utf-8"))
    rows = {resource["name"]: resource["rows"] for resource in descriptor["resources"]}
    assert rows["municipality_population"] == 1
    assert len(rows) == len(TABLES) + len(COMPARISON_TABLES)
    coverage = pq.read_table(data.path / "comparison" / "coverage.parquet").to_pylist()
    (missing,) = [row for row in coverage if row["status"] == "missing"]
    assert (missing["municipality"], missing["year"], missing["plans"]) == ("901", 2023, 0)
    planspor.compare(data.path)


def test_a_run_takes_the_same_files_and_ends_with_the_same(corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "inventory.csv").write_text(
        "municipality_code,year,plan_type\n902,2026,aftale\n902,2022-2023,aftale\n", encoding="utf-8"
    )
    (tmp_path / "folk.csv").write_text("OMRÅDE;TID;INDHOLD\n101;2024K1;100\n", encoding="utf-8")
    given = {"inventory": tmp_path / "inventory.csv", "population": tmp_path / "folk.csv"}
    plan = corpus / "ravnsoe-aftale-2022-2023.pdf"
    data = planspor.run(plan, tmp_path / "out", **given)
    assert "missing" in set(data.coverage["status"])
    assert data.municipality_population["population"].tolist() == [100]
    before = digests(data.path / "comparison"), (data.path / "datapackage.json").read_bytes()
    planspor.compare(data.path, **given)
    assert (digests(data.path / "comparison"), (data.path / "datapackage.json").read_bytes()) == before
    without = planspor.run(plan, tmp_path / "out")
    assert "missing" not in set(without.coverage["status"])


def test_a_run_refuses_a_bad_inventory_before_it_reads_anything(corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.csv").write_text("municipality_code,year\n901,2022\n", encoding="utf-8")
    with pytest.raises(UsageError, match="lacks the columns plan_type"):
        planspor.run(corpus, tmp_path / "out", inventory=tmp_path / "bad.csv")
    assert not (tmp_path / "out").exists()


def test_no_plan_with_initiatives_is_no_fault(make: Any) -> None:
    rows = rows_of(make.source(plans=(make.plan("230", 2024),)))
    assert rows["initiative_matches"] == rows["initiative_threads"] == []
    assert {(row["initiatives"], row["share"], row["plans"]) for row in rows["municipality_theme"]} == {(0, None, 1)}


def test_with_themes_of_ones_own_only_these_are_counted_and_named(corpus: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine.yaml"
    mine.write_text(
        "themes:\n  - {id: schools, label_da: Skolerne hos os, label_en: Our schools, strong: [~skole, ~elev]}\n"
        "  - {id: bodies, label_da: Krop og sind, strong: [~træning, ~sundhed]}\n",
        encoding="utf-8",
    )
    planspor.run(corpus, tmp_path / "out", taxonomy=mine)
    data = planspor.compare(tmp_path / "out")
    assert data.themes[["theme", "label_da", "label_en"]].values.tolist() == [
        ["schools", "Skolerne hos os", "Our schools"], ["bodies", "Krop og sind", "Krop og sind"],
    ]  # fmt: skip
    known = {"schools", "bodies"}
    assert set(data.municipality_theme["theme"]) == known, "what was not looked for has no row of zeros"
    assert set(data.gain_profile["theme"].dropna()) == known
    shared = data.initiative_matches["shared_themes"].dropna()
    assert {theme for themes in shared for theme in themes.split("; ")} == known
    assert set(theme_counts(data)["tema"]) == {"Skolerne hos os", "Krop og sind"}, "charts"
    page = write_report(data.path, tmp_path / "report.html", language="en").read_text(encoding="utf-8")
    assert "Our schools" in page
    assert "schools<" not in page.replace("Our schools<", "")
    with closing(Database(data.path)) as database:
        client = create_app(database, Pdfs(corpus)).test_client()
        assert "Skolerne hos os" in client.get("/?lang=da").get_data(as_text=True)
        assert "Our schools" in client.get("/initiatives?lang=en").get_data(as_text=True)
