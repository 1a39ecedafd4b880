"""The user's `inventory.csv`: which plans there should be."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from ...models.plan import PlanType
from ...models.problem import UsageError
from ..sheets import SheetRow, read_sheet

COLUMNS = ("municipality_code", "year", "plan_type")
"""Those that the file must have; `municipality_name` and `file` are read too, others are left alone."""


@dataclass(frozen=True, slots=True)
class Expected:
    """A plan that should be there in a year."""

    municipality: str
    year: int
    plan_type: str
    name: str | None = None
    """Name of the municipality, for codes that are not Statistics Denmark's."""
    file: str | None = None
    """Path of its PDF below the folder that was read, where it is known."""


def read_inventory(path: Path) -> list[Expected]:
    """The plans that the file names; a plan for several years has a row for each, or `2021-2024` as its year.

    Raises UsageError where the file cannot be read, a column is missing or a value is none.
    """
    try:
        sheet = read_sheet(path.read_bytes())
    except OSError as error:
        raise UsageError("E009", f"{path} cannot be opened: {error.strerror}.") from error
    except ValueError as error:
        raise UsageError("E009", f"{path} cannot be read as an inventory: {error}") from error
    if sheet.fault is not None:
        raise UsageError("E009", f"{path} cannot be read as an inventory: {sheet.fault}.")
    missing = [name for name in COLUMNS if name not in sheet.columns]
    if missing:
        there = ", ".join(filter(None, sheet.columns)) or "none"
        raise UsageError("E009", f"{path} lacks the columns {', '.join(missing)}; its columns are: {there}.")
    return [entry for row in sheet.rows for entry in _entries(path, row)]


def _entries(path: Path, row: SheetRow) -> list[Expected]:
    code, years, kind = (row.values.get(name, "") for name in COLUMNS)
    line = row.line
    if not re.fullmatch(r"\d{3}", code):
        raise UsageError("E009", f"{path}, line {line}: {code!r} is not a code of three digits.")
    span = re.fullmatch(r"(\d{4})(?:\s*[-–/]\s*(\d{4}))?", years)
    if not span or int(span[2] or span[1]) < int(span[1]):
        raise UsageError("E009", f"{path}, line {line}: {years!r} is not a year such as 2024 or 2021-2024.")
    if kind not in get_args(PlanType):
        raise UsageError("E009", f"{path}, line {line}: {kind!r} is none of {', '.join(get_args(PlanType))}.")
    name, file = (row.values.get(column) for column in ("municipality_name", "file"))
    return [Expected(code, year, kind, name, file) for year in range(int(span[1]), int(span[2] or span[1]) + 1)]
