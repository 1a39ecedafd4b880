"""Which letters of a word tell the font size by their height, and how high such letters stand in usual faces."""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

Kind = Literal["ascenders", "capitals", "dotted", "low", "figures", "none"]
"""`dotted` are capitals or figures beside an i, whose dot stands higher in some faces, `figures` figures or capitals
beside brackets."""

_ASCENDERS = frozenset("bdfhklß")
_CAPITALS = frozenset("ABCDEFGHIJKLMNOPRSTUVWXYZÆØ0123456789")
_LOW = frozenset("aceimnorsuvwxzæøgpqy")
_DOTTED = frozenset("ij")
_ACCENTED = frozenset("åéöäü")
_MISLEADING = frozenset("ÅÉÖÄÜQ()[]/§|\"”»«'")
_SMALL = frozenset(".,:;-–—•·…")

SHARE: dict[Kind, float] = {
    "ascenders": 0.72,
    "capitals": 0.72,
    "dotted": 0.72,
    "low": 0.52,
    "figures": 0.72,
    "none": 0.0,
}
"""Of the font size: how high letters of a kind stand."""
_ACCENTED_WORTH = 0.1
"""What a word with a ring or an accent tells of the size: it may stand higher than letters do."""
_LOW_WORTH = 0.3
_TALL = 0.45
"""Of the tallest letter: what is lower is a dot or a sign."""
_MOST_LOW = 40
"""The hundredth of low letters, from the lowest, whose top tells: others beside them may stand higher."""


class Telling(NamedTuple):
    """What a word tells of the size."""

    kind: Kind
    worth: float
    """How much that is worth: about the number of letters that tell it."""


def telling(text: str) -> Telling:
    """What the height of a word's letters tells."""
    letters = [c for c in text if c not in _SMALL]
    low = sum(c in _LOW for c in letters)
    tall, capital = not _ASCENDERS.isdisjoint(letters), not _CAPITALS.isdisjoint(letters)
    misleading = not _MISLEADING.isdisjoint(letters)
    if (tall or capital) and not misleading:
        kind: Kind = "ascenders" if tall else "capitals" if _DOTTED.isdisjoint(letters) else "dotted"
        return Telling(kind, (1.0 if _ACCENTED.isdisjoint(letters) else _ACCENTED_WORTH) * len(text))
    if low and low > 0.6 * len(letters):
        return Telling("low", _LOW_WORTH * low)
    figures = sum(c in _CAPITALS for c in letters)
    if figures == sum(c.isalnum() for c in letters) > 0.6 * len(letters):
        return Telling("figures", _LOW_WORTH * figures)
    return Telling("none", 0.0)


def telling_letters(kind: Kind, letters: Ints) -> npt.NDArray[np.bool_]:
    """Which of a word's letters (boxes) stand as high as its kind is told to: the tallest, or the usual ones."""
    top = letters[:, 1]
    if kind not in ("low", "figures"):
        return np.asarray(top <= top.min() + 1)
    tall = letters[:, 3] - top
    whole = tall >= _TALL * tall.max()
    usual = np.percentile(top[whole], 100 - _MOST_LOW if kind == "low" else 50, method="higher")
    return np.asarray(whole & (np.abs(top - usual) <= 1))


def height_of(kind: Kind, tops: Ints | Floats, base: float) -> float:
    """How high letters of a kind stand over the baseline, by the tops of those that tell."""
    return base - float(np.median(tops) if kind in ("low", "figures") else tops.min())
