"""Plans as hypothesis strategies: what fails is shrunk to a small structure and a plain layout."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from . import draws
from .draws import Layout, Structure
from .plan import Plan, build


@st.composite
def designs(draw: st.DrawFn, scans: bool = False) -> tuple[Structure, Layout]:
    """A structure and a layout that fits it."""
    random = draw(st.randoms(use_true_random=False))
    of = draws.structure(random)
    return of, replace(draws.layout(random, of), scan=scans)


def plans(scans: bool = False) -> st.SearchStrategy[Plan]:
    """Plans with PDF, gold and traits; with `scans` as pictures of their pages."""
    return designs(scans).map(lambda design: build("generated", *design))
