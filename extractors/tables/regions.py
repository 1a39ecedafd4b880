"""Where rules or tinted bands show that something on the page may be a table."""

from __future__ import annotations

from itertools import pairwise

from ...models.geometry import Bbox, contains
from ...models.page import Area
from .columns import find_gutters
from .edges import Edge
from .figures import is_quantity
from .fill import WordIndex
from .region import Region
from .stretches import are_heads, begins_anew, heads_anew, is_caption, is_closed, only_heads, under_header
from .textlines import Chunk, Run, TextLine, stands_over

_SIDE = 6.0
"""Points that the ends of the rules of one table may differ."""
_FLUSH = 2.0
"""Points that the left ends of a column's lines may differ."""
_BELOW = 50.0
"""Points below a header in which its first rows stand."""
_ROWS_ABOVE = 2
"""Rows of figures that may stand above the first rule or band of a table."""
_WHOLE = 0.95
"""Of the width of a table: a longer rule is whole."""
_TALLEST = 3
"""Lines of one piece that a stretch between two rules of a table may have at most (a section row)."""


def ruled_regions(level: list[Edge], index: WordIndex) -> list[Region]:
    """The regions between level rules of the same extent, with the dividers in them."""
    out: list[Region] = []
    for group in _same_extent([e for e in level if e.length >= 40]):
        if sum(e.drawn for e in group) < 2:
            continue
        runs = _tabular_runs(group, index)
        for run in runs:
            left, right = min(e.start for e in run), max(e.end for e in run)
            top, bottom = run[0].pos, run[-1].pos
            lines = index.lines(left - 2, top, right + 2, bottom)
            if len(run) == 2 and lines and only_heads(lines, index.lines(left - 2, bottom, right + 2, bottom + _BELOW)):
                continue  # the rules only set off the header of a table that alignment shows
            within = [e for e in level if e.start >= left - _SIDE and e.end <= right + _SIDE]
            others = [other for other in runs if other is not run]
            over = max((other[-1].pos for other in others if other[-1].pos < top), default=-1e9)
            under = min((other[0].pos for other in others if other[0].pos > bottom), default=1e9)
            out.append(_extended((left, top, right, bottom), lines, within, index, (over, under)))
    return out


def near_lines(lines: list[TextLine], box: Bbox, index: WordIndex) -> tuple[list[TextLine], list[TextLine]]:
    """The lines right above and right below a box, top to bottom, that stand in the columns of the `lines` in it."""
    left, top, right, bottom = box
    columns = _columns(lines)
    if not lines or len(columns) < 2:
        return [], []
    pad = 1.1 * lines[0].size
    above = _near(index.lines(left - 2, max(0.0, top - 400), right + 2, top)[::-1], top, pad, columns, True, lines)
    below = _near(index.lines(left - 2, bottom, right + 2, bottom + 900), bottom, pad, columns, False, lines)
    if not all(len(line.chunks) > 1 for line in below[:1]):
        below = []
    return above[::-1], below


def _extended(
    box: Bbox, lines: list[TextLine], level: list[Edge], index: WordIndex, limits: tuple[float, float]
) -> Region:
    """The region between rules, with rows above the first and below the last that stand in the same columns.

    `level` are the edges between the sides of the region, at any height; it reaches no farther than the `limits`.
    """
    left, top, right, bottom = box
    first = top
    above, below = near_lines(lines, box, index)
    above = [line for line in above if line.top > limits[0]]
    below = [line for line in below if line.bottom < limits[1]]
    if above:
        top = min(top, above[0].top - 2)
    elif lines and lines[0].top - top > 1.5 * lines[0].size:
        top = lines[0].top - 0.5 * lines[0].size  # the rule above stands apart, as one under a running header does
    inner = [e for e in level if first - 1 <= e.pos <= bottom + 1]
    over = [e for e in level if above and above[0].bottom <= e.pos < first - 1]
    if all(e.length < _WHOLE * (right - left) for e in over):  # a whole rule there is that of another table
        inner = over + inner
    bottom = max(bottom, below[-1].bottom + 2) if below else bottom
    return Region((left, top, right, bottom), above + lines + below, inner, kind="horizontal")


