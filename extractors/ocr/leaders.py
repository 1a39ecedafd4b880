"""The dots that lead from an entry of contents to its page: the recogniser makes letters of them."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from .lines import Piece

Ints = npt.NDArray[np.int64]

_FEWEST = 5
"""Dots: fewer are no leader."""
_DOT = 0.45
"""Of the usual height of letters: a dot is lower and narrower."""
_EVEN = 0.5
"""Of the usual step from dot to dot: how far steps may differ."""


def leader_of(piece: Piece, usual: float) -> tuple[int, int] | None:
    """The first letter of a piece that belongs to a leader, and the first behind it; None without one."""
    x0, y0, x1, y1 = piece.letters.T
    dot = (x1 - x0 < _DOT * usual) & (y1 - y0 < _DOT * usual)
    best: tuple[int, int] | None = None
    start = 0
    for i in range(len(dot) + 1):
        if i < len(dot) and dot[i] and (i == start or _goes_on(piece.letters[start : i + 1], usual)):
            continue
        if i - start >= _FEWEST and (best is None or i - start > best[1] - best[0]):
            best = (start, i)
        start = i if i < len(dot) and dot[i] else i + 1
    return best


def _goes_on(dots: Ints, usual: float) -> bool:
    """Whether the last of some dots stands as high, and as far from the one before it, as they do."""
    steps = np.diff(dots[:, 0])
    level = abs(int(dots[-1, 3] - dots[0, 3])) <= _DOT * usual
    return bool(level and abs(steps[-1] - np.median(steps)) <= max(1.5, _EVEN * float(np.median(steps))))


def part_of(piece: Piece, first: int, last: int) -> Piece:
    """The letters of a piece from `first` to before `last`, as a piece of its own."""
    letters = piece.letters[first:last]
    x0, x1 = int(letters[:, 0].min()), int(letters[:, 2].max())
    return Piece(x0, piece.y0, x1, piece.y1, letters, piece.ink[:, x0 - piece.x0 : x1 - piece.x0])
