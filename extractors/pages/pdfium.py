"""Pages by PDFium: every character, rule, filled area and picture with its place.

PDFium hands out characters some ten times faster than a reader written in Python, which is why
it is the default.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ...models.page import OutlineEntry, Page, Source
from ..pause import collection_paused
from . import native
from .assemble import page_of, read_pages
from .frame import Frame
from .glyphs import Glyphs, Ints, Run, sideways
from .marks import RAISED, candidates, raise_marks
from .objects import MOST_OBJECTS, Objects, TooManyObjects, read_objects
from .opening import check_start, damaged, encrypted, overloaded_page, unreadable_page, without_pages
from .overhang import Face, trim_overhangs
from .overprint import mark_drawn_again
from .tags import read_tags
from .text import UNKNOWN, blanks

_LOCKED = (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
_OUTLINE_DEPTH, _OUTLINE_MOST = 8, 2000


def open_pdf(data: bytes, file: str) -> pdfium.PdfDocument:
    """Open a PDF from its bytes.

    Raises:
        UnreadableError: not a PDF (E001), empty (E002), damaged (E003), encrypted (E004), no pages (E005).
    """
    check_start(data, file)
    try:
        pdf = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) in _LOCKED:
            raise encrypted(file) from error
        from .plumber import has_no_pages  # slow to load, and PDFium calls a file of no pages damaged

        raise (without_pages(file) if has_no_pages(data) else damaged(file)) from error
    if len(pdf) == 0:
        pdf.close()
        raise without_pages(file)
    return pdf


def read_source(data: bytes, file: str, numbers: list[int] | None = None) -> Source:
    """All pages of a PDF, or those of 1-based `numbers`; each page is closed after use.

    A page that cannot be read is left out and named in `Source.problems`.

    Raises:
        UnreadableError: as `open_pdf`; E007 where one of `numbers` is not there.
    """
    with collection_paused():
        return _read_source(data, file, numbers)


def _read_source(data: bytes, file: str, numbers: list[int] | None) -> Source:
    pdf = open_pdf(data, file)
    try:
        source = Source(pages=[], outline=_outline(pdf), info=_info(pdf), tagged=bool(raw.FPDFCatalog_IsTagged(pdf)))
        read_pages(source, file, len(pdf), numbers, lambda number: read_page(pdf, number, file))
        return source
    finally:
        pdf.close()


def read_page(pdf: pdfium.PdfDocument, number: int, file: str) -> Page:
    """One page, by its 1-based number. Raises UnreadableError (E007) where it cannot be loaded or draws too much."""
    try:
        page = pdf[number - 1]
    except pdfium.PdfiumError as error:
        raise unreadable_page(file, number) from error
    try:
        width, height = page.get_size()
        frame = Frame(page.get_bbox(), page.get_rotation(), width, height)
        objects = read_objects(native.address(page.raw), frame)
        glyphs = _glyphs(page, frame, objects)
        degrees = sideways(glyphs)
        if degrees:
            frame = frame.turned(degrees)
            objects = read_objects(native.address(page.raw), frame)
            glyphs = _glyphs(page, frame, objects)
        out = page_of(number, frame, glyphs, objects.scene)
        if raw.FPDFCatalog_IsTagged(pdf):
            out.tags = read_tags(page, frame)
        return out
    except TooManyObjects as error:
        raise overloaded_page(file, number, MOST_OBJECTS) from error
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
        faces: list[Face] = []
        run = np.full(count, -1, np.int64)
        for address, first, end in native.text_objects(handle, count):
            found = objects.runs.get(address)
            if found is None:
                continue
            run[first:end] = len(runs)
            runs.append(found)
            faces.append(objects.faces[address])
        if len(runs) < len(objects.runs):
            drawn = list(objects.runs.values())
            kept = set(map(id, runs))
            mark_drawn_again(drawn, {i for i, run in enumerate(drawn) if id(run) in kept})
        raw_boxes = native.loose_boxes(handle, count).astype(np.float64)
        trim_overhangs(handle, text, raw_boxes, run, faces)
        boxes = frame.boxes(raw_boxes)
        high = _raised(handle, text, run, runs, frame)
        text = _with_unknown(handle, text, run, faces)
    finally:
        textpage.close()
    # Spaces and line ends that PDFium adds belong to no object and have no width.
    kept = (run >= 0) & ~(blanks(text) & (raw_boxes[:, 0] == raw_boxes[:, 2]))
    glyphs = Glyphs(text, boxes, run, runs)
    raise_marks(glyphs, high)
    return _in_drawing_order(glyphs.take(kept))


def _in_drawing_order(glyphs: Glyphs) -> Glyphs:
    """PDFium sorts the texts of a line by their places; a page's characters are in the order of its content."""
    places = np.array([run.z for run in glyphs.runs])[glyphs.run] if len(glyphs) else np.zeros(0)
    if (np.diff(places) >= 0).all():
        return glyphs
    return glyphs.take(np.argsort(places, kind="stable"))


