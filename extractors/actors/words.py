"""The words of a text as actors need them: with capitals, neighbours, genitives, and private persons told."""

from __future__ import annotations

import re
from typing import NamedTuple

from ..danish.lemmas import dictionary_lemma, lemma
from ..danish.sentences import tokens
from .heads import given_names, head_of, name_endings

_OPENS = re.compile(r"(?:^|[.!?:;•–\n\"”»(])\s*$")
SMALL = frozenset(
    """og eller samt i på fra til med af for der som er har kan vil skal bliver ved om hos under over efter mellem mod
    at de det den en et ikke også""".split()
)
_ADJECTIVES = frozenset(
    """faglig daglig tværfaglig udkørende udgående udværgende opsøgende tværgående lokal kommunal regional privat almen
    psykiatrisk kirurgisk medicinsk neurologisk ortopædkirurgisk kostfaglig sundhedsfaglig pædagogisk socialfaglig
    socialpædagogisk hjemløs certificeret ekstern intern frivillig social teknisk administrativ boligsocial ledig
    kriminalpræventiv sygemeldt socialt udsat udviklingshæmmet lokale""".split()
)
"""Dictionary forms of what stands before a head and belongs to its name: "faglige koordinatorer"."""
_SURNAME = re.compile(r"[A-ZÆØÅ][a-zæøå]+(?:sen|gaard|strup|holm|berg|skov|kjær|dahl|bæk)$")
_UPPER = re.compile(r"[A-ZÆØÅ]{2,6}$")


class Word(NamedTuple):
    """A word of a text."""

    form: str
    """In lower case."""
    text: str
    """As printed."""
    start: int
    end: int
    close: bool
    """True where only a space parts it from the word before."""
    opens: bool
    """True where it begins a sentence or a point, so that its capital tells nothing."""

    capital: bool
    proper: bool
    """A capital that tells a name."""
    abbreviation: bool
    """Two to six capitals and nothing else."""


def words_of(text: str) -> list[Word]:
    """The words of a text, commas and brackets among them."""
    out: list[Word] = []
    last = -1
    for form, start, end in tokens(text):
        close = start == last + 1 and text[last] == " "
        last = end
        if text[start].isupper():
            printed = text[start:end]
            opens = _OPENS.search(text, max(0, start - 4), start) is not None
            short = _UPPER.match(printed) is not None
            out.append(Word(form, printed, start, end, close, opens, True, not opens, short))
        else:
            opens = not close and _OPENS.search(text, max(0, start - 4), start) is not None
            out.append(Word(form, form, start, end, close, opens, False, False, False))
    return out


def is_adjective(word: Word) -> bool:
    """A word that may stand before a head and belong to its name ("faglige", "udkørende")."""
    return (word.text.islower() or word.opens) and (word.form in _ADJECTIVES or lemma(word.form) in _ADJECTIVES)


def is_genitive(words: list[Word], i: int) -> bool:
    """The word tells whose the next one is: "borgernes mål"."""
    word = words[i]
    if not word.form.endswith("s") or i + 1 == len(words) or not words[i + 1].close:
        return False
    bare = word.form[:-1]
    if words[i + 1].form in SMALL or lemma(word.form) == word.form:
        return False
    if not bare.endswith(("en", "et", "ne", "er")) and not word.proper and head_of(bare) is None:
        return False
    return lemma(bare) == lemma(word.form) or dictionary_lemma(bare) is not None


def genitive_removed(text: str) -> str:
    """A name without its genitive ending, where it can be told."""
    if text.endswith(("'s", "’s")):
        return text[:-2]
    bare = text[:-1]
    return bare if text.endswith(("ens", "ets", "nes")) and not bare.isupper() else text


def has_unit_ending(word: Word) -> bool:
    """The word ends as names of houses and units do: "Solbakkehuset"."""
    form = word.form.removesuffix("s")
    return any(form.endswith(ending) and len(form) >= len(ending) + 2 for ending in name_endings())


def persons(words: list[Word]) -> set[int]:
    """The words that name a private person: a given name and what follows it, or two names of which the last looks
    like a surname. A given name alone counts where it is not the opening of a sentence."""
    out: set[int] = set()
    for i, word in enumerate(words):
        if not word.capital or i in out or word.abbreviation:
            continue
        end = i + 1
        while end < len(words) and words[end].close and words[end].capital and not _is_unit(words[end]):
            end += 1
        given = word.text in given_names() or word.text.removesuffix("s") in given_names()
        hyphened = "-" in word.text and all(piece in given_names() for piece in word.text.split("-"))
        surname = end - i >= 2 and _SURNAME.match(words[end - 1].text) and not _is_unit(word)
        if ((given or hyphened) and (end - i >= 2 or not word.opens or len(words) == 1)) or surname:
            follows = words[end] if end < len(words) and words[end].close else None
            if follows is None or not (follows.capital and _is_unit(follows)):
                out.update(range(i, end))
    return out


def _is_unit(word: Word) -> bool:
    return has_unit_ending(word) or head_of(word.form) is not None or word.abbreviation
