"""The data set that a run writes: determinism, data frames, descriptor."""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
from pathlib import Path

import frictionless
import pandas as pd
import planspor
import pyarrow.parquet as pq
import pytest
from planspor.models.plan import Plan
from planspor.models.problem import UsageError
from planspor.models.tables import BY_NAME, TABLES
from planspor.pipeline.dataset import Dataset
from planspor.pipeline.flatten import plan_problems, tables_of, to_json
from planspor.pipeline.reading import Reading
from planspor.pipeline.writer import Writer


def content(folder: Path) -> dict[str, str]:
    """Each file below a folder with a digest of its bytes."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture
def written(tmp_path: Path, plan: Plan) -> Path:
    """A data set of the hand-made plan."""
    writer = Writer(tmp_path / "out", [])
    writer.add(Reading(plan.file, plan.plan_id, plan.sha256, 3, to_json(plan), tables_of(plan), plan_problems(plan)))
    writer.finish()
    return tmp_path / "out"


def test_a_run_writes_all_that_the_contract_names(two_plans: Path, tmp_path: Path) -> None:
    data = planspor.run(two_plans, tmp_path / "out")
    names = set(content(tmp_path / "out"))
    assert {f"{table.name}.{form}" for table in TABLES for form in ("csv", "parquet")} < names
    assert "datapackage.json" in names
    assert {f"plans/{plan_id}.json" for plan_id in data.plans["plan_id"]} < names
    assert sorted(data.plans["file"]) == ["a.pdf", "sub/b.pdf"]


def test_workers_order_and_repetition_change_no_byte(two_plans: Path, tmp_path: Path) -> None:
    planspor.run(two_plans, tmp_path / "one")
    planspor.run([two_plans / "sub" / "b.pdf", two_plans], tmp_path / "other", jobs=2)
    planspor.run(two_plans, tmp_path / "other")
    assert content(tmp_path / "one") == content(tmp_path / "other")


def test_the_sample_plans_give_the_same_bytes_with_one_and_two_workers(corpus: Path, tmp_path: Path) -> None:
    planspor.run(corpus, tmp_path / "one")
    planspor.run(corpus, tmp_path / "two", jobs=2)
    assert len(content(tmp_path / "one")) > 2 * len(TABLES)
    assert content(tmp_path / "one") == content(tmp_path / "two")


def test_a_second_run_leaves_no_plan_of_the_first(two_plans: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (out / "plans").mkdir(parents=True)
    (out / "README.md").write_text("kept")
    (out / "plans" / "mine.json").write_text("{}")
    planspor.run(two_plans, out)
    (two_plans / "a.pdf").unlink()
    data = planspor.run(two_plans, out)
    (plan_id,) = data.plans["plan_id"]
    assert {path.name for path in (out / "plans").iterdir()} == {f"{plan_id}.json", "mine.json"}
    assert (out / "README.md").read_text() == "kept"


def test_the_same_file_twice_counts_once_and_stays_visible(two_plans: Path, tmp_path: Path) -> None:
    shutil.copy(two_plans / "a.pdf", two_plans / "z.pdf")
    data = planspor.run(two_plans, tmp_path / "out")
    once = planspor.run(two_plans / "a.pdf", tmp_path / "once")
    counted = data.plans[data.plans["duplicate_of"].isna()]
    assert sorted(counted["file"]) == ["a.pdf", "sub/b.pdf"]
    (copy,) = data.plans[data.plans["duplicate_of"].notna()].to_dict("records")
    assert copy["file"] == "z.pdf"
    assert [copy["duplicate_of"]] == once.plans["plan_id"].tolist()
    document = json.loads((data.path / "plans" / f"{copy['plan_id']}.json").read_text(encoding="utf-8"))
    assert (document["plan_id"], document["file"]) == (copy["plan_id"], "z.pdf")
    for table in ("sections", "initiatives", "plan_municipalities", "cells"):
        assert copy["plan_id"] not in set(getattr(data, table)["plan_id"])
    (row,) = data.problems[data.problems["code"] == "I001"].to_dict("records")
    assert row["file"] == "z.pdf"
    assert "a.pdf" in row["message"]
    assert row["plan_id"] == copy["plan_id"]
    assert frictionless.validate(str(data.path / "datapackage.json")).valid


def test_tables_are_typed_data_frames(written: Path) -> None:
    data = planspor.load(written)
    assert isinstance(data, Dataset)
    milestones = data.milestones
    assert milestones["start"].tolist() == [pd.Timestamp("2024-05-01")]
    assert milestones["page"].dtype == pd.Int32Dtype()
    assert milestones["partners"].isna().all()
    assert data.gains["amount"].tolist() == [10.0]
    assert data.cells["inferred"].dtype == pd.BooleanDtype()
    assert data.plans["period_start"].tolist() == [pd.Timestamp("2024-01-01")]
    assert repr(data).endswith("1 plans, 1 initiatives, 1 milestones, 1 gains>")
    with pytest.raises(AttributeError, match="no table 'parties'"):
        data.parties  # noqa: B018


def test_columns_of_closed_lists_are_categories_with_all_their_values(written: Path) -> None:
    data = planspor.load(written)
    for table in TABLES:
        for column in table.columns:
            if column.enum:
                categories = getattr(data, table.name)[column.name].cat.categories
                assert tuple(categories) == column.enum, f"{table.name}.{column.name}"
    counts = data.gains["direction"].value_counts()
    assert counts["increase"] == 1
    assert counts["decrease"] == 0
    assert data.gains["direction"].tolist() == ["increase"]


def test_every_table_is_an_attribute(written: Path) -> None:
    assert set(BY_NAME) <= set(Dataset.__annotations__)
    data = planspor.load(written)
    for table in TABLES:
        assert list(getattr(data, table.name).columns) == list(table.column_names)
        assert table.name in dir(data)


def test_a_folder_without_a_data_set_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="holds no data set"):
        planspor.load(tmp_path)


def test_csv_opens_in_excel_and_holds_what_parquet_holds(written: Path) -> None:
    for table in TABLES:
        path = written / f"{table.name}.csv"
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.DictReader(stream))
        parquet = pq.read_table(written / f"{table.name}.parquet")
        assert len(rows) == parquet.num_rows
        for column in table.columns:
            values = parquet.column(column.name).to_pylist()
            if column.type == "string":
                assert [row[column.name] or None for row in rows] == values


def test_parquet_says_what_its_columns_mean(written: Path) -> None:
    schema = pq.read_schema(written / "gains.parquet")
    assert schema.field("baseline").metadata[b"description"] == b"The starting figure, in the same unit."


def test_the_descriptor_is_valid_and_its_rows_keep_their_keys(written: Path) -> None:
    report = frictionless.validate(str(written / "datapackage.json"))
    assert report.valid, report.flatten(["name", "message"])
    assert len(report.tasks) == len(TABLES)


def test_a_broken_key_would_be_found(written: Path) -> None:
    text = (written / "milestones.csv").read_text(encoding="utf-8-sig")
    (written / "milestones.csv").write_text(text.replace("/i01", "/i09"), encoding="utf-8-sig")
    report = frictionless.validate(str(written / "datapackage.json"))
    assert any(error[0] == "foreign-key" for error in report.flatten(["type"]))


def test_the_descriptor_names_code_inputs_and_licence_but_no_machine(written: Path, plan: Plan) -> None:
    descriptor = json.loads((written / "datapackage.json").read_text(encoding="utf-8"))
    assert descriptor["version"] == planspor.__version__
    assert descriptor["sources"] == [{"title": plan.file, "path": plan.file, "hash": f"sha256:{plan.sha256}"}]
    assert descriptor["licenses"][0]["name"] == "MIT"
    assert str(written) not in json.dumps(descriptor)
    assert "created" not in descriptor
    for resource in descriptor["resources"]:
        for file in (resource, resource["alternative"]):
            data = (written / file["path"]).read_bytes()
            assert file["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"


def test_every_column_of_the_descriptor_is_explained(written: Path) -> None:
    descriptor = json.loads((written / "datapackage.json").read_text(encoding="utf-8"))
    for resource in descriptor["resources"]:
        for field in resource["schema"]["fields"]:
            assert field["description"], f"{resource['name']}.{field['name']}"
            assert field["type"], f"{resource['name']}.{field['name']}"
