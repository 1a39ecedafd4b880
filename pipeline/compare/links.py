"""Which initiatives of one plan go on in the next plan of the same municipality."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz

from .similarity import Space
from .source import Initiative
from .words import lemmas_of, texts_of

SURE = 0.25
"""From this score on an initiative goes on in the one that is most like it, and that one has none more like it."""
PART = 0.3
"""From this score on it also goes on in a second one (it was split), or a second one goes on in it (merged)."""
TITLE = 0.2
"""Weight of the titles beside all that is said."""
SAME_TITLE = 0.95
"""Titles that agree this much are the same, whatever else is said, where each is the nearest to the other."""
NAMED = 0.2
"""Added where the later one names the earlier one's title."""
_NAMING_WORDS = 2
_GOES_ON = re.compile(
    r"(?:videref[øo]r(?:t|es|er|else af)|fort(?:sat|sætter|sættes|sættelse af)|forlænge(?:t|s)|gentage(?:t|s)|"
    r"i gang|igangsat|startet|begyndt)(?:\s+\w+){0,3}?\s+(?:fra|af|siden|i)\s+(?:\w+\s+){0,3}?(?P<year>(?:19|20)\d\d)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Link:
    """An initiative that goes on in another."""

    earlier: Initiative
    later: Initiative
    similarity: float
    evidence: str


def links_between(
    earlier: Sequence[Initiative], later: Sequence[Initiative], space: Space, places: dict[str, int]
) -> list[Link]:
    """The links from the initiatives of one step of a series to those of the next."""
    if not earlier or not later:
        return []
    rows = np.repeat([places[i.id] for i in earlier], len(later))
    columns = np.tile([places[i.id] for i in later], len(earlier))
    said = space.pairs(rows, columns).reshape(len(earlier), len(later))
    titles = _title_similarities(earlier, later)
    named = _named(earlier, later)
    scores = (1 - TITLE) * said + TITLE * titles + NAMED * named
    found: list[tuple[int, int]] = []
    for a in range(len(earlier)):
        for b in range(len(later)):
            best = scores[a, b] >= scores[a].max() and scores[a, b] >= scores[:, b].max()
            one_sided = scores[a, b] >= scores[a].max() or scores[a, b] >= scores[:, b].max()
            sure = scores[a, b] >= SURE or titles[a, b] >= SAME_TITLE
            if (best and sure) or (one_sided and scores[a, b] >= PART):
                found.append((a, b))
    if not found:
        return []
    pairs = np.array([(places[earlier[a].id], places[later[b].id]) for a, b in found])
    shared = space.shared_terms(pairs[:, 0], pairs[:, 1])
    return [
        Link(earlier[a], later[b], float(said[a, b]), _evidence(earlier[a], later[b], bool(named[a, b]), terms))
        for (a, b), terms in zip(found, shared, strict=True)
    ]


def _title_similarities(earlier: Sequence[Initiative], later: Sequence[Initiative]) -> NDArray[np.float64]:
    left, right = ([" ".join(sorted(lemmas_of(one.title))) for one in ones] for ones in (earlier, later))
    return np.array([[fuzz.token_sort_ratio(a, b) / 100 if a and b else 0.0 for b in right] for a in left])


def _named(earlier: Sequence[Initiative], later: Sequence[Initiative]) -> NDArray[np.bool_]:
    """Where the later one names the earlier one's title, of two words at least that say what it is about."""
    titles = [f" {_folded(one.title)} " if _says_enough(one.title) else "" for one in earlier]
    said = [[f" {_folded(text)} " for text in texts_of(one)] for one in later]
    return np.array([[bool(title) and any(title in text for text in texts) for texts in said] for title in titles])


def _says_enough(title: str) -> bool:
    return len(list(lemmas_of(_folded(title)))) >= _NAMING_WORDS


def _folded(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def _evidence(a: Initiative, b: Initiative, named: bool, shared: list[str]) -> str:
    parts = []
    said = mentioned_start(b)
    if said is not None and said[0] <= (a.plan.year or 0):
        parts.append(f"text: {said[1]}")
    if named:
        parts.append(f"names: {a.title}")
    parts.append("words: " + ", ".join(shared))
    return "; ".join(parts)


def mentioned_start(initiative: Initiative) -> tuple[int, str] | None:
    """The year since which the text says that it goes on, before its own plan, and the words that say it."""
    for text in texts_of(initiative):
        for match in _GOES_ON.finditer(text):
            year = int(match["year"])
            if initiative.plan.year is not None and year < initiative.plan.year:
                return year, " ".join(match.group().split())
    return None
