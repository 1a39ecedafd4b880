"""Whether words are actions or effects, where no listed heading tells: by lead-in words and by how points begin."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from ...models.layout import Block, Piece, Role
from ..values.direction import read_direction
from ..vocabulary.phrases import Match, fold, load_yaml

_FEWEST = 2
_LONGEST_LEAD_IN = 12
_FIRST_CLAUSE = 14
"""Words of a text in which its verb is looked for."""


@cache
def _leads() -> dict[str, re.Pattern[str]]:
    words: dict[str, list[str]] = load_yaml("leads.yaml")["lead_in"]
    return {kind: re.compile(rf"\b(?:{'|'.join(stems)})") for kind, stems in words.items()}


@cache
def _announcing() -> dict[str, re.Pattern[str]]:
    return {kind: re.compile(pattern) for kind, pattern in load_yaml("leads.yaml")["announcing"].items()}


@cache
def _effect_openers() -> tuple[str, ...]:
    return tuple(load_yaml("leads.yaml")["effect_openers"])


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(load_yaml("leads.yaml")[name])


def states_effect(text: str) -> bool:
    """Whether a point says what is to be reached ("Vi vil gerne opnå, at ...") and not what is to be done."""
    return fold(text).startswith(_effect_openers())


def opens_points(text: str) -> bool:
    """Whether a line is a half sentence that the points below complete ("Vi vil:")."""
    return fold(text) in _words("half_sentences")


def asks_what_is_wanted(heading: str) -> bool:
    """Whether a heading asks what is to be reached ("Hvad vil vi opnå?"), which a purpose tells as well as a gain."""
    return _wanted().search(fold(heading)) is not None


@cache
def _wanted() -> re.Pattern[str]:
    return re.compile(load_yaml("leads.yaml")["wanted"])


def says_nothing(texts: list[str]) -> bool:
    """Whether the only item says that there is none ("Der er ingen milepæle.")."""
    return len(texts) == 1 and _nothing().search(fold(texts[0])) is not None


@cache
def _nothing() -> re.Pattern[str]:
    return re.compile("|".join(load_yaml("leads.yaml")["nothing"]))


def lead_in_role(text: str) -> Match | None:
    """What a lead-in sentence presents, by the word that comes first in it."""
    folded = fold(text)
    found = [(match.start(), kind) for kind, pattern in _leads().items() if (match := pattern.search(folded))]
    return Match(min(found)[1], "lead-in", 0.8) if found else None


def announced_role(text: str) -> Match | None:
    """What a short line that ends with a colon says of the list below it ("Vi vil:", "Centret skal:")."""
    if not text.rstrip().endswith(":") or len(text.split()) > _LONGEST_LEAD_IN:
        return None
    folded = fold(text)
    for kind, pattern in _announcing().items():
        if pattern.search(folded):
            return Match(kind, "lead-in", 0.8)
    return None


def leads_list(block: Block, below: Piece | None) -> bool:
    """Whether a paragraph opens the list right below it and says what the list holds."""
    if block.role is not Role.PARAGRAPH or not isinstance(below, Block) or below.role is not Role.LIST_ITEM:
        return False
    return announced_role(block.text) is not None


def points_role(texts: list[str]) -> Match | None:
    """What the points of a list are: actions where most begin with a verb or a noun of doing, effects where most
    begin with a comparison or the one who gains; None where neither is clear."""
    if len(texts) < _FEWEST:
        return None
    actions = sum(_begins_action(text) for text in texts) / len(texts)
    effects = sum(_begins_effect(text) for text in texts) / len(texts)
    if actions >= 0.6 and effects < 0.3:
        return Match("milestones", "points begin with an action", 0.8)
    if effects >= 0.6 and actions < 0.4:
        return Match("gains", "points begin with an effect", 0.8)
    return None


def effect_likeness(texts: list[str]) -> float:
    """The share of texts that begin as an effect does, or speak of a change or a level to be reached."""
    return sum(_tells_effect(text) for text in texts) / len(texts) if texts else 0.0


def _tells_effect(text: str) -> bool:
    return _begins_effect(text) or _level().search(fold(text)) is not None or read_direction(text).direction != "none"


@cache
def _level() -> re.Pattern[str]:
    return re.compile(load_yaml("leads.yaml")["level_to_reach"])


def action_likeness(texts: list[str]) -> float:
    """The share of texts that begin as an action does, or say in their first clause who does what or what is done."""
    return sum(_begins_action(text) or _tells_action(text) for text in texts) / len(texts) if texts else 0.0


def _begins_action(text: str) -> bool:
    first = fold(text).partition(" ")[0]
    return first in _words("action_words") or (len(first) > 6 and first.endswith(tuple(_words("action_endings"))))


def _tells_action(text: str) -> bool:
    """ "Vi afprøver ...", "Der indføres ...", "Et hæfte er udarbejdet ...", "Kommunen skal ansætte ..."."""
    if _begins_effect(text):
        return False
    words = fold(text).split()[:_FIRST_CLAUSE]
    doers, helpers = _words("doers"), _words("helpers")
    if len(words) > 1 and words[0] in doers and words[1].endswith(("er", "es")) and len(words[1]) > 4:
        return words[1] not in _words("states")
    return any(_verb().match(word) and before in helpers for before, word in pairwise(words))


@cache
def _verb() -> re.Pattern[str]:
    stems = "|".join(sorted(word[:-1] for word in _words("action_words") if word.endswith("e")))
    return re.compile(rf"(?:{stems})(?:e|er|es|t|te|et|ede)$")


def _begins_effect(text: str) -> bool:
    return fold(text).partition(" ")[0] in _words("effect_words")