def _same_extent(edges: list[Edge]) -> list[list[Edge]]:
    """Edges by their left and right end, each group by height."""
    groups: list[list[Edge]] = []
    keys: dict[tuple[int, int], int] = {}
    for edge in sorted(edges, key=lambda e: -e.length):
        a, b = round(edge.start / _SIDE), round(edge.end / _SIDE)
        found = next((keys[k] for da in (0, -1, 1) for db in (0, -1, 1) if (k := (a + da, b + db)) in keys), None)
        if found is None:
            keys[(a, b)] = len(groups)
            groups.append([edge])
        else:
            groups[found].append(edge)
    for group in groups:
        group.sort(key=lambda e: e.pos)
    return [g for g in groups if len(g) > 1]


def _tabular_runs(rules: list[Edge], index: WordIndex) -> list[list[Edge]]:
    """Successive rules with tabular lines between them."""
    runs: list[list[Edge]] = []
    current: list[Edge] = []
    shown: list[list[TextLine]] = []  # the lines of each stretch of the current run
    for a, b in pairwise(rules):
        lines = index.lines(min(a.start, b.start) - 2, a.pos, max(a.end, b.end) + 2, b.pos)
        tabular = any(len(line.chunks) > 1 for line in lines)
        small = not lines and b.pos - a.pos < 8
        plain = bool(lines) and not tabular and len(lines) <= _TALLEST
        closed = plain and (is_closed(current, b) or is_caption(lines, b.pos - a.pos, shown))
        opens = plain and len(lines) == 1 and not current and under_header(a, lines[0], index)
        starts = tabular or opens or ((small or plain) and current)
        anew = bool(current) and tabular and any(line.bold for line in lines)
        if anew:
            under = index.lines(a.start - 2, b.pos, a.end + 2, b.pos + _BELOW)
            anew = _headed_in(lines, [line for some in shown for line in some], under)
        if closed or anew or begins_anew(lines, current) or not starts:
            runs.append(current)
            current, shown = [], []
            continue
        keep = len(shown)
        if len(shown) == 1 and are_heads(shown[0], lines):
            keep = 0
        while tabular and keep and _agree(shown[keep - 1], lines):
            keep -= 1
        if tabular and keep:
            # The stretches up to `keep` have other columns: another table, or prose above this one.
            runs.append(current[: keep + 1])
            current, shown = current[keep:], shown[keep:]
        if not current:
            current = [a]
        current.append(b)
        shown.append(lines)
    runs.append(current)
    return [run for run in (_trimmed(run, index) for run in runs if len(run) > 1) if len(run) > 1]


def _agree(above: list[TextLine], below: list[TextLine]) -> bool:
    """Whether the lines of two stretches between rules can stand in the same columns."""
    em = below[0].size if below else 10.0
    one, two = find_gutters(above, em), find_gutters(below, em)
    if one and two:
        return len(find_gutters(above + below, em)) >= min(len(one), len(two))
    return not (
        (sum(1 for line in below if _crosses(line, _columns(above))) > 0.5 * len(below) and len(below) > 1)
        or (sum(1 for line in above if _crosses(line, _columns(below))) > 0.5 * len(above) and len(above) > 1)
    )


