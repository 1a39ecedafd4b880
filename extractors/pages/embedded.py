"""PDFs that lie inside a PDF: the documents of a portfolio, or what was attached to it."""

from __future__ import annotations

import pypdfium2 as pdfium

from ...models.problem import Problem

_MOST = 1000
"""Attachments that are looked at; a hostile file may name any number."""
_NAMED = 5


def embedded_pdfs(data: bytes, file: str) -> list[Problem]:
    """A problem (W015) that names the PDFs inside a PDF that can be opened: they are read by nobody."""
    try:
        with pdfium.PdfDocument(data) as pdf:
            names = [_name(pdf, n) for n in range(min(pdf.count_attachments(), _MOST))]
    except pdfium.PdfiumError:
        return []  # What is wrong with the file is told by what reads its pages.
    found = [name for name in names if name.lower().endswith(".pdf")]
    if not found:
        return []
    more = f" and {len(found) - _NAMED} more" if len(found) > _NAMED else ""
    message = (
        f"{file}: PDFs lie inside this one and are not read: {', '.join(found[:_NAMED])}{more}. Save them as files of "
        "their own beside it."
    )
    return [Problem.of("W015", message, file=file)]


def _name(pdf: pdfium.PdfDocument, number: int) -> str:
    try:
        # What no text can hold, and line breaks, have no place in a message of one line.
        return " ".join(pdf.get_attachment(number).get_name().encode("utf-8", "replace").decode("utf-8").split())
    except pdfium.PdfiumError:
        return ""
