"""Charts as shapes with places, in pixels; the template turns them into SVG."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from math import cos, radians, sin

from .facts import Matrix

LETTER = 5.9
"""Mean width of a letter at the size of chart labels (11 px)."""
ROW, SHADES = 19, 6
TILT = 55
DARK = ("shade4", "shade5", "shade6", "kind1", "kind2", "kind4")
"""Looks on which figures are white."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A rectangle; `look` is its class in the style sheet, `hint` is shown when the pointer is on it."""

    x: float
    y: float
    width: float
    height: float
    look: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """A word or figure. `anchor` is SVG's: start, middle, end; `turn` in degrees."""

    x: float
    y: float
    text: str
    look: str = "label"
    anchor: str = "start"
    turn: float = 0


@dataclass(frozen=True, slots=True)
class Chart:
    """Shapes on a canvas, with a text that says what the chart shows."""

    width: float
    height: float
    summary: str
    bars: Sequence[Bar] = ()
    labels: Sequence[Label] = ()
    lines: Sequence[tuple[float, float, float, float]] = ()
    key: Sequence[tuple[str, str]] = field(default=())
    """Look and meaning of each colour."""


def shorten(text: str, most: int) -> str:
    """A label that fits."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _widest(texts: Sequence[str], most: int) -> float:
    return max((min(len(text), most) for text in texts), default=0) * LETTER


def heat_map(
    matrix: Matrix,
    summary: str,
    *,
    name_row: Callable[[str], str],
    name_column: Callable[[str], str],
    hint: Callable[[str, str], str],
    by_share: bool = True,
    turn: bool = True,
    width: float = 960,
) -> Chart:
    """A cell for each row and column: its count, shaded by the share of the row (else by the count).

    Columns are as wide as the canvas allows, so that many of them fit; `turn` sets their names aslant.
    """
    rows = [name_row(row) for row in matrix.rows]
    columns = [name_column(column) for column in matrix.columns]
    left = _widest(rows, 26) + 40
    over = _widest(columns, 34) if turn else LETTER
    top = over * sin(radians(TILT)) + 16 if turn else 22.0
    spare = over * cos(radians(TILT)) if turn else 0.0
    cell = max(12.0, min(46.0, (width - left - spare) / max(len(columns), 1)))
    most = max(*matrix.counts.values(), SHADES - 1) if matrix.counts else 1
    bars, labels = [], []
    for c, column in enumerate(columns):
        x = left + cell * (c + 0.5)
        if turn:
            labels.append(Label(x, top - 5, shorten(column, 34), turn=-TILT))
        else:
            labels.append(Label(x, top - 6, column, anchor="middle"))
    for r, row in enumerate(matrix.rows):
        y = top + r * ROW
        labels.append(Label(left - 34, y + 13, shorten(rows[r], 26), anchor="end"))
        labels.append(Label(left - 6, y + 13, str(matrix.totals[row]), "quiet", "end"))
        for c, column in enumerate(matrix.columns):
            count = matrix.counts.get((row, column), 0)
            part = matrix.share(row, column) if by_share else count / most
            shade = 0 if not count else min(SHADES, 1 + int(part * (SHADES - 0.001)))
            bars.append(Bar(left + c * cell, y, cell - 1, ROW - 1, f"shade{shade}", hint(row, column)))
            if count:
                look = "on-dark" if shade > 3 else "on-light"
                labels.append(Label(left + cell * (c + 0.5) - 0.5, y + 13, str(count), look, "middle"))
    right = left + cell * len(columns) + spare
    return Chart(max(right, 200), top + ROW * len(rows) + 4, summary, bars, labels)


def columns(counts: Sequence[tuple[str, int]], summary: str, *, width: float = 960) -> Chart:
    """Upright bars along an axis of periods; of many names every second, third ... is printed."""
    left, top, height = 34.0, 16.0, 180.0
    most = max((count for _, count in counts), default=1) or 1
    step = min(60.0, (width - left) / max(len(counts), 1))
    every = max(1, -(-int(_widest([name for name, _ in counts], 20) + 8) // max(int(step), 1)))
    bars, labels, lines = [], [], []
    for tick in _ticks(most):
        y = top + height * (1 - tick / most)
        lines.append((left, y, left + step * len(counts), y))
        labels.append(Label(left - 6, y + 4, str(tick), "quiet", "end"))
    for n, (name, count) in enumerate(counts):
        x, tall = left + n * step, height * count / most
        bars.append(Bar(x + 1.5, top + height - tall, step - 3, tall, "shade4", f"{name}: {count}"))
        if count and step >= 16:
            labels.append(Label(x + step / 2, top + height - tall - 3, str(count), "label", "middle"))
        if n % every == 0:
            labels.append(Label(x + step / 2, top + height + 15, name, "label", "middle"))
    return Chart(left + step * len(counts) + 12, top + height + 24, summary, bars, labels, lines)


def _ticks(most: int) -> list[int]:
    """Round figures from nought to `most`, five or fewer steps."""
    unit = next(n * 10**power for power in range(9) for n in (1, 2, 5) if most / (n * 10**power) <= 5)
    return list(range(0, most + 1, unit))


def stacked(
    rows: Mapping[str, Mapping[str, int]],
    parts: Mapping[str, str],
    summary: str,
    *,
    name_row: Callable[[str], str],
    looks: Sequence[str],
    width: float = 720,
) -> Chart:
    """Lying bars, one a row, of parts with a meaning each; the count stands in its part where there is room."""
    names = [name_row(row) for row in rows]
    left = _widest(names, 34) + 14
    most = max((sum(row.values()) for row in rows.values()), default=1) or 1
    scale = (width - left - 40) / most
    bars, labels = [], []
    for r, counts in enumerate(rows.values()):
        y, x = 4 + r * 28.0, left
        labels.append(Label(left - 8, y + 15, shorten(names[r], 34), anchor="end"))
        for (part, meaning), look in zip(parts.items(), looks, strict=True):
            wide = counts.get(part, 0) * scale
            if wide:
                bars.append(Bar(x, y, wide, 21, look, f"{names[r]}, {meaning}: {counts[part]}"))
                if wide > LETTER * len(str(counts[part])) + 4:
                    ink = "on-dark" if look in DARK else "on-light"
                    labels.append(Label(x + wide / 2, y + 15, str(counts[part]), ink, "middle"))
            x += wide
        labels.append(Label(x + 6, y + 15, str(sum(counts.values())), "quiet"))
    key = tuple(zip(looks, parts.values(), strict=True))
    return Chart(width, 8 + 28 * len(names), summary, bars, labels, key=key)
