"""The unit that a plan is of ("Center for Veje", "Plejecenter Lunden"), as the cover tells it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from ...models.layout import Role
from ..values.municipalities import names_only_a_municipality
from ..vocabulary.phrases import fold, load_yaml
from .closing import is_signature
from .front import FrontLine
from .heading_roles import heading_role
from .marks import is_frame
from .plan_kinds import type_in

_MENTION = re.compile(r"\b[A-ZÆØÅ][\w-]*(?: [A-ZÆØÅ][\w-]*)? [Kk]ommune\b|\b[A-ZÆØÅ]{3,} KOMMUNE\b")
_NAME = 5
"""Most words of a unit's name after "Handleplan for"."""
_LONGEST_NAME = 8
_SENTENCES = re.compile(r"(?<=[.!?])\s+(?=[A-ZÆØÅ])")
_SEPARATORS = re.compile(r"\s*[·|•/]\s*|\s+[-–—]\s+")
_COMPOUND = re.compile(r"^[A-ZÆØÅ][\wæøåÆØÅ-]+(?:, [A-ZÆØÅ][\wæøå-]+)*,? og [A-ZÆØÅ][\wæøå-]+$")
"""How Danish administrations are named: "Teknik og Miljø", "Børn, Unge og Familie"."""
_PARTIES = re.compile(r"^mellem .* og (?:[a-zæøå-]+en (?:af|for|på|i|ved) )?([A-ZÆØÅ].*)$")
"""Who a contract is made with: "mellem direktøren og lederen af Vejenheden"."""
_UNIT_WORD, _WEAK_WORD = 0.65, 0.5
"""From these scores on a part has a word that units, or what they belong to, are called by."""


class Unit(NamedTuple):
    """A unit's name, the line that tells it, and how sure it is."""

    name: str
    line: FrontLine
    confidence: float


def read_unit(title: FrontLine | None, front: list[FrontLine], facts: list[FrontLine]) -> Unit | None:
    """The unit: of a label ("Enhed: ..."), after "for" in the title, or a line of the cover that reads like a name.

    `facts`: rows of a table of the front as lines, "label: value".
    """
    found = [*_labelled([*facts, *front]), *_in_title(title), *_on_cover(title, front)]
    return max(found, key=lambda unit: unit.confidence, default=None)


def _data() -> Any:
    return load_yaml("metadata.yaml")


@cache
def _folded(key: str) -> tuple[str, ...]:
    """The folded words of a list of the vocabulary."""
    return tuple(fold(word) for word in _data()[key])


@cache
def _after() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(_data()['unit_after'])})\s+([A-ZÆØÅ].*)$")


def _in_title(title: FrontLine | None) -> Iterator[Unit]:
    after = _after().search(title.text) if title else None
    if title is not None and after is not None and type_in(title.text):
        yield Unit(after[1], title, 1.0)


def _labelled(lines: list[FrontLine]) -> Iterator[Unit]:
    """What stands behind a label of units; the narrower the label, the surer."""
    labels = _folded("unit_labels")
    for line in lines:
        label, colon, value = line.text.partition(":")
        name = value.strip(" .")
        if colon and fold(label) in labels and name[:1].isupper() and len(name.split()) <= _LONGEST_NAME:
            yield Unit(name, line, 0.98 - 0.001 * labels.index(fold(label)))


def _on_cover(title: FrontLine | None, front: list[FrontLine]) -> Iterator[Unit]:
    cover = _cover(front)
    at = next((i for i, line in enumerate(cover) if title is not None and line.blocks[0] is title.blocks[0]), None)
    for i, line in enumerate(cover):
        if title is not None and line.blocks[0] in title.blocks:
            continue
        around = [cover[j] for j in (i - 1, i + 1) if 0 <= j < len(cover) and cover[j].page == line.page]
        beside = any(names_only_a_municipality(other.text) for other in around)
        below = at is not None and 0 < i - at <= 3 and cover[at].page == line.page
        parties = _PARTIES.match(line.text)
        if parties:
            yield Unit(parties[1], line, 0.96)
        subtitle = _after().search(line.text) if below and type_in(line.text) else None
        if subtitle and len(subtitle[1].split()) <= _NAME and "ommune" not in subtitle[1]:
            yield Unit(subtitle[1], line, 0.92)
        for part, with_municipality in _parts(line.text):
            score = _score(part, beside or with_municipality, below)
            if score:
                yield Unit(part, line, score)


