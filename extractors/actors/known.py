"""Actors that are known by name: organisations, municipalities, and what a plan's abbreviations stand for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from ...models.plan import ActorKind
from ..values.municipalities import by_name
from .heads import head_of, organisations
from .words import SMALL, Word, words_of

Setting = Literal["partners", "follow_up", "prose"]
"""Where a text stands: a cell of partners, a cell that says how something is followed up, or any other text."""
MOST_NAME_WORDS = 6
_LONG = 10
"""A name of several words and more letters than this is known whatever its capitals."""


class Mention(NamedTuple):
    """An actor in a text: `text[start:end]` names it."""

    start: int
    end: int
    kind: ActorKind
    name: str
    """Known name, resolved abbreviation, or dictionary form."""
    confidence: float


class Names(NamedTuple):
    """What a plan tells of names: its abbreviations with what they stand for, those that are units by their likeness to
    others, and its own municipalities."""

    full: Mapping[str, str] = {}
    units: frozenset[str] = frozenset()
    municipalities: frozenset[str] = frozenset()


def known_names(
    text: str, words: list[Word], gone: set[int], names: Names, setting: Setting
) -> Iterator[tuple[int, int, Mention]]:
    """Organisations, municipalities and abbreviations: first and last word, and the mention."""
    known = organisations()
    done = -1
    for i, word in enumerate(words):
        if i > done and (word.capital or word.form in known) and i not in gone:
            step = _at(text, words, i, gone, names, setting)
            if step is not None:
                done = step[0]
                yield (i, *step)


def _at(
    text: str, words: list[Word], i: int, gone: set[int], names: Names, setting: Setting
) -> tuple[int, Mention] | None:
    word = words[i]
    for forms, form, organisation in organisations().get(word.form.removesuffix("s"), []) + organisations().get(
        word.form, []
    ):
        last = i + len(forms) - 1
        if last >= len(words):
            continue
        printed = text[word.start : words[last].end]
        if len(form) > _LONG and " " in form:
            printed, form = printed.lower(), form.lower()
        if printed in (form, form + "s", form + "'s", form + "’s"):
            last = names_after(words, last, gone) if word.capital and organisation.kind != "committee" else last
            suffix = text[words[i + len(forms) - 1].end : words[last].end]
            end = words[last].end
            return last, Mention(word.start, end, organisation.kind, organisation.name + suffix, 1.0)
    if word.abbreviation or word.text in names.full:
        full = names.full.get(word.text)
        if full is not None:
            kind_of_full = _kind_of(full)
            # Methods and systems have abbreviations too; a partner is an actor whatever its name.
            if kind_of_full is not None or setting == "partners":
                return i, Mention(word.start, word.end, kind_of_full or "own_unit", full, 0.95)
        if word.text in names.units:
            return i, Mention(word.start, word.end, "own_unit", word.text, 0.7)
    if word.capital and i + 1 < len(words) and words[i + 1].form in ("kommune", "kommunes") and words[i + 1].close:
        found = by_name(word.text) or by_name(word.text.removesuffix("s"))
        name = found.name if found else word.text
        if found is not None or name in names.municipalities:
            kind: ActorKind = "own_unit" if name in names.municipalities else "other_municipality"
            return i + 1, Mention(word.start, words[i + 1].end, kind, f"{name} Kommune", 1.0)
    return None


def _kind_of(full: str) -> ActorKind | None:
    """The kind of what an abbreviation stands for; None where it need be no actor."""
    words = words_of(full)
    # "Styrket indsats på botilbud" is a project, "Center for Unge" and "Social- og Handicapcentret" are units.
    told = (words[0],) if any(word.form in SMALL - {"og"} for word in words) else (words[0], words[-1])
    for word in told:
        head = head_of(word.form)
        if head is not None and head.use in ("actor", "service") and head.kind not in ("staff", "citizens"):
            return head.kind
    return None


def names_after(words: list[Word], i: int, gone: set[int]) -> int:
    """The last of the words with a capital that follow a name."""
    last = i
    while (
        last + 1 < len(words)
        and last + 1 not in gone
        and words[last + 1].close
        and words[last + 1].capital
        and last - i < MOST_NAME_WORDS
    ):
        last += 1
    if last > i and last + 2 < len(words) and words[last + 1].form == "og" and words[last + 2].capital:
        head, following = head_of(words[last + 2].form), words[last + 3] if last + 3 < len(words) else None
        if head is None and words[last + 2].close and following is None:
            return last + 2
    return last