def _trimmed(run: list[Edge], index: WordIndex) -> list[Edge]:
    """A run without plain stretches at its end."""
    heights = sorted(b.pos - a.pos for a, b in pairwise(run))
    usual = heights[len(heights) // 2]
    while len(run) > 2:
        a, b = run[-2], run[-1]
        lines = index.lines(a.start - 2, a.pos, a.end + 2, b.pos)
        if any(len(line.chunks) > 1 for line in lines):
            break
        if len(run) > 4 and lines and b.pos - a.pos < 1.5 * usual + 2 and lines[0].x1 < (a.start + a.end) / 2:
            break  # a row with its first cell only
        if lines and b.pos - a.pos < 1.5 * usual + 2 and _in_a_column(lines, run, index):
            break  # a row with one cell in the middle or at the end
        run = run[:-1]
    return run


def _in_a_column(lines: list[TextLine], run: list[Edge], index: WordIndex) -> bool:
    """Whether lines of one piece stand under pieces of the rows above them, and not under the first."""
    above = index.lines(run[0].start - 2, run[0].pos, run[0].end + 2, run[-2].pos)
    starts = [chunk.x0 for line in above for chunk in line.chunks[1:]]
    return all(any(abs(line.x0 - x) < _FLUSH for x in starts) for line in lines)


def banded_regions(grounds: list[Area], index: WordIndex) -> list[Region]:
    """The regions of tinted bands of the same extent and the white rows between them."""
    out: list[Region] = []
    for bands in _bands(grounds):
        for run in _band_runs(bands, index):
            region = _banded(run, index)
            if region is not None:
                out.append(region)
    return out


def _bands(grounds: list[Area]) -> list[list[Bbox]]:
    """Tinted bands in groups of the same left and right end; cells tinted one by one make one band."""
    rows: list[list[float]] = []
    panels = _panels(grounds)
    for area in sorted((a for a in grounds if id(a) not in panels), key=lambda a: (round(a.top), a.x0)):
        last = rows[-1] if rows else None
        if last and abs(last[1] - area.top) < 1.5 and abs(last[3] - area.bottom) < 1.5 and area.x0 - last[2] < 4:
            last[0], last[2] = min(last[0], area.x0), max(last[2], area.x1)
        else:
            rows.append([area.x0, area.top, area.x1, area.bottom])
    groups: dict[tuple[int, int], list[Bbox]] = {}
    for x0, top, x1, bottom in rows:
        if x1 - x0 < 80 or bottom - top > 300:
            continue
        a, b = round(x0 / 4), round(x1 / 4)
        key = next(((a + da, b + db) for da in (0, -1, 1) for db in (0, -1, 1) if (a + da, b + db) in groups), (a, b))
        groups.setdefault(key, []).append((x0, top, x1, bottom))
    return [sorted(g, key=lambda b: b[1]) for g in groups.values()]


def _panels(grounds: list[Area]) -> set[int]:
    """The tinted areas on which several others lie above each other: the ground of a box, not of a row."""
    if len(grounds) > 400:
        return set()
    out = set()
    for panel in grounds:
        tops: list[float] = []
        for area in grounds:
            if (
                area is not panel
                and contains(panel.bbox, area.bbox)
                and area.bottom - area.top < 0.7 * (panel.bottom - panel.top)
                and area.x1 - area.x0 > 0.4 * (panel.x1 - panel.x0)
                and all(abs(area.top - top) > 5 for top in tops)
            ):
                tops.append(area.top)
        if len(tops) > 1:
            out.add(id(panel))
    return out


def _band_runs(bands: list[Bbox], index: WordIndex) -> list[list[Bbox]]:
    """Bands that follow each other with no more than rows of a table between them."""
    runs: list[list[Bbox]] = []
    for band in bands:
        lines = index.lines(band[0], band[1], band[2], band[3])
        if not lines:
            continue
        if runs and band[1] < runs[-1][-1][3] - 1:
            continue  # a band on a band
        tabular = any(len(line.chunks) > 1 for line in lines)
        if runs and _follows(runs[-1], band, index):
            runs[-1].append(band)
        elif tabular:
            runs.append([band])
    return runs


def _padding(band: Bbox, lines: list[TextLine]) -> float:
    return (lines[0].top - band[1]) + (band[3] - lines[-1].bottom)


def _follows(run: list[Bbox], band: Bbox, index: WordIndex) -> bool:
    before = run[-1]
    gap = band[1] - before[3]
    if gap < 3:
        return True
    own = index.lines(*before)
    lines = index.lines(before[0], before[3], before[2], band[1])
    if not lines or not own:
        return False
    loose = max(_padding(before, own), 2.0) + 0.8 * lines[0].size
    ends = [before[3], *(v for line in lines for v in (line.top, line.bottom)), band[1]]
    white = [max(0.0, b - a) for a, b in zip(ends[::2], ends[1::2], strict=True)]
    tallest = max(b[3] - b[1] for b in (*run, band))
    tabular = len(lines[0].chunks) > 1 or len(lines) < 3
    if max(white) > loose or gap > (200 if tabular else 3 * tallest + 20):
        return False
    if not any(len(line.chunks) > 1 for line in lines) and (len(lines) > 1 or gap > 1.5 * tallest + 6):
        return False  # a single line is the heading of the rows below it
    if len(lines) == 1 and _is_header(band, index):
        return False  # the heading of the next table
    if any(abs(line.size - own[0].size) > 0.12 * own[0].size for line in lines):
        return False  # a heading between two tables
    if _headed_in(lines, own, index.lines(*band)):
        return False
    columns = _columns(own)
    misfits = sum(1 for line in lines if _crosses(line, columns))
    return misfits <= 0.25 * len(lines)


def _headed_in(lines: list[TextLine], above: list[TextLine], below: list[TextLine]) -> bool:
    """Whether one of the lines that stand between others heads the columns of another table than the lines above."""
    after = [*lines[1:], *below[:1]]
    return any(heads_anew(line, above + lines[:k], after[k]) for k, line in enumerate(lines[: len(after)]))


def _is_header(band: Bbox, index: WordIndex) -> bool:
    """Whether several bold headings and nothing else stand in a band."""
    lines = index.lines(*band)
    if not all(line.bold for line in lines):
        return False
    figures = any(is_quantity(c.text) for line in lines for c in line.chunks)
    return not figures and max((len(line.chunks) for line in lines), default=0) > 1


def _columns(lines: list[TextLine]) -> list[Run]:
    """The stretches that the pieces of lines stand in, those that overlap merged."""
    pieces = sorted((c.x0, c.x1) for line in lines if len(line.chunks) > 1 for c in line.chunks)
    out: list[Run] = []
    for left, right in pieces:
        if out and left < out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], right))
        else:
            out.append((left, right))
    return out


