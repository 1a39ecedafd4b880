"""The words of an initiative as they are compared: dictionary forms, and the parts of compounds."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

from ...extractors.danish.compounds import split
from ...extractors.danish.lemmas import lemma
from ...extractors.danish.sentences import tokens
from .source import Initiative

_MIN_PART = 3


@cache
def stop_words() -> frozenset[str]:
    """Words that say nothing of what an initiative is about."""
    lines = (Path(__file__).parent / "stop_words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@lru_cache(maxsize=500_000)
def word_lemma(word: str) -> str | None:
    """The dictionary form of a word in lower case; None for stop words, figures and single letters."""
    if len(word) < 2 or not word.replace("-", "").isalpha() or word in stop_words():
        return None
    found = lemma(word).lower()
    return None if found in stop_words() else found


@lru_cache(maxsize=500_000)
def word_terms(word: str) -> tuple[str, ...]:
    """The dictionary form of a word, and those of its parts where it is a compound."""
    whole = word_lemma(word)
    if whole is None:
        return ()
    pieces = split(word)
    if len(pieces) < 2:
        return (whole,)
    parts = (part.lemma for part in pieces if len(part.lemma) >= _MIN_PART and part.lemma not in stop_words())
    return (whole, *(part for part in parts if part != whole))


def lemmas_of(text: str) -> Iterator[str]:
    """The dictionary forms of the words of a text, stop words left out."""
    return (found for word, _, _ in tokens(text) if (found := word_lemma(word)) is not None)


def terms_of(text: str) -> Iterator[str]:
    """The same with the parts of compounds."""
    return (term for word, _, _ in tokens(text) for term in word_terms(word))


def texts_of(initiative: Initiative) -> Iterator[str]:
    """What an initiative says, title first, each cell that spans rows once."""
    yield initiative.title
    seen: set[str] = set()
    for row in initiative.aspects:
        yield row["text"]
    for row in (*initiative.milestones, *initiative.gains):
        if row["text"] not in seen:
            seen.add(row["text"])
            yield row["text"]
