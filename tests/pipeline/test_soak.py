"""The same archive again and again in one process: a short form of `make soak`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SCALE = Path(__file__).resolve().parents[2] / "benchmarks" / "bench_scale.py"


def test_run_after_run_memory_open_files_and_processes_stay_as_they_are() -> None:
    command = [sys.executable, SCALE, "--soak", "1", "--runs", "6", "--plans", "5", "--jobs", "2"]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    rows = [line.strip("| ").split(" | ") for line in ran.stdout.splitlines()[2:]]
    runs = [(float(megabytes), int(files), int(processes)) for _, _, megabytes, files, processes in rows]
    assert len(runs) == 6
    settled, last = runs[2], runs[-1]
    assert last[1:] == settled[1:]
    # A leak of all that a run holds would be tens of megabytes a run.
    assert last[0] < settled[0] + 15
