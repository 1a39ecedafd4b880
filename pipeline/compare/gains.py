"""The tables of gains: what each promises and how it is measured, and the same by municipality and theme."""

from __future__ import annotations

import re
from collections import defaultdict
from statistics import median
from typing import get_args

from ...models.comparison import FollowUp
from .follow_up import follow_up_kinds
from .source import Initiative, Row, Rows, Source

_YEAR = re.compile(r"\d{4}")
_INITIATIVE_KINDS = ("follow_up", "data_support")
"""Aspects that say how the whole initiative is followed up, the first that is there."""
_COUNTED = {"none": "no_follow_up"}
Group = tuple[str, str, str, str]


def measure_rows(source: Source) -> Rows:
    """One row for each gain."""
    return [_measure(initiative, gain) for initiative in source.initiatives for gain in initiative.gains]


def _measure(initiative: Initiative, gain: Row) -> Row:
    amount, kind, baseline = gain["amount"], gain["amount_kind"], gain["baseline"]
    level = amount if kind == "level" else None
    way = None if level is None or baseline is None else round(level - baseline, 6)
    text, where = _follow_up(initiative, gain)
    kinds = follow_up_kinds(text) if text else ("none",)
    years = _YEAR.findall(gain["target_edtf"] or "")
    return {
        "gain_id": gain["gain_id"],
        "initiative_id": initiative.id,
        "municipality": initiative.one_municipality,
        "year": initiative.plan.year,
        "direction": gain["direction"],
        "unit": gain["unit"],
        "level": level,
        "change": amount if kind == "change" else None,
        "baseline": baseline,
        "from_baseline": way,
        "relative_change": round(way / baseline, 4) if way is not None and baseline else None,
        "target_year": int(years[-1]) if years else None,
        "follow_up_type": kinds[0] if kinds else None,
        "follow_up_types": "; ".join(kinds) or None,
        "follow_up_source": where,
    }


def _follow_up(initiative: Initiative, gain: Row) -> tuple[str | None, str | None]:
    """What is said of the follow-up of a gain, and where: with it, else for its initiative as a whole."""
    if gain["follow_up"]:
        return gain["follow_up"], "gain"
    for kind in _INITIATIVE_KINDS:
        texts = [row["text"] for row in initiative.aspects if row["kind"] == kind]
        if texts:
            return "\n".join(texts), "initiative"
    return None, None


def profile_rows(source: Source, measures: Rows) -> Rows:
    """Gains by municipality, theme, direction and unit; `measures` are the rows of `measure_rows`."""
    initiatives = {initiative.id: initiative for initiative in source.initiatives}
    groups: dict[Group, Rows] = defaultdict(list)
    for row in measures:
        initiative = initiatives[row["initiative_id"]]
        for code in initiative.municipalities:
            for theme in initiative.themes or ("",):
                groups[(code, theme, row["direction"], row["unit"] or "")].append(row)
    return [_profile(group, rows) for group, rows in sorted(groups.items())]


def _profile(group: Group, rows: Rows) -> Row:
    code, theme, direction, unit = group
    years = [row["target_year"] for row in rows if row["target_year"]]
    kinds = [(row["follow_up_types"] or "").split("; ") for row in rows]
    out: Row = {
        "gain_profile_id": "/".join(part or "-" for part in group),
        "municipality": code,
        "theme": theme or None,
        "direction": direction,
        "unit": unit or None,
        "gains": len(rows),
    }
    for name in ("level", "change"):
        values = [row[name] for row in rows if row[name] is not None]
        out[f"{name}s"] = len(values)
        out[f"median_{name}"] = round(float(median(values)), 6) if values else None
    ways = [row["from_baseline"] for row in rows if row["from_baseline"] is not None]
    return {
        **out,
        "baselines": sum(row["baseline"] is not None for row in rows),
        "median_from_baseline": round(float(median(ways)), 6) if ways else None,
        "first_target_year": min(years, default=None),
        "last_target_year": max(years, default=None),
        **{_COUNTED.get(kind, kind): sum(kind in found for found in kinds) for kind in get_args(FollowUp)},
        "unknown_follow_up": sum(row["follow_up_type"] is None for row in rows),
    }
