"""The PDFs that a data set was read from: where they are, and their pages as pictures."""

from __future__ import annotations

import hashlib
import io
import threading
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ...models.problem import UnreadableError, UsageError
from ..picture import page_picture, page_size

SCALE = 2.0
"""Pixels a point: sharp on screens of twice the usual density, and small letters can be read."""
KEPT_PICTURES = 24
KEPT_SIZES = 512
LOOKED_AT = 200
"""Folders that are tried when nobody said where the PDFs are."""
SAMPLE = 25
"""Files by which a folder is judged."""


@dataclass(frozen=True, slots=True)
class Missing:
    """Why there is no picture of a page. `reason` is a text of `texts.yaml`."""

    reason: str
    file: str


class Pdfs:
    """The PDFs of the data set in one folder. Every thread may ask: PDFium works for one at a time."""

    def __init__(self, folder: Path | None) -> None:
        """`folder` is the one that was given to `planspor run`; None where it is not known."""
        self.folder = folder.resolve() if folder else None
        self._lock = threading.Lock()
        self._pictures: OrderedDict[tuple[str, int], bytes] = OrderedDict()
        self._sizes: OrderedDict[tuple[str, int], tuple[float, float]] = OrderedDict()
        self._same: dict[str, bool] = {}

    def size(self, file: str, sha256: str, page: int, turn: int = 0) -> tuple[float, float] | Missing:
        """Width and height in points of a page turned by so many degrees, or why the page cannot be shown."""
        with self._lock:
            return self._size(file, sha256, page, turn)

    def picture(self, file: str, sha256: str, page: int, turn: int = 0) -> bytes | Missing:
        """A page turned by so many degrees as PNG, or why it cannot be shown."""
        with self._lock:
            size = self._size(file, sha256, page, turn)
            if isinstance(size, Missing):
                return size
            key = (sha256, page)
            if key not in self._pictures:
                picture, _ = page_picture(self._path(file).read_bytes(), page, SCALE, turn)
                stream = io.BytesIO()
                picture.save(stream, "PNG", compress_level=3)
                self._pictures[key] = stream.getvalue()
                if len(self._pictures) > KEPT_PICTURES:
                    self._pictures.popitem(last=False)
            self._pictures.move_to_end(key)
            return self._pictures[key]

    def _size(self, file: str, sha256: str, page: int, turn: int) -> tuple[float, float] | Missing:
        key = (sha256, page)
        if key not in self._sizes:
            if reason := self._why_not(file, sha256):
                return Missing(reason, file)
            try:
                self._sizes[key] = page_size(self._path(file).read_bytes(), page, turn)
            except UsageError:
                return Missing("pdf_no_page", file)
            except (UnreadableError, OSError):
                return Missing("pdf_unreadable", file)
            if len(self._sizes) > KEPT_SIZES:
                self._sizes.popitem(last=False)
        return self._sizes[key]

    def _path(self, file: str) -> Path:
        assert self.folder is not None
        return self.folder / file

    def _why_not(self, file: str, sha256: str) -> str:
        if self.folder is None:
            return "pdf_no_folder"
        path = (self.folder / file).resolve()
        # A data set that others made could name files that are no part of it.
        if not path.is_relative_to(self.folder):
            return "pdf_outside"
        if not path.is_file():
            return "pdf_missing"
        if sha256 not in self._same:
            try:
                self._same[sha256] = hashlib.sha256(path.read_bytes()).hexdigest() == sha256
            except OSError:
                return "pdf_unreadable"
        return "" if self._same[sha256] else "pdf_changed"


def guess_folder(data: Path, files: Sequence[str]) -> Path | None:
    """The folder that the PDFs `files` of the data set in `data` were most likely read from, None where there is none.

    A data set does not say where on a computer it was made. Looked at are the folder of the data set, the one
    around it, the working directory, and the folders in these two; the first that has the most of the files counts.
    """
    sample = files[:: max(1, len(files) // SAMPLE)][:SAMPLE]
    best, most = None, 0
    for folder in _candidates(data.resolve(), Path.cwd()):
        count = sum((folder / file).is_file() for file in sample)
        if count > most:
            best, most = folder, count
    return best


def _candidates(data: Path, here: Path) -> Iterable[Path]:
    seen: set[Path] = set()
    for folder in (data, here, data.parent, *_inside(here), *_inside(data.parent)):
        if folder not in seen and len(seen) < LOOKED_AT:
            seen.add(folder)
            yield folder


def _inside(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.is_dir() and not path.name.startswith("."))
    except OSError:
        return []
