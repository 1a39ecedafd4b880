"""What a plan's abbreviations stand for: spelled out beside them, or a name in the plan with the same initials."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from ...models.plan import Plan
from ..danish.compounds import parts
from .heads import organisations
from .known import Names

_SHORT = r"[A-ZÆØÅ][A-Za-zÆØÅæøå]{0,5}[A-ZÆØÅ]"
_AFTER = re.compile(rf" \(({_SHORT})\)")
_WORDS_BEFORE = re.compile(r"(?:[\w-]+ ){0,7}[\w-]+$")
_REACH = 100
"""Letters before a bracket in which its name is looked for."""
_BEFORE = re.compile(rf"(?<!\w)({_SHORT}) \(([^()]{{4,80}})\)")
_CAPS = re.compile(r"(?<![\w-])[A-ZÆØÅ]{2,6}(?![\w-])")
_NAME = re.compile(r"[A-ZÆØÅ][a-zæøå]+-?(?:(?: og| &)? [A-ZÆØÅ][a-zæøå]+-?){0,4}")
_UNIT_LETTERS = ("C", "F")
"""Last letters of the abbreviations of units: center, forvaltning."""
_LIKE = 3
"""So many abbreviations with one last letter make a row of units; fewer may be a person's initials."""


def names_of(plan: Plan, texts: Iterable[str]) -> Names:
    """The abbreviations of a plan whose texts are given, and its municipalities."""
    whole = "\n".join(texts)
    full: dict[str, str] = {}
    for match in _AFTER.finditer(whole):
        before = _WORDS_BEFORE.search(whole, max(0, match.start() - _REACH), match.start())
        name = _ending_name(before[0], match[1]) if before else None
        if name is not None:
            full.setdefault(match[1], name)
    for match in _BEFORE.finditer(whole):
        if _spells(match[2].split(), match[1]):
            full.setdefault(match[1], match[2].strip())
    known = {form for entries in organisations().values() for _, form, _ in entries}
    unresolved = {short for short in _CAPS.findall(whole) if short not in full and short not in known}
    if unresolved:
        for match in _NAME.finditer(whole):
            for name in _tails(match[0]):
                short = "".join(_initials(name.split())).upper()
                if short in unresolved and len(short) > 2:
                    full.setdefault(short, name)
    endings = Counter(short[-1] for short in unresolved | set(full) if len(short) > 2)
    units = frozenset(s for s in unresolved if len(s) > 2 and s[-1] in _UNIT_LETTERS and endings[s[-1]] >= _LIKE)
    return Names(full, units, frozenset(municipality.name for municipality in plan.municipalities))


def _tails(name: str) -> Iterator[str]:
    """A name, and the names that are left where its first words only open a sentence."""
    words = name.split()
    for n in range(len(words)):
        if words[n][0].isupper():
            yield " ".join(words[n:])


def _ending_name(before: str, short: str) -> str | None:
    """The last words of `before` that an abbreviation stands for; the fewest that do."""
    words = before.split()
    for n in range(1, len(words) + 1):
        if words[-n].lower() not in ("og", "i", "for", "af") and _spells(words[-n:], short):
            return " ".join(words[-n:])
    return None


def _spells(words: list[str], short: str) -> bool:
    """The letters of the abbreviation are the initials of the words or of their parts, in order, and begin with the
    first; small words may be passed over."""
    letters = short.lower()
    initials = _initials(words)
    if not initials or initials[0] != letters[0]:
        return False
    at = 0
    for initial in initials:
        if at < len(letters) and initial == letters[at]:
            at += 1
    return at == len(letters) and len(initials) <= len(letters) + 2


def _initials(words: list[str]) -> list[str]:
    out: list[str] = []
    for word in words:
        low = word.strip("-,.").lower()
        if low in ("og", "&", "for", "i", "af", "på", "til", "") or not low[0].isalpha():
            continue
        out.extend(piece[0] for piece in parts(low))
    return out
