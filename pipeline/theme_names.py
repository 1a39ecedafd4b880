"""What the themes of a data set are called: those of the user's own taxonomy, where it was tagged by one."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from ..extractors.themes.taxonomy import load_taxonomy
from .dataset import Dataset

ThemeNames = Mapping[str, Mapping[str, str]]
"""Id of each theme, in the taxonomy's order, to its name by language (`da`, `en`)."""


@cache
def built_in_names() -> ThemeNames:
    """The names of the built-in themes."""
    return {theme.id: {"da": theme.label_da, "en": theme.label_en} for theme in load_taxonomy().themes}


def theme_names(data: Dataset) -> ThemeNames:
    """The names of the themes that a data set was tagged by. Of one without a comparison, which does not say which
    they were, those of the built-in ones."""
    if not data.has("themes"):
        return built_in_names()
    return {
        row["theme"]: {"da": row["label_da"] or row["theme"], "en": row["label_en"] or row["label_da"] or row["theme"]}
        for row in data.arrow("themes").to_pylist()
    }
