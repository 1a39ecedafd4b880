"""How fast the explorer answers with a made-up data set of 100,000 initiatives.

    python benchmarks/bench_explore.py [--initiatives N] [--rounds N] [--keep FOLDER]

Starts `planspor explore` as a user would and asks for its pages over HTTP. "First view" is the overview from a server
that has answered nothing yet. The first row is a search right after the first start of all with the data set, when the
words of its initiatives are not collected yet; they are kept for all later starts. The filters are asked for one after
the other, none of them twice, so that no answer comes from an earlier one; the median of the rounds counts, each with a
server of its own. Prints a Markdown table.
"CPU" is what the server worked in the meantime, on all cores and with what it does in the background: it tells the
same on a machine that has other things to do.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import get_args

import duckdb
import psutil
import pyarrow as pa
import pyarrow.parquet as pq
from planspor.extractors.themes.taxonomy import load_taxonomy
from planspor.models.plan import AspectKind, Direction, PlanType
from planspor.models.tables import TABLES
from planspor.pipeline.flatten import schema

PER_PLAN = 10
WORDS = """borgere kommunen indsatsen støtte bostøtte forløb træning ledelse samarbejde pårørende frivillige unge ældre
hjemløse bolig beskæftigelse uddannelse sundhed bevægelse fællesskab netværk medarbejdere kompetencer digitale løsninger
økonomi trivsel sygefravær rehabilitering forebyggelse tidlig opsporing overgang mål opfølgning data kvalitet ventetid
aktivitetstilbud botilbud rusmidler psykiatri handicap måling erfaringer lokalområdet foreninger samtaler planer hverdag
flere færre bedre tættere skal kan udvikles afprøves styrkes samles følges deles opbygges inddrages med og til for på i
en et den det som når hvor gennem sammen hele året hver uge måned nye fælles faste åbne særlige små store""".split()

VIEWS: tuple[tuple[str, str], ...] = (
    ("filter: a municipality", "/initiatives?municipality=142"),
    ("filter: a theme", "/initiatives?theme=employment"),
    ("filter: year and plan type", "/initiatives?year=2021&type=handleplan"),
    ("filter: a law", "/initiatives?law=serviceloven&section=85"),
    ("filter: dates", "/initiatives?from=2022-03-01&to=2022-05-31"),
    ("filter: gains with a figure, confidence", "/initiatives?quantified=1&confidence=0.9"),
    ("filter: three at once", "/initiatives?municipality=120&theme=housing-homelessness&theme=health&quantified=1"),
    ("search: a word", "/initiatives?q=bostøtte"),
    ("search: a rare word", "/initiatives?q=uglesang"),
    ("search: two words and a theme", "/initiatives?q=ledelse+trivsel&theme=recovery"),
    ("heat map: a filter", "/?type=aftale&quantified=1"),
    ("heat map: a search", "/?q=sygefravær"),
    ("sorted by title, page 400", "/initiatives?sort=title&page=400"),
    ("an initiative", "/initiative/plan-00777/i03"),
    ("a value's place", "/place?table=milestones&item=plan-00777/i03/m02&column=start"),
    ("two municipalities side by side", "/compare/municipalities?municipality=130&municipality=131"),
    ("problems", "/problems"),
)


def main() -> None:
    """Make the data set, ask for the views, print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--initiatives", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--keep", type=Path, help="make the data set here, or use the one that is there")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or Path(scratch)
        if not (folder / "datapackage.json").is_file():
            folder.mkdir(parents=True, exist_ok=True)
            make(folder, options.initiatives)
        times: dict[str, list[tuple[float, float]]] = {}
        for number in range(options.rounds):
            os.environ["PLANSPOR_CACHE"] = str(Path(scratch) / f"kept-{number}")
            views = (("search at once, the data set never opened before", "/initiatives?q=bostøtte"),)
            first = [*measure(folder, views)][1:]
            for name, seconds, worked in [*first, *measure(folder, (("first view", "/"), *VIEWS))]:
                times.setdefault(name, []).append((seconds, worked))
    load = os.getloadavg()[0]
    print(f"{options.initiatives:,} initiatives, {os.cpu_count()} cores, load {load:.1f} at the end\n")
    print("| view | seconds | CPU |\n| --- | ---: | ---: |")
    for name, values in times.items():
        seconds, worked = (statistics.median(column) for column in zip(*values, strict=True))
        print(f"| {name} | {seconds:.2f} | {worked:.2f} |")


def measure(folder: Path, views: Sequence[tuple[str, str]]) -> Iterator[tuple[str, float, float]]:
    """Each view's seconds from the request to the last byte, and of the server's work in them, after a new start."""
    with server(folder) as (address, started, process):
        yield "start of the server", started, sum(process.cpu_times()[:2])
        for name, path in views:
            begin, before = time.perf_counter(), sum(process.cpu_times()[:2])
            with urllib.request.urlopen(address + urllib.request.quote(path, safe="/?&=+-")) as answer:
                answer.read()
            yield name, time.perf_counter() - begin, sum(process.cpu_times()[:2]) - before


