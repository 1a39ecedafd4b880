"""Pictures of pages and of parts of them, with places marked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pypdfium2 as pdfium
from PIL import Image, ImageDraw

from ..models.geometry import Bbox, union
from ..models.page import Colour
from ..models.problem import UsageError
from .draw import render_page

MARK: Colour = (224, 36, 94)


def page_size(data: bytes, page: int) -> tuple[float, float]:
    """Width and height in points of the page (counted from 1) as it is shown. Raises UsageError."""
    with pdfium.PdfDocument(data) as pdf:
        if not 1 <= page <= len(pdf):
            raise UsageError("E009", f"The PDF has no page {page}; its pages are 1 to {len(pdf)}.")
        width, height = pdf.get_page_size(page - 1)
    return width, height


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


def crop(data: bytes, page: int, boxes: Sequence[Bbox], *, scale: float = 2.0, around: float = 28.0) -> Image.Image:
    """The part of a page that the boxes stand on, marked, the whole width of the page and `around` points more.

    Without boxes it is the whole page. Raises UsageError where there is no such page.
    """
    page_size(data, page)
    picture, scale = render_page(data, page, scale)
    if not boxes:
        return picture
    _, top, _, bottom = union(list(boxes))
    marked = mark(picture, boxes, scale)
    upper, lower = max(0, round((top - around) * scale)), min(picture.height, round((bottom + around) * scale))
    return marked.crop((0, min(upper, picture.height - 1), picture.width, max(lower, upper + 1)))
