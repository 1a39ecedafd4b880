"""What an initiative is about: themes by the words of its texts, weighed by where they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from math import exp
from typing import NamedTuple

from ...models.plan import Evidence, Initiative, Place, Plan, ThemeTag
from ..danish.sentences import TOKEN, Span, sentences, tokens
from .patterns import Hit, Matcher, Token
from .taxonomy import Taxonomy, load_taxonomy
from .texts import Text, texts_of

_REACH = {"after": 6, "next": 2}
"""Words after a negation that it takes away, at most up to the next comma, by the kind of negation."""
_ASIDE = 0.5
"""What a word counts that is said in passing."""
_MOST_WORDS = 4
_MOST_PLACES = 8
_MOST_SHAPES = 10_000
_STOPS = frozenset(",()")
_OPENERS = frozenset(":–")
_MARKS = frozenset("\"'”“»„(:•-–/")


class Found(NamedTuple):
    """A theme found in a sentence: how strongly, and the words, as offsets of the text."""

    theme: str
    strength: float
    words: tuple[tuple[int, int], ...]


class _Owner(NamedTuple):
    """What the patterns of one number of the matcher are for: the theme they speak of, or how they take words away."""

    use: str
    theme: str
    strength: float


@dataclass(slots=True)
class _Score:
    """What was gathered for one theme."""

    by_kind: dict[str, float] = field(default_factory=dict)
    evidence: list[tuple[float, str, Text]] = field(default_factory=list)

    def add(self, kind: str, value: float, words: Iterable[str], text: Text) -> None:
        self.by_kind[kind] = self.by_kind.get(kind, 0.0) + value
        self.evidence.extend((value, word, text) for word in words)


class Tagger:
    """The patterns of a taxonomy, compiled; costly to make, quick to use."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        """Raises PatternError for a pattern of the taxonomy that cannot be read."""
        self.taxonomy = taxonomy
        self._places = {theme.id: theme.places for theme in taxonomy.themes}
        self._owners: list[_Owner] = []
        self._matcher = Matcher(self._patterns(), taxonomy.sets)
        self._laws = [(*tuple(law.rsplit(" ", 1)), theme.id) for theme in taxonomy.themes for law in theme.laws]

    def _patterns(self) -> Iterator[tuple[int, str]]:
        for theme in self.taxonomy.themes:
            for strength, words in theme.words.items():
                yield from self._owned("theme", theme.id, self.taxonomy.strengths[strength], words)
            yield from self._owned("not", theme.id, 0.0, theme.excluded)
        yield from self._owned("name", "", 0.0, self.taxonomy.names)
        for scope, words in self.taxonomy.asides.items():
            yield from self._owned(scope, "", 0.0, words)
        for scope, words in self.taxonomy.negations.items():
            yield from self._owned(scope, "", 0.0, words)

    def _owned(self, use: str, theme: str, strength: float, words: Sequence[str]) -> Iterator[tuple[int, str]]:
        self._owners.append(_Owner(use, theme, strength))
        number = len(self._owners) - 1
        for word in words:
            yield number, word

    def find(self, text: str, hidden: Sequence[Sequence[str]] = ()) -> list[list[Found]]:
        """The themes of each sentence of a text. `hidden` are names, as words in lower case, that speak of none."""
        out = []
        for span in sentences(text):
            out.append(self._sentence(read_words(text, span), hidden))
        return out

    def _sentence(self, words: list[Token], hidden: Sequence[Sequence[str]]) -> list[Found]:
        hits = self._matcher.find(words)
        if not hits:
            return []
        masked, barred = self._masks(words, hits, hidden)
        best: dict[str, dict[tuple[int, int], float]] = {}
        asides = self._asides(words, hits)
        for first, last, owner in hits:
            use, theme, strength = self._owners[owner]
            if use != "theme" or first in masked or last in masked:
                continue
            gone = barred.get(theme)
            if gone and not gone.isdisjoint(range(first, last + 1)):
                continue
            key = (words[first].start, words[last].end)
            spans = best.setdefault(theme, {})
            spans[key] = max(spans.get(key, 0.0), strength * (_ASIDE if first in asides else 1.0))
        return [
            Found(theme, _together(spans), _apart(spans))
            if len(spans) > 1
            else Found(theme, min(1.0, *spans.values()), tuple(spans))
            for theme, spans in best.items()
        ]

    def _asides(self, words: list[Token], hits: list[Hit]) -> set[int]:
        """Words that are said in passing: examples, reasons, what stands in brackets, and who takes part."""
        out: set[int] = set()
        for hit in hits:
            use = self._owners[hit.owner].use
            if use == "rest":
                out.update(range(hit.last + 1, len(words)))
            elif use == "phrase":
                end = next((i for i in range(hit.last + 1, len(words)) if words[i].form in _STOPS), len(words))
                out.update(range(hit.last + 1, end))
        if not any(word[0] == ")" for word in words):
            return out
        opened = None
        for i, word in enumerate(words):
            if word.form == "(":
                opened = i
            elif word.form == ")" and opened is not None:
                out.update(range(opened, i))
                opened = None
        return out

    def _masks(
        self, words: list[Token], hits: list[Hit], hidden: Sequence[Sequence[str]]
    ) -> tuple[set[int], dict[str, set[int]]]:
        """Words that speak of no theme (names, what is negated), and those that do not speak of one theme."""
        masked: set[int] = set()
        barred: dict[str, set[int]] = {}
        for hit in hits:
            use, theme, _ = self._owners[hit.owner]
            if use == "name":
                masked.update(range(hit.first, hit.last + 1))
            elif use == "not":
                barred.setdefault(theme, set()).update(range(hit.first, hit.last + 1))
            elif use in _REACH:
                end = next((i for i in range(hit.last + 1, len(words)) if words[i].form in _STOPS), len(words))
                masked.update(range(hit.first, min(end, hit.last + 1 + _REACH[use])))
            elif use == "clause":
                end = next((i for i in range(hit.last + 1, len(words)) if words[i].form in _STOPS), len(words))
                start = next((i + 1 for i in range(hit.first - 1, -1, -1) if words[i].form in _STOPS), 0)
                masked.update(range(start, end))
        forms = [word.form for word in words] if hidden else []
        for name in hidden:
            for i in range(len(forms) - len(name) + 1):
                if forms[i : i + len(name)] == list(name):
                    masked.update(range(i, i + len(name)))
        return masked, barred

    def tag(self, initiative: Initiative, plan: Plan) -> list[ThemeTag]:
        """The themes of an initiative, in the taxonomy's order, each with the words that gave it and their places."""
        scores: dict[str, _Score] = {}
        hidden = _names(plan)
        whole = 0.0
        for text in texts_of(initiative):
            weight = self.taxonomy.places[text.kind]
            found = self.find(text.text, hidden)
            whole += weight if text.kind in _ITEMS else weight * len(found)
            dwelt = _dwelt(found) if text.kind in _PROSE else {}
            for sentence in found:
                for theme, strength, words in sentence:
                    value = self._places[theme].get(text.kind, weight) * strength * dwelt.get(theme, 1.0)
                    kind = "weak" if strength < self.taxonomy.strengths["medium"] else text.kind
                    score = scores.get(theme) or scores.setdefault(theme, _Score())
                    score.add(kind, value, (text.text[start:end] for start, end in words), text)
        self._add_references(initiative, scores)
        out = []
        caps = self.taxonomy.caps
        for theme_id, score in ((theme.id, scores[theme.id]) for theme in self.taxonomy.themes if theme.id in scores):
            total = sum(min(value, caps.get(kind, value)) for kind, value in score.by_kind.items())
            if total >= max(self.taxonomy.threshold, self.taxonomy.share * whole) - 1e-9:
                out.append(_theme_tag(theme_id, total, score))
        return out

    def _add_references(self, initiative: Initiative, scores: dict[str, _Score]) -> None:
        weight = self.taxonomy.places["reference"]
        for reference in initiative.references:
            for law, section, theme in self._laws:
                if reference.law == law and section in ("*", reference.section):
                    text = Text("reference", reference.text, reference.places, reference.confidence)
                    scores.setdefault(theme, _Score()).add("reference", weight, (reference.text,), text)


