"""Text on pictures, set with the fonts that PDFium brings along, so that no font need be installed."""

from __future__ import annotations

import ctypes
from functools import lru_cache

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from PIL import Image

from ..models.page import Colour

ASCENT = 0.75
"""Height of the letters above the baseline, as a part of the font size."""


class Lettering:
    """Lines of text to be laid over a picture of `width` times `height` pixels."""

    def __init__(self, width: int, height: int) -> None:
        self.height = height
        self.pdf = pdfium.PdfDocument.new()
        self.page = self.pdf.new_page(width, height)

    def write(
        self, x: float, top: float, text: str, size: float, colour: Colour = (0, 0, 0), bold: bool = False
    ) -> None:
        """Set one line with its left end at `x` and the top of its letters at `top`, in pixels."""
        item = _text_object(self.pdf, text, size, bold)
        pdfium_c.FPDFPageObj_SetFillColor(item, *colour, 255)
        pdfium_c.FPDFPageObj_Transform(item, 1, 0, 0, 1, x, self.height - top - size * ASCENT)
        pdfium_c.FPDFPage_InsertObject(self.page.raw, item)

    def over(self, picture: Image.Image) -> Image.Image:
        """The picture with the text on it. The lettering cannot be used afterwards."""
        self.page.gen_content()
        layer = self.page.render(scale=1, fill_color=(0, 0, 0, 0), maybe_alpha=True).to_pil().convert("RGBA")
        self.page.close()
        self.pdf.close()
        return Image.alpha_composite(picture.convert("RGBA"), layer.resize(picture.size))


@lru_cache(maxsize=4096)
def width(text: str, size: float, bold: bool = False) -> float:
    """Width of a line of text in pixels."""
    with pdfium.PdfDocument.new() as pdf:
        # Outer spaces have no ink, so a bar at each end stands in for them.
        both, bars = (_ink(pdf, content, size, bold) for content in (f"|{text}|", "||"))
    return both - bars


def wrap(text: str, limit: float, size: float, bold: bool = False, lines: int = 99) -> list[str]:
    """`text` in lines of at most `limit` pixels; what does not fit into `lines` ends in an ellipsis."""
    out: list[str] = []
    for word in text.split():
        if out and width(f"{out[-1]} {word}", size, bold) <= limit:
            out[-1] += f" {word}"
            continue
        while len(word) > 1 and width(word, size, bold) > limit:
            n = max(1, int(len(word) * limit / width(word, size, bold)))
            # The average tells where to cut, but a head of wide letters may be too long all the same.
            while n > 1 and width(word[:n], size, bold) > limit:
                n -= 1
            out.append(word[:n])
            word = word[n:]
        out.append(word)
    if len(out) > lines:
        out = out[:lines]
        while out[-1] and width(out[-1] + "…", size, bold) > limit:
            out[-1] = out[-1][:-1]
        out[-1] = out[-1].rstrip() + "…"
    return out


def _ink(pdf: pdfium.PdfDocument, text: str, size: float, bold: bool) -> float:
    item = _text_object(pdf, text, size, bold)
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    pdfium_c.FPDFPageObj_GetBounds(item, left, bottom, right, top)
    pdfium_c.FPDFPageObj_Destroy(item)
    return right.value - left.value


def _text_object(pdf: pdfium.PdfDocument, text: str, size: float, bold: bool) -> pdfium_c.FPDF_PAGEOBJECT:
    item = pdfium_c.FPDFPageObj_NewTextObj(pdf.raw, b"Helvetica-Bold" if bold else b"Helvetica", size)
    # The fonts have the letters of Western Europe; others are shown as question marks.
    known = text.encode("cp1252", "replace").decode("cp1252")
    units = (known + "\0").encode("utf-16-le")
    pdfium_c.FPDFText_SetText(item, (ctypes.c_ushort * (len(units) // 2)).from_buffer_copy(units))
    return item
