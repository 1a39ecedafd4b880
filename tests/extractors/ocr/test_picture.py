"""What a picture of a page tells before it is recognised: tints, pieces of lines, the height of letters."""

from __future__ import annotations

import io

import numpy as np
import pypdfium2 as pdfium
import pytest
from PIL import Image
from planspor.extractors.ocr.heights import baseline_of, tops_of
from planspor.extractors.ocr.lines import Piece, pieces_of
from planspor.extractors.ocr.measure import Measured
from planspor.extractors.ocr.picture import picture_of
from planspor.extractors.ocr.rules import find_rules
from planspor.extractors.ocr.sizes import sizes_of
from planspor.extractors.ocr.styles import styles_of
from planspor.extractors.ocr.words import Token
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = 420, 300
SCALE = 200 / 72


def scan(canvas_of: Canvas, out: io.BytesIO) -> Image.Image:
    """The page as a scanner of 200 dots an inch sees it, with grain."""
    canvas_of.save()
    grey = pdfium.PdfDocument(out.getvalue())[0].render(scale=SCALE).to_pil().convert("L")
    grain = np.random.default_rng(4).normal(0, 6, (grey.height, grey.width))
    return Image.fromarray(np.clip(np.asarray(grey) * 0.96 + 6 + grain, 0, 255).astype(np.uint8)).convert("RGB")


def canvas() -> tuple[Canvas, io.BytesIO]:
    out = io.BytesIO()
    return Canvas(out, pagesize=(WIDTH, HEIGHT), invariant=1), out


def pieces(image: Image.Image) -> list[Piece]:
    picture = picture_of(image, SCALE)
    rules, ink = find_rules(picture)
    return pieces_of(ink, SCALE, rules, picture.areas)


def test_the_letters_of_a_low_tinted_row_are_no_lines_between_cells() -> None:
    draw, out = canvas()
    draw.setFillGray(0.85)
    draw.rect(40, 200, 340, 13, stroke=0, fill=1)
    draw.setFillGray(0)
    draw.setFont("Helvetica-Bold", 10)
    draw.drawString(44, 203, "Delmål og aktiviteter     Effekt for beboerne")
    draw.setLineWidth(0.7)
    draw.line(250, 200, 250, 213)
    areas = picture_of(scan(draw, out), SCALE).areas
    assert [round(area.x0) for area in sorted(areas, key=lambda area: area.x0)] == [40, 250]


@pytest.mark.parametrize("gap", [1, 2, 3, 4])
def test_a_line_of_text_right_above_a_tint_is_no_part_of_it(gap: int) -> None:
    """The feet of its letters darken the ground, which makes it look like the tint."""
    draw, out = canvas()
    draw.setFillGray(0.93)
    draw.rect(40, 100, 340, 60, stroke=0, fill=1)
    draw.setFillGray(0)
    draw.setFont("Helvetica", 10)
    draw.drawString(44, 162 + gap, "gennemgang af planen og mulighederne på plejecentre i kommunen")
    draw.drawString(44, 140, "en ny række begynder her")
    [area] = picture_of(scan(draw, out), SCALE).areas
    assert area.top == pytest.approx(HEIGHT - 160, abs=1.0)
    assert area.bottom == pytest.approx(HEIGHT - 100, abs=1.0)


def test_the_ring_over_a_large_letter_stays_with_it() -> None:
    draw, out = canvas()
    for n in range(8):
        draw.setFont("Helvetica", 9)
        draw.drawString(40, 180 - 14 * n, "brødtekst i den sædvanlige størrelse til hele siden")
    draw.setFont("Helvetica-Bold", 22)
    draw.drawString(40, 240, "På tværs af årene")
    found = pieces(scan(draw, out))
    assert len(found) == 9


@pytest.mark.parametrize("size", [9.0, 9.3, 9.7, 10.0, 10.4])
def test_the_height_of_letters_is_told_to_a_fraction_of_a_pixel(size: float) -> None:
    """Lines of one size that stand anywhere between the rows of pixels."""
    draw, out = canvas()
    draw.setFont("Helvetica", size)
    for n in range(14):
        draw.drawString(40, 270 - 18.13 * n, "Holdet laver planen klar")
    heights = []
    for piece in pieces(scan(draw, out)):
        base = baseline_of(piece, float(np.median(piece.letters[:, 3])))
        heights.append((base - tops_of(piece, piece.letters).min()) / SCALE)
    assert len(heights) == 14
    # The letters with ascenders of this face stand 0.72 of its size high.
    assert np.median(heights) == pytest.approx(0.72 * size, rel=0.03)
    assert max(heights) - min(heights) < 0.03 * 10


def words(base: float, *told: tuple[str, float]) -> list[Measured]:
    """A line of words with the size that the height of each tells."""
    none = np.zeros((0, 4), np.int64)
    return [
        Measured(
            Token(text, none, 0.9), base, 50.0 + 40 * n, 80.0 + 40 * n, size, float(len(text)), 1.0, 0.0, (0, 0, 0)
        )
        for n, (text, size) in enumerate(told)
    ]


def test_lines_of_capitals_have_the_size_of_those_with_ascenders() -> None:
    """In this face capitals are lower than ascenders, as in many."""
    body = [words(100 + 12 * n, ("holdet", 10.0), ("Navn", 9.2), ("bliver", 10.0)) for n in range(8)]
    alone = words(400, ("NAVN", 9.2), ("OG", 9.2), ("PERSON", 9.2))
    assert set(sizes_of([*body, alone])) == {10.0}


def test_a_short_last_line_has_the_size_of_its_paragraph() -> None:
    body = [words(100 + 12 * n, ("holdet", 10.0), ("bliver", 10.0), ("samlet", 10.0)) for n in range(6)]
    heading = words(300, ("Overblik", 11.0))
    assert sizes_of([*body, words(172, ("ser", 11.0)), heading]) == [10.0] * 7 + [11.0]


def test_the_end_of_a_broken_word_is_set_as_its_beginning() -> None:
    """Its few letters look bold and small, as round ones do."""
    body = [words(100 + 12 * n, ("holdet", 10.0), ("bliver", 10.0), ("samlet", 10.0)) for n in range(6)]
    body.append(words(172, ("samlet", 10.0), ("aktivi-", 10.0)))
    end, heading = words(184, ("teter", 8.0)), words(300, ("Mål", 10.0))
    for word in (*end, *heading):
        word.stroke = 1.4
    styles = styles_of([*body, end, heading])
    assert [(style.size, style.bold) for style in styles[-2]] == [(10.0, False)]
    assert [style.bold for style in styles[-1]] == [True]