_PROSE = frozenset(
    ("description", "background", "other", "effects", "organisation", "focus_areas", "purpose", "target")
)

_ITEMS = frozenset(("title", "milestone", "gain"))


def _dwelt(found: list[list[Found]]) -> dict[str, float]:
    """Theme to a factor above 1 where a text is short and much of it speaks of the theme."""
    count = len(found)
    with_theme: dict[str, int] = {}
    for sentence in found:
        for theme, _, _ in sentence:
            with_theme[theme] = with_theme.get(theme, 0) + 1
    return {theme: 1.0 + 0.5 * (n / count >= 0.5) for theme, n in with_theme.items()} if count <= 4 else {}


def _together(spans: dict[tuple[int, int], float]) -> float:
    """The strength of a sentence: its strongest words, and half of the next that stand elsewhere in it."""
    ranked = sorted(spans.items(), key=lambda item: (-item[1], item[0]))
    (start, end), first = ranked[0]
    second = next((value for (s, e), value in ranked[1:] if e <= start or s >= end), 0.0)
    return min(1.0, first + second / 2)


class _Shape(NamedTuple):
    """How a word is printed: its form in lower case, and whether it has a capital, and small letters after it."""

    form: str
    capital: bool
    small: bool


_shapes: dict[str, _Shape] = {}
"""The words seen so far; a plain dictionary, for it is asked for each word of each text."""


