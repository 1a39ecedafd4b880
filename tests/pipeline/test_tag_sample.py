"""The sample of theme tags for readers: the same each time, without reasons, and what two readers make of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="module")
def sampling(load_script: Callable[[str], ModuleType]) -> ModuleType:
    """`benchmarks/tag_sample.py` as a module."""
    return load_script("benchmarks/tag_sample.py")


@pytest.fixture
def run(tmp_path: Path) -> Path:
    (tmp_path / "plans").mkdir()
    initiative = {
        "title": "Flere hold",
        "goal": None,
        "aspects": [{"kind": "purpose", "heading": None, "text": "Flere skal være med."}],
        "milestones": [{"text": "To nye hold", "partners": "Klubben"}],
        "gains": [],
        "themes": ["recovery", "health", "civil-society"],
        "theme_tags": [{"theme": "recovery", "evidence": "hemmeligt", "confidence": 0.123}],
    }
    for name in ("nordby-2024", "sydby-2024"):
        plan = {"file": f"{name}.pdf", "initiatives": [initiative, initiative]}
        (tmp_path / "plans" / f"{name}-0123abcd.json").write_text(json.dumps(plan), encoding="utf-8")
    return tmp_path


def test_readers_see_the_text_and_the_scope_but_no_reason(sampling: ModuleType, run: Path) -> None:
    rows = sampling.tags_of([run])
    assert len(rows) == 12
    assert rows[0]["plan"] == "nordby-2024"
    assert rows[0]["number"] == "1"
    assert "To nye hold | hvem: Klubben" in rows[0]["text"]
    assert rows[-1]["label"] == "Recovery"
    assert rows[-1]["scope"]
    assert all("hemmeligt" not in value and "0.123" not in value for row in rows for value in row.values())


def test_the_same_tags_are_drawn_each_time_and_each_once(sampling: ModuleType, run: Path) -> None:
    rows = sampling.tags_of([run])
    drawn = sampling.draw(rows, 5)
    assert drawn == sampling.draw(rows, 5)
    assert len({(row["plan"], row["number"], row["theme"]) for row in drawn}) == 5
    assert len(sampling.draw(rows, 100)) == 12


def test_two_plans_of_one_name_are_refused(sampling: ModuleType, run: Path) -> None:
    with pytest.raises(SystemExit, match="two plans"):
        sampling.tags_of([run, run])


def test_two_readers_are_joined_and_scored(sampling: ModuleType, tmp_path: Path) -> None:
    for name, column in (("a", "1110"), ("b", "1101")):
        lines = [f"nordby-2024,{n},health,{right}\n" for n, right in enumerate(column, 1)]
        (tmp_path / f"{name}.csv").write_text("plan,number,theme,right\n" + "".join(lines), encoding="utf-8")
    verdicts = sampling.join(tmp_path / "a.csv", tmp_path / "b.csv")
    # They agree on two of four; three quarters of yes each give 10 in 16 by chance.
    assert sampling.kappa(verdicts) == pytest.approx((0.5 - 0.625) / (1 - 0.625))
    printed = sampling.report(verdicts)
    assert "| both readers | 2 | 4 | 0.50 |" in printed
    assert "agree on 2 of 4 tags, Cohen's kappa -0.33" in printed


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("plan,number,theme,right\nnordby-2024,9,health,1\n", "Only one of the readers"),
        ("plan,number,theme,right\nnordby-2024,1,health,maybe\n", "line 2: a verdict is 1 or 0"),
        ("plan,number,theme\nnordby-2024,1,health\n", "no column 'right'"),
    ],
)
def test_verdicts_that_cannot_be_used_are_told(sampling: ModuleType, tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "a.csv").write_text("plan,number,theme,right\nnordby-2024,1,health,1\n", encoding="utf-8")
    (tmp_path / "b.csv").write_text(text, encoding="utf-8")
    with pytest.raises(SystemExit, match=message):
        sampling.join(tmp_path / "a.csv", tmp_path / "b.csv")
