"""A part of a page that may be a table, its rows, and the dividers that run through it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from ...models.geometry import Bbox, overlap
from .edges import Edge
from .rows import RowLine
from .textlines import TextLine

_FULL = 0.86
"""Of a region's width: a rule that covers more of it divides all its columns."""


@dataclass(slots=True)
class Region:
    """A part of a page that may be a table."""

    bbox: Bbox
    lines: list[TextLine]
    dividers: list[Edge] = field(default_factory=list)
    """Level lines inside: rules, and sides of tinted bands."""
    fixed: list[float] = field(default_factory=list)
    """Column edges that are drawn."""
    kind: str = "aligned"
    at_top: bool = False
    """Nothing but a running header stands above it on its page."""
    banded: bool = False
    """Each stretch between two dividers is one row (zebra), whatever its gaps."""


@dataclass(slots=True)
class Row:
    """A row: its lines, its area from `top` to `bottom`, and the cells by their columns."""

    lines: list[RowLine]
    top: float
    bottom: float
    header: bool = False
    zone: int = 0
    across: bool = False
    """Its one text stands in the middle of all columns."""


@dataclass(slots=True)
class Stop:
    """A height at which dividers run, and the stretches that they cover."""

    y: float
    runs: list[tuple[float, float]]
    full: bool


def stops_of(region: Region) -> list[Stop]:
    left, _, right, _ = region.bbox
    out: list[Stop] = []
    for edge in sorted(region.dividers, key=lambda e: e.pos):
        if out and edge.pos - out[-1].y < 3:
            out[-1].runs.append((edge.start, edge.end))
        else:
            out.append(Stop(edge.pos, [(edge.start, edge.end)], False))
    for stop in out:
        stop.full = sum(overlap(a, b, left, right) for a, b in stop.runs) > _FULL * (right - left)
    return out


def zones_of(rows: list[RowLine], stops: list[Stop]) -> list[int]:
    """For each line the number of stops above it."""
    ys = [stop.y for stop in stops]
    return [bisect_right(ys, (row.line.top + row.line.bottom) / 2) for row in rows]
