"""Tables without upright rules, by the bold headings over their columns.

Cells of words wrap, and some go on beside several rows, so that neither gutters nor what is usual in a column tell
enough. But under a line of headings set in bold, a white stripe runs down between each two of them as far as the table
goes, and a row starts where several cells do.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import islice, pairwise, product

from .columns import Gutter
from .figures import is_figure, is_quantity
from .headed_rows import is_sound, rows_of
from .headrows import header_levels
from .region import Row
from .rows import Columns, RowLine, part_lines
from .spans import cells_of_rows
from .structure import Structure
from .textlines import Chunk, TextLine

_LOOSE = 3.4
"""Of the font size: lines of a table stand no farther apart from baseline to baseline."""
_CLOSE = 2.4
"""The same for the lines of a header."""
_WRAPPED = 1.35
"""The same for the lines of one heading."""
_HEADER_LINES = 5
_STRIPE = 0.4
"""Of the font size: the least width of the white stripe between two columns."""
_APART = 0.7
"""Of the font size: text farther beside a table than this is no part of it."""
_SIDE = 3.0
"""Points that text may stand left of its column's heading."""
_PAD = 2.0
_TRIES = 100
"""Ways to part the columns that are looked at."""
_SAME_SIZE = 0.12
_SMALL_HEADER = 1.35
"""Times the size of a header: its rows are set no larger. Headings over running text are not set smaller than that."""

Free = list[tuple[float, float]]


@dataclass(slots=True)
class _Columns:
    """The headings of a table and the white left between them as its lines are gone through."""

    heads: list[tuple[float, float]]
    """Left and right end of the text of each column's heading."""
    free: list[Free]
    """For each two neighbours the stretches of white between them."""
    left: float
    right: float
    size: float

    @classmethod
    def of(cls, heads: list[tuple[float, float]], size: float) -> _Columns:
        free: list[Free] = [[(a[1], b[0])] for a, b in pairwise(heads)]
        return cls(heads, free, heads[0][0], heads[-1][1], size)

    def own(self, line: TextLine) -> list[Chunk]:
        """The pieces of a line that do not stand apart beside the table."""
        room = _APART * self.size
        return [c for c in line.chunks if c.x1 > self.left - room and c.x0 < self.right + room]

    def take(self, chunks: list[Chunk]) -> bool:
        """Narrow the white by a line's words; False, and nothing changed, where that leaves too little of it."""
        free = self.free
        for word in (w for c in chunks for w in c.words):
            free = [_without(stretches, word.x0, word.x1) for stretches in free]
        least = _STRIPE * self.size
        if any(not any(b - a >= least for a, b in stretches) for stretches in free):
            return False
        self.free = free
        self.left, self.right = min(self.left, chunks[0].x0), max(self.right, chunks[-1].x1)
        return True

    def gutters(self, lines: list[TextLine]) -> tuple[list[Gutter], bool]:
        """The widest white between each two columns that leaves no figure beside another piece of its line, where there
        is such, else the widest; and whether figures so told where the columns part."""
        least = _STRIPE * self.size
        wide = [[s for s in stretches if s[1] - s[0] >= least] for stretches in self.free]
        options = [sorted(found, key=lambda s: (s[0] - s[1], -s[0]))[:3] for found in wide]
        tries = [[Gutter(a, b, 2, flush=True) for a, b in chosen] for chosen in islice(product(*options), _TRIES)]
        sound = (one for one in tries if not any(_shared(self.own(line), one) for line in lines))
        best = next(sound, tries[0])
        return best, best is not tries[0]


@dataclass(slots=True)
class _Body:
    lines: list[TextLine] = field(default_factory=list)
    sections: list[int] = field(default_factory=list)
    """Places of the lines that head those below them."""


def _without(stretches: Free, x0: float, x1: float) -> Free:
    if all(x1 <= a or b <= x0 for a, b in stretches):
        return stretches
    out: Free = []
    for a, b in stretches:
        out += [(a, b)] if x1 <= a or b <= x0 else [(a, min(b, x0)), (max(a, x1), b)]
    return [(a, b) for a, b in out if b > a]


