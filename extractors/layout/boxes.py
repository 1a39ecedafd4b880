"""Boxes and sidebars: tinted or framed areas, and text between rules, that stand apart from the main text."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from ...models.geometry import Bbox, contains, intersection
from ...models.layout import Box, Table
from ...models.page import Area, Colour, Page, Word

_MANY = 400
"""More shapes or rules than this on a page are a drawing, in which no boxes are looked for."""
_TITLE = 10.0
"""Points: the height of a line of text at least."""
_PAGE_SHARE = 0.6
"""Of the page: a larger area is its background."""


@dataclass(slots=True)
class Found:
    """A box of a page, with the words that stand directly in it and the boxes inside it."""

    bbox: Bbox
    fill: Colour | None
    framed: bool = False
    rectangular: bool = True
    words: list[Word] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    inner: list[Found] = field(default_factory=list)
    banner: bool = False
    """A bar of one or two lines that is as wide as its column: a heading, and no box."""
    beside: bool = False
    """The rest of a banner's bar, with small words that are no part of the heading."""

    @property
    def count(self) -> int:
        """Words in it, those of inner boxes included."""
        return len(self.words) + sum(box.count for box in self.inner)

    def to_box(self, page: int) -> Box:
        return Box(page, self.bbox, self.fill)


def find_boxes(page: Page, words: list[Word], tables: list[Table]) -> tuple[list[Found], list[Word]]:
    """The outermost boxes of a page with what stands in them, and the words outside all boxes.

    `words` are those in no table. What belongs to a table's grid or to the page's background is no box.
    """
    candidates = _candidates(page, tables)
    if not candidates:
        return [], words
    candidates.sort(key=lambda f: (f.bbox[2] - f.bbox[0]) * (f.bbox[3] - f.bbox[1]))
    outside: list[Word] = []
    for word in words:
        x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
        for box in candidates:
            left, top, right, bottom = box.bbox
            if left <= x <= right and top <= y <= bottom:
                box.words.append(word)
                break
        else:
            outside.append(word)
    for table in tables:
        for box in candidates:
            if contains(box.bbox, table.bbox, 2.0) and not _same(box.bbox, table.bbox):
                box.tables.append(table)
                break
    # Without words of their own or two boxes inside, frames say nothing.
    outermost: list[Found] = []
    for i, box in enumerate(candidates):
        if not box.words and not box.tables and len(box.inner) < 2:
            for inner in box.inner:
                _place(inner, candidates[i + 1 :], outermost)
            continue
        _place(box, candidates[i + 1 :], outermost)
    kept: list[Found] = []
    for box in outermost:
        if _is_highlight(box, outside) or (not box.rectangular and _is_crossed(box, outside)):
            outside.extend(_all_words(box))
        else:
            kept.append(box)
    outside.sort(key=lambda w: (round(w.bottom - 0.22 * w.style.size, 1), w.x0))
    kept.sort(key=lambda f: (f.bbox[1], f.bbox[0]))
    return kept, outside


def _place(box: Found, larger: list[Found], outermost: list[Found]) -> None:
    for other in larger:
        if contains(other.bbox, box.bbox, 2.0):
            other.inner.append(box)
            return
    outermost.append(box)


def _candidates(page: Page, tables: list[Table]) -> list[Found]:
    limit = _PAGE_SHARE * page.width * page.height
    table_boxes = [table.bbox for table in tables]
    out: list[Found] = []
    areas = [area for area in page.areas if area.x1 - area.x0 >= 40 and area.bottom - area.top >= 10]
    for area in areas if len(areas) <= _MANY else ():
        x0, top, x1, bottom = area.bbox
        if (x1 - x0) * (bottom - top) > limit:
            continue
        if x1 - x0 > 0.97 * page.width and bottom - top > 60:
            continue  # runs off the page on both sides: its design
        fill = area.fill
        if fill is not None and min(fill) > 250:
            fill = None
        if fill is None and area.stroke is None:
            continue
        if any(_of_table(area.bbox, box) for box in table_boxes):
            continue
        if not _known(area, fill, out):
            out.append(Found(area.bbox, fill, area.stroke is not None, area.rectangular))
    for frame in _frames(page):
        size = (frame[2] - frame[0]) * (frame[3] - frame[1])
        if size > limit or any(_of_table(frame, box) for box in table_boxes):
            continue
        if not any(_same(frame, other.bbox, 3.0) for other in out):
            out.append(Found(frame, None, True))
    _join_stacked(out)
    return out


def _frames(page: Page) -> list[Bbox]:
    """Boxes drawn as four rules that are no areas."""
    sides = [rule for rule in page.rules if rule.box]
    if len(sides) > _MANY:
        return []
    level = [rule for rule in sides if rule.horizontal and rule.x1 - rule.x0 >= 40]
    upright = [rule for rule in sides if not rule.horizontal and rule.bottom - rule.top >= 10]
    out = []
    for rule in upright:
        tops = [r for r in level if abs(r.top - rule.top) < 3 and abs(r.x0 - rule.x0) < 3]
        for top in tops:
            right = any(
                abs(r.x0 - top.x1) < 3 and abs(r.top - rule.top) < 3 and abs(r.bottom - rule.bottom) < 3
                for r in upright
            )
            below = any(
                abs(r.top - rule.bottom) < 3 and abs(r.x0 - top.x0) < 3 and abs(r.x1 - top.x1) < 3 for r in level
            )
            if right and below:
                out.append((rule.x0, rule.top, top.x1, rule.bottom))
    return out


