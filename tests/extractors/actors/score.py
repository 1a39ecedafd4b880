"""Actors in cells against the annotated places: F1 of mentions, by kind."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from planspor.extractors.actors.known import Setting
from planspor.extractors.actors.mentions import find_actors
from planspor.extractors.actors.names import names_of
from planspor.models.plan import Municipality, Plan

CELLS = Path(__file__).parent / "cells.csv"
KINDS = {"m": "milestones", "g": "gains"}


class Place(NamedTuple):
    """Where an actor stands in the text of a cell, and its kind."""

    start: int
    end: int
    kind: str


class Cell(NamedTuple):
    """An annotated cell: its text, the actors in it, and those that were found."""

    name: str
    text: str
    want: list[Place]
    got: list[Place]


def texts(value: Any) -> Iterator[str]:
    """All texts of a gold document."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from texts(one)


def read_cells(folder: Path) -> list[Cell]:
    """The annotated cells, their text taken from the gold documents in a folder."""
    with CELLS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    out = []
    for plan in sorted({row["plan"] for row in rows}):
        gold = json.loads((folder / f"{plan}.gold.json").read_text(encoding="utf-8"))
        about = Plan(municipalities=[Municipality(**found) for found in gold["municipalities"]])
        names = names_of(about, texts(gold))
        for item, column in sorted({(row["item"], row["column"]) for row in rows if row["plan"] == plan}):
            initiative = gold["initiatives"][int(item[1:3]) - 1]
            text = initiative[KINDS[item[4]]][int(item[5:]) - 1][column]
            setting: Setting = "partners" if column == "partners" else "follow_up"
            own = [row for row in rows if (row["plan"], row["item"], row["column"]) == (plan, item, column)]
            want = [Place(int(row["start"]), int(row["end"]), row["kind"]) for row in own if row["start"]]
            got = [Place(found.start, found.end, found.kind) for found in find_actors(text, setting, names)]
            out.append(Cell(f"{plan} {item} {column}", text, want, got))
    return out


def matches(want: Place, got: Place) -> bool:
    """The same kind, and at least half of the shorter one in common."""
    common = min(want.end, got.end) - max(want.start, got.start)
    return want.kind == got.kind and 2 * common >= min(want.end - want.start, got.end - got.start)


def count(cell: Cell) -> tuple[int, int, int]:
    """Right, found in all, annotated in all: each annotated place answers for one that was found."""
    free = list(cell.got)
    right = 0
    for want in cell.want:
        hit = next((got for got in free if matches(want, got)), None)
        if hit is not None:
            free.remove(hit)
            right += 1
    return right, len(cell.got), len(cell.want)


def f1(cells: list[Cell]) -> float:
    """F1 over all cells."""
    counts = [count(cell) for cell in cells]
    right, found, annotated = (sum(column) for column in zip(*counts, strict=True))
    return 2 * right / (found + annotated)
