"""From the lines of a region to its grid: columns by gutters, rows by rules, grounds and spacing."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from dataclasses import dataclass, field
from statistics import median

from ...models.geometry import Bbox, overlap
from ...models.page import Word
from .columns import Gutter, find_gutters
from .edges import Edge
from .figures import is_figure, is_year
from .grid import Grid, GridCell
from .rows import Columns, Piece, RowLine, part_lines, split_rows
from .textlines import TextLine

_FULL = 0.86
"""Of a region's width: a rule that covers more of it divides all its columns."""


@dataclass(slots=True)
class Region:
    """A part of a page that may be a table."""

    bbox: Bbox
    lines: list[TextLine]
    dividers: list[Edge] = field(default_factory=list)
    """Level lines inside: rules, and sides of tinted bands."""
    fixed: list[float] = field(default_factory=list)
    """Column edges that are drawn."""
    kind: str = "aligned"
    at_top: bool = False
    """Nothing but a running header stands above it on its page."""
    banded: bool = False
    """Each stretch between two dividers is one row (zebra), whatever its gaps."""


@dataclass(slots=True)
class Row:
    """A row: its lines, its area from `top` to `bottom`, and the cells by their columns."""

    lines: list[RowLine]
    top: float
    bottom: float
    header: bool = False
    zone: int = 0


@dataclass(slots=True)
class Structure:
    """A region as a grid with the words of each cell."""

    grid: Grid
    cell_words: list[list[Word]]
    columns: Columns
    gutters: list[Gutter]
    header_rows: int
    """Rows above the body as far as rules, years and figures show it; 0 where nothing does."""
    rows: list[Row]
    em: float


def build(region: Region) -> Structure | None:
    """The structure of a region; None where it has no two columns or no two rows."""
    lines = _without_title(region)
    if not lines:
        return None
    em = median(w.style.size for line in lines for w in line.words) or 10.0
    gutters = _with_fixed(find_gutters(lines, em), region.fixed, region.bbox)
    if not gutters:
        return None
    n_cols = len(gutters) + 1
    parted = part_lines(lines, gutters, em)
    stops = _stops(region)
    zones = _zones(parted, stops)
    columns = Columns.of(parted, n_cols)
    body_from = _header_lines(parted, zones, columns, stops)
    rows = _rows(parted, zones, stops, body_from, columns, region)
    if len(rows) < 2:
        return None
    _set_heights(rows, region, stops)
    left = min(region.bbox[0], min(line.x0 for line in lines))
    right = max(region.bbox[2], max(line.x1 for line in lines))
    xs = [left, *(g.middle for g in gutters), right]
    ys = [rows[0].top, *(row.bottom for row in rows)]
    cells = _cells(rows, xs, ys, stops)
    grid = Grid(xs, ys, [cell for cell, _ in cells])
    header = sum(1 for row in rows if row.header)
    return Structure(grid, [words for _, words in cells], columns, gutters, header, rows, em)


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


def _without_title(region: Region) -> list[TextLine]:
    """The lines without the title of a tinted box that stands in it above the rows."""
    lines = region.lines
    if region.kind != "shaded" or len(lines) < 3:
        return lines
    first, second = lines[0], lines[1]
    if len(first.chunks) > 1 or len(second.chunks) < 2:
        return lines
    a, b = first.words[0].style, second.words[0].style
    parted = any(first.bottom - 2 < e.pos < second.top + 2 for e in region.dividers)
    return lines if parted or (a.bold == b.bold and abs(a.size - b.size) < 0.6 and a.colour == b.colour) else lines[1:]


def _with_fixed(gutters: list[Gutter], fixed: list[float], bbox: Bbox) -> list[Gutter]:
    inner = [x for x in fixed if bbox[0] + 5 < x < bbox[2] - 5]
    out = [g for g in gutters if not any(g.x0 - 4 <= x <= g.x1 + 4 for x in inner)]
    out.extend(Gutter(x - 0.5, x + 0.5, 2) for x in inner)
    out.sort(key=lambda g: g.middle)
    return out


@dataclass(slots=True)
class _Stop:
    """A height at which dividers run, and the stretches that they cover."""

    y: float
    runs: list[tuple[float, float]]
    full: bool


