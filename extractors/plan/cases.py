"""A collection of cases: one municipality after the other, each named in the running header of its pages."""

from __future__ import annotations

from ...models.layout import Document, Piece
from ...models.plan import Evidence, Initiative
from .body import read_body
from .items import places_of
from .metadata import case_headers
from .references import distinct, read_references
from .table_roles import TableRoles


def read_cases(
    document: Document, body: list[Piece], tables: dict[int, TableRoles], default_law: str | None
) -> list[Initiative]:
    """An initiative for each municipality that running headers name in turn; empty where they name fewer than two."""
    found = case_headers(document)
    if len(found) < 2:
        return []
    owner: dict[int, int] = {}
    for n, (_, blocks) in enumerate(found):
        for block in blocks:
            owner.setdefault(block.page, n)
    out: list[Initiative] = []
    current = -1
    pieces: dict[int, list[tuple[int, Piece]]] = {}
    for i, piece in enumerate(body):
        current = owner.get(piece.page, current)
        pieces.setdefault(current, []).append((i, piece))
    for n, (mention, blocks) in enumerate(found):
        own = pieces.get(n, [])
        content = read_body(own, tables, None)
        places = places_of(blocks[:1])
        out.append(
            Initiative(
                title=blocks[0].text,
                municipality=mention.code,
                aspects=content.aspects,
                milestones=content.milestones,
                gains=content.gains,
                references=distinct(read_references([piece for _, piece in own], default_law)),
                places=places,
                confidence=0.85,
                cells={
                    "title": Evidence(places=places, rule="running header"),
                    "municipality": Evidence(places=places, rule="running header"),
                },
            )
        )
    return out
