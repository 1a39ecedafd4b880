"""The tables of gains: what each promises and how it is measured, and the same by municipality and theme."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
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


def measure_rows(source: Source) -> Iterator[Row]:
    """One row for each gain."""
    return (_measure(initiative, gain) for initiative in source.initiatives for gain in initiative.gains)


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


def profile_rows(source: Source) -> Rows:
    """Gains by municipality, theme, direction and unit."""
    groups: dict[Group, _Profile] = defaultdict(_Profile)
    for initiative in source.initiatives:
        for gain in initiative.gains:
            row = _measure(initiative, gain)
            for code in initiative.municipalities:
                for theme in initiative.themes or ("",):
                    groups[(code, theme, row["direction"], row["unit"] or "")].add(row)
    return [profile.row(group) for group, profile in sorted(groups.items(), key=lambda item: item[0])]


@dataclass(slots=True)
class _Profile:
    """What the gains of a group promise."""

    gains: int = 0
    values: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    kinds: Counter[str] = field(default_factory=Counter)

    def add(self, row: Row) -> None:
        self.gains += 1
        for name in ("level", "change", "baseline", "from_baseline", "target_year"):
            if row[name] is not None:
                self.values[name].append(row[name])
        self.kinds.update((row["follow_up_types"] or "").split("; "))

    def row(self, group: Group) -> Row:
        code, theme, direction, unit = group
        out: Row = {
            "gain_profile_id": "/".join(part or "-" for part in group),
            "municipality": code,
            "theme": theme or None,
            "direction": direction,
            "unit": unit or None,
            "gains": self.gains,
        }
        for name in ("level", "change"):
            out[f"{name}s"] = len(self.values[name])
            out[f"median_{name}"] = self._median(name)
        years = self.values["target_year"]
        return {
            **out,
            "baselines": len(self.values["baseline"]),
            "median_from_baseline": self._median("from_baseline"),
            "first_target_year": min(years, default=None),
            "last_target_year": max(years, default=None),
            **{_COUNTED.get(kind, kind): self.kinds[kind] for kind in get_args(FollowUp)},
            "unknown_follow_up": self.kinds[""],
        }

    def _median(self, name: str) -> float | None:
        values = self.values[name]
        return round(float(median(values)), 6) if values else None
