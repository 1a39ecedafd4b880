"""Runs of ink in a picture, and what hangs together among them.

A run is a stretch of ink in one row of pixels. A page has some hundred thousand, few enough to work on them with numpy
alone: no picture is walked through pixel by pixel.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Mask = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]


@dataclass(slots=True)
class Runs:
    """Stretches of ink, sorted by row and start; `end` is the first column after each."""

    row: Ints
    start: Ints
    end: Ints

    def __len__(self) -> int:
        return len(self.row)

    def take(self, keep: npt.NDArray[np.bool_] | Ints) -> Runs:
        """Those runs that `keep` picks."""
        return Runs(self.row[keep], self.start[keep], self.end[keep])


@dataclass(slots=True)
class Components:
    """What hangs together: boxes in pixels (`x1` and `y1` are the first column and row beyond), one row for each."""

    label: Ints
    """The component of each run, counted from 0 in the order of its first run."""
    x0: Ints
    y0: Ints
    x1: Ints
    y1: Ints
    area: Ints
    """Pixels of ink."""

    def __len__(self) -> int:
        return len(self.x0)

    @property
    def width(self) -> Ints:
        return self.x1 - self.x0

    @property
    def height(self) -> Ints:
        return self.y1 - self.y0


def runs_of(mask: Mask) -> Runs:
    """The runs of a mask."""
    tall, wide = mask.shape
    padded = np.zeros((tall, wide + 1), np.int8)
    padded[:, :wide] = mask
    edges = np.flatnonzero(np.diff(padded.ravel(), prepend=0))
    start, end = edges[0::2], edges[1::2]
    return Runs(start // (wide + 1), start % (wide + 1), end % (wide + 1))


def close_gaps(runs: Runs, most: int, walls: Mask | None = None) -> Runs:
    """Join runs of one row that are at most `most` pixels apart and have no pixel of `walls` between them."""
    if len(runs) < 2:
        return runs
    joined = (runs.row[1:] == runs.row[:-1]) & (runs.start[1:] - runs.end[:-1] <= most)
    if walls is not None:
        count = np.zeros((walls.shape[0], walls.shape[1] + 1), np.int32)
        np.cumsum(walls, axis=1, out=count[:, 1:])
        at = np.flatnonzero(joined)
        joined[at] = count[runs.row[at], runs.start[at + 1]] == count[runs.row[at], runs.end[at]]
    first = np.concatenate(([0], np.flatnonzero(~joined) + 1))
    last = np.concatenate((first[1:], [len(runs)])) - 1
    return Runs(runs.row[first], runs.start[first], runs.end[last])


def components_of(runs: Runs, reach: int = 1) -> Components:
    """What hangs together over the rows; with `reach` 1 pixels do that touch at a corner, with 0 only at a side."""
    count = len(runs)
    if count == 0:
        none = np.zeros(0, np.int64)
        return Components(none, none, none, none, none, none)
    stride = int(runs.end.max()) + 2 * reach + 2
    starts, ends = runs.row * stride + runs.start, runs.row * stride + runs.end
    below = (runs.row + 1) * stride
    low = np.searchsorted(ends, below + runs.start - reach, "right")
    high = np.searchsorted(starts, below + runs.end + reach, "left")
    times = np.maximum(high - low, 0)
    upper = np.repeat(np.arange(count), times)
    offset = np.arange(len(upper)) - np.repeat(np.cumsum(times) - times, times)
    label = _connected(count, upper, np.repeat(low, times) + offset)
    _, label = np.unique(label, return_inverse=True)
    n = int(label.max()) + 1
    x0, y0 = np.full(n, np.iinfo(np.int64).max), np.full(n, np.iinfo(np.int64).max)
    x1, y1 = np.zeros(n, np.int64), np.zeros(n, np.int64)
    np.minimum.at(x0, label, runs.start)
    np.minimum.at(y0, label, runs.row)
    np.maximum.at(x1, label, runs.end)
    np.maximum.at(y1, label, runs.row + 1)
    area = np.bincount(label, runs.end - runs.start, n).astype(np.int64)
    return Components(label, x0, y0, x1, y1, area)


def _connected(count: int, a: Ints, b: Ints) -> Ints:
    """For each node the lowest one that it hangs together with, by edges `a`-`b`."""
    parent = np.arange(count)
    while True:
        pa, pb = parent[a], parent[b]
        apart = pa != pb
        if not apart.any():
            return parent
        a, b, pa, pb = a[apart], b[apart], pa[apart], pb[apart]
        np.minimum.at(parent, np.maximum(pa, pb), np.minimum(pa, pb))
        while True:
            further = parent[parent]
            if (further == parent).all():
                break
            parent = further


def paint(runs: Runs, shape: tuple[int, int]) -> Mask:
    """A mask with the runs in it."""
    change = np.zeros((shape[0], shape[1] + 1), np.int32)
    np.add.at(change, (runs.row, runs.start), 1)
    np.add.at(change, (runs.row, runs.end), -1)
    mask: Mask = np.cumsum(change[:, :-1], axis=1) > 0
    return mask
