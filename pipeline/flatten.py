"""A plan as rows of the flat tables, and as the nested JSON document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

import pyarrow as pa
from pydantic import BaseModel
from pydantic_core import to_json as to_json_bytes

from ..models.columns import ColumnType, TableInfo
from ..models.plan import Evidence, Item, Place, Plan, Reference
from ..models.problem import Problem
from ..models.tables import BY_NAME, TABLES

Row = dict[str, Any]

_ARROW: dict[ColumnType, pa.DataType] = {
    "string": pa.string(),
    "integer": pa.int32(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
}
_TRACE = ("places", "confidence", "cells")
_BARE = (str, int, float)
_SHORT_LIST = re.compile(rb"\[\n +((?:-?[\d.]+,\n +)*-?[\d.]+)\n +\]")
_NAMES = {table.name: table.column_names for table in TABLES}
_ORDER = {table: {name: n for n, name in enumerate(names)} for table, names in _NAMES.items()}


@cache
def schema(table: TableInfo) -> pa.Schema:
    """The Arrow schema of a table, with the columns' descriptions as metadata."""
    return pa.schema(
        [
            pa.field(column.name, _ARROW[column.type], not column.required, {"description": column.description})
            for column in table.columns
        ]
    )


def to_arrow(name: str, rows: Sequence[Mapping[str, Any]]) -> pa.Table:
    """Rows as an Arrow table with the columns and types of the table `name`."""
    return typed(BY_NAME[name], rows)


def typed(table: TableInfo, rows: Sequence[Mapping[str, Any]]) -> pa.Table:
    """Rows as an Arrow table with the columns and types of `table`; dates in ISO form."""
    if not rows:
        return schema(table).empty_table()
    arrays = []
    for column in table.columns:
        values = [row[column.name] for row in rows]
        if column.type == "date":
            values = [None if value is None else date.fromisoformat(value) for value in values]
        arrays.append(pa.array(values, _ARROW[column.type]))
    return pa.Table.from_arrays(arrays, schema=schema(table))


def tables_of(plan: Plan) -> dict[str, pa.Table]:
    """The plan's part of every table but `problems`. Raises ValueError where a date is none."""
    rows = rows_of(plan)
    return {table.name: to_arrow(table.name, rows[table.name]) for table in TABLES if table.name != "problems"}


def problem_rows(problems: Sequence[Problem]) -> list[Row]:
    """Problems as rows of the table `problems`."""
    return [
        {
            "doubt_id": _doubt_id(problem.plan_id, problem.doubt) if problem.plan_id and problem.doubt else None,
            **problem.model_dump(exclude={"doubt"}),
        }
        for problem in problems
    ]


def _doubt_id(plan_id: str, number: int) -> str:
    return f"{plan_id}/{BY_NAME['doubts'].id_suffix}{number:02}"


def rows_of(plan: Plan) -> dict[str, list[Row]]:
    """The plan as rows of the flat tables (`problems` too), in reading order."""
    out: dict[str, list[Row]] = {table.name: [] for table in TABLES}

    def add(name: str, item: Item, item_id: str, **values: Any) -> None:
        table = BY_NAME[name]
        values = {
            "plan_id": plan.plan_id,
            table.id_column: item_id,
            "confidence": round(item.confidence, 3),
            **values,
        }
        out[name].append(
            {column: values[column] if column in values else getattr(item, column) for column in _NAMES[name]}
        )
        out["cells"] += _cell_rows(plan.plan_id, table, item_id, item)

    def add_all(name: str, items: Sequence[Item], parent: str, **values: Any) -> None:
        for n, item in enumerate(items, 1):
            add(name, item, f"{parent}/{BY_NAME[name].id_suffix}{n:02}", ordinal=n, **values)

    # Which plans are the same is told when all of an archive are read.
    add("plans", plan, plan.plan_id, duplicate_of=None)
    add_all("plan_municipalities", plan.municipalities, plan.plan_id)
    add_all("goals", plan.goals, plan.plan_id)
    for n, initiative in enumerate(plan.initiatives, 1):
        initiative_id = f"{plan.plan_id}/i{n:02}"
        add("initiatives", initiative, initiative_id, ordinal=n)
        add_all("aspects", initiative.aspects, initiative_id, initiative_id=initiative_id)
        add_all("milestones", initiative.milestones, initiative_id, initiative_id=initiative_id)
        add_all("gains", initiative.gains, initiative_id, initiative_id=initiative_id)
        add_all("theme_tags", initiative.theme_tags, initiative_id, initiative_id=initiative_id)
        add_all("actors", initiative.actors, initiative_id, initiative_id=initiative_id)
        add_all("methods", initiative.methods, initiative_id, initiative_id=initiative_id)
        add_all("target_groups", initiative.target_groups, initiative_id, initiative_id=initiative_id)
    add_all("key_figures", plan.key_figures, plan.plan_id)
    for n, (reference, owner) in enumerate(_references(plan), 1):
        add("references", reference, f"{plan.plan_id}/r{n:02}", initiative_id=owner)
    _add_sections(plan, out)
    _add_doubts(plan, out)
    out["problems"] = problem_rows(plan_problems(plan))
    return out


