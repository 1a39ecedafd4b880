"""The parts of the spaCy pipeline `planspor_da`: each is a factory of its own, for use in any Danish pipeline.

    nlp = spacy.blank("da")
    nlp.add_pipe("planspor_lemmas")

Spans stand in `doc.spans` under the name of their component; a span's label tells its kind, its `kb_id_` the value.
spaCy is needed to import this module; all else is loaded when the first text is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from spacy.language import Language
from spacy.tokens import Doc, SpanGroup, Token

from .compounds import parts
from .lemmas import lemma
from .sentences import sentences
from .spelling import correction

Found = tuple[int, int, str, str]
"""Start, end, label and value of a span, as offsets of the text."""
Component = Callable[[Doc], Doc]

SPANS = ("times", "amounts", "laws", "organisations", "places", "methods", "target_groups", "themes")
"""The kinds of spans, in the order in which they are made."""
COMPONENTS = tuple(f"planspor_{name}" for name in ("sentences", "lemmas", "parts", "spelling", *SPANS))
"""All components, in the order of the pipeline."""

if not Token.has_extension("parts"):
    Token.set_extension("parts", default=())
    Token.set_extension("correction", default=None)


@Language.factory("planspor_sentences", assigns=["token.is_sent_start"])
def sentences_factory(nlp: Language, name: str) -> Component:
    """Where sentences begin: knows Danish abbreviations, ordinals and "§ 85, stk. 2"."""

    def component(doc: Doc) -> Doc:
        starts = iter([span.start for span in sentences(doc.text)])
        following = next(starts, None)
        for token in doc:
            begins = token.i == 0
            while following is not None and token.idx + len(token) > following:
                begins = begins or token.idx >= following or not token.is_space
                following = next(starts, None)
            token.is_sent_start = begins
        return doc

    return component


@Language.factory("planspor_lemmas", assigns=["token.lemma"])
def lemmas_factory(nlp: Language, name: str) -> Component:
    """`token.lemma_`: the dictionary form; a compound takes that of its last part."""

    def component(doc: Doc) -> Doc:
        for token in doc:
            token.lemma_ = lemma(token.text) if _has_letters(token) else token.text
        return doc

    return component


@Language.factory("planspor_parts", assigns=["token._.parts"])
def parts_factory(nlp: Language, name: str) -> Component:
    """`token._.parts`: the dictionary forms of a compound's parts; of any other word itself alone."""

    def component(doc: Doc) -> Doc:
        for token in doc:
            if _has_letters(token):
                token._.parts = parts(token.text)
        return doc

    return component


@Language.factory("planspor_spelling", assigns=["token._.correction"])
def spelling_factory(nlp: Language, name: str) -> Component:
    """`token._.correction`: what a misspelt word of the field was meant to be, None for any other word."""

    def component(doc: Doc) -> Doc:
        for token in doc:
            if token.is_alpha:
                token._.correction = correction(token.lower_)
        return doc

    return component


@Language.factory("planspor_times", default_config={"period": None}, assigns=["doc.spans"])
def times_factory(nlp: Language, name: str, period: list[str] | None) -> Component:
    """`doc.spans["times"]`: labelled `time`, the value as EDTF. `period`: first and last day of the plan, which gives
    the year where none is printed."""
    from ..values.times import Period, find_times

    known = Period(period[0], period[1]) if period else None

    def find(text: str) -> Iterable[Found]:
        for time in find_times(text, known):
            yield min(s for s, _ in time.spans), max(e for _, e in time.spans), "time", time.edtf or ""

    return _spans("times", find)


@Language.factory("planspor_amounts", assigns=["doc.spans"])
def amounts_factory(nlp: Language, name: str) -> Component:
    """`doc.spans["amounts"]`: labelled with the unit, the value as a plain number; figures without a unit are none."""
    from ..values.numbers import figures_in

    def find(text: str) -> Iterable[Found]:
        for figure in figures_in(text):
            if figure.unit is not None:
                yield figure.start, figure.end, figure.unit, str(figure.value)

    return _spans("amounts", find)


@Language.factory("planspor_laws", default_config={"default_law": None}, assigns=["doc.spans"])
def laws_factory(nlp: Language, name: str, default_law: str | None) -> Component:
    """`doc.spans["laws"]`: labelled with the law, the value is the section. `default_law` is that of a bare "§ 85"."""
    from ..values.laws import find_references

    def find(text: str) -> Iterable[Found]:
        for reference in find_references(text, default_law=default_law):
            yield reference.start, reference.end, reference.law, reference.section

    return _spans("laws", find)


