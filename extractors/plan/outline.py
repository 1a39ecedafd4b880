"""Which headings are initiatives and which are goals: from the document's own structure.

Headings are gathered into series ("Indsats 1", "Indsats 2" ...; "1.1", "1.2" ...; all headings of one level). Each
series is judged by what its members own: milestone and gain tables, and sub-headings that repeat from member to member.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace

from rapidfuzz.distance import Levenshtein

from ...models.layout import Block, Piece
from ..vocabulary.phrases import fold
from .heading_roles import heading_role
from .heads import Head
from .labels import run_in_label
from .marks import Mark, is_frame, series_word
from .nature import leads_list
from .table_roles import TableRoles

_MOST = 0.6
_SURE, _ALIKE = 0.9, 0.8
_KIND_WORTH = {"initiative": 2.0, "code": 1.5, "either": 1.0, "unknown": 0.6, "number": 0.6, "none": 0.0}


@dataclass(slots=True)
class Span:
    """An initiative's or goal's part of the body."""

    head: Head
    start: int
    """Index of the first piece of its text."""
    end: int
    """Index of the first piece that no longer belongs to it."""
    goal: Head | None = None


@dataclass(slots=True)
class Outline:
    """The initiatives of a document and the goals above them."""

    initiatives: list[Span] = field(default_factory=list)
    goals: list[Head] = field(default_factory=list)
    confidence: float = 1.0
    rule: str = ""


@dataclass(slots=True)
class _Series:
    kind: str
    members: list[Head]
    spans: list[Span] = field(default_factory=list)
    evidence: list[float] = field(default_factory=list)
    repeating: list[bool] = field(default_factory=list)
    """Whether known sub-headings come again within a member, as they do under a heading that groups initiatives."""

    @property
    def share(self) -> float:
        """How many of its members own evidence, 0 to 1. Without a mark, those before the first and after the last that
        does are left out: chapters of the whole plan have the same looks."""
        owns = [value > 0 for value in self.evidence]
        if self.kind != "none" or not any(owns):
            return sum(owns) / len(self.members)
        return sum(owns) / (len(owns) - owns[::-1].index(True) - owns.index(True))

    @property
    def level(self) -> int:
        return min(head.level for head in self.members)


def read_outline(body: list[Piece], heads: list[Head], tables: dict[int, TableRoles]) -> Outline:
    """The initiatives and goals among `heads`; empty where no series of headings owns anything like one.

    `tables` has the column roles of each table of `body`, by its index.
    """
    series = _gather(heads)
    for one in series:
        flat = _flat(one, heads)
        one.spans = [_span(head, one, heads, body, flat) for head in one.members]
    _weigh(series, body, heads, tables)
    best = _best(series)
    if best is None:
        return _single(series, heads, tables)
    spans = _units(best)
    also = _codes_beside(series, best, spans)
    spans = sorted(spans + also, key=lambda span: span.start)
    outline = Outline(initiatives=spans, rule=f"series:{best.kind}", confidence=_confidence(best))
    outline.goals = _goals(heads, outline, series, best)
    return outline


def _gather(heads: list[Head]) -> list[_Series]:
    _forget_lone_marks(heads)
    groups: dict[tuple[object, ...], list[Head]] = {}
    again = Counter(fold(head.text) for head in heads)
    renumbered = _renumbered(heads)
    for head in heads:
        mark = head.mark
        if mark.kind == "part":
            continue
        depth = mark.number.count(".") if mark.number else 0
        if mark.kind in ("initiative", "either", "unknown"):
            key: tuple[object, ...] = (mark.kind, fold(mark.word or ""), depth)
        elif mark.kind == "code":
            key = ("code",)
        elif mark.kind == "number" and head.role is None and fold(head.title) not in renumbered:
            key = ("number", depth, head.level)
        elif head.role is None and not head.inline and not is_frame(head.title) and again[fold(head.text)] == 1:
            key = ("none", head.level)
        else:
            continue
        groups.setdefault(key, []).append(head)
    return [_Series(str(key[0]), members) for key, members in groups.items()]


def _renumbered(heads: list[Head]) -> set[str]:
    """Titles that come again under another number ("2.1.1 Tidsplan", "2.2.1 Tidsplan"): sub-headings of the units."""
    numbers: dict[str, set[str]] = {}
    for head in heads:
        if head.mark.kind == "number" and head.mark.number is not None:
            numbers.setdefault(fold(head.title), set()).add(head.mark.number)
    return {title for title, found in numbers.items() if len(found) >= 2}


def _forget_lone_marks(heads: list[Head]) -> None:
    """A code that stands alone ("COVID-19 - ...") and figures that do not count up ("Klima 25") belong to the title."""
    unknown: dict[str, list[Head]] = {}
    for head in heads:
        if head.mark.kind == "unknown":
            unknown.setdefault(fold(head.mark.word or ""), []).append(head)
    lone = [head for members in unknown.values() if not _counts_up(members) for head in members]
    codes = [head for head in heads if head.mark.kind == "code"]
    for head in lone + (codes if len(codes) == 1 else []):
        if not head.inline:
            head.mark = Mark("none", None, None, head.text)
            head.role = heading_role(head.title)


def _counts_up(members: list[Head]) -> bool:
    """Whether the numbers of a series are 1, 2, 3 ... as a series of an unknown word must be."""
    numbers = [head.mark.number for head in members]
    return len(members) >= 2 and len(set(numbers)) == len(numbers) and numbers[0] in ("1", "1.1", "I", "A")


def _flat(series: _Series, heads: list[Head]) -> bool:
    """Whether sub-headings that the vocabulary knows ("Formål") stand on the level of the series' own headings.

    What stands below the last member tells nothing, unless there is no other: it may be a section of the whole plan.
    """
    first, last = series.members[0], series.members[-1]
    for head in heads:
        if head.index <= first.index or head.role is None or head.inline or _in_box(head):
            continue
        if first is last:
            return head.level <= first.level
        if head.index > last.index:
            return False
        owner = max((one for one in series.members if one.index < head.index), key=lambda one: one.index)
        if head.level == owner.level and head.mark.kind != "number":
            return True
    return False


def _span(head: Head, series: _Series, heads: list[Head], body: list[Piece], flat: bool) -> Span:
    """From a head to the next of its series, or to the next heading of its rank that is no part of it.

    `flat`: sub-headings have the rank of the series' own headings. A heading that comes back is a sub-heading of the
    units and ends none, whatever its rank.
    """
    end = len(body)
    again = Counter(fold(other.text) for other in heads)
    own = {id(member) for member in series.members}
    for other in heads:
        if other.index <= head.index:
            continue
        if id(other) in own:
            end = other.index
            break
        if other.inline or _in_box(other) or (again[fold(other.text)] >= 2 and other.mark.kind == "none"):
            continue
        above = other.level < head.level
        same = other.level == head.level and (other.role is None or other.mark.kind == "number" or not flat)
        if above or same:
            end = other.index
            break
    return Span(head, head.end, end)


def _in_box(head: Head) -> bool:
    return head.blocks[0].box is not None


def _weigh(series: list[_Series], body: list[Piece], heads: list[Head], tables: dict[int, TableRoles]) -> None:
    """Give each member the evidence that lies directly under it and under no deeper series' member.

    Headings without a mark are weighed first: where most of them own something, they are such a deeper series too.
    Boxes count for them only then, for else a box hangs on whichever heading happens to stand before it.
    """
    labels = _labels(body, heads)
    marked = [one for one in series if one.kind not in ("none", "part") and len(one.members) >= 2]
    owners: list[_Series] = []
    for one in (one for one in series if one.kind == "none"):
        _weigh_one(one, labels, tables, marked, boxes=True)
        if one.share < _MOST:
            _weigh_one(one, labels, tables, marked, boxes=False)
        elif len(one.members) >= 2:
            owners.append(one)
    for one in (one for one in series if one.kind != "none"):
        units = one.kind in ("initiative", "code")
        _weigh_one(one, labels, tables, marked if units else marked + owners, boxes=True)


def _weigh_one(
    one: _Series,
    labels: list[tuple[int, str, bool, bool]],
    tables: dict[int, TableRoles],
    others: list[_Series],
    boxes: bool,
) -> None:
    """Set the evidence of each member of one series, what lies under a member of `others` left out."""
    common = Counter(fold(text) for _, text, _, _ in labels)
    deeper = [span for other in others if other is not one for span in other.spans]
    one.evidence, one.repeating = [], []
    for span in one.spans:
        inside = [s for s in deeper if span.start <= s.head.index and s.end <= span.end and s.head is not span.head]
        covered = {i for s in inside for i in range(s.head.index, s.end)}
        value = 0.0
        for index, roles in tables.items():
            if span.start <= index < span.end and index not in covered and roles.kind:
                value += 2.0
        seen: set[str] = set()
        again: set[str] = set()
        for index, text, known, boxed in labels:
            if not span.start <= index < span.end or index in covered or (boxed and not boxes):
                continue
            key = fold(text)
            if key in seen and known:
                again.add(key)
            if key in seen or not (known or common[key] >= 2):
                continue
            seen.add(key)
            value += 1.0 if known and common[key] >= 2 else 0.5
        one.evidence.append(min(value, 4.0))
        one.repeating.append(len(again) >= 2)


def _labels(body: list[Piece], heads: list[Head]) -> list[tuple[int, str, bool, bool]]:
    """`(index, text, in the vocabulary, in a box)` of sub-headings, run-in labels and lines that announce a list."""
    renumbered = _renumbered(heads)
    out = [
        (head.index, head.title, head.role is not None, _in_box(head))
        for head in heads
        if not head.inline
        and (head.mark.kind == "none" or (head.mark.kind == "number" and fold(head.title) in renumbered))
    ]
    for i, piece in enumerate(body):
        if not isinstance(piece, Block):
            continue
        label = run_in_label(piece)
        if label is not None and label[2] is not None:
            out.append((i, label[0], True, piece.box is not None))
        elif leads_list(piece, body[i + 1] if i + 1 < len(body) else None):
            out.append((i, piece.text, True, piece.box is not None))
    return sorted(out)


def _best(series: list[_Series]) -> _Series | None:
    best: tuple[float, _Series] | None = None
    for one in series:
        n = len(one.members)
        owning = sum(1 for value in one.evidence if value > 0)
        total = sum(one.evidence)
        if one.kind == "none" and (owning < 2 or total < 3):
            continue
        if one.kind in ("number", "unknown", "either") and (owning < max(1, n * 0.4) or total < 2):
            continue
        if one.kind in ("initiative", "code") and total < 0.5 and n < 2:
            continue
        mean = total / max(owning, 1)
        if sum(one.repeating) >= 0.5 * owning or _groups_units(one, series):
            mean *= 0.5  # its members hold several units
        value = mean * one.share * min(owning, 6) ** 0.5 + _KIND_WORTH[one.kind] * (1.0 if n >= 2 else 0.5)
        if best is None or value > best[0]:
            best = (value, one)
    return best[1] if best else None


def _groups_units(one: _Series, series: list[_Series]) -> bool:
    """Whether most members that own something hold two or more members of a deeper series that mostly own something."""
    if one.kind != "none":
        return False
    owning = [span for span, value in zip(one.spans, one.evidence, strict=True) if value > 0]
    for other in series:
        if other is one or other.kind != "none" or other.level <= one.level or other.share < _MOST:
            continue
        heads = [head.index for head, value in zip(other.members, other.evidence, strict=True) if value >= 1]
        holding = sum(sum(span.start <= i < span.end for i in heads) >= 2 for span in owning)
        if holding > 0.5 * len(owning):
            return True
    return False


def _units(best: _Series) -> list[Span]:
    """The members that are initiatives: all of a worded series; of bare numbers not the first and last chapters that
    own nothing; of headings without a mark those that own something."""
    owns = [value > 0 for value in best.evidence]
    if best.kind not in ("none", "code"):
        best = _without_announced(best)
        owns = [value > 0 for value in best.evidence]
    if best.kind == "none":
        return [span for span, found in zip(best.spans, owns, strict=True) if found]
    if best.kind not in ("number", "unknown") or not any(owns):
        return best.spans
    return best.spans[owns.index(True) : len(owns) - owns[::-1].index(True)]


def _without_announced(best: _Series) -> _Series:
    """The series without members that own nothing and that a later one of the same number and title repeats."""
    kept = [
        i
        for i, (span, value) in enumerate(zip(best.spans, best.evidence, strict=True))
        if value > 0 or not any(_same(span.head, other.head) for other in best.spans[i + 1 :])
    ]
    if len(kept) == len(best.members):
        return best
    return replace(
        best,
        members=[best.members[i] for i in kept],
        spans=[best.spans[i] for i in kept],
        evidence=[best.evidence[i] for i in kept],
        repeating=[best.repeating[i] for i in kept],
    )


def _same(a: Head, b: Head) -> bool:
    alike = Levenshtein.normalized_similarity(fold(a.title), fold(b.title)) >= _ALIKE
    return a.mark.number == b.mark.number and alike


def _single(series: list[_Series], heads: list[Head], tables: dict[int, TableRoles]) -> Outline:
    """The only initiative of a plan: the innermost heading over sections of which two or more tell actions or gains.

    The heading of the whole document is none.
    """
    found: list[Span] = []
    for one in series:
        for span in one.spans if one.kind in ("none", "number") else []:
            inside = [h.role.kind for h in heads if span.start <= h.index < span.end and h.role is not None]
            items = sum(kind in ("milestones", "gains") for kind in inside)
            items += sum(span.start <= i < span.end and roles.kind is not None for i, roles in tables.items())
            if len(set(inside)) >= 2 and items >= 2 and span.head.index > heads[0].index:
                found.append(span)
    inner = [span for span in found if not any(span.start <= other.head.index < span.end for other in found)]
    return Outline(initiatives=inner, rule="single", confidence=0.5) if len(inner) == 1 else Outline()


def _codes_beside(series: list[_Series], best: _Series, spans: list[Span]) -> list[Span]:
    """Coded proposals ("SU05 - ...") that stand beside the main series are initiatives as well."""
    if best.kind == "code":
        return []
    taken = [(span.head.index, span.end) for span in spans]
    return [
        span
        for one in series
        if one.kind == "code" and len(one.members) >= 2
        for span in one.spans
        if not any(start <= span.head.index < end for start, end in taken)
    ]


def _goals(heads: list[Head], outline: Outline, series: list[_Series], best: _Series) -> list[Head]:
    """The headings one step above the initiatives that group them; sets `Span.goal`."""
    inner = {id(span.head) for span in outline.initiatives}
    level = (
        min(span.head.level for span in outline.initiatives if not span.head.inline)
        if any(not span.head.inline for span in outline.initiatives)
        else 9
    )
    marked = {
        id(member): one for one in series if one.kind in ("either", "initiative", "unknown") for member in one.members
    }
    main = {id(member) for member in best.members}
    again = Counter(fold(head.text) for head in heads)
    above = [
        head
        for head in heads
        if id(head) not in inner
        and not head.inline
        and (id(head) in marked or not (_in_box(head) or _is_sub_heading(head, again)))
    ]
    parents: dict[int, Head] = {}
    for span in outline.initiatives:
        before = [head for head in reversed(above) if head.index < span.head.index]
        parent = next((head for head in before if _groups(head, span, level, marked.get(id(head)), best)), None)
        if parent is not None and id(span.head) in main:
            parents[id(span)] = parent
    groups = Counter(id(head) for head in parents.values())
    named = {id(head): head for head in parents.values()}
    goals = [head for key, head in named.items() if _is_goal(head, marked, len(groups), outline)]
    kept = {id(head) for head in goals}
    for span in outline.initiatives:
        parent = parents.get(id(span))
        if parent is not None and id(parent) in kept:
            span.goal = parent
    return sorted(goals, key=lambda head: head.index)


def _is_sub_heading(head: Head, again: Counter[str]) -> bool:
    """Whether a heading is one of a unit's own: known, or printed several times."""
    return (head.role is not None and head.role.score >= _SURE) or again[fold(head.text)] >= 2


def _groups(head: Head, span: Span, level: int, own: _Series | None, best: _Series) -> bool:
    """Whether a heading above an initiative is of a higher rank: by its series, its number or its level."""
    if own is not None and own is not best:
        return True
    number, inner = head.mark.number, span.head.mark.number or ""
    numbered = best.kind == head.mark.kind == "number" and number is not None and inner.startswith(f"{number}.")
    return numbered or head.level < level


def _is_goal(head: Head, marked: dict[int, _Series], parents: int, outline: Outline) -> bool:
    if id(head) in marked:
        return True
    if parents < 2 or (head.role is not None and head.role.score >= _SURE):
        return False
    # A chapter heading that only names the kind of thing ("Vores indsatser i 2022") is no goal.
    words = [word for word in fold(head.title).split() if len(word) > 3 and not word.isdigit()]
    return len(words) > 2 or not any(series_word(word) for word in words) or head.mark.kind == "number"


def _confidence(best: _Series) -> float:
    share = sum(1 for value in best.evidence if value > 0) / len(best.evidence)
    base = {"initiative": 0.95, "code": 0.9, "either": 0.9, "number": 0.85, "unknown": 0.8, "none": 0.7}[best.kind]
    return round(base * (0.7 + 0.3 * share), 2)
