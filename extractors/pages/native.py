"""PDFium's functions with plain addresses and integers as arguments.

`pypdfium2.raw` wraps every pointer in an object, which costs more than most of the calls made with it. A page has
thousands of characters, so the few functions called for each of them are declared again here, on the same library,
to take addresses as integers: numpy arrays are filled in place and nothing is allocated for a call. They keep the
interpreter's lock: none runs for long, and a batch works in processes, not threads.
"""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Callable, Iterable
from functools import cache
from itertools import repeat
from typing import Any

import numpy as np
import numpy.typing as npt
from pypdfium2_raw import bindings

_P, _I, _U, _F, _S = ctypes.c_void_p, ctypes.c_int, ctypes.c_uint, ctypes.c_float, ctypes.c_size_t
_LIBRARY = bindings._libs["pdfium"]  # the handle that pypdfium2 has opened; there is no public name for it


def _function(name: str, result: Any, *arguments: Any) -> Callable[..., Any]:
    function: Callable[..., Any] = ctypes.PYFUNCTYPE(result, *arguments)((name, _LIBRARY))
    return function


count_chars = _function("FPDFText_CountChars", _I, _P)
get_text = _function("FPDFText_GetText", _I, _P, _I, _I, _P)
get_unicode = _function("FPDFText_GetUnicode", _U, _P, _I)
get_origin = _function("FPDFText_GetCharOrigin", _I, _P, _I, _P, _P)
get_char_box = _function("FPDFText_GetCharBox", _I, _P, _I, _P, _P, _P, _P)
is_unmapped = _function("FPDFText_HasUnicodeMapError", _I, _P, _I)

page_count = _function("FPDFPage_CountObjects", _I, _P)
page_object = _function("FPDFPage_GetObject", _P, _P, _I)
form_count = _function("FPDFFormObj_CountObjects", _I, _P)
form_object = _function("FPDFFormObj_GetObject", _P, _P, _S)
get_type = _function("FPDFPageObj_GetType", _I, _P)
get_matrix = _function("FPDFPageObj_GetMatrix", _I, _P, _P)
get_bounds = _function("FPDFPageObj_GetBounds", _I, _P, _P, _P, _P, _P)
content_number = _function("FPDFPageObj_GetMarkedContentID", _I, _P)
get_fill = _function("FPDFPageObj_GetFillColor", _I, _P, _P, _P, _P, _P)
get_stroke = _function("FPDFPageObj_GetStrokeColor", _I, _P, _P, _P, _P, _P)
get_stroke_width = _function("FPDFPageObj_GetStrokeWidth", _I, _P, _P)
has_transparency = _function("FPDFPageObj_HasTransparency", _I, _P)
get_dash_count = _function("FPDFPageObj_GetDashCount", _I, _P)
get_clip = _function("FPDFPageObj_GetClipPath", _P, _P)
clip_count = _function("FPDFClipPath_CountPaths", _I, _P)
clip_segments = _function("FPDFClipPath_CountPathSegments", _I, _P, _I)
clip_segment = _function("FPDFClipPath_GetPathSegment", _P, _P, _I, _I)

text_font = _function("FPDFTextObj_GetFont", _P, _P)
text_size = _function("FPDFTextObj_GetFontSize", _I, _P, _P)
text_mode = _function("FPDFTextObj_GetTextRenderMode", _I, _P)
font_name = _function("FPDFFont_GetBaseFontName", _S, _P, _P, _S)
font_weight = _function("FPDFFont_GetWeight", _I, _P)
font_flags = _function("FPDFFont_GetFlags", _I, _P)
glyph_width = _function("FPDFFont_GetGlyphWidth", _I, _P, _U, _F, _P)
font_angle = _function("FPDFFont_GetItalicAngle", _I, _P, _P)

path_mode = _function("FPDFPath_GetDrawMode", _I, _P, _P, _P)
path_count = _function("FPDFPath_CountSegments", _I, _P)
path_segment = _function("FPDFPath_GetPathSegment", _P, _P, _I)
segment_type = _function("FPDFPathSegment_GetType", _I, _P)
segment_point = _function("FPDFPathSegment_GetPoint", _I, _P, _P, _P)
segment_close = _function("FPDFPathSegment_GetClose", _I, _P)

