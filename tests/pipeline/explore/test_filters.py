"""Filters leave exactly the initiatives that they say, whatever DuckDB makes of them."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest
from planspor.pipeline.dataset import Dataset
from planspor.pipeline.explore.database import Database
from planspor.pipeline.explore.filters import search_terms, wanted
from planspor.pipeline.explore.queries import facets, heat_map, initiatives, key_numbers
from planspor.pipeline.explore.state import SORTS, Filters, State


def left_by(database: Database, filters: Filters) -> set[str]:
    query, parameters = wanted(database, filters)
    rows = database.rows(query, parameters)
    ids = [row["initiative_id"] for row in rows]
    assert len(ids) == len(set(ids))
    return set(ids)


def having(frame: pd.DataFrame) -> set[str]:
    return set(frame["initiative_id"].dropna())


def test_no_filter_leaves_all(database: Database, data: Dataset) -> None:
    assert left_by(database, Filters()) == having(data.initiatives)


def test_a_municipality(database: Database, data: Dataset) -> None:
    found = left_by(database, Filters(municipality=("901", "999")))
    assert found == having(data.initiatives[data.initiatives["municipality"].isin(["901", "999"])])
    assert found


def test_a_year_that_the_period_touches(database: Database, data: Dataset) -> None:
    plans = data.plans[(data.plans["period_start"].dt.year <= 2026) & (data.plans["period_end"].dt.year >= 2026)]
    assert left_by(database, Filters(year=(2026,))) == having(
        data.initiatives[data.initiatives["plan_id"].isin(plans["plan_id"])]
    )
    # More than the plans that begin in the year.
    assert (plans["period_start"].dt.year < 2026).any()


def test_a_kind_of_plan(database: Database, data: Dataset) -> None:
    plans = data.plans[data.plans["plan_type"] == "aftale"]
    assert left_by(database, Filters(type=("aftale",))) == having(
        data.initiatives[data.initiatives["plan_id"].isin(plans["plan_id"])]
    )


def test_several_themes_are_all_wanted(database: Database, data: Dataset) -> None:
    tags = data.theme_tags
    both = having(tags[tags["theme"] == "health"]) & having(tags[tags["theme"] == "network-relatives"])
    assert both
    assert left_by(database, Filters(theme=("health", "network-relatives"))) == both


def test_no_theme_at_all(database: Database, data: Dataset) -> None:
    assert left_by(database, Filters(theme=("-",))) == having(data.initiatives) - having(data.theme_tags)


def test_a_section_of_a_law(database: Database, data: Dataset) -> None:
    references = data.references
    some = references[(references["law"] == "sundhedsloven") & (references["section"] == "140")]
    assert having(some)
    assert left_by(database, Filters(law="sundhedsloven", section="140")) == having(some)


def test_milestones_between_days_with_open_ends(database: Database, data: Dataset) -> None:
    first, last = pd.Timestamp("2024-03-01"), pd.Timestamp("2024-04-30")
    found = data.milestones
    known = found["start"].notna() | found["end"].notna()
    within = known & ~(found["end"] < first) & ~(found["start"] > last)
    assert (within & (found["start"].isna() | found["end"].isna())).any()
    assert left_by(database, Filters(since=date(2024, 3, 1), until=date(2024, 4, 30))) == having(found[within])


def test_gains_in_figures(database: Database, data: Dataset) -> None:
    found = left_by(database, Filters(quantified=True))
    assert found == having(data.gains[data.gains["amount"].notna()])
    assert found < having(data.initiatives)


def test_a_confidence(database: Database, data: Dataset) -> None:
    found = left_by(database, Filters(confidence=0.9))
    assert found == having(data.initiatives[data.initiatives["confidence"] >= 0.9])
    assert found


def test_filters_together_leave_what_each_of_them_leaves(database: Database) -> None:
    one, other = Filters(quantified=True), Filters(q="borgere", year=(2024,))
    both = Filters(quantified=True, q="borgere", year=(2024,))
    assert left_by(database, both) == left_by(database, one) & left_by(database, other)
    assert left_by(database, both)


def texts_of(data: Dataset) -> dict[str, str]:
    """All words of each initiative, gathered without the explorer."""
    texts = {row.initiative_id: f"{row.title} {row.goal}" for row in data.initiatives.itertuples()}
    for frame, columns in (
        (data.aspects, ("heading", "text")),
        (data.milestones, ("group", "text", "partners", "follow_up")),
        (data.gains, ("group", "text", "follow_up")),
    ):
        for row in frame.to_dict("records"):
            words = " ".join(str(row[column]) for column in columns if not pd.isna(row[column]))
            texts[row["initiative_id"]] += " " + words
    return {initiative_id: text.lower() for initiative_id, text in texts.items()}


@pytest.mark.parametrize("q", ["ventetid", "FÆLLES", "faelles", "først måneder", "på", "uglesang"])
def test_words_are_found_wherever_they_stand_in_an_initiative(database: Database, data: Dataset, q: str) -> None:
    words = [word.lower().replace("faelles", "fælles") for word in q.split()]
    wanted_ids = {found for found, text in texts_of(data).items() if all(word in text for word in words)}
    assert left_by(database, Filters(q=q)) == wanted_ids
    assert bool(wanted_ids) == (q != "uglesang")


def test_a_phrase_stands_together(database: Database, data: Dataset) -> None:
    together = {found for found, text in texts_of(data).items() if "første tid" in text}
    assert left_by(database, Filters(q='"første tid"')) == together
    assert together < left_by(database, Filters(q="første tid"))


def test_marks_of_searches_have_no_meaning_for_the_database(database: Database) -> None:
    assert left_by(database, Filters(q="' OR 1=1 --")) == set()
    assert left_by(database, Filters(q="%")) <= left_by(database, Filters())
    assert left_by(database, Filters(q="_________")) == set()


def test_letters_that_are_not_on_every_keyboard() -> None:
    assert search_terms('Aarhus "egen  Bolig" hjemløs') == [["aarhus", "århus"], ["egen bolig"], ["hjemløs"]]
    assert "hjemløs" in search_terms("hjemloes")[0]
    assert search_terms("a\u030aben") == [["åben", "aaben"]]
    assert search_terms('"') == []


def test_the_heat_map_counts_each_initiative_once(database: Database, data: Dataset) -> None:
    heat = heat_map(database, Filters(), [])
    tags = data.theme_tags.merge(data.initiatives[["initiative_id", "municipality"]], on="initiative_id")
    counted = tags.groupby(["municipality", "theme"])["initiative_id"].nunique().to_dict()
    assert {key: count for key, count in heat.counts.items() if key[1] != "-"} == counted
    assert heat.totals == data.initiatives.groupby("municipality").size().to_dict()
    for code, theme in counted:
        assert len(left_by(database, Filters(municipality=(code,), theme=(theme,)))) == counted[code, theme]


def test_key_numbers_are_those_of_the_tables(database: Database, data: Dataset) -> None:
    numbers = key_numbers(database, Filters())
    assert numbers["initiatives"] == len(data.initiatives)
    assert numbers["milestones"] == len(data.milestones)
    assert numbers["figures"] == data.gains["amount"].notna().sum()
    assert numbers["municipalities"] == data.initiatives["municipality"].nunique()


@pytest.mark.parametrize("sort", SORTS)
def test_every_order_lists_every_initiative_once(database: Database, data: Dataset, sort: str) -> None:
    pages = [initiatives(database, State(sort=sort, page=n)) for n in (1, 2, 3)]  # type: ignore[arg-type]
    ids = [row["initiative_id"] for page in pages for row in page]
    assert sorted(ids) == sorted(having(data.initiatives))


def test_danish_names_are_sorted_as_in_danish(database: Database) -> None:
    names = [row["name"].partition(" ")[0] for row in facets(database).municipalities]
    expected = "Egelunde Fjordmark Kildeborg Lyngholt Prøveby Ravnsø Strandvig Tornager Østermose"
    assert names == expected.split()
    listed = [row["plan_id"].partition("-")[0] for n in (1, 2) for row in initiatives(database, State(page=n))]
    assert list(dict.fromkeys(listed))[-1] == "oestermose"


def test_a_plan_that_is_another_once_more_counts_only_where_that_is_wanted(data: Dataset, tmp_path: Path) -> None:
    for file in data.path.iterdir():
        if file.is_file():
            shutil.copy(file, tmp_path)
    plans = data.arrow("plans")
    first, *others = plans.column("plan_id").to_pylist()
    at = plans.column_names.index("duplicate_of")
    marked = plans.set_column(at, plans.schema.field(at), [[others[0], *[None] * len(others)]])
    pq.write_table(marked, tmp_path / "plans.parquet")
    found = Database(tmp_path)
    mine = having(data.initiatives[data.initiatives["plan_id"] == first])
    assert left_by(found, Filters()) == having(data.initiatives) - mine
    assert left_by(found, Filters(duplicates=True)) == having(data.initiatives)
    counted = sum(row["count"] for row in facets(found).types)
    assert counted == len(data.initiatives) - len(mine)
    found.close()
