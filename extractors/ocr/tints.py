"""Tinted areas of a picture, and photographs in it."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import numpy.typing as npt
from PIL import Image

from ...models.geometry import Bbox
from ...models.page import Area, Colour
from .components import Mask, components_of, runs_of

Bytes = npt.NDArray[np.uint8]

SQUARE = 3.0
"""Points: the side of the squares whose usual colour is that of the ground under the ink."""

_TINTED = 8
"""Levels by which a tint differs from the paper."""
_SAME = 10
"""Levels within which squares have one tint."""
_MOST = 12
"""Tints on a page."""
_FILLED = 0.6
"""Of its box: how much of it must have the tint; the rest is ink."""
_OUT, _IN = 1.5, 3.5
"""Squares by which the side of an area may lie off what the squares tell, and by which its top and foot may lie further
in: a line of text beside it may look like its tint."""
_BARE_ROWS = 30
"""The hundredth of rows in which at least no ink stands."""
_WIDE, _TALL = 24.0, 8.0
"""Points: smaller tinted areas are not told from ink."""
_INSET = 0.9
"""Points inside of an area's edges: its sure part. Letters do not reach so near to them, rules do."""
_LINE, _LINE_WIDTH, _ROWS = 8.0, 2.5, 4
"""Levels by which a line inside of an area differs from its tint, its greatest width in points, and the hundredth of
rows that may differ less."""
_CELL = 12.0
"""Points: the least width of a part of an area."""
_PHOTO_WIDE, _PHOTO_TALL, _PHOTO_FILLED = 60.0, 40.0, 0.5


def usual_colour(colours: Bytes) -> Colour:
    """The most frequent of many colours, of the light ones where they are not few."""
    flat = colours.reshape(-1, 3)
    light = flat[flat.mean(axis=1) > 128]
    known = light if len(light) > 0.2 * len(flat) else flat
    bins = (known >> 4).astype(np.int64)
    key = bins[:, 0] * 256 + bins[:, 1] * 16 + bins[:, 2]
    red, green, blue = np.median(known[key == np.bincount(key).argmax()], axis=0)
    return (int(red), int(green), int(blue))


def squares_of(image: Image.Image, scale: float) -> Bytes:
    """The usual colour of each square of a picture, `(rows, columns, 3)`: that of the ground, for ink is thin."""
    wide, tall = (max(1, round(side / scale / SQUARE)) for side in image.size)
    small = np.asarray(image.resize((4 * wide, 4 * tall), Image.Resampling.BOX))
    blocks = small.reshape(tall, 4, wide, 4, 3).transpose(0, 2, 4, 1, 3).reshape(tall, wide, 3, 16)
    out: Bytes = np.partition(blocks, 8, axis=3)[:, :, :, 8].copy()
    return out


def tints_of(rgb: Bytes, squares: Bytes, paper: Colour, scale: float) -> tuple[list[Area], list[Bbox]]:
    """The tinted areas, the largest first, and the boxes of photographs and drawings, in points.

    Args:
        rgb: The page's picture, `(height, width, 3)`.
        squares: The usual colour of each of its squares, `(rows, columns, 3)`.
        paper: The colour of the paper.
        scale: Pixels of `rgb` to a point.
    """
    colours = squares.astype(np.int16)
    left = np.asarray((np.abs(colours - np.array(paper, np.int16)) > _TINTED).any(axis=2), bool)
    areas: list[Area] = []
    least = _WIDE * _TALL / SQUARE**2
    for _ in range(_MOST):
        if left.sum() < least:
            break
        known = colours[left]
        key = (known >> 3).astype(np.int64) @ np.array([1024, 32, 1])
        usual = np.median(known[key == np.bincount(key).argmax()], axis=0)
        same: Mask = left & (np.abs(colours - usual) <= _SAME).all(axis=2)
        left &= ~same
        parts = components_of(runs_of(same), reach=0)
        large = (parts.width * SQUARE >= _WIDE) & (parts.height * SQUARE >= _TALL)
        large &= parts.area >= _FILLED * parts.width * parts.height
        for i in np.flatnonzero(large).tolist():
            x0, y0, x1, y1 = (int(side[i]) for side in (parts.x0, parts.y0, parts.x1, parts.y1))
            red, green, blue = np.median(colours[y0:y1, x0:x1][same[y0:y1, x0:x1]], axis=0)
            fill = (int(red), int(green), int(blue))
            sides = _sides(rgb, (x0, y0, x1, y1), squares.shape[:2], fill)
            for cell in _cells(rgb, sides, scale):
                a, b, c, d = (round(side / scale, 2) for side in cell)
                areas.append(Area(a, b, c, d, fill=fill, stroke=None))
            left[y0:y1, x0:x1] = False
    areas.sort(key=lambda a: (-(a.x1 - a.x0) * (a.bottom - a.top), a.top, a.x0))
    return areas, _photos(left, rgb.shape[1] / squares.shape[1] / scale, rgb.shape[0] / squares.shape[0] / scale)


