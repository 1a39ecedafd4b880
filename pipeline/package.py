"""The data set's descriptor: every file, column, key and input, as a Data Package (version 2)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic_core import to_json

from ..models.columns import Column, TableInfo
from ..models.plan import SCHEMA_VERSION
from ..models.tables import TABLES
from .parts import FileFacts

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
NAME = "planspor"
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
    version: str, files: Mapping[str, FileFacts], rows: Mapping[str, int], sources: Iterable[tuple[str, str]]
) -> dict[str, Any]:
    """The descriptor of a data set.

    `version`: of the code. `files`: what is to be said of each table's file, by its name. `rows`: number of rows by
    table. `sources`: `(file, sha256)` of each PDF that was read; `pieces` takes them one by one.
    """
    return {
        "$schema": PROFILE,
        "name": NAME,
        "title": "Municipal plans as data",
        "description": DESCRIPTION,
        "version": version,
        "contractVersion": SCHEMA_VERSION,
        "licenses": LICENCES,
        "sources": ({"title": file, "path": file, "hash": f"sha256:{sha256}"} for file, sha256 in sources),
        "resources": resources(TABLES, files, rows),
    }


def resources(
    tables: Iterable[TableInfo], files: Mapping[str, FileFacts], rows: Mapping[str, int]
) -> list[dict[str, Any]]:
    """The descriptors of tables; `files` and `rows` as for `descriptor`."""
    return [_resource(table, files, rows[table.name]) for table in tables]


def with_comparison(package: Mapping[str, Any], comparison: list[dict[str, Any]]) -> dict[str, Any]:
    """The descriptor of a data set with the descriptors of the comparison's tables, instead of those it has."""
    names = {resource["name"] for resource in comparison}
    kept = [resource for resource in package["resources"] if resource["name"] not in names]
    return {**package, "resources": kept + comparison}


def pieces(package: Mapping[str, Any]) -> Iterator[bytes]:
    """The descriptor as the bytes of `datapackage.json`, one source after the other: there may be very many."""
    text = to_json({**package, "sources": []}, indent=2).decode() + "\n"
    before, _, after = text.partition('"sources": []')
    yield f'{before}"sources": ['.encode("utf-8", "replace")
    between, end = "\n", "]"
    for source in package["sources"]:
        lines = json.dumps(source, ensure_ascii=False, indent=2).replace("\n", "\n    ")
        yield f"{between}    {lines}".encode("utf-8", "replace")
        between, end = ",\n", "\n  ]"
    yield f"{end}{after}".encode()


def _resource(table: TableInfo, files: Mapping[str, FileFacts], rows: int) -> dict[str, Any]:
    return {
        "name": table.name,
        "type": "table",
        "title": table.title,
        "description": table.description,
        **_file(f"{table.path}.csv", "text/csv", files),
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "header": True},
        "rows": rows,
        # The same rows with the same schema; a property of our own, since the standard knows one format a resource.
        "alternative": _file(f"{table.path}.parquet", "application/vnd.apache.parquet", files),
        "schema": table_schema(table),
    }


def _file(name: str, mediatype: str, files: Mapping[str, FileFacts]) -> dict[str, Any]:
    return {
        "path": name,
        "format": name.rpartition(".")[2],
        "mediatype": mediatype,
        "bytes": files[name].size,
        "hash": f"sha256:{files[name].sha256}",
    }


def table_schema(table: TableInfo) -> dict[str, Any]:
    """The Table Schema of a table: fields, missing values, primary key and foreign keys."""
    out: dict[str, Any] = {"fields": [_field(column) for column in table.columns], "missingValues": [""]}
    if table.key:
        out["primaryKey"] = list(table.key)
    if table.foreign_keys:
        out["foreignKeys"] = [
            {
                "fields": [key.column],
                # The standard names the table itself by an empty name.
                "reference": {
                    "resource": "" if key.table == table.name else key.table,
                    "fields": [key.key or key.column],
                },
            }
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
