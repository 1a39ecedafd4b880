"""From the pictures of pages to pages with words, as a reader of digital pages gives them."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from itertools import pairwise

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ...models.page import Chars, Colour, Page, Rule, Source, Style, Word
from ..pages.glyphs import ASCENT, DESCENT
from .draft import POINTS, Draft, draft_of
from .engine import Recogniser
from .measure import Measured
from .styles import styles_of

_PICTURE = 0.25
"""Of the page: smaller pictures do not tell the resolution of a scan."""
_DPI = (200.0, 300.0)
"""The least and greatest resolution at which pages are read; in between that of their own picture."""
_LARGEST = 4000
"""Pixels of a side: larger pages are read at a lower resolution."""
_UPRIGHT = 0.7
"""A page of which less is sure may lie on its side or upside down. Scans of 200 dpi that lie right have 0.8 to 0.97,
turned ones at most 0.6."""
_SAME_LINE = 1.5
"""Points between the baselines of words that are ordered as one line."""
_NEXT_COLUMN = 0.8
"""Of the font size: after a wider gap the text is that of another column."""
_ALIKE = 60
"""Levels within which rules have one colour."""


def drafts_of(source: Source, data: bytes, indices: Iterable[int]) -> dict[int, Draft]:
    """The recognised pages, by their index in the source."""
    out = {}
    with pdfium.PdfDocument(data) as pdf, Recogniser() as recogniser:
        for i in indices:
            page = source.pages[i]
            raw_page = pdf[page.number - 1]
            try:
                out[i] = _upright(raw_page, page, recogniser)
            finally:
                raw_page.close()
    return out


def _upright(raw_page: pdfium.PdfPage, page: Page, recogniser: Recogniser) -> Draft:
    """The page as it lies or, where little of that is text, turned to where much is."""
    scale = _resolution(raw_page, page) / POINTS

    def turned(turn: int) -> Draft:
        image = raw_page.render(scale=scale, rotation=(page.sideways + turn) % 360).to_pil().convert("RGB")
        return dataclasses.replace(draft_of(image, scale, page.number, recogniser), turn=turn)

    lying = turned(0)
    if lying.lines and lying.confidence < _UPRIGHT:
        for turn in (90, 270, 180):
            other = turned(turn)
            if other.confidence >= _UPRIGHT:
                return other
    return lying


def _resolution(raw_page: pdfium.PdfPage, page: Page) -> float:
    """Pixels to an inch at which a page is read: those of its largest picture, within bounds."""
    native = 0.0
    for item in raw_page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=3):
        left, bottom, right, top = item.get_bounds()
        if isinstance(item, pdfium.PdfImage) and (right - left) * (top - bottom) >= _PICTURE * page.width * page.height:
            wide, _ = item.get_px_size()
            native = max(native, wide * POINTS / (right - left))
    dpi = min(max(native or _DPI[1], _DPI[0]), _DPI[1])
    return min(dpi, _LARGEST * POINTS / max(page.width, page.height))


def pages_of(drafts: dict[int, Draft], source: Source) -> dict[int, Page]:
    """The pages of drafts, with styles that are even over all of them."""
    lines = [line for draft in drafts.values() for line in draft.lines]
    styles = iter(styles_of(lines))
    out = {}
    for i, draft in drafts.items():
        old = source.pages[i]
        words, bases = [], []
        for line in draft.lines:
            for n, (word, style) in enumerate(zip(line, next(styles), strict=True)):
                last = n == len(line) - 1 or line[n + 1].x0 - word.x1 > _NEXT_COLUMN * style.size
                words.append(_word(word, style, last))
                bases.append(word.base)
        words = [words[k] for k in _order(words, bases)]
        width, height = (old.height, old.width) if draft.turn in (90, 270) else (old.width, old.height)
        out[i] = dataclasses.replace(
            old,
            width=width,
            height=height,
            sideways=(old.sideways + draft.turn) % 360,
            chars=_chars(words),
            words=words,
            rules=_one_colour(draft.rules),
            areas=draft.areas,
            pictures=draft.photos,
            recognised=True,
            skew=draft.angle,
        )
    return out


def _word(word: Measured, style: Style, last: bool) -> Word:
    text, size = word.token.text, style.size
    box = (word.x0, word.base - ASCENT * size, word.x1, word.base + DESCENT * size)
    hyphen = last and len(text) > 1 and text[-1] == "-" and text[-2].isalpha()
    x0, top, x1, bottom = (round(side, 2) for side in box)
    return Word(text, x0, top, x1, bottom, style, hyphen=hyphen, confidence=word.token.confidence)


def _order(words: list[Word], bases: list[float]) -> list[int]:
    """Top to bottom by the height of baselines, those of one line from left to right."""
    rows: list[tuple[int, float, int]] = []
    row, start = 0, float("-inf")
    for i in sorted(range(len(words)), key=lambda i: bases[i]):
        if bases[i] - start > _SAME_LINE:
            row, start = row + 1, bases[i]
        rows.append((row, words[i].x0, i))
    return [i for _, _, i in sorted(rows)]


def _chars(words: list[Word]) -> Chars:
    """The characters of words, each word's box shared out evenly among them."""
    styles = {word.style: 0 for word in words}
    styles = {style: i for i, style in enumerate(styles)}
    boxes, kinds = [], []
    for word in words:
        edges = np.linspace(word.x0, word.x1, len(word.text) + 1)
        boxes += [(a, word.top, b, word.bottom) for a, b in pairwise(edges.tolist())]
        kinds += [styles[word.style]] * len(word.text)
    text = "".join(word.text for word in words)
    return Chars(text, np.array(boxes).reshape(-1, 4), np.array(kinds, np.int64), [(style, True) for style in styles])


def _one_colour(rules: list[Rule]) -> list[Rule]:
    """Rules with few colours: those that nearly agree are made to."""
    palette: list[Colour] = []
    out = []
    for rule in sorted(rules, key=lambda rule: rule.x0 + rule.top - rule.x1 - rule.bottom):
        near = [c for c in palette if max(abs(a - b) for a, b in zip(c, rule.colour, strict=True)) <= _ALIKE]
        if not near:
            palette.append(rule.colour)
        out.append(dataclasses.replace(rule, colour=near[0] if near else rule.colour))
    return sorted(out, key=lambda rule: (rule.top, rule.x0, rule.bottom, rule.x1))
