"""The generator itself: what its gold says is printed, the same seed gives the same bytes, its plans can be read."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path
from random import Random

import pypdfium2 as pdfium
import pytest
from edtf import parse_edtf
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from planspor.extractors.read import read_plan

from generator import draws, others, times
from generator.checks import halves, outside, texts
from generator.content import make
from generator.draws import Layout, Structure
from generator.gold import page_letters
from generator.plan import Plan, build, drawn
from generator.score import score
from generator.strategies import plans
from generator.unseen import moments
from generator.wording import headings

HERE = Path(__file__).parent
# Making a plan takes a second with some engines: too long for shrinking.
FEW = settings(
    phases=[Phase.explicit, Phase.generate],
    max_examples=6,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)


@FEW
@given(plans())
def test_every_word_of_the_gold_is_printed(plan: Plan) -> None:
    printed = "".join(page_letters(plan.pdf))
    for text in texts(plan.gold):
        missing = [word for word in text.split() if not halves(word, printed)]
        assert not missing, f"{missing} of {text!r}"


@FEW
@given(plans())
def test_nothing_stands_outside_its_page(plan: Plan) -> None:
    assert not outside(plan.pdf)


@settings(max_examples=140, deadline=None, derandomize=True)
@given(
    st.sampled_from([*times.USUAL, *times.SELDOM, *moments.KINDS]),
    st.randoms(use_true_random=False),
    st.integers(2000, 2040),
    st.booleans(),
)
def test_times_are_edtf_and_their_days_are_in_order(kind: times.Kind, draw: Random, year: int, bare: bool) -> None:
    time = kind(draw, year, bare)
    assert time.edtf is not None
    assert str(parse_edtf(time.edtf)).replace(" ", "") == time.edtf
    assert time.start is not None or time.end is not None
    if time.start and time.end:
        assert time.start <= time.end


def test_the_same_seed_gives_the_same_bytes() -> None:
    seen = set()
    for name, of, look in drawn(3, 12):
        if look.engine not in seen:
            seen.add(look.engine)
            assert build(name, of, look).pdf == build(name, of, look).pdf
    assert seen == {"weasyprint", "typst", "reportlab"}


def test_a_scan_has_pictures_of_the_same_pages_and_no_words() -> None:
    of = Structure(seed=5, initiatives=2)
    plain, scan = build("p", of, Layout(engine="typst")), build("p", of, Layout(engine="typst", scan=True))
    assert scan.gold == plain.gold
    assert "scan" in scan.traits
    pages = page_letters(scan.pdf)
    assert len(pages) == len(page_letters(plain.pdf))
    assert not any(pages)


def test_a_page_on_its_side_shows_upright_by_its_rotation() -> None:
    of = Structure(seed=5, initiatives=2)
    look = Layout(engine="typst", page="A4 landscape", turned="flag")
    for page in pdfium.PdfDocument(build("p", of, look).pdf):
        left, bottom, right, top = page.get_mediabox()
        assert page.get_rotation() == 90
        assert right - left < top - bottom
        assert page.get_width() > page.get_height()


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.randoms(use_true_random=False))
def test_no_two_columns_of_a_plan_have_the_same_words(draw: Random) -> None:
    of = draws.structure(draw)
    columns = make(of).words.columns
    named = Counter(columns[name] for name in ("action", "timing", "partners", "gain", "target", "baseline"))
    assert named.most_common(1)[0][1] == 1


def test_rare_words_are_no_common_ones() -> None:
    pools = [headings()[name] for name in ("milestones", "gains")] + list(headings()["columns"].values())
    common = {word for pool in pools for word in pool["common"]}
    for pool in pools:
        assert not common & set(pool["rare"])


def test_two_hundred_plans_have_every_trait() -> None:
    structures, layouts = zip(*((of, look) for _, of, look in drawn(1, 200)), strict=True)
    assert {s.actions for s in structures} == {
        "table",
        "bullets",
        "prose-lines",
        "key-value",
        "cards",
        "mixed-table",
        "big-table",
    }
    assert {look.rules for look in layouts} >= {"ruled", "open-sides", "booktabs", "zebra", "borderless", "row-rules"}
    assert {look.columns for look in layouts} == {1, 2, 3}
    assert {look.turned for look in layouts} == {"", "flag", "sideways"}
    for flag in (
        "unknown",
        "spans",
        "two_level",
        "number_column",
        "empty_column",
        "footnotes",
        "quotes",
        "chart",
        "beside",
    ):
        assert sum(getattr(s, flag) for s in structures) >= 4, flag
    for flag in ("contents", "sidebar", "box", "vertical", "scan"):
        assert sum(getattr(look, flag) for look in layouts) >= 4, flag


def test_the_generator_knows_nothing_of_the_extractors() -> None:
    for path in HERE.glob("*.py"):
        if path.stem.startswith("test_"):
            continue
        tree = ast.parse(path.read_text("utf-8"))
        names = [n.module or "" for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)]
        names += [alias.name for n in ast.walk(tree) if isinstance(n, ast.Import) for alias in n.names]
        assert not [name for name in names if name.startswith("planspor")], path.name


def test_a_reading_of_the_gold_itself_is_perfect_and_faults_are_counted() -> None:
    plan = build("p", Structure(seed=8, initiatives=2), Layout(engine="typst"))
    perfect = score(plan.gold, plan.gold)
    assert {perfect.f1(name) for name in perfect.gold} <= {1.0, None}
    assert perfect.f1("milestone") == 1.0
    assert not perfect.faults
    lost = {**plan.gold, "initiatives": plan.gold["initiatives"][1:]}
    tally = score(plan.gold, lost)
    assert tally.f1("initiative") == pytest.approx(2 / 3)
    assert tally.right["milestone"] == len(plan.gold["initiatives"][1]["milestones"])
    assert any(fault.startswith("missing initiative") for fault in tally.faults)


@pytest.mark.parametrize(("name", "kind", "draw"), list(others.drawn(1, len(others.KINDS))))
def test_other_documents_have_words_and_an_empty_gold(name: str, kind: str, draw: Random) -> None:
    plan = others.build(name, kind, draw)
    assert len("".join(page_letters(plan.pdf))) > 300
    assert plan.gold["initiatives"] == []
    assert plan.gold["plan_type"] == "andet"


PLAIN = [
    (Structure(seed=11), Layout(engine="typst")),
    (Structure(seed=12, actions="bullets", effects="bullets"), Layout(engine="reportlab")),
    (Structure(seed=13, effects="columns", goals=False), Layout(engine="weasyprint", rules="open-sides")),
]


@pytest.mark.parametrize(("of", "look"), PLAIN)
def test_plain_plans_are_read(of: Structure, look: Layout) -> None:
    plan = build("plain", of, look)
    tally = score(plan.gold, read_plan(plan.pdf, file="plain.pdf").model_dump(mode="json"))
    print({name: tally.f1(name) for name in ("initiative", "milestone", "gain")}, *tally.faults, sep="\n")
    assert tally.f1("initiative") == 1.0
