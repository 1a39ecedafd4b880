"""Text that is drawn twice, for a fake bold or a shadow: counted once."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import replace

import numpy as np

from ...models.page import Style
from .glyphs import Floats, Glyphs, Ints, Run, codes

NEAR = 0.12
"""Of the font size: two equal letters nearer to each other than this are one letter drawn twice."""
_SHIFTED = 0.008
"""Of the font size: a second letter shifted by this much or more makes the first one look bolder."""
_BAND = 8.0
"""Points of height within which equal letters are looked for at once."""
_THIN_BAND, _LARGE = 6.0, 24.0
"""Points of height of a band that twins of letters up to a size share."""
_TOUCH = 0.1
"""Of the font size: what runs may overlap by kerning."""
_STEPS = 16
"""Of a point, in which places along the line are told apart."""
_LOOK_BACK = 8
"""Runs before one that may be the same text."""


def without_twins(glyphs: Glyphs) -> Glyphs:
    """The characters without those that lie on an equal one; what was drawn twice takes the style that is seen."""
    if len(glyphs) < 2 or not _overlaps(glyphs):
        return glyphs
    pairs = _pairs(glyphs)
    if not pairs:
        return glyphs
    keep = np.ones(len(glyphs), bool)
    styles: dict[int, Style] = {}
    # A letter drawn many times is a chain of pairs; each link counts for the letter that stands for those before it.
    stands_for: dict[int, int] = {}
    for pair in pairs:
        first, second = sorted(_standing(stands_for, n) for n in pair)
        if first == second or (pair != (first, second) and not _is_near(glyphs, first, second)):
            continue
        a, b = glyphs.runs[int(glyphs.run[first])], glyphs.runs[int(glyphs.run[second])]
        if a is b and (glyphs.boxes[first] == glyphs.boxes[second]).all():
            continue  # the pieces of a ligature
        if b.style.hidden and not a.style.hidden:
            keep[second] = False
            stands_for[second] = first
        elif a.style.hidden and not b.style.hidden:
            keep[first] = False
            stands_for[first] = second
        else:
            keep[second] = False
            stands_for[second] = first
            shift = float(np.abs(glyphs.boxes[first, :2] - glyphs.boxes[second, :2]).max())
            styles[first] = seen_style(a.style, b.style, shift)
    run = glyphs.run.copy()
    runs = list(glyphs.runs)
    made: dict[tuple[int, Style], int] = {}
    for i, style in styles.items():
        key = (int(run[i]), style)
        if key not in made:
            made[key] = len(runs)
            runs.append(replace(runs[key[0]], style=style))
        run[i] = made[key]
    return Glyphs(glyphs.text, glyphs.boxes, run, runs).take(keep)


def _standing(stands_for: dict[int, int], n: int) -> int:
    while n in stands_for:
        n = stands_for[n]
    return n


def _is_near(glyphs: Glyphs, i: int, j: int) -> bool:
    size = min(glyphs.runs[int(glyphs.run[n])].style.size for n in (i, j))
    return bool(np.abs(glyphs.boxes[i] - glyphs.boxes[j]).max() <= NEAR * size)


def seen_style(first: Style, second: Style, shift: float) -> Style:
    """The style that a reader sees of a letter drawn twice, the second time shifted by some points."""
    bolder = first.colour == second.colour and shift >= _SHIFTED * first.size
    return second._replace(bold=first.bold or second.bold or bolder)


def mark_drawn_again(runs: Sequence[Run], kept: Container[int]) -> None:
    """Give runs that were drawn again, where a reader has left out the second one, the style that is seen.

    `runs` are all in drawing order, `kept` tells the places of those that have characters.
    """
    for i, other in enumerate(runs):
        if i in kept:
            continue
        size = other.style.size
        for j in range(i - 1, max(i - _LOOK_BACK, 0) - 1, -1):
            run = runs[j]
            shift = max(abs(run.x - other.x), abs(run.y - other.y))
            if j in kept and shift <= NEAR * size and abs(run.style.size - size) <= 0.1 * size:
                run.style = seen_style(run.style, other.style, shift)
                break


def _overlaps(glyphs: Glyphs) -> bool:
    """Whether any two runs lie on each other, so that a closer look is worth its time."""
    boxes, run = glyphs.stretches()
    size = np.array([r.style.size for r in glyphs.runs])[run]
    if not all(r.level for r in glyphs.runs) or size.max() > _LARGE:
        return True
    for offset in (0.0, _THIN_BAND / 2):
        band = np.floor((boxes[:, 3] + offset) / _THIN_BAND)
        order = np.lexsort((boxes[:, 0], band))
        a, b = order[:-1], order[1:]
        # In a row by their left sides, what overlaps with any overlaps with the next.
        over = (band[a] == band[b]) & (boxes[a, 2] - boxes[b, 0] > _TOUCH * size[a])
        if over.any():
            return True
    return False


def _pairs(glyphs: Glyphs) -> list[tuple[int, int]]:
    """Equal letters that lie on each other, the one drawn first before the other."""
    size = np.array([run.style.size for run in glyphs.runs])[glyphs.run]
    code = codes(glyphs.text).astype(np.int64)
    # Large letters are few, and too wide apart to be looked for with the same measure as small ones.
    small = size <= 1.3 * np.median(size)
    ink = code > 0x20
    found: set[tuple[int, int]] = set()
    for part in (small & ink, ~small & ink):
        at = np.flatnonzero(part)
        if len(at) > 1:
            pairs = _pairs_of(code[at], glyphs.boxes[at], NEAR * size[at])
            found.update((int(at[i]), int(at[j])) for i, j in pairs)
    return sorted(found)


def _pairs_of(code: Ints, boxes: Floats, near: Floats) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    x = ((boxes[:, 0] + 1e4) * _STEPS).astype(np.int64)
    reach = near.max() * _STEPS + 1
    for offset in (0.0, _BAND / 2):
        # In two ways of cutting the page into bands, so that no pair is always cut apart.
        band = ((boxes[:, 3] + 1e4 + offset) / _BAND).astype(np.int64)
        key = (code << 42) | (band << 21) | x
        if (np.diff(np.sort(key)) > reach).all():
            continue
        order: Ints = np.argsort(key, kind="stable")
        # Others may lie between two of a kind, but never many.
        for step in (1, 2):
            a, b = order[:-step], order[step:]
            close = key[b] - key[a] <= reach
            a, b = a[close], b[close]
            alike = np.abs(boxes[a] - boxes[b]).max(1) <= near[a] if len(a) else np.zeros(0, bool)
            out.extend((min(i, j), max(i, j)) for i, j in zip(a[alike].tolist(), b[alike].tolist(), strict=True))
    return out
