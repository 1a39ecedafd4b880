"""Milestones, gains and aspects from their texts, each value with its evidence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from ...models.geometry import Bbox, rounded
from ...models.layout import Block, Cell, Role
from ...models.plan import Aspect, AspectKind, Evidence, Gain, Milestone, Place
from ..values.amounts import GainReading, read_gain
from ..values.times import Period, combine, find_times, read_time
from .marks import strip_colon


@dataclass(slots=True)
class Text:
    """Printed words with their places."""

    text: str
    places: list[Place] = field(default_factory=list)
    rule: str = ""

    @classmethod
    def of_blocks(cls, blocks: Iterable[Block], rule: str = "") -> Text:
        """Several blocks as an aspect's text: paragraphs by a line break, points of a list by '; '."""
        blocks = list(blocks)
        return cls(join_blocks(blocks), places_of(blocks), rule)

    @classmethod
    def of_cell(cls, cell: Cell | None, rule: str = "") -> Text | None:
        """A cell's text, None for an empty cell."""
        if cell is None or not cell.text:
            return None
        return cls(cell.text, places_of(cell.blocks), rule)


def place(page: int, bbox: Bbox) -> Place:
    """A place with its box to a hundredth of a point."""
    return _known_place(page, rounded(bbox))


@lru_cache(maxsize=1024)
def _known_place(page: int, bbox: Bbox) -> Place:
    """The same place again, where it is one: a text's place is that of the values in it too."""
    return Place(page=page, bbox=bbox)


def places_of(blocks: Iterable[Block]) -> list[Place]:
    """The places of blocks in order; those of one column of one page that follow each other are one place."""
    out: list[tuple[int, Bbox]] = []
    for block in blocks:
        for page, box in block.places:
            left, top, right, bottom = rounded(box)
            last_page, last = out[-1] if out else (None, box)
            if last_page == page and box[1] >= last[1] - 1 and min(last[2], box[2]) > max(last[0], box[0]):
                merged = (min(last[0], left), min(last[1], top), max(last[2], right), max(last[3], bottom))
                out[-1] = (page, merged)
            else:
                out.append((page, (left, top, right, bottom)))
    return [_known_place(page, box) for page, box in out]


def join_blocks(blocks: list[Block]) -> str:
    """Paragraphs joined by a line break; a list's points are one paragraph, joined by '; '."""
    out = ""
    for i, block in enumerate(blocks):
        if i:
            both = block.role is Role.LIST_ITEM and blocks[i - 1].role is Role.LIST_ITEM
            out += "; " if both else "\n"
        out += block.text
    return out


def flat_text(blocks: list[Block]) -> str:
    """The text of a cell or item: paragraphs joined by a space, points of a list by '; '."""
    return join_blocks(blocks).replace("\n", " ")


def make_aspect(kind: AspectKind, heading: Text | None, text: Text, confidence: float = 1.0) -> Aspect:
    """An aspect with its evidence."""
    cells = {"text": Evidence(places=text.places, rule=text.rule or "text")}
    if heading is not None:
        cells["heading"] = Evidence(places=heading.places, rule="heading")
        cells["kind"] = Evidence(places=heading.places, confidence=confidence, rule=heading.rule or "vocabulary")
    else:
        cells["kind"] = Evidence(places=text.places, confidence=confidence, inferred=True, rule="no heading")
    return Aspect(
        kind=kind,
        heading=strip_colon(heading.text) if heading else None,
        text=text.text,
        places=text.places,
        confidence=confidence,
        cells=cells,
    )


def make_milestone(
    text: Text,
    *,
    timing: Text | None = None,
    read_as: str | None = None,
    time_column: bool = False,
    partners: Text | None = None,
    follow_up: Text | None = None,
    group: Text | None = None,
    period: Period | None = None,
    confidence: float = 1.0,
) -> Milestone:
    """A milestone; where the table has no time column the times are those in the text itself.

    `read_as`: the words of `timing` as they are to be read, where they are short for others ("J" for a month).
    """
    item = Milestone(text=text.text, places=text.places, confidence=confidence)
    item.cells["text"] = Evidence(places=text.places, confidence=confidence, rule=text.rule or "text")
    if timing is not None:
        item.timing = timing.text
        item.cells["timing"] = Evidence(places=timing.places, rule=timing.rule or "column:timing")
        reading = read_time(read_as or timing.text, period)
        where = timing.places
    elif not time_column:
        found = find_times(text.text, period)
        reading = combine(found) if found else None
        where = text.places
        if found:
            item.timing = "; ".join(text.text[start:end] for one in found for start, end in one.spans)
            item.cells["timing"] = Evidence(places=where, confidence=0.8, rule="time in the text")
    else:
        reading, where = None, []
    if reading is not None:
        item.edtf, item.start, item.end = reading.edtf, reading.start, reading.end
        for name in ("edtf", "start", "end"):
            if getattr(item, name) is not None:
                item.cells[name] = Evidence(
                    places=where,
                    confidence=0.95 if not reading.inferred else 0.9,
                    inferred=reading.inferred,
                    rule=f"time:{reading.rule}",
                )
    _texts(item, partners=partners, follow_up=follow_up, group=group)
    return item


def make_gain(
    text: Text,
    *,
    follow_up: Text | None = None,
    group: Text | None = None,
    baseline: Text | None = None,
    target: Text | None = None,
    target_heading: Text | None = None,
    baseline_heading: Text | None = None,
    unit_label: str | None = None,
    period: Period | None = None,
    confidence: float = 1.0,
) -> Gain:
    """A gain with what its words and its row's figures say."""
    if target_heading is None and group is not None and read_time(group.text, None) is not None:
        target_heading = group
    sources = {
        "baseline": baseline,
        "target": target,
        "target_heading": target_heading,
        "baseline_heading": baseline_heading,
        "follow_up": follow_up,
    }
    reading = read_gain(
        text.text,
        baseline=_words(baseline),
        target=_words(target),
        target_heading=_words(target_heading),
        baseline_heading=_words(baseline_heading),
        follow_up=_words(follow_up),
        unit_label=unit_label,
        period=period,
    )
    item = Gain(text=text.text, places=text.places, confidence=confidence)
    item.cells["text"] = Evidence(places=text.places, confidence=confidence, rule=text.rule or "text")
    _figures(item, reading, sources, text)
    _texts(item, follow_up=follow_up, group=group)
    return item


def _figures(item: Gain, reading: GainReading, sources: dict[str, Text | None], text: Text) -> None:
    """Give a gain what was read of it, each value with the place of the words that gave it."""
    for name in ("direction", "amount", "unit", "amount_kind", "baseline", "target_edtf"):
        value = getattr(reading, name)
        if value is None:
            continue
        setattr(item, name, value)
        trace = reading.evidence.get(name)
        source = (sources.get(trace.source) if trace else None) or text
        item.cells[name] = Evidence(
            places=source.places,
            confidence=0.9,
            rule=f"{name}:{trace.rule}" if trace else name,
            inferred=bool(trace and trace.inferred),
        )


def _words(text: Text | None) -> str | None:
    return text.text if text else None


def _texts(item: Milestone | Gain, **values: Text | None) -> None:
    for name, value in values.items():
        if value is not None and value.text:
            setattr(item, name, strip_colon(value.text) if name == "group" else value.text)
            item.cells[name] = Evidence(places=value.places, rule=value.rule or name)
