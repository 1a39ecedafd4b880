"""Checking a data set by hand: a random sample of its values, each with its picture, and how many were right.

The sample is a CSV file that people fill in: `verdict` is `right`, `wrong` or `unsure`. The same data set, size and
seed give the same sample, so that two people can check it apart and be compared.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from ..models.problem import UsageError
from ..models.tables import BY_NAME
from .originals import Originals
from .picture import crop, degrees

if TYPE_CHECKING:
    from PIL.Image import Image

    from .dataset import Dataset

VERDICTS = ("right", "wrong", "unsure")
CHECKED = ("initiatives", "milestones", "gains")
"""Tables that are sampled if no others are named."""
COLUMNS = ("number", "table", "item_id", "column", "value", "file", "page", "inferred", "rule", "verdict", "note")
Z_95 = 1.959964
"""Standard deviations that 95 % of a normal distribution lie within."""


@dataclass(frozen=True, slots=True)
class Precision:
    """The share of right values, with Wilson's 95 % interval. The unsure are not counted."""

    right: int
    checked: int
    share: float
    low: float
    high: float

    def __str__(self) -> str:
        if not self.checked:
            return "no value is checked yet"
        return (
            f"{self.right} of {self.checked} right: {self.share:.1%} (95 % interval {self.low:.1%} to {self.high:.1%})"
        )


def wilson(right: int, checked: int, z: float = Z_95) -> Precision:
    """The precision of a simple random sample (Wilson 1927: right also for few values and for shares near 1)."""
    if not 0 <= right <= checked:
        raise ValueError(f"{right} of {checked} cannot be right")
    if checked == 0:
        return Precision(0, 0, math.nan, 0.0, 1.0)
    share = right / checked
    centre = share + z * z / (2 * checked)
    spread = z * math.sqrt(share * (1 - share) / checked + z * z / (4 * checked * checked))
    whole = 1 + z * z / checked
    # At both ends the interval ends exactly there, which rounding could miss.
    low = (centre - spread) / whole if right else 0.0
    high = (centre + spread) / whole if right < checked else 1.0
    return Precision(right, checked, share, low, high)


def values(data: Dataset, tables: Iterable[str] = CHECKED, columns: Iterable[str] | None = None) -> pd.DataFrame:
    """All values of these tables (and columns) that stand on a page, one row each, as they are in their tables."""
    cells = data.cells[data.cells["page"].notna() & data.cells["left"].notna() & (data.cells["place"] == 1)]
    files = data.plans.set_index("plan_id")["file"]
    parts = []
    for table in tables:
        key = BY_NAME[table].id_column
        frame: pd.DataFrame = getattr(data, table)
        own = cells[(cells["table"] == table) & cells["column"].isin(frame.columns)]
        if columns is not None:
            own = own[own["column"].isin(list(columns))]
        texts = frame.set_index(key).astype("object")
        found = [texts.at[item, column] for item, column in zip(own["item_id"], own["column"], strict=True)]
        parts.append(own.assign(value=[_text(value) for value in found], file=own["plan_id"].map(files)))
    whole = pd.concat(parts) if parts else cells.head(0).assign(value="", file="")
    return whole.sort_values(["table", "item_id", "column"], ignore_index=True)


def sample(
    data: Dataset,
    size: int = 50,
    *,
    seed: int = 1,
    tables: Iterable[str] = CHECKED,
    columns: Iterable[str] | None = None,
) -> pd.DataFrame:
    """`size` values drawn at random, all of them where there are fewer; each is as likely as any other."""
    return draw(values(data, tables, columns), size, seed)


def draw(whole: pd.DataFrame, size: int, seed: int) -> pd.DataFrame:
    """`size` rows of `values` drawn at random, numbered from 1."""
    drawn = np.random.default_rng(seed).permutation(len(whole))[:size]
    out = whole.iloc[drawn].reset_index(drop=True)
    out.insert(0, "number", range(1, len(out) + 1))
    return out.assign(verdict="", note="")[list(COLUMNS)]


