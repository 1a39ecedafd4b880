"""Danish figures with their units: "1.234.567 kr.", "73,4 mio. kr.", "3.870 personer", "5,0 %", "612 årsværk"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from ..vocabulary.phrases import load_yaml
from .time_words import lower

NUMBER = r"(?:\d{1,3}(?:[.\u00a0\u202f ]\d{3})+(?!\d)(?:,\d+)?|\d+(?:,\d+)?)"
"""A number as Danes print it: full stops or spaces between thousands, a decimal comma."""

_NUMBER = re.compile(
    rf"(?<![\w,§])(?<!\d\.)(?P<sign>[+\-–−](?=\d))?(?P<number>\d+\.\d{{1,2}}(?=\s*(?:%|pct|procent|mio|mia))|{NUMBER})"
)
_WORD = re.compile(r"[a-zæøåéäöü0-9²³%µ]+(?:-[a-zæøå]+)*")
_LETTERS = re.compile(r"[0-9a-zæøåéäöü%]")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure: its value, thousands and millions written out, and its unit (None where nothing says it)."""

    value: float | int
    unit: str | None
    start: int
    """Offset of the figure with its unit in the text."""
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class UnitWords:
    """The vocabulary of `units.yaml`, compiled. All patterns expect text in lower case."""

    after: re.Pattern[str]
    """A unit right after a figure."""
    before_money: re.Pattern[str]
    money: dict[str, int]
    factor: dict[str, int]
    words: dict[str, str]
    """Words of time, measure and full-time work, with their unit."""
    time_endings: dict[str, str]
    persons: frozenset[str]
    person_endings: tuple[str, ...]
    not_persons: frozenset[str]
    person_adjectives: frozenset[str]
    thing_nouns: frozenset[str]
    skip: frozenset[str]
    rates: frozenset[str]
    """Stretches of time after "om" ("35 om året"), which are no unit of the figure."""
    adjective_endings: tuple[str, ...]
    label_percent: frozenset[str]
    label_percent_endings: tuple[str, ...]
    label_years: frozenset[str]
    label_money: frozenset[str]
    label_money_endings: tuple[str, ...]
    label_skip: frozenset[str]
    label_stop: frozenset[str]


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(re.escape(w).replace(r"\ ", r"\s*") for w in sorted(set(words), key=lambda w: (-len(w), w)))


@cache
def unit_words() -> UnitWords:
    """The compiled vocabulary of units."""
    data = load_yaml("units.yaml")
    money = {form: int(factor) for factor, forms in data["money"].items() for form in forms}
    factor = {form: int(number) for number, forms in data["factor"].items() for form in forms}
    words = {form: unit for unit, forms in data["time"].items() for form in forms}
    words |= {form: form for form in data["measures"]}
    words |= dict.fromkeys(data["fte"], "fte")
    after = re.compile(
        rf"\s*(?:(?P<points>{_alternatives(data['percentage_points'])})|(?P<percent>{_alternatives(data['percent'])})(?!\s*-?point)"
        rf"|(?P<money>{_alternatives(money)})|(?P<factor>{_alternatives(factor)}))(?![\wæøå])"
    )
    return UnitWords(
        after=after,
        before_money=re.compile(r"(?<!\w)(?:kr\.?|dkk)\s*$"),
        money={re.sub(r"\s", "", form): number for form, number in money.items()},
        factor=factor,
        words=words,
        time_endings=data["time_endings"],
        persons=frozenset(data["persons"]),
        person_endings=tuple(
            sorted({w for w in data["persons"] if len(w) >= 5 and w[-1] in "ernt"} | set(data["person_endings"]))
        ),
        not_persons=frozenset(data["not_persons"]),
        person_adjectives=frozenset(data["person_adjectives"]),
        thing_nouns=frozenset(data["thing_nouns"]),
        skip=frozenset(data["skip"]),
        rates=frozenset(data["rates"]),
        adjective_endings=tuple(data["adjective_endings"]),
        label_percent=frozenset(data["label_percent"]),
        label_percent_endings=tuple(data["label_percent_endings"]),
        label_years=frozenset(data["label_years"]),
        label_money=frozenset(data["label_money"]),
        label_money_endings=tuple(data["label_money_endings"]),
        label_skip=frozenset(data["label_skip"]),
        label_stop=frozenset(data["label_stop"]),
    )


def number_value(text: str) -> float | int:
    """The value of a number in Danish form ("1.234,5" is 1234.5); a whole one is an int."""
    plain = re.sub(r"[\u00a0\u202f ]", "", text)
    if re.fullmatch(r"\d+\.\d{1,2}", plain):
        return tidy(float(plain))
    return tidy(float(plain.replace(".", "").replace(",", ".")))


