"""How all charts look: Danish figures and months, quiet axes, colours that the colour-blind tell apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt

Chart = alt.TopLevelMixin

MAIN = "#1f5a8a"
ACCENT = "#c4552d"
GREY = "#8a8f98"
PALETTE = ["#1f5a8a", "#c4552d", "#3f8f5b", "#8d5a97", "#b58900", "#5b7f95", "#8a8f98"]
SHADES = ["#f3f6f9", "#9cc3e0", "#1f5a8a"]
"""From nothing to much."""
LABELS = 330
"""Pixels that the words beside an axis may take."""

DECIMALS = {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["", " kr."], "percent": "\u00a0%"}
MONTHS = "januar februar marts april maj juni juli august september oktober november december".split()
DAYS = "søndag mandag tirsdag onsdag torsdag fredag lørdag".split()
CALENDAR = {
    "dateTime": "%A den %d. %B %Y %X",
    "date": "%d.%m.%Y",
    "time": "%H.%M.%S",
    "periods": ["AM", "PM"],
    "days": DAYS,
    "shortDays": [day[:3] for day in DAYS],
    "months": MONTHS,
    "shortMonths": [month[:3] for month in MONTHS],
}


def use() -> None:
    """Show charts in notebooks as pictures, drawn on this computer: nothing is fetched, every program shows them."""
    alt.renderers.enable("png", scale_factor=2)
    alt.data_transformers.disable_max_rows()


def whole_numbers(**more: Any) -> alt.Axis:
    """An axis of counts. Where there are few, halves between them have no label."""
    return alt.Axis(format="d", tickMinStep=1, grid=True, labelExpr="datum.value % 1 ? '' : datum.label", **more)


def titled(chart: alt.LayerChart | alt.Chart | alt.FacetChart, title: str, *lines: str) -> Chart:
    """The finished chart with a title and lines below it, in the style of all."""
    shown = [line for line in lines if line]
    heading = alt.TitleParams(title, subtitle=shown) if shown else alt.TitleParams(title)
    styled: Chart = (
        chart.properties(title=heading, padding=16)
        .configure(font="sans-serif", locale={"number": DECIMALS, "time": CALENDAR})
        .configure_title(
            anchor="start", fontSize=17, subtitleFontSize=12.5, subtitleColor="#555", offset=14, frame="bounds"
        )
        .configure_axis(
            labelFontSize=12,
            titleFontSize=12,
            titleFontWeight="normal",
            labelLimit=LABELS,
            grid=False,
            titlePadding=10,
            labelPadding=5,
        )
        .configure_legend(labelFontSize=12, titleFontSize=12, titleFontWeight="normal", labelLimit=260)
        .configure_header(labelFontSize=13, titleFontSize=12, labelLimit=LABELS)
        .configure_view(stroke=None)
    )
    return styled


def words(lines: Sequence[str], title: str = "") -> Chart:
    """What is said where there is nothing to draw: a chart without axes is never shown empty."""
    return titled(
        alt.Chart(alt.InlineData(values=[{}]))
        .mark_text(text=list(lines), align="left", fontSize=13, lineHeight=18)
        .encode(x=alt.value(0), y=alt.value(10))
        .properties(width=500, height=18 * len(lines)),
        title,
    )
