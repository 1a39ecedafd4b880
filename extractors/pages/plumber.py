"""Pages by the reader of pdfplumber: the same result as by PDFium, from an independent reading.

Some ten times slower than PDFium, it serves to check it, and files that it reads wrongly.
"""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFNoOutlines, PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfminer.pdftypes import resolve1
from pdfminer.psexceptions import PSException
from pdfminer.psparser import PSLiteral
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from ...models.geometry import Bbox
from ...models.page import OutlineEntry, Page, Source
from .assemble import page_of, read_pages
from .frame import IDENTITY, Frame
from .glyphs import sideways
from .miner import Device, Interpreter
from .opening import check_start, damaged, encrypted, unreadable_page, without_pages

_INFO = ("Title", "Author", "Subject", "Keywords", "Creator", "Producer", "CreationDate", "ModDate")
_OUTLINE_DEPTH, _OUTLINE_MOST = 8, 2000
_FAULTS = (
    PDFException,
    PSException,
    PdfminerException,
    MalformedPDFException,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)
"""What pdfminer raises where a PDF is not as it should be."""


def read_source(data: bytes, file: str, numbers: list[int] | None = None) -> Source:
    """All pages of a PDF, or those of 1-based `numbers`.

    A page that cannot be read is left out and named in `Source.problems`.

    Raises:
        UnreadableError: not a PDF (E001), empty (E002), damaged (E003), encrypted (E004), no pages (E005); E007
            where one of `numbers` is not there.
    """
    check_start(data, file)
    try:
        pdf = pdfplumber.open(io.BytesIO(data))
        pages = pdf.pages
    except PdfminerException as error:
        if isinstance(error.args[0] if error.args else None, PDFPasswordIncorrect):
            raise encrypted(file) from error
        raise damaged(file) from error
    except _FAULTS as error:
        raise damaged(file) from error
    with pdf:
        if not pages:
            raise without_pages(file) if _names_no_pages(pdf.doc) else damaged(file)
        source = Source(pages=[], outline=_outline(pdf), info=_info(pdf), tagged=_tagged(pdf))
        read_pages(source, file, len(pages), numbers, lambda number: _page(pages[number - 1], number, file))
        return source


def has_no_pages(data: bytes) -> bool:
    """Whether a PDF is sound, but for having no pages."""
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            return _names_no_pages(pdf.doc)
    except _FAULTS:
        return False


def _names_no_pages(document: Any) -> bool:
    pages = resolve1(document.catalog.get("Pages"))
    return isinstance(pages, dict) and resolve1(pages.get("Kids")) == []


def _page(page: Any, number: int, file: str) -> Page:
    try:
        obj = page.page_obj
        crop = _crop(obj.mediabox, obj.cropbox)
        wide, tall = crop[2] - crop[0], crop[3] - crop[1]
        if page.rotation in (90, 270):
            wide, tall = tall, wide
        frame = Frame(crop, page.rotation, wide, tall)
        device = _drawn(page, frame)
        degrees = sideways(device.glyphs())
        if degrees:
            frame = frame.turned(degrees)
            device = _drawn(page, frame)
    except _FAULTS as error:
        raise unreadable_page(file, number) from error
    return page_of(number, frame, device.glyphs(), device.scene)


def _drawn(page: Any, frame: Frame) -> Device:
    """What the page draws, as seen in a frame."""
    device = Device(page.pdf.rsrcmgr, frame)
    obj = page.page_obj
    Interpreter(page.pdf.rsrcmgr, device).render_contents(obj.resources, obj.contents, ctm=IDENTITY)
    return device


def _crop(media: Any, crop: Any) -> Bbox:
    """The visible box in user space: what the crop box leaves of the media box."""
    boxes = []
    for box in (media, crop):
        x0, y0, x1, y1 = (float(v) for v in box)
        boxes.append((min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))
    (a0, b0, a1, b1), (c0, d0, c1, d1) = boxes
    left, bottom, right, top = max(a0, c0), max(b0, d0), min(a1, c1), min(b1, d1)
    return (left, bottom, right, top) if left < right and bottom < top else boxes[0]


def _info(pdf: Any) -> dict[str, str]:
    return {key: pdf.metadata[key] for key in _INFO if isinstance(pdf.metadata.get(key), str) and pdf.metadata[key]}


def _tagged(pdf: Any) -> bool:
    marks = resolve1(pdf.doc.catalog.get("MarkInfo"))
    return isinstance(marks, dict) and bool(resolve1(marks.get("Marked")))


def _outline(pdf: Any) -> list[OutlineEntry]:
    numbers = {page.page_obj.pageid: page.page_number for page in pdf.pages}
    out: list[OutlineEntry] = []
    try:
        for level, title, dest, action, _ in pdf.doc.get_outlines():
            if level <= _OUTLINE_DEPTH:
                out.append(OutlineEntry(title, level, _target(pdf, dest, action, numbers)))
            if len(out) >= _OUTLINE_MOST:
                break
    except PDFNoOutlines:
        return []
    except _FAULTS:
        # A broken outline costs nothing that is printed.
        return out
    return out


def _target(pdf: Any, dest: Any, action: Any, numbers: dict[Any, int]) -> int | None:
    """The page that an entry leads to; None where it leads elsewhere."""
    dest = resolve1(dest)
    if dest is None:
        act = resolve1(action)
        dest = resolve1(act.get("D")) if isinstance(act, dict) else None
    if isinstance(dest, PSLiteral):
        dest = dest.name
    if isinstance(dest, bytes | str):
        dest = resolve1(pdf.doc.get_dest(dest))
    if isinstance(dest, dict):
        dest = resolve1(dest.get("D"))
    if not isinstance(dest, list) or not dest:
        return None
    if isinstance(dest[0], int):
        return dest[0] + 1 if 0 <= dest[0] < len(pdf.pages) else None
    return numbers.get(getattr(dest[0], "objid", None))
