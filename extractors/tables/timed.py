"""Lines at tab stops, each with a time and what is done then ("1. kvartal 2024        Vi ansætter ...").

Nothing draws such a table, no heading needs to stand over it and its cells are sentences: that one column holds times
alone is what shows it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import mean

from ...models.page import Word
from ..values.times import split_leading_time
from .grid import Grid, cells_of
from .textlines import Chunk, TextLine

TIMED = "timed"
"""The kind of these tables."""
_SIDE = 2.5
"""Points between the starts of what stands at one tab stop."""
_PITCH = 1.75
"""Of the font size: the lines of a cell stand no farther apart, from baseline to baseline."""
_LOOSE = 3.4
"""The same for the last line of a row and the first of the next."""
_LONGEST_TIME = 45
_LETTERS = 12
"""Letters of what is done, on the average of the rows, at least."""
_BESIDE = 0.75
"""Of the times: with so many of them a further column stands in one line."""
_MARGIN = 5.0

Timed = tuple[Grid, list[list[Word]]]
"""The grid of a table and the words of each of its cells."""


@dataclass(slots=True)
class _Anchor:
    """A line with a time and words beside it."""

    at: int
    """Place of the line."""
    time: Chunk
    words: Chunk

    def same_stops(self, other: _Anchor) -> bool:
        """Whether both are set at the same tab stops; times may also end at one."""
        times = min(abs(self.time.x0 - other.time.x0), abs(self.time.x1 - other.time.x1))
        return times <= _SIDE and abs(self.words.x0 - other.words.x0) <= _SIDE


@dataclass(slots=True)
class _Stops:
    """Where the two columns of a table begin, and where it ends."""

    time: float
    time_end: float
    words: float
    left: float
    right: float

    @classmethod
    def of(cls, run: list[_Anchor]) -> _Stops:
        chunks = [c for a in run for c in (a.time, a.words)]
        first = run[0]
        left, right = min(c.x0 for c in chunks), max(c.x1 for c in chunks)
        return cls(first.time.x0, first.time.x1, first.words.x0, left, right)

    def split(self, line: TextLine) -> tuple[list[Chunk], list[Chunk]] | None:
        """The pieces of a line in the column of times and in that of words; None where one stands in neither."""
        times: list[Chunk] = []
        words: list[Chunk] = []
        for chunk in line.chunks:
            if chunk.x1 < self.left - _SIDE or chunk.x0 > self.right - _SIDE:
                continue
            if abs(chunk.x0 - self.words) <= _SIDE or (words and chunk.x0 > words[-1].x1 and not times[1:]):
                (times if self._at_time(chunk) else words).append(chunk)
            elif self._at_time(chunk):
                times.append(chunk)
            else:
                return None
        return times, words

    def _at_time(self, chunk: Chunk) -> bool:
        crosses = chunk.x0 < self.words < chunk.x1
        return not crosses and min(abs(chunk.x0 - self.time), abs(chunk.x1 - self.time_end)) <= _SIDE


@dataclass(slots=True)
class _Row:
    """The pieces of a row: those of its time and those of its words."""

    top: float
    bottom: float
    times: list[Chunk] = field(default_factory=list)
    words: list[Chunk] = field(default_factory=list)

    @property
    def time(self) -> str:
        return " ".join(chunk.text for chunk in self.times)

    def add(self, line: TextLine, times: list[Chunk], words: list[Chunk]) -> None:
        self.times.extend(times)
        self.words.extend(words)
        self.top, self.bottom = min(self.top, line.top), max(self.bottom, line.bottom)


def timed_tables(lines: list[TextLine]) -> list[Timed]:
    """The tables of times at a tab stop among lines of free words, top to bottom."""
    out: list[Timed] = []
    for run in _runs(lines):
        if _in_wider_table(lines, run):
            continue
        rows = _rows(lines, run)
        texts = [" ".join(chunk.text for chunk in row.words) for row in rows]
        if len(rows) >= 2 and len(set(texts)) == len(texts) and mean(map(len, texts)) >= _LETTERS:
            out.append(_table(rows))
    return out


def _anchors(lines: list[TextLine]) -> list[_Anchor]:
    """The times with words to their right."""
    out: list[_Anchor] = []
    for at, line in enumerate(lines):
        chunks = line.chunks
        for k, chunk in enumerate(chunks) if len(chunks) > 1 else ():
            if k + 1 < len(chunks) and _is_words(chunks[k + 1]) and _is_time(chunk.text):
                out.append(_Anchor(at, chunk, chunks[k + 1]))
    return out


def _is_words(chunk: Chunk) -> bool:
    letters = sum(c.isalpha() for w in chunk.words for c in w.text)
    return letters >= 4 and letters >= 0.6 * sum(len(w.text) for w in chunk.words)


def _is_time(text: str) -> bool:
    """Whether words are a time and nothing else."""
    if len(text) > _LONGEST_TIME or text[-1] in ":,;":
        return False
    found = split_leading_time(f"{text}: x")
    return found is not None and found[0] == text


def _runs(lines: list[TextLine]) -> list[list[_Anchor]]:
    """Two or more anchors at the same tab stops, with no other text of the table's width between them."""
    out: list[list[_Anchor]] = []
    for anchor in _anchors(lines):
        run = next((r for r in reversed(out) if r[-1].same_stops(anchor)), None)
        if run is not None and run[-1].at < anchor.at and _joined(lines, run, anchor):
            run.append(anchor)
        else:
            out.append([anchor])
    return [run for run in out if len(run) >= 2]


