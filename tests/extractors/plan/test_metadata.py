"""What a plan says of itself: from the manifest, else from its pages, last from the file's name."""

from __future__ import annotations

from typing import Any

import pytest
from planspor.extractors.plan.compose import plan_id, slug
from planspor.extractors.plan.metadata import Metadata
from planspor.extractors.values.times import Period
from planspor.models.layout import Role
from planspor.models.manifest import ManifestRow
from planspor.models.plan import Municipality

Builder = Any


def sections(build: Builder) -> Builder:
    for n in (1, 2):
        build.heading(f"Indsats {n}: Stier", 2).heading("Formål", 3).text("Flere skal cykle.")
    return build


def test_a_cover(build: Builder) -> None:
    plan = sections(build.cover("Virksomhedsplan 2024", "Center for Veje", "Furesø Kommune")).plan("001.pdf")
    assert (plan.title, plan.plan_type, plan.unit) == ("Virksomhedsplan 2024", "virksomhedsplan", "Center for Veje")
    assert (plan.period_start, plan.period_end) == ("2024-01-01", "2024-12-31")
    assert [(m.code, m.name) for m in plan.municipalities] == [("190", "Furesø")]
    assert {initiative.municipality for initiative in plan.initiatives} == {"190"}
    assert plan.plan_id.startswith("furesoe-virksomhedsplan-2024-")
    for name in ("title", "plan_type", "unit", "period_start"):
        assert plan.cells[name].places[0].page == 1
        assert not plan.cells[name].inferred


def test_the_unit_that_a_subtitle_names_and_not_who_approved(build: Builder) -> None:
    cover = build.cover("Cykelplan 2024", "Handleplan for Vejområdet", "Godkendt af Teknikudvalget den 9. januar 2024")
    assert sections(cover).plan().unit == "Vejområdet"


@pytest.mark.parametrize(
    ("line", "unit"),
    [
        ("mellem vejchefen og lederen af Materielgården Nord", "Materielgården Nord"),
        ("Teknik- og Vejforvaltningen, Vejcentret · maj 2023", "Vejcentret"),
        ("Furesø Kommune, Vej og Park. Godkendt af Udvalget for Plan og Trafik den 9. maj 2023.", "Vej og Park"),
        ("Kontraktenhed: Vej og Park", "Vej og Park"),
        ("Teknikudvalget, maj 2023", None),
        ("Forord", None),
    ],
)
def test_the_unit_on_the_cover(build: Builder, line: str, unit: str | None) -> None:
    assert sections(build.cover("Kontrakt 2024", line, "Furesø Kommune")).plan().unit == unit


def test_the_unit_below_the_title_goes_before_the_department_of_the_running_header(build: Builder) -> None:
    build.page().piece(Role.HEADER, "Furesø Kommune · Veje og Parker")
    assert sections(build.heading("Udviklingsplan 2024", 1).heading("Vejhuset", 2)).plan().unit == "Vejhuset"


def test_a_table_of_the_contracts_data_tells_unit_period_and_day(build: Builder) -> None:
    build.heading("Kontrakt", 1).table(
        ["Kontraktenhed", "Vej og Park"],
        ["Periode", "1. januar 2024 - 31. december 2024"],
        ["Indgået", "4. december 2023"],
        header=0,
    )
    plan = sections(build).plan()
    assert (plan.unit, plan.published) == ("Vej og Park", "2023-12-04")
    assert (plan.period_start, plan.period_end) == ("2024-01-01", "2024-12-31")


def test_the_day_over_the_signatures(build: Builder) -> None:
    plan = sections(build.cover("Kontrakt 2024")).text("Søndersø, den 11. december 2023").plan()
    assert plan.published == "2023-12-11"


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Aftale 2024", "aftale"),
        ("Resultatkontrakt for vejområdet", "udviklingskontrakt"),
        ("Omstillingsplan 2024-2027", "omstillingsplan"),
        ("Cykelstrategi", "strategi"),
        ("Handlingsplan for stier", "handleplan"),
        ("Skolepolitik", "politik"),
        ("Budget 2025", "budget"),
        ("Ældreplan", "handleplan"),
        ("Referat", "andet"),
    ],
)
def test_the_kind_of_plan_is_told_by_its_title(build: Builder, line: str, kind: str) -> None:
    plan = sections(build.cover(line)).plan()
    assert plan.plan_type == kind
    assert bool({"W002", "W013"} & {problem.code for problem in plan.problems}) == (kind == "andet")


