"""Where one paragraph or list item of a column ends and the next begins."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from ...models.layout import Line
from ...models.page import Style
from .lines import WIDEST_PITCH, baseline
from .lists import Marker, marker_of, ordinal

_TERMINAL = ".:!?…"
_CLOSING = "\"'”“»’)]"
_ORDINAL_NOUNS = frozenset(
    [
        "januar",
        "februar",
        "marts",
        "april",
        "maj",
        "juni",
        "juli",
        "august",
        "september",
        "oktober",
        "november",
        "december",
        "jan.",
        "feb.",
        "mar.",
        "apr.",
        "jun.",
        "jul.",
        "aug.",
        "sep.",
        "sept.",
        "okt.",
        "nov.",
        "dec.",
        "kvartal",
        "kvartalet",
        "kvt",
        "kvt.",
        "kv.",
        "kvrt.",
        "halvår",
        "halvåret",
        "halvdel",
        "klasse",
        "klassetrin",
        "etape",
        "fase",
        "behandling",
        "gang",
        "sal",
        "juni,",
        "plads",
        "år",
    ]
)
"""After "1." these make a date or an ordinal of running text and no list item."""


@dataclass(slots=True)
class Region:
    """What is usual in a region, against which two lines are compared."""

    left: float
    right: float
    pitches: dict[float, float]
    """Usual distance of two baselines by font size."""

    @classmethod
    def of(
        cls,
        lines: list[Line],
        pitches: dict[float, float],
        edges: tuple[float, float] | None = None,
    ) -> Region:
        """Measure `lines`; where they are too few the page's `pitches` decide."""
        level = [line for line in lines if line.words[0].upright]
        left, right = edges or (
            min((line.bbox[0] for line in level), default=0.0),
            max((line.bbox[2] for line in level), default=0.0),
        )
        return cls(left, right, _local_pitches(level, pitches))


def _local_pitches(lines: list[Line], pitches: dict[float, float]) -> dict[float, float]:
    seen: dict[float, Counter[float]] = {}
    for a, b in pairwise(lines):
        size = a.style.size
        if size != b.style.size or a.page != b.page:
            continue
        step = baseline(b) - baseline(a)
        if 0.85 * size <= step <= WIDEST_PITCH * size:
            seen.setdefault(size, Counter())[round(2 * step) / 2] += 1
    out = dict(pitches)
    for size, count in seen.items():
        total = count.total()
        often = [step for step, n in count.items() if n >= max(2, 0.2 * total)]
        if often:
            out[size] = min(often)
        else:
            # Too few lines to tell: the page's usual spacing, unless these lines are set closer.
            out[size] = min(min(count), pitches.get(size, 1.5 * size))
    return out


def split_paragraphs(lines: list[Line], region: Region) -> list[tuple[list[Line], Marker | None]]:
    """The lines of each paragraph or list item with its mark, in order."""
    marks = [_mark(lines, i) for i in range(len(lines))]
    accepted = _accept(lines, marks, region)
    out: list[tuple[list[Line], Marker | None]] = []
    for i, line in enumerate(lines):
        mark = accepted[i]
        if (
            out
            and mark is None
            and not _breaks(
                out[-1][0],
                out[-1][1],
                line,
                lines[i + 1] if i + 1 < len(lines) else None,
                region,
            )
        ):
            out[-1][0].append(line)
        else:
            out.append(([line], mark))
    return out


def _mark(lines: list[Line], i: int) -> Marker | None:
    words = lines[i].words
    if not words[0].upright:
        return None
    return marker_of(words[0].text, len(words) > 1)


def _accept(lines: list[Line], marks: list[Marker | None], region: Region) -> list[Marker | None]:
    """Which marks really start an item. A bullet always does; figures and dashes need more evidence."""
    _tell_roman(marks)
    out: list[Marker | None] = []
    last: dict[str, tuple[float, Marker, float]] = {}
    for i, mark in enumerate(marks):
        if mark is None:
            out.append(None)
            continue
        line = lines[i]
        if not mark.sure and not _is_item(lines, marks, i, mark, last, region):
            out.append(None)
            continue
        last[mark.kind] = (line.bbox[0], mark, text_start(line, mark))
        out.append(mark)
    return out


