"""Pictures of pages show them as they were read: places of the data set fall on what is printed."""

from __future__ import annotations

import io
from pathlib import Path

import planspor
import pytest
from planspor.extractors.read import read_plan
from planspor.models.problem import UnreadableError
from planspor.pipeline.export.write import export
from planspor.pipeline.picture import crop, degrees, page_picture, page_size
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

LINES = (
    "Handleplan 2025 for stier og cykelruter",
    "Kommunen anlægger en ny sti langs kanalen og sætter lys op ved de tre broer.",
    "Arbejdet begynder, når frosten er af jorden, og stien åbner i efterårsferien.",
)


def lying(turn: int) -> bytes:
    """A page whose text runs up (90) or down (270), with nothing that says so."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4, invariant=True)
    width, height = A4
    canvas.rotate(turn)
    canvas.translate(*((0, -width) if turn == 90 else (-height, 0)))
    canvas.setFont("Helvetica", 14)
    for number, line in enumerate(LINES):
        canvas.drawString(60, 500 - 30 * number, line)
    canvas.save()
    return stream.getvalue()


@pytest.mark.parametrize("turn", [90, 270])
def test_a_page_on_its_side_is_shown_upright(turn: int) -> None:
    data = lying(turn)
    turned = read_plan(data, file="plan.pdf").turned_pages
    assert turned == f"1:{turn}"
    width, height = page_size(data, 1, turn)
    assert (round(width), round(height)) == (round(A4[1]), round(A4[0]))
    picture, scale = page_picture(data, 1, 2.0, degrees(turned, 1))
    assert picture.size == (pytest.approx(width * scale, abs=1), pytest.approx(height * scale, abs=1))


@pytest.mark.parametrize("turn", [90, 270])
def test_places_fall_on_the_print(turn: int, tmp_path: Path) -> None:
    (tmp_path / "pdfs").mkdir()
    data = lying(turn)
    (tmp_path / "pdfs" / "plan.pdf").write_bytes(data)
    found = planspor.run(tmp_path / "pdfs", tmp_path / "data")
    cells, turned = found.cells, found.plans["turned_pages"].iloc[0]
    (place,) = cells[(cells["table"] == "plans") & (cells["column"] == "plan_type")].to_dict("records")
    picture, scale = page_picture(data, 1, 2.0, degrees(turned, 1))
    box = (place["left"], place["top"], place["right"], place["bottom"])
    inside = picture.crop(tuple(round(side * scale) for side in box)).convert("L")  # type: ignore[arg-type]
    dark = sum(inside.histogram()[:128]) / (inside.width * inside.height)
    assert 0.05 < dark < 0.5
    assert inside.width > 4 * inside.height
    assert crop(data, 1, [box], turn=degrees(turned, 1)).width == picture.width


def test_a_page_that_cannot_be_opened_costs_only_its_own_picture(tmp_path: Path) -> None:
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4, invariant=True)
    for number in (1, 2):
        canvas.drawString(60, 700, f"Side {number} af planen for stier, broer og cykelruter i kommunen")
        canvas.showPage()
    canvas.save()
    data = stream.getvalue()
    # The second entry of the page tree leads nowhere.
    broken = data.replace(b"/Kids [ 3 0 R 4 0 R ]", b"/Kids [ 3 0 R 99 0 R]")
    assert broken != data
    with pytest.raises(UnreadableError, match="page 2 cannot be read"):
        page_picture(broken, 2, 1.0)
    (tmp_path / "pdfs").mkdir()
    (tmp_path / "pdfs" / "plan.pdf").write_bytes(broken)
    planspor.run(tmp_path / "pdfs", tmp_path / "data")
    done = export(tmp_path / "data", "xlsx", tmp_path / "out" / "plans.xlsx", pdfs=tmp_path / "pdfs")
    assert done.path.is_file()


def test_degrees_are_those_of_the_page() -> None:
    assert [degrees("3:90 13:270", page) for page in (1, 3, 13)] == [0, 90, 270]
    assert degrees(None, 1) == 0
