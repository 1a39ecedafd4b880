"""The methods and target groups of a plan's initiatives, each once, with the words and places that tell them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ...models.plan import Evidence, Initiative, MethodUse, Place, Plan, TargetGroup
from ..danish.sentences import sentences
from ..themes.texts import Text, texts_of
from .groups import Group, find_groups
from .methods import Method, find_methods

_MOST_WORDS = 4
_MOST_PLACES = 8
_NOT_FOR = frozenset(
    """partners milestone_follow_up gain_follow_up follow_up organisation resources data_support policy_frame goal
    heading milestone_group gain_group""".split()
)
"""Texts that tell who acts or measures, not whom the initiative is for."""
_FOR = frozenset(("title", "purpose", "target_group", "target"))
_TARGET = re.compile(r"målgruppe", re.IGNORECASE)


@dataclass(slots=True)
class _Gathered:
    """The words and places of one method or target group."""

    words: list[str] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    confidence: float = 0.0

    def add(self, words: str, text: Text, confidence: float) -> None:
        plain = " ".join(words.split())
        if len(self.words) < _MOST_WORDS and plain.casefold() not in (word.casefold() for word in self.words):
            self.words.append(plain)
        self.places.extend(p for p in text.places if p not in self.places and len(self.places) < _MOST_PLACES)
        self.confidence = max(self.confidence, min(confidence, text.confidence))

    @property
    def evidence(self) -> str:
        return "; ".join(self.words)


@dataclass(slots=True)
class _For(_Gathered):
    """A target group as it is gathered."""

    stated: bool = False
    ages: tuple[int | None, int | None] = (None, None)


def name_methods_and_groups(plan: Plan) -> None:
    """Fill in `methods` and `target_groups` of each initiative of a plan."""
    for initiative in plan.initiatives:
        texts = list(texts_of(initiative))
        initiative.methods = _methods(texts)
        initiative.target_groups = _groups(texts)


def methods_of(initiative: Initiative) -> list[MethodUse]:
    """The methods that the texts of an initiative name, in the order in which they are named first."""
    return _methods(texts_of(initiative))


def groups_of(initiative: Initiative) -> list[TargetGroup]:
    """The target groups that an initiative names, those that it says it is for first."""
    return _groups(texts_of(initiative))


def _methods(texts: Iterable[Text]) -> list[MethodUse]:
    found: dict[Method, _Gathered] = {}
    for text in texts:
        for named in find_methods(text.text):
            one = found.setdefault(named.method, _Gathered())
            one.add(text.text[named.start : named.end], text, 0.85 if named.short else 0.95)
    return [
        MethodUse(
            method=method.id,
            name=method.name,
            evidence=one.evidence,
            places=one.places,
            confidence=one.confidence,
            cells={"method": _evidence(one)},
        )
        for method, one in found.items()
    ]


def _groups(texts: Iterable[Text]) -> list[TargetGroup]:
    found: dict[Group, _For] = {}
    for text in texts:
        if text.kind in _NOT_FOR:
            continue
        told = _stated(text)
        for named in find_groups(text.text):
            states = any(start <= named.start < end for start, end in told)
            if named.group.broad and not states and text.kind not in _FOR:
                continue
            one = found.setdefault(named.group, _For())
            one.add(text.text[named.start : named.end], text, 0.9 if states else 0.7)
            one.stated = one.stated or states
            if one.ages == (None, None):
                one.ages = (named.age_from, named.age_to)
    ordered: Sequence[tuple[Group, _For]] = sorted(found.items(), key=lambda item: not item[1].stated)
    return [
        TargetGroup(
            group=group.id,
            label=group.label_da,
            age_from=one.ages[0],
            age_to=one.ages[1],
            stated=one.stated,
            evidence=one.evidence,
            places=one.places,
            confidence=one.confidence,
            cells={"group": _evidence(one)},
        )
        for group, one in ordered
    ]


def _stated(text: Text) -> list[tuple[int, int]]:
    """The stretches of a text that say whom the initiative is for: a section on it, or a sentence on it."""
    if text.kind == "target_group":
        return [(0, len(text.text))]
    if _TARGET.search(text.text) is None:
        return []
    return [(span.start, span.end) for span in sentences(text.text) if _TARGET.search(text.text, span.start, span.end)]


def _evidence(one: _Gathered) -> Evidence:
    return Evidence(places=one.places, confidence=one.confidence, inferred=True, rule="vocabulary")