def tidy(value: float) -> float | int:
    """An int where the value is whole, else rounded so that factors leave no noise (9,8 mio. is 9800000)."""
    rounded = round(value, 6)
    return int(rounded) if rounded == int(rounded) else rounded


@lru_cache(maxsize=4096)
def is_person(word: str) -> bool:
    """Whether a word in lower case stands for people ("borgere", "følgevenner", "fuldtidspersoner")."""
    words = unit_words()
    if word in words.not_persons:
        return False
    if word in words.persons:
        return True
    if re.fullmatch(r"[\d+]*-?årige", word):
        return True
    return any(word.endswith(ending) and len(word) - len(ending) >= 2 for ending in words.person_endings)


@lru_cache(maxsize=4096)
def word_unit(word: str) -> str | None:
    """The unit that a single word is: of time, measure or full-time work, also at the end of a compound."""
    words = unit_words()
    if word in words.words:
        return words.words[word]
    if word.endswith("ers") and word[:-1] in words.words:
        return words.words[word[:-1]]  # "30 minutters bevægelse"
    for ending, unit in words.time_endings.items():
        if word.endswith(ending) and (unit == "days" or len(word) > len(ending) + 1):
            return unit
    return None


def noun_unit(low: str, at: int) -> tuple[str | None, int]:
    """The unit that the words right after a figure give it, and where they end: a measure, `persons`, else `count`.

    None where no noun follows.
    """
    words = unit_words()
    tokens: list[re.Match[str]] = []
    end = at
    for match in _WORD.finditer(low, at):
        gap = low[end : match.start()]
        if gap.strip(" \u00a0-/\"”“'()") or len(tokens) >= 5:
            break
        tokens.append(match)
        end = match.end()
    for i, match in enumerate(tokens):
        word = match.group()
        following = tokens[i + 1].group() if i + 1 < len(tokens) else ""
        if i == 0 and (unit := word_unit(word)):
            return unit, match.end()
        if word == "om" and following in words.rates:
            return None, at
        if word in words.skip:
            continue
        if i and (unit := word_unit(word)) and unit not in ("years",):
            return unit, match.end()
        if word in words.person_adjectives and following in words.thing_nouns:
            return "count", match.end()
        if is_person(word):
            return "persons", match.end()
        if word.endswith(words.adjective_endings) and following and following not in words.label_stop:
            continue
        if word.endswith("e") and following and is_person(following):
            continue
        if word in words.label_stop or word[0].isdigit():
            return None, at
        return "count", match.end()
    return None, at


def label_unit(label: str, money_words: bool = True) -> tuple[str | None, int]:
    """The unit that a row's or key figure's label gives its figures, and the factor that they are printed in.

    "Udgift i mio. kr." gives `("DKK", 1000000)`, "Antal medarbejdere" `("persons", 1)`.
    """
    words = unit_words()
    low = lower(label)
    explicit = _explicit_unit(low)
    if explicit is not None:
        return explicit
    if re.search(r"(?<!\w)(?:i|til) (?:fuldtidsstillinger|årsværk)\b", low):
        return "fte", 1  # "Medarbejdere omregnet til årsværk"
    tokens = [m.group() for m in _WORD.finditer(re.split(r"[,(:]|\s(?:der|som)\s", low)[0])]
    head: str | None = None
    share = False
    for i, word in enumerate(tokens):
        if word in words.label_percent or (word.endswith(words.label_percent_endings) and i < 2 and len(word) > 6):
            share = True
        if word in words.label_skip or word.isdigit():
            continue
        if word in words.label_stop:
            break
        if money_words and (word in words.label_money or word.endswith(words.label_money_endings)):
            return "DKK", 1
        if word in words.label_years:
            return "years", 1
        unit = word_unit(word)
        described = all(t in words.label_skip or t.endswith(words.adjective_endings) for t in tokens[:i])
        if unit == "fte" or (unit and described):  # "Antal timer", "Visiterede timer pr. uge"
            head = unit
            break
        if is_person(word) and head is None:
            following = tokens[i + 1] if i + 1 < len(tokens) else ""
            head = "count" if word in words.person_adjectives and following in words.thing_nouns else "persons"
            break
    if share:
        return "percent", 1
    if head:
        return head, 1
    return ("count", 1) if any(t not in words.label_stop and not t.isdigit() for t in tokens) else (None, 1)


_PARENTHESES = re.compile(r"\(([^()]*)\)")
_IN_UNIT = re.compile(r"(?:^|\s)(?:i|opgjort i|målt i)\s+([^,()]+?)\s*$")


