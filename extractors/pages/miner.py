"""What pdfminer.six, the reader under pdfplumber, leaves out: clips, opacity, inherited states, drawing order.

pdfminer interprets a page's operators and calls a device for each text, path and picture. The interpreter here
adds what those operators mean for visibility; the device collects everything in the shape that `assemble` takes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from pdfminer.fontmetrics import FONT_METRICS
from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdffont import PDFFont, PDFType3Font, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFGraphicState, PDFPageInterpreter, PDFResourceManager, PDFTextState
from pdfminer.pdftypes import dict_value, list_value, resolve1, stream_value
from pdfminer.psparser import PSLiteral, literal_name

from ...models.geometry import Bbox
from ...models.page import Colour, Style
from .frame import Frame, Matrix, multiply
from .glyphs import ASCENT, DESCENT, Glyphs, Run, direction
from .marks import NARROW, NARROW_AMONG, candidates, raise_marks
from .scene import Picture, Scene
from .shapes import Shape, blend, common
from .text import UNKNOWN, base_font_name, is_bold, is_italic, leans

_INVISIBLE, _STROKED, _ONLY_STROKED = (3, 7), (2, 6), (1, 5)
_UNKNOWN_COLOUR: Colour = (128, 128, 128)
_MOST_FORMS = 20
_SAME_WIDTH = {"\u00a0": " ", "\u00ad": "-"}
"""Characters that are as wide as others by their nature."""


class State(PDFGraphicState):
    """The graphics state with what pdfminer does not keep: opacity, blending and the clip, as seen on the page."""

    def __init__(self) -> None:
        super().__init__()
        self.linewidth = 1.0
        self.fill_alpha = self.stroke_alpha = 255
        self.plain = True
        """Painted as it is: no blend mode, no soft mask."""
        self.veiled = False
        """Within a form that lets through what is under it."""
        self.clip: Bbox | None = None

    def copy(self) -> State:
        twin = State()
        twin.__dict__.update(self.__dict__)
        return twin


class Interpreter(PDFPageInterpreter):
    """pdfminer's interpreter of page contents, with clips, opacity and forms that inherit the state around them."""

    device: Device
    graphicstate: State

    def __init__(
        self, rsrcmgr: PDFResourceManager, device: Device, around: State | None = None, depth: int = 0
    ) -> None:
        super().__init__(rsrcmgr, device)
        self.around, self.depth = around, depth
        self.clipping = False

    def init_resources(self, resources: dict[object, object]) -> None:
        super().init_resources(resources)
        self.states = dict_value((resources or {}).get("ExtGState", {}))

    def init_state(self, ctm: Matrix) -> None:
        super().init_state(ctm)
        self.graphicstate = self.around.copy() if self.around is not None else State()

    def do_w(self, linewidth: Any) -> None:
        if isinstance(linewidth, int | float):
            self.graphicstate.linewidth = float(linewidth)  # scaled when it is drawn, as the matrix is then

    def do_gs(self, name: Any) -> None:
        state = dict_value(self.states.get(literal_name(name), {}))
        values = {key: resolve1(value) for key, value in state.items()}
        graphics = self.graphicstate
        if isinstance(values.get("ca"), int | float):
            graphics.fill_alpha = round(255 * min(max(values["ca"], 0), 1))
        if isinstance(values.get("CA"), int | float):
            graphics.stroke_alpha = round(255 * min(max(values["CA"], 0), 1))
        if isinstance(values.get("LW"), int | float):
            graphics.linewidth = float(values["LW"])
        if "BM" in values or "SMask" in values:
            modes = [values.get("BM"), values.get("SMask")]
            names = [mode.name for mode in modes if isinstance(mode, PSLiteral)]
            graphics.plain = all(n in ("Normal", "Compatible", "None") for n in names) and not any(
                isinstance(mode, dict | list) for mode in modes
            )

    def do_W(self) -> None:
        self.clipping = True

    def do_W_a(self) -> None:
        self.clipping = True

    def _clip(self) -> None:
        if self.clipping and self.curpath:
            box = self.device.extent(self.curpath)
            if box is not None:
                self.graphicstate.clip = common(box, self.graphicstate.clip) or (0.0, 0.0, 0.0, 0.0)
        self.clipping = False

    def do_n(self) -> None:
        self._clip()
        super().do_n()

    def do_S(self) -> None:
        self._paint(super().do_S)

    def do_f(self) -> None:
        self._paint(super().do_f)

    def do_F(self) -> None:
        self.do_f()

    def do_f_a(self) -> None:
        self._paint(super().do_f_a)

    def do_B(self) -> None:
        self._paint(super().do_B)

    def do_B_a(self) -> None:
        self._paint(super().do_B_a)

    def _paint(self, paint: Any) -> None:
        path = self.curpath
        paint()
        self.curpath = path
        self._clip()
        self.curpath = []

    def do__w(self, aw: Any, ac: Any, s: Any) -> None:
        self.do_Tw(aw)
        self.do_Tc(ac)
        self.do__q(s)

    def do_sh(self, name: object) -> None:
        self.device.shade(self.graphicstate)

    def do_EI(self, obj: Any) -> None:
        self.device.place_image(self.graphicstate)

    def do_Do(self, xobjid_arg: Any) -> None:
        try:
            form = stream_value(self.xobjmap[literal_name(xobjid_arg)])
        except KeyError:
            return
        kind = form.get("Subtype")
        if kind is not None and kind.name == "Image":
            self.device.place_image(self.graphicstate)
        elif kind is not None and kind.name == "Form" and self.depth < _MOST_FORMS:
            own = [float(resolve1(v)) for v in list_value(form.get("Matrix", [1, 0, 0, 1, 0, 0]))]
            ctm = multiply((own[0], own[1], own[2], own[3], own[4], own[5]), self.ctm)
            state = self.graphicstate.copy()
            state.veiled = state.veiled or state.fill_alpha < 255 or not state.plain
            if "BBox" in form:
                x0, y0, x1, y1 = (float(resolve1(v)) for v in list_value(form["BBox"]))
                box = self.device.frame.bounds(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1), ctm)
                state.clip = common(box, state.clip) or (0.0, 0.0, 0.0, 0.0)
            inner = Interpreter(self.rsrcmgr, self.device, state, self.depth + 1)
            inner.parent_stream_ids.update(self.parent_stream_ids | self.stream_ids)
            resources = form.get("Resources")
            inner.render_contents(dict_value(resources) if resources else self.resources.copy(), [form], ctm=ctm)
            self.device.set_ctm(self.ctm)


