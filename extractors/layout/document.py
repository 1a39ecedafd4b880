"""A document: all pages laid out, paragraphs joined over breaks, headings found and ranked."""

from __future__ import annotations

import re
from collections import Counter
from statistics import median

from ...models.layout import Block, Document, Piece, Role, Table
from ...models.page import Page, Source, Word
from .blocks import set_list_levels
from .flow import Chunk, join_boxes, join_flow
from .furniture import find_furniture
from .headings import mark_headings
from .hyphens import Lexicon
from .lines import make_lines, page_pitches
from .notes import take_glued_marks
from .pagelayout import Setting, in_tables, lay_out
from .roles import mark_captions


def build_document(source: Source, tables: dict[int, list[Table]]) -> Document:
    """All text of a PDF once, in reading order.

    Args:
        source: the pages.
        tables: the tables of each 1-based page; their words are left to them, and they are put in the flow whole.

    Returns:
        The document: blocks with their roles, and tables, in `flow`; every visible word of a page is in exactly one
        block or table, every invisible one in a block with the role `hidden`.
    """
    pages = source.pages
    free: list[list[Word]] = []
    hidden: list[list[Word]] = []
    for page in pages:
        rest = in_tables(page.words, tables.get(page.number, []))
        free.append([word for word in rest if not word.style.hidden])
        hidden.append([word for word in rest if word.style.hidden] if len(free[-1]) < len(rest) else [])
    lexicon = Lexicon(word.text for page in pages for word in page.words)
    furniture = find_furniture(pages, free)
    setting = Setting(_body_size(free), len(pages), lexicon)
    setting.shift = _page_shift(furniture)
    setting.right = _right_edges(pages, free)
    spacing = _Spacing([page_pitches(page) for page in pages])
    chunks: list[Chunk] = []
    for i, page in enumerate(pages):
        marks: list[Piece] = list(furniture[i])
        heads = [block for block in furniture[i] if block.role is Role.HEADER]
        chunks.append(Chunk(list(heads), page.number, kind="furniture"))
        chunks.extend(lay_out(page, free[i], tables.get(page.number, []), spacing.of(i), setting))
        feet: list[Piece] = [block for block in marks if isinstance(block, Block) and block.role is not Role.HEADER]
        for line in make_lines(hidden[i], page.number, page) if hidden[i] else ():
            feet.append(Block(Role.HIDDEN, line.text, [line]))
        chunks.append(Chunk(feet, page.number, kind="furniture"))
    chunks = [chunk for chunk in chunks if chunk.pieces]
    join_boxes(chunks, setting.boxes)
    flow = join_flow(chunks, lexicon)
    blocks = [piece for piece in flow if isinstance(piece, Block)]
    take_glued_marks(blocks)
    mark_captions(flow, pages)
    problems = mark_headings(flow, setting, source)
    set_list_levels([block for block in blocks if block.role not in _FURNITURE])
    _set_spaces(blocks)
    return Document(pages=pages, flow=flow, boxes=setting.boxes, problems=problems, info=dict(source.info))


_FURNITURE = frozenset({Role.HEADER, Role.FOOTER, Role.PAGE_NUMBER, Role.HIDDEN, Role.FOOTNOTE})


class _Spacing:
    """Usual line spacing by font size: a page's own, else the document's."""

    def __init__(self, pages: list[dict[float, float]]) -> None:
        count: dict[float, Counter[float]] = {}
        for page in pages:
            for size, pitch in page.items():
                count.setdefault(size, Counter())[pitch] += 1
        self._usual = {size: min(found, key=lambda p: (-found[p], p)) for size, found in count.items()}
        self._pages = pages

    def of(self, index: int) -> dict[float, float]:
        return {**self._usual, **self._pages[index]}


def _body_size(words: list[list[Word]]) -> float:
    """The font size of most letters outside tables; 10 where there are none."""
    count: Counter[float] = Counter()
    for page in words:
        for word in page:
            count[word.style.size] += len(word.text)
    return min(count, key=lambda s: (-count[s], s)) if count else 10.0


def _page_shift(furniture: list[list[Block]]) -> int:
    """How much the printed page numbers are ahead of the places of the pages."""
    count: Counter[int] = Counter()
    for blocks in furniture:
        for block in blocks:
            figures = re.findall(r"\d+", block.text) if block.role is Role.PAGE_NUMBER else []
            if figures:
                count[int(figures[0]) - block.page] += 1
    return min(count, key=lambda shift: (-count[shift], abs(shift))) if count else 0


def _right_edges(pages: list[Page], words: list[list[Word]]) -> dict[int, float]:
    """The median of the right edge of the text on pages of one width that have enough of it."""
    edges: dict[int, list[float]] = {}
    for page, found in zip(pages, words, strict=True):
        if len(found) > 60:
            edges.setdefault(round(page.width), []).append(max(word.x1 for word in found))
    return {width: median(found) for width, found in edges.items()}


def _set_spaces(blocks: list[Block]) -> None:
    before: Block | None = None
    for block in blocks:
        if block.role in _FURNITURE:
            continue
        if before is not None and before.lines[-1].page == block.page and before.column == block.column:
            block.space_above = max(0.0, block.lines[0].bbox[1] - before.lines[-1].bbox[3])
        before = block
