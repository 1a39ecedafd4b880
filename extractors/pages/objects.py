"""The objects of a PDFium page in drawing order: the style of each text, paths, pictures, clips."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import repeat

import numpy as np
import pypdfium2.raw as raw

from ...models.geometry import Bbox
from ...models.page import Colour, Style
from . import native
from .frame import IDENTITY, Frame, Matrix, multiply
from .glyphs import Run, direction
from .overhang import Face
from .scene import Picture, Scene
from .shapes import Shape, blend, common
from .text import base_font_name, is_bold, is_italic, leans

_MAX_FORM_DEPTH = 20
_MOST_SEGMENTS = 4000
"""Of a path that is drawn line by line; what has more is no rule and no box (a map, a chart)."""
MOST_OBJECTS = 400_000
"""Of a page, forms within forms counted each time they are drawn. No printed page has a tenth of that, and two
kilobytes can draw a million."""
_INVISIBLE = (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP)
_STROKED = (raw.FPDF_TEXTRENDERMODE_FILL_STROKE, raw.FPDF_TEXTRENDERMODE_FILL_STROKE_CLIP)
_ONLY_STROKED = (raw.FPDF_TEXTRENDERMODE_STROKE, raw.FPDF_TEXTRENDERMODE_STROKE_CLIP)

_Font = tuple[str, bool, bool]


@dataclass(slots=True)
class Objects:
    """What a page draws."""

    runs: dict[int, Run] = field(default_factory=dict)
    """The text objects by address, in drawing order."""
    faces: dict[int, Face] = field(default_factory=dict)
    """The font of each text object, by address."""
    scene: Scene = field(default_factory=Scene)


class TooManyObjects(Exception):
    """The page draws more than `MOST_OBJECTS`."""


class _Reader:
    """Reads one page; holds the few buffers that PDFium writes to."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.out = Objects()
        self.z = 0
        self.veiled = False
        """Within a form that lets through what is under it."""
        self.fonts: dict[int, _Font] = {}
        self.styles: dict[tuple[object, ...], Style] = {}
        self.clips: dict[tuple[object, ...], Bbox | None] = {}
        self.words = (ctypes.c_uint * 4)()
        self.floats = (ctypes.c_float * 6)()
        start = ctypes.addressof(self.words)
        self.at_words = (start, start + 4, start + 8, start + 12)
        start = ctypes.addressof(self.floats)
        self.at_floats = (start, start + 4, start + 8, start + 12)

    def holder(self, objects: list[int], matrix: Matrix, clip: Bbox | None, depth: int) -> None:
        """Read the objects of a page or form, whose space `matrix` turns into user space. Raises TooManyObjects."""
        kinds = list(map(native.get_type, objects))
        texts = [o for o, kind in zip(objects, kinds, strict=True) if kind == raw.FPDF_PAGEOBJ_TEXT]
        ready = iter(self._texts(texts, matrix, clip))
        for obj, kind in zip(objects, kinds, strict=True):
            self.z += 1
            if kind == raw.FPDF_PAGEOBJ_TEXT:
                run = next(ready)
                run.z = self.z
                self.out.runs[obj] = run
            elif kind == raw.FPDF_PAGEOBJ_PATH:
                self._path(obj, matrix, clip)
            elif kind == raw.FPDF_PAGEOBJ_FORM:
                if depth < _MAX_FORM_DEPTH:
                    count = native.form_count(obj)
                    if self.z + count > MOST_OBJECTS:
                        raise TooManyObjects
                    inner = list(map(native.form_object, repeat(obj), range(max(count, 0))))
                    around, self.veiled = self.veiled, self.veiled or bool(native.has_transparency(obj))
                    self.holder(inner, multiply(self._matrix(obj), matrix), self._clip(obj, matrix, clip), depth + 1)
                    self.veiled = around
            elif native.get_bounds(obj, *self.at_floats):
                left, bottom, right, top = self.floats[:4]
                box = self.frame.bounds(left, bottom, right, top, matrix)
                visible = common(box, self._clip(obj, matrix, clip))
                if visible is not None:
                    opaque = not native.has_transparency(obj)
                    kept = kind == raw.FPDF_PAGEOBJ_IMAGE
                    self.out.scene.pictures.append(Picture(visible, self.z, image=kept, opaque=opaque))

    def _texts(self, texts: list[int], outer: Matrix, clip: Bbox | None) -> Iterable[Run]:
        n = len(texts)
        matrices = np.zeros((n, 6), np.float32)
        sizes = np.zeros(n, np.float32)
        colours = np.zeros((4, n), np.uint32)
        colours[3] = 255
        at = [colours.ctypes.data + 4 * n * i for i in range(4)]
        steps = [range(start, start + 4 * n, 4) for start in at]
        start = matrices.ctypes.data
        native.call_each(native.get_matrix, texts, range(start, start + 24 * n, 24))
        native.call_each(native.text_size, texts, range(sizes.ctypes.data, sizes.ctypes.data + 4 * n, 4))
        native.call_each(native.get_fill, texts, *steps)
        modes = list(map(native.text_mode, texts))
        fonts = list(map(native.text_font, texts))
        clipped = map(native.clip_count, map(native.get_clip, texts))
        rows = zip(texts, matrices.tolist(), sizes.tolist(), colours.T.tolist(), modes, fonts, clipped, strict=True)
        fa, fb, fc, fd, fe, ff = self.frame.matrix
        for obj, own, size, (red, green, blue, alpha), mode, font, clips in rows:
            a, b, c, d, e, f = own if outer is IDENTITY else multiply(tuple(own), outer)
            key = (font, size, a, b, c, d, red, green, blue, alpha, mode)
            style = self.styles.get(key)
            if style is None:
                style = self._style(obj, (a, b, c, d, e, f), size, (red, green, blue), alpha, mode, font)
                self.styles[key] = style
            level = b == 0 and a > 0
            em = size * a if level else size * (a * a + b * b) ** 0.5
            self.out.faces[obj] = Face(font, em, (1.0, 0.0) if level else direction(a, b))
            if level and self.frame.rotation == 0:
                cos, sin = 1.0, 0.0
            else:
                cos, sin = direction(fa * a + fc * b, fb * a + fd * b)
            x, y = fa * e + fc * f + fe, fb * e + fd * f + ff
            yield Run(style, x, y, cos, sin, clip=self._clip(obj, outer, clip) if clips > 0 else clip)

    def _style(self, obj: int, matrix: Matrix, size: float, colour: Colour, alpha: int, mode: int, font: int) -> Style:
        a, b, c, d, _, _ = matrix
        if font not in self.fonts:
            self.fonts[font] = _font(font) if font else ("", False, False)
        name, bold, italic = self.fonts[font]
        tall = (c * c + d * d) ** 0.5
        if mode in _ONLY_STROKED and native.get_stroke(obj, *self.at_words):
            red, green, blue, alpha = self.words
            colour = (red, green, blue)
        # A stroke around filled letters thickens them: the usual way of faking bold, as leaning is of italic.
        bold = bold or mode in _STROKED
        italic = italic or leans(a, b, c, d)
        hidden = mode in _INVISIBLE or alpha == 0
        return Style(name, round(size * tall, 1), bold, italic, blend(colour, alpha), hidden)

    def _matrix(self, obj: int) -> Matrix:
        native.get_matrix(obj, self.at_floats[0])
        a, b, c, d, e, f = self.floats
        return (a, b, c, d, e, f)

    def _colour(self, obj: int, getter: object) -> tuple[Colour, int] | None:
        """The colour that PDFium makes of an object's own, whatever its colour space, with its opacity."""
        if not callable(getter) or not getter(obj, *self.at_words):
            return None
        red, green, blue, alpha = self.words
        return (red, green, blue), alpha

    def _path(self, obj: int, outer: Matrix, clip: Bbox | None) -> None:
        words = self.at_words
        native.path_mode(obj, words[0], words[1])
        filled, stroked = self.words[0], self.words[1]
        fill = self._colour(obj, native.get_fill) if filled else None
        stroke = self._colour(obj, native.get_stroke) if stroked else None
        fill = fill if fill and fill[1] else None
        stroke = stroke if stroke and stroke[1] else None
        if fill is None and stroke is None:
            return
        count = native.path_count(obj)
        if count > _MOST_SEGMENTS:
            return
        width = 0.0
        a, b, c, d, e, f = matrix = multiply(self._matrix(obj), outer)
        if stroke is not None:
            native.get_stroke_width(obj, self.at_floats[0])
            width = self.floats[0] * abs(a * d - b * c) ** 0.5
        visible = self._clip(obj, outer, clip)
        a, b, c, d, e, f = multiply(matrix, self.frame.matrix)
        paths: list[list[tuple[float, float]]] = []
        curved = False
        at_x, at_y = self.at_floats[:2]
        floats = self.floats
        for segment in map(native.path_segment, repeat(obj), range(count)):
            kind = native.segment_type(segment)
            native.segment_point(segment, at_x, at_y)
            x, y = floats[0], floats[1]
            point = (a * x + c * y + e, b * x + d * y + f)
            if kind == raw.FPDF_SEGMENT_MOVETO or not paths:
                paths.append([point])
            else:
                curved = curved or kind == raw.FPDF_SEGMENT_BEZIERTO
                paths[-1].append(point)
            if native.segment_close(segment) and paths[-1][0] != paths[-1][-1]:
                paths[-1].append(paths[-1][0])
        self.out.scene.shapes.append(
            Shape(
                paths=paths,
                curved=curved,
                fill=blend(*fill) if fill else None,
                stroke=blend(*stroke) if stroke else None,
                width=width,
                z=self.z,
                clip=visible,
                opaque=fill is not None and not self.veiled and not native.has_transparency(obj),
            )
        )

    def _clip(self, obj: int, matrix: Matrix, around: Bbox | None) -> Bbox | None:
        """The box that an object can be seen in, within `around`; None: anywhere."""
        path = native.get_clip(obj)
        count = native.clip_count(path) if path else 0
        if count <= 0:
            return around
        out = around
        for i in range(count):
            points = []
            for j in range(min(native.clip_segments(path, i), _MOST_SEGMENTS)):
                segment = native.clip_segment(path, i, j)
                native.segment_point(segment, self.at_floats[0], self.at_floats[1])
                points.append((self.floats[0], self.floats[1]))
            if points:
                xs, ys = [x for x, _ in points], [y for _, y in points]
                box = self.frame.bounds(min(xs), min(ys), max(xs), max(ys), matrix)
                out = common(box, out) or (0.0, 0.0, 0.0, 0.0)
        return out


def _font(font: int) -> _Font:
    size = native.font_name(font, None, 0)
    buffer = ctypes.create_string_buffer(max(size, 1))
    native.font_name(font, ctypes.addressof(buffer), size)
    name = base_font_name(buffer.value.decode("utf-8", "replace"))
    angle = ctypes.c_int()
    native.font_angle(font, ctypes.addressof(angle))
    flags = native.font_flags(font)
    return name, is_bold(name, native.font_weight(font), flags), is_italic(name, angle.value, flags)


def read_objects(page: int, frame: Frame) -> Objects:
    """Everything that a page draws, forms within forms included; `page` is the address of a loaded page.

    Raises TooManyObjects, before what there is too much of takes its time.
    """
    reader = _Reader(frame)
    if native.page_count(page) > MOST_OBJECTS:
        raise TooManyObjects
    objects = list(map(native.page_object, repeat(page), range(max(native.page_count(page), 0))))
    reader.holder(objects, IDENTITY, None, 0)
    return reader.out
