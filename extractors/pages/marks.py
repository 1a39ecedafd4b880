"""Footnote marks that a font draws raised and small by itself, on the baseline of the text around them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from .glyphs import Glyphs

_SMALL_NUMBER = re.compile(r"(?<![0-9])[0-9]{1,3}(?![0-9])")
RAISED = 0.2
"""Of the font size: figures whose feet are higher than this over the baseline are raised."""
NARROW = 0.8
"""Of the width of the same figure elsewhere in the font: a raised one is narrower than this."""
NARROW_AMONG = 0.7
"""The same, of the width of other figures."""
_SIZE, _RISE = 0.62, 0.34
"""The size of raised figures, and how high they stand, as shares of the font size."""


def candidates(text: str) -> list[int]:
    """Which characters are figures of a small number, as the marks of footnotes are."""
    return [i for match in _SMALL_NUMBER.finditer(text) for i in range(match.start(), match.end())]


def raise_marks(glyphs: Glyphs, raised: Iterable[int]) -> None:
    """Give raised figures a run of their own that is small and stands high, as it looks (in place).

    Many fonts have such figures; the PDF then tells neither another size nor another baseline.
    """
    made: dict[int, int] = {}
    for i in raised:
        index = int(glyphs.run[i])
        if index not in made:
            run = glyphs.runs[index]
            size = run.style.size
            made[index] = len(glyphs.runs)
            style = run.style._replace(size=round(_SIZE * size, 1))
            glyphs.runs.append(replace(run, style=style, y=run.y - _RISE * size))
        glyphs.run[i] = made[index]
