"""The kind of plan that words name: "Udviklingskontrakt 2024", "Ældreplan"."""

from __future__ import annotations

import re
from functools import cache

from ..vocabulary.phrases import load_yaml

_LETTERS = re.compile(r"[a-zæøå]+")


def type_in(text: str) -> str | None:
    """The kind of plan that a line names: the first word that is, or ends in, one of the vocabulary's."""
    names, endings = _type_names()
    for word in _LETTERS.findall(text.casefold()):
        if word in names or word.endswith(endings):
            found = [name for name in names if word == name or (len(name) > 5 and word.endswith(name))]
            return names[max(found, key=len)]
    return None


@cache
def _type_names() -> tuple[dict[str, str], tuple[str, ...]]:
    """The kind of plan that each word names, and the words that compounds may end in."""
    names = {name: kind for kind, words in load_yaml("metadata.yaml")["plan_types"].items() for name in words}
    return names, tuple(name for name in names if len(name) > 5)


def weak_type_in(text: str) -> str | None:
    """The kind that a word's end suggests ("Ældreplan"), where no word names one."""
    data = load_yaml("metadata.yaml")["weak_plan_type"]
    for word in _LETTERS.findall(text.casefold()):
        for kind, names in data.items():
            if any(word.endswith(name) and len(word) > len(name) for name in names):
                return str(kind)
    return None