class Device(PDFTextDevice):
    """Collects the characters, shapes and pictures of one page, as seen, in drawing order."""

    ctm: Matrix

    def __init__(self, rsrcmgr: PDFResourceManager, frame: Frame) -> None:
        super().__init__(rsrcmgr)
        self.frame = frame
        self.scene = Scene()
        self.z = 0
        self._texts: list[str] = []
        self._boxes: list[Bbox] = []
        self._run: list[int] = []
        self._runs: list[Run] = []
        self._fonts: dict[int, tuple[str, bool, bool]] = {}
        self._ems: list[tuple[int, float]] = []
        self._widest: dict[tuple[int, str], float] = {}

    def glyphs(self) -> Glyphs:
        """All characters so far, in the order of the content stream."""
        if not self._texts:
            return Glyphs()
        glyphs = Glyphs("".join(self._texts), np.array(self._boxes), np.array(self._run, np.int64), self._runs)
        figures = [i for i in candidates(glyphs.text) if self._runs[self._run[i]].level]
        raise_marks(glyphs, [i for i in figures if self._is_narrow(i)])
        return glyphs

    def _is_narrow(self, i: int) -> bool:
        """Whether a figure is narrower than the same one elsewhere: pdfminer does not tell how high it stands."""
        font, width = self._ems[i]
        figure = self._texts[i]
        widest = self._widest[font, figure]
        if width < NARROW * widest:
            return True
        # Where the page has it in one width only, the others tell. A 1 may be narrow in any font but one whose
        # figures are all of one width.
        others = sorted(w for (f, other), w in self._widest.items() if f == font and other != figure)
        if not others or width < widest or width >= NARROW_AMONG * others[-1]:
            return False
        return figure != "1" or (len(others) > 1 and others[-2] > 0.98 * others[-1])

    def extent(self, path: Sequence[Any]) -> Bbox | None:
        """The box around a path's points, as seen."""
        points = [xy for segment in path for xy in zip(segment[1::2], segment[2::2], strict=False)]
        if not points:
            return None
        xs, ys = [float(x) for x, _ in points], [float(y) for _, y in points]
        return self.frame.bounds(min(xs), min(ys), max(xs), max(ys), self.ctm)

    def shade(self, state: State) -> None:
        """A gradient fills the clip, or all the page."""
        self.z += 1
        box = state.clip or (0.0, 0.0, self.frame.width, self.frame.height)
        self.scene.pictures.append(Picture(box, self.z, image=False))

    def place_image(self, state: State) -> None:
        """An image fills the unit square of its space."""
        self.z += 1
        seen = common(self.frame.bounds(0, 0, 1, 1, self.ctm), state.clip)
        if seen is not None:
            self.scene.pictures.append(Picture(seen, self.z))

    def paint_path(self, graphicstate: Any, stroke: bool, fill: bool, evenodd: bool, path: Sequence[Any]) -> None:
        state: State = graphicstate
        self.z += 1
        a, b, c, d, _, _ = self.ctm
        move = multiply(self.ctm, self.frame.matrix)
        fill_colour = colour_of(state.ncolor, state.ncs.name) if fill and state.fill_alpha else None
        stroke_colour = colour_of(state.scolor, state.scs.name) if stroke and state.stroke_alpha else None
        if fill_colour is None and stroke_colour is None:
            return
        self.scene.shapes.append(
            Shape(
                paths=_paths(path, move),
                curved=any(segment[0] in "cvy" for segment in path),
                fill=None if fill_colour is None else blend(fill_colour, state.fill_alpha),
                stroke=None if stroke_colour is None else blend(stroke_colour, state.stroke_alpha),
                width=state.linewidth * abs(a * d - b * c) ** 0.5 if stroke else 0.0,
                z=self.z,
                clip=state.clip,
                opaque=fill_colour is not None
                and state.plain
                and not state.veiled
                and state.fill_alpha == 255
                and (not stroke or state.stroke_alpha == 255)
                and state.ncs.name != "Pattern",
            )
        )

    def render_string(self, textstate: PDFTextState, seq: Any, ncs: Any, graphicstate: Any) -> None:
        """One text operator: one run, whose characters advance by their widths, spacing and the array's shifts."""
        font, size, state = textstate.font, textstate.fontsize, graphicstate
        if font is None:
            return
        self.z += 1
        wide = textstate.scaling * 0.01
        matrix = multiply(textstate.matrix, self.ctm)
        x, y = textstate.linematrix
        run = Run(*self._seen(textstate, matrix, state), z=self.z, clip=state.clip)
        shown = multiply(matrix, self.frame.matrix)
        below, above = _reach(font)
        start = len(self._texts)
        for item in seq:
            if isinstance(item, int | float):
                x -= item * 0.001 * size * wide
                continue
            if not isinstance(item, bytes):
                continue
            for cid in font.decode(item):
                em = _width(font, cid)
                width = em * size * wide
                text = _text_of(font, cid)
                if text:
                    left, right = min(x, x + width), max(x, x + width)
                    low, high = y + textstate.rise + below * size, y + textstate.rise + above * size
                    box = _bounds(shown, left, min(low, high), right, max(low, high))
                    if len(self._texts) == start:
                        run.x, run.y = _point(shown, x, y + textstate.rise)
                    for letter in text:
                        self._ems.append((id(font), em))
                        if letter.isdigit():
                            key = (id(font), letter)
                            self._widest[key] = max(self._widest.get(key, 0.0), em)
                        self._texts.append(letter)
                        self._boxes.append(box)
                        self._run.append(len(self._runs))
                x += width + textstate.charspace * wide
                if cid == 32 and not font.is_multibyte():
                    x += textstate.wordspace * wide
        textstate.linematrix = (x, y)
        self._runs.append(run)

    def _seen(self, text: PDFTextState, matrix: Matrix, state: State) -> tuple[Style, float, float, float, float]:
        a, b, c, d, _, _ = matrix
        font = text.font
        if id(font) not in self._fonts:
            self._fonts[id(font)] = _font(font)
            _complete_windows_encoding(font)
        name, bold, italic = self._fonts[id(font)]
        size = round(text.fontsize * (c * c + d * d) ** 0.5, 1)
        if text.render in _ONLY_STROKED:
            colour, alpha = colour_of(state.scolor, state.scs.name), state.stroke_alpha
        else:
            colour, alpha = colour_of(state.ncolor, state.ncs.name), state.fill_alpha
        hidden = text.render in _INVISIBLE or alpha == 0
        bold = bold or text.render in _STROKED
        style = Style(name, abs(size), bold, italic or leans(a, b, c, d), blend(colour, alpha), hidden)
        fa, fb, fc, fd, _, _ = self.frame.matrix
        return style, 0.0, 0.0, *direction(fa * a + fc * b, fb * a + fd * b)