def _cells(rgb: Bytes, sides: tuple[int, int, int, int], scale: float) -> list[tuple[int, int, int, int]]:
    """The parts of an area that upright lines from its top to its bottom make."""
    x0, y0, x1, y1 = sides
    inset = round(_INSET * scale)
    inside = rgb[y0 + inset : y1 - inset, x0:x1].astype(np.int16)
    if inside.shape[0] < 4 or inside.shape[1] < 4:
        return [sides]
    level = inside.mean(axis=2)
    # A line is there in nearly all rows, text in some.
    off = np.percentile(np.abs(level - np.median(level)), _ROWS, axis=0)
    found = runs_of((off > max(_LINE, 3 * float(np.median(off))))[None, :])
    cuts = [x0]
    for start, end in zip(found.start.tolist(), found.end.tolist(), strict=True):
        middle = x0 + (start + end) // 2
        if end - start <= _LINE_WIDTH * scale and min(middle - cuts[-1], x1 - middle) >= _CELL * scale:
            cuts.append(middle)
    return [(a, y0, b, y1) for a, b in pairwise([*cuts, x1])]


def _photos(left: Mask, across: float, down: float) -> list[Bbox]:
    """Boxes around what is neither paper nor evenly tinted; a square is `across` points wide and `down` tall."""
    parts = components_of(runs_of(left))
    large = (parts.width * across >= _PHOTO_WIDE) & (parts.height * down >= _PHOTO_TALL)
    large &= parts.area > _PHOTO_FILLED * parts.width * parts.height
    out = []
    for i in np.flatnonzero(large).tolist():
        sides = (parts.x0[i] * across, parts.y0[i] * down, parts.x1[i] * across, parts.y1[i] * down)
        out.append((float(sides[0]), float(sides[1]), float(sides[2]), float(sides[3])))
    return out


def _sides(
    rgb: Bytes, squares: tuple[int, int, int, int], shape: tuple[int, ...], fill: Colour
) -> tuple[int, int, int, int]:
    """The box of an area in pixels, from the squares that it fills: its sides are where the colour changes most."""
    across, down = rgb.shape[1] / shape[1], rgb.shape[0] / shape[0]
    x0, x1 = round(squares[0] * across), round(squares[2] * across)
    y0, y1 = round(squares[1] * down), round(squares[3] * down)
    rows, columns = rgb[y0:y1], rgb[:, x0:x1].transpose(1, 0, 2)
    wide, tall = ((_OUT * square, min(_IN * square, size / 2)) for square, size in ((across, x1 - x0), (down, y1 - y0)))
    return (
        _edge(rows, x0, wide, fill, 1),
        _edge(columns, y0, tall, fill, 1),
        _edge(rows, x1, wide, fill, -1),
        _edge(columns, y1, tall, fill, -1),
    )


def _edge(band: Bytes, at: int, reach: tuple[float, float], fill: Colour, inwards: int) -> int:
    """The column near `at` of a band of pixels from which on it has the fill, rightwards (`inwards` 1) or left (-1).

    `reach` is how far it may be off, out of the area and into it.
    """
    before, after = (round(pixels) for pixels in (reach if inwards > 0 else reach[::-1]))
    low, high = max(0, at - before), min(band.shape[1], at + after)
    if high - low < 4:
        return at
    step = max(1, band.shape[0] // 200)
    off = np.abs(band[::step, low:high].astype(np.int16) - np.array(fill, np.int16)).max(axis=2)
    # The lighter rows: ink that stands on or beside the area does not move its side.
    far = np.percentile(off, _BARE_ROWS, axis=0)
    total = np.concatenate(([0.0], np.cumsum(far)))
    count = np.arange(len(far) + 1)
    first, last = total / np.maximum(count, 1), (total[-1] - total) / np.maximum(len(far) - count, 1)
    score = (first - last if inwards > 0 else last - first) * np.sqrt(count * (len(far) - count))
    if score.max() > 2:
        return low + int(score.argmax())
    # The same colour on both sides: the area goes on to the edge of the page.
    if inwards > 0:
        return 0 if low == 0 else at
    return band.shape[1] if high == band.shape[1] else at