def _raised(handle: int, text: str, run: Ints, runs: list[Run], frame: Frame) -> list[int]:
    """Figures behind words that stand high over the baseline."""
    out: list[int] = []
    box = np.zeros(4)
    at = box.ctypes.data
    for i in candidates(text):
        if run[i] < 0 or not runs[run[i]].level or frame.rotation:
            continue
        native.get_char_box(handle, i, at, at + 8, at + 16, at + 24)
        foot = frame.point(box[0], box[2])[1]
        if runs[run[i]].y - foot > RAISED * runs[run[i]].style.size:
            out.append(i)
    return out


def _with_unknown(handle: int, text: str, run: Ints, faces: list[Face]) -> str:
    """Make characters that the PDF does not name U+FFFD, where what PDFium gives for them means nothing.

    PDFium gives their codes. In fonts of single bytes these are letters more often than not; in others they number
    the font's glyphs, which shows in codes that are no letters.
    """
    starts = np.flatnonzero(np.diff(run, prepend=-1))
    suspects = {faces[run[i]].font for i in starts.tolist() if run[i] >= 0 and native.is_unmapped(handle, i)}
    if not suspects:
        return text
    letters = list(text)
    for font in suspects:
        of_font = np.array([face.font == font for face in faces])
        places = np.flatnonzero(of_font[run] & (run >= 0)).tolist()
        unnamed = [i for i in places if native.is_unmapped(handle, i)]
        if any(not " " <= text[i] <= "\xff" for i in unnamed):
            for i in unnamed:
                letters[i] = UNKNOWN
    return "".join(letters)


def _outline(pdf: pdfium.PdfDocument) -> list[OutlineEntry]:
    out: list[OutlineEntry] = []
    try:
        for mark in pdf.get_toc(max_depth=_OUTLINE_DEPTH):
            dest = mark.get_dest()
            index = dest.get_index() if dest else None
            title = _text(partial(raw.FPDFBookmark_GetTitle, mark))
            out.append(OutlineEntry(title, mark.level + 1, None if index is None else index + 1))
            if len(out) >= _OUTLINE_MOST:
                break
    except pdfium.PdfiumError:
        # A broken outline costs nothing that is printed.
        return out
    return out


def _info(pdf: pdfium.PdfDocument) -> dict[str, str]:
    found = {key: _text(partial(raw.FPDF_GetMetaText, pdf, key.encode())) for key in pdf.METADATA_KEYS}
    return {key: text for key, text in found.items() if text}


def _text(ask: Callable[[Any, int], int]) -> str:
    """A text that stands beside the pages. pypdfium2 itself raises where half of a pair of UTF-16 is missing."""
    size = ask(None, 0)
    buffer = ctypes.create_string_buffer(size)
    ask(buffer, size)
    return buffer.raw[: max(size - 2, 0)].decode("utf-16-le", "replace")
