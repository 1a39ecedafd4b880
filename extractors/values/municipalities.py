"""The 98 Danish municipalities in a text: named as such, by council or web address, by name alone, or by a town."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from ..vocabulary.phrases import load_yaml
from ..vocabulary.records import load_csv

STRONG_RULES = frozenset(("x-kommune", "x-kommuner", "x-council", "domain"))
"""Rules that name a municipality as such; `bare` and `place` are weak: other municipalities are mentioned too."""


@dataclass(frozen=True, slots=True)
class MunicipalityMention:
    """A municipality that a text names or points to."""

    code: str
    """Statistics Denmark's three-digit code."""
    name: str
    """Without "Kommune"."""
    region: str
    start: int
    end: int
    rule: str
    """`x-kommune`, `x-kommuner` (of several), `x-council`, `domain`, `bare`, `place`; `code` or `name` of a look-up."""


_BOUND_LEFT, _BOUND_RIGHT = r"(?<![\wæøåÆØÅ-])", r"(?![\wæøåÆØÅ])"
_SENTENCE_START = re.compile(r"(?:^|[.!?:•\n]\s*)$")


@cache
def _all() -> dict[str, tuple[str, str]]:
    """Name and region by code."""
    return {row["code"]: (row["name"], row["region"]) for row in load_csv("municipalities.csv")}


@cache
def _forms() -> dict[str, tuple[str, bool]]:
    """Each spelling, folded, with the code and whether it is a common word too."""
    out: dict[str, tuple[str, bool]] = {}
    for row in load_csv("municipalities.csv"):
        for form in (row["name"], *filter(None, row["other_forms"].split(";"))):
            for spelling in (form, form.replace("-", " "), form.replace("-", "–"), f"{form}s"):
                out.setdefault(_fold(spelling), (row["code"], bool(row["common_word"])))
    return out


def _fold(name: str) -> str:
    return re.sub(r"\s+", " ", name).strip().casefold()


def _alternatives(names: Iterable[str]) -> str:
    return "|".join(re.escape(n).replace(r"\ ", r"\s+") for n in sorted(set(names), key=lambda n: (-len(n), n)))


@cache
def _name() -> str:
    """A pattern of any spelling of any municipality."""
    return rf"(?:{_alternatives(_forms())})"


@cache
def _several() -> re.Pattern[str]:
    """ "Odense, Nyborg og Kerteminde Kommuner"."""
    more = rf"(?:(?:\s*,\s*|\s+og\s+|\s*/\s*|\s+samt\s+){_name()})+"
    return re.compile(rf"{_BOUND_LEFT}{_name()}{more}\s+kommuner(?:ne)?s?{_BOUND_RIGHT}", re.IGNORECASE)


@cache
def _named() -> re.Pattern[str]:
    return re.compile(rf"{_BOUND_LEFT}(?P<name>{_name()})\s+(?:regions)?kommunes?{_BOUND_RIGHT}", re.IGNORECASE)


@cache
def _words_beside() -> dict[str, list[str]]:
    """Words that tell what a municipality's name is the name of, by where they stand."""
    words: dict[str, list[str]] = load_yaml("municipality_words.yaml")
    return words


@cache
def _council_words() -> tuple[str, ...]:
    words = _words_beside()
    return (*words["after_name"], *words["before_name"], "kommune")


@cache
def _other_after() -> re.Pattern[str]:
    return re.compile(rf"\s+(?:{'|'.join(_words_beside()['other_after'])})")


@cache
def _other_before() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(_words_beside()['other_before'])})\s+$")


@cache
def _council() -> re.Pattern[str]:
    words = _words_beside()
    before = rf"(?P<before>{_name()})\s+(?:{'|'.join(words['after_name'])})"
    after = rf"(?:{'|'.join(words['before_name'])})\s+(?:i\s+)?(?P<after>{_name()})"
    last = rf"kommunen?\s+(?P<last>{_name()})"
    return re.compile(rf"{_BOUND_LEFT}(?:{before}|{after}|{last})s?{_BOUND_RIGHT}", re.IGNORECASE)


@cache
def _domains() -> dict[str, str]:
    """The code of each web address, without `.dk`."""
    return {domain: row["code"] for row in load_csv("municipalities.csv") for domain in row["domains"].split(";")}


@cache
def _domain() -> re.Pattern[str]:
    names = _alternatives(_domains())
    return re.compile(rf"(?<![\w-])(?:www\.|@)?(?P<domain>{names})\.dk(?![\w-])", re.IGNORECASE)


