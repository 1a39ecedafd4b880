"""The data set's descriptor: every file, column, key and input, as a Data Package (version 2)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from ..models.plan import SCHEMA_VERSION
from ..models.tables import TABLES, Column, TableInfo

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
DESCRIPTION = (
    "Municipal plans as data: initiatives, milestones, gains, key figures and references to law, each with its place "
    "on the page. The tables are described below, as CSV and as Parquet; plans/<plan_id>.json holds each plan as one "
    "nested document."
)
LICENCES = [
    {
        "name": "MIT",
        "path": "https://opensource.org/license/mit",
        "title": "MIT License, for the data as made by the code; the words of the plans are their publishers' own",
    }
]


def descriptor(
    version: str, files: Mapping[str, bytes], rows: Mapping[str, int], sources: Sequence[tuple[str, str]]
) -> dict[str, Any]:
    """The descriptor of a data set.

    `version`: of the code. `files`: content of each table's file by its name. `rows`: number of rows by table.
    `sources`: `(file, sha256)` of each PDF that was read.
    """
    return {
        "$schema": PROFILE,
        "name": "planspor",
        "title": "Municipal plans as data",
        "description": DESCRIPTION,
        "version": version,
        "contractVersion": SCHEMA_VERSION,
        "licenses": LICENCES,
        "sources": [{"title": file, "path": file, "hash": f"sha256:{sha256}"} for file, sha256 in sources],
        "resources": [_resource(table, files, rows[table.name]) for table in TABLES],
    }


def to_bytes(package: Mapping[str, Any]) -> bytes:
    """The descriptor as the bytes of `datapackage.json`."""
    return (json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode()


def _resource(table: TableInfo, files: Mapping[str, bytes], rows: int) -> dict[str, Any]:
    return {
        "name": table.name,
        "type": "table",
        "title": table.title,
        "description": table.description,
        **_file(f"{table.name}.csv", "text/csv", files),
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "header": True},
        "rows": rows,
        # The same rows with the same schema; a property of our own, since the standard knows one format a resource.
        "alternative": _file(f"{table.name}.parquet", "application/vnd.apache.parquet", files),
        "schema": table_schema(table),
    }


def _file(name: str, mediatype: str, files: Mapping[str, bytes]) -> dict[str, Any]:
    return {
        "path": name,
        "format": name.rpartition(".")[2],
        "mediatype": mediatype,
        "bytes": len(files[name]),
        "hash": f"sha256:{hashlib.sha256(files[name]).hexdigest()}",
    }


def table_schema(table: TableInfo) -> dict[str, Any]:
    """The Table Schema of a table: fields, missing values, primary key and foreign keys."""
    out: dict[str, Any] = {"fields": [_field(column) for column in table.columns], "missingValues": [""]}
    if table.key:
        out["primaryKey"] = list(table.key)
    if table.foreign_keys:
        out["foreignKeys"] = [
            {"fields": [key.column], "reference": {"resource": key.table, "fields": [key.column]}}
            for key in table.foreign_keys
        ]
    return out


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "type": column.type, "description": column.description}
    constraints: dict[str, Any] = {}
    if column.required:
        constraints["required"] = True
    if column.enum:
        constraints["enum"] = list(column.enum)
    if constraints:
        field["constraints"] = constraints
    return field
