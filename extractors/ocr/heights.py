"""Where letters begin and end to a fraction of a pixel, by how dark the pixels are that their edges cross.

At 200 dots an inch a pixel is a twentieth of a letter's height: in whole pixels, lines of one size would come in two.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from .lines import Piece

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_STANDS = 1
"""Pixels off the baseline at most, for a letter that stands on it."""
_MOST = 24
"""Letters that tell the baseline."""


def baseline_of(piece: Piece, base: float) -> float:
    """The height on which letters stand, in pixels of the page; `base` is the same in whole pixels."""
    standing = piece.letters[np.abs(piece.letters[:, 3] - base) <= _STANDS][:_MOST]
    return (
        float(np.median([_crossing(_profile(piece, box)[::-1], box[3], -1) for box in standing]))
        if len(standing)
        else base
    )


def tops_of(piece: Piece, letters: Ints) -> Floats:
    """The tops of letters of a piece (their boxes) to a fraction of a pixel."""
    return np.array([_crossing(_profile(piece, box), int(box[1]), 1) for box in letters])


def _profile(piece: Piece, box: Ints) -> Floats:
    """The darkest ink of each row of a letter, with a row above and one below."""
    x0, y0, x1, y1 = box.tolist()
    rows = piece.ink[max(0, y0 - piece.y0 - 1) : y1 - piece.y0 + 1, x0 - piece.x0 : x1 - piece.x0]
    above, below = y0 == piece.y0, y1 == piece.y1
    return np.pad(rows.max(axis=1).astype(np.float64), (int(above), int(below)))


def _crossing(profile: Floats, edge: int, inwards: int) -> float:
    """Where ink gets half as dark as it is at its darkest; `profile` starts a row outside of `edge`."""
    half = float(profile.max()) / 2
    row = int(np.argmax(profile >= half))
    if row == 0:
        return float(edge)
    part = float((profile[row] - half) / max(profile[row] - profile[row - 1], 1.0))
    # The middle of the first row inside lies half a row from the edge.
    return edge + inwards * (row - 0.5 - part)