def plan_problems(plan: Plan) -> list[Problem]:
    """The plan's problems, each with the plan's id and file."""
    return [
        problem.model_copy(update={"plan_id": plan.plan_id or None, "file": plan.file}) for problem in plan.problems
    ]


def _references(plan: Plan) -> list[tuple[Reference, str | None]]:
    """The plan's references, each once, with the initiative that it stands in, by their places."""
    owned: list[tuple[Reference, str | None]] = [
        (reference, f"{plan.plan_id}/i{n:02}")
        for n, initiative in enumerate(plan.initiatives, 1)
        for reference in initiative.references
    ]
    inside = {_identity(reference) for reference, _ in owned}
    free: list[tuple[Reference, str | None]] = [
        (reference, None) for reference in plan.references if _identity(reference) not in inside
    ]
    return sorted(owned + free, key=lambda pair: _reading_order(pair[0]))


def _identity(reference: Reference) -> tuple[str, str, str, tuple[Place, ...]]:
    return (reference.law, reference.section, reference.text, tuple(reference.places))


def _reading_order(item: Item) -> tuple[int, float]:
    return (item.places[0].page, item.places[0].bbox[1]) if item.places else (0, 0.0)


def _cell_rows(plan_id: str, table: TableInfo, item_id: str, item: Item) -> Iterator[Row]:
    cells = dict(item.cells)
    if table.text_column not in cells and item.places:
        cells[table.text_column] = Evidence(places=item.places, confidence=item.confidence)
    order = _ORDER[table.name]
    for column in sorted(cells, key=lambda name: (order.get(name, len(order)), name)):
        yield from _place_rows(plan_id, table.name, item_id, column, cells[column])


def _place_rows(plan_id: str, table: str, item_id: str, column: str, evidence: Evidence) -> Iterator[Row]:
    # A value that no place gave (the manifest, a default) still has its row: it says what gave it.
    places: Sequence[Place | None] = evidence.places or [None]
    confidence, inferred, rule = round(evidence.confidence, 3), evidence.inferred, evidence.rule or None
    for n, place in enumerate(places, 1):
        yield {
            "table": table,
            "item_id": item_id,
            "column": column,
            "place": n,
            "plan_id": plan_id,
            **_position(place),
            "confidence": confidence,
            "inferred": inferred,
            "rule": rule,
        }


def _position(place: Place | None) -> Row:
    if place is None:
        return {"page": None, "left": None, "top": None, "right": None, "bottom": None}
    left, top, right, bottom = place.bbox
    return {
        "page": place.page,
        "left": round(left, 2),
        "top": round(top, 2),
        "right": round(right, 2),
        "bottom": round(bottom, 2),
    }


def _add_sections(plan: Plan, out: dict[str, list[Row]]) -> None:
    for n, section in enumerate(plan.sections, 1):
        section_id = f"{plan.plan_id}/s{n:04}"
        out["sections"].append(
            {
                "section_id": section_id,
                "plan_id": plan.plan_id,
                "ordinal": n,
                "role": section.role,
                "level": section.level,
                "text": section.text,
                **_position(section.places[0] if section.places else None),
            }
        )
        if len(section.places) > 1:
            evidence = Evidence(places=section.places)
            out["cells"] += _place_rows(plan.plan_id, "sections", section_id, "text", evidence)


def _add_doubts(plan: Plan, out: dict[str, list[Row]]) -> None:
    for n, doubt in enumerate(plan.doubts, 1):
        doubt_id = _doubt_id(plan.plan_id, n)
        out["doubts"].append(
            {
                "doubt_id": doubt_id,
                "plan_id": plan.plan_id,
                "ordinal": n,
                "page": doubt.pages[0],
                "about": doubt.about,
                "chosen": doubt.chosen,
                "reason": doubt.reason,
                "one": doubt.text("one"),
                "two": doubt.text("two"),
            }
        )
        for name, rows in (("one", doubt.one), ("two", doubt.two)):
            evidence = Evidence(places=[place for row in rows for cell in row.cells for place in cell.places])
            out["cells"] += _place_rows(plan.plan_id, "doubts", doubt_id, name, evidence)


def to_json(plan: Plan) -> bytes:
    """The plan as the nested JSON document: UTF-8, keys in a fixed order, places last, boxes to two decimals."""
    # No string holds a bare line break, so only lists of numbers (the boxes) match.
    text = _SHORT_LIST.sub(_on_one_line, to_json_bytes(_tidy(plan), indent=1))
    return text + b"\n"


def _on_one_line(match: re.Match[bytes]) -> bytes:
    return b"[%b]" % b" ".join(match[1].split())


def _tidy(model: BaseModel) -> Row:
    """The fields of a model by name, and those of the models in it, with those that tell of places last."""
    fields = vars(model)
    out = {name: _plain(value) for name, value in fields.items() if name not in _TRACE}
    if "places" in fields:
        out["places"] = [
            {"page": place.page, "bbox": [round(side, 2) for side in place.bbox]} for place in fields["places"]
        ]
    if "confidence" in fields:
        out["confidence"] = round(fields["confidence"], 3)
    if "cells" in fields:
        out["cells"] = _plain(fields["cells"])
    return out


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, _BARE):
        return value
    if isinstance(value, list):
        return [_plain(part) for part in value]
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items()}
    return _tidy(value) if isinstance(value, BaseModel) else value
