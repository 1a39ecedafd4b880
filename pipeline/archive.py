"""Finds the PDFs of an archive and what its manifests say of them."""

from __future__ import annotations

import csv
import glob
import io
import os
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import ValidationError

from ..models.manifest import ManifestRow
from ..models.problem import Problem, UsageError

MANIFEST = "manifest.csv"
"""Name of the file that describes the PDFs of its folder and of the folders below."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A PDF of an archive."""

    path: Path
    """Where it is opened."""
    file: str
    """Its name in the data: the path below the given folder, with `/`."""
    manifest: ManifestRow | None = None


@dataclass(slots=True)
class Archive:
    """PDFs in a fixed order, whatever the order in which they were given."""

    files: list[SourceFile]
    problems: list[Problem] = field(default_factory=list)


@dataclass(slots=True)
class _Manifest:
    rows: dict[str, ManifestRow]
    problems: list[Problem]


def find(paths: Iterable[str | os.PathLike[str]]) -> Archive:
    """The PDFs in `paths`: files, folders (with all folders below) and globs.

    In a folder, files that end in `.pdf` count, in upper or lower case; names that begin with a dot do not. A file
    that is named itself is taken whatever its name. Raises UsageError where a path does not exist or there is no PDF
    at all.
    """
    wanted = _expand(paths)
    problems: list[Problem] = []
    named: dict[str, tuple[str, str]] = {}
    for path in wanted:
        if path.is_dir():
            inside = list(_walk(path, problems))
            if not inside:
                problems.append(
                    Problem.of("W012", f"No PDF was found in the folder {display(path)}.", file=display(path))
                )
        else:
            inside = [path]
        root = path if path.is_dir() else path.parent
        for found in inside:
            place = os.path.abspath(found)
            name = found.relative_to(root).as_posix()
            # One file reached by two paths keeps its longest name, so that the order of the paths does not count.
            known = named.get(place)
            if known is None or (len(name), name) > (len(known[0]), known[0]):
                named[place] = (name, os.path.abspath(root))
    if not named:
        where = ", ".join(display(path) for path in wanted)
        raise UsageError("W012", f"No PDF was found in {where}. Name a PDF, or a folder that holds some.")
    return _with_manifests(_tell_apart(named), problems)


def one(path: str | os.PathLike[str]) -> SourceFile:
    """A single PDF with its manifest's row, if there is one. Raises UsageError where it is no file."""
    place = Path(path)
    if not place.is_file():
        reason = "is a folder, not a PDF" if place.is_dir() else "does not exist"
        raise UsageError("E009", f"{display(place)} {reason}.")
    return find([place]).files[0]


def display(path: Path | str) -> str:
    """A path as text for the data: `/` between names, composed letters, and `?` for what no text can hold."""
    text = path.as_posix() if isinstance(path, Path) else path
    text = text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return unicodedata.normalize("NFC", text)


def _expand(paths: Iterable[str | os.PathLike[str]]) -> list[Path]:
    out: list[Path] = []
    for given in paths:
        path = Path(given)
        if path.exists():
            out.append(path)
            continue
        matches = sorted(glob.glob(os.fspath(given), recursive=True)) if glob.has_magic(os.fspath(given)) else []
        if not matches:
            what = "matches no file" if glob.has_magic(os.fspath(given)) else "does not exist"
            raise UsageError("E009", f"{display(path)} {what}.")
        out += [Path(match) for match in matches]
    if not out:
        raise UsageError("E009", "No file or folder was given.")
    return out


def _walk(folder: Path, problems: list[Problem]) -> Iterable[Path]:
    def refused(error: OSError) -> None:
        where = display(str(error.filename))
        problems.append(Problem.of("E009", f"The folder {where} cannot be opened: {error.strerror}.", file=where))

    for place, folders, files in os.walk(folder, onerror=refused):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if name.lower().endswith(".pdf") and not name.startswith("."):
                yield Path(place, name)


