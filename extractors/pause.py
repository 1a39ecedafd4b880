"""Python's search for unused cycles, put off while much is made that is kept."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collection_paused() -> Iterator[None]:
    """Keep Python from searching for cycles: a document's words, blocks and items make none worth the time.

    What has no use any more is let go at once all the same; only what refers to itself in a circle waits.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