def _explicit_unit(low: str) -> tuple[str, int] | None:
    """A unit set apart in a label: in brackets, after a comma, or "i uger" at the end."""
    pieces = _PARENTHESES.findall(low)
    bare = _PARENTHESES.sub(" ", low).strip()
    pieces += bare.split(",")[1:]
    if match := _IN_UNIT.search(bare):
        pieces.append(match[1])
    for piece in pieces:
        piece = re.sub(r"^(?:i|antal|opgjort i|målt i)\s+", "", piece.strip())
        unit = _unit_alone(piece)
        if unit:
            return unit
    return _unit_alone(bare)


def _unit_alone(piece: str) -> tuple[str, int] | None:
    """The unit that a short phrase is or begins with ("kilometer om ugen", "pct.", "mio. kr.")."""
    words = unit_words()
    match = words.after.match(piece)
    if match:
        unit, factor = _matched(match)
        return (unit, factor) if unit else ("DKK", factor)
    first = _WORD.match(piece)
    if first and (unit_word := word_unit(first.group())):
        rest = piece[first.end() :].strip()
        if not rest or re.match(r"(?:om|pr|per|i|hver|årligt|ugentligt|månedligt|af|målt)\b", rest):
            return unit_word, 1
    return None


def _matched(match: re.Match[str]) -> tuple[str | None, int]:
    """Unit and factor of a match of `UnitWords.after`."""
    words = unit_words()
    if match["points"]:
        return "percentage_points", 1
    if match["percent"]:
        return "percent", 1
    if match["money"]:
        return "DKK", words.money[re.sub(r"\s", "", match["money"])]
    return None, words.factor[re.sub(r"\s", "", match["factor"])]


def figures_in(text: str) -> list[Figure]:
    """All numbers of a text with the units beside them, in order. What they stand for is not judged."""
    words = unit_words()
    low = lower(text)
    out: list[Figure] = []
    for match in _NUMBER.finditer(low):
        start, end = match.start("number"), match.end()
        value = number_value(match["number"])
        follows = words.after.match(low, end)
        if follows:
            unit, factor = _matched(follows)
            end = follows.end()
            if unit is None:
                unit, end = noun_unit(low, end)
            out.append(Figure(tidy(value * factor), unit, start, end, f"unit:{unit or 'factor'}"))
            continue
        ahead = words.before_money.search(low, 0, start)
        if ahead:
            out.append(Figure(value, "DKK", ahead.start(), end, "unit:DKK"))
            continue
        if low[end : end + 1] in ("-", "–") and low[end + 1 : end + 2].isalpha():
            out.append(Figure(value, None, start, end, "unit:compound"))
            continue
        unit, unit_end = noun_unit(low, end)
        out.append(Figure(value, unit, start, unit_end if unit else end, f"unit:{unit}" if unit else "unit:none"))
    return out


_YEAR = re.compile(r"(?:19|20)\d\d")


def read_figure(text: str, label: str | None = None) -> Figure | None:
    """The figure of a table cell or key figure, with the unit printed beside it, else the one that `label` gives it.

    None where the text holds no figure. A year beside a figure ("2021: 45 %") is not the figure.
    """
    figures = figures_in(text)
    if len(figures) > 1:
        figures = [f for f in figures if not _YEAR.fullmatch(text[f.start : f.end])] or figures
    if not figures:
        return None
    figure = figures[0]
    if figure.unit not in (None, "count") or not label:
        return figure
    unit, factor = label_unit(label)
    if figure.rule == "unit:factor":
        return figure if figure.unit else Figure(figure.value, unit or "count", figure.start, figure.end, "unit:label")
    if unit == "count" and figure.unit is None and "," in text[figure.start : figure.end]:
        return figure  # a score or an index, which counts nothing
    if unit is not None and (figure.unit is None or unit != "count"):
        return Figure(tidy(figure.value * factor), unit, figure.start, figure.end, "unit:label")
    return figure


def figure_likeness(text: str) -> float:
    """How much of a text is one figure with its unit, 0 to 1: near 1 for a cell of a column of figures.

    A bare year gives 0.5: it is as likely a time.
    """
    low = lower(text)
    if re.fullmatch(r"\s*(?:19[5-9]|20[0-6])\d\s*", low):
        return 0.5
    total = len(_LETTERS.findall(low))
    figures = figures_in(text)
    if not total or not figures:
        return 0.0
    figure = figures[0]
    covered = len(_LETTERS.findall(low[figure.start : figure.end]))
    lead = re.match(
        r"\s*(?:mindst|højst|min|max|maks|ca|cirka|over|under|minimum|maksimalt|mere end|mindre end)\.?\s*", low
    )
    if lead:
        covered += len(_LETTERS.findall(lead.group()))
    return min(1.0, covered / total)
