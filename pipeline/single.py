"""One PDF at a time: its plan, its tables, a picture of a page."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from ..extractors.read import read_document, read_plan, read_plan_with_document
from ..models.plan import Plan
from ..models.problem import UnreadableError, UsageError
from .archive import SourceFile, one
from .batch import check_engine
from .rawtables import RawTable, raw_tables

if TYPE_CHECKING:
    from PIL.Image import Image


def read(path: str | os.PathLike[str], *, engine: str = "pdfium") -> Plan:
    """The plan in one PDF. Raises UsageError and UnreadableError."""
    check_engine(engine)
    source = one(path)
    return read_plan(_bytes(source), file=source.file, manifest=source.manifest, engine=engine)


def tables(path: str | os.PathLike[str], *, pages: list[int] | None = None, engine: str = "pdfium") -> list[RawTable]:
    """The raw tables of a PDF. Raises UsageError, also for a page that there is not, and UnreadableError."""
    check_engine(engine)
    source = one(path)
    data = _bytes(source)
    for page in pages or ():
        _check_page(data, source, page)
    return raw_tables(read_document(data, file=source.file, engine=engine, pages=pages), source.file)


def draw(path: str | os.PathLike[str], page: int, *, scale: float = 2.0, engine: str = "pdfium") -> Image:
    """A picture of a page with what was understood. Raises UsageError and UnreadableError."""
    from .draw import draw_page

    check_engine(engine)
    if scale <= 0:
        raise UsageError("E009", f"The scale must be more than 0, not {scale:g}.")
    source = one(path)
    data = _bytes(source)
    _check_page(data, source, page)
    plan, document = read_plan_with_document(data, file=source.file, manifest=source.manifest, engine=engine)
    return draw_page(data, plan, document, page, scale=scale)


def _bytes(source: SourceFile) -> bytes:
    try:
        return source.path.read_bytes()
    except OSError as error:
        raise UnreadableError("E009", f"{source.file} cannot be opened: {error.strerror}.") from error


def _check_page(data: bytes, source: SourceFile, page: int) -> None:
    """Raises UsageError where a PDF that can be opened has no such page."""
    import pypdfium2 as pdfium

    try:
        with pdfium.PdfDocument(data) as pdf:
            count = len(pdf)
    except pdfium.PdfiumError:
        return  # The reader tells what is wrong with the file.
    if not 1 <= page <= count:
        raise UsageError("E009", f"{source.file} has no page {page}; its pages are 1 to {count}.")
