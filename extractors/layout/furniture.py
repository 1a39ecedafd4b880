"""Running headers, footers and page numbers, by their repetition over the pages."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass

from ...models.layout import Block, Line, Role
from ...models.page import Page, Style, Word
from .lines import make_lines

_MARGIN = 0.14
"""Of the page's height: how far running heads reach in from the top and the bottom edge."""
_SHIFT = 6.0
"""Points by which the same running text may stand higher or lower on another page."""
_NUMBER = re.compile(
    r"^(?:[-–—|·]\s*)?(?:(?:side|s\.|page|p\.)\s*)?(\d{1,4})(?:\s*(?:af|of|/|ud af)\s*\d{1,4})?(?:\s*[-–—|·])?$", re.I
)
_DIGITS = re.compile(r"\d+")
_BARRED = re.compile(r"^(?:side )?(\d{1,3})\s*[|·•]\s*\D.{2,80}$|^.{3,80}?\s*[|·•]\s*(?:side )?(\d{1,3})$", re.I)


@dataclass(slots=True)
class _Run:
    """A run of words in the margin of a page, without a wide gap."""

    words: list[Word]
    page: int
    index: int
    """Of the page in the list of pages."""
    bottom: bool
    offset: float
    """Distance of the baseline from the top or bottom edge, in points."""
    text: str
    style: Style
    order: int
    """0 for the outermost line of the margin."""
    clear: float
    """White space to the body's text, in ems; 0 where body text stands further out."""


def find_furniture(pages: list[Page], words: list[list[Word]]) -> list[list[Block]]:
    """For each page the blocks with role `header`, `footer` or `page_number`; `words` keeps all other words."""
    runs: list[_Run] = []
    for index, page in enumerate(pages):
        runs.extend(_margin_runs(page, index, words[index]))
    chosen = _repeated(runs, len(pages))
    numbers = _page_numbers(runs, chosen, len(pages))
    out: list[list[Block]] = [[] for _ in pages]
    taken: list[set[int]] = [set() for _ in pages]
    for k, run in enumerate(runs):
        if k in numbers:
            role = Role.PAGE_NUMBER
        elif k in chosen:
            role = Role.FOOTER if run.bottom else Role.HEADER
        else:
            continue
        lines = make_lines(run.words, run.page)
        out[run.index].append(Block(role, " ".join(line.text for line in lines), lines))
        taken[run.index].update(id(word) for word in run.words)
    for index, ids in enumerate(taken):
        if ids:
            words[index][:] = [word for word in words[index] if id(word) not in ids]
    return out


def _margin_runs(page: Page, index: int, words: list[Word]) -> list[_Run]:
    """Runs of words in the two margins, from the edge inwards, with the white space that sets them off."""
    out: list[_Run] = []
    level = [word for word in words if word.upright]
    for bottom in (False, True):
        depth = _MARGIN * page.height
        if bottom:
            zone = [word for word in level if word.bottom > page.height - depth]
        else:
            zone = [word for word in level if word.top < depth]
        if not zone:
            continue
        lines = make_lines(zone, page.number)
        if bottom:
            lines.reverse()
        for n, line in enumerate(lines[:3]):
            size = line.style.size or 1.0
            if n + 1 < len(lines):
                other = lines[n + 1].bbox
                clear = (line.bbox[1] - other[3] if bottom else other[1] - line.bbox[3]) / size
            else:
                clear = _to_body(line, level, bottom) / size
            base = line.bbox[3] - 0.22 * size
            offset = page.height - base if bottom else base
            for words_of_run in _split(line):
                text = " ".join(word.text for word in words_of_run)
                out.append(
                    _Run(words_of_run, page.number, index, bottom, offset, text, words_of_run[0].style, n, clear)
                )
    return out


def _to_body(line: Line, words: list[Word], bottom: bool) -> float:
    if bottom:
        edges = [line.bbox[1] - word.bottom for word in words if word.bottom <= line.bbox[1] + 1]
    else:
        edges = [word.top - line.bbox[3] for word in words if word.top >= line.bbox[3] - 1]
    return min(edges, default=1000.0)


