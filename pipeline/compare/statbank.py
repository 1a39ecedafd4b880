"""Inhabitants of municipalities from a CSV file of StatBank Denmark (statistikbanken.dk), tables such as FOLK1A.

Its forms are read, in Danish and English: the long one of the API, a row for each place and time
(`OMRÅDE;TID;INDHOLD`), and the matrix of the web page, with titles above and notes below, with a column for each time
or turned, with a column for each place. Places may be codes, names or both ("101
København"); times are years, quarters (`2024K1`, `2024Q1`) or months (`2024M01`). Of several times in a year the
first counts, which in FOLK1A is 1 January. Where the file tells men from women or ages apart, it must have their
totals. Regions and the whole country are left out.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from ...extractors.vocabulary.records import load_csv
from ...models.problem import UsageError
from ..sheets import decode

_TIME = re.compile(r"((?:19|20)\d\d)(?:\s*(?:[KQM]|kvt\.?|kvartal)\s*(\d{1,2}))?", re.IGNORECASE)
_TOTALS = frozenset(
    ("tot", "ialt", "i alt", "total", "tot i alt", "ialt i alt", "alder i alt", "age, total", "tot total")
)
_PLACES = frozenset(("område", "region", "kommune", "bopæl", "bopkom", "komk"))
_TIMES = frozenset(("tid", "time", "år", "kvartal", "måned"))
_VALUES = frozenset(("indhold", "antal", "content", "contents", "value", "folketal", "personer"))
_ENGLISH = {"copenhagen": "101"}
"""The one name that StatBank's English tables have otherwise."""
Figure = tuple[str, str, tuple[str, ...], str]
"""Place, time, the other columns, and the figure, all as printed."""


def read_population(path: Path) -> dict[tuple[str, int], int]:
    """Inhabitants by kommunekode and year. Raises UsageError where the file is not of this kind."""
    text = _text(path)
    try:
        table = list(csv.reader(text.splitlines(), delimiter=_delimiter(text), strict=True))
    except csv.Error as error:
        raise UsageError("E009", f"{path} is not CSV that can be read: {error}. Save it again.") from error
    rows = [[cell.strip() for cell in row] for row in table]
    rows = [row for row in rows if any(row)]
    figures = list(_figures(rows)) or list(_figures(_turned(rows)))
    if not figures:
        message = (
            f"{path} has no figures by place and time. Save it from statistikbanken.dk as CSV with semicolons, by "
            "OMRÅDE and quarter alone."
        )
        raise UsageError("E009", message)
    first: dict[tuple[str, int], tuple[int, int]] = {}
    for place, time, others, figure in _totals(path, figures):
        code = _code(place)
        match = _TIME.fullmatch(time)
        digits = re.sub(r"[.\s]", "", figure)
        if code is None or match is None or not digits.isdecimal():
            continue
        key, part = (code, int(match[1])), int(match[2] or 0)
        if key in first and first[key][0] == part and first[key][1] != int(digits):
            raise UsageError("E009", f"{path}: {place} has two figures for {time} ({', '.join(others) or 'no other'}).")
        first[key] = min(first.get(key, (part, int(digits))), (part, int(digits)))
    if not first:
        raise UsageError("E009", f"{path} names no municipality by code or name; ask StatBank for OMRÅDE.")
    return {key: figure for key, (_, figure) in sorted(first.items())}


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UsageError("E009", f"{path} cannot be opened: {error.strerror}.") from error
    try:
        return decode(data)
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _delimiter(text: str) -> str:
    return max(";\t,", key=lambda mark: (text.count(mark), mark == ";"))


def _figures(rows: list[list[str]]) -> Iterator[Figure]:
    for n, row in enumerate(rows):
        names = [cell.lower() for cell in row]
        place, time, value = (_index(names, known) for known in (_PLACES, _TIMES, _VALUES))
        if place is not None and time is not None and value is not None:
            others = [c for c in range(len(row)) if c not in (place, time, value)]
            for cells in rows[n + 1 :]:
                if len(cells) == len(row):
                    yield cells[place], cells[time], tuple(cells[c] for c in others), cells[value]
            return
        times = [c for c, cell in enumerate(row) if _TIME.fullmatch(cell)]
        # A row of figures that look like years has a place in front, which the row above the figures has not.
        if times and times[0] > 0 and times == list(range(times[0], len(row))) and not any(map(_code, row)):
            yield from _matrix(rows[n + 1 :], row, times)
            return


def _turned(rows: list[list[str]]) -> list[list[str]]:
    """The rows of the table as its columns; titles and notes, which have other lengths, are left out."""
    widest = max(map(len, rows), default=0)
    return [list(column) for column in zip(*(row for row in rows if len(row) == widest), strict=True)]


def _matrix(rows: list[list[str]], head: list[str], times: list[int]) -> Iterator[Figure]:
    """The figures of a matrix; a label that a row leaves empty is that of the row above."""
    above: list[str] = [""] * times[0]
    for cells in rows:
        if len(cells) != len(head):
            continue
        above = [cell or before for cell, before in zip(cells[: times[0]], above, strict=True)]
        place = next((n for n, label in enumerate(above) if _code(label)), 0)
        others = tuple(label for n, label in enumerate(above) if n != place)
        for column in times:
            yield above[place], head[column], others, cells[column]


def _index(names: list[str], known: frozenset[str]) -> int | None:
    return next((n for n, name in enumerate(names) if name in known), None)


def _totals(path: Path, figures: list[Figure]) -> list[Figure]:
    """The figures of all people: where another column tells them apart, those of its total."""
    for column in range(len(figures[0][2])):
        values = {others[column] for _, _, others, _ in figures}
        if len(values) < 2:
            continue
        totals = {value for value in values if value.lower() in _TOTALS or value.lower().endswith(" i alt")}
        if not totals:
            raise UsageError("E009", f"{path} tells {', '.join(sorted(values)[:3])} apart without their total.")
        figures = [figure for figure in figures if figure[2][column] in totals]
    return figures


@cache
def _codes() -> dict[str, str]:
    rows = load_csv("municipalities.csv")
    return {row["name"].lower(): row["code"] for row in rows} | {row["code"]: row["code"] for row in rows} | _ENGLISH


def _code(place: str) -> str | None:
    """The kommunekode of "101", "København" or "101 København"; None for regions and the country."""
    code, _, _ = place.partition(" ")
    return _codes().get(code) or _codes().get(place.lower())