def _cover(front: list[FrontLine]) -> list[FrontLine]:
    """The printed lines of the front up to the first paragraph of running text."""
    out: list[FrontLine] = []
    for line in front:
        if line.role in (Role.FOOTER, Role.FOOTNOTE, Role.LIST_ITEM):
            continue
        if line.role is Role.PARAGRAPH and len(line.text) > 160:
            break
        if heading_role(line.text) is not None or is_frame(line.text) or is_signature(line.text):
            continue
        for block in line.blocks:
            out.extend(FrontLine(one.text, line.size, line.page, [block], line.role) for one in block.lines)
    return out


def _parts(text: str) -> Iterator[tuple[str, bool]]:
    """The parts of a cover line that may be a unit's name, each with whether its sentence names the municipality."""
    text = re.sub(r"^(?:udgivet|udarbejdet|redigeret) af\s+", "", text.strip(), flags=re.I)
    for sentence in _SENTENCES.split(text):
        named = bool(_MENTION.search(sentence))
        for part in _SEPARATORS.split(sentence):
            part = _MENTION.sub("", part)
            part = re.sub(r",?\s*(?:den )?(?:\d{1,2}\. ?)?(?:[a-zæøåA-ZÆØÅ]{3,9}\.? )?(?:19|20)\d\d\.?$", "", part)
            part = re.sub(r"\s+", " ", part).strip(" .,:;")
            larger, comma, smaller = part.rpartition(", ")
            if comma and _score(larger, named, False) >= _WEAK_WORD and _score(smaller, named, False) >= _UNIT_WORD:
                part = smaller  # "Kulturforvaltningen, Musikskolen": the unit stands after what it belongs to
            if part:
                yield part, named


def _score(part: str, beside: bool, below: bool) -> float:
    """How much a part of a cover line reads like the name of a unit, 0 where it does not.

    `beside`: the municipality's name is by it; `below`: it stands just below the title.
    """
    words = fold(part).split()
    if not 1 <= len(words) <= 7 or not 3 <= len(part) <= 80 or re.search(r"\d", part) or part.endswith("?"):
        return 0.0
    if type_in(part) or names_only_a_municipality(part) or not part[0].isupper() or _decides(words):
        return 0.0
    if words[0] in {*_data()["published"], *_data()["approved"]}:
        return 0.0  # "Godkendt af ..." names who decides
    strong = _folded("unit_words")
    first_or_last = words[0] in strong or words[-1] in strong
    if first_or_last or _ends_in(words[0], strong, 6) or (_name_like(part) and _ends_in(words[-1], strong, 5)):
        return 0.9 + 0.05 * below if beside or below else 0.7
    if any(word.endswith(_folded("unit_words_weak")) for word in words):
        return _UNIT_WORD if beside or below else _WEAK_WORD
    if _COMPOUND.match(part):
        return 0.88 if beside else 0.85
    if beside and _name_like(part):
        return 0.8
    return 0.5 if below and _name_like(part) and len(words) <= 3 else 0.0


def _ends_in(word: str, endings: tuple[str, ...], shortest: int) -> bool:
    """Whether a compound ends in one of the words that have so many letters or more."""
    return any(word.endswith(ending) for ending in endings if len(ending) >= shortest)


def _decides(words: list[str]) -> bool:
    """Whether the name is that of a council or a committee, who decide on plans and are no units."""
    return words[0].endswith(_folded("deciding"))


def _name_like(text: str) -> bool:
    words = text.split()
    return (
        len(words) <= 5
        and words[0][:1].isupper()
        and (len(words) == 1 or sum(word[:1].isupper() for word in words) >= 2)
    )
