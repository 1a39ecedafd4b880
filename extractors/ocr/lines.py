"""Pieces of lines of text in the ink of a page: what is handed to the recogniser, one by one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ...models.page import Area, Rule
from .components import Components, Ints, Mask, Runs, close_gaps, components_of, paint, runs_of
from .picture import Bytes

Bools = npt.NDArray[np.bool_]

_INK = 60
"""Levels of ink that belong to a letter."""
_LETTER = (2.5, 30.0)
"""Points: the least and greatest height of letters that tell the usual one."""
_LARGEST = 100.0
"""Points: what is taller or seven times wider is no letter."""

# All that follows is in usual heights of letters, which is about the height of an x.
_GAP = 2.0
"""A wider gap parts pieces of a line."""
_SPECK = 0.45
"""What is lower and narrower is a dot, an accent, or dirt."""
_NEAR = 0.9
"""Dots and accents stand no further than this from letters."""
_OVER = 0.6
"""Accents stand no higher than this over their letters."""
_OVER_LARGE = 0.3
"""The same of the height of the letter itself, where that is larger than usual."""
_BESIDE = 0.45
"""A full stop stands no further than this behind its letter."""
_QUOTED = 0.35
"""A quotation mark stands no further than this from its word."""
_DOT = 0.6
"""Of the usual height of a dot: lower ones are dirt."""
_BULLET = 1.15
"""Of the usual height of a dot: bullets are larger."""
_LEAST_BULLET, _BEFORE_TEXT, _ONE_COLUMN = 0.2, 5.0, 0.3
"""The least side of a small bullet, how far from its text it may stand, and how far out of line with another."""
_ON_BASE = 0.3
"""It stands no further than this off the baseline."""
_BAR = 2.0
"""A thin stroke that is taller is no letter."""
_TALL = 3.4
"""A piece that is taller and has no letters of that height holds several lines."""


@dataclass(slots=True)
class Piece:
    """A piece of a line of text; lengths in pixels."""

    x0: int
    y0: int
    x1: int
    y1: int
    letters: Ints
    """`(count, 4)`: boxes `x0, y0, x1, y1` of what hangs together in it, from left to right."""
    ink: Bytes
    """`(y1 - y0, x1 - x0)`: its own ink, without that of neighbours whose letters reach in."""
    several: bool = False
    """Whether it holds lines that touch each other."""


def pieces_of(ink: Bytes, scale: float, rules: list[Rule], areas: list[Area]) -> list[Piece]:
    """The pieces of lines on a page, top to bottom.

    Args:
        ink: The ink of the page without its rules.
        scale: Pixels to a point.
        rules: What stands on two sides of an upright rule is parted;
        areas: so is what stands inside and outside of a tinted area.
    """
    runs = runs_of(ink > _INK)
    parts = components_of(runs)
    if not len(parts):
        return []
    usual = _usual_height(parts, scale)
    keep = (parts.height <= _LARGEST * scale) & (parts.width <= 7 * _LARGEST * scale) & (parts.area >= 2)
    walls = _walls((ink.shape[0], ink.shape[1]), scale, rules, areas)
    bullets = _bullets(parts, keep, usual, walls)
    keep &= bullets | ~_dirt(parts, keep, usual, (ink.shape[0], ink.shape[1]))
    if not keep.any():
        return []
    kept = keep[parts.label]
    letter_of = (np.cumsum(keep) - 1)[parts.label[kept]]
    runs = runs.take(kept)
    letters, bullets = np.stack([parts.x0, parts.y0, parts.x1, parts.y1], axis=1)[keep], bullets[keep]
    joined = close_gaps(runs, round(_GAP * usual), walls)
    group = np.zeros(len(letters), np.int64)
    group[letter_of] = components_of(joined).label[_holders(joined, runs)]
    _add_accents(letters, group, usual)
    order = np.argsort(letter_of, kind="stable")
    first = np.searchsorted(letter_of[order], np.arange(len(letters) + 1))
    out = []
    dot = _usual_dot(letters, usual)
    for members in _groups(group):
        members = members[bullets[members] | _clean(letters[members], usual, dot)]
        if len(members):
            if _is_bar(letters[members], usual):
                continue
            found = np.sort(np.concatenate([order[first[m] : first[m + 1]] for m in members.tolist()]))
            out.append(_piece(letters[members], runs.take(found), ink, usual))
    out.sort(key=lambda piece: (piece.y0, piece.x0))
    return out


def _usual_height(parts: Components, scale: float) -> float:
    """About the height of an x, in pixels: the median over all letters, each counted by its width."""
    height = parts.height
    letters = (height >= _LETTER[0] * scale) & (height <= _LETTER[1] * scale) & (parts.width <= 3 * height)
    if not letters.any():
        return 5.0 * scale
    return float(np.median(height[letters]))


def _dirt(parts: Components, keep: Bools, usual: float, shape: tuple[int, int]) -> Bools:
    """Specks that stand far from all letters, and from other specks."""
    small = (parts.height < _SPECK * usual) & (parts.width < _SPECK * usual)
    large = keep & ~small
    reach = round(_NEAR * usual)
    near = _within(parts, large, reach, shape)
    # The dots of a leader keep each other company.
    company = _count(parts, small & keep, reach, shape) >= 3
    out: Bools = small & ~near & ~company
    return out


def _bullets(parts: Components, keep: Bools, usual: float, walls: Mask | None) -> Bools:
    """Round specks that stand before lines of text, and over or under others that do: none is left of a rule."""
    small = (parts.height < _SPECK * usual) & (parts.width < _SPECK * usual)
    out = np.zeros(len(parts), bool)
    round_ = np.abs(parts.width - parts.height) <= 0.4 * np.maximum(parts.width, parts.height)
    least = np.minimum(parts.width, parts.height) >= _LEAST_BULLET * usual
    found = np.flatnonzero(small & keep & round_ & least)
    letters = np.flatnonzero(keep & ~small)
    rows: dict[float, Ints] = {}
    before = []
    for i in found.tolist():
        middle = float(parts.y0[i] + parts.y1[i]) / 2
        if middle not in rows:
            rows[middle] = letters[(parts.y0[letters] <= middle) & (parts.y1[letters] >= middle)]
        row = rows[middle]
        after = parts.x0[row] - parts.x1[i]
        if ((after >= 0) & (after <= _BEFORE_TEXT * usual)).any() and (
            (after >= 0) | (parts.x1[row] < parts.x0[i] - _BEFORE_TEXT * usual)
        ).all():
            before.append(i)
    lefts = np.sort(parts.x0[before])
    for i in before:
        beside = max(0, int(parts.x0[i] - _NEAR * usual)), int(parts.x1[i] + _NEAR * usual)
        if walls is not None and walls[parts.y0[i] : parts.y1[i], beside[0] : beside[1]].any():
            continue
        room = _ONE_COLUMN * usual
        first, last = np.searchsorted(lefts, parts.x0[i] - room), np.searchsorted(lefts, parts.x0[i] + room, "right")
        out[i] = last - first >= 2
    return out


def _within(parts: Components, which: Bools, reach: int, shape: tuple[int, int]) -> Bools:
    out: Bools = _count(parts, which, reach, shape) > 0
    return out


def _count(parts: Components, which: Bools, reach: int, shape: tuple[int, int]) -> Ints:
    """How many boxes of `which`, grown by `reach` pixels, the middle of each component lies in."""
    tall, wide = shape
    change = np.zeros((tall + 1, wide + 1), np.int32)
    x0, x1 = np.maximum(parts.x0[which] - reach, 0), np.minimum(parts.x1[which] + reach, wide)
    y0, y1 = np.maximum(parts.y0[which] - reach, 0), np.minimum(parts.y1[which] + reach, tall)
    for y, x, sign in ((y0, x0, 1), (y0, x1, -1), (y1, x0, -1), (y1, x1, 1)):
        np.add.at(change, (y, x), sign)
    count = change.cumsum(axis=0).cumsum(axis=1)
    out: Ints = count[(parts.y0 + parts.y1) // 2, (parts.x0 + parts.x1) // 2].astype(np.int64)
    return out


def _walls(shape: tuple[int, int], scale: float, rules: list[Rule], areas: list[Area]) -> Mask | None:
    """Where a line of text ends whatever goes on beside it."""
    sides = [(rule.x0, rule.top, rule.bottom) for rule in rules if not rule.horizontal]
    sides += [(x, area.top, area.bottom) for area in areas for x in (area.x0, area.x1)]
    if not sides:
        return None
    walls = np.zeros(shape, bool)
    for x, top, bottom in sides:
        column = min(max(round(x * scale), 0), shape[1] - 1)
        walls[max(0, round(top * scale)) : round(bottom * scale), column] = True
    return walls


def _holders(joined: Runs, runs: Runs) -> Ints:
    """The joined run that each run is a part of."""
    stride = int(joined.end.max()) + 1
    out: Ints = np.searchsorted(joined.row * stride + joined.start, runs.row * stride + runs.start, "right") - 1
    return out


def _groups(group: Ints) -> list[Ints]:
    order = np.argsort(group, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(group[order])) + 1)


def _add_accents(letters: Ints, group: Ints, usual: float) -> None:
    """Give dots and accents that hang together with nothing in their rows to the piece whose letter they stand over."""
    size = np.bincount(group)
    wide, tall = letters[:, 2] - letters[:, 0], letters[:, 3] - letters[:, 1]
    # A heading's letters are larger than the usual ones, and so are their accents.
    small = (tall < _OVER * np.percentile(tall, 99)) & (size[group] <= 3)
    for i in np.flatnonzero(small).tolist():
        x0, _, x1, y1 = letters[i]
        below = (letters[:, 0] < x1) & (letters[:, 2] > x0) & (tall > 0.7 * usual) & (letters[:, 1] >= y1 - 2)
        below &= (tall[i] < _OVER * np.maximum(usual, tall)) & (wide[i] < np.maximum(usual, wide))
        below &= letters[:, 1] - y1 <= np.maximum(_OVER * usual, _OVER_LARGE * tall)
        found = np.flatnonzero(below)
        if len(found):
            group[i] = group[found[np.argmin(letters[found, 1])]]


def _is_bar(boxes: Ints, usual: float) -> bool:
    """Whether all that is in a piece are upright strokes: the rest of a rule."""
    wide, tall = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    return bool(((tall > _BAR * usual) & (wide < tall / 8)).all())


def _usual_dot(letters: Ints, usual: float) -> float:
    """The usual height of full stops and of the dots of i and j, in usual heights of letters."""
    tall, wide = letters[:, 3] - letters[:, 1], letters[:, 2] - letters[:, 0]
    round_ = (tall < _SPECK * usual) & (wide < _SPECK * usual) & (np.abs(tall - wide) <= 1)
    return float(np.median(tall[round_])) / usual if round_.sum() >= 12 else 0.0


def _clean(boxes: Ints, usual: float, dot: float) -> Bools:
    """Which letters of a piece are none of the specks that float between its words; none where it has only specks."""
    x0, y0, x1, y1 = boxes.T
    wide, tall = x1 - x0, y1 - y0
    small = (tall < _SPECK * usual) & (wide < _SPECK * usual)
    keep = np.ones(len(boxes), bool)
    if small.all():
        # A dash is longer than a speck, dots are several in a row; a lone one has been told from dirt: it is a bullet.
        keep[:] = len(boxes) == 1 or (small.sum() >= 3 and float(np.ptp(y1)) < _SPECK * usual)
        return keep
    base = float(np.median(y1[~small]))
    size = max(float(np.median(tall[~small])), usual)
    dots = small & (np.abs(y1 - base) <= _ON_BASE * size)
    least = max(2.0, _DOT * dot * size)
    for i in np.flatnonzero(small).tolist():
        others = np.arange(len(boxes)) != i
        over = others & (x0 < x1[i]) & (x1 > x0[i])
        if max(tall[i], wide[i]) < least:
            keep[i] = False  # too small for a dot of this face
            continue
        if over.any():
            continue
        if (x0[i] <= x0).all() and y1[i] < base - 0.1 * size and max(tall[i], wide[i]) >= _BULLET * dot * size:
            continue  # it may be a bullet
        before = others & ~small & (x1 <= x0[i] + 1)
        gap = float((x0[i] - x1[before]).min()) if before.any() else 1e9
        after = others & ~small & (x0 >= x1[i] - 1)
        gap_after = float((x0[after] - x1[i]).min()) if after.any() else 1e9
        if dots[i]:
            keep[i] = gap <= _BESIDE * size or dots.sum() >= 3
        elif y0[i] <= base - 1.05 * size:
            keep[i] = min(gap, gap_after) <= _QUOTED * size
        else:
            keep[i] = min(gap, gap_after) <= 0.25 * size
    return keep


def _piece(letters: Ints, runs: Runs, ink: Bytes, usual: float) -> Piece:
    letters = letters[np.argsort(letters[:, 0], kind="stable")]
    x0, y0 = (int(v) for v in letters[:, :2].min(axis=0))
    x1, y1 = (int(v) for v in letters[:, 2:].max(axis=0))
    own = paint(Runs(runs.row - y0, runs.start - x0, runs.end - x0), (y1 - y0, x1 - x0))
    near = own.copy()
    # The soft edge of a letter is part of it.
    near[1:] |= own[:-1]
    near[:-1] |= own[1:]
    near[:, 1:] |= near[:, :-1].copy()
    near[:, :-1] |= near[:, 1:].copy()
    cut = np.where(near, ink[y0:y1, x0:x1], 0).astype(np.uint8)
    tallest = float(np.percentile(letters[:, 3] - letters[:, 1], 90))
    several = y1 - y0 > _TALL * usual and y1 - y0 > 1.9 * tallest
    return Piece(x0, y0, x1, y1, letters, cut, several)
