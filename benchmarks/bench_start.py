"""How long the command line takes to start: to its help, and to the first page that is read.

    python benchmarks/bench_start.py [--rounds 9]

Medians, with the smallest in brackets, of the seconds on the clock. The first page counts as read when the line of a
plan of one page stands in the log. A first run, which counts for none, keeps the word list in a cache folder of
its own.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))
from bench_scale import small_plan  # noqa: E402

COMMAND = [sys.executable, "-c", "from planspor.pipeline.cli import main; main()"]


def to_help() -> float:
    """Seconds that `planspor --help` takes."""
    start = time.perf_counter()
    subprocess.run([*COMMAND, "--help"], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def to_first_page(place: Path) -> tuple[float, float]:
    """Seconds to the first page read, and to the end of the run."""
    (place / "plan.pdf").write_bytes(small_plan(1))
    log = place / "log"
    log.unlink(missing_ok=True)
    arguments = ["run", str(place / "plan.pdf"), "--out", str(place / "data"), "--no-cache", "--log", str(log)]
    start = time.perf_counter()
    with subprocess.Popen([*COMMAND, *arguments], stdout=subprocess.DEVNULL) as process:
        while process.poll() is None and not (log.exists() and '"document"' in log.read_text(encoding="utf-8")):
            time.sleep(0.005)
        first = time.perf_counter() - start
    return first, time.perf_counter() - start


def main() -> None:
    """Entry point."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=9)
    rounds = range(parser.parse_args().rounds)
    with tempfile.TemporaryDirectory() as name:
        os.environ["PLANSPOR_CACHE"] = f"{name}/cache"
        first = Path(name) / "first.pdf"
        first.write_bytes(small_plan(0))
        subprocess.run([*COMMAND, "run", first, "--out", f"{name}/first"], check=True, stdout=subprocess.DEVNULL)
        helps = [to_help() for _ in rounds]
        runs = [to_first_page(Path(name)) for _ in rounds]
    print("| from the start to | seconds |\n| --- | ---: |")
    for what, seconds in (
        ("the end of `planspor --help`", helps),
        ("the first page read by `planspor run`", [first for first, _ in runs]),
        ("the end of `planspor run` with a plan of one page", [end for _, end in runs]),
    ):
        print(f"| {what} | {statistics.median(seconds):.2f} ({min(seconds):.2f}) |")


if __name__ == "__main__":
    main()
