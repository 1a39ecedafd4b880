"""How well plans of every layout are read: F1 on generated plans whose truth is known, by trait.

    python benchmarks/bench_layout.py [--plans 200] [--seed 1] [--folder DIR] [--no-scans]
    python benchmarks/bench_layout.py --unseen [--plans 60] [--seed 1] [--folder DIR]

The plans are made once and kept in the folder (without one, in a temporary folder that is removed). Each plan has
traits: what is difficult about it. A figure of a trait is over all plans that have it. Scans are read only where
Tesseract is installed. With `--unseen` the plans are of layouts and words of their own, which whoever works on the
reading should leave alone until it is to be measured; their figures are by layout. Prints a Markdown table; in the
folder, `NAME.faults.txt` tells what went wrong in each plan.
"""

from __future__ import annotations

import argparse
import json
import logging
import shutil
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from generator import others  # noqa: E402
from generator.plan import Plan, build, drawn  # noqa: E402
from generator.score import Tally, score  # noqa: E402
from generator.unseen import plans as unseen  # noqa: E402

OTHERS = 18
MEASURES = {
    "initiative": "initiatives",
    "milestone": "milestones",
    "gain": "gains",
    "milestone.timing": "timing",
    "milestone.start": "start",
    "milestone.end": "end",
}
MORE = {"milestone.partners": "partners", "milestone.group": "group", "gain.follow_up": "follow-up",
        "gain.amount": "amount", "aspect": "aspects", "goal": "goals", "key_figure": "key figures"}  # fmt: skip


def made(folder: Path, seed: int, n: int) -> str:
    """Make a plan, if it is not there yet: NAME.pdf, NAME.gold.json and NAME.traits.json. Returns its name."""
    (name, of, look) = list(drawn(seed, n + 1))[n]
    return kept(folder, name, lambda: build(name, of, look))


def made_other(folder: Path, seed: int, n: int) -> str:
    """The same for a document that is no plan."""
    (name, kind, draw) = list(others.drawn(seed, n + 1))[n]
    return kept(folder, name, lambda: others.build(name, kind, draw))


def made_unseen(folder: Path, seed: int, n: int) -> str:
    """The same for a plan of the layouts apart."""
    (name, layout, draw) = list(unseen.drawn(seed, n + 1))[n]
    return kept(folder, name, lambda: unseen.build(name, layout, draw))


def kept(folder: Path, name: str, make: Callable[[], Plan]) -> str:
    traits = folder / f"{name}.traits.json"
    if not traits.exists():
        plan = make()
        (folder / f"{name}.pdf").write_bytes(plan.pdf)
        (folder / f"{name}.gold.json").write_text(json.dumps(plan.gold, ensure_ascii=False, indent=1), "utf-8")
        traits.write_text(json.dumps(plan.traits, ensure_ascii=False), "utf-8")
    return name


def examined(folder: Path, name: str) -> tuple[str, Tally]:
    """Read a plan and score it; the reading and the faults are written beside it."""
    from planspor.extractors.read import read_plan

    logging.disable(logging.WARNING)
    path = folder / f"{name}.pdf"
    found: dict[str, Any] = read_plan(path.read_bytes(), file=path.name).model_dump(mode="json")
    tally = score(json.loads((folder / f"{name}.gold.json").read_text("utf-8")), found)
    (folder / f"{name}.result.json").write_text(json.dumps(found, ensure_ascii=False, indent=1), "utf-8")
    (folder / f"{name}.faults.txt").write_text("\n".join(tally.faults) + "\n", "utf-8")
    return name, tally


