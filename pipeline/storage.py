"""Where a data set is kept: a folder of this computer, or one behind an address that fsspec reaches (`s3://`)."""

from __future__ import annotations

import os
import tempfile
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from ..models.problem import UsageError
from .files import cannot_write, prepare_folder, write_atomically

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

Location = str | os.PathLike[str]
"""A path of this computer, or an address such as `s3://bucket/folder`."""


def is_remote(location: Location) -> bool:
    """Whether a location is an address that fsspec reaches rather than a path."""
    text = os.fspath(location)
    scheme, found, _ = text.partition("://")
    return bool(found) and scheme.replace("+", "").isalnum() and scheme.lower() != "file"


class Folder(ABC):
    """A folder that files are written into whole or not at all. `str()` gives it as the user wrote it."""

    @abstractmethod
    def prepare(self) -> None:
        """Make the folder, and see that files can be written there. Raises UsageError where they cannot."""

    @abstractmethod
    def workplace(self) -> Path:
        """A folder of this computer, as near to this one as can be, in which parts of files can grow."""

    @abstractmethod
    def exists(self, name: str) -> bool:
        """Whether there is a file of that name."""

    @abstractmethod
    def open(self, name: str) -> BinaryIO:
        """A file, to be read at any place. Raises OSError."""

    @abstractmethod
    def write(self, name: str, data: bytes) -> None:
        """Write a file whole or not at all. Raises UsageError where it cannot be written."""

    @abstractmethod
    def take(self, name: str, part: Path) -> None:
        """Move a finished file of the workplace here. Raises UsageError where it cannot be written."""

    @abstractmethod
    def remove(self, name: str) -> None:
        """Remove a file, if it is there. Raises UsageError where it cannot be removed."""


class LocalFolder(Folder):
    """A folder of this computer, network shares that it has mounted among them."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __str__(self) -> str:
        return str(self.path)

    def prepare(self) -> None:
        prepare_folder(self.path)

    def workplace(self) -> Path:
        # Beside the finished files, so that moving one there is a change of its name.
        return self.path

    def exists(self, name: str) -> bool:
        return (self.path / name).is_file()

    def open(self, name: str) -> BinaryIO:
        return (self.path / name).open("rb")

    def write(self, name: str, data: bytes) -> None:
        path = self.path / name
        if not path.parent.is_dir():
            prepare_folder(path.parent)
        write_atomically(path, data)

    def take(self, name: str, part: Path) -> None:
        if not (self.path / name).parent.is_dir():
            prepare_folder((self.path / name).parent)
        try:
            part.chmod(0o644)
            part.replace(self.path / name)
        except OSError as error:
            raise cannot_write(self.path / name, error) from error

    def remove(self, name: str) -> None:
        try:
            (self.path / name).unlink(missing_ok=True)
        except OSError as error:
            raise cannot_write(self.path / name, error) from error


class RemoteFolder(Folder):
    """A folder behind an address. Object stores show a file when all of it is there."""

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")
        self.system, self.root = file_system(self.url)

    def __str__(self) -> str:
        return self.url

    def prepare(self) -> None:
        probe = ".planspor-probe"
        with self._told():
            self.system.makedirs(self.root, exist_ok=True)
            self.system.pipe_file(self._at(probe), b"")
            self.system.rm_file(self._at(probe))

    def workplace(self) -> Path:
        return Path(tempfile.gettempdir())

    def exists(self, name: str) -> bool:
        with self._told():
            return bool(self.system.isfile(self._at(name)))

    def open(self, name: str) -> BinaryIO:
        with as_os_error(f"{self.url}/{name}"):
            return cast("BinaryIO", self.system.open(self._at(name), "rb"))

    def write(self, name: str, data: bytes) -> None:
        with self._told(name):
            self.system.pipe_file(self._at(name), data)

    def take(self, name: str, part: Path) -> None:
        with self._told(name):
            self.system.put_file(str(part), self._at(name))
        part.unlink()

    def remove(self, name: str) -> None:
        with self._told(name):
            if self.system.exists(self._at(name)):
                self.system.rm_file(self._at(name))

    def _at(self, name: str) -> str:
        return f"{self.root}/{name}"

    @contextmanager
    def _told(self, name: str = "") -> Iterator[None]:
        """Errors of the store as the one error that says where to and what to do."""
        where = f"{self.url}/{name}" if name else self.url
        try:
            with as_os_error(where):
                yield
        except OSError as error:
            message = f"{where} cannot be reached: {error}. See that it is there and that you may write into it."
            raise UsageError("E009", message) from error


def folder(location: Location) -> Folder:
    """The folder at a path or an address. Raises UsageError where none is named or what reaches it is not installed."""
    if not os.fspath(location):
        raise UsageError("E009", "The name of a folder is empty. For the folder that you are in, write a dot.")
    if is_remote(location):
        return RemoteFolder(os.fspath(location))
    return LocalFolder(Path(os.fspath(location).removeprefix("file://")))


def file_system(url: str) -> tuple[AbstractFileSystem, str]:
    """The file system behind an address, and the place there. Raises UsageError where there is none for it."""
    try:
        from fsspec.core import url_to_fs
    except ImportError as error:
        message = f"{url} needs the extra 'cluster': pip install 'planspor[cluster]'. Local paths do without."
        raise UsageError("E009", message) from error
    try:
        # A listing that is kept would hide what has come or gone since.
        system, root = url_to_fs(url, use_listings_cache=False)
    except (ImportError, ValueError) as error:
        raise UsageError("E009", f"{url} cannot be reached: {error}.") from error
    return system, root.rstrip("/")


@contextmanager
def as_os_error(where: str) -> Iterator[None]:
    """Whatever a store's own library raises, as the OSError that callers expect."""
    try:
        yield
    except OSError:
        raise
    # Each store has its own errors, of libraries that are not there to be imported.
    except Exception as error:
        raise OSError(f"{type(error).__name__}: {error}") from error
