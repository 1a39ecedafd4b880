"""Which initiatives can be the nearest of each, found block by block without a matrix of all pairs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from .similarity import Space

BLOCK = 256
"""Initiatives that are looked at together."""
LOOKED_THROUGH = 50_000
"""So many times, at most, others are met by the words of an initiative, its rarest first. The words that very many
say are left out of the search then, and weigh little; they count where candidates are compared. Without a bound, the
cost would grow with the square of the number of initiatives; below some thousand of them nothing is ever left out."""
Rows = NDArray[np.intp]


def candidates(
    space: Space, groups: Rows, count: int, looked_through: int = LOOKED_THROUGH
) -> Iterator[tuple[Rows, Rows]]:
    """Pairs of a row and another of another group, for each row the `count` nearest by words (and by the model, where
    there is one). They come block by block, sorted."""
    total = space.words.shape[0]
    turned = space.words.T.tocsr()
    common = np.diff(turned.indptr)
    for start in range(0, total, BLOCK):
        end = min(start + BLOCK, total)
        block = (_rarest(space.words[start:end], common, looked_through) @ turned).tocsr()
        dense = None if space.vectors is None else space.vectors[start:end] @ space.vectors.T
        found: list[Rows] = []
        for row in range(start, end):
            span = slice(block.indptr[row - start], block.indptr[row - start + 1])
            near = _nearest(block.indices[span], block.data[span], groups, groups[row], count)
            if dense is not None:
                near = np.union1d(near, _nearest(np.arange(total), dense[row - start], groups, groups[row], count))
            found.append(np.sort(_filled(near, groups, groups[row], count)))
        sizes = [near.size for near in found]
        yield np.repeat(np.arange(start, end), sizes), np.concatenate(found)


def _rarest(rows: Any, common: NDArray[Any], looked_through: int) -> Any:
    """The rows with those of their columns, the rarest first, that together meet so many others; one at least."""
    owners = np.repeat(np.arange(rows.shape[0]), np.diff(rows.indptr))
    met = common[rows.indices]
    order = np.lexsort((rows.indices, met, owners))
    sums = np.cumsum(met[order], dtype=np.int64)
    before = np.concatenate(([0], sums))[rows.indptr[:-1]]
    own = sums - np.repeat(before, np.diff(rows.indptr))
    first = np.zeros(owners.size, dtype=bool)
    first[rows.indptr[:-1][np.diff(rows.indptr) > 0]] = True
    kept = np.sort(order[(own <= looked_through) | first])
    starts = np.searchsorted(kept, rows.indptr)
    return csr_matrix((rows.data[kept], rows.indices[kept], starts), shape=rows.shape)


def _nearest(rows: NDArray[Any], values: NDArray[Any], groups: Rows, own: np.intp, count: int) -> Rows:
    """The rows of other groups with the highest values, of equal ones the first."""
    other = groups[rows] != own
    rows, values = rows[other], np.round(values[other], 5)
    if values.size > count:
        high = values >= np.partition(values, -count)[-count]
        rows, values = rows[high], values[high]
    return np.asarray(rows[np.lexsort((rows, -values))[:count]], dtype=np.intp)


def _filled(found: Rows, groups: Rows, own: np.intp, count: int) -> Rows:
    """With the first rows of other groups where fewer than `count` have a word in common."""
    for start in range(0, groups.size, BLOCK):
        if found.size >= count:
            break
        rows = np.arange(start, min(start + BLOCK, groups.size))
        others = np.setdiff1d(rows[groups[rows] != own], found)
        found = np.concatenate([found, others[: count - found.size]])
    return found
