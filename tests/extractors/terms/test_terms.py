"""Methods and target groups: what is named, what only looks like it, ages, and what an initiative says it is for."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from planspor.extractors.terms.gather import groups_of, methods_of, name_methods_and_groups
from planspor.extractors.terms.groups import find_groups, groups
from planspor.extractors.terms.methods import find_methods, methods
from planspor.models.plan import Aspect, Evidence, Initiative, Milestone, Place, Plan

words = st.sampled_from(
    "Unge 18 - 35 år med autisme CTI-forløb , hjemløse over 65 Åben Dialog KRAP . (ACT) FIT".split()
)
texts = st.one_of(st.text(max_size=60), st.lists(words, max_size=12).map(" ".join))


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Ti medarbejdere uddannes i KRAP", ["krap"]),
        ("Alle får kursus i Kognitiv, Ressourcefokuseret og Anerkendende Pædagogik", ["krap"]),
        ("CTI-forløb og ACT-teamet", ["cti", "act"]),
        ("Critical Time Intervention (CTI)", ["cti", "cti"]),
        ("Feedback-Informed Treatment bruges i samtalerne", ["fit"]),
        ("Holdet skal være fit for fight, og vi act'er på det", []),
        ("Samtaler efter Åben Dialog", ["open-dialogue"]),
        ("En åben debat om dialog", []),
        ("Housing First er vejen", ["housing-first"]),
        ("Neuropædagogiske analyser", ["neuropedagogy"]),
        ("Voksenudredningsmetodens skemaer", ["vum"]),
        ("Medarbejderne lærer Low Arousal og Marte Meo", ["low-arousal", "marte-meo"]),
    ],
)
def test_methods(text: str, ids: list[str]) -> None:
    assert [found.method.id for found in find_methods(text)] == ids


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Unge mellem 18 og 35 år får en mentor", [("young-people", 18, 35)]),
        ("Hold for 18-25-årige", [("young-people", 18, 25)]),
        ("Ældre over 80 år får besøg", [("older-people", 80, None)]),
        ("Unge under 25 år", [("young-people", None, 25)]),
        ("Borgere med udviklingshæmning", [("intellectual-disability", None, None)]),
        ("Hjemløse og deres pårørende", [("homeless", None, None), ("relatives", None, None)]),
        (
            "Borgere med demens eller hjerneskade",
            [("dementia", None, None), ("brain-injury", None, None)],
        ),
        ("Flygtninge og sygemeldte", [("refugees-migrants", None, None), ("sick-listed", None, None)]),
        ("Der er to pladser ledige på botilbuddet", []),
        ("Aftalen gælder i 12 til 18 måneder", []),
        ("Et samarbejde med Center for Børn og Unge", []),
    ],
)
def test_groups(text: str, told: list[tuple[str, int | None, int | None]]) -> None:
    assert [(found.group.id, found.age_from, found.age_to) for found in find_groups(text)] == told


def test_what_an_initiative_is_for_comes_first() -> None:
    initiative = Initiative(
        title="Vejen videre",
        aspects=[
            Aspect(kind="description", text="Pårørende har bedt om det. Målgruppen er unge fra 16 år med autisme."),
            Aspect(kind="organisation", text="Flygtninge er ikke med."),
        ],
        milestones=[Milestone(text="Kurser for medarbejdere", partners="Hjemløse")],
    )
    found = {group.group: group for group in groups_of(initiative)}
    assert list(found) == ["young-people", "autism-adhd", "relatives"]
    assert [found[name].stated for name in found] == [True, True, False]
    assert (found["young-people"].age_from, found["young-people"].age_to) == (16, None)


def test_a_group_that_all_texts_name_counts_where_the_initiative_is_for_it() -> None:
    assert groups_of(Initiative(title="Ny kurv", milestones=[Milestone(text="Medarbejdere uddannes")])) == []
    (found,) = groups_of(Initiative(title="Sunde medarbejdere"))
    assert found.group == "staff"


def test_a_method_is_told_once_with_its_words_and_places() -> None:
    places = [Place(page=n, bbox=(1.0, 2.0, 3.0, 4.0)) for n in (2, 3)]
    first, second = (
        Milestone(text=text, places=[place], cells={"text": Evidence(places=[place])})
        for text, place in zip(("CTI begynder", "Critical Time Intervention for flere"), places, strict=True)
    )
    plan = Plan(initiatives=[Initiative(title="Indsats", milestones=[first, second])])
    name_methods_and_groups(plan)
    (use,) = plan.initiatives[0].methods
    assert (use.method, use.name, use.evidence) == (
        "cti",
        "Critical Time Intervention",
        "CTI; Critical Time Intervention",
    )
    assert use.places == places


def test_the_vocabularies_are_sound() -> None:
    ids = [method.id for method in methods()]
    assert len(ids) == len(set(ids)) >= 80
    for method in methods():
        assert method.id in [found.method.id for found in find_methods(method.name)], method.name
    assert len(groups()) >= 25
    for group in groups():
        assert group.label_da
        assert group.label_en


@settings(deadline=None)
@given(texts)
def test_what_is_found_stands_in_the_text(text: str) -> None:
    for found in (*find_methods(text), *find_groups(text)):
        assert 0 <= found.start < found.end <= len(text)
    for group in find_groups(text):
        assert group.age_from is None or group.age_to is None or group.age_from < group.age_to
    initiative = Initiative(title="Indsats", milestones=[Milestone(text=text)])
    plain = " ".join(text.split())
    for use in methods_of(initiative):
        assert all(word in plain for word in use.evidence.split("; "))
