"""How far a scanned page is turned, from its lines of text and its rules."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
from PIL import Image

_MOST = 5.0
"""Degrees: pages turned further are left as they are."""
_COARSE = ((0.25, _MOST), (0.05, 0.3))
_FINE = ((0.04, 0.16), (0.01, 0.04))
"""Search: the step and how far to each side of the best so far, in degrees; the fine one in the full picture."""
_SEARCHED = 1000
"""Pixels of the longer side of the picture that is searched first."""
_POINTS = 20_000
"""Points of the edges of ink that are looked at, evenly picked."""
_FEWEST = 200
_DARK = 60
"""Levels by which ink is darker than the paper."""
_LEAST = 0.065
"""Degrees: less is not worth turning the picture for, half a point over the width of a page."""
_GOLDEN = 0.6180339887

Floats = npt.NDArray[np.float64]
Points = tuple[Floats, Floats]


def skew_of(grey: npt.NDArray[np.uint8]) -> float:
    """The angle in degrees by which the page is turned counter-clockwise; 0.0 where its ink tells none.

    Lines of text and rules that lie along the rows of pixels gather the ink in few rows: the angle is the one whose
    rows differ most. Found to some 0.01 degrees, a tenth of a point over the width of a page.
    """
    small = np.asarray(Image.fromarray(grey).reduce(max(1, round(max(grey.shape) / _SEARCHED))))
    paper = float(np.median(small))
    feet = _edges(small < paper - _DARK, below=True)
    if len(feet[0]) < _FEWEST:
        return 0.0
    best = _search([feet], _COARSE, 0.0)
    dark = grey < paper - _DARK
    best = _search([_edges(dark, below=True), _edges(dark, below=False)], _FINE, best)
    return 0.0 if abs(best) < _LEAST or abs(best) > _MOST else round(best, 3)


def _edges(dark: npt.NDArray[np.bool_], below: bool) -> Points:
    """Where ink ends downwards (`below`) or begins: solid areas and a lid's shadow say nothing but by their edges.

    The heights are spread within their pixels: else rows that are not turned at all would look the sharpest, however
    the page lies.
    """
    edge = dark.copy()
    if below:
        edge[:-1] &= ~dark[1:]
    else:
        edge[1:] &= ~dark[:-1]
    y, x = np.nonzero(edge)
    if len(x) > _POINTS:
        picked = np.linspace(0, len(x) - 1, _POINTS).astype(np.int64)
        x, y = x[picked], y[picked]
    return x - dark.shape[1] / 2, y + np.arange(len(y)) * _GOLDEN % 1


def _search(edges: list[Points], steps: tuple[tuple[float, float], ...], best: float) -> float:
    for size, reach in steps:
        angles = (best + size * np.arange(-round(reach / size), round(reach / size) + 1)).tolist()
        best = max(angles, key=lambda angle: (sum(_sharpness(x, y, angle) for x, y in edges), -abs(angle)))
    return float(best)


def _sharpness(x: Floats, y: Floats, angle: float) -> float:
    rows = y + x * math.tan(math.radians(angle))
    whole = np.floor(rows)
    part = rows - whole
    at = (whole - whole.min()).astype(np.int64)
    # Each point counts for both rows that it lies between, so that the figure changes smoothly with the angle.
    count = np.bincount(at, 1 - part, int(at.max()) + 2)
    count[1:] += np.bincount(at, part, len(count))[:-1]
    return float((count**2).sum())


def turn(image: Image.Image, angle: float, paper: int | tuple[int, int, int]) -> Image.Image:
    """The picture turned clockwise by an angle in degrees about its middle, of the same size."""
    if angle == 0.0:
        return image
    return image.rotate(-angle, resample=Image.Resampling.BICUBIC, fillcolor=paper)
