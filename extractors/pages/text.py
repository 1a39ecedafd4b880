"""Repair of what PDF producers do to text: private-use bullets, ligatures, soft hyphens, accents, fonts' names."""

from __future__ import annotations

import re
import unicodedata

import numpy as np
import numpy.typing as npt

from .glyphs import Glyphs, codes

UNKNOWN = "\ufffd"
"""A character that the PDF draws without saying which one it is."""

_BLANKS = (*range(0x21), 0x7F, 0x85, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000)
_IS_BLANK = np.isin(np.arange(max(_BLANKS) + 2), _BLANKS)
"""By code point; its last place stands for all that come after."""
_ZERO_WIDTH = "\u200b-\u200f\u2060-\u2064\ufeff\ufe0e\ufe0f"
_SPECIAL = re.compile(
    f"[\x02\x7f-\x9f\xad\u00a8\u00af\u00b4\u00b8\u02c6\u02da\u02dc\u0300-\u036f{_ZERO_WIDTH}"
    "\ue000-\uf8ff\ufb00-\ufb06\ufffe\uffff\U000f0000-\U0010ffff]"
)
_ACCENTS = {"´": "\u0301", "`": "\u0300", "ˆ": "\u0302", "¨": "\u0308", "˚": "\u030a", "˜": "\u0303", "¸": "\u0327"}
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_SYMBOL_FONT = re.compile(r"wingding|webding|dingbat", re.I)
_SIGNS = {0xE0: "→", 0xE8: "→", 0xF0: "→", 0xFC: "✓", 0xFE: "☑", 0xFB: "✗", 0xA8: "☐", 0x6F: "☐", 0xB0: "°"}
"""What a few codes of Symbol and Wingdings draw; all others serve as bullets."""

_SUBSET = re.compile(r"^[A-Z]{6}\+")
_BOLD = re.compile(r"bold|black|heavy|demi|semibold|extrabold|(?<![a-z])bd(?![a-z])", re.I)
_ITALIC = re.compile(r"italic|oblique|kursiv|(?<![a-z])it(?![a-z])", re.I)
_LEAN = 0.1
_FLAG_ITALIC, _FLAG_FORCE_BOLD = 1 << 6, 1 << 18


def blanks(text: str) -> npt.NDArray[np.bool_]:
    """Which characters of a text print nothing: spaces of any width and control characters."""
    blank: npt.NDArray[np.bool_] = _IS_BLANK[np.minimum(codes(text), len(_IS_BLANK) - 1)]
    return blank


def mend(glyphs: Glyphs) -> Glyphs:
    """The characters as a reader sees them.

    Hyphens of every kind that are drawn become "-", bullets of symbol fonts "•", ligatures their letters (which
    share a box), an accent and its letter one character (NFC); what has no width and no meaning is left out.
    """
    text = glyphs.text
    fonts = {run.style.font for run in glyphs.runs}
    symbol = {font for font in fonts if _SYMBOL_FONT.search(font)}
    symbols = [run.style.font in symbol for run in glyphs.runs] if symbol else [False] * len(glyphs.runs)
    found = {match.start() for match in _SPECIAL.finditer(text)}
    if symbol:
        found.update(np.flatnonzero(np.array(symbols)[glyphs.run] & ~blanks(text)).tolist())
    if not found:
        return glyphs
    boxes = glyphs.boxes
    pieces = list(text)
    accents = []
    for i in sorted(found):
        index = int(glyphs.run[i])
        run = glyphs.runs[index]
        wide = boxes[i, 2] - boxes[i, 0] if run.upright else boxes[i, 3] - boxes[i, 1]
        pieces[i] = _mended(text[i], symbols[index], bool(wide > 0.05 * run.style.size))
        if pieces[i] in _ACCENTS or (len(pieces[i]) == 1 and unicodedata.combining(pieces[i])):
            accents.append(i)
    for i in accents:
        _compose(i, pieces, boxes)
    counts = [len(pieces[i]) for i in found]
    if counts.count(1) == len(counts):
        return Glyphs("".join(pieces), boxes, glyphs.run, glyphs.runs)
    repeats = np.array([len(piece) for piece in pieces])
    return Glyphs("".join(pieces), np.repeat(boxes, repeats, 0), np.repeat(glyphs.run, repeats), glyphs.runs)


def _mended(c: str, symbol: bool, drawn: bool) -> str:
    code = ord(c)
    if code in (0xFFFE, 0x02, 0xAD):
        # Drawn, it is a hyphen for whoever reads the page; where it is only a place to break a line, it has no width.
        return "-" if drawn else ""
    if c in _LIGATURES:
        return _LIGATURES[c]
    if 0xF000 <= code <= 0xF0FF and (symbol or code >= 0xF080):
        return _SIGNS.get(code - 0xF000, "•")
    if symbol and code <= 0xFF:
        return _SIGNS.get(code, "•")
    if 0xF021 <= code <= 0xF07E:
        return chr(code - 0xF000)
    if 0xF730 <= code <= 0xF739:
        return chr(code - 0xF700)  # old-style figures
    if 0xF761 <= code <= 0xF77A:
        return chr(code - 0xF700)  # small capitals
    if 0xE000 <= code <= 0xF8FF or code >= 0xF0000:
        return "•"
    if code == 0xFFFF or 0x7F <= code < 0xA0:
        return UNKNOWN
    if re.match(f"[{_ZERO_WIDTH}]", c):
        return ""
    return c


def _compose(i: int, pieces: list[str], boxes: npt.NDArray[np.float64]) -> None:
    """Set the accent at `i` onto the letter before or after it, in `pieces`, where it is drawn over one."""
    piece = pieces[i]
    accent = _ACCENTS.get(piece, piece)
    for j in (i - 1, i + 1):
        if not 0 <= j < len(pieces) or not pieces[j].isalpha():
            continue
        whole = unicodedata.normalize("NFC", pieces[j] + accent)
        if len(whole) == len(pieces[j]) and (piece not in _ACCENTS or _overlap(boxes[i], boxes[j])):
            pieces[j], pieces[i] = whole, ""
            return


def _overlap(a: npt.NDArray[np.float64], b: npt.NDArray[np.float64]) -> bool:
    """Whether one box lies over the other by more than half of the narrower one."""
    wide = min(a[2], b[2]) - max(a[0], b[0])
    tall = min(a[3], b[3]) - max(a[1], b[1])
    return bool(wide > 0.5 * min(a[2] - a[0], b[2] - b[0]) and tall > 0)


def base_font_name(name: str) -> str:
    """The font's name without the six letters and plus of a subset."""
    return _SUBSET.sub("", name)


def is_bold(name: str, weight: int, flags: int) -> bool:
    """Whether a font is bold, by its name, its weight (600 and up) or its flags."""
    return bool(_BOLD.search(name)) or weight >= 600 or bool(flags & _FLAG_FORCE_BOLD)


def is_italic(name: str, angle: int, flags: int) -> bool:
    """Whether a font is italic, by its name, its angle or its flags."""
    return bool(_ITALIC.search(name)) or angle != 0 or bool(flags & _FLAG_ITALIC)


def leans(a: float, b: float, c: float, d: float) -> bool:
    """Whether a text matrix slants letters to the right, as producers do that have no italic font."""
    wide, tall = (a * a + b * b) ** 0.5, (c * c + d * d) ** 0.5
    return bool(wide and tall and (a * c + b * d) / (wide * tall) > _LEAN)
