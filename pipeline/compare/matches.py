"""The table of matches: initiatives of different municipalities that are alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from .similarity import CANDIDATES, Space, candidates
from .source import Initiative, Row, Rows

NEAREST = 10
"""So many are given for each initiative at least."""
LIKELY = 0.18
"""From this similarity on two initiatives are likely about the same thing; measured by `benchmarks/matching.py`."""

_TOGETHER = 5000
"""Pairs whose shared words are looked up at once."""


def match_rows(initiatives: Sequence[Initiative], space: Space, nearest: int = NEAREST) -> Rows:
    """Each pair once: the nearest of each initiative in other municipalities, and others that are likely the same."""
    groups = _groups(initiatives)
    pairs: dict[tuple[int, int], Row] = {}
    for row, others in candidates(space, groups, max(CANDIDATES, nearest)):
        own = set(initiatives[row].municipalities)
        others = np.array([n for n in others if own.isdisjoint(initiatives[n].municipalities)], dtype=np.intp)
        if not others.size:
            continue
        values = space.pairs(np.full(others.size, row, dtype=np.intp), others)
        for rank, place in enumerate(np.lexsort((others, -values)), 1):
            other, value = int(others[place]), float(values[place])
            if rank > nearest and value < LIKELY:
                break
            pair = (min(row, other), max(row, other))
            ranks = pairs.setdefault(pair, {"similarity": value, "rank_a": None, "rank_b": None})
            ranks["rank_a" if row == pair[0] else "rank_b"] = rank
    return list(_rows(initiatives, space, pairs))


def _groups(initiatives: Sequence[Initiative]) -> NDArray[np.intp]:
    """A number for each initiative that those of the same municipality share; a plan of none is on its own."""
    names = [initiative.municipalities or (initiative.plan.id,) for initiative in initiatives]
    numbers = {name: n for n, name in enumerate(sorted(set(names)))}
    return np.array([numbers[name] for name in names], dtype=np.intp)


def _rows(initiatives: Sequence[Initiative], space: Space, pairs: dict[tuple[int, int], Row]) -> Iterator[Row]:
    order = sorted(pairs)
    for start in range(0, len(order), _TOGETHER):
        part = order[start : start + _TOGETHER]
        left, right = np.array(part, dtype=np.intp).T
        for pair, terms in zip(part, space.shared_terms(left, right), strict=True):
            yield _row(initiatives[pair[0]], initiatives[pair[1]], pairs[pair], terms)


def _row(a: Initiative, b: Initiative, values: Row, terms: list[str]) -> Row:
    shared = [theme for theme in a.themes if theme in b.themes]
    return {
        "initiative_a": a.id,
        "initiative_b": b.id,
        "municipality_a": a.one_municipality,
        "municipality_b": b.one_municipality,
        **values,
        "likely": values["similarity"] >= LIKELY,
        "shared_themes": "; ".join(shared) or None,
        "evidence": "; ".join(terms) or None,
    }
