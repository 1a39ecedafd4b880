"""Which lines at the top of a region head its columns, and the rows that they make."""

from __future__ import annotations

from itertools import pairwise

from .figures import is_figure, is_year
from .region import Stop
from .rows import Columns, Piece, RowLine

_WRAPPED = 1.4
"""Of the font size: lines of one heading stand no farther apart from baseline to baseline."""
_STEP = 0.9
"""Of the font size: lines closer from baseline to baseline stand beside each other, each in the middle of its cell."""


def header_lines(rows: list[RowLine], zones: list[int], columns: Columns, stops: list[Stop]) -> int:
    """How many lines at the top head the columns, by rules, weight, years and figures."""
    n = len(rows)
    bold = [all(w.style.bold for p in r.pieces for w in p.words) for r in rows]
    valued = [has_figures(r, columns) for r in rows]
    first_value = next((i for i, v in enumerate(valued) if v), None)
    lead = 0
    while lead < n and bold[lead]:
        lead += 1
    lead = _without_sections(rows[:lead], zones)
    bold_head = (
        0 < lead < n
        and lead <= 6
        and sum(bold[lead:]) < 0.5 * (n - lead)
        and not any(valued[:lead])
        and any(len(r.pieces) > 1 for r in rows[:lead])
    )
    full = [i for i in range(1, n) if stops and any(stops[z].full for z in range(zones[i - 1], zones[i]))]
    # Where rules stand between many rows, the first of them says nothing of a header.
    if full and full[0] <= 8 and (len(full) <= 2 or bold_head or first_value is not None):
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


def _without_sections(bold: list[RowLine], zones: list[int]) -> int:
    """How many bold lines are left of a header without the last ones that only head the rows below them."""
    n = len(bold)
    while n > 1 and any(len(r.pieces) > 1 for r in bold[: n - 1]):
        row, above = bold[n - 1], bold[n - 2]
        apart = zones[n - 1] != zones[n - 2] or row.line.base - above.line.base > _WRAPPED * row.line.size
        if len(row.pieces) > 1 or row.pieces[0].first > 0 or not apart:
            break
        n -= 1
    return n


def has_figures(row: RowLine, columns: Columns) -> bool:
    """Whether a line has figures in columns of figures that are not only years."""
    if len(row.pieces) == 1 and 0 not in row.at:
        piece = row.pieces[0]
        if abs(piece.x1 - columns.rights[piece.last]) > 0.5 * row.line.size:
            return False  # a unit ("1,000") that stands in the middle below headings
    texts = [p.text for p in row.pieces if p.first == p.last and columns.values[p.first] and p.first > 0]
    figures = [t for t in texts if is_figure(t)]
    return len(figures) > 0.5 * max(1, len(texts)) and not all(is_year(t) for t in figures)


def header_levels(lines: list[RowLine], zones: list[int], n_cols: int) -> list[list[RowLine]]:
    """The rows of a header: a new one below rules, and where more headings stand than in the line above."""
    out: list[list[RowLine]] = []
    for i, row in enumerate(lines):
        under = headings_below(lines[i:])
        if (
            i == 0
            or zones[i] != zones[i - 1]
            or _is_deeper(lines[i - 1], row, under, n_cols)
            or any(_is_wider(above, row) for above in out[-1][:-1])
        ):
            out.append([row])
        else:
            out[-1].append(row)
    return out


def headings_below(lines: list[RowLine]) -> dict[int, Piece]:
    """The headings of single columns in some lines, those of several lines as one."""
    out: dict[int, Piece] = {}
    for line in lines:
        for p in line.pieces:
            if p.first == p.last:
                other = out.get(p.first)
                left, right = (p.x0, p.x1) if other is None else (min(p.x0, other.x0), max(p.x1, other.x1))
                out[p.first] = Piece(p.words, left, right, p.first, p.first)
    return out


def _is_deeper(above: RowLine, below: RowLine, under_all: dict[int, Piece], n_cols: int) -> bool:
    """Whether the headings of a line do not go on from those in the line above, but stand under wider ones, or in the
    middle under several."""
    return (
        _is_wider(above, below)
        or _beside_each_other(above, below)
        or tiled(above.pieces, under_all, n_cols) is not None
        or any(len({id(above.at[c]) for c in range(p.first, p.last + 1) if c in above.at}) > 1 for p in below.pieces)
        or any(_centred(piece, above, under_all) for piece in above.pieces)
        or _in_gaps(above, below)
        or _in_gaps(below, above)
    )


