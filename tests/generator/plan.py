"""A generated plan: its PDF, its gold and its traits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from . import draws, set_html, set_reportlab, set_typst
from .arrange import arrange
from .blocks import Block
from .content import make
from .draws import Layout, Structure
from .gold import ends, gold, page_letters
from .model import Content
from .photo import scanned, turned


@dataclass(slots=True)
class Plan:
    """A plan as made: `traits` name what is difficult about it."""

    name: str
    pdf: bytes
    gold: dict[str, Any]
    traits: list[str]
    structure: Structure
    layout: Layout


def traits(of: Structure, look: Layout, content: Content, pages: list[str]) -> list[str]:
    """What a plan has in it, by its structure and layout, and by what came of them on the pages."""
    tabled = of.actions in ("table", "mixed-table", "big-table")
    tables = tabled or of.effects in ("table", "columns")
    actions = [a for i in content.initiatives for a in i.actions]
    grouped = any(a.group for a in actions)
    flags = {
        look.engine: True,
        f"milestones: {of.actions}": True,
        f"gains: {of.effects}": True,
        "goals" if content.goals else "no goals": True,
        f"labels: {of.pairs}": of.actions in ("key-value", "cards"),
        "several targets": of.targets > 1,
        "captions": of.captions and of.actions != "big-table",
        "unnumbered": of.numbering == "none",
        look.rules: tables,
        "unknown words": of.unknown,
        "section rows": of.groups == "rows" and grouped,
        "group column": of.groups == "column" and grouped,
        "lead-in lines": of.leads,
        "spans": of.spans and tables,
        "two-level header": of.two_level and tables,
        "lists in cells": of.actions == "mixed-table" or any(a.points for a in actions),
        "number column": of.number_column,
        "empty column": of.empty_column,
        "side by side": of.beside,
        f"{look.columns} columns": look.columns > 1,
        "sidebar": look.sidebar or bool(content.figures and of.figures == "sidebar"),
        "box": look.box,
        "quotes": any(a.quote for i in content.initiatives for a in i.aspects),
        "chart": of.chart,
        "contents": look.contents,
        "footnotes": any(a.note for i in content.initiatives for a in i.aspects),
        "landscape": look.page == "A4 landscape",
        "rotated (/Rotate)": look.turned == "flag",
        "rotated (sideways)": look.turned == "sideways",
        "rotated cell text": look.vertical and bool(grouped or content.goals),
        "header not repeated": tables and not look.repeat_header,
        "justified": look.justify,
        "cut row": tables and _cut(content, pages),
        "tagged": look.tagged and not look.scan,
        "scan": look.scan,
    }
    return [name for name, on in flags.items() if on]


def _cut(content: Content, pages: list[str]) -> bool:
    """Whether an item begins on one page and ends on another."""
    texts = [a.text for i in content.initiatives for a in i.actions]
    texts += [e.text for i in content.initiatives for e in i.effects]
    for text in texts:
        first, last = ends(text)
        starts = [n for n, page in enumerate(pages) if first in page]
        stops = [n for n, page in enumerate(pages) if last in page]
        if len(starts) == 1 and len(stops) == 1 and starts[0] < stops[0]:
            return True
    return False


def typeset(blocks: list[Block], look: Layout) -> bytes:
    """Set the blocks with the engine of the layout."""
    engines = {"weasyprint": set_html.typeset, "typst": set_typst.typeset, "reportlab": set_reportlab.typeset}
    return engines[look.engine](blocks, look)


def build(name: str, of: Structure, look: Layout) -> Plan:
    """Make a plan; the same structure and layout give the same bytes."""
    content = make(of)
    pdf = typeset(arrange(content, of, look), look)
    pages = page_letters(pdf)
    found = traits(of, look, content, pages)
    if look.turned:
        pdf = turned(pdf, flag=look.turned == "flag")
    if look.scan:
        pdf = scanned(pdf, Random(of.seed))
    return Plan(name, pdf, gold(content, f"{name}.pdf"), found, of, look)


def drawn(seed: int, count: int) -> Iterator[tuple[str, Structure, Layout]]:
    """So many plans as a seed gives them, not yet made."""
    for n in range(count):
        draw = Random(f"{seed}/{n}")
        of = draws.structure(draw)
        yield f"plan-{seed}-{n:03d}", of, draws.layout(draw, of)
