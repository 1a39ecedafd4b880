"""A small typesetter: pages of words at known places, without a PDF."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from planspor.models.page import Area, Page, Rule, Style, Word

PLAIN = Style("Serif", 10.0, False, False, (0, 0, 0))
BOLD = PLAIN._replace(font="Serif-Bold", bold=True)
_WIDTH = 0.5
"""Of the font size: the width of every letter."""


@dataclass
class Press:
    """Sets words on one page; `y` is where the next line's baseline goes."""

    page: Page = field(default_factory=lambda: Page(number=1, width=595.0, height=842.0))
    y: float = 80.0
    plain: Style = PLAIN
    bold: Style = BOLD

    def put(self, x: float, y: float, text: str, style: Style = PLAIN) -> list[Word]:
        """Words of one line from `x` on the baseline `y`. "**" around words sets them in bold."""
        out = []
        strong = False
        for part in text.split(" "):
            if part.startswith("**"):
                strong, part = True, part[2:]
            ends = part.endswith("**")
            part = part[:-2] if ends else part
            used = style._replace(bold=True) if strong else style
            width = _WIDTH * style.size * len(part)
            top = y - 0.78 * style.size
            out.append(
                Word(part, x, top, x + width, top + style.size, used, hyphen=part.endswith("-") and len(part) > 1)
            )
            x += width + 0.3 * style.size
            strong = strong and not ends
        self.page.words.extend(out)
        return out

    def lines(
        self, x: float, width: float, text: str, style: Style = PLAIN, indent: float = 0.0, first: float = 0.0
    ) -> int:
        """Set a paragraph from `y` on in a column and move `y` below it; returns the number of lines.

        `indent` moves all lines but the first to the right, `first` the first one.
        """
        letters = _WIDTH * style.size
        line: list[str] = []
        count, used = 0, first
        for word in text.split(" "):
            wide = len(word.replace("**", "")) * letters
            if line and used + wide > width:
                self.put(x + (first if count == 0 else indent), self.y, " ".join(line), style)
                self.y += 1.3 * style.size
                count += 1
                line, used = [], indent
            line.append(word)
            used += wide + 0.3 * style.size
        self.put(x + (first if count == 0 else indent), self.y, " ".join(line), style)
        self.y += 1.3 * style.size
        return count + 1

    def paragraph(self, x: float, width: float, text: str, style: Style = PLAIN, space: float = 6.0) -> None:
        """A paragraph with white space below it."""
        self.lines(x, width, text, style)
        self.y += space

    def item(self, x: float, width: float, mark: str, text: str, style: Style = PLAIN) -> None:
        """A list item that hangs under its text."""
        self.put(x, self.y, mark, style)
        self.lines(x + 14, width - 14, text, style)

    def rule(self, x0: float, y: float, x1: float) -> None:
        self.page.rules.append(Rule(x0, y, x1, y, 0.5, (0, 0, 0)))

    def area(
        self, x0: float, top: float, x1: float, bottom: float, fill: tuple[int, int, int] = (230, 240, 230)
    ) -> None:
        self.page.areas.append(Area(x0, top, x1, bottom, fill, None))

    def done(self) -> Page:
        """The page with its words top to bottom, then left to right, as a reader hands it out."""
        self.page.words.sort(key=lambda w: (round(w.bottom - 0.22 * w.style.size), w.x0))
        return self.page


@pytest.fixture
def press() -> Press:
    return Press()


@pytest.fixture(scope="session")
def presses() -> type[Press]:
    """For tests that set several pages."""
    return Press