def picture(data: Dataset, originals: Originals, row: Mapping[str, Any], *, scale: float = 1.5) -> Image:
    """The place of a sampled value, marked, with what stands around it. Raises UsageError where the PDF is not found.

    A value that runs over a page break is shown where it begins.
    """
    cells = data.cells
    own = cells[
        (cells["table"] == row["table"])
        & (cells["item_id"] == row["item_id"])
        & (cells["column"] == row["column"])
        & cells["left"].notna()
    ]
    if own.empty:
        raise UsageError("E009", f"{row['item_id']} has no place for {row['column']} in this data set.")
    first = own.iloc[0]
    plan = data.plans.set_index("plan_id").loc[first["plan_id"]]
    here = own[own["page"] == first["page"]]
    boxes = [
        (float(left), float(top), float(right), float(bottom))
        for left, top, right, bottom in here[["left", "top", "right", "bottom"]].itertuples(index=False)
    ]
    page = int(first["page"])
    turn = degrees(plan["turned_pages"], page)
    return crop(originals.read(plan["file"], plan["sha256"]), page, boxes, turn=turn, scale=scale)


def open_file(path: Path, drawn: pd.DataFrame) -> pd.DataFrame:
    """The file of a sample: written if it is not there, else read with the verdicts that people put in.

    Raises UsageError where the file is of another sample, or holds a verdict that there is not.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(path, drawn)
        return drawn
    with path.open(encoding="utf-8-sig", newline="") as stream:
        first = stream.readline()
        stream.seek(0)
        # Excel in Danish saves CSV with semicolons.
        rows = list(csv.DictReader(stream, delimiter=";" if first.count(";") > first.count(",") else ","))
    keys = ["item_id", "column"]
    if [tuple(row.get(key) for key in keys) for row in rows] != list(drawn[keys].itertuples(index=False, name=None)):
        raise UsageError(
            "E009", f"{path} is of another sample. Name another file, or take the data set, size and seed that it had."
        )
    out = drawn.copy()
    out["verdict"] = [_verdict(row.get("verdict", ""), f"{path}, row {n}") for n, row in enumerate(rows, 2)]
    out["note"] = [row.get("note") or "" for row in rows]
    return out


def record(path: Path, drawn: pd.DataFrame, verdicts: Mapping[int, str]) -> pd.DataFrame:
    """Write verdicts by number of the value into the sample's file; those that are there stay. Raises UsageError."""
    out = open_file(path, drawn)
    for number, verdict in verdicts.items():
        if number not in set(out["number"]):
            raise UsageError("E009", f"The sample has no value {number}; its numbers are 1 to {len(out)}.")
        out.loc[out["number"] == number, "verdict"] = _verdict(verdict, f"value {number}")
    _write(path, out)
    return out


def precision(checked: pd.DataFrame, by: str | None = None) -> dict[str, Precision]:
    """How many of the checked values are right: of all, and by `table` or `column` where one is named."""
    groups = {"all": checked}
    if by is not None:
        groups |= {str(name): group for name, group in checked.groupby(by, observed=True)}
    return {
        name: wilson(int((group["verdict"] == "right").sum()), int(group["verdict"].isin(["right", "wrong"]).sum()))
        for name, group in groups.items()
    }


def _verdict(text: str | None, where: str) -> str:
    verdict = (text or "").strip().lower()
    if verdict and verdict not in VERDICTS:
        raise UsageError("E009", f"{where}: {text!r} is no verdict; write one of {', '.join(VERDICTS)}.")
    return verdict


def _write(path: Path, frame: pd.DataFrame) -> None:
    frame.to_csv(path, index=False, encoding="utf-8-sig", lineterminator="\r\n")


def _text(value: Any) -> str:
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if pd.isna(value) else str(value)
