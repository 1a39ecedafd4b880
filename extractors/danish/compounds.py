"""The parts of Danish compounds, by the cheapest way to cut a word into words."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from .lemmas import dictionary_lemma, own_lemma, own_words, read_pairs

_HERE = Path(__file__).parent
_OWN, _FREQUENT, _LISTED, _WHOLE, _UNKNOWN = 1.0, 1.3, 2.3, 2.7, 9.0
"""Cost of a part of our own word list, of one that many listed compounds are made of, of one that only the dictionary
has, of a whole word that the dictionary has, and of a whole word that no list has. Two own parts are cheaper than a
listed whole, one own and one listed part are not: the dictionary holds many odd words."""
_MIN_AVERAGE = 3.4
"""Letters that the parts of a listed compound have on average: "madspild", "solcelleanlæg", but no "for|mål"."""
_SHORT = 0.35
"""Added for each letter that a part from the dictionary falls short of six."""
_MIN_LISTED = 4
_MAX_LENGTH = 45
_TWO_LETTERS = frozenset(("it", "by", "el", "bo", "ny"))
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
def own_joints() -> dict[str, str]:
    """Forms of our own words as first parts: bare, with -s, and the irregular ones."""
    out: dict[str, str] = {}
    for word in sorted(own_words()):
        out[word] = word
        if len(word) > 2:
            out.setdefault(word + "s", word)
    out.update(read_pairs("joints.csv"))
    return out


@cache
def _frequent(name: str) -> frozenset[str]:
    """The words of `firsts.txt` or `lasts.txt`, which begin or end many compounds."""
    lines = (_HERE / name).read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@lru_cache(maxsize=20_000)
def split(word: str) -> tuple[Part, ...]:
    """The parts of a word in lower case; one part where it is no compound that can be told.

    Words of our own list are tried first: only a word that no list has, and that they do not make up, is cut with
    the whole dictionary, which takes a hundred times longer.
    """
    if "-" in word and word.replace("-", "").isalnum():
        return tuple(part for piece in word.split("-") if piece for part in split(piece))
    whole = dictionary_lemma(word)
    if not word.isalpha() or not 5 <= len(word) <= _MAX_LENGTH or word in own_words() or whole in own_words():
        return (Part(word, whole or word),)
    own = _cheapest(word, _own_part)
    if own is not None and (whole is None or own[0] < _WHOLE):
        return own[1]
    if whole is not None:
        return _listed(word, whole) or (Part(word, whole),)
    any_word = _cheapest(word, _any_part)
    if any_word is not None and any_word[0] < _UNKNOWN:
        return tuple(piece for part in any_word[1] for piece in _again(part))
    return (Part(word, word),)


def _listed(word: str, whole: str) -> tuple[Part, ...] | None:
    """The parts of a compound that the dictionary holds, given its dictionary form: frequent words alone, the last in
    its own dictionary form, so that no word is taken apart by chance."""
    if not whole.isalpha() or own_lemma(whole) == whole:
        return None
    found = _cheapest(whole, _frequent_part)
    if found is None or len(whole) < _MIN_AVERAGE * len(found[1]):
        return None
    *firsts, last = found[1]
    start = len(whole) - len(last.form)
    return (*firsts, Part(word[start:], last.lemma)) if word.startswith(whole[:start]) and word[start:] else None


def _again(part: Part) -> tuple[Part, ...]:
    """The parts of a part, where the dictionary holds it and it is a compound itself ("sommerferie|aktivitet")."""
    return (part,) if own_lemma(part.form) or own_joints().get(part.form) else _listed(part.form, part.lemma) or (part,)


_Reading = tuple[float, Part]
"""What a stretch of a word costs as a part, and what it is."""


def _cheapest(word: str, read: Callable[[str, bool], _Reading | None]) -> tuple[float, tuple[Part, ...]] | None:
    """The cheapest way to cut a word into two parts or more; `read` tells a part, given whether it is the last."""
    n = len(word)
    best: list[tuple[float, int, Part] | None] = [None] * (n + 1)
    # best[i]: the cheapest way to cut word[:i], as (cost, start of its last part, that part). Of equal cuts the one
    # with the longer last part counts: "livs|mestring" before "liv|smestring".
    for end in range(2, n + 1):
        for start in range(end - 1):
            reached = best[start]
            if (start and reached is None) or (start == 0 and end == n):
                continue
            step = read(word[start:end], end == n)
            if step is None:
                continue
            cost = (reached[0] if reached else 0.0) + step[0]
            known = best[end]
            if known is None or cost < known[0] - 1e-9:
                best[end] = (cost, start, step[1])
    final = best[n]
    if final is None:
        return None
    out: list[Part] = []
    end = n
    while end:
        reached = best[end]
        assert reached is not None
        out.append(reached[2])
        end = reached[1]
    return final[0], tuple(reversed(out))


def _own_part(form: str, last: bool) -> _Reading | None:
    if last:
        found = own_lemma(form) if len(form) >= 3 else None
    else:
        found = own_joints().get(form) if len(form) > 2 or form in _TWO_LETTERS else None
    if found is None or form in _JUNK:
        return None
    return _OWN + (0.2 if len(form) < 4 else 0.0), Part(form, found)


def _frequent_part(form: str, last: bool) -> _Reading | None:
    if form in _JUNK:
        return None
    if last:
        if form in own_words():
            return (_OWN, Part(form, form)) if len(form) >= 3 or form == "år" else None
        return (_FREQUENT, Part(form, form)) if form in _frequent("lasts.txt") else None
    found = own_joints().get(form)
    if found is not None:
        return (_OWN, Part(form, found)) if len(form) >= 3 or form in _TWO_LETTERS else None
    if form in _frequent("firsts.txt"):
        return _FREQUENT, Part(form, form)
    first = form.removesuffix("s")
    # "ledelses|form", but "ryge|stop": of words in -e just those in -else take the -s.
    if first != form and first in _frequent("firsts.txt") and (not first.endswith("e") or first.endswith("else")):
        return _FREQUENT, Part(form, first)
    return None


def _any_part(form: str, last: bool) -> _Reading | None:
    own = _own_part(form, last)
    if own is not None or form in _JUNK or len(form) < _MIN_LISTED:
        return own
    frequent = _frequent_part(form, last)
    if frequent is not None:
        return frequent
    found = dictionary_lemma(form) if last else _listed_joint(form)
    if found is None:
        return None
    return _LISTED + _SHORT * max(0, 6 - len(form)), Part(form, found)


def _listed_joint(form: str) -> str | None:
    """The dictionary's word that may stand as a first part: a dictionary form, or one with -s."""
    if dictionary_lemma(form) == form:
        return form
    if form.endswith("s") and len(form) > _MIN_LISTED and dictionary_lemma(form[:-1]) == form[:-1]:
        return form[:-1]
    return None


@lru_cache(maxsize=10_000)
def parts(word: str) -> tuple[str, ...]:
    """The dictionary forms of a word's parts: `("gruppe", "forløb")` for "gruppeforløbene"."""
    return tuple(part.lemma for part in split(word.lower()))
