"""Whether a reader slows down with what it has read: an aged one beside a young one, on the same new plans.

    python benchmarks/ageing.py [--plans 3000] [--rounds 15]

One process has read so many plans, the other, forked from it before, a hundred. Then both read the same plans that
neither has seen, twenty at a time, by turns, so that whatever else the computer does hits them alike. Times are those
of the processors. The plans are those of `bench_scale.py`, each with words of its own.
"""

from __future__ import annotations

import argparse
import gc
import os
import statistics
import tempfile
import time
from multiprocessing import Pipe
from pathlib import Path

from bench_scale import small_plan
from planspor.extractors.themes import tagger
from planspor.pipeline.archive import SourceFile
from planspor.pipeline.batch import read_file
from planspor.pipeline.reading import pack
from planspor.pipeline.words import use_kept_words

_YOUNG, _TOGETHER = 100, 20
"""Plans that the young one has read, and that both read before the other's turn comes."""


def read(place: Path, numbers: range) -> float:
    """Read the plans of these numbers; milliseconds for each."""
    taken = 0.0
    for number in numbers:
        file = place / f"{number:06}.pdf"
        file.write_bytes(small_plan(number))
        start = time.process_time()
        pack(read_file(SourceFile(file, file.name), "pdfium"))
        taken += time.process_time() - start
        file.unlink()
    return 1000 * taken / len(numbers)


def measure(plans: int, rounds: int, place: Path) -> list[tuple[float, float]]:
    """Milliseconds a plan of the young one and of the aged one, in each round."""
    use_kept_words()
    tagger.warm()
    gc.collect()
    gc.freeze()
    read(place, range(_YOUNG))
    ours, theirs = Pipe()
    young = os.fork()
    if not young:
        while numbers := theirs.recv():
            theirs.send(read(place, numbers))
        os._exit(0)
    read(place, range(_YOUNG, plans))
    found: list[tuple[float, float]] = []
    for start in range(plans, plans + rounds * _TOGETHER, _TOGETHER):
        numbers = range(start, start + _TOGETHER)
        first = read(place, numbers) if len(found) % 2 else None
        ours.send(numbers)
        other = ours.recv()
        found.append((other, read(place, numbers) if first is None else first))
    ours.send(None)
    os.waitpid(young, 0)
    return found


def main() -> None:
    """Entry point."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--plans", type=int, default=3000)
    parser.add_argument("--rounds", type=int, default=15)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        found = measure(arguments.plans, arguments.rounds, Path(name))
    young, aged = (statistics.median(times) for times in zip(*found, strict=True))
    ratio = statistics.median(aged / young for young, aged in found)
    print("| plans read before | ms a plan |\n| ---: | ---: |")
    print(f"| {_YOUNG} | {young:.1f} |\n| {arguments.plans:,} | {aged:.1f} |\n")
    print(f"Median of the rounds: the aged one takes {ratio:.3f} times as long.")


if __name__ == "__main__":
    main()
