"""What it costs to compare: processor seconds and memory of `planspor compare`, 10,000 to 100,000 initiatives.

    python benchmarks/bench_compare.py [--initiatives 10000 30000 100000] [--exact] [--keep FOLDER]

The data sets are made up, the same each time: 98 municipalities, each with units that print a plan of ten initiatives a
year for ten years. An initiative keeps a topic and part of its words from year to year; words are many, few of them
common, as in real texts. Each size is compared by a command of its own. `--exact` also compares without a bound on
what is looked through (see `nearest.py`) and tells how many of the ten nearest of each initiative are the same.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate
from pathlib import Path

import bench_explore
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from planspor.pipeline.compare.matches import NEAREST, match_rows
from planspor.pipeline.compare.nearest import LOOKED_THROUGH
from planspor.pipeline.compare.similarity import Space, make_space
from planspor.pipeline.compare.source import Initiative, read_source
from planspor.pipeline.compare.words import stop_words
from planspor.pipeline.dataset import Dataset

MUNICIPALITIES, YEARS = 98, 10
COMPOUNDS, TOPICS, TOPIC_WORDS = 40_000, 600, 30
ENDINGS = ("", "", "en", "et", "er", "erne", "s")
COMMAND = "from planspor.pipeline.cli import main; main()"


@cache
def vocabulary() -> tuple[list[str], list[float]]:
    """Words from the most to the least common, with their weights added up (Zipf's law)."""
    draw = random.Random(11)
    path = Path(__file__).resolve().parent.parent / "extractors" / "danish" / "words.txt"
    lines = path.read_text(encoding="utf-8").splitlines()
    single = [word for line in lines if not line.startswith("#") for word in line.split()]
    compounds = {draw.choice(single) + draw.choice(single) for _ in range(COMPOUNDS)}
    draw.shuffle(single)
    words = single + sorted(compounds, key=lambda word: draw.random())
    return words, list(accumulate(1 / (rank + 20) for rank in range(len(words))))


@cache
def common() -> list[str]:
    """Words that say nothing, which half of a text is made of."""
    return sorted(word for word in stop_words() if word.isalpha())


@cache
def topic(number: int) -> list[str]:
    """The words of a topic."""
    draw = random.Random(f"topic {number}")
    words, weights = vocabulary()
    return draw.choices(words, cum_weights=weights, k=TOPIC_WORDS)


def text(draw: random.Random, about: int, count: int) -> str:
    """A sentence of so many words about a topic."""
    words, weights = vocabulary()
    own = draw.choices(topic(about), k=count // 4)
    any_ = draw.choices(words, cum_weights=weights, k=count // 4)
    said = [word + draw.choice(ENDINGS) for word in own + any_] + draw.choices(common(), k=count - 2 * (count // 4))
    draw.shuffle(said)
    return " ".join(said).capitalize() + "."


def texts(initiatives: int, key: str, count: int, length: int, kept: float) -> Iterator[str]:
    """For each initiative in its order `count` texts of about so many words, of which a share is kept each year."""
    for n in range(initiatives):
        plan, number = divmod(n, bench_explore.PER_PLAN)
        municipality, place = plan % MUNICIPALITIES, plan // MUNICIPALITIES
        unit, year = divmod(place, YEARS)
        work = f"{municipality} {unit} {number}"
        about = random.Random(work).randrange(TOPICS)
        for k in range(count):
            first = year
            while first and random.Random(f"{work} {key} {k} {first}").random() < kept:
                first -= 1  # As it was the year before.
            draw = random.Random(f"{work} {key} {k} text {first}")
            yield text(draw, about, max(4, round(length * draw.uniform(0.5, 1.5))))


def make(folder: Path, initiatives: int) -> None:
    """The data set of the explorer's benchmark with series of plans, and with texts of many words."""
    bench_explore.make(folder, initiatives)
    (folder / "datapackage.json").write_text(json.dumps({"resources": [], "sources": []}), encoding="utf-8")
    plan = pa.array(range(initiatives // bench_explore.PER_PLAN))
    place = pc.divide(plan, MUNICIPALITIES)
    unit = pc.divide(place, YEARS)
    year = pc.add(2015, pc.subtract(place, pc.multiply(unit, YEARS)))
    years = [str(value) for value in year.to_pylist()]
    columns: dict[str, dict[str, pa.Array | list[object]]] = {
        "plans": {
            "plan_type": ["virksomhedsplan"] * len(plan),
            "title": [f"Virksomhedsplan {value}" for value in years],
            "unit": [f"Center {chr(ord('A') + value % 26)}{value}" for value in unit.to_pylist()],
            "period_start": pc.strptime([f"{value}-01-01" for value in years], "%Y-%m-%d", "s").cast(pa.date32()),
            "period_end": pc.strptime([f"{value}-12-31" for value in years], "%Y-%m-%d", "s").cast(pa.date32()),
        },
        "initiatives": {"title": list(texts(initiatives, "title", 1, 6, 0.8))},
        "aspects": {"text": list(texts(initiatives, "aspects", 4, 40, 0.5))},
        "milestones": {"text": list(texts(initiatives, "milestones", 4, 12, 0.5))},
        "gains": {"text": list(texts(initiatives, "gains", 3, 14, 0.6))},
    }
    for name, values in columns.items():
        path = folder / f"{name}.parquet"
        table = pq.read_table(path)
        if "initiative_id" in table.column_names:
            table = table.sort_by([(column, "ascending") for column in ("plan_id", "initiative_id", "ordinal")])
        for column, made in values.items():
            place_of = table.schema.get_field_index(column)
            field = table.schema.field(column)
            table = table.set_column(place_of, field, pa.chunked_array([pa.array(made, field.type)]))
        pq.write_table(table, path, compression="zstd", version="2.6", row_group_size=20_000)


def measure(folder: Path) -> tuple[float, float]:
    """Seconds of the processors and peak megabytes of comparing the data set, by the command that a user gives."""
    command = [sys.executable, "-c", COMMAND, "compare", str(folder)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def nearest_pairs(initiatives: Sequence[Initiative], space: Space, looked_through: int) -> set[tuple[str, str]]:
    """Each initiative with its ten nearest."""
    found = set()
    for row in match_rows(initiatives, space, looked_through=looked_through):
        for one, other in (("a", "b"), ("b", "a")):
            if (row[f"rank_{one}"] or NEAREST + 1) <= NEAREST:
                found.add((row[f"initiative_{one}"], row[f"initiative_{other}"]))
    return found


def same_nearest(folder: Path) -> float:
    """The share of the ten nearest of a search without a bound that are given."""
    initiatives = read_source(Dataset(folder).batches).initiatives
    space = make_space(initiatives)
    found, whole = (nearest_pairs(initiatives, space, most) for most in (LOOKED_THROUGH, sys.maxsize))
    return len(found & whole) / len(whole)


def main() -> None:
    """Entry point."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--initiatives", type=int, nargs="+", default=[10_000, 30_000, 100_000])
    parser.add_argument("--exact", action="store_true", help="also search without a bound")
    parser.add_argument("--keep", type=Path, help="keep the data sets here, or use those that are there")
    options = parser.parse_args()
    print("| initiatives | pairs given | processor seconds | ms an initiative | peak MB | same ten nearest |")
    print("| ---: | ---: | ---: | ---: | ---: | ---: |")
    with tempfile.TemporaryDirectory() as scratch:
        for count in options.initiatives:
            folder = (options.keep or Path(scratch)) / f"initiatives-{count}"
            if not (folder / "datapackage.json").is_file():
                folder.mkdir(parents=True, exist_ok=True)
                make(folder, count)
            seconds, peak = measure(folder)
            pairs = Dataset(folder).count("initiative_matches")
            same = f"{same_nearest(folder):.4f}" if options.exact else ""
            each = 1000 * seconds / count
            print(f"| {count:,} | {pairs:,} | {seconds:.0f} | {each:.1f} | {peak:.0f} | {same} |", flush=True)


if __name__ == "__main__":
    main()
