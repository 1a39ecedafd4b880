"""The table of distinctive terms: what a municipality's initiatives say more than those of the others.

Weighted log odds with an informative Dirichlet prior: Monroe, Colaresi and Quinn, "Fightin' Words: Lexical Feature
Selection and Evaluation for Identifying the Content of Political Conflict", Political Analysis 16(4), 2008, formulas
16, 18, 20 and 22. The prior of a term is how often all municipalities together say it, so that a term needs more
than a few mentions to stand out.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...extractors.danish.sentences import tokens
from .counts import Counts
from .source import Row, Rows, Source
from .words import lemmas_of, word_lemma

TERMS = 50
"""Terms a municipality, at most."""
_MIN_COUNT = 2


def term_rows(source: Source, counts: Counts) -> Iterator[Row]:
    """The most distinctive terms of each municipality; none where plans of one municipality alone were read.

    `counts` are those of the words of the source's initiatives.
    """
    turn, terms = counts.forms(_forms)
    said = ((counts.title + counts.rest) @ turn).tocsr()
    owners: dict[str, list[int]] = defaultdict(list)
    for row, initiative in enumerate(source.initiatives):
        for code in initiative.municipalities:
            owners[code].append(row)
    everyone = sorted({row for rows in owners.values() for row in rows})
    whole = _summed(said, everyone, terms)
    for code in sorted(owners):
        yield from _rows(source, code, _summed(said, owners[code], terms), whole)


def _forms(word: str) -> Iterator[str]:
    found = word_lemma(word)
    if found is not None:
        yield found


def _summed(said: Any, rows: list[int], terms: NDArray[Any]) -> Counter[str]:
    part = said[rows]
    counts = np.bincount(part.indices, weights=part.data, minlength=terms.size)
    return Counter({str(terms[column]): int(counts[column]) for column in np.flatnonzero(counts)})


def _rows(source: Source, code: str, own: Counter[str], whole: Counter[str]) -> Rows:
    total, total_own = whole.total(), own.total()
    total_others = total - total_own
    if not total_own or not total_others or len(whole) < 2:
        return []
    names = _own_names(source, code)
    found = []
    for term, count in own.items():
        others = whole[term] - count
        if count < _MIN_COUNT or names & set(term.split("-")):
            continue
        odds, z = log_odds(count, total_own, others, total_others, whole[term], total)
        if z > 0:
            found.append((-z, term, count, others, odds))
    found.sort()
    return [
        {
            "municipality": code,
            "term": term,
            "rank": rank,
            "count": count,
            "count_others": others,
            "per_10000": round(10_000 * count / total_own, 3),
            "per_10000_others": round(10_000 * others / total_others, 3),
            "log_odds": round(odds, 4),
            "z": round(-z, 4),
        }
        for rank, (z, term, count, others, odds) in enumerate(found[:TERMS], 1)
    ]


def log_odds(
    count: int, total: int, others: int, total_others: int, prior: float, prior_total: float
) -> tuple[float, float]:
    """Difference of the log odds of a term between a group and the others, and its z score.

    `count` of `total` words of the group, `others` of `total_others` words of the others, `prior` and `prior_total`
    the pseudo-counts of the term and of all terms, of which there must be another.
    """
    odds = math.log((count + prior) / (total + prior_total - count - prior))
    odds_others = math.log((others + prior) / (total_others + prior_total - others - prior))
    variance = 1 / (count + prior) + 1 / (others + prior)
    return odds - odds_others, (odds - odds_others) / math.sqrt(variance)


def _own_names(source: Source, code: str) -> frozenset[str]:
    """The words of the municipality's name: that it says these more than others is no finding."""
    name, _ = source.names.get(code, (code, None))
    parts = [part for word, _, _ in tokens(name) for part in (word, *word.split("-"))]
    return frozenset(form for part in parts for form in (part, f"{part}s", *lemmas_of(part)))
