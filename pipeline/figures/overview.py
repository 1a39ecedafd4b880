"""Charts of what was read and what is doubtful."""

from __future__ import annotations

import altair as alt
import pandas as pd

from ..dataset import Dataset
from . import style
from .frames import DANISH, plans

TABLES = {
    "initiatives": "Indsatser",
    "aspects": "Afsnit om indsatser",
    "milestones": "Milepæle",
    "gains": "Gevinster",
    "goals": "Mål",
    "key_figures": "Nøgletal",
    "references": "Henvisninger til lov",
    "theme_tags": "Temaer",
}


def what_was_read(data: Dataset) -> pd.DataFrame:
    """A row a plan that counts: whose, what kind, for when, and how much was found in it."""
    frame = plans(data)
    out = frame[["municipality", "year", "plan_type", "title", "pages"]].copy()
    for table in ("initiatives", "milestones", "gains", "problems"):
        found = getattr(data, table)["plan_id"].value_counts()
        out[table] = frame["plan_id"].map(found).fillna(0).astype(int)
    return out.sort_values(["municipality", "year", "title"]).reset_index(drop=True)


def confidence(data: Dataset) -> style.Chart:
    """How sure the values of each table are: the share of values by confidence."""
    frame = data.cells[data.cells["table"].isin(list(TABLES))]
    if frame.empty:
        return style.words(["Datasættet har ingen værdier."], "Hvor sikker læsningen er")
    steps = ["under 0,7", "0,7–0,8", "0,8–0,9", "0,9–1", "1"]
    bins = pd.cut(frame["confidence"], [-1, 0.7, 0.8, 0.9, 0.999999, 2], right=False, labels=steps)
    counts = frame.groupby(["table", bins.rename("step")], observed=True).size().reset_index(name="antal")
    totals = counts.groupby("table")["antal"].transform("sum")
    counts["andel"] = counts["antal"] / totals
    counts["navn"] = counts["table"].astype("string").map(TABLES) + " (" + totals.astype("string") + ")"
    counts["nummer"] = counts["step"].astype("string").map(steps.index)
    counts["step"] = counts["step"].astype("string")
    return style.titled(
        alt.Chart(counts[["navn", "step", "nummer", "andel"]])
        .mark_bar(height={"band": 0.7})
        .encode(
            x=alt.X("andel:Q", title="Andel af tabellens værdier", axis=alt.Axis(format=".0%", grid=True, tickCount=5)),
            y=alt.Y("navn:N", title="Tabel (antal værdier)", axis=alt.Axis(ticks=False)),
            color=alt.Color(
                "step:N",
                title="Sikkerhed",
                scale=alt.Scale(domain=steps, range=["#c4552d", "#e8a87c", "#d5dbe1", "#8fb4cf", "#1f5a8a"]),
                legend=alt.Legend(orient="top"),
            ),
            order="nummer:Q",
        )
        .properties(width=480, height=alt.Step(28)),
        "Hvor sikker læsningen er",
        "Reglernes egen sikkerhed for hver værdi, fra 0 til 1; ingen målt sandsynlighed.",
    )


def problems(data: Dataset) -> style.Chart:
    """The problems by kind and severity."""
    frame = data.problems
    if frame.empty:
        return style.words([DANISH("problems.none")], "Problemer")
    table = frame.groupby(["code", "severity"], observed=True).size().reset_index(name="antal")
    table["hvad"] = [f"{code}: {DANISH.code_meaning(code)}" for code in table["code"]]
    table["grad"] = [DANISH(f"severity.{severity}") for severity in table["severity"]]
    grades = [DANISH(f"severity.{severity}") for severity in ("error", "warning", "info")]
    return style.titled(
        alt.Chart(table[["hvad", "grad", "antal"]])
        .mark_bar(height={"band": 0.65})
        .encode(
            x=alt.X("antal:Q", title="Antal", axis=style.whole_numbers()),
            y=alt.Y("hvad:N", sort="-x", title=None, axis=alt.Axis(ticks=False, labelLimit=520)),
            color=alt.Color(
                "grad:N",
                title="Grad",
                scale=alt.Scale(domain=grades, range=[style.ACCENT, "#b58900", style.MAIN]),
                legend=alt.Legend(orient="top"),
            ),
        )
        .properties(width=300, height=alt.Step(28)),
        "Hvad der er tvivlsomt",
        "Problemer efter slags. Tabellen problems siger for hver, hvor det er, og hvad man kan gøre.",
    )
