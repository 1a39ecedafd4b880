"""A data set of the sample plans, and one whose texts would do harm where a program took them at their word."""

from __future__ import annotations

from pathlib import Path

import pytest
from planspor.models.plan import Plan
from planspor.pipeline.flatten import plan_problems, tables_of, to_json
from planspor.pipeline.reading import Reading
from planspor.pipeline.writer import Writer

SCRIPT = "<script>alert(1)</script>"
FORMULA = "=cmd|' /C calc'!A0"


def write_plan(plan: Plan, out: Path) -> Path:
    """The data set of one plan, in the folder `out`."""
    writer = Writer(out, [])
    pages = plan.pages or 1
    reading = Reading(plan.file, plan.plan_id, plan.sha256, pages, to_json(plan), tables_of(plan), plan_problems(plan))
    writer.add(reading)
    writer.finish()
    return out


@pytest.fixture
def hostile(tmp_path: Path, plan: Plan) -> Path:
    """A data set with a title that is a script, a milestone that is a formula and what no cell of a sheet can show."""
    initiative = plan.initiatives[0]
    initiative.title = SCRIPT
    initiative.milestones[0].text = FORMULA
    initiative.milestones[0].partners = "+45 12 34\x0b56 _x0041_"
    initiative.aspects[0].text = "æ🙂" * 15_000
    return write_plan(plan, tmp_path / "hostile")
