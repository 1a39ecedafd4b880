"""Scanned pages beside digital ones: pictures of text are read, pictures of things are left in peace."""

from __future__ import annotations

import io

import numpy as np
import pypdfium2 as pdfium
import pytest
from PIL import Image
from planspor.extractors.read import read_document, read_plan
from planspor.models.layout import Document
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

TEXT = (
    "Kommunen vil give flere unge en plads i en forening.",
    "Indsatsen begynder i foråret og slutter ved årets udgang.",
    "Udvalget får en status hvert halve år.",
)
DIGITAL = "Denne side er sat med almindelig tekst."
WIDTH, HEIGHT = 400, 300

needs_tesseract = pytest.mark.needs_tool("tesseract", "tesseract-ocr, tesseract-ocr-dan")


def picture_of_text(lines: tuple[str, ...] = TEXT) -> Image.Image:
    """The lines as a scanner of 200 dots an inch sees them."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(WIDTH, HEIGHT), invariant=1)
    canvas.setFont("Helvetica", 12)
    for n, line in enumerate(lines):
        canvas.drawString(30, 240 - 20 * n, line)
    canvas.save()
    grey = pdfium.PdfDocument(out.getvalue())[0].render(scale=200 / 72).to_pil().convert("L")
    noise = np.random.default_rng(3).normal(0, 5, (grey.height, grey.width))
    return Image.fromarray(np.clip(np.asarray(grey) * 0.95 + 5 + noise, 0, 255).astype(np.uint8))


def photograph() -> Image.Image:
    """Soft shapes in all greys, as a picture between chapters has them."""
    y, x = np.mgrid[0:600, 0:800]
    sky = 90 + 70 * np.sin(x / 130) * np.cos(y / 170) + 60 * (y / 600)
    grain = np.random.default_rng(5).normal(0, 4, sky.shape)
    return Image.fromarray(np.clip(sky + grain, 0, 255).astype(np.uint8))


def pdf(*pages: tuple[Image.Image | None, tuple[str, ...]]) -> bytes:
    """Pages of a picture that fills them, with lines of digital text over it."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(WIDTH, HEIGHT), invariant=1)
    for picture, lines in pages:
        if picture is not None:
            # A scan that was turned stands on a page that was turned with it.
            upright = picture.width >= picture.height
            size = (WIDTH, HEIGHT) if upright else (HEIGHT, WIDTH)
            canvas.setPageSize(size)
            canvas.drawImage(ImageReader(picture), 0, 0, *size)
        canvas.setFont("Helvetica", 12)
        for n, line in enumerate(lines):
            canvas.drawString(30, 100 - 20 * n, line)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def read(data: bytes, ocr: str = "auto") -> Document:
    return read_document(data, file="plan.pdf", ocr=ocr)  # type: ignore[arg-type]


def words(document: Document, page: int) -> list[str]:
    return [word.text for word in document.pages[page - 1].words]


@needs_tesseract
def test_a_scan_among_digital_pages_is_read() -> None:
    document = read(pdf((None, (DIGITAL,)), (picture_of_text(), ())))
    assert words(document, 1) == DIGITAL.split()
    assert words(document, 2) == " ".join(TEXT).split()
    assert [page.recognised for page in document.pages] == [False, True]
    assert document.problems == []


@needs_tesseract
@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_scan_that_lies_on_its_side_or_head_is_turned(turn: int) -> None:
    data = pdf((picture_of_text().rotate(turn, expand=True), ()))
    (page,) = read(data).pages
    assert [word.text for word in page.words] == " ".join(TEXT).split()
    assert (page.width, page.height, page.sideways) == (WIDTH, HEIGHT, turn)
    upright = read(pdf((picture_of_text(), ()))).pages[0]
    for word, other in zip(page.words, upright.words, strict=True):
        assert word.bbox == pytest.approx(other.bbox, abs=1.5)
    assert read_plan(data, file="plan.pdf").turned_pages == f"1:{turn}"
    assert read_plan(pdf((picture_of_text(), ())), file="plan.pdf").turned_pages is None


@needs_tesseract
def test_a_line_printed_over_a_scan_does_not_keep_it_from_being_read() -> None:
    document = read(pdf((picture_of_text(), ("Modtaget 3. maj",))))
    assert set(" ".join(TEXT).split()) <= set(words(document, 1))


@pytest.mark.parametrize("over", [(), ("Vores by",)])
def test_a_photograph_is_no_scan(over: tuple[str, ...]) -> None:
    data = pdf((None, (DIGITAL,)), (photograph(), over))
    for ocr in ("never", "auto"):
        document = read(data, ocr)
        assert document.problems == []
        assert not any(page.recognised for page in document.pages)
        assert words(document, 2) == " ".join(over).split()


def test_a_scan_that_is_not_read_is_named() -> None:
    document = read(pdf((None, (DIGITAL,)), (picture_of_text(("Kun en enkelt linje her",)), ())), "never")
    (problem,) = document.problems
    assert (problem.code, problem.page) == ("W001", 2)
    assert "page 2 holds a picture and no text" in problem.message


def layered(lines: tuple[str, ...]) -> bytes:
    """A scan with a layer of text that is not shown, as scanners' programs lay it over."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(WIDTH, HEIGHT), invariant=1)
    canvas.drawImage(ImageReader(picture_of_text()), 0, 0, WIDTH, HEIGHT)
    for n, line in enumerate(lines):
        text = canvas.beginText(30, 240 - 20 * n)
        text.setFont("Helvetica", 12)
        text.setTextRenderMode(3)
        text.textOut(line)
        canvas.drawText(text)
    canvas.save()
    return out.getvalue()


MOVED = tuple("".join(chr(ord(c) + 3) if c != " " else c for c in line) for line in TEXT)
"""The text as a font with wrong names for its letters gives it."""
NUMBERED = tuple(" ".join("".join(f"(cid:{ord(c)})" for c in word) for word in line.split()) for line in TEXT)


@needs_tesseract
@pytest.mark.parametrize("layer", [MOVED, NUMBERED])
def test_a_layer_of_text_that_is_none_is_read_again_from_the_picture(layer: tuple[str, ...]) -> None:
    document = read(layered(layer))
    assert words(document, 1) == " ".join(TEXT).split()
    assert document.pages[0].recognised
    assert document.problems == []


@pytest.mark.parametrize("layer", [MOVED, NUMBERED])
def test_a_layer_of_text_that_is_none_is_named_where_it_is_not_read_again(layer: tuple[str, ...]) -> None:
    (problem,) = read(layered(layer), "never").problems
    assert (problem.code, problem.page) == ("W001", 1)
    assert "text that cannot be read" in problem.message


def test_a_good_layer_of_text_is_taken_as_it_is() -> None:
    document = read(layered(TEXT))
    assert words(document, 1) == " ".join(TEXT).split()
    assert not document.pages[0].recognised
