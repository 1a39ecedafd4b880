"""From drawn paths to rules and areas, the same for every reader."""

from __future__ import annotations

from dataclasses import dataclass

from ...models.geometry import Bbox
from ...models.page import Area, Colour, Page, Rule

_THIN = 3.0
"""Points. A filled box thinner than this is a rule."""
_STRAIGHT = 0.5
"""Points that a line may slant and still count as level or upright."""
_SHORTEST = 2.0


@dataclass(slots=True)
class Shape:
    """A path in page coordinates, with how it is painted."""

    paths: list[list[tuple[float, float]]]
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


def blend(colour: Colour, alpha: int) -> Colour:
    """A colour of an opacity of 0 to 255 as seen on white paper."""
    if alpha >= 255:
        return colour
    red, green, blue = (round(255 + (part - 255) * alpha / 255) for part in colour)
    return (red, green, blue)


def shapes_to_page(shapes: list[Shape], page: Page) -> None:
    """Add the rules and areas that `shapes` draw to `page`, clipped to its edges."""
    for shape in shapes:
        paths = [path for path in shape.paths if len(path) >= 2]
        i = 0
        while i < len(paths):
            ring = _ring(paths[i], paths[i + 1]) if shape.fill and not shape.curved and i + 1 < len(paths) else None
            if ring is not None:
                page.rules.extend(Rule(*side, shape.fill or (0, 0, 0), True) for side in ring)
                i += 2
            else:
                _path(paths[i], shape, page)
                i += 1
    page.rules = list({(r.x0, r.top, r.x1, r.bottom): r for r in page.rules}.values())


def _ring(a: list[tuple[float, float]], b: list[tuple[float, float]]) -> list[tuple[float, ...]] | None:
    """The sides `(x0, top, x1, bottom, width)` of a border filled between two nested boxes, else None.

    This is how HTML engines draw the borders of a cell: an outer and an inner box in one path.
    """
    if not (_is_box(a) and _is_box(b)):
        return None
    outer, inner = _extent(a), _extent(b)
    gaps = [inner[0] - outer[0], inner[1] - outer[1], outer[2] - inner[2], outer[3] - inner[3]]
    if min(gaps) < -0.01:
        outer, inner = inner, outer
        gaps = [-gap for gap in gaps]
    if min(gaps) < -0.01 or max(gaps) > _THIN or max(gaps) < 0.01:
        return None
    left, top, right, bottom = outer
    sides: list[tuple[float, ...]] = []
    if gaps[0] > 0.01:
        sides.append((left + gaps[0] / 2, top, left + gaps[0] / 2, bottom, gaps[0]))
    if gaps[1] > 0.01:
        sides.append((left, top + gaps[1] / 2, right, top + gaps[1] / 2, gaps[1]))
    if gaps[2] > 0.01:
        sides.append((right - gaps[2] / 2, top, right - gaps[2] / 2, bottom, gaps[2]))
    if gaps[3] > 0.01:
        sides.append((left, bottom - gaps[3] / 2, right, bottom - gaps[3] / 2, gaps[3]))
    return sides


def _extent(path: list[tuple[float, float]]) -> tuple[float, float, float, float]:
    xs = [x for x, _ in path]
    ys = [y for _, y in path]
    return (min(xs), min(ys), max(xs), max(ys))


def _path(path: list[tuple[float, float]], shape: Shape, page: Page) -> None:
    xs = [x for x, _ in path]
    ys = [y for _, y in path]
    x0, x1 = max(min(xs), 0.0), min(max(xs), page.width)
    y0, y1 = max(min(ys), 0.0), min(max(ys), page.height)
    if x1 < x0 or y1 < y0:
        return
    wide, tall = x1 - x0, y1 - y0
    box = not shape.curved and _is_box(path)
    if shape.fill is not None and len(path) > 2:
        if box and (wide < _THIN or tall < _THIN) and max(wide, tall) >= _SHORTEST:
            if wide >= tall:
                middle = (y0 + y1) / 2
                page.rules.append(Rule(x0, middle, x1, middle, tall, shape.fill))
            else:
                middle = (x0 + x1) / 2
                page.rules.append(Rule(middle, y0, middle, y1, wide, shape.fill))
            return
        page.areas.append(Area(x0, y0, x1, y1, shape.fill, shape.stroke, box))
    elif shape.stroke is not None and len(path) > 2 and (shape.curved or box):
        page.areas.append(Area(x0, y0, x1, y1, None, shape.stroke, box))
    if shape.stroke is None or shape.curved:
        return
    closed = box and len(path) >= 4
    for (ax, ay), (bx, by) in zip(path, path[1:], strict=False):
        if abs(ax - bx) <= _STRAIGHT and abs(ay - by) >= _SHORTEST:
            middle = (ax + bx) / 2
            page.rules.append(Rule(middle, min(ay, by), middle, max(ay, by), shape.width, shape.stroke, closed))
        elif abs(ay - by) <= _STRAIGHT and abs(ax - bx) >= _SHORTEST:
            middle = (ay + by) / 2
            page.rules.append(Rule(min(ax, bx), middle, max(ax, bx), middle, shape.width, shape.stroke, closed))


def _is_box(path: list[tuple[float, float]]) -> bool:
    """Whether a path is an upright rectangle: every side level or upright, four corners."""
    if not 4 <= len(path) <= 6:
        return False
    corners = {(round(x, 1), round(y, 1)) for x, y in path}
    if len({x for x, _ in corners}) > 4 or len({y for _, y in corners}) > 4 or len(corners) > 4:
        return False
    return all(
        abs(ax - bx) <= _STRAIGHT or abs(ay - by) <= _STRAIGHT for (ax, ay), (bx, by) in zip(path, path[1:], strict=False)
    )
