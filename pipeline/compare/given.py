"""What a user gives beside the plans: a list of the plans that there should be, and inhabitants."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from .inventory import Expected, read_inventory
from .statbank import read_population

AnyPath = str | os.PathLike[str]


@dataclass(frozen=True, slots=True)
class Given:
    """The files of the user, as they were read."""

    inventory: list[Expected] | None = None
    """Null where no inventory is given: then nothing is known to be missing."""
    population: Mapping[tuple[str, int], int] = field(default_factory=dict)
    """Inhabitants by kommunekode and year."""


def read_given(inventory: AnyPath | None, population: AnyPath | None) -> Given:
    """Read the files that are named. Raises UsageError where one cannot be read."""
    return Given(
        None if inventory is None else read_inventory(Path(inventory)),
        {} if population is None else read_population(Path(population)),
    )
