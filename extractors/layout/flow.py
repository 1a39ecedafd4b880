"""The flow of a document: paragraphs that a column, a page or a box interrupts are put together again."""

from __future__ import annotations

from dataclasses import dataclass, field

from ...models.layout import Block, Box, Piece, Role, Table
from ...models.page import Style
from .blocks import joined_text
from .hyphens import HYPHENS, Lexicon
from .lists import Marker
from .paragraphs import ends_sentence

_ABBREVIATIONS = frozenset(
    "bl.a. f.eks. fx. mv. m.v. mm. m.m. osv. pga. ca. evt. hhv. ift. jf. jfr. kr. mio. mia. nr. pct. pr. stk. st. s. "
    "mht. vedr. inkl. ekskl. kap. dvs. d.v.s. o.l. etc. maks. min. max. kl. afd. tlf. mdr. jan. feb. apr. jun. jul. "
    "aug. sep. sept. okt. nov. dec.".split()
)
"""A full stop that belongs to one of these does not close a sentence when a small letter follows."""


@dataclass(slots=True)
class Chunk:
    """Pieces that follow each other without a break: a column, or what stands between two boxes of it."""

    pieces: list[Piece]
    page: int
    box: int | None = None
    right: float = 0.0
    """The column's right side."""
    kind: str = "text"
    """`text`, `label`, `value`, `rows`, `figure`, `note` or `furniture`."""
    blocks: list[Block] = field(default_factory=list)


def join_boxes(chunks: list[Chunk], boxes: list[Box]) -> None:
    """Let the text of a box that goes on in the next column or page belong to the box where it begins."""
    renamed: dict[int, int] = {}
    before: Chunk | None = None
    for chunk in chunks:
        if chunk.kind in ("furniture", "note") or not chunk.pieces:
            continue
        if chunk.box is not None and chunk.box in renamed:
            chunk.box = renamed[chunk.box]
        elif before is not None and _box_goes_on(before, chunk, boxes):
            renamed[chunk.box or 0] = before.box or 0
            chunk.box = before.box
        for piece in chunk.pieces:
            if piece.box in renamed:
                piece.box = renamed[piece.box]
        before = chunk


def _box_goes_on(before: Chunk, chunk: Chunk, boxes: list[Box]) -> bool:
    if before.box is None or chunk.box is None or before.box == chunk.box:
        return False
    a, b = boxes[before.box], boxes[chunk.box]
    first, last = chunk.pieces[0], before.pieces[-1]
    if isinstance(first, Table) or isinstance(last, Table) or a.fill is None or a.fill != b.fill:
        return False
    if abs((a.bbox[2] - a.bbox[0]) - (b.bbox[2] - b.bbox[0])) > 4:
        return False
    # Another column: the box begins further up than the one before it ends, or on the next page.
    elsewhere = (a.page == b.page and b.bbox[1] < a.bbox[1] and b.bbox[0] > a.bbox[2]) or b.page == a.page + 1
    return elsewhere and not first.style.bold and _alike(first.style, last.style) and first.lead is None


def join_flow(chunks: list[Chunk], lexicon: Lexicon) -> list[Piece]:
    """All pieces in order, a paragraph that goes on in a later chunk as one block at its first place."""
    last: dict[int | None, tuple[Block, Chunk] | None] = {}
    for chunk in chunks:
        if chunk.kind in ("furniture", "note", "figure") or not chunk.pieces:
            continue
        first = chunk.pieces[0]
        before = last.get(chunk.box)
        if before is not None and isinstance(first, Block) and _goes_on(before[0], before[1], first, chunk):
            block = before[0]
            _append(block, first, lexicon)
            del chunk.pieces[0]
            if not chunk.pieces:
                last[chunk.box] = (block, chunk)
                continue
        end = chunk.pieces[-1]
        if chunk.box is not None:
            last = {key: value for key, value in last.items() if key is None}
        open_end = isinstance(end, Block) and end.role in (Role.PARAGRAPH, Role.LIST_ITEM)
        last[chunk.box] = (end, chunk) if open_end and isinstance(end, Block) else None
    return [piece for chunk in chunks for piece in chunk.pieces]


def _append(block: Block, rest: Block, lexicon: Lexicon) -> None:
    block.lines = block.lines + rest.lines
    marker = Marker(block.marker, "mark", glued=block.lines[0].words[0].text != block.marker) if block.marker else None
    block.text, block.notes = joined_text(block.lines, marker, lexicon)


def _alike(a: Style, b: Style) -> bool:
    return abs(a.size - b.size) <= 0.35 and a.bold == b.bold and a.italic == b.italic and a.colour == b.colour


def _goes_on(a: Block, chunk: Chunk, b: Block, after: Chunk) -> bool:
    """Whether `b`, the first block of a later chunk, is the rest of `a`."""
    if b.role is not Role.PARAGRAPH or chunk.kind == "label" or after.kind in ("label", "rows"):
        return False
    end, start = a.lines[-1].words[-1].style, b.lines[0].words[0].style
    if not _alike(end, start) and not _alike(a.style, b.style):
        return False
    if not a.text or not b.text:
        return False
    small = b.text.lstrip("\"'(”»“")[:1].islower()
    if ends_sentence(a.text):
        return small and a.text.split()[-1].lstrip("(").lower() in _ABBREVIATIONS
    hyphen = a.text[-1] in HYPHENS and a.text[-2:-1].isalpha()
    if small or hyphen:
        return True
    if a.role is Role.LIST_ITEM or b.lead is not None or len(a.lines) < 2:
        return False
    room = chunk.right - a.lines[-1].bbox[2]
    first = b.lines[0].words[0]
    return room < first.x1 - first.x0 + 0.5 * a.style.size


def tables_in(pieces: list[Piece]) -> list[Table]:
    """The tables among `pieces`."""
    return [piece for piece in pieces if isinstance(piece, Table)]
