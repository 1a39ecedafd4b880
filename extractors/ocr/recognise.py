"""Pages whose text is only a picture are found one by one, recognised, and take the place of those that show none."""

from __future__ import annotations

import dataclasses
from typing import Literal

from ...models.page import Page, Source
from ...models.problem import Problem
from .engine import missing
from .glance import showing_print
from .language import is_garbage

Ocr = Literal["auto", "never"]
"""`auto`: pages without usable text are recognised where Tesseract is there; `never`: they are only named."""

_SCAN = 0.25
"""Of the page: smaller pictures alone do not make it a scan."""
_WHOLE_PAGE = 0.7
"""Of the page: so large a picture may be a scan even where a few words are printed over it."""
_STAMP = 40
"""Words: more are no stamp or running line printed over a scan."""
_GAIN = 3.0
"""Times the letters of such a stamp that recognition must find."""
_OUTLINES = 30
"""Shapes that are no boxes: so many on a page without words may be letters drawn as outlines."""
_SURE = 0.5
"""Below, what was recognised is no text that can be used."""
_PICTURE = "holds a picture and no text"
_UNNAMED = "has text that cannot be read (its letters are not named, or wrongly)"
_STAMPED = "holds a picture under few words"
_DRAWN = "draws its text as shapes"


def recognise_pages(source: Source, data: bytes, file: str, ocr: Ocr = "auto") -> Source:
    """The source with the text of scanned pages, in place of pages that hold only a picture of it.

    A page that is not recognised stays as it is and is named in `problems` (W001), with what is missing.

    Args:
        source: The pages as a reader found them.
        data: The PDF's bytes.
        file: Its name, for messages.
        ocr: Whether to recognise text at all.
    """
    why = {i: reason for i, page in enumerate(source.pages) if (reason := _reason(page)) is not None}
    unsure = [i for i, reason in why.items() if reason in (_PICTURE, _STAMPED)]
    if unsure:
        photographs = set(unsure) - showing_print(source, data, unsure, _GAIN - 1.0)
        why = {i: reason for i, reason in why.items() if i not in photographs}
        source = _without_problems(source, {source.pages[i].number for i in photographs})
    if not why:
        return source
    lacking = "text recognition is switched off" if ocr == "never" else missing()
    if lacking is not None:
        named = {source.pages[i].number: reason for i, reason in why.items() if reason != _STAMPED}
        return _with_problems(source, file, {n: _lacking(file, n, reason, lacking) for n, reason in named.items()})
    from .assemble import drafts_of, pages_of  # loaded for scans only

    drafts = drafts_of(source, data, why)
    pages = list(source.pages)
    problems: dict[int, str] = {}
    for i, page in pages_of(drafts, source).items():
        old = source.pages[i]
        if why[i] == _STAMPED and _letters(page) < _GAIN * _letters(old):
            continue
        if drafts[i].confidence < _SURE:
            if why[i] in (_UNNAMED, _PICTURE) and drafts[i].lines:
                problems[old.number] = f"{file}: page {old.number} {why[i]}, and no text could be recognised in it."
            continue
        pages[i] = page
    return _with_problems(dataclasses.replace(source, pages=pages), file, problems)


def _reason(page: Page) -> str | None:
    """Why a page should be recognised; None where its text is there."""
    seen = [word for word in page.words if not word.style.hidden]
    pictures = sum(max(0.0, x1 - x0) * max(0.0, y1 - y0) for x0, y0, x1, y1 in page.pictures)
    share = pictures / (page.width * page.height) if page.width and page.height else 0.0
    if not seen:
        if share >= _SCAN:
            return _PICTURE
        return _DRAWN if sum(not area.rectangular for area in page.areas) >= _OUTLINES else None
    if is_garbage(seen):
        return _UNNAMED
    return _STAMPED if share >= _WHOLE_PAGE and len(seen) <= _STAMP else None


def _letters(page: Page) -> int:
    return sum(len(word.text) for word in page.words if not word.style.hidden)


def _lacking(file: str, number: int, reason: str, lacking: str) -> str:
    return f"{file}: page {number} {reason}, so it is probably a scan; {lacking}."


def _without_problems(source: Source, pages: set[int]) -> Source:
    """The source without the reader's word that these pages may be scans."""
    kept = [problem for problem in source.problems if problem.code != "W001" or problem.page not in pages]
    return dataclasses.replace(source, problems=kept)


def _with_problems(source: Source, file: str, messages: dict[int, str]) -> Source:
    """The source with these problems (W001), by page, in place of those that the reader found of that kind."""
    kept = [problem for problem in source.problems if problem.code != "W001"]
    found = [Problem.of("W001", message, number, file) for number, message in sorted(messages.items())]
    return dataclasses.replace(source, problems=kept + found)
