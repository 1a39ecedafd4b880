"""How often each initiative says each word. Every text is cut into words once; all that counts words starts here."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from ...extractors.danish.sentences import tokens
from .source import Initiative
from .words import texts_of


@dataclass(frozen=True, slots=True)
class Counts:
    """Sparse matrices with a row for each initiative and a column for each word."""

    words: list[str]
    """The words of the columns, as printed, in lower case."""
    title: Any
    rest: Any
    """What is said beside the title."""

    def forms(self, forms_of: Callable[[str], Iterable[str]]) -> tuple[Any, NDArray[Any]]:
        """A matrix that turns words into what `forms_of` makes of each, a row for each word, and the forms of its
        columns in the order of the alphabet: `rest @ matrix` counts the forms that are said beside the titles."""
        made = [Counter(forms_of(word)) for word in self.words]
        names = sorted({form for forms in made for form in forms})
        places = {form: n for n, form in enumerate(names)}
        rows = _Rows()
        for forms in made:
            rows.add({places[form]: count for form, count in forms.items()})
        return rows.matrix(len(names)), np.array(names, dtype=object)


def count_words(initiatives: Sequence[Initiative]) -> Counts:
    """Count the words of the initiatives, in their order."""
    places: dict[str, int] = {}
    title, rest = _Rows(), _Rows()
    for initiative in initiatives:
        texts = texts_of(initiative)
        title.add(_counted(places, [next(texts)]))
        rest.add(_counted(places, texts))
    return Counts(list(places), title.matrix(len(places)), rest.matrix(len(places)))


def _counted(places: dict[str, int], texts: Iterable[str]) -> Counter[int]:
    return Counter(places.setdefault(word, len(places)) for text in texts for word, _, _ in tokens(text))


@dataclass(slots=True)
class _Rows:
    """The rows of a sparse matrix, in arrays that grow."""

    starts: array[int] = field(default_factory=lambda: array("q", [0]))
    columns: array[int] = field(default_factory=lambda: array("i"))
    values: array[int] = field(default_factory=lambda: array("i"))

    def add(self, row: dict[int, int]) -> None:
        self.columns.extend(row)
        self.values.extend(row.values())
        self.starts.append(len(self.columns))

    def matrix(self, columns: int) -> Any:
        parts = (np.array(self.values, dtype=np.float32), np.array(self.columns), np.array(self.starts))
        found = csr_matrix(parts, shape=(len(self.starts) - 1, columns))
        found.sort_indices()
        return found
