"""Models of sentences from a folder of the user's, to be plugged in beside words and characters."""

from __future__ import annotations

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
