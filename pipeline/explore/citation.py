"""How data are cited: `CITATION.cff` of the code, and what was taken from which data set."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from ..dataset import read_descriptor
from ..storage import LocalFolder

CFF = Path(__file__).resolve().parents[2] / "CITATION.cff"


@cache
def cff() -> str:
    """The citation file of the code as it is."""
    return CFF.read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Citation:
    """A data set as something that can be cited."""

    title: str
    authors: str
    code_version: str
    data_version: str
    plans: int
    fingerprint: str
    """First letters of the SHA-256 of the descriptor, which holds the hash of every file: tells data sets apart."""
    licence: str

    @property
    def text(self) -> str:
        """One line for a list of references."""
        return (
            f"{self.authors}. {self.title} (version {self.code_version}) [software]. Data set of {self.plans} plans, "
            f"made with version {self.data_version}, datapackage.json sha256:{self.fingerprint}."
        )


def citation(folder: Path, plans: int) -> Citation:
    """How the data set in `folder` is cited. Raises UsageError where its descriptor is not that of a run."""
    about: dict[str, Any] = yaml.safe_load(cff())
    descriptor, digest = read_descriptor(LocalFolder(folder))
    return Citation(
        title=about["title"],
        authors=", ".join(_author(author) for author in about["authors"]),
        code_version=about["version"],
        data_version=str(descriptor.get("version", "")),
        plans=plans,
        fingerprint=digest[:16],
        licence="; ".join(str(licence.get("title", "")) for licence in descriptor.get("licenses", ())),
    )


def _author(author: dict[str, str]) -> str:
    return author.get("name") or f"{author.get('family-names', '')}, {author.get('given-names', '')}"