def _in_wider_table(lines: list[TextLine], run: list[_Anchor]) -> bool:
    """Whether most of the times have something else beside them too, always at the same place: a further column."""
    starts: Counter[int] = Counter()
    for anchor in run:
        others = (c for c in lines[anchor.at].chunks if c is not anchor.time and c is not anchor.words)
        starts.update({round(c.x0 / _SIDE) for c in others})
    near = max((n + starts[x + 1] for x, n in starts.items()), default=0)
    return near >= _BESIDE * len(run)


def _joined(lines: list[TextLine], run: list[_Anchor], following: _Anchor) -> bool:
    stops, last = _Stops.of([*run, following]), lines[run[-1].at]
    for line in lines[run[-1].at + 1 : following.at + 1]:
        own = stops.split(line)
        if own is None or line.base - last.base > _LOOSE * line.size:
            return False
        if own[0] and line is not lines[following.at] and not _is_time(f"{run[-1].time.text} {own[0][0].text}"):
            return False
        if own[0] or own[1]:
            last = line
    return True


def _rows(lines: list[TextLine], run: list[_Anchor]) -> list[_Row]:
    """The rows: what has no time of its own goes on from the row above."""
    stops = _Stops.of(run)
    rows: list[_Row] = []
    last: TextLine | None = None
    start = run[0].at
    above = stops.split(lines[start - 1]) if start else None
    if above and above[0] and above[1] and _is_time(f"{above[0][0].text} {run[0].time.text}"):
        start -= 1  # "Juni til og" over "med oktober 2025"
    for at in range(start, len(lines)):
        line = lines[at]
        own = stops.split(line)
        if own is None:
            break
        times, words = own
        step = (line.base - last.base) / line.size if last is not None else 0.0
        if not times and not words:
            continue
        if times and not (rows and step <= _PITCH and _goes_on(rows[-1], times[0], words)):
            if step > _LOOSE or not words:
                break
            rows.append(_Row(line.top, line.bottom))
        elif step > (_PITCH if at > run[-1].at else _LOOSE):
            break
        rows[-1].add(line, times, words)
        last = line
    while rows and not _is_time(rows[-1].time):
        rows.pop()
    return rows if all(_is_time(row.time) for row in rows) else []


def _goes_on(row: _Row, time: Chunk, words: list[Chunk]) -> bool:
    """Whether a piece in the column of times is the rest of the time above it ("Første halvår" over "2025")."""
    if not _is_time(f"{row.time} {time.text}"):
        return False
    return not _is_time(row.time) or not words or words[0].text[0].islower()


def _table(rows: list[_Row]) -> Timed:
    """The grid of two columns."""
    columns = [(row.times, row.words) for row in rows]
    left = min(c.x0 for first, _ in columns for c in first)
    middle = min(c.x0 for _, second in columns for c in second) - _MARGIN
    right = max(c.x1 for first, second in columns for c in (*first, *second))
    ys = [rows[0].top, *((a.bottom + b.top) / 2 for a, b in pairwise(rows)), rows[-1].bottom]
    xs = [left, middle, right]
    words = [[word for chunk in chunks for word in chunk.words] for pair in columns for chunks in pair]
    return Grid(xs, ys, cells_of(xs, ys), stroked=False), words