def _of_table(box: Bbox, table: Bbox) -> bool:
    """Whether an area is a part of a table; one with room for a title above the whole table is a box that holds it."""
    size = (box[2] - box[0]) * (box[3] - box[1])
    titled = table[1] - box[1] > _TITLE and contains(box, table, 2.0)
    return (intersection(box, table) > 0.7 * size and not titled) or _same(box, table)


def _same(a: Bbox, b: Bbox, tolerance: float = 4.0) -> bool:
    return all(abs(p - q) <= tolerance for p, q in zip(a, b, strict=True))


def _known(area: Area, fill: Colour | None, found: list[Found]) -> bool:
    """Whether the area only repeats one (its border, its shadow)."""
    for other in found:
        if _same(other.bbox, area.bbox, 3.0):
            other.fill = fill or other.fill
            other.framed = other.framed or area.stroke is not None
            return True
    return False


def _join_stacked(found: list[Found]) -> None:
    """Areas of one colour and width that touch are one box drawn in pieces."""
    found.sort(key=lambda f: (f.bbox[0], f.bbox[2], f.bbox[1]))
    i = 0
    while i + 1 < len(found):
        a, b = found[i], found[i + 1]
        touching = -2 <= b.bbox[1] - a.bbox[3] <= 0.5
        if (
            a.fill == b.fill
            and abs(a.bbox[0] - b.bbox[0]) < 1
            and abs(a.bbox[2] - b.bbox[2]) < 1
            and touching
            and not (a.framed or b.framed)
        ):
            a.bbox = (a.bbox[0], a.bbox[1], a.bbox[2], max(a.bbox[3], b.bbox[3]))
            del found[i + 1]
        else:
            i += 1


def _all_words(box: Found) -> list[Word]:
    return box.words + [word for inner in box.inner for word in _all_words(inner)]


def _is_crossed(box: Found, outside: list[Word]) -> bool:
    """Whether lines of text run over the side of a shape: it is only drawn behind them."""
    left, _, right, _ = box.bbox
    near: dict[int, list[Word]] = {}
    for other in outside:
        near.setdefault(round(other.bottom), []).append(other)
    for word in box.words:
        if word.x0 < left - 1 or word.x1 > right + 1:
            return True
        line = round(word.bottom)
        for other in [w for at in (line - 1, line, line + 1) for w in near.get(at, ())]:
            if min(abs(other.x0 - word.x1), abs(word.x0 - other.x1)) < word.style.size:
                return True
    return False


def _is_highlight(box: Found, outside: list[Word]) -> bool:
    """Whether an area only marks words of a line: running text goes on beside it."""
    if box.inner or box.tables or not box.words:
        return False
    left, top, right, bottom = box.bbox
    size = max(word.style.size for word in box.words)
    if bottom - top > 1.9 * size:
        return False
    return any(
        -3 < word.x0 - right < size or -size < word.x1 - left < 3
        for word in outside
        if word.top < bottom - 0.4 * size and word.bottom > top + 0.4 * size
    )


def mark_banners(boxes: list[Found], body: float, width: float) -> None:
    """Find the bars that are headings: one or two lines on a filled bar, light on dark or larger or bold, wide."""
    for box in boxes:
        if box.fill is None or box.inner or box.tables or not box.words:
            continue
        rows = _rows(box.words)
        size = max(word.style.size for word in box.words)
        height = box.bbox[3] - box.bbox[1]
        style = box.words[0].style
        light = sum(style.colour) - sum(box.fill) > 240
        if rows > 2 or height > (5.0 if light else 2.2 + 1.4 * rows) * size or len(box.words) > 18:
            continue
        if box.bbox[2] - box.bbox[0] < 0.3 * width:
            continue
        ends = box.words[-1].text[-1]
        lettered = [word.style for word in box.words if any(c.isalpha() for c in word.text)]
        bold = all(found.bold for found in lettered)
        large = all(found.size > 1.1 * body for found in lettered)
        if lettered and (light or bold or large) and ends not in ".;,":
            box.banner = True
    for box in boxes:
        if not box.banner and not box.inner and not box.tables and len(box.words) <= 20:
            box.beside = any(
                other.banner
                and abs(other.bbox[1] - box.bbox[1]) < 3
                and abs(other.bbox[3] - box.bbox[3]) < 3
                and -2 < box.bbox[0] - other.bbox[2] < 6
                for other in boxes
            )


def _rows(words: list[Word]) -> int:
    bases = sorted(word.bottom - 0.22 * word.style.size for word in words)
    return 1 + sum(b - a > 0.5 * words[0].style.size for a, b in pairwise(bases))


