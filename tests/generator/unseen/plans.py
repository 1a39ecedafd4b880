"""The plans of the layouts of this folder: each layout by its name, and plans drawn from a seed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

from ..draws import Engine, Layout, Structure
from ..gold import gold
from ..plan import Plan
from . import contract, office, sheets, slides, typst_grids, typst_text
from .content import Draft, Shape, compose


@dataclass(frozen=True, slots=True)
class Design:
    """A layout: what its plans have room for, and how they are set."""

    engine: Engine
    shape: Shape
    typeset: Callable[[Draft, Random], bytes]


DESIGNS = {
    "slides": Design("weasyprint", slides.DECK, slides.deck),
    "slides with a time line": Design("weasyprint", slides.TIMELINE, slides.timeline),
    "brochure": Design("weasyprint", sheets.BROCHURE, sheets.brochure),
    "poster": Design("weasyprint", sheets.POSTER, sheets.poster),
    "log book": Design("weasyprint", contract.LOGBOOK, contract.logbook),
    "numbered chapters": Design("typst", typst_text.CHAPTERS, typst_text.chapters),
    "labels in the margin": Design("typst", typst_text.MARGIN, typst_text.margin),
    "marks in quarters": Design("typst", typst_grids.GANTT, typst_grids.gantt),
    "road map": Design("typst", typst_grids.ROADMAP, typst_grids.roadmap),
    "spreadsheet": Design("reportlab", office.SPREADSHEET, office.spreadsheet),
    "initiatives in rows": Design("reportlab", office.REGISTER, office.initiatives),
    "typed": Design("reportlab", office.TYPED, office.typed),
}


def drawn(seed: int, count: int) -> Iterator[tuple[str, str, Random]]:
    """So many plans as a seed gives them, not yet made, the layouts taking turns: name, layout, what draws the rest."""
    for n in range(count):
        yield f"unseen-{seed}-{n:02d}", list(DESIGNS)[n % len(DESIGNS)], Random(f"{seed}/unseen/{n}")


def build(name: str, layout: str, draw: Random) -> Plan:
    """Make a plan of a layout; the same draws give the same bytes."""
    design = DESIGNS[layout]
    seed = draw.randrange(2**32)
    draft = compose(Random(seed), design.shape)
    pdf = design.typeset(draft, Random(seed + 1))
    of, look = Structure(seed=seed, initiatives=len(draft.content.initiatives)), Layout(engine=design.engine)
    return Plan(name, pdf, gold(draft.content, f"{name}.pdf"), [layout, design.engine], of, look)
