"""The parts of Danish compounds, by the cheapest way to cut a word into words."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from .lemmas import dictionary_lemma, own_words, read_pairs

_OWN, _LISTED, _WHOLE, _UNKNOWN = 1.0, 2.3, 2.7, 9.0
"""Cost of a part of our own word list, of one that only the dictionary has, of a whole word that the dictionary
has, and of a whole word that no list has. Two own parts are cheaper than a listed whole, one own and one listed
part are not: the dictionary holds many lexicalised compounds, and many odd words."""
_SHORT = 0.35
"""Added for each letter that a part from the dictionary falls short of six."""
_MIN_LISTED = 4
_MAX_LENGTH = 45
_JUNK = frozenset(
    """ende else elser ning ninger ingen inger ene erne heden heder hedens skab skaber skabet lige ligt isme ster
    tion tioner ering eringen erende eres ende ens ets ers este igen inde unde reger sens tens ledes ters test dels
    tede rende risk iske tisk tiske over under efter imod mellem uden efter inden hvor""".split()
)
"""Endings and small words that look like parts of their own."""


class Part(NamedTuple):
    """A part of a compound as it stands in the word, and its dictionary form."""

    form: str
    lemma: str


@cache
def _joints() -> dict[str, str]:
    """Forms of our own words as first parts: bare, with -s, and the irregular ones."""
    out: dict[str, str] = {}
    for word in sorted(own_words()):
        out[word] = word
        if len(word) > 2:
            out.setdefault(word + "s", word)
    out.update(read_pairs("joints.csv"))
    return out


@lru_cache(maxsize=200_000)
def split(word: str) -> tuple[Part, ...]:
    """The parts of a word in lower case; one part where it is no compound that can be told."""
    if "-" in word and word.replace("-", "").isalnum():
        return tuple(part for piece in word.split("-") if piece for part in split(piece))
    if not word.isalpha() or not 5 <= len(word) <= _MAX_LENGTH:
        return (Part(word, dictionary_lemma(word) or word),)
    n = len(word)
    best: list[tuple[float, int, Part] | None] = [None] * (n + 1)
    # best[i]: the cheapest way to cut word[:i], as (cost, start of its last part, that part)
    for end in range(2, n + 1):
        for start in range(end - 1):
            before = 0.0
            if start:
                reached = best[start]
                if reached is None:
                    continue
                before = reached[0]
            step = _part(word, start, end)
            if step is None:
                continue
            cost = before + step[0]
            # Of equal cuts the one with the longer last part: "livs|mestring" before "liv|smestring".
            known = best[end]
            if known is None or cost < known[0] - 1e-9:
                best[end] = (cost, start, step[1])
    out: list[Part] = []
    end = n
    while end:
        reached = best[end]
        if reached is None:
            return (Part(word, dictionary_lemma(word) or word),)
        out.append(reached[2])
        end = reached[1]
    return tuple(reversed(out))


def _part(word: str, start: int, end: int) -> tuple[float, Part] | None:
    """The cost of `word[start:end]` as a part and what it is, or None where it is none."""
    form = word[start:end]
    first, last = start == 0, end == len(word)
    if first and last:
        lemma = dictionary_lemma(form)
        if form in own_words() or lemma in own_words():
            return _OWN, Part(form, lemma or form)
        return (_WHOLE, Part(form, lemma)) if lemma else (_UNKNOWN, Part(form, form))
    if form in _JUNK:
        return None
    if not last:
        joint = _joints().get(form)
        if joint is not None and (len(form) > 2 or form in ("it", "by", "el", "bo", "ny")):
            return _OWN + (0.2 if len(form) < 4 else 0.0), Part(form, joint)
    if len(form) < 3:
        return None
    if last:
        lemma = dictionary_lemma(form)
        if lemma is None:
            return None
        if lemma in own_words():
            return _OWN + (0.2 if len(form) < 4 else 0.0), Part(form, lemma)
    else:
        lemma = _listed_joint(form)
        if lemma is None:
            return None
    if len(form) < _MIN_LISTED:
        return None
    return _LISTED + _SHORT * max(0, 6 - len(form)), Part(form, lemma)


@lru_cache(maxsize=200_000)
def _listed_joint(form: str) -> str | None:
    """The dictionary's word that may stand as a first part: a dictionary form, or one with -s."""
    if dictionary_lemma(form) == form:
        return form
    if form.endswith("s") and len(form) > _MIN_LISTED and dictionary_lemma(form[:-1]) == form[:-1]:
        return form[:-1]
    return None


@lru_cache(maxsize=200_000)
def parts(word: str) -> tuple[str, ...]:
    """The dictionary forms of a word's parts: `("gruppe", "forløb")` for "gruppeforløbene"."""
    return tuple(part.lemma for part in split(word.lower()))
