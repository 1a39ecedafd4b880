"""The number and the word that a heading begins with: "Indsats 1: ...", "2.3 ...", "SU05 - ..."."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz.distance import Levenshtein

from ..vocabulary.phrases import fold, load_yaml, stem
from .heading_roles import heading_role

_FIGURES = r"\d{1,2}(?:\.\d{1,2}){0,3}"
_NUMBER = rf"(?:{_FIGURES}[a-z]?|[A-ZÆØÅ]|[IVX]{{1,5}})"
_SEPARATOR = r"\s*(?:[:.)\-–—|]|(?=\s)|$)\s*"
_WORDED = re.compile(
    r"^(?P<word>[A-Za-zÆØÅæøå][a-zæøåA-ZÆØÅ\-]+(?: (?!nr\b)[a-zæøå\-]+)?)\s*(?:nr\.?\s*)?"
    rf"(?P<number>{_NUMBER}){_SEPARATOR}[-–—]?\s*(?P<title>.*)$"
)
_NUMBERED = re.compile(rf"^(?P<number>{_FIGURES}|[A-Z]|[IVX]{{1,5}})(?P<separator>[.):]?)\s+[-–—]?\s*(?P<title>\S.*)$")
_CODE_ALONE = re.compile(r"^[A-ZÆØÅ]{1,5}(?:/[A-ZÆØÅ]{1,5})*[ .-]?\d{1,4}[a-z]?:?$")
_CODED = re.compile(
    r"^(?P<number>[A-ZÆØÅ]{1,5}(?:/[A-ZÆØÅ]{1,5})*[ .-]?\d{1,4}[a-z]?)\s*(?:[:.]|\s[-–—])\s+(?P<title>\S.*)$"
)
_MARKER = re.compile(rf"^(?P<number>{_FIGURES}|[A-Z]|[IVX]{{1,5}})[.):]?$")
_WORD_ALONE = re.compile(r"^(?P<word>[A-Za-zÆØÅæøå][a-zæøåA-ZÆØÅ\-]+)\s*:\s+(?P<title>\S.*)$")


@dataclass(frozen=True, slots=True)
class Mark:
    """What a heading begins with.

    `kind`: `initiative`, `either` or `part` where a word of series.yaml stands there, `code` for a letter and
    digit code, `number` for a bare number, `unknown` for another word before a number, else `none`.
    """

    kind: str
    word: str | None
    number: str | None
    title: str


@cache
def _series() -> dict[str, tuple[str, str]]:
    kinds: dict[str, list[str]] = load_yaml("series.yaml")
    return {stem(fold(word)): (kind, word) for kind, words in kinds.items() if kind != "frame" for word in words}


@lru_cache(maxsize=4096)
def series_word(word: str) -> tuple[str, str] | None:
    """Kind and listed form of a word that heads a numbered series; one slip of the pen is forgiven."""
    folded = stem(fold(word))
    series = _series()
    if folded in series:
        return series[folded]
    if len(folded) >= 4:
        for listed, found in series.items():
            if (
                abs(len(listed) - len(folded)) <= 1
                and listed[:2] == folded[:2]
                and Levenshtein.distance(listed, folded) <= 1
            ):
                return found
    return None


@cache
def _frame() -> frozenset[str]:
    return frozenset(fold(phrase) for phrase in load_yaml("series.yaml")["frame"])


def is_frame(title: str) -> bool:
    """Whether a heading belongs to the document's frame ("Forord", "Bilag: ...") and never heads an initiative."""
    folded = fold(title)
    return folded in _frame() or (":" in title and fold(title.partition(":")[0]) in _frame())


def read_mark(text: str, marker: str | None = None) -> Mark:
    """The mark of a heading; `marker` is the number that layout has already taken off its text."""
    text = " ".join(text.split())
    if marker:
        found = _MARKER.match(marker.strip())
        if found:
            return _numbered(found["number"], text)
        text = f"{marker} {text}"
    worded = _WORDED.match(text)
    if worded:
        known = series_word(worded["word"])
        if known and not (len(worded["number"]) == 1 and worded["number"].isalpha() and _runs_on(text, worded)):
            return Mark(known[0], known[1], worded["number"], _clean(worded["title"]))
    if _CODE_ALONE.match(text):
        return Mark("code", None, text.rstrip(":"), "")
    coded = _CODED.match(text)
    if coded and not re.fullmatch(r"[IVX]+", coded["number"]):
        return Mark("code", None, coded["number"], _clean(coded["title"]))
    if worded and _counts(text, worded) and worded["word"][0].isupper() and " " not in worded["word"]:
        return Mark("unknown", worded["word"], worded["number"], _clean(worded["title"]))
    numbered = _NUMBERED.match(text)
    if numbered and (numbered["separator"] or _begins_title(numbered)):
        return _numbered(numbered["number"], numbered["title"])
    alone = _WORD_ALONE.match(text)
    if alone:
        known = series_word(alone["word"])
        if known and (known[0] == "initiative" or (known[0] == "either" and not _is_label(alone["word"]))):
            return Mark(known[0], known[1], None, _clean(alone["title"]))
    return Mark("none", None, None, text)


def _is_label(word: str) -> bool:
    """Whether a word before a colon heads a section of an initiative ("Mål: ...") and not a title ("Tema: ...")."""
    role = heading_role(word)
    return role is not None and role.kind not in ("focus_areas", "milestones")


def _numbered(number: str, title: str) -> Mark:
    """The mark of a numbered heading; a word of a series between number and title ("1. indsats: ...") is no title."""
    alone = _WORD_ALONE.match(title)
    known = series_word(alone["word"]) if alone and alone["word"][0].islower() else None
    if alone and known:
        return Mark(known[0], known[1], number, _clean(alone["title"]))
    return Mark("number", None, number, _clean(title))


def _begins_title(numbered: re.Match[str]) -> bool:
    """Whether a figure without a mark numbers the heading ("3 Veje") and does not count in it ("3 nye veje")."""
    return numbered["number"][0].isdigit() and not numbered["title"][0].islower()


def _runs_on(text: str, worded: re.Match[str]) -> bool:
    """Whether a one-letter number is only the next word ("Indsats I dag")."""
    after = text[worded.end("number") : worded.end("number") + 1]
    return after == " " and not re.match(r"\s*[-–—:.|)]", text[worded.end("number") :])


def _counts(text: str, worded: re.Match[str]) -> bool:
    """Whether a word that no list has stands before a number of a series ("Delprojekt 2", "Delprojekt II")."""
    number = worded["number"]
    # "III" is no word "II" before a number.
    roman = re.fullmatch(r"[IVX]+", number) is not None and text[worded.start("number") - 1].isspace()
    return number[0].isdigit() or (roman and not (len(number) == 1 and _runs_on(text, worded)))


def _clean(title: str) -> str:
    return title.strip().lstrip("-–—: ").strip()


def strip_colon(text: str) -> str:
    """A heading without its final colon."""
    return text.rstrip().removesuffix(":").rstrip()
