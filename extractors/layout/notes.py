"""Footnotes: small text at the foot of a page, below a short rule or starting with a raised mark."""

from __future__ import annotations

import re

from ...models.geometry import contains
from ...models.layout import Block, Line, Role, Table
from ...models.page import Page, Rule, Word
from .atoms import atoms_of
from .blocks import is_note_mark, joined_text
from .columns import cut
from .hyphens import Lexicon
from .lines import make_lines
from .lists import Marker

_GLUED = re.compile(r"^(\d{1,2})(?=[A-ZÆØÅ][a-zæøå])")
_BEFORE_MARK = r"[^\W\d_]{2}[.,;:!?)»”\"]?|\b(?:19|20)\d\d"
"""A word or a year, after which a figure can be a note's mark."""
_SHORT = 0.5
"""Of the page's width: a rule over footnotes is seldom longer."""
_LOW = 0.6
"""Of the page's height: a longer rule stands over footnotes only below that."""
_MANY = 60
"""More rules of one kind, short or low, than that on a page are a drawing."""
_SMALLER = 0.93
"""Of the body's size: footnotes are set smaller than that."""


def take_notes(page: Page, words: list[Word], tables: list[Table], body: float) -> tuple[list[Word], list[Word]]:
    """The words of the page's footnotes and all others, each in their order."""
    small = [word for word in words if word.upright and word.style.size < _SMALLER * body]
    if not small:
        return [], words
    level = [r for r in page.rules if r.horizontal and r.x1 - r.x0 >= 25 and r.top > 0.4 * page.height]
    over = [rule for rule in level if _is_short(rule, page)]
    if len(over) > _MANY:
        over = []  # a drawing
    foot = max((word.top for word in words if word.style.size >= _SMALLER * body), default=0.0)
    low = [rule for rule in level if not _is_short(rule, page) and rule.top > max(foot, _LOW * page.height)]
    if len(low) <= _MANY:
        over += [rule for rule in low if not _is_side(rule, page)]
    tops = [top for rule in over if (top := _note_rule(rule, page, words, tables, body)) is not None]
    if not tops:
        top = _first_mark(page, small, body)
        if top is None:
            return [], words
        tops = [top]
    start = min(tops)
    notes = {id(word) for word in small if word.top >= start - 2}
    return [word for word in words if id(word) in notes], [word for word in words if id(word) not in notes]


def _note_rule(rule: Rule, page: Page, words: list[Word], tables: list[Table], body: float) -> float | None:
    """The height of a rule with small text, and little else, below it in its column; only a short one tells notes where
    no mark stands first."""
    if any(contains(table.bbox, (rule.x0, rule.top, rule.x1, rule.bottom), 4.0) for table in tables):
        return None
    below = [w for w in words if w.top >= rule.top - 2 and rule.x0 - 6 <= w.x0 <= rule.x1 + 10 and w.upright]
    if not below:
        return None
    first = min(below, key=lambda w: (round(w.top), w.x0))
    if first.top - rule.top > 2.5 * body or first.x0 > rule.x0 + 30:
        return None
    if not _is_short(rule, page) and not is_note_mark(first.text):
        return None
    return rule.top if all(w.style.size < _SMALLER * body for w in below) else None


def _is_short(rule: Rule, page: Page) -> bool:
    return not rule.box and rule.x1 - rule.x0 <= _SHORT * page.width


def _is_side(rule: Rule, page: Page) -> bool:
    """Whether a level rule meets an upright one, as the side of a box or of a table's cell does."""
    return any(
        not other.horizontal
        and rule.x0 - 2 <= other.x0 <= rule.x1 + 2
        and other.top - 2 <= rule.top <= other.bottom + 2
        for other in page.rules
    )


def _first_mark(page: Page, small: list[Word], body: float) -> float | None:
    """Where the footnotes begin on a page without a rule over them: the first small line that a raised mark starts."""
    zone = [word for word in small if word.top > 0.55 * page.height]
    found = None
    for line in reversed(make_lines(zone, page.number)):
        first = line.words[0]
        raised = first.superscript or (
            len(line.words) > 1
            and first.style.size < 0.8 * line.words[1].style.size
            and first.bottom < line.words[1].bottom
        )
        if raised and is_note_mark(first.text) and line.style.size < 0.88 * body and len(line.words) > 2:
            found = line.bbox[1]
    return found


def note_blocks(words: list[Word], page: Page, lexicon: Lexicon) -> list[Block]:
    """Footnotes from their words, one block each, with the mark as `marker`."""
    groups: list[tuple[list[Line], Marker | None]] = []
    for leaf in cut(atoms_of(words), least=1):
        for line in make_lines([word for atom in leaf.atoms for word in atom.words], page.number):
            mark = _note_mark(line)
            if mark is not None or not groups:
                groups.append(([line], mark))
            else:
                groups[-1][0].append(line)
    out = []
    for lines, mark in groups:
        text, marks = joined_text(lines, mark, lexicon)
        out.append(Block(Role.FOOTNOTE, text, lines, marker=mark.text if mark else None, notes=marks))
    return out


def _note_mark(line: Line) -> Marker | None:
    first = line.words[0]
    glued = _GLUED.match(first.text)
    if glued:
        return Marker(glued.group(1), "note", glued=True)
    if len(line.words) < 2 or not is_note_mark(first.text):
        return None
    raised = first.superscript or first.style.size < 0.8 * line.words[1].style.size
    if raised or first.text[-1] in ".)" or first.text[0] in "*†(":
        return Marker(first.text, "note")
    if first.text.isdigit() and line.words[1].text[:1].isupper():
        return Marker(first.text, "note")
    return None


def take_glued_marks(blocks: list[Block]) -> None:
    """Take marks out of the text where the font's own raised figures make them part of a word ("ansvar1").

    They are known by the notes at the foot of the same page that start in the same way.
    """
    marks: dict[int, set[str]] = {}
    for block in blocks:
        first = block.lines[0].words[0].text
        if block.role is Role.FOOTNOTE and block.marker and first != block.marker and first.startswith(block.marker):
            marks.setdefault(block.page, set()).add(block.marker)
    if not marks:
        return
    for block in blocks:
        if block.role in (Role.FOOTNOTE, Role.HEADER, Role.FOOTER, Role.PAGE_NUMBER):
            continue
        found = {mark for line in block.lines for mark in marks.get(line.page, ())}
        for mark in sorted(found):
            text, n = re.subn(rf"({_BEFORE_MARK}){mark}(?=[\s.,;:!?)»”\"]|$)", r"\1", block.text)
            if 0 < n <= 3:  # more are names and no marks
                block.text = text
                block.notes.extend([mark] * n)
