"""Readings as bytes."""

from __future__ import annotations

import random
import tracemalloc
from pathlib import Path

import pytest
from planspor.models.plan import Plan
from planspor.models.problem import Problem
from planspor.models.tables import BY_NAME
from planspor.pipeline.flatten import plan_problems, tables_of, to_json
from planspor.pipeline.parts import TablePart
from planspor.pipeline.reading import Reading, head_of, pack, unpack


@pytest.fixture
def reading(plan: Plan) -> Reading:
    tables = tables_of(plan)
    return Reading(
        plan.file, plan.plan_id, plan.sha256, 3, to_json(plan), tables, plan_problems(plan), b"\x00\xff signature"
    )


def test_nothing_is_lost_on_the_way(reading: Reading) -> None:
    again = unpack(pack(reading))
    assert again == reading
    for name, table in reading.tables.items():
        assert again.tables[name].schema.equals(table.schema, check_metadata=True)
    assert pack(again) == pack(reading)


def test_a_file_that_could_not_be_read_goes_the_same_way() -> None:
    problem = Problem.of("E001", "a\udcff.pdf is no PDF \u2028", file="a\udcff.pdf")
    reading = Reading("a\udcff.pdf", problems=[problem])
    assert unpack(pack(reading)) == reading


def test_the_head_is_there_without_the_rest(reading: Reading) -> None:
    head = head_of(pack(reading))
    assert (head["file"], head["pages"], head["sha256"]) == (reading.file, 3, reading.sha256)
    assert [problem["code"] for problem in head["problems"]] == ["W006", "W009"]


def test_other_bytes_are_refused(reading: Reading) -> None:
    packed = pack(reading)
    for bad in (b"", b"\n", b"12\n", b"no reading", packed[:40], packed[: len(packed) // 2], packed[:-1]):
        with pytest.raises(ValueError):  # noqa: PT011
            unpack(bad)


def test_a_table_that_waits_does_not_keep_the_rest_of_its_reading(reading: Reading, tmp_path: Path) -> None:
    reading.document = random.Random(1).randbytes(200_000)
    packed = pack(reading)
    part = TablePart(BY_NAME["initiatives"], tmp_path)
    tracemalloc.start()
    try:
        for _ in range(150):
            part.add(unpack(packed).tables["initiatives"])
        kept, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
        part.give_up()
    assert kept < 10 * len(reading.document)
