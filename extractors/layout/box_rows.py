"""Boxes of one height side by side, with nothing else in the columns that they make: they are read as one row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ...models.geometry import Bbox, union
from .atoms import Atom
from .boxes import Found

_LEVEL = 2.0
"""Points that the tops and bottoms of the boxes may differ."""
_GAP = 45.0
"""Points between two of them at most."""
_SIDE = 5.0


@dataclass(slots=True)
class BoxRow:
    """Boxes that are read from left to right before what stands below them."""

    boxes: list[Found]

    @property
    def bbox(self) -> Bbox:
        return union(box.bbox for box in self.boxes)


def box_rows(boxes: list[Found], others: Iterable[Atom]) -> list[BoxRow]:
    """The rows among the boxes, which leave `boxes`. `others` is what else takes room there: where it stands over or
    under a box and right of the first, the page has columns, and each goes on below its box."""
    rows: list[list[Found]] = []
    for box in sorted((box for box in boxes if not box.banner), key=lambda b: (round(b.bbox[1]), b.bbox[0])):
        last = rows[-1][-1].bbox if rows else None
        if last is not None and _beside(last, box.bbox):
            rows[-1].append(box)
        else:
            rows.append([box])
    rows = [row for row in rows if len(row) > 1]
    if not rows:
        return []
    lefts = [atom.x0 for atom in others]
    out = [BoxRow(row) for row in rows if not any(x >= row[1].bbox[0] - _SIDE for x in lefts)]
    taken = {id(box) for row in out for box in row.boxes}
    boxes[:] = [box for box in boxes if id(box) not in taken]
    return out


def _beside(a: Bbox, b: Bbox) -> bool:
    level = abs(a[1] - b[1]) <= _LEVEL and abs(a[3] - b[3]) <= _LEVEL
    return level and 0 <= b[0] - a[2] <= _GAP
