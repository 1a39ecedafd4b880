"""A page as pdfplumber knows it, so that its word and table finders and its drawing work on what any reader read."""

from __future__ import annotations

import io
from functools import lru_cache
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from pdfplumber.page import Page as PlumberPage

from ...models.page import Area, Char, Colour, Page, Rule
from .glyphs import DESCENT

if TYPE_CHECKING:
    from pdfplumber.pdf import PDF

_Object = dict[str, Any]


class PageContainer(PlumberPage):
    """A pdfplumber page whose objects come from a `Page`; hidden characters are left out.

    All that pdfplumber does with a page works: `extract_words`, `find_tables`, `crop`, `edges`, `search`; `to_image`
    where the PDF's bytes were given.
    """

    def __init__(self, page: Page, data: bytes | None = None) -> None:
        # Not the parent's own: it takes the page of a file that pdfminer has opened.
        stream = None if data is None else io.BytesIO(data)
        file = SimpleNamespace(stream=stream, path=None, password=None, laparams=None, unicode_norm=None)
        self.pdf = cast("PDF", file)
        self.root_page = self
        self.page_obj: Any = None
        self.page_number = page.number
        self.initial_doctop = 0
        self.rotation = page.rotation
        self.bbox = self.mediabox = self.cropbox = (0, 0, page.width, page.height)
        self.get_textmap = lru_cache()(self._get_textmap)
        self._objects = _objects(page)

    @property
    def annots(self) -> list[_Object]:
        """None: a page as printed has no annotations."""
        return []

    def to_image(self, *args: Any, **kwargs: Any) -> Any:
        """As pdfplumber's; raises ValueError where the container was made without the PDF's bytes."""
        if self.pdf.stream is None:
            raise ValueError("to draw a page, give as_container the bytes of its PDF")
        return super().to_image(*args, **kwargs)


def as_container(page: Page, data: bytes | None = None) -> PageContainer:
    """A pdfplumber page of a `Page`; `data` is the PDF itself, needed only to draw on its picture."""
    return PageContainer(page, data)


def _objects(page: Page) -> dict[str, list[_Object]]:
    found = {
        "char": _chars(page),
        "line": [_line(rule, page) for rule in page.rules],
        "rect": [_area(area, page) for area in page.areas if area.rectangular],
        "curve": [_area(area, page) for area in page.areas if not area.rectangular],
        "image": [{**_place("image", box, page), "name": f"Im{i}"} for i, box in enumerate(page.pictures)],
    }
    return {kind: objects for kind, objects in found.items() if objects}


def _place(kind: str, box: tuple[float, float, float, float], page: Page) -> _Object:
    x0, top, x1, bottom = box
    return {
        "object_type": kind,
        "page_number": page.number,
        "x0": x0,
        "x1": x1,
        "top": top,
        "bottom": bottom,
        "doctop": top,
        "y0": page.height - bottom,
        "y1": page.height - top,
        "width": x1 - x0,
        "height": bottom - top,
    }


def _share(colour: Colour | None) -> tuple[float, ...] | None:
    return None if colour is None else tuple(round(part / 255, 4) for part in colour)


def _chars(page: Page) -> list[_Object]:
    """The characters, with a space between those of two words on one line, as pdfplumber expects."""
    chars = [char for char in page.chars if not char.style.hidden]
    word = _word_of(chars, page)
    out: list[_Object] = []
    before: Char | None = None
    for i, char in enumerate(chars):
        if before is not None and word[i] != word[i - 1] and char.upright and _on_one_line(before, char):
            x1 = char.x0 if before.x1 < char.x0 else before.x1
            out.append(_char(Char(" ", before.x1, before.top, x1, before.bottom, before.style), page))
        out.append(_char(char, page))
        before = char
    return out


def _on_one_line(a: Char, b: Char) -> bool:
    return abs(a.bottom - b.bottom) < 0.5 * a.style.size and b.x1 - a.x1 >= 0


def _word_of(chars: list[Char], page: Page) -> list[int]:
    """The number of the word that each character lies in (-1: none)."""
    if not chars or not page.words:
        return [-1] * len(chars)
    boxes = np.array([(c.x0, c.top, c.x1, c.bottom) for c in chars])
    words = np.array([word.bbox for word in page.words])
    x, y = (boxes[:, 0] + boxes[:, 2])[:, None] / 2, (boxes[:, 1] + boxes[:, 3])[:, None] / 2
    inside = (words[:, 0] <= x) & (x <= words[:, 2]) & (words[:, 1] <= y) & (y <= words[:, 3])
    found: list[int] = np.where(inside.any(1), inside.argmax(1), -1).tolist()
    return found


def _char(char: Char, page: Page) -> _Object:
    style = char.style
    return {
        **_place("char", (char.x0, char.top, char.x1, char.bottom), page),
        "text": char.text,
        "fontname": style.font,
        "size": style.size,
        "adv": char.x1 - char.x0,
        "upright": char.upright,
        "matrix": (1, 0, 0, 1, char.x0, page.height - char.bottom + DESCENT * style.size),
        "ncs": "DeviceRGB",
        "non_stroking_color": _share(style.colour),
        "stroking_color": None,
    }


def _line(rule: Rule, page: Page) -> _Object:
    return {
        **_place("line", (rule.x0, rule.top, rule.x1, rule.bottom), page),
        "pts": [(rule.x0, rule.top), (rule.x1, rule.bottom)],
        "linewidth": rule.width,
        "stroke": True,
        "fill": False,
        "stroking_color": _share(rule.colour),
        "non_stroking_color": None,
    }


def _area(area: Area, page: Page) -> _Object:
    box = area.bbox
    corners = [(box[0], box[1]), (box[2], box[1]), (box[2], box[3]), (box[0], box[3])]
    return {
        **_place("rect" if area.rectangular else "curve", box, page),
        # The true course of a curve is not kept: without points it gives no edges.
        "pts": corners if area.rectangular else [],
        "linewidth": 0,
        "stroke": area.stroke is not None,
        "fill": area.fill is not None,
        "stroking_color": _share(area.stroke),
        "non_stroking_color": _share(area.fill),
    }
