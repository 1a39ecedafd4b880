"""What is the matter with a taxonomy: themes without words, words in two themes, cycles, unreadable patterns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ..danish.sentences import sentences
from .patterns import Matcher, PatternError
from .tagger import read_words
from .taxonomy import Taxonomy


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend, or to know of."""

    kind: str
    """`no words`, `unreadable`, `two themes`, `cycle` or `unknown broader`."""
    theme: str
    message: str

    @property
    def grave(self) -> bool:
        """True where the taxonomy cannot be used so."""
        return self.kind not in ("no words", "two themes")


@dataclass(frozen=True, slots=True)
class Use:
    """How often a pattern is found in a corpus."""

    theme: str
    strength: str
    pattern: str
    sentences: int
    documents: int
    """Texts (initiatives) in which it is found."""
    example: str
    """The words that it is found in most often, empty where it is never found."""


def check(taxonomy: Taxonomy) -> list[Finding]:
    """All findings, in the order of the themes."""
    return [*_words(taxonomy), *_shared(taxonomy), *_hierarchy(taxonomy)]


def _words(taxonomy: Taxonomy) -> Iterator[Finding]:
    for theme in taxonomy.themes:
        words = [pattern for patterns in theme.words.values() for pattern in patterns]
        if words in ([], [theme.label_da.lower()]) and not theme.laws:
            known = f"only its label {words[0]!r}" if words else "so it is never given"
            yield Finding("no words", theme.id, f"The theme {theme.id} has no words of its own, {known}.")
        for pattern in [*(p for words in theme.words.values() for p in words), *theme.excluded]:
            try:
                Matcher([(0, pattern)], taxonomy.sets)
            except PatternError as error:
                yield Finding("unreadable", theme.id, f"The theme {theme.id}: {error}.")


def _shared(taxonomy: Taxonomy) -> Iterator[Finding]:
    owners: dict[str, list[str]] = {}
    for theme in taxonomy.themes:
        for pattern in dict.fromkeys(pattern for words in theme.words.values() for pattern in words):
            owners.setdefault(pattern, []).append(theme.id)
    for pattern, themes in owners.items():
        if len(themes) > 1:
            yield Finding("two themes", themes[0], f"{pattern!r} is a word of {' and '.join(themes)}.")


def _hierarchy(taxonomy: Taxonomy) -> Iterator[Finding]:
    above: Mapping[str, str | None] = {theme.id: theme.broader for theme in taxonomy.themes}
    for theme in taxonomy.themes:
        if theme.broader and theme.broader not in above:
            message = f"The theme {theme.id} is under {theme.broader}, which is no theme."
            yield Finding("unknown broader", theme.id, message)
        path = [theme.id]
        while (upper := above.get(path[-1])) is not None and upper not in path:
            path.append(upper)
        if upper == theme.id:
            yield Finding("cycle", theme.id, f"Themes are under each other: {' > '.join([*path, theme.id])}.")


def uses(taxonomy: Taxonomy, documents: Iterable[str]) -> list[Use]:
    """How often each pattern is found in the texts of initiatives, those never found last in each theme.

    A pattern counts here wherever its words stand; whether they make a tag depends on their weight and place. Raises
    PatternError.
    """
    owners = [
        (theme.id, strength, pattern)
        for theme in taxonomy.themes
        for strength, words in theme.words.items()
        for pattern in words
    ]
    matcher = Matcher(((n, owner[2]) for n, owner in enumerate(owners)), taxonomy.sets)
    hits: Counter[int] = Counter()
    texts: Counter[int] = Counter()
    examples: dict[int, Counter[str]] = {}
    for document in documents:
        seen: set[int] = set()
        for span in sentences(document):
            words = read_words(document, span)
            found = {hit.owner: hit for hit in matcher.find(words)}
            for n, hit in found.items():
                hits[n] += 1
                seen.add(n)
                printed = " ".join(document[words[hit.first].start : words[hit.last].end].split()).lower()
                examples.setdefault(n, Counter())[printed] += 1
        texts.update(seen)
    out = [
        Use(
            *owner, hits[n], texts[n], min(examples[n].items(), key=lambda e: (-e[1], e[0]))[0] if n in examples else ""
        )
        for n, owner in enumerate(owners)
    ]
    order = {theme: n for n, theme in enumerate(taxonomy.ids)}
    return sorted(out, key=lambda use: (order[use.theme], -use.documents, -use.sentences, use.pattern))
