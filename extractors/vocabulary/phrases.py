"""Match headings as printed with the vocabulary: tolerant of case, endings, misspellings and a few words more."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml
from rapidfuzz.distance import Levenshtein

_HERE = Path(__file__).parent
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""A safe loader of YAML; the one in C starts ten times faster."""
_WORD = re.compile(r"[0-9a-zæøåéäöü§%]+")
_ENDINGS = ("ernes", "enes", "erne", "ens", "ets", "ene", "er", "en", "et", "e", "s", "n", "t")
_YEAR = re.compile(r"\b(?:19|20)\d\d(?:\s*[-–/]\s*(?:(?:19|20)?\d\d))?\b")


_MOST_KEPT = 4096
"""Headings whose match is kept for when they come again."""


@cache
def load_yaml(name: str) -> Any:
    """The vocabulary file `name` (with its ending), read once."""
    with (_HERE / name).open(encoding="utf-8") as file:
        return yaml.load(file, Loader=LOADER)


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Lower case, words only, one space between: the form in which phrases are compared."""
    return " ".join(_WORD.findall(text.casefold()))


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """A word without its Danish inflection ending, where at least four letters are left."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


@cache
def _fillers(kind: str) -> frozenset[str]:
    return frozenset(stem(fold(word)) for word in load_yaml("fillers.yaml")[kind])


def _content(stems: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(s for s in stems if s not in _fillers("small"))


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase of the vocabulary that a text matches."""

    kind: str
    phrase: str
    score: float
    """1.0 as listed; 0.95 but for endings; 0.9 misspelt or with other small words;
    0.85 by a pattern;
    0.6 to 0.85 with other words around it."""


class PhraseBook:
    """The phrases of one vocabulary file, by kind."""

    def __init__(self, kinds: dict[str, list[str]], patterns: list[list[str]] | None = None) -> None:
        self._patterns = [(kind, re.compile(pattern)) for kind, pattern in patterns or []]
        self._exact: dict[str, tuple[str, str]] = {}
        self._stems: dict[tuple[str, ...], tuple[str, str]] = {}
        self._content: dict[tuple[str, ...], tuple[str, str]] = {}
        self._by_length: dict[int, list[tuple[str, str, str]]] = {}
        self._first: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
        for kind, phrases in kinds.items():
            for phrase in phrases:
                folded = fold(phrase)
                self._exact.setdefault(folded, (kind, phrase))
                stems = tuple(stem(word) for word in folded.split())
                self._stems.setdefault(stems, (kind, phrase))
                content = _content(stems)
                if len(content) >= 2:
                    self._content.setdefault(content, (kind, phrase))
                self._by_length.setdefault(len(folded), []).append((folded, kind, phrase))
                self._first.setdefault(stems[0], []).append((stems, kind, phrase))
        self._cache: dict[str, Match | None] = {}

    def match(self, text: str) -> Match | None:
        """The best match of a heading, or None. Years are left out of the comparison."""
        key = fold(_YEAR.sub(" ", text))
        if key not in self._cache:
            if len(self._cache) > _MOST_KEPT:
                self._cache.clear()
            self._cache[key] = self._find(key)
        return self._cache[key]

    def _find(self, key: str) -> Match | None:
        if not key or len(key) > 120:
            return None
        if key in self._exact:
            return Match(*self._exact[key], 1.0)
        words = key.split()
        stems = tuple(stem(word) for word in words)
        if stems in self._stems:
            return Match(*self._stems[stems], 0.95)
        content = _content(stems)
        if len(content) >= 2 and content in self._content:
            return Match(*self._content[content], 0.9)
        return self._misspelt(key) or self._by_pattern(words) or self._within(stems)

    def _by_pattern(self, words: list[str]) -> Match | None:
        """A question or half sentence that a pattern of the vocabulary knows."""
        if len(words) <= 10:
            key = " ".join(words)
            for kind, pattern in self._patterns:
                if pattern.search(key):
                    return Match(kind, pattern.pattern, 0.85)
        return None

    def _misspelt(self, key: str) -> Match | None:
        """One slip of the pen in a word of five letters or more, two in a long heading."""
        limit = 1 if len(key) < 12 else 2
        if len(key) < 5:
            return None
        best: tuple[int, str, str] | None = None
        for length in range(len(key) - limit, len(key) + limit + 1):
            for folded, kind, phrase in self._by_length.get(length, ()):
                if folded[0] != key[0] and folded[-1] != key[-1]:
                    continue
                distance = Levenshtein.distance(folded, key, score_cutoff=limit)
                if distance <= limit and (best is None or (distance, phrase) < (best[0], best[2])):
                    best = (distance, kind, phrase)
        return Match(best[1], best[2], 0.9) if best else None

    def _within(self, stems: tuple[str, ...]) -> Match | None:
        """A phrase at the start of the heading, or one that all but fills it."""
        best: Match | None = None
        for start, first in enumerate(stems):
            for phrase_stems, kind, phrase in self._first.get(first, ()):
                n = len(phrase_stems)
                if stems[start : start + n] != phrase_stems:
                    continue
                beside = _fillers("subject") | _fillers("adjectives")
                others = [
                    s
                    for s in _content(stems[:start] + stems[start + n :])
                    if s not in beside and self._stems.get((s,), ("", ""))[0] != kind
                ]
                weight = len(_content(phrase_stems)) or 1
                share = weight / (weight + len(others))
                score = 0.55 + 0.3 * share + (0.05 if start == 0 else 0.0)
                if (share >= 0.5 or (start == 0 and len(stems) <= n + 4)) and (best is None or score > best.score):
                    best = Match(kind, phrase, round(min(score, 0.89), 3))
        return best


@cache
def book(name: str) -> PhraseBook:
    """The phrase book of a vocabulary file (`headings.yaml`, `columns.yaml`), with the patterns that belong to it."""
    patterns = {"headings.yaml": "heading_patterns.yaml", "columns.yaml": "column_patterns.yaml"}
    return PhraseBook(load_yaml(name), load_yaml(patterns[name]) if name in patterns else None)
