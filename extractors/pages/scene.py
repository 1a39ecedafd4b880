"""What lies over and under the text of a page."""

from __future__ import annotations

from dataclasses import dataclass, field

from ...models.geometry import Bbox
from .shapes import Shape


@dataclass(slots=True)
class Picture:
    """An image, or something shaded that covers its box like one."""

    bbox: Bbox
    """The part of it that is seen, in points."""
    z: int
    image: bool = True
    """False for a shading (a gradient)."""
    opaque: bool = True


@dataclass(slots=True)
class Scene:
    """The shapes and pictures of a page in drawing order; `z` counts them together with the text."""

    shapes: list[Shape] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
