"""The picture of a page, straightened, with its ink told from its ground."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageFilter

from ...models.geometry import Bbox
from ...models.page import Area
from .straighten import skew_of, turn
from .tints import squares_of, tints_of, usual_colour

Bytes = npt.NDArray[np.uint8]
Levels = npt.NDArray[np.int16]

_SMOOTH = 7
"""Every other square: what is less than half as wide is ink, or a tinted area that is known."""
_INKED = 50
"""Levels of grey by which ink differs from its ground."""
_LIGHT = 215
"""Levels: ink on lighter grounds is dark."""
_BORDER = 0.6
"""Points to each side of the edge of a tinted area, where its colour and that of the paper mix."""


@dataclass(slots=True)
class Picture:
    """A page as rendered and straightened; pixels count from its top left corner."""

    rgb: Bytes
    """`(height, width, 3)`, at half of the resolution: colours need no more."""
    ink: Bytes
    """`(height, width)`: by how many levels each pixel differs from its ground, in the direction that text there does
    (dark on light grounds, light on dark ones)."""
    scale: float
    """Pixels to a point."""
    angle: float
    """Degrees by which the page lay turned counter-clockwise, before it was straightened."""
    areas: list[Area]
    """Tinted areas, the largest first."""
    photos: list[Bbox]
    """Photographs and drawings."""


def picture_of(image: Image.Image, scale: float) -> Picture:
    """Straighten the rendered page `image` (RGB, `scale` pixels to a point), and tell ink from ground."""
    grey, small = image.convert("L"), image.reduce(2)
    angle = skew_of(np.asarray(grey))
    if angle:
        paper = usual_colour(squares_of(small, scale / 2))
        small = turn(small, angle, paper)
        grey = turn(grey, angle, round(sum(paper) / 3))
    squares, rgb = squares_of(small, scale / 2), np.asarray(small)
    areas, photos = tints_of(rgb, squares, usual_colour(squares), scale / 2)
    return Picture(rgb, _ink(grey, squares, areas, scale), scale, angle, areas, photos)


def _ink(image: Image.Image, squares: Bytes, areas: list[Area], scale: float) -> Bytes:
    """How far each pixel is darker than its ground, or lighter where the text is lighter than the ground."""
    grey = np.asarray(image, np.int16)
    ground = (
        Image.fromarray(_without(areas, squares, image.size, scale)[::2, ::2])
        .convert("L")
        .filter(ImageFilter.MedianFilter(_SMOOTH))
    )
    differs: Levels = np.asarray(ground.resize(image.size, Image.Resampling.BICUBIC), np.int16) - grey
    _turn_light(differs, ground)
    for area in areas:
        red, green, blue = area.fill or (255, 255, 255)
        level = round(0.299 * red + 0.587 * green + 0.114 * blue)
        x0, top, x1, bottom = (max(0, round(side * scale)) for side in area.bbox)
        inside = level - grey[top:bottom, x0:x1]
        if level < _LIGHT and (inside < -_INKED).sum() > (inside > _INKED).sum():
            inside = -inside
        differs[top:bottom, x0:x1] = inside
    out: Bytes = np.clip(differs, 0, 255).astype(np.uint8)
    return out


def clear_edges(ink: Bytes, areas: list[Area], scale: float) -> None:
    """Take away, in place, what the ink has along the edges of tinted areas, where tint and paper mix."""
    border = max(1, round(_BORDER * scale))
    for area in areas:
        x0, top, x1, bottom = (max(0, round(side * scale)) for side in area.bbox)
        for at in (x0, x1):
            ink[top:bottom, max(0, at - border) : at + border] = 0
        for at in (top, bottom):
            ink[max(0, at - border) : at + border, x0:x1] = 0


def _without(areas: list[Area], squares: Bytes, size: tuple[int, int], scale: float) -> Bytes:
    """The squares with those of tinted areas made paper, so that no area sheds its tint on what lies around it."""
    out = squares.copy()
    across, down = squares.shape[1] * scale / size[0], squares.shape[0] * scale / size[1]
    for area in areas:
        x0, x1 = int(area.x0 * across), int(np.ceil(area.x1 * across))
        y0, y1 = int(area.top * down), int(np.ceil(area.bottom * down))
        out[max(0, y0 - 1) : y1 + 1, max(0, x0 - 1) : x1 + 1] = usual_colour(squares)
    return out


def _turn_light(differs: Levels, ground: Image.Image) -> None:
    """Make light ink on dark ground dark, where there is more of it than of dark ink (in place)."""
    dark_ground = np.asarray(ground) < _LIGHT
    if not dark_ground.any():
        return
    size = (differs.shape[1], differs.shape[0])
    around = ImageFilter.BoxBlur(4)
    dark, light = (
        np.asarray(Image.fromarray(mask).convert("L").resize(ground.size, Image.Resampling.BOX).filter(around))
        for mask in (differs > _INKED, differs < -_INKED)
    )
    turned = np.asarray(Image.fromarray((light > dark) & dark_ground).resize(size, Image.Resampling.NEAREST))
    np.negative(differs, out=differs, where=turned)
