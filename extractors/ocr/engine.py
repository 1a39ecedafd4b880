"""Tesseract, by its binding tesserocr: whether it is there, and what it reads in a piece of a line."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Bytes = npt.NDArray[np.uint8]

LANGUAGE = "dan"
PACKAGES = ("tesseract-ocr", "tesseract-ocr-dan")
"""The Debian packages of the programme and of its Danish model."""
_MARGIN = 12
"""Pixels of white around a piece: Tesseract reads letters at the edge of a picture badly."""
_QUOTED = re.compile(r'"([^"]+)"')
_SETTINGS = {
    "debug_file": os.devnull,
    "tessedit_do_invert": "0",  # light text has been made dark before
}
_ONE_LINE, _BLOCK = 7, 6
"""Tesseract's page segmentation modes for a single line and for a block of lines."""


class Symbol(NamedTuple):
    """A character as recognised."""

    text: str
    x0: int
    x1: int
    """About where it stands, in pixels of the picture that was given."""
    first: bool
    """Whether a word starts with it."""
    confidence: float
    """How sure the word is, 0 to 1."""


def missing() -> str | None:
    """What is missing to recognise text, and what to install, as a clause; None where nothing is."""
    return _missing(os.environ.get("PATH"), os.environ.get("TESSDATA_PREFIX"))


class Recogniser:
    """Tesseract with its Danish model; it keeps some 40 MB until it is closed."""

    def __init__(self) -> None:
        """Raises RuntimeError where `missing()` tells that something is."""
        # One page, one core: the other ones are for other files. It counts only before the library is loaded.
        os.environ.setdefault("OMP_THREAD_LIMIT", "1")
        import tesserocr

        folder = models(os.environ.get("PATH"), os.environ.get("TESSDATA_PREFIX"))
        self._api: Any = tesserocr.PyTessBaseAPI(path=str(folder), lang=LANGUAGE, psm=_ONE_LINE, variables=_SETTINGS)
        self._word, self._symbol = tesserocr.RIL.WORD, tesserocr.RIL.SYMBOL
        self._iterate = tesserocr.iterate_level

    def __enter__(self) -> Recogniser:
        return self

    def __exit__(self, *_: object) -> None:
        self._api.End()

    def read(self, ink: Bytes, dpi: float, several: bool = False) -> list[Symbol]:
        """The characters in a picture of one line (or, `several`, of more), in reading order.

        `ink` is `(height, width)`, 0 for paper and up to 255 for ink, of `dpi` pixels to an inch.
        """
        tall, wide = (side + 2 * _MARGIN for side in ink.shape)
        page = np.full((tall, wide), 255, np.uint8)
        page[_MARGIN:-_MARGIN, _MARGIN:-_MARGIN] -= ink
        self._api.SetPageSegMode(_BLOCK if several else _ONE_LINE)
        self._api.SetImageBytes(page.tobytes(), wide, tall, 1, wide)
        self._api.SetSourceResolution(round(dpi))
        if not self._api.Recognize():
            return []
        out: list[Symbol] = []
        confidence = 0.0
        for item in self._iterate(self._api.GetIterator(), self._symbol):
            if item.Empty(self._symbol):
                continue
            first = bool(item.IsAtBeginningOf(self._word))
            if first:
                confidence = round(item.Confidence(self._word) / 100, 3)
            text, box = item.GetUTF8Text(self._symbol).strip(), item.BoundingBox(self._symbol)
            if text and box:
                out.append(Symbol(text, box[0] - _MARGIN, box[2] - _MARGIN, first, confidence))
        return out


def models(path: str | None, prefix: str | None) -> Path | None:
    """The folder that holds the Danish model; `path` and `prefix` are the variables PATH and TESSDATA_PREFIX."""
    command = shutil.which("tesseract", path=path)
    if command is None:
        return None
    home = Path(command).resolve().parent
    places = [Path(prefix), Path(prefix) / "tessdata"] if prefix else []
    places += [home / "tessdata", home.parent / "share" / "tessdata"]
    places += sorted((home.parent / "share" / "tesseract-ocr").glob("*/tessdata"), reverse=True)
    for place in places:
        if (place / f"{LANGUAGE}.traineddata").is_file():
            return place
    told = _QUOTED.search(_told_by(command))
    place = Path(told[1]) if told else home
    return place if (place / f"{LANGUAGE}.traineddata").is_file() else None


def _told_by(command: str) -> str:
    try:
        done = subprocess.run([command, "--list-langs"], capture_output=True, text=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout + done.stderr


@cache
def _missing(path: str | None, prefix: str | None) -> str | None:
    if shutil.which("tesseract", path=path) is None:
        return f"Tesseract is not installed; install it with its Danish model (Debian packages {' '.join(PACKAGES)})"
    if models(path, prefix) is None:
        return f"Tesseract's Danish model is not installed; install it (Debian package {PACKAGES[1]})"
    if importlib.util.find_spec("tesserocr") is None:
        return "the Python binding of Tesseract is not installed; install it (pip install planspor[ocr])"
    return None
