"""The bounds that the tests hold the reading of real plans to, as a table."""

from __future__ import annotations

import json
from pathlib import Path

FLOORS = Path(__file__).resolve().parents[2] / "tests" / "pipeline" / "floors.json"
SHOWN = ("initiative", "milestone", "gain", "aspect", "goal", "key_figure", "reference")
"""Measures of whole items, which stand first."""
NAMES = {"plans": "first five plans", "more-plans": "five more plans"}


def table() -> str:
    """A row for each measure, a column for each set of plans."""
    floors: dict[str, dict[str, float]] = json.loads(FLOORS.read_text(encoding="utf-8"))
    measures = sorted({name for found in floors.values() for name in found}, key=lambda name: (name not in SHOWN, name))
    lines = [
        f"| measure | {' | '.join(NAMES.get(name, name) for name in floors)} |",
        "| --- |" + " ---: |" * len(floors),
    ]
    for name in measures:
        values = " | ".join(f"{found[name]:.3f}" if name in found else "–" for found in floors.values())
        lines.append(f"| {name} | {values} |")
    return "\n".join(lines)
