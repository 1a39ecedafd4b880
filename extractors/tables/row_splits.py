"""Which lines of a region make a row together: by running marks, by figures, by the space between them, by wrapping."""

from __future__ import annotations

import re
from statistics import median

from .figures import is_blank, is_figure
from .list_columns import list_columns, with_points, without
from .rows import Columns, RowLine, is_wrapped

_BULLET = re.compile(r"^[•·▪■○●\-–*]$|^\(?[0-9a-zA-Z]{1,2}[.)]$")
_MARK = re.compile(r"^\(?([a-zA-Z]|\d{1,2})[.)]?$")
"""A number or letter that counts rows."""
_ONE_START = 0.75
"""Of the groups of lines between larger gaps: how many hold one start of a row at the least, if each is a row."""
_MANY_STARTS = 1.5
"""Starts of rows to a group: more, and the gaps do not part the rows."""
_LEVEL = 0.25
"""Of the font size: lines that overlap by more stand beside each other."""


def split_rows(rows: list[RowLine], columns: Columns) -> list[list[RowLine]]:
    """The lines of each row, top to bottom."""
    return with_points(_split(rows, columns))


def _split(rows: list[RowLine], columns: Columns) -> list[list[RowLine]]:
    if len(rows) < 2:
        return [rows] if rows else []
    marked = _rows_by_marks(rows)
    if marked:
        return marked
    if any(columns.values):
        return _rows_by_values(rows, columns)
    lists = list_columns(rows, columns.n)
    rest = without(rows, columns, lists) if lists else None
    if rest is not None:
        return _rows_beside_lists(rows, *rest)
    return _rows_by_text(rows, columns)


def _rows_beside_lists(
    rows: list[RowLine], others: list[RowLine], where: list[int], columns: Columns
) -> list[list[RowLine]]:
    """The rows that the columns beside lists show; `where` tells the place of each of these `others` in `rows`."""
    starts: list[int] = []
    done = 0
    for group in _rows_by_text(others, columns):
        starts.append(where[done])
        done += len(group)
    starts[0] = 0
    return [rows[a:b] for a, b in zip(starts, [*starts[1:], len(rows)], strict=True)]


def _rows_by_marks(rows: list[RowLine]) -> list[list[RowLine]]:
    """Rows that a first column of running marks (a, b, c or 1, 2, 3) counts; empty where there is no such column."""
    starts: list[int] = []
    last = 0
    for i, row in enumerate(rows):
        piece = row.at.get(0)
        if piece is None:
            continue
        found = _MARK.match(piece.text) if piece.first == piece.last else None
        if found is None:
            return []
        mark = found[1].casefold()
        place = int(mark) if mark.isdigit() else ord(mark) - ord("a") + 1
        if starts and place != last + 1:
            return []
        starts.append(i)
        last = place
    if len(starts) < 2 or starts[0] != 0:
        return []
    return [rows[a:b] for a, b in zip(starts, [*starts[1:], len(rows)], strict=True)]


def _has_value(row: RowLine, columns: Columns) -> bool:
    return any(
        columns.values[p.first] and p.first == p.last and (is_figure(p.text) or is_blank(p.text)) for p in row.pieces
    )


def _rows_by_values(rows: list[RowLine], columns: Columns) -> list[list[RowLine]]:
    """Each line with figures is a row; lines of words alone belong to the one above, the one below, or stand alone."""
    valued = [_has_value(row, columns) for row in rows]
    if not any(valued):
        return _rows_by_text(rows, columns)
    out: list[list[RowLine]] = []
    pending: list[RowLine] = []  # lines that belong to the next line of figures
    for i, row in enumerate(rows):
        if valued[i]:
            if _same_row(rows, i, valued, columns) and out and not pending:
                out[-1].append(row)
            else:
                out.append([*pending, row])
            pending = []
            continue
        if pending and _attach(rows, i, columns) == "down":
            pending.append(row)
            continue
        if pending:
            out.append(pending)
            pending = []
        side = _attach(rows, i, columns)
        if side == "up" and out:
            out[-1].append(row)
        elif side == "down" and i + 1 < len(rows):
            pending = [row]
        else:
            out.append([row])
    if pending:
        out.append(pending)
    return out


