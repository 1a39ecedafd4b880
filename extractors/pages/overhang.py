"""Boxes as wide as the space that characters take in their line, where PDFium makes them wider.

PDFium widens the box of a letter that hangs over its neighbours, such as an f, by what hangs over. The gap to the next
letter then looks too small, and words run together.
"""

from __future__ import annotations

from itertools import repeat
from typing import NamedTuple

import numpy as np

from . import native
from .glyphs import Floats, Ints, codes

_OVERHANG = 0.004
"""Of an em: how much wider than its character a box may be."""
_MEETS = 0.03
"""Of an em: how near a character must start to where the one before it ends."""
_CODES = 0x250
"""Characters from here on are not looked at: those before it write all languages with Latin letters."""
_WAYS: dict[tuple[float, float], tuple[int, int, int]] = {
    (1.0, 0.0): (0, 2, 0),
    (0.0, 1.0): (3, 1, 1),
    (-1.0, 0.0): (2, 0, 0),
    (0.0, -1.0): (1, 3, 1),
}
"""Directions of reading in PDF space, with the columns of a box (left, top, right, bottom) that a character starts and
ends with, and the axis it runs along."""
_NUMBER = {way: number for number, way in enumerate(_WAYS)}


class Face(NamedTuple):
    """The font of a run, and how it is laid."""

    font: int
    """The address of PDFium's font."""
    em: float
    """How many points an em is wide."""
    way: tuple[float, float]
    """The direction of reading in PDF space, y upwards."""


def trim_overhangs(textpage: int, text: str, boxes: Floats, run: Ints, faces: list[Face]) -> None:
    """Take what hangs over off the boxes of a page's characters (in place).

    Args:
        textpage: The address of PDFium's text page.
        text: Its characters.
        boxes: Their boxes in PDF space: left, top, right, bottom.
        run: The run of each, an index into `faces`; -1 for none.
        faces: Of each run.
    """
    if not faces:
        return
    fonts: dict[int, int] = {}
    font = np.array([fonts.setdefault(face.font, len(fonts)) for face in faces])
    ways = np.array([_NUMBER.get(face.way, -1) for face in faces])
    em = np.array([face.em for face in faces])
    code = codes(text).astype(np.int64)
    at = np.flatnonzero((run >= 0) & (code < _CODES))
    which = font[run[at]] * _CODES + code[at]
    widths = _widths(list(fonts), which)
    for way, number in _NUMBER.items():
        if (ways == number).any():
            of_way = ways[run[at]] == number
            _trim(textpage, boxes, run, at[of_way], which[of_way], widths, em, way)


def _widths(fonts: list[int], which: Ints) -> Floats:
    """The width in ems of each character that occurs, at the place font number * `_CODES` + code."""
    widths = np.zeros(len(fonts) * _CODES, np.float32)
    used = np.zeros(len(widths), bool)
    used[which] = True
    start = widths.ctypes.data
    for place in np.flatnonzero(used).tolist():
        native.glyph_width(fonts[place // _CODES], place % _CODES, 1.0, start + 4 * place)
    return widths.astype(np.float64)


def _trim(
    textpage: int,
    boxes: Floats,
    run: Ints,
    at: Ints,
    which: Ints,
    widths: Floats,
    em: Floats,
    way: tuple[float, float],
) -> None:
    start, end, axis = _WAYS[way]
    sign = way[axis]
    ems = em[run[at]]
    width = widths[which] * ems
    piece = np.zeros(len(boxes), bool)  # of a ligature, whose pieces share its box
    same = (boxes[1:, start] == boxes[:-1, start]) & (boxes[1:, end] == boxes[:-1, end])
    piece[1:] |= same
    piece[:-1] |= same
    wide = (width > 0) & (sign * (boxes[at, end] - boxes[at, start]) - width > _OVERHANG * ems) & ~piece[at]
    found, width, which, ems = at[wide], width[wide], which[wide], ems[wide]
    if not len(found):
        return
    points = np.zeros((len(found), 2))
    first = points.ctypes.data
    steps = (range(first, first + 16 * len(found), 16), range(first + 8, first + 8 + 16 * len(found), 16))
    native.call_each(native.get_origin, repeat(textpage), found.tolist(), *steps)
    origin = points[:, axis]
    stop = origin + sign * width
    # A font may draw one character in several ways (figures of two widths, small capitals): believe the width that
    # it names where the next character of the run starts there, or where nothing comes after to tell.
    after = np.minimum(found + 1, len(boxes) - 1)
    followed = (run[after] == run[found]) & (after > found)
    meets = followed & (np.abs(boxes[after, start] - stop) < _MEETS * ems)
    certain, doubted = np.zeros(len(widths), bool), np.zeros(len(widths), bool)
    certain[which[meets]] = True
    doubted[which[followed & ~meets]] = True
    sure = (certain | ~doubted)[which]
    boxes[found[sure], start] = origin[sure]
    boxes[found[sure], end] = stop[sure]
