"""Which lines at the top of a region head its columns, and the rows that they make."""

from __future__ import annotations

from .figures import is_figure, is_year
from .region import Stop
from .rows import Columns, RowLine


def header_lines(rows: list[RowLine], zones: list[int], columns: Columns, stops: list[Stop]) -> int:
    """How many lines at the top head the columns, by rules, weight, years and figures."""
    n = len(rows)
    bold = [all(w.style.bold for p in r.pieces for w in p.words) for r in rows]
    valued = [has_figures(r, columns) for r in rows]
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


def has_figures(row: RowLine, columns: Columns) -> bool:
    """Whether a line has figures in columns of figures that are not only years."""
    texts = [p.text for p in row.pieces if p.first == p.last and columns.values[p.first] and p.first > 0]
    figures = [t for t in texts if is_figure(t)]
    return bool(figures) and not all(is_year(t) for t in figures)


def header_levels(lines: list[RowLine], zones: list[int], n_cols: int) -> list[list[RowLine]]:
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