def _same_row(rows: list[RowLine], i: int, valued: list[bool], columns: Columns) -> bool:
    """Whether a line of figures only fills columns that the line above, very close to it, leaves empty."""
    if not i:
        return False
    above, here = rows[i - 1], rows[i]
    close = here.line.base - above.line.base < 0.7 * here.line.size
    return close and not (set(above.at) & set(here.at))


def _attach(rows: list[RowLine], i: int, columns: Columns) -> str:
    """Where a line without figures belongs: `up`, `down` or `own`."""
    row = rows[i]
    if columns.across(row) or _is_whole(row, columns):
        return "own"
    above = rows[i - 1] if i else None
    below = rows[i + 1] if i + 1 < len(rows) else None
    up = row.line.base - above.line.base if above is not None else 1e9
    down = below.line.base - row.line.base if below is not None else _last_step(rows, i, columns)
    size = max(row.line.size, 4.0)
    # Cells set to the middle: the lines of a text of several stand around the figures of their row.
    level_up = (
        above is not None and above.line.bottom - row.line.top > _LEVEL * size and not set(above.at) & set(row.at)
    )
    level_down = below is not None and row.line.bottom - below.line.top > _LEVEL * size
    if below is not None and level_down and not set(below.at) & set(row.at):
        return "down"
    if level_up:
        return "up"
    loose_up, loose_down = up > 2.1 * size, down > 2.1 * size
    first = row.pieces[0]
    fits_up = _wraps(above, row, columns) if above is not None else False
    fits_down = _wraps(row, below, columns) if below is not None else False
    bold = all(w.style.bold for p in row.pieces for w in p.words)
    bold_above = above is not None and all(w.style.bold for p in above.pieces for w in p.words)
    text = first.text
    tighter_up = up < down - max(1.2, 0.1 * size)
    tighter_down = down < up - max(1.2, 0.1 * size)
    if above is not None and not loose_up and _goes_on(text) and first.first in above.at and bold == bold_above:
        return "up" if not tighter_down or not fits_down else "down"
    if below is not None and not loose_down and 0 not in below.at and 0 in row.at and not fits_up:
        return "down"
    if text.endswith(":"):
        return "own"
    if below is not None and not loose_down and len(row.pieces) == 1 and 0 in row.at and _is_cut(row, below):
        return "down"
    if above is not None and not loose_up and len(row.pieces) == 1 and 0 in row.at and _is_cut(above, row):
        return "up"
    if fits_up and not loose_up and tighter_up and bold == bold_above:
        return "up"
    if fits_up and text[0].isdigit() and not loose_up and not tighter_down:
        return "up"  # "... in" and below it "2021"
    bold_below = below is not None and all(w.style.bold for w in below.pieces[0].words)
    down_next = fits_down and not loose_down and not tighter_up and below is not None and bold == bold_below
    if below is not None and down_next and (_goes_on(below.pieces[0].text) or tighter_down):
        return "down"
    if 0 not in row.at and above is not None and not loose_up:
        return "down" if tighter_down else "up"
    return "own"


def _last_step(rows: list[RowLine], i: int, columns: Columns) -> float:
    """How far apart the two lines of figures right above line `i` stand: a line below them that goes on stands
    nearer, a row of its own as far. Endless where there are no two."""
    if i < 2 or not (_has_value(rows[i - 2], columns) and _has_value(rows[i - 1], columns)):
        return 1e9
    return rows[i - 1].line.base - rows[i - 2].line.base


def _goes_on(text: str) -> bool:
    """Whether a text starts as the middle of a phrase does."""
    return text[:1].islower() or text[:1] in "(&/"


def _is_whole(row: RowLine, columns: Columns) -> bool:
    """Whether a line has words in most columns of a table of figures: hardly all of them go on from a line before."""
    return sum(columns.values) >= columns.n - 1 and len(row.pieces) >= max(3, 0.6 * columns.n)


def _is_cut(above: RowLine, below: RowLine) -> bool:
    """Whether the first cell of a line ends in a hyphen and goes on in the line below."""
    if 0 not in above.at or 0 not in below.at:
        return False
    text = above.at[0].text
    return len(text) > 2 and text[-1] == "-" and text[-2].isalpha()


def _wraps(above: RowLine | None, below: RowLine | None, columns: Columns) -> bool:
    """Whether every text of `below` in a column of words can go on from the one above it."""
    if above is None or below is None:
        return False
    shared = [p for p in below.pieces if p.first in above.at and not (p.first == p.last and columns.values[p.first])]
    if not shared:
        return False
    for piece in shared:
        before = above.at[piece.first]
        if before.last != piece.last and before.last > before.first:
            return False
        if not is_wrapped(before, piece, columns.rights[piece.first]):
            return False
    return True


