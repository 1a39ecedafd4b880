"""The same plan once more: found whatever the order of the files, and not where two plans only look alike."""

from __future__ import annotations

import random
from pathlib import Path

import planspor
import pyarrow as pa
import pytest
from planspor.pipeline.duplicates import Known, PlanIndex
from planspor.pipeline.likeness import bands, is_draft, likeness, signature

WORDS = (
    "borger skole indsats fælles plads årlig ledelse grøn bygning sundhed team kvarter møde leder dagtilbud"
    " ældre mobil støtte rute støj ansøgning samarbejde forløb tidlig"
).split()


def text(seed: int, words: int) -> list[str]:
    draw = random.Random(seed)
    return ["".join(draw.sample("aeioubdfgklmnrstv", 4)) + draw.choice(WORDS) for _ in range(words)]


def sections(words: list[str], furniture: str = "") -> pa.Table:
    """Rows of the table `sections`, ten words in each."""
    pieces = [" ".join(words[n : n + 10]) for n in range(0, len(words), 10)]
    roles = ["paragraph"] * len(pieces)
    if furniture:
        pieces, roles = [furniture, *pieces], ["header", *roles]
    return pa.table({"role": roles, "text": pieces})


def changed(words: list[str], count: int) -> list[str]:
    out = list(words)
    for n in range(count):
        out[(n + 1) * len(words) // (count + 1)] = f"andet{n}"
    return out


@pytest.mark.parametrize(("words", "count"), [(150, 3), (1500, 20), (12000, 100)])
def test_the_estimate_is_near_the_true_likeness(words: int, count: int) -> None:
    original = text(1, words)
    other = changed(original, count)

    def shingles(words: list[str]) -> set[tuple[str, ...]]:
        return {tuple(words[n : n + 3]) for n in range(len(words) - 2)}

    a, b = shingles(original), shingles(other)
    true = len(a & b) / len(a | b)
    one, two = signature(sections(original)), signature(sections(other))
    assert abs(likeness(one, two) - true) < 0.15
    assert set(bands(one)) & set(bands(two))


def test_texts_of_their_own_are_not_alike() -> None:
    one, two = signature(sections(text(1, 2000))), signature(sections(text(2, 2000)))
    assert likeness(one, two) < 0.1
    assert not set(bands(one)) & set(bands(two))


def test_a_stamp_on_every_page_does_not_count() -> None:
    words = text(1, 300)
    assert signature(sections(words, "UDKAST til behandling")) == signature(sections(words))


def test_short_texts_are_alike_only_where_they_are_the_same() -> None:
    words = text(1, 20)
    assert likeness(signature(sections(words)), signature(sections(words))) == 1
    assert likeness(signature(sections(words)), signature(sections(changed(words, 1)))) == 0
    assert signature(sections(["to", "ord"])) == b""
    assert likeness(b"", b"") == 0


@pytest.mark.parametrize(
    ("file", "title", "first", "draft"),
    [
        ("plan-udkast.pdf", "Plan", "Forord", True),
        ("plan.pdf", "Høringsudkast: Ældrepolitik", "Forord", True),
        ("plan.pdf", "Plan", "Foreløbig udgave", True),
        ("plan.pdf", None, "Kladde", True),
        ("plan.pdf", "Plan", "Vi afkaster gevinst", False),
        ("sukkerudkastning.pdf", "Plan", "Borgerne har budt ind", False),
    ],
)
def test_a_draft_calls_itself_one(file: str, title: str | None, first: str, draft: bool) -> None:
    assert is_draft(file, title, pa.table({"role": ["paragraph"], "text": [first]})) is draft


def index(path: Path, *plans: Known) -> dict[str, str | None]:
    found = PlanIndex(path)
    for plan in plans:
        found.add(plan)
    found.decide()
    out = {plan.plan_id: found.duplicate_of(plan.plan_id) for plan in plans}
    found.close()
    return out


def test_the_final_version_counts_whatever_the_order(tmp_path: Path) -> None:
    words = text(3, 800)
    draft = Known("draft", "a.pdf", "1", draft=True, signature=signature(sections(words)))
    early = Known("early", "b.pdf", "2", published="2023-11", signature=signature(sections(changed(words, 5))))
    final = Known("final", "c.pdf", "3", published="2024-01", signature=signature(sections(changed(words, 9))))
    other = Known("other", "d.pdf", "4", signature=signature(sections(text(4, 800))))
    expected = {"draft": "final", "early": "final", "final": None, "other": None}
    assert index(tmp_path / "one", draft, early, final, other) == expected
    assert index(tmp_path / "two", other, final, early, draft) == expected


def test_another_owner_or_period_is_another_plan(tmp_path: Path) -> None:
    same = signature(sections(text(3, 800)))
    first = Known("first", "a", "1", owner="901", period_start="2024-01-01", signature=same)
    next_year = Known("next", "b", "2", owner="901", period_start="2025-01-01", signature=same)
    neighbour = Known("neighbour", "c", "3", owner="902", period_start="2024-01-01", signature=same)
    unknown = Known("unknown", "d", "4", signature=same)
    found = index(tmp_path / "index", first, next_year, neighbour, unknown)
    assert found == {"first": None, "next": None, "neighbour": None, "unknown": "first"}


def test_a_copy_of_a_duplicate_names_the_plan_that_counts(tmp_path: Path) -> None:
    same = signature(sections(text(3, 800)))
    draft = Known("draft", "a", "1", draft=True, signature=same)
    copy = Known("draft-2", "b", "1", copy_of="draft")
    final = Known("final", "c", "2", signature=same)
    assert index(tmp_path / "index", draft, copy, final) == {"draft": "final", "draft-2": "final", "final": None}


def test_a_draft_in_the_archive_is_named_in_plans(tmp_path: Path, make_pdf: object) -> None:
    assert callable(make_pdf)
    lines = [" ".join(text(5, 200)[n : n + 8]) for n in range(0, 200, 8)]
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "a.pdf").write_bytes(make_pdf(["Udkast", "Aftale 2024", "Prøveby Kommune", *lines]))
    (tmp_path / "archive" / "b.pdf").write_bytes(make_pdf(["Aftale 2024", "Prøveby Kommune", *lines, "Vedtaget"]))
    plans = planspor.run(tmp_path / "archive", tmp_path / "out").plans.set_index("file")
    assert plans["duplicate_of"].isna().to_dict() == {"a.pdf": False, "b.pdf": True}
    assert plans.loc["a.pdf", "duplicate_of"] == plans.loc["b.pdf", "plan_id"]
