"""How far a scanned page is turned, from its lines of text and its rules."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
from PIL import Image

_MOST = 5.0
"""Degrees: pages turned further are left as they are."""
_STEPS = ((0.25, _MOST), (0.05, 0.3), (0.01, 0.06))
"""Search: the step and how far to each side of the best so far, in degrees."""
_SEARCHED = 1000
"""Pixels of the longer side of the picture that is searched."""
_POINTS = 60_000
_LEAST = 0.02
"""Degrees: less is not worth turning the picture for."""


def skew_of(grey: npt.NDArray[np.uint8]) -> float:
    """The angle in degrees by which the page is turned counter-clockwise; 0.0 where its ink tells none.

    Lines of text and rules that lie along the rows of pixels gather the ink in few rows: the angle is the one whose
    rows differ most.
    """
    step = max(1, round(max(grey.shape) / _SEARCHED))
    small = np.asarray(Image.fromarray(grey).reduce(step), np.float32)
    paper = float(np.median(small))
    dark = small < paper - 60
    # Solid areas and the shadow of the scanner's lid say nothing: only the upper edges of what is dark count.
    edge = dark.copy()
    edge[1:] &= ~dark[:-1]
    y, x = np.nonzero(edge)
    if len(x) < 200:
        return 0.0
    if len(x) > _POINTS:
        picked = np.linspace(0, len(x) - 1, _POINTS).astype(np.int64)
        x, y = x[picked], y[picked]
    fx, fy = x - small.shape[1] / 2, y.astype(np.float64)
    best = 0.0
    for size, reach in _STEPS:
        angles = best + size * np.arange(-round(reach / size), round(reach / size) + 1)
        best = float(max(angles, key=lambda angle: (_sharpness(fx, fy, float(angle)), -abs(angle))))
    if abs(best) < _LEAST or abs(best) > _MOST or _sharpness(fx, fy, best) < 1.01 * _sharpness(fx, fy, 0.0):
        return 0.0
    return round(best, 3)


def _sharpness(x: npt.NDArray[np.float64], y: npt.NDArray[np.float64], angle: float) -> float:
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
