"""How the last row before a page break and the first row after it hang together."""

from __future__ import annotations

from enum import StrEnum

from ...models.geometry import overlap
from ...models.layout import Block, Cell, Line, Role, Table
from ...models.page import Page
from ..layout.hyphens import mend_text

_ENDS = ".!?:…"
_CLOSING = "\"'”“»’)]"


_OPEN_WORDS = frozenset(
    "af og eller i på til for med om ved fra hos under over mellem efter før som at der en et den det de "
    "and or of in on to for with by from at the a an und oder von zu mit för att med och".split()
)
"""Words that no cell ends with."""


class Relation(StrEnum):
    """What the cell after a page break is to the one before it, in one column."""

    FLOWS = "flows"
    """The same sentence goes on."""
    OPEN = "open"
    """The cell has no rule at the break, where others have one."""
    LIKELY = "likely"
    """The line before is full and ends no sentence."""
    MORE = "more"
    """A list or a run of paragraphs may go on."""
    SPAN = "span"
    """Nothing printed, in a cell that spans rows."""
    EMPTY = "empty"
    """Nothing printed after the break."""
    STARTS = "starts"
    """Nothing printed before the break."""
    FRESH = "fresh"
    """A text of its own."""


def relation(a: Table, before: Cell, after: Cell, open_bottom: bool) -> Relation:
    """How `after`, in the first body row of the next part, goes on from `before`, in the last row of `a`.

    `open_bottom` says that no rule closes `before` where the table's other rows have one.
    """
    if not after.blocks:
        return Relation.SPAN if before.row_span > 1 or after.row_span > 1 else Relation.EMPTY
    if not before.blocks:
        return Relation.STARTS
    if open_bottom:
        return Relation.OPEN
    last, first = before.blocks[-1], after.blocks[0]
    several = len(before.blocks) > 1 or last.role is Role.LIST_ITEM
    if first.role is Role.LIST_ITEM:
        return Relation.MORE if several and _lacks_room(before, first, a.parts[-1][1][3]) else Relation.FRESH
    if not ends_sentence(last.text):
        full = is_full(before, after)
        if last.text.endswith(("-", "\u00ad")) and last.text[-2:-1].isalpha() and first.text[:1].isalpha():
            return Relation.FLOWS
        if starts_low(first.text) and not _starts_low_usually(a, before.col):
            return Relation.FLOWS if full or last.role is not Role.LIST_ITEM else Relation.LIKELY
        long_enough = len(last.lines) > 1 or len(last.text) > 25
        if full and (starts_low(first.text) or long_enough) and _reaches_bottom(before, a.parts[-1][1][3]):
            return Relation.LIKELY
    long = several or len(last.lines) > 1
    return Relation.MORE if long and _reaches_bottom(before, a.parts[-1][1][3]) else Relation.FRESH


def _reaches_bottom(cell: Cell, bottom: float) -> bool:
    """Whether the text of a cell runs down to the foot of the part, as that of a cell that is cut does."""
    line = cell.blocks[-1].lines[-1]
    return bottom - line.bbox[3] < 2 * (line.bbox[3] - line.bbox[1])


def _lacks_room(cell: Cell, item: Block, bottom: float) -> bool:
    """Whether the point after a break had no room on the page before, below the text of its cell."""
    line = cell.blocks[-1].lines[-1]
    height = line.bbox[3] - line.bbox[1]
    lines = [own for own in item.lines if own.page == item.page]
    return bottom - line.bbox[3] < 2 * height + lines[-1].bbox[3] - lines[0].bbox[1]


def ends_sentence(text: str) -> bool:
    """Whether a text ends with a final mark."""
    return text.rstrip(_CLOSING)[-1:] in _ENDS if text.rstrip(_CLOSING) else False


def ends_open(text: str) -> bool:
    """Whether a text ends with a word that wants another."""
    return bool(text) and text.split()[-1].casefold() in _OPEN_WORDS


def starts_low(text: str) -> bool:
    """Whether a text starts as the middle of a sentence does."""
    return text[:1].islower() or text[:1] in ",;)"


def is_full(before: Cell, after: Cell) -> bool:
    """Whether the first word of `after` would not have fitted on the last line of `before`."""
    line, following = before.blocks[-1].lines[-1], after.blocks[0].lines[0]
    word = following.words[0]
    box = before.places[-1][1] if before.places else before.bbox
    lines = [ln for block in before.blocks for ln in block.lines if ln.page == line.page]
    padding = max(0.0, min(ln.bbox[0] for ln in lines) - box[0])
    right = max(box[2] - padding, max(ln.bbox[2] for ln in lines))
    return line.bbox[2] + 0.25 * line.style.size + (word.x1 - word.x0) > right - 0.5


def _starts_low_usually(table: Table, col: int) -> bool:
    texts = [c.text for c in table.cells if c.col == col and c.blocks and c.row >= table.header_rows]
    return len(texts) >= 3 and sum(1 for t in texts if t[0].islower()) > 0.5 * len(texts)


def goes_on(before: Block, after: Block, full: bool) -> bool:
    """Whether two blocks of one cell, cut by a page break, are one paragraph or list item."""
    if after.role is Role.LIST_ITEM or before.role is Role.HIDDEN or after.role is Role.HIDDEN:
        return False
    if before.role is Role.LIST_ITEM and not _hangs(before, after):
        return False
    if before.text[-1:] in "-\u00ad" or starts_low(after.text):
        return True
    return full and not ends_sentence(before.text)


def _hangs(item: Block, after: Block) -> bool:
    """Whether a block is indented as the text of a list item is."""
    if after.page != item.page and abs(after.lines[0].bbox[0] - item.lines[0].bbox[0]) > 60:
        return True
    words = item.lines[0].words
    text_at = item.lines[1].bbox[0] if len(item.lines) > 1 else (words[1].x0 if len(words) > 1 else words[0].x0)
    return after.lines[0].bbox[0] > (item.lines[0].bbox[0] + text_at) / 2 - 0.5


def merge_blocks(before: Cell, after: Cell) -> list[Block]:
    """The blocks of a cell that a page break cuts; a paragraph that goes on becomes one block."""
    if not before.blocks or not after.blocks:
        return before.blocks + after.blocks
    last, first = before.blocks[-1], after.blocks[0]
    if not goes_on(last, first, is_full(before, after)):
        return before.blocks + after.blocks
    lines: list[Line] = last.lines + first.lines
    one = Block(
        role=last.role,
        text=mend_text(last.text, first.text),
        lines=lines,
        level=last.level,
        marker=last.marker,
        lead=last.lead,
        box=last.box,
        column=last.column,
        notes=last.notes + first.notes,
        space_above=last.space_above,
        confidence=min(last.confidence, first.confidence),
    )
    return [*before.blocks[:-1], one, *after.blocks[1:]]


def ruled_at(page: Page, y: float, x0: float, x1: float) -> bool:
    """Whether a rule, or the side of a tinted area, runs at height `y` over most of `x0..x1`."""
    shown = 0.0
    for rule in page.rules:
        if abs(rule.top - y) <= 3 and rule.horizontal:
            shown += overlap(rule.x0, rule.x1, x0, x1)
    return shown > 0.5 * (x1 - x0)
