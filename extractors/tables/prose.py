"""Which pieces of lines are running text, so that tables without rules are sought only among the rest."""

from __future__ import annotations

from dataclasses import dataclass, field

from .figures import is_figure
from .textlines import Chunk, TextLine

_FULL = 0.14
"""Of a paragraph's width: a line that ends within this of its right side is full."""
_FLANKED = 0.8
"""Of a paragraph's lines: so many have something beside them where it may be a column of a table."""
_GOING_ON = 0.25
"""Of the lines of running text after the first: more than this start within a sentence."""


@dataclass(slots=True)
class _Stack:
    """Lines of the same left side and size, one below the other."""

    x0: float
    base: float
    size: float
    chunks: list[Chunk] = field(default_factory=list)
    beside: int = 0
    """Lines with a figure to their right."""
    flanked: int = 0
    """Lines with anything beside them."""


def prose_chunks(lines: list[TextLine]) -> set[int]:
    """The ids of the chunks that are lines of running text."""
    stacks: list[_Stack] = []
    open_at: dict[int, list[_Stack]] = {}  # by left side, in steps of 3 points
    for line in lines:
        figure = [is_figure(c.text) for c in line.chunks[1:]] if len(line.chunks) > 1 else []
        for k, chunk in enumerate(line.chunks):
            size = chunk.words[0].style.size or line.size
            key = int(chunk.x0 // 3)
            stack = None
            for near in (key, key - 1, key + 1):
                for other in open_at.get(near, ()):
                    step = line.base - other.base
                    if (
                        0 < step <= 1.75 * other.size
                        and abs(other.x0 - chunk.x0) <= 3
                        and abs(other.size - size) <= 0.1 * size
                    ):
                        stack = other
            if stack is None:
                stack = _Stack(chunk.x0, line.base, size)
                stacks.append(stack)
                # What ended further up is not looked at again.
                open_at[key] = [s for s in open_at.get(key, ()) if line.base - s.base <= 1.75 * s.size] + [stack]
            stack.base = line.base
            stack.chunks.append(chunk)
            stack.beside += any(figure[k:])
            stack.flanked += len(line.chunks) > 1
    out: set[int] = set()
    for stack in stacks:
        if _is_prose(stack):
            out.update(id(c) for c in stack.chunks)
    return out


def _is_prose(stack: _Stack) -> bool:
    chunks = stack.chunks
    n = len(chunks)
    if n < 3:
        return False
    right = sorted(c.x1 for c in chunks)[-max(1, n // 8)]
    width = right - stack.x0
    letters = sum(len(w.text) for c in chunks for w in c.words) / n
    words = sum(len(c.words) for c in chunks) / n
    if width < 10 * stack.size or words < 2.5 or letters < (16 if n > 4 else 26):
        return False
    alphabetic = sum(sum(map(str.isalpha, w.text)) for c in chunks for w in c.words)
    if alphabetic < 0.7 * letters * n:
        return False
    full = sum(1 for c in chunks if c.x1 >= right - _FULL * width)
    if full < 0.6 * n:
        return False
    low = sum(1 for c in chunks[1:] if c.words[0].text[0].islower())
    if stack.flanked >= _FLANKED * n and low < _GOING_ON * (n - 1):
        return False  # cells of one line each: running text seldom starts a line with a capital
    if stack.beside <= 0.4 * n:
        return True
    # Beside figures only what goes on within its sentences is sure to be no column of row names.
    return words >= 4.5 and letters >= 26 and low >= 0.5 * (n - 1)
