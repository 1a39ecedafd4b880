"""What a heading introduces, by the vocabulary."""

from __future__ import annotations

from ..vocabulary.phrases import Match, book

SURE = 0.78
"""A heading's match with the vocabulary counts from this score on."""


def heading_role(text: str) -> Match | None:
    """What a heading introduces, by the vocabulary, where the match is good enough."""
    found = book("headings.yaml").match(text)
    return found if found and found.score >= SURE else None
