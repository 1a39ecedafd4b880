"""From characters to words, the same for every reader."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from ...models.page import Chars, Style, Word
from .glyphs import Floats, Glyphs, Ints, along
from .initials import set_initials
from .text import blanks

_GAP = 0.17
"""Of the font size: a wider gap between two characters is a space (a space is 0.2 to 0.3 em in text faces)."""
_GAP_AT_SPACE = 0.06
"""The same where the producer has printed a space: narrow ones of justified lines count too."""
_BACK = 0.5
"""Of the font size: how far a character may stand back over the one before it (kerning, accents)."""
_OFF_LINE = 0.3
"""Of the font size: how far baselines may lie apart within a word."""
_RAISED, _SMALLER = 0.1, 1.25
"""A character that is smaller by this factor and raised by this share of the larger size is a mark of its own."""
_SAME_LINE = 1.5
"""Points between the baselines of words that are ordered as one line."""
_STRAY = 0.12
"""Of the font size: how near the parts of a word must be that were not drawn after each other."""
_TRACKED, _TRACKED_MOST, _TRACKED_LINE = 0.08, 0.9, 2.2
"""Of the font size: gaps between the letters of letterspaced text, and the widest between its words."""

_LEADER = re.compile(r"[.·]{4,}|…{2,}|_{3,}|[-–]{6,}")
_MARK = re.compile(r"(?:[0-9]{1,3}|[a-z]|[*†‡§]{1,4})[).,]?")
_POINTS = re.compile(r"[.,;:!?)\]»”’\"']+")
_RAISED_DIGITS = frozenset("¹²³⁰⁴⁵⁶⁷⁸⁹")
_LENGTH = re.compile(r"(?:^|[^^\W_])(?:[kcmd]?m|kvm)")
"""A unit of length at the end of a word: a raised 2 or 3 after it is a power and no mark."""
_HYPHENS = "-\u2010\u2011"

Bools = npt.NDArray[np.bool_]


@dataclass(slots=True)
class _Line:
    """Printed characters without blanks, with how each lies to the one after it; lengths in points."""

    glyphs: Glyphs
    start: Floats
    end: Floats
    base: Floats
    size: Floats
    spaced: Bools
    """Whether the producer has printed a space before the character."""
    way: Ints
    """Equal for characters of one direction that are both seen or both hidden."""

    def ordered(self, order: Ints) -> _Line:
        moved = self.glyphs.take(order)
        floats = (self.start[order], self.end[order], self.base[order], self.size[order])
        return _Line(moved, *floats, self.spaced[order], self.way[order])


def words_of(glyphs: Glyphs, spaced: Bools) -> list[Word]:
    """The words of mended characters, top to bottom, then left to right.

    `glyphs` holds no blanks; `spaced` tells before which of them one was printed.
    """
    if not len(glyphs):
        return []
    line = _measured(glyphs, spaced)
    first, end = _ranges(_cuts(line))
    order = _strays(line, first, end)
    if order is not None:
        # The parts of a word that were drawn apart now follow each other, so the same cuts find it whole.
        line = line.ordered(order)
        first, end = _ranges(_cuts(line))
    return _words(line, first, end)


def without_blanks(glyphs: Glyphs) -> tuple[Glyphs, Bools]:
    """The characters that leave ink, and before which of them a space was printed."""
    blank = blanks(glyphs.text)
    if not blank.any():
        return glyphs, np.zeros(len(glyphs), bool)
    ink = np.flatnonzero(~blank)
    spaced = np.diff(ink, prepend=-1) > 1
    return glyphs.take(~blank), spaced


def chars_of(glyphs: Glyphs) -> Chars:
    """The characters, in the order of the content stream."""
    return Chars(glyphs.text, glyphs.boxes, glyphs.run, [(run.style, run.upright) for run in glyphs.runs])


def _measured(glyphs: Glyphs, spaced: Bools) -> _Line:
    ways: dict[tuple[float, float, bool], int] = {}
    way = [ways.setdefault((r.cos, r.sin, r.style.hidden), len(ways)) for r in glyphs.runs]
    size = np.array([r.style.size for r in glyphs.runs])[glyphs.run]
    start, end, base = along(glyphs)
    return _Line(glyphs, start, end, base, size, spaced, np.array(way)[glyphs.run])


def _ranges(cuts: Bools) -> tuple[Ints, Ints]:
    """The first character and the end of each piece, from whether a piece ends after each character but the last."""
    at = np.flatnonzero(cuts) + 1
    return np.concatenate(([0], at)), np.concatenate((at, [len(cuts) + 1]))


def _cuts(line: _Line) -> Bools:
    """Whether a word ends after each character but the last."""
    size_a, size_b = line.size[:-1], line.size[1:]
    least, most = np.minimum(size_a, size_b), np.maximum(size_a, size_b)
    gap = line.start[1:] - line.end[:-1]
    drop = line.base[1:] - line.base[:-1]
    raised = ((size_a > _SMALLER * size_b) & (drop < -_RAISED * most)) | (
        (size_b > _SMALLER * size_a) & (drop > _RAISED * most)
    )
    # The pieces of a ligature share one box; an accent stands over its letter.
    same = (line.start[1:] == line.start[:-1]) & (line.end[1:] == line.end[:-1]) & ~off_line(line)
    off = (line.way[1:] != line.way[:-1]) | (np.abs(drop) > _OFF_LINE * most) | (gap < -_BACK * most) | raised
    off &= ~same
    wide = (gap > _GAP * least) | (line.spaced[1:] & (gap > _GAP_AT_SPACE * least))
    cuts: Bools = off | (wide & ~same)
    _join_tracked(line, cuts, gap, least, off | (size_a != size_b) | (gap > _TRACKED_LINE * least))
    for match in _LEADER.finditer(line.glyphs.text):
        _set_leader(match.start(), match.end(), cuts, off | (gap > 2 * least))
    _set_marks(line, cuts, raised & (np.abs(gap) < _GAP * most))
    return cuts


def off_line(line: _Line) -> Bools:
    drop = np.abs(line.base[1:] - line.base[:-1])
    differs: Bools = (drop > 0.01) | (line.way[1:] != line.way[:-1])
    return differs


def _join_tracked(line: _Line, cuts: Bools, gap: Floats, least: Floats, ends: Bools) -> None:
    """Take back the cuts between the letters of letterspaced words.

    Where nearly all letters of a stretch stand apart by about the same gap, that gap is the spacing of its letters,
    and only what is wider by a space ends a word.
    """
    first, end = _ranges(ends)
    near = np.zeros(len(gap) + 1, np.int64)
    apart = near.copy()
    near[:-1] = (gap <= _TRACKED_MOST * least) & ~ends
    apart[:-1] = near[:-1] & (gap > _TRACKED * least)
    letters = end - first
    found = (letters >= 4) & (np.add.reduceat(apart, first) >= 0.6 * np.maximum(np.add.reduceat(near, first), 3))
    for a, b in zip(first[found].tolist(), end[found].tolist(), strict=True):
        text = line.glyphs.text[a:b]
        gaps = gap[a : b - 1]
        small = gaps[gaps <= _TRACKED_MOST * least[a : b - 1]]
        usual = float(np.median(small))
        even = np.abs(small - usual) <= 0.4 * usual
        typed = bool(line.spaced[a + 1 : b].mean() > 0.5)
        if even.mean() >= 0.6 and _is_tracked(text, typed):
            cuts[a : b - 1] = gaps > usual + _GAP * least[a : b - 1]


def _is_tracked(text: str, typed: bool) -> bool:
    """Whether spaced letters are words, not marks, figures or an alphabet set side by side."""
    if not typed:
        return sum(c.isalnum() for c in text) >= 4
    letters = "".join(c for c in text if c.isalpha())
    alphabet = all(ord(b) - ord(a) == 1 for a, b in pairwise(letters))
    return len(letters) >= 4 and len(set(letters.casefold())) > 1 and not alphabet


def _set_leader(a: int, b: int, cuts: Bools, ends: Bools) -> None:
    """Make the dots from `a` to `b` a word of their own (several where they go on in another line)."""
    for i in range(max(a - 1, 0), min(b, len(cuts))):
        cuts[i] = i == a - 1 or i == b - 1 or bool(ends[i])


def _set_marks(line: _Line, cuts: Bools, raised: Bools) -> None:
    """Set the raised digits of a font (U+00B9 ...) apart from their word as marks, and join powers to their unit.

    `raised` tells where one of two characters that touch is smaller and stands higher.
    """
    text = line.glyphs.text
    if not _RAISED_DIGITS.isdisjoint(text):
        for i, c in enumerate(text):
            if c not in _RAISED_DIGITS or i == 0 or cuts[i - 1]:
                continue
            if text[i - 1] not in _RAISED_DIGITS and not (c in "²³" and _is_length(text, i, cuts)):
                cuts[i - 1] = True
            if i < len(cuts) and text[i + 1].isalpha():
                cuts[i] = True
    for i in np.flatnonzero(raised).tolist():
        end = i + 2 >= len(text)
        if text[i + 1] in "23" and (end or not text[i + 2].isalnum() or cuts[i + 1]) and _is_length(text, i + 1, cuts):
            cuts[i] = False
            if not end and raised[i + 1] and text[i + 2] in ".,;:)":
                cuts[i + 1] = False


def _is_length(text: str, end: int, cuts: Bools) -> bool:
    """Whether the piece of a word before `end` is a unit of length, with figures before it or without."""
    start = end - 1
    while start > 0 and not cuts[start - 1] and end - start < 12:
        start -= 1
    return bool(_LENGTH.fullmatch(text[start:end]))


def _strays(line: _Line, first: Ints, end: Ints) -> Ints | None:
    """A new order of characters where parts of a word were drawn out of order, else None."""
    last = end - 1
    start, stop, base, size = line.start[first], line.end[last], line.base[first], line.size[first]
    order = np.lexsort((start, np.round(base / 2), line.way[first]))
    a, b = order[:-1], order[1:]
    gap = start[b] - stop[a]
    near = (
        (b != a + 1)
        & (np.abs(gap) <= _STRAY * size[a])
        & (np.abs(base[a] - base[b]) <= 0.05 * size[a])
        & (np.abs(size[a] - size[b]) <= 0.05 * size[a])
        & (line.way[first[a]] == line.way[first[b]])
        & ~line.spaced[first[b]]
        & ~np.append(line.spaced, False)[end[a]]
    )
    if not near.any():
        return None
    after = dict(zip(a[near].tolist(), b[near].tolist(), strict=True))
    taken = set(after.values())
    pieces: list[int] = []
    for piece in range(len(first)):
        if piece in taken:
            continue
        pieces.append(piece)
        while pieces[-1] in after:
            pieces.append(after[pieces[-1]])
    return np.concatenate([np.arange(first[p], end[p]) for p in pieces])


def _words(line: _Line, first: Ints, end: Ints) -> list[Word]:
    """The words from the ranges of their characters, top to bottom, then left to right."""
    glyphs, text = line.glyphs, line.glyphs.text
    boxes = glyphs.boxes
    x0, top = np.minimum.reduceat(boxes[:, 0], first), np.minimum.reduceat(boxes[:, 1], first)
    x1, bottom = np.maximum.reduceat(boxes[:, 2], first), np.maximum.reduceat(boxes[:, 3], first)
    styles: dict[Style, int] = {}
    kind = np.array([styles.setdefault(run.style, len(styles)) for run in glyphs.runs])[glyphs.run]
    named = list(styles)
    usual = kind[first]
    for i in np.flatnonzero(np.minimum.reduceat(kind, first) != np.maximum.reduceat(kind, first)).tolist():
        usual[i] = Counter(kind[first[i] : end[i]].tolist()).most_common(1)[0][0]
    uprights = [run.upright for run in glyphs.runs]
    levels = np.array([run.level for run in glyphs.runs])[glyphs.run[first]]
    words = [
        Word(text[a:b], left, high, right, low, named[style], uprights[run])
        for a, b, left, high, right, low, style, run in zip(
            first.tolist(),
            end.tolist(),
            x0.tolist(),
            top.tolist(),
            x1.tolist(),
            bottom.tolist(),
            usual.tolist(),
            glyphs.run[first].tolist(),
            strict=True,
        )
    ]
    for i in np.flatnonzero(_raised(line, first, end)).tolist():
        words[i].superscript = bool(_MARK.fullmatch(words[i].text))
    if not _RAISED_DIGITS.isdisjoint(text):
        for word in words:
            word.superscript |= word.text[0] in _RAISED_DIGITS and len(word.text) <= 3
    _set_hyphens(words, _ends_line(line, first, end))
    base = line.base[first]
    used = set_initials(words, base, x0, line.spaced[first].tolist())
    kept = [i for i in _with_their_points(words, base.tolist()) if i not in used]
    return _sorted([words[i] for i in kept], np.where(levels, base, bottom)[kept], x0[kept])


def _with_their_points(words: list[Word], base: list[float]) -> list[int]:
    """Put the full stop that comes after a footnote's mark to the word before the mark; which words are left."""
    kept: list[int] = []
    for i, word in enumerate(words):
        if (
            kept
            and i > 1
            and words[i - 1].superscript
            and not words[i - 2].superscript
            and _POINTS.fullmatch(word.text)
            and abs(base[i] - base[i - 2]) <= _OFF_LINE * word.style.size
            and 0 <= word.x0 - words[i - 2].x1 <= 2.0 * word.style.size
            and abs(word.x0 - words[i - 1].x1) <= _GAP * word.style.size
        ):
            words[i - 2].text += word.text
            words[i - 2].x1 = word.x1
        else:
            kept.append(i)
    return kept


