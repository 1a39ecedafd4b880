"""What columns are cut from: runs of words on one line, and whatever else takes room on a page."""

from __future__ import annotations

from dataclasses import dataclass, field

from ...models.geometry import Bbox
from ...models.page import Style, Word
from .lists import marker_of

THIN_GUTTER = 0.75
"""Of the font size: the narrowest gutter."""
_AFTER_MARK = 3.5
"""Of the font size: the widest gap between the mark of a list item and its text."""


@dataclass(slots=True)
class Atom:
    """A run of words on one line, or something else that takes room: a box, a table, a picture, a long rule."""

    x0: float
    top: float
    x1: float
    bottom: float
    words: list[Word] = field(default_factory=list)
    piece: object | None = None
    """The box or table that it stands for; None for words, pictures and rules."""

    @property
    def style(self) -> Style:
        return self.words[0].style

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


def atoms_of(words: list[Word]) -> list[Atom]:
    """Runs of words on one line with no wider gap between them than a space can be."""
    out: list[Atom] = []
    live: list[Atom] = []
    for word in words:
        size = word.style.size or 1.0
        height = word.bottom - word.top
        best: Atom | None = None
        if out:
            # Mostly a word follows the one before it.
            before = out[-1].words[-1]
            if before.style is word.style and abs(before.bottom - word.bottom) < 0.2:
                gap = word.x0 - before.x1
                if -0.2 * size <= gap < THIN_GUTTER * size and out[-1].x1 == before.x1:
                    out[-1].words.append(word)
                    out[-1].x1 = max(before.x1, word.x1)
                    continue
        for atom in reversed(live):
            if atom.bottom < word.top:
                continue
            common = min(atom.bottom, word.bottom) - max(atom.top, word.top)
            if common < 0.5 * min(height, atom.bottom - atom.top):
                continue
            gap = word.x0 - atom.x1
            widest = _AFTER_MARK if len(atom.words) == 1 and _is_mark(atom.words[0].text) else THIN_GUTTER
            last = atom.words[-1]
            if last.style.size != word.style.size and not _level(last, word):
                continue
            if -0.5 * size <= gap < widest * max(min(size, last.style.size), 6.0):
                best = atom
                break
        if best is None:
            best = Atom(word.x0, word.top, word.x1, word.bottom, [word])
            live.append(best)
            out.append(best)
            if len(live) > 24:
                live = [atom for atom in live if atom.bottom >= word.top]
        else:
            best.words.append(word)
            best.x1 = max(best.x1, word.x1)
            best.top, best.bottom = min(best.top, word.top), max(best.bottom, word.bottom)
    for atom in out:
        # Lines that touch are still lines apart.
        trim = 0.12 * (atom.bottom - atom.top)
        atom.top, atom.bottom = atom.top + trim, atom.bottom - trim
    return out


def _level(a: Word, b: Word) -> bool:
    """Whether words of two sizes stand on one baseline, or the smaller is a raised mark of the larger."""
    apart = (a.bottom - 0.22 * a.style.size) - (b.bottom - 0.22 * b.style.size)
    small, large = sorted((a.style.size, b.style.size))
    return abs(apart) < 0.25 * small or (len(b.text) <= 3 and abs(apart) < 0.6 * large)


def _is_mark(text: str) -> bool:
    mark = marker_of(text) if len(text) <= 6 else None
    return mark is not None and (mark.kind != "number" or text[-1] in ".)")


def block_atom(box: Bbox, piece: object | None = None) -> Atom:
    """Something that takes room as a whole."""
    return Atom(*box, piece=piece)
