"""From the words of one region to its lines, and how far apart lines usually stand."""

from __future__ import annotations

from collections import Counter, defaultdict

from ...models.geometry import union
from ...models.layout import Line
from ...models.page import Page, Style, Word

_SAME_LINE = 0.5
"""Of the lower of two words: more shared height than this puts them on one line."""
_LARGER = 1.8
"""A word that many times larger than its neighbours (a drop cap) shares only the line of its baseline."""
_DESCENT = 0.22
"""Of the font size: how far a character's box usually goes below the baseline."""
WIDEST_PITCH = 1.85
"""Of the font size: lines further apart are paragraphs of one line each, and tell nothing of the usual distance."""


def make_lines(words: list[Word], page: int, page_model: Page | None = None) -> list[Line]:
    """The lines of a region without columns, top to bottom, each from left to right.

    Words that stand upright come first, then turned ones, each of whose lines is read along its
    own baseline (`page_model` tells in which direction it runs; without it, from the bottom up).
    """
    level = [word for word in words if word.upright]
    turned = [word for word in words if not word.upright] if len(level) < len(words) else []
    lines = [_line(group, page) for group in _rows(level)]
    if turned:
        lines.extend(_line(group, page) for group in _turned_rows(turned, page_model))
    return lines


def _rows(words: list[Word]) -> list[list[Word]]:
    rows: list[list[Word]] = []
    cores: list[Word] = []  # the largest word of each row
    order = sorted(words, key=lambda w: (w.top + w.bottom, w.x0))
    for word in order:
        if rows and abs(word.bottom - cores[-1].bottom) < 0.3 and word.style.size == cores[-1].style.size:
            rows[-1].append(word)
            continue
        best, share = -1, 0.0
        for i in range(len(rows) - 1, max(-1, len(rows) - 6), -1):
            found = _shared(word, cores[i])
            if found > share:
                best, share = i, found
        if best < 0:
            rows.append([word])
            cores.append(word)
        else:
            rows[best].append(word)
            if word.style.size > cores[best].style.size and not word.superscript:
                cores[best] = word
    for row in rows:
        row.sort(key=lambda w: w.x0)
    pairs = sorted(
        zip(rows, cores, strict=True),
        key=lambda p: (p[1].bottom - _DESCENT * p[1].style.size, p[0][0].x0),
    )
    return [row for row, _ in pairs]


def _shared(word: Word, core: Word) -> float:
    """How much of the lower word's height both share, 0 where they cannot be on one line."""
    common = min(word.bottom, core.bottom) - max(word.top, core.top)
    height = min(word.bottom - word.top, core.bottom - core.top)
    if common <= 0 or height <= 0:
        return 0.0
    share = common / height
    small, large = sorted((word.style.size, core.style.size))
    if large > _LARGER * small and large > 0:
        gap = abs(word.bottom - _DESCENT * word.style.size - core.bottom + _DESCENT * core.style.size)
        return share if gap < 0.35 * max(small, 1.0) else 0.0
    return share if share >= _SAME_LINE else 0.0


def _turned_rows(words: list[Word], page_model: Page | None) -> list[list[Word]]:
    down = _runs_down(words, page_model)
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda w: w.x0 + w.x1, reverse=down):
        if rows:
            core = rows[-1][0]
            common = min(word.x1, core.x1) - max(word.x0, core.x0)
            if common >= _SAME_LINE * min(word.x1 - word.x0, core.x1 - core.x0):
                rows[-1].append(word)
                continue
        rows.append([word])
    for row in rows:
        row.sort(key=lambda w: w.top if down else -w.bottom)
    return rows


def _runs_down(words: list[Word], page_model: Page | None) -> bool:
    """Whether turned words read from the top down, by the order of a word's characters."""
    if page_model is None:
        return False
    longest = max(words, key=lambda w: len(w.text))
    x0, top, x1, bottom = longest.bbox
    inside = [
        char
        for char in page_model.chars
        if not char.upright
        and x0 - 0.1 <= char.x0
        and char.x1 <= x1 + 0.1
        and top - 0.1 <= char.top
        and char.bottom <= bottom + 0.1
    ]
    return len(inside) > 1 and inside[-1].top > inside[0].top


def _line(words: list[Word], page: int) -> Line:
    return Line(words, page, union(word.bbox for word in words), main_style(words))


def main_style(words: list[Word]) -> Style:
    """The style of most letters of `words`, the first one where two are equal."""
    first = words[0].style
    if all(word.style is first or word.style == first for word in words):
        return first
    count: Counter[Style] = Counter()
    for word in words:
        count[word.style] += len(word.text)
    return count.most_common(1)[0][0]


def baseline(line: Line) -> float:
    """Where the line's letters stand, in points from the top (for upright text)."""
    size = line.style.size
    for word in line.words:
        if word.style is line.style or word.style == line.style:
            return word.bottom - _DESCENT * size
    return line.bbox[3] - _DESCENT * size


def page_pitches(page: Page) -> dict[float, float]:
    """The usual distance of two baselines for each font size of a page, by words that start at the same x."""
    last: dict[tuple[float, int], float] = {}
    seen: dict[float, Counter[float]] = defaultdict(Counter)
    for word in page.words:
        if not word.upright:
            continue
        size = word.style.size
        key = (size, round(word.x0))
        before = last.get(key)
        last[key] = word.bottom
        if before is not None and 0.9 * size <= word.bottom - before <= WIDEST_PITCH * size:
            seen[size][round(2 * (word.bottom - before)) / 2] += 1
    return {size: min(count, key=lambda p: (-count[p], p)) for size, count in seen.items() if count.total() >= 3}
