"""How well a reading agrees with gold: items paired one to one by their words in order, cells on paired items."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

PAIR = 0.9
Item = dict[str, Any]


def words(text: str | None) -> list[str]:
    return re.findall(r"[0-9a-zæøåéäöü§%]+", unicodedata.normalize("NFC", text or "").casefold())


def similarity(a: list[str], b: list[str]) -> float:
    """F1 of two lists of words in order; 0 where it cannot reach the bound."""
    if a == b:
        return 1.0
    total = len(a) + len(b)
    if not total or 2 * sum((Counter(a) & Counter(b)).values()) / total < PAIR:
        return 0.0
    row = [0] * (len(b) + 1)
    for x in a:
        last = 0
        for j, y in enumerate(b, 1):
            last, row[j] = row[j], last + 1 if x == y else max(row[j], row[j - 1])
    return 2 * row[-1] / total


def pair(gold: list[Item], found: list[Item], key: str) -> dict[int, int]:
    """Pairs of places in the two lists: the most alike first, then the nearest in reading order."""
    left, right = [words(g.get(key)) for g in gold], [words(f.get(key)) for f in found]
    scored = sorted(
        (
            (-similarity(a, b), abs(i / len(left) - j / len(right)), i, j)
            for i, a in enumerate(left)
            for j, b in enumerate(right)
        ),
    )
    out: dict[int, int] = {}
    used: set[int] = set()
    for score, _, i, j in scored:
        if -score < PAIR:
            break
        if i not in out and j not in used:
            out[i] = j
            used.add(j)
    return out


@dataclass(slots=True)
class Tally:
    """Counts of right, found and gold, by measure, and what went wrong in words."""

    right: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    gold: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def add(self, name: str, right: int, found: int, gold: int) -> None:
        self.right[name] += right
        self.found[name] += found
        self.gold[name] += gold

    def merge(self, other: Tally) -> None:
        self.right.update(other.right)
        self.found.update(other.found)
        self.gold.update(other.gold)

    def f1(self, name: str) -> float | None:
        """None where neither gold nor reading has any."""
        total = self.found[name] + self.gold[name]
        return 2 * self.right[name] / total if total else None


def _text(a: Any, b: Any) -> bool:
    return similarity(words(a), words(b)) >= PAIR


def _same(a: Any, b: Any) -> bool:
    if isinstance(a, int | float) and isinstance(b, int | float):
        return abs(a - b) <= 1e-9 * max(1.0, abs(a))
    return bool(a == b)


Cells = dict[str, Callable[[Any, Any], bool]]
MILESTONE: Cells = {
    "timing": _text, "edtf": _same, "start": _same, "end": _same, "partners": _text, "follow_up": _text, "group": _text,
}  # fmt: skip
GAIN: Cells = {
    "follow_up": _text, "direction": _same, "amount": _same, "unit": _same, "amount_kind": _same, "baseline": _same,
    "target_edtf": _same, "group": _text,
}  # fmt: skip
INITIATIVE: Cells = {"number": _same, "goal": _text}


def _cells(tally: Tally, name: str, gold: Item, found: Item | None, cells: Cells) -> None:
    for cell, agrees in cells.items():
        want, got = gold.get(cell), (found or {}).get(cell)
        empty = [value is None or value == "" for value in (want, got)]
        if all(empty):
            continue
        ok = not any(empty) and agrees(want, got)
        tally.add(f"{name}.{cell}", int(ok), int(not empty[1]), int(not empty[0]))
        if not ok and found is not None:
            tally.faults.append(f"{name}.{cell}: want {want!r}, got {got!r} in {gold.get('text', gold.get('title'))!r}")


def _items(tally: Tally, name: str, gold: list[Item], found: list[Item], cells: Cells) -> None:
    pairs = pair(gold, found, "text")
    tally.add(name, len(pairs), len(found), len(gold))
    for i, item in enumerate(gold):
        other = found[pairs[i]] if i in pairs else None
        if other is None:
            tally.faults.append(f"missing {name}: {item['text']!r}")
        _cells(tally, name, item, other, cells)
    used = set(pairs.values())
    tally.faults += [f"spurious {name}: {f.get('text')!r}" for j, f in enumerate(found) if j not in used]


def score(gold: Item, found: Item) -> Tally:
    """Compare a plan as read with its gold, both in the shape of the data contract."""
    tally = Tally()
    goals = pair(gold["goals"], found["goals"], "title")
    tally.add("goal", len(goals), len(found["goals"]), len(gold["goals"]))
    pairs = pair(gold["initiatives"], found["initiatives"], "title")
    tally.add("initiative", len(pairs), len(found["initiatives"]), len(gold["initiatives"]))
    for j, item in enumerate(found["initiatives"]):
        if j not in set(pairs.values()):
            tally.faults.append(f"spurious initiative: {item['title']!r}")
            for name in ("milestone", "gain", "aspect"):
                tally.add(name, 0, len(item[f"{name}s"]), 0)
    for i, item in enumerate(gold["initiatives"]):
        other = found["initiatives"][pairs[i]] if i in pairs else None
        if other is None:
            tally.faults.append(f"missing initiative: {item['title']!r}")
        _cells(tally, "initiative", item, other, INITIATIVE)
        _items(tally, "milestone", item["milestones"], other["milestones"] if other else [], MILESTONE)
        _items(tally, "gain", item["gains"], other["gains"] if other else [], GAIN)
        _items(tally, "aspect", item["aspects"], other["aspects"] if other else [], {"kind": _same, "heading": _text})
    for name, keys in (("key_figure", ("label", "value", "unit")), ("reference", ("law", "section"))):
        want, got = ({tuple(map(str, (x[k] for k in keys))) for x in plan[f"{name}s"]} for plan in (gold, found))
        tally.add(name, len(want & got), len(got), len(want))
    return tally
