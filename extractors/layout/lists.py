"""Marks of list items and numbered headings."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

BULLETS = "•›◦▪▫■□●○◆◇▶►▸➢➤➔→✓✔√❖❑·∙‣⁃*¤›>"
ALONE = "»+⦁⇒⇨❯"
"""These are marks only as a word of their own: "»" also opens a quotation, "+" a number."""
DASHES = "-–—‒−"
_NUMBERED = re.compile(r"(?:\(\d{1,2}\)|\d{1,2}(?:\.\d{1,2}){0,3}[.)]|\d{1,2}(?:\.\d{1,2}){1,3})$")
_LETTERED = re.compile(r"(?:\([a-zæøå]\)|[a-zæøåA-ZÆØÅ][.)])$")
_ROMAN = re.compile(r"\(?[ivx]{2,5}[.)]$|\(?[IVX]{2,5}[.)]$")
_GLUED = re.compile(rf"([{re.escape(BULLETS)}]|[-–](?=[A-ZÆØÅ]))(?=\w)")


@dataclass(slots=True, frozen=True)
class Marker:
    """A mark at the start of a line."""

    text: str
    kind: str
    """`bullet`, `dash`, `number`, `letter` or `roman`."""
    glued: bool = False
    """The mark and the first word of the text are one printed word."""

    @property
    def sure(self) -> bool:
        """Whether the mark alone shows an item: a figure or letter may be part of running text."""
        return self.kind == "bullet"


def marker_of(word: str, following: bool = True) -> Marker | None:
    """The mark that the first word of a line is or starts with, None where it is an ordinary word.

    `following` tells whether more words come after it on the line.
    """
    if not word:
        return None
    if len(word) == 1:
        if word in BULLETS or (following and (word == "o" or word in ALONE)):
            return Marker(word, "bullet")
        if unicodedata.category(word) == "So" and word not in "©®°":
            return Marker(word, "bullet")
        if word in DASHES and following:
            return Marker(word, "dash")
        return None
    first = word[0]
    if (first.isdigit() or first == "(") and _NUMBERED.match(word):
        return Marker(word, "number")
    if (first.isalpha() or first == "(") and len(word) <= 7:
        if _LETTERED.match(word):
            return Marker(word, "letter")
        if _ROMAN.match(word):
            return Marker(word, "roman")
    if first in BULLETS or first in DASHES:
        glued = _GLUED.match(word)
        if glued:
            return Marker(glued.group(1), "bullet" if first in BULLETS else "dash", glued=True)
        if first in BULLETS and all(c in BULLETS for c in word):
            return Marker(word, "bullet")
    return None


def ordinal(marker: Marker) -> int | None:
    """The place of a numbered or lettered mark in its series ("3." 3, "b)" 2, "1.4" 4), None for a bullet."""
    if marker.kind == "number":
        return int(re.findall(r"\d+", marker.text)[-1])
    if marker.kind == "letter":
        letters = "abcdefghijklmnopqrstuvwxyzæøå"
        return letters.index(marker.text.strip("().").lower()) + 1
    if marker.kind == "roman":
        values = {"i": 1, "v": 5, "x": 10}
        digits = [values[c] for c in marker.text.strip("().").lower()]
        return sum(-d if i + 1 < len(digits) and digits[i + 1] > d else d for i, d in enumerate(digits))
    return None
