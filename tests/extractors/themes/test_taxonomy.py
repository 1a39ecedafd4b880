"""The taxonomy is data: the built-in one is sound, and a user's file can replace or extend it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from planspor.extractors.themes.patterns import Matcher, PatternError, Token
from planspor.extractors.themes.tagger import Tagger
from planspor.extractors.themes.taxonomy import load_taxonomy
from planspor.models.plan import Initiative, Milestone, Plan
from planspor.models.problem import UsageError

ROOT = Path(__file__).resolve().parents[3]


def themes(tagger: Tagger, text: str) -> list[str]:
    initiative = Initiative(title="Indsats 1", milestones=[Milestone(text=text)])
    return [tag.theme for tag in tagger.tag(initiative, Plan())]


def test_every_theme_of_the_built_in_taxonomy_has_words() -> None:
    taxonomy = load_taxonomy()
    with (ROOT / "extractors" / "themes" / "taxonomy.csv").open(encoding="utf-8", newline="") as file:
        assert list(taxonomy.ids) == [row["id"] for row in csv.DictReader(file)]
    for theme in taxonomy.themes:
        assert theme.words.get("strong"), theme.id
        assert theme.label_da
        assert theme.label_en


def test_no_pattern_of_a_theme_has_two_strengths() -> None:
    for theme in load_taxonomy().themes:
        every = [word for words in theme.words.values() for word in words]
        assert len(set(every)) == len(every), (theme.id, sorted({word for word in every if every.count(word) > 1}))


def test_a_csv_replaces_the_themes_and_keeps_known_words(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("id,label_da,words\nparks,Parker,park; ~grønt;\nrecovery,Bedring,\nbees,Bier,\n", encoding="utf-8")
    tagger = Tagger(load_taxonomy(path))
    assert tagger.taxonomy.ids == ("parks", "recovery", "bees")
    assert tagger.taxonomy.theme("recovery").label_da == "Bedring"
    assert themes(tagger, "Parken får nye bænke") == ["parks"]
    assert themes(tagger, "Recovery for alle") == ["recovery"]
    assert themes(tagger, "Flere bier i byen") == ["bees"]
    assert themes(tagger, "Sygefraværet falder") == []


def test_a_yaml_extends_the_themes(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(
        "extends: true\nthemes:\n  - id: bees\n    label_da: Bier\n    strong: [bistade]\n    not: [nedlagt bistade]\n",
        encoding="utf-8",
    )
    taxonomy = load_taxonomy(path)
    assert taxonomy.ids == (*load_taxonomy().ids, "bees")
    assert themes(Tagger(taxonomy), "Et bistade på taget, og sygefraværet falder") == ["work-environment", "bees"]


def test_a_yaml_theme_of_a_known_id_takes_its_place(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("extends: true\nthemes:\n  - {id: health, label_da: Sundhed, strong: [asfalt]}\n", encoding="utf-8")
    taxonomy = load_taxonomy(path)
    assert taxonomy.ids == load_taxonomy().ids
    assert themes(Tagger(taxonomy), "Asfalt og medicinhåndtering") == ["health"]
    assert themes(Tagger(taxonomy), "Medicinhåndtering") == []


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.csv", "id,label_da\n", "no themes"),
        ("a.csv", "id,label_da\n,Uden id\n", "no id"),
        ("a.csv", "id,label_da\na,A\na,B\n", "same id"),
        ("a.yaml", "themes: 3\n", "list under"),
        ("a.yaml", "themes: [a, b]\n", "keys"),
        ("a.yaml", "themes: [\n", "not YAML"),
        ("a.txt", "x", "is a .csv, .yaml or .ttl"),
    ],
)
def test_a_bad_file_is_told_of(tmp_path: Path, name: str, content: str, says: str) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match=says):
        load_taxonomy(path)


def test_a_missing_file_is_told_of(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such file"):
        load_taxonomy(tmp_path / "nowhere.csv")


@pytest.mark.parametrize("pattern", ["<3> ord", "ord <3>", "", "a||b", "$ukendt", "in*den", "*"])
def test_a_bad_pattern_is_told_of(pattern: str) -> None:
    with pytest.raises(PatternError):
        Matcher([(0, pattern)], {})


@pytest.mark.parametrize(
    ("pattern", "sentence", "found"),
    [
        ("bostøtte", "bostøttens besøg", True),
        ("bostøtte", "bostøttemedarbejder", False),
        ("~bostøtte", "bostøttemedarbejder", True),
        ("gruppe+", "gruppeforløbene", True),
        ("gruppe+", "gruppen", False),
        ("+forløb", "gruppeforløbene", True),
        ("+forløb", "forløbene", False),
        ("forebyg*", "forebyggende", True),
        ("*måling", "effektmåling", True),
        ("=unge", "ung", False),
        ("åben|åbne dialog", "åbne dialoger", True),
        ("mål <2> borger", "mål sammen med borgeren", True),
        ("mål <1> borger", "mål sammen med borgeren", False),
        ("# uge", "12 uger", True),
        ("# uge", "fire uger", True),
        ("# uge", "nogle uger", False),
        ("kursus & medarbejder", "medarbejderne på kursus", True),
        ("kursus & medarbejder", "borgerne på kursus", False),
        ("kursus ! borger", "borgerne på kursus", False),
    ],
)
def test_the_elements_of_a_pattern(pattern: str, sentence: str, found: bool) -> None:
    tokens = [Token(word, 0, 0) for word in sentence.split()]
    assert bool(Matcher([(0, pattern)], {}).find(tokens)) is found


def test_a_capital_is_asked_for_and_a_name_is_none() -> None:
    matcher = Matcher([(0, "^dialog"), (1, "psykiatri")], {})
    assert [h.owner for h in matcher.find([Token("dialog", 0, 0, True, True)])] == [0]
    assert matcher.find([Token("dialog", 0, 0)]) == []
    assert matcher.find([Token("psykiatri", 0, 0, True, True)]) == []
    assert [h.owner for h in matcher.find([Token("psykiatri", 0, 0)])] == [1]
