"""The spaCy pipeline `planspor_da`. spaCy is imported when a pipeline is asked for, never before."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ...models.problem import UsageError

if TYPE_CHECKING:
    from spacy.language import Language

_FIRST = "planspor_sentences"
"""Before all that a trained pipeline has: its parser keeps to sentences that are there, and may not be overruled."""


def load_nlp(spacy_model: str | None = None, components: Iterable[str] | None = None) -> Language:
    """A spaCy pipeline with our components: on a blank Danish one, or on an installed trained one (`spacy_model`).

    Args:
        spacy_model: Name of a trained pipeline that is installed, or its folder ("da_core_news_sm").
        components: Names of the components; all where None. See `components.py`.

    Raises:
        UsageError: spaCy or the trained pipeline is not installed, or there is no such component.
    """
    try:
        import spacy
    except ImportError as error:
        message = "The Danish pipeline needs spaCy; install it with: pip install 'planspor[danish]'."
        raise UsageError("E009", message) from error
    from .components import COMPONENTS

    wanted = list(COMPONENTS if components is None else components)
    unknown = [name for name in wanted if name not in COMPONENTS]
    if unknown:
        raise UsageError("E009", f"There is no component {unknown[0]!r}; there are {', '.join(COMPONENTS)}.")
    if spacy_model is None:
        nlp: Language = spacy.blank("da")
    else:
        try:
            nlp = spacy.load(spacy_model)
        except OSError as error:
            message = f"spaCy has no pipeline {spacy_model!r}: install it, or leave the option out. ({error})"
            raise UsageError("E009", message) from error
    nlp.meta["name"] = "planspor_da"
    for name in COMPONENTS:
        if name in wanted:
            nlp.add_pipe(name, first=True if name == _FIRST else None)
    return nlp
