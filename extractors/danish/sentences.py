"""Where sentences and words begin and end in Danish text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

_HERE = Path(__file__).parent
_END = re.compile(r"[.!?:]+[\"”»')\]]*(?=\s)|[.!?]+[\"”»')\]]*$|\s*[;\n]+\s*|\s+[•▪‐●]\s+")
_TOKEN = re.compile(r"§+|[0-9a-zæøåéèüöäáóô]+(?:[-’'][0-9a-zæøåéèüöäáóô]+)*|[,()]", re.IGNORECASE)
_LAST = re.compile(r"[\w.]+$")
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


def sentences(text: str) -> list[Span]:
    """The sentences of a text. Line breaks and semicolons end one too (they part paragraphs and list items); a
    full stop after an abbreviation, an initial, or an ordinal or a date that goes on does not."""
    out: list[Span] = []
    start = 0
    for match in _END.finditer(text):
        if match.start() < start or not _ends(text, match, start):
            continue
        out.extend(_trimmed(text, start, match.end()))
        start = match.end()
    out.extend(_trimmed(text, start, len(text)))
    return out


def _ends(text: str, match: re.Match[str], start: int) -> bool:
    mark = match.group().strip()
    if not mark.startswith((".", ":")) or match.end() == len(text):
        return True
    follows = text[match.end() :].lstrip()
    if mark.startswith(":"):
        return follows[:1].isupper()
    if mark.startswith(".."):
        return follows[:1].isupper()
    if follows[:1].islower():
        return False
    before = _LAST.search(text[start : match.start()])
    word = before.group() if before else ""
    if word.casefold() in abbreviations():
        # "m.v.", "osv." and their like may end a sentence: the next one then starts with a capital.
        return word.casefold() in {"m.v", "mv", "m.m", "osv", "m.fl", "mfl", "o.l", "o.lign", "pct", "kr"} and (
            follows[:1].isupper()
        )
    if word.isdigit():
        return len(word) > 2 and not follows[:1].isdigit()
    return not (len(word) == 1 and word.isalpha()) and not _ROMAN.fullmatch(word)


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] == ";"):
        end -= 1
    if start < end:
        yield Span(start, end)


def tokens(text: str, start: int = 0, end: int | None = None) -> list[tuple[str, int, int]]:
    """Words, paragraph signs, commas and brackets of `text[start:end]` in lower case, each with where it starts and
    ends in the text."""
    found = _TOKEN.finditer(text, start, len(text) if end is None else end)
    return [(m.group().lower(), m.start(), m.end()) for m in found]
