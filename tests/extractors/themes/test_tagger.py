"""Themes: the frozen sentences, where a word must stand to count, and what a tag carries."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from planspor.extractors.themes.tagger import tag_initiative, tag_plan
from planspor.extractors.themes.taxonomy import load_taxonomy
from planspor.models.plan import Aspect, AspectKind, Evidence, Gain, Initiative, Milestone, Place, Plan, Reference

EXACT_FLOOR = 0.93
F1_FLOOR = 0.96
words = st.sampled_from(
    "Borgeren får bostøtte i eget hjem , ikke længere KRAP § 85 recovery frivillige Åben Dialog ; unge job . fx".split()
)
texts = st.one_of(st.text(max_size=60), st.lists(words, max_size=12).map(" ".join))


def cases() -> list[dict[str, Any]]:
    with (Path(__file__).parent / "sentences.yaml").open(encoding="utf-8") as file:
        loaded: list[dict[str, Any]] = yaml.safe_load(file)
    return loaded


def themes(**parts: Any) -> list[str]:
    return [tag.theme for tag in tag_initiative(Initiative(**{"title": "Indsats 1", **parts}), Plan())]


def aspect(kind: AspectKind, text: str) -> list[Aspect]:
    return [Aspect(kind=kind, text=text)]


def test_frozen_sentences() -> None:
    exact = right = wrong = missed = 0
    misses = []
    for case in cases():
        want, got = set(case["themes"]), set(themes(milestones=[Milestone(text=case["text"])]))
        exact += want == got
        right += len(want & got)
        wrong += len(got - want)
        missed += len(want - got)
        if want != got:
            misses.append(f"{case['text']}: want {sorted(want)}, got {sorted(got)}")
    print("\n".join(misses))
    assert len(cases()) >= 300
    assert exact / len(cases()) >= EXACT_FLOOR
    assert 2 * right / (2 * right + wrong + missed) >= F1_FLOOR


@pytest.mark.parametrize("where", ["title", "purpose", "milestone", "gain"])
def test_a_word_in_a_full_place_is_enough(where: str) -> None:
    text = "Rusmiddelbehandling til flere"
    choices: dict[str, dict[str, Any]] = {
        "title": {"title": text},
        "purpose": {"aspects": aspect("purpose", text)},
        "milestone": {"milestones": [Milestone(text=text)]},
        "gain": {"gains": [Gain(text=text)]},
    }
    assert themes(**choices[where]) == ["substance-use"]


def test_a_single_mention_in_passing_is_not() -> None:
    mention = "Vi har drøftet planen. Rusmiddelbehandling er nævnt. Alle var med. Mødet var godt. Det var i maj."
    assert themes(aspects=aspect("background", mention)) == []
    assert themes(aspects=aspect("description", mention)) == []
    assert themes(milestones=[Milestone(text="Møde", partners="Rusmiddelbehandlingen og jobcentret")]) == []
    assert themes(milestones=[Milestone(text="Møde", follow_up="Rusmiddelbehandlingen spørges")]) == []


def test_a_description_that_dwells_on_a_theme_is() -> None:
    text = "Mange har et misbrug. Rusmiddelbehandlingen er for langt væk. Derfor flytter misbrugscentret. Alle er med."
    assert themes(aspects=aspect("description", text)) == ["substance-use"]


def test_a_cell_that_spans_rows_says_its_words_once() -> None:
    rows = [Milestone(text=f"Trin {n}", follow_up="Rusmiddelbehandlingen spørges") for n in range(9)]
    assert themes(milestones=rows) == []


def test_law_and_words_go_together() -> None:
    reference = Reference(law="serviceloven", section="104", text="§ 104")
    milestones = [Milestone(text="Værkstedet for borgere med handicap flytter")]
    assert "day-activity" not in themes(milestones=milestones)
    assert "day-activity" in themes(milestones=milestones, references=[reference])


def test_the_name_of_the_unit_is_no_theme() -> None:
    initiative = Initiative(title="Indsats 1", milestones=[Milestone(text="Rusmiddelcenter Vest holder åbent hus")])
    assert tag_initiative(initiative, Plan(unit="Rusmiddelcenter Vest")) == []
    assert [tag.theme for tag in tag_initiative(initiative, Plan())] == ["substance-use"]


def test_a_tag_shows_its_words_and_their_place() -> None:
    place = Place(page=4, bbox=(10.0, 20.0, 30.0, 40.0))
    milestone = Milestone(
        text="Peermedarbejdere ansættes", cells={"text": Evidence(places=[place])}, places=[place], confidence=0.8
    )
    plan = Plan(initiatives=[Initiative(title="Indsats 1", milestones=[milestone, Milestone(text="Alt andet")])])
    tag_plan(plan)
    (tag,) = plan.initiatives[0].theme_tags
    assert (tag.theme, tag.evidence, tag.places) == ("peer-support", "Peermedarbejdere", [place])
    assert 0.4 < tag.confidence <= 0.8
    assert plan.initiatives[0].themes == ["peer-support"]


def test_tags_stand_in_the_order_of_the_taxonomy() -> None:
    found = themes(
        milestones=[Milestone(text="Evaluering"), Milestone(text="Peers ansættes"), Milestone(text="Recovery")]
    )
    assert found == ["recovery", "peer-support", "research-evaluation"]


@settings(deadline=None)
@given(st.lists(texts, max_size=4), texts)
def test_evidence_of_any_text_is_in_the_text(milestones: list[str], description: str) -> None:
    initiative = Initiative(
        title="Indsats 1",
        aspects=aspect("description", description),
        milestones=[Milestone(text=text) for text in milestones],
    )
    tags = tag_initiative(initiative, Plan())
    ids = [tag.theme for tag in tags]
    order = load_taxonomy().ids
    assert ids == sorted(set(ids), key=order.index)
    everything = " ".join(" ".join(text.split()) for text in [*milestones, description])
    for tag in tags:
        assert tag.evidence
        assert all(word in everything for word in tag.evidence.split("; "))
        assert 0 < tag.confidence <= 1
    assert tags == tag_initiative(initiative, Plan())


@pytest.mark.parametrize(
    ("text", "theme", "speaks"),
    [
        ("Et tidsafgrænset støtteforløb for unge", "time-limited-support", True),
        ("Planen skrives med tidsafgrænsede mål", "time-limited-support", False),
        ("Nedgang i brugen af bostøtte", "home-support", False),
        ("Bostøtte om aftenen", "home-support", True),
        ("Den psykiske belastning af medarbejderne måles", "psychiatry-mental-health", False),
        ("Borgere med psykiske vanskeligheder får en kontaktperson", "psychiatry-mental-health", True),
        ("Data giver læring på tværs af organisationen", "education", False),
        ("Fem pædagoger begynder på uddannelsen til marts", "education", False),
        ("Fem pædagoger begynder på uddannelsen til marts", "staff-competence", True),
        ("Lederne gennemfører et kursus i svære samtaler", "leadership-organisation", True),
        ("Planen evalueres og justeres hvert år", "research-evaluation", False),
        ("Fremskudt sagsbehandling på biblioteket", "cross-sector", False),
        ("Metoden udvides, hvis der er ledige timer", "employment", False),
        ("Stien kan bruges af folk i kørestol", "disability", True),
        ("De unge får hjælp, før forbruget vokser", "economy-efficiency", False),
        ("Mindre forbrug af papir på kontorerne", "economy-efficiency", True),
        ("Hundrede borgere kommer i mål ved løbet", "documentation-goals", False),
        ("Det er ikke alene skolens opgave, men også byens", "loneliness-community", False),
        ("Mange sidder alene om aftenen", "loneliness-community", True),
        ("Kor og orkester øver på musikskolen", "education", False),
        ("Flere ansatte cykler til arbejde", "employment", False),
        ("Butikken kan få hurtig hjælp til at finde ansatte", "prevention-early", False),
    ],
)
def test_words_in_another_sense(text: str, theme: str, speaks: bool) -> None:
    assert (theme in themes(milestones=[Milestone(text=text)])) is speaks


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("Multisystemisk terapi til tolv par", "pedagogical-methods"),
        ("Lån til beboerindskud afgøres samme dag", "housing-homelessness"),
        ("Medicingennemgang hos alle over 80", "health"),
        ("Korttidsfraværet falder til det halve", "work-environment"),
        ("Silotænkning brydes ned", "cross-sector"),
        ("Kaldeanlægget skiftes ud", "digital-technology"),
        ("Afklaringspladser på to adresser", "service-range"),
        ("Casedrøftelser hver anden tirsdag", "staff-competence"),
        ("Enhedsudgiften nærmer sig landets", "economy-efficiency"),
        ("Tilbuddet bruger metadon", "substance-use"),
    ],
)
def test_words_of_administration_that_name_a_theme(text: str, theme: str) -> None:
    assert theme in themes(milestones=[Milestone(text=text)])
