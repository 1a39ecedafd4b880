"""Target groups that a text names, and their ages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from ..danish.sentences import sentences, tokens
from ..themes.patterns import Matcher, Token
from ..vocabulary.phrases import LOADER

_HERE = Path(__file__).parent
_AGES = re.compile(
    r"(?P<from>\d{1,2})\s*(?:-|–|til|og)\s*(?P<to>\d{1,2})\s*(?:-?\s*årig\w*|år\b)"
    r"|(?P<kind>over|under|fyldt|fra|op til)\s+(?:de\s+)?(?P<one>\d{1,3})(?:\s*år\b|-årig\w*|(?=\s*(?:[.,;)]|$)))",
    re.IGNORECASE,
)
_OLDEST = 110
_NEAR = 40
"""Letters between a group and an age that belongs to it."""


class Group(NamedTuple):
    """A target group of the vocabulary."""

    id: str
    label_da: str
    label_en: str
    broad: bool
    ages: tuple[int, int] | None


class NamedGroup(NamedTuple):
    """A target group in a text: `text[start:end]` names it, with the ages that are printed beside it."""

    start: int
    end: int
    group: Group
    age_from: int | None = None
    age_to: int | None = None


@cache
def _vocabulary() -> tuple[tuple[Group, ...], Matcher]:
    with (_HERE / "target_groups.yaml").open(encoding="utf-8") as file:
        loaded: dict[str, Any] = yaml.load(file, Loader=LOADER)
    groups = []
    patterns = []
    for number, (name, entry) in enumerate(loaded["groups"].items()):
        ages = tuple(entry["ages"]) if "ages" in entry else None
        groups.append(Group(name, entry["label_da"], entry["label_en"], entry.get("broad", False), ages))
        patterns += [(number, pattern) for pattern in _patterns(entry["words"])]
    sets = {name: _patterns(words) for name, words in loaded["sets"].items()}
    return tuple(groups), Matcher(patterns, sets)


def _patterns(words: str) -> list[str]:
    return [pattern.strip() for pattern in words.split(";") if pattern.strip()]


def groups() -> tuple[Group, ...]:
    """All target groups, in the order of the vocabulary."""
    return _vocabulary()[0]


def find_groups(text: str) -> list[NamedGroup]:
    """The target groups that a text names, in order; each once a sentence, with the ages beside it."""
    vocabulary, matcher = _vocabulary()
    out: list[NamedGroup] = []
    for span in sentences(text):
        words = tokens(text, span.start, span.end)
        hits = matcher.find([_token(text, span.start, *word) for word in words])
        first: dict[int, NamedGroup] = {}
        for hit in hits:
            group = vocabulary[hit.owner]
            first.setdefault(hit.owner, NamedGroup(words[hit.first][1], words[hit.last][2], group))
        out += _with_ages(text, span.start, span.end, sorted(first.values()))
    return out


def _token(text: str, opening: int, form: str, start: int, end: int) -> Token:
    """A word as the patterns need it: with a capital inside a sentence it is part of a name ("Børn og Unge")."""
    capital = text[start].isupper()
    return Token(form, start, end, capital, capital and start > opening and text[start - 1] == " " and end - start > 1)


def _with_ages(text: str, start: int, end: int, found: list[NamedGroup]) -> list[NamedGroup]:
    """The groups of a sentence, and those that only an age tells ("18-25-årige")."""
    for match in _AGES.finditer(text, start, end):
        low, high = _years(match)
        if low >= high or high > _OLDEST:
            continue
        near = [one for one in found if _gap(one, match) <= _NEAR and _fits(one.group, low, high)]
        if near:
            one = min(near, key=lambda one: (_gap(one, match), one.start))
            at = found.index(one)
            found[at] = one._replace(age_from=low or None, age_to=high if high < _OLDEST else None)
        elif match["from"] and "årig" in match.group().lower():
            by_age = _by_age(groups(), low, high)
            if by_age is not None:
                found.append(NamedGroup(match.start(), match.end(), by_age, low, high))
    return sorted(found)


def _years(match: re.Match[str]) -> tuple[int, int]:
    if match["from"]:
        return int(match["from"]), int(match["to"])
    years = int(match["one"])
    return (0, years) if match["kind"].lower() in ("under", "op til") else (years, _OLDEST)


def _gap(one: NamedGroup, match: re.Match[str]) -> int:
    return max(0, match.start() - one.end, one.start - match.end())


def _fits(group: Group, low: int, high: int) -> bool:
    """The age can be that of the group."""
    return not group.broad and (group.ages is None or (low <= group.ages[1] and high >= group.ages[0]))


def _by_age(vocabulary: Sequence[Group], low: int, high: int) -> Group | None:
    """The group whose years these are."""
    fitting = [g for g in vocabulary if g.ages and g.ages[0] <= low and high <= g.ages[1]]
    return fitting[0] if fitting else None
