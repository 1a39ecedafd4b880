"""What could not be read or is doubtful: errors as data, with stable codes."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

Severity = Literal["error", "warning", "info"]
"""`error`: data was lost. `warning`: a value is doubtful. `info`: worth knowing."""

CODES: dict[str, tuple[Severity, str]] = {
    "E001": ("error", "The file is not a PDF."),
    "E002": ("error", "The file is empty."),
    "E003": ("error", "The PDF is damaged and cannot be opened."),
    "E004": ("error", "The PDF is encrypted and needs a password."),
    "E005": ("error", "The PDF has no pages."),
    "E006": ("error", "The PDF has no text that can be read."),
    "E007": ("error", "A page could not be read."),
    "E008": ("error", "Two files have the same plan id."),
    "E009": ("error", "The file cannot be opened."),
    "E010": ("error", "An unexpected fault while a file was read."),
    "E011": ("error", "Reading a file took longer than it may."),
    "E012": ("error", "Reading a file needs more memory than it may have."),
    "E013": ("error", "A file brought down the process that read it."),
    "E014": ("error", "The processes or machines that were to read are gone."),
    "E015": ("error", "The PDF has more pages than can be read."),
    "W001": ("warning", "A page has no text layer: it is probably a scan."),
    "W002": ("warning", "The kind of plan could not be told."),
    "W003": ("warning", "No municipality could be told."),
    "W004": ("warning", "No initiative was found."),
    "W005": ("warning", "A column heading is not in the vocabulary."),
    "W006": ("warning", "A heading is not in the vocabulary."),
    "W007": ("warning", "A time could not be understood."),
    "W008": ("warning", "A table could not be related to an initiative."),
    "W009": ("warning", "Two readings of a table are possible."),
    "W010": ("warning", "The period of the plan could not be told."),
    "W011": ("warning", "A manifest row names no file, or is malformed."),
    "W012": ("warning", "A folder holds no PDF."),
    "W013": ("warning", "The document is no plan."),
    "W014": ("warning", "The tags of a PDF and its pages disagree."),
    "W015": ("warning", "Other PDFs lie inside the PDF."),
    "I001": ("info", "The same file is there more than once."),
}
"""Each code with its severity and its general meaning; a problem's own message says what happened where.

A new code needs a remedy in `docs/pagemaking/problems.yaml` and its meaning in Danish in
`pipeline/report/problem_codes_da.yaml`: the tests of both say so.
"""


class Problem(BaseModel):
    """One thing that could not be read, or is doubtful, in plain words."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str
    message: str
    """Names the file or the place, what is the matter, and the remedy."""
    severity: Severity
    page: int | None = None
    """1-based, null where the whole file is meant."""
    file: str | None = None
    plan_id: str | None = None
    doubt: int | None = None
    """Which of the plan's doubts it is, from 1; null where it is none of them."""

    @classmethod
    def of(cls, code: str, message: str, page: int | None = None, file: str | None = None) -> Problem:
        """A problem with the severity that its code has. Raises KeyError for an unknown code."""
        return cls(code=code, message=message, severity=CODES[code][0], page=page, file=file)


class PlansporError(Exception):
    """Base of all errors that the package raises on purpose; `code` is one of `CODES`."""

    def __init__(self, code: str, message: str, page: int | None = None) -> None:
        super().__init__(f"[{code}] {message}")
        self.code = code
        self.message = message
        self.page = page

    def problem(self, file: str | None = None) -> Problem:
        """The same as a row of `problems`."""
        return Problem.of(self.code, self.message, self.page, file)

    def __reduce__(self) -> tuple[type, tuple[str, str, int | None]]:
        return (type(self), (self.code, self.message, self.page))


class UnreadableError(PlansporError):
    """A file that cannot be opened or read as a PDF."""


class UsageError(PlansporError):
    """A wrong call: a folder without PDFs, an output folder that cannot be written, a bad option."""