def test_a_sentence_behind_the_cover_tells_neither_kind_nor_period(build: Builder) -> None:
    """What it mentions is another document; a sentence that says when the plan holds does tell."""
    build.cover("Arbejdsmiljøplan", "2025-2026").text(
        "Direktionen lægger et forslag om flere ledere frem til budget 2027."
    )
    plan = sections(build).plan()
    assert (plan.plan_type, plan.period_start, plan.period_end) == ("handleplan", "2025-01-01", "2026-12-31")


def test_a_sentence_may_say_when_the_plan_holds(build: Builder) -> None:
    build.cover("Ældreplan").text("Planen er lavet af et udvalg og gælder for årene 2025-2026.")
    plan = sections(build).plan()
    assert (plan.period_start, plan.period_end) == ("2025-01-01", "2026-12-31")


def test_what_no_page_tells_is_named(build: Builder) -> None:
    plan = sections(build.cover("Fælles retning")).plan("001.pdf")
    assert plan.municipalities == []
    assert plan.period_start is None
    assert {"W002", "W003", "W010"} <= {problem.code for problem in plan.problems}


def test_the_name_of_the_file_is_the_last_resort_and_marked(build: Builder) -> None:
    plan = sections(build.cover("Fælles retning")).plan("furesoe-handleplan-2024.pdf")
    assert [m.code for m in plan.municipalities] == ["190"]
    assert (plan.plan_type, plan.period_start) == ("handleplan", "2024-01-01")
    for evidence in (plan.municipalities[0].cells["code"], plan.cells["plan_type"], plan.cells["period_start"]):
        assert evidence.inferred
        assert evidence.places == []
        assert evidence.rule == "file name"


def test_pages_go_before_the_name_of_the_file(build: Builder) -> None:
    plan = sections(build.cover("Aftale 2023", "Vejcentret", "Skive Kommune")).plan("furesoe-handleplan-2024.pdf")
    assert ([m.name for m in plan.municipalities], plan.plan_type) == (["Skive"], "aftale")
    assert plan.period_start == "2023-01-01"


def test_the_manifest_goes_before_all(build: Builder) -> None:
    row = ManifestRow(
        file="a.pdf",
        municipality_code="901",
        municipality_name="Egelunde",
        region="Midtland",
        plan_type="strategi",
        unit="Vejenheden",
        period_start="2025",
        period_end="2026-06",
        published="2024-11",
        title="Vejen frem",
    )
    plan = sections(build.cover("Aftale 2023", "Vejcentret", "Skive Kommune")).plan("a.pdf", row)
    found = plan.municipalities[0]
    assert (found.code, found.name, found.region) == ("901", "Egelunde", "Midtland")
    assert (plan.title, plan.plan_type, plan.unit, plan.published) == (
        "Vejen frem",
        "strategi",
        "Vejenheden",
        "2024-11",
    )
    assert (plan.period_start, plan.period_end) == ("2025-01-01", "2026-06-30")
    assert {initiative.municipality for initiative in plan.initiatives} == {"901"}
    assert plan.cells["title"].rule == "manifest"


def test_a_manifest_may_name_the_municipality_without_its_code(build: Builder) -> None:
    row = ManifestRow(file="a.pdf", municipality_name="Aarhus")
    assert [m.code for m in sections(build.cover("Aftale 2023")).plan("a.pdf", row).municipalities] == ["751"]


def test_a_manifest_may_give_half_of_the_period(build: Builder) -> None:
    row = ManifestRow(file="a.pdf", period_end="2025")
    plan = sections(build.cover("Aftale 2023")).plan("a.pdf", row)
    assert (plan.period_start, plan.period_end) == ("2023-01-01", "2025-12-31")


