"""Tables that people write as CSV, in the dialects that their programs have: what manifests and inventories share."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain

_SEPARATORS = ",;\t"
_NAMED = re.compile(r'"?sep=(.)"?[ \t]*(?:\r\n|\r|\n)', re.IGNORECASE)
"""What Excel takes as the separator of a file that begins with it."""
_END = "\x00"
"""A line after the last one, which no text holds. Where it does not come alone, a quotation mark was never closed."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row below the headings."""

    line: int
    """Line of the file on which it ends, counted from 1."""
    values: dict[str, str]
    """By heading, without space around them; only those that are not empty."""
    too_long: bool
    """Whether there are values beyond the last heading."""


@dataclass(slots=True)
class Sheet:
    """A table with headings."""

    columns: list[str]
    """Headings in lower case, without space around them; an empty one where there is none."""
    rows: list[SheetRow] = field(default_factory=list)
    fault: str | None = None
    """Why reading ended before the end of the file."""


def read_sheet(data: bytes) -> Sheet:
    """The table in the bytes of a CSV file: UTF-8 or what Excel calls Unicode text, separated by what its headings are
    separated by (comma, semicolon, tab) or by what a first line such as `sep=;` names.

    Raises ValueError, with what is the matter and what to do, where the bytes are no such text.
    """
    text = _text(data)
    named = _NAMED.match(text)
    if named:
        text = text[named.end() :]
    head = re.split(r"[\r\n]", text, maxsplit=1)[0]
    delimiter = named[1] if named else max(_SEPARATORS, key=head.count)
    rows = _rows(text, delimiter, above=1 if named else 0)
    sheet = Sheet([])
    try:
        sheet.columns = columns = [name.strip().lower() for name in next(rows, (0, []))[1]]
        for line, cells in rows:
            if any(cell.strip() for cell in cells):
                values = {name: cell.strip() for name, cell in zip(columns, cells, strict=False) if cell.strip()}
                too_long = any(cell.strip() for cell in cells[len(columns) :])
                sheet.rows.append(SheetRow(line, values, too_long))
    except ValueError as error:
        sheet.fault = str(error)
    return sheet


def _rows(text: str, delimiter: str, above: int) -> Iterator[tuple[int, list[str]]]:
    """Each row with the line on which it ends; `above` lines of the file come before the text.

    Raises ValueError where a row cannot be read or never ends.
    """
    whole = io.StringIO(text, newline="")
    reader = csv.reader(chain(whole, ["\n", _END]), delimiter=delimiter)
    begun = above + 1
    try:
        for cells in reader:
            if cells == [_END]:
                return
            if cells and cells[-1].endswith(_END):
                raise ValueError(f"a quotation mark in the row that begins on line {begun} is never closed")
            yield above + reader.line_num, cells
            begun = above + reader.line_num + 1
    except csv.Error as error:
        raise ValueError(f"the row that begins on line {begun} cannot be read ({error})") from error


def decode(data: bytes) -> str:
    """The text of bytes in UTF-8, or in UTF-16 where they begin with its mark. Raises UnicodeDecodeError."""
    return data.decode("utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig")


def _text(data: bytes) -> str:
    try:
        text = decode(data)
    except UnicodeDecodeError as error:
        raise ValueError("it is not UTF-8. Save it again as CSV in UTF-8.") from error
    if "\x00" in text:
        raise ValueError("it is no text. Save it again as CSV in UTF-8.")
    return text
