"""Large first letters that hang over several lines: put back to the word they begin."""

from __future__ import annotations

from itertools import pairwise

from ...models.page import Word
from .glyphs import ASCENT, DESCENT, Floats

_LARGER = 1.8
"""How many times larger than the text after it."""
_BESIDE = 0.8
"""Of the text's size: how far from the letter its word goes on."""
_LINE_DOWN = 0.8
"""Of the text's size: how much lower the letter stands than the first line; else it is just a large letter in it."""
_TOP = 0.35
"""Of the letter's size: how far its top may be from that of the first line."""


def set_initials(words: list[Word], base: Floats, x0: Floats, spaced: list[bool]) -> set[int]:
    """Join large initials to the words they begin; which words are thereby used up.

    A letter that is a word of its own ("I dag") stays one, but on the line it is read in. `words`, their `base`lines
    and left sides `x0` change in place, in the order of the content stream; `spaced` tells before which of them a
    space was printed.
    """
    used: set[int] = set()
    for i, (letter, word) in enumerate(pairwise(words)):
        size = word.style.size
        if len(letter.text) != 1 or letter.style.size < _LARGER * size or not letter.text.isupper():
            continue
        if not (letter.upright and word.upright and word.text[0].islower()):
            continue
        gap = word.x0 - letter.x1
        cap_top = base[i] - 0.7 * letter.style.size
        line_top = base[i + 1] - 0.7 * size
        if (
            -0.3 * size <= gap <= _BESIDE * size
            and base[i] - base[i + 1] >= _LINE_DOWN * size
            and abs(cap_top - line_top) <= _TOP * letter.style.size
        ):
            base[i] = base[i + 1]
            if spaced[i + 1]:
                letter.top, letter.bottom = base[i] - ASCENT * size, base[i] + DESCENT * size
                letter.style = word.style
            else:
                word.text = letter.text + word.text
                word.x0 = x0[i + 1] = letter.x0
                used.add(i)
    return used
