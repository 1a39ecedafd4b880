"""The data set of the sample plans, and what a chart draws."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import planspor
import pytest
import vl_convert
from planspor.pipeline.dataset import Dataset
from planspor.pipeline.figures.style import Chart


@dataclass(frozen=True)
class Text:
    """Words of a drawn chart with the box that they take, in pixels."""

    text: str
    role: str
    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: Text) -> bool:
        return (
            min(self.right, other.right) - max(self.left, other.left) > 0.5
            and min(self.bottom, other.bottom) - max(self.top, other.top) > 0.5
        )


@dataclass
class Drawn:
    """A chart as it is drawn."""

    texts: list[Text]
    panels: list[int]
    """Number of bars, points, ... of each panel that has axes or marks."""


def drawn(chart: Chart) -> Drawn:
    """What a chart draws, laid out by Vega itself."""
    scene = vl_convert.vegalite_to_scenegraph(chart.to_json())["scenegraph"]
    out = Drawn([], [])
    _walk(scene, 0.0, 0.0, "", out)
    return out


def _walk(node: dict[str, Any], x: float, y: float, role: str, out: Drawn) -> None:
    kind = node.get("marktype")
    if kind == "text":
        out.texts += list(_texts(node, x, y))
        return
    if kind == "group":
        for item in node.get("items", []):
            inner = (x + item.get("x", 0.0), y + item.get("y", 0.0))
            marks = [child for child in item.get("items", []) if str(child.get("role", "")) == "mark"]
            leaves = [child for child in marks if child.get("marktype") != "group"]
            if leaves:
                out.panels.append(sum(len(child.get("items", [])) for child in leaves))
            for child in item.get("items", []):
                _walk(child, *inner, str(node.get("role", "")), out)


def _texts(node: dict[str, Any], x: float, y: float) -> Iterator[Text]:
    for item in node.get("items", []):
        if item.get("angle", 0) or not item.get("opacity", 1):
            continue
        lines = item.get("text", "")
        lines = lines if isinstance(lines, list) else [lines]
        size = float(item.get("fontSize", 11))
        # Narrower than any font sets it, so that what overlaps here does so everywhere.
        width = min(0.47 * size * max(len(str(line)) for line in lines), float(item.get("limit") or 1e9))
        line = 0.7 * size
        left = x + item.get("x", 0.0) + item.get("dx", 0.0)
        left -= {"center": width / 2, "right": width}.get(item.get("align", "left"), 0.0)
        top = y + item.get("y", 0.0) + item.get("dy", 0.0)
        top -= {"top": 0.0, "middle": line / 2}.get(item.get("baseline", "alphabetic"), line)
        # Further lines go down from the first, wherever that stands.
        height = line + size * (len(lines) - 1)
        text = " ".join(map(str, lines))
        if text.strip():
            yield Text(text, str(node.get("role", "")), left, top, left + width, top + height)


@pytest.fixture(scope="session")
def data(samples: Path) -> Dataset:
    """The data set of the sample plans."""
    return planspor.load(samples)
