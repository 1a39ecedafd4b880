"""How alike the texts of two plans are, told from short signatures: MinHash over shingles of three words.

The share of places in which two signatures agree estimates the Jaccard similarity of the sets of shingles
(A. Z. Broder, On the resemblance and containment of documents, 1997); bands of places that agree find the pairs worth
comparing (J. Leskovec, A. Rajaraman, J. D. Ullman, Mining of Massive Datasets, chapter 3).
"""

from __future__ import annotations

import re
from functools import cache
from zlib import crc32

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from ..extractors.vocabulary.phrases import load_yaml
from ..models.layout import Role

PLACES = 126
"""Of a signature. The estimate is off by 0.035 at a likeness of 0.8 (one standard deviation)."""
BANDS = 21
"""Of six places each: texts alike to 0.8 share one with a probability of 0.998, those alike to 0.3 with 0.015."""
_SHINGLE = 3
_FEWEST = 40
"""Shingles. With fewer, a text is too short to be nearly like another: then it is like it or not."""
_AT_ONCE = 4096
_WORD = re.compile(r"[^\W_]+")
_FURNITURE = frozenset(
    role.value for role in (Role.HEADER, Role.FOOTER, Role.PAGE_NUMBER, Role.TOC, Role.HIDDEN)
)  # fmt: skip
_OPENING = 12
"""Pieces of text at the start in which a draft calls itself one."""

_Words = npt.NDArray[np.uint64]


def signature(sections: pa.Table) -> bytes:
    """The signature of a plan's text, of the rows of `sections`; empty where there are fewer than three words.

    What stands on every page does not count, so that a draft differs by its stamp in no place.
    """
    roles, texts = sections.column("role").to_pylist(), sections.column("text").to_pylist()
    whole = "\n".join(text for role, text in zip(roles, texts, strict=True) if role not in _FURNITURE)
    words = list(map(crc32, map(str.encode, _WORD.findall(whole.casefold()))))
    if len(words) < _SHINGLE:
        return b""
    hashed = np.array(words, np.uint64)
    shingles = hashed[: len(hashed) - _SHINGLE + 1]
    for n in range(1, _SHINGLE):
        shingles = _mixed(shingles) + hashed[n : len(hashed) - _SHINGLE + 1 + n]
    shingles = np.unique(_mixed(shingles))
    if len(shingles) < _FEWEST:
        # One place of its own for the whole set: such texts are alike only where they are the same.
        return int(_mixed(shingles.sum(keepdims=True))[0]).to_bytes(8, "little")
    factors, summands = _permutations()
    least = np.full(PLACES, 2**32, np.uint64)
    for start in range(0, len(shingles), _AT_ONCE):
        values = (shingles[start : start + _AT_ONCE, None] * factors + summands) >> np.uint64(32)
        np.minimum(least, values.min(0), out=least)
    return least.astype("<u4").tobytes()


def likeness(a: bytes, b: bytes) -> float:
    """How alike two texts are, from 0 to 1, by their signatures."""
    if not a or not b or len(a) != len(b):
        return 0.0
    return float((np.frombuffer(a, "<u4") == np.frombuffer(b, "<u4")).mean())


def bands(signature: bytes) -> list[int]:
    """Numbers of which texts that are much alike share at least one. They fit into 63 bits."""
    if not signature:
        return []
    if len(signature) < 4 * PLACES:
        return [int.from_bytes(signature, "little") >> 1]
    rows = np.frombuffer(signature, "<u4").astype(np.uint64).reshape(BANDS, -1)
    keys = np.arange(BANDS, dtype=np.uint64)
    for n in range(rows.shape[1]):
        keys = _mixed(keys) + rows[:, n]
    found: list[int] = (_mixed(keys) >> np.uint64(1)).tolist()
    return found


def is_draft(file: str, title: str | None, sections: pa.Table) -> bool:
    """Whether a plan calls itself a draft: in its file's name, its title, its first lines or on every page."""
    roles = sections.column("role").to_pylist()
    texts = sections.column("text").to_pylist()
    running = {text for role, text in zip(roles, texts, strict=True) if role in ("header", "footer")}
    return any(_drafts().search(text) for text in (file, title or "", *texts[:_OPENING], *running))


@cache
def _drafts() -> re.Pattern[str]:
    return re.compile("|".join(load_yaml("metadata.yaml")["drafts"]), re.I)


def _mixed(values: _Words) -> _Words:
    """Each number spread over 64 bits (the finaliser of splitmix64)."""
    values = (values + np.uint64(0x9E3779B97F4A7C15)) & np.uint64(0xFFFFFFFFFFFFFFFF)
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


@cache
def _permutations() -> tuple[_Words, _Words]:
    """Factors and summands, the same for ever: signatures of different days are compared."""
    numbers = _mixed(np.arange(2 * PLACES, dtype=np.uint64))
    return numbers[:PLACES] | np.uint64(1), numbers[PLACES:]