@contextmanager
def server(folder: Path) -> Iterator[tuple[str, float, psutil.Process]]:
    """The address of an explorer of the data set, the seconds until it said it, and its process."""
    command = [sys.executable, "-c", "from planspor.pipeline.cli import main; main()"]
    begin = time.perf_counter()
    process = subprocess.Popen(
        [*command, "explore", str(folder), "--no-browser", "--port", "0"], stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        for line in process.stdout:
            if found := re.search(r"http://127\.0\.0\.1:\d+", line):
                yield found[0], time.perf_counter() - begin, psutil.Process(process.pid)
                break
        else:
            raise SystemExit("the explorer did not start")
    finally:
        process.terminate()
        process.wait()


def make(folder: Path, initiatives: int) -> None:
    """A made-up data set of so many initiatives in ten times fewer plans, the same each time."""
    draw = random.Random(7)
    sentences = [" ".join(draw.choices(WORDS, k=draw.randint(8, 16))).capitalize() + "." for _ in range(20_000)]
    themes = [theme.id for theme in load_taxonomy().themes]
    db = duckdb.connect()
    # A list is made of Arrow data; DuckDB finds it by the name of the variable.
    said = pa.table({"n": range(len(sentences)), "s": sentences})
    db.register("said", said)
    db.sql("CREATE TABLE bag AS SELECT list(s ORDER BY n) AS s FROM said")
    for name, values in (("types", get_args(PlanType)), ("kinds", get_args(AspectKind)), ("ways", get_args(Direction))):
        db.execute(f"CREATE MACRO {name}(n) AS ({list(values)!r})[1 + n % {len(values)}]")
    db.execute(f"CREATE MACRO theme_of(n) AS ({themes!r})[1 + n % {len(themes)}]")
    db.execute("CREATE MACRO rnd(a, b) AS (hash(a, b) >> 20)::BIGINT")
    db.execute("CREATE MACRO say(a, b) AS (SELECT s[1 + rnd(a, b) % 20000] FROM bag)")
    db.execute(f"CREATE TABLE ini AS SELECT range AS n, range // {PER_PLAN} AS p FROM range({initiatives})")
    for table in TABLES:
        if table.name not in QUERIES:
            continue
        relation = db.sql(f"SELECT * FROM ({QUERIES[table.name]})").to_arrow_table()
        for column in table.columns:
            if column.name not in relation.column_names and not column.required:
                relation = relation.append_column(column.name, pa.nulls(relation.num_rows))
        (folder / table.path).parent.mkdir(exist_ok=True)
        whole = relation.select(table.column_names).cast(schema(table))
        pq.write_table(whole, folder / f"{table.path}.parquet", compression="zstd", version="2.6")
        db.register(table.name, whole)
    (folder / "datapackage.json").write_text(json.dumps({"version": "0", "licenses": []}), encoding="utf-8")


def _items(letter: str, table: str, each: str, values: str) -> str:
    """A query for the items of each initiative: `each` of them (an expression), with `values`."""
    return f"""
        SELECT i.initiative_id || '/{letter}' || lpad((k + 1)::VARCHAR, 2, '0') AS {table}_id, i.initiative_id,
            i.plan_id, k + 1 AS ordinal, {values}, 1 + k AS page, 0.7 + (rnd(n, k) % 30) / 100 AS confidence
        FROM (SELECT *, (row_number() OVER (ORDER BY initiative_id)) - 1 AS n FROM initiatives) i,
            LATERAL (SELECT unnest(range({each})) AS k)"""


def _cells(table: str, key: str, columns: str) -> str:
    return f"""
        SELECT '{table}' AS "table", {key} AS item_id, unnest([{columns}]) AS "column", 1 AS place, plan_id,
            page, 60.0 AS "left", 100.0 AS top, 300.0 AS "right", 120.0 AS bottom, confidence, false AS inferred,
            'text' AS rule
        FROM "{table}" """


QUERIES: dict[str, str] = {
    "plans": """
        SELECT 'plan-' || lpad(p::VARCHAR, 5, '0') AS plan_id, 'plan-' || p || '.pdf' AS file,
            repeat('0', 64) AS sha256, 24 AS pages, 'Plan ' || say(p, 1) AS title,
            types(rnd(p, 2)) AS plan_type, 'Center ' || p % 50 AS unit,
            make_date((2015 + rnd(p, 3) % 10)::INT, 1, 1) AS period_start,
            make_date((2015 + rnd(p, 3) % 10)::INT, 12, 31) AS period_end, NULL AS published, 'da' AS language,
            0 AS ocr_pages, 1 AS page, 0.9 AS confidence
        FROM (SELECT DISTINCT p FROM ini) ORDER BY p""",
    "plan_municipalities": """
        SELECT plan_id || '/c01' AS plan_municipality_id, plan_id, (101 + n % 98)::VARCHAR AS code,
            'Kommune ' || n % 98 AS name, 'Region ' || n % 5 AS region, 1 AS page, 1.0 AS confidence
        FROM (SELECT *, (row_number() OVER (ORDER BY plan_id)) - 1 AS n FROM plans)""",
    "goals": """
        SELECT plan_id || '/o01' AS goal_id, plan_id, 1 AS ordinal, '1' AS number, say(plan_id, 4) AS title, 1 AS page,
            1.0 AS confidence FROM plans""",
    "initiatives": f"""
        SELECT plan_id || '/i' || lpad((1 + n % {PER_PLAN})::VARCHAR, 2, '0') AS initiative_id, plan_id,
            1 + n % {PER_PLAN} AS ordinal, (1 + n % {PER_PLAN})::VARCHAR AS number, say(n, 5) AS title,
            say(p, 6) AS goal, (101 + p % 98)::VARCHAR AS municipality, 1 + n % 20 AS page,
            0.6 + (rnd(n, 7) % 40) / 100 AS confidence
        FROM (SELECT n, p, 'plan-' || lpad(p::VARCHAR, 5, '0') AS plan_id FROM ini) ORDER BY n""",
    "aspects": _items(
        "a",
        "aspect",
        "4",
        "kinds(rnd(n, k)) AS kind, 'Overskrift' AS heading, "
        "say(n, 10 + k) || ' ' || say(n, 20 + k) || ' ' || say(n, 30 + k) || ' ' || say(n, 40 + k) AS text",
    ),
    "milestones": _items(
        "m",
        "milestone",
        "4",
        "say(n, 50 + k) AS text, 'I løbet af året' AS timing, '2022' AS edtf, "
        "make_date((2015 + rnd(n, k) % 10)::INT, (1 + rnd(k, n) % 12)::INT, 1) AS start, "
        'make_date((2015 + rnd(n, k) % 10)::INT, (1 + rnd(k, n) % 12)::INT, 28) AS "end", '
        'say(n, 60 + k) AS partners, say(n, 65 + k) AS follow_up, NULL AS "group"',
    ),
    "gains": _items(
        "g",
        "gain",
        "3",
        "say(n, 70 + k) AS text, say(n, 75 + k) AS follow_up, ways(rnd(n, k)) AS direction, "
        "CASE WHEN rnd(n, k + 80) % 3 = 0 THEN 10.0 END AS amount, CASE WHEN rnd(n, k + 80) % 3 = 0 THEN 'percent' END "
        "AS unit, CASE WHEN rnd(n, k + 80) % 3 = 0 THEN 'level' END AS amount_kind, NULL AS baseline, "
        'NULL AS target_edtf, NULL AS "group"',
    ),
    "key_figures": """
        SELECT plan_id || '/k01' AS key_figure_id, plan_id, 1 AS ordinal, 'Medarbejdere' AS label, 120.0 AS value,
            'persons' AS unit, 2 AS page, 1.0 AS confidence FROM plans""",
    "references": """
        SELECT initiative_id || '/r' AS reference_id, plan_id, initiative_id,
            ['serviceloven', 'sundhedsloven', 'beskæftigelsesloven'][1 + n % 3] AS law,
            (80 + n % 30)::VARCHAR AS section, '§ ' || (80 + n % 30) AS text, 1 AS page, 1.0 AS confidence
        FROM (SELECT *, rnd(initiative_id, 90) AS n FROM initiatives) WHERE n % 2 = 0 ORDER BY initiative_id""",
    "theme_tags": """
        SELECT initiative_id || '/t0' || k AS theme_tag_id, initiative_id, plan_id, theme, theme AS evidence, page,
            0.8 AS confidence
        FROM (SELECT *, unnest([1, 2, 3]) AS k, theme_of(rnd(initiative_id, k)) AS theme FROM initiatives)
        ORDER BY initiative_id, k""",
    "sections": """
        SELECT aspect_id AS section_id, plan_id, ordinal, page, 'paragraph' AS role, 1 AS level, text, 60.0 AS "left",
            100.0 AS top, 300.0 AS "right", 200.0 AS bottom
        FROM aspects""",
    "cells": " UNION ALL ".join(
        (
            _cells("initiatives", "initiative_id", "'number', 'title', 'goal', 'municipality'"),
            _cells("aspects", "aspect_id", "'kind', 'heading', 'text'"),
            _cells("milestones", "milestone_id", "'text', 'timing', 'edtf', 'start', 'end', 'partners', 'follow_up'"),
            _cells("gains", "gain_id", "'text', 'follow_up', 'direction', 'amount', 'unit', 'amount_kind'"),
            _cells("theme_tags", "theme_tag_id", "'theme', 'evidence'"),
        )
    )
    + ' ORDER BY plan_id, "table", item_id',
    "problems": """
        SELECT plan_id, file, 1 AS page, ['W005', 'W006', 'W007'][1 + rnd(plan_id, 3) % 3] AS code,
            say(plan_id, 99) AS message, 'warning' AS severity FROM plans""",
}


if __name__ == "__main__":
    main()
