"""The headings of a document with what they say: their mark, their role, and what lies under them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache

from ...models.layout import Block, Document, Piece, Role, Table
from ..vocabulary.phrases import Match, fold, load_yaml
from .fact_sheets import expand, expand_panes, labels_of_sheets, with_header
from .heading_roles import heading_role
from .inner_tables import in_parts
from .marks import Mark, read_mark, strip_colon
from .side_by_side import below_each_other
from .table_titles import split_title

FURNITURE = frozenset({Role.HEADER, Role.FOOTER, Role.PAGE_NUMBER, Role.TOC, Role.HIDDEN, Role.FOOTNOTE})


@dataclass(slots=True)
class Head:
    """A heading in the body, or a run-in heading that begins a paragraph."""

    index: int
    """Of its first piece in the body."""
    end: int
    """Index of the first piece after it (its own paragraph, where it runs in)."""
    level: int
    mark: Mark
    role: Match | None
    blocks: list[Block] = field(default_factory=list)
    inline: bool = False

    @property
    def title(self) -> str:
        return strip_colon(self.mark.title)

    @property
    def text(self) -> str:
        return strip_colon(" ".join(block.text for block in self.blocks))


def body_of(document: Document) -> list[Piece]:
    """The flow without headers, footers, page numbers, tables of contents, footnotes and hidden text.

    Tables that are fact sheets are read as headings with their text, a table's title row as a heading above it. A
    header that only its words tell is marked.
    """
    out: list[Piece] = []
    numbered: Block | None = None
    labels = labels_of_sheets([piece for piece in document.flow if isinstance(piece, Table)])
    for i, piece in enumerate(document.flow):
        below = document.flow[i + 1] if i + 1 < len(document.flow) else None
        if (
            isinstance(piece, Block)
            and piece.role is Role.HEADING
            and isinstance(below, Block)
            and below.role is Role.TOC
        ):
            continue  # heads the table of contents
        if isinstance(piece, Table):
            out.extend(_of_table(piece, labels))
        elif piece.role not in FURNITURE and not (piece.role is Role.HEADING and _goes_on(piece, numbered)):
            out.append(piece)
            if piece.role is Role.HEADING and read_mark(piece.text, piece.marker).number is not None:
                numbered = piece
    return out


def _of_table(table: Table, labels: frozenset[str]) -> list[Piece]:
    """A table as what it is: a form with tables inside, the text of a fact sheet, initiatives side by side, or a table
    below its title. `labels` are those of the document's fact sheets."""
    text = expand_panes(table) or in_parts(table) or expand(table, labels) or below_each_other(table)
    if text is not None:
        return text
    titled = split_title(table)
    if titled is None:
        return [with_header(table)]
    title, rest = titled
    return [title, *(below_each_other(rest) or [with_header(rest)])]


def _goes_on(block: Block, numbered: Block | None) -> bool:
    """Whether a heading only says on a later page that the numbered one before it goes on ("Indsats 1 (fortsat)")."""
    if numbered is None or block.page == numbered.page or block.marker != numbered.marker:
        return False
    return fold(_continued().sub("", block.text)) == fold(numbered.text)


@cache
def _continued() -> re.Pattern[str]:
    words = "|".join(load_yaml("leads.yaml")["continued"])
    return re.compile(rf"[\s(,–-]*\b(?:{words})\b[.)\s]*$", re.I)


def read_heads(body: list[Piece]) -> list[Head]:
    """All headings of the body in order; "Løfte 1" and the title right below it are one head."""
    heads: list[Head] = []
    counts = Counter(fold(piece.text) for piece in body if isinstance(piece, Block) and piece.role is Role.HEADING)
    i = 0
    while i < len(body):
        piece = body[i]
        if isinstance(piece, Block):
            if piece.role is Role.HEADING:
                head = _heading(body, i, piece, counts)
                heads.append(head)
                i = head.end
                continue
            inline = _inline(i, piece)
            if inline is not None:
                heads.append(inline)
        i += 1
    for head in _titles(heads, body):
        head.role = None
    return heads


def _titles(heads: list[Head], body: list[Piece]) -> list[Head]:
    """Heads of the vocabulary that are titles here: "Økonomi" with sub-headings as those of its neighbours.

    A title stands once in the document, and a neighbour of its rank has a sub-heading of the same words.
    """
    counts = Counter(fold(head.title) for head in heads)
    marked = Counter((head.level, head.mark.kind) for head in heads if not head.inline)
    ranks = {key for key, n in marked.items() if n >= 2}
    below = {
        id(head): _labels_below(head, heads, body)
        for head in heads
        if not head.inline and (head.level, head.mark.kind) in ranks
    }
    out: list[Head] = []
    for head in heads:
        if head.role is None or counts[fold(head.title)] > 1 or not below.get(id(head)):
            continue
        if any(
            other is not head
            and other.role is None
            and (other.level, other.mark.kind) == (head.level, head.mark.kind)
            and counts[fold(other.title)] == 1
            and below[id(head)] & below.get(id(other), set())
            for other in heads
        ):
            out.append(head)
    return out


def _labels_below(head: Head, heads: list[Head], body: list[Piece]) -> set[str]:
    """The known sub-headings and run-in labels from a head to the next of its rank or above."""
    end = next((h.index for h in heads if h.index > head.index and not h.inline and h.level <= head.level), len(body))
    labels = {
        fold(h.title)
        for h in heads
        if head.index < h.index < end and h.role is not None and h.blocks[0].box == head.blocks[0].box
    }
    for piece in body[head.end : end]:
        if (
            isinstance(piece, Block)
            and piece.box == head.blocks[0].box
            and piece.lead
            and heading_role(piece.lead) is not None
        ):
            labels.add(fold(piece.lead))
    return labels


def _heading(body: list[Piece], i: int, block: Block, counts: Counter[str]) -> Head:
    """The head of a heading; `counts` tells how often each heading is printed, for what comes again is no title."""
    mark = read_mark(block.text, block.marker)
    head = Head(i, i + 1, block.level or 9, mark, None, [block])
    if mark.number is not None and not mark.title and i + 1 < len(body):
        below = body[i + 1]
        if isinstance(below, Block) and below.role is Role.HEADING and below.page == block.page:
            inner = read_mark(below.text, below.marker)
            if inner.kind == "none" and counts[fold(below.text)] == 1:
                head.mark = Mark(mark.kind, mark.word, mark.number, below.text)
                head.level = min(head.level, below.level or 9)
                head.end = i + 2
                head.blocks = [block, below]
    if head.mark.kind in ("none", "number"):
        head.role = heading_role(head.title)
    return head


def _inline(i: int, block: Block) -> Head | None:
    """A run-in heading with a code or an initiative's word and number at the start of a paragraph."""
    if not block.lead or block.role is not Role.PARAGRAPH:
        return None
    mark = read_mark(block.lead)
    if mark.kind == "code" or (mark.kind == "initiative" and mark.number and mark.title):
        return Head(i, i, 8, mark, None, [block], inline=True)
    return None
