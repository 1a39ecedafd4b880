"""Generated documents that are no plans are read as none, and the data say why."""

from __future__ import annotations

import pytest
from planspor.extractors.read import read_plan

from generator import others


@pytest.mark.parametrize("seed", [5, 77])
def test_documents_that_are_no_plans_give_no_initiatives(seed: int) -> None:
    for name, kind, draw in others.drawn(seed, len(others.KINDS)):
        plan = read_plan(others.build(name, kind, draw).pdf, file=f"{name}.pdf")
        assert not plan.initiatives, name
        assert plan.plan_type == "andet", name
        assert [problem.severity for problem in plan.problems if problem.code == "W013"] == ["warning"], name
        assert plan.language in {"norwegian": ["no"], "swedish": ["sv"]}.get(kind, ["da", None]), name
