"""The pages of a PDF by one of two readers."""

from __future__ import annotations

from ...models.page import Source
from ...models.problem import UsageError
from . import pdfium
from .embedded import embedded_pdfs

ENGINES = ("pdfium", "pdfplumber")
"""`pdfium` is some ten times faster; `pdfplumber` reads independently of it and gives the same."""


def read_source(data: bytes, file: str, *, engine: str = "pdfium", numbers: list[int] | None = None) -> Source:
    """All pages of a PDF, or those of 1-based `numbers`.

    A page that cannot be read is left out and named in `Source.problems` (E007); so is one that holds a picture and
    no text (W001), which is there all the same. PDFs that lie inside this one are named there too (W015).

    Args:
        data: The PDF's bytes.
        file: Its name, for messages.
        engine: One of `ENGINES`.
        numbers: 1-based page numbers to read, in this order; all pages where None.

    Raises:
        UnreadableError: not a PDF (E001), empty (E002), damaged (E003), encrypted (E004), without pages (E005); or
            one of `numbers` is not there (E007).
        UsageError: no such engine.
    """
    if engine == "pdfium":
        source = pdfium.read_source(data, file, numbers)
    elif engine == "pdfplumber":
        from . import plumber  # loaded for those who ask for it only: it takes half a second

        source = plumber.read_source(data, file, numbers)
    else:
        raise UsageError("E010", f"there is no engine {engine!r}; choose one of: {', '.join(ENGINES)}.")
    source.problems[:0] = embedded_pdfs(data, file)
    return source
