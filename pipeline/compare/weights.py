"""TF-IDF with the heaviest terms of each text alone, made a part of the texts at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, vstack

Parts = Callable[[], Iterable[Any]]
"""Gives a sparse matrix of counts, some rows after the others, each time that it is called."""


def document_counts(parts: Parts, columns: int) -> NDArray[np.int64]:
    """In how many rows each column is."""
    found = np.zeros(columns, dtype=np.int64)
    for part in parts():
        found += np.bincount(part.indices, minlength=columns)
    return found


def total_counts(parts: Parts, columns: int) -> NDArray[np.float64]:
    """The sum of each column."""
    found = np.zeros(columns)
    for part in parts():
        found += np.bincount(part.indices, weights=part.data, minlength=columns)
    return found


def weigh(parts: Parts, rows: int, columns: int, heaviest: int) -> Any:
    """The rows with the logarithm of their counts by how rare a column is, as scikit-learn's `TfidfTransformer` has it
    with `sublinear_tf`: of each row the `heaviest` columns, scaled to length 1."""
    if not rows or not columns:
        return csr_matrix((rows, columns), dtype=np.float32)
    weights = _idf(document_counts(parts, columns), rows)
    return vstack([_heaviest(_weighted(part, weights), heaviest) for part in parts()], format="csr")


def _idf(counts: NDArray[np.int64], rows: int) -> NDArray[np.float32]:
    ratios = np.float32(rows + 1) / (counts.astype(np.float32) + np.float32(1))
    return np.asarray(np.log(ratios) + np.float32(1), dtype=np.float32)


def _weighted(part: Any, weights: NDArray[np.float32]) -> Any:
    values = (np.log(part.data) + np.float32(1)) * weights[part.indices]
    return csr_matrix((values, part.indices, part.indptr), shape=part.shape)


def _heaviest(weights: Any, heaviest: int) -> Any:
    for row in range(weights.shape[0]):
        values = weights.data[weights.indptr[row] : weights.indptr[row + 1]]
        if values.size > heaviest:
            # Of terms that weigh the same all stay or all go, so that no order of columns decides.
            values[values < np.partition(values, -heaviest)[-heaviest]] = 0
    weights.eliminate_zeros()
    _scale_to_one(weights)
    return weights


def _scale_to_one(weights: Any) -> None:
    """Divide each row by its length (in place); one of nothing stays as it is."""
    rows = np.repeat(np.arange(weights.shape[0]), np.diff(weights.indptr))
    lengths = np.sqrt(np.bincount(rows, weights=weights.data * weights.data))
    weights.data /= lengths[rows]
