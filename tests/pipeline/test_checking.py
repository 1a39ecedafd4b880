"""Checking a sample by hand: fair, repeatable, kept, and counted right."""

from __future__ import annotations

import math
from pathlib import Path

import pandas as pd
import planspor
import pytest
from hypothesis import given
from hypothesis import strategies as st
from planspor.models.problem import UsageError
from planspor.pipeline import checking
from planspor.pipeline.dataset import Dataset
from planspor.pipeline.figures.sheets import contact_sheet
from planspor.pipeline.originals import Originals


@pytest.fixture(scope="module")
def data(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    return planspor.run(corpus / "ravnsoe-aftale-2022-2023.pdf", tmp_path_factory.mktemp("one"))


# Published values: Newcombe (1998), Statistics in Medicine 17, table I, method 3.
@pytest.mark.parametrize(
    ("right", "checked", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0000, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_s_interval(right: int, checked: int, low: float, high: float) -> None:
    found = checking.wilson(right, checked)
    assert found.low == pytest.approx(low, abs=5e-5)
    assert found.high == pytest.approx(high, abs=5e-5)


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_holds_the_share_and_stays_within_0_and_1(counts: tuple[int, int]) -> None:
    found = checking.wilson(*counts)
    assert 0 <= found.low <= found.share <= found.high <= 1
    assert found.low < found.high


def test_nothing_checked_is_nothing_known() -> None:
    found = checking.wilson(0, 0)
    assert math.isnan(found.share)
    assert (found.low, found.high) == (0, 1)
    assert str(found) == "no value is checked yet"
    with pytest.raises(ValueError, match="3 of 2"):
        checking.wilson(3, 2)


def test_a_sample_is_repeatable_and_of_values_that_stand_on_a_page(data: Dataset) -> None:
    one, same, other = (checking.sample(data, 30, seed=seed) for seed in (1, 1, 2))
    pd.testing.assert_frame_equal(one, same)
    assert list(one["item_id"]) != list(other["item_id"])
    assert len(one.drop_duplicates(["item_id", "column"])) == 30
    assert list(one["number"]) == list(range(1, 31))
    assert one["page"].notna().all()
    for row in one.to_dict("records"):
        frame = getattr(data, row["table"])
        key = frame.columns[0]
        value = frame.loc[frame[key] == row["item_id"], row["column"]].iloc[0]
        shown = value.date().isoformat() if isinstance(value, pd.Timestamp) else str(value).removesuffix(".0")
        assert row["value"] == shown


def test_every_value_is_as_likely_as_any_other(data: Dataset) -> None:
    whole = checking.values(data)
    everything = checking.sample(data, 100_000)
    keys = ["table", "item_id", "column"]
    assert set(whole[keys].itertuples(index=False)) == set(everything[keys].itertuples(index=False))
    drawn = pd.concat([checking.draw(whole, len(whole) // 2, seed) for seed in range(200)])
    times = drawn.groupby(keys).size()
    assert len(times) == len(whole)
    # 100 expected with a standard deviation of 7.
    assert times.between(60, 140).all()


def test_tables_and_columns_narrow_the_question(data: Dataset) -> None:
    drawn = checking.sample(data, 1000, tables=["milestones"], columns=["edtf"])
    assert set(drawn["table"]) == {"milestones"}
    assert set(drawn["column"]) == {"edtf"}
    assert len(drawn) == data.milestones["edtf"].notna().sum()


def test_verdicts_are_kept_and_counted(data: Dataset, tmp_path: Path) -> None:
    file = tmp_path / "check" / "sample.csv"
    drawn = checking.sample(data, 10)
    checking.open_file(file, drawn)
    checking.record(file, drawn, {1: "right", 2: "wrong", 3: "unsure"})
    checking.record(file, drawn, {4: "Right "})
    again = checking.open_file(file, checking.sample(data, 10))
    assert list(again["verdict"]) == ["right", "wrong", "unsure", "right", *[""] * 6]
    found = checking.precision(again, by="table")
    assert (found["all"].right, found["all"].checked) == (2, 3)
    assert sum(part.checked for name, part in found.items() if name != "all") == 3
    assert str(found["all"]).startswith("2 of 3 right: 66.7% (95 % interval ")


def test_a_file_that_excel_saved_in_danish_is_read(data: Dataset, tmp_path: Path) -> None:
    file = tmp_path / "sample.csv"
    drawn = checking.sample(data, 5)
    drawn.assign(verdict=["wrong", *["right"] * 4]).to_csv(file, sep=";", index=False, encoding="utf-8-sig")
    assert checking.precision(checking.open_file(file, drawn))["all"].right == 4


def test_what_cannot_be_meant_is_told(data: Dataset, tmp_path: Path) -> None:
    file = tmp_path / "sample.csv"
    drawn = checking.sample(data, 5)
    with pytest.raises(UsageError, match="no value 6; its numbers are 1 to 5"):
        checking.record(file, drawn, {6: "right"})
    with pytest.raises(UsageError, match="'rigth' is no verdict; write one of right, wrong, unsure"):
        checking.record(file, drawn, {1: "rigth"})
    with pytest.raises(UsageError, match="is of another sample"):
        checking.open_file(file, checking.sample(data, 5, seed=2))


def test_each_value_is_shown_beside_its_place(data: Dataset, corpus: Path) -> None:
    originals = Originals(corpus)
    drawn = checking.sample(data, 4)
    width = {checking.picture(data, originals, row).width for row in drawn.to_dict("records")}  # type: ignore[arg-type]
    assert len(width) == 1
    page = contact_sheet(data, originals, drawn.assign(value="<script>alert(1)</script>"))
    assert page.count("data:image/png;base64,") == 4
    assert "<script>" not in page
    gone = {"table": "gains", "item_id": "nowhere/i01/g01", "column": "amount"}
    with pytest.raises(UsageError, match="has no place for amount"):
        checking.picture(data, originals, gone)
