"""Headings: which blocks they are, and their level, by how they are set over the whole document."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import pairwise

from ...models.layout import Block, Piece, Role, Table
from ...models.page import Colour, Source
from ...models.problem import Problem
from .lists import marker_of
from .pagelayout import Setting
from .tagging import TaggedHeadings, heading_disagreements, key_of
from .underlines import Underlines, set_underlined_leads, underlined, underlines

_LARGER = 1.08
"""Times the body's size: what is set larger stands out."""
_MAX_WORDS = 30
_MAX_LINES = 4
_NUMBERING = re.compile(r"^(\d{1,2}(?:\.\d{1,2}){0,3}\.?)\s+(?=\S)")


@dataclass(slots=True)
class _Look:
    """A way of setting headings, and the headings set so."""

    size: float
    bold: bool
    italic: bool
    colour: Colour
    banner: bool
    boxed: bool
    depth: int
    """Of a numbering: 2 for "1.2", 0 without a number."""
    told: int = 0
    """The level of headings that only tags tell."""
    blocks: list[Block] = field(default_factory=list)
    weight: float = 0.0
    """Size that decides the rank."""
    known: Counter[int] = field(default_factory=Counter)
    """Levels that the outline or table of contents gives to its headings."""

    @property
    def coloured(self) -> bool:
        return max(self.colour) - min(self.colour) > 40


def mark_headings(flow: list[Piece], setting: Setting, source: Source) -> list[Problem]:
    """Give the role `heading` and a level to the blocks of `flow` that head others.

    Returns where the tags of the PDF say otherwise.
    """
    blocks = [piece for piece in flow if isinstance(piece, Block)]
    main = _Main(blocks, setting.body)
    titles = _titles(source, setting)
    outlined = set(titles)
    tags = TaggedHeadings(source.pages)
    for key, page, level in tags.titles():
        if key not in titles:
            titles[key].append((page, level))
    rules = underlines(source.pages)
    set_underlined_leads(blocks, rules)
    found_plain = _plain_headings(flow, main, rules)
    found: list[Block] = []
    by_tags: list[Block] = []
    told: dict[int, int] = {}  # level by `id`, of those that nothing about their setting shows
    for i, block in enumerate(blocks):
        if block.role not in (Role.PARAGRAPH, Role.LIST_ITEM):
            continue
        listed = titles.get(key_of(block.text), [])
        before, after = blocks[i - 1] if i else None, blocks[i + 1] if i + 1 < len(blocks) else None
        marked = id(block) in setting.banners or id(block) in setting.labels
        sure = marked or id(block) in found_plain or _is_heading(block, main) or _is_listed(block, listed)
        if (sure or _heads_box(block, before, after, main)) and not _quoted(block, setting):
            found.append(block)
            plain = not (marked or id(block) in found_plain or _is_heading(block, main))
            if plain and tags.declares(block):
                told[id(block)] = tags.level(block)
                if key_of(block.text) not in outlined:
                    by_tags.append(block)
    eyebrows = _eyebrows(blocks, found, main, titles)
    looks = _looks(found, setting, titles, rules, told)
    covers = _covers(blocks)
    labels = [
        look for look in looks if 2 * sum(id(block) in setting.labels for block in look.blocks) > len(look.blocks)
    ]
    _weigh(looks, flow, {id(block) for block, _ in eyebrows}, covers)
    for look in labels:
        # What stands beside its text heads nothing else.
        look.weight = min(other.weight for other in looks if not other.boxed) - 0.1
    _rank(looks, covers)
    for block in found:
        block.role = Role.HEADING
        _take_number(block)
    for block, heading in eyebrows:
        block.role = Role.HEADING
        block.level = heading.level
    return heading_disagreements(flow, tags, by_tags)


class _Main:
    """How running text is set."""

    def __init__(self, blocks: list[Block], body: float) -> None:
        count: Counter[tuple[bool, bool, Colour]] = Counter()
        for block in blocks:
            if block.role in (Role.PARAGRAPH, Role.LIST_ITEM):
                for line in block.lines:
                    if abs(line.style.size - body) < 0.6:
                        count[(line.style.bold, line.style.italic, line.style.colour)] += len(line.words)
        self.size = body
        self.bold, self.italic, self.colour = count.most_common(1)[0][0] if count else (False, False, (0, 0, 0))


