"""Dictionary forms of Danish words: own exceptions and words first, then simplemma's dictionary."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simplemma.strategies import DefaultStrategy

_HERE = Path(__file__).parent
_ENDINGS = frozenset(
    "ernes erne ers er enes ene ens en ets et es e s ne nes n ns t ts r rs rne rnes ede des de te tes ende".split()
)
_LONGEST_ENDING = max(map(len, _ENDINGS))
_DOUBLED = frozenset("bdfgklmnprst")
_MIN_STEM = 3


@cache
def own_words() -> frozenset[str]:
    """The dictionary forms of `words.txt`."""
    lines = (_HERE / "words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@cache
def read_pairs(name: str) -> dict[str, str]:
    """A table of forms and lemmas beside this module."""
    with (_HERE / name).open(encoding="utf-8", newline="") as file:
        return {row["form"]: row["lemma"] for row in csv.DictReader(file)}


@cache
def _simplemma() -> DefaultStrategy:
    """simplemma's strategy over its Danish word list; loaded when the first word is asked for."""
    from simplemma.strategies import DefaultStrategy
    from simplemma.strategies.dictionaries import DictionaryFactory

    class Factory(DictionaryFactory):
        def get_dictionary(self, lang: str) -> Mapping[str, str]:
            return _listed()

    return DefaultStrategy(dictionary_factory=Factory())


@lru_cache(maxsize=10_000)
def dictionary_lemma(word: str) -> str | None:
    """The lemma of a word that stands in a word list, ours or simplemma's; None for any other word."""
    own = read_pairs("lemmas.csv").get(word) or (word if word in own_words() else None)
    if own is not None:
        return own
    found = _looked_up(word)
    if found is None or (found != word and found not in own_words()):
        base = _own_base(word)
        # "lederne" is no form of "led", but "holder" is one of "holde": of two readings the longer one.
        if base is not None and (found is None or len(base) > len(found)):
            return base
    return found


@lru_cache(maxsize=10_000)
def own_lemma(word: str) -> str | None:
    """The lemma of an inflected form of a word of our own list; None for any other word."""
    own = read_pairs("lemmas.csv").get(word) or (word if word in own_words() else None)
    if own is not None:
        return own
    base = _own_base(word)
    return base if base is not None and dictionary_lemma(word) == base else None


def load() -> None:
    """Read the word lists now, which takes half a second, rather than when the first word is looked up."""
    own_words()
    _listed()


def use(listed: Mapping[str, str]) -> None:
    """Look words up in `listed` from now on, which must hold what simplemma's own list holds."""
    global _words
    _words = listed


def in_use() -> Mapping[str, str] | None:
    """What words are looked up in; None before any is."""
    return _words


def _listed() -> Mapping[str, str]:
    if _words is None:
        from simplemma.strategies.dictionaries import LOW_MEMORY_DICTIONARY_FACTORY

        use(LOW_MEMORY_DICTIONARY_FACTORY.get_dictionary("da"))
    assert _words is not None
    return _words


_words: Mapping[str, str] | None = None
"""simplemma's list of forms with their dictionary forms, once it is loaded."""


def _looked_up(word: str) -> str | None:
    found = _listed().get(word)
    return found.lower() if found else None


def _own_base(word: str) -> str | None:
    """The longest word of our own that the form is an inflection of, where at least three letters are left."""
    for stem in _stems(word):
        if stem in own_words():
            return stem
    return None


def _stems(word: str) -> Iterator[str]:
    """What a word may be an inflection of, the longest first."""
    for length in range(1, min(_LONGEST_ENDING, len(word) - _MIN_STEM) + 1):
        if word[-length:] not in _ENDINGS:
            continue
        stem = word[:-length]
        yield stem
        if len(stem) > _MIN_STEM and stem[-1] == stem[-2] and stem[-1] in _DOUBLED:
            yield stem[:-1]


@lru_cache(maxsize=10_000)
def lemma(word: str) -> str:
    """The dictionary form of one word, in lower case. A compound takes the dictionary form of its last part."""
    word = word.lower()
    found = dictionary_lemma(word)
    if found is not None:
        return found
    if not word.isalpha() or len(word) < 4:
        return word.removesuffix("'s").removesuffix("’s") if word.endswith("s") else word
    from .compounds import split

    pieces = split(word)
    if len(pieces) > 1:
        last = pieces[-1]
        return word[: len(word) - len(last.form)] + last.lemma
    if word.endswith("s") and dictionary_lemma(word[:-1]) is not None:
        return lemma(word[:-1])
    return (_simplemma().get_lemma(word, "da") or word).lower()