def _crosses(line: TextLine, columns: list[Run]) -> bool:
    """Whether a piece of a line runs on from one column into the next."""
    for chunk in line.chunks:
        over = [(a, b) for a, b in columns if chunk.x0 < b - 3 and chunk.x1 > a + 3]
        for (_, left), (right, _) in pairwise(over):
            parted = any(
                a.x1 <= right + 1 and b.x0 >= left - 1 and b.x0 - a.x1 >= 0.28 * line.size
                for a, b in zip(chunk.words, chunk.words[1:], strict=False)
            )
            if not parted:
                return True
    return False


def _stands_in(chunk: Chunk, columns: list[Run]) -> bool:
    """Whether a piece starts or ends where a column does, or stands between its start and that of the next."""
    for k, (left, right) in enumerate(columns):
        after = columns[k + 1][0] if k + 1 < len(columns) else right + 3
        if abs(chunk.x0 - left) < 3 or abs(chunk.x1 - right) < 3 or (left - 1 <= chunk.x0 and chunk.x1 <= after - 2):
            return True
    return False


def _banded(run: list[Bbox], index: WordIndex) -> Region | None:
    """The region of a run of bands, with the white rows directly above and below it."""
    left, right = min(b[0] for b in run), max(b[2] for b in run)
    own = index.lines(left, run[0][1], right, run[-1][3])
    if not own:
        return None
    first = index.lines(*run[0])
    pad = max(2.0, _padding(run[0], first)) + 0.5 * own[0].size if first else 8.0
    columns = _columns(own)
    above = _near(index.lines(left, run[0][1] - 80, right, run[0][1])[::-1], run[0][1], pad, columns, True, own)
    below = _near(index.lines(left, run[-1][3], right, run[-1][3] + 900), run[-1][3], pad, columns, False, own)
    lines = above[::-1] + own + below
    dividers = [Edge(y, left, right, False) for band in run for y in (band[1], band[3])]
    top = min(run[0][1], lines[0].top - (pad / 2 if above else 0))
    bottom = max(run[-1][3], lines[-1].bottom + (pad / 2 if below else 0))
    return Region((left, top, right, bottom), lines, dividers, kind="shaded", banded=len(run) > 1)