def _rows_by_text(rows: list[RowLine], columns: Columns) -> list[list[RowLine]]:
    """Rows of words: a larger gap, or a text that cannot be the next line of the one above, starts one."""
    size = median(r.line.size for r in rows)
    white, foot = [], rows[0].line.bottom
    for row in rows[1:]:
        white.append(row.line.top - foot)
        foot = max(foot, row.line.bottom)
    tight = _leading(rows)
    loose = [w for w in white if w > tight + max(1.5, 0.12 * size)]
    gaps_tell = bool(loose) and len(loose) < len(white) and _gaps_agree(rows, white, tight + max(1.5, 0.12 * size))
    if gaps_tell:
        return _rows_by_gaps(rows, white, tight + max(1.5, 0.12 * size))
    out: list[list[RowLine]] = [[rows[0]]]
    for row in rows[1:]:
        if _starts_row(out[-1], row, columns):
            out.append([row])
        else:
            out[-1].append(row)
    return out


def _rows_by_gaps(rows: list[RowLine], white: list[float], least: float) -> list[list[RowLine]]:
    """The lines between larger gaps, where they are no further paragraph of the row above."""
    groups: list[list[RowLine]] = [[rows[0]]]
    for row, space in zip(rows[1:], white, strict=True):
        if space > least:
            groups.append([])
        groups[-1].append(row)
    out = groups[:1]
    for group in groups[1:]:
        if _only_more(out[-1], group):
            out[-1].extend(group)
        else:
            out.append(group)
    return out


def _gaps_agree(rows: list[RowLine], white: list[float], least: float) -> bool:
    """Whether larger gaps part rows: the lines between two of them hold one start of a row, wherever it stands there
    (cells may be set to the middle or the foot), or the lines after them look more like starts than the others do."""
    starts = [0 in row.at and len(row.pieces) > 1 and not row.pieces[0].text[:1].islower() for row in rows]
    groups = [int(starts[0])]
    for start, space in zip(starts[1:], white, strict=True):
        if space > least:
            groups.append(0)
        groups[-1] += start
    if sum(n == 1 for n in groups) >= _ONE_START * len(groups):
        return True
    if sum(groups) > _MANY_STARTS * len(groups):
        return False  # hardly all cells of so many rows wrap at once
    far = [start for start, space in zip(starts[1:], white, strict=True) if space > least]
    near = [start for start, space in zip(starts[1:], white, strict=True) if space <= least]
    return sum(far) / len(far) >= sum(near) / len(near)


def _leading(rows: list[RowLine]) -> float:
    """The least white between two lines of one column."""
    last: dict[int, RowLine] = {}
    out = 1e9
    for row in rows:
        for piece in row.pieces:
            if piece.first == piece.last:
                if piece.first in last:
                    out = min(out, row.line.top - last[piece.first].line.bottom)
                last[piece.first] = row
    return out if out < 1e9 else 0.0


def _only_more(current: list[RowLine], group: list[RowLine]) -> bool:
    """Whether lines after a larger gap are one more paragraph of a cell: most columns are empty, the first too."""
    filled = {c for r in current for c in r.at}
    own = {c for r in group for c in r.at}
    return 0 not in own and 0 in filled and len(own) < max(2, 0.6 * len(filled | own))


def _starts_row(current: list[RowLine], row: RowLine, columns: Columns) -> bool:
    """Whether a line is too new in any column to go on from the row above it."""
    if row.spans or current[-1].spans:
        return True
    if len(row.pieces) == 1 and row.pieces[0].first > 0:
        return False
    most = 0 in row.at and len(row.pieces) > 1 and len(row.pieces) >= 0.6 * columns.n
    if most and not any(p.text[0].islower() for p in row.pieces):
        return True  # hardly all cells of a row wrap at once, and each before a capital
    for piece in row.pieces:
        before = next((r.at[piece.first] for r in reversed(current) if piece.first in r.at), None)
        if before is None:
            continue
        if _BULLET.match(piece.words[0].text) and piece.first > 0:
            continue
        if piece.text[:1].islower():
            continue
        if not is_wrapped(before, piece, columns.rights[piece.first]):
            return True
    return False
