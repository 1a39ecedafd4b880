"""The cells of the rows of a region, with those that span columns and rows."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from ...models.geometry import overlap
from ...models.page import Word
from .grid import GridCell
from .headrows import headings_below, tiled
from .region import Row, Stop
from .rows import Piece, RowLine


def cells_of_rows(
    rows: list[Row], xs: list[float], ys: list[float], stops: list[Stop]
) -> list[tuple[GridCell, list[Word]]]:
    n_cols = len(xs) - 1
    table: list[list[tuple[int, int, list[Word]]]] = []
    for k, row in enumerate(rows):
        below = rows[k + 1] if k + 1 < len(rows) else None
        above = rows[k - 1] if k else None
        table.append(_row_cells(row, above, below, n_cols, xs, stops))
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
    row: Row, above: Row | None, below: Row | None, n_cols: int, xs: list[float], stops: list[Stop]
) -> list[tuple[int, int, list[Word]]]:
    """The cells of a row as first and last column with their words, empty ones included."""
    if row.across:
        return [(0, n_cols - 1, list(row.lines[0].line.words))]
    lines = _levelled(row.lines) if row.header else row.lines
    row = Row(lines, row.top, row.bottom, row.header, row.zone)
    spans: list[tuple[int, int]] = sorted(
        (first, last) for line in lines for first, last in _extents(line, row, above, below, n_cols, xs, stops)
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


def _levelled(lines: list[RowLine]) -> list[RowLine]:
    """The lines of a row of headings, with those that share no column as one: they stand beside each other."""
    out = lines[:1]
    for line in lines[1:]:
        if out[-1].at.keys() & line.at.keys():
            out.append(line)
            continue
        out[-1] = RowLine(
            out[-1].line.joined(line.line), sorted(out[-1].pieces + line.pieces, key=lambda piece: piece.first)
        )
    return out


def _extents(
    line: RowLine, row: Row, above: Row | None, below: Row | None, n_cols: int, xs: list[float], stops: list[Stop]
) -> list[tuple[int, int]]:
    """The columns that each piece of a line stands for; a heading may head more than it stands over."""
    own = [(p.first, p.last) for p in line.pieces]
    if row.header and above is not None and (below is None or not below.header):
        return _below_heads(line, headings_below(above.lines), n_cols)
    if not row.header or below is None or not below.header or len(row.lines) > 2:
        return own
    pieces = line.pieces
    middles = [(p.x0 + p.x1) / 2 for p in pieces]
    # A rule under several headings tells nothing of what each of them covers.
    ruled = [
        (a, b)
        for s in stops[row.zone : below.zone]
        if not s.full
        for a, b in s.runs
        if sum(a <= x <= b for x in middles) < 2
    ]
    under = headings_below(below.lines)
    sided = None if ruled else _sided(pieces, under, n_cols)
    if sided is not None:
        return sided
    over = None if ruled else tiled(pieces, under, n_cols)
    if over is not None:
        return over
    out: list[tuple[int, int]] = []
    for k, piece in enumerate(pieces):
        low = pieces[k - 1].last + 1 if k else 0
        high = pieces[k + 1].first - 1 if k + 1 < len(pieces) else n_cols - 1
        out.append(_headed(piece, low, high, under, xs, ruled))
    return out if ruled else _adopted(out, under, n_cols)


def _below_heads(line: RowLine, heads: dict[int, Piece], n_cols: int) -> list[tuple[int, int]]:
    """The columns of what stands below headings: a unit in the middle below several of them is that of each."""
    out: list[tuple[int, int]] = []
    for k, piece in enumerate(line.pieces):
        low = line.pieces[k - 1].last + 1 if k else 1
        high = line.pieces[k + 1].first - 1 if k + 1 < len(line.pieces) else n_cols - 1
        first, last = _headed(piece, low, high, heads, [], [])
        if last > first and (first, last) != (piece.first, piece.last):
            away = (heads[first].x0 + heads[last].x1 - piece.x0 - piece.x1) / 2
            if abs(away) > 0.5 * line.line.size:
                first, last = piece.first, piece.last
        out.append((first, last))
    return out


def _adopted(spans: list[tuple[int, int]], under: dict[int, Piece], n_cols: int) -> list[tuple[int, int]]:
    """The spans of headings, those over headings of their own drawn out over those right of them that none stands over:
    up to a heading that goes on to the foot of the header, or to the last column."""
    out = list(spans)
    for k, (first, last) in enumerate(spans):
        after = spans[k + 1][0] if k + 1 < len(spans) else n_cols
        if first == 0 or first not in under or after in under:
            continue
        while last + 1 < after and last + 1 in under:
            last += 1
        out[k] = (first, last)
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
    rows: list[Row], table: list[list[tuple[int, int, list[Word]]]], xs: list[float], stops: list[Stop]
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
            one_empty = not words or not top_words or (rows[r].header and first == last and _goes_on(top_words, words))
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


def _goes_on(above: list[Word], below: list[Word]) -> bool:
    """Whether the words of a heading go on in the row below it."""
    last = max(above, key=lambda w: (w.bottom, w.x1))
    first = min(below, key=lambda w: (w.top, w.x0))
    near = first.bottom - last.bottom < 1.4 * first.style.size
    return near and (first.text[0].islower() or first.text[0] in "(&/" or last.text[-1] in "-,/&")


def _reaches(runs: list[tuple[float, float]], left: float, right: float) -> bool:
    return min(a for a, _ in runs) <= left + 8 and max(b for _, b in runs) >= right - 8
