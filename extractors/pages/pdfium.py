"""Pages by PDFium: every character, rule, filled area and picture with its place.

PDFium hands out characters some ten times faster than a reader written in Python, which is why
it is the default.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ...models.page import OutlineEntry, Page, Source
from ...models.problem import UnreadableError
from . import native
from .assemble import page_of, read_pages
from .frame import Frame
from .glyphs import Glyphs, Run
from .objects import Objects, read_objects
from .overprint import mark_drawn_again
from .text import blanks

_ERRORS = {
    raw.FPDF_ERR_FILE: "E009",
    raw.FPDF_ERR_FORMAT: "E003",
    raw.FPDF_ERR_PASSWORD: "E004",
    raw.FPDF_ERR_SECURITY: "E004",
}
_OUTLINE_DEPTH, _OUTLINE_MOST = 8, 2000


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

    A page that cannot be read is left out and named in `Source.problems`.

    Raises:
        UnreadableError: as `open_pdf`; E007 where one of `numbers` is not there.
    """
    with _collection_paused():
        return _read_source(data, file, numbers)


@contextmanager
def _collection_paused() -> Iterator[None]:
    """Keep Python from searching for cycles: tens of thousands of words make none, and it costs a fifth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _read_source(data: bytes, file: str, numbers: list[int] | None) -> Source:
    pdf = open_pdf(data, file)
    try:
        source = Source(pages=[], outline=_outline(pdf), info=_info(pdf), tagged=bool(raw.FPDFCatalog_IsTagged(pdf)))
        read_pages(source, file, len(pdf), numbers, lambda number: read_page(pdf, number, file))
        return source
    finally:
        pdf.close()


def read_page(pdf: pdfium.PdfDocument, number: int, file: str) -> Page:
    """One page, by its 1-based number. Raises UnreadableError (E007) where PDFium cannot load it."""
    try:
        page = pdf[number - 1]
    except pdfium.PdfiumError as error:
        raise UnreadableError(
            "E007", f"{file}: page {number} cannot be read; repair the PDF or export it again.", number
        ) from error
    try:
        width, height = page.get_size()
        frame = Frame(page.get_bbox(), page.get_rotation(), width, height)
        objects = read_objects(native.address(page.raw), frame)
        glyphs = _glyphs(page, frame, objects)
        return page_of(number, frame, glyphs, objects.scene)
    finally:
        page.close()


def _glyphs(page: pdfium.PdfPage, frame: Frame, objects: Objects) -> Glyphs:
    """All printed characters, in the order of the content stream."""
    textpage = page.get_textpage()
    try:
        handle = native.address(textpage.raw)
        count = native.count_chars(handle)
        if count <= 0:
            return Glyphs()
        text = native.text_of(handle, count)
        runs: list[Run] = []
        run = np.full(count, -1, np.int64)
        for address, first, end in native.text_objects(handle, count):
            found = objects.runs.get(address)
            if found is None:
                continue
            run[first:end] = len(runs)
            runs.append(found)
        if len(runs) < len(objects.runs):
            drawn = list(objects.runs.values())
            kept = set(map(id, runs))
            mark_drawn_again(drawn, {i for i, run in enumerate(drawn) if id(run) in kept})
        boxes = frame.boxes(native.loose_boxes(handle, count).astype(np.float64))
    finally:
        textpage.close()
    # Spaces and line ends that PDFium adds belong to no object and have no width.
    kept = (run >= 0) & ~(blanks(text) & (boxes[:, 0] == boxes[:, 2]))
    return Glyphs(text, boxes, run, runs).take(kept)


def _outline(pdf: pdfium.PdfDocument) -> list[OutlineEntry]:
    out: list[OutlineEntry] = []
    try:
        for mark in pdf.get_toc(max_depth=_OUTLINE_DEPTH):
            dest = mark.get_dest()
            index = dest.get_index() if dest else None
            out.append(OutlineEntry(mark.get_title(), mark.level + 1, None if index is None else index + 1))
            if len(out) >= _OUTLINE_MOST:
                break
    except pdfium.PdfiumError:
        # A broken outline costs nothing that is printed.
        return out
    return out


def _info(pdf: pdfium.PdfDocument) -> dict[str, str]:
    return dict(pdf.get_metadata_dict(skip_empty=True))
