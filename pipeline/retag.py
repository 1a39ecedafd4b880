"""Themes by a user's taxonomy: a reading tagged anew, without reading its PDF again."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ..extractors.themes.check import check
from ..extractors.themes.tagger import Tagger, tag_plan
from ..extractors.themes.taxonomy import load_taxonomy
from ..models.plan import Plan
from ..models.problem import UsageError
from .flatten import tables_of, to_json

if TYPE_CHECKING:
    from .reading import Reading

Retag = Callable[["Reading"], "Reading"]


def load_tagger(path: str | os.PathLike[str]) -> Tagger:
    """The tagger of a user's taxonomy. Raises UsageError for a file that cannot be read or used."""
    taxonomy = load_taxonomy(Path(path))
    grave = [finding for finding in check(taxonomy) if finding.kind == "unreadable"]
    if grave:
        raise UsageError(
            "E009", f"{os.fspath(path)}: {grave[0].message} See: planspor taxonomy check {os.fspath(path)}"
        )
    return Tagger(taxonomy)


def retagging(path: str | os.PathLike[str]) -> Retag:
    """What gives readings the themes of a user's taxonomy. Raises UsageError."""
    tagger = load_tagger(path)

    def retag(reading: Reading) -> Reading:
        if not reading.document:
            return reading
        plan = Plan.model_validate_json(reading.document)
        tag_plan(plan, tagger)
        tables = tables_of(plan)
        return replace(
            reading,
            document=to_json(plan),
            tables={**reading.tables, "theme_tags": tables["theme_tags"], "cells": tables["cells"]},
        )

    return retag