def ruled_asides(page: Page, words: list[Word], tables: list[Table]) -> list[Found]:
    """Quotations between two rules of one width, and text beside a thick upright bar, each with its words."""
    out: list[Found] = []
    level = sorted(
        (
            rule
            for rule in page.rules
            if rule.horizontal
            and not rule.box
            and rule.x1 - rule.x0 > 60
            and not any(contains(table.bbox, (rule.x0, rule.top, rule.x1, rule.bottom), 3.0) for table in tables)
        ),
        key=lambda rule: rule.top,
    )
    for i, upper in enumerate(level if len(level) <= _MANY else ()):
        for lower in level[i + 1 :]:
            if lower.top - upper.top > 160:
                break
            if abs(lower.x0 - upper.x0) > 2 or abs(lower.x1 - upper.x1) > 2 or lower.colour != upper.colour:
                continue
            box = (upper.x0, upper.top, upper.x1, lower.top)
            if lower.top - upper.top > 14 and not any(intersection(box, table.bbox) > 1 for table in tables):
                inside = _inside(words, box)
                if _is_quotation(inside, box):
                    out.append(Found(box, None, framed=True, words=inside))
            break
    for bar in _bars(page):
        beside = [
            w for w in words if 0 < w.x0 - bar[2] < 300 and w.top >= bar[1] - 3 and w.bottom <= bar[3] + 3 and w.upright
        ]
        if not beside:
            continue
        left = min(w.x0 for w in beside)
        lines = [w for w in beside if w.x0 < left + 2]
        if left - bar[2] > 20 or len(lines) < 2:
            continue
        chain = _chain(beside, left)
        box = (bar[0], bar[1], max(w.x1 for w in chain), bar[3])
        if any(intersection(box, table.bbox) > 1 for table in tables):
            continue
        first = chain[0].style
        if first.italic or first.size > 1.08 * _usual_size(words) or sum(first.colour) > 150:
            out.append(Found(box, None, framed=True, words=chain))
    return out


def _bars(page: Page) -> list[Bbox]:
    """Thick upright bars: rules, thin filled areas, and the one drawn side of a box."""
    thick = [r for r in page.rules if not r.horizontal and r.width >= 1.2 and 20 <= r.bottom - r.top <= 300]
    sides = [r for r in page.rules if r.box and r.horizontal] if any(r.box for r in thick) else []
    out = [
        (rule.x0, rule.top, rule.x1, rule.bottom)
        for rule in thick[:_MANY]
        if not rule.box
        or (
            rule.width >= 2
            and not any(
                min(abs(side.x0 - rule.x0), abs(side.x1 - rule.x0)) < 4
                and min(abs(side.top - rule.top), abs(side.top - rule.bottom)) < 4
                for side in sides[:_MANY]
            )
        )
    ]
    out.extend(
        area.bbox for area in page.areas if area.x1 - area.x0 <= 8 and 20 <= area.bottom - area.top <= 300 and area.fill
    )
    return out if len(out) <= 40 else []


def _chain(words: list[Word], left: float) -> list[Word]:
    """The words that go on from the left edge without a column's gap between them."""
    out = []
    for row in _by_row(words):
        row.sort(key=lambda w: w.x0)
        if row[0].x0 > left + 30:
            continue
        out.append(row[0])
        for before, word in pairwise(row):
            if word.x0 - before.x1 > 1.5 * word.style.size:
                break
            out.append(word)
    return out


def _by_row(words: list[Word]) -> list[list[Word]]:
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda w: w.bottom - 0.22 * w.style.size):
        base = word.bottom - 0.22 * word.style.size
        if rows and abs(rows[-1][0].bottom - 0.22 * rows[-1][0].style.size - base) < 0.4 * word.style.size:
            rows[-1].append(word)
        else:
            rows.append([word])
    return rows


def _inside(words: list[Word], box: Bbox) -> list[Word]:
    return [
        w for w in words if box[0] - 2 <= (w.x0 + w.x1) / 2 <= box[2] + 2 and box[1] <= (w.top + w.bottom) / 2 <= box[3]
    ]


def _is_quotation(words: list[Word], box: Bbox) -> bool:
    """Few lines set in another style than running text (italic, or light in colour), and no table."""
    if not 3 <= len(words) <= 60:
        return False
    rows = _by_row(words)
    if len(rows) > 6:
        return False
    first = words[0].style
    quoted = words[0].text[0] in '"»”“„’'
    set_apart = quoted or (len(rows) > 1 and (first.italic or max(first.colour) - min(first.colour) > 40))
    narrow = all(b.x0 - a.x1 < 2 * a.style.size for row in rows for a, b in pairwise(sorted(row, key=lambda w: w.x0)))
    return set_apart and narrow


def _usual_size(words: list[Word]) -> float:
    count: dict[float, int] = {}
    for word in words:
        count[word.style.size] = count.get(word.style.size, 0) + len(word.text)
    return max(count, key=lambda s: (count[s], -s)) if count else 10.0
