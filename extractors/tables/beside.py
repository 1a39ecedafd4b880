"""Tables without rules that stand beside each other."""

from __future__ import annotations

from statistics import median

from ...models.geometry import overlap
from .columns import find_gutters
from .region import Region
from .rows import Columns, part_lines
from .textlines import TextLine


def side_by_side(region: Region) -> list[Region]:
    """The tables that stand beside each other in a region, a wide gutter between figures and new row names."""
    em = median(w.style.size for line in region.lines for w in line.words) or 10.0
    gutters = find_gutters(region.lines, em)
    if len(gutters) < 3:
        return [region]
    parted = part_lines(region.lines, gutters, em)
    columns = Columns.of(parted, len(gutters) + 1)
    heads = [parted[0].at[c].text if c in parted[0].at else "" for c in range(columns.n)]
    usual = median(g.x1 - g.x0 for g in gutters)
    for k in range(1, len(gutters) - 1):
        gutter = gutters[k]
        wide = gutter.x1 - gutter.x0 > max(1.5 * usual, 2 * em)
        again = len(heads) == 2 * (k + 1) and heads[1 : k + 1] == heads[k + 2 :] and all(heads[1:])
        if not ((wide or again) and columns.values[k] and not columns.values[k + 1] and any(columns.values[k + 2 :])):
            continue
        halves = [_half(region, gutter.middle, left) for left in (True, False)]
        if any(half is None or not find_gutters(half.lines, em) for half in halves):
            continue
        return [part for half in halves if half is not None for part in side_by_side(half)]
    return [region]


def _half(region: Region, x: float, left: bool) -> Region | None:
    lines = []
    for line in region.lines:
        chunks = [c for c in line.chunks if (c.x0 + c.x1 < 2 * x) == left]
        if chunks:
            words = [w for c in chunks for w in c.words]
            lines.append(TextLine(words, line.base, line.top, line.bottom, line.size, chunks))
    if len(lines) < 2:
        return None
    box = (min(n.x0 for n in lines), min(n.top for n in lines), max(n.x1 for n in lines), max(n.bottom for n in lines))
    inner = [e for e in region.dividers if overlap(e.start, e.end, box[0], box[2]) > 0]
    return Region(box, lines, inner, region.fixed, region.kind)
