"""How much of annotated plans is read rightly: no measure falls below its floor.

The annotated plans are not part of the project. Where their folders and the scorer stand beside the checkout, each
measure's F1 is held against `floors.json`; raise a floor when its figure has risen, never lower it.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import planspor
import pytest

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
SCORER = SHARED / "score" / "score.py"
FLOORS: dict[str, dict[str, float]] = json.loads((Path(__file__).parent / "floors.json").read_text(encoding="utf-8"))

pytestmark = pytest.mark.skipif(not SCORER.is_file(), reason="no annotated plans beside the checkout")


def _there(name: str) -> Any:
    missing = not (SHARED / name).is_dir()
    return pytest.param(name, marks=pytest.mark.skipif(missing, reason=f"no folder {name} beside the checkout"))


@pytest.mark.parametrize("name", [_there(name) for name in FLOORS])
def test_no_measure_falls_below_its_floor(name: str, tmp_path: Path) -> None:
    planspor.run(SHARED / name, tmp_path)
    command = [sys.executable, str(SCORER), str(SHARED / name), str(tmp_path), "--json"]
    figures = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    below = {
        measure: (round(figures[measure]["f1"], 3), floor)
        for measure, floor in FLOORS[name].items()
        if figures[measure]["f1"] < floor
    }
    assert below == {}
