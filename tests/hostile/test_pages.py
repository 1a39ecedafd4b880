"""Pages that no honest program makes are read like others, within a memory that any computer has."""

from __future__ import annotations

import re
import subprocess
import sys
import zlib
from collections import Counter
from random import Random
from typing import Any

import numpy as np
import planspor
import pytest
from hypothesis import given
from hypothesis import strategies as st
from planspor.extractors.pages import stack
from planspor.extractors.pages.stack import Stack
from planspor.extractors.read import read_document, read_plan
from rapidfuzz import fuzz
from reportlab.pdfbase.pdfmetrics import stringWidth

from hostile.pages import HEAD, PAGES, hostile_page, page, words

MEASURE = """
import resource, sys
import planspor
from planspor.pipeline.isolate import shared

planspor.run(sys.argv[1], sys.argv[2], jobs=2, cache=False, compare=False)
shared().close()
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)
"""
HEADING = "Handleplan 2024 for Proeveby Kommune"


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> tuple[float, Any]:
    """What a run over all hostile pages took at most, in MB for a process, and its data set."""
    folder = tmp_path_factory.mktemp("pages")
    for name in PAGES:
        (folder / f"{name}.pdf").write_bytes(hostile_page(name))
    out = tmp_path_factory.mktemp("data")
    command = [sys.executable, "-c", MEASURE, str(folder), str(out)]
    ran = subprocess.run(command, capture_output=True, text=True, check=True, timeout=1200)
    return float(ran.stdout.splitlines()[-1]), planspor.load(out)


def test_hostile_pages_are_read_or_refused_within_a_gigabyte(batch: tuple[float, Any]) -> None:
    megabytes, data = batch
    assert megabytes < 1024
    problems = data.problems[data.problems["code"].isin(["E007", "E012"])]
    assert sorted({*data.plans["file"], *problems["file"]}) == sorted(f"{name}.pdf" for name in PAGES)
    assert problems.loc[problems["code"] == "E012", "file"].tolist() == ["doubling_forms.pdf"]


@pytest.mark.parametrize("name", ["scattered_rules", "five_metres", "one_glyph_at_a_time", "unseen"])
def test_the_text_of_a_hostile_page_is_there(name: str, batch: tuple[float, Any]) -> None:
    _, data = batch
    texts = data.sections[data.sections["role"] != "hidden"].merge(data.plans[["plan_id", "file"]], on="plan_id")
    assert texts.loc[texts["file"] == f"{name}.pdf", "text"].str.contains(HEADING).any()


def shown(data: bytes) -> str:
    plan = read_plan(data, file="hostile.pdf")
    return " ".join(section.text for section in plan.sections if section.role != "hidden")


def test_text_drawn_fifty_times_counts_once() -> None:
    once = re.findall(r"\(([a-z ]+)\) Tj", _content("fake_bold"))[:40]
    assert "".join(shown(hostile_page("fake_bold")).split()) == "".join((HEADING + "".join(once)).split())


def _content(name: str) -> str:
    data = hostile_page(name)
    start = data.index(b"stream\n", data.index(b"\n5 0 obj")) + 7
    return zlib.decompress(data[start : data.index(b"\nendstream", start)]).decode("cp1252")


def test_letters_drawn_in_random_order_are_read_in_theirs() -> None:
    draw = Random(7)
    lines = [" ".join(words(draw, 12)) for _ in range(30)]
    glyphs = [
        f"BT /F1 9 Tf 1 0 0 1 {50 + stringWidth(line[:n], 'Helvetica', 9):.2f} {760 - 14 * row} Tm ({letter}) Tj ET"
        for row, line in enumerate(lines)
        for n, letter in enumerate(line)
        if letter != " "
    ]
    in_order = shown(page(HEAD + "\n".join(glyphs)))
    draw.shuffle(glyphs)
    shuffled = shown(page(HEAD + "\n".join(glyphs)))
    # A letter or two may change sides where a gap is neither one between letters nor one between words.
    assert fuzz.ratio(shuffled, in_order) > 99.5
    assert Counter("".join(shuffled.split())) == Counter("".join([HEADING, *lines]).replace(" ", ""))


def test_forms_twenty_deep_are_read_to_the_last() -> None:
    text = shown(hostile_page("nested_forms"))
    draw = Random("nested_forms")
    for _ in range(20):
        assert " ".join(words(draw, 6)) in text


def test_a_page_that_draws_a_million_objects_is_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planspor.extractors.pages.objects.MOST_OBJECTS", 50)
    assert not read_document(hostile_page("nested_forms"), file="hostile.pdf").problems
    more = page("\n".join(f"BT /F1 9 Tf 50 {800 - n * 10} Td (linje) Tj ET" for n in range(60)))
    problem = read_document(more, file="hostile.pdf").problems[0]
    assert (problem.code, problem.page) == ("E007", 1)
    assert "draws more than" in problem.message


SIDE = st.integers(0, 60)


@given(
    boxes=st.lists(st.tuples(SIDE, SIDE, SIDE, SIDE), max_size=40),
    points=st.lists(st.tuples(SIDE, SIDE), min_size=1, max_size=20),
    before=st.integers(0, 40),
)
def test_the_index_of_boxes_finds_what_looking_at_each_finds(
    boxes: list[tuple[int, int, int, int]], points: list[tuple[int, int]], before: int
) -> None:
    upright = [(min(a, c), min(b, d), max(a, c), max(b, d)) for a, b, c, d in boxes]
    before = min(before, len(boxes))
    x, y = (np.array(side, float) for side in zip(*points, strict=True))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stack, "FEW", 0)
        patch.setattr(stack, "_FINEST", 8)
        patch.setattr(stack, "_AT_ONCE", 3)
        filed = Stack(upright)
        found = filed.top(x, y, before).tolist()
        holding = [filed.holding(px, py, before) for px, py in points]
    held = [[n for n, b in enumerate(upright) if b[0] <= px <= b[2] and b[1] <= py <= b[3]] for px, py in points]
    assert found == [max((n for n in each if n < before), default=-1) for each in held]
    assert holding == [[n for n in each if n >= before] for each in held]
