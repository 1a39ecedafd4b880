"""The vocabulary of time, compiled once: patterns for units of time and for the words around them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz.distance import Levenshtein

from ..vocabulary.phrases import load_yaml

DASHES = "-–—‒−"
DASH = "\\" + DASHES
_GAP = r"\s*"


def alternatives(words: Iterable[str]) -> str:
    """A pattern for any of `words`, longest first, spaces of any width, final full stop optional (not for `x.`)."""
    parts = []
    for word in sorted(set(words), key=lambda w: (-len(w), w)):
        pattern = re.escape(word).replace(r"\ ", r"\s+")
        parts.append(pattern)
    return "|".join(parts)


@dataclass(frozen=True, slots=True)
class TimeWords:
    """Compiled patterns; all expect text in lower case."""

    unit: re.Pattern[str]
    months: dict[str, int]
    seasons: dict[str, int]
    parts: dict[str, str]
    ordinals: dict[str, int | str]
    prefix: dict[str, re.Pattern[str]]
    """Words right before a unit, by meaning; `span` is for what may be counted to the printed time."""
    onwards: re.Pattern[str]
    to: re.Pattern[str]
    to_late: re.Pattern[str]
    """"... and then until" right before the second time of a sentence."""
    both: re.Pattern[str]
    filler: re.Pattern[str]
    running: re.Pattern[str]
    yearly: re.Pattern[str]
    relative: frozenset[str]
    around: frozenset[str]
    """Single words of what may stand before a time or between two ("hen", "over", "til")."""
    document: re.Pattern[str]
    outgoing: re.Pattern[str]
    """"... udgang" after "årets"."""
    plan_name: re.Pattern[str]
    other_name: re.Pattern[str]
    misspelt: tuple[str, ...]
    known: frozenset[str]


def _lookup(table: dict[int, list[str]]) -> dict[str, int]:
    return {form.rstrip("."): number for number, forms in table.items() for form in forms}


@cache
def time_words() -> TimeWords:
    """The patterns of `times.yaml`."""
    data = load_yaml("times.yaml")
    month = (
        "(?:"
        + "|".join(
            f"{form[:-1]}\\."
            if form.endswith(".")
            else (f"{form}\\b\\.?" if len(form) <= 4 and form not in ("maj", "juni", "juli") else form)
            for form in sorted((f for forms in data["months"].values() for f in forms), key=lambda f: (-len(f), f))
        )
        + r")(?![a-zæøå])"
    )
    season = f"(?:{alternatives(f for forms in data['seasons'].values() for f in forms)})\\b"
    part = f"(?:{alternatives(f for forms in data['parts'].values() for f in forms)})\\b"
    ordinal = alternatives(f for forms in data["ordinals"].values() for f in forms)
    quarter = f"(?:{alternatives(data['quarter'])})\\b\\.?"
    half = f"(?:{alternatives(data['half'])})\\b"
    link = rf"\s*(?:[{DASH}+/&,]|og\b|til\b|samt\b)\s*"
    year4 = r"(?:19[5-9]\d|20\d\d)"
    numbered = rf"(?:(?P<{{0}}n>{{1}}\.?(?:{link}{{1}}\.?)*)|(?P<{{0}}o>{ordinal}))\s*"
    alternation = [
        r"(?P<iso>\d{4}-\d{2}-\d{2})(?!\d)",
        rf"(?P<dmy>\d{{1,2}}\s?(?:\.\s?\d{{1,2}}\s?[.\s{DASH}/]\s?|/\s?\d{{1,2}}\s?[{DASH}/.\s]\s?)(?:{year4}|\d{{2}}(?![\d/])(?!\.\d)(?!\s*%)))(?!\d)",
        rf"(?P<dmydash>\d{{1,2}}-\d{{1,2}}-(?:{year4}|\d\d))(?!\d)",
        rf"(?P<my>(?:0?[1-9]|1[0-2])[/-]{year4})(?![\d])",
        r"(?P<dm>\d{1,2}/\d{1,2})(?![\d/])",
        rf"(?P<dotted>(?<=d\. )\d{{1,2}}\.\s?\d{{1,2}}\.?|(?<=den )\d{{1,2}}\.\s?\d{{1,2}}\.?"
        rf"|\d{{1,2}}\.\d{{1,2}}\.?(?=\s*(?:[{DASH}]|til)\s*\d{{1,2}}\.\d{{1,2}}\.))(?!\d)",
        rf"(?P<dlist>\d{{1,2}}\.?(?:\s*(?:[{DASH},]|og|til)\s*\d{{1,2}}\.?)+)\s*(?P<dlm>{month})",
        rf"(?P<day>\d{{1,2}})\.?\s*(?P<daym>{month})",
        rf"(?P<monthy>{month})\s?(?:[{DASH}'’]\s?)?(?P<my2>\d\d)(?=\s*(?:$|[{DASH},;:)]|og\b|til\b))(?!\s*[{DASH}]?\s*\d{{0,2}}\.?\s*{month})",
        rf"(?P<month>{month})",
        numbered.format("q", "[1-4]") + quarter,
        rf"(?:{alternatives(data['quarter'])})\.?\s*(?P<qa>[1-4])\b",
        rf"(?P<yq>{year4})\s?[qk]\s?(?P<yqn>[1-4])(?!\d)",
        rf"(?<![a-zæøå])[qk]\s?(?P<q1>[1-4])(?:\s*(?P<ql>[{DASH}+/,&]|og|til)\s*q?\s?(?P<q2>[1-4]))?(?!\d)",
        numbered.format("h", "[12]") + half,
        r"(?<![a-zæøå])h(?P<h1>[12])(?!\d)",
        numbered.format("t", "[1-3]") + f"(?:{alternatives(data['third'])})\\b",
        rf"(?:{alternatives(data['week'])})\.?\s*(?P<w1>\d{{1,2}})(?!\d)(?P<wl>(?:{link}(?:uge\s*)?\d{{1,2}}(?![\d./]|\s*(?:{month})))*)",
        rf"(?P<season>{season})(?:\s*[{DASH}'’]?\s*(?P<sy2>\d\d)(?=\s*(?:$|[{DASH},;:)]|og\b|til\b)))?",
        rf"(?P<part>{part})",
        "|".join(
            rf"(?P<{name.replace(' ', '')}>{alternatives(forms)})(?![a-zæøå])"
            for name, forms in data["holidays"].items()
        ),
        rf"(?P<turn>{alternatives(data['turn_of_year'])})\b",
        rf"(?:{alternatives(data['school_year'])})\s+(?P<s1>{year4}|\d\d(?=\s*[/{DASH}]))(?:\s*[/{DASH}]\s*(?P<s2>{year4}|\d\d))?(?!\d)",
        rf"(?P<p1>{year4})\s*(?:/\s*(?P<p2>{year4}|\d\d)|[{DASH}]\s*(?P<p3>\d\d))(?![\d.]|/)",
        rf"(?<![\d,])(?<!\d\.)(?P<year>{year4})(?!\d|\.\d{{3}}|,\d)",
        rf"(?P<period>{alternatives(data['plan_period'])})\b",
        rf"(?P<this>{alternatives(data['plan_year'])})\b",
    ]
    unit = re.compile(r"(?<![\w§])(?:" + "|".join(alternation) + ")")
    within = rf"(?:\s*(?:{alternatives(data['within'])})(?![a-zæøå])\.?)*"
    colon = r"\s*:?\s*$"

    def before(words: list[str]) -> re.Pattern[str]:
        return re.compile(rf"(?<![a-zæøå])(?P<word>(?:{alternatives(words)})\.?{within}){colon}")

    prefix = {key: before(data[key]) for key in ("until", "before", "from", "after", "about", "between")}
    prefix["span"] = re.compile(rf"(?<![a-zæøå])(?P<word>(?:{alternatives(data['within'])})\.?{within})\s*$")
    to = alternatives(data["to"])
    filler = alternatives(data["fillers"])
    known = {w for key in ("months", "seasons") for forms in data[key].values() for w in forms}
    known.update(data["quarter"], data["half"], data["school_year"], *data["parts"].values())
    around = {w for key in ("until", "before", "from", "within", "to") for form in data[key] for w in form.split()}
    return TimeWords(
        unit=unit,
        months=_lookup(data["months"]),
        seasons=_lookup(data["seasons"]),
        parts={form: part for part, forms in data["parts"].items() for form in forms},
        ordinals={form: number for number, forms in data["ordinals"].items() for form in forms},
        prefix=prefix,
        onwards=re.compile(
            rf"\s*(?:(?:{alternatives(data['onwards'])})(?![a-zæøå])(?!\s+(?:til|mod)\b)"
            rf"|[{DASH}]\s*(?:$|(?=[,;.)])|\?|…|løbende\b)|→|[{DASH}]>|\+\s*$)"
        ),
        to=re.compile(rf"(?:[{DASH}]|{to})$"),
        to_late=re.compile(rf"(?:{alternatives(w for w in data['to'] if ' ' in w or w == 'indtil')})\s*$"),
        both=re.compile(rf"(?:[,;/+&]|{alternatives(data['and'])}|,\s*(?:{alternatives(data['and'])}))?$"),
        filler=re.compile(rf"(?<![a-zæøå])(?:{filler})(?![a-zæøå])\.?"),
        running=re.compile(rf"(?<![a-zæøå])(?:{alternatives(data['running'])})(?![a-zæøå])"),
        yearly=re.compile(rf"(?<![a-zæøå])(?:{alternatives(data['yearly'])})(?![a-zæøå])"),
        relative=frozenset(data["relative"]),
        around=frozenset(around.union(data["around"])),
        document=re.compile(rf"(?<![a-zæøå])(?:{alternatives(data['year_of_document'])})s?\s*(?:for|fra|i)?\s*$"),
        plan_name=re.compile(rf"(?:{alternatives(data['plan_names'])})(?:en|s)?\s*(?:for|i|gældende)?\s*$"),
        other_name=re.compile(rf"(?:{alternatives(data['other_names'])})\s*(?:for|i|frem mod)?\s*$"),
        outgoing=re.compile(rf"\s*(?:{alternatives(data['outgoing'])})\b"),
        misspelt=tuple(data["misspelt"]),
        known=frozenset(known),
    )


_WORD = re.compile(r"[a-zæøå]{6,}")


@lru_cache(maxsize=4096)
def mend(word: str) -> str:
    """The word of time that `word` misspells by one letter (two in a word of eight or more), else the word itself."""
    words = time_words()
    if word in words.known:
        return word
    for right in words.misspelt:
        allowed = 2 if len(right) >= 8 and word[0] == right[0] else 1
        near = abs(len(word) - len(right)) <= allowed and word[-1] == right[-1]
        if near and Levenshtein.distance(word, right, score_cutoff=allowed) <= allowed:
            return right
    return word


def lower(text: str) -> str:
    """Lower case, character for character, so that offsets stay."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return low.replace("\u00a0", " ")


def mended(low: str) -> tuple[str, list[int]]:
    """`low` with misspelt words of time put right, and the old offset of each character of it."""
    out: list[str] = []
    origin: list[int] = []
    last = 0
    for match in _WORD.finditer(low):
        right = mend(match.group())
        if right != match.group():
            out.append(low[last : match.start()])
            origin.extend(range(last, match.start()))
            out.append(right)
            origin.extend(min(match.start() + i, match.end() - 1) for i in range(len(right)))
            last = match.end()
    out.append(low[last:])
    origin.extend(range(last, len(low)))
    return "".join(out), origin
