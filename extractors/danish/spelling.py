"""Misspelt words of the field: what a word that no list has was most likely meant to be."""

from __future__ import annotations

from functools import cache, lru_cache

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from .compounds import split
from .lemmas import dictionary_lemma, own_words

_MIN_WORD = 8
_MIN_PART = 7
_ENDINGS = ("", "en", "et", "er", "erne", "ens", "ets", "ne", "n", "s", "e", "r", "t", "rne")


@cache
def _long_forms() -> tuple[str, ...]:
    """Long words of our own list with their endings."""
    return tuple(sorted({word + ending for word in own_words() if len(word) >= _MIN_PART for ending in _ENDINGS}))


@lru_cache(maxsize=10_000)
def correction(word: str) -> str | None:
    """The word of the field that a word in lower case is one letter away from; None where it is no misspelt one.

    Only words that no word list has, and that are no compound of such words, are looked at, so that ordinary words are
    never bent. The first and last parts of a compound may be right and the other misspelt ("pilotafrøvning").
    """
    if len(word) < _MIN_WORD or not word.isalpha() or dictionary_lemma(word) is not None or len(split(word)) > 1:
        return None
    whole = _near(word)
    if whole is not None:
        return whole
    for cut in range(3, len(word) - _MIN_PART + 1):
        first, last = word[:cut], word[cut:]
        joint = first.removesuffix("s") if dictionary_lemma(first) is None else first
        if dictionary_lemma(joint) == joint:
            near = _near(last)
            if near is not None:
                return first + near
    return None


def _near(word: str) -> str | None:
    if len(word) < _MIN_PART:
        return None
    found = process.extractOne(word, _long_forms(), scorer=Levenshtein.distance, score_cutoff=1, processor=None)
    return found[0] if found is not None and found[1] == 1 and found[0][0] == word[0] else None
