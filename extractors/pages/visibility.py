"""Which characters a reader of the page sees: not those clipped away, covered, off the page or white on white."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from ...models.geometry import Bbox
from ...models.page import Colour
from .glyphs import Floats, Glyphs
from .scene import Scene
from .shapes import covered_box
from .stack import FEW, Stack

_ALIKE = 8
"""Of 255: colours that differ less in every part cannot be told apart."""
PAPER: Colour = (255, 255, 255)
_TEXT_LAYER = 0.25
"""Of the page: invisible text on a picture larger than this is the text layer of a scan."""
_MOST = 0.6
"""Of the characters of a page, that may be covered or lost in their ground."""
_EVERYWHERE: Bbox = (-np.inf, -np.inf, np.inf, np.inf)
_UNLIKE: Colour = (-1000, -1000, -1000)
_TINY = 1.0
"""Points: smaller letters cannot be read."""

Bools = npt.NDArray[np.bool_]


def on_page(glyphs: Glyphs, width: float, height: float) -> Glyphs:
    """The characters whose middle lies on the page, `width` by `height` points."""
    middle = _Middle(glyphs)
    return glyphs.take((middle.x >= 0) & (middle.x <= width) & (middle.y >= 0) & (middle.y <= height))


def hide_unseen(glyphs: Glyphs, scene: Scene, grounds: Grounds, page: float) -> None:
    """Mark as hidden what no reader sees, and as seen the text layer of a scanned page (in place).

    `page` is the area of the page in square points. Characters become hidden one by one, as a clip or a patch may
    cut through a line.
    """
    if not len(glyphs):
        return
    middle = _Middle(glyphs)
    _show_text_layer(glyphs, middle, scene, page)
    unseen = _clipped(glyphs, middle)
    for found in (_covered(glyphs, middle, grounds), _on_its_own_colour(glyphs, middle, grounds)):
        # A page is not made to hide most of its text: then something here looks other than it was understood.
        if found.sum() <= _MOST * len(glyphs):
            unseen |= found
    unseen |= (glyphs.boxes[:, 3] - glyphs.boxes[:, 1] < _TINY) & (
        np.array([run.style.size for run in glyphs.runs]) < _TINY
    )[glyphs.run]
    _mark(glyphs, unseen, True)


class _Middle:
    """The middle of each character's box."""

    __slots__ = ("x", "y")

    def __init__(self, glyphs: Glyphs) -> None:
        boxes = glyphs.boxes
        self.x: Floats = (boxes[:, 0] + boxes[:, 2]) / 2
        self.y: Floats = (boxes[:, 1] + boxes[:, 3]) / 2

    def within(self, box: Bbox) -> Bools:
        found: Bools = (self.x >= box[0]) & (self.x <= box[2]) & (self.y >= box[1]) & (self.y <= box[3])
        return found


def _mark(glyphs: Glyphs, which: Bools, hidden: bool) -> None:
    """Give the characters of `which` a run like their own, but hidden or not."""
    if not which.any():
        return
    made = np.arange(len(glyphs.runs))
    for index in np.unique(glyphs.run[which]).tolist():
        run = glyphs.runs[index]
        if run.style.hidden != hidden:
            made[index] = len(glyphs.runs)
            glyphs.runs.append(replace(run, style=run.style._replace(hidden=hidden)))
    glyphs.run = np.where(which, made[glyphs.run], glyphs.run)


def _show_text_layer(glyphs: Glyphs, middle: _Middle, scene: Scene, page: float) -> None:
    if not any(run.style.hidden for run in glyphs.runs):
        return
    for picture in scene.pictures:
        x0, top, x1, bottom = picture.bbox
        if picture.image and (x1 - x0) * (bottom - top) >= _TEXT_LAYER * page:
            _mark(glyphs, middle.within(picture.bbox), False)


def _clipped(glyphs: Glyphs, middle: _Middle) -> Bools:
    clips = np.array([run.clip or _EVERYWHERE for run in glyphs.runs])[glyphs.run]
    x0, top, x1, bottom = clips.T
    out: Bools = (middle.x < x0) | (middle.x > x1) | (middle.y < top) | (middle.y > bottom)
    return out


