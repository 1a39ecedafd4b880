"""simplemma's word list, kept in the user's cache folder in the form that is ready when it is read.

The file is named after the version of simplemma, written whole or not at all, and safe to delete. Without it the list
is decoded anew at each start.
"""

from __future__ import annotations

import importlib.metadata
import logging
from pathlib import Path

from ..extractors.danish import lemmas
from ..extractors.danish.wordlist import WordList, pack, simplemma_entries
from ..models.problem import UsageError
from .cache import default_folder
from .files import write_atomically

log = logging.getLogger(__name__)


_used: tuple[Path, WordList] | None = None
"""The list that words are looked up in, and where it lay."""


def use_kept_words() -> bool:
    """Look words up in the list that is kept, if there is one that is whole; whether there is.

    The one in use is not read again: run after run would hold it twice for a moment, 13 MB that no allocator gives
    back.
    """
    global _used
    place = _place()
    if _used is not None and _used[0] == place and lemmas.in_use() is _used[1]:
        return True
    try:
        _used = place, WordList(place.read_bytes())
    except (OSError, ValueError):
        return False
    lemmas.use(_used[1])
    return True


def keep_words() -> None:
    """Keep the list for the next start. Where that cannot be, the next one takes half a second longer."""
    place = _place()
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(place, pack(simplemma_entries()))
    except (OSError, UsageError, ImportError, AttributeError, ValueError) as error:
        log.debug("The word list cannot be kept: %s", error)


def _place() -> Path:
    return default_folder() / "words" / f"simplemma-{importlib.metadata.version('simplemma')}-da"
