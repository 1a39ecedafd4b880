"""Finds the PDFs of an archive and what its manifests say of them."""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from ..models.manifest import ManifestRow
from ..models.problem import Problem, UsageError
from .manifests import MANIFEST, Manifests, Tree, display, is_manifest
from .remote import HeldFile, RemoteFile, find_remote
from .storage import Location, is_remote

PdfFile = Path | RemoteFile | HeldFile
"""Where a PDF is opened, with `read_bytes`."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A PDF of an archive."""

    path: PdfFile
    file: str
    """Its name in the data: the path below the given folder, with `/`."""
    manifest: ManifestRow | None = None


@dataclass(slots=True)
class Archive:
    """PDFs in a fixed order, whatever the order in which they were given."""

    files: list[SourceFile]
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Found:
    """A file below a folder that was given, or the file that was given, below its own."""

    path: Path | RemoteFile
    place: str
    """The one name of the file, however it was reached."""
    name: str
    """Below `root`, with `/`."""
    root: str
    tree: Tree


@dataclass(frozen=True, slots=True)
class LocalTree:
    """A folder of this computer with all below it."""

    root: Path

    def read(self, name: str) -> bytes:
        """A file. Raises OSError."""
        return (self.root / name).read_bytes()

    def manifests(self, folder: str) -> list[str]:
        """The files right in a folder that are named as a manifest, in whatever capitals."""
        place = self.root / folder
        try:
            names = [name for name in os.listdir(place) if is_manifest(name) and not _is_no_file(place / name)]
        except OSError:
            # A folder that may not be listed may hold files that can be opened.
            names = [MANIFEST] if os.path.isfile(place / MANIFEST) else []
        return [f"{folder}/{name}" if folder else name for name in names]

    def has(self, name: str) -> bool:
        """Whether there is a file of that name, its letters composed in one way or the other."""
        path = self.root / name
        if os.path.isfile(path):
            return True
        try:
            return any(display(other) == path.name for other in os.listdir(path.parent))
        except OSError:
            return False  # What may not be looked into is as good as not there.


def find(paths: Iterable[Location]) -> Archive:
    """The PDFs in `paths`: files, folders (with all folders below) and globs, of this computer or behind an address.

    In a folder, files that end in `.pdf` count, in upper or lower case; names that begin with a dot do not. Links to
    folders are followed, each folder once. A file that is named itself is taken whatever its name. Raises UsageError
    where a path does not exist or there is no PDF at all.
    """
    problems: list[Problem] = []
    named: dict[str, _Found] = {}
    looked: list[str] = []
    for given in paths:
        for where, inside in _inside(given, problems):
            looked.append(where)
            for found in inside:
                # One file reached by two paths keeps its longest name, so that the order of the paths does not count.
                known = named.get(found.place)
                if known is None or (len(found.name), found.name) > (len(known.name), known.name):
                    named[found.place] = found
    if not looked:
        raise UsageError("E009", "No file or folder was given.")
    if not named:
        raise UsageError("W012", f"No PDF was found in {', '.join(looked)}. Name a PDF, or a folder that holds some.")
    return _with_manifests(_tell_apart(named), problems)


def one(path: Location) -> SourceFile:
    """A single PDF with its manifest's row, if there is one. Raises UsageError where it is no file."""
    if not is_remote(path):
        place = Path(path)
        if not os.path.isfile(place):
            reason = "is no file but a pipe or a device" if os.path.exists(place) else "does not exist"
            reason = "is a folder, not a PDF" if os.path.isdir(place) else reason
            raise UsageError("E009", f"{display(place.as_posix())} {reason}.")
    return find([path]).files[0]


