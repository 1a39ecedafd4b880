"""From characters to words, the same for every reader."""

from __future__ import annotations

from collections import Counter

from ...models.page import Char, Style, Word
from .text import HYPHEN

_GAP = 0.17
"""Of the font size: a wider gap between two characters is a space (a space is 0.2 to 0.3 em in text faces)."""


def words_of(chars: list[Char]) -> list[Word]:
    """The words of a page, top to bottom, then left to right."""
    out: list[Word] = []
    run: list[Char] = []
    for char in chars:
        if run and not _joins(run[-1], char):
            out.append(_word(run))
            run = []
        run.append(char)
    if run:
        out.append(_word(run))
    out.sort(key=lambda w: (round(w.bottom, 1), w.x0))
    return out


def _joins(a: Char, b: Char) -> bool:
    if a.upright != b.upright:
        return False
    size = max(a.style.size, b.style.size, 1.0)
    if a.upright:
        if abs(a.bottom - b.bottom) > 0.5 * size or abs(a.top - b.top) > 0.6 * size:
            return False
        if a.style.size > 1.25 * b.style.size and b.bottom < a.bottom - 0.1 * size:
            return False  # a raised mark stands alone
        return -0.5 * size <= b.x0 - a.x1 <= _GAP * min(a.style.size or size, b.style.size or size)
    if abs(a.x0 - b.x0) > 0.5 * size:
        return False
    gap = min(abs(b.top - a.bottom), abs(a.top - b.bottom))
    return gap <= _GAP * size


def _word(run: list[Char]) -> Word:
    style = _main_style(run)
    text = "".join(char.text for char in run)
    hyphen = text.endswith(HYPHEN)
    if HYPHEN in text:
        text = text[:-1].replace(HYPHEN, "") + "-" if hyphen else text.replace(HYPHEN, "")
    return Word(
        text,
        min(c.x0 for c in run),
        min(c.top for c in run),
        max(c.x1 for c in run),
        max(c.bottom for c in run),
        style,
        run[0].upright,
        hyphen=hyphen,
    )


def _main_style(run: list[Char]) -> Style:
    first = run[0].style
    if all(char.style is first for char in run):
        return first
    return Counter(char.style for char in run).most_common(1)[0][0]
