"""Pages by PDFium: every character, rule, filled area and picture with its place.

PDFium hands out characters some ten times faster than a reader written in Python, which is why
it is the default. Its C functions are called through `pypdfium2.raw`.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ...models.geometry import Bbox
from ...models.page import Char, OutlineEntry, Page, Source, Style
from ...models.problem import UnreadableError
from .shapes import Shape, shapes_to_page
from .text import base_font_name, is_bold, is_italic, mend_char
from .words import words_of

_MAX_FORM_DEPTH = 20

_ERRORS = {
    raw.FPDF_ERR_FILE: "E009",
    raw.FPDF_ERR_FORMAT: "E003",
    raw.FPDF_ERR_PASSWORD: "E004",
    raw.FPDF_ERR_SECURITY: "E004",
}


def open_pdf(data: bytes, file: str) -> pdfium.PdfDocument:
    """Open a PDF from its bytes.

    Raises:
        UnreadableError: not a PDF (E001), empty (E002), damaged (E003), encrypted (E004), no pages (E005).
    """
    if not data:
        raise UnreadableError("E002", f"{file}: the file is empty; fetch it again from its source.")
    if b"%PDF-" not in data[:1024]:
        raise UnreadableError("E001", f"{file}: this is not a PDF (no %PDF- at its start); save it as PDF first.")
    try:
        pdf = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        code = _ERRORS.get(getattr(error, "err_code", None) or 0, "E003")
        if code == "E004":
            message = f"{file}: the PDF is encrypted; save a copy without a password."
        else:
            code = "E003"
            message = f"{file}: the PDF is damaged or cut off and cannot be opened; fetch it again from its source."
        raise UnreadableError(code, message) from error
    if len(pdf) == 0:
        pdf.close()
        raise UnreadableError("E005", f"{file}: the PDF has no pages; fetch it again from its source.")
    return pdf


def read_source(data: bytes, file: str, numbers: list[int] | None = None) -> Source:
    """All pages of a PDF, or those of 1-based `numbers`; each page is closed after use.

    Raises:
        UnreadableError: as `open_pdf`; E007 where a page cannot be read.
    """
    pdf = open_pdf(data, file)
    try:
        pages = []
        for number in numbers or range(1, len(pdf) + 1):
            if not 1 <= number <= len(pdf):
                raise UnreadableError("E007", f"{file}: there is no page {number}; it has {len(pdf)}.", number)
            pages.append(read_page(pdf, number, file))
        return Source(pages=pages, outline=_outline(pdf), info=_info(pdf), tagged=bool(raw.FPDFCatalog_IsTagged(pdf)))
    finally:
        pdf.close()


def read_page(pdf: pdfium.PdfDocument, number: int, file: str) -> Page:
    """One page, by its 1-based number. Raises UnreadableError (E007) where PDFium cannot load it."""
    try:
        page = pdf[number - 1]
    except pdfium.PdfiumError as error:
        raise UnreadableError("E007", f"{file}: page {number} cannot be read; repair or re-export the PDF.", number) from error
    try:
        width, height = page.get_size()
        frame = _Frame(page, width, height)
        out = Page(number=number, width=width, height=height, rotation=page.get_rotation())
        shapes, styles = _objects(page, frame, out)
        out.chars = _chars(page, frame, styles)
        shapes_to_page(shapes, out)
        out.words = words_of(out.chars)
        return out
    finally:
        page.close()


class _Frame:
    """From PDF user space to points from the top left of the page as seen (crop box and /Rotate applied)."""

    __slots__ = ("height", "left", "rotation", "top", "width", "a", "b", "c", "d", "e", "f")

    def __init__(self, page: pdfium.PdfPage, width: float, height: float) -> None:
        left, bottom, right, top = page.get_bbox()
        self.width, self.height = width, height
        turn = page.get_rotation()
        self.rotation = turn
        # x' = a*x + c*y + e ; y' = b*x + d*y + f  with y' growing downwards
        if turn == 0:
            self.a, self.b, self.c, self.d, self.e, self.f = 1, 0, 0, -1, -left, top
        elif turn == 90:
            self.a, self.b, self.c, self.d, self.e, self.f = 0, 1, 1, 0, -bottom, -left
        elif turn == 180:
            self.a, self.b, self.c, self.d, self.e, self.f = -1, 0, 0, 1, right, -bottom
        else:
            self.a, self.b, self.c, self.d, self.e, self.f = 0, -1, -1, 0, top, right

    def box(self, left: float, bottom: float, right: float, top: float) -> Bbox:
        if self.rotation == 0:
            return (left + self.e, self.f - top, right + self.e, self.f - bottom)
        x0, y0 = self.point(left, bottom)
        x1, y1 = self.point(right, top)
        return (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))

    def point(self, x: float, y: float) -> tuple[float, float]:
        return (self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f)


class _TextStyle:
    """The style of a text object, and whether its baseline is level on the page as seen."""

    __slots__ = ("style", "upright")

    def __init__(self, style: Style, upright: bool) -> None:
        self.style = style
        self.upright = upright


def _objects(page: pdfium.PdfPage, frame: _Frame, out: Page) -> tuple[list[Shape], dict[int, _TextStyle]]:
    """The page's shapes in drawing order, and the style of each text object by its address."""
    shapes: list[Shape] = []
    styles: dict[int, _TextStyle] = {}
    fonts: dict[int, tuple[str, bool, bool]] = {}
    colour = [ctypes.c_uint() for _ in range(4)]
    for obj, matrix in _walk(page.raw, raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject, None, 0):
        kind = raw.FPDFPageObj_GetType(obj)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            styles[ctypes.addressof(obj.contents)] = _text_style(obj, matrix, frame, fonts, colour)
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            shape = _shape(obj, matrix, frame, colour)
            if shape is not None:
                shapes.append(shape)
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            box = _bounds(obj, matrix, frame)
            if box is not None:
                out.pictures.append(box)
    return shapes, styles


