"""From measured words to styles: what a scan blurs is made even over the whole file.

The height of letters tells the font size to some two in a hundred, the thickness of strokes tells bold from regular
once the size is known, and a scan's colours waver. So sizes (`sizes.py`) and colours are gathered in few usual ones,
and bold words are found by comparison with the body of the text.
"""

from __future__ import annotations

import math
from collections import defaultdict

import numpy as np

from ...models.page import Colour, Style
from .measure import Measured
from .sizes import letters_of, sizes_of
from .words import weighted_median

FONT = "recognised"
"""The name of the font of all recognised words."""
_BLUR = 0.6
"""Of the thickness of strokes in the body of the text: what blur adds to all strokes (as the sum of squares)."""
_BOLD = (1.15, 1.38)
"""Of the thickness of regular strokes: in between lies the border to bold ones."""
_USUAL_BORDER = 1.25
_CLEAR = 0.12
"""The logarithm of a thickness that is clearly on one side of the border."""
_MOST_LETTERS = 6.0
"""Longer words tell no more."""
_SWITCH, _SWITCH_AT_END = 4.0, 1.0
"""What it costs to go from regular to bold or back within a line, in letters of clear thickness: between any two words,
and behind a label that ends with a colon."""
_END_OF_WORD = 12
"""Letters of a line that may be but the end of a broken word."""
_NEAR, _STEP, _INDENT, _NOT_FAR = 16, (0.7, 1.8), 1.5, 0.35
"""Such a line and the one above: places apart in the order of lines, sizes from baseline to baseline, sizes that it
may be indented, and the logarithm of the ratio of their sizes as measured."""
_LEANS = 0.05
"""The tangent of the angle by which italic letters lean at least."""
_GREY = 40
"""Levels between the channels of a colour: below, it is grey."""
_DARK, _LIGHT = 150, 190
"""Levels: darker greys are black, lighter ones white."""
_ALIKE = 70
"""Levels within which colours are one."""
BLACK: Colour = (0, 0, 0)
GREY: Colour = (128, 128, 128)
WHITE: Colour = (255, 255, 255)

Line = list[Measured]


def styles_of(lines: list[Line]) -> list[list[Style]]:
    """The style of each word of each line; `lines` are those of a whole file."""
    sizes = sizes_of(lines)
    body = _body(lines, sizes)
    bolds = _bolds(lines, sizes, body)
    _mend_broken(lines, sizes, bolds)
    colours = _colours([_colour_of(line) for line in lines])
    out = []
    for line, size, bold, colour in zip(lines, sizes, bolds, colours, strict=True):
        lean = sum(w.weight for w in line if w.slant > _LEANS) > 0.5 * sum(w.weight for w in line if w.slant >= 0)
        out.append([Style(FONT, size, b, lean, colour) for b in bold])
    return out


def _mend_broken(lines: list[Line], sizes: list[float], bolds: list[list[bool]]) -> None:
    """Give short lines that begin with the end of a broken word the size and the weight of its beginning, in place.

    A few letters tell little of both; the line above, which ends with a hyphen, tells more.
    """
    for i, line in enumerate(lines):
        first = line[0]
        if sum(len(word.token.text) for word in line) > _END_OF_WORD or not first.token.text[0].islower():
            continue
        above = [
            j
            for j in range(max(0, i - _NEAR), min(len(lines), i + _NEAR))
            if len(text := lines[j][-1].token.text) > 2
            and text[-1] == "-"
            and text[-2].isalpha()
            and _STEP[0] * sizes[j] <= first.base - lines[j][0].base <= _STEP[1] * sizes[j]
            and abs(first.x0 - lines[j][0].x0) <= _INDENT * sizes[j]
            and abs(math.log(sizes[i] / sizes[j])) <= _NOT_FAR
        ]
        if above:
            j = min(above, key=lambda j: abs(first.x0 - lines[j][0].x0))
            sizes[i], bolds[i] = sizes[j], [bolds[j][-1]] * len(line)


def _body(lines: list[Line], sizes: list[float]) -> tuple[float, float]:
    """The size of most letters, and how thick their strokes are."""
    count: dict[float, float] = defaultdict(float)
    for line, size in zip(lines, sizes, strict=True):
        count[size] += letters_of(line)
    if not count:
        return 10.0, 1.0
    body = max(count, key=lambda size: (count[size], -size))
    strokes = [
        (w.stroke, w.weight) for line, size in zip(lines, sizes, strict=True) if size == body for w in line if w.stroke
    ]
    return body, weighted_median(strokes) or 0.1 * body


