"""A quick look at pages that may be scans: whether their picture has anything like print at all.

Text recognition takes half a second a page; photographs that fill a page, on covers and between chapters, are told
from scans in a twentieth of that. Print has hard edges, and many: a scanned page of text has them at 2 to 11 % of its
points, a single line of 30 letters at 0.2 %; photographs and tints have few, and soft ones.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pypdfium2 as pdfium

from ...models.page import Page, Source

_STEP = 32
"""Levels of grey between neighbouring points, one to a PDF point, that make a hard edge."""
_FEWEST = 0.0003
"""Of the page's points: fewer hard edges are at most a few letters."""
_AROUND = 2
"""Points around a printed word that belong to it."""


def showing_print(source: Source, data: bytes, indices: Iterable[int], gain: float) -> set[int]:
    """Those of the pages (by index) whose picture may hold text.

    Args:
        source: The pages as a reader found them.
        data: The PDF's bytes.
        indices: The pages to look at.
        gain: How many times as much print as the page's own words make there must be beside them.
    """
    out = set()
    with pdfium.PdfDocument(data) as pdf:
        for i in indices:
            raw_page = pdf[source.pages[i].number - 1]
            try:
                image = np.asarray(raw_page.render(scale=1, grayscale=True).to_pil(), dtype=np.int16)
            finally:
                raw_page.close()
            if _has_print(image, source.pages[i], gain):
                out.add(i)
    return out


def _has_print(image: np.ndarray[tuple[int, int], np.dtype[np.int16]], page: Page, gain: float) -> bool:
    edges = np.abs(np.diff(image, axis=1)) > _STEP
    total = int(edges.sum())
    for word in page.words:
        if not word.style.hidden:
            x0, top, x1, bottom = (round(side) for side in word.bbox)
            edges[max(0, top - _AROUND) : bottom + _AROUND, max(0, x0 - _AROUND) : x1 + _AROUND] = False
    beside = int(edges.sum())
    return beside >= max(_FEWEST * edges.size, gain * (total - beside))