def _near(
    lines: list[TextLine], edge: float, pad: float, columns: list[Run], up: bool, rows: list[TextLine]
) -> list[TextLine]:
    """The lines next to a band that stand in the same columns, as far as no wide white parts them from it."""
    out: list[TextLine] = []
    figured = 0
    for k, line in enumerate(lines):
        figured += sum(is_quantity(c.text) for c in line.chunks[1:]) > 0
        if up and figured > _ROWS_ABOVE:
            break
        white = edge - line.bottom if up else line.top - edge
        # A header may stand a little farther off than the rows do from each other.
        loose = max(pad, 2.2 * line.size) if up and len(line.chunks) > 1 else pad
        if white > loose or _crosses(line, columns):
            break
        if up and out and heads_anew(out[-1], lines[k:][::-1], (rows[:1] + out)[-2]):
            break
        if not up and lines[k + 1 :] and heads_anew(line, rows + out, lines[k + 1]):
            break
        fits = sum(1 for c in line.chunks if _stands_in(c, columns))
        if not up and not fits and len(line.chunks) == 1 and _beside(line, lines, k) and _goes_below(line, out):
            fits = 1
        if fits < 0.6 * len(line.chunks) and not (up and len(line.chunks) > 1):
            break
        if not up and out and len(line.chunks) == 1 and _set_apart(line, out[-1]):
            break  # a heading below the table
        out.append(line)
        edge = line.top if up else line.bottom
    while out and len(out[-1].chunks) < 2 and (up or not any(len(line.chunks) > 1 for line in out)):
        if up and len(out) > 1 and stands_over(out[-1], out[-2::-1]):
            break
        out.pop()
    return out


def _beside(line: TextLine, lines: list[TextLine], k: int) -> bool:
    """Whether the line before or after stands so close that both are lines of cells beside each other."""
    near = [*lines[max(0, k - 1) : k], *lines[k + 1 : k + 2]]
    return any(min(line.bottom, n.bottom) - max(line.top, n.top) > 0.25 * line.size for n in near)


def _goes_below(line: TextLine, rows: list[TextLine]) -> bool:
    """Whether a line starts where the cells of a column of the rows above do."""
    return any(abs(line.x0 - c.x0) < 1.5 for row in rows for c in row.chunks)


def _set_apart(line: TextLine, row: TextLine) -> bool:
    """Whether a line is larger than a row, or bold where that is not."""
    bold = line.bold and not any(w.style.bold for w in row.words)
    return bold or line.size > 1.12 * row.size


def continues(box: Bbox, index: WordIndex) -> bool:
    """Whether rows in the columns of a box stand directly above or below it."""
    left, top, right, bottom = box
    own = index.lines(left - 2, top, right + 2, bottom)
    if not own:
        return False
    columns, pad = _columns(own), 1.3 * own[0].size
    below = _near(index.lines(left - 2, bottom, right + 2, bottom + 60), bottom, pad, columns, False, own)
    above = _near(index.lines(left - 2, top - 60, right + 2, top)[::-1], top, pad, columns, True, own)
    return bool(below or above)
