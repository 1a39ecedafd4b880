"""The texts of a data set as spaCy documents, for those who go on with spaCy."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from ..extractors.danish.nlp import load_nlp
from .dataset import Dataset
from .files import write_atomically

if TYPE_CHECKING:
    from spacy.tokens import Doc

LEFT_OUT = frozenset(("header", "footer", "page_number", "toc", "hidden"))
"""Roles of sections that hold no running text."""
ABOUT = ("section_id", "plan_id", "page", "role")
"""What `doc.user_data` says of a document: columns of the table `sections`."""


def section_docs(data: Dataset, spacy_model: str | None = None) -> Iterator[Doc]:
    """A document for each piece of text of a data set, with what it is in `doc.user_data`.

    Raises UsageError where spaCy or the trained pipeline is missing.
    """
    nlp = load_nlp(spacy_model)
    for row in data.arrow("sections").to_pylist():
        if row["role"] not in LEFT_OUT and row["text"]:
            doc = nlp(row["text"])
            doc.user_data.update({name: row[name] for name in ABOUT})
            yield doc


def write_docs(folder: str, out: Path, spacy_model: str | None = None) -> int:
    """Write the documents of the data set in `folder` into a `DocBin` file; returns their number. Raises UsageError."""
    data = Dataset(folder)
    docs = list(section_docs(data, spacy_model))
    from spacy.tokens import DocBin

    store = DocBin(attrs=["ORTH", "SPACY", "LEMMA", "SENT_START"], store_user_data=True, docs=docs)
    write_atomically(out, store.to_bytes())
    return len(docs)
