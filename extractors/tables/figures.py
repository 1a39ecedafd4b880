"""Which cell texts are figures, years or blanks: how columns of numbers are told from columns of words."""

from __future__ import annotations

import re

_NUMBER = r"[<>≤≥~≈±+(–−-]{0,3}\s?[$€£]?\s?[+–−-]?(?:\d[\d.,'’ \u202f]*\d|\d)(?<![.,])"
_UNIT = (
    r"(?:\s?(?:%|‰|°|pct\.?|procentpoint|kr\.?|,-|mio\.?(?: kr\.?)?|mia\.?(?: kr\.?)?|t\.?kr\.?"
    r"|[€$£]|[A-Za-z]{1,3}\b))?"
)
_MARKS = r"[\s*)†‡¹²³⁴⁵]*(?:\(?[a-z0-9]\))?"
_VALUE = re.compile(rf"^{_NUMBER}(?:\s?[-–/:x×]\s?{_NUMBER})?{_UNIT}{_MARKS}$")
_FIGURE = re.compile(rf"^{_NUMBER}(?:\s?[-–/]\s?{_NUMBER})?\s[^\W\d]{{2,16}}\.?(?:\s[^\W\d]{{1,12}}\.?)?{_MARKS}$")
_PAIR = re.compile(rf"^{_NUMBER}\s?\(\s?{_NUMBER}{_UNIT}\s?\)$")
_BLANK = re.compile(
    r"^(?:[-–—.:…*/]{1,4}|\.\s\.(?:\s\.)?|n\.?\s?/?[adrs]\.?(?:\s?[aes]\.?)?|x|nil|c|\(?[a-z]\)|[*†‡])$", re.I
)
_YEAR = re.compile(r"^\D{0,3}(?:19|20)\d\d(?:\s?[-/–]\s?(?:(?:19|20)?\d\d)?)?(?:\s?[ebpr*)(]{1,3})?$")
_LONGEST = 40
"""Letters of a figure with its unit at most."""


def is_value(text: str) -> bool:
    """Whether a text is a number, a range or a pair of numbers with its unit, and nothing more; a year is one too."""
    return len(text) <= _LONGEST and (bool(_VALUE.match(text)) or bool(_PAIR.match(text)))


def is_figure(text: str) -> bool:
    """Whether a text is a value, or a number with the word or two that it counts ("120 elever")."""
    if text == "000":
        return False  # what a heading like "per 1 000" leaves for its next line
    return is_value(text) or (len(text) <= _LONGEST and bool(_FIGURE.match(text)))


def is_quantity(text: str) -> bool:
    """Whether a text is a figure and no year."""
    return is_figure(text) and not is_year(text)


def is_blank(text: str) -> bool:
    """Whether a text only says that there is no figure ("-", "..", "n.a.")."""
    return bool(_BLANK.match(text))


def is_year(text: str) -> bool:
    """Whether a text is a year or a span of years."""
    return bool(_YEAR.match(text))
