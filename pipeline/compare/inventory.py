"""The user's `inventory.csv`: which plans there should be."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from ...models.plan import PlanType
from ...models.problem import UsageError

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
        with path.open(encoding="utf-8-sig", newline="") as stream:
            text = stream.read()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError("E009", f"{path} cannot be read as an inventory: {error}. Save it as CSV in UTF-8.") from error
    head = text.partition("\n")[0]
    reader = csv.DictReader(text.splitlines(), delimiter=";" if head.count(";") > head.count(",") else ",")
    missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
    if missing:
        raise UsageError("E009", f"{path} lacks the columns {', '.join(missing)}; it needs {', '.join(COLUMNS)}.")
    return [entry for row in reader for entry in _entries(path, reader.line_num, row)]


def _entries(path: Path, line: int, row: dict[str, str | None]) -> list[Expected]:
    code, years, kind = ((row[name] or "").strip() for name in COLUMNS)
    if not re.fullmatch(r"\d{3}", code):
        raise UsageError("E009", f"{path}, line {line}: {code!r} is not a code of three digits.")
    span = re.fullmatch(r"(\d{4})(?:\s*[-–/]\s*(\d{4}))?", years)
    if not span or int(span[2] or span[1]) < int(span[1]):
        raise UsageError("E009", f"{path}, line {line}: {years!r} is not a year such as 2024 or 2021-2024.")
    if kind not in get_args(PlanType):
        raise UsageError("E009", f"{path}, line {line}: {kind!r} is none of {', '.join(get_args(PlanType))}.")
    name, file = ((row.get(column) or "").strip() or None for column in ("municipality_name", "file"))
    return [Expected(code, year, kind, name, file) for year in range(int(span[1]), int(span[2] or span[1]) + 1)]