def _split(line: Line) -> list[list[Word]]:
    out = [[line.words[0]]]
    for before, word in zip(line.words, line.words[1:], strict=False):
        if word.x0 - before.x1 > 1.1 * (word.style.size or 1.0):
            out.append([word])
        else:
            out[-1].append(word)
    return out


def _repeated(runs: list[_Run], n_pages: int) -> set[int]:
    """Runs whose text comes back at the same height, and others in the place and style of such a run."""
    groups: dict[tuple[bool, str, Style], list[int]] = defaultdict(list)
    for k, run in enumerate(runs):
        groups[(run.bottom, run.text, run.style)].append(k)
    chosen: set[int] = set()
    slots: Counter[tuple[bool, int, Style]] = Counter()
    for (bottom, _, style), members in groups.items():
        for height in {round(runs[k].offset) for k in members}:
            near = [k for k in members if abs(runs[k].offset - height) <= _SHIFT]
            pages = {runs[k].index for k in near}
            if len(pages) < 2 or (len(pages) == 2 and n_pages > 8 and not _adjacent(pages)):
                continue
            if all(runs[k].clear < 0.5 for k in near):
                continue
            if all(runs[k].order for k in near) and len(pages) < 0.6 * n_pages:
                continue  # under another running line: rather a heading that two pages repeat
            chosen.update(near)
            slots[(bottom, height, style)] = max(slots[(bottom, height, style)], len(pages))
    # The same place and style with other words: the running head of another chapter.
    for k, run in enumerate(runs):
        if k in chosen or run.clear < 0.8 or run.order or len(run.words) > 15:
            continue
        for (bottom, height, style), n in slots.items():
            if bottom == run.bottom and style == run.style and abs(height - run.offset) <= 1.5 and n >= 2:
                chosen.add(k)
                break
    return chosen


def _adjacent(pages: set[int]) -> bool:
    low, high = min(pages), max(pages)
    return high - low <= 2


def _page_numbers(runs: list[_Run], chosen: set[int], n_pages: int) -> set[int]:
    """Runs that are the page's number: figures that grow with the pages, at the same height."""
    found: dict[tuple[bool, int], list[tuple[int, int]]] = defaultdict(list)
    for k, run in enumerate(runs):
        match = _NUMBER.match(run.text)
        if match:
            shift = int(match.group(1)) - run.page
            found[(run.bottom, shift)].append((k, round(run.offset)))
    out: set[int] = set()
    for (bottom, shift), members in found.items():
        by_height: dict[int, set[int]] = defaultdict(set)
        for k, height in members:
            by_height[height].add(k)
        for height in by_height:
            near = {k for h, ks in by_height.items() if abs(h - height) <= 2 for k in ks}
            worded = any(not runs[k].text.strip().isdigit() for k in near)
            alone = shift == 0 and bottom and all(runs[k].clear > 1.0 for k in near)
            if len({runs[k].index for k in near}) >= 2 or alone or (worded and n_pages == 1):
                out |= near
    # A header or footer with the number inside ("Plan 2024 | 3") repeats once its figures are masked.
    masked: dict[tuple[bool, str, int, Style], list[int]] = defaultdict(list)
    for k, run in enumerate(runs):
        if k in chosen or k in out or str(run.page) not in _DIGITS.findall(run.text) or run.clear < 1.2:
            continue
        masked[(run.bottom, _DIGITS.sub("#", run.text), round(run.offset), run.style)].append(k)
    for alike in masked.values():
        pages = len({runs[k].index for k in alike})
        if pages >= max(2, min(3, n_pages)) or all(_numbered_foot(runs[k]) for k in alike):
            chosen.update(alike)
    return out


def _numbered_foot(run: _Run) -> bool:
    """Whether the lowest line of a page is its number and other words with a bar or a dot between ("Plan 2024 | 3")."""
    found = _BARRED.match(run.text)
    return found is not None and run.bottom and run.order == 0 and str(run.page) in found.groups()
