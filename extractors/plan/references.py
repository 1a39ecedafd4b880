"""References to law in the text, with the piece that each stands in."""

from __future__ import annotations

from collections.abc import Iterable

from ...models.layout import Block, Piece, Table
from ...models.plan import Evidence, Reference
from ..values.laws import find_references
from ..vocabulary.phrases import load_yaml
from .items import places_of


def blocks_of(pieces: Iterable[Piece]) -> Iterable[Block]:
    """All blocks of pieces, the cells' included, in reading order."""
    for piece in pieces:
        if isinstance(piece, Table):
            for cell in piece.cells:
                yield from cell.blocks
        else:
            yield piece


def read_references(pieces: Iterable[Piece], default_law: str | None) -> list[Reference]:
    """One reference for each law and section in each block.

    A bare section is of `default_law`; "the same law" is the one named last.
    """
    out: list[Reference] = []
    previous: str | None = None
    for block in blocks_of(pieces):
        if "§" not in block.text and "paragraf" not in block.text.casefold():
            continue
        for reading in find_references(block.text, default_law=default_law, previous_law=previous):
            places = places_of([block])
            evidence = Evidence(places=places, inferred=reading.inferred, rule=f"law:{reading.rule}")
            out.append(
                Reference(
                    law=reading.law,
                    section=reading.section,
                    text=reading.text,
                    places=places,
                    confidence=0.8 if reading.inferred else 0.95,
                    cells={"law": evidence, "section": Evidence(places=places, rule="law:section")},
                )
            )
            if not reading.inferred:
                previous = reading.law
    return out


def distinct(references: Iterable[Reference]) -> list[Reference]:
    """The first of each law and section."""
    seen: dict[tuple[str, str], Reference] = {}
    for reference in references:
        seen.setdefault((reference.law, reference.section), reference)
    return list(seen.values())


def default_law_of(text: str) -> str | None:
    """The law of a bare section: serviceloven in a plan whose words are those of social work, else none."""
    words = load_yaml("social.yaml")
    folded = text.casefold()
    hits = sum(folded.count(word) for word in words["social"])
    return str(words["law"]) if hits >= words["least"] else None
