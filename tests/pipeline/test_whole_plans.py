"""What holds for every plan that is read: nothing is lost, names of files do not count, everything has its place.

Held against the sample plans, and against the annotated plans where they stand beside the checkout.
"""

from __future__ import annotations

import json
import subprocess
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

import planspor
import pytest
from edtf import parse_edtf
from planspor.models.plan import Plan
from planspor.models.tables import BY_NAME
from planspor.pipeline.dataset import Dataset
from planspor.pipeline.flatten import rows_of, to_json

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = [ROOT / "corpus", ROOT.parent / "shared" / "plans", ROOT.parent / "shared" / "more-plans"]
PDFS = [path for folder in FOLDERS if folder.is_dir() for path in sorted(folder.glob("*.pdf"))]

each_plan = pytest.mark.parametrize("path", PDFS, ids=lambda path: path.stem)


def letters(text: str) -> Counter[str]:
    """Letters and digits and how often each stands there, ligatures taken apart."""
    return Counter(sign for sign in unicodedata.normalize("NFKC", text) if sign.isalnum())


@pytest.mark.needs_tool("pdftotext", "poppler-utils")
@each_plan
def test_the_sections_hold_the_letters_that_another_reader_finds(path: Path) -> None:
    command = ["pdftotext", "-enc", "UTF-8", "-raw", str(path), "-"]
    shown = letters(subprocess.run(command, capture_output=True, check=True).stdout.decode())
    plan = planspor.read(path)
    found = letters("".join(section.text for section in plan.sections if section.role != "hidden"))
    assert found == shown


@each_plan
def test_every_item_has_a_place_on_a_page_of_the_file(path: Path) -> None:
    plan = planspor.read(path)
    for row in rows_of(plan)["cells"]:
        if row["page"] is not None:
            assert 1 <= row["page"] <= plan.pages
            assert row["left"] <= row["right"]
            assert row["top"] <= row["bottom"]
        assert row["column"] in BY_NAME[row["table"]].column_names, row
    for initiative in plan.initiatives:
        for item in (initiative, *initiative.aspects, *initiative.milestones, *initiative.gains):
            assert item.places, item


@each_plan
def test_every_time_is_edtf(path: Path) -> None:
    plan = planspor.read(path)
    values = [plan.published]
    for initiative in plan.initiatives:
        values += [milestone.edtf for milestone in initiative.milestones]
        values += [gain.target_edtf for gain in initiative.gains]
    for value in filter(None, values):
        assert parse_edtf(value) is not None
        assert " " not in value


def comparable(plan: Plan) -> Any:
    """The plan without what the name of its file may change."""
    text = to_json(plan).decode().replace(plan.file, "FILE").replace(plan.plan_id, "ID")
    document = json.loads(text)
    document["problems"] = [problem for problem in document["problems"] if problem["code"] != "W003"]
    if all(found.confidence < 1 or _inferred(found.cells) for found in plan.municipalities):
        document["municipalities"] = []
        for initiative in document["initiatives"]:
            initiative["municipality"] = None
            initiative["cells"].pop("municipality", None)
    return document


def _inferred(cells: Any) -> bool:
    return any(evidence.inferred for evidence in cells.values())


@pytest.mark.parametrize("folder", [folder for folder in FOLDERS if folder.is_dir()], ids=lambda folder: folder.name)
def test_the_names_of_files_do_not_count(folder: Path, tmp_path: Path) -> None:
    named, numbered = tmp_path / "named", tmp_path / "numbered"
    named.mkdir()
    numbered.mkdir()
    for n, path in enumerate(sorted(folder.glob("*.pdf")), 1):
        (named / path.name).write_bytes(path.read_bytes())
        (numbered / f"{n:03}.pdf").write_bytes(path.read_bytes())
    for first, second in zip(sorted(named.iterdir()), sorted(numbered.iterdir()), strict=True):
        assert comparable(planspor.read(second)) == comparable(planspor.read(first))


def test_the_data_set_of_the_sample_plans_is_whole(corpus: Path, tmp_path: Path) -> None:
    data: Dataset = planspor.run(corpus, tmp_path)
    assert len(data.plans) == len(list(corpus.glob("*.pdf")))
    assert not (data.problems["severity"] == "error").any()
    for name in ("plan_municipalities", "initiatives", "aspects", "milestones", "gains", "sections", "cells"):
        assert data.count(name) > 0, name
    assert data.theme_tags.empty
    assert data.plan_municipalities["code"].str.startswith("9").all()
