"""The pattern language of the lexicon, and a matcher that runs many patterns over Danish sentences at once.

A pattern is a row of elements with spaces between, tried on the words of one sentence:

| element | matches |
| --- | --- |
| `bostøtte` | the word in any inflection |
| `~recovery` | the word, or a compound that has it as a part |
| `gruppe+` | a compound that begins with it |
| `+forløb` | a compound that ends with it |
| `forebyg*`, `*måling`, `*klage*` | any word with these letters |
| `=unge` | this form alone |
| `^dialog` | the word written with a capital |
| `#` | a number, in figures or as a word up to twelve |
| `a|b` | either |
| `$staff` | any of a named set of elements |
| `<4>` | up to four other words between its neighbours |

After `&` stand elements that the sentence must also hold, after `!` elements that it must not hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from ..danish.compounds import parts
from ..danish.lemmas import dictionary_lemma, lemma

_GAP = re.compile(r"<(\d+)>")
_WORDS_ONLY = re.compile(r"[a-zæøåéü]+")
_NUMERALS = "to tre fire fem seks syv otte ni ti elleve tolv".split()
_MIN_MISSPELT = 9
"""A word of fewer letters is never taken for a misspelt one."""
_MOST_KEPT = 10_000
"""Words of which a matcher keeps what they are to it."""
_COMMON = frozenset(
    "borger fælles social faglig tilbud samarb arbejd forløb indsat unge elever flere mere færre samme sammen støtte "
    "skole plan mål barn børn ledige medarb pædago team projek selv efter hver ikke bliver blive kommer komme egen "
    "bolig uden alle først første hjælp uddann mindre hjem tidlig være hvad inden mellem møder fast ønsker åben falder "
    "bedre timer hold dage ingen flytte kursus mødes følges måles lærer står hvor nye behov måned uger gange "
    "kommun".split()
)
"""Beginnings of words that many sentences have: a pattern is tried for a rarer one that it has too."""
_EVERYWHERE = frozenset(
    "# af alle at de den der det du efter en er et for fra får har have hun i kan med nu og om på selv sig skal som "
    "til ud ved vi være været".split()
)
"""Words that most sentences have."""


class PatternError(ValueError):
    """A pattern that cannot be read."""


class Token(NamedTuple):
    """A word of a sentence: its form in lower case, where it stands in the text, whether it has a capital, and whether
    it is a name by that: Danish nouns have none inside a sentence."""

    form: str
    start: int
    end: int
    capital: bool = False
    name: bool = False


class Hit(NamedTuple):
    """A pattern found in a sentence: the first and last token it covers, and its owner."""

    first: int
    last: int
    owner: int


@dataclass(frozen=True, slots=True)
class _Step:
    atoms: frozenset[int]
    gap: int
    """Most words that may stand between this element and the one before it."""


@dataclass(frozen=True, slots=True)
class _Pattern:
    owner: int
    steps: tuple[_Step, ...]
    needs: tuple[frozenset[int], ...]
    bars: frozenset[int]
    musts: tuple[frozenset[int], ...]
    """All that a sentence must hold: the steps and the needs, once it is known where the pattern is tried but that."""


class _Reading(NamedTuple):
    """What a word is to the patterns: its elements, the owners it is enough for, and the patterns to try for it."""

    atoms: frozenset[int]
    alone: tuple[int, ...]
    anchored: tuple[int, ...]


_NOTHING = _Reading(frozenset(), (), ())
"""What most words are."""


class Matcher:
    """Patterns, each with a number that tells its owner, compiled for one pass over the words of a sentence."""

    def __init__(self, patterns: Iterable[tuple[int, str]], sets: Mapping[str, Sequence[str]]) -> None:
        """Raises PatternError for a pattern that cannot be read, a set that is missing or holds itself."""
        self._sets = sets
        self._atoms: dict[str, int] = {}
        self._words: dict[str, list[int]] = {}
        self._forms: dict[str, list[int]] = {}
        self._parts: dict[tuple[str, ...], list[int]] = {}
        self._firsts: dict[tuple[str, ...], list[int]] = {}
        self._lasts: dict[tuple[str, ...], list[int]] = {}
        self._starting: dict[str, list[int]] = {}
        self._ending: dict[str, list[int]] = {}
        self._holding: list[tuple[str, int]] = []
        self._capital: dict[int, int] = {}
        self._number: int | None = None
        self._alone: dict[int, list[int]] = {}
        self._anchored: dict[int, list[int]] = {}
        self._patterns: list[_Pattern] = []
        self._next: list[frozenset[int]] = []
        self._rarity: dict[int, int] = {}
        for owner, text in patterns:
            pattern = self._compile(owner, text)
            if len(pattern.steps) == 1 and not pattern.needs and not pattern.bars:
                for atom in pattern.steps[0].atoms:
                    self._alone.setdefault(atom, []).append(owner)
                continue
            # A pattern is tried where its rarest element stands, so that common words cost nothing.
            rarest, *musts = sorted(pattern.musts, key=lambda atoms: sum(self._rarity[atom] for atom in atoms))
            for atom in rarest:
                self._anchored.setdefault(atom, []).append(len(self._patterns))
            self._patterns.append(replace(pattern, musts=tuple(musts[1:])))
            self._next.append(musts[0] if musts else rarest)
        self._spelling = sorted(w for w in self._words if len(w) >= _MIN_MISSPELT and _WORDS_ONLY.fullmatch(w))
        self._cache: dict[str, _Reading] = {}
        self._start_lengths = sorted({len(piece) for piece in self._starting})
        self._end_lengths = sorted({len(piece) for piece in self._ending})

    def _compile(self, owner: int, text: str) -> _Pattern:
        body, _, barred = text.partition(" !")
        body, *needs = body.split(" &")
        steps: list[_Step] = []
        gap = 0
        for element in body.split():
            if match := _GAP.fullmatch(element):
                if not steps:
                    raise PatternError(f"{text!r}: a gap cannot come first")
                gap = int(match.group(1))
                continue
            steps.append(_Step(frozenset(self._element(element, text)), gap))
            gap = 0
        if not steps or gap:
            raise PatternError(f"{text!r}: a pattern needs words, and none ends with a gap")
        needed = tuple(frozenset(a for e in need.split() for a in self._element(e, text)) for need in needs)
        bars = frozenset(a for e in barred.split() for a in self._element(e, text))
        return _Pattern(owner, tuple(steps), needed, bars, (*needed, *(step.atoms for step in steps)))

    def _element(self, element: str, text: str, seen: tuple[str, ...] = ()) -> Iterator[int]:
        for choice in element.split("|"):
            if not choice:
                raise PatternError(f"{text!r}: an empty choice in {element!r}")
            if choice.startswith("$"):
                name = choice[1:]
                if name not in self._sets or name in seen:
                    raise PatternError(f"{text!r}: no set of the name {name!r}, or one that holds itself")
                for member in self._sets[name]:
                    yield from self._element(member, text, (*seen, name))
            else:
                yield self._atom(choice)

    def _atom(self, choice: str) -> int:
        if choice in self._atoms:
            return self._atoms[choice]
        number = self._atoms[choice] = len(self._atoms)
        bare = choice.strip("~=*")
        common = len(bare) < 4 or bare[:6] in _COMMON
        self._rarity[number] = 60 if bare in _EVERYWHERE else 20 if common else 1
        word = choice.strip("~+^=-").lower()
        if choice == "#":
            for numeral in _NUMERALS:
                self._forms.setdefault(numeral, []).append(number)
            self._number = number
            return number
        if choice.startswith("^"):
            self._capital[self._atom(choice[1:])] = number
        elif "*" in choice:
            self._add_wild(choice.lower(), number)
        elif choice.startswith("="):
            self._forms.setdefault(word, []).append(number)
        elif choice.startswith("~"):
            self._add_word(word, number)
            self._parts.setdefault(parts(lemma(word)), []).append(number)
        elif choice.startswith("+"):
            self._lasts.setdefault(parts(lemma(word)), []).append(number)
        elif choice.endswith("+"):
            self._firsts.setdefault(parts(lemma(word)), []).append(number)
        else:
            self._add_word(word, number)
        return number

    def _add_word(self, word: str, number: int) -> None:
        for key in {word, lemma(word)}:
            self._words.setdefault(key, []).append(number)

    def _add_wild(self, choice: str, number: int) -> None:
        piece = choice.strip("*")
        if "*" in piece or not piece:
            raise PatternError(f"{choice!r}: a star stands first, last or both")
        if not choice.startswith("*"):
            self._starting.setdefault(piece, []).append(number)
        elif not choice.endswith("*"):
            self._ending.setdefault(piece, []).append(number)
        else:
            self._holding.append((piece, number))

    def _reading(self, form: str) -> _Reading:
        """What a word in lower case can begin or be; kept for each word."""
        found = self._cache.get(form)
        if found is None:
            if len(self._cache) > _MOST_KEPT:
                self._cache.clear()
            found = self._cache[form] = self._read(frozenset(self._analyse(form)))
        return found

    def _read(self, atoms: frozenset[int]) -> _Reading:
        if not atoms:
            return _NOTHING
        ordered = sorted(atoms)
        return _Reading(
            atoms,
            tuple(dict.fromkeys(owner for atom in ordered for owner in self._alone.get(atom, ()))),
            tuple(dict.fromkeys(number for atom in ordered for number in self._anchored.get(atom, ()))),
        )

    def _analyse(self, form: str) -> Iterator[int]:
        base = lemma(form)
        if self._number is not None and form[0].isdigit() and form.replace("-", "").isdigit():
            yield self._number
        yield from self._forms.get(form, ())
        for key in {form, base}:
            yield from self._words.get(key, ())
        pieces = parts(form)
        for atoms in self._subsequences(pieces):
            yield from atoms
        # Shorter beginnings come first, so that what is longer than the word ends the search.
        for length in self._start_lengths:
            if length > len(form):
                break
            if form[:length] in self._starting:
                yield from self._starting[form[:length]]
        for length in self._end_lengths:
            if length > len(form):
                break
            if form[-length:] in self._ending:
                yield from self._ending[form[-length:]]
        for piece, number in self._holding:
            if piece in form:
                yield number
        if len(form) >= _MIN_MISSPELT and len(pieces) == 1 and dictionary_lemma(form) is None:
            close = process.extractOne(
                base, self._spelling, scorer=Levenshtein.distance, score_cutoff=1, processor=None
            )
            if close is not None and close[1] == 1 and close[0][0] == base[0]:
                yield from self._words[close[0]]

    def _subsequences(self, pieces: tuple[str, ...]) -> Iterator[list[int]]:
        n = len(pieces)
        for start in range(n):
            for end in range(start + 1, n + 1):
                key = pieces[start:end]
                if key in self._parts:
                    yield self._parts[key]
                if start == 0 and end < n and key in self._firsts:
                    yield self._firsts[key]
                if start > 0 and end == n and key in self._lasts:
                    yield self._lasts[key]

    def find(self, sentence: Sequence[Token]) -> list[Hit]:
        """All patterns found in the words of a sentence, in the order of their first word."""
        known = self._cache
        readings = [known.get(token[0]) or self._reading(token[0]) for token in sentence]
        speaking = [i for i, reading in enumerate(readings) if reading[0]]
        if not speaking:
            return []
        at = [reading[0] for reading in readings]
        present = set().union(*[at[i] for i in speaking])
        tried = set().union(*[readings[i][2] for i in speaking])
        for i in speaking:
            if sentence[i][3]:
                raised = frozenset(self._capital[atom] for atom in at[i] if atom in self._capital)
                if raised or sentence[i].name:
                    at[i] = raised if sentence[i].name else at[i] | raised
                    readings[i] = self._read(at[i])
                    present.update(raised)
                    tried.update(readings[i].anchored)
        out = {Hit(i, i, owner) for i in speaking for owner in readings[i][1]}
        second = self._next
        for number in [number for number in tried if not second[number].isdisjoint(present)]:
            pattern = self._patterns[number]
            for must in pattern.musts:
                if must.isdisjoint(present):
                    break
            else:
                if pattern.bars.isdisjoint(present):
                    steps = pattern.steps
                    first = steps[0].atoms
                    for i in speaking:
                        if not first.isdisjoint(at[i]) and (last := _follow(steps, at, i)) is not None:
                            out.add(Hit(i, last, pattern.owner))
        return sorted(out)


def _follow(steps: tuple[_Step, ...], at: Sequence[frozenset[int]], first: int, done: int = 1) -> int | None:
    """The last token of the shortest match of the steps that begins at `first`, where `done` steps are behind."""
    if len(steps) == done:
        return first
    step = steps[done]
    for i in range(first + 1, min(first + 2 + step.gap, len(at))):
        if at[i] and not step.atoms.isdisjoint(at[i]):
            last = _follow(steps, at, i, done + 1)
            if last is not None:
                return last
    return None
