"""Each mechanism is needed: without it, what is read of plans that need it falls by a fifth and more.

Were a mechanism of no use here, the generated plans would not test it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from unittest import mock

import planspor.extractors.layout.pagelayout as pagelayout
import planspor.extractors.plan.table_roles as table_roles
import planspor.extractors.read as reading
import pytest
from planspor.extractors.layout.columns import Leaf
from planspor.models.layout import Table
from planspor.models.page import Source

from generator.draws import Layout, Structure
from generator.plan import build
from generator.score import Tally, score

Design = tuple[Structure, Layout]
Off = Callable[[], AbstractContextManager[object]]


def f1(designs: Iterable[Design], measure: str) -> float:
    total = Tally()
    for of, look in designs:
        plan = build("plan", of, look)
        found = reading.read_plan(plan.pdf, file="plan.pdf").model_dump(mode="json")
        total.merge(score(plan.gold, found))
    return total.f1(measure) or 0.0


def without_spans() -> AbstractContextManager[object]:
    """Every cell is in one row and one column."""
    found = reading.find_all

    def flat(source: Source) -> dict[int, list[Table]]:
        tables = found(source)
        for cell in (cell for listed in tables.values() for table in listed for cell in table.cells):
            cell.row_span = cell.col_span = 1
        return tables

    return mock.patch.object(reading, "find_all", flat)


JOINED = [
    (
        Structure(seed=n, actions="big-table", effects="big-table", many=7, wordy=0.7),
        Layout(engine="typst", page="A4 landscape", repeat_header=False, size=11.0),
    )
    for n in range(1, 7)
]
SPANNED = [(Structure(seed=n, groups="column", spans=True, many=6), Layout(engine="reportlab")) for n in range(1, 7)]
COLUMNS = [
    (Structure(seed=n, actions="bullets", effects="bullets", wordy=0.6), Layout(engine="typst", columns=2))
    for n in range(1, 7)
]
UNKNOWN = [(Structure(seed=n, unknown=True), Layout(engine="reportlab")) for n in range(1, 9)]

CASES: dict[str, tuple[list[Design], str, Off]] = {
    "joining over pages": (JOINED, "milestone", lambda: mock.patch.object(reading, "join_tables", lambda found: found)),
    "spanning cells": (SPANNED, "milestone.group", without_spans),
    "columns of the page": (
        COLUMNS,
        "milestone",
        lambda: mock.patch.object(pagelayout, "cut", lambda atoms, *_, **__: [Leaf(atoms)]),
    ),
    "columns by their content": (
        UNKNOWN,
        "milestone.timing",
        lambda: mock.patch.object(table_roles, "_by_content", return_value=None),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_mechanism_that_is_switched_off_is_missed(name: str) -> None:
    designs, measure, off = CASES[name]
    with_it = f1(designs, measure)
    with off():
        without = f1(designs, measure)
    print(name, measure, with_it, without)
    assert with_it >= 0.8
    assert without <= with_it - 0.2
