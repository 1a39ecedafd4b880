"""Whether the text of a page is text: a broken font or a bad text layer gives letters that make up no words."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from functools import cache, lru_cache

from ...models.page import Word
from ..vocabulary.records import load_csv

_WORD = re.compile(r"[A-Za-zÀ-ɏ]{2,}")
_NUMBERED = re.compile(r"\(cid:\d+\)")
_UNNAMED = "\ufffd"
_ENOUGH = 60
"""Letter groups: fewer do not tell."""
_SAMPLE = 120
"""Words of a font that are looked at."""
_LEAST = 0.10
"""Of the letter groups: how many are frequent in Danish at the least. Danish has more than 0.55, Swedish 0.6, English
0.4, Hungarian 0.2; letters that are all moved or mixed up less than 0.05."""
_CLEAR = 0.3
"""Of the letter groups: so many frequent ones leave no doubt."""
_STRAY = 0.15
"""Of the words: more with a sign in their middle that no language has there are wrongly encoded."""
_BAD = 0.15
"""Of a page's letters: how many in unreadable fonts make the page unreadable."""
_MARKS = frozenset("'’`´.,:;/&@_|+()[]{}*!?\"”“»«§%°#=<>~^\\\xb7•›‹…")


def danish_share(words: Iterable[str]) -> tuple[float, int]:
    """The share of groups of three letters that are frequent in Danish, and how many groups there are.

    A word's edges count as letters, so that "af" has two groups. Words in other alphabets than the Latin one are left
    out.
    """
    found = count = 0
    for text in words:
        frequent, groups = _groups_of(text)
        found += frequent
        count += groups
    return (found / count if count else 0.0), count


@lru_cache(maxsize=4096)
def _groups_of(text: str) -> tuple[int, int]:
    """How many of a word's groups of three letters are frequent, and how many there are."""
    known = _frequent()
    found = count = 0
    for match in _WORD.finditer(text):
        padded = f"_{match[0].casefold()}_"
        groups = len(padded) - 2
        count += groups
        for i in range(groups):
            found += padded[i : i + 3] in known
    return found, count


def is_garbage(words: list[Word]) -> bool:
    """Whether much of a page's text is none: letters without names, of wrong names, or wrongly encoded."""
    fonts: dict[str, list[str]] = defaultdict(list)
    for word in words:
        fonts[word.style.font].append(word.text)
    letters = sum(len(word.text) for word in words)
    bad = sum(sum(map(len, texts)) for texts in fonts.values() if _is_garbage(texts))
    return bad > _BAD * letters


def _is_garbage(texts: list[str]) -> bool:
    """Whether the words of one font are no text."""
    step = max(1, len(texts) // _SAMPLE)
    sample = texts[::step]
    whole = "".join(sample)
    if whole.count(_UNNAMED) > 0.3 * len(whole):
        return True
    if sum(len(match) for match in _NUMBERED.findall(whole)) > 0.3 * len(whole):
        return True
    # Some words tell of most fonts that they are text; only of the others are all looked at.
    share, count = danish_share(sample[::3])
    if count < _ENOUGH or share < _CLEAR:
        share, count = danish_share(sample)
        if count >= _ENOUGH and share < _LEAST:
            return True
    if whole.isascii():
        return False
    written = [text for text in sample if len(text) >= 4]
    return len(written) >= 20 and sum(map(_is_stray, written)) > _STRAY * len(written)


def _is_stray(text: str) -> bool:
    """Whether a sign stands between letters that never does."""
    return not text.isascii() and any(
        not c.isascii()
        and c not in _MARKS
        and not c.isalpha()
        and unicodedata.category(c) not in ("Pd", "Mn")
        and text[i - 1].isalpha()
        for i, c in enumerate(text[1:-1], 1)
    )


@cache
def _frequent() -> frozenset[str]:
    return frozenset(row["trigram"] for row in load_csv("trigrams.csv"))
