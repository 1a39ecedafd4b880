"""Fuzzing: broken PDFs through the real batch, and coverage-guided fuzzing of the parsers.

    python benchmarks/fuzz.py [--files 5000] [--recognised 500] [--minutes 10] [--no-files]
                              [--parsers times amounts laws vocabulary]

The broken files are made of the sample plans from a fixed seed. Each must come out as a plan or as a problem; those
that bring their process down, hang or raise are named and kept in build/. Where a font is broken, a page is recognised
from its picture, which takes nine tenths of the time; all files but the first `--recognised` are read as on a computer
without Tesseract. The parsers are fuzzed with atheris, if that
is installed, each for so many minutes; what makes one raise is printed and becomes a test in
tests/hostile/test_parsers.py.
"""

from __future__ import annotations

import argparse
import collections
import importlib.util
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import planspor

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))
from hostile.mutate import mutated  # noqa: E402
from hostile.parsers import PARSERS  # noqa: E402

AT_ONCE = 250
FAULTS = ("E010", "E011", "E012", "E013", "E014")


def fuzz_files(count: int, recognised: int, jobs: int) -> int:
    """Number of broken files that were lost, or that showed a fault."""
    tools = os.environ["PATH"]
    seeds = [path.read_bytes() for path in sorted((ROOT / "corpus").glob("*.pdf"))]
    codes: collections.Counter[str] = collections.Counter()
    plans, bad, start = 0, 0, time.monotonic()
    for first in range(0, count, AT_ONCE):
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place) / "broken"
            folder.mkdir()
            os.environ["PATH"] = tools if first < recognised else place
            for n in range(first, min(first + AT_ONCE, count)):
                (folder / f"{n:05}.pdf").write_bytes(mutated(seeds, n))
            data = planspor.run(folder, Path(place) / "out", jobs=jobs, cache=False, timeout=120)
            problems = data.problems
            plans += data.count("plans")
            codes.update(problems["code"])
            told = {*data.plans["file"], *problems["file"].dropna()}
            lost = {path.name for path in folder.iterdir()} - told
            faults = problems[problems["code"].isin(FAULTS)]
            for file in sorted(lost):
                print(f"LOST {file}")
            for file, message in zip(faults["file"], faults["message"], strict=True):
                print(f"FAULT {message}")
                (ROOT / "build").mkdir(exist_ok=True)
                (ROOT / "build" / f"fuzz-{file}").write_bytes((folder / file).read_bytes())
            bad += len(lost) + len(faults)
        print(f"{min(first + AT_ONCE, count)} files, {time.monotonic() - start:.0f} s", file=sys.stderr)
    counts = ", ".join(f"{code} {n}" for code, n in sorted(codes.items()) if code.startswith("E"))
    print(f"{count} broken files in {time.monotonic() - start:.0f} s: {plans} plans; {counts}; {bad} lost or at fault")
    return bad


def fuzz_parser(name: str, minutes: float) -> bool:
    """Whether a parser came through; in a process of its own, since atheris never returns."""
    with tempfile.TemporaryDirectory() as place:
        command = [sys.executable, __file__, "--inner", name, "--minutes", str(minutes)]
        ran = subprocess.run(command, cwd=place, capture_output=True, text=True, errors="replace", check=False)
        runs = [line for line in ran.stderr.splitlines() if "DONE" in line or line.startswith("Done ")]
        print(f"{name}: {runs[-1] if runs else 'FINDING'}")
        if ran.returncode:
            print((ran.stdout + ran.stderr)[-4000:])
        return ran.returncode == 0


def inner(name: str, minutes: float) -> None:
    """Fuzz one parser in this process."""
    import atheris

    with atheris.instrument_imports(include=["planspor"]):
        for module in [module for module in sys.modules if module.startswith("planspor")]:
            del sys.modules[module]
        sys.modules.pop("hostile.parsers", None)
        from hostile.parsers import PARSERS

    def one(data: bytes) -> None:
        PARSERS[name](data.decode("utf-8", "ignore"))

    options = [f"-max_total_time={round(60 * minutes)}", "-max_len=300", "-timeout=20", "-seed=1"]
    atheris.Setup([sys.argv[0], *options], one)
    atheris.Fuzz()


def main() -> None:
    """Entry point."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=5000)
    parser.add_argument("--recognised", type=int, default=500)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--parsers", nargs="*", default=list(PARSERS))
    parser.add_argument("--no-files", action="store_true")
    parser.add_argument("--inner", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.inner:
        inner(arguments.inner, arguments.minutes)
        return
    bad = 0 if arguments.no_files else fuzz_files(arguments.files, arguments.recognised, arguments.jobs)
    if importlib.util.find_spec("atheris") is None:
        print("The parsers are left out: pip install atheris (Linux).")
    else:
        bad += sum(not fuzz_parser(name, arguments.minutes) for name in arguments.parsers)
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
