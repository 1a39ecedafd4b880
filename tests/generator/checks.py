"""What any generated plan must bear, whatever its layout."""

from __future__ import annotations

from typing import Any

import pypdfium2 as pdfium

from .gold import letters


def texts(gold: dict[str, Any]) -> list[str]:
    """All that a gold says is printed, text by text."""
    out = [
        gold["title"],
        gold["unit"] or "",
        *(g["title"] for g in gold["goals"]),
        *(k["label"] for k in gold["key_figures"]),
    ]
    for item in gold["initiatives"]:
        out += [item["title"], *(a["heading"] or "" for a in item["aspects"]), *(a["text"] for a in item["aspects"])]
        for row in item["milestones"]:
            out += [row["text"], row["timing"] or "", row["partners"] or "", row["follow_up"] or "", row["group"] or ""]
        for row in item["gains"]:
            out += [row["text"], row["follow_up"] or "", row["group"] or ""]
    return out


def halves(word: str, printed: str) -> bool:
    """Whether a word is printed whole, or in two pieces: a page or a column may cut it."""
    key = letters(word)
    return key in printed or any(key[:n] in printed and key[n:] in printed for n in range(2, len(key) - 1))


def outside(pdf: bytes) -> list[str]:
    """Words that stand outside their page, of a sample of places on each page."""
    out = []
    document = pdfium.PdfDocument(pdf)
    for page in document:
        text = page.get_textpage()
        left, bottom, right, top = page.get_mediabox()
        for n in range(0, text.count_chars(), 7):
            box = text.get_charbox(n)
            if not (left <= box[0] + 1 <= right + 1 and bottom <= box[1] + 1 <= top + 1):
                out.append(text.get_text_range(n, 20))
        text.close()
        page.close()
    document.close()
    return out