@Language.factory("planspor_organisations", assigns=["doc.spans"])
def organisations_factory(nlp: Language, name: str) -> Component:
    """`doc.spans["organisations"]`: actors, labelled with their kind, the value is the name. Where the pipeline has
    named entities, organisations among them that are not known otherwise are labelled `organisation`, and what it
    holds for persons is left out."""
    from ..actors.mentions import find_actors

    def component(doc: Doc) -> Doc:
        persons = [(ent.start_char, ent.end_char) for ent in doc.ents if ent.label_ in ("PER", "PERSON")]
        found: list[Found] = [
            (actor.start, actor.end, actor.kind, actor.name)
            for actor in find_actors(doc.text)
            if not any(start < actor.end and actor.start < end for start, end in persons)
        ]
        found += [
            (ent.start_char, ent.end_char, "organisation", ent.text)
            for ent in doc.ents
            if ent.label_ == "ORG" and not any(s < ent.end_char and ent.start_char < e for s, e, _, _ in found)
        ]
        _add(doc, "organisations", sorted(found))
        return doc

    return component


@Language.factory("planspor_places", assigns=["doc.spans"])
def places_factory(nlp: Language, name: str) -> Component:
    """`doc.spans["places"]`: municipalities and towns, labelled `municipality` or `town`; the value is the code."""
    from ..values.municipalities import find_municipalities, find_places

    def find(text: str) -> Iterable[Found]:
        named = find_municipalities(text)
        towns = [t for t in find_places(text) if not any(m.start < t.end and t.start < m.end for m in named)]
        for mention in sorted([*named, *towns], key=lambda mention: mention.start):
            yield mention.start, mention.end, "town" if mention.rule == "place" else "municipality", mention.code

    return _spans("places", find)


@Language.factory("planspor_methods", assigns=["doc.spans"])
def methods_factory(nlp: Language, name: str) -> Component:
    """`doc.spans["methods"]`: labelled with the method's id, the value is its full name."""
    from ..terms.methods import find_methods

    def find(text: str) -> Iterable[Found]:
        return ((found.start, found.end, found.method.id, found.method.name) for found in find_methods(text))

    return _spans("methods", find)


@Language.factory("planspor_target_groups", assigns=["doc.spans"])
def groups_factory(nlp: Language, name: str) -> Component:
    """`doc.spans["target_groups"]`: labelled with the group's id, the value are its ages ("18-35") where printed."""
    from ..terms.groups import find_groups

    def find(text: str) -> Iterable[Found]:
        for found in find_groups(text):
            aged = found.age_from is not None or found.age_to is not None
            yield found.start, found.end, found.group.id, f"{found.age_from or ''}-{found.age_to or ''}" if aged else ""

    return _spans("target_groups", find)


@Language.factory("planspor_themes", default_config={"taxonomy": None}, assigns=["doc.spans"])
def themes_factory(nlp: Language, name: str, taxonomy: str | None) -> Component:
    """`doc.spans["themes"]`: words that speak of a theme, labelled with its id; the value is how strongly. `taxonomy`
    is the path of a user's own."""
    from pathlib import Path

    from ..themes.tagger import Tagger
    from ..themes.taxonomy import load_taxonomy

    made: list[Tagger] = []

    def find(text: str) -> Iterable[Found]:
        if not made:
            made.append(Tagger(load_taxonomy(Path(taxonomy) if taxonomy else None)))
        for sentence in made[0].find(text):
            for theme, strength, words in sentence:
                yield from ((start, end, theme, f"{strength:.2f}") for start, end in words)

    return _spans("themes", find)


def _has_letters(token: Token) -> bool:
    return any(letter.isalpha() for letter in token.text)


def _spans(key: str, find: Callable[[str], Iterable[Found]]) -> Component:
    def component(doc: Doc) -> Doc:
        _add(doc, key, find(doc.text))
        return doc

    return component


def _add(doc: Doc, key: str, found: Iterable[Found]) -> None:
    """Put spans into `doc.spans`; one that cuts a token takes in the whole of it."""
    spans = [
        doc.char_span(start, end, label=label, kb_id=value, alignment_mode="expand")
        for start, end, label, value in found
    ]
    doc.spans[key] = SpanGroup(doc, name=key, spans=[span for span in spans if span is not None])
