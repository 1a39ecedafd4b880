"""The font size of recognised lines, by the height of their letters.

How high capitals, figures and low letters stand beside those with ascenders (b, d, f, h, k, l) is each face's own;
lines that have both tell it for a file.
"""

from __future__ import annotations

import math

import numpy as np

from .kinds import Kind, telling
from .measure import Measured
from .words import weighted_median

_BAND = 0.025
"""Of a size: how sharply usual sizes are told apart."""
_REACH, _REACH_OF_FEW = 0.06, 0.10
"""Of a size: lines within take it; lines of a few letters from further off."""
_FEW = 6.0
"""Letters whose height tells the size but roughly."""
_TELLING = 5
"""Lines that tell how the heights of letters are related; fewer do not."""
_MOST = 0.15
"""Letters of one size do not differ more than by this from what is usual."""

_SHORT = 12.0
"""Letters of a line whose neighbours tell its size better."""
_NEAR = 16
"""Places in the order of lines that neighbours may lie apart."""
_NEARLY, _NEARLY_OF_FEW = 0.12, 0.35
"""Logarithm of the ratio of two sizes that may be one; of one that hardly anything tells."""
_HARDLY = 1.0
"""Letters that hardly tell a size."""
_STEP, _INDENT = (0.7, 1.8), 1.5
"""Of the size: the distance of the baselines of neighbours, and how far one may be indented."""

Line = list[Measured]


def sizes_of(lines: list[Line]) -> list[float]:
    """The font sizes of the lines of a file, in points: few usual ones, for each line that which it is nearest to."""
    factors = _factors(lines)
    found = [weighted_median(_measured(line, factors)) or line[0].size for line in lines]
    return _as_beside(_drawn_together(found, lines), lines)


def letters_of(line: Line) -> float:
    """How many letters tell the size of a line."""
    return sum(word.weight for word in line)


def _measured(line: Line, factors: dict[Kind, float]) -> list[tuple[float, float]]:
    return [(word.size * factors.get(telling(word.token.text).kind, 1.0), word.weight) for word in line]


def _factors(lines: list[Line]) -> dict[Kind, float]:
    """By what to multiply sizes that other letters tell, so that they agree with those that ascenders tell."""
    ratios: dict[Kind, list[tuple[float, float]]] = {"capitals": [], "dotted": [], "low": [], "figures": []}
    for line in lines:
        by_kind: dict[Kind, list[tuple[float, float]]] = {}
        for word in line:
            if word.weight:
                by_kind.setdefault(telling(word.token.text).kind, []).append((word.size, word.weight))
        tall = weighted_median(by_kind.get("ascenders", []))
        for kind, known in ratios.items():
            if tall and kind in by_kind:
                ratio = tall / weighted_median(by_kind[kind])
                if abs(ratio - 1) <= _MOST:
                    known.append((ratio, 1.0))
    return {kind: weighted_median(known) for kind, known in ratios.items() if len(known) >= _TELLING}


def _drawn_together(found: list[float], lines: list[Line]) -> list[float]:
    """The sizes of lines, each drawn to the usual one that it is nearest to."""
    weights = np.array([max(letters_of(line), 0.5) for line in lines])
    logs = np.log(np.maximum(found, 1.0))
    if not len(logs):
        return []
    order = np.argsort(-weights, kind="stable")[:400]
    # How many letters have about the size of each line.
    near = np.exp(-0.5 * ((logs[:, None] - logs[None, order]) / _BAND) ** 2) @ weights[order]
    peaks: list[tuple[float, float]] = []
    for i in np.argsort(-near, kind="stable").tolist():
        if all(abs(logs[i] - peak) > _REACH for peak, _ in peaks):
            peaks.append((float(logs[i]), float(near[i])))
    centres: list[tuple[float, float]] = []
    nearest = np.abs(logs[:, None] - np.array([peak for peak, _ in peaks])).argmin(axis=1)
    for n, (peak, strength) in enumerate(peaks):
        close = (nearest == n) & (np.abs(logs - peak) <= _REACH)
        members = list(zip(logs[close].tolist(), weights[close].tolist(), strict=True))
        centre = weighted_median(members)
        if all(abs(centre - other) > _REACH for other, _ in centres):
            centres.append((centre, strength))
    out = []
    for size, weight in zip(logs.tolist(), weights.tolist(), strict=True):
        reach = _REACH_OF_FEW if weight < _FEW else _REACH
        best, most = size, 0.0
        for centre, strength in centres:
            pull = strength * math.exp(-0.5 * ((size - centre) / (reach / 2)) ** 2)
            if abs(size - centre) <= reach and pull > most:
                best, most = centre, pull
        out.append(round(math.exp(best), 1))
    return out


def _as_beside(sizes: list[float], lines: list[Line]) -> list[float]:
    """The sizes, but that short lines have that of a longer one right above or below which has nearly the same."""
    weights = [letters_of(line) for line in lines]
    out = list(sizes)
    for i, line in enumerate(lines):
        if weights[i] >= _SHORT:
            continue
        nearly = _NEARLY if weights[i] > _HARDLY else _NEARLY_OF_FEW
        near = [
            j
            for j in range(max(0, i - _NEAR), min(len(lines), i + _NEAR + 1))
            if weights[j] > weights[i]
            and abs(math.log(sizes[j] / sizes[i])) <= nearly
            and _STEP[0] * sizes[j] <= abs(lines[j][0].base - line[0].base) <= _STEP[1] * sizes[j]
            and abs(lines[j][0].x0 - line[0].x0) <= _INDENT * sizes[j]
        ]
        if near:
            out[i] = sizes[max(near, key=lambda j: (weights[j], -abs(i - j)))]
    return out
