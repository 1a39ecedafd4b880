"""The whole way from the bytes of a PDF to a plan, one step after the other.

    bytes -> pages (characters, words, rules) -> tables and layout (blocks in reading order) -> plan

Every step is a pure function; none opens a file or keeps a state.
"""

from __future__ import annotations

import hashlib

from ..models.layout import Document
from ..models.manifest import ManifestRow
from ..models.plan import Plan
from ..models.problem import Problem
from .layout.document import build_document
from .ocr.recognise import Ocr, recognise_pages
from .pages.read import read_source
from .plan.compose import compose
from .tables.find import find_all
from .tables.join import join_tables
from .tables.tag_check import table_disagreements


def read_document(
    data: bytes, *, file: str, engine: str = "pdfium", pages: list[int] | None = None, ocr: Ocr = "auto"
) -> Document:
    """The layout of a PDF: all its text once, in reading order, with its tables joined over pages.

    Args:
        data: The PDF's bytes.
        file: Its name, for messages.
        engine: `pdfium`, or `pdfplumber` for that library's own reader.
        pages: 1-based page numbers to read; all where None.
        ocr: `auto` recognises the text of scanned pages where Tesseract is there; `never` only names them.

    Raises:
        UnreadableError: The file cannot be read at all (codes E001 to E005), or one of `pages` does not exist (E007).
    """
    source = recognise_pages(read_source(data, file, engine=engine, numbers=pages), data, file, ocr)
    tables = find_all(source)
    document = join_tables(build_document(source, tables))
    document.problems[:0] = source.problems + table_disagreements(source, tables)
    if not any(page.words for page in source.pages):
        message = f"{file}: no page has text; it is probably a scan. Run it through text recognition and read it again."
        document.problems.append(Problem.of("E006", message))
    return document


def read_plan_with_document(
    data: bytes, *, file: str, manifest: ManifestRow | None = None, engine: str = "pdfium", ocr: Ocr = "auto"
) -> tuple[Plan, Document]:
    """A plan and the document that it was read from. Arguments and errors as `read_document`."""
    document = read_document(data, file=file, engine=engine, ocr=ocr)
    plan = compose(document, file=file, sha256=hashlib.sha256(data).hexdigest(), manifest=manifest)
    plan.ocr_pages = sum(page.recognised for page in document.pages)
    plan.turned_pages = " ".join(f"{page.number}:{page.sideways}" for page in document.pages if page.sideways) or None
    return plan, document


def read_plan(
    data: bytes, *, file: str, manifest: ManifestRow | None = None, engine: str = "pdfium", ocr: Ocr = "auto"
) -> Plan:
    """A plan. Arguments and errors as `read_document`."""
    return read_plan_with_document(data, file=file, manifest=manifest, engine=engine, ocr=ocr)[0]