def shown(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def table(rows: dict[str, list[Tally]], measures: dict[str, str]) -> list[str]:
    """A Markdown table: a row for each trait, the tallies of its plans taken together."""
    lines = ["| trait | plans | " + " | ".join(measures.values()) + " |"]
    lines.append("| --- " + "| ---: " * (len(measures) + 1) + "|")
    for trait, tallies in rows.items():
        total = Tally()
        for tally in tallies:
            total.merge(tally)
        lines.append(f"| {trait} | {len(tallies)} | " + " | ".join(shown(total.f1(m)) for m in measures) + " |")
    return lines


def run(folder: Path, seed: int, count: int, jobs: int, scans: bool, more: bool) -> None:
    with ProcessPoolExecutor(jobs) as pool:
        names = list(pool.map(made, [folder] * count, [seed] * count, range(count), chunksize=4))
        traits = {n: json.loads((folder / f"{n}.traits.json").read_text("utf-8")) for n in names}
        names = [n for n in names if scans or "scan" not in traits[n]]
        strangers = list(pool.map(made_other, [folder] * OTHERS, [seed] * OTHERS, range(OTHERS)))
        tallies = dict(pool.map(examined, [folder] * (len(names) + OTHERS), names + strangers, chunksize=2))
    digital = [n for n in names if "scan" not in traits[n]]
    rows = {"**all digital plans**": [tallies[n] for n in digital]}
    for trait in sorted({t for n in digital for t in traits[n]}):
        rows[trait] = [tallies[n] for n in digital if trait in traits[n]]
    scanned = [tallies[n] for n in names if "scan" in traits[n]]
    if scanned:
        rows["**scan**"] = scanned
    print(f"{len(names)} plans, seed {seed}\n")
    print("\n".join(table(rows, MEASURES | MORE if more else MEASURES)))

    false = {name: tallies[name].found["initiative"] for name in strangers}
    print(f"\nOf {OTHERS} documents that are no plans, {sum(map(bool, false.values()))} were read with initiatives, "
          f"{sum(false.values())} in all.")  # fmt: skip
    for name in sorted(n for n in false if false[n]):
        print(f"- `{name}`: {false[name]} ({json.loads((folder / f'{name}.traits.json').read_text('utf-8'))[1]})")

    worst({n: tallies[n] for n in names}, traits, 25)


def run_unseen(folder: Path, seed: int, count: int, jobs: int, more: bool) -> None:
    """Plans of the layouts apart: figures over all of them, then layout by layout."""
    with ProcessPoolExecutor(jobs) as pool:
        names = list(pool.map(made_unseen, [folder] * count, [seed] * count, range(count), chunksize=2))
        traits = {n: json.loads((folder / f"{n}.traits.json").read_text("utf-8")) for n in names}
        tallies = dict(pool.map(examined, [folder] * len(names), names, chunksize=2))
    rows = {"**all layouts apart**": [tallies[n] for n in names]}
    for layout in unseen.DESIGNS:
        rows[layout] = [tallies[n] for n in names if traits[n][0] == layout]
    print(f"{len(names)} plans of layouts apart, seed {seed}\n")
    print("\n".join(table({k: v for k, v in rows.items() if v}, MEASURES | MORE if more else MEASURES)))
    worst(tallies, traits, 15)


def worst(tallies: dict[str, Tally], traits: dict[str, list[str]], count: int) -> None:
    """Print the plans that are read worst."""

    def mean(name: str) -> float:
        values = [tallies[name].f1(m) for m in ("initiative", "milestone", "gain")]
        return sum(v for v in values if v is not None) / max(1, sum(v is not None for v in values))

    print("\nThe worst plans (initiatives / milestones / gains / start):\n")
    for name in sorted(tallies, key=lambda n: (mean(n), n))[:count]:
        each = " / ".join(shown(tallies[name].f1(m)) for m in ("initiative", "milestone", "gain", "milestone.start"))
        print(f"- `{name}`: {each} ({', '.join(traits[name])})")


def main() -> None:
    """Entry point."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--plans", type=int, help="how many; 200, or 60 of the layouts apart")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, help="where the plans and the readings are kept")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--no-scans", action="store_true")
    parser.add_argument("--unseen", action="store_true", help="plans of the layouts apart")
    parser.add_argument("--more", action="store_true", help="more columns")
    arguments = parser.parse_args()
    scans = not arguments.no_scans and shutil.which("tesseract") is not None
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        if arguments.unseen:
            run_unseen(folder, arguments.seed, arguments.plans or 60, arguments.jobs, arguments.more)
        else:
            run(folder, arguments.seed, arguments.plans or 200, arguments.jobs, scans, arguments.more)


if __name__ == "__main__":
    main()
