"""Charts of milestones: when, how long, how soon."""

from __future__ import annotations

import altair as alt
import pandas as pd

from ..dataset import Dataset
from . import style
from .frames import DANISH, items

DAYS_A_MONTH = 365.25 / 12
NO_TIME = "Ingen milepæl har en tid, som kan sættes på en kalender."


def timed(data: Dataset) -> pd.DataFrame:
    """The milestones that have a day, with what a calendar needs.

    `first` and `last` are the days that are drawn: where one end is open it is the other. `open` says which end that
    is (`begyndelse`, `slut`, or empty). `lead_months`: from the first day of the plan's period to the milestone's
    last day; `length_months`: from its first to its last day, both included, null where an end is open.
    """
    frame = items(data, "milestones")
    frame = frame[frame["start"].notna() | frame["end"].notna()].copy()
    frame["first"] = frame["start"].fillna(frame["end"])
    # A day ends where the next begins.
    frame["last"] = frame["end"].fillna(frame["start"]) + pd.Timedelta(days=1)
    frame["open"] = ""
    frame.loc[frame["start"].isna(), "open"] = "begyndelse"
    frame.loc[frame["end"].isna(), "open"] = "slut"
    frame["lead_months"] = (frame["last"] - frame["period_start"]).dt.days / DAYS_A_MONTH
    frame["length_months"] = (frame["last"] - frame["first"]).dt.days.where(frame["open"] == "") / DAYS_A_MONTH
    return frame


def gantt(data: Dataset, most: int = 60) -> style.Chart:
    """All initiatives, a row each, with the time of their milestones; municipality by municipality."""
    frame = timed(data)
    if frame.empty:
        return style.words([NO_TIME], "Milepæle i tid")
    untimed = len(items(data, "milestones")) - len(frame)
    order = frame.groupby(["municipality", "initiative_id"])["first"].min().reset_index()
    kept = order.sort_values(["municipality", "first", "initiative_id"]).head(most)
    shown = frame[frame["initiative_id"].isin(kept["initiative_id"])].copy()
    # A day in ten years would be thinner than a hair.
    least = (shown["last"].max() - shown["first"].min()) / 160
    shown["last"] = shown["last"].where(shown["last"] - shown["first"] > least, shown["first"] + least)
    shown["kind"] = shown["open"].map({"": "begyndelse og slut", "begyndelse": "kun slut", "slut": "kun begyndelse"})
    kinds = ["begyndelse og slut", "kun begyndelse", "kun slut"]
    base = alt.Chart(shown[["municipality", "label", "first", "last", "kind"]]).encode(
        y=alt.Y("label:N", title=None, sort=alt.EncodingSortField("first", op="min"), axis=alt.Axis(ticks=False)),
    )
    colour = alt.Color(
        "kind:N",
        title="Planen siger milepælens",
        scale=alt.Scale(domain=kinds, range=[style.MAIN, style.PALETTE[2], style.ACCENT]),
        legend=alt.Legend(orient="top", titleLimit=300, direction="horizontal"),
    )
    shape = alt.Shape(
        "kind:N", scale=alt.Scale(domain=kinds, range=["square", "triangle-right", "triangle-left"]), legend=None
    )
    axis = alt.Axis(
        format="%Y",
        tickCount={"interval": "year", "step": 1},
        grid=True,
        title="År",
        labelAlign="left",
        labelPadding=4,
        labelOverlap=True,
    )
    whole = base.transform_filter(f"datum.kind == '{kinds[0]}'")
    bars = whole.mark_bar(height=9, opacity=0.55, cornerRadius=2).encode(
        x=alt.X("first:T", axis=axis), x2="last:T", color=colour
    )
    points = (
        base.transform_filter(f"datum.kind != '{kinds[0]}'")
        .mark_point(filled=True, size=70, opacity=0.9)
        .encode(x=alt.X("first:T", axis=axis), color=colour, shape=shape)
    )
    return style.titled(
        (bars + points)
        .properties(width=460, height=alt.Step(17))
        .facet(
            facet=alt.Facet(
                "municipality:N",
                title=None,
                header=alt.Header(labelAnchor="start", labelFontWeight="bold", labelPadding=4),
            ),
            columns=1,
            spacing=14,
        )
        .resolve_scale(y="independent"),
        "Indsatsernes milepæle i tid",
        "En række for hver indsats. Mørkere, hvor flere milepæle falder sammen.",
        f"{untimed} milepæle har ingen tid, som kan sættes på en kalender." if untimed else "",
        f"Vist er {most} af {len(order)} indsatser." if len(order) > most else "",
    )


def lead_times(data: Dataset) -> style.Chart:
    """How long after the beginning of the plan's period milestones end: each one, and the median, by municipality."""
    frame = timed(data).dropna(subset=["lead_months"])
    if frame.empty:
        return style.words([NO_TIME], "Hvor hurtigt")
    shown = frame[["municipality", "lead_months"]]
    medians = shown.groupby("municipality")[["lead_months"]].median().reset_index().sort_values("lead_months")
    medians["tekst"] = [f"median {DANISH.number(value, 0)} md." for value in medians["lead_months"]]
    order = list(medians["municipality"])
    y = alt.Y("municipality:N", sort=order, title=None, axis=alt.Axis(ticks=False, grid=True, gridColor="#eee"))
    x = alt.X(
        "lead_months:Q",
        title="Måneder fra planperiodens første dag til milepælens sidste dag",
        axis=alt.Axis(grid=True, tickCount=10, format="d"),
    )
    ticks = alt.Chart(shown).mark_tick(color=style.MAIN, opacity=0.45, thickness=2, bandSize=18).encode(x=x, y=y)
    middle = (
        alt.Chart(medians)
        .mark_point(filled=True, color=style.ACCENT, size=110, shape="diamond", opacity=1)
        .encode(x=x, y=y)
    )
    numbers = (
        alt.Chart(medians)
        .mark_text(color=style.ACCENT, fontSize=12, align="left")
        .encode(x=alt.value(570), y=y, text="tekst:N")
    )
    return style.titled(
        (ticks + middle + numbers).properties(width=560, height=alt.Step(38)),
        "Hvor lang tid der går, til milepælene er nået",
        "En streg for hver milepæl med en tid, ruden er medianen. Korte og lange planperioder er ikke det samme.",
    )


def lengths(data: Dataset, longest: int = 24) -> style.Chart:
    """How long milestones last, in months; those longer than `longest` in one bar at the end."""
    frame = timed(data).dropna(subset=["length_months"])
    if frame.empty:
        return style.words([NO_TIME], "Hvor længe")
    months = frame["length_months"].round().clip(lower=0, upper=longest + 1).astype(int)
    table = months.value_counts().reindex(range(int(months.max()) + 1), fill_value=0).rename_axis("måneder")
    long = table.reset_index(name="milepæle")
    long["navn"] = [f">{longest}" if month > longest else str(month) for month in long["måneder"]]
    long.loc[long["måneder"] == 0, "navn"] = "<½"
    return style.titled(
        alt.Chart(long)
        .mark_bar(color=style.MAIN)
        .encode(
            x=alt.X("navn:N", sort=list(long["navn"]), title="Længde i hele måneder", axis=alt.Axis(labelAngle=0)),
            y=alt.Y("milepæle:Q", title="Antal milepæle", axis=style.whole_numbers()),
        )
        .properties(width=max(300, 27 * len(long)), height=240),
        "Hvor længe en milepæl varer",
        "Fra første til sidste dag, begge med, rundet af. Kun milepæle, hvor planen siger begge.",
    )
