"""From what a reader hands over to a page: the same steps for every reader."""

from __future__ import annotations

from ...models.page import Page
from .frame import Frame
from .glyphs import Glyphs, even_boxes
from .scene import Scene
from .shapes import shapes_to_page
from .text import mend
from .words import chars_of, without_blanks, words_of


def page_of(number: int, frame: Frame, glyphs: Glyphs, scene: Scene) -> Page:
    """A page of its characters as drawn and the shapes around them; `number` is 1-based."""
    page = Page(number=number, width=frame.width, height=frame.height, rotation=frame.rotation)
    page.pictures = [picture.bbox for picture in scene.pictures if picture.image]
    shapes_to_page(scene.shapes, page)
    if len(glyphs):
        even_boxes(glyphs)
        glyphs, spaced = without_blanks(mend(glyphs))
        page.words = words_of(glyphs, spaced)
        page.chars = chars_of(glyphs)
    return page
