"""Rules in a picture, and the ink without them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ...models.page import Colour, Rule
from .components import Runs, close_gaps, components_of, runs_of
from .picture import Bytes, Picture

Floats = npt.NDArray[np.float64]

_DARK, _FAINT = 60, 14
"""Levels of ink: those of a dark rule, and the least of one that is told by its length and evenness."""
_ACROSS, _DOWN, _LONG = 18.0, 12.0, 36.0
"""Points: the least length of a dark rule across, of one down the page, and of a faint one."""
_GAP = 1.0
"""Points that noise may take out of a rule."""
_THICK = 4.5
"""Points: what is thicker is an area."""
_SLENDER = 9.0
"""A rule is at least this many times longer than thick."""
_JOIN = 5.0
"""Points between two pieces of one rule, which text that crosses it has parted."""
_TOUCH = 2.5
"""Points between the end of one rule and another that it meets."""
_LONE = 30.0
"""Points: a shorter upright rule that meets no other is a letter, or a mark."""
_BESIDE = 1.0
"""Points from the middle of a faint rule, and from the edge of a dark one, to where its ground shows."""
_SHORT = 40.0
"""Points: a rule that is shorter must be without a gap, and free of ink on both sides, or it is the foot of a word."""
_BARE, _BARE_SHORT = 0.35, 0.12
"""Of its length: how much ink may stand beside a rule."""
_WHOLE, _WHOLE_SHORT = 0.85, 0.97
"""Of its length: how much of a rule must be there."""


@dataclass(slots=True)
class Lines:
    """Straight lines of one direction, in pixels; of upright ones rows and columns are exchanged."""

    start: Floats
    end: Floats
    middle: Floats
    thick: Floats

    def __len__(self) -> int:
        return len(self.start)

    def take(self, keep: npt.NDArray[np.bool_]) -> Lines:
        return Lines(self.start[keep], self.end[keep], self.middle[keep], self.thick[keep])


def find_rules(picture: Picture) -> tuple[list[Rule], Bytes]:
    """The rules of a picture, in points, and its ink without them."""
    ink, scale = picture.ink, picture.scale
    turned = np.ascontiguousarray(ink.T)
    level, upright = _lines(ink, scale, _ACROSS), _lines(turned, scale, _DOWN)
    upright = upright.take(~_lone(upright, level, scale))
    rest = ink.copy()
    _erase(rest, ink, level, scale)
    _erase(rest.T, turned, upright, scale)
    out = []
    for lines, across in ((level, True), (upright, False)):
        rgb = picture.rgb if across else picture.rgb.transpose(1, 0, 2)
        for a, b, middle, thick in zip(lines.start, lines.end, lines.middle, lines.thick, strict=True):
            colour = _colour(rgb, float(a), float(b), float(middle))
            a, b, y = (round(float(v) / scale, 2) for v in (a, b, middle))
            ends = (a, y, b, y) if across else (y, a, y, b)
            out.append(Rule(*ends, width=round(float(thick) / scale, 2), colour=colour))
    return out, rest


def _lines(ink: Bytes, scale: float, least: float) -> Lines:
    """The straight lines along the rows of a picture."""
    gap = round(_GAP * scale)
    dark = close_gaps(runs_of(ink > _DARK), gap)
    dark = dark.take(dark.end - dark.start >= least * scale)
    # Along a row noise evens out; text does not, and has ink above or below.
    even = np.cumsum(ink, axis=1, dtype=np.int32)
    even = (even[:, 4:] - even[:, :-4]) >> 2
    off = max(2, round(_BESIDE * scale))
    beside = np.zeros_like(even)
    beside[off:-off] = np.maximum(even[2 * off :], even[: -2 * off])
    faint = close_gaps(runs_of((even > _FAINT) & (even > 2 * beside)), gap)
    faint = faint.take(faint.end - faint.start >= _LONG * scale)
    faint = Runs(faint.row, faint.start + 2, faint.end + 2)
    strong, weak = (_measured(runs, scale) for runs in (dark, faint))
    strong = _joined(strong.take(_bare(strong, ink, scale)), scale)
    weak = _joined(weak, scale)
    return _both(strong, weak.take(~_covered(weak, strong, scale)))


def _both(a: Lines, b: Lines) -> Lines:
    sides = zip((a.start, a.end, a.middle, a.thick), (b.start, b.end, b.middle, b.thick), strict=True)
    return Lines(*(np.concatenate(pair) for pair in sides))


def _measured(runs: Runs, scale: float) -> Lines:
    """The slender ones among the things that long runs make up."""
    parts = components_of(runs)
    long = (parts.x1 - parts.x0).astype(np.float64)
    thick = parts.area / np.maximum(long, 1)
    height = np.bincount(parts.label, (runs.end - runs.start) * (runs.row + 0.5), len(parts)) if len(parts) else long
    middle = height / np.maximum(parts.area, 1)
    keep = (thick <= _THICK * scale) & (long >= _SLENDER * thick) & (parts.height <= (_THICK + 1) * scale)
    return Lines(parts.x0.astype(np.float64), parts.x1.astype(np.float64), middle, thick).take(keep)


def _bare(lines: Lines, ink: Bytes, scale: float) -> npt.NDArray[np.bool_]:
    """Whether lines have no ink beside them, and no gaps: else they are the feet or heads of letters."""
    out = np.ones(len(lines), bool)
    off = _BESIDE * scale
    every = zip(lines.start, lines.end, lines.middle, lines.thick, strict=True)
    for i, (start, end, middle, thick) in enumerate(every):
        short = end - start < _SHORT * scale
        a, b, half = int(start), int(end), thick / 2
        rows = [round(middle + side * (half + part * off)) for side in (-1, 1) for part in (1.0, 1.6)]
        beside = [float((ink[row, a:b] > _DARK).mean()) for row in rows if 0 <= row < ink.shape[0]]
        low, high = max(0, int(middle - half)), int(np.ceil(middle + half))
        whole = float((ink[low:high, a:b].max(axis=0) > _DARK).mean())
        out[i] = max(beside, default=0.0) <= (_BARE_SHORT if short else _BARE)
        out[i] &= whole >= (_WHOLE_SHORT if short else _WHOLE)
    return out


def _joined(lines: Lines, scale: float) -> Lines:
    """Join pieces that go on in each other."""
    order = np.lexsort((lines.start, np.round(lines.middle)))
    out: list[list[float]] = []
    for i in order.tolist():
        piece = [float(lines.start[i]), float(lines.end[i]), float(lines.middle[i]), float(lines.thick[i])]
        for other in reversed(out[-12:]):
            near = abs(other[2] - piece[2]) <= max(1.5, 0.5 * scale)
            if near and piece[0] - other[1] <= _JOIN * scale and other[0] - piece[1] <= _JOIN * scale:
                long, longer = piece[1] - piece[0], other[1] - other[0]
                whole = long + longer
                other[2] = (other[2] * longer + piece[2] * long) / whole
                other[3] = (other[3] * longer + piece[3] * long) / whole
                other[0], other[1] = min(other[0], piece[0]), max(other[1], piece[1])
                break
        else:
            out.append(piece)
    table = np.array(out).reshape(-1, 4).T
    return Lines(table[0], table[1], table[2], table[3])


def _covered(weak: Lines, strong: Lines, scale: float) -> npt.NDArray[np.bool_]:
    """Whether a line lies on one of others for half of its length."""
    if not len(weak) or not len(strong):
        return np.zeros(len(weak), bool)
    near = np.abs(weak.middle[:, None] - strong.middle[None, :]) <= 2 * scale
    low, high = np.maximum(weak.start[:, None], strong.start), np.minimum(weak.end[:, None], strong.end)
    lies = near & (high - low > 0.5 * (weak.end - weak.start)[:, None])
    return np.asarray(lies.any(axis=1), bool)


def _lone(upright: Lines, level: Lines, scale: float) -> npt.NDArray[np.bool_]:
    """Whether an upright line is short and meets no level one: then it is a letter's stem."""
    short = upright.end - upright.start < _LONE * scale
    if not len(upright) or not len(level):
        return short
    touch = _TOUCH * scale
    x, y0, y1 = upright.middle[:, None], upright.start[:, None], upright.end[:, None]
    under = (level.start - touch <= x) & (x <= level.end + touch)
    meets = under & ((np.abs(level.middle - y0) <= touch) | (np.abs(level.middle - y1) <= touch))
    return short & ~meets.any(axis=1)


def _erase(rest: Bytes, ink: Bytes, lines: Lines, scale: float) -> None:
    """Take lines out of `rest` (in place), but where ink goes on above and below: there something crosses."""
    tall = ink.shape[0]
    for start, end, middle, thick in zip(lines.start, lines.end, lines.middle, lines.thick, strict=True):
        half = thick / 2 + 0.45 * scale
        top, bottom = max(0, int(middle - half)), min(tall, int(np.ceil(middle + half)))
        a, b = max(0, int(start) - 2), int(end) + 2
        over, under = ink[max(0, top - 2) : top, a:b], ink[bottom : bottom + 2, a:b]
        band = rest[top:bottom, a:b]
        if over.size and under.size:
            crossed = (over.min(axis=0) > _DARK) & (under.min(axis=0) > _DARK)
            band[:, ~crossed] = 0
        else:
            band[:] = 0


def _colour(rgb: Bytes, start: float, end: float, middle: float) -> Colour:
    row = rgb[min(int(middle / 2), rgb.shape[0] - 1), int(start / 2) : max(int(end / 2), int(start / 2) + 1)]
    red, green, blue = np.median(row, axis=0)
    return (int(red), int(green), int(blue))
