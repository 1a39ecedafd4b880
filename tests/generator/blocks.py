"""The pieces that a page is set of, whatever the engine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal


@dataclass(slots=True)
class Run:
    """Words of one style; `note` is a footnote after them."""

    text: str
    bold: bool = False
    italic: bool = False
    note: str | None = None


Runs = list[Run]


@dataclass(slots=True)
class Heading:
    level: int
    """1 goals and front matter, 2 initiatives, 3 sections."""
    text: str
    kind: Literal["goal", "initiative", "section", "other"]


@dataclass(slots=True)
class Paragraph:
    runs: Runs


@dataclass(slots=True)
class Bullets:
    items: list[Runs]


@dataclass(slots=True)
class Cell:
    """A cell with paragraphs, then bullets; `across` columns and `down` rows wide."""

    paragraphs: list[Runs] = field(default_factory=list)
    bullets: list[Runs] = field(default_factory=list)
    across: int = 1
    down: int = 1
    kind: Literal["body", "head", "section"] = "body"
    right: bool = False
    vertical: bool = False


@dataclass(slots=True)
class Table:
    """Rows of cells; a place that a cell above or to the left covers has no cell of its own."""

    header: list[list[Cell]]
    rows: list[list[Cell]]
    widths: list[float]
    name: Literal["actions", "effects", "mixed", "figures", "form"]

    @property
    def spanned(self) -> bool:
        return any(cell.down > 1 for row in self.rows for cell in row)


@dataclass(slots=True)
class Pairs:
    """Labels in a column on the left, what they are about on the right."""

    items: list[tuple[str, list[Paragraph | Bullets]]]


@dataclass(slots=True)
class Box:
    """A tinted or framed box, in the text or in the margin."""

    blocks: Sequence[Heading | Paragraph | Bullets | Table]
    kind: Literal["tinted", "aside", "quote"] = "tinted"


@dataclass(slots=True)
class Beside:
    """Two pieces next to each other."""

    left: Sequence[Heading | Table]
    right: Sequence[Heading | Table]


@dataclass(slots=True)
class Chart:
    """An organisation chart: a box on top, a row of boxes below it."""

    top: str
    below: list[str]


@dataclass(slots=True)
class Title:
    lines: list[str]
    """Title, subtitle, municipality."""


Block = Heading | Paragraph | Bullets | Table | Pairs | Box | Beside | Chart | Title


def grid(table: Table) -> list[list[Cell | None]]:
    """All rows, header first, as wide as the table: each cell at its own place, None where another covers."""
    rows = [*table.header, *table.rows]
    width = len(table.widths)
    out: list[list[Cell | None]] = [[None] * width for _ in rows]
    taken: set[tuple[int, int]] = set()
    for y, row in enumerate(rows):
        x = 0
        for cell in row:
            while (y, x) in taken:
                x += 1
            out[y][x] = cell
            taken |= {(y + dy, x + dx) for dy in range(cell.down) for dx in range(cell.across)}
            x += cell.across
    return out
