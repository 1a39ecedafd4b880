"""The same archive again and again in one process: a short form of `make soak`."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from statistics import median

SCALE = Path(__file__).resolve().parents[2] / "benchmarks" / "bench_scale.py"


def test_run_after_run_memory_open_files_and_processes_stay_as_they_are() -> None:
    command = [sys.executable, SCALE, "--soak", "1", "--runs", "14", "--plans", "5", "--jobs", "2"]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    rows = [line.strip("| ").split(" | ") for line in ran.stdout.splitlines()[2:]]
    runs = [(float(megabytes), int(files), int(processes)) for _, _, megabytes, files, processes in rows]
    assert len(runs) == 14
    settled, last = runs[2], runs[-1]
    assert last[1:] == settled[1:]
    # What a run forgets to give back grows with each run. A process that reads its first plan late is a step up once.
    grown = [after[0] - before[0] for before, after in pairwise(runs[2:])]
    assert median(grown) < 2
