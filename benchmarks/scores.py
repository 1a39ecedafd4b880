"""How well plans are read: F1 by measure against the gold that lies beside the PDFs.

    python benchmarks/scores.py [FOLDER ...]

A folder holds NAME.pdf and NAME.gold.json, and a manifest where there is one. Items are paired by their words in
order; a value counts on paired items. Prints a Markdown table, a column for each folder; without one, the samples.
"""

from __future__ import annotations

import argparse
import json
import logging
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from generator.score import Tally, score  # noqa: E402

MEASURES = (
    "initiative",
    "initiative.goal",
    "aspect",
    "milestone",
    "milestone.timing",
    "milestone.start",
    "milestone.end",
    "milestone.partners",
    "gain",
    "gain.follow_up",
    "gain.direction",
    "gain.amount",
    "gain.unit",
    "gain.baseline",
    "goal",
)


def read_folder(folder: Path) -> Tally:
    """The scores of all plans of a folder together."""
    import planspor

    tally = Tally()
    for path in sorted(folder.glob("*.pdf")):
        gold = path.with_name(f"{path.stem}.gold.json")
        if gold.is_file():
            found: dict[str, Any] = planspor.read(path).model_dump(mode="json")
            tally.merge(score(json.loads(gold.read_text(encoding="utf-8")), found))
    return tally


def main() -> None:
    """Entry point."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path, default=[ROOT / "corpus"])
    folders = parser.parse_args().folders
    logging.disable(logging.WARNING)
    tallies = [read_folder(folder) for folder in folders]
    print(f"| measure | {' | '.join(folder.name for folder in folders)} |")
    print("| --- |" + " ---: |" * len(folders))
    for measure in MEASURES:
        values = [tally.f1(measure) for tally in tallies]
        print(f"| {measure} | {' | '.join('–' if v is None else f'{v:.3f}' for v in values)} |")


if __name__ == "__main__":
    main()
