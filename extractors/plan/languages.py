"""The language of a document's text, by its small words.

A general identifier costs each process half a second and 120 MB; of the few languages that stand in archives of Danish
municipalities, the small words tell as well.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache

from ..vocabulary.phrases import load_yaml

DANISH = "da"
_NAMES = {"da": "Danish", "no": "Norwegian", "nn": "Norwegian", "sv": "Swedish", "en": "English", "de": "German"}
_WORD = re.compile(r"[^\W\d_]+")
_FEWEST = 5
"""Small words of the language that has most: fewer do not tell."""
_LEAD = 1.5
"""Another language than Danish has so many times as many small words as Danish, or it is Danish."""


def language_of(texts: Iterable[str]) -> str | None:
    """The language that most of the texts are in, as an ISO 639-1 code; None where there are too few words to tell.

    In doubt between Danish and another, Danish.
    """
    counts: Counter[str] = Counter()
    known = _known()
    small = Counter(word for text in texts for word in _WORD.findall(text.casefold()) if word in known)
    for word, count in small.items():
        for language in known[word]:
            counts[language] += count
    if not counts:
        return None
    best, most = max(counts.items(), key=lambda one: (one[1], one[0] == DANISH))
    if most < _FEWEST:
        return None
    if best != DANISH and most < _LEAD * counts[DANISH]:
        return DANISH
    return "no" if best == "nn" else best


def language_name(code: str) -> str:
    """The English name of a language that `language_of` tells."""
    return _NAMES[code]


@cache
def _known() -> dict[str, tuple[str, ...]]:
    """The languages of each small word."""
    words: dict[str, list[str]] = load_yaml("function_words.yaml")
    out: dict[str, tuple[str, ...]] = {}
    for language, listed in words.items():
        for word in listed:
            out[word] = (*out.get(word, ()), language)
    return out
