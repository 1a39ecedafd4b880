"""Where sentences and words begin and end in Danish text."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

_HERE = Path(__file__).parent
_END = re.compile(r"[.!?:]+[\"”»')\]]*(?=\s)|[.!?]+[\"”»')\]]*$|\s*[;\n]+\s*|\s+[•▪‐●]\s+")
_LETTER = "[0-9A-Za-zÆØÅÉÈÜÖÄÁÓÔæøåéèüöäáóô\u0130\u0131\u017f\u212a\u212b]"
# Small and capital letters are spelt out: matching without regard to case takes a third longer.
TOKEN = re.compile(rf"{_LETTER}+(?:[-’']{_LETTER}+)*|[,()]|§+")
"""A word, a comma, a bracket or paragraph signs."""
_MAY_END = frozenset(("m.v", "mv", "m.m", "osv", "m.fl", "mfl", "o.l", "o.lign", "pct", "kr"))
_ROMAN = re.compile(r"[IVX]+")


class Span(NamedTuple):
    """A stretch of a text: `text[start:end]`."""

    start: int
    end: int


@cache
def abbreviations() -> frozenset[str]:
    """Abbreviations that a full stop belongs to, in lower case and without their last stop."""
    lines = (_HERE / "abbreviations.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@lru_cache(maxsize=512)
def sentences(text: str) -> tuple[Span, ...]:
    """The sentences of a text. Line breaks and semicolons end one too (they part paragraphs and list items); a
    full stop after an abbreviation, an initial, or an ordinal or a date that goes on does not."""
    out: list[Span] = []
    start = 0
    for match in _END.finditer(text):
        if match.start() < start or not _ends(text, match, start):
            continue
        _add_trimmed(out, text, start, match.end())
        start = match.end()
    _add_trimmed(out, text, start, len(text))
    return tuple(out)


def _ends(text: str, match: re.Match[str], start: int) -> bool:
    mark = match.group().strip()
    if not mark.startswith((".", ":")) or match.end() == len(text):
        return True
    follows = _after(text, match.end())
    if mark.startswith((":", "..")):
        return follows.isupper()
    if follows.islower():
        return False
    word = _before(text, start, match.start())
    if word.casefold() in abbreviations():
        # "m.v.", "osv." and their like may end a sentence: the next one then starts with a capital.
        return word.casefold() in _MAY_END and follows.isupper()
    if word.isdigit():
        return len(word) > 2 and not follows.isdigit()
    return not (len(word) == 1 and word.isalpha()) and not _ROMAN.fullmatch(word)


def _after(text: str, at: int) -> str:
    """The next character that is no space; none at the end of the text."""
    while at < len(text) and text[at].isspace():
        at += 1
    return text[at : at + 1]


def _before(text: str, start: int, end: int) -> str:
    """The letters, figures and stops that stand right before an offset."""
    at = end
    while at > start and (text[at - 1].isalnum() or text[at - 1] in "._"):
        at -= 1
    return text[at:end]


def _add_trimmed(out: list[Span], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and (text[end - 1] == ";" or text[end - 1].isspace()):
        end -= 1
    if start < end:
        out.append(Span(start, end))


@lru_cache(maxsize=512)
def tokens(text: str, start: int = 0, end: int | None = None) -> tuple[tuple[str, int, int], ...]:
    """Words, paragraph signs, commas and brackets of `text[start:end]` in lower case, each with where it starts and
    ends in the text."""
    end = len(text) if end is None else end
    small = text.lower()
    if len(small) != len(text):  # a letter that has no small form of its own
        return tuple((m[0].lower(), m.start(), m.end()) for m in TOKEN.finditer(text, start, end))
    return tuple([(m[0], m.start(), m.end()) for m in TOKEN.finditer(small, start, end)])
