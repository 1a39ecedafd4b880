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
from planspor.extractors.read import read_plan, read_plan_with_document
from planspor.models.plan import Evidence, Plan
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
    plan, document = read_plan_with_document(path.read_bytes(), file=path.name)
    # No other reader finds what is recognised in a picture: then all recognised words must be in the sections.
    shown += letters("".join(word.text for page in document.pages if page.recognised for word in page.words))
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


def by_file_name(plan: Plan) -> set[str]:
    """The columns of the plan whose value no page told, so that the name of the file did, or nothing at all."""
    columns = {"municipalities", "plan_type", "period_start", "period_end", "title", "unit", "published"}
    told = {name for name, evidence in plan.cells.items() if evidence.rule != "file name"}
    if any(found.places and not found.cells.get("code", Evidence()).inferred for found in plan.municipalities):
        told.add("municipalities")
    return columns - told


def comparable(plan: Plan, without: set[str]) -> Any:
    """The plan without its id, its file and the columns `without`."""
    document = json.loads(to_json(plan).decode().replace(plan.file, "FILE").replace(plan.plan_id, "ID"))
    for name in without:
        del document[name]
        document["cells"].pop(name, None)
    if "municipalities" in without:
        for initiative in document["initiatives"]:
            del initiative["municipality"]
            initiative["cells"].pop("municipality", None)
    # That a value is not told is itself a problem; which ones are is compared by the values.
    document["problems"] = [found for found in document["problems"] if found["code"] not in ("W002", "W003", "W010")]
    return document


@pytest.mark.parametrize("folder", [folder for folder in FOLDERS if folder.is_dir()], ids=lambda folder: folder.name)
def test_the_names_of_files_count_only_for_what_no_page_tells(folder: Path) -> None:
    for n, path in enumerate(sorted(folder.glob("*.pdf")), 1):
        data = path.read_bytes()
        named, numbered = (read_plan(data, file=file) for file in (path.name, f"{n:03}.pdf"))
        unknown = by_file_name(named)
        assert by_file_name(numbered) == unknown
        assert comparable(numbered, unknown) == comparable(named, unknown)


def test_the_data_set_of_the_sample_plans_is_whole(corpus: Path, tmp_path: Path) -> None:
    data: Dataset = planspor.run(corpus, tmp_path)
    assert len(data.plans) == len(list(corpus.glob("*.pdf")))
    assert not (data.problems["severity"] == "error").any()
    for name in ("plan_municipalities", "initiatives", "aspects", "milestones", "gains", "sections", "cells"):
        assert data.count(name) > 0, name
    assert set(data.theme_tags["initiative_id"]) <= set(data.initiatives["initiative_id"])
    assert data.plan_municipalities["code"].str.startswith("9").all()
