"""The structure that a tagged PDF declares of a page (headings, lists, tables), with the places of what it tags.

Word, LibreOffice, InDesign and Typst write such a tree beside what is drawn; each piece of marked content on the page
has a number that the tree refers to. What the tree says is not printed and need not be true: readers check it against
the page.
"""

from __future__ import annotations

import ctypes
from collections import defaultdict
from itertools import repeat
from typing import Any

import pypdfium2.raw as raw

from ...models.geometry import Bbox, union
from ...models.page import Tag
from . import native
from .frame import Frame

_DEEPEST, _MOST = 60, 20_000
"""Of a page's tree: no real one is deeper or has more elements."""
_SPANS = (b"RowSpan", b"ColSpan")


def read_tags(page: Any, frame: Frame) -> list[Tag]:
    """The outermost elements of the structure tree that tag something on a page; `page` is pypdfium2's."""
    tree = native.tag_tree(native.address(page.raw))
    if not tree:
        return []
    try:
        reader = _Reader(_marked(native.address(page.raw), frame))
        tops = map(native.tag_tree_child, repeat(tree), range(max(native.tag_tree_count(tree), 0)))
        return [tag for top in tops if top and (tag := reader.element(top, 0)) is not None]
    finally:
        native.tag_tree_close(tree)


def _marked(page: int, frame: Frame) -> dict[int, list[Bbox]]:
    """The boxes of the texts of each piece of marked content, by its number."""
    out: dict[int, list[Bbox]] = defaultdict(list)
    floats = (ctypes.c_float * 4)()
    start = ctypes.addressof(floats)
    at = (start, start + 4, start + 8, start + 12)
    for obj in map(native.page_object, repeat(page), range(max(native.page_count(page), 0))):
        if native.get_type(obj) != raw.FPDF_PAGEOBJ_TEXT:
            continue
        number = native.content_number(obj)
        if number >= 0 and native.get_bounds(obj, *at):
            left, bottom, right, top = floats
            if right > left and top > bottom:
                out[number].append(frame.bounds(left, bottom, right, top))
    return out


class _Reader:
    """Reads the elements of one page; what tags nothing on the page is left out."""

    def __init__(self, marked: dict[int, list[Bbox]]) -> None:
        self.marked = marked
        self.left = _MOST
        self.buffer = (ctypes.c_ushort * 64)()

    def element(self, element: int, depth: int) -> Tag | None:
        self.left -= 1
        if depth > _DEEPEST or self.left < 0:
            return None
        boxes: list[Bbox] = []
        children: list[Tag] = []
        count = max(native.tag_count(element), 0)
        shown: list[int] = []
        for i in range(count):
            child = native.tag_child(element, i)
            if child:
                tag = self.element(child, depth + 1)
                if tag is not None:
                    children.append(tag)
                    if tag.bbox is not None:
                        shown.append(i)
                continue
            number = native.tag_content(element, i)
            boxes.extend(self.marked.get(number, ()))
        kind = self._kind(element)
        if not boxes and not children and kind not in ("TH", "TD"):
            return None
        row_span, col_span = self._spans(element) if kind in ("TH", "TD") else (1, 1)
        part = (shown[0], shown[-1], count) if shown else (0, 0, count)
        boxes += [tag.bbox for tag in children if tag.bbox is not None]
        return Tag(kind, union(boxes) if boxes else None, children, row_span, col_span, part)

    def _kind(self, element: int) -> str:
        size = native.tag_type(element, ctypes.addressof(self.buffer), 128)
        return bytes(self.buffer)[: max(min(size, 128) - 2, 0)].decode("utf-16-le", "replace")

    def _spans(self, element: int) -> tuple[int, int]:
        """The rows and columns that a cell spans."""
        out = [1, 1]
        for i in range(max(native.tag_attributes(element), 0)):
            attribute = native.tag_attribute(element, i)
            for n, name in enumerate(_SPANS):
                value = native.attribute_value(attribute, name)
                number = ctypes.c_float()
                if value and native.attribute_number(value, ctypes.addressof(number)) and 1 <= number.value < 1000:
                    out[n] = int(number.value)
        return out[0], out[1]