def _stops(region: Region) -> list[_Stop]:
    left, _, right, _ = region.bbox
    out: list[_Stop] = []
    for edge in sorted(region.dividers, key=lambda e: e.pos):
        if out and edge.pos - out[-1].y < 3:
            out[-1].runs.append((edge.start, edge.end))
        else:
            out.append(_Stop(edge.pos, [(edge.start, edge.end)], False))
    for stop in out:
        stop.full = sum(overlap(a, b, left, right) for a, b in stop.runs) > _FULL * (right - left)
    return out


def _zones(rows: list[RowLine], stops: list[_Stop]) -> list[int]:
    """For each line the number of stops above it."""
    ys = [stop.y for stop in stops]
    return [bisect_right(ys, (row.line.top + row.line.bottom) / 2) for row in rows]


def _header_lines(rows: list[RowLine], zones: list[int], columns: Columns, stops: list[_Stop]) -> int:
    """How many lines at the top head the columns, by rules, weight, years and figures."""
    n = len(rows)
    bold = [all(w.style.bold for p in r.pieces for w in p.words) for r in rows]
    valued = [_valued(r, columns) for r in rows]
    first_value = next((i for i, v in enumerate(valued) if v), None)
    lead = 0
    while lead < n and bold[lead]:
        lead += 1
    bold_head = (
        0 < lead < n
        and lead <= 6
        and sum(bold[lead:]) < 0.5 * (n - lead)
        and not any(valued[:lead])
        and any(len(r.pieces) > 1 for r in rows[:lead])
    )
    full = [i for i in range(1, n) if any(stops[z].full for z in range(zones[i - 1], zones[i]))]
    if full and full[0] <= 8 and full[0] < n:
        top = full[0]
        if not any(valued[:top]) and any(len(r.pieces) > 1 or r.spans for r in rows[:top]):
            # A title row in a zone of its own is followed by the header proper.
            if (
                len(full) > 1
                and full[1] <= 8
                and all(len(r.pieces) == 1 for r in rows[:top])
                and not any(valued[: full[1]])
            ):
                return full[1]
            return lead if bold_head and lead < top else top
    if bold_head:
        return lead
    if first_value is None or first_value > 8:
        return 0
    last_head = 0
    for i in range(first_value):
        if any(p.last > 0 for p in rows[i].pieces) and (i == 0 or last_head == i or rows[i].pieces[0].first != 0):
            last_head = i + 1
    return last_head


def _valued(row: RowLine, columns: Columns) -> bool:
    """Whether a line has figures in columns of figures that are not only years."""
    texts = [p.text for p in row.pieces if p.first == p.last and columns.values[p.first] and p.first > 0]
    figures = [t for t in texts if is_figure(t)]
    return bool(figures) and not all(is_year(t) for t in figures)


def _rows(
    rows: list[RowLine], zones: list[int], stops: list[_Stop], body_from: int, columns: Columns, region: Region
) -> list[Row]:
    out: list[Row] = []
    for group in _header_levels(rows[:body_from], zones, columns.n):
        out.append(Row(group, 0, 0, True, zones[rows.index(group[0])]))
    body = list(range(body_from, len(rows)))
    by_zone: dict[int, list[RowLine]] = {}
    for i in body:
        by_zone.setdefault(zones[i], []).append(rows[i])
    parts = {zone: split_rows(lines, columns) for zone, lines in by_zone.items()}
    divided = len(by_zone) > 1 or region.banded
    by_divider = divided and _row_each(list(parts.values()), columns)
    for zone, groups in parts.items():
        for group in [by_zone[zone]] if by_divider else groups:
            out.append(Row(group, 0, 0, False, zone))
    return out


def _row_each(zones: list[list[list[RowLine]]], columns: Columns) -> bool:
    """Whether each stretch between dividers is one row: none shows several rows that are sound by themselves."""
    for groups in zones:
        if len(groups) < 2:
            continue
        if any(columns.values):
            if sum(1 for group in groups if any(_valued(r, columns) for r in group)) > 1:
                return False
            continue
        sound = [g for g in groups if any(0 in r.at for r in g) and len({c for r in g for c in r.at}) > 1]
        if len(sound) == len(groups) and len(groups) > 2:
            return False
    return True


def _header_levels(lines: list[RowLine], zones: list[int], n_cols: int) -> list[list[RowLine]]:
    """The rows of a header: a new one below lines with spanning headings and below rules."""
    out: list[list[RowLine]] = []
    for i, row in enumerate(lines):
        fresh = i == 0 or zones[i] != zones[i - 1] or lines[i - 1].spans
        if not fresh and _spreads(lines[i - 1], row):
            fresh = True
        if fresh:
            out.append([row])
        else:
            out[-1].append(row)
    return out


