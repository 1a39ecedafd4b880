"""What the ink tells of how words are set: how large, how bold, how slanted, in which colour."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ...models.page import Colour
from .heights import baseline_of, tops_of
from .kinds import SHARE, height_of, telling, telling_letters
from .lines import Piece
from .picture import Bytes
from .words import TextLine, Token

Floats = npt.NDArray[np.float64]

_SLANTS = (0.0, 0.09, 0.18, 0.27)
"""Tangents of the angles at which letters of a slanted face lean; upright ones lean at 0."""


@dataclass(slots=True)
class Measured:
    """A word with what its ink tells; lengths in points."""

    token: Token
    base: float
    """The height of its baseline."""
    x0: float
    x1: float
    size: float
    """The font size that the height of its letters tells; that of its line where they tell none."""
    weight: float
    """How much that is worth: the number of letters, less for those without ascenders, 0.0 where they tell none."""
    stroke: float
    """How thick the strokes of its letters are; 0.0 where there are too few to tell."""
    slant: float
    """The tangent of the angle by which its letters lean."""
    colour: Colour


def measure(line: TextLine, rgb: Bytes, scale: float) -> list[Measured]:
    """The words of a line with what their ink tells.

    Args:
        line: The words, in pixels.
        rgb: The page's picture at half of the resolution.
        scale: Pixels to a point.
    """
    out = []
    piece = line.piece
    exact = baseline_of(piece, line.base)
    for token in line.tokens:
        if not len(token.letters):
            continue
        size, weight = _size(token, piece, exact)
        x0, x1 = int(token.letters[:, 0].min()), int(token.letters[:, 2].max())
        ink = piece.ink[:, max(0, x0 - piece.x0) : x1 - piece.x0].astype(np.float64)
        lengths = (exact, x0, x1, size if weight else line.size)
        base, left, right, size = (length / scale for length in lengths)
        stroke, colour = _stroke(ink) / scale, _colour(piece, ink, x0, rgb)
        out.append(Measured(token, base, left, right, size, weight, stroke, _slant(ink), colour))
    return out


def _size(token: Token, piece: Piece, base: float) -> tuple[float, float]:
    """The font size that the height of a word's letters tells, in pixels, and how much that is worth."""
    kind, worth = telling(token.text)
    if not worth:
        return 0.0, 0.0
    letters = token.letters[telling_letters(kind, token.letters)]
    return height_of(kind, tops_of(piece, letters), base) / SHARE[kind], worth


def _stroke(ink: Floats) -> float:
    """The mean thickness of strokes that are crossed from left to right: their ink over their number."""
    if ink.shape[1] < 3:
        return 0.0
    wide = np.pad(ink, ((0, 0), (1, 1)))
    steps = np.abs(np.diff(wide, axis=1))
    edges = float(steps[steps > 12].sum())
    return 2 * float(ink.sum()) / edges if edges else 0.0


def _slant(ink: Floats) -> float:
    """The lean of stems: the shear of the rows that gathers the ink in the fewest columns."""
    tall, wide = ink.shape
    if wide < tall or tall < 6:
        return 0.0
    rows = (tall - 1 - np.arange(tall))[:, None]
    columns = np.arange(wide)[None, :]
    best, found = -math.inf, 0.0
    reach = math.ceil(_SLANTS[-1] * tall) + 1
    for lean in _SLANTS:
        at = (columns - np.round(lean * rows) + reach).astype(np.int64)
        profile = np.bincount(at.ravel(), ink.ravel(), wide + 2 * reach)
        score = float(np.abs(np.diff(profile)).sum())
        if score > best * 1.02:
            best, found = score, lean
    return found


def _colour(piece: Piece, ink: Floats, x0: int, rgb: Bytes) -> Colour:
    """The usual colour where the ink is strongest."""
    if not ink.size or not ink.max():
        return (0, 0, 0)
    rows, columns = np.nonzero(ink >= 0.85 * ink.max())
    y = np.minimum((rows + piece.y0) // 2, rgb.shape[0] - 1)
    x = np.minimum((columns + x0) // 2, rgb.shape[1] - 1)
    red, green, blue = np.median(rgb[y, x], axis=0)
    return (int(red), int(green), int(blue))
