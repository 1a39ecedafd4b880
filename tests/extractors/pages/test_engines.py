"""The two readers held against each other: on all plans at hand, and on pages set at random."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from planspor.extractors.pages.read import read_source

ROOT = Path(__file__).resolve().parents[3]
SHARED = ROOT.parent / "shared"
PLANS = [
    path
    for folder in (ROOT / "corpus", SHARED / "plans", SHARED / "more-plans")
    for path in sorted(folder.glob("*.pdf"))
]
NEAR = 1.0
"""Points within which the readers must agree."""
NEAR_SLANTED = 2.0
"""The same along the line for the last letter of a slanted word: only PDFium knows how far its ink leans out."""


def differences(ours, theirs):
    """What differs between two pages, in words; empty where nothing does."""
    out = []
    if (round(ours.width, 1), round(ours.height, 1)) != (round(theirs.width, 1), round(theirs.height, 1)):
        out.append(f"size {ours.width} x {ours.height}, {theirs.width} x {theirs.height}")
    texts, other = [w.text for w in ours.words], [w.text for w in theirs.words]
    if texts != other:
        return [*out, f"words {set(texts) ^ set(other) or 'in another order'}"]
    for a, b in zip(ours.words, theirs.words, strict=True):
        near = NEAR_SLANTED if a.style.italic else NEAR
        if any(abs(v - w) > limit for v, w, limit in zip(a.bbox, b.bbox, (near, NEAR, near, NEAR), strict=True)):
            out.append(f"{a.text!r} at {a.bbox}, {b.bbox}")
        if (a.style._replace(colour=(0, 0, 0)), a.upright, a.superscript, a.hyphen) != (
            b.style._replace(colour=(0, 0, 0)),
            b.upright,
            b.superscript,
            b.hyphen,
        ):
            out.append(f"{a}, {b}")
    for kind in ("rules", "areas"):
        first, second = (sorted(map(_box, getattr(page, kind))) for page in (ours, theirs))
        out.extend(f"{kind} {box} of the first only" for box in _unmatched(first, second))
        out.extend(f"{kind} {box} of the second only" for box in _unmatched(second, first))
        if len(first) != len(second):
            out.append(f"{len(first)} and {len(second)} {kind}")
    if len(ours.pictures) != len(theirs.pictures):
        out.append(f"{len(ours.pictures)} and {len(theirs.pictures)} pictures")
    if "".join(c.text for c in ours.chars) != "".join(c.text for c in theirs.chars):
        out.append("characters")
    return out


def _box(item):
    return (item.x0, item.top, item.x1, item.bottom)


def _unmatched(boxes, others):
    return [box for box in boxes if not any(max(map(abs, map(float.__sub__, box, o))) <= NEAR for o in others)]


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_the_readers_agree_on_plans(path):
    data = path.read_bytes()
    first, second = (read_source(data, path.name, engine=engine) for engine in ("pdfium", "pdfplumber"))
    assert len(first.pages) == len(second.pages)
    found = {a.number: differences(a, b) for a, b in zip(first.pages, second.pages, strict=True)}
    assert {number: differing for number, differing in found.items() if differing} == {}
    assert [(p.code, p.page) for p in first.problems] == [(p.code, p.page) for p in second.problems]
    assert (first.info, first.outline, first.tagged) == (second.info, second.outline, second.tagged)


def test_there_are_plans_to_agree_on():
    assert len(PLANS) >= 6


WORD = st.text("abcdefghijklmnoprstuvæøåABDEFGHKLMNPRSTÆØÅ0123456789.,:;()-–§%", min_size=1, max_size=12)
LINE = st.lists(WORD, min_size=1, max_size=7).map(" ".join)
SET = st.tuples(
    LINE,
    st.sampled_from(["Helvetica", "Helvetica-Bold", "Times-Roman", "Times-Italic", "Courier"]),
    st.integers(6, 26),
    st.integers(0, 400),
    st.sampled_from([0, 0, 0, 90, 180, 270]),
)


def page_of(lines, boxes, turn):
    """A PDF of lines of text and boxes at places of their own."""
    canvas_of = pytest.importorskip("reportlab.pdfgen.canvas").Canvas
    out = io.BytesIO()
    canvas = canvas_of(out, pagesize=(595, 842), invariant=True)
    canvas.setPageRotation(turn)
    for x, y, wide, tall in boxes:
        canvas.rect(x, y, wide, tall)
    height = canvas._pagesize[1] - 20  # a turned page has its sides swapped
    for i, (text, font, size, x, angle) in enumerate(lines):
        height -= 1.4 * size
        canvas.saveState()
        # Turned lines stand beside each other: PDFium takes equal texts that overlap for one drawn twice.
        canvas.translate(100 + x / 2 if angle in (0, 180) else 30 + 40 * i, height)
        canvas.rotate(angle)
        canvas.setFont(font, size)
        canvas.drawString(0, 0, text)
        canvas.restoreState()
    canvas.save()
    return out.getvalue()


BOXES = st.lists(
    st.tuples(st.integers(0, 500), st.integers(0, 700), st.integers(5, 300), st.integers(5, 300)), max_size=4
)
PAGES = st.builds(page_of, st.lists(SET, min_size=1, max_size=12), BOXES, st.sampled_from([0, 0, 90, 180, 270]))
QUICK = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)


@QUICK
@given(PAGES)
def test_the_readers_agree_on_pages_set_at_random(data):
    first, second = (read_source(data, "r.pdf", engine=engine).pages[0] for engine in ("pdfium", "pdfplumber"))
    assert differences(first, second) == []


@QUICK
@given(PAGES)
def test_words_hold_every_character_once_and_lie_on_the_page(data):
    page = read_source(data, "r.pdf").pages[0]
    assert sorted("".join(w.text for w in page.words)) == sorted("".join(c.text for c in page.chars))
    for word in page.words:
        assert word.text.strip() == word.text != ""
        middle = ((word.x0 + word.x1) / 2, (word.top + word.bottom) / 2)
        assert 0 <= middle[0] <= page.width
        assert 0 <= middle[1] <= page.height
        assert word.x0 <= word.x1
        assert word.top <= word.bottom


@QUICK
@given(PAGES)
def test_reading_twice_gives_the_same(data):
    assert read_source(data, "r.pdf") == read_source(data, "r.pdf")


@QUICK
@given(st.lists(LINE, min_size=1, max_size=8))
def test_lines_are_read_as_they_were_set(lines):
    data = page_of([(line, "Helvetica", 5, 0, 0) for line in lines], [], 0)
    page = read_source(data, "r.pdf").pages[0]
    expected = [word for line in lines for word in line.split()]
    assert "".join(w.text for w in page.words if not w.superscript) == "".join(expected)
