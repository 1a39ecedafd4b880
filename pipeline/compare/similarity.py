"""How alike initiatives are: lemmatised words and character n-grams by TF-IDF, and a model of sentences where given.

Each view of the initiatives is a matrix with a row of length 1 for each; the similarity of two is the weighted mean of
the products of their rows. No matrix of all pairs is ever made: the nearest are found block by block.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer
from sklearn.preprocessing import normalize

from .embedding import Embedder
from .source import Initiative
from .words import lemmas_of, terms_of, texts_of

WORDS, CHARACTERS = 0.9, 0.1
"""Weights of the views, measured on labelled pairs by `benchmarks/matching.py`."""
EMBEDDING = 0.5
"""Weight of a model of sentences beside both of them together."""
TITLE = 3
"""How often the title counts, which says in a few words what the rest is about."""
HEAVIEST_TERMS, HEAVIEST_GRAMS = 60, 150
"""So many of each initiative count: what a long text says in passing must not make it alike to everything."""
BLOCK = 256
CANDIDATES = 60
"""So many by words are looked at in full for each initiative."""
Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Space:
    """The initiatives as rows of matrices."""

    words: Any
    """Sparse, a column for each term."""
    characters: Any
    """Sparse, a column for each n-gram."""
    vectors: NDArray[np.float32] | None
    """Rows of the model of sentences, where there is one."""
    terms: NDArray[Any]
    """The terms of the columns of `words`."""

    def pairs(self, left: NDArray[np.intp], right: NDArray[np.intp]) -> Vector:
        """The similarities of pairs of rows, 0 to 1."""
        words = _products(self.words[left], self.words[right])
        found = WORDS * words + CHARACTERS * _products(self.characters[left], self.characters[right])
        if self.vectors is not None:
            products = np.einsum("ij,ij->i", self.vectors[left], self.vectors[right], dtype=np.float64)
            found = (1 - EMBEDDING) * found + EMBEDDING * np.clip(products, 0, 1)
        return np.asarray(np.round(np.clip(found, 0, 1), 4), dtype=np.float64)

    def shared_terms(self, left: NDArray[np.intp], right: NDArray[np.intp], count: int = 6) -> list[list[str]]:
        """For pairs of rows the terms that do most to make them alike."""
        products = self.words[left].multiply(self.words[right]).tocsr()
        out = []
        for row in range(products.shape[0]):
            span = slice(products.indptr[row], products.indptr[row + 1])
            columns, values = products.indices[span], np.round(products.data[span], 6)
            order = np.lexsort((columns, -values))[:count]
            out.append([str(self.terms[column]) for column in columns[order]])
        return out


def make_space(initiatives: Sequence[Initiative], embedder: Embedder | None = None) -> Space:
    """The initiatives as rows, in their order."""
    texts = [list(texts_of(initiative)) for initiative in initiatives]
    words, terms = heaviest_terms(CountVectorizer(analyzer=_weighted_terms, dtype=np.float32), texts, HEAVIEST_TERMS)
    grams = CountVectorizer(analyzer="char_wb", ngram_range=(4, 4), max_df=0.5, dtype=np.float32, max_features=200_000)
    lemmatised = [" ".join(chain.from_iterable(map(lemmas_of, parts))) for parts in texts]
    characters, _ = heaviest_terms(grams, lemmatised, HEAVIEST_GRAMS)
    vectors = None
    if embedder is not None and texts:
        vectors = _unit(np.asarray(embedder.encode(["\n".join(parts) for parts in texts]), dtype=np.float32))
    return Space(words, characters, vectors, terms)


def _weighted_terms(texts: list[str]) -> Iterator[str]:
    for _ in range(TITLE):
        yield from terms_of(texts[0])
    for text in texts[1:]:
        yield from terms_of(text)


def heaviest_terms(counter: CountVectorizer, texts: Sequence[Any], heaviest: int) -> tuple[Any, NDArray[Any]]:
    """TF-IDF of the texts with the heaviest terms of each, and the names of the columns; one empty column where the
    texts have no words at all."""
    try:
        counts = counter.fit_transform(texts)
    except ValueError:  # no vocabulary, or none below max_df: scikit-learn has no error of its own for it
        return csr_matrix((len(texts), 1), dtype=np.float32), np.array([""])
    weights = TfidfTransformer(sublinear_tf=True, norm=None).fit_transform(counts).tocsr()
    for row in range(weights.shape[0]):
        values = weights.data[weights.indptr[row] : weights.indptr[row + 1]]
        if values.size > heaviest:
            # Of terms that weigh the same all stay or all go, so that no order of columns decides.
            values[values < np.partition(values, -heaviest)[-heaviest]] = 0
    weights.eliminate_zeros()
    return normalize(weights, copy=False).astype(np.float32), counter.get_feature_names_out()


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.where(lengths == 0, 1, lengths), dtype=np.float32)


def _products(left: Any, right: Any) -> Vector:
    return np.asarray(left.multiply(right).sum(axis=1), dtype=np.float64).ravel()


def candidates(space: Space, groups: NDArray[np.intp], count: int) -> Iterator[tuple[int, NDArray[np.intp]]]:
    """For each row those of other groups that are nearest by words (and by the model, where there is one)."""
    total = space.words.shape[0]
    turned = space.words.T.tocsr()
    for start in range(0, total, BLOCK):
        block = (space.words[start : start + BLOCK] @ turned).tocsr()
        dense = None if space.vectors is None else space.vectors[start : start + BLOCK] @ space.vectors.T
        for n in range(block.shape[0]):
            span = slice(block.indptr[n], block.indptr[n + 1])
            found = _nearest(block.indices[span], block.data[span], groups, groups[start + n], count)
            if dense is not None:
                everyone = np.arange(total)
                found = np.union1d(found, _nearest(everyone, dense[n], groups, groups[start + n], count))
            if found.size < count:
                others = np.flatnonzero(groups != groups[start + n])
                found = np.concatenate([found, np.setdiff1d(others, found)[: count - found.size]])
            yield start + n, np.sort(found)


def _nearest(
    rows: NDArray[Any], values: NDArray[Any], groups: NDArray[np.intp], own: np.intp, count: int
) -> NDArray[np.intp]:
    """The rows of other groups with the highest values, of equal ones the first."""
    other = groups[rows] != own
    rows, values = rows[other], np.round(values[other], 5)
    if values.size > count:
        high = values >= np.partition(values, -count)[-count]
        rows, values = rows[high], values[high]
    return np.asarray(rows[np.lexsort((rows, -values))[:count]], dtype=np.intp)
