"""Words for a taxonomy from a corpus: terms that go with a theme, and frequent terms that no theme has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import log

from ..danish.compounds import parts
from ..danish.lemmas import lemma
from ..danish.sentences import tokens
from .patterns import Matcher, Token
from .taxonomy import Taxonomy

_MIN_LETTERS = 5
_LEAST = 3
"""Initiatives that a term must stand in."""
_ASSOCIATED = 10.8
"""Likelihood ratio above which a term goes with a theme: one chance in a thousand that it is mere chance."""
_COMMON = 0.3
"""A term that stands in more than this share of all initiatives tells nothing."""
_EMPTY = frozenset(
    """kommune indsats borger mål medarbejder arbejde arbejdes område tilbud forhold herunder derfor samtidig fokus
    mellem gennem løbende muligt mulighed blive skulle kunne sikre fortsat flere mange andre bedre større denne disse
    inden efter under over deres""".split()
)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A term that could be a word of a theme."""

    theme: str
    """Empty for a frequent term that goes with no theme."""
    term: str
    documents: int
    """Initiatives in which it stands."""
    with_theme: int
    """Those of them that have the theme."""
    score: float
    """Likelihood ratio (Dunning's G2) of the term going with the theme; for a term of no theme, 0."""


def terms_of(text: str) -> frozenset[str]:
    """The terms of a text: dictionary forms of its longer words; of compounds the whole word and its parts."""
    out: set[str] = set()
    for form, _, _ in tokens(text):
        if len(form) >= _MIN_LETTERS and not any(letter.isdigit() for letter in form):
            out.add(lemma(form))
            pieces = parts(form)
            if len(pieces) > 1:
                out.update(piece for piece in pieces if len(piece) >= _MIN_LETTERS)
    return frozenset(out - _EMPTY)


def suggest(
    documents: Sequence[tuple[str, Collection[str]]], taxonomy: Taxonomy, themes: Sequence[str], most: int = 15
) -> list[Suggestion]:
    """Terms for `themes`, at most `most` each, strongest first, then frequent terms that no theme of the taxonomy has.

    `documents` are the texts of initiatives and their themes. Terms that are words of a theme already are left out.
    """
    found = [(terms_of(text), frozenset(tags)) for text, tags in documents]
    counts = Counter(term for terms, _ in found for term in terms)
    known = _known(taxonomy, counts)
    usable = {t: n for t, n in counts.items() if n >= _LEAST and n <= _COMMON * len(found)}
    out: list[Suggestion] = []
    associated: set[str] = set()
    for theme in taxonomy.ids:
        tagged = [terms for terms, tags in found if theme in tags]
        together = Counter(term for terms in tagged for term in terms)
        ranked = _ranked(theme, usable, together, len(tagged), len(found))
        associated.update(suggestion.term for suggestion in ranked)
        if theme in themes:
            out += [suggestion for suggestion in ranked if theme not in known.get(suggestion.term, ())][:most]
    free = sorted((t for t in usable if t not in known and t not in associated), key=lambda t: (-usable[t], t))
    return out + [Suggestion("", term, usable[term], 0, 0.0) for term in free[:most]]


def _ranked(
    theme: str, usable: Mapping[str, int], together: Mapping[str, int], tagged: int, total: int
) -> list[Suggestion]:
    out = []
    for term, n in usable.items():
        k = together.get(term, 0)
        if k < _LEAST or not tagged or k / n <= tagged / total:
            continue
        score = _likelihood_ratio(k, n, tagged, total)
        if score >= _ASSOCIATED:
            out.append(Suggestion(theme, term, n, k, round(score, 1)))
    return sorted(out, key=lambda suggestion: (-suggestion.score, suggestion.term))


def _likelihood_ratio(both: int, term: int, theme: int, total: int) -> float:
    """Dunning's G2 of the four-fold table of a term and a theme."""
    observed = (both, term - both, theme - both, total - term - theme + both)
    rows, columns = (term, total - term), (theme, total - theme)
    expected = [row * column / total for row in rows for column in columns]
    return 2 * sum(o * log(o / e) for o, e in zip(observed, expected, strict=True) if o and e)


def _known(taxonomy: Taxonomy, terms: Collection[str]) -> dict[str, frozenset[str]]:
    """Term to the themes that have it as a word."""
    owners = [(theme.id, p) for theme in taxonomy.themes for words in theme.words.values() for p in words]
    matcher = Matcher(((n, pattern) for n, (_, pattern) in enumerate(owners)), taxonomy.sets)
    out = {}
    for term in terms:
        hits = matcher.find([Token(term, 0, len(term))])
        if hits:
            out[term] = frozenset(owners[hit.owner][0] for hit in hits)
    return out
