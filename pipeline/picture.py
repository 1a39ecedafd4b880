"""Pictures of pages and of parts of them, with places marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

import pypdfium2 as pdfium
from PIL import Image, ImageDraw

from ..extractors.pages.opening import unreadable_page
from ..extractors.pages.pdfium import open_pdf
from ..models.geometry import Bbox, union
from ..models.page import Colour
from ..models.problem import UsageError
from .draw import render

MARK: Colour = (224, 36, 94)


def degrees(turned_pages: str | None, page: int) -> int:
    """By how many degrees clockwise the page (counted from 1) was turned to be read, by the plan's `turned_pages`."""
    pairs = (entry.partition(":") for entry in turned_pages.split()) if isinstance(turned_pages, str) else ()
    return next((int(turn) for number, _, turn in pairs if number == str(page)), 0)


def page_size(data: bytes, page: int, turn: int = 0) -> tuple[float, float]:
    """Width and height in points of the page (counted from 1) turned clockwise by so many degrees.

    Raises UsageError where there is no such page, UnreadableError where the file or the page cannot be read.
    """
    with _opened(data, page) as leaf:
        width, height = leaf.get_size()
    return (height, width) if turn in (90, 270) else (width, height)


def page_picture(data: bytes, page: int, scale: float, turn: int = 0) -> tuple[Image.Image, float]:
    """The page turned clockwise by so many degrees, and its scale in pixels a point: `scale`, or less where the page
    is very large. Raises as `page_size`."""
    with _opened(data, page) as leaf:
        return render(leaf, scale, turn)


@contextmanager
def _opened(data: bytes, page: int) -> Iterator[pdfium.PdfPage]:
    pdf = open_pdf(data, "the PDF")
    try:
        if not 1 <= page <= len(pdf):
            raise UsageError("E009", f"The PDF has no page {page}; its pages are 1 to {len(pdf)}.")
        try:
            leaf = pdf[page - 1]
        except pdfium.PdfiumError as error:
            raise unreadable_page("the PDF", page) from error
        try:
            yield leaf
        finally:
            leaf.close()
    finally:
        pdf.close()


def mark(picture: Image.Image, boxes: Iterable[Bbox], scale: float, colour: Colour = MARK) -> Image.Image:
    """A copy of a page's picture with the boxes (in points) framed and tinted."""
    layer = Image.new("RGBA", picture.size, (0, 0, 0, 0))
    pen = ImageDraw.Draw(layer)
    for left, top, right, bottom in boxes:
        place = ((left - 2) * scale, (top - 2) * scale, (right + 2) * scale, (bottom + 2) * scale)
        pen.rounded_rectangle(
            place, radius=2 * scale, fill=(*colour, 28), outline=(*colour, 255), width=max(1, round(1.2 * scale))
        )
    return Image.alpha_composite(picture.convert("RGBA"), layer).convert("RGB")


def crop(
    data: bytes, page: int, boxes: Sequence[Bbox], *, turn: int = 0, scale: float = 2.0, around: float = 28.0
) -> Image.Image:
    """The part of a page that the boxes stand on, marked, the whole width of the page and `around` points more.

    Without boxes it is the whole page. `turn`: degrees clockwise by which the page was turned to be read. Raises as
    `page_size`.
    """
    picture, scale = page_picture(data, page, scale, turn)
    if not boxes:
        return picture
    _, top, _, bottom = union(list(boxes))
    marked = mark(picture, boxes, scale)
    upper, lower = max(0, round((top - around) * scale)), min(picture.height, round((bottom + around) * scale))
    return marked.crop((0, min(upper, picture.height - 1), picture.width, max(lower, upper + 1)))