def _is_wider(above: RowLine, below: RowLine) -> bool:
    """Whether a heading of a line stands over several of the line below."""
    for piece in above.pieces:
        under = [p for p in below.pieces if p.x0 < piece.x1 and p.x1 > piece.x0]
        if len(under) > 1:
            return True
        if piece.last > piece.first and any(
            p.last - p.first < piece.last - piece.first and p.last >= piece.first and p.first <= piece.last
            for p in below.pieces
        ):
            wide = [p for p in below.pieces if piece.first <= p.first and p.last <= piece.last]
            last_line = len(under) == 1 and abs(under[0].x0 + under[0].x1 - piece.x0 - piece.x1) < below.line.size
            if len(wide) > 1 or (len(below.pieces) > len(above.pieces) and not last_line):
                return True
    return False


def _in_gaps(line: RowLine, other: RowLine) -> bool:
    """Whether the middle of each heading of a line, but for the first column's, falls well between two of the other."""
    middles = [(p.x0 + p.x1) / 2 for p in line.pieces if p.first > 0]
    gaps = [(a.x1, b.x0) for a, b in pairwise(other.pieces) if a.first > 0]
    least = 0.4 * line.line.size
    return bool(middles) and all(any(a + least < x < b - least for a, b in gaps) for x in middles)


def _centred(piece: Piece, line: RowLine, under: dict[int, Piece]) -> bool:
    """Whether a heading stands over the middle of several columns that nothing else in its line heads, and not over
    that of one of them."""
    if piece.first == 0 or piece.last > piece.first or piece.first not in under:
        return False
    middle = (piece.x0 + piece.x1) / 2
    own = under[piece.first]
    if abs((own.x0 + own.x1) / 2 - middle) < 0.5 * line.line.size:
        return False
    low, high = piece.first, piece.first
    while low - 1 > 0 and low - 1 in under and low - 1 not in line.at:
        low -= 1
    while high + 1 in under and high + 1 not in line.at:
        high += 1
    return any(
        abs((under[a].x0 + under[b].x1) / 2 - middle) < 0.15 * line.line.size
        for a in range(low, piece.first + 1)
        for b in range(piece.first, high + 1)
        if b > a
    )


def _beside_each_other(above: RowLine, below: RowLine) -> bool:
    """Whether a line heads columns that the line above leaves out, next to one that both head, and the other way about:
    then a heading there stands over several columns, while the others go on to the foot of the header."""
    if below.line.base - above.line.base < _STEP * below.line.size:
        return False
    both = above.at.keys() & below.at.keys()
    only_below = below.at.keys() - above.at.keys()
    return bool(above.at.keys() - below.at.keys()) and any({c - 1, c + 1} & only_below for c in both)


def tiled(pieces: list[Piece], under: dict[int, Piece], n_cols: int) -> list[tuple[int, int]] | None:
    """The columns that headings cover which together head all but the first, each over the middle of its own.

    `under` has the heading of each single column below them. None where they do not stand so.
    """
    heads = [p for p in pieces if p.last > 0]
    n = n_cols - 1
    if len(heads) < 2 or len(heads) >= n or any(c not in under for c in range(1, n_cols)):
        return None
    again = _repeated(heads, under, n)
    if again is not None:
        return [(p.first, p.last) for p in pieces if p.last == 0] + again
    width = (under[n_cols - 1].x1 - under[1].x0) / n
    # best[k][c]: the least total distance with the first k headings over columns 1 to c, and where the k-th starts.
    best: list[dict[int, tuple[float, int]]] = [{0: (0.0, 0)}]
    for k, head in enumerate(heads):
        middle = (head.x0 + head.x1) / 2
        row: dict[int, tuple[float, int]] = {}
        for start, (cost, _) in best[k].items():
            for end in range(start + 1, n + 1):
                away = abs((under[start + 1].x0 + under[end].x1) / 2 - middle)
                if away <= 0.3 * width and (end not in row or cost + away < row[end][0]):
                    row[end] = (cost + away, start)
        best.append(row)
    if n not in best[-1]:
        return None
    out: list[tuple[int, int]] = []
    end = n
    for k in range(len(heads), 0, -1):
        start = best[k][end][1]
        out.append((start + 1, end))
        end = start
    return [(p.first, p.last) for p in pieces if p.last == 0] + out[::-1]


def _repeated(heads: list[Piece], under: dict[int, Piece], n: int) -> list[tuple[int, int]] | None:
    """The columns of headings over the same headings again and again ("Total, Men, Women" below each year), each of
    which stands somewhere over its own; None where they are not so."""
    each, left = divmod(n, len(heads))
    texts = [under[c].text for c in range(1, n + 1)]
    if left or each < 2 or texts != texts[:each] * len(heads) or len(set(texts[:each])) < each:
        return None
    out = [(1 + k * each, (k + 1) * each) for k in range(len(heads))]
    inside = all(a <= head.first and head.last <= b for head, (a, b) in zip(heads, out, strict=True))
    return out if inside else None
