"""Headings that a tagged PDF declares, and where its tags and the page as set disagree."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from ...models.layout import Block, Piece, Role
from ...models.page import Page, Tag
from ...models.problem import Problem

_LEVELS = {"H": 1, **{f"H{n}": n for n in range(1, 10)}}
_CONTAINERS = frozenset({"Table", "TOC", "Index", "Figure", "Formula"})
"""What stands in them is read in its own way."""
_FEWEST = 2
_LONGEST = 300
"""Letters. A longer text is no heading, whatever its tag."""
_MOST = 0.35
"""Of the tagged letters: where more are headings, the tags were not made with care."""
_SLACK = 1.5
_SIGNS = re.compile(r"[\W_]+")


class TaggedHeadings:
    """The headings that the tags of a document declare; none where there are too few or too many to be trusted."""

    def __init__(self, pages: list[Page]) -> None:
        self.levels: dict[tuple[int, str], int] = {}
        """Level of each declared heading by its page and its letters and digits."""
        letters = every = 0
        for page in pages:
            for tag, level in _headings(page.tags):
                key = key_of(_text(page, tag))
                if 2 < len(key) <= _LONGEST:
                    letters += len(key)
                    self.levels[page.number, key] = level
            if page.tags:
                every += sum(len(word.text) for word in page.words)
        if len(self.levels) < _FEWEST or letters > _MOST * every:
            self.levels = {}

    def __bool__(self) -> bool:
        return bool(self.levels)

    def declares(self, block: Block) -> bool:
        """Whether a block is one of the headings."""
        return (block.page, key_of(block.text)) in self.levels

    def level(self, block: Block) -> int:
        """The level of a heading that is declared."""
        return self.levels[block.page, key_of(block.text)]

    def titles(self) -> Iterator[tuple[str, int, int]]:
        """Letters and digits, page and level of each heading."""
        for (page, key), level in self.levels.items():
            yield key, page, level


def key_of(text: str) -> str:
    """The letters and digits of a text, lower case: what is compared."""
    return _SIGNS.sub("", text.casefold())


def _headings(tags: list[Tag]) -> Iterator[tuple[Tag, int]]:
    for tag in tags:
        if tag.kind in _LEVELS and tag.bbox is not None:
            yield tag, _LEVELS[tag.kind]
        elif tag.kind not in _CONTAINERS:
            yield from _headings(tag.children)


def _text(page: Page, tag: Tag) -> str:
    assert tag.bbox is not None
    x0, top, x1, bottom = tag.bbox
    inside = [
        word
        for word in page.words
        if x0 - _SLACK <= (word.x0 + word.x1) / 2 <= x1 + _SLACK
        and top - _SLACK <= (word.top + word.bottom) / 2 <= bottom + _SLACK
    ]
    return "".join(word.text for word in inside)


def heading_disagreements(flow: list[Piece], headings: TaggedHeadings, by_tags: list[Block]) -> list[Problem]:
    """A problem that tells where tags and setting disagree about headings; `by_tags` are those that tags alone tell."""
    if not headings:
        return []
    found: dict[int, set[str]] = defaultdict(set)
    for key, page, _ in headings.titles():
        found[page].add(key)
    every = [piece for piece in flow if isinstance(piece, Block) and piece.role is Role.HEADING and piece.box is None]
    told = [i for i, block in enumerate(every) if _is_among(block, found[block.page])]
    # What stands on a cover, and what is set as smaller than all that is tagged, the tags leave out with reason.
    deepest = max((every[i].level or 0 for i in told), default=0)
    others = [
        block
        for i, block in enumerate(every)
        if told and i > told[0] and i not in told and (block.level or 9) <= deepest
    ]
    out = []
    for blocks, message in (
        (by_tags, "tagged as headings but set as running text; they are read as headings"),
        (others, "set as headings but not tagged as such; they are read as headings"),
    ):
        if blocks:
            out.append(Problem.of("W014", f"{_lines(blocks)} {message}.", blocks[0].page))
    return out


def _is_among(block: Block, keys: set[str]) -> bool:
    """Whether a heading is one of those, or a part of one, as lines of one heading may be read as several."""
    own = key_of(block.text)
    return any(own in key or key in own for key in keys)


def _lines(blocks: list[Block]) -> str:
    """How many lines, and where: "3 lines (pages 2, 5)"."""
    pages = sorted({block.page for block in blocks})
    lines = "1 line" if len(blocks) == 1 else f"{len(blocks)} lines"
    return f"Tags and page disagree: {lines} ({pages_named(pages)})"


def pages_named(pages: list[int]) -> str:
    """ "page 2", "pages 2, 5"."""
    return f"page{'s' if len(pages) > 1 else ''} {', '.join(map(str, pages))}"