@cache
def _bare() -> re.Pattern[str]:
    """A name alone, as it is printed."""
    return _capitalised(
        spelling
        for row in load_csv("municipalities.csv")
        for form in (row["name"], *filter(None, row["other_forms"].split(";")))
        for spelling in (form, form.replace("-", "–"), *((form.upper(),) if len(form) >= 5 else ()))
    )


@cache
def _places() -> dict[str, str]:
    """The code of the municipality that each town or district lies in."""
    return {row["place"]: row["code"] for row in load_csv("places.csv")}


@cache
def _place() -> re.Pattern[str]:
    return _capitalised(_places())


def _capitalised(names: Iterable[str]) -> re.Pattern[str]:
    """Any of the names as printed. The letters that they begin with are asked for first, which is quick."""
    names = set(names)
    opening = "".join(sorted({re.escape(name[0]) for name in names}))
    return re.compile(rf"{_BOUND_LEFT}(?=[{opening}])(?P<name>{_alternatives(names)})s?{_BOUND_RIGHT}")


def by_code(code: str) -> MunicipalityMention | None:
    """The municipality with a kommunekode ("101"), None where there is none."""
    return _mention(code, 0, 0, "code") if code in _all() else None


def by_name(name: str) -> MunicipalityMention | None:
    """The municipality of that name, in any known spelling, also in ASCII ("koebenhavn"), with or without "Kommune"."""
    folded = re.sub(r"\s+(?:regions)?kommunes?$", "", _fold(name))
    found = _forms().get(folded) or _ascii_forms().get(folded)
    return _mention(found[0], 0, len(name), "name") if found else None


@cache
def _ascii_forms() -> dict[str, tuple[str, bool]]:
    table = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})
    out: dict[str, tuple[str, bool]] = {}
    for form, found in _forms().items():
        out.setdefault(form.translate(table), found)
    return out


def _mention(code: str, start: int, end: int, rule: str) -> MunicipalityMention:
    name, region = _all()[code]
    return MunicipalityMention(code, name, region, start, end, rule)


def find_municipalities(text: str) -> list[MunicipalityMention]:
    """The municipalities that a text names, in order; `rule` says how strongly (see `STRONG_RULES`).

    A name alone must be capitalised, and a name that is a common word too must not begin a sentence.
    """
    forms = _forms()
    out: list[MunicipalityMention] = []
    taken: list[tuple[int, int]] = []

    def add(name: str, start: int, end: int, rule: str) -> None:
        if any(a < end and start < b for a, b in taken):
            return
        code = forms.get(_fold(name))
        if code is not None:
            out.append(_mention(code[0], start, end, rule))
            taken.append((start, end))

    folded = text.casefold()
    # The long patterns are tried only where a word stands that each of them asks for.
    several = _several().finditer(text) if "kommuner" in folded else ()
    named = _named().finditer(text) if "kommune" in folded else ()
    of_council = any(word in folded for word in _council_words())
    council = _council().finditer(text) if of_council else ()
    domain = _domain().finditer(text) if ".dk" in folded else ()
    for match in several:
        for one in re.finditer(_name(), match.group(), re.IGNORECASE):
            a = match.start() + one.start()
            if a == match.start() or not text[a - 1].isalnum():
                end = (
                    match.end()
                    if text[a + len(one.group()) : match.end()].strip().casefold().startswith("kommuner")
                    else a + len(one.group())
                )
                add(one.group(), a, end, "x-kommuner")
    for match in named:
        if match["name"][0].isupper():
            add(match["name"], match.start(), match.end(), "x-kommune")
    for match in council:
        name = match["before"] or match["after"] or match["last"]
        if name[0].isupper():
            add(name, match.start(), match.end(), "x-council")
    for match in domain:
        out.append(_mention(_domains()[match["domain"].lower()], match.start(), match.end(), "domain"))
        taken.append((match.start(), match.end()))
    for match in _bare().finditer(text):
        form = forms[_fold(match["name"])]
        if form[1] and _SENTENCE_START.search(text[: match.start()]):
            continue
        if _other_after().match(text, match.end()) or _other_before().search(text[: match.start()]):
            continue
        add(match["name"], match.start(), match.end(), "bare")
    return sorted(out, key=lambda m: (m.start, m.end))


def find_places(text: str) -> list[MunicipalityMention]:
    """The towns and well-known districts that a text names, each with the municipality that it lies in."""
    places = _places()
    return [
        _mention(places[m["name"]], m.start(), m.end(), "place") for m in _place().finditer(text) if m["name"] in places
    ]


def names_only_a_municipality(text: str) -> bool:
    """Whether a line is a municipality's name and nothing else: "Lillebæk Kommune"."""
    return bool(re.fullmatch(r"(?:[\w-]+ ){1,3}[Kk]ommune|[A-ZÆØÅ]+ KOMMUNE", text.strip()))
