"""Methods that are named: by their full name, or by an abbreviation written in capitals."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from ..danish.lemmas import lemma
from ..danish.sentences import tokens

_HERE = Path(__file__).parent
_ENDINGS = ("", "s", "en", "et", "ens", "ets", "er", "erne", "ne")


class Method(NamedTuple):
    """A method of the vocabulary: its id and its full name."""

    id: str
    name: str


class NamedMethod(NamedTuple):
    """A method in a text: `text[start:end]` names it."""

    start: int
    end: int
    method: Method
    short: bool
    """True where only its abbreviation tells it."""


@cache
def methods() -> tuple[Method, ...]:
    """All methods of the vocabulary, by id."""
    return tuple(Method(row["id"], row["name"]) for row in _rows())


@cache
def _rows() -> tuple[dict[str, str], ...]:
    with (_HERE / "methods.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def _shorts() -> dict[str, Method]:
    return {short: Method(row["id"], row["name"]) for row in _rows() for short in row["short"].split(";") if short}


@cache
def _forms() -> dict[str, list[tuple[tuple[str, ...], Method]]]:
    """First word to the names that begin with it, longest first, as words in lower case."""
    out: dict[str, list[tuple[tuple[str, ...], Method]]] = {}
    for row in _rows():
        for form in filter(None, (row["name"], *row["forms"].split(";"))):
            words = tuple(word for word, _, _ in tokens(form))
            out.setdefault(words[0], []).append((words, Method(row["id"], row["name"])))
    for entries in out.values():
        entries.sort(key=lambda entry: (-len(entry[0]), entry[1].id))
    return out


def find_methods(text: str) -> list[NamedMethod]:
    """The methods that a text names, in order, none over another. The first part of a hyphened word may name one
    ("CTI-forløb"); an abbreviation must stand in its own capitals."""
    words = tokens(text)
    out: list[NamedMethod] = []
    done = 0
    for i, word in enumerate(words):
        if i < done:
            continue
        names = _beginning(word[0])
        if names or text[word[1]].isupper():
            found = _name_at(words, i, names) or _short_at(text, word)
            if found is not None:
                out.append(found[0])
                done = i + found[1]
    return out


@lru_cache(maxsize=10_000)
def _beginning(form: str) -> tuple[tuple[tuple[str, ...], Method], ...]:
    """The names that may begin with a word: as it stands, by its dictionary form, or by the first part of a hyphened
    word."""
    keys = dict.fromkeys((form, lemma(form), form.split("-")[0]))
    return tuple(entry for key in keys for entry in _forms().get(key, ()))


def _name_at(
    words: Sequence[tuple[str, int, int]], i: int, names: tuple[tuple[tuple[str, ...], Method], ...]
) -> tuple[NamedMethod, int] | None:
    for name, method in names:
        n = len(name)
        if i + n > len(words) or any(words[i + k][0] != name[k] for k in range(1, n - 1)):
            continue
        if n == 1 or (words[i][0] == name[0] and _same(words[i + n - 1][0], name[-1])):
            return NamedMethod(words[i][1], words[i + n - 1][2], method, False), n
    return None


def _same(form: str, name: str) -> bool:
    """The form is the name's last word, with an ending or as the first part of a hyphened word."""
    head = form.split("-")[0]
    return form == name or (head.startswith(name) and head[len(name) :] in _ENDINGS)


def _short_at(text: str, word: tuple[str, int, int]) -> tuple[NamedMethod, int] | None:
    printed = text[word[1] : word[2]]
    for short in (printed, *(printed[: printed.rfind("-")] for _ in range(printed.count("-") and 1))):
        method = _shorts().get(short) or _shorts().get(short.removesuffix("s"))
        if method is not None:
            return NamedMethod(word[1], word[1] + len(short), method, True), 1
    return None
