"""Charts of initiatives that travel: between municipalities, and from year to year."""

from __future__ import annotations

import altair as alt
import pandas as pd

from ..dataset import Dataset
from . import style
from .frames import initiatives, labels, shorten

STATUS = {
    "start": "første læste plan",
    "new": "ny",
    "continued": "fortsat",
    "changed": "ændret",
    "split": "delt",
    "merged": "lagt sammen",
    "ended": "ophørt",
}
STATUS_COLOURS = ["#c9d2da", "#3f8f5b", "#1f5a8a", "#6fa3c8", "#8d5a97", "#b58900", "#c4552d"]
NO_PAIRS = "Der er ikke to kommuner, hvis indsatser kan sammenlignes."
NO_YEARS = "Ingen kommune har planer af samme slags fra flere år, så ingen indsats kan følges."


def pairs(data: Dataset, likely: bool = False) -> pd.DataFrame:
    """Pairs of initiatives of two municipalities, the most alike first, with titles and municipalities' names.

    `likely` keeps those that are likely about the same thing. Pairs of a plan that counts elsewhere are left out.
    """
    context = initiatives(data).set_index("initiative_id")[["municipality", "title"]]
    frame = data.initiative_matches
    if likely:
        frame = frame[frame["likely"]]
    for side in ("a", "b"):
        frame = frame.merge(context.add_suffix(f"_name_{side}"), left_on=f"initiative_{side}", right_index=True)
    frame = frame.rename(
        columns={f"municipality_name_{side}": f"kommune_{side}" for side in "ab"}
        | {f"title_name_{side}": f"titel_{side}" for side in "ab"}
    )
    order = ["similarity", "initiative_a", "initiative_b"]
    return frame.sort_values(order, ascending=[False, True, True]).reset_index(drop=True)


def nearest(data: Dataset) -> style.Chart:
    """Municipality against municipality: how alike their two most alike initiatives are."""
    frame = pairs(data)
    frame = frame[frame["kommune_a"] != frame["kommune_b"]]
    if frame.empty:
        return style.words([NO_PAIRS], "Lighed mellem kommuner")
    best = frame.drop_duplicates(["kommune_a", "kommune_b"])[["kommune_a", "kommune_b", "similarity"]]
    mirrored = best.rename(columns={"kommune_a": "kommune_b", "kommune_b": "kommune_a"})
    table = pd.concat([best, mirrored]).groupby(["kommune_a", "kommune_b"], as_index=False)["similarity"].max()
    base = alt.Chart(table).encode(
        x=alt.X("kommune_a:N", title=None, axis=alt.Axis(orient="top", labelAngle=-45, ticks=False, domain=False)),
        y=alt.Y("kommune_b:N", title=None, axis=alt.Axis(ticks=False, domain=False)),
    )
    tiles = base.mark_rect(stroke="white", strokeWidth=1.5).encode(
        color=alt.Color(
            "similarity:Q",
            title="Lighed, 0 til 1",
            scale=alt.Scale(range=style.SHADES, domainMin=0),
            legend=alt.Legend(format=".2f", orient="bottom", gradientLength=220),
        )
    )
    dark = float(table["similarity"].max()) * 0.7
    numbers = base.mark_text(fontSize=11.5).encode(
        text=alt.Text("similarity:Q", format=".2f"),
        color=alt.condition(f"datum.similarity > {dark:.4f}", alt.value("white"), alt.value("#222")),
    )
    return style.titled(
        (tiles + numbers).properties(width=alt.Step(54), height=alt.Step(30)),
        "Hvor er der indsatser, der ligner hinanden",
        "De to kommuners mest lignende par af indsatser, efter hvad de siger.",
        "Et tomt felt: intet par er blandt indsatsernes ti nærmeste.",
    )


def most_alike(data: Dataset, most: int = 15) -> style.Chart:
    """The pairs that are most alike, and whether they are likely about the same thing."""
    frame = pairs(data).head(most).copy()
    if frame.empty:
        return style.words([NO_PAIRS], "De mest lignende indsatser")
    named = [
        f"{shorten(a, 34)} ({ka})  ↔  {shorten(b, 34)} ({kb})"
        for a, ka, b, kb in zip(frame["titel_a"], frame["kommune_a"], frame["titel_b"], frame["kommune_b"], strict=True)
    ]
    frame["par"] = labels(pd.Series(named, index=frame.index), frame["similarity"].isna(), 200)
    frame["samme"] = frame["likely"].map({True: "sandsynligvis det samme", False: "tvivlsomt"})
    columns = frame[["par", "similarity", "samme"]]
    base = alt.Chart(columns).encode(
        x=alt.X("similarity:Q", title="Lighed, 0 til 1", axis=alt.Axis(grid=True, format=".2f", tickCount=6)),
        y=alt.Y("par:N", sort=list(frame["par"]), title=None, axis=alt.Axis(ticks=False, labelLimit=620)),
    )
    bars = base.mark_bar(height={"band": 0.65}).encode(
        color=alt.Color(
            "samme:N",
            title=None,
            scale=alt.Scale(domain=["sandsynligvis det samme", "tvivlsomt"], range=[style.MAIN, "#b9c6d2"]),
            legend=alt.Legend(orient="top"),
        )
    )
    return style.titled(
        bars.properties(width=260, height=alt.Step(24)),
        "De indsatser, der ligner hinanden mest",
        "Par af indsatser i to kommuner.",
    )


def fates(data: Dataset) -> style.Chart:
    """What became of the initiatives from one plan to the next of the same kind, by the later plan's year."""
    frame = data.initiative_threads
    frame = frame[frame["status"] != "start"].dropna(subset=["year_to"])
    if frame.empty:
        return style.words([NO_YEARS], "Fra år til år")
    table = frame.groupby(["year_to", "status"], observed=True).size().reset_index(name="indsatser")
    table["skæbne"] = table["status"].astype("string").map(STATUS)
    kinds = [name for status, name in STATUS.items() if status != "start"]
    table["nummer"] = table["skæbne"].map(kinds.index)
    table["år"] = table["year_to"].astype("string")
    return style.titled(
        alt.Chart(table[["år", "skæbne", "nummer", "indsatser"]])
        .mark_bar()
        .encode(
            x=alt.X("år:N", title="Den senere plans år", axis=alt.Axis(labelAngle=0)),
            y=alt.Y("indsatser:Q", title="Antal indsatser", axis=style.whole_numbers()),
            color=alt.Color("skæbne:N", title="Indsatsen er", scale=alt.Scale(domain=kinds, range=STATUS_COLOURS[1:])),
            order="nummer:Q",
        )
        .properties(width=max(240, 60 * table["år"].nunique()), height=260),
        "Hvad der blev af indsatserne",
        "Fra en plan til kommunens næste af samme slags, der er læst.",
    )
