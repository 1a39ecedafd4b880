"""PDFs that lie behind an address: found in one listing, read when their turn comes."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..models.problem import UsageError
from .manifests import display, is_manifest
from .storage import as_os_error, file_system


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """A file behind an address. Workers on other machines can open it as well."""

    address: str

    def read_bytes(self) -> bytes:
        """All of it. Raises OSError."""
        system, place = file_system(self.address)
        with as_os_error(self.address):
            data: bytes = system.cat_file(place)
        return data


@dataclass(frozen=True, slots=True)
class HeldFile:
    """A file behind an address whose bytes were fetched already, so that nobody fetches them again."""

    address: str
    data: bytes = field(repr=False)

    def read_bytes(self) -> bytes:
        """All of it."""
        return self.data


@dataclass(frozen=True, slots=True)
class RemoteTree:
    """A folder behind an address with all below it, as it was listed."""

    root: str
    names: frozenset[str]
    described: tuple[str, ...]
    """Those of the names that are manifests."""

    def read(self, name: str) -> bytes:
        """A file. Raises OSError."""
        return RemoteFile(f"{self.root}/{name}").read_bytes()

    def manifests(self, folder: str) -> list[str]:
        """The files right in a folder that are named as a manifest, in whatever capitals."""
        return [name for name in self.described if name.rpartition("/")[0] == folder]

    def has(self, name: str) -> bool:
        """Whether there is a file of that name."""
        return name in self.names or any(display(other) == name for other in self.names)


def find_remote(address: str) -> tuple[RemoteTree, list[str]]:
    """What lies behind an address of a file, a folder or a glob: the folder, and the names of the PDFs below it.

    In a folder the same files count as in one of this computer. Raises UsageError where there is nothing.
    """
    system, place = file_system(address)
    try:
        with as_os_error(address):
            if "*" in place:
                root = place[: place.index("*")].rpartition("/")[0]
                wanted = system.glob(place)
            elif system.isfile(place):
                root, wanted = place.rpartition("/")[0], [place]
            else:
                root, wanted = place, []
            listed = system.find(root)
    except OSError as error:
        raise UsageError("E009", f"{address} cannot be reached: {error}.") from error
    names = frozenset(path[len(root) + 1 :] for path in listed)
    if not names:
        raise UsageError("E009", f"{address} does not exist.")
    matched = names.intersection(path[len(root) + 1 :] for path in wanted)
    if "*" in place:
        matched = frozenset(name for name in matched if not _hidden(name))
    elif not wanted:
        matched = frozenset(name for name in names if _counts(name))
    if "*" in place and not matched:
        raise UsageError("E009", f"{address} matches no file.")
    described = tuple(name for name in names if is_manifest(name.rpartition("/")[2]))
    return RemoteTree(system.unstrip_protocol(root).rstrip("/"), names, described), sorted(matched)


def _counts(name: str) -> bool:
    return name.lower().endswith(".pdf") and not _hidden(name)


def _hidden(name: str) -> bool:
    return any(part.startswith(".") for part in name.split("/"))