def _shape(printed: str) -> _Shape:
    if len(_shapes) > _MOST_SHAPES:
        _shapes.clear()
    form = printed.lower()
    shape = _shapes[printed] = _Shape(form, printed[0] != form[0], printed[1:].islower())
    return shape


def read_words(text: str, span: Span) -> list[Token]:
    """The words of a sentence. A capital that opens it, or follows a number, a colon or a mark, tells nothing."""
    out = []
    opening = True
    openers = text.find(":", span.start, span.end + 1) >= 0 or text.find("–", span.start, span.end + 1) >= 0
    known, new = _shapes.get, tuple.__new__
    for match in TOKEN.finditer(text, span.start, span.end):
        printed = match[0]
        start, end = match.span()
        form, capital, small = known(printed) or _shape(printed)
        if capital:
            out.append(Token(form, start, end, True, not opening and small and text[start - 1] not in _MARKS))
            opening = False
        else:
            out.append(new(Token, (form, start, end, False, False)))
            if opening and form[0].isalpha():
                opening = False
        if openers and text[end : end + 1] in _OPENERS:
            opening = True
    return out


def _apart(spans: dict[tuple[int, int], float]) -> tuple[tuple[int, int], ...]:
    """The stretches that give a theme, strongest and longest first, none over another."""
    out: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda span: (-spans[span], span[0] - span[1], span)):
        if all(end <= s or start >= e for s, e in out):
            out.append((start, end))
    return tuple(out)


@lru_cache(maxsize=64)
def _words(name: str) -> tuple[str, ...]:
    return tuple(form for form, _, _ in tokens(name))


def _names(plan: Plan) -> list[tuple[str, ...]]:
    """The name of the plan's unit, as words: where it is printed it says who acts, not what is done."""
    return [_words(plan.unit)] if plan.unit and len(_words(plan.unit)) > 1 else []


def _theme_tag(theme_id: str, total: float, score: _Score) -> ThemeTag:
    words: list[str] = []
    places: list[Place] = []
    least = 1.0
    ranked = sorted(enumerate(score.evidence), key=lambda item: (-item[1][0], item[0]))
    for _, (_, word, text) in ranked:
        plain = " ".join(word.split())
        known = [w.casefold() for w in words]
        if plain.casefold() not in known and len(words) < _MOST_WORDS:
            words.append(plain)
            least = min(least, text.confidence)
        elif plain.casefold() not in known:
            continue
        for place in text.places:
            if place not in places and len(places) < _MOST_PLACES:
                places.append(place)
    places.sort(key=lambda place: (place.page, place.bbox[1], place.bbox[0]))
    evidence = "; ".join(words)
    confidence = round(least * (1.0 - 0.5 * exp(-total / 2)), 2)
    return ThemeTag(
        theme=theme_id,
        evidence=evidence,
        places=places,
        confidence=confidence,
        cells={"theme": Evidence(places=places, confidence=confidence, inferred=True, rule="lexicon")},
    )


@cache
def _built_in() -> Tagger:
    return Tagger(load_taxonomy())


def warm() -> None:
    """Read the built-in lexicon and the word list now, so that processes forked from this one share them."""
    _built_in()


def tag_initiative(initiative: Initiative, plan: Plan) -> list[ThemeTag]:
    """The themes of an initiative of a plan by the built-in taxonomy, in its order, with evidence and places."""
    return _built_in().tag(initiative, plan)


def tag_plan(plan: Plan, tagger: Tagger | None = None) -> None:
    """Fill in `themes` and `theme_tags` of each initiative of a plan, by the built-in taxonomy or a tagger's own. The
    built-in lexicon is read for the first one only."""
    for initiative in plan.initiatives:
        initiative.theme_tags = (tagger or _built_in()).tag(initiative, plan)
        initiative.themes = [tag.theme for tag in initiative.theme_tags]
