"""The spaCy pipeline: what each component puts on a document, and that none is needed for anything else."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path

import planspor
import pytest
import spacy
from planspor.extractors.danish.components import COMPONENTS, SPANS
from planspor.extractors.danish.spelling import correction
from planspor.models.problem import UsageError
from planspor.pipeline.dataset import Dataset
from planspor.pipeline.spacy_docs import write_docs
from spacy.language import Language
from spacy.tokens import Doc, DocBin

ROOT = Path(__file__).resolve().parents[3]
TEXT = (
    "I 2. kvartal 2021 får 120 borgere med autisme fx gruppeforløb efter servicelovens § 85, stk. 2, for 1,5 mio. kr. "
    "Odense Kommune prøver CTI-forløb sammen med Blå Kors for unge mellem 18 og 25 år, jf. bilag 3."
)


@pytest.fixture(scope="module")
def nlp() -> Language:
    return planspor.nlp()


@pytest.fixture(scope="module")
def doc(nlp: Language) -> Doc:
    return nlp(TEXT)


def spans(doc: Doc, key: str) -> list[tuple[str, str, str]]:
    return [(span.text, span.label_, span.kb_id_) for span in doc.spans[key]]


def test_it_is_a_pipeline_of_registered_components(nlp: Language) -> None:
    assert nlp.meta["name"] == "planspor_da"
    assert nlp.pipe_names == list(COMPONENTS)


def test_sentences_do_not_end_at_abbreviations(doc: Doc) -> None:
    assert [sentence.text[:6] for sentence in doc.sents] == ["I 2. k", "Odense"]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Fx bl.a. 5 pct. af 3 mio. kr. efter § 85, stk. 2, jf. aftalen. Så er det slut.", 2),
        ("Første linje\nAnden linje", 2),
        ("Den 1. maj 2022 åbner huset. Alle er med.", 2),
        ("Uden slutning", 1),
    ],
)
def test_sentences(nlp: Language, text: str, count: int) -> None:
    assert len(list(nlp(text).sents)) == count


def test_lemmas_and_parts(doc: Doc) -> None:
    words = {token.text: token for token in doc}
    assert words["borgere"].lemma_ == "borger"
    assert words["gruppeforløb"]._.parts == ("gruppe", "forløb")
    assert words["bilag"]._.parts == ("bilag",)
    assert words["§"]._.parts == ()


def test_spans(doc: Doc) -> None:
    assert spans(doc, "times") == [("I 2. kvartal 2021", "time", "2021-04/2021-06")]
    assert spans(doc, "laws") == [("servicelovens § 85, stk. 2", "serviceloven", "85")]
    assert ("1,5 mio. kr.", "DKK", "1500000") in spans(doc, "amounts")
    assert ("Blå Kors", "civil_society", "Blå Kors") in spans(doc, "organisations")
    assert spans(doc, "places") == [("Odense Kommune", "municipality", "461")]
    assert spans(doc, "methods") == [("CTI-forløb", "cti", "Critical Time Intervention")]
    assert ("unge", "young-people", "18-25") in spans(doc, "target_groups")
    assert "group-methods" in {label for _, label, _ in spans(doc, "themes")}


def test_the_period_of_a_plan_gives_the_year() -> None:
    nlp = spacy.blank("da")
    nlp.add_pipe("planspor_times", config={"period": ["2024-01-01", "2024-12-31"]})
    assert spans(nlp("Huset åbner i maj."), "times") == [("i maj", "time", "2024-05")]


def test_components_of_a_users_own_go_beside_ours(nlp: Language) -> None:
    mine = spacy.blank("da")
    ruler = mine.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "ORG", "pattern": "Nordlyset"}, {"label": "PER", "pattern": "borgere"}])
    mine.add_pipe("planspor_organisations")
    assert spans(mine("Nordlyset støtter borgere i jobcentret"), "organisations") == [
        ("Nordlyset", "organisation", "Nordlyset"),
        ("jobcentret", "own_unit", "jobcenter"),
    ]


def test_documents_survive_being_stored(doc: Doc, nlp: Language) -> None:
    (again,) = DocBin(docs=[doc], store_user_data=True).get_docs(nlp.vocab)
    for key in SPANS:
        assert spans(again, key) == spans(doc, key)


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("pilotafrøvning", "pilotafprøvning"),
        ("rehabiltering", "rehabilitering"),
        ("afprøvning", None),
        ("gruppeforløb", None),
        ("medarbejderne", None),
        ("hverdagen", None),
        ("støvsugning", None),
    ],
)
def test_misspelt_words_of_the_field(word: str, meant: str | None) -> None:
    assert correction(word) == meant


def test_the_entry_points_name_our_factories() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    points: dict[str, str] = project["entry-points"]["spacy_factories"]
    assert list(points) == list(COMPONENTS)
    for name, place in points.items():
        module, function = place.split(":")
        assert callable(getattr(import_module(module), function)), name
        assert Language.has_factory(name)


def test_what_is_missing_is_told() -> None:
    with pytest.raises(UsageError, match="no pipeline 'da_nowhere'"):
        planspor.nlp("da_nowhere")
    with pytest.raises(UsageError, match="no component 'mine'"):
        planspor.nlp(components=["mine"])


def test_a_run_never_imports_spacy() -> None:
    code = (
        "import sys, planspor, planspor.pipeline.cli, planspor.extractors.read, planspor.extractors.danish.nlp;"
        "print('spacy' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"


def test_the_texts_of_a_data_set_as_documents(corpus: Path, tmp_path: Path) -> None:
    planspor.run([corpus / "tornager-trafiksikkerhedshandleplan-2023.pdf"], tmp_path / "data")
    count = write_docs(str(tmp_path / "data"), tmp_path / "texts.spacy")
    docs = list(DocBin().from_disk(tmp_path / "texts.spacy").get_docs(spacy.blank("da").vocab))
    sections = {row["section_id"]: row for row in Dataset(tmp_path / "data").arrow("sections").to_pylist()}
    assert len(docs) == count > 20
    for one in docs:
        assert sections[one.user_data["section_id"]]["text"] == one.text
