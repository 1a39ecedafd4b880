"""Tables joined for reading: whose an item is, from which year, under which initiative.

A plan that is there once more (`plans.duplicate_of`) counts once. An initiative of several municipalities is theirs
together, under both names.
"""

from __future__ import annotations

import pandas as pd

from ..dataset import Dataset
from ..report.language import Language

DANISH = Language("da")
UNKNOWN = DANISH("unknown")


def plans(data: Dataset) -> pd.DataFrame:
    """The plans that count, with `municipality` and `year` (the first of the period, null where not known)."""
    frame = data.plans
    if "duplicate_of" in frame.columns:
        frame = frame[frame["duplicate_of"].isna()]
    names = data.plan_municipalities.groupby("plan_id")["name"].agg(_together)
    return frame.assign(
        municipality=frame["plan_id"].map(names).astype("string").fillna(UNKNOWN),
        year=frame["period_start"].fillna(frame["period_end"]).dt.year.astype("Int32"),
    )


def initiatives(data: Dataset) -> pd.DataFrame:
    """The initiatives with `municipality`, `year`, `plan_type`, `period_start` and `label`, a short name of its own."""
    own = plans(data)[["plan_id", "municipality", "year", "plan_type", "period_start", "period_end", "file", "sha256"]]
    frame = data.initiatives.rename(columns={"municipality": "code"}).merge(own, on="plan_id")
    # In a plan of several municipalities an initiative can be one's own.
    names = data.plan_municipalities.set_index(["plan_id", "code"])["name"]
    names = names[~names.index.duplicated()]
    keys = pd.MultiIndex.from_frame(frame[["plan_id", "code"]])
    own_names = pd.Series(names.reindex(keys).to_numpy(), index=frame.index, dtype="string")
    frame["municipality"] = own_names.fillna(frame["municipality"])
    frame["label"] = labels(frame["title"], frame["municipality"])
    return frame


def items(data: Dataset, table: str) -> pd.DataFrame:
    """The rows of `milestones`, `gains`, `theme_tags` or `aspects` with what is to be said of their initiative."""
    context = initiatives(data)[
        ["initiative_id", "municipality", "year", "plan_type", "title", "label", "period_start", "period_end"]
    ]
    frame: pd.DataFrame = getattr(data, table)
    return frame.merge(context, on="initiative_id")


def labels(titles: pd.Series, within: pd.Series, longest: int = 46) -> pd.Series:
    """Titles cut to `longest` characters, at a space where there is one; equal ones `within` a group are numbered."""
    short = titles.map(lambda title: shorten(title, longest)).astype("string")
    number = short.groupby([within, short]).cumcount()
    return short.where(number == 0, short + " (" + (number + 1).astype("string") + ")")


def shorten(text: str, longest: int) -> str:
    """A text of at most `longest` characters, cut between words where it can be."""
    text = " ".join(text.split())
    if len(text) <= longest:
        return text
    kept = text[: longest - 1]
    head, space, _ = kept.rpartition(" ")
    return (head if space and len(head) > longest // 2 else kept).rstrip(" ,;:–-") + "…"


def _together(names: pd.Series) -> str:
    return ", ".join(dict.fromkeys(names))
