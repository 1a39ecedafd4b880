"""A generated plan: its PDF, its gold and its traits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from . import draws
from .arrange import arrange
from .blocks import Block
from .content import make
from .draws import Layout, Structure
from .gold import ends, gold, page_letters
from .model import Content

ENGINES = {"weasyprint": "set_html", "typst": "set_typst", "reportlab": "set_reportlab"}


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
    tables = of.actions in ("table", "mixed-table", "big-table") or of.effects in ("table", "columns")
    found = {
        look.engine,
        f"actions: {of.actions}",
        f"gains: {of.effects}",
        "goals" if content.goals else "no goals",
        "unnumbered" if of.numbering == "none" else "numbered",
    }
    has_actions = of.actions in ("table", "big-table", "mixed-table")
    flags = {
        look.rules: tables,
        "unknown words": of.unknown,
        "section rows": of.section_rows and has_actions,
        "spans": of.spans and tables,
        "two-level header": of.two_level and tables,
        f"{look.columns} columns": look.columns > 1,
        "sidebar": look.sidebar,
        "box": look.box,
        "contents": look.contents,
        "footnotes": of.footnotes,
        "landscape": look.page == "A4 landscape",
        "rotated page": look.rotated,
        "scan": look.scan,
        "header not repeated": tables and not look.repeat_header,
        "justified": look.justify,
    }
    found |= {name for name, on in flags.items() if on}
    if tables and pages and _cut(content, pages):
        found.add("cut row")
    return sorted(found)


def _cut(content: Content, pages: list[str]) -> bool:
    """Whether an item begins on one page and ends on another."""
    for item in (x for i in content.initiatives for x in [*i.actions, *i.effects]):
        first, last = ends(item.text)
        starts = [n for n, text in enumerate(pages) if first in text]
        stops = [n for n, text in enumerate(pages) if last in text]
        if len(starts) == 1 and len(stops) == 1 and starts[0] < stops[0]:
            return True
    return False


def typeset(blocks: list[Block], look: Layout) -> bytes:
    """Set the blocks with the engine of the layout."""
    if look.engine == "weasyprint":
        from . import set_html

        return set_html.typeset(blocks, look)
    if look.engine == "typst":
        from . import set_typst

        return set_typst.typeset(blocks, look)
    from . import set_reportlab

    return set_reportlab.typeset(blocks, look)


def build(name: str, of: Structure, look: Layout) -> Plan:
    """Make a plan; the same structure and layout give the same bytes."""
    content = make(of)
    pdf = typeset(arrange(content, of, look), look)
    pages = page_letters(pdf)
    found = traits(of, look, content, pages)
    if look.scan:
        from .scan import scanned

        pdf = scanned(pdf, Random(of.seed))
    return Plan(name, pdf, gold(content, f"{name}.pdf"), found, of, look)


def drawn(seed: int, count: int) -> Iterator[tuple[str, Structure, Layout]]:
    """So many plans as a seed gives them, not yet made."""
    for n in range(count):
        draw = Random(f"{seed}/{n}")
        of = draws.structure(draw)
        yield f"plan-{seed}-{n:03d}", of, draws.layout(draw, of)


def with_engine(look: Layout, engine: draws.Engine) -> Layout:
    return replace(look, engine=engine)
