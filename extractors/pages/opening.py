"""Why a file cannot be opened, in the same words from every reader."""

from __future__ import annotations

from ...models.problem import UnreadableError


def check_start(data: bytes, file: str) -> None:
    """Raise UnreadableError for what is empty (E002) or no PDF (E001)."""
    if not data:
        raise UnreadableError("E002", f"{file}: the file is empty; fetch it again from its source.")
    if b"%PDF-" not in data[:1024]:
        raise UnreadableError("E001", f"{file}: this is not a PDF (no %PDF- at its start); save it as PDF first.")


def damaged(file: str) -> UnreadableError:
    """The error for a file that is cut off or broken (E003)."""
    return UnreadableError(
        "E003", f"{file}: the PDF is damaged or cut off and cannot be opened; fetch it again from its source."
    )


def encrypted(file: str) -> UnreadableError:
    """The error for a file that asks for a password (E004)."""
    return UnreadableError("E004", f"{file}: the PDF is encrypted; save a copy without a password.")


def without_pages(file: str) -> UnreadableError:
    """The error for a file of no pages (E005)."""
    return UnreadableError("E005", f"{file}: the PDF has no pages; fetch it again from its source.")


def unreadable_page(file: str, number: int) -> UnreadableError:
    """The error for one page that cannot be read (E007)."""
    return UnreadableError("E007", f"{file}: page {number} cannot be read; repair the PDF or export it again.", number)


def overloaded_page(file: str, number: int, most: int) -> UnreadableError:
    """The error for one page that draws more than any page in print does (E007)."""
    return UnreadableError(
        "E007",
        f"{file}: page {number} draws more than {most:,} objects and is not read; print the page to a new PDF as a "
        "picture and run that through text recognition (OCR).",
        number,
    )


def too_many_pages(file: str, count: int, most: int) -> UnreadableError:
    """The error for a file with more pages than any plan has (E015)."""
    return UnreadableError(
        "E015", f"{file}: the PDF has {count:,} pages, and no more than {most:,} are read; split it into its documents."
    )
