"""What kind of follow-up a text speaks of, by the vocabulary in `follow_up.yaml`."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

import yaml

_WORD = r"[\wæøå-]"


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    kinds = yaml.safe_load((Path(__file__).parent / "follow_up.yaml").read_text(encoding="utf-8"))
    return {kind: re.compile("|".join(_pattern(str(phrase)) for phrase in phrases)) for kind, phrases in kinds.items()}


def _pattern(phrase: str) -> str:
    """A phrase as a pattern: a star is any letters of a word, alone it is up to three words."""
    words = [rf"{_WORD}+(?:\s+{_WORD}+){{0,2}}" if word == "*" else _one(word) for word in phrase.split()]
    return rf"(?<!{_WORD})" + r"\s+".join(words) + rf"(?!{_WORD})"


def _one(word: str) -> str:
    return f"{_WORD}*".join(re.escape(part) for part in word.split("*"))


@lru_cache(maxsize=4096)
def follow_up_kinds(text: str) -> tuple[str, ...]:
    """The kinds that a text speaks of, in its order; `("none",)` where it says that nothing is measured, empty where
    it has no word of the vocabulary."""
    lowered = text.lower()
    patterns = _patterns()
    if patterns["none"].search(lowered):
        return ("none",)
    found = {kind: pattern.search(lowered) for kind, pattern in patterns.items() if kind != "none"}
    starts = {kind: match.start() for kind, match in found.items() if match}
    return tuple(sorted(starts, key=lambda kind: (starts[kind], kind)))
