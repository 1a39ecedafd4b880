"""How many theme tags are right: a random sample for readers who do not see why a tag was given.

    python benchmarks/tag_sample.py draw RUN_DIR [RUN_DIR ...] --out sample.csv
    python benchmarks/tag_sample.py join READER_A.csv READER_B.csv --out verdicts.csv
    python benchmarks/tag_sample.py score [VERDICTS.csv ...]

`draw` takes 100 tags of the runs with a fixed seed and writes for each the plan, the number of its initiative and the
theme, the theme's label and scope, and all texts of the initiative; no score, no evidence. Each reader hands back the
columns `plan`, `number`, `theme` and `right` (1 or 0), which `join` puts side by side. `score` prints the share of
right tags by each reader and by both, with Wilson's 95 % intervals, and how far the readers agree; without a file it
takes `tags/verdicts.csv`. Verdicts are kept by plan, number and theme and hold no text.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from planspor.extractors.themes.taxonomy import load_taxonomy
from planspor.pipeline.checking import wilson

VERDICTS = Path(__file__).resolve().parent / "tags" / "verdicts.csv"
SIZE = 100
SEED = 20
KEY = ("plan", "number", "theme")
COLUMNS = (*KEY, "label", "scope", "title", "text")
_WORDS = {"1": True, "0": False, "ja": True, "nej": False, "yes": True, "no": False}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What two readers said of one tag."""

    plan: str
    number: int
    theme: str
    reader_a: bool
    reader_b: bool


def tags_of(runs: Iterable[Path]) -> list[dict[str, str]]:
    """All tags of the plans of data sets, as rows for readers, in the order of plan, initiative and theme.

    Raises SystemExit where a folder holds no data set, or two plans have one name.
    """
    themes = {theme.id: theme for theme in load_taxonomy().themes}
    rows: dict[tuple[str, int, str], dict[str, str]] = {}
    for run in runs:
        files = sorted((run / "plans").glob("*.json"))
        if not files:
            raise SystemExit(f"{run}: there are no plans; name a folder that `planspor run` wrote.")
        for file in files:
            plan = json.loads(file.read_text(encoding="utf-8"))
            name = Path(plan["file"]).stem
            for number, initiative in enumerate(plan["initiatives"], 1):
                for theme_id in initiative["themes"]:
                    if (name, number, theme_id) in rows:
                        raise SystemExit(f"{name} is the name of two plans; a verdict on it could mean either.")
                    theme = themes[theme_id]
                    rows[(name, number, theme_id)] = {
                        "plan": name,
                        "number": str(number),
                        "theme": theme_id,
                        "label": theme.label_da,
                        "scope": theme.scope,
                        "title": initiative["title"],
                        "text": text_of(initiative),
                    }
    return [rows[key] for key in sorted(rows)]


def text_of(initiative: dict[str, Any]) -> str:
    """What an initiative says, as a reader would want it: each aspect under its heading, milestones, gains."""
    parts = [f"[mål, som indsatsen hører under] {initiative['goal']}"] if initiative.get("goal") else []
    for aspect in initiative["aspects"]:
        parts.append(f"[{aspect['heading'] or aspect['kind']}] {aspect['text']}")
    for kind, label in (("milestones", "milepæl"), ("gains", "gevinst")):
        for item in initiative[kind]:
            group = f" ({item['group']})" if item.get("group") else ""
            partners = f" | hvem: {item['partners']}" if item.get("partners") else ""
            follow_up = f" | opfølgning: {item['follow_up']}" if item.get("follow_up") else ""
            parts.append(f"[{label}{group}] {item['text']}{partners}{follow_up}")
    return "\n".join(parts)


def draw(rows: Sequence[dict[str, str]], size: int = SIZE, seed: int = SEED) -> list[dict[str, str]]:
    """A simple random sample of the rows, in random order: the same rows give the same sample."""
    return random.Random(seed).sample(list(rows), min(size, len(rows)))


def join(first: Path, second: Path) -> list[Verdict]:
    """The verdicts of two readers on the same tags, in the order of plan, initiative and theme.

    Raises SystemExit where one has read a tag that the other has not.
    """
    a, b = _read(first, ("right",)), _read(second, ("right",))
    if alone := sorted(set(a) ^ set(b)):
        raise SystemExit(f"Only one of the readers has a verdict on {', '.join(map(str, alone[0]))}.")
    return [Verdict(*key, a[key][0], b[key][0]) for key in sorted(a)]