def _lettered(block: Block) -> list:  # type: ignore[type-arg]
    words = [word for line in block.lines for word in line.words]
    if block.marker and words and words[0].text == block.marker:
        words = words[1:]
    return [word for word in words if any(c.isalnum() for c in word.text)]


def _plain_headings(flow: list[Piece], main: _Main, rules: Underlines) -> set[int]:
    """`id` of short lines at the body's size that only slant or underlining sets apart from the text or table below
    them."""
    italic: list[int] = []
    lined: list[int] = []
    for block, after in pairwise(flow):
        if isinstance(block, Table) or block.role is not Role.PARAGRAPH:
            continue
        if len(block.lines) != 1 or len(block.lines[0].words) > 9:
            continue
        if block.text[-1] in ".,;!" or not 0.9 * main.size <= block.style.size < _LARGER * main.size:
            continue
        if isinstance(after, Table):
            gap = after.parts[0][1][1] - block.lines[0].bbox[3] if after.page == block.page else 0.0
            if not -2 <= gap < 2 * main.size:
                continue
        elif after.page == block.page and after.box == block.box and after.role in (Role.PARAGRAPH, Role.LIST_ITEM):
            gap = after.lines[0].bbox[1] - block.lines[0].bbox[3]
            if not -2 <= gap < 2 * main.size:
                continue
        if underlined(block, rules):
            lined.append(id(block))
        elif not main.italic and all(w.style.italic for w in _lettered(block)) and not _slanted(after):
            italic.append(id(block))
    # One slanted line may be anything; several are a way of setting headings.
    return set(lined) | (set(italic) if len(italic) >= 3 else set())


def _slanted(piece: Piece) -> bool:
    return isinstance(piece, Block) and piece.style.italic


def _heads_box(block: Block, before: Block | None, after: Block | None, main: _Main) -> bool:
    """Whether a bold block, however long, is the first in its box, with other text below it."""
    if block.box is None or block.role is not Role.PARAGRAPH or len(block.lines) > 6 or main.bold:
        return False
    if (before is not None and before.box == block.box) or after is None or after.box != block.box:
        return False
    words = _lettered(block)
    return 0 < len(words) <= 40 and all(w.style.bold for w in words) and not all(w.style.bold for w in _lettered(after))


def _is_heading(block: Block, main: _Main) -> bool:
    if len(block.lines) > _MAX_LINES or not any(c.isalpha() for c in block.text):
        return False
    if block.role is Role.LIST_ITEM:
        mark = marker_of(block.marker or "")
        if mark is None or mark.kind not in ("number", "roman", "letter"):
            return False
    if len(block.text) > 12 * _MAX_WORDS:
        return False
    words = _lettered(block)
    if not words or len(words) > _MAX_WORDS:
        return False
    text = block.text.rstrip("\"'”“»")
    size = block.style.size
    large = size >= _LARGER * main.size
    if text[-1] in ".;," and not (large and size >= 1.3 * main.size and len(words) <= 12):
        return False
    if text[0] in '»“"' and text != block.text and len(block.lines) > 1 and not large:
        return False
    if large:
        return _not_prose(block, words, main)
    if size < 0.82 * main.size:
        return False
    if all(word.style.bold for word in words) and not main.bold:
        return len(words) <= 22
    colour = block.style.colour
    if colour != main.colour and max(colour) - min(colour) > 40 and all(word.style.colour == colour for word in words):
        return len(words) <= 12 and len(block.lines) <= 2
    return (
        block.text.isupper()
        and len(words) <= 10
        and sum(c.isalpha() for c in block.text) >= 4
        and size >= 0.95 * main.size
    )


def _not_prose(block: Block, words: list, main: _Main) -> bool:  # type: ignore[type-arg]
    """Larger text that is no lead paragraph: short, or clearly larger."""
    bold = all(word.style.bold for word in words)
    if block.style.italic and len(words) > 8 and not bold:
        return False
    if bold or block.style.size >= 1.25 * main.size:
        return True
    return len(words) <= 22 and len(block.lines) <= 3


def _is_listed(block: Block, listed: list[tuple[int | None, int]]) -> bool:
    """Whether the outline or the table of contents names the block, on its page."""
    if not listed or len(block.lines) > _MAX_LINES:
        return False
    if block.role is Role.LIST_ITEM and not (block.marker or "")[:1].isdigit():
        return False
    return any(page is None or abs(page - block.page) <= 1 for page, _ in listed)