def _set_hyphens(words: list[Word], ends: Bools) -> None:
    for i in np.flatnonzero(ends).tolist():
        text = words[i].text
        if text[-1] in _HYPHENS and len(text) > 1 and text[-2].isalpha():
            words[i].hyphen = True
            words[i].text = text[:-1] + "-"


def _raised(line: _Line, first: Ints, end: Ints) -> Bools:
    """Whether a piece is smaller than the one before or after it, beside it, and stands higher."""
    last = end - 1
    size, base = line.size[first], line.base[first]
    gap = line.start[first[1:]] - line.end[last[:-1]]
    same = line.way[first[1:]] == line.way[first[:-1]]
    lower = base[1:] - base[:-1]
    out = np.zeros(len(first), bool)
    out[1:] = _is_over(size[1:], size[:-1], -lower) & same & (np.abs(gap) < 0.6 * size[:-1])
    out[:-1] |= _is_over(size[:-1], size[1:], lower) & same & (np.abs(gap) < 0.9 * size[1:])
    return out


def _is_over(small: Floats, large: Floats, height: Floats) -> Bools:
    found: Bools = (large > 1.15 * small) & (height > 0.08 * large) & (height < 0.8 * large)
    return found


def _ends_line(line: _Line, first: Ints, end: Ints) -> Bools:
    """Whether the next piece drawn stands on another line, or far off."""
    last = end - 1
    size = line.size[first[:-1]]
    gap = line.start[first[1:]] - line.end[last[:-1]]
    drop = np.abs(line.base[first[1:]] - line.base[last[:-1]])
    found = (gap < -_BACK * size) | (gap > 1.5 * size) | (drop > 0.6 * size)
    return np.append(found, True)


def _sorted(words: list[Word], base: Floats, x0: Floats) -> list[Word]:
    """Top to bottom by the height of their baselines, those of one line from left to right."""
    order = np.argsort(base, kind="stable")
    row, start, rows = 0, float("-inf"), []
    for height in base[order].tolist():
        if height - start > _SAME_LINE:
            row, start = row + 1, height
        rows.append(row)
    order = order[np.lexsort((x0[order], np.array(rows)))]
    return [words[i] for i in order.tolist()]
