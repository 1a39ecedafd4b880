"""Words in printed lines and their pieces, the ground on which tables without rules are found."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field
from operator import attrgetter
from statistics import median

from ...models.page import Word
from .edges import TYPED, is_typed_rule

_FIGURE_GAP = 0.42
"""The same between two numbers, which stand close in tables (a space between thousands is narrower)."""
CHUNK_GAP = 0.7
"""Of the font size: a wider gap in a line parts it into pieces (justified text stays below)."""
_LONG = 4
"""Signs of a word whose width tells whether all signs are equally wide."""
_TYPED_WIDTH = 0.6
"""Of the font size: the width of each sign of a typewriter's font."""
_TYPED_PITCH = 1.8
"""Of the font size, for such a font: then the space between two words parts no columns, two spaces do."""
_BASE = 0.2
"""Of the font size: how far a word's box goes below its baseline."""
_LEADER = re.compile(r"^[.…_·]{4,}$")
BULLETS = frozenset("•·▪■□○●◦‣⁃➢➤✓✔►▶❖◆›»⦁")
_DASHES = frozenset("-–—*")
_NUMBER = re.compile(r"^\(?(?:\d{1,2}|[a-zA-Z])[.)]$")
_CROSSES = frozenset("xX")
_LEADS = frozenset(".…_·")
_DRAWN = _LEADS | TYPED
_LEFT = attrgetter("x0")
_TAIL = re.compile(r"[.…_·]{3,}$")

Run = tuple[float, float]
"""Left and right end of printed text, in points."""


@dataclass(slots=True)
class Chunk:
    """A piece of a line with no wide gap in it."""

    words: list[Word]
    x0: float
    x1: float

    @property
    def text(self) -> str:
        return " ".join(w.text for w in self.words)


@dataclass(slots=True)
class TextLine:
    """Words on one baseline (not necessarily of one text column), left to right."""

    words: list[Word]
    base: float
    top: float
    bottom: float
    size: float
    chunks: list[Chunk] = field(default_factory=list)

    @property
    def x0(self) -> float:
        return self.chunks[0].x0

    @property
    def x1(self) -> float:
        return self.chunks[-1].x1

    @property
    def bold(self) -> bool:
        """Whether all its words are."""
        return all(w.style.bold for w in self.words)

    def of(self, words: list[Word]) -> TextLine | None:
        """The line with only some of its words; None where there are none."""
        return _set(words, self.base) if words else None

    def joined(self, other: TextLine) -> TextLine:
        """One line of two on nearly the same baseline."""
        return _set(sorted(self.words + other.words, key=lambda w: w.x0), self.base)


def crosses(line: TextLine, edges: list[float]) -> bool:
    """Whether a word of a line runs over one of the inner column edges."""
    return any(w.x0 + 2 < x < w.x1 - 2 for w in line.words for x in edges[1:-1])


def pitch_of(words: list[Word]) -> float:
    """What a gap is measured by, in points: the font size, more where every sign, the space too, is equally wide."""
    size = median(w.style.size for w in words) or 10.0
    long = [w for w in words if len(w.text) >= _LONG]
    typed = sum(1 for w in long if abs((w.x1 - w.x0) / len(w.text) - _TYPED_WIDTH * w.style.size) < 0.02 * w.style.size)
    return _TYPED_PITCH * size if long and typed >= 0.9 * len(long) else size


def _set(words: list[Word], base: float) -> TextLine:
    """A line of words, left to right, parted into chunks."""
    size = words[0].style.size if len(words) < 3 else median(w.style.size for w in words)
    line = TextLine(words, base, min(w.top for w in words), max(w.bottom for w in words), size or 10.0)
    line.chunks = chunks_of(words, _stretched(words, line.size) or CHUNK_GAP * line.size)
    return line


def text_lines(words: list[Word]) -> list[TextLine]:
    """The lines of level words, top to bottom, each with its chunks. Dot leaders and typed rules print nothing here."""
    shown = [w for w in words if w.upright and not (w.text[0] in _DRAWN and _is_drawn(w))]
    raised = [w for w in shown if w.superscript]
    level = sorted((w.bottom - _BASE * w.style.size, w.x0, k) for k, w in enumerate(shown) if not w.superscript)
    groups: list[list[Word]] = []
    base = room = 0.0
    for at, _, k in level:
        word = shown[k]
        if groups and at - base <= min(room, 0.32 * max(word.style.size, 4.0)):
            groups[-1].append(word)
        else:
            groups.append([word])
            base, room = at, 0.32 * max(word.style.size, 4.0)
    lines = [_line(group) for group in groups]
    if raised:
        _attach(raised, lines)
    for line in lines:
        line.chunks = chunks_of(line.words, _stretched(line.words, line.size) or CHUNK_GAP * line.size)
    return lines


def _is_drawn(word: Word) -> bool:
    """Whether a word is a leader or a rule of typed signs."""
    return bool(_LEADER.match(word.text)) or is_typed_rule(word)


