"""What is printed on a page, before anything is understood of it.

A page has thousands of these, so they are slotted dataclasses and not pydantic models.
All lengths are points; `top` and `bottom` grow downwards from the page's top edge, after
`/Rotate` and the crop box have been applied: what a reader sees.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, overload

import numpy as np
import numpy.typing as npt

from .geometry import Bbox
from .problem import Problem

Colour = tuple[int, int, int]
"""Red, green and blue, 0 to 255 each."""


class Style(NamedTuple):
    """How a run of characters is set. Shared by all its characters."""

    font: str
    """Base font name without the subset prefix (`Lato-Bold`)."""
    size: float
    """Size in points as seen on the page (text matrix applied), to one decimal."""
    bold: bool
    italic: bool
    colour: Colour
    hidden: bool = False
    """Drawn invisibly: render mode 3, clipped away or fully transparent."""


@dataclass(slots=True)
class Char:
    """One printed character (a mended ligature is several characters that share a box)."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    style: Style
    upright: bool = True
    """False where the character is turned by about 90 degrees as seen on the page."""


class Chars(Sequence[Char]):
    """The characters of a page, kept in columns and made into `Char` objects when first asked for.

    Most work is done on words; a page has thousands of characters, and making objects of them all takes longer
    than reading the page.
    """

    __slots__ = ("_boxes", "_chars", "_kind", "_kinds", "_text")

    def __init__(
        self,
        text: str,
        boxes: npt.NDArray[np.float64],
        kind: npt.NDArray[np.int64],
        kinds: Sequence[tuple[Style, bool]],
    ) -> None:
        """`text` has one character for each row of `boxes` (`x0, top, x1, bottom`, in points) and of `kind`, an index
        into `kinds`: the style and whether it is upright."""
        self._text, self._boxes, self._kind, self._kinds = text, boxes, kind, kinds
        self._chars: list[Char] | None = None

    def _all(self) -> list[Char]:
        if self._chars is None:
            self._chars = [
                Char(text, x0, top, x1, bottom, *self._kinds[kind])
                for text, (x0, top, x1, bottom), kind in zip(
                    self._text, self._boxes.tolist(), self._kind.tolist(), strict=True
                )
            ]
        return self._chars

    def __len__(self) -> int:
        return len(self._text)

    @overload
    def __getitem__(self, index: int) -> Char: ...

    @overload
    def __getitem__(self, index: slice) -> list[Char]: ...

    def __getitem__(self, index: int | slice) -> Char | list[Char]:
        return self._all()[index]

    def __iter__(self) -> Iterator[Char]:
        return iter(self._all())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self._all() == list(other)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Chars({len(self)})"


@dataclass(slots=True)
class Word:
    """Characters of one line with no space between them, in reading order."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    style: Style
    """The style of most of its characters."""
    upright: bool = True
    superscript: bool = False
    """A raised small mark on its own, as that of a footnote."""
    hyphen: bool = False
    """Ends with a hyphen at the end of a line, so that the next word may go on with it. The text ends with "-",
    whichever hyphen the producer has used."""
    confidence: float = 1.0
    """How sure the text is, 0 to 1; less than 1 only where it was recognised in a picture."""

    @property
    def bbox(self) -> Bbox:
        return (self.x0, self.top, self.x1, self.bottom)


@dataclass(slots=True)
class Rule:
    """A straight horizontal or vertical line: a stroke, a thin filled box, or one side of a stroked box."""

    x0: float
    top: float
    x1: float
    bottom: float
    width: float
    colour: Colour
    box: bool = False
    """True where it is one side of a box drawn as such."""

    @property
    def horizontal(self) -> bool:
        return self.x1 - self.x0 >= self.bottom - self.top


@dataclass(slots=True)
class Area:
    """A filled or stroked shape with an extent in both directions, by its bounding box."""

    x0: float
    top: float
    x1: float
    bottom: float
    fill: Colour | None
    stroke: Colour | None
    rectangular: bool = True
    """False for a shape with curves or slanting sides."""

    @property
    def bbox(self) -> Bbox:
        return (self.x0, self.top, self.x1, self.bottom)


@dataclass(slots=True)
class OutlineEntry:
    """An entry of the PDF's own outline (bookmarks)."""

    title: str
    level: int
    """1 for the outermost."""
    page: int | None
    """1-based."""


@dataclass(slots=True)
class Tag:
    """An element of the structure tree of a tagged PDF, with what it tags on one page."""

    kind: str
    """The standard type, after the file's role map: `H1`, `P`, `LI`, `Table`, `TR`, `TH`, `TD` ..."""
    bbox: Bbox | None
    """Around the text that it and its children tag; None for a cell without text."""
    children: list[Tag] = field(default_factory=list)
    row_span: int = 1
    """Of a cell."""
    col_span: int = 1
    part: tuple[int, int, int] = (0, 0, 1)
    """Which of its children have something on this page: the first, the last (from 0), and how many it has on all."""


@dataclass(slots=True)
class Page:
    """One page as printed."""

    number: int
    """1-based, as counted in the file."""
    width: float
    height: float
    chars: Sequence[Char] = field(default_factory=list)
    """In the order of the content stream; spaces left out."""
    words: list[Word] = field(default_factory=list)
    """Top to bottom, then left to right."""
    rules: list[Rule] = field(default_factory=list)
    areas: list[Area] = field(default_factory=list)
    """In drawing order, so a later one lies on an earlier one."""
    pictures: list[Bbox] = field(default_factory=list)
    rotation: int = 0
    """The page's /Rotate in degrees, already applied to all positions."""
    sideways: int = 0
    """Degrees by which the page was turned clockwise beyond its /Rotate, for its text lies on its side or upside down;
    `width`, `height` and all positions are those of the page so turned."""
    recognised: bool = False
    """Whether its text was recognised in the picture of the page."""
    tags: list[Tag] = field(default_factory=list)
    """The outermost elements of a tagged PDF that tag something on the page; empty where it is not tagged."""
    skew: float = 0.0
    """Degrees by which a recognised page lies turned counter-clockwise in the file; its positions are those of the page
    straightened about its middle."""


@dataclass(slots=True)
class Source:
    """A PDF's pages with what the file says of itself."""

    pages: list[Page]
    outline: list[OutlineEntry] = field(default_factory=list)
    info: dict[str, str] = field(default_factory=dict)
    """The document information dictionary: Title, Author, CreationDate, Producer ..."""
    tagged: bool = False
    problems: list[Problem] = field(default_factory=list)
    """Pages that could not be read (E007), or whose text is a picture or drawn without names (W001)."""