def _tell_roman(marks: list[Marker | None]) -> None:
    """A single "i.", "v." or "x." is a roman figure where others of them stand beside it."""
    if any(mark is not None and mark.kind == "roman" for mark in marks):
        for i, mark in enumerate(marks):
            if mark is not None and mark.kind == "letter" and mark.text.strip("().").lower() in ("i", "v", "x"):
                marks[i] = Marker(mark.text, "roman", mark.glued)


def _is_item(
    lines: list[Line],
    marks: list[Marker | None],
    i: int,
    mark: Marker,
    last: dict[str, tuple[float, Marker, float]],
    region: Region,
) -> bool:
    line = lines[i]
    before = lines[i - 1] if i else None
    if len(line.words) < 2 and not mark.glued:
        return False
    fresh = (
        before is None
        or ends_sentence(before.text)
        or ends_early(before, line, region)
        or _gap(before, line, region) > 0.12
    )
    known = last.get(mark.kind)
    sibling = known is not None and min(abs(known[0] - line.bbox[0]), abs(known[2] - text_start(line, mark))) < 3
    if mark.kind == "dash":
        return fresh or sibling or _hangs(lines, i, mark)
    following = line.words[1].text if len(line.words) > 1 else ""
    wide = text_start(line, mark) - line.words[0].x1 > 0.5 * line.style.size
    if following.casefold().rstrip(":,;") in _ORDINAL_NOUNS and not wide:
        return False
    place = ordinal(mark)
    if sibling and known is not None and place == (ordinal(known[1]) or 0) + 1:
        return True
    if not fresh:
        return False
    if following[:1].islower() and not wide and not _hangs(lines, i, mark):
        return _has_next(lines, marks, i, mark)
    if mark.kind in ("letter", "roman") and mark.text[-1] == "." and not wide:
        # "A. Hansen" or "S. 12" may start a line.
        return _has_next(lines, marks, i, mark)
    return True


def _has_next(lines: list[Line], marks: list[Marker | None], i: int, mark: Marker) -> bool:
    """Whether the mark that follows in the series stands further down at the same x."""
    place = ordinal(mark)
    x0, start = lines[i].bbox[0], text_start(lines[i], mark)
    for line, other in zip(lines[i + 1 : i + 40], marks[i + 1 : i + 40], strict=False):
        if other is None or other.kind != mark.kind or ordinal(other) != (place or 0) + 1:
            continue
        if min(abs(line.bbox[0] - x0), abs(text_start(line, other) - start)) < 3:
            return True
    return False


def _hangs(lines: list[Line], i: int, mark: Marker) -> bool:
    """Whether the next line starts under the item's text and not under its mark."""
    if i + 1 >= len(lines):
        return False
    start = text_start(lines[i], mark)
    return abs(lines[i + 1].bbox[0] - start) < 2 and start > lines[i].bbox[0] + 3


def text_start(line: Line, mark: Marker | None) -> float:
    """The x at which the text of an item's first line starts, after its mark."""
    if mark is None or mark.glued or len(line.words) < 2:
        return line.bbox[0]
    return line.words[1].x0


def ends_sentence(text: str) -> bool:
    """Whether a text ends with a mark that closes a sentence or opens a list."""
    core = text.rstrip(_CLOSING)
    return bool(core) and core[-1] in _TERMINAL


def ends_early(a: Line, b: Line, region: Region) -> bool:
    """Whether the first word of `b` would have found room at the end of `a`."""
    first = b.words[0]
    room = region.right - a.bbox[2]
    return room > first.x1 - first.x0 + 0.5 * a.style.size


def _gap(a: Line, b: Line, region: Region) -> float:
    """White space between two lines beyond the usual, in ems of the smaller; large where they are apart."""
    if a.page != b.page:
        return 0.0
    small = min(a.style.size, b.style.size) or 1.0
    pitch = region.pitches.get(a.style.size) if a.style.size >= b.style.size else region.pitches.get(b.style.size)
    if pitch is None:
        pitch = 1.35 * max(a.style.size, b.style.size)
    step = baseline(b) - baseline(a)
    return (step - pitch) / small


def _emphasis(style: Style) -> tuple[bool, bool, tuple[int, int, int]]:
    return (style.bold, style.italic, style.colour)


def _uniform(line: Line) -> bool:
    first = _emphasis(line.words[0].style)
    return all(_emphasis(word.style) == first for word in line.words if any(c.isalnum() for c in word.text))