def _spreads(above: RowLine, below: RowLine) -> bool:
    """Whether one heading of a line stands over several of the next line (and is no wrapped one)."""
    for piece in above.pieces:
        under = [p for p in below.pieces if p.x0 < piece.x1 and p.x1 > piece.x0]
        if len(under) > 1:
            return True
    return False


def _set_heights(rows: list[Row], region: Region, stops: list[_Stop]) -> None:
    """Give each row its area: up to the divider between two rows, else half the white between them."""
    _, top, _, bottom = region.bbox
    ends: list[float] = []
    for row, after in itertools.pairwise(rows):
        low, high = max(r.line.bottom for r in row.lines), min(r.line.top for r in after.lines)
        between = [s.y for s in stops[row.zone : after.zone]] if after.zone > row.zone else []
        ends.append(between[-1] if between else (low + high) / 2)
    first = min(r.line.top for r in rows[0].lines)
    rows[0].top = min(top, first) if first - top < 12 or rows[0].zone else first - 2
    for row, end in zip(rows, ends, strict=False):
        row.bottom = end
    for row, after in itertools.pairwise(rows):
        after.top = row.bottom
    rows[-1].bottom = max(bottom, max(r.line.bottom for r in rows[-1].lines))


def _cells(rows: list[Row], xs: list[float], ys: list[float], stops: list[_Stop]) -> list[tuple[GridCell, list[Word]]]:
    n_cols = len(xs) - 1
    table: list[list[tuple[int, int, list[Word]]]] = []
    for k, row in enumerate(rows):
        below = rows[k + 1] if k + 1 < len(rows) else None
        table.append(_row_cells(row, below, n_cols, xs, stops))
    merged = _row_spans(rows, table, xs, stops)
    out: list[tuple[GridCell, list[Word]]] = []
    for r, cells in enumerate(table):
        for k, (first, last, words) in enumerate(cells):
            if (r, k) in merged.hidden:
                continue
            span = merged.spans.get((r, k), 1)
            gathered = words + merged.words.get((r, k), [])
            out.append(
                (GridCell(r, first, span, last - first + 1, (xs[first], ys[r], xs[last + 1], ys[r + span])), gathered)
            )
    return out


def _row_cells(
    row: Row, below: Row | None, n_cols: int, xs: list[float], stops: list[_Stop]
) -> list[tuple[int, int, list[Word]]]:
    """The cells of a row as first and last column with their words, empty ones included."""
    spans: list[tuple[int, int]] = sorted(
        (first, last) for line in row.lines for first, last in _extents(line, row, below, n_cols, xs, stops)
    )
    groups: list[list[int]] = []
    for first, last in spans:
        if groups and first <= groups[-1][1]:
            groups[-1][1] = max(groups[-1][1], last)
        else:
            groups.append([first, last])
    words: dict[int, list[Word]] = {k: [] for k in range(len(groups))}
    starts = [g[0] for g in groups]
    for line in row.lines:
        for piece in line.pieces:
            words[bisect_right(starts, piece.first) - 1 if piece.first >= starts[0] else 0].extend(piece.words)
    out: list[tuple[int, int, list[Word]]] = []
    col = 0
    for k, (first, last) in enumerate(groups):
        out.extend((c, c, []) for c in range(col, first))
        out.append((first, last, words[k]))
        col = last + 1
    out.extend((c, c, []) for c in range(col, n_cols))
    return out


def _extents(
    line: RowLine, row: Row, below: Row | None, n_cols: int, xs: list[float], stops: list[_Stop]
) -> list[tuple[int, int]]:
    """The columns that each piece of a line stands for; a heading may head more than it stands over."""
    own = [(p.first, p.last) for p in line.pieces]
    if not row.header or below is None or not below.header or len(row.lines) > 2:
        return own
    ruled = [run for s in stops[row.zone : below.zone] if not s.full for run in s.runs]
    pieces = line.pieces
    under = {p.first: p for ln in below.lines for p in ln.pieces if p.first == p.last}
    sided = None if ruled else _sided(pieces, under, n_cols)
    if sided is not None:
        return sided
    out: list[tuple[int, int]] = []
    for k, piece in enumerate(pieces):
        low = pieces[k - 1].last + 1 if k else 0
        high = pieces[k + 1].first - 1 if k + 1 < len(pieces) else n_cols - 1
        out.append(_headed(piece, low, high, under, xs, ruled))
    return out


