"""A taxonomy of a user's: checked, exported and read again, as SKOS too, and words that are proposed for it."""

from __future__ import annotations

from pathlib import Path

import pytest
from planspor.extractors.themes.check import check, uses
from planspor.extractors.themes.export import FORMS, write_taxonomy
from planspor.extractors.themes.suggest import suggest, terms_of
from planspor.extractors.themes.taxonomy import Taxonomy, load_taxonomy
from planspor.models.problem import UsageError

SKOS = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix ex: <https://example.org/emner/> .
ex:natur a skos:Concept ; skos:prefLabel "Natur"@da, "Nature"@en ; skos:altLabel "Vilde bier"@da .
ex:skov a skos:Concept ; skos:prefLabel "Skov"@da ; skos:broader ex:natur ; skos:definition "Skove og hegn"@da .
"""


def taxonomy(tmp_path: Path, text: str, suffix: str = "yaml") -> Taxonomy:
    path = tmp_path / f"mine.{suffix}"
    path.write_text(text, encoding="utf-8")
    return load_taxonomy(path)


def test_the_built_in_taxonomy_can_be_used() -> None:
    assert [finding for finding in check(load_taxonomy()) if finding.grave] == []


@pytest.mark.parametrize(
    ("text", "kind", "says"),
    [
        ("themes: [{id: a, strong: [y]}, {id: b, places: {title: 2}, strong: [x]}]", None, ""),
        ("themes: [{id: a, label_da: Veje}]", "no words", "only its label 'veje'"),
        ("themes: [{id: a, strong: [park]}, {id: b, medium: [park]}]", "two themes", "'park' is a word of a and b"),
        ("themes: [{id: a, strong: [x], broader: b}, {id: b, strong: [y], broader: a}]", "cycle", "a > b > a"),
        ("themes: [{id: a, strong: [x], broader: nowhere}]", "unknown broader", "nowhere, which is no theme"),
        ("themes: [{id: a, strong: ['<3> x']}]", "unreadable", "a gap cannot come first"),
        ("themes: [{id: a, strong: ['$nosuch']}]", "unreadable", "no set of the name"),
    ],
)
def test_what_is_the_matter_is_told(tmp_path: Path, text: str, kind: str | None, says: str) -> None:
    findings = check(taxonomy(tmp_path, text))
    assert {finding.kind for finding in findings} == ({kind} if kind else set())
    assert all(says in finding.message for finding in findings[:1])


def test_what_each_word_would_find(tmp_path: Path) -> None:
    mine = taxonomy(tmp_path, "themes: [{id: parks, strong: [~park, ~hegn], weak: [bænk]}]")
    texts = ["Parken får nye bænke. Byparken åbner.", "Parkerne lukker."]
    rows = [(use.pattern, use.strength, use.sentences, use.documents, use.example) for use in uses(mine, texts)]
    assert rows == [
        ("~park", "strong", 3, 2, "byparken"),
        ("bænk", "weak", 1, 1, "bænke"),
        ("~hegn", "strong", 0, 0, ""),
    ]


@pytest.mark.parametrize("form", FORMS)
def test_a_taxonomy_that_is_exported_is_read_as_it_was(tmp_path: Path, form: str) -> None:
    built_in = load_taxonomy()
    again = taxonomy(tmp_path, write_taxonomy(built_in, form), form)
    assert sorted(again.ids) == sorted(built_in.ids)
    for theme in built_in.themes:
        same = again.theme(theme.id)
        assert (same.label_da, same.label_en, same.scope) == (theme.label_da, theme.label_en, theme.scope)
        assert {s: sorted(w) for s, w in same.words.items()} == {s: sorted(w) for s, w in theme.words.items()}
        assert (sorted(same.excluded), sorted(same.laws)) == (sorted(theme.excluded), sorted(theme.laws))
        assert same.places == theme.places


def test_the_same_taxonomy_gives_the_same_turtle() -> None:
    assert write_taxonomy(load_taxonomy(), "ttl") == write_taxonomy(load_taxonomy(), "ttl")


def test_concepts_of_others_are_told_by_their_labels(tmp_path: Path) -> None:
    mine = taxonomy(tmp_path, SKOS, "ttl")
    assert mine.ids == ("natur", "skov")
    assert mine.theme("natur").words["strong"] == ("~natur", "vilde bier")
    assert (mine.theme("skov").broader, mine.theme("skov").scope) == ("natur", "Skove og hegn")
    assert mine.theme("natur").label_en == "Nature"


def test_bad_turtle_and_unknown_forms_are_told_of(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="not Turtle"):
        taxonomy(tmp_path, "<a> <b> .", "ttl")
    with pytest.raises(UsageError, match="no form 'xml'"):
        write_taxonomy(load_taxonomy(), "xml")


def test_terms_are_words_and_the_parts_of_compounds() -> None:
    assert {"legeplads", "vandværk"} <= terms_of("Legepladsen ved vandværkerne, 25 stk.")
    assert "kommune" not in terms_of("Kommunen")


def test_terms_that_go_with_a_theme_are_proposed(tmp_path: Path) -> None:
    mine = taxonomy(tmp_path, "themes: [{id: parks, strong: [park]}, {id: roads, strong: [asfalt]}]")
    with_parks = [(f"Parken ved rosenbedet, nummer {n}", {"parks"}) for n in "abcdef"]
    with_roads = [(f"Asfalten ved cykelstien, nummer {n}", {"roads"}) for n in "abcdef"]
    others = [(f"Klaveret i salen, nummer {n}", set()) for n in "abcdef"]
    rest = [(f"Noget helt andet {n}", {"roads"} if n == "u" else set()) for n in "ghijklmnopqrstu"]
    found = suggest([*with_parks, *with_roads, *others, *rest], mine, ["parks"])
    assert [(s.theme, s.term, s.documents, s.with_theme) for s in found if s.theme] == [("parks", "rosenbed", 6, 6)]
    free = [s.term for s in found if not s.theme]
    assert "klaver" in free
    assert "cykelsti" not in free
    assert "park" not in free


@pytest.mark.parametrize(
    ("text", "suffix", "key"),
    [("themes: [{id: bees, stong: [bistade]}]", "yaml", "'stong'"), ("id,word\nbees,bistade\n", "csv", "'word'")],
)
def test_a_key_that_is_spelt_wrong_does_not_lose_its_words(tmp_path: Path, text: str, suffix: str, key: str) -> None:
    with pytest.raises(UsageError, match=f"a theme has {key}, which is not known; it may have id, .*words, strong"):
        taxonomy(tmp_path, text, suffix)


def test_a_spreadsheet_may_have_semicolons_between_its_columns(tmp_path: Path) -> None:
    theme = taxonomy(tmp_path, 'id;label_da;words;\nbees;Bier;"bistade;biavler";\n', "csv").theme("bees")
    assert (theme.label_da, theme.words["strong"]) == ("Bier", ("bistade", "biavler"))


def test_a_comma_too_many_in_a_spreadsheet_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="more values than there are columns"):
        taxonomy(tmp_path, "id,label_da\nbees,Bier, og honning\n", "csv")
