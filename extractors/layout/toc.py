"""Tables of contents: lines that end with growing page numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ...models.layout import Block, Line, Role

_LEADER = re.compile(r"[.·•…_‥]{3,}|(?:[.·…_]\s){3,}")
_ENDS = re.compile(r"^(?P<title>.*?)(?P<leader>(?:\s*[.·•…_‥]){3,}|\s)\s*(?P<page>\d{1,3})$")


@dataclass(slots=True)
class Entry:
    """A line of a table of contents."""

    title: str
    page: int
    indent: float
    """x of its first word."""
    size: float
    bold: bool


def toc_runs(lines: list[Line], n_pages: int) -> list[tuple[int, int]]:
    """Index ranges `(first, end)` of `lines` that are tables of contents."""
    out: list[tuple[int, int]] = []
    i = 0
    while i < len(lines):
        end = _run(lines, i, n_pages) if _entry(lines[i]) is not None else None
        if end:
            start = i
            least = out[-1][1] if out else 0
            if i > least and _same_entry(lines[i - 1], lines[i]):
                start = i - 1
            out.append((start, end))
            i = end
        else:
            i += 1
    return out


def _same_entry(a: Line, b: Line) -> bool:
    """Whether `a` is the first line of an entry whose last is `b`."""
    size = a.style.size
    return a.style == b.style and b.bbox[1] - a.bbox[3] < 0.5 * size and abs(a.bbox[0] - b.bbox[0]) < 2 * size


def _run(lines: list[Line], first: int, n_pages: int) -> int | None:
    """The end of the table of contents that begins at `first`, None where none does."""
    page, entries, leaders, end, waiting = 0, 0, 0, first, 0
    for i in range(first, len(lines)):
        found = _entry(lines[i])
        if found is None:
            waiting += 1
            if waiting > 2:
                break
            continue
        number, leader = found
        if number < page or number > n_pages + 60:
            break
        page = number
        entries += 1
        leaders += leader
        waiting = 0
        end = i + 1
    if entries >= 3 and (leaders >= 2 or (entries >= 4 and page <= n_pages + 5 and end - first <= 1.5 * entries)):
        return end
    return None


def _entry(line: Line) -> tuple[int, bool] | None:
    """The page number at the end of a line and whether a leader goes before it; None for an ordinary line."""
    if not line.words[-1].text[-1:].isdigit():
        return None
    match = _ENDS.match(line.text)
    if match is None or not any(c.isalpha() for c in match["title"]):
        return None
    leader = len(match["leader"].replace(" ", "")) >= 3
    if not leader:
        if len(line.words) < 2:
            return None
        gap = line.words[-1].x0 - line.words[-2].x1
        if gap < 1.5 * line.style.size:
            return None
    return int(match["page"]), leader


def toc_blocks(lines: list[Line]) -> tuple[list[Block], list[Entry]]:
    """One block for each entry, a long entry's lines together, and what it says. `text` is "title … page"."""
    blocks: list[Block] = []
    entries: list[Entry] = []
    waiting: list[Line] = []
    for line in lines:
        waiting.append(line)
        if _entry(line) is None:
            continue
        text = " ".join(part.text for part in waiting)
        match = _ENDS.match(text)
        if match is not None:
            title = _LEADER.sub(" ", match["title"]).strip(" .…")
            text = f"{title} … {match['page']}"
            style = waiting[0].style
            entries.append(Entry(title, int(match["page"]), waiting[0].bbox[0], style.size, style.bold))
        blocks.append(Block(Role.TOC, text, waiting))
        waiting = []
    if waiting:
        blocks.append(Block(Role.TOC, _LEADER.sub(" ", " ".join(part.text for part in waiting)), waiting))
    levels = sorted({round(entry.indent / 4) for entry in entries})
    for block in blocks:
        key = round(block.lines[0].bbox[0] / 4)
        block.level = levels.index(key) + 1 if key in levels else len(levels)
    return blocks, entries
