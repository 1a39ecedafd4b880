"""From the lines of a region to its grid: columns by gutters, rows by rules, grounds and spacing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from ...models.geometry import Bbox
from ...models.page import Word
from .columns import Gutter, find_gutters
from .grid import Grid
from .headed_rows import is_sound, rows_of
from .headrows import has_figures, header_levels, header_lines
from .list_columns import BESIDE, list_columns, with_whole_points
from .region import Region, Row, Stop, stops_of, zones_of
from .row_splits import split_rows
from .rows import Columns, RowLine, is_bullet, part_lines
from .spans import cells_of_rows
from .textlines import TextLine, pitch_of

_MARGIN = 5.0
"""Points between a column edge that nothing draws and the text that is set flush with it."""


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


def build(region: Region, columns_at: list[float] | None = None) -> Structure | None:
    """The structure of a region; None where it has no two columns or no two rows.

    `columns_at` are the inner column edges where they are known, as from the same table on the page before; then
    one row is enough.
    """
    lines = _without_title(region)
    if not lines:
        return None
    if len(lines) < len(region.lines):
        left, _, right, foot = region.bbox
        region = replace(region, bbox=(left, (region.lines[0].bottom + lines[0].top) / 2, right, foot))
    em = pitch_of([w for line in lines for w in line.words])
    if columns_at is not None:
        gutters = [Gutter(x - 1.0, x + 1.0, 2) for x in columns_at]
    else:
        gutters = _headed_only(find_gutters(lines, em), region, lines, em)
        gutters = _with_fixed(gutters, region.fixed, region.bbox)
    if not gutters:
        return None
    n_cols = len(gutters) + 1
    parted = part_lines(lines, gutters, em)
    stops = stops_of(region)
    zones = zones_of(parted, stops)
    columns = Columns.of(parted, n_cols)
    body_from = header_lines(parted, zones, columns, stops if columns_at is None else [])
    while body_from > 1 and columns.across(parted[body_from - 1]) and any(map(columns.across, parted[body_from:])):
        body_from -= 1  # it heads the first rows as others head those further down
    rows = _rows(parted, zones, stops, body_from, columns, region)
    if len(rows) < (2 if columns_at is None else 1):
        return None
    _set_heights(rows, region, stops)
    left = min(region.bbox[0], min(line.x0 for line in lines))
    right = max(region.bbox[2], max(line.x1 for line in lines))
    xs = [left, *_edges(gutters, parted), right]
    ys = [rows[0].top, *(row.bottom for row in rows)]
    cells = cells_of_rows(rows, xs, ys, stops)
    lists = list_columns([line for row in rows if not row.header for line in row.lines], n_cols)
    if lists:
        cells = with_whole_points(cells, lists)
    grid = Grid(xs, ys, [cell for cell, _ in cells])
    header = sum(1 for row in rows if row.header)
    return Structure(grid, [words for _, words in cells], columns, gutters, header, rows, em)


def _edges(gutters: list[Gutter], rows: list[RowLine]) -> list[float]:
    """Where each gutter has the column edge: close to the side that its columns are set flush with, else its middle."""
    starts: list[list[float]] = [[] for _ in range(len(gutters) + 1)]
    ends: list[list[float]] = [[] for _ in range(len(gutters) + 1)]
    for row in rows:
        for piece in row.pieces:
            starts[piece.first].append(piece.x0)
            ends[piece.last].append(piece.x1)
    out = []
    for k, gutter in enumerate(gutters):
        half = (gutter.x1 - gutter.x0) / 2
        if half <= _MARGIN:
            out.append(gutter.middle)
        elif _flush(starts[k + 1], gutter.x1):
            out.append(gutter.x1 - _MARGIN)
        elif _flush(ends[k], gutter.x0):
            out.append(gutter.x0 + _MARGIN)
        else:
            out.append(gutter.middle)
    return out


def _flush(xs: list[float], side: float) -> bool:
    return bool(xs) and sum(1 for x in xs if abs(x - side) < 1.5) >= 0.5 * len(xs)


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


def _headed_only(gutters: list[Gutter], region: Region, lines: list[TextLine], em: float) -> list[Gutter]:
    """The gutters with those before columns of which only the heading is printed."""
    if not gutters or len(lines) < 2:
        return gutters
    head, after = lines[0], lines[1]
    ruled = any(head.base < e.pos < after.base for e in region.dividers)
    bold = head.bold and not after.bold
    if not (ruled or bold):
        return gutters
    out = list(gutters)
    for a, b in pairwise(head.chunks):
        left, right = a.x1, b.x0
        if right - left < em or any(g.x0 < right and g.x1 > left for g in gutters):
            continue
        for line in lines[1:]:
            for chunk in line.chunks:
                if chunk.x0 < right and chunk.x1 > left:
                    left, right = (chunk.x1, right) if chunk.x0 < a.x1 else (left, min(right, chunk.x0))
        if right - left >= 0.5 * em:
            out.append(Gutter(left, right, 1))
    return sorted(out, key=lambda g: g.middle)


def _with_fixed(gutters: list[Gutter], fixed: list[float], bbox: Bbox) -> list[Gutter]:
    inner = [x for x in fixed if bbox[0] + 5 < x < bbox[2] - 5]
    out = [g for g in gutters if not any(g.x0 - 4 <= x <= g.x1 + 4 for x in inner)]
    out.extend(Gutter(x - 0.5, x + 0.5, 2) for x in inner)
    out.sort(key=lambda g: g.middle)
    return out


def _rows(
    rows: list[RowLine], zones: list[int], stops: list[Stop], body_from: int, columns: Columns, region: Region
) -> list[Row]:
    out: list[Row] = []
    for group in header_levels(rows[:body_from], zones, columns.n):
        out.append(Row(group, 0, 0, True, zones[rows.index(group[0])]))
    body = list(range(body_from, len(rows)))
    by_zone: dict[int, list[RowLine]] = {}
    for i in body:
        by_zone.setdefault(zones[i], []).append(rows[i])
    parts = {zone: _split(lines, columns) for zone, lines in by_zone.items()}
    divided = len(by_zone) > 1 or region.banded
    by_divider = divided and _row_each(list(parts.values()), columns, region.banded or len(parts) > 2)
    for zone, groups in parts.items():
        for group in [by_zone[zone]] if by_divider else groups:
            across = len(group) == 1 and columns.across(group[0])
            out.append(Row(group, 0, 0, False, zone, across))
    return out


def _split(lines: list[RowLine], columns: Columns) -> list[list[RowLine]]:
    """The rows of lines between two dividers; those of lists by the white between them, where little stands beside."""
    lists = list_columns(lines, columns.n)
    if lists and columns.n - len(lists) < BESIDE and not any(columns.values):
        found = rows_of(lines, set(), columns)
        if is_sound(found, columns.n):
            return found.rows
    return split_rows(lines, columns)


def _row_each(zones: list[list[list[RowLine]]], columns: Columns, many: bool) -> bool:
    """Whether each stretch between dividers is one row: none shows several rows that are sound by themselves.

    Where there are `many` stretches, words alone are no sign of that: cells may hold paragraphs.
    """
    counts = sorted(sum(len(group) for group in groups) for groups in zones)
    usual = counts[len(counts) // 2]
    for groups in zones:
        if len(groups) < 2:
            continue
        if any(columns.values):
            if sum(1 for group in groups if any(has_figures(r, columns) for r in group)) > 1:
                return False
            continue
        if any(is_bullet(row) for group in groups for row in group):
            continue
        if many and sum(len(group) for group in groups) < 4 * usual:
            continue
        sound = [g for g in groups if any(0 in r.at for r in g) and len({c for r in g for c in r.at}) > 1]
        if len(sound) == len(groups) and len(groups) > 2:
            return False
    return True


def _set_heights(rows: list[Row], region: Region, stops: list[Stop]) -> None:
    """Give each row its area: up to the divider between two rows, else half the white between them."""
    _, top, _, bottom = region.bbox
    ends: list[float] = []
    for row, after in pairwise(rows):
        low, high = max(r.line.bottom for r in row.lines), min(r.line.top for r in after.lines)
        between = [s.y for s in stops[row.zone : after.zone]] if after.zone > row.zone else []
        ends.append(between[-1] if between else (low + high) / 2)
    first = min(r.line.top for r in rows[0].lines)
    rows[0].top = min(top, first) if first - top < 12 or rows[0].zone else first - 2
    for row, end in zip(rows, ends, strict=False):
        row.bottom = end
    for row, after in pairwise(rows):
        after.top = row.bottom
    rows[-1].bottom = max(bottom, max(r.line.bottom for r in rows[-1].lines))
