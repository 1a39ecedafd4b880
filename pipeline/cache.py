"""What was read once is kept, so that a run reads only what is new: by content, never by name or date alone.

The folder may be deleted at any time and shared by runs at the same time. An entry that is damaged counts as none.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from ..models.problem import UsageError
from .archive import SourceFile
from .files import remove_leftovers, write_atomically
from .fingerprint import fingerprint

log = logging.getLogger(__name__)

VARIABLE = "PLANSPOR_CACHE"
"""Environment variable that names the folder."""

Traits = Mapping[str, str]
"""All that a reading depends on beside the file's content, each under a name."""

REASONS = {
    "file": "it has another name now",
    "manifest": "its row of the manifest has changed",
    "engine": "another engine is asked for",
    "recognition": "another recognition of text is installed",
    "libraries": "other versions of libraries are installed",
    "limits": "it failed, and its limits of time or memory are others now",
    "program": "the program, its vocabulary or its taxonomy has changed",
}
"""Why a file is read again though its content was read before, by the trait that differs."""
_LONG_AGO = 30 * 24 * 3600.0
"""Seconds after which an entry goes that another version of the program made of the same file."""


def default_folder() -> Path:
    """Where readings are kept if nothing is said: the user's own folder for such things."""
    named = os.environ.get(VARIABLE)
    if named:
        return Path(named)
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA", "~/AppData/Local")
    elif sys.platform == "darwin":
        base = "~/Library/Caches"
    else:
        base = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    return Path(base).expanduser() / "planspor"


def traits_of(source: SourceFile, engine: str) -> Traits:
    """What the reading of a file depends on beside its content."""
    manifest = "" if source.manifest is None else source.manifest.model_dump_json()
    return {"file": source.file, "manifest": manifest, "engine": engine, **fingerprint()}


class Cache:
    """Packed readings by the digest of the file and the traits of the reading."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._works = True

    def get(self, sha256: str, traits: Traits) -> bytes | None:
        """The packed reading of the file with that digest, None where there is none that is whole."""
        path = self._path(sha256, traits)
        try:
            entry = path.read_bytes()
        except OSError:
            return None
        found = _open(entry)
        if found is None or found[0] != dict(traits):
            log.debug("%s is damaged and counts for nothing", path)
            return None
        return found[1]

    def put(self, sha256: str, traits: Traits, packed: bytes) -> None:
        """Keep a packed reading. Where that fails (no room, no rights), it says so once and does without."""
        path = self._path(sha256, traits)
        first = json.dumps(dict(traits), ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass")
        entry = first + b"\n" + packed
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(path, hashlib.sha256(entry).hexdigest().encode() + b"\n" + entry)
            self._forget_old(sha256, traits)
        except (OSError, UsageError) as error:
            if self._works:
                self._works = False
                # The cause alone: what it says of --out is for the files of a data set.
                cause = error.__cause__ if isinstance(error.__cause__, OSError) else error
                log.warning("What is read cannot be kept for the next run: %s. Name another place with --cache.", cause)

    def reason(self, sha256: str, traits: Traits) -> str | None:
        """Why a file of a content that was read before must be read again; None where it never was."""
        best: list[str] | None = None
        for path in self._siblings(sha256):
            try:
                found = _open(path.read_bytes())
            except OSError:
                continue
            if found is not None:
                differ = [name for name in REASONS if found[0].get(name) != traits.get(name)]
                if best is None or len(differ) < len(best):
                    best = differ
        if best is None:
            return None
        return "; ".join(REASONS[name] for name in best) or "what was kept of it is damaged"

    def _path(self, sha256: str, traits: Traits) -> Path:
        text = json.dumps(dict(traits), sort_keys=True)
        return self.folder / sha256[:2] / f"{sha256}-{hashlib.sha256(text.encode()).hexdigest()[:32]}"

    def _siblings(self, sha256: str) -> Iterator[Path]:
        yield from sorted((self.folder / sha256[:2]).glob(f"{sha256}-*"))

    def _forget_old(self, sha256: str, traits: Traits) -> None:
        """Remove what earlier versions of the program made of the same file, and what was never finished."""
        remove_leftovers(self.folder / sha256[:2], older=3600)
        here = self._path(sha256, traits)
        for path in self._siblings(sha256):
            if path != here and path.stat().st_mtime < here.stat().st_mtime - _LONG_AGO:
                path.unlink(missing_ok=True)


def _open(entry: bytes) -> tuple[dict[str, str], bytes] | None:
    """The traits and the packed reading of an entry; None where it is damaged."""
    digest, _, rest = entry.partition(b"\n")
    if hashlib.sha256(rest).hexdigest().encode() != digest:
        return None
    first, _, packed = rest.partition(b"\n")
    return json.loads(first.decode("utf-8", "surrogatepass")), packed
