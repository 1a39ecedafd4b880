"""How fast plans are read: pages a second of Planspor, PDFium and pdfplumber on the same files in the same run.

    python benchmarks/bench.py [--rounds N] [PDF_OR_FOLDER ...]

Every round runs every contestant once, so that a slow moment of the machine hits them alike; the median of the rounds
counts. Memory is the most that a contestant has at once in a process of its own, with those that it starts. Then the
steps of the way are timed, on one processor. Prints Markdown tables. Without paths the sample plans are read.
"""

from __future__ import annotations

import argparse
import gc
import logging
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pdfplumber
import planspor
import pypdfium2 as pdfium
from memory import peak_megabytes
from planspor.pipeline.archive import find
from stages import stage_seconds

ROOT = Path(__file__).resolve().parent.parent
BASE = "pdfplumber: `extract_text` and `extract_tables`"
FLOOR = "PDFium: characters with their boxes"


def with_pdfplumber(files: list[Path]) -> None:
    """What most people write first: the text and the tables of each page."""
    for file in files:
        with pdfplumber.open(file) as pdf:
            for page in pdf.pages:
                page.extract_text()
                page.extract_tables()
                page.close()


def with_pdfium(files: list[Path]) -> None:
    """Every character with its box and nothing else: the floor of what reading costs."""
    for file in files:
        with pdfium.PdfDocument(file) as pdf:
            for page in pdf:
                text = page.get_textpage()
                text.get_text_range()
                for n in range(text.count_chars()):
                    text.get_charbox(n)
                text.close()
                page.close()


def with_planspor(jobs: int) -> Callable[[list[Path]], None]:
    """The whole run: from the files to the data set on the disk."""

    def run(files: list[Path]) -> None:
        with tempfile.TemporaryDirectory() as out:
            planspor.run(files, out, jobs=jobs, cache=False)

    return run


def with_command(files: list[Path]) -> None:
    """The same as a command, the start of Python and all imports included."""
    with tempfile.TemporaryDirectory() as out:
        code = "from planspor.pipeline.cli import main; main()"
        command = [sys.executable, "-c", code, "run", *map(str, files), "--out", out, "--jobs", "1", "--no-cache"]
        ran = subprocess.run(command, capture_output=True, text=True, check=False)
        if ran.returncode not in (0, 1):
            sys.exit(ran.stderr)


CONTESTANTS: dict[str, Callable[[list[Path]], None]] = {
    BASE: with_pdfplumber,
    FLOOR: with_pdfium,
    "**Planspor: the whole run**, 1 process": with_planspor(1),
    "**Planspor: the whole run**, 2 processes": with_planspor(2),
    "Planspor as a command, start included": with_command,
}


def measure(files: list[Path], rounds: int) -> dict[str, float]:
    """Median seconds of each contestant."""
    for run in CONTESTANTS.values():
        run(files[:1])  # Imports and caches of the operating system count for none.
    seconds: dict[str, list[float]] = {name: [] for name in CONTESTANTS}
    for n in range(rounds):
        for name, run in CONTESTANTS.items():
            print(f"round {n + 1} of {rounds}: {name}", file=sys.stderr)
            gc.collect()
            start = time.perf_counter()
            run(files)
            seconds[name].append(time.perf_counter() - start)
    return {name: statistics.median(each) for name, each in seconds.items()}


def peak_of(name: str, files: list[Path]) -> float:
    """Most megabytes of a contestant."""
    return peak_megabytes([sys.executable, __file__, "--only", name, *map(str, files)])


def print_contest(files: list[Path], pages: int, rounds: int) -> None:
    """The contestants as a table."""
    medians = measure(files, rounds)
    python = platform.python_version()
    print(f"{len(files)} plans, {pages} pages, median of {rounds} rounds, Python {python}\n")
    print("| what | seconds | pages a second | times pdfplumber | times PDFium | MB at most |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for name, seconds in medians.items():
        ratios = f"{medians[BASE] / seconds:.1f} | {medians[FLOOR] / seconds:.2f}"
        print(f"| {name} | {seconds:.2f} | {pages / seconds:.0f} | {ratios} | {peak_of(name, files):.0f} |")


def print_stages(files: list[Path], pages: int, rounds: int) -> None:
    """The steps of the way as a table."""
    stages = stage_seconds(files, rounds)
    whole = sum(stages.values())
    print("\n| step, of one process | ms a page | share |\n| --- | ---: | ---: |")
    for name, seconds in stages.items():
        print(f"| {name} | {1000 * seconds / pages:.2f} | {100 * seconds / whole:.0f} % |")
    print(f"| **all** | **{1000 * whole / pages:.1f}** | |")


def main() -> None:
    """Entry point."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", help=argparse.SUPPRESS)
    parser.add_argument("paths", nargs="*", default=[ROOT / "corpus"])
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    logging.disable(logging.WARNING)
    files = [source.path for source in find(arguments.paths).files]
    if arguments.only:
        CONTESTANTS[arguments.only](files)
        return
    pages = 0
    for file in files:
        with pdfium.PdfDocument(file) as pdf:
            pages += len(pdf)
    print_contest(files, pages, arguments.rounds)
    print_stages(files, pages, arguments.rounds)


if __name__ == "__main__":
    main()
