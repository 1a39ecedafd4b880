"""The rules and areas of a page that a reader sees: dots joined, what cannot be told from its ground left out."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable
from typing import TypeVar

import numpy as np

from ...models.geometry import Bbox
from ...models.page import Area, Colour, Page, Rule
from .scene import Scene
from .shapes import THIN, Drawn, drawn_shapes
from .stack import Stack
from .visibility import Grounds

_T = TypeVar("_T", Rule, Area)

_PIECE = 8.0
"""Points. Longer pieces of a dashed rule are rules of their own."""
_FEWEST = 5
"""Pieces that make a dotted or dashed rule."""
_APART = 2.5
"""Times the length of a piece, how far the next one may be off."""
_DOT_APART = 6.0
"""Points, the same at the least."""


def add_shapes(page: Page, scene: Scene, grounds: Grounds) -> None:
    """Add the rules and areas of a scene to its page."""
    drawn = drawn_shapes(scene.shapes, page.width, page.height)
    drawn = _joined(drawn)
    _leave_out_unseen(drawn, grounds)
    page.rules = list({tuple(round(v, 2) for v in (r.x0, r.top, r.x1, r.bottom)): r for _, r in drawn.rules}.values())
    page.areas = [area for _, area in drawn.areas]


def _joined(drawn: Drawn) -> Drawn:
    """Join the pieces of dotted and dashed rules that are drawn one by one, dots as tiny areas among them."""
    pieces = [(z, r) for z, r in drawn.rules if max(r.x1 - r.x0, r.bottom - r.top) <= _PIECE]
    dots = [(z, a) for z, a in drawn.areas if a.x1 - a.x0 <= THIN and a.bottom - a.top <= THIN and a.fill is not None]
    if len(pieces) + len(dots) < _FEWEST:
        return drawn
    boxes: list[tuple[int, Bbox, Colour, Rule | Area]] = []
    for z, rule in pieces:
        half = rule.width / 2
        grow = (0.0, half) if rule.horizontal else (half, 0.0)
        box = (rule.x0 - grow[0], rule.top - grow[1], rule.x1 + grow[0], rule.bottom + grow[1])
        boxes.append((z, box, rule.colour, rule))
    for z, area in dots:
        boxes.append((z, area.bbox, area.fill or (0, 0, 0), area))
    used: set[int] = set()
    made: list[tuple[int, Rule]] = []
    for level in (True, False):
        for row in _rows([b for b in boxes if id(b[3]) not in used], level):
            made.append((row[0][0], _one_rule(row, level)))
            used.update(id(b[3]) for b in row)
    return Drawn(
        [(z, r) for z, r in drawn.rules if id(r) not in used] + made,
        [(z, a) for z, a in drawn.areas if id(a) not in used],
    )


_Piece = tuple[int, Bbox, Colour, "Rule | Area"]


def _rows(pieces: list[_Piece], level: bool) -> list[list[_Piece]]:
    """Stretches of five and more pieces of one colour and thickness in a row (or, not `level`, in a column)."""
    start, end, side, other = (0, 2, 1, 3) if level else (1, 3, 0, 2)
    tracks: dict[tuple[int, int, Colour], list[_Piece]] = defaultdict(list)
    for piece in pieces:
        box = piece[1]
        if box[other] - box[side] <= THIN:
            tracks[round(box[side] + box[other]), round(box[other] - box[side]), piece[2]].append(piece)
    out = []
    for track in tracks.values():
        track.sort(key=_by(start))
        row = [track[0]]
        for piece in track[1:]:
            before = row[-1][1]
            gap = piece[1][start] - before[end]
            near = max(_APART * (before[end] - before[start]), _DOT_APART)
            if 0.1 < gap <= near:
                row.append(piece)
            else:
                out.append(row)
                row = [piece]
        out.append(row)
    return [row for row in out if len(row) >= _FEWEST]


def _by(side: int) -> Callable[[_Piece], float]:
    return lambda piece: piece[1][side]


def _one_rule(row: list[_Piece], level: bool) -> Rule:
    x0, top = min(p[1][0] for p in row), min(p[1][1] for p in row)
    x1, bottom = max(p[1][2] for p in row), max(p[1][3] for p in row)
    if level:
        return Rule(x0, (top + bottom) / 2, x1, (top + bottom) / 2, bottom - top, row[0][2])
    return Rule((x0 + x1) / 2, top, (x0 + x1) / 2, bottom, x1 - x0, row[0][2])


def _leave_out_unseen(drawn: Drawn, grounds: Grounds) -> None:
    """Drop what has the colour of its ground, and rules that a box drawn later covers."""
    if not drawn.rules and not drawn.areas:
        return
    covers = grounds.covers
    heights, over = [z for z, _ in covers], Stack([box for _, box in covers])

    def is_covered(z: int, rule: Rule) -> bool:
        middle = ((rule.x0 + rule.x1) / 2, (rule.top + rule.bottom) / 2)
        first = bisect_right(heights, z)
        return first < len(covers) and any(_holds(covers[n][1], rule) for n in over.holding(*middle, first))

    drawn.rules = [
        (z, rule)
        for z, rule in drawn.rules
        if not _lost(grounds, z, rule.colour, _points, rule) and not is_covered(z, rule)
    ]
    drawn.areas = [
        (z, area)
        for z, area in drawn.areas
        if area.stroke is not None
        or area.fill is None
        or not area.rectangular
        or not _lost(grounds, z, area.fill, _grid, area)
    ]


def _points(rule: Rule) -> list[tuple[float, float]]:
    """Places along a rule and just beside it: it is seen wherever one of them has another colour."""
    off = rule.width / 2 + 0.5
    along = [rule.x0 + (rule.x1 - rule.x0) * part for part in (0.1, 0.5, 0.9)]
    down = [rule.top + (rule.bottom - rule.top) * part for part in (0.1, 0.5, 0.9)]
    dx, dy = (0.0, off) if rule.horizontal else (off, 0.0)
    return [(x + side * dx, y + side * dy) for x, y in zip(along, down, strict=True) for side in (-1, 1)]


def _grid(area: Area) -> list[tuple[float, float]]:
    """Places all over an area."""
    wide, tall = area.x1 - area.x0, area.bottom - area.top
    parts = (0.02, 0.5, 0.98)
    return [(area.x0 + wide * a, area.top + tall * b) for a in parts for b in parts]


def _lost(
    grounds: Grounds, z: int, colour: Colour, places: Callable[[_T], list[tuple[float, float]]], drawn: _T
) -> bool:
    """Whether something cannot be told from its ground in any of its places."""
    if not grounds.may_hide(z, colour):
        return False
    points = places(drawn)
    xs, ys = np.array([x for x, _ in points]), np.array([y for _, y in points])
    return grounds.all_alike(xs, ys, z, colour)


def _holds(box: Bbox, rule: Rule) -> bool:
    """Whether a box lies over a rule and beyond its edges, so that nothing of it shows."""
    half = rule.width / 2
    return (
        box[0] < rule.x0 - half and rule.x1 + half < box[2] and box[1] < rule.top - half and rule.bottom + half < box[3]
    )
