"""From PDF space to the page as it is seen."""

from __future__ import annotations

from ...models.geometry import Bbox
from .glyphs import Floats

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def multiply(inner: Matrix, outer: Matrix) -> Matrix:
    """The matrix that applies `inner` first, then `outer`."""
    if outer is IDENTITY:
        return inner
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


class Frame:
    """From PDF user space to points from the top left of the page as seen (crop box and /Rotate applied)."""

    __slots__ = ("crop", "height", "matrix", "rotation", "sideways", "width")

    def __init__(self, crop: tuple[float, float, float, float], rotation: int, width: float, height: float) -> None:
        """`crop` is the visible box in user space (left, bottom, right, top), `rotation` is clockwise in degrees,
        `width` and `height` are those of the page as seen."""
        left, bottom, right, top = self.crop = crop
        self.sideways = 0
        self.width, self.height, self.rotation = width, height, rotation % 360
        matrices: dict[int, Matrix] = {
            0: (1, 0, 0, -1, -left, top),
            90: (0, 1, 1, 0, -bottom, -left),
            180: (-1, 0, 0, 1, right, -bottom),
            270: (0, -1, -1, 0, top, right),
        }
        self.matrix = matrices[self.rotation]

    def turned(self, degrees: int) -> Frame:
        """The frame of the page turned clockwise once more by 90 or 270 degrees, for text that lies on its side."""
        out = Frame(self.crop, self.rotation + degrees, self.height, self.width)
        out.sideways = degrees
        return out

    def boxes(self, boxes: Floats) -> Floats:
        """Boxes of `(left, top, right, bottom)` in user space as `(x0, top, x1, bottom)` as seen."""
        e, f = self.matrix[4:]
        left, top, right, bottom = boxes.T
        out = boxes.copy()
        if self.rotation == 0:
            out[:, 0], out[:, 1], out[:, 2], out[:, 3] = left + e, f - top, right + e, f - bottom
        elif self.rotation == 90:
            out[:, 0], out[:, 1], out[:, 2], out[:, 3] = bottom + e, left + f, top + e, right + f
        elif self.rotation == 180:
            out[:, 0], out[:, 1], out[:, 2], out[:, 3] = e - right, bottom + f, e - left, top + f
        else:
            out[:, 0], out[:, 1], out[:, 2], out[:, 3] = e - top, f - right, e - bottom, f - left
        return out

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point in user space as seen."""
        a, b, c, d, e, f = self.matrix
        return (a * x + c * y + e, b * x + d * y + f)

    def bounds(self, left: float, bottom: float, right: float, top: float, matrix: Matrix = IDENTITY) -> Bbox:
        """The box around a rectangle that `matrix` moves, as seen."""
        a, b, c, d, e, f = multiply(matrix, self.matrix)
        xs = [a * x + c * y + e for x in (left, right) for y in (bottom, top)]
        ys = [b * x + d * y + f for x in (left, right) for y in (bottom, top)]
        return (min(xs), min(ys), max(xs), max(ys))