def _stretched(words: list[Word], size: float) -> float | None:
    """The gap that parts a line of justified text: its words stand equally far apart, though far."""
    if len(words) < 5:
        return None
    gaps = sorted([b.x0 - a.x1 for a, b in itertools.pairwise(words)])
    usual = gaps[len(gaps) // 2]
    if not CHUNK_GAP * size < usual + 0.1 * size < 2.2 * size or gaps[-1] > 1.35 * usual or gaps[0] < 0.65 * usual:
        return None
    wordy = sum(1 for w in words if w.text[0].isalpha())
    return 1.4 * usual if wordy > 0.7 * len(words) else None


def chunks_of(words: list[Word], gap: float) -> list[Chunk]:
    """Words of a line, left to right, parted at gaps wider than `gap` points."""
    out: list[Chunk] = []
    last: Chunk | None = None
    for word in words:
        right = word_end(word)
        if last is not None:
            space = word.x0 - last.x1
            figures = space > _FIGURE_GAP * word.style.size and _is_number(word) and _is_number(last.words[-1])
            if not figures and (space <= gap or marks(last.words, word)):
                last.words.append(word)
                if right > last.x1:
                    last.x1 = right
                continue
        last = Chunk([word], word.x0, right)
        out.append(last)
    return out


def _is_number(word: Word) -> bool:
    text = word.text
    return text[-1].isdigit() and not text[0].isalpha() and not any(map(str.isalpha, text))


def thousands(before: Word, word: Word) -> bool:
    """Whether a word of three digits goes on from a number before it ("1 204")."""
    digits = word.text.rstrip("*)%")[:3]
    return (
        len(digits) == 3 and digits.isdigit() and before.text[-1].isdigit() and len(before.text.lstrip("-–−(+$€£")) <= 3
    )


def marks(before: list[Word], word: Word) -> bool:
    """Whether the only word before is the list mark of what follows."""
    gap = (word.x0 - before[0].x1) / max(word.style.size, 4.0)
    if len(before) != 1 or gap > 3:
        return False
    mark = before[0].text
    if mark in BULLETS:
        return True
    # A dash may also be an empty cell, a number the cell of a running number: they stand farther off.
    if word.text in _CROSSES or not word.text[0].isalpha():
        return False
    return (mark in _DASHES and gap < 0.9) or (gap < 1.4 and bool(_NUMBER.match(mark)))


def word_end(word: Word) -> float:
    """The right end of a word without the dot leader that may hang on it."""
    if word.text[-1] not in _LEADS:
        return word.x1
    tail = _TAIL.search(word.text)
    if tail is None or tail.start() == 0:
        return word.x1
    return word.x0 + (word.x1 - word.x0) * tail.start() / len(word.text)


def _line(words: list[Word]) -> TextLine:
    words.sort(key=_LEFT)
    middle = len(words) // 2
    sizes = sorted([w.style.size for w in words])
    bases = sorted([w.bottom - _BASE * w.style.size for w in words])
    top, bottom = min([w.top for w in words]), max([w.bottom for w in words])
    return TextLine(words, bases[middle], top, bottom, sizes[middle] or 10.0)


def _attach(raised: list[Word], lines: list[TextLine]) -> None:
    """Put each raised mark into the line of the word that it follows."""
    k = 0
    for mark in sorted(raised, key=lambda w: w.bottom):
        while k < len(lines) and lines[k].bottom < mark.top:
            k += 1
        best, near = None, 1e9
        for line in lines[k : k + 6]:
            if line.top - 3 <= mark.bottom and mark.top <= line.bottom:
                gap = min((abs(mark.x0 - w.x1) for w in line.words), default=1e9)
                if gap < near:
                    best, near = line, gap
        if best is not None and near < 30:
            best.words.append(mark)
            best.words.sort(key=lambda w: w.x0)


def stands_over(line: TextLine, rows: list[TextLine]) -> bool:
    """Whether a single piece above the first row is the upper line of a heading there that wraps: close above it,
    over one column that is not the first, as wide as that and set alike."""
    chunk, row = line.chunks[0], rows[0]
    if row.base - line.base > 1.45 * line.size or abs(row.size - line.size) > 0.05 * row.size:
        return False
    below = [c for other in rows for c in other.chunks if c.x0 < chunk.x1 and chunk.x0 < c.x1]
    if not below or chunk.x0 <= min(c.x1 for other in rows for c in other.chunks[:1]):
        return False
    aligned = any(
        min(abs(c.x0 - chunk.x0), abs(c.x1 - chunk.x1), abs(c.x0 + c.x1 - chunk.x0 - chunk.x1) / 2) < 2.5
        for other in rows[:2]
        for c in other.chunks
    )
    wide = max(c.x1 for c in below) - min(c.x0 for c in below)
    return aligned and chunk.x1 - chunk.x0 <= 1.2 * wide and chunk.words[0].style.bold == row.words[0].style.bold
