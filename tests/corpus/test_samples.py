"""The sample plans: PDFs, gold, manifest and content agree, and nothing in them passes for a real municipality."""

from __future__ import annotations

import csv
import json
import re
import unicodedata
from importlib import import_module
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest
from edtf import parse_edtf

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
NAMES = sorted(path.stem for path in CORPUS.glob("*.pdf"))
INVENTED = {"Egelunde", "Fjordmark", "Kildeborg", "Lyngholt", "Ravnsø", "Strandvig", "Tornager", "Østermose"}


def letters(text: str) -> str:
    """What line breaks, hyphens and bullets cannot change."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())


def page_texts(name: str) -> list[str]:
    document = pdfium.PdfDocument(CORPUS / f"{name}.pdf")
    texts = []
    for page in document:
        textpage = page.get_textpage()
        texts.append(textpage.get_text_range())
        textpage.close()
        page.close()
    document.close()
    return texts


def gold(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((CORPUS / f"{name}.gold.json").read_text(encoding="utf-8"))
    return loaded


def manifest() -> list[dict[str, str]]:
    with (CORPUS / "manifest.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def items(plan: dict[str, Any]) -> list[dict[str, Any]]:
    """All milestones and gains."""
    return [item for i in plan["initiatives"] for item in [*i["milestones"], *i["gains"]]]


def test_every_pdf_has_gold_content_and_a_row_in_the_manifest() -> None:
    assert len(NAMES) >= 6
    assert sorted(path.name.removesuffix(".gold.json") for path in CORPUS.glob("*.gold.json")) == NAMES
    assert sorted(path.stem for path in (CORPUS / "source").glob("*.yaml")) == NAMES
    assert sorted(row["file"] for row in manifest()) == [f"{name}.pdf" for name in NAMES]


def test_municipalities_are_invented_and_have_codes_of_their_own() -> None:
    rows = manifest()
    assert {row["municipality_name"] for row in rows} == INVENTED
    assert len({row["municipality_code"] for row in rows}) == len(rows)
    assert all(re.fullmatch(r"9\d\d", row["municipality_code"]) for row in rows)


def test_the_manifest_and_the_gold_name_the_same_municipality() -> None:
    for row in manifest():
        plan = gold(row["file"].removesuffix(".pdf"))
        assert plan["file"] == row["file"]
        assert plan["municipalities"] == [{"code": row["municipality_code"], "name": row["municipality_name"]}]
        assert {i["municipality"] for i in plan["initiatives"]} == {row["municipality_code"]}


@pytest.mark.parametrize("name", NAMES)
def test_every_page_says_that_it_is_invented(name: str) -> None:
    texts = page_texts(name)
    assert 3 <= len(texts) <= 8
    for number, text in enumerate(texts, 1):
        assert letters("Opdigtet eksempel") in letters(text), f"page {number}"


@pytest.mark.parametrize("name", NAMES)
def test_what_the_gold_says_is_printed(name: str) -> None:
    plan = gold(name)
    printed = letters(" ".join(page_texts(name)))
    texts = [plan["title"], plan["unit"], plan["municipalities"][0]["name"], *(g["title"] for g in plan["goals"])]
    texts += [figure["label"] for figure in plan["key_figures"]]
    for initiative in plan["initiatives"]:
        texts += [initiative["title"], *(aspect["heading"] or "" for aspect in initiative["aspects"])]
    for item in items(plan):
        texts += [item["group"] or "", *(item.get("timing") or "").split("; ")]
    for text in texts:
        assert letters(text) in printed, text


@pytest.mark.parametrize("name", NAMES)
def test_words_of_longer_texts_are_printed(name: str) -> None:
    """Page breaks, footnote marks and spans may stand inside a long text, but none of its words are missing."""
    plan = gold(name)
    printed = letters(" ".join(page_texts(name)))
    texts = [aspect["text"] for i in plan["initiatives"] for aspect in i["aspects"]]
    texts += [item[key] or "" for item in items(plan) for key in ("text", "follow_up")]
    texts += [item.get("partners") or "" for item in items(plan)]
    for text in texts:
        missing = [word for word in text.split() if letters(word) not in printed]
        assert not missing, f"{missing} of {text!r}"


@pytest.mark.parametrize("name", NAMES)
def test_items_start_on_the_page_that_the_gold_names(name: str) -> None:
    pages = [letters(text) for text in page_texts(name)]
    for item in items(gold(name)):
        start = letters(" ".join(item["text"].replace("; ", " ").split()[:3]))
        assert start in pages[item["page"] - 1], item["text"]


@pytest.mark.parametrize("name", NAMES)
def test_times_are_edtf_and_their_days_are_in_order(name: str) -> None:
    plan = gold(name)
    for milestone in (m for i in plan["initiatives"] for m in i["milestones"]):
        assert (milestone["edtf"] is None) == (milestone["start"] is None and milestone["end"] is None)
        if milestone["edtf"]:
            assert str(parse_edtf(milestone["edtf"])).replace(" ", "") == milestone["edtf"]
            assert milestone["timing"]
        if milestone["start"] and milestone["end"]:
            assert milestone["start"] <= milestone["end"]
    for value in [g["target_edtf"] for i in plan["initiatives"] for g in i["gains"] if g["target_edtf"]]:
        parse_edtf(value)


@pytest.mark.parametrize("name", NAMES)
def test_a_gain_without_a_figure_has_nothing_that_belongs_to_one(name: str) -> None:
    for gain in (g for i in gold(name)["initiatives"] for g in i["gains"]):
        figures = [gain[key] for key in ("unit", "amount_kind", "baseline", "target_edtf")]
        if gain["amount"] is None:
            assert figures == [None] * 4, gain["text"]
        else:
            assert gain["unit"], gain["text"]
            assert gain["amount_kind"] in ("level", "change"), gain["text"]


@pytest.mark.parametrize("name", NAMES)
def test_goals_of_initiatives_and_sections_of_law_are_those_of_the_plan(name: str) -> None:
    plan = gold(name)
    titles = {goal["title"] for goal in plan["goals"]}
    assert {i["goal"] for i in plan["initiatives"]} <= titles | {None}
    text = re.sub(r"\s+", " ", " ".join(page_texts(name)))
    sections = {found.replace(" ", "") for found in re.findall(r"(?:§§?|og) (\d+(?: [a-z]\b)?)", text)}
    assert {reference["section"] for reference in plan["references"]} <= sections


@pytest.mark.parametrize("name", NAMES)
def test_the_gold_is_what_its_content_gives(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(CORPUS))
    content = import_module("making.content").load(CORPUS / "source" / f"{name}.yaml")
    assert import_module("making.gold").gold(content, CORPUS / f"{name}.pdf") == gold(name)
