"""What became of one file, and the same as bytes: between processes, and in the cache."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import pyarrow as pa

from ..models.problem import Problem
from ..models.tables import BY_NAME, TABLES
from .flatten import schema

_CODEC = "zstd"


@dataclass(slots=True)
class Reading:
    """What became of one file, in a form that is cheap to send between processes and to keep.

    What is added here must be something that JSON can hold, or bytes that `_BYTES` names, for `pack` to keep it.
    """

    file: str
    plan_id: str | None = None
    sha256: str | None = None
    pages: int = 0
    document: bytes = b""
    """The nested JSON document; empty where the file could not be read."""
    tables: dict[str, pa.Table] = field(default_factory=dict)
    """The plan's part of every table but `problems`."""
    problems: list[Problem] = field(default_factory=list)
    signature: bytes = b""
    """Of the plan's text, to find the same plan once more (see `likeness`)."""


_BYTES = ("document", "signature")
_SIMPLE = [item.name for item in dataclasses.fields(Reading) if item.name not in (*_BYTES, "tables", "problems")]


def pack(reading: Reading) -> bytes:
    """A reading as bytes, the same for the same reading. Nothing in them is executed when they are read again."""
    parts: list[tuple[str, bytes]] = [(name, getattr(reading, name)) for name in _BYTES]
    parts += [(name, _to_stream(table)) for name, table in reading.tables.items() if table.num_rows]
    body = b"".join(part for _, part in parts)
    head = {
        **{name: getattr(reading, name) for name in _SIMPLE},
        "problems": [problem.model_dump() for problem in reading.problems],
        "parts": [(name, len(part)) for name, part in parts],
        "tables": bool(reading.tables),
    }
    first = json.dumps(head, ensure_ascii=False).encode("utf-8", "surrogatepass")
    small: bytes = pa.compress(body, codec=_CODEC, asbytes=True)
    return b"%d %d\n" % (len(first), len(body)) + first + small


def head_of(data: bytes) -> dict[str, Any]:
    """All of a packed reading but the document and the tables. Raises ValueError where the bytes are none."""
    sizes, _, rest = data.partition(b"\n")
    return json.loads(rest[: int(sizes.split()[0])].decode("utf-8", "surrogatepass"))  # type: ignore[no-any-return]


def unpack(data: bytes) -> Reading:
    """The reading that `pack` made bytes of. Raises ValueError where they are none."""
    try:
        sizes, _, rest = data.partition(b"\n")
        first, size = (int(number) for number in sizes.split())
        head = head_of(data)
        body = memoryview(pa.decompress(rest[first:], decompressed_size=size, codec=_CODEC, asbytes=True))
        reading = Reading(**{name: head[name] for name in _SIMPLE})
        reading.problems = [Problem(**problem) for problem in head["problems"]]
        if head["tables"]:
            reading.tables = {table.name: _empty(table.name) for table in TABLES if table.name != "problems"}
        start = 0
        for name, length in head["parts"]:
            part = body[start : start + length]
            start += length
            if name in _BYTES:
                setattr(reading, name, bytes(part))
            else:
                reading.tables[name] = _from_stream(name, part)
    except (KeyError, TypeError, OSError, pa.ArrowException) as error:
        raise ValueError(f"these bytes are no reading: {error}") from error
    return reading


@cache
def _empty(name: str) -> pa.Table:
    return schema(BY_NAME[name]).empty_table()


def _to_stream(table: pa.Table) -> bytes:
    # The descriptions of the columns are the same for every plan, so they are left out here.
    bare = pa.Table.from_arrays(table.columns, names=table.column_names)
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, bare.schema) as stream:
        stream.write_table(bare)
    return bytes(sink.getvalue())


def _from_stream(name: str, data: memoryview) -> pa.Table:
    # A copy: Arrow's tables hold on to all of the memory that they were read from, and some of them wait for long.
    bare = pa.ipc.open_stream(pa.py_buffer(bytes(data))).read_all()
    return pa.Table.from_arrays(bare.columns, schema=_empty(name).schema)
