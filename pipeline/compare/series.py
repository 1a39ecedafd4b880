"""Which plans of a municipality follow upon each other."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from rapidfuzz import fuzz

from .source import Plan

Step = tuple[Plan, ...]
"""The plans of a series whose periods start in the same year."""
_SAME = 75.0
_GENERIC = frozenset(
    """og i af for til på om under et en den det de vores kommune kommunes center centret centrets afdeling afdelingen
    område området forvaltning forvaltningen enhed institution virksomhedsplan aftale kontrakt udviklingskontrakt
    omstillingsplan strategi handleplan handlingsplan politik budget plan årsplan dialogaftale mål""".split()
)


def series_of(plans: Iterable[Plan]) -> list[list[Step]]:
    """The series of plans of one municipality, each as its steps in time. Plans without a period belong to none."""
    series: list[list[Plan]] = []
    for plan in sorted((p for p in plans if p.year is not None), key=lambda plan: (plan.year, plan.id)):
        # The latest plan of a series tells best what it is called today.
        own = next((s for s in series if follows(s[-1], plan)), None)
        if own is None:
            series.append([plan])
        else:
            own.append(plan)
    return [_steps(plans) for plans in series]


def _steps(plans: list[Plan]) -> list[Step]:
    years: dict[int, list[Plan]] = defaultdict(list)
    for plan in plans:
        years[plan.year or 0].append(plan)
    return [tuple(years[year]) for year in sorted(years)]


def follows(earlier: Plan, later: Plan) -> bool:
    """Whether two plans are of one series: of one type, and for the same unit or, where one has none, of one title."""
    if earlier.plan_type != later.plan_type:
        return False
    if earlier.unit and later.unit:
        return _alike(_topic(earlier.unit), _topic(later.unit))
    return _alike(_topic(earlier.title or ""), _topic(later.title or ""))


def _topic(text: str) -> list[str]:
    """The words of a unit or title that tell it from others."""
    return [word for word in re.findall(r"[a-zæøåé]+", text.lower()) if word not in _GENERIC]


def _alike(left: list[str], right: list[str]) -> bool:
    if set(left) <= set(right) or set(right) <= set(left):
        return True
    return fuzz.token_sort_ratio(" ".join(left), " ".join(right)) >= _SAME
