"""The panel beside a drawn page that says what its colours mean."""

from __future__ import annotations

from PIL import ImageDraw

from ..models.geometry import Bbox
from ..models.page import Colour
from .lettering import Lettering, wrap

INK: Colour = (40, 42, 50)
FAINT: Colour = (125, 128, 140)


class Legend:
    """Lines of text with coloured swatches, set from the top down. Sizes are in units of `unit` pixels."""

    def __init__(self, pen: ImageDraw.ImageDraw, letters: Lettering, left: float, width: float, unit: float) -> None:
        self.pen, self.letters, self.left, self.width, self.unit = pen, letters, left, width, unit
        self.y = 28 * unit

    def line(
        self, text: str, size: float, colour: Colour = INK, *, bold: bool = False, indent: float = 0.0, most: int = 3
    ) -> None:
        """Text that is broken into at most `most` lines."""
        for piece in wrap(text, self.width - indent, size * self.unit, bold, most):
            self.letters.write(self.left + indent, self.y, piece, size * self.unit, colour, bold)
            self.y += size * 1.4 * self.unit

    def heading(self, text: str) -> None:
        """The heading of a part of the legend."""
        self.y += 16 * self.unit
        self.line(text, 15, bold=True)
        self.y += 4 * self.unit

    def entry(self, colour: Colour, text: str, *, dashed_line: bool = False) -> None:
        """A swatch and what it stands for."""
        u = self.unit
        box = (self.left, self.y, self.left + 22 * u, self.y + 13 * u)
        if dashed_line:
            dashed(self.pen, box, colour, u)
        else:
            self.pen.rounded_rectangle(box, radius=3 * u, fill=(*colour, 255))
        self.line(text, 15, indent=34 * u, most=4)


def dashed(pen: ImageDraw.ImageDraw, box: Bbox, colour: Colour, unit: float) -> None:
    """A dashed frame."""
    left, top, right, bottom = box
    dash, line = 12 * unit, max(1, round(3 * unit))
    for y in (top, bottom):
        x = left
        while x < right:
            pen.line((x, y, min(x + dash, right), y), fill=(*colour, 255), width=line)
            x += dash * 1.7
    for x in (left, right):
        y = top
        while y < bottom:
            pen.line((x, y, x, min(y + dash, bottom)), fill=(*colour, 255), width=line)
            y += dash * 1.7