def read_verdicts(path: Path) -> list[Verdict]:
    """The verdicts of a file. Raises SystemExit where one is neither 1 nor 0."""
    return [Verdict(*key, *values) for key, values in sorted(_read(path, ("reader_a", "reader_b")).items())]


def _read(path: Path, columns: Sequence[str]) -> dict[tuple[str, int, str], list[bool]]:
    out: dict[tuple[str, int, str], list[bool]] = {}
    if not path.is_file():
        raise SystemExit(f"{path}: there is no such file; a sample is drawn first, and read by two people.")
    with path.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.DictReader(stream)
        if missing := [name for name in (*KEY, *columns) if name not in (reader.fieldnames or ())]:
            raise SystemExit(f"{path}: there is no column {missing[0]!r}.")
        for row in reader:
            values = [(row[name] or "").strip().lower() for name in columns]
            if any(value not in _WORDS for value in values):
                raise SystemExit(f"{path}, line {reader.line_num}: a verdict is 1 or 0.")
            out[(row["plan"], int(row["number"]), row["theme"])] = [_WORDS[value] for value in values]
    return out


def kappa(verdicts: Sequence[Verdict]) -> float:
    """Cohen's kappa of the two readers; 1 where both say the same of all."""
    n = len(verdicts)
    a, b = (sum(getattr(v, reader) for v in verdicts) / n for reader in ("reader_a", "reader_b"))
    agreed = sum(v.reader_a == v.reader_b for v in verdicts) / n
    chance = a * b + (1 - a) * (1 - b)
    return 1.0 if chance == 1 else (agreed - chance) / (1 - chance)


def report(verdicts: Sequence[Verdict]) -> str:
    """The shares of right tags as a Markdown table, and the agreement. Raises SystemExit for no verdicts."""
    if not verdicts:
        raise SystemExit("There are no verdicts.")
    counts = {
        "both readers": sum(v.reader_a and v.reader_b for v in verdicts),
        "at least one": sum(v.reader_a or v.reader_b for v in verdicts),
        "reader A": sum(v.reader_a for v in verdicts),
        "reader B": sum(v.reader_b for v in verdicts),
    }
    lines = ["| right by | tags | of | share | 95 % interval |", "| --- | ---: | ---: | ---: | --- |"]
    for name, right in counts.items():
        found = wilson(right, len(verdicts))
        lines.append(
            f"| {name} | {right} | {len(verdicts)} | {found.share:.2f} | {found.low:.2f} to {found.high:.2f} |"
        )
    agreed = sum(v.reader_a == v.reader_b for v in verdicts)
    lines += ["", f"The readers agree on {agreed} of {len(verdicts)} tags, Cohen's kappa {kappa(verdicts):.2f}."]
    return "\n".join(lines)


def _write(path: Path, columns: Sequence[str], rows: Iterable[dict[str, Any]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, columns, quoting=csv.QUOTE_ALL, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def main() -> None:
    """Draw, join or score, by the first argument."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    drawing = commands.add_parser("draw")
    drawing.add_argument("runs", nargs="+", type=Path)
    drawing.add_argument("--out", type=Path, required=True)
    drawing.add_argument("--size", type=int, default=SIZE)
    drawing.add_argument("--seed", type=int, default=SEED)
    joining = commands.add_parser("join")
    joining.add_argument("readers", nargs=2, type=Path)
    joining.add_argument("--out", type=Path, required=True)
    scoring = commands.add_parser("score")
    scoring.add_argument("verdicts", nargs="*", type=Path)
    args = parser.parse_args()
    if args.command == "draw":
        rows = tags_of(args.runs)
        _write(args.out, COLUMNS, draw(rows, args.size, args.seed))
        print(f"{min(args.size, len(rows))} of {len(rows)} tags in {args.out}")
    elif args.command == "join":
        rows = [
            {
                **dict(zip(KEY, (v.plan, v.number, v.theme), strict=True)),
                "reader_a": int(v.reader_a),
                "reader_b": int(v.reader_b),
            }
            for v in join(*args.readers)
        ]
        _write(args.out, (*KEY, "reader_a", "reader_b"), rows)
    else:
        print(report([verdict for path in args.verdicts or [VERDICTS] for verdict in read_verdicts(path)]))


if __name__ == "__main__":
    main()
