"""Diagrams: groups of small shapes with a few words each. Their words are figure text and no running text."""

from __future__ import annotations

from statistics import median

from ...models.geometry import union
from .boxes import Found
from .lists import marker_of, ordinal

_FEW = 14
"""A shape of a diagram holds at most that many words, or small print."""
_FEWEST_OF_SENTENCE = 4
_LEVEL = 2.0
"""Points that the tops and heights of shapes side by side may differ."""
_ONE_SIZE = 1.2
_NEAR = 45.0
"""Points between two shapes of one diagram."""


def find_figures(boxes: list[Found], body: float) -> list[list[Found]]:
    """Groups of at least three small shapes that stand together, in reading order; they leave `boxes`.

    A frame whose content is such a group goes with it.
    """
    small = [box for box in boxes if not box.banner and _is_shape(box, body)]
    frames = [box for box in boxes if not box.banner and box not in small and _frames_shapes(box, body)]
    out = [[frame] for frame in frames]
    groups: list[list[Found]] = []
    for box in small:
        near = [group for group in groups if any(_near(box, other) for other in group)]
        merged = [box]
        for group in near:
            merged.extend(group)
            groups.remove(group)
        groups.append(merged)
    out.extend(in_reading_order(group) for group in groups if len(group) >= 3 and not _tells(group))
    taken = {id(box) for group in out for box in group}
    boxes[:] = [box for box in boxes if id(box) not in taken]
    return out


def _is_shape(box: Found, body: float) -> bool:
    if box.tables or len(box.inner) > 1:
        return False
    words = box.words + [word for inner in box.inner for word in inner.words]
    if not words:
        return False
    return len(words) <= _FEW or (len(words) <= 60 and median(w.style.size for w in words) < 0.8 * body)


def _tells(group: list[Found]) -> bool:
    """Whether shapes of one size side by side, or of one width below each other, hold sentences: boxes of text and no
    diagram."""
    sizes = [word.style.size for box in group for word in box.words]
    if not sizes or max(sizes) > _ONE_SIZE * min(sizes):
        return False  # a figure in large type with its words
    level = _same(group, 1) and _same(group, 3)
    flush = _same(group, 0) and _same(group, 2)
    least = _FEWEST_OF_SENTENCE if level else 2 * _FEWEST_OF_SENTENCE
    counts = [len(box.words) for box in group]
    return (level or flush) and min(counts) >= least - 1 and sum(counts) >= least * len(counts)


def _same(group: list[Found], side: int) -> bool:
    """Whether the boxes of shapes agree in one side, counted as in a `Bbox`."""
    ends = [box.bbox[side] for box in group]
    return max(ends) - min(ends) <= _LEVEL


def _frames_shapes(box: Found, body: float) -> bool:
    shapes = [inner for inner in box.inner if _is_shape(inner, body) or not inner.rectangular]
    return len(shapes) >= 3 and len(box.words) <= 40 and len(shapes) >= 0.75 * len(box.inner)


def _near(a: Found, b: Found) -> bool:
    dx = max(a.bbox[0], b.bbox[0]) - min(a.bbox[2], b.bbox[2])
    dy = max(a.bbox[1], b.bbox[1]) - min(a.bbox[3], b.bbox[3])
    return dx < _NEAR and dy < _NEAR


def in_reading_order(boxes: list[Found]) -> list[Found]:
    """Row by row, each from left to right."""
    rows: list[list[Found]] = []
    for box in sorted(boxes, key=lambda b: b.bbox[1]):
        if rows:
            first = rows[-1][0].bbox
            common = min(first[3], box.bbox[3]) - max(first[1], box.bbox[1])
            if common > 0.5 * min(first[3] - first[1], box.bbox[3] - box.bbox[1]):
                rows[-1].append(box)
                continue
        rows.append([box])
    return [box for row in rows for box in sorted(row, key=lambda b: b.bbox[0])]


def numbered(boxes: list[Found]) -> list[Found] | None:
    """The shapes by their numbers where they hold the points of a numbered list, else None."""
    places: dict[int, Found] = {}
    for box in boxes:
        if not box.words or box.inner:
            return None
        first = min(box.words, key=lambda w: (round(w.top), w.x0))
        mark = marker_of(first.text)
        place = ordinal(mark) if mark is not None else None
        if place is not None:
            places[place] = box
    return [places[n] for n in sorted(places)] if sorted(places) == list(range(1, len(boxes) + 1)) else None


def extent(boxes: list[Found]) -> tuple[float, float, float, float]:
    """The box around a group."""
    return union(box.bbox for box in boxes)
