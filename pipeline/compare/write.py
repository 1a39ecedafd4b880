"""The tables of the comparison as files beside those of the data set."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path

from ...models.columns import TableInfo
from ...models.comparison import COMPARISON_TABLES, FOLDER
from .. import package
from ..dataset import DESCRIPTOR, read_descriptor
from ..files import cannot_write
from ..flatten import typed
from ..parts import ROWS, FileFacts, TablePart, facts
from ..storage import Folder
from ..workplace import workplace
from .source import Row, Rows


def write(out: Folder, rows: Mapping[str, Iterable[Row]]) -> None:
    """Write the tables and put them into the descriptor of the data set: first all beside, then each to its place.

    Raises UsageError where they cannot be written, or where the data set has no descriptor that they could go into.
    """
    descriptor, _ = read_descriptor(out)
    with workplace(out) as place:
        try:
            files, counts = _parts(place, rows)
        except OSError as error:
            raise cannot_write(place.parent, error) from error
        for name in files:
            out.take(name, place / Path(name).name)
    whole = package.with_comparison(descriptor, package.resources(COMPARISON_TABLES, files, counts))
    out.write(DESCRIPTOR, b"".join(package.pieces(whole)))


def _parts(place: Path, rows: Mapping[str, Iterable[Row]]) -> tuple[dict[str, FileFacts], dict[str, int]]:
    """Write the files into `place`; what is to be said of each, and the number of rows by table. Raises OSError."""
    files: dict[str, FileFacts] = {}
    counts: dict[str, int] = {}
    for table in COMPARISON_TABLES:
        part = _part(table, place, rows[table.name])
        counts[table.name] = part.rows
        files.update({f"{FOLDER}/{path.name}": facts(path) for path in part.paths.values()})
    return files, counts


def _part(table: TableInfo, place: Path, rows: Iterable[Row]) -> TablePart:
    part = TablePart(table, place)
    try:
        for some in _pieces(rows):
            part.add(typed(table, some))
    except BaseException:
        part.give_up()
        raise
    part.close()
    return part


def _pieces(rows: Iterable[Row]) -> Iterator[Rows]:
    """So many rows as are written together, one piece after the other."""
    left = iter(rows)
    while some := list(islice(left, ROWS)):
        yield some
