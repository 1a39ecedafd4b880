"""Charts of gains: what is promised, how it is said, how far it is to go."""

from __future__ import annotations

import altair as alt
import pandas as pd

from ..dataset import Dataset
from . import style
from .frames import DANISH, items, labels, shorten

DIRECTIONS = ("increase", "decrease", "maintain", "mixed", "none")
HOW = ("figure_with_baseline", "figure", "words")
MEASURED = {
    "survey": "spørger borgere eller ansatte",
    "register": "tæller i register eller system",
    "case_review": "gennemgår sager",
    "meetings": "drøfter på møder",
    "none": "siger ikke hvordan",
}
UNKNOWN_KIND = "på anden måde"
HOW_COLOURS = ("#1f5a8a", "#6fa3c8", "#d5dbe1")


def said(data: Dataset) -> pd.DataFrame:
    """The gains with Danish names: `retning`, `sagt` (with a figure and a baseline, a figure alone, words alone)."""
    frame = items(data, "gains")
    how = pd.Series("words", index=frame.index)
    how[frame["amount"].notna()] = "figure"
    how[frame["amount"].notna() & frame["baseline"].notna()] = "figure_with_baseline"
    directions = {direction: DANISH(f"direction.{direction}") for direction in DIRECTIONS}
    return frame.assign(
        retning=frame["direction"].astype("string").map(directions),
        sagt=how.map({name: DANISH(f"how.{name}") for name in HOW}),
        måles=frame["follow_up"].notna(),
    )


def directions(data: Dataset) -> style.Chart:
    """How many gains go which way, and whether they are said with figures."""
    frame = said(data)
    if frame.empty:
        return style.words([DANISH("gains.none")], "Gevinster")
    table = frame.groupby(["retning", "sagt"]).size().reset_index(name="gevinster")
    names = [DANISH(f"how.{name}") for name in HOW]
    table["nummer"] = table["sagt"].map(names.index)
    order = [DANISH(f"direction.{name}") for name in DIRECTIONS]
    return style.titled(
        alt.Chart(table)
        .mark_bar(height={"band": 0.7})
        .encode(
            x=alt.X("gevinster:Q", title="Antal gevinster", axis=style.whole_numbers()),
            y=alt.Y("retning:N", sort=order, title=None, axis=alt.Axis(ticks=False)),
            color=alt.Color(
                "sagt:N",
                title="Sagt med",
                scale=alt.Scale(domain=names, range=list(HOW_COLOURS)),
                legend=alt.Legend(orient="top"),
            ),
            order="nummer:Q",
        )
        .properties(width=480, height=alt.Step(32)),
        "Hvad planerne lover",
        f"{len(frame)} gevinster efter retning, og om de er sagt med tal.",
    )


def how_said(data: Dataset) -> style.Chart:
    """For each municipality the shares of gains with figures, with a date, and with how they are measured."""
    frame = said(data)
    if frame.empty:
        return style.words([DANISH("gains.none")], "Gevinster")
    measures = {
        "nævner\net tal": frame["amount"].notna(),
        "nævner også\nudgangspunktet": frame["amount"].notna() & frame["baseline"].notna(),
        "siger,\nhvornår": frame["target_edtf"].notna(),
        "siger, hvordan\ndet måles": frame["måles"],
    }
    parts = [
        values.groupby(frame["municipality"]).agg(["mean", "size"]).reset_index().assign(mål=name)
        for name, values in measures.items()
    ]
    table = pd.concat(parts)
    table["mean"] = table["mean"].astype(float)
    table["kommune"] = table["municipality"] + " (" + table["size"].astype("string") + ")"
    base = alt.Chart(table).encode(
        x=alt.X(
            "mål:N",
            sort=list(measures),
            title=None,
            axis=alt.Axis(
                orient="top",
                labelAngle=0,
                labelExpr="split(datum.label, '\\n')",
                ticks=False,
                domain=False,
                labelPadding=24,
            ),
        ),
        y=alt.Y("kommune:N", title="Kommune (antal gevinster)", axis=alt.Axis(ticks=False, domain=False)),
    )
    tiles = base.mark_rect(stroke="white", strokeWidth=1.5).encode(
        color=alt.Color("mean:Q", scale=alt.Scale(range=style.SHADES, domain=[0, 1]), legend=None)
    )
    numbers = base.mark_text(fontSize=12).encode(
        text=alt.Text("mean:Q", format=".0%"),
        color=alt.condition("datum.mean > 0.65", alt.value("white"), alt.value("#222")),
    )
    return style.titled(
        (tiles + numbers).properties(width=alt.Step(120), height=alt.Step(28)),
        "Hvor præcist gevinsterne er sagt",
        "Andel af kommunens gevinster, hvor planen …",
    )


