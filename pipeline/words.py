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


def use_kept_words() -> bool:
    """Look words up in the list that is kept, if there is one that is whole; whether there is."""
    try:
        lemmas.use(WordList(_place().read_bytes()))
    except (OSError, ValueError):
        return False
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