def _covered(glyphs: Glyphs, middle: _Middle, grounds: Grounds) -> Bools:
    """What lies under a box drawn later. Pictures may have holes that nobody tells, so they never count."""
    out = np.zeros(len(glyphs), bool)
    first = min(run.z for run in glyphs.runs)
    boxes = [(box, z) for z, box in grounds.covers if z > first]
    if not boxes:
        return out
    order = np.array([run.z for run in glyphs.runs])
    if len(boxes) > FEW:
        heights = np.array([-1, *(z for _, z in boxes)])
        last = Stack([box for box, _ in boxes]).top(middle.x, middle.y, len(boxes))
        found: Bools = heights[last + 1] > order[glyphs.run]
        return found
    extents, owners = glyphs.stretches()
    for (x0, top, x1, bottom), z in boxes:
        under = (
            (order[owners] < z)
            & (extents[:, 0] < x1)
            & (extents[:, 2] > x0)
            & (extents[:, 1] < bottom)
            & (extents[:, 3] > top)
        )
        if under.any():
            out |= middle.within((x0, top, x1, bottom)) & (order[glyphs.run] < z)
    return out


def _on_its_own_colour(glyphs: Glyphs, middle: _Middle, grounds: Grounds) -> Bools:
    """What has the colour of whatever lies directly under it: of paper, where nothing does."""
    out = np.zeros(len(glyphs), bool)
    if not any(not run.style.hidden and grounds.may_hide(run.z, run.style.colour) for run in glyphs.runs):
        return out
    places = np.argsort(glyphs.run, kind="stable")
    ends = np.searchsorted(glyphs.run[places], np.arange(len(glyphs.runs) + 1)).tolist()
    for run, first, end in zip(glyphs.runs, ends, ends[1:], strict=False):
        if first < end and not run.style.hidden and grounds.may_hide(run.z, run.style.colour):
            at = places[first:end]
            out[at] = grounds.alike(middle.x[at], middle.y[at], run.z, run.style.colour)
    return out


class Grounds:
    """What text and rules are drawn on: boxes, other shapes and pictures, in drawing order."""

    def __init__(self, scene: Scene) -> None:
        grounds: list[tuple[int, Bbox, Colour | None]] = []
        self.covers: list[tuple[int, Bbox]] = []
        """The boxes that hide what is under them, with their places in drawing order."""
        for shape in scene.shapes:
            if shape.fill is not None:
                # Of a shape that is no box nobody knows whether it is under this very place; nor of a picture.
                box = covered_box(shape)
                if box:
                    self.covers.append((shape.z, box))
                grounds.append((shape.z, box or shape.bbox(), shape.fill if box else None))
        grounds.extend((picture.z, picture.bbox, None) for picture in scene.pictures)
        grounds.sort(key=lambda ground: ground[0])
        self.covers.sort(key=lambda cover: cover[0])
        self._z = np.array([z for z, _, _ in grounds])
        self._stack = Stack([box for _, box, _ in grounds])
        # A fill that nobody knows is like no colour at all.
        self._fills = np.array([fill or _UNLIKE for _, _, fill in grounds], np.int64).reshape(-1, 3)
        self._first: dict[Colour, float] = {}

    def may_hide(self, z: int, colour: Colour) -> bool:
        """Whether anything drawn before the `z`-th object, or paper, is like a colour."""
        first = self._first.get(colour)
        if first is None:
            first = self._first[colour] = self._first_like(colour)
        return first < z

    def _first_like(self, colour: Colour) -> float:
        """The place in drawing order of the first fill that is like a colour: before all where paper is."""
        if alike(colour, PAPER):
            return -np.inf
        near = np.abs(self._fills - np.array(colour)).max(1) < _ALIKE
        return float(self._z[near.argmax()]) if near.any() else np.inf

    def all_alike(self, x: Floats, y: Floats, z: int, colour: Colour) -> bool:
        """Whether that is so at each of the points."""
        if self._stack.is_filed and not self.alike(x[:1], y[:1], z, colour).all():
            return False
        return bool(self.alike(x, y, z, colour).all())

    def alike(self, x: Floats, y: Floats, z: int, colour: Colour) -> Bools:
        """Whether something of a colour, drawn at points as the `z`-th object, cannot be told from its ground."""
        last = self._stack.top(x, y, int(np.searchsorted(self._z, z)))
        grounds = np.where((last >= 0)[:, None], self._fills[last] if len(self._fills) else PAPER, PAPER)
        found: Bools = np.abs(grounds - np.array(colour)).max(1) < _ALIKE
        return found


def alike(a: Colour, b: Colour) -> bool:
    """Whether two colours cannot be told apart."""
    return max(abs(x - y) for x, y in zip(a, b, strict=True)) < _ALIKE
