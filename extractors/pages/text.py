"""Repair of what PDF producers do to text: private-use bullets, ligatures, soft hyphens, fonts' names."""

from __future__ import annotations

import re

HYPHEN = "\u00ad"
"""How a hyphen made by a line break is kept in a `Char` (U+FFFE by PDFium, U+00AD by producers)."""

_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
_PRIVATE_BULLETS = range(0xF000, 0xF100)
_ZERO_WIDTH = {0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF}

_SUBSET = re.compile(r"^[A-Z]{6}\+")
_BOLD = re.compile(r"bold|black|heavy|demi|semibold|extrabold|(?<![a-z])bd(?![a-z])", re.I)
_ITALIC = re.compile(r"italic|oblique|kursiv|(?<![a-z])it(?![a-z])", re.I)
_FLAG_ITALIC, _FLAG_FORCE_BOLD = 1 << 6, 1 << 18


def mend_char(code: int) -> str:
    """The text of a character code as a reader sees it; empty for what prints nothing."""
    if code < 0x80:
        return chr(code)
    if code in (0xFFFE, 0xAD, 0x02):
        return HYPHEN
    if code in _LIGATURES:
        return _LIGATURES[code]
    if code in _ZERO_WIDTH or code in (0xA0, 0x2002, 0x2003, 0x2007, 0x2009, 0x200A, 0x202F, 0x3000):
        return ""
    if code in _PRIVATE_BULLETS:
        # Symbol and Wingdings put their glyphs at U+F000 plus the byte; as list marks they are all bullets.
        return "•"
    if 0xE000 <= code <= 0xF8FF:
        return "•"
    if 0xD800 <= code <= 0xDFFF:
        return ""
    return chr(code)


def base_font_name(name: str) -> str:
    """The font's name without the six letters and plus of a subset."""
    return _SUBSET.sub("", name)


def is_bold(name: str, weight: int, flags: int) -> bool:
    """Whether a font is bold, by its name, its weight (600 and up) or its flags."""
    return bool(_BOLD.search(name)) or weight >= 600 or bool(flags & _FLAG_FORCE_BOLD)


def is_italic(name: str, angle: int, flags: int) -> bool:
    """Whether a font is italic, by its name, its angle or its flags."""
    return bool(_ITALIC.search(name)) or angle != 0 or bool(flags & _FLAG_ITALIC)
