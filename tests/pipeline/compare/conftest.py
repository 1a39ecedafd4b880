"""Makers of plans and initiatives as the comparison sees them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from planspor.pipeline.compare.source import Initiative, Plan, Source

Row = dict[str, Any]


def milestone(text: str, start: str | None = None, end: str | None = None) -> Row:
    """A milestone with its first and last day in ISO form."""
    days = [date.fromisoformat(day) if day else None for day in (start, end)]
    edtf = "/".join(day or ".." for day in (start, end)) if start or end else None
    return {"text": text, "timing": edtf, "edtf": edtf, "start": days[0], "end": days[1], "follow_up": None}


def gain(text: str, **values: Any) -> Row:
    """A gain; what is not given is not known."""
    known = dict.fromkeys(("amount", "unit", "amount_kind", "baseline", "target_edtf", "follow_up"))
    return {"text": text, "direction": "none", **known, **values}


def plan(code: str | tuple[str, ...], year: int | None, last: int | None = None, **values: Any) -> Plan:
    """A plan of a municipality for a year, or several."""
    codes = (code,) if isinstance(code, str) else code
    start = date(year, 1, 1) if year else None
    end = date(last or year, 12, 31) if year else None
    kind = values.pop("plan_type", "aftale")
    plan_id = values.pop("id", f"{'-'.join(codes)}-{kind}-{year}")
    return Plan(id=plan_id, plan_type=kind, start=start, end=end, municipalities=codes, **values)


def initiative(
    owner: Plan,
    number: int,
    title: str,
    text: str = "",
    milestones: list[Row] | None = None,
    gains: list[Row] | None = None,
    themes: tuple[str, ...] = (),
    **values: Any,
) -> Initiative:
    """An initiative of a plan; ids as a data set has them."""
    key = f"{owner.id}/i{number:02}"
    aspects = [{"kind": "description", "heading": None, "text": text}] if text else []
    return Initiative(
        id=key,
        plan=owner,
        title=title,
        aspects=values.pop("aspects", aspects),
        milestones=milestones or [],
        gains=[{"gain_id": f"{key}/g{n:02}", **row} for n, row in enumerate(gains or [], 1)],
        themes=dict.fromkeys(themes, 0.9),
        **values,
    )


def source(*initiatives: Initiative, plans: tuple[Plan, ...] = (), **values: Any) -> Source:
    """A source of initiatives and of plans without any, in the order of ids."""
    everything = {plan.id: plan for plan in (*(i.plan for i in initiatives), *plans)}
    return Source(
        plans=tuple(everything[key] for key in sorted(everything)),
        initiatives=tuple(sorted(initiatives, key=lambda i: i.id)),
        names={code: (f"By {code}", "Midtjylland") for plan in everything.values() for code in plan.municipalities},
        **values,
    )


@pytest.fixture
def make() -> Any:
    """The makers above, by their names."""

    class Makers:
        milestone = staticmethod(milestone)
        gain = staticmethod(gain)
        plan = staticmethod(plan)
        initiative = staticmethod(initiative)
        source = staticmethod(source)

    return Makers