tag_tree = _function("FPDF_StructTree_GetForPage", _P, _P)
tag_tree_close = _function("FPDF_StructTree_Close", None, _P)
tag_tree_count = _function("FPDF_StructTree_CountChildren", _I, _P)
tag_tree_child = _function("FPDF_StructTree_GetChildAtIndex", _P, _P, _I)
tag_count = _function("FPDF_StructElement_CountChildren", _I, _P)
tag_child = _function("FPDF_StructElement_GetChildAtIndex", _P, _P, _I)
tag_content = _function("FPDF_StructElement_GetChildMarkedContentID", _I, _P, _I)
tag_type = _function("FPDF_StructElement_GetType", ctypes.c_ulong, _P, _P, ctypes.c_ulong)
tag_attributes = _function("FPDF_StructElement_GetAttributeCount", _I, _P)
tag_attribute = _function("FPDF_StructElement_GetAttributeAtIndex", _P, _P, _I)
attribute_value = _function("FPDF_StructElement_Attr_GetValue", _P, _P, ctypes.c_char_p)
attribute_number = _function("FPDF_StructElement_Attr_GetNumberValue", _I, _P, _P)


# The two functions that are called most take what ctypes passes on as it is (`c_void_p` objects, small integers):
# without declared arguments a call costs half.
_get_loose_box = _function("FPDFText_GetLooseCharBox", _I)
_get_text_object = _function("FPDFText_GetTextObject", _P)
_AT_ONCE = 4096
"""Boxes that are asked for together."""


def address(pointer: Any) -> int:
    """The address that one of pypdfium2's own handles (`page.raw`) points at."""
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0


def call_each(function: Callable[..., Any], *arguments: Iterable[Any]) -> None:
    """Call a function for its effect once for each of the arguments, without a loop of the interpreter's."""
    deque(map(function, *arguments), maxlen=0)


def text_of(textpage: int, count: int) -> str:
    """The page's characters, exactly one for each of PDFium's `count`."""
    buffer = np.empty(count + 1, np.uint16)
    written = get_text(textpage, 0, count, buffer.ctypes.data)
    # Characters beyond 16 bits take two units and unmapped ones none; then only asking for each is safe.
    if written == count + 1 and not ((buffer >= 0xD800) & (buffer < 0xE000)).any():
        return buffer[:count].tobytes().decode("utf-16-le")
    return "".join(map(_character, map(get_unicode, repeat(textpage), range(count))))


def _character(code: int) -> str:
    return "\ufffd" if 0xD800 <= code < 0xE000 or code > 0x10FFFF else chr(code)


def loose_boxes(textpage: int, count: int) -> npt.NDArray[np.float32]:
    """The boxes of the page's characters, `(count, 4)`: left, top, right, bottom in PDF space."""
    boxes = np.zeros((count, 4), np.float32)
    page = ctypes.c_void_p(textpage)
    slots, places = _box_slots()
    for first in range(0, count, _AT_ONCE):
        part = boxes[first : first + _AT_ONCE]
        slots[: len(part)] = 0.0
        call_each(_get_loose_box, repeat(page), range(first, first + len(part)), places)
        part[:] = slots[: len(part)]
    return boxes


@cache
def _box_slots() -> tuple[npt.NDArray[np.float32], list[ctypes.c_void_p]]:
    """Room for boxes, and the address of each place in it."""
    slots = np.zeros((_AT_ONCE, 4), np.float32)
    return slots, [ctypes.c_void_p(slots.ctypes.data + 16 * i) for i in range(_AT_ONCE)]


def text_objects(textpage: int, count: int) -> list[tuple[int, int, int]]:
    """The address of each text object with the range of characters it has drawn, `(address, first, end)`.

    An object's characters follow each other (but for spaces that PDFium adds), so that only the ends of its range
    have to be searched for.
    """
    out: list[tuple[int, int, int]] = []
    page = ctypes.c_void_p(textpage)
    i, step = 0, 8
    while i < count:
        found = _get_text_object(page, i)
        if not found:
            i += 1
            continue
        low, high = i, min(i + step, count)
        while high < count and _get_text_object(page, high) == found:
            low, high = high, min(high + (high - i), count)
        while high - low > 1:
            middle = (low + high) >> 1
            # A space that PDFium has added belongs to no object: look at the next character that is drawn.
            probe = middle
            other = _get_text_object(page, probe)
            while not other and probe + 1 < high:
                probe += 1
                other = _get_text_object(page, probe)
            if other == found:
                low = probe
            else:
                high = middle
        out.append((found, i, high))
        step = max(high - i, 2)
        i = high
    return out
