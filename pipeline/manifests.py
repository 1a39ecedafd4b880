"""What `manifest.csv` files say of the PDFs of their folders and of the folders below."""

from __future__ import annotations

import posixpath
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from pydantic import ValidationError

from ..models.manifest import ManifestRow
from ..models.problem import Problem
from .sheets import SheetRow, read_sheet

MANIFEST = "manifest.csv"
"""Name, in whatever capitals, of the file that describes the PDFs of its folder and of the folders below."""


class Tree(Protocol):
    """A folder with all below it. Names are paths below it, with `/`."""

    def read(self, name: str) -> bytes:
        """A file. Raises OSError."""

    def manifests(self, folder: str) -> list[str]:
        """The files right in a folder (itself where empty) that are named as a manifest, in whatever capitals."""

    def has(self, name: str) -> bool:
        """Whether there is a file of that name, its letters composed in one way or the other."""


@dataclass(slots=True)
class _Manifest:
    rows: dict[str, ManifestRow] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


class Manifests:
    """The manifests of a tree, each read when it is first asked for."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._read: dict[str, _Manifest] = {}

    def row(self, name: str) -> ManifestRow | None:
        """What is said of a file: by the manifest of its own folder, else by that of a folder above."""
        folder = name
        while folder:
            folder = folder.rpartition("/")[0]
            if folder not in self._read:
                self._read[folder] = _read_manifest(self._tree, folder)
            below = name[len(folder) + 1 :] if folder else name
            row = self._read[folder].rows.get(display(below))
            if row is not None:
                return row
        return None

    def problems(self) -> list[Problem]:
        """What is doubtful in those that were read."""
        return [problem for folder in sorted(self._read) for problem in self._read[folder].problems]


def display(text: str) -> str:
    """A path as text for the data: composed letters, and `?` for what no text can hold."""
    text = text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return unicodedata.normalize("NFC", text)


def is_manifest(name: str) -> bool:
    """Whether a file of that name is a manifest. Not all systems tell small letters from capitals in names."""
    return name.lower() == MANIFEST


def _read_manifest(tree: Tree, folder: str) -> _Manifest:
    manifest = _Manifest()
    # The name as it is written here goes before those in other capitals.
    place, *others = sorted(tree.manifests(folder), key=lambda name: (not name.endswith(MANIFEST), name)) or [""]
    if not place:
        return manifest
    name = display(place)

    def doubt(message: str) -> None:
        manifest.problems.append(Problem.of("W011", f"{name}: {message}", file=name))

    for other in others:
        doubt(f"{display(other)} lies beside it and is left out. Put what both say into one file.")
    try:
        sheet = read_sheet(tree.read(place))
    except OSError as error:
        doubt(f"it cannot be opened ({error.strerror or error}), so nothing is taken from it.")
        return manifest
    except ValueError as error:
        doubt(f"nothing is taken from it: {error}")
        return manifest
    if "file" not in sheet.columns:
        there = ", ".join(filter(None, sheet.columns)) or "none"
        doubt(f"it has no column named 'file', so nothing is taken from it. Its columns are: {there}.")
        return manifest
    for column in dict.fromkeys(filter(None, sheet.columns)):
        if column not in ManifestRow.model_fields:
            doubt(f"the column {column!r} is not known and is left out.")
        elif sheet.columns.count(column) > 1:
            doubt(f"the column {column!r} is there more than once; the last counts.")
    for row in sheet.rows:
        where = f"line {row.line}"
        described = _described(row, where, doubt)
        if described is not None:
            _add_row(manifest, described, where, tree, folder, doubt)
    if sheet.fault is not None:
        doubt(f"{sheet.fault}; it and what follows is left out.")
    return manifest


def _described(row: SheetRow, where: str, doubt: Callable[[str], None]) -> ManifestRow | None:
    if row.too_long:
        doubt(f"{where} has more values than there are columns; the row is left out. Put quotation marks around text.")
        return None
    values = {column: value for column, value in row.values.items() if column in ManifestRow.model_fields}
    if not values:
        return None
    try:
        there = ManifestRow.model_validate(values)
    except ValidationError as error:
        for fault in error.errors():
            column = str(fault["loc"][0]) if fault["loc"] else "file"
            doubt(f"{where}, column {column!r}: {fault['msg'].removeprefix('Value error, ')}; the value is left out.")
            values.pop(column, None)
        if "file" not in values:
            return None
        there = ManifestRow.model_validate(values)
    if there.period_start and there.period_end and there.period_end < there.period_start:
        doubt(f"{where}: the period ends on {there.period_end}, before it begins; both days are left out.")
        return there.model_copy(update={"period_start": None, "period_end": None})
    return there


def _add_row(
    manifest: _Manifest, row: ManifestRow, where: str, tree: Tree, folder: str, doubt: Callable[[str], None]
) -> None:
    file = posixpath.normpath(display(row.file.replace("\\", "/")))
    if file.startswith(("/", "../")) or file in (".", ".."):
        doubt(f"{where} names {file}, which is not below the folder of the manifest. Name it by its path from there.")
    elif file in manifest.rows:
        doubt(f"{where} describes {file} once more; the first row counts.")
    elif not tree.has(f"{folder}/{file}" if folder else file):
        doubt(f"{where} names {file}, which is not there.")
    else:
        manifest.rows[file] = row
