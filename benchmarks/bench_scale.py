"""Whether cost grows with the archive: time and memory per plan for 100, 1,000 and 10,000 small plans.

    python benchmarks/bench_scale.py [--plans 100 1000 10000] [--jobs N]
    python benchmarks/bench_scale.py --soak HOURS [--runs N] [--plans 60] [--jobs N]

The plans are generated, each with words of its own; making them counts for none. Every size is a run in a process of
its own with an empty cache, first without the comparison and then the comparison alone. Time per plan is that of the
processors, without the start of the program, which a run of one plan shows; memory is the most that the process had.

`--soak` runs one archive again and again for so many hours, or so many times, and prints memory and open files after
each run: neither may grow.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))
from hostile.pages import page, words  # noqa: E402

RUN = """
import json, sys, time
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
import planspor
from planspor.pipeline import isolate

def used():
    both = getrusage(RUSAGE_SELF), getrusage(RUSAGE_CHILDREN)
    return sum(each.ru_utime + each.ru_stime for each in both), both[0].ru_maxrss / 1024, both[1].ru_maxrss / 1024

start = time.perf_counter()
data = planspor.run(sys.argv[1], sys.argv[2], jobs=int(sys.argv[3]), cache=False, compare=False)
seconds = time.perf_counter() - start
isolate.shared().close()  # those who have ended are counted
reading = used()
planspor.compare(sys.argv[2])
comparing = used()
counts = [data.count(name) for name in ("plans", "initiatives", "cells")]
print(json.dumps([*counts, seconds, *reading, *comparing]))
"""

SOAK = """
import json, os, sys, time
import planspor, psutil
end = time.monotonic() + float(sys.argv[4])
left = int(sys.argv[5])
while left and time.monotonic() < end:
    left -= 1
    start = time.perf_counter()
    data = planspor.run(sys.argv[1], sys.argv[2], jobs=int(sys.argv[3]), cache=False)
    own = psutil.Process()
    family = [own, *own.children(recursive=True)]
    kept = sum(process.memory_info().rss for process in family if process.is_running()) / 2**20
    files = own.num_fds()
    print(json.dumps([time.perf_counter() - start, kept, files, len(family)]), flush=True)
"""


def small_plan(number: int) -> bytes:
    """A plan of one page: two initiatives, each with a table of three milestones and a list of gains."""
    draw = random.Random(number)
    name = words(draw, 1)[0].capitalize() + "by"
    year = 2005 + number % 20
    body = f"BT /F1 18 Tf 60 790 Td (Handleplan {year}) Tj ET BT /F1 11 Tf 60 770 Td ({name} Kommune) Tj ET\n0.5 w\n"
    top = 735.0
    for n in (1, 2):
        body += f"BT /F1 14 Tf 60 {top} Td (Indsats {n}: {' '.join(words(draw, 4)).capitalize()}) Tj ET\n"
        for line in range(3):
            body += f"BT /F1 10 Tf 60 {top - 20 - 13 * line} Td ({' '.join(words(draw, 11))}.) Tj ET\n"
        top -= 75
        rows = [("Milep\u00e6l", "Tidsplan", "Ansvarlig")]
        rows += [(" ".join(words(draw, 3)), f"{draw.randint(1, 4)}. kvartal {year}", words(draw, 1)[0]) for _ in "abc"]
        for i, row in enumerate(rows):
            y = top - 18 * i
            for x, text in zip((60, 260, 400), row, strict=True):
                body += f"{x - 4} {y - 5} {200 if x == 60 else 140} 18 re S BT /F1 10 Tf {x} {y} Td ({text}) Tj ET\n"
        top -= 18 * 4 + 40
    return page(body)


@dataclass(frozen=True, slots=True)
class Cost:
    """What a run took. Times are of the processors, in seconds, memory in MB."""

    plans: int
    initiatives: int
    cells: int
    wall: float
    read: float
    main: float
    """Most memory of the process that finds and writes."""
    worker: float
    """Most memory of one that reads."""
    all: float
    """Time with the comparison."""
    compared: float
    """Most memory with the comparison."""


def measure(count: int, jobs: int, place: Path) -> Cost:
    """Read, write and compare so many plans, in processes of their own."""
    archive = place / f"archive-{count}"
    for n in range(count):
        folder = archive / f"{n // 500:03}"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{n:06}.pdf").write_bytes(small_plan(n))
    command = [sys.executable, "-c", RUN, str(archive), str(place / f"data-{count}"), str(jobs)]
    ran = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    return Cost(*json.loads(ran.stdout.splitlines()[-1])[:9])


def soak(hours: float, runs: int, plans: int, jobs: int, place: Path) -> None:
    """Run the same archive again and again."""
    archive = place / "archive"
    archive.mkdir()
    for n in range(plans):
        (archive / f"{n:06}.pdf").write_bytes(small_plan(n))
    print("| run | seconds | MB of all processes | open files | processes |\n| ---: | ---: | ---: | ---: | ---: |")
    command = [sys.executable, "-c", SOAK, str(archive), str(place / "data"), str(jobs), str(hours * 3600), str(runs)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for n, line in enumerate(process.stdout, 1):
            seconds, megabytes, files, processes = json.loads(line)
            print(f"| {n} | {seconds:.1f} | {megabytes:.0f} | {files} | {processes} |", flush=True)
    if process.returncode:
        sys.exit(process.returncode)


def main() -> None:
    """Entry point."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--plans", type=int, nargs="+")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--soak", type=float, metavar="HOURS")
    parser.add_argument("--runs", type=int, default=-1, help="with --soak: no more than so many")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        if arguments.soak is not None:
            soak(arguments.soak, arguments.runs, (arguments.plans or [60])[0], arguments.jobs, place)
            return
        base = measure(1, arguments.jobs, place)
        print(f"{arguments.jobs} jobs; the start takes {base.read:.1f} s of the processors, {base.all:.1f} s with the ")
        print("comparison, and counts for none below. Times are those of the processors.\n")
        print("| plans | initiatives | cells | minutes | ms a plan | MB, main process | MB, a worker |", end="")
        print(" comparison: ms a plan | MB |\n| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
        for count in arguments.plans or (100, 1000, 10_000):
            cost = measure(count, arguments.jobs, place)
            read = 1000 * (cost.read - base.read) / count
            compared = 1000 * (cost.all - cost.read - base.all + base.read) / count
            print(f"| {cost.plans:,} | {cost.initiatives:,} | {cost.cells:,} | {cost.wall / 60:.1f} |", end="")
            print(f" {read:.1f} | {cost.main:.0f} | {cost.worker:.0f} |", end="")
            print(f" {compared:.1f} | {cost.compared:.0f} |", flush=True)


if __name__ == "__main__":
    main()
