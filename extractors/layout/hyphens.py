"""Words that a line end cuts: joined, or kept with their hyphen, with Danish sense."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from ...models.page import Word
from ..vocabulary.phrases import load_yaml

HYPHENS = "-\u2010\u2011\u00ad"
_CONJUNCTIONS = frozenset(
    {
        "og",
        "eller",
        "samt",
        "og/eller",
        "henholdsvis",
        "hhv",
        "and",
        "or",
        "und",
        "och",
    }
)
"""After a hyphen these end a suspended compound ("børne- og unge-")."""
_KEEP_AFTER = frozenset({"ikke", "it", "ikt", "tv", "pc", "eks", "ex"})
"""First parts that Danish spelling sets off by a hyphen, as it does single letters ("e-læring", "a-kasse")."""
_EDGES = ".,;:!?()[]\"'»«”“„’‘…*"


@cache
def _time_names() -> frozenset[str]:
    """Months and seasons: between two of them a hyphen means "to"."""
    words = load_yaml("times.yaml")
    return frozenset(name for group in ("months", "seasons") for names in words[group].values() for name in names)


class Lexicon:
    """The words that a document prints unbroken, to decide whether a hyphen at a line end belongs to the word."""

    __slots__ = ("_words",)

    def __init__(self, texts: Iterable[str] = ()) -> None:
        self._words = {folded for text in set(texts) if (folded := text.strip(_EDGES).casefold())}

    def __contains__(self, text: str) -> bool:
        return text.strip(_EDGES).casefold() in self._words


_EMPTY = Lexicon()


def mend(line_end_word: Word, next_word: Word, lexicon: Lexicon | None = None) -> str:
    """The text of the last word of a line and the first of the next, as they would stand on one line.

    "investe-" and "ring" give "investering", "børne-" and "og" give "børne- og", "CTI-" and
    "indsats" give "CTI-indsats", words without a hyphen between them get a space.
    """
    return mend_text(line_end_word.text, next_word.text, lexicon or _EMPTY)


def mend_text(left: str, right: str, lexicon: Lexicon = _EMPTY) -> str:
    """The same for texts; `left` may be all the text before, of which only the last word counts."""
    if not left or not right:
        return left + right
    if left[-1] == "/" and len(left) > 1 and left[-2].isalnum() and right[0].isalnum():
        return left + right
    if left[-1] not in HYPHENS or len(left) < 2 or not left[-2].isalnum():
        return f"{left} {right}"
    stem = left[:-1]
    part = _last_part(stem)
    first = right.strip(_EDGES)
    if first.casefold() in _CONJUNCTIONS or not right[0].isalnum():
        return f"{stem}- {right}"
    if _keeps(part, first, lexicon):
        return f"{stem}-{right}"
    return stem + right


def _last_part(stem: str) -> str:
    """What stands before the hyphen: back to the last space, slash or hyphen."""
    i = len(stem)
    while i and (stem[i - 1].isalnum() or stem[i - 1] == "§"):
        i -= 1
    return stem[i:]


def _keeps(part: str, first: str, lexicon: Lexicon) -> bool:
    """Whether the hyphen belongs to the word itself."""
    letters = [c for c in part if c.isalpha()]
    if not letters or not first or not first[0].isalpha():
        return True  # "85-området", "2021-2024", "COVID-19"
    if first[0].isupper():
        # All capitals are one word cut; else a compound of names ("Fyn-Jylland").
        return not (part.isupper() and len(part) > 1 and first[:2].isupper())
    if len(part) == 1 or part.casefold() in _KEEP_AFTER or any(c.isdigit() for c in part):
        return True
    if part.isupper() or (len(part) <= 5 and sum(c.isupper() for c in part) >= 2):
        return True  # "CTI-indsats", "SoMe-opslag"
    if part.casefold() in _time_names() and first.casefold() in _time_names():
        return True  # "september-november"
    hyphened = f"{part}-{first}"
    return hyphened in lexicon and part + first not in lexicon
