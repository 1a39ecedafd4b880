"""When a plan was published or agreed: a date on the cover or in the colophon."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ...models.layout import Role
from ...models.plan import Evidence
from ..values.times import read_date, time_likeness
from ..vocabulary.phrases import load_yaml
from .front import FrontLine
from .heading_roles import heading_role
from .marks import read_mark

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÆØÅ])|\s[·|]\s")
_DASH = re.compile(r"\s–\s")
_AFTER_COMMA = re.compile(r",\s*(?:den )?(?:\d{1,2}\.? ?)?(?:[a-zæøå]+\.? )?(?:19|20)\d\d\.?$", re.I)
_SIGNED = re.compile(r"[A-ZÆØÅ][\wæøå. ]{2,30}, (?:d\.|den) ?\d{1,2}[. ].{3,16}\d\d$")
"""A place and a day, as over signatures."""
_SURE = 0.9


@cache
def _words(kind: str) -> re.Pattern[str]:
    return re.compile("|".join(load_yaml("metadata.yaml")[kind]), re.I)


def read_published(lines: list[FrontLine], pages: int) -> tuple[str, Evidence] | None:
    """The date as EDTF with its evidence: from the first two pages or the last one, outside the plan's own sections."""
    best: tuple[float, str, FrontLine] | None = None
    for line in _outer(lines, pages):
        for part in _parts(line):
            date = read_date(part)
            score = _score(part, date, line) if date is not None else 0.0
            if date is not None and score and (best is None or score > best[0]):
                best = (score, date, line)
    if best is None:
        return None
    evidence = Evidence(places=best[2].places, confidence=round(min(best[0], 0.95), 2), rule="published:printed date")
    return best[1], evidence


def _outer(lines: list[FrontLine], pages: int) -> Iterator[FrontLine]:
    """The lines of the cover and the colophon; what stands below an initiative's headings is its text."""
    inside = False
    for line in lines:
        if line.role is Role.HEADING:
            inside = _heads_section(line.text)
        if line.role in (Role.HEADER, Role.LIST_ITEM) or not (line.page <= 2 or line.page == pages):
            continue
        signed = line.page == pages and _SIGNED.match(line.text)
        if not inside or signed or line.role is Role.FOOTER or _words("published").search(line.text):
            yield line


def _heads_section(text: str) -> bool:
    role = heading_role(text)
    return (role is not None and role.score >= _SURE) or read_mark(text).kind in ("initiative", "either")


def _parts(line: FrontLine) -> Iterator[str]:
    """The sentences of a line and what a dash sets apart; the printed lines of headings, and the short ones of text."""
    for sentence in _SENTENCE.split(line.text):
        parts = _DASH.split(sentence)
        span = any(time_likeness(part.split(":")[-1]) >= 0.5 for part in parts[:-1])
        yield from [sentence] if span else parts
    printed = [one.text for block in line.blocks for one in block.lines]
    yield from printed if line.role is not Role.PARAGRAPH else [text for text in printed if len(text) < 40]


def _score(part: str, date: str, line: FrontLine) -> float:
    """How sure a part of a line gives the date of publication; 0 where it does not."""
    says_so = _words("published").search(part) is not None
    dated = len(date) > len("2024") or says_so
    footer = line.role is Role.FOOTER
    if not dated or (not footer and len(part) > 160) or (footer and not says_so and line.page > 2):
        return 0.0
    if says_so and len(part) < 80:
        return 1.0
    words = re.findall(r"[a-zæøå]+", part.casefold())
    bare = len(part) <= 30 and len(words) <= 2
    tail = len(part) <= 70 and _AFTER_COMMA.search(part) is not None
    if bare or tail:
        return 0.9 if line.page <= 2 else 0.8
    return 0.7 if line.page <= 2 and _words("approved").search(part) else 0.0
