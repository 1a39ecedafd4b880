"""The vocabulary's CSV files, read once."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

_HERE = Path(__file__).parent


@cache
def load_csv(name: str) -> tuple[dict[str, str], ...]:
    """The rows of the vocabulary file `name` (with its ending), by the names of its columns."""
    with (_HERE / name).open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))
