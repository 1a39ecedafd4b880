"""What both readers hand over: the characters of a page as arrays, in the runs that the producer drew."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from ...models.geometry import Bbox
from ...models.page import Style

ASCENT, DESCENT = 0.78, 0.22
"""Of the font size. Boxes of characters reach from `DESCENT` under the baseline to `ASCENT` over it, whatever the
font says of itself: fonts of one size on one line then have the same top and bottom, from every reader."""

_FEWEST_TURNED = 60
"""Characters on a page, from which on their direction tells how the page lies."""
_MOST_TURNED, _STEEP = 0.9, 0.99
"""Share of a page's characters that run up (or down) where it lies on its side, and the sine from which on they do."""

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(slots=True)
class Run:
    """Characters drawn by one operator: they share style, direction and baseline."""

    style: Style
    x: float
    """The origin of its first character as seen, in points from the page's left and top."""
    y: float
    cos: float = 1.0
    """The direction of reading as seen, y downwards: (1, 0) is level, (0, -1) reads upwards."""
    sin: float = 0.0
    z: int = 0
    """Its place in drawing order, counted with the shapes and pictures of the page."""
    clip: Bbox | None = None
    """The part of the page that it can be seen in; None: all."""
    drawn_again: bool = False
    """The producer has drawn it twice, which the reader has told already."""

    @property
    def upright(self) -> bool:
        """Whether it is more level than steep."""
        return self.cos == 1.0 or abs(self.cos) >= abs(self.sin)

    @property
    def level(self) -> bool:
        """Whether it reads from left to right without any slope."""
        return self.cos > 0.9999


@dataclass(slots=True)
class Glyphs:
    """The characters of a page in the order of the content stream, printed spaces among them.

    `text` has one character for each row of `boxes` (left, top, right, bottom as seen, in points) and of `run` (an
    index into `runs`). `text` is unmended: see `text.mend`.
    """

    text: str = ""
    boxes: Floats = field(default_factory=lambda: np.zeros((0, 4)))
    run: Ints = field(default_factory=lambda: np.zeros(0, np.int64))
    runs: list[Run] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.text)

    def take(self, keep: npt.NDArray[np.bool_] | Ints) -> Glyphs:
        """Those characters for which `keep` is true, or that it numbers, in its order."""
        if keep.dtype == np.bool_ and keep.all():
            return self
        text = codes(self.text)[keep].tobytes().decode("utf-32-le", "surrogatepass")
        return Glyphs(text, self.boxes[keep], self.run[keep], self.runs)

    def stretches(self) -> tuple[Floats, Ints]:
        """The box around each stretch of characters of one run, `(n, 4)`, and its run."""
        first = np.concatenate(([0], np.flatnonzero(np.diff(self.run)) + 1))
        low = np.minimum.reduceat(self.boxes[:, :2], first, axis=0)
        high = np.maximum.reduceat(self.boxes[:, 2:], first, axis=0)
        return np.hstack((low, high)), self.run[first]


def sideways(glyphs: Glyphs) -> int:
    """By how many degrees clockwise a page is to be turned for its text to read level; 0 where little of it does not.

    A page may be stored on its side without saying so. Text that runs up or down beside level text (a chart's axis, a
    turned cell of a table) turns no page.
    """
    if len(glyphs) < _FEWEST_TURNED:
        return 0
    counts = np.bincount(glyphs.run, minlength=len(glyphs.runs))
    for degrees, down in ((90, -1.0), (270, 1.0)):
        turned = sum(int(n) for run, n in zip(glyphs.runs, counts, strict=True) if run.sin * down > _STEEP)
        if turned >= _MOST_TURNED * len(glyphs):
            return degrees
    return 0