def _reach(font: PDFFont) -> tuple[float, float]:
    """How far letters reach under and over the baseline, in ems; of a Type 3 font as its box says."""
    if isinstance(font, PDFType3Font) and font.bbox[1] < font.bbox[3]:
        return font.bbox[1] * font.vscale, font.bbox[3] * font.vscale
    return -DESCENT, ASCENT


def _width(font: Any, cid: int) -> float:
    """The width of a character in ems."""
    width: float = font.char_width(cid)
    if width == 0 and (other := _SAME_WIDTH.get(_text_of(font, cid))) is not None:
        # pdfminer's tables of the standard fonts lack them.
        width = font.widths.get(other, 0.0) * font.hscale
    return width


def _text_of(font: PDFFont, cid: int) -> str:
    try:
        text: str = font.to_unichr(cid)
    except PDFUnicodeNotDefined:
        return UNKNOWN
    return text


def _point(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return (a * x + c * y + e, b * x + d * y + f)


def _bounds(matrix: Matrix, left: float, bottom: float, right: float, top: float) -> Bbox:
    points = [_point(matrix, x, y) for x in (left, right) for y in (bottom, top)]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return (min(xs), min(ys), max(xs), max(ys))


def _paths(path: Sequence[Any], matrix: Matrix) -> list[list[tuple[float, float]]]:
    """The points of each subpath as seen; of curves the ends and the points that bend them."""
    out: list[list[tuple[float, float]]] = []
    for segment in path:
        if segment[0] == "h":
            if out and out[-1][0] != out[-1][-1]:
                out[-1].append(out[-1][0])
            continue
        points = [_point(matrix, float(x), float(y)) for x, y in zip(segment[1::2], segment[2::2], strict=False)]
        if segment[0] == "m" or not out:
            out.append([])
        out[-1].extend(points)
    return out


def _font(font: Any) -> tuple[str, bool, bool]:
    name = getattr(font, "basefont", font.fontname)
    if isinstance(name, bytes):
        name = name.decode("latin-1")
    if not isinstance(name, str) or name == "unknown":  # as pdfminer calls a font without a name
        name = ""
    stem = _number(font.descriptor.get("StemV"))
    # The flags that pdfminer gives to the standard fonts are not theirs: an upright Courier would be italic.
    flags = 0 if name in FONT_METRICS else int(_number(font.descriptor.get("Flags")))
    # The weight that a stem's width stands for, as PDFium reckons it.
    weight = round(stem * 5 if stem < 140 else stem * 4 + 140)
    base = base_font_name(name)
    angle = round(_number(font.descriptor.get("ItalicAngle")))
    return base, is_bold(base, weight, flags), is_italic(base, angle, flags)


def _complete_windows_encoding(font: Any) -> None:
    """pdfminer's WinAnsiEncoding has a space in place of the hyphen at 173, and nothing at 160."""
    table = getattr(font, "cid2unicode", None)
    if isinstance(table, dict) and table.get(0x80) == "€":
        missing = {0xA0: "\u00a0"} if 0xA0 not in table else {}
        font.cid2unicode = {**table, **missing, **({0xAD: "\u00ad"} if table.get(0xAD) == " " else {})}


def _number(value: Any) -> float:
    found = resolve1(value)
    return float(found) if isinstance(found, int | float) else 0.0


def colour_of(value: Any, space: str) -> Colour:
    """A colour as red, green and blue; of patterns and inks that only their own table tells, a grey."""
    if space == "Pattern" or isinstance(value, str) or value is None:
        return _UNKNOWN_COLOUR
    parts = [float(v) for v in (value if isinstance(value, tuple | list) else (value,)) if isinstance(v, int | float)]
    if space in ("Separation", "DeviceN"):
        grey = 1 - min(max(parts, default=1.0), 1.0)  # a share of ink, not of light
        return _rgb(grey, grey, grey)
    if space == "Indexed":
        return _UNKNOWN_COLOUR
    if space == "Lab":
        return _rgb(*[parts[0] / 100] * 3)
    if len(parts) == 1:
        return _rgb(parts[0], parts[0], parts[0])
    if len(parts) == 3:
        return _rgb(parts[0], parts[1], parts[2])
    if len(parts) == 4:
        cyan, magenta, yellow, black = (min(max(part, 0.0), 1.0) for part in parts)
        return _rgb((1 - cyan) * (1 - black), (1 - magenta) * (1 - black), (1 - yellow) * (1 - black))
    return _UNKNOWN_COLOUR


def _rgb(red: float, green: float, blue: float) -> Colour:
    parts = [round(255 * min(max(part, 0.0), 1.0)) for part in (red, green, blue)]
    return (parts[0], parts[1], parts[2])
