"""Words that are underlined: drawn rules just below a baseline."""

from __future__ import annotations

from ...models.layout import Block, Role
from ...models.page import Page, Word

_MANY = 300
"""More short rules than that on a page are a drawing or the dotted lines of a form."""

_SHARE = 0.5
"""Of a word's width: so much of an underlined word has a rule under it."""

Underlines = dict[int, dict[int, list[tuple[float, float, float]]]]
"""By page and whole points of height: `(x0, x1, y)` of the level rules."""


def underlines(pages: list[Page]) -> Underlines:
    """The short level rules of the pages, which may underline words."""
    out: Underlines = {}
    for page in pages:
        rules = [
            r for r in page.rules if r.horizontal and not r.box and r.width <= 2 and r.x1 - r.x0 < 0.9 * page.width
        ]
        if not rules or len(rules) > _MANY:
            continue
        heights: dict[int, list[tuple[float, float, float]]] = {}
        for rule in rules:
            heights.setdefault(round(rule.top), []).append((rule.x0, rule.x1, rule.top))
        out[page.number] = heights
    return out


def _covers(words: list[Word], page: int, rules: Underlines) -> int:
    """How many words from the first on are underlined, by rules that end with them."""
    heights = rules.get(page)
    if not heights:
        return 0
    size = words[0].style.size
    base = words[0].bottom - 0.22 * size
    near = [
        rule
        for y in range(round(base) - 1, round(base + 0.3 * size) + 2)
        for rule in heights.get(y, ())
        if -1 <= rule[2] - base <= 0.3 * size
    ]
    count = 0
    for word in words:
        # The rule may leave room for letters that reach below it.
        under = sum(max(0.0, min(x1, word.x1) - max(x0, word.x0)) for x0, x1, _ in near)
        if under < _SHARE * (word.x1 - word.x0):
            break
        count += 1
    if not count or any(x1 > words[count - 1].x1 + 0.5 * size or x0 < words[0].x0 - 0.5 * size for x0, x1, _ in near):
        return 0  # a rule across the column
    return count


def underlined(block: Block, rules: Underlines) -> bool:
    """Whether all words of a block are underlined."""
    return all(_covers(line.words, line.page, rules) == len(line.words) for line in block.lines) if rules else False


def set_underlined_leads(blocks: list[Block], rules: Underlines) -> None:
    """Set the `lead` of blocks that start with underlined words up to a colon."""
    if not rules:
        return
    for block in blocks:
        if block.lead is not None or block.role not in (Role.PARAGRAPH, Role.LIST_ITEM) or ":" not in block.text:
            continue
        words = block.lines[0].words
        skip = 1 if block.marker and words[0].text == block.marker else 0
        if len(words) <= skip:
            continue
        count = _covers(words[skip:], block.lines[0].page, rules)
        if 0 < count < len(words) - skip and words[skip + count - 1].text[-1] == ":":
            block.lead = " ".join(word.text for word in words[skip : skip + count]).rstrip(" :")