def headed_tables(lines: list[TextLine], known: frozenset[str] = frozenset()) -> list[Structure]:
    """The tables under lines of bold headings, top to bottom; `lines` are those of free words.

    `known` has headers of other tables of the document, by `header_key`. Where it is given, only tables under one of
    them are looked for, and one row is enough.
    """
    out: list[Structure] = []
    bold = [line.bold for line in lines]
    k = 0
    while k < len(lines):
        found = _below(lines, bold, k, known) if bold[k] else None
        if found is None:
            k += 1
            continue
        structure, k = found
        out.append(structure)
    return out


def header_key(texts: Iterable[str]) -> str:
    """The words of a header, by which it is known again."""
    return "".join("".join(texts).split())


def _below(lines: list[TextLine], bold: list[bool], start: int, known: frozenset[str]) -> tuple[Structure, int] | None:
    """The table whose header begins with a line, and the number of the first line after it."""
    heads = _header(lines, bold, start)
    if not heads or (known and header_key(c.text for line in heads for c in line.chunks) not in known):
        return None
    size = heads[0].size
    places = _headings(heads)
    if len(places) < 2:
        return None
    columns = _Columns.of(places, size)
    if any(b - a < _STRIPE * size for (a, b), *_ in columns.free):
        return None
    body, end = _body(lines, bold, start + len(heads), columns)
    if len(body.lines) < 2 and not (known and any(len(line.chunks) > 1 for line in body.lines)):
        return None
    structure = _structure(heads, body, columns, bool(known))
    return (structure, end) if structure is not None else None


def _header(lines: list[TextLine], bold: list[bool], start: int) -> list[TextLine]:
    """The lines of a header: bold ones of one size, close to each other, the last of several pieces and what wraps."""
    out: list[TextLine] = []
    for k in range(start, min(len(lines), start + _HEADER_LINES)):
        line = lines[k]
        if not bold[k] or (out and abs(line.size - out[0].size) > _SAME_SIZE * out[0].size):
            break
        if out and line.base - out[-1].base > _CLOSE * line.size:
            break
        if (
            out
            and len(line.chunks) == 1
            and line.x0 < out[0].x0 + _SIDE
            and line.base - out[-1].base > _WRAPPED * line.size
        ):
            break  # a row that heads those below it
        out.append(line)
    if not out or start + len(out) >= len(lines) or (len(out[0].chunks) < 2 and not _wraps(out)):
        return []
    headings = [chunk.text for line in out for chunk in line.chunks]
    return [] if any(is_quantity(text) for text in headings) else out


def _wraps(heads: list[TextLine]) -> bool:
    """Whether a header begins with the upper line of a heading over a column that is not the first."""
    return len(heads) > 1 and len(heads[1].chunks) > 1 and heads[0].x0 > heads[1].chunks[0].x1


def _headings(heads: list[TextLine]) -> list[tuple[float, float]]:
    """Left and right end of the headings of columns: those of the lowest line, and of others that stand over none."""
    out = [(c.x0, c.x1) for c in heads[-1].chunks]
    for line in heads[-2::-1]:
        for chunk in line.chunks:
            under = [k for k, (a, b) in enumerate(out) if a < chunk.x1 and chunk.x0 < b]
            if len(under) == 1:
                a, b = out[under[0]]
                out[under[0]] = (min(a, chunk.x0), max(b, chunk.x1))
            elif not under:
                out = sorted([*out, (chunk.x0, chunk.x1)])
    return out


def _body(lines: list[TextLine], bold: list[bool], start: int, columns: _Columns) -> tuple[_Body, int]:
    """The lines that leave white between the columns, down to one that does not or stands apart."""
    out = _Body()
    size = columns.size
    usual = lines[start].size if size < lines[start].size <= _SMALL_HEADER * size else size
    base = lines[start - 1].base if start else lines[0].base
    n = start
    while n < len(lines):
        line = lines[n]
        chunks = columns.own(line)
        if not chunks:
            n += 1
            continue
        if line.base - base > _LOOSE * usual or abs(line.size - usual) > _SAME_SIZE * usual:
            break
        heads_rows = len(chunks) == 1 and chunks[0].x0 < columns.left + _SIDE and _set_apart(chunks[0])
        if heads_rows:
            if not _tabular_below(lines, bold, n + 1, columns):
                break
            out.sections.append(len(out.lines))
        elif (bold[n] and len(chunks) > 1) or not columns.take(chunks):
            break
        out.lines.append(line if len(chunks) == len(line.chunks) else _only(line, chunks))
        base = line.base
        n += 1
    while out.sections and out.sections[-1] >= len(out.lines) - 1:
        out.lines, n = out.lines[: out.sections.pop()], n - 1
    return out, max(n, start + len(out.lines))


