"""The table of matches: initiatives of different municipalities that are alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from .nearest import LOOKED_THROUGH, candidates
from .similarity import Space
from .source import Initiative, Row

NEAREST = 10
"""So many are given for each initiative at least."""
LIKELY = 0.18
"""From this similarity on two initiatives are likely about the same thing; measured by `benchmarks/matching.py`."""
CANDIDATES = 60
"""So many by words are looked at in full for each initiative."""

_TOGETHER = 5000
"""Pairs whose shared words are looked up at once."""
Ints = NDArray[np.intp]


class _Ranked(NamedTuple):
    """Pairs of a row and one of its nearest, as columns."""

    rows: Ints
    others: Ints
    values: NDArray[np.float64]
    ranks: Ints


def match_rows(
    initiatives: Sequence[Initiative], space: Space, nearest: int = NEAREST, looked_through: int = LOOKED_THROUGH
) -> Iterator[Row]:
    """Each pair once: the nearest of each initiative in other municipalities, and others that are likely the same.

    `looked_through` bounds the search, as `candidates` has it.
    """
    if not initiatives:
        return
    groups, joint = _groups(initiatives)
    parts = []
    for rows, others in candidates(space, groups, max(CANDIDATES, nearest), looked_through):
        if not rows.size:
            continue
        apart = np.asarray(joint[groups[rows], groups[others]]).ravel() == 0
        if apart.any():
            parts.append(_ranked(rows[apart], others[apart], space, nearest))
    if parts:
        whole = _Ranked(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))
        yield from _rows(initiatives, space, whole)


def _groups(initiatives: Sequence[Initiative]) -> tuple[Ints, csr_matrix]:
    """A number for each initiative that those of the same municipalities share (a plan of none is on its own), and a
    matrix of these that is not 0 where two have a municipality in common."""
    names = [initiative.municipalities or (f"plan {initiative.plan.id}",) for initiative in initiatives]
    numbers = {name: n for n, name in enumerate(sorted(set(names)))}
    codes = {code: n for n, code in enumerate(sorted({code for name in numbers for code in name}))}
    members = [(n, codes[code]) for name, n in numbers.items() for code in name]
    left, right = np.array(members, dtype=np.intp).T
    of_code = csr_matrix((np.ones(left.size, dtype=np.int32), (left, right)), shape=(len(numbers), len(codes)))
    return np.array([numbers[name] for name in names], dtype=np.intp), (of_code @ of_code.T).tocsr()


def _ranked(rows: Ints, others: Ints, space: Space, nearest: int) -> _Ranked:
    """Those that are given, with their similarity and their place among the nearest of the row."""
    values = space.pairs(rows, others)
    order = np.lexsort((others, -values, rows))
    rows, others, values = rows[order], others[order], values[order]
    starts = np.searchsorted(rows, rows)
    ranks = np.arange(1, rows.size + 1) - starts
    given = (ranks <= nearest) | (values >= LIKELY)
    return _Ranked(rows[given], others[given], values[given], ranks[given])


def _rows(initiatives: Sequence[Initiative], space: Space, found: _Ranked) -> Iterator[Row]:
    left, right = np.minimum(found.rows, found.others), np.maximum(found.rows, found.others)
    keys = left.astype(np.int64) * len(initiatives) + right
    pairs, first, places = np.unique(keys, return_index=True, return_inverse=True)
    rank_a, rank_b = np.zeros(pairs.size, dtype=np.intp), np.zeros(pairs.size, dtype=np.intp)
    own = found.rows == left
    rank_a[places[own]] = found.ranks[own]
    rank_b[places[~own]] = found.ranks[~own]
    left, right, values = left[first], right[first], found.values[first]
    for start in range(0, pairs.size, _TOGETHER):
        part = slice(start, start + _TOGETHER)
        terms = space.shared_terms(left[part], right[part])
        columns = (left[part], right[part], values[part], rank_a[part], rank_b[part])
        for (a, b, value, first_rank, other_rank), shared in zip(
            zip(*(column.tolist() for column in columns), strict=True), terms, strict=True
        ):
            yield _row(initiatives[a], initiatives[b], value, first_rank or None, other_rank or None, shared)


def _row(
    a: Initiative, b: Initiative, similarity: float, rank_a: int | None, rank_b: int | None, terms: list[str]
) -> Row:
    shared = [theme for theme in a.themes if theme in b.themes]
    return {
        "initiative_a": a.id,
        "initiative_b": b.id,
        "municipality_a": a.one_municipality,
        "municipality_b": b.one_municipality,
        "similarity": similarity,
        "rank_a": rank_a,
        "rank_b": rank_b,
        "likely": similarity >= LIKELY,
        "shared_themes": "; ".join(shared) or None,
        "evidence": "; ".join(terms) or None,
    }
