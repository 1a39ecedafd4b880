"""Columns and reading order: a page or box is cut at the white space that runs down between columns.

A corridor is a strip of white space with text on both sides over several lines. The page is cut
where the best corridor begins and ends; its sides, and what stands above and below, are cut in
the same way, until no corridor is left. White space that is no gutter stays uncut: after the
marks of a list, between labels and values (read label by label), before a column of figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from .atoms import THIN_GUTTER, Atom
from .lists import marker_of

_FEW_ROWS = ((3.0, 2), (1.5, 3), (0.0, 4))
"""A gutter of at least that many ems needs that many lines with text on both sides."""
_MAX_DEPTH = 12


@dataclass(slots=True)
class Leaf:
    """A piece of a page that is read from top to bottom."""

    atoms: list[Atom]
    column: int = 0
    kind: str = "text"
    """`text`, `label` (what stands to the left of a value), `value`, or `rows` (cells side by side without a table)."""
    right: float | None = None
    """The right side of the column, where a gutter shows it."""


def cut(atoms: list[Atom], depth: int = 0, least: int | None = None) -> list[Leaf]:
    """The leaves of a page or box in reading order, their columns counted from 0.

    `least` is the number of lines with text on both sides that shows a gutter, where it is not to depend on its width.
    """
    if len(atoms) < 2 or depth > _MAX_DEPTH:
        return [Leaf(atoms)] if atoms else []
    strips = _strips(atoms)
    size = _text_size(atoms)
    for corridor in _corridors(strips, size):
        inside = [atom for strip in strips[corridor.first : corridor.last + 1] for atom in strip]
        left = [atom for atom in inside if atom.x1 <= corridor.x1 and atom.x0 < corridor.x0]
        right = [atom for atom in inside if atom.x0 >= corridor.x0 and atom.x1 > corridor.x1]
        kind = _kind(left, right, corridor, size, least)
        if kind == "none":
            continue
        first = _raised(strips, corridor) if kind == "columns" else corridor.first
        above = [atom for strip in strips[:first] for atom in strip]
        below = [atom for strip in strips[corridor.last + 1 :] for atom in strip]
        out = cut(above, depth + 1, least)
        if kind == "values":
            out.extend(_labelled(left, right, depth))
        elif kind == "labels on the right":
            out.extend(_labelled(right, left, depth))
        elif kind == "rows":
            out.append(Leaf(inside, kind="rows"))
        elif kind == "cards":
            for strip in strips[corridor.first : corridor.last + 1]:
                _sides(strip, corridor, depth, least, out)
        else:
            for part in _parts(strips[first : corridor.last + 1], corridor, size):
                _sides(part, corridor, depth, least, out)
        out.extend(cut(below, depth + 1, least))
        return out
    return [Leaf(atoms)]


def _raised(strips: list[list[Atom]], corridor: _Corridor) -> int:
    """The first strip of columns of which the right one may begin higher than the left one."""
    first = corridor.first
    while first > 0 and all(atom.words and atom.x0 >= corridor.x0 for atom in strips[first - 1]):
        first -= 1
    return first


def _sides(inside: list[Atom], corridor: _Corridor, depth: int, least: int | None, out: list[Leaf]) -> None:
    left = [atom for atom in inside if atom.x1 <= corridor.x1 and atom.x0 < corridor.x0]
    right = [atom for atom in inside if atom.x0 >= corridor.x0]
    first = cut(left, depth + 1, least)
    edge = max((atom.x1 for atom in left), default=0.0)
    if len(left) < 4:
        # Too few lines to show how wide the column is.
        edge = max(edge, corridor.x1 - 1.5 * _text_size(left))
    for leaf in first:
        leaf.right = min(leaf.right, edge) if leaf.right is not None else edge
    offset = 1 + max((leaf.column for leaf in first), default=-1)
    second = cut(right, depth + 1, least)
    for leaf in second:
        leaf.column += offset
    out.extend(first)
    out.extend(second)


@dataclass(slots=True)
class _Corridor:
    x0: float
    x1: float
    first: int
    """Index of the first and last strip that it separates."""
    last: int
    rows: float
    """Lines with something on both sides."""

    @property
    def width(self) -> float:
        return self.x1 - self.x0


def _text_size(atoms: Sequence[Atom]) -> float:
    sizes = [atom.words[0].style.size for atom in atoms if atom.words]
    return max(median(sizes), 4.0) if sizes else 10.0


def _strips(atoms: list[Atom]) -> list[list[Atom]]:
    """Atoms in groups that a level line of white space sets apart, top to bottom."""
    strips: list[list[Atom]] = []
    bottom = float("-inf")
    for atom in sorted(atoms, key=lambda a: (a.top, a.x0)):
        if strips and atom.top < bottom:
            strips[-1].append(atom)
            bottom = max(bottom, atom.bottom)
        else:
            strips.append([atom])
            bottom = atom.bottom
    return strips


def _covered(strip: list[Atom]) -> list[tuple[float, float]]:
    """The x intervals that a strip takes up, merged, left to right."""
    out: list[tuple[float, float]] = []
    for x0, x1 in sorted((atom.x0, atom.x1) for atom in strip):
        if out and x0 <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], x1))
        else:
            out.append((x0, x1))
    return out


def _corridors(strips: list[list[Atom]], size: float) -> list[_Corridor]:
    """All gutters that are worth a try, the best first."""
    least = max(THIN_GUTTER * size, 5.0)
    covers = [_covered(strip) for strip in strips]
    out: list[_Corridor] = []
    for i, cover in enumerate(covers):
        for (_, x0), (x1, _) in pairwise(cover):
            if x1 - x0 < least:
                continue
            if any(c.first <= i <= c.last and min(c.x1, x1) - max(c.x0, x0) >= least for c in out):
                continue
            out.append(_grow(strips, covers, i, x0, x1, least))
    out.sort(key=lambda c: (-c.rows, -c.width, c.first))
    return out


def _grow(
    strips: list[list[Atom]], covers: list[list[tuple[float, float]]], seed: int, x0: float, x1: float, least: float
) -> _Corridor:
    """Follow the gap of one strip down and up as far as it stays wide enough."""
    first = last = seed
    rows = _two_sided(strips[seed], x0, x1)
    for step in (1, -1):
        i = seed + step
        while 0 <= i < len(strips):
            found = _narrowed(covers[i], x0, x1)
            if found is None or found[1] - found[0] < least:
                break
            sided = _two_sided(strips[i], *found)
            if sided:
                x0, x1 = found
                rows += sided
                if step > 0:
                    last = i
                else:
                    first = i
            elif _beside(covers[i], *found) is None:
                break
            else:
                # Text on one side: the gutter may go on, and grows no narrower by text that stands in it alone.
                x0, x1 = found
            i += step
    # Lines on one side that follow belong to the longer of two columns.
    end = last
    i = last + 1
    while i < len(strips):
        found = _narrowed(covers[i], x0, x1)
        if found is None or found[1] - found[0] < least:
            end = _trim_tail(strips, last, i)
            break
        end = i
        i += 1
    return _Corridor(x0, x1, first, _before_heading(strips, first, last, end, x1), rows)


def _before_heading(strips: list[list[Atom]], first: int, last: int, end: int, x1: float) -> int:
    """Where a band ends that has nothing but boxes and pictures on its right: at the next heading below them."""
    if any(atom.words and atom.x0 >= x1 - 0.01 for strip in strips[first : last + 1] for atom in strip):
        return end
    size = _text_size([atom for strip in strips[first : end + 1] for atom in strip])
    for i in range(last + 1, end + 1):
        atom = strips[i][0]
        if len(strips[i]) > 1 or not atom.words or len(atom.words) > 14:
            continue
        gap = atom.top - max(a.bottom for a in strips[i - 1])
        if (atom.style.bold or atom.style.size > 1.08 * size) and gap > 0.4 * size:
            return i - 1
    return end


def _trim_tail(strips: list[list[Atom]], last: int, crossing: int) -> int:
    """The last strip of a band that something across the gutter ends: a heading just above that goes with it."""
    if crossing - last <= 1:
        return last
    bottoms = [max(atom.bottom for atom in strip) for strip in strips[last:crossing]]
    tops = [min(atom.top for atom in strip) for strip in strips[last + 1 : crossing + 1]]
    gaps = [top - bottom for top, bottom in zip(tops, bottoms, strict=True)]
    widest = max(range(len(gaps)), key=lambda k: (gaps[k], k))
    if gaps[widest] > gaps[-1] + 1 and len(gaps) - 1 - widest <= 3 and _may_head(strips[last + widest + 1 : crossing]):
        return last + widest
    return crossing - 1


def _may_head(strips: list[list[Atom]]) -> bool:
    """Whether the first of some strips can be a heading: bold, or a short line that ends no sentence."""
    first = strips[0][0]
    if len(strips[0]) > 1 or not first.words:
        return False
    return first.style.bold or (len(strips) == 1 and len(first.words) <= 7 and first.text[-1] not in ".,;")


def _narrowed(cover: list[tuple[float, float]], x0: float, x1: float) -> tuple[float, float] | None:
    """The widest part of `x0..x1` that a strip leaves free."""
    free = []
    start = x0
    for left, right in cover:
        if right <= start:
            continue
        if left >= x1:
            break
        if left > start:
            free.append((start, left))
        start = max(start, right)
    if start < x1:
        free.append((start, x1))
    return max(free, key=lambda f: f[1] - f[0]) if free else None


def _beside(cover: list[tuple[float, float]], x0: float, x1: float) -> str | None:
    """On which side of a gutter a strip has anything."""
    left = any(right <= x0 + 0.01 for _, right in cover)
    right = any(begin >= x1 - 0.01 for begin, _ in cover)
    return "both" if left and right else "left" if left else "right" if right else None


def _two_sided(strip: list[Atom], x0: float, x1: float) -> float:
    """Lines of a strip with something on both sides of a gutter; what stands for many lines counts as many."""
    left = right = 0.0
    for atom in strip:
        weight = 1.0 if atom.words else max(1.0, (atom.bottom - atom.top) / 12)
        if atom.x1 <= x0 + 0.01:
            left += weight
        elif atom.x0 >= x1 - 0.01:
            right += weight
    return min(left, right)


def _kind(left: list[Atom], right: list[Atom], corridor: _Corridor, size: float, least: int | None) -> str:
    """What a gutter separates: `columns`, labels and `values`, values and `labels on the right`, cells in `rows`, or
    nothing (`none`)."""
    if not left or not right:
        return "none"
    ems = corridor.width / size
    words_left = [atom for atom in left if atom.words]
    words_right = [atom for atom in right if atom.words]
    solid = len(words_left) < len(left) or len(words_right) < len(right)
    if not words_left and not words_right and _are_cards(left, right):
        return "cards"
    if not solid and all(_only_mark(atom) for atom in words_left):
        return "none"
    if ems >= 1.0 and words_left and words_right and _is_labelled(left, right, words_left, words_right):
        return "values"
    if ems >= 1.0 and not solid and _labels_in_margin(words_left, words_right):
        return "labels on the right"
    needed = least or next(rows for width, rows in _FEW_ROWS if ems >= width)
    if corridor.rows < needed:
        return "none"
    if not solid and _by_rows(words_left, words_right):
        return "rows"
    if not solid and ems < 2.0 and least is None and not (_flush(words_right) and len(words_right) >= 3):
        return "none"
    return "columns"


def _are_cards(left: list[Atom], right: list[Atom]) -> bool:
    """Whether boxes stand in rows, the tops of each row level: a grid of cards is read row by row."""
    if len(left) < 2 or len(left) != len(right):
        return False
    pairs = zip(sorted(left, key=lambda a: a.top), sorted(right, key=lambda a: a.top), strict=True)
    return all(abs(a.top - b.top) < 3 for a, b in pairs)


def _only_mark(atom: Atom) -> bool:
    text = atom.text
    return len(atom.words) == 1 and (marker_of(text) is not None or (len(text) <= 3 and text.rstrip(".").isdigit()))


def _flush(atoms: list[Atom]) -> bool:
    """Whether most lines start at the same x, as those of a column do and the words right of a chance gap do not."""
    starts: dict[int, int] = {}
    for atom in atoms:
        key = round(atom.x0)
        starts[key] = starts.get(key, 0) + 1
    near = max(starts.get(k - 1, 0) + n + starts.get(k + 1, 0) for k, n in starts.items())
    return near >= 0.5 * len(atoms)


def _base(atom: Atom) -> float:
    word = atom.words[0]
    return word.bottom - 0.22 * word.style.size


def _is_labelled(left: list[Atom], right: list[Atom], words_left: list[Atom], words_right: list[Atom]) -> bool:
    """Whether what stands on the left are short labels, each on the line where its value begins (`right`)."""
    if len(words_left) < len(left):
        return False
    width = max(atom.x1 for atom in (*left, *right)) - min(atom.x0 for atom in (*left, *right))
    if max(atom.x1 for atom in left) - min(atom.x0 for atom in left) > 0.45 * width:
        return False
    groups = _label_groups(words_left)
    bases = [_base(atom) for atom in words_right]
    main = max({a.style: 0 for a in words_right}, key=lambda s: sum(len(a.text) for a in words_right if a.style == s))
    good = aligned = 0
    for group in groups:
        text = " ".join(atom.text for atom in group)
        style = group[0].style
        colon = text.rstrip().endswith(":")
        apart = (style.bold and not main.bold) or (style.colour != main.colour) or (style.italic and not main.italic)
        if len(text.split()) <= 8 and (colon or (apart and text[-1:] not in ".,;")):
            good += 1
        if any(abs(base - _base(group[0])) < 2.5 for base in bases):
            aligned += 1
    if good < 0.75 * len(groups) or aligned < 0.5 * len(groups) or not aligned:
        return False
    if len(groups) == 1:
        return groups[0][-1].text.rstrip().endswith(":") or len(words_right) >= 2
    return True


def _labels_in_margin(text: list[Atom], labels: list[Atom]) -> bool:
    """Whether labels stand in the margin to the right of the text, each where a paragraph of it begins."""
    groups = _label_groups(labels)
    if len(groups) < 2 or not _is_labelled(labels, text, labels, text) or not _flush(labels):
        return False
    if max(a.x1 - a.x0 for a in labels) > 0.5 * max(a.x1 - a.x0 for a in text):
        return False
    lines = sorted(text, key=_base)
    firsts = [lines[0], *(b for a, b in pairwise(lines) if _base(b) - _base(a) > 1.15 * _pitch(lines))]
    return all(any(abs(_base(group[0]) - _base(first)) < 2.5 for first in firsts) for group in groups)


def _pitch(lines: list[Atom]) -> float:
    """From baseline to baseline, as most lines stand."""
    steps = [_base(b) - _base(a) for a, b in pairwise(lines) if _base(b) - _base(a) > 2.5]
    return median(steps) if steps else 0.0


def _label_groups(atoms: list[Atom]) -> list[list[Atom]]:
    """Labels, each with all its lines."""
    groups: list[list[Atom]] = []
    for atom in sorted(atoms, key=_base):
        if groups:
            before = groups[-1][-1]
            near = _base(atom) - _base(before) < 1.45 * atom.style.size
            if near and not before.text.rstrip().endswith(":") and before.style == atom.style:
                groups[-1].append(atom)
                continue
        groups.append([atom])
    return groups


def _labelled(left: list[Atom], right: list[Atom], depth: int) -> list[Leaf]:
    """Each label and the value beside and below it, in turn."""
    groups = _label_groups(left)
    tops = [group[0].top - 0.3 * group[0].style.size for group in groups]
    parts: list[list[Atom]] = [[] for _ in groups]
    before: list[Atom] = []
    for atom in right:
        at = -1
        for k, top in enumerate(tops):
            if atom.top >= top:
                at = k
        (parts[at] if at >= 0 else before).append(atom)
    edge = max(atom.x1 for atom in right)
    out = [Leaf(before, kind="value", right=edge)] if before else []
    for group, part in zip(groups, parts, strict=True):
        out.append(Leaf(group, kind="label"))
        for leaf in cut(part, depth + 1):
            leaf.kind = "value" if leaf.kind == "text" else leaf.kind
            leaf.right = edge if leaf.right is None else leaf.right
            out.append(leaf)
    return out


def _by_rows(left: list[Atom], right: list[Atom]) -> bool:
    """Whether a column of figures or other short values stands to the right of its labels, line by line."""
    short = [atom for atom in right if len(atom.words) <= 3 and any(c.isdigit() for c in atom.text)]
    if len(short) < 0.8 * len(right):
        return False
    bases = [_base(atom) for atom in left]
    return sum(any(abs(_base(atom) - base) < 2.5 for base in bases) for atom in right) >= 0.8 * len(right)


def _parts(strips: list[list[Atom]], corridor: _Corridor, size: float) -> list[list[Atom]]:
    """The bands of a band: a heading alone at the left, with columns above and below it, begins a new one."""
    sides = [_beside(_covered(strip), corridor.x0, corridor.x1) for strip in strips]
    out: list[list[Atom]] = [[]]
    for i, strip in enumerate(strips):
        if i and out[-1] and sides[i] == "left" and _heads_band(strips, sides, i, corridor.x0, size):
            out.append([])
        out[-1].extend(strip)
    return out


def _heads_band(strips: list[list[Atom]], sides: list[str | None], i: int, x0: float, size: float) -> bool:
    strip = strips[i]
    if i + 1 >= len(strips) or len(strip) > 2 or not all(atom.words for atom in strip):
        return False
    above = strips[i - 1]
    j = i + 1
    while j < len(strips) and j <= i + 2 and sides[j] == "left":
        j += 1
    if j >= len(strips) or sides[j] != "both" or "both" not in sides[:i]:
        return False
    style = strip[0].style
    if not (style.bold or style.size > 1.08 * size):
        return False
    if min(atom.top for atom in strip) - max(atom.bottom for atom in above) <= 0.8 * style.size:
        return False
    # Columns that begin under the heading begin side by side.
    first_left = min(
        (atom.top for k in range(i + 1, j + 1) for atom in strips[k] if atom.x1 <= x0 + 0.01), default=None
    )
    first_right = min((atom for atom in strips[j] if atom.x0 > x0), key=lambda a: a.top)
    return first_left is not None and bool(first_right.words) and abs(first_left - first_right.top) < 0.6 * size