def _set_apart(chunk: Chunk) -> bool:
    return all(w.style.bold for w in chunk.words) or all(w.style.italic for w in chunk.words)


def _tabular_below(lines: list[TextLine], bold: list[bool], start: int, columns: _Columns) -> bool:
    """Whether the next line has text in several columns and is no header of another table."""
    for n in range(start, min(start + 2, len(lines))):
        chunks = columns.own(lines[n])
        if bold[n] or lines[n].base - lines[start - 1].base > 2 * _LOOSE * columns.size:
            return False
        if len(chunks) > 1:
            return replace(columns).take(chunks)
    return False


def _only(line: TextLine, chunks: list[Chunk]) -> TextLine:
    words = [w for c in chunks for w in c.words]
    return replace(line, words=words, chunks=chunks)


def _structure(heads: list[TextLine], body: _Body, columns: _Columns, known: bool) -> Structure | None:
    """The grid of a header and the lines below it; None where they make no sound table, or their header is `known`."""
    em = columns.size
    gutters, by_figures = columns.gutters(body.lines)
    n = len(gutters) + 1
    parted = part_lines(body.lines, gutters, em)
    usual = Columns.of(parted, n)
    found = rows_of(parted, set(body.sections), usual)
    if not (known and _is_one_row(parted)) and not is_sound(found, n, figures=by_figures):
        return None
    top = part_lines(heads, gutters, em)
    zones = [
        sum(after.base - line.base > _WRAPPED * em for line, after in pairwise(heads[: k + 1]))
        for k in range(len(heads))
    ]
    rows = [Row(group, 0, 0, True) for group in header_levels(top, zones, n)]
    _widen_bands(rows)
    rows += [Row(group, 0, 0) for group in found.rows]
    _set_heights(rows)
    xs = [columns.left - _PAD, *(max(g.x0, g.x1 - _PAD) for g in gutters), columns.right + _PAD]
    ys = [rows[0].top, *(row.bottom for row in rows)]
    cells = cells_of_rows(rows, xs, ys, [])
    header = sum(row.header for row in rows)
    grid, words = found.merged(cells, header, xs, ys)
    return Structure(grid, words, usual, gutters, header, rows, em)


def _shared(chunks: list[Chunk], gutters: list[Gutter]) -> bool:
    """Whether a figure shares a column with another piece of its line."""
    places = [sum(chunk.x0 >= (gutter.x0 + gutter.x1) / 2 for gutter in gutters) for chunk in chunks]
    return any(
        a == b and (is_quantity(one.text) or is_quantity(other.text))
        for (a, one), (b, other) in pairwise(zip(places, chunks, strict=True))
    )


def _is_one_row(lines: list[RowLine]) -> bool:
    """Whether lines are one row: those after the first only go on with some of its cells and have no figures."""
    first, *others = lines
    return all(
        len(line.at) < len(first.at) and not any(is_figure(piece.text) for piece in line.pieces) for line in others
    )


def _widen_bands(header: list[Row]) -> None:
    """Let a heading that is set flush with the first of several headings below it, and has nothing beside it over the
    others, stand over all of them."""
    for row, below in pairwise(header):
        for line in row.lines:
            for k, piece in enumerate(line.pieces):
                limit = line.pieces[k + 1].first if k + 1 < len(line.pieces) else 1_000
                under = below.lines[0].at
                if piece.first not in under or abs(under[piece.first].x0 - piece.x0) > _SIDE:
                    continue
                while piece.last + 1 < limit and piece.last + 1 in under:
                    piece.last += 1
                line.at.update(dict.fromkeys(range(piece.first, piece.last + 1), piece))


def _set_heights(rows: list[Row]) -> None:
    for row in rows:
        row.top = min(line.line.top for line in row.lines) - 1
        row.bottom = max(line.line.bottom for line in row.lines) + 1
    for row, after in pairwise(rows):
        row.bottom = after.top = (row.bottom + after.top) / 2 if row.bottom > after.top else after.top
