"""A line that is read with doubt is read again at other sizes, at which grain spoils other letters or none."""

from __future__ import annotations

import re

import numpy as np
from PIL import Image

from ..danish.lemmas import dictionary_lemma
from .engine import Recogniser, Symbol
from .lines import Piece

_WORD = re.compile(r"[^\W\d_]+")
_DOUBTFUL = 0.75
"""A line with a word less sure is read again."""
_SURE = 0.9
"""A reading without a word less sure is not doubted further."""
_SCALES = (1.5, 0.75)
"""The sizes at which a line is read again."""
_BETTER = 0.01
"""By how much another reading must be surer."""


def read_twice(recogniser: Recogniser, piece: Piece, dpi: float) -> list[Symbol]:
    """The characters of a piece, of `dpi` pixels to an inch; of several readings the surest, with the most words."""
    best = recogniser.read(piece.ink, dpi, piece.several)
    if piece.several or not best or _weakest(best) >= _DOUBTFUL:
        return best
    for scale in _SCALES:
        other = _read_scaled(recogniser, piece, dpi, scale)
        if _worth(other) >= _worth(best) + _BETTER:
            best = other
        if _weakest(best) >= _SURE:
            break
    return best


def _weakest(symbols: list[Symbol]) -> float:
    """How sure the least sure letter or figure is; 0.0 without any."""
    return min((symbol.confidence for symbol in symbols if symbol.text.isalnum()), default=0.0)


def _worth(symbols: list[Symbol]) -> float:
    """How sure a reading is on the whole and where it is least so, and how much of it is words of the language."""
    sure = [symbol.confidence for symbol in symbols if symbol.text.isalnum()]
    if not sure:
        return 0.0
    text = "".join((" " if symbol.first else "") + symbol.text for symbol in symbols)
    words = [word for word in _WORD.findall(text) if len(word) > 1]
    known = sum(dictionary_lemma(word.casefold()) is not None for word in words)
    return sum(sure) / len(sure) + min(sure) + (known / len(words) if words else 0.0)


def _read_scaled(recogniser: Recogniser, piece: Piece, dpi: float, scale: float) -> list[Symbol]:
    tall, wide = (max(1, round(side * scale)) for side in piece.ink.shape)
    ink = np.asarray(Image.fromarray(piece.ink).resize((wide, tall), Image.Resampling.LANCZOS))
    found = recogniser.read(ink, dpi * scale)
    return [symbol._replace(x0=round(symbol.x0 / scale), x1=round(symbol.x1 / scale)) for symbol in found]
