"""Boxes on a page: `(left, top, right, bottom)` in points from the page's top left corner."""

from __future__ import annotations

from collections.abc import Iterable

Bbox = tuple[float, float, float, float]


def rounded(box: Bbox) -> Bbox:
    """A box to a hundredth of a point, as it is written."""
    left, top, right, bottom = box
    # Without the sign of what is just below nothing, for places that are equal must be written alike.
    return (round(left, 2) + 0.0, round(top, 2) + 0.0, round(right, 2) + 0.0, round(bottom, 2) + 0.0)


def union(boxes: Iterable[Bbox]) -> Bbox:
    """The smallest box around all `boxes`. Raises ValueError where there are none."""
    boxes = tuple(boxes)
    if len(boxes) == 1:
        return boxes[0]
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return (min(lefts), min(tops), max(rights), max(bottoms))


def overlap(a0: float, a1: float, b0: float, b1: float) -> float:
    """The length that the intervals `a0..a1` and `b0..b1` share, 0 where they are apart."""
    return max(0.0, min(a1, b1) - max(a0, b0))


def area(box: Bbox) -> float:
    """The area of a box in square points, 0 for an inverted one."""
    return max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1])


def intersection(a: Bbox, b: Bbox) -> float:
    """The area that two boxes share, in square points."""
    return overlap(a[0], a[2], b[0], b[2]) * overlap(a[1], a[3], b[1], b[3])


def contains(outer: Bbox, inner: Bbox, tolerance: float = 1.0) -> bool:
    """Whether `inner` lies in `outer`, but for `tolerance` points on each side."""
    return (
        outer[0] - tolerance <= inner[0]
        and outer[1] - tolerance <= inner[1]
        and outer[2] + tolerance >= inner[2]
        and outer[3] + tolerance >= inner[3]
    )


def centre(box: Bbox) -> tuple[float, float]:
    """The middle of a box."""
    return ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