Matrix = tuple[float, float, float, float, float, float]


def _walk(holder, count, get, matrix: Matrix | None, depth: int) -> Iterator[tuple]:  # type: ignore[no-untyped-def,type-arg]
    """Every page object in drawing order with the matrix of the forms around it (None: the identity)."""
    for i in range(count(holder)):
        obj = get(holder, i)
        if raw.FPDFPageObj_GetType(obj) == raw.FPDF_PAGEOBJ_FORM:
            if depth < _MAX_FORM_DEPTH:
                inner = _multiply(_matrix(obj), matrix)
                yield from _walk(obj, raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject, inner, depth + 1)
        else:
            yield obj, matrix


def _matrix(obj) -> Matrix:  # type: ignore[no-untyped-def]
    m = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(obj, m)
    return (m.a, m.b, m.c, m.d, m.e, m.f)


def _multiply(inner: Matrix, outer: Matrix | None) -> Matrix:
    if outer is None:
        return inner
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _rgb(obj, getter, colour) -> tuple[tuple[int, int, int], int] | None:  # type: ignore[no-untyped-def]
    red, green, blue, alpha = colour
    if not getter(obj, red, green, blue, alpha):
        return None
    return (red.value, green.value, blue.value), alpha.value


def _text_style(obj, matrix: Matrix | None, frame: _Frame, fonts, colour) -> _TextStyle:  # type: ignore[no-untyped-def]
    size = ctypes.c_float()
    raw.FPDFTextObj_GetFontSize(obj, size)
    a, b, c, d, _, _ = _multiply(_matrix(obj), matrix)
    scale = (c * c + d * d) ** 0.5
    font = raw.FPDFTextObj_GetFont(obj)
    key = ctypes.addressof(font.contents) if font else 0
    if key not in fonts:
        fonts[key] = _font(font) if font else ("", False, False)
    name, bold, italic = fonts[key]
    found = _rgb(obj, raw.FPDFPageObj_GetFillColor, colour)
    rgb, alpha = found if found else ((0, 0, 0), 255)
    mode = raw.FPDFTextObj_GetTextRenderMode(obj)
    hidden = mode in (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP) or alpha == 0
    # A stroke in the colour of the fill thickens the letters: the usual way of faking bold.
    bold = bold or mode in (raw.FPDF_TEXTRENDERMODE_FILL_STROKE,)
    italic = italic or (abs(c) > 0.1 * abs(d) and abs(b) < 0.01 * abs(a))
    # Direction of the baseline as seen: (a, b) in user space, turned with the page.
    level = abs(frame.a * a + frame.c * b) >= abs(frame.b * a + frame.d * b)
    return _TextStyle(Style(name, round(size.value * scale, 1), bold, italic, rgb, hidden), level)


def _font(font) -> tuple[str, bool, bool]:  # type: ignore[no-untyped-def]
    n = raw.FPDFFont_GetBaseFontName(font, None, 0)
    buffer = ctypes.create_string_buffer(max(n, 1))
    raw.FPDFFont_GetBaseFontName(font, buffer, n)
    name = base_font_name(buffer.value.decode("utf-8", "replace"))
    weight = raw.FPDFFont_GetWeight(font)
    flags = raw.FPDFFont_GetFlags(font)
    angle = ctypes.c_int()
    raw.FPDFFont_GetItalicAngle(font, angle)
    return name, is_bold(name, weight, flags), is_italic(name, angle.value, flags)


