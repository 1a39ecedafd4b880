"""References to law: "servicelovens §§ 82-85", "SEL § 107", "§ 9 i folkeskoleloven", expanded to one per section."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ..vocabulary.records import load_csv
from .time_words import lower

MAX_RANGE = 60
"""A span of more sections than this ("§§ 1-140") is read as its two ends."""


@dataclass(frozen=True, slots=True)
class LawReading:
    """One section of one law."""

    law: str
    """Name in lower case, as in the vocabulary; of an unknown law the printed name without its genitive."""
    section: str
    """Digits and the letter after them, without a space."""
    start: int
    """Offsets of the whole printed reference, law and sections."""
    end: int
    text: str
    inferred: bool
    """True where no law is named at that place."""
    rule: str


_LETTER = r"(?:\s?[a-hj-zæøå](?![\wæøå])|i(?![\wæøå]))"
_SECTION = rf"\d{{1,3}}(?!\d)(?:{_LETTER})?"
_SMALL = r"(?:\d|1[0-2])(?!\d)"  # more subsections than that no law has: "stk. 2, 95 og 96" goes on with sections
_SUB = (
    r"(?:(?:\.\d+)+|(?:,?\s*(?:stk\.?|stykke|nr\.?|pkt\.?|litra)\s*"
    rf"(?:\d+(?:\s*(?:og|,|-|–|eller|samt)\s*{_SMALL}(?!\s*[a-z]?\s*(?:i|,)))*|[a-z]\b))*)"
)
_JOIN = r"(?:\s*-?,\s*-?|\s*-?\s*(?:og|samt|eller|til)\s+-?|\s*[-–—/+&]\s*)"
_SIGN = r"(?:§+|paragraf(?:ferne|fer|fen)?)"
_COUNTED = r"(?!\s+(?!(?:efter|samt|eller|skal|giver|sikrer)\b)[a-zæøå]{4,})"
"""A number with a noun after it ("§ 85 og 20 borgere") is no section."""
_LIST = rf"{_SIGN}\s*-?{_SECTION}{_SUB}(?:{_JOIN}(?:{_SIGN}\s*{_SECTION}|{_SECTION}{_COUNTED}){_SUB}(?![\d.]\d))*"
_PART = re.compile(
    rf"(?P<join>{_JOIN})?(?:(?:§+|paragraf\w*)\s*)?-?(?P<number>\d+)(?P<letter>{_LETTER})?(?P<sub>{_SUB})"
)
_GENERIC = r"[a-zæøåéü][a-zæøåéü-]*lov(?:en)?s?"
_NO_LAW = re.compile(
    r"(?:bekendtgørelse|vedtægt|aftale|overenskomst|forretningsorden|regulativ|vejledning|kontrakt|statut|cirkulære"
    r"|forordning|konvention|regler)\w*\s*$"
    r"|(?:bekendtgørelse|cirkulære|vejledning|overenskomst)\w*\s+(?:nr\.?\s|om\s)(?:(?!efter|§)[^;:\n]){0,60}$"
)
"""What is no law but has sections of its own, right before them."""
_SAME = r"(?:samme\s+lovs?|samme\s+lov|lovens|loven|denne\s+lovs?)"
_COMMITTEE = re.compile(r"[\s,]*(?:stk\.?\s*4)?[-–.,\s4]*-?\s*udvalg")


@dataclass(frozen=True, slots=True)
class _Laws:
    names: dict[str, str]
    reference: re.Pattern[str]


def _squeeze(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


@cache
def _laws() -> _Laws:
    names: dict[str, str] = {}
    forms: list[str] = []
    for row in load_csv("laws.csv"):
        form = row["form"]
        names[form] = row["law"]
        forms.append(form)
        genitive = form + ("s" if not form.endswith("s") else "")
        names[genitive] = row["law"]
        forms.append(genitive)
    known = "|".join(re.escape(f).replace(r"\ ", r"\s+") for f in sorted(forms, key=lambda f: (-len(f), f)))
    law = rf"(?<![\wæøå-])(?:{known}|{_GENERIC}|{_SAME})(?![\wæøå])"
    reference = re.compile(
        rf"(?P<before>{law})(?P<gap>\.?\s*(?:\([^()§]{{1,12}}\)\s*)?[(,:]?\s*(?:jf\.?\s*)?(?:kap(?:itel|\.)?\s*\d+,?\s*)?)(?P<list>{_LIST})"
        rf"|(?P<bare>{_LIST})(?:\)?\s*(?:i|efter|jf\.?|fra|,|\()\s*(?:den\s+|i\s+)?(?P<after>{law}))?"
    )
    return _Laws(names, reference)


def law_name(printed: str) -> str:
    """The vocabulary's name of a law as printed ("Lov om Social Service", "SEL", "hundelovens")."""
    names = _laws().names
    form = _squeeze(lower(printed)).rstrip(".")
    if form in names:
        return names[form]
    for ending, replacement in (("lovens", "loven"), ("lovs", "loven"), ("lov", "loven")):
        if form.endswith(ending):
            name = form[: -len(ending)] + replacement
            return names.get(name, name)
    return form


def sections(printed: str) -> list[str]:
    """The sections of a printed list: "§§ 82-84 og 107, stk. 2" gives 82, 83, 84, 107."""
    out: list[str] = []
    for match in _PART.finditer(lower(printed)):
        number, letter = int(match["number"]), (match["letter"] or "").strip()
        join = (match["join"] or "").strip()
        spans = join in ("-", "–", "—", "til")
        if spans and out and (previous := re.fullmatch(r"(\d+)([a-zæøå]?)", out[-1])):
            first, first_letter = int(previous[1]), previous[2]
            if not first_letter and first < number <= first + MAX_RANGE:
                out.extend(str(n) for n in range(first + 1, number + bool(letter)))
            elif first == number and first_letter and letter and first_letter < letter:
                out.extend(f"{number}{chr(c)}" for c in range(ord(first_letter) + 1, ord(letter)))
        out.append(f"{number}{letter}")
    return list(dict.fromkeys(out))


def find_references(text: str, *, default_law: str | None, previous_law: str | None = None) -> list[LawReading]:
    """The pairs of a law and a section that a text refers to, in order, one for each section.

    A section with no law named takes `default_law` (`inferred`), or is left out where that is None; "lovens § 5" and
    "§ 21 i samme lov" take the law named before, in the text or else `previous_law`.
    """
    if "§" not in text and "paragraf" not in text.casefold():
        return []
    low = lower(text)
    out: list[LawReading] = []
    last: str | None = None
    for match in _laws().reference.finditer(low):
        printed_list = match["list"] or match["bare"]
        named = match["before"] or match["after"]
        start = match.start("bare") if match["bare"] else match.start()
        end = match.end()
        inferred, rule = False, "law:named"
        law: str | None
        if named is None:
            ahead = low[: match.start()]
            if _NO_LAW.search(ahead):
                continue
            law, inferred, rule = default_law, True, "law:default"
            if sections(printed_list) == ["17"] and _COMMITTEE.match(low, _first_section_end(low, match.start())):
                law, rule = "kommunestyrelsesloven", "law:committee"
        elif re.fullmatch(_SAME, named):
            law, inferred, rule = last or previous_law or default_law, True, "law:same"
        else:
            law = law_name(named)
            last = law
        if law is None:
            continue
        for section in sections(printed_list):
            out.append(LawReading(law, section, start, end, text[start:end], inferred, rule))
    return out


def _first_section_end(low: str, start: int) -> int:
    match = re.compile(r"[§\s]*\d+").match(low, start)
    return match.end() if match else start
