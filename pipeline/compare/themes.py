"""The tables of themes: what they mean, and how much each municipality has of each, year by year."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from ...extractors.themes.taxonomy import load_taxonomy
from .source import Initiative, Plan, Rows, Source


def themes_of(taxonomy: Path | None) -> Rows:
    """The themes of a taxonomy in its order, of the built-in one where None. Raises UsageError."""
    return [
        {"theme": theme.id, "label_da": theme.label_da, "label_en": theme.label_en, "scope": theme.scope}
        for theme in load_taxonomy(taxonomy).themes
    ]


def theme_rows(source: Source, themes: Rows) -> Rows:
    """The themes that were looked for, then those that only the tags have."""
    others = {tag for initiative in source.initiatives for tag in initiative.themes} - {row["theme"] for row in themes}
    return themes + [{"theme": tag, "label_da": None, "label_en": None, "scope": None} for tag in sorted(others)]


def municipality_theme_rows(source: Source, themes: list[str]) -> Rows:
    """Counts for each municipality, year and theme; zeros where plans were read and no initiative has the theme."""
    of_plan = source.of_plan()
    plans: dict[tuple[str, int | None], list[Plan]] = defaultdict(list)
    for plan in source.plans:
        for code in plan.municipalities:
            for year in plan.years:
                plans[(code, year)].append(plan)
    out: Rows = []
    for code, year in sorted(plans, key=lambda key: (key[0], key[1] is None, key[1] or 0)):
        read = plans[(code, year)]
        initiatives = [i for plan in read for i in of_plan.get(plan.id, ()) if code in i.municipalities]
        out += [_row(code, year, theme, len(read), initiatives) for theme in themes]
    return out


def _row(code: str, year: int | None, theme: str, plans: int, initiatives: list[Initiative]) -> dict[str, object]:
    having = [initiative for initiative in initiatives if theme in initiative.themes]
    gains = [gain for initiative in having for gain in initiative.gains]
    confidence = [initiative.themes[theme] for initiative in having]
    return {
        "municipality_theme_id": f"{code}/{year or 'XXXX'}/{theme}",
        "municipality": code,
        "year": year,
        "theme": theme,
        "plans": plans,
        "all_initiatives": len(initiatives),
        "initiatives": len(having),
        "share": round(len(having) / len(initiatives), 4) if initiatives else None,
        "milestones": sum(len(initiative.milestones) for initiative in having),
        "gains": len(gains),
        "quantified_gains": sum(gain["amount"] is not None for gain in gains),
        "tag_confidence": round(sum(confidence) / len(confidence), 3) if confidence else None,
    }
