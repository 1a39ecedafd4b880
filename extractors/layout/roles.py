"""Captions."""

from __future__ import annotations

import re
from functools import cache

from ...models.layout import Block, Piece, Role, Table
from ...models.page import Page
from ..vocabulary.phrases import load_yaml

_NEAR = 30.0
"""Points between a caption and its picture or table."""


@cache
def _caption() -> re.Pattern[str]:
    words = "|".join(load_yaml("captions.yaml")["words"])
    return re.compile(rf"^(?:{words})\b\s*(?:\d{{1,2}}(?:\.\d+)?\b)?\s*[:.–-]", re.I)


@cache
def _numbered() -> re.Pattern[str]:
    words = "|".join(load_yaml("captions.yaml")["numbered"])
    return re.compile(rf"^(?:{words})\s+\d{{1,2}}(?:\.\d+)?\s*[:.–-]", re.I)


def mark_captions(flow: list[Piece], pages: list[Page]) -> None:
    """Give the role `caption` to short lines such as "Figur 2: ..." by a picture, a table or a figure."""
    by_number = {page.number: page for page in pages}
    for i, piece in enumerate(flow):
        if not isinstance(piece, Block) or piece.role not in (Role.PARAGRAPH, Role.FIGURE_TEXT):
            continue
        if len(piece.lines) > 4 or not _caption().match(piece.text):
            continue
        numbered = _numbered().match(piece.text)
        around = flow[max(0, i - 1) : i] + flow[i + 1 : i + 2]
        beside = any(isinstance(p, Table) or p.role is Role.FIGURE_TEXT for p in around)
        page = by_number.get(piece.page)
        if beside or (page is not None and _by_picture(piece, page)) or piece.style.italic or numbered:
            piece.role = Role.CAPTION


def _by_picture(block: Block, page: Page) -> bool:
    x0, top, x1, bottom = block.places[0][1]
    for left, upper, right, lower in page.pictures:
        across = min(right, x1) - max(left, x0) > 0
        if across and (abs(top - lower) < _NEAR or abs(upper - bottom) < _NEAR):
            return True
    return False