def _quoted(block: Block, setting: Setting) -> bool:
    """Whether the block stands in an aside between rules: a quotation and no heading."""
    if block.box is None:
        return False
    return block.text[:1] in '»“”"„' and (block.style.italic or block.text[-1:] in '«”“"')


def _titles(source: Source, setting: Setting) -> dict[str, list[tuple[int | None, int]]]:
    """Page and level of each title of the outline and the table of contents, by its letters and digits."""
    out: dict[str, list[tuple[int | None, int]]] = defaultdict(list)
    for entry in source.outline:
        key = key_of(entry.title)
        if len(key) > 2:
            out[key].append((entry.page, entry.level))
    if not source.outline and setting.entries:
        indents = sorted({round(entry.indent / 5) for entry in setting.entries})
        for listed in setting.entries:
            key = key_of(listed.title)
            if len(key) > 2:
                out[key].append((listed.page - setting.shift, indents.index(round(listed.indent / 5)) + 1))
    unnumbered: dict[str, list[tuple[int | None, int]]] = defaultdict(list)
    for key, found in out.items():
        bare = key.lstrip("0123456789")
        if bare != key and len(bare) > 3 and bare not in out:
            unnumbered[bare].extend(found)
    return out | unnumbered


def _eyebrows(
    blocks: list[Block], found: list[Block], main: _Main, titles: dict[str, list[tuple[int | None, int]]]
) -> list[tuple[Block, Block]]:
    """Small lines such as "Indsats 1" right above a heading, each with that heading."""
    headings = {id(block) for block in found}
    out = []
    for block, heading in pairwise(blocks):
        if id(heading) not in headings or heading.page != block.page or heading.box != block.box:
            continue
        if len(block.lines) != 1 or len(block.lines[0].words) > 6 or block.role is not Role.PARAGRAPH:
            continue
        numbered = any(c.isdigit() for c in block.text)
        if block.style.size >= (0.95 if numbered else 0.85) * heading.style.size or block.text[-1] in ".;,":
            continue
        level = {n for _, n in titles.get(key_of(block.text), [])}
        if level and level.isdisjoint({n for _, n in titles.get(key_of(heading.text), [])}):
            continue
        gap = heading.lines[0].bbox[1] - block.lines[0].bbox[3]
        if (
            not -0.5 * heading.style.size < gap < 0.9 * heading.style.size
            or abs(block.lines[0].bbox[0] - heading.lines[0].bbox[0]) > 6
        ):
            continue
        if id(block) in headings:
            found.remove(block)
        elif not (block.style.colour != main.colour or block.style.size < 0.95 * main.size or numbered):
            continue
        out.append((block, heading))
    return out


def _depth(block: Block) -> int:
    mark = block.marker or ""
    match = _NUMBERING.match(block.text) if not mark else None
    number = (mark or (match.group(1) if match else "")).strip("().")
    return number.count(".") + 1 if number[:1].isdigit() else 0


def _looks(
    found: list[Block],
    setting: Setting,
    titles: dict[str, list[tuple[int | None, int]]],
    rules: Underlines,
    told: dict[int, int],
) -> list[_Look]:
    """Headings by the way they are set; `told` has the levels that tags give those set as running text, by `id`."""
    looks: dict[tuple[object, ...], _Look] = {}
    for block in found:
        style = block.style
        size = round(2 * style.size) / 2
        banner = id(block) in setting.banners
        boxed = block.box is not None
        depth = _depth(block)
        # Above the body's size the weight may change within one kind ("Indsats 1: **Navn**").
        bold = style.bold if size < _LARGER * setting.body else True
        coloured = max(style.colour) - min(style.colour) > 40
        # At the body's size slant and underlining are all that may tell one kind from another.
        drawn = (style.italic, underlined(block, rules)) if size < _LARGER * setting.body else (False, False)
        key = (size, bold, banner, boxed, depth, coloured, *drawn, told.get(id(block), 0))
        look = looks.get(key)
        if look is None:
            look = looks[key] = _Look(
                size, style.bold, style.italic, style.colour, banner, boxed, depth, told.get(id(block), 0)
            )
        look.blocks.append(block)
        for page, level in titles.get(key_of(block.text), ()):
            if page is None or abs(page - block.page) <= 1:
                look.known[level] += 1
                break
    return list(looks.values())


