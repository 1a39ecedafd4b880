"""Facts to a page: one HTML file with all that it needs, which runs nothing and fetches nothing.

Texts of plans pass through Jinja2's autoescape alone. A policy in the page's head forbids scripts, pictures, fonts,
frames and requests of any kind; the one style sheet is allowed by its hash.
"""

from __future__ import annotations

import base64
import hashlib
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ..dataset import load
from ..files import write_atomically
from ..theme_names import theme_names
from . import charts
from .comparison import KINDS
from .facts import HOW_SAID, Facts, GainFigure, Matrix, gather
from .language import Language

_TEMPLATES = Path(__file__).parent / "templates"
KIND_LOOKS = ("kind1", "kind2", "kind3", "kind4", "shade0", "shade1")
LOOKS = ("shade5", "shade3", "shade1")
DIRECTIONS = ("increase", "decrease", "maintain", "mixed", "none")
MOST = {"plans": 300, "figures": 200, "errors": 50, "not_there": 100, "pairs": 25}
"""Rows of the long tables; what is left out is counted and stands in the data."""


def write_report(folder: str | os.PathLike[str], out: str | os.PathLike[str], *, language: str = "da") -> Path:
    """Write the report of the data set in `folder` to the file `out`; `language` is `da` or `en`.

    Raises UsageError where there is no data set, no such language, or `out` cannot be written.
    """
    data = load(folder)
    page = to_html(gather(data), Language(language, theme_names(data)))
    path = Path(out)
    write_atomically(path, page.encode("utf-8"))
    return path


def to_html(facts: Facts, language: Language) -> str:
    """The page. The same facts give the same text."""
    style = _style()
    names = [name or language("unknown") for name in sorted({n for plan in facts.plans for n in plan.municipalities})]
    return (
        _environment()
        .get_template("report.html.j2")
        .render(
            facts=facts,
            t=language,
            style=style,
            style_hash=base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii"),
            name=lambda municipality: municipality or language("unknown"),
            names=lambda found: ", ".join(one or language("unknown") for one in found),
            cited=", ".join(names) if len(names) <= 8 else language("cite.many", n=len(names)),
            most=MOST,
            shades=range(1, charts.SHADES + 1),
            amount=lambda gain: _amount(gain, language),
            themes=_themes_in_order(facts.themes, language),
            theme_names=lambda ids: ", ".join(language.theme(theme) for theme in ids.split("; ")) if ids else "",
            chart=charts_of(facts, language),
        )
    )


def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _style() -> str:
    return (_TEMPLATES / "report.css").read_text(encoding="utf-8")


def chart_as_svg(chart: charts.Chart) -> str:
    """A chart as an SVG file of its own."""
    drawn = str(_environment().get_template("shapes.html.j2").make_module().draw(chart))  # type: ignore[attr-defined]
    svg = drawn[drawn.index("<svg") : drawn.index("</svg>")] + "</svg>\n"
    return svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1).replace(
        "<title>", f"<style>{_style()}</style>\n<title>", 1
    )


def charts_of(facts: Facts, t: Language) -> dict[str, charts.Chart]:
    """The charts of the page, by section."""

    def name_row(row: str) -> str:
        return row or t("unknown")

    def hint_of(matrix: Matrix, key: str, name_column: Any) -> Any:
        return lambda row, column: t(
            key,
            row=name_row(row),
            column=name_column(column),
            n=matrix.counts.get((row, column), 0),
            total=matrix.totals[row],
        )

    themes = Matrix(facts.themes.rows, _themes_in_order(facts.themes, t), facts.themes.counts, facts.themes.totals)
    directions = {key: facts.directions[key] for key in DIRECTIONS if key in facts.directions}
    measured = facts.comparison.follow_up if facts.comparison else {}
    return {
        "coverage": charts.heat_map(
            facts.coverage,
            t("coverage.summary"),
            name_row=name_row,
            name_column=str,
            hint=hint_of(facts.coverage, "coverage.hint", str),
            by_share=False,
            turn=False,
        ),
        "themes": charts.heat_map(
            themes,
            t("themes.summary"),
            name_row=name_row,
            name_column=t.theme,
            hint=hint_of(themes, "themes.hint", t.theme),
        ),
        "time": charts.columns(facts.timeline.counts, t("time.summary")),
        "gains": charts.stacked(
            directions,
            {how: t(f"how.{how}") for how in HOW_SAID},
            t("gains.summary"),
            name_row=lambda direction: t(f"direction.{direction}"),
            looks=LOOKS,
        ),
        "measured": charts.stacked(
            {key: measured[key] for key in DIRECTIONS if key in measured},
            {kind: t(f"measured.{kind}") for kind in KINDS},
            t("measured.summary"),
            name_row=lambda direction: t(f"direction.{direction}"),
            looks=KIND_LOOKS,
        ),
    }


def _themes_in_order(themes: Matrix, language: Language) -> tuple[str, ...]:
    """The themes that there are, in the taxonomy's order; those of another taxonomy last."""
    order = {theme: n for n, theme in enumerate(language.themes)}
    found: Sequence[str] = sorted(themes.columns, key=lambda theme: (order.get(theme, len(order)), theme))
    return tuple(found)


def _amount(gain: GainFigure, t: Language) -> str:
    """`54 → 85 %`, `6 dage (ændring)`."""
    row = gain.row
    start = f"{t.number(row['baseline'])} → " if row["baseline"] is not None else ""
    unit = t.known("unit", row["unit"]) if row["unit"] else ""
    kind = f" ({t('kind.change')})" if row["amount_kind"] == "change" else ""
    return f"{start}{t.number(row['amount'])} {unit}".rstrip() + kind
