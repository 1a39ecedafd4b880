"""The paragraphs and list items of one region: a column, a box, a table cell."""

from __future__ import annotations

from itertools import pairwise

from ...models.layout import Block, Line, Role
from ...models.page import Page, Word
from .hyphens import Lexicon, mend_text
from .lines import make_lines, page_pitches
from .lists import Marker, marker_of
from .paragraphs import Region, split_paragraphs

_UNITS = frozenset({"m", "km", "cm", "mm", "dm", "ha"})
_LEAD_WORDS = 14
"""A run-in heading has at most that many words."""


def region_blocks(
    words: list[Word],
    page: int,
    page_model: Page | None = None,
    lexicon: Lexicon | None = None,
    pitches: dict[float, float] | None = None,
) -> list[Block]:
    """The paragraphs and list items of one region, in reading order.

    Args:
        words: the words of the region, in any order; the region has one column.
        page: the region's 1-based page.
        page_model: the page, from which the usual line spacing is taken.
        lexicon: the words of the document, to decide about hyphens at line ends.
        pitches: `lines.page_pitches(page_model)`, to save its repetition for many regions of one page.

    Returns:
        Blocks with the role `paragraph` or `list_item` (`hidden` for invisible words, last).
    """
    shown = [word for word in words if not word.style.hidden]
    hidden = [word for word in words if word.style.hidden] if len(shown) < len(words) else []
    if pitches is None:
        pitches = page_pitches(page_model) if page_model is not None and len(shown) > 1 else {}
    out = line_blocks(make_lines(shown, page, page_model), pitches, lexicon) if shown else []
    for line in make_lines(hidden, page, page_model) if hidden else ():
        out.append(Block(Role.HIDDEN, line.text, [line]))
    return out


def line_blocks(
    lines: list[Line],
    pitches: dict[float, float],
    lexicon: Lexicon | None = None,
    edges: tuple[float, float] | None = None,
) -> list[Block]:
    """The same from lines. `edges` are the left and right side of the column, if they are known."""
    region = Region.of(lines, pitches, edges)
    blocks = [make_block(group, marker, lexicon) for group, marker in split_paragraphs(lines, region)]
    set_list_levels(blocks)
    for before, block in pairwise(blocks):
        block.space_above = max(0.0, block.lines[0].bbox[1] - before.lines[-1].bbox[3])
    return blocks


def make_block(lines: list[Line], marker: Marker | None = None, lexicon: Lexicon | None = None) -> Block:
    """A paragraph, or the list item of a `marker`, from its lines: hyphens mended, marks taken out."""
    text, notes = joined_text(lines, marker, lexicon)
    role = Role.LIST_ITEM if marker else Role.PARAGRAPH
    return Block(
        role,
        text,
        lines,
        marker=marker.text if marker else None,
        lead=_lead(lines, marker),
        notes=notes,
    )


def joined_text(
    lines: list[Line], marker: Marker | None = None, lexicon: Lexicon | None = None
) -> tuple[str, list[str]]:
    """The text of `lines` without the marker and footnote marks, and those footnote marks."""
    lexicon = lexicon or _NO_WORDS
    text = ""
    notes: list[str] = []
    for i, line in enumerate(lines):
        at_start = True
        size = line.style.size
        for j, word in enumerate(line.words):
            piece = word.text
            if i == 0 and j == 0 and marker is not None:
                if not marker.glued:
                    continue
                piece = piece[len(marker.text) :]
            if _raised(word, line, size) and (text or j + 1 < len(line.words)):
                before = line.words[j - 1].text if j else ""
                if piece[:1] in "23" and before.rstrip(".,").lower() in _UNITS:
                    text += piece
                    continue
                if is_note_mark(piece):
                    notes.append(piece)
                    continue
            if not text:
                text = piece
            elif at_start:
                text = mend_text(text, piece, lexicon)
            elif notes and piece[0] in ".,;:)" and _raised(line.words[j - 1], line, size):
                text += piece  # the mark stood between a word and its comma
            else:
                text += " " + piece
            at_start = False
    return text, notes


