"""Whether two table parts have the same columns, and which column of one is which of the other."""

from __future__ import annotations

from statistics import median

from ...models.geometry import overlap
from ...models.layout import Cell, Table

_EDGE = 5.0
"""Points that the same column edge may differ between two pages."""
_MIRROR = 80.0
"""Points that a whole table may be shifted between left and right pages."""


def column_map(a: Table, b: Table) -> tuple[list[int], list[int], bool] | None:
    """The columns of `a` and of `b` in a table that holds both, and whether they agree to the last one.

    None where the columns do not agree. A column that is empty in one part may be missing there.
    """
    edges_a, edges_b = column_edges(a, a.parts[-1][0]), column_edges(b, b.parts[0][0])
    if edges_a is None or edges_b is None:
        return None
    if a.kind == "ruled" and b.kind == "ruled":
        return _by_edges(edges_a, edges_b)
    return _by_text(a, b, edges_a, edges_b)


def column_edges(table: Table, page: int) -> list[float] | None:
    """The x of each column edge on a page, from left to right; None where the table has nothing there."""
    lefts: list[list[float]] = [[] for _ in range(table.n_cols + 1)]
    for cell in table.cells:
        for number, box in cell.places:
            if number == page:
                lefts[cell.col].append(box[0])
                lefts[cell.col + cell.col_span].append(box[2])
    known = [median(xs) if xs else None for xs in lefts]
    if known[0] is None or known[-1] is None:
        return None
    out: list[float] = []
    for i, x in enumerate(known):
        if x is None:
            after = next(k for k in range(i, len(known)) if known[k] is not None)
            right = known[after]
            x = out[-1] + ((right or 0.0) - out[-1]) / (after - i + 1)
        out.append(x)
    return out


def _by_edges(a: list[float], b: list[float]) -> tuple[list[int], list[int], bool] | None:
    for shift in dict.fromkeys((0.0, b[0] - a[0], b[-1] - a[-1])):
        if abs(shift) > _MIRROR:
            continue
        moved = [x - shift for x in b]
        small, large = (moved, a) if len(moved) <= len(a) else (a, moved)
        places = _places(small, large)
        if places is None or len(large) - len(small) > max(1, len(large) // 3):
            continue
        if len(small) == len(large):
            same = list(range(len(a) - 1))
            return same, same, True
        if len(small) < 3:
            continue
        inner = places[:-1]
        full = list(range(len(large) - 1))
        return (full, inner, False) if large is a else (inner, full, False)
    return None


def _places(small: list[float], large: list[float]) -> list[int] | None:
    """The index in `large` of each edge in `small`; None where one has no counterpart."""
    out: list[int] = []
    for x in small:
        k = min(range(len(large)), key=lambda i: abs(large[i] - x))
        if abs(large[k] - x) > _EDGE or (out and k <= out[-1]):
            return None
        out.append(k)
    return out


def _by_text(
    a: Table, b: Table, edges_a: list[float], edges_b: list[float]
) -> tuple[list[int], list[int], bool] | None:
    """Columns matched by where their text stands, for tables whose column edges are not drawn."""
    if abs(a.n_cols - b.n_cols) > max(1, max(a.n_cols, b.n_cols) // 3) or min(a.n_cols, b.n_cols) < 2:
        return None
    width = max(edges_a[-1] - edges_a[0], 1.0)
    for shift in dict.fromkeys((0.0, edges_b[0] - edges_a[0])):
        if abs(shift) > _MIRROR:
            continue
        if abs(edges_b[0] - shift - edges_a[0]) > 0.1 * width or abs(edges_b[-1] - shift - edges_a[-1]) > 0.25 * width:
            continue
        few, many = (b, a) if b.n_cols <= a.n_cols else (a, b)
        found = _overlapping(few, many, shift if few is b else -shift)
        if found is None:
            continue
        full = list(range(many.n_cols))
        return (full, found, few.n_cols == many.n_cols) if many is a else (found, full, False)
    return None


def _overlapping(few: Table, many: Table, shift: float) -> list[int] | None:
    """For each column of `few` the column of `many` that its text stands in."""
    spans_few, spans_many = _text_spans(few), _text_spans(many)
    out: list[int] = []
    for c, span in enumerate(spans_few):
        after = out[-1] + 1 if out else 0
        if span is None:
            if after >= many.n_cols:
                return None
            out.append(after)
            continue
        best, most = -1, 0.0
        for k in range(after, many.n_cols):
            other = spans_many[k]
            if other is None:
                continue
            shared = overlap(span[0] - shift, span[1] - shift, other[0], other[1])
            share = shared / max(min(span[1] - span[0], other[1] - other[0]), 1.0)
            if share > most + 0.05:
                best, most = k, share
        if best < 0 or most < 0.4:
            # Short words may just miss each other (figures aligned right): the column's number decides.
            if few.n_cols == many.n_cols and c >= after:
                best = c
            else:
                return None
        if many.n_cols - best < few.n_cols - c:
            return None
        out.append(best)
    return out


def _text_spans(table: Table) -> list[tuple[float, float] | None]:
    cells: list[list[Cell]] = [[] for _ in range(table.n_cols)]
    for cell in table.cells:
        if cell.col_span == 1 and cell.blocks:
            cells[cell.col].append(cell)
    out: list[tuple[float, float] | None] = []
    for column in cells:
        boxes = [line.bbox for cell in column for block in cell.blocks for line in block.lines]
        out.append((min(b[0] for b in boxes), max(b[2] for b in boxes)) if boxes else None)
    return out
