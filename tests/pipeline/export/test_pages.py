"""Pictures of pages beside a workbook, and the links to them."""

from __future__ import annotations

import math
import shutil
from html.parser import HTMLParser
from pathlib import Path, PureWindowsPath

import openpyxl
import planspor
import pytest
from PIL import Image
from planspor.models.problem import UsageError
from planspor.pipeline.export.pages import _html
from planspor.pipeline.export.write import export
from planspor.pipeline.picture import MARK, crop, page_size


class Tags(HTMLParser):
    """The elements of a page, with the texts."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@pytest.fixture(scope="module")
def one_plan(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Folder of a PDF, and the workbook of its data set with pages beside it."""
    folder = tmp_path_factory.mktemp("one")
    (folder / "pdfs").mkdir()
    shutil.copy(corpus / "ravnsoe-aftale-2022-2023.pdf", folder / "pdfs" / "plan.pdf")
    planspor.run(folder / "pdfs", folder / "data")
    done = export(folder / "data", "xlsx", folder / "out" / "plans.xlsx", pdfs=folder / "pdfs")
    return folder, done.path


def test_whoever_waits_is_told_of_each_page(one_plan: tuple[Path, Path], tmp_path: Path) -> None:
    folder, _ = one_plan
    told: list[tuple[str, int, int]] = []
    export(
        folder / "data",
        "xlsx",
        tmp_path / "again.xlsx",
        pdfs=folder / "pdfs",
        progress=lambda file, done, total: told.append((file, done, total)),
    )
    pages = int(planspor.load(folder / "data").plans["pages"].iloc[0])
    assert told == [("plan.pdf", n, pages) for n in range(1, pages + 1)]


def test_rows_lead_to_their_places(one_plan: tuple[Path, Path]) -> None:
    folder, path = one_plan
    book = openpyxl.load_workbook(path)
    data = planspor.load(folder / "data")
    for name in ("plans", "initiatives", "milestones", "gains", "sections", "cells"):
        sheet, frame = book[name], getattr(data, name)
        assert sheet.cell(1, 1).value == "place"
        for row, (_, values) in zip(sheet.iter_rows(min_row=2), frame.iterrows(), strict=True):
            link = row[0].hyperlink
            if values["page"] is not values["page"] or str(values["page"]) == "<NA>":
                assert link is None
                continue
            assert row[0].value == f"p. {values['page']}"
            assert link is not None
            assert path.parent.joinpath(*PureWindowsPath(link.target).parts).is_file()


def test_a_row_s_page_marks_each_value_where_it_stands(one_plan: tuple[Path, Path]) -> None:
    folder, path = one_plan
    data = planspor.load(folder / "data")
    cells = data.cells[(data.cells["table"] == "milestones") & data.cells["left"].notna()]
    item_id = cells["item_id"].iloc[0]
    plan_id, _, own = item_id.partition("/")
    shown = path.parent / "pages" / plan_id / f"{own.replace('/', '-')}.html"
    tags = Tags(shown.read_text(encoding="utf-8")).tags
    marks = [attrs["style"] or "" for tag, attrs in tags if tag == "div" and attrs.get("class") == "mark"]
    own_cells = cells[cells["item_id"] == item_id]
    boxes = own_cells[["page", "left", "top", "right", "bottom"]].drop_duplicates()
    assert len(marks) == len(boxes)
    width, height = page_size((folder / "pdfs" / "plan.pdf").read_bytes(), int(boxes.iloc[0]["page"]))
    first = boxes.iloc[0]
    assert f"left: {100 * (first['left'] - 2) / width:.2f}%" in marks[0]
    assert f"top: {100 * (first['top'] - 2) / height:.2f}%" in marks[0]
    pictures = [attrs["src"] for tag, attrs in tags if tag == "img"]
    assert pictures
    assert all(picture and (shown.parent / picture).is_file() for picture in pictures)


def test_texts_of_a_plan_are_text_in_the_page() -> None:
    script = "<script>alert(1)</script>"
    cell = {
        "table": "milestones",
        "column": script,
        "page": 1,
        "left": 10.0,
        "top": 10.0,
        "right": 50.0,
        "bottom": 20.0,
        "confidence": 1.0,
        "inferred": False,
        "rule": script,
    }
    page = Tags(_html({"title": script, "file": '"><img onerror=x>'}, script, [cell], {1: (100.0, 100.0)}))
    assert "script" not in {tag for tag, _ in page.tags}
    assert not any("onerror" in attrs for _, attrs in page.tags)
    assert page.words.count(script) >= 3


def test_a_pdf_that_was_changed_or_is_gone_is_told(one_plan: tuple[Path, Path], tmp_path: Path) -> None:
    folder, _ = one_plan
    (tmp_path / "plan.pdf").write_bytes((folder / "pdfs" / "plan.pdf").read_bytes() + b"\n")
    with pytest.raises(UsageError, match=r"plan.pdf is not in .* or is not the file that the data set was read from"):
        export(folder / "data", "xlsx", tmp_path / "x.xlsx", pdfs=tmp_path)
    with pytest.raises(UsageError, match="does not exist"):
        export(folder / "data", "xlsx", tmp_path / "x.xlsx", pdfs=tmp_path / "nowhere")
    assert not (tmp_path / "pages").exists()


def test_a_pdf_under_another_name_is_found_by_its_content(one_plan: tuple[Path, Path], tmp_path: Path) -> None:
    folder, _ = one_plan
    (tmp_path / "moved").mkdir()
    shutil.copy(folder / "pdfs" / "plan.pdf", tmp_path / "moved" / "other name.pdf")
    done = export(folder / "data", "xlsx", tmp_path / "x.xlsx", pdfs=tmp_path, only=["initiatives"])
    assert openpyxl.load_workbook(done.path)["initiatives"].cell(2, 1).hyperlink is not None


def test_links_beyond_what_a_sheet_holds_are_told(
    one_plan: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("planspor.pipeline.export.workbook.MAX_LINKS", 2)
    folder, _ = one_plan
    done = export(folder / "data", "xlsx", tmp_path / "x.xlsx", pdfs=folder / "pdfs", only=["milestones"])
    sheet = openpyxl.load_workbook(done.path)["milestones"]
    assert sum(row[0].hyperlink is not None for row in sheet.iter_rows(min_row=2)) == 2
    (note,) = done.notes
    assert f"the last {sheet.max_row - 3} rows have none" in note


def test_a_crop_shows_the_place_marked(corpus: Path) -> None:
    data = (corpus / "ravnsoe-aftale-2022-2023.pdf").read_bytes()
    width, height = page_size(data, 1)
    picture = crop(data, 1, [(60.0, 100.0, 200.0, 120.0)], scale=1.0, around=30.0)
    assert picture.size == (math.ceil(width), 80)
    assert any(all(abs(a - b) < 40 for a, b in zip(colour, MARK, strict=True)) for colour in _colours(picture))
    assert crop(data, 1, [], scale=1.0).height == math.ceil(height)
    with pytest.raises(UsageError, match="has no page 99"):
        crop(data, 99, [])


def _colours(picture: Image.Image) -> list[tuple[int, int, int]]:
    return [colour for _, colour in picture.getcolors(picture.width * picture.height) or []]  # type: ignore[misc]
