"""Nothing is lost and nothing comes twice: the letters and digits of all sections are those that the page shows."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from planspor.extractors.read import read_plan
from reportlab.platypus.doctemplate import LayoutError

from generator.draws import Layout, Structure
from generator.gold import page_letters
from generator.plan import build
from generator.strategies import designs

CORPUS = sorted((Path(__file__).parents[2] / "corpus").glob("*.pdf"))
# Making a plan takes a second with some engines: too long for shrinking.
SOME = settings(
    phases=[Phase.explicit, Phase.generate],
    max_examples=6,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)


def assert_conserved(pdf: bytes) -> None:
    """Compares with PDFium's own text; what is hidden has a role of its own and none of these files hides text."""
    shown = Counter("".join(page_letters(pdf)))
    plan = read_plan(pdf, file="plan.pdf", ocr="never")
    texts = (section.text for section in plan.sections if section.role != "hidden")
    kept = Counter(c for text in texts for c in text.casefold() if c.isalnum())
    assert kept == shown, f"lost {shown - kept}, too many {kept - shown}"


@SOME
@given(designs())
def test_generated_plans_are_read_whole(design: tuple[Structure, Layout]) -> None:
    of, look = design
    try:
        pdf = build("plan", of, look).pdf
    except (LayoutError, TypeError):  # ReportLab cannot set rows that are together higher than a page
        assume(look.engine != "reportlab")
        raise
    assert_conserved(pdf)


LOOKS = [
    Layout(engine="weasyprint", columns=2, sidebar=True, furniture="outer"),
    Layout(engine="typst", rules="borderless", page="A4 landscape", turned="flag"),
    Layout(engine="reportlab", rules="row-rules", box=True, contents=True),
    Layout(engine="typst", rules="zebra", columns=3),
]


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: f"{look.engine}-{look.rules}-{look.columns}")
def test_layouts_that_are_hard_to_order_are_read_whole(look: Layout) -> None:
    of = Structure(seed=21, chart=True, footnotes=True, quotes=True, groups="column", spans=True, two_level=True)
    assert_conserved(build("plan", of, look).pdf)


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_sample_plans_are_read_whole(path: Path) -> None:
    assert_conserved(path.read_bytes())
