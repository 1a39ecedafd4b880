"""The words that searches look through are kept between starts, and never stand in for a data set that has changed."""

from __future__ import annotations

import shutil
from pathlib import Path

import planspor
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from planspor.pipeline.dataset import Dataset
from planspor.pipeline.explore.database import Database
from planspor.pipeline.explore.filters import wanted
from planspor.pipeline.explore.state import Filters
from planspor.pipeline.explore.words import KEPT


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder of the test's own: where the words are kept."""
    monkeypatch.setenv("PLANSPOR_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache" / "explore"


@pytest.fixture
def own(data: Dataset, tmp_path: Path) -> Path:
    """A copy of the data set that the test may change."""
    shutil.copytree(data.path, tmp_path / "data")
    return tmp_path / "data"


def found(folder: Path, q: str) -> int:
    database = Database(folder)
    try:
        return len(database.rows(*wanted(database, Filters(q=q))))
    finally:
        database.close()


def test_the_second_start_uses_the_words_of_the_first(own: Path, kept: Path) -> None:
    first = found(own, "kommunen")
    (file,) = kept.iterdir()
    made = file.stat().st_ino
    assert found(own, "kommunen") == first > 0
    assert [path.stat().st_ino for path in kept.iterdir()] == [made]


def test_a_data_set_that_was_written_again_is_collected_again(own: Path, kept: Path) -> None:
    assert found(own, "hængebro") == 0
    table = pq.read_table(own / "initiatives.parquet")
    titles = ["En hængebro over åen", *table["title"].to_pylist()[1:]]
    place = table.schema.get_field_index("title")
    changed = table.set_column(place, table.schema.field("title"), pa.array(titles, table.schema.field("title").type))
    pq.write_table(changed, own / "initiatives.parquet")
    assert found(own, "hængebro") == 1


def test_a_damaged_file_counts_for_nothing(own: Path, kept: Path) -> None:
    first = found(own, "kommunen")
    (file,) = kept.iterdir()
    file.write_bytes(b"no database" * 1000)
    assert found(own, "kommunen") == first
    file.unlink()
    assert found(own, "kommunen") == first


def test_where_nothing_can_be_kept_searches_work_all_the_same(own: Path, kept: Path) -> None:
    first = found(own, "kommunen")
    shutil.rmtree(kept)
    # A file where the folder should be: nobody can write there, whoever runs this.
    kept.write_text("in the way")
    assert found(own, "kommunen") == first
    assert kept.read_text() == "in the way"


def test_two_explorers_at_once_share_the_words(own: Path, kept: Path) -> None:
    databases = [Database(own), Database(own)]
    query = [len(one.rows(*wanted(one, Filters(q="kommunen")))) for one in databases]
    for one in databases:
        one.close()
    assert query[0] == query[1] > 0
    assert len([*kept.iterdir()]) == 1


def test_the_words_of_few_data_sets_are_kept(data: Dataset, tmp_path: Path, kept: Path) -> None:
    for number in range(KEPT + 2):
        copy = tmp_path / f"data-{number}"
        shutil.copytree(data.path, copy)
        found(copy, "kommunen")
    assert len([*kept.iterdir()]) == KEPT


def test_nothing_is_written_into_the_data_set(own: Path, kept: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in own.rglob("*")}
    found(own, "kommunen")
    assert {path: path.stat().st_mtime_ns for path in own.rglob("*")} == before
    assert planspor.load(own).count("plans") > 0