def _sided(pieces: list[Piece], under: dict[int, Piece], n_cols: int) -> list[tuple[int, int]] | None:
    """What headings cover that are set flush with the last (or the first) of the columns below them."""
    heads = [p for p in pieces if p.first > 0]
    if len(heads) < 2 or len(heads) >= n_cols - 1 or any(p.first != p.last or p.first not in under for p in heads):
        return None
    if any(c not in under for c in range(1, n_cols)):
        return None
    own = [(p.first, p.last) for p in pieces if p.first == 0]
    if heads[-1].first == n_cols - 1 and heads[0].first > 1 and all(abs(p.x1 - under[p.first].x1) < 1.5 for p in heads):
        starts = [1, *(p.first + 1 for p in heads[:-1])]
        return own + [(a, p.first) for a, p in zip(starts, heads, strict=True)]
    if heads[0].first == 1 and all(abs(p.x0 - under[p.first].x0) < 1.5 for p in heads):
        ends = [*(p.first - 1 for p in heads[1:]), n_cols - 1]
        return own + [(p.first, b) for p, b in zip(heads, ends, strict=True)]
    return None


def _headed(
    piece: Piece, low: int, high: int, under: dict[int, Piece], xs: list[float], ruled: list[tuple[float, float]]
) -> tuple[int, int]:
    middle = (piece.x0 + piece.x1) / 2
    for left, right in ruled:
        if left - 2 <= middle <= right + 2:
            cols = [
                c for c in range(low, high + 1) if overlap(xs[c], xs[c + 1], left, right) > 0.4 * (xs[c + 1] - xs[c])
            ]
            if cols:
                return min(cols[0], piece.first), max(cols[-1], piece.last)
    if low >= high or piece.first == 0:
        return piece.first, piece.last
    best, off = (piece.first, piece.last), 1e9
    for a in range(max(low, 1), piece.first + 1):
        for b in range(piece.last, high + 1):
            if any(c not in under for c in range(a, b + 1)):
                continue
            left, right = min(under[c].x0 for c in range(a, b + 1)), max(under[c].x1 for c in range(a, b + 1))
            away = abs((left + right) / 2 - middle)
            if away < off - 2:
                best, off = (a, b), away
    return best


@dataclass(slots=True)
class _Merged:
    spans: dict[tuple[int, int], int] = field(default_factory=dict)
    words: dict[tuple[int, int], list[Word]] = field(default_factory=dict)
    hidden: set[tuple[int, int]] = field(default_factory=set)


def _row_spans(
    rows: list[Row], table: list[list[tuple[int, int, list[Word]]]], xs: list[float], stops: list[_Stop]
) -> _Merged:
    """Cells over several rows: where a divider leaves a column out, and headings that fill one of their rows."""
    out = _Merged()
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    for r in range(1, len(rows)):
        above = {first: (k, last, words) for k, (first, last, words) in enumerate(table[r - 1])}
        between = stops[rows[r - 1].zone : rows[r].zone]
        partial = between and not any(s.full and _reaches(s.runs, xs[0], xs[-1]) for s in between)
        runs = [run for s in between for run in s.runs]
        for k, (first, last, words) in enumerate(table[r]):
            if first not in above or above[first][1] != last:
                continue
            top = owner.get((r - 1, above[first][0]), (r - 1, above[first][0]))
            top_words = table[top[0]][top[1]][2] or out.words.get(top, [])
            one_empty = not words or not top_words
            heads = rows[r].header and rows[r - 1].header and bool(words or top_words) and one_empty and not between
            bare = sum(overlap(a, b, xs[first], xs[last + 1]) for a, b in runs) < 0.3 * (xs[last + 1] - xs[first])
            open_cell = bool(partial) and bare and one_empty
            if not (heads or open_cell):
                continue
            owner[(r, k)] = top
            out.hidden.add((r, k))
            out.spans[top] = r - top[0] + 1
            if words:
                out.words.setdefault(top, []).extend(words)
    return out


def _reaches(runs: list[tuple[float, float]], left: float, right: float) -> bool:
    return min(a for a, _ in runs) <= left + 8 and max(b for _, b in runs) >= right - 8
