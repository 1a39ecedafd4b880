"""The words that tell an actor and its kind, and the organisations that are known by name."""

from __future__ import annotations

import csv
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple, cast

import yaml

from ...models.plan import ActorKind
from ..danish.compounds import parts
from ..danish.lemmas import lemma
from ..danish.sentences import tokens
from ..vocabulary.phrases import LOADER

_HERE = Path(__file__).parent
_MIN_LETTERS, _MIN_BEFORE = 10, 5
"""A word of fewer letters, or with fewer letters before its end, is not read by its last letters alone."""
_USES = {
    "words": "actor",
    "ends": "actor",
    "functions": "function",
    "offices": "office",
    "careful": "careful",
    "cell_ends": "cell",
    "services": "service",
    "service_ends": "service",
}


class Head(NamedTuple):
    """What a word tells: the kind of actor, and where it is one.

    `use` is `actor` (anywhere), `function` (a service: in cells, and in prose with a capital), `office` (in cells of
    partners, and with a capital in those of follow-up), `service` (a place: in cells of partners, elsewhere with a
    name), `cell` (in cells of partners), or `careful` (a word that is a verb too).
    """

    kind: ActorKind
    use: str


class Organisation(NamedTuple):
    """An organisation known by name."""

    name: str
    kind: ActorKind


@cache
def _lists() -> dict[str, dict[str, frozenset[str]]]:
    """Kind to list to words, from `heads.yaml`."""
    with (_HERE / "heads.yaml").open(encoding="utf-8") as file:
        loaded = yaml.load(file, Loader=LOADER)
    return {
        kind: {name: frozenset(str(words).replace("+", " ").split()) for name, words in lists.items()}
        for kind, lists in loaded.items()
    }


@cache
def _by_word() -> dict[str, dict[str, Head]]:
    """For each way to find a head (forms as they stand, dictionary forms, last parts): word to head.

    The first kind that has a word counts.
    """
    out: dict[str, dict[str, Head]] = {"careful": {}, "forms": {}, "words": {}, "ends": {}, "groups": {}}
    for kind_name, lists in _lists().items():
        kind = cast(ActorKind, kind_name)
        for name, words in lists.items():
            if name == "never":
                continue
            use = _USES.get(name, "actor")
            where = name if name in ("forms", "groups", "careful") else "ends" if name.endswith("ends") else "words"
            for word in words:
                out[where].setdefault(word, Head(kind, use))
    return out


@cache
def _never() -> frozenset[str]:
    return frozenset(word for lists in _lists().values() for word in lists.get("never", ()))


@lru_cache(maxsize=10_000)
def head_of(form: str) -> Head | None:
    """What a word in lower case tells of an actor; None where it tells of none."""
    lists = _by_word()
    found = lists["careful"].get(form) or lists["forms"].get(form)
    if found is not None:
        return found
    base = lemma(form)
    found = lists["words"].get(base)
    if found is not None:
        return found
    if base in _never():
        return None
    pieces = parts(form)
    if len(pieces) > 1:
        if pieces[-1] == "gruppe" and pieces[-2] in lists["groups"]:
            return lists["groups"][pieces[-2]]
        found = lists["ends"].get(pieces[-1]) or lists["ends"].get("".join(pieces[-2:]))
    return found or (_by_letters(base) if len(base) >= _MIN_LETTERS else None)


def _by_letters(base: str) -> Head | None:
    """The head that a word ends with, where the word itself is in no list: "folkeoplysningsudvalg"."""
    for start in range(_MIN_BEFORE, len(base) - 2):
        found = _by_word()["ends"].get(base[start:])
        if found is not None:
            return found
    return None


@cache
def organisations() -> dict[str, list[tuple[tuple[str, ...], str, Organisation]]]:
    """First word in lower case to the organisations that begin with it, longest first: words, form, organisation."""
    out: dict[str, list[tuple[tuple[str, ...], str, Organisation]]] = {}
    with (_HERE / "organisations.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            organisation = Organisation(row["name"], cast(ActorKind, row["kind"]))
            for form in (row["name"], *filter(None, row["forms"].split(";"))):
                words = tuple(word for word, _, _ in tokens(form))
                out.setdefault(words[0], []).append((words, form, organisation))
    for entries in out.values():
        entries.sort(key=lambda entry: (-len(entry[0]), entry[1]))
    return out


@cache
def name_endings() -> tuple[str, ...]:
    """Endings of the names of houses and units."""
    return tuple(sorted(_words("endings.txt")))


@cache
def given_names() -> frozenset[str]:
    """Danish given names, each with a capital."""
    return frozenset(_words("given_names.txt"))


def _words(name: str) -> list[str]:
    lines = (_HERE / name).read_text(encoding="utf-8").splitlines()
    return [word for line in lines if not line.startswith("#") for word in line.split()]
