"""Boxes that lie on each other in drawing order, asked which of them hold a point without looking at all of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from ...models.geometry import Bbox
from .glyphs import Floats, Ints

FEW = 256
"""Boxes that are looked at one and all: then that is faster than any index."""
_FINEST = 64
"""Cells on each side of the grid that boxes are filed in; fewer where the boxes are so large that they fill many."""
_MOST_FILED = 3_000_000
_AT_ONCE = 64
"""Boxes of a cell that are looked at together, the last drawn first."""


class Stack:
    """Boxes in drawing order. Sides count as inside."""

    def __init__(self, boxes: Sequence[Bbox]) -> None:
        self.boxes: Floats = np.array(boxes, np.float64).reshape(-1, 4)
        self._cells: list[Ints] = []
        if len(self.boxes) > FEW:
            self._file()

    def __len__(self) -> int:
        return len(self.boxes)

    @property
    def is_filed(self) -> bool:
        """Whether there are so many boxes that each point costs time of its own."""
        return bool(self._cells)

    def top(self, x: Floats, y: Floats, before: int) -> Ints:
        """For each point the last of the first `before` boxes that holds it, -1 where none does."""
        if before <= 0:
            return np.full(len(x), -1, np.int64)
        if not self._cells:
            x0, top, x1, bottom = self.boxes[:before].T[:, :, None]
            over = (x >= x0) & (x <= x1) & (y >= top) & (y <= bottom)
            last: Ints = (over * np.arange(1, before + 1)[:, None]).max(0) - 1
            return last
        cells = self._cell(x, y).tolist()
        places = zip(x.tolist(), y.tolist(), cells, strict=True)
        return np.array([self._last(px, py, cell, before) for px, py, cell in places], np.int64)

    def holding(self, x: float, y: float, first: int) -> list[int]:
        """The boxes from the `first` on that hold a point."""
        near = np.arange(len(self.boxes))
        if self._cells:
            near = self._cells[int(self._cell(np.array([x]), np.array([y]))[0])]
        near = near[near >= first]
        found: list[int] = near[self._holds(near, x, y)].tolist()
        return found

    def _holds(self, which: Ints, x: float, y: float) -> npt.NDArray[np.bool_]:
        x0, top, x1, bottom = self.boxes[which].T
        held: npt.NDArray[np.bool_] = (x0 <= x) & (x <= x1) & (top <= y) & (y <= bottom)
        return held

    def _last(self, x: float, y: float, cell: int, before: int) -> int:
        near = self._cells[cell]
        end = int(np.searchsorted(near, before))
        while end > 0:
            part = near[max(end - _AT_ONCE, 0) : end]
            found = np.flatnonzero(self._holds(part, x, y))
            if len(found):
                return int(part[found[-1]])
            end -= _AT_ONCE
        return -1

    def _file(self) -> None:
        """Make for each cell of a grid the list of the boxes that touch it."""
        self._low = self.boxes[:, :2].min(0)
        extent = np.maximum(self.boxes[:, 2:].max(0) - self._low, 1e-6)
        self._side = _FINEST
        while True:
            self._scale = self._side / extent
            first, last = self._place(self.boxes[:, :2]), self._place(self.boxes[:, 2:])
            wide, tall = (last - first + 1).T
            if (wide * tall).sum() <= _MOST_FILED or self._side == 1:
                break
            self._side //= 2
        count = wide * tall
        owner = np.repeat(np.arange(len(self.boxes)), count)
        within = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
        column = first[owner, 0] + within % wide[owner]
        row = first[owner, 1] + within // wide[owner]
        cell = row * self._side + column
        order = np.argsort(cell, kind="stable")
        ends = np.searchsorted(cell[order], np.arange(self._side * self._side + 1))
        filed = owner[order]
        self._cells = [filed[a:b] for a, b in zip(ends[:-1].tolist(), ends[1:].tolist(), strict=True)]

    def _place(self, points: Floats) -> Ints:
        place: Ints = np.clip(((points - self._low) * self._scale).astype(np.int64), 0, self._side - 1)
        return place

    def _cell(self, x: Floats, y: Floats) -> Ints:
        place = self._place(np.stack((x, y), axis=1))
        cell: Ints = place[:, 1] * self._side + place[:, 0]
        return cell