def codes(text: str) -> npt.NDArray[np.uint32]:
    """The code points of a text as an array."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def along(glyphs: Glyphs) -> tuple[Floats, Floats, Floats]:
    """Where characters start and end along their own direction, and where their baseline lies across it.

    In points, one value for each character; for level text simply left, right and the baseline's height.
    """
    boxes, runs = glyphs.boxes, glyphs.runs
    base = np.array([run.y if run.level else run.cos * run.y - run.sin * run.x for run in runs])[glyphs.run]
    start, end = boxes[:, 0], boxes[:, 2]
    if not all(run.level for run in runs):
        slanted = np.array([not run.level for run in runs])[glyphs.run]
        start, end = start.copy(), end.copy()
        at = np.flatnonzero(slanted)
        cos = np.array([run.cos for run in runs])[glyphs.run[at]]
        sin = np.array([run.sin for run in runs])[glyphs.run[at]]
        size = np.array([run.style.size for run in runs])[glyphs.run[at]]
        x0, top, x1, bottom = boxes[at].T
        wide, tall = x1 - x0, bottom - top
        # A letter of height `size`, turned, fills a box of w|cos| + size|sin| by w|sin| + size|cos|.
        flat = np.abs(cos) >= np.abs(sin)
        with np.errstate(divide="ignore", invalid="ignore"):
            width = np.where(flat, (wide - size * np.abs(sin)) / np.abs(cos), (tall - size * np.abs(cos)) / np.abs(sin))
        width = np.clip(width, 0.0, None)
        middle = cos * (x0 + x1) / 2 + sin * (top + bottom) / 2
        start[at], end[at] = middle - width / 2, middle + width / 2
    return start, end, base


def even_boxes(glyphs: Glyphs) -> None:
    """Give every character the height of its font size, from its baseline (in place).

    A font without a name (of Type 3) may be drawn at any scale, so that its size tells nothing of what is seen:
    then the boxes stay, and their height is the size.
    """
    if not glyphs.runs:
        return
    boxes, run = glyphs.boxes, glyphs.run
    level = np.array([r.level for r in glyphs.runs])
    for i, r in enumerate(glyphs.runs):
        if not r.style.font and r.level and _is_of_another_scale(boxes[run == i], r):
            level[i] = False
    size = np.array([r.style.size for r in glyphs.runs])[run]
    base = np.array([r.y for r in glyphs.runs])[run]
    fit = level[run]
    boxes[:, 1] = np.where(fit, base - ASCENT * size, boxes[:, 1])
    boxes[:, 3] = np.where(fit, base + DESCENT * size, boxes[:, 3])
    for i, r in enumerate(glyphs.runs):
        if not r.level and r.style.size > 0 and max(abs(r.cos), abs(r.sin)) > 0.9999:
            _even_turned(glyphs, i, r)


def _is_of_another_scale(boxes: Floats, run: Run) -> bool:
    """Whether letters are much larger or smaller than their size says; the run then takes the size that is seen."""
    if not len(boxes):
        return False
    tall = float(np.median(boxes[:, 3] - boxes[:, 1]))
    if 0.6 * run.style.size <= tall <= 1.6 * run.style.size or tall < 1:
        return False
    run.style = run.style._replace(size=round(tall, 1))
    return True


def _even_turned(glyphs: Glyphs, index: int, run: Run) -> None:
    at = np.flatnonzero(glyphs.run == index)
    up, down = ASCENT * run.style.size, DESCENT * run.style.size
    if abs(run.cos) > abs(run.sin):  # upside down
        glyphs.boxes[at, 1], glyphs.boxes[at, 3] = run.y - down, run.y + up
    elif run.sin < 0:  # reads upwards: the letters' tops point left
        glyphs.boxes[at, 0], glyphs.boxes[at, 2] = run.x - up, run.x + down
    else:
        glyphs.boxes[at, 0], glyphs.boxes[at, 2] = run.x - down, run.x + up


def direction(a: float, b: float) -> tuple[float, float]:
    """The unit vector of (a, b), snapped to the axes where it is nearly on one."""
    length = math.hypot(a, b)
    if length == 0:
        return (1.0, 0.0)
    cos, sin = a / length, b / length
    if abs(sin) < 0.02:
        return (math.copysign(1.0, cos), 0.0)
    if abs(cos) < 0.02:
        return (0.0, math.copysign(1.0, sin))
    return (round(cos, 4), round(sin, 4))