def printed_text(block: Block) -> str:
    """A block as the page shows it: with its list mark or number, and with footnote marks at their places."""
    if not block.notes:
        return f"{block.marker} {block.text}" if block.marker else block.text
    text = ""
    for line in block.lines:
        for j, word in enumerate(line.words):
            if not text:
                text = word.text
            elif j == 0:
                text = mend_text(text, word.text)
            else:
                text += word.text if _raised(word, line, line.style.size) else " " + word.text
    return text


_NO_WORDS = Lexicon()


def is_note_mark(text: str) -> bool:
    """Whether a raised word can be a footnote's mark: a number, a letter, asterisks."""
    core = text.strip("().,[] ")
    if not core:
        return False
    return (
        (core.isdigit() and len(core) <= 3)
        or all(c in "*†‡§" for c in core)
        or (len(core) == 1 and core.isalpha())
        or (all(part.strip().isdigit() for part in core.split(",")))
    )


def _raised(word: Word, line: Line, size: float) -> bool:
    if word.superscript:
        return True
    if word.style.size > 0.78 * size or not word.upright:
        return False
    return word.bottom < line.bbox[3] - 0.12 * size and word.top < line.bbox[1] + 0.3 * size


def _lead(lines: list[Line], marker: Marker | None) -> str | None:
    """The words set apart in bold (or else italic, underlined not known) at the start, if they run into other text."""
    words = [word for line in lines for word in line.words]
    skip = 1 if marker is not None and not marker.glued else 0
    words = words[skip:]
    if len(words) < 2:
        return None
    first = words[0].style
    for name in ("bold", "italic"):
        if not getattr(first, name):
            continue
        n = 0
        while n < len(words) and getattr(words[n].style, name):
            n += 1
        if n == len(words) or n > _LEAD_WORDS or not any(c.isalnum() for word in words[:n] for c in word.text):
            return None
        ends = words[n - 1].text[-1]
        follows = words[n].text
        if ends in ":." or follows[0] in ":–-" or follows[0].isupper() or follows[0].isdigit():
            return _lead_text(lines, skip, n)
        return None
    return None


def _lead_text(lines: list[Line], skip: int, n: int) -> str:
    text = ""
    left = n
    for line in lines:
        for j, word in enumerate(line.words):
            if skip:
                skip -= 1
                continue
            if not left:
                break
            left -= 1
            text = mend_text(text, word.text) if j == 0 and text else (f"{text} {word.text}" if text else word.text)
    return text.rstrip(" :.") if text.rstrip()[-1:] in ":." else text


def set_list_levels(blocks: list[Block]) -> None:
    """Give each list item its level, by how far its mark is indented below the items around it.

    Over the end of a column or page a list goes on at the level that had such a mark there.
    """
    levels: list[tuple[float, str]] = []
    level = 0
    where: tuple[int, int] | None = None
    for block in blocks:
        line = block.lines[0]
        x0 = line.bbox[0]
        if block.role is not Role.LIST_ITEM or block.marker is None:
            if not level or block.role is Role.HEADING or x0 <= levels[0][0] + 3:
                level = 0
            continue
        here, sign = (line.page, block.column), _sign(block.marker)
        if level and where is not None and here != where:
            levels = _carried(levels, x0, sign)
            level = len(levels)
        where = here
        while level and x0 < levels[level - 1][0] - 3:
            level -= 1
        if not level or x0 > levels[level - 1][0] + 3:
            levels = [*levels[:level], (x0, sign)]
            level += 1
        block.level = level


def _sign(marker: str) -> str:
    """What the marks of one level have in common: the sign, or the kind of numbering."""
    mark = marker_of(marker)
    return marker if mark is None or mark.kind in ("bullet", "dash") else mark.kind


def _carried(stack: list[tuple[float, str]], x0: float, sign: str) -> list[tuple[float, str]]:
    """The levels of a list where it goes on in another column or page, whose indents are counted from its own edge."""
    levels = [n for n, (_, other) in enumerate(stack) if other == sign]
    if len(levels) != 1:
        return []
    shift = x0 - stack[levels[0]][0]
    return [(left + shift, other) for left, other in stack[: levels[0] + 1]]
