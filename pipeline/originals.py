"""The PDFs that a data set was read from, found again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

from ..models.problem import UsageError
from .archive import PdfFile, find


class Originals:
    """PDFs in some folders, known by their content: a file that was renamed or moved is still found."""

    def __init__(self, folders: Path | Iterable[Path]) -> None:
        """The folders (or files) that the data set was read from. Raises UsageError where one does not exist."""
        self.folders = [folders] if isinstance(folders, Path) else list(folders)
        for folder in self.folders:
            if not folder.exists():
                raise UsageError("E009", f"{folder} does not exist. Name the folder that the PDFs are in.")

    def read(self, file: str, sha256: str) -> bytes:
        """The bytes of the PDF that the data set calls `file`.

        Raises UsageError where none of the folders has a PDF with these bytes, so that a place is never shown on a
        page that it was not read from.
        """
        for path in self._candidates(file, sha256):
            data = _content(path)
            if data is not None and hashlib.sha256(data).hexdigest() == sha256:
                return data
        where = ", ".join(map(str, self.folders))
        raise UsageError(
            "E009",
            f"{file} is not in {where}, or is not the file that the data set was read from. "
            "Name the folder that was given to `planspor run`, or run it again.",
        )

    def _candidates(self, file: str, sha256: str) -> Iterable[PdfFile]:
        for folder in self.folders:
            path = folder / file if folder.is_dir() else folder
            if path.is_file():
                yield path
        if sha256 in self._by_digest:
            yield self._by_digest[sha256]

    @cached_property
    def _by_digest(self) -> dict[str, PdfFile]:
        paths = [found.path for found in find(self.folders).files]
        contents = ((path, _content(path)) for path in paths)
        return {hashlib.sha256(data).hexdigest(): path for path, data in contents if data is not None}


def _content(path: PdfFile) -> bytes | None:
    """The bytes of a file, None where it cannot be opened: no value was read from such a one."""
    try:
        return path.read_bytes()
    except OSError:
        return None