def _weigh(looks: list[_Look], flow: list[Piece], eyebrows: set[int], covers: set[int]) -> None:
    """The rank of each look: its size, but for banners and for what the outline says."""
    of = {id(block): look for look in looks for block in look.blocks}
    for look in looks:
        look.weight = look.size
    stacked = []
    pieces = [
        piece
        for piece in flow
        if id(piece) not in eyebrows and not (isinstance(piece, Block) and piece.role in _SKIPPED)
    ]
    for piece, after in pairwise(pieces):
        above, below = of.get(id(piece)), of.get(id(after))
        if above is not None and below is not None and above.banner and not below.banner and not below.boxed:
            stacked.append((above, below))
    _follow_outline(looks, covers)
    for above, below in stacked:
        above.weight = max(above.weight, below.weight + 0.1)


def _follow_outline(looks: list[_Look], covers: set[int]) -> None:
    """Let the levels of the outline decide between the looks that it names."""
    known = [
        look
        for look in looks
        if look.known.total() >= 0.5 * len(look.blocks)
        and look.known
        and not look.boxed
        and not all(block.page in covers for block in look.blocks)
    ]
    if len(known) < 2:
        return
    levels = {id(look): min(look.known, key=lambda n: (-look.known[n], n)) for look in known}
    weights = sorted((look.weight for look in known), reverse=True)
    known.sort(key=lambda look: (levels[id(look)], -look.weight))
    for look, weight in zip(known, weights, strict=True):
        look.weight = weight
    first: dict[int, float] = {}
    for look in known:
        look.weight = first.setdefault(levels[id(look)], look.weight)


_SKIPPED = frozenset({Role.HEADER, Role.FOOTER, Role.PAGE_NUMBER, Role.HIDDEN, Role.FOOTNOTE, Role.FIGURE_TEXT})


def _rank(looks: list[_Look], covers: set[int]) -> None:
    """Set `level` of all headings: equal for one rank, boxes after the main text, a cover's lines between."""
    main = [look for look in looks if not look.boxed]
    on_cover = [look for look in main if all(block.page in covers for block in look.blocks)]
    if on_cover:
        largest = max(look.weight for look in main)
        on_cover = [look for look in on_cover if look.weight < largest]
    inside = [look for look in main if look not in on_cover]
    order = sorted(inside, key=_rank_key)
    level = 0
    before: tuple[object, ...] | None = None
    weights: list[tuple[float, int]] = []
    for look in order:
        key = _rank_key(look)
        if key != before:
            level += 1
            before = key
        weights.append((look.weight, level))
        for block in look.blocks:
            block.level = level
    for look in on_cover:
        above = [n for weight, n in weights if weight > look.weight]
        for block in look.blocks:
            block.level = max(above, default=0) + 1
    before = None
    for look in sorted((look for look in looks if look.boxed), key=_rank_key):
        key = _rank_key(look)
        if key != before:
            level += 1
            before = key
        for block in look.blocks:
            block.level = level


def _rank_key(look: _Look) -> tuple[object, ...]:
    return (-look.weight, max(look.depth, 1), not look.banner, not look.bold, not look.coloured, look.told)


def _covers(blocks: list[Block]) -> set[int]:
    """Pages that are no part of the text: the first and the last with little on them, those of a table of contents."""
    entries = Counter(block.page for block in blocks if block.role is Role.TOC)
    out = set()
    first_and_last = {blocks[0].page, max(block.page for block in blocks)} if blocks else set()
    for page in first_and_last | {page for page, n in entries.items() if n >= 3}:
        texts = [block for block in blocks if block.role is not Role.TOC]
        words = sum(len(line.words) for block in texts for line in block.lines if line.page == page)
        long = any(len(block.lines) >= 3 and block.text[-1:] == "." for block in blocks if block.page == page)
        if words < 90 and not long:
            out.add(page)
    return out


def _take_number(block: Block) -> None:
    """A printed number at the start of a heading becomes its marker."""
    if block.marker is not None:
        return
    match = _NUMBERING.match(block.text)
    first = block.lines[0].words[0].text
    if match is not None and first == match.group(1) and ("." in first or len(first) <= 2):
        block.marker = first
        block.text = block.text[match.end() :]
