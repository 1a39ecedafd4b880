"""From a page's rules and filled areas to the straight edges that tables are made of.

Producers draw one visible line in many ways: a stroke for each cell, a thin filled box, a dash at a
time, two strokes side by side, the side of a coloured cell. Here they become one `Edge` each.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from ...models.geometry import Bbox, contains, overlap
from ...models.page import Area, Page, Rule, Word

SNAP = 3.0
"""Points. Parallel lines closer than this are one (double lines, slightly misaligned cells)."""
_JOIN = 3.5
"""Points. A gap in a line that is bridged."""
_DASH = 12.0
"""Points. Pieces shorter than this are dashes, between which a gap of half as much is bridged."""
TYPED = frozenset("-=")
"""Signs of the rules that a typewriter draws."""
_TYPED = 5
"""Signs of a typed rule at least."""
_MOST = 20_000
"""Edges on a page; beyond this it is a drawing or a map."""
_WHITE = 247


@dataclass(slots=True)
class Edge:
    """A level or upright line: at `pos` (y or x), from `start` to `end` (x or y), in points."""

    pos: float
    start: float
    end: float
    drawn: bool = True
    """False where it is only the side of a filled area."""
    width: float = 0.0
    """Thickness in points, 0 where it is not a rule of its own."""

    @property
    def length(self) -> float:
        return self.end - self.start


def is_white(colour: tuple[int, int, int] | None) -> bool:
    """Whether a colour cannot be told from paper."""
    return colour is None or min(colour) >= _WHITE


def fills(page: Page) -> list[Area]:
    """The page's rectangular tinted areas that can be the ground of a cell, row or box, in drawing order.

    Left out: highlights behind a few words, and areas that cover most of the page.
    """
    most = 0.7 * page.width * page.height
    out = []
    for area in page.areas:
        if not area.rectangular or is_white(area.fill):
            continue
        wide, tall = area.x1 - area.x0, area.bottom - area.top
        if wide < 8 or tall < 5 or wide * tall > most:
            continue
        out.append(area)
    return out


def drawn_across(pieces: list[Edge], y: float, left: float, right: float, slack: float) -> bool:
    """Whether level edges within `slack` points of a height draw most of the way between two sides."""
    shown = sum(overlap(e.start, e.end, left, right) for e in pieces if abs(e.pos - y) <= slack)
    return shown > 0.55 * (right - left)


def is_typed_rule(word: Word) -> bool:
    """Whether a word is a rule that a typewriter draws: a run of hyphens or equals signs."""
    text = word.text
    return text[0] in TYPED and len(text) >= _TYPED and text == text[0] * len(text)


def page_edges(page: Page, grounds: list[Area]) -> tuple[list[Edge], list[Edge]]:
    """The level and the upright edges of a page, snapped and merged, each list by position.

    `grounds` are the tinted areas whose sides count as edges. Empty where there are too many to be tables.
    """
    level: list[Edge] = []
    upright: list[Edge] = []
    underlined = _underlines(page.words)
    for rule in page.rules:
        if is_white(rule.colour) and not any(
            contains(a.bbox, (rule.x0, rule.top, rule.x1, rule.bottom), 2) for a in grounds
        ):
            continue
        if rule.horizontal:
            if not underlined(rule):
                level.append(Edge(rule.top, rule.x0, rule.x1, width=rule.width))
        else:
            upright.append(Edge(rule.x0, rule.top, rule.bottom))
    level += [
        Edge((word.top + word.bottom) / 2, word.x0, word.x1)
        for word in page.words
        if is_typed_rule(word) and word.upright
    ]
    for dots in _dotted(page.areas):
        (level if dots.horizontal else upright).append(
            Edge(dots.top, dots.x0, dots.x1) if dots.horizontal else Edge(dots.x0, dots.top, dots.bottom)
        )
    for area in grounds:
        level.append(Edge(area.top, area.x0, area.x1, False))
        level.append(Edge(area.bottom, area.x0, area.x1, False))
        upright.append(Edge(area.x0, area.top, area.bottom, False))
        upright.append(Edge(area.x1, area.top, area.bottom, False))
    if len(level) + len(upright) > 4 * _MOST:
        return [], []
    level, upright = merge(level), merge(upright)
    if len(level) + len(upright) > _MOST:
        return [], []
    return level, upright


def merge(edges: list[Edge]) -> list[Edge]:
    """Snap edges of nearly the same position together and merge those that touch or overlap, by position."""
    out: list[Edge] = []
    group: list[Edge] = []
    edges.sort(key=lambda e: (e.pos, e.start))
    for edge in edges:
        if group and edge.pos - group[0].pos > SNAP:
            out.extend(_merge_line(group))
            group = []
        group.append(edge)
    if group:
        out.extend(_merge_line(group))
    out.sort(key=lambda e: (e.pos, e.start))
    return out


def _merge_line(group: list[Edge]) -> list[Edge]:
    """Edges of one line, merged; the line takes the position of its drawn parts, weighted by length."""
    if len(group) == 1:
        return group
    drawn = [e for e in group if e.drawn] or group
    total = sum(e.length for e in drawn)
    pos = sum(e.pos * e.length for e in drawn) / total if total else drawn[0].pos
    group.sort(key=lambda e: (e.start, e.end))
    out: list[Edge] = []
    for edge in group:
        last = out[-1] if out else None
        if last is not None and edge.start - last.end <= (
            _DASH / 2 if edge.length < _DASH and last.length < 40 * _DASH and edge.drawn else _JOIN
        ):
            last.end = max(last.end, edge.end)
            last.drawn = last.drawn or edge.drawn
        else:
            out.append(Edge(pos, edge.start, edge.end, edge.drawn, edge.width))
    return out


class _underlines:
    """Tells the rule that underlines words from the one that divides rows."""

    def __init__(self, words: list[Word]) -> None:
        self.words = sorted((w for w in words if w.upright), key=lambda w: w.bottom)
        self.bottoms = [w.bottom for w in self.words]

    def __call__(self, rule: Rule) -> bool:
        if rule.x1 - rule.x0 > 400:
            return False
        size = 6.0
        low = bisect_left(self.bottoms, rule.top - 1.5)
        high = bisect_right(self.bottoms, rule.top + size)
        near = [
            w
            for w in self.words[low:high]
            if w.x0 >= rule.x0 - 1.5 and w.x1 <= rule.x1 + 1.5 and rule.top - w.top >= 0.6 * (w.bottom - w.top)
        ]
        if not near:
            return False
        left, right = min(w.x0 for w in near), max(w.x1 for w in near)
        return abs(left - rule.x0) <= 1.5 and abs(right - rule.x1) <= 1.5


def _dotted(areas: Iterable[Area]) -> list[Rule]:
    """Dotted lines that are drawn as a row of tiny filled areas."""
    dots = [a for a in areas if a.fill is not None and a.x1 - a.x0 <= 2.2 and a.bottom - a.top <= 2.2]
    if len(dots) < 8:
        return []
    out: list[Rule] = []
    for across in (True, False):
        lines: dict[int, list[Area]] = {}
        for one in dots:
            lines.setdefault(round((one.top + one.bottom if across else one.x0 + one.x1) / 2), []).append(one)
        for line in lines.values():
            line.sort(key=lambda d: d.x0 if across else d.top)
            run = [line[0]]
            following: list[Area | None] = [*line[1:], None]
            for dot in following:
                gap = 99.0 if dot is None else (dot.x0 - run[-1].x1 if across else dot.top - run[-1].bottom)
                if dot is not None and gap <= 4:
                    run.append(dot)
                    continue
                if len(run) >= 8:
                    first, last = run[0], run[-1]
                    y, x = (first.top + first.bottom) / 2, (first.x0 + first.x1) / 2
                    colour = first.fill or (0, 0, 0)
                    out.append(
                        Rule(first.x0, y, last.x1, y, 1, colour)
                        if across
                        else Rule(x, first.top, x, last.bottom, 1, colour)
                    )
                if dot is not None:
                    run = [dot]
    return out


def components(level: list[Edge], upright: list[Edge]) -> list[tuple[list[Edge], list[Edge]]]:
    """The edges in groups that touch or cross, each as its level and its upright ones."""
    parent = list(range(len(level) + len(upright)))

    def find(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    ys = [e.pos for e in level]
    crossings = 0
    for k, edge in enumerate(upright):
        a = len(level) + k
        for i in range(bisect_left(ys, edge.start - SNAP), bisect_right(ys, edge.end + SNAP)):
            other = level[i]
            if other.start - SNAP <= edge.pos <= other.end + SNAP:
                parent[find(i)] = find(a)
                crossings += 1
        if crossings > 50 * _MOST:
            return []
    groups: dict[int, tuple[list[Edge], list[Edge]]] = {}
    for i, edge in enumerate(level):
        groups.setdefault(find(i), ([], []))[0].append(edge)
    for k, edge in enumerate(upright):
        groups.setdefault(find(len(level) + k), ([], []))[1].append(edge)
    return [groups[key] for key in sorted(groups)]


def extent(level: list[Edge], upright: list[Edge]) -> Bbox:
    """The box around edges, of which there is at least one."""
    xs = [e.pos for e in upright] + [x for e in level for x in (e.start, e.end)]
    ys = [e.pos for e in level] + [y for e in upright for y in (e.start, e.end)]
    return (min(xs), min(ys), max(xs), max(ys))


def covered(intervals: list[tuple[float, float]], start: float, end: float) -> float:
    """The share of `start..end` that disjoint `intervals` cover."""
    return sum(overlap(a, b, start, end) for a, b in intervals) / max(end - start, 0.01)
