"""From the bytes of a PDF to a plan: the way through all the extractors, in order."""

from __future__ import annotations

import hashlib

import pypdfium2 as pdfium

from ..models.layout import Document
from ..models.manifest import ManifestRow
from ..models.page import Page
from ..models.plan import Plan
from ..models.problem import UnreadableError


def read_document(data: bytes, *, file: str, engine: str = "pdfium", pages: list[int] | None = None) -> Document:
    """The pages and layout of a PDF. Raises UnreadableError where the file cannot be read at all."""
    if not data:
        raise UnreadableError("E002", f"{file} is empty.")
    if b"%PDF-" not in data[:1024]:
        raise UnreadableError("E001", f"{file} is not a PDF.")
    try:
        pdf = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise UnreadableError("E003", f"{file} is damaged and cannot be opened.") from error
    found = []
    for number in pages or range(1, len(pdf) + 1):
        width, height = pdf[number - 1].get_size()
        found.append(Page(number=number, width=width, height=height))
    if not found:
        raise UnreadableError("E005", f"{file} has no pages.")
    return Document(pages=found, flow=[])


def read_plan_with_document(
    data: bytes, *, file: str, manifest: ManifestRow | None = None, engine: str = "pdfium"
) -> tuple[Plan, Document]:
    """A plan and the document that it was read from."""
    document = read_document(data, file=file, engine=engine)
    sha256 = hashlib.sha256(data).hexdigest()
    plan = Plan(plan_id=f"andet-{sha256[:8]}", file=file, sha256=sha256, pages=len(document.pages))
    return plan, document


def read_plan(data: bytes, *, file: str, manifest: ManifestRow | None = None, engine: str = "pdfium") -> Plan:
    """A plan. Raises UnreadableError where the file cannot be read at all."""
    return read_plan_with_document(data, file=file, manifest=manifest, engine=engine)[0]