def measured(data: Dataset) -> style.Chart:
    """How gains are followed up, by municipality: the first kind that the plan names."""
    context = items(data, "gains")[["gain_id", "municipality"]]
    frame = data.gain_measures.drop(columns="municipality").merge(context, on="gain_id")
    if frame.empty:
        return style.words([DANISH("gains.none")], "Hvordan gevinster måles")
    kind = frame["follow_up_type"].astype("string").map(MEASURED).fillna(UNKNOWN_KIND)
    table = frame.groupby(["municipality", kind.rename("måde")]).size().reset_index(name="gevinster")
    names = [*list(MEASURED.values())[:-1], UNKNOWN_KIND, MEASURED["none"]]
    table["nummer"] = table["måde"].map(names.index)
    return style.titled(
        alt.Chart(table)
        .mark_bar(height={"band": 0.7})
        .encode(
            x=alt.X("gevinster:Q", title="Antal gevinster", axis=style.whole_numbers()),
            y=alt.Y("municipality:N", title=None, axis=alt.Axis(ticks=False)),
            color=alt.Color(
                "måde:N",
                title="Planen",
                scale=alt.Scale(domain=names, range=[*style.PALETTE[:4], "#b58900", "#d5dbe1"]),
                legend=alt.Legend(orient="right"),
            ),
            order="nummer:Q",
        )
        .properties(width=380, height=alt.Step(28)),
        "Hvordan gevinsterne måles",
        "Den første måde, som planen nævner for gevinsten eller for hele indsatsen.",
    )


def from_to(data: Dataset, unit: str = "percent", most: int = 30) -> style.Chart:
    """From baseline to target: a line a gain that states both as levels in one unit."""
    frame = said(data)
    frame = frame[
        frame["baseline"].notna()
        & frame["amount"].notna()
        & (frame["unit"] == unit)
        & (frame["amount_kind"] == "level")
    ].copy()
    name = {"percent": "Procent", "count": "Antal"}.get(unit, DANISH.known("unit", unit).capitalize())
    title = f"Fra udgangspunkt til mål: {name.lower()}"
    if frame.empty:
        return style.words(["Ingen gevinst nævner både udgangspunkt og mål i denne enhed."], title)
    frame["way"] = (frame["amount"] - frame["baseline"]).abs()
    shown = frame.nlargest(most, "way", keep="first").copy()
    named = [
        f"{shorten(text, 50)} – {municipality}"
        for text, municipality in zip(shown["text"], shown["municipality"], strict=True)
    ]
    shown["navn"] = labels(pd.Series(named, index=shown.index), shown["unit"], 90)
    order = list(shown.sort_values(["way", "navn"], ascending=[False, True])["navn"])
    columns = shown[["navn", "baseline", "amount"]]
    y = alt.Y("navn:N", sort=order, title=None, axis=alt.Axis(ticks=False, labelLimit=460))
    axis = alt.Axis(grid=True, title=name, tickCount=8)
    line = (
        alt.Chart(columns)
        .mark_rule(strokeWidth=3, color="#b9c6d2")
        .encode(x=alt.X("baseline:Q", axis=axis), x2="amount:Q", y=y)
    )
    ends = columns.melt("navn", ["baseline", "amount"], "punkt", "værdi").replace(
        {"punkt": {"baseline": "udgangspunkt", "amount": "mål"}}
    )
    dots = (
        alt.Chart(ends)
        .mark_point(filled=True, size=90, opacity=1)
        .encode(
            x=alt.X("værdi:Q", axis=axis),
            y=y,
            color=alt.Color(
                "punkt:N",
                title=None,
                scale=alt.Scale(domain=["udgangspunkt", "mål"], range=[style.GREY, style.MAIN]),
                legend=alt.Legend(orient="top"),
            ),
        )
    )
    return style.titled(
        (line + dots).properties(width=380, height=alt.Step(23)),
        title,
        "Gevinster, der nævner begge tal som niveauer; de, der skal længst, øverst.",
        f"Vist er {most} af {len(frame)}." if len(frame) > most else "",
    )
