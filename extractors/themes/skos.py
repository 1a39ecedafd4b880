"""Taxonomies as SKOS, for use with other vocabularies: read from and written as Turtle by rdflib.

A concept's patterns stand in properties of our own (`lex:strong`, `lex:medium`, `lex:weak`, `lex:not`, `lex:law`), so
that a taxonomy comes back as it was. A concept of somebody else's has none: then its labels are its words.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ...models.problem import UsageError

if TYPE_CHECKING:
    from rdflib import Graph

    from .taxonomy import Theme

SCHEME = "urn:planspor:themes"
LEXICON = "urn:planspor:lexicon#"
_PATTERNS = {"strong": "strong", "medium": "medium", "weak": "weak", "not": "not", "laws": "law"}
"""Key of a theme in a file to the property of its patterns."""


def read_skos(text: str, name: str) -> list[dict[str, Any]]:
    """The concepts of a Turtle text as rows of a taxonomy, by id. `name` is for messages. Raises UsageError."""
    graph = _graph()
    from rdflib import RDF, URIRef
    from rdflib.namespace import SKOS

    try:
        graph.parse(data=text, format="turtle")
    except Exception as error:
        raise UsageError("E009", f"{name}: not Turtle that can be read: {error}") from error
    concepts = {subject: _id(graph, subject) for subject in set(graph.subjects(RDF.type, SKOS.Concept))}
    rows = []
    for subject, theme_id in sorted(concepts.items(), key=lambda item: item[1]):
        row: dict[str, Any] = {
            "id": theme_id,
            "label_da": _label(graph, subject, "da"),
            "label_en": _label(graph, subject, "en"),
            "scope": _text(graph, subject, SKOS.scopeNote) or _text(graph, subject, SKOS.definition),
        }
        broader = [concepts[target] for target in graph.objects(subject, SKOS.broader) if target in concepts]
        if broader:
            row["broader"] = min(broader)
        for key, name_of in _PATTERNS.items():
            values = sorted(str(value) for value in graph.objects(subject, URIRef(LEXICON + name_of)))
            if values:
                row[key] = values
        if not any(row.get(key) for key in ("strong", "medium", "weak")):
            row["strong"] = _words(graph, subject)
        rows.append(row)
    return rows


def write_skos(themes: Sequence[Theme]) -> str:
    """Themes as a SKOS concept scheme in Turtle."""
    graph = _graph()
    from rdflib import RDF, Literal, URIRef
    from rdflib.namespace import SKOS

    graph.bind("skos", SKOS)
    graph.bind("lex", LEXICON)
    scheme = URIRef(SCHEME)
    graph.add((scheme, RDF.type, SKOS.ConceptScheme))
    for theme in themes:
        concept = URIRef(f"{SCHEME}:{theme.id}")
        graph.add((concept, RDF.type, SKOS.Concept))
        graph.add((concept, SKOS.inScheme, scheme))
        graph.add((concept, SKOS.notation, Literal(theme.id)))
        graph.add((concept, SKOS.prefLabel, Literal(theme.label_da, lang="da")))
        graph.add((concept, SKOS.prefLabel, Literal(theme.label_en, lang="en")))
        if theme.scope:
            graph.add((concept, SKOS.scopeNote, Literal(theme.scope, lang="da")))
        if theme.broader:
            graph.add((concept, SKOS.broader, URIRef(f"{SCHEME}:{theme.broader}")))
        patterns = {**theme.words, "not": theme.excluded, "laws": theme.laws}
        for key, name in _PATTERNS.items():
            for pattern in patterns.get(key, ()):
                graph.add((concept, URIRef(LEXICON + name), Literal(pattern)))
    return graph.serialize(format="turtle")


def _graph() -> Graph:
    try:
        from rdflib import Graph
    except ImportError as error:
        message = "Taxonomies in Turtle need rdflib; install it with: pip install 'planspor[danish]'."
        raise UsageError("E009", message) from error
    return Graph()


def _id(graph: Graph, subject: Any) -> str:
    """The notation of a concept, else the last part of its address."""
    from rdflib.namespace import SKOS

    notation = sorted(str(value) for value in graph.objects(subject, SKOS.notation))
    return notation[0] if notation else str(subject).rstrip("/#").replace("#", "/").replace(":", "/").rpartition("/")[2]


def _label(graph: Graph, subject: Any, language: str) -> str | None:
    from rdflib.namespace import SKOS

    labels = sorted(
        (getattr(label, "language", None) != language, str(label)) for label in graph.objects(subject, SKOS.prefLabel)
    )
    return labels[0][1] if labels else None


def _text(graph: Graph, subject: Any, predicate: Any) -> str | None:
    texts = sorted(str(value) for value in graph.objects(subject, predicate))
    return texts[0] if texts else None


def _words(graph: Graph, subject: Any) -> list[str]:
    """The labels of a concept as patterns: a single word also as a part of compounds."""
    from rdflib.namespace import SKOS

    labels = {
        str(label).lower()
        for predicate in (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)
        for label in graph.objects(subject, predicate)
        if getattr(label, "language", None) in (None, "da")
    }
    return [label if " " in label else f"~{label}" for label in sorted(labels)]
