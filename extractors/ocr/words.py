"""From recognised characters to words, by the ink: its gaps, its bullets and paragraph signs.

The recogniser finds characters well and gaps between words less so; and its Danish model knows neither bullets nor "§".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from .engine import Symbol
from .gaps import NARROW, Gap, columns_of, gaps_of, is_one, parts_words, symbols_before, text_of
from .kinds import SHARE, height_of, telling, telling_letters
from .lines import Piece

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_DESCENDING = frozenset("gjpqyç,;()[]{}/§Q|@")
_SOFT = 1.2
"""Pixels by which the soft edges of ink make letters taller."""

# Of the font size.
_NO_SPACE, _HARDLY_SPACE = 0.09, 0.16
"""Narrower gaps do not part words; nor do these where there is a word without, and none on one of their sides."""
_LIKE_SPACE = 0.16
"""Gaps from which on words part if there are enough of them; wherever the recogniser has seen its characters."""
_DASH = 0.4
"""A dash that is longer is no hyphen."""
_TALL, _DEEP = 0.71, 0.07
"""A "§" is at least as tall, and goes at least as far below the line."""
_ROUND = (0.12, 0.6)
"""The least and greatest side of a bullet."""
_APART = 0.2
"""A bullet stands at least so far from its text."""
_FLOATS = 0.04
"""A bullet ends at least so far over the line."""

_FILLED, _SOLID = 0.5, 0.4
"""Of its box: how much of a bullet is ink, and how dark its middle is; a ring has less and is light inside."""

_LIKE_SECTION = re.compile(r"([&$£€8S5s])([&$£€8S5s]?)(?=\d|$)")
_STOPPED = re.compile(r"\d{2,}\.")
_DASHES = frozenset("-–—_=~")


@dataclass(slots=True)
class Token:
    """A word of a piece of a line."""

    text: str
    letters: Ints
    """`(count, 4)`: the boxes of its letters, in pixels of the page; none where the ink does not tell them apart."""
    confidence: float
    read: str = ""
    """What was recognised, where the ink or the language has told another text; else empty."""


@dataclass(slots=True)
class TextLine:
    """The words of a piece of a line; lengths in pixels of the page."""

    piece: Piece
    base: float
    """The height of the baseline."""
    size: float
    """The font size."""
    tokens: list[Token] = field(default_factory=list)


def line_of(piece: Piece, symbols: list[Symbol]) -> TextLine:
    """The words of a piece of a line from the characters that were recognised in it."""
    read = [list(group) for group in _words(symbols)]
    text = text_of(symbols)
    base = baseline(piece, text)
    parted = _parted(piece, read)
    size = _size(read, parted, base) or _size_of_any(piece)
    line = TextLine(piece, base, size)
    for group, letters in zip(read, parted, strict=True):
        line.tokens.extend(_cut(group, letters, size, base))
    line.tokens = _joined(line.tokens, size)
    return line


def _words(symbols: list[Symbol]) -> list[list[Symbol]]:
    out: list[list[Symbol]] = []
    for symbol in symbols:
        if symbol.first or not out:
            out.append([])
        out[-1].append(symbol)
    return out


def _parted(piece: Piece, words: list[list[Symbol]]) -> list[Ints]:
    """The letters of each word: words part at wide gaps that are near to where the recogniser has parted them."""
    if not words:
        return []
    gaps = gaps_of(piece.letters)
    wide = [gap for gap in gaps if gap.wide >= _LIKE_SPACE * _size_of_any(piece)]
    seams = [piece.x0 + (before[-1].x1 + after[0].x0) / 2 for before, after in pairwise(words)]
    if len(wide) > len(seams):
        found = _seams_by_count(seams, wide, columns_of(piece.letters), [len(word) for word in words])
    else:
        found = [gap.middle for gap in wide] if len(wide) == len(seams) else _seams(seams, gaps)
    edges = [-1e9, *found, 1e9]
    middle = (piece.letters[:, 0] + piece.letters[:, 2]) / 2
    return [piece.letters[(middle >= a) & (middle < b)] for a, b in pairwise(edges)]


def _seams_by_count(
    seams: list[float], gaps: list[Gap], columns: list[tuple[int, int]], counts: list[int]
) -> list[float]:
    """For each of `seams` one of more gaps, so that they are near and words have about as many letters in the ink.

    Args:
        seams: Where the recogniser has parted words.
        gaps: The wide gaps.
        columns: The letters in the ink.
        counts: How many characters each word has.
    """
    before = [0, *(sum(end <= gap.start for _, end in columns) for gap in gaps), len(columns)]
    wide = (columns[-1][1] - columns[0][0]) / len(columns)
    # costs[g]: the least for the words so far, where the last of them ends at gap g (counted from 1).
    costs = {0: 0.0}
    ways: list[dict[int, int]] = []
    for n, count in enumerate(counts):
        ends = range(n + 1, len(gaps) - len(seams) + n + 2) if n < len(seams) else [len(gaps) + 1]
        new, way = {}, {}
        for end in ends:
            off = 0.5 * abs(gaps[end - 1].middle - seams[n]) if n < len(seams) else 0.0
            options = [(cost + abs(before[end] - before[start] - count) * wide, start) for start, cost in costs.items()]
            cost, way[end] = min(option for option in options if option[1] < end)
            new[end] = cost + off
        costs = new
        ways.append(way)
    out: list[float] = []
    at = len(gaps) + 1
    for way in reversed(ways):
        at = way[at]
        if at:
            out.append(gaps[at - 1].middle)
    return out[::-1]


def _seams(seams: list[float], gaps: list[Gap]) -> list[float]:
    """For each of `seams` the middle of a gap of its own, from left to right, so that they are wide and near in all."""
    if len(seams) > len(gaps):
        return sorted(seams)
    middle = np.array([gap.middle for gap in gaps])
    width = np.array([gap.wide for gap in gaps], np.float64)
    best = np.zeros(len(gaps) + 1)
    choices = []
    for seam in seams:
        taken = best[:-1] + width - 0.5 * np.abs(middle - seam)
        # best[j]: the best that the seams so far do with the first j gaps; -inf where there are too few.
        after = np.concatenate(([-np.inf], np.maximum.accumulate(taken)))
        choices.append(taken)
        best = after
    out: list[float] = []
    last = len(gaps)
    for taken in reversed(choices):
        last = int(taken[:last].argmax())
        out.append(float(middle[last]))
    return out[::-1]


def baseline(piece: Piece, text: str) -> float:
    """The height on which most letters of a piece stand, in pixels of the page."""
    tall = piece.letters[:, 3] - piece.letters[:, 1]
    large = piece.letters[tall >= 0.5 * float(np.median(tall))]
    letters = [c for c in text if c.isalnum()] or ["x"]
    hanging = sum(c in _DESCENDING for c in letters) / len(letters)
    return float(np.percentile(large[:, 3], 50 * (1 - min(hanging, 0.9)), method="nearest"))


def _size(words: list[list[Symbol]], parted: list[Ints], base: float) -> float:
    """The font size by the height of letters whose shape is known; 0.0 where there are none."""
    found: list[tuple[float, float]] = []
    for word, letters in zip(words, parted, strict=True):
        text = text_of(word)
        kind, worth = telling(text)
        if worth and len(letters):
            tops = letters[telling_letters(kind, letters), 1]
            found.append(((height_of(kind, tops, base) - _SOFT) / SHARE[kind], worth))
    return weighted_median(found)


def weighted_median(values: list[tuple[float, float]]) -> float:
    """The median of `(value, weight)`; 0.0 of none."""
    if not values:
        return 0.0
    values = sorted(values)
    half, so_far = sum(weight for _, weight in values) / 2, 0.0
    for value, weight in values:
        so_far += weight
        if so_far >= half:
            return value
    return values[-1][0]


def _size_of_any(piece: Piece) -> float:
    return float(np.max(piece.letters[:, 3] - piece.letters[:, 1])) / 0.8


def _cut(word: list[Symbol], letters: Ints, size: float, base: float) -> list[Token]:
    """A recognised word, cut where its ink leaves the space between two words."""
    out: list[Token] = []
    for gap in gaps_of(letters):
        if gap.wide < NARROW * size:
            continue
        count = symbols_before(word, letters, gap, size)
        before, after = word[:count], word[count:]
        if before and after and parts_words(text_of(before), text_of(after), gap, letters, size):
            out.append(_token(before, letters[letters[:, 0] < gap.middle], size, base))
            word, letters = after, letters[letters[:, 0] >= gap.middle]
    out.append(_token(word, letters, size, base))
    return out


def _token(word: list[Symbol], letters: Ints, size: float, base: float) -> Token:
    read = text_of(word)
    text = _with_sections(read, letters, size, base) if len(letters) else read
    if text in _DASHES and len(letters):
        text = "–" if letters[:, 2].max() - letters[:, 0].min() >= _DASH * size else "-"
    if _STOPPED.fullmatch(text) and len(columns_of(letters)) == len(text) - 1:
        text = text[:-1]  # the recogniser ends figures with a full stop that no ink shows
    text = "I" if text == "|" else text.replace("—", "–")
    return Token(text, letters, word[0].confidence, read if text != read else "")


def _with_sections(text: str, letters: Ints, size: float, base: float) -> str:
    """The text with "§" for each first character that is taller and goes deeper than what it is read as."""
    found = _LIKE_SECTION.match(text)
    columns = columns_of(letters)
    if found is None or len(columns) < len(found[0]):
        return text
    signs = 0
    for start, end in columns[: len(found[0])]:
        own = letters[(letters[:, 0] >= start) & (letters[:, 2] <= end)]
        top, bottom = float(own[:, 1].min()), float(own[:, 3].max())
        if bottom - top < _TALL * size or bottom - base < _DEEP * size:
            break
        signs += 1
    return "§" * signs + text[signs:]


def _joined(tokens: list[Token], size: float) -> list[Token]:
    """Words that hardly a gap parts are one."""
    out: list[Token] = []
    for token in tokens:
        if out and len(out[-1].letters) and len(token.letters):
            last = out[-1]
            gap = float(token.letters[:, 0].min() - last.letters[:, 2].max())
            hardly = gap < _HARDLY_SPACE * size and is_one(last.text, token.text)
            if (gap < _NO_SPACE * size or hardly) and last.text[-1].isalpha() and token.text[0].isalpha():
                letters = np.concatenate([last.letters, token.letters])
                read = (last.read or last.text) + " " + (token.read or token.text)
                out[-1] = Token(last.text + token.text, letters, min(last.confidence, token.confidence), read)
                continue
        out.append(token)
    return out


def bullet_of(piece: Piece, usual: float) -> Piece | None:
    """Take the bullet off the start of a piece (in place), and return it as a piece of its own; None without one.

    A bullet is round or square, filled, stands off the line, and apart from the text.
    """
    x0, y0, x1, y1 = (int(v) for v in piece.letters[0])
    wide, tall = x1 - x0, y1 - y0
    size = 2 * usual
    if not (_ROUND[0] * size <= wide <= _ROUND[1] * size and 0.7 <= wide / max(tall, 1) <= 1.4):
        return None
    dot = piece.ink[y0 - piece.y0 : y1 - piece.y0, x0 - piece.x0 : x1 - piece.x0]
    inner = dot[tall // 3 : tall - tall // 3, wide // 3 : wide - wide // 3]
    if float((dot > 0.4 * dot.max()).mean()) < _FILLED or float(inner.min()) < _SOLID * dot.max():
        return None
    rest = piece.letters[1:]
    if len(rest):
        base = float(np.median(rest[:, 3]))
        high = base - (y0 + y1) / 2
        if rest[0, 0] - x1 < _APART * size or not 0.1 * size <= high <= 0.6 * size or base - y1 < _FLOATS * size:
            return None
    bullet = Piece(x0, y0, x1, y1, piece.letters[:1], dot)
    if len(rest):
        left = int(rest[:, 0].min())
        piece.ink = piece.ink[:, left - piece.x0 :]
        piece.x0, piece.letters = left, rest
    return bullet