@pytest.mark.parametrize("line", ["Juni 2024", "Udgivet juni 2024", "Vejcentret, juni 2024", "Vejcentret – juni 2024"])
def test_the_date_on_the_cover(build: Builder, line: str) -> None:
    build.cover("Cykelstrategi 2025-2028")
    build.pages.pop()
    build.y = 400
    build.text(line).page()
    assert sections(build).plan().published == "2024-06"


@pytest.mark.parametrize("text", ["Tidsplan: Marts – juni 2024", "Juni 2024"])
def test_times_of_initiatives_are_no_date_of_publication(build: Builder, text: str) -> None:
    plan = sections(build.cover("Cykelstrategi 2025-2028")).text(text).plan()
    assert plan.published is None


def test_two_headers_that_name_municipalities_make_a_collection_of_cases(build: Builder) -> None:
    for name in ("Furesø Kommune", "Skive Kommune"):
        build.page().piece(Role.HEADER, name)
        build.heading("Formål", 2).text("Det handler om stier.")
    plan = build.plan()
    assert plan.plan_type == "casebeskrivelse"
    assert [(i.title, i.municipality, i.page) for i in plan.initiatives] == [
        ("Furesø Kommune", "190", 1),
        ("Skive Kommune", "779", 2),
    ]
    assert [[a.text for a in i.aspects] for i in plan.initiatives] == [["Det handler om stier."]] * 2


def test_a_case_has_its_own_tables_and_references(build: Builder) -> None:
    for name in ("Furesø Kommune", "Skive Kommune"):
        build.page().piece(Role.HEADER, name).heading("Formål", 2).text("Stier efter vejlovens § 3.")
        build.table(["Handling", "Tid"], ["Vi graver", "Maj 2024"])
    for initiative in build.plan().initiatives:
        assert [(m.text, m.edtf) for m in initiative.milestones] == [("Vi graver", "2024-05")]
        assert [(r.law, r.section) for r in initiative.references] == [("vejloven", "3")]


def test_a_plan_id_is_a_readable_slug() -> None:
    metadata = Metadata(
        plan_type="handleplan",
        municipalities=[Municipality(code="101", name="København"), Municipality(code="751", name="Aarhus")],
        period=Period("2021-01-01", "2024-12-31"),
    )
    assert plan_id(metadata, "x.pdf", "abcdef0123456789") == "koebenhavn-aarhus-handleplan-2021-2024-abcdef01"
    assert slug("Høje-Taastrup: Ø & Å!") == "hoeje-taastrup-oe-aa"


def test_the_fields_of_the_form_that_opens_a_contract(build: Builder) -> None:
    build.page().heading("Kontrakt 2025", 1)
    build.table(
        ["Kontraktenhed", "Havn og Strand"], ["Direktør", "Ida Lund"], ["Indgået", "9. december 2024"], header=0
    )
    plan = sections(build).plan()
    assert (plan.unit, plan.published) == ("Havn og Strand", "2024-12-09")


@pytest.mark.parametrize(
    ("line", "unit"),
    [
        ("Familiehuset", "Familiehuset"),
        ("mellem ældrechefen og forstanderen for Plejecenter Egely", "Plejecenter Egely"),
        ("Byrådet, november 2023", None),
        ("Arbejdsmarkedsudvalget, november 2023", None),
    ],
)
def test_the_line_below_the_title_names_the_unit_but_not_who_decides(
    build: Builder, line: str, unit: str | None
) -> None:
    cover = build.page().heading("Aftale 2024", 1).text(line)
    assert sections(cover).plan().unit == unit


def test_the_place_over_the_day_of_signing_is_no_unit(build: Builder) -> None:
    assert sections(build.page().heading("Aftale 2024", 1).text("Lundby, den 3. maj 2024")).plan().unit is None


def test_the_first_section_of_the_next_page_is_no_unit(build: Builder) -> None:
    cover = build.cover("Uden for døren", "Udsattepolitik 2024-2027", "Lundby Kommune").heading("Forord", 2)
    assert sections(cover.text("Vi ses i Lundby.")).plan().unit is None