def _breaks(
    done: list[Line],
    mark: Marker | None,
    b: Line,
    following: Line | None,
    region: Region,
) -> bool:
    """Whether `b` starts a new paragraph after the lines `done` of the current one."""
    a = done[-1]
    if a.words[0].upright != b.words[0].upright:
        return True
    if not a.words[0].upright:
        return False
    size = a.style.size
    if abs(size - b.style.size) > max(0.6, 0.07 * size):
        return True
    gap = _gap(a, b, region)
    if gap > 0.35 or gap < -1.6:
        return True
    closed = ends_sentence(a.text)
    early = ends_early(a, b, region)
    capital = _starts_fresh(b)
    if _changes_emphasis(done, b, closed, early):
        return True
    if gap > 0.12 and (closed or (capital and early)):
        return True
    if run_in(b) and not a.words[-1].style.bold:
        return True
    if mark is not None:
        return _item_ends(done, mark, b, closed, early, capital)
    if b.bbox[0] > done[0].bbox[0] + 3 and run_in(done[0]) and (len(done) == 1 or abs(b.bbox[0] - a.bbox[0]) < 3):
        return False  # hanging under a run-in heading
    return _by_alignment(done, b, following, region, closed, early, capital)


def run_in(line: Line) -> bool:
    """Whether a line starts with words in bold up to a colon, and goes on otherwise."""
    for i, word in enumerate(line.words):
        if not word.style.bold:
            return i > 0 and (line.words[i - 1].text[-1] == ":" or word.text[0] == ":")
    return False


def _starts_fresh(line: Line) -> bool:
    text = line.words[0].text.lstrip("\"'”“»(’[")
    return bool(text) and not text[0].islower()


def _changes_emphasis(done: list[Line], b: Line, closed: bool, early: bool) -> bool:
    a = done[-1]
    if _emphasis(a.words[-1].style) == _emphasis(b.words[0].style):
        return False
    if not (_uniform(b) or _uniform(a)):
        return False
    whole = all(_uniform(line) for line in done) and len({_emphasis(line.words[0].style) for line in done}) == 1
    if whole and (a.style.bold or a.style.colour != b.style.colour):
        # A label or heading line, then its text.
        return early or closed or _starts_fresh(b)
    return _uniform(b) and (closed or early) and _starts_fresh(b)


def _item_ends(done: list[Line], mark: Marker, b: Line, closed: bool, early: bool, capital: bool) -> bool:
    """Whether the unmarked line `b` is no part of the item above it."""
    first = done[0]
    start, own = text_start(first, mark), first.bbox[0]
    x0 = b.bbox[0]
    if x0 < own - 3:
        return True
    if start - own > 3 and x0 < start - 3:
        # Back under the mark: new text where the item hangs, or where its line had room left.
        hanging = len(done) > 1 and done[-1].bbox[0] > own + 3
        return hanging or (early and (closed or capital))
    if start - own <= 3 or x0 <= start + 3:
        return early and closed and capital and start - own <= 3
    return False


def _by_alignment(
    done: list[Line],
    b: Line,
    following: Line | None,
    region: Region,
    closed: bool,
    early: bool,
    capital: bool,
) -> bool:
    a = done[-1]
    shift = b.bbox[0] - a.bbox[0]
    if abs(shift) > 3:
        middle = abs((a.bbox[0] + a.bbox[2]) - (b.bbox[0] + b.bbox[2])) < 3
        flush_right = abs(a.bbox[2] - b.bbox[2]) < 1.5
        if middle or flush_right:
            room = region.right - a.bbox[2] + a.bbox[0] - region.left
            return (closed and early and capital) or (capital and room > 0.5 * (region.right - region.left))
        if shift < 0:
            # The second line after a first-line indent; a later one leaves an indented paragraph.
            return len(done) > 1 or (early and closed)
        if len(done) == 1 and not closed:
            return False  # hanging lines under a label or a number
        if following is not None and following.bbox[0] < b.bbox[0] - 3:
            return closed or early
        return closed and capital
    if not early:
        return False
    room = region.right - a.bbox[2]
    width = max(region.right - region.left, 1.0)
    if closed and capital:
        return room > 0.08 * width or len(done) == 1
    # No full stop: only a line that ends far from the edge, before a capital, shows an end.
    return capital and room > 0.45 * width and a.bbox[0] <= region.left + 3