def _bolds(lines: list[Line], sizes: list[float], body: tuple[float, float]) -> list[list[bool]]:
    """Which words are bold: those whose strokes are thicker, for their size, than those of the body of the text."""
    blur = _BLUR * body[1]

    def thickness(stroke: float, size: float) -> float:
        return math.log(math.sqrt(max(stroke**2 - blur**2, 1e-4)) / size)

    usual = thickness(body[1], body[0])
    over = [
        [thickness(word.stroke, size) - usual if word.stroke else None for word in line]
        for line, size in zip(lines, sizes, strict=True)
    ]
    letters = [[min(float(sum(map(str.isalnum, w.token.text))), _MOST_LETTERS) for w in line] for line in lines]
    border = _border(over, letters)
    out = []
    for line, row, counts in zip(lines, over, letters, strict=True):
        scores = [
            0.0 if value is None else max(-1.0, min(1.0, (value - border) / _CLEAR)) * count
            for value, count in zip(row, counts, strict=True)
        ]
        out.append(_stretches(scores, [word.token.text.endswith(":") for word in line]))
    return out


def _border(over: list[list[float | None]], letters: list[list[float]]) -> float:
    """Where regular ends and bold begins: where the fewest words lie."""
    usual = math.log(_USUAL_BORDER)
    pairs = [
        (value, count)
        for row, counts in zip(over, letters, strict=True)
        for value, count in zip(row, counts, strict=True)
        if value is not None and count >= 3
    ]
    if not pairs:
        return usual
    values, weights = np.array(pairs).T
    grid = np.linspace(math.log(_BOLD[0]), math.log(_BOLD[1]), 24)
    near = np.exp(-0.5 * ((grid[:, None] - values) / 0.03) ** 2) @ weights / weights.sum()
    return float(grid[int((near + 0.02 * np.abs(grid - usual)).argmin())])


def _stretches(scores: list[float], ends: list[bool]) -> list[bool]:
    """Which words are bold, by how much each speaks for it: the cheapest way through the line.

    `ends` tells which words end a label.
    """
    costs, ways = (0.0, 0.0), []
    for i, score in enumerate(scores):
        switch = _SWITCH_AT_END if i and ends[i - 1] else _SWITCH
        stay = [costs[0] <= costs[1] + switch, costs[1] <= costs[0] + switch]
        ways.append(stay)
        regular = (costs[0] if stay[0] else costs[1] + switch) + max(score, 0.0)
        bold = (costs[1] if stay[1] else costs[0] + switch) + max(-score, 0.0)
        costs = (regular, bold)
    state = costs[1] < costs[0]
    out = []
    for stay in reversed(ways):
        out.append(state)
        state = state if stay[state] else not state
    return out[::-1]


def _colour_of(line: Line) -> list[tuple[Colour, float]]:
    return [(word.colour, max(word.weight, 0.5)) for word in line]


def _plain(colour: Colour) -> Colour | None:
    """Black, grey or white for what is nearly so; None for a colour proper."""
    if max(colour) - min(colour) > _GREY:
        return None
    level = sum(colour) / 3
    return BLACK if level < _DARK else WHITE if level > _LIGHT else GREY


def _colours(lines: list[list[tuple[Colour, float]]]) -> list[Colour]:
    """One colour for each line, of few for the whole file."""
    found = []
    for line in lines:
        channels = [weighted_median([(float(colour[i]), weight) for colour, weight in line]) for i in range(3)]
        found.append((round(channels[0]), round(channels[1]), round(channels[2])))
    weights = [sum(weight for _, weight in line) for line in lines]
    palette: list[Colour] = []
    for i in sorted(range(len(found)), key=lambda i: -weights[i]):
        if _plain(found[i]) is None and _nearest(found[i], palette) is None:
            palette.append(found[i])
    return [_plain(colour) or _nearest(colour, palette) or colour for colour in found]


def _nearest(colour: Colour, palette: list[Colour]) -> Colour | None:
    off = [max(abs(a - b) for a, b in zip(colour, other, strict=True)) for other in palette]
    return palette[off.index(min(off))] if off and min(off) <= _ALIKE else None
