"""Charts as they are drawn: what is in them, legible, never empty."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import planspor
import pytest
from planspor.pipeline.dataset import Dataset
from planspor.pipeline.figures import frames, gains, overview, style, themes, time, travel
from planspor.pipeline.figures.frames import DANISH, shorten

from .conftest import drawn

Draw = Callable[[Dataset], style.Chart]
CHARTS: list[Draw] = [
    overview.problems,
    overview.confidence,
    themes.heat_map,
    themes.ranking,
    themes.small_multiples,
    time.gantt,
    time.lead_times,
    time.lengths,
    gains.directions,
    gains.how_said,
    gains.measured,
    gains.from_to,
    travel.nearest,
    travel.most_alike,
    travel.fates,
]


def threads(data: Dataset) -> pd.DataFrame:
    """Threads over two years, of which each fate has some."""
    known = [status for status in travel.STATUS if status != "start"]
    rows = [(2023 + year, status) for year in (0, 1) for n, status in enumerate(known) for _ in range(n + 1)]
    years, statuses = zip(*rows, strict=True)
    return pd.DataFrame({"year_to": pd.array(years, "Int32"), "status": pd.Categorical(statuses, list(travel.STATUS))})


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: f"{chart.__module__.rpartition('.')[2]}-{chart.__name__}")
def test_a_chart_is_full_and_legible(data: Dataset, chart: Draw, monkeypatch: pytest.MonkeyPatch) -> None:
    if chart is travel.fates:
        monkeypatch.setattr(data, "initiative_threads", threads(data))
    picture = drawn(chart(data))
    assert picture.panels
    assert all(picture.panels), "a panel is empty"
    for one, other in itertools.combinations(picture.texts, 2):
        assert not one.overlaps(other), f"{one} and {other}"
    assert any(text.role == "title-text" for text in picture.texts)


@pytest.mark.parametrize("chart", [*CHARTS[:2], *CHARTS[3:9], *CHARTS[10:12], *CHARTS[13:]])
def test_an_axis_of_figures_says_what_it_counts(data: Dataset, chart: Draw, monkeypatch: pytest.MonkeyPatch) -> None:
    if chart is travel.fates:
        monkeypatch.setattr(data, "initiative_threads", threads(data))
    assert [text for text in drawn(chart(data)).texts if text.role == "axis-title" and len(text.text) > 1]


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: f"{chart.__module__.rpartition('.')[2]}-{chart.__name__}")
def test_a_data_set_with_nothing_to_draw_is_said_in_words(two_plans: Path, tmp_path: Path, chart: Draw) -> None:
    empty = planspor.run(two_plans, tmp_path / "out")
    assert empty.count("initiatives") == 0
    texts = [text.text for text in drawn(chart(empty)).texts]
    assert any(len(text.split()) > 2 or "Problem" in text for text in texts)


def test_where_there_is_one_no_count_is_on_the_axis_twice(data: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(data, "problems", data.problems.head(1))
    monkeypatch.setattr(data, "initiative_threads", threads(data).head(1))
    for chart in (overview.problems, travel.fates):
        labels = [text.text for text in drawn(chart(data)).texts if text.role == "axis-label" and text.text.isdecimal()]
        assert {"0", "1"} <= set(labels)
        assert len(labels) == len(set(labels)), labels


def test_the_heat_map_counts_what_the_data_set_says(data: Dataset) -> None:
    counts = themes.counts(data)
    tags = data.theme_tags[["initiative_id", "theme"]].drop_duplicates()
    assert counts["indsatser"].sum() == len(tags)
    assert set(counts["kommune"]) == set(data.plan_municipalities["name"])
    assert len(counts) == tags["theme"].nunique() * data.plan_municipalities["name"].nunique()
    assert (counts["andel"] == counts["indsatser"] / counts["af"]).all()
    assert (counts["indsatser"] == 0).any()
    shown = {text.text for text in drawn(themes.heat_map(data)).texts}
    assert DANISH.theme(tags["theme"].iloc[0]) in shown


def test_a_plan_that_is_there_twice_counts_once(data: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    plans = data.plans.copy()
    plans.loc[0, "duplicate_of"] = plans.loc[1, "plan_id"]
    monkeypatch.setattr(data, "plans", plans)
    left_out = plans.loc[0, "plan_id"]
    assert left_out not in set(frames.plans(data)["plan_id"])
    assert left_out not in set(frames.items(data, "gains")["plan_id"])
    assert len(overview.what_was_read(data)) == len(plans) - 1
    assert not travel.pairs(data)["initiative_a"].str.startswith(left_out).any()


def test_milestones_in_months(data: Dataset) -> None:
    timed = time.timed(data)
    month = timed[timed["edtf"] == "2024-03"].iloc[0]
    assert month["length_months"] == pytest.approx(31 / 30.44, abs=0.01)
    assert month["lead_months"] == pytest.approx(3.0, abs=0.05)
    late = timed[timed["edtf"].str.startswith("../")].iloc[0]
    assert late["open"] == "begyndelse"
    assert pd.isna(late["length_months"])
    assert late["first"] == late["end"]
    dated = data.milestones["start"].notna() | data.milestones["end"].notna()
    assert len(timed) == dated.sum()


def test_gains_from_baseline_to_target_are_levels_of_one_unit(data: Dataset) -> None:
    wanted = data.gains.query("unit == 'percent' and amount_kind == 'level' and baseline.notna()")
    texts = [text.text for text in drawn(gains.from_to(data, "percent")).texts]
    assert sum(" – " in text for text in texts) == len(wanted)
    assert "Procent" in texts
    assert any("Ingen gevinst" in text.text for text in drawn(gains.from_to(data, "lysår")).texts)


def test_pairs_are_named_and_sorted(data: Dataset) -> None:
    pairs = travel.pairs(data)
    assert len(pairs) == data.count("initiative_matches")
    assert pairs["similarity"].is_monotonic_decreasing
    titles = data.initiatives.set_index("initiative_id")["title"]
    assert (pairs["titel_a"] == pairs["initiative_a"].map(titles)).all()
    assert (pairs["kommune_a"] != pairs["kommune_b"]).all()
    assert travel.pairs(data, likely=True)["likely"].all()


def test_figures_and_months_are_danish(data: Dataset) -> None:
    texts = {text.text for text in drawn(travel.most_alike(data)).texts}
    assert "0,10" in texts
    assert any(text.text.endswith("\u00a0%") for text in drawn(overview.confidence(data)).texts)


def test_titles_are_cut_between_words_and_told_apart() -> None:
    assert shorten("Kort titel", 20) == "Kort titel"
    assert shorten("Fælles om opgaven med pårørende", 20) == "Fælles om opgaven…"
    assert shorten("Donaudampskibsselskabet", 10) == "Donaudamp…"
    names = frames.labels(pd.Series(["Ens", "Ens", "Ens"]), pd.Series(["a", "a", "b"]))
    assert list(names) == ["Ens", "Ens (2)", "Ens"]