def _inside(given: Location, problems: list[Problem]) -> list[tuple[str, list[_Found]]]:
    """What a path or an address stands for, each file or folder with the PDFs in it. Raises UsageError."""
    if is_remote(given):
        below, names = find_remote(os.fspath(given))
        if not names:
            problems.append(Problem.of("W012", f"No PDF was found in the folder {given}.", file=os.fspath(given)))
        places = {name: f"{below.root}/{name}" for name in names}
        remote = [_Found(RemoteFile(place), place, name, below.root, below) for name, place in places.items()]
        return [(os.fspath(given), remote)]
    out = []
    for path in _expand(given):
        where = display(path.as_posix())
        root = path if path.is_dir() else path.parent
        inside = list(_walk(path, problems)) if path.is_dir() else [path]
        strange = [file for file in inside if _is_no_file(file)]
        for file in strange:
            # Opening a pipe waits until somebody writes into it.
            name = display(file.relative_to(root).as_posix())
            problems.append(Problem.of("E009", f"{name} is no file but a pipe or a device; it is left out.", file=name))
        inside = [file for file in inside if file not in strange]
        if not inside and not strange:
            problems.append(Problem.of("W012", f"No PDF was found in the folder {where}.", file=where))
        tree = LocalTree(root)
        whole = os.path.abspath(root)
        out.append((where, [_local(file, file.relative_to(root).as_posix(), whole, tree) for file in inside]))
    return out


def _is_no_file(path: Path) -> bool:
    """Whether something else than a file has that name. What is not there at all is told when it is opened."""
    try:
        return not stat.S_ISREG(os.stat(path).st_mode)
    except OSError:
        return False


def _local(file: Path, name: str, root: str, tree: LocalTree) -> _Found:
    place = os.path.abspath(file)
    return _Found(Path(place), place, name, root, tree)


def _expand(given: Location) -> list[Path]:
    if not os.fspath(given):
        raise UsageError("E009", "The name of a file or folder is empty. To read this folder, name it as a dot.")
    path = Path(os.fspath(given).removeprefix("file://"))
    if os.path.exists(path):  # Path.exists raises where a name is longer than the system takes.
        return [path]
    is_glob = glob.has_magic(os.fspath(given))
    matches = sorted(glob.glob(os.fspath(given), recursive=True)) if is_glob else []
    if not matches:
        what = "matches no file" if is_glob else "does not exist"
        raise UsageError("E009", f"{display(path.as_posix())} {what}.")
    return [Path(match) for match in matches]


def _walk(folder: Path, problems: list[Problem]) -> Iterable[Path]:
    def refused(error: OSError) -> None:
        where = display(str(error.filename))
        problems.append(Problem.of("E009", f"The folder {where} cannot be opened: {error.strerror}.", file=where))

    seen: set[str] = set()
    waiting = [str(folder)]
    for root in waiting:
        for place, folders, files in os.walk(root, onerror=refused):
            real = os.path.realpath(place)
            folders[:] = [] if real in seen else sorted(name for name in folders if not name.startswith("."))
            if real in seen:
                continue
            seen.add(real)
            # Links come after all that has a place of its own here, so that a folder which is both keeps its own name.
            waiting += [link for name in folders if os.path.islink(link := os.path.join(place, name))]
            for name in sorted(files):
                if name.lower().endswith(".pdf") and not name.startswith("."):
                    yield Path(place, name)


def _tell_apart(named: dict[str, _Found]) -> list[tuple[str, _Found]]:
    """Each file with its name, sorted by it; the same name below two folders gets the folder's name."""
    by_name: dict[str, list[_Found]] = {}
    for found in named.values():
        by_name.setdefault(display(found.name), []).append(found)
    out: list[tuple[str, _Found]] = []
    for name, alike in by_name.items():
        longer = [f"{found.root.rstrip('/').rpartition('/')[2]}/{name}" for found in alike]
        for found, candidate in zip(alike, longer, strict=True):
            file = name if len(alike) == 1 else display(candidate if longer.count(candidate) == 1 else found.place)
            out.append((file, found))
    return sorted(out, key=lambda pair: (pair[0], pair[1].place))


def _with_manifests(found: list[tuple[str, _Found]], problems: list[Problem]) -> Archive:
    manifests: dict[str, Manifests] = {}
    files: list[SourceFile] = []
    for file, source in found:
        if source.root not in manifests:
            manifests[source.root] = Manifests(source.tree)
        files.append(SourceFile(source.path, file, manifests[source.root].row(source.name)))
    for root in sorted(manifests):
        problems += manifests[root].problems()
    return Archive(files, problems)
