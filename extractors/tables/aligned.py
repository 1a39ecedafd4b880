"""Tables that nothing draws: pieces of lines that stand in columns."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field

from ...models.geometry import overlap
from .edges import Edge
from .prose import prose_chunks
from .region import Region
from .textlines import Chunk, TextLine, stands_over

_LOOSE = 3.3
"""Of the font size: lines of a table stand no farther apart (from baseline to baseline)."""


@dataclass(slots=True)
class _Block:
    """Lines below each other that may be a table."""

    lines: list[TextLine] = field(default_factory=list)
    x0: float = 1e9
    x1: float = 0.0

    @property
    def base(self) -> float:
        return self.lines[-1].base

    def add(self, line: TextLine) -> None:
        self.lines.append(line)
        self.x0, self.x1 = min(self.x0, line.x0), max(self.x1, line.x1)


def aligned_regions(lines: list[TextLine], level: list[Edge]) -> list[Region]:
    """Where lines of free words stand in columns; `level` are the page's level rules, which may part a header off."""
    prose = prose_chunks(lines)
    out: list[Region] = []
    for block in _blocks(lines, prose):
        for part in _parts(block.lines):
            region = _region(part, level)
            if region is not None:
                out.append(region)
    return out


def _segments(line: TextLine, prose: set[int]) -> list[TextLine]:
    """The parts of a line between pieces of running text."""
    out: list[TextLine] = []
    run: list[Chunk] = []
    for chunk in [*line.chunks, None]:
        if chunk is not None and id(chunk) not in prose:
            run.append(chunk)
            continue
        if run:
            words = [w for c in run for w in c.words]
            out.append(
                TextLine(words, line.base, min(w.top for w in words), max(w.bottom for w in words), line.size, run)
                if len(run) < len(line.chunks)
                else line
            )
        run = []
    return out


def _blocks(lines: list[TextLine], prose: set[int]) -> list[_Block]:
    """Lines in blocks, each of lines that follow closely and share a stretch of the page's width."""
    done: list[_Block] = []
    live: list[_Block] = []
    barriers: list[tuple[float, float, float]] = []  # base, left, right of the last running text
    for line in lines:
        for chunk in line.chunks:
            if id(chunk) in prose:
                barriers.append((line.base, chunk.x0, chunk.x1))
        still: list[_Block] = []
        for block in live:
            (still if line.base - block.base <= _LOOSE * max(line.size, block.lines[-1].size) else done).append(block)
        live = still
        for segment in _segments(line, prose):
            best = None
            for block in live:
                if block.lines[-1] is segment or block.base >= segment.base:
                    continue
                if overlap(block.x0, block.x1, segment.x0, segment.x1) <= 0:
                    continue
                if _barred(barriers, block, segment):
                    continue
                if best is None or overlap(block.x0, block.x1, segment.x0, segment.x1) > overlap(
                    best.x0, best.x1, segment.x0, segment.x1
                ):
                    best = block
            if best is None:
                best = _Block()
                live.append(best)
            best.add(segment)
    blocks = [b for b in done + live if sum(1 for line in b.lines if len(line.chunks) > 1) >= 2]
    blocks.sort(key=lambda b: (b.lines[0].base, b.x0))
    return blocks


def _barred(barriers: list[tuple[float, float, float]], block: _Block, segment: TextLine) -> bool:
    """Whether running text stands between a block and a line below it."""
    for base, left, right in reversed(barriers[-40:]):
        if (
            block.base < base < segment.base
            and overlap(left, right, max(block.x0, segment.x0), min(block.x1, segment.x1)) > 0
        ):
            return True
    return False


def _parts(lines: list[TextLine]) -> list[list[TextLine]]:
    """A block parted where a heading or a wide gap divides it, each part trimmed to its tabular lines."""
    out: list[list[TextLine]] = []
    current: list[TextLine] = []
    steps = [b.base - a.base for a, b in itertools.pairwise(lines)]
    usual = sorted(steps)[3 * len(steps) // 4] if steps else 0.0
    for i, line in enumerate(lines):
        if current:
            gap = steps[i - 1]
            larger = line.size > 1.18 * current[-1].size and len(line.chunks) == 1
            if larger or gap > max(1.9 * usual, 1.45 * line.size + 0.6 * usual):
                out.append(current)
                current = []
        current.append(line)
    out.append(current)
    return [part for part in (_trimmed(part) for part in out) if len(part) > 1]


def _trimmed(lines: list[TextLine]) -> list[TextLine]:
    """Lines without titles above and notes below: what has one piece only, at either end."""
    first = next((i for i, line in enumerate(lines) if len(line.chunks) > 1), len(lines))
    last = next((i for i in range(len(lines) - 1, -1, -1) if len(lines[i].chunks) > 1), -1)
    end = last + 1
    while end < len(lines) and _hangs(lines[max(first, last - 1) : end], lines[end], lines):
        end += 1
    while first > 0 and end > first and stands_over(lines[first - 1], lines[first:end]):
        first -= 1
    return lines[first:end]


def _hangs(above: list[TextLine], line: TextLine, lines: list[TextLine]) -> bool:
    """Whether a single piece below the last row can be the next line of one of its cells."""
    chunk = line.chunks[0]
    # Where cells are set to the middle or the foot, the line before may stand higher than that of the other cells.
    row = next((r for r in reversed(above) if any(abs(c.x0 - chunk.x0) < 2.5 for c in r.chunks)), None)
    if row is None or line.base - row.base > 1.6 * line.size:
        return False
    right = min((c.x0 for other in lines for c in other.chunks[1:] if c.x0 > chunk.x0 + 3), default=1e9)
    low = chunk.words[0].text[:1].islower()
    return chunk.x1 < right and (low or chunk.x0 > row.chunks[0].x0 + 3)


def _region(lines: list[TextLine], level: list[Edge]) -> Region | None:
    if sum(1 for line in lines if len(line.chunks) > 1) < 2:
        return None
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    top, bottom = min(line.top for line in lines), max(line.bottom for line in lines)
    inner = [
        e
        for e in level
        if top < e.pos < bottom
        and overlap(e.start, e.end, left, right) > 0.1 * (right - left)
        and e.length < 1.5 * (right - left)
    ]
    return Region((left, top, right, bottom), lines, inner, kind="aligned")
