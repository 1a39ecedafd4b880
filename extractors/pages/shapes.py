"""From drawn paths to rules and areas, the same for every reader."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from ...models.geometry import Bbox
from ...models.page import Area, Colour, Rule

THIN = 3.0
"""Points. A filled box thinner than this is a rule."""
_THICK = 6.0
"""Points. A stroke wider than this is a band of colour, such as is laid under a heading."""
_STRAIGHT = 0.5
"""Points that a line may slant and still count as level or upright."""
_SHORTEST = 2.0
_NOTHING = 0.01

Point = tuple[float, float]
Path = list[Point]


@dataclass(slots=True)
class Shape:
    """A path in page coordinates, with how it is painted."""

    paths: list[Path]
    curved: bool
    fill: Colour | None
    stroke: Colour | None
    width: float
    z: int = 0
    """Its place in drawing order, counted with the text and pictures of the page."""
    clip: Bbox | None = None
    """The part of the page that it can be seen in; None: all."""
    opaque: bool = True
    """Whether its fill hides what is under it."""

    def bbox(self) -> Bbox:
        """The box around all its paths, clipped; of no extent where nothing of it is seen."""
        xs = [x for path in self.paths for x, _ in path]
        ys = [y for path in self.paths for _, y in path]
        if not xs:
            return (0.0, 0.0, 0.0, 0.0)
        return common((min(xs), min(ys), max(xs), max(ys)), self.clip) or (0.0, 0.0, 0.0, 0.0)


@dataclass(slots=True)
class Drawn:
    """The rules and areas of a page as drawn, each with its place in drawing order."""

    rules: list[tuple[int, Rule]]
    areas: list[tuple[int, Area]]


def blend(colour: Colour, alpha: int) -> Colour:
    """A colour of an opacity of 0 to 255 as seen on white paper."""
    if alpha >= 255:
        return colour
    red, green, blue = (round(255 + (part - 255) * alpha / 255) for part in colour)
    return (red, green, blue)


def common(box: Bbox, other: Bbox | None) -> Bbox | None:
    """What two boxes share, None for nothing; `other` None is the whole plane."""
    if other is None:
        return box
    x0, top = max(box[0], other[0]), max(box[1], other[1])
    x1, bottom = min(box[2], other[2]), min(box[3], other[3])
    return (x0, top, x1, bottom) if x0 <= x1 and top <= bottom else None


def covered_box(shape: Shape) -> Bbox | None:
    """The box that a shape fills so that nothing shows through, None where it is thin or anything but a box."""
    if not shape.opaque or shape.fill is None or shape.curved or len(shape.paths) != 1 or not is_box(shape.paths[0]):
        return None
    box = shape.bbox()
    return box if box[2] - box[0] > THIN and box[3] - box[1] > THIN else None


def drawn_shapes(shapes: list[Shape], width: float, height: float) -> Drawn:
    """The rules and areas that shapes draw, clipped to a page of `width` by `height` points."""
    out = Drawn([], [])
    page = (0.0, 0.0, width, height)
    for shape in shapes:
        seen = common(page, shape.clip)
        if seen is None:
            continue
        paths = [path for path in shape.paths if len(path) >= 2]
        i = 0
        while i < len(paths):
            ring = _ring(paths[i], paths[i + 1]) if shape.fill and not shape.curved and i + 1 < len(paths) else None
            if ring is not None:
                for side in ring:
                    _rule(out, shape, seen, *side, shape.fill or (0, 0, 0), True)
                i += 2
            else:
                _path(paths[i], shape, seen, out)
                i += 1
    return out


def _rule(
    out: Drawn, shape: Shape, seen: Bbox, x0: float, top: float, x1: float, bottom: float, width: float,
    colour: Colour, box: bool = False,
) -> None:  # fmt: skip
    """Add a rule by its middle line, as far as it is seen."""
    half = width / 2
    level = x1 - x0 >= bottom - top
    band = (x0, top - half, x1, bottom + half) if level else (x0 - half, top, x1 + half, bottom)
    visible = common(band, seen)
    if visible is None:
        return
    if level:
        if visible[2] - visible[0] < min(_SHORTEST, x1 - x0) or visible[3] - visible[1] < min(_NOTHING, width):
            return
        x0, x1 = visible[0], visible[2]
    else:
        if visible[3] - visible[1] < min(_SHORTEST, bottom - top) or visible[2] - visible[0] < min(_NOTHING, width):
            return
        top, bottom = visible[1], visible[3]
    out.rules.append((shape.z, Rule(x0, top, x1, bottom, width, colour, box)))


def _area(
    out: Drawn, shape: Shape, box: Bbox | None, fill: Colour | None, stroke: Colour | None, rectangular: bool
) -> None:
    if box is not None and box[2] - box[0] > _NOTHING and box[3] - box[1] > _NOTHING:
        out.areas.append((shape.z, Area(*box, fill, stroke, rectangular)))


def _ring(a: Path, b: Path) -> list[tuple[float, float, float, float, float]] | None:
    """The sides `(x0, top, x1, bottom, width)` of a border filled between two nested boxes, else None.

    This is how HTML engines draw the borders of a cell: an outer and an inner box in one path.
    """
    if not (is_box(a) and is_box(b)):
        return None
    outer, inner = extent(a), extent(b)
    gaps = [inner[0] - outer[0], inner[1] - outer[1], outer[2] - inner[2], outer[3] - inner[3]]
    if min(gaps) < -_NOTHING:
        outer, inner = inner, outer
        gaps = [-gap for gap in gaps]
    if min(gaps) < -_NOTHING or max(gaps) > THIN or max(gaps) < _NOTHING:
        return None
    left, top, right, bottom = outer
    sides = []
    if gaps[0] > _NOTHING:
        sides.append((left + gaps[0] / 2, top, left + gaps[0] / 2, bottom, gaps[0]))
    if gaps[1] > _NOTHING:
        sides.append((left, top + gaps[1] / 2, right, top + gaps[1] / 2, gaps[1]))
    if gaps[2] > _NOTHING:
        sides.append((right - gaps[2] / 2, top, right - gaps[2] / 2, bottom, gaps[2]))
    if gaps[3] > _NOTHING:
        sides.append((left, bottom - gaps[3] / 2, right, bottom - gaps[3] / 2, gaps[3]))
    return sides


def extent(path: Path) -> Bbox:
    """The box around a path."""
    xs = [x for x, _ in path]
    ys = [y for _, y in path]
    return (min(xs), min(ys), max(xs), max(ys))


def _path(path: Path, shape: Shape, seen: Bbox, out: Drawn) -> None:
    whole = extent(path)
    x0, top, x1, bottom = whole
    wide, tall = x1 - x0, bottom - top
    box = not shape.curved and is_box(path)
    if shape.fill is not None and len(path) > 2:
        if box and min(wide, tall) < THIN and max(wide, tall) >= _SHORTEST:
            if wide >= tall:
                _rule(out, shape, seen, x0, (top + bottom) / 2, x1, (top + bottom) / 2, tall, shape.fill)
            else:
                _rule(out, shape, seen, (x0 + x1) / 2, top, (x0 + x1) / 2, bottom, wide, shape.fill)
            return
        _area(out, shape, common(whole, seen), shape.fill, shape.stroke, box)
    elif shape.stroke is not None and len(path) > 2 and (shape.curved or box):
        _area(out, shape, common(whole, seen), None, shape.stroke, box)
    if shape.stroke is None or shape.curved:
        return
    closed = box and len(path) >= 4
    half = shape.width / 2
    for (ax, ay), (bx, by) in pairwise(path):
        if abs(ax - bx) <= _STRAIGHT and abs(ay - by) >= _SHORTEST:
            middle, low, high = (ax + bx) / 2, min(ay, by), max(ay, by)
            if shape.width > _THICK and high - low > shape.width:
                band = common((middle - half, low, middle + half, high), seen)
                _area(out, shape, band, shape.stroke, None, True)
            else:
                _rule(out, shape, seen, middle, low, middle, high, shape.width, shape.stroke, closed)
        elif abs(ay - by) <= _STRAIGHT and abs(ax - bx) >= _SHORTEST:
            middle, low, high = (ay + by) / 2, min(ax, bx), max(ax, bx)
            if shape.width > _THICK and high - low > shape.width:
                band = common((low, middle - half, high, middle + half), seen)
                _area(out, shape, band, shape.stroke, None, True)
            else:
                _rule(out, shape, seen, low, middle, high, middle, shape.width, shape.stroke, closed)


def is_box(path: Path) -> bool:
    """Whether a path is an upright rectangle: every side level or upright, four corners."""
    if not 4 <= len(path) <= 6:
        return False
    corners = {(round(x, 1), round(y, 1)) for x, y in path}
    if len({x for x, _ in corners}) > 4 or len({y for _, y in corners}) > 4 or len(corners) > 4:
        return False
    return all(abs(ax - bx) <= _STRAIGHT or abs(ay - by) <= _STRAIGHT for (ax, ay), (bx, by) in pairwise(path))
