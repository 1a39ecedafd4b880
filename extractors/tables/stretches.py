"""What stands between two rules: a header, the heading of the next table."""

from __future__ import annotations

from .edges import Edge
from .figures import is_quantity
from .fill import WordIndex
from .textlines import Chunk, TextLine

_SIDE = 6.0
"""Points that a line may begin right of the headings of columns and still stand over the first of them."""
HEADING = 1.18
"""Of the size of the letters around it: a line set larger is a heading and no part of a table."""
_TITLE = 2
"""Lines of a title that may stand in a table above the headings of its columns."""
_MOST_HEAD = 6
"""Lines of a header at most."""
_WORDS_IN_HEAD = 5
"""Words in a line of a heading at most."""
_ROOMY = 2.3
"""Of the size of its letters: a section row is hardly higher."""
_SAME = 3.0
"""Points that the ends or middles of a heading and of what stands under it may differ."""
_SET_OFF = 1.3
"""Of the white below the headings of columns: that above them is wider where a table begins with them."""
_LARGER = 1.06
"""Of the size of a table's letters: those of a section row are seldom larger."""


def is_closed(run: list[Edge], following: Edge) -> bool:
    """Whether a run is a whole table between two heavy rules, a lighter one under its header, and a heavy rule follows.

    Then what stands between is the heading of the next table and no section row of this one.
    """
    if len(run) < 3:
        return False
    heavy = run[0].width
    lightest = min(edge.width for edge in run[1:-1])
    return lightest > 0 and heavy >= 1.3 * lightest and min(run[-1].width, following.width) >= 0.9 * heavy


def begins_anew(lines: list[TextLine], run: list[Edge], size: float = 0.0) -> bool:
    """Whether a table begins in a stretch between rules, below another one that a `run` of rules shows: a heading
    much larger than its lines of several pieces (than `size`, where there are none) stands in it, or bold headings of
    columns below a line that stands alone."""
    several = [k for k, line in enumerate(lines) if len(line.chunks) > 1]
    largest = max((lines[k].size for k in several), default=size)
    if largest and any(len(line.chunks) == 1 and line.size > HEADING * largest for line in lines):
        return True
    if not several:
        return False
    head = several[0]
    alone = [line for line in lines[:head] if line.x0 < lines[head].x0 + _SIDE]
    return len(alone) > (0 if run else _TITLE) and all(line.bold for line in lines[head:])


def is_caption(lines: list[TextLine], height: float, shown: list[list[TextLine]]) -> bool:
    """Whether lines that have much white between the rules around them, `height` apart, are set in larger letters than
    all of the stretches before: then they head another table, and no rows of this one."""
    sizes = [line.size for some in shown for line in some]
    loose = height > _ROOMY * sum(line.size for line in lines)
    return bool(sizes) and loose and min(line.size for line in lines) > _LARGER * max(sizes)


def only_heads(lines: list[TextLine], below: list[TextLine]) -> bool:
    """Whether lines head the figures below, over which the heading of a group of rows may stand."""
    if not below or len(below[0].chunks) > 1:
        return False
    return len(below) > 1 and len(below[0].words) <= _WORDS_IN_HEAD and are_heads(lines, below[1:])


def are_heads(above: list[TextLine], below: list[TextLine]) -> bool:
    """Whether short words in several pieces stand over columns of figures."""
    figures = [sum(is_quantity(c.text) for c in line.chunks[1:]) for line in above + below[:1]]
    pieces = [chunk for line in above for chunk in line.chunks]
    return (
        figures[-1] > 1
        and not any(figures[:-1])
        and len(above) <= _MOST_HEAD
        and len(pieces) > len(above)
        and all(len(chunk.words) <= _WORDS_IN_HEAD for chunk in pieces)
    )


def heads_anew(line: TextLine, rows: list[TextLine], below: TextLine) -> bool:
    """Whether a line between the `rows` of a table and the line below it heads the columns of another table: it is
    bold, set off from the rows, and a heading in it stands over a column that they do not have."""
    if len(line.chunks) < 2 or len(below.chunks) < 2 or not rows or not line.bold:
        return False
    if rows[-1].bold or below.bold or any(is_quantity(chunk.text) for chunk in line.chunks):
        return False
    if line.top - rows[-1].bottom < _SET_OFF * (below.top - line.bottom):
        return False
    cells = [cell for row in rows if len(row.chunks) > 1 for cell in row.chunks]
    new = [chunk for chunk in line.chunks if not any(_flush(chunk, cell) for cell in cells)]
    return bool(cells) and any(_flush(chunk, cell) for chunk in new for cell in below.chunks)


def _flush(one: Chunk, other: Chunk) -> bool:
    """Whether two pieces begin, end or have their middle at one place."""
    left, right = one.x0 - other.x0, one.x1 - other.x1
    return min(abs(left), abs(right), abs(left + right) / 2) < _SAME


def under_header(rule: Edge, row: TextLine, index: WordIndex) -> bool:
    """Whether the headings of several columns stand right above a rule: then a row of one piece below it may be the
    section row that the table begins with."""
    above = index.lines(rule.start - 2, rule.pos - _ROOMY * row.size, rule.end + 2, rule.pos)
    return bool(above) and len(above[-1].chunks) > 1 and above[-1].bold