def _tell_apart(named: dict[str, tuple[str, str]]) -> list[tuple[str, Path, str]]:
    """`(file, path, root)` of each file, sorted by `file`; the same name below two folders gets the folder's name."""
    by_name: dict[str, list[str]] = {}
    for place, (name, _) in named.items():
        by_name.setdefault(display(name), []).append(place)
    out: list[tuple[str, Path, str]] = []
    for name, places in by_name.items():
        longer = [f"{Path(named[place][1]).name}/{name}" for place in places]
        for place, candidate in zip(places, longer, strict=True):
            file = name if len(places) == 1 else display(candidate if longer.count(candidate) == 1 else place)
            out.append((file, Path(place), named[place][1]))
    return sorted(out)


def _with_manifests(found: Sequence[tuple[str, Path, str]], problems: list[Problem]) -> Archive:
    manifests: dict[Path, _Manifest] = {}

    def manifest_of(folder: Path, root: Path) -> _Manifest:
        if folder not in manifests:
            manifests[folder] = _read_manifest(folder, root)
        return manifests[folder]

    files: list[SourceFile] = []
    for file, path, root_name in found:
        root, row = Path(root_name), None
        folder = path.parent
        while row is None:
            row = manifest_of(folder, root).rows.get(display(path.relative_to(folder)))
            if folder == root:
                break
            folder = folder.parent
        files.append(SourceFile(path, file, row))
    for folder in sorted(manifests):
        problems += manifests[folder].problems
    return Archive(files, problems)


def _read_manifest(folder: Path, root: Path) -> _Manifest:
    path = folder / MANIFEST
    manifest = _Manifest({}, [])
    if not path.is_file():
        return manifest
    name = display(path.relative_to(root))

    def doubt(message: str) -> None:
        manifest.problems.append(Problem.of("W011", f"{name}: {message}", file=name))

    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        doubt(f"it cannot be opened ({error.strerror}), so nothing is taken from it.")
        return manifest
    except UnicodeDecodeError:
        doubt("it is not UTF-8, so nothing is taken from it. Save it again as CSV in UTF-8.")
        return manifest
    first = text.partition("\n")[0]
    reader = csv.DictReader(
        io.StringIO(text, newline=""), delimiter=";" if first.count(";") > first.count(",") else ","
    )
    columns = [column.strip() for column in reader.fieldnames or []]
    reader.fieldnames = columns
    if "file" not in columns:
        doubt("it has no column named 'file', so nothing is taken from it.")
        return manifest
    for column in columns:
        if column not in ManifestRow.model_fields:
            doubt(f"the column {column!r} is not known and is left out.")
    while True:
        try:
            record = next(reader)
        except StopIteration:
            return manifest
        except csv.Error as error:
            doubt(f"line {reader.line_num} cannot be read ({error}); it and what follows is left out.")
            return manifest
        _add_row(manifest, record, f"line {reader.line_num}", folder, doubt)


def _add_row(
    manifest: _Manifest, record: dict[str, str], where: str, folder: Path, doubt: Callable[[str], None]
) -> None:
    if None in record:
        doubt(f"{where} has more values than there are columns; the row is left out.")
        return
    values = {
        column: value.strip()
        for column, value in record.items()
        if column in ManifestRow.model_fields and value is not None and value.strip()
    }
    if not values:
        return
    try:
        row = ManifestRow.model_validate(values)
    except ValidationError as error:
        for fault in error.errors():
            column = str(fault["loc"][0]) if fault["loc"] else "file"
            doubt(f"{where}, column {column!r}: {fault['msg'].removeprefix('Value error, ')}; the value is left out.")
            values.pop(column, None)
        if "file" not in values:
            return
        row = ManifestRow.model_validate(values)
    file = display(row.file.replace("\\", "/"))
    if file in manifest.rows:
        doubt(f"{where} describes {file} once more; the first row counts.")
    elif not _is_there(folder / file):
        doubt(f"{where} names {file}, which is not there.")
    else:
        manifest.rows[file] = row


def _is_there(path: Path) -> bool:
    """Whether there is such a file, its letters composed in one way or the other."""
    if path.is_file():
        return True
    return path.parent.is_dir() and any(display(other.name) == path.name for other in path.parent.iterdir())