def _bounds(obj, matrix: Matrix | None, frame: _Frame) -> Bbox | None:  # type: ignore[no-untyped-def]
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not raw.FPDFPageObj_GetBounds(obj, left, bottom, right, top):
        return None
    if matrix is None:
        return frame.box(left.value, bottom.value, right.value, top.value)
    xs, ys = [], []
    a, b, c, d, e, f = matrix
    for x in (left.value, right.value):
        for y in (bottom.value, top.value):
            px, py = frame.point(a * x + c * y + e, b * x + d * y + f)
            xs.append(px)
            ys.append(py)
    return (min(xs), min(ys), max(xs), max(ys))


def _shape(obj, matrix: Matrix | None, frame: _Frame, colour) -> Shape | None:  # type: ignore[no-untyped-def]
    mode, stroked = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(obj, mode, stroked)
    fill = _rgb(obj, raw.FPDFPageObj_GetFillColor, colour) if mode.value else None
    stroke = _rgb(obj, raw.FPDFPageObj_GetStrokeColor, colour) if stroked.value else None
    if fill is not None and fill[1] == 0:
        fill = None
    if stroke is not None and stroke[1] == 0:
        stroke = None
    if fill is None and stroke is None:
        return None
    width = ctypes.c_float()
    raw.FPDFPageObj_GetStrokeWidth(obj, width)
    a, b, c, d, e, f = _multiply(_matrix(obj), matrix)
    scale = abs(a * d - b * c) ** 0.5
    paths: list[list[tuple[float, float]]] = []
    curved = False
    x, y = ctypes.c_float(), ctypes.c_float()
    for i in range(min(raw.FPDFPath_CountSegments(obj), 400)):
        segment = raw.FPDFPath_GetPathSegment(obj, i)
        kind = raw.FPDFPathSegment_GetType(segment)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = frame.point(a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        if kind == raw.FPDF_SEGMENT_MOVETO or not paths:
            paths.append([point])
        else:
            curved = curved or kind == raw.FPDF_SEGMENT_BEZIERTO
            paths[-1].append(point)
        if raw.FPDFPathSegment_GetClose(segment) and paths[-1][0] != paths[-1][-1]:
            paths[-1].append(paths[-1][0])
    return Shape(
        paths=paths,
        curved=curved,
        fill=fill[0] if fill else None,
        stroke=stroke[0] if stroke else None,
        width=width.value * scale,
    )


def _chars(page: pdfium.PdfPage, frame: _Frame, styles: dict[int, _TextStyle]) -> list[Char]:
    """All characters but spaces, in the order of the content stream."""
    textpage = page.get_textpage()
    try:
        handle = textpage.raw
        n = raw.FPDFText_CountChars(handle)
        get_unicode, get_object, get_box = raw.FPDFText_GetUnicode, raw.FPDFText_GetTextObject, raw.FPDFText_GetLooseCharBox
        generated = raw.FPDFText_IsGenerated
        rect = raw.FS_RECTF()
        addressof = ctypes.addressof
        unknown = _TextStyle(Style("", 0.0, False, False, (0, 0, 0)), True)
        out: list[Char] = []
        for i in range(n):
            code = get_unicode(handle, i)
            if code <= 32 or code == 0xA0:
                continue
            obj = get_object(handle, i)
            if not obj:
                if generated(handle, i) == 1:
                    continue
                style = unknown
            else:
                style = styles.get(addressof(obj.contents), unknown)
            text = mend_char(code)
            if not text:
                continue
            get_box(handle, i, rect)
            x0, top, x1, bottom = frame.box(rect.left, rect.bottom, rect.right, rect.top)
            out.append(Char(text, x0, top, x1, bottom, style.style, style.upright))
        return out
    finally:
        textpage.close()


def _outline(pdf: pdfium.PdfDocument) -> list[OutlineEntry]:
    out: list[OutlineEntry] = []
    try:
        for mark in pdf.get_toc(max_depth=8):
            dest = mark.get_dest()
            index = dest.get_index() if dest else None
            out.append(OutlineEntry(mark.get_title(), mark.level + 1, None if index is None else index + 1))
            if len(out) >= 2000:
                break
    except pdfium.PdfiumError:
        # A broken outline costs nothing that is printed.
        return out
    return out


def _info(pdf: pdfium.PdfDocument) -> dict[str, str]:
    return {key: value for key, value in pdf.get_metadata_dict(skip_empty=True).items()}
