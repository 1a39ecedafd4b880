"""Where the ink of what was recognised as one word leaves the space between two."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ..danish.lemmas import dictionary_lemma
from .engine import Symbol

Ints = npt.NDArray[np.int64]

# Of the font size. Gaps between the letters of a word are below 0.19, all but one in three thousand.
_SPACE, _SPACE_IN_WORD, _SPACE_IN_NUMBER = 0.17, 0.21, 0.3
"""Wider gaps end a word: between a figure or letter and a sign, between two letters, between two figures."""
NARROW = 0.13
"""So does a narrower one that is the widest of the word by far, where there are words on both sides and no word is
made of both, and before a year."""
_BY_FAR = 1.3
_WIDE = 0.26
"""A narrower one does not part what is a word as a whole."""
_OFF = 0.35
"""What it counts against a place to part at that there is no word on one of its sides, in font sizes of distance."""
_THIN, _BROAD = frozenset("fijlrt.,:;!|'I1-"), frozenset("mwæMWÆ%")
"""Characters of about half and of one and a half the usual width."""
_CLOSING = frozenset(".,:;!?)]»”'\"")
_BINDING = frozenset("/-–")
_QUARTER = re.compile(r"[A-ZÆØÅ]\d")
_YEAR = re.compile(r"(19|20)\d\d\b")


class Gap(NamedTuple):
    """A gap between letters, in pixels of the page."""

    start: int
    end: int

    @property
    def wide(self) -> int:
        return self.end - self.start

    @property
    def middle(self) -> float:
        return (self.start + self.end) / 2


def text_of(symbols: list[Symbol]) -> str:
    """What was recognised, as text."""
    return "".join(symbol.text for symbol in symbols)


def columns_of(letters: Ints) -> list[tuple[int, int]]:
    """The stretches from left to right that letters cover, those over each other together."""
    out: list[tuple[int, int]] = []
    for x0, _, x1, _ in letters[np.argsort(letters[:, 0], kind="stable")].tolist():
        if out and x0 < out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], x1))
        else:
            out.append((x0, x1))
    return out


def gaps_of(letters: Ints) -> list[Gap]:
    """The gaps between letters, from left to right."""
    return [Gap(end, start) for (_, end), (start, _) in pairwise(columns_of(letters))]


def symbols_before(word: list[Symbol], letters: Ints, gap: Gap, size: float) -> int:
    """How many characters of a word stand before a gap; `size` is the font size in pixels.

    Told by the number of letters in the ink where no two of them touch; else by how wide characters are, and by which
    pieces are words. Where the recogniser has seen a character is off by up to a letter.
    """
    columns = columns_of(letters)
    if len(columns) == len(word):
        return sum(end <= gap.start for _, end in columns)
    widths = [0.5 if s.text[0] in _THIN else 1.5 if s.text[0] in _BROAD else 1.0 for s in word]
    inked = float(columns[-1][1] - columns[0][0] - gap.wide) / sum(widths)
    best, lowest = 0, float("inf")
    so_far = float(columns[0][0])
    for count, width in enumerate(widths[:-1], 1):
        so_far += width * inked
        off = abs(so_far - gap.start) / size
        off += 0.0 if _are_two(text_of(word[:count]), text_of(word[count:])) else _OFF
        if off < lowest:
            best, lowest = count, off
    return best


def parts_words(before: str, after: str, gap: Gap, letters: Ints, size: float) -> bool:
    """Whether a gap is the space between two words; `size` is the font size in pixels."""
    wide = gap.wide / size
    if wide < NARROW or after[0] in _CLOSING:
        return False
    if before[-1].isdigit() and after[0].isdigit():
        by_year = _QUARTER.fullmatch(before) is not None and _YEAR.match(after) is not None
        return by_year or wide >= _SPACE_IN_NUMBER
    if before[-1] in ".,:" or before[-1] in _BINDING or (after[0] in _BINDING and before[-1].isdigit()):
        return wide >= _SPACE_IN_NUMBER
    if not (before[-1].isalpha() and after[0].isalpha()):
        return wide >= _SPACE
    if wide >= _SPACE_IN_WORD:
        return wide >= _WIDE or not _is_word(before + after)
    others = [other.wide for other in gaps_of(letters) if other != gap]
    return gap.wide >= _BY_FAR * max(others, default=0) and _are_two(before, after)


def _are_two(before: str, after: str) -> bool:
    """Whether two pieces are words, and are none together."""
    after = after.rstrip(".,;:-")
    return _is_word(before) and _is_word(after) and not _is_word(before + after)


def is_one(before: str, after: str) -> bool:
    """Whether two pieces are a word together, and not both words for themselves."""
    after = after.rstrip(".,;:")
    return _is_word(before + after) and not (_is_word(before) and _is_word(after))


def _is_word(text: str) -> bool:
    return dictionary_lemma(text.casefold()) is not None
