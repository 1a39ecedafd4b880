"""What a data set can be exported to."""

from __future__ import annotations

from enum import StrEnum


class Form(StrEnum):
    """The forms of `planspor export`."""

    XLSX = "xlsx"
    DUCKDB = "duckdb"
    SQLITE = "sqlite"


NEEDS = {Form.XLSX: "xlsxwriter", Form.DUCKDB: "duckdb", Form.SQLITE: "sqlite3"}
"""The library that writes each."""
