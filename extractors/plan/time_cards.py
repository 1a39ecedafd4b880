"""Text under times that stand as small headings below each other: each a card with what is to be done then.

Such a run of cards is read as a table of one row, headed by the times.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from ...models.geometry import union
from ...models.layout import Block, Cell, Piece, Role, Table
from ..values.times import is_time
from .heading_roles import heading_role
from .nature import action_likeness, effect_likeness

_MOST_BLOCKS = 8
_LONGEST = 600
"""Characters of a card; more is a chapter about a year."""


@dataclass(slots=True)
class _Card:
    """A time and the blocks under it; `at` is its place in the body."""

    at: int
    head: Block
    blocks: list[Block]

    @property
    def end(self) -> int:
        return self.at + 1 + len(self.blocks)


def with_time_cards(body: list[Piece]) -> list[Piece]:
    """The body with each run of two or more such cards as a table."""
    runs: list[list[_Card]] = []
    for at, piece in enumerate(body):
        card = _card(body, at, piece) if isinstance(piece, Block) else None
        if card is None:
            continue
        if runs and runs[-1][-1].end == at and _alike(runs[-1][-1].head, card.head):
            runs[-1].append(card)
        else:
            runs.append([card])
    tables: dict[int, Table] = {}
    taken: set[int] = set()
    for run in runs:
        if len(run) < 2:
            continue
        _cut_tail(run)
        if _are_short(run) and not _are_effects(run, body[: run[0].at]):
            tables[run[0].at] = _table(run)
            taken |= {i for card in run for i in range(card.at, card.end)}
    return [tables.get(i, piece) for i, piece in enumerate(body) if i in tables or i not in taken]


def _card(body: list[Piece], at: int, head: Block) -> _Card | None:
    """The card that a block heads; None where it is no time, or nothing fit for a card stands below it."""
    heads = head.role is Role.HEADING or (head.role is Role.PARAGRAPH and head.style.bold)
    printed = f"{head.marker} {head.text}" if head.marker else head.text  # "2." of "2. halvår" is no number of a list
    if not heads or not is_time(printed):
        return None
    head = replace(head, text=printed, marker=None)
    blocks: list[Block] = []
    for piece in body[at + 1 :]:
        if isinstance(piece, Block) and _is_labelled_line(piece):
            piece = replace(piece, role=Role.PARAGRAPH, level=None)
        if not isinstance(piece, Block) or piece.role not in (Role.PARAGRAPH, Role.LIST_ITEM):
            break
        if (piece.style.bold and not piece.lead) or piece.page != head.page:
            break
        blocks.append(piece)
    return _Card(at, head, blocks) if blocks else None


def _is_labelled_line(block: Block) -> bool:
    """Whether what was taken for a heading by its type is a label with its value ("Ansvar: Skolen")."""
    return block.role is Role.HEADING and not block.style.bold and ": " in block.text


def _alike(one: Block, other: Block) -> bool:
    return (one.style.bold, one.style.size) == (other.style.bold, other.style.size)


def _cut_tail(run: list[_Card]) -> None:
    """Leave what follows the last card as text of its own, unless the card is a list."""
    if run[-1].blocks[0].role is not Role.LIST_ITEM:
        run[-1].blocks = run[-1].blocks[: max(len(card.blocks) for card in run[:-1])]


def _are_short(run: list[_Card]) -> bool:
    return all(len(card.blocks) <= _MOST_BLOCKS and sum(len(b.text) for b in card.blocks) <= _LONGEST for card in run)


def _are_effects(run: list[_Card], above: list[Piece]) -> bool:
    """Whether the cards tell levels to reach, by the heading above them or by their words."""
    heading = next((one for one in reversed(above) if isinstance(one, Block) and one.role is Role.HEADING), None)
    role = heading_role(heading.text) if heading is not None else None
    if role is not None and role.kind in ("gains", "milestones"):
        return role.kind == "gains"
    texts = [card.blocks[0].text for card in run]
    return effect_likeness(texts) > action_likeness(texts)


def _table(run: list[_Card]) -> Table:
    cells = [_cell(0, col, [card.head]) for col, card in enumerate(run)]
    for cell in cells:
        cell.header = True
    cells += [_cell(1, col, card.blocks) for col, card in enumerate(run)]
    pages = sorted({cell.page for cell in cells})
    parts = [(page, union(cell.bbox for cell in cells if cell.page == page)) for page in pages]
    one_box = all(a.head.box == b.head.box for a, b in pairwise(run))
    box = run[0].head.box if one_box else None
    return Table(cells, 2, len(run), 1, parts, "cards", column=run[0].head.column, box=box, confidence=0.8)


def _cell(row: int, col: int, blocks: list[Block]) -> Cell:
    places = [place for block in blocks for place in block.places]
    page = places[0][0]
    return Cell(row, col, blocks=blocks, page=page, bbox=union(box for n, box in places if n == page), places=places)
