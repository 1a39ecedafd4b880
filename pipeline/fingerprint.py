"""What a reading depends on beside the document: the code, its data, the libraries, and what recognises text."""

from __future__ import annotations

import hashlib
import importlib.metadata
import os
import platform
from functools import cache
from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent
_CODE = (
    "models",
    "extractors",
    *(f"pipeline/{name}.py" for name in ("batch", "flatten", "likeness", "reading")),
)
"""What turns a document into a reading, data files included; the rest of the pipeline only carries it."""
LIBRARIES = (
    "edtf numpy pdfminer.six pdfplumber pillow pyarrow pydantic pydantic-core pypdfium2 pyyaml rapidfuzz"
    " simplemma spacy da-core-news-sm tesserocr"
).split()
"""Packages that have a part in a reading, where they are installed."""


def fingerprint() -> dict[str, str]:
    """Each thing that a reading depends on beside the document, with a text that changes when it does."""
    places = os.environ.get("PATH"), os.environ.get("TESSDATA_PREFIX")
    return {"program": _program(), "libraries": _libraries(), "recognition": _recognition(*places)}


@cache
def _program() -> str:
    """A digest of the code that matters and of the data that comes with it (vocabulary, taxonomy, dictionaries)."""
    digest = hashlib.sha256()
    for name in _CODE:
        place = _ROOT / name
        for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
            if path.is_file() and path.suffix != ".pyc":
                content = path.read_bytes()
                digest.update(f"{path.relative_to(_ROOT).as_posix()}\n{len(content)}\n".encode() + content)
    return digest.hexdigest()


@cache
def _libraries() -> str:
    versions = [f"python {platform.python_version()} {platform.machine()}"]
    for name in LIBRARIES:
        try:
            versions.append(f"{name} {importlib.metadata.version(name)}")
        except importlib.metadata.PackageNotFoundError:
            continue
    return ", ".join(versions)


@cache
def _recognition(path: str | None, prefix: str | None) -> str:
    """Whether the text of scans is recognised, and by which model."""
    from ..extractors.ocr import engine

    missing = engine.missing()
    model = engine.models(path, prefix)
    if missing is not None or model is None:
        return "none"
    with (model / f"{engine.LANGUAGE}.traineddata").open("rb") as stream:
        return f"{engine.LANGUAGE} {hashlib.file_digest(stream, 'sha256').hexdigest()}"
