"""The dictionary of tables and columns as a page of documentation: `python -m planspor.pipeline.dictionary`."""

from __future__ import annotations

import sys

from ..models.columns import Column, TableInfo
from ..models.comparison import COMPARISON_TABLES
from ..models.problem import CODES
from ..models.tables import TABLES

HEAD = """# What a run writes

This folder is where `planspor run` writes if no other is named. What it writes is not kept in git; this page is, and
it is made from `models/tables.py` by `make docs`.

| file | what it is |
| --- | --- |
| `<table>.csv` | the tables below, UTF-8 with a byte order mark, so that Excel shows the Danish letters |
| `<table>.parquet` | the same with types, for data frames: `planspor.load("outputs").milestones` |
| `comparison/<table>.csv`, `.parquet` | what compares municipalities and years; made by `planspor compare` too |
| `plans/<plan_id>.json` | each plan as one nested document, with the places of all its values |
| `datapackage.json` | the same dictionary for programs: types, keys, descriptions, input hashes (Data Package v2) |

The same PDFs and the same version of the code give the same bytes, whatever the number of workers and the order of the
files. Two files with the same bytes count once: the second is a row of `problems` (I001). A new run replaces what an
earlier one wrote here.
"""


def to_markdown() -> str:
    """The page."""
    parts = [HEAD, *(_table(table) for table in (*TABLES, *COMPARISON_TABLES)), _codes()]
    return "\n".join(parts)


def _table(table: TableInfo) -> str:
    lines = [f"## `{table.path}`", "", table.description, "", "| column | type | what it is |", "| --- | --- | --- |"]
    lines += [f"| `{column.name}` | {column.type} | {_meaning(table, column)} |" for column in table.columns]
    return "\n".join([*lines, ""])


def _meaning(table: TableInfo, column: Column) -> str:
    text = column.description.replace("|", "\\|")
    if column.enum:
        text += f" One of {', '.join(f'`{value}`' for value in column.enum)}."
    if table.key == (column.name,):
        text += " Key."
    for key in table.foreign_keys:
        if key.column == column.name:
            text += f" Refers to `{key.table}`."
    return text


def _codes() -> str:
    lines = ["## Codes of problems", "", "| code | severity | what it means |", "| --- | --- | --- |"]
    lines += [f"| {code} | {severity} | {meaning} |" for code, (severity, meaning) in CODES.items()]
    return "\n".join([*lines, "", "`error`: data was lost. `warning`: a value is doubtful. `info`: worth knowing.", ""])


if __name__ == "__main__":
    sys.stdout.write(to_markdown())
