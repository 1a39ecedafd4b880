"""Themes from the command line: a run by a user's taxonomy, counts, proposals, checks and exports."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from planspor.extractors.themes.taxonomy import load_taxonomy
from planspor.models.problem import UsageError
from planspor.pipeline.dataset import Dataset
from planspor.pipeline.retag import retagging
from planspor.pipeline.run import Settings, run

Planspor = Callable[..., CompletedProcess[str]]


@pytest.fixture(scope="module")
def plain(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data set of two sample plans with the built-in themes."""
    out = tmp_path_factory.mktemp("plain")
    run(sample(corpus), out, Settings())
    return out


def sample(corpus: Path) -> list[str]:
    return [str(path) for name in ("ravnsoe", "tornager") for path in corpus.glob(f"{name}*.pdf")]


def test_an_exported_taxonomy_tags_as_the_built_in_one(
    corpus: Path, plain: Path, tmp_path: Path, planspor: Planspor
) -> None:
    file = tmp_path / "mine.yaml"
    assert planspor("taxonomy", "export", "--to", "yaml", "--out", file).returncode == 0
    ran = planspor("run", *sample(corpus), "--out", tmp_path / "again", "--taxonomy", file)
    assert ran.returncode == 0, ran.stderr
    names = [path.name for path in sorted(plain.glob("*.csv"))]
    assert "theme_tags.csv" in names
    for name in names:
        assert (tmp_path / "again" / name).read_bytes() == (plain / name).read_bytes(), name


def test_a_run_tags_by_a_taxonomy_of_its_own(corpus: Path, plain: Path, tmp_path: Path) -> None:
    file = tmp_path / "mine.csv"
    file.write_text("id,label_da,words\nroads,Veje,~vej; ~cykel; ~trafik\n", encoding="utf-8")
    data = run(sample(corpus), tmp_path / "own", Settings(taxonomy=file))
    assert set(data.theme_tags["theme"]) == {"roads"}
    assert data.count("milestones") == Dataset(plain).count("milestones")
    tagged = data.cells[data.cells["table"] == "theme_tags"]
    assert set(tagged["item_id"]) == set(data.theme_tags["theme_tag_id"])
    plan = next((tmp_path / "own" / "plans").glob("tornager*.json")).read_text(encoding="utf-8")
    assert '"theme": "roads"' in plan


def test_a_taxonomy_that_cannot_be_used_stops_the_run(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text("themes: [{id: a, strong: ['<2> x']}]", encoding="utf-8")
    with pytest.raises(UsageError, match="a gap cannot come first"):
        retagging(file)


def test_counts_and_proposals(plain: Path, tmp_path: Path, planspor: Planspor) -> None:
    ran = planspor("themes", plain, "--out", tmp_path / "counts.csv")
    assert ran.returncode == 0, ran.stderr
    with (tmp_path / "counts.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["theme"] for row in rows] == list(load_taxonomy().ids)
    tags = Dataset(plain).theme_tags
    assert sum(int(row["initiatives"]) for row in rows) == len(tags)
    assert planspor("themes", plain, "--suggest").returncode == 0
    wrong = planspor("themes", plain, "--theme", "nowhere")
    assert (wrong.returncode, "no theme 'nowhere'" in wrong.stderr) == (2, True)


def test_checks(plain: Path, tmp_path: Path, planspor: Planspor) -> None:
    ran = planspor("taxonomy", "check", "--corpus", plain, "--out", tmp_path / "uses.csv")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    with (tmp_path / "uses.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["theme"] for row in rows} == set(load_taxonomy().ids)
    assert any(int(row["sentences"]) for row in rows)
    bad = tmp_path / "bad.yaml"
    bad.write_text("themes: [{id: a, strong: [x], broader: a}]", encoding="utf-8")
    ran = planspor("taxonomy", "check", bad)
    assert (ran.returncode, "under each other" in ran.stdout) == (1, True)
    assert planspor("taxonomy", "check", tmp_path / "gone.yaml").returncode == 2
