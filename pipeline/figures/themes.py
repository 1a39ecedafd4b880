"""Charts of themes: who works with what."""

from __future__ import annotations

import altair as alt
import pandas as pd

from ..dataset import Dataset
from ..report.language import Language
from ..theme_names import theme_names
from . import style
from .frames import DANISH, initiatives, items

THEME, MUNICIPALITY, COUNT, SHARE, OF = "tema", "kommune", "indsatser", "andel", "af"


def counts(data: Dataset) -> pd.DataFrame:
    """Initiatives by theme and municipality, zeros included, with their share of the municipality's initiatives.

    Columns: `tema` (Danish name), `kommune`, `indsatser`, `af` (all initiatives of the municipality), `andel` (0 to
    1). Municipalities whose plans have no initiative are left out, themes that no initiative has too.
    """
    tags = items(data, "theme_tags")[["theme", "municipality", "initiative_id"]].drop_duplicates()
    totals = initiatives(data).groupby("municipality").size()
    table = (
        tags.assign(theme=named(data, tags["theme"]))
        .groupby(["theme", "municipality"])
        .size()
        .unstack(fill_value=0)
        .reindex(columns=totals.index, fill_value=0)
    )
    table.index.name, table.columns.name = THEME, MUNICIPALITY
    long = table.reset_index().melt(id_vars=THEME, var_name=MUNICIPALITY, value_name=COUNT)
    long[OF] = long[MUNICIPALITY].map(totals).astype(int)
    long[SHARE] = long[COUNT] / long[OF]
    return long


def named(data: Dataset, ids: pd.Series[str]) -> pd.Series[str]:
    """The Danish names of themes, as the taxonomy has them that the data set was tagged by."""
    known = Language("da", theme_names(data))
    return ids.map(known.theme)


def _order(frame: pd.DataFrame) -> list[str]:
    """The themes, the most frequent first, those alike by name."""
    totals = frame.groupby(THEME)[COUNT].sum().reset_index()
    return list(totals.sort_values([COUNT, THEME], ascending=[False, True])[THEME])


def _none() -> style.Chart:
    return style.words([DANISH("themes.none")], "Temaer")


def heat_map(data: Dataset, most: int = 30) -> style.Chart:
    """Themes down, municipalities across: the number of initiatives, shaded by their share of the municipality's."""
    frame = counts(data)
    if frame.empty:
        return _none()
    order = _order(frame)
    shown = frame[frame[THEME].isin(order[:most])]
    base = alt.Chart(shown).encode(
        x=alt.X(
            f"{MUNICIPALITY}:N", title=None, axis=alt.Axis(orient="top", labelAngle=-45, ticks=False, domain=False)
        ),
        y=alt.Y(f"{THEME}:N", sort=order, title=None, axis=alt.Axis(ticks=False, domain=False, labelPadding=8)),
    )
    tiles = base.mark_rect(stroke="white", strokeWidth=1.5).encode(
        color=alt.Color(
            f"{SHARE}:Q",
            title="Andel af kommunens indsatser",
            scale=alt.Scale(range=style.SHADES, domainMin=0),
            legend=alt.Legend(format=".0%", orient="bottom", gradientLength=260, titleLimit=300),
        )
    )
    dark = float(shown[SHARE].max()) * 0.55
    numbers = base.mark_text(fontSize=12).encode(
        text=alt.Text(f"{COUNT}:Q", format="d"),
        color=alt.condition(f"datum.{SHARE} > {dark:.4f}", alt.value("white"), alt.value("#222")),
        opacity=alt.condition(f"datum.{COUNT} > 0", alt.value(1), alt.value(0.25)),
    )
    return style.titled(
        (tiles + numbers).properties(width=alt.Step(58), height=alt.Step(24)),
        "Hvem arbejder med hvad",
        "Antal indsatser om temaet i hver kommune. En indsats kan have flere temaer.",
        f"Vist er de {most} hyppigste af {len(order)} temaer." if len(order) > most else "",
    )


def ranking(data: Dataset, most: int = 20) -> style.Chart:
    """The most frequent themes: how many initiatives, and in how many municipalities."""
    frame = counts(data)
    if frame.empty:
        return _none()
    order = _order(frame)[:most]
    spread = frame[frame[COUNT] > 0].groupby(THEME)[MUNICIPALITY].nunique()
    table = frame.groupby(THEME, as_index=False)[COUNT].sum()
    table["kommuner"] = table[THEME].map(spread)
    table["tekst"] = table[COUNT].astype(str) + "  (" + table["kommuner"].astype(str) + " komm.)"
    base = alt.Chart(table[table[THEME].isin(order)]).encode(
        x=alt.X(f"{COUNT}:Q", title="Antal indsatser", axis=style.whole_numbers(tickCount=8)),
        y=alt.Y(f"{THEME}:N", sort=order, title=None, axis=alt.Axis(ticks=False)),
    )
    bars = base.mark_bar(color=style.MAIN, height={"band": 0.7})
    numbers = base.mark_text(align="left", dx=5, fontSize=12, color="#333").encode(text="tekst:N")
    return style.titled(
        (bars + numbers).properties(width=440, height=alt.Step(24)),
        "De hyppigste temaer",
        f"Indsatser om temaet, og hvor mange af de {frame[MUNICIPALITY].nunique()} kommuner de er i.",
    )


def small_multiples(data: Dataset, most: int = 9, columns: int = 3) -> style.Chart:
    """A panel a theme: the share of each municipality's initiatives, on one scale, so that panels compare."""
    frame = counts(data)
    if frame.empty:
        return _none()
    order = _order(frame)[:most]
    shown = frame[frame[THEME].isin(order)]
    base = alt.Chart(shown).encode(
        x=alt.X(
            f"{SHARE}:Q",
            title="Andel af kommunens indsatser",
            axis=alt.Axis(format=".0%", grid=True, tickCount=4),
            scale=alt.Scale(domain=[0, max(0.1, float(shown[SHARE].max()))]),
        ),
        y=alt.Y(f"{MUNICIPALITY}:N", title=None, axis=alt.Axis(ticks=False)),
    )
    return style.titled(
        base.mark_bar(color=style.MAIN, height={"band": 0.7})
        .properties(width=190, height=alt.Step(16))
        .facet(
            facet=alt.Facet(
                f"{THEME}:N", sort=order, title=None, header=alt.Header(labelAnchor="start", labelLimit=240)
            ),
            columns=columns,
            spacing={"row": 26, "column": 24},
        ),
        "Temaerne kommune for kommune",
        f"De {len(order)} hyppigste temaer. En kommune uden bjælke er læst og har ingen indsats om temaet.",
    )
