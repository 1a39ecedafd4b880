"""The table of coverage: which plans were read, with what problems, and which an inventory says are missing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from .inventory import Expected
from .source import Plan, Row, Rows, Source

Key = tuple[str, int | None, str]


def coverage_rows(source: Source, inventory: Sequence[Expected] | None) -> Rows:
    """One row for each municipality, year and type that was read or that the inventory names."""
    problems: dict[str | None, Counter[str]] = defaultdict(Counter)
    for row in source.problems:
        problems[row["plan_id"]][row["severity"]] += 1
    unreadable = {row["file"] for row in source.problems if row["plan_id"] is None and row["severity"] == "error"}
    counts = {plan_id: len(found) for plan_id, found in source.of_plan().items()}
    plans: dict[Key, list[Plan]] = defaultdict(list)
    for plan in source.plans:
        for code in plan.municipalities:
            for year in plan.years:
                plans[(code, year, plan.plan_type)].append(plan)
    expected: dict[Key, list[Expected]] = defaultdict(list)
    for entry in inventory or ():
        expected[(entry.municipality, entry.year, entry.plan_type)].append(entry)
    out: Rows = []
    for key in sorted({*plans, *expected}, key=lambda key: (key[0], key[1] is None, key[1] or 0, key[2])):
        read = plans.get(key, [])
        errors = sum(problems[plan.id]["error"] for plan in read)
        warnings = sum(problems[plan.id]["warning"] for plan in read)
        if read:
            status = "with_problems" if errors or warnings else "read"
        else:
            status = "unreadable" if any(entry.file in unreadable for entry in expected[key]) else "missing"
        out.append(
            {
                **_names(key),
                "status": status,
                "expected": None if inventory is None else len(expected.get(key, ())),
                "plans": len(read),
                "initiatives": sum(counts.get(plan.id, 0) for plan in read),
                "errors": errors,
                "warnings": warnings,
            }
        )
    return out


def _names(key: Key) -> Row:
    code, year, plan_type = key
    coverage_id = f"{code}/{year or 'XXXX'}/{plan_type}"
    return {"coverage_id": coverage_id, "municipality": code, "year": year, "plan_type": plan_type}
