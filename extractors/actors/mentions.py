"""The actors that a text names: by known names, by words that tell a kind, by abbreviations, and by lists of names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from ..danish.compounds import parts
from ..danish.lemmas import dictionary_lemma, lemma
from ..values.municipalities import by_name
from .heads import Head, head_of
from .known import MOST_NAME_WORDS, Mention, Names, Setting, known_names, names_after
from .words import SMALL, Word, genitive_removed, has_unit_ending, is_adjective, is_genitive, persons, words_of

_QUOTES = ('"', "”", "“", "„", "»", "«")
_STREET = re.compile(r"\b[A-ZÆØÅ]\w+ (?:Allé|Alle|Vej|Gade|Plads|Stræde|Torv)\b")
_COMPANY = re.compile(
    r"(?<![\w-])[A-ZÆØÅ][\w&.-]*(?: (?:(?:og|&) )?[A-ZÆØÅ][\w&.-]*){0,4},? "
    r"(?:[AIKP]/S|ApS|[AaFf]\.?[Mm]\.?[Bb]\.?[Aa]\.?)(?!\w)"
)
"""A name with the legal form of a company: "Nordby Vand & Varme A/S", "Sydby Vandværk a.m.b.a."."""
_SEGMENT = re.compile(r"[^,;/\n•]+")
_NAMED_FOR = frozenset(
    ("center", "team", "afdeling", "udvalg", "forvaltning", "styrelse", "område", "sekretariat", "enhed")
)
_JOINS = frozenset(("og", "&", "eller"))
_BEFORE_NOUN = frozenset("en den de hver hans hendes vores deres nærmeste ny flere færre alle mange unge ældre".split())
_HOSPITAL = frozenset("psykiatrisk kirurgisk medicinsk ortopædkirurgisk neurologisk gynækologisk pædiatrisk".split())
"""What stands before a center or a department of a hospital."""
_DESCRIBING = frozenset(("frivillige", "frivilligt", "frivillig", "ledig", "ledige"))
"""Words that tell people only where no noun follows: "frivillige tilbud" are none."""
_MOST_SEGMENT_WORDS = 5
_MIN_NAME = 2
"""Letters of the shortest name that is told by its capital alone."""


NO_NAMES = Names()


def find_actors(text: str, setting: Setting = "prose", names: Names = NO_NAMES) -> list[Mention]:
    """The actors that a text names, in order, none over another. Private persons are left out."""
    words = words_of(text)
    if not words:
        return []
    gone = persons(words)
    found: dict[int, tuple[int, Mention]] = {}

    def take(first: int, last: int, mention: Mention) -> None:
        found[first] = (last, mention)
        gone.update(range(first, last + 1))

    for first, last, mention in _companies(text, words):
        take(first, last, mention)
    for first, last, mention in known_names(text, words, gone, names, setting):
        take(first, last, mention)
    if setting == "partners":
        for first, last, mention in _pairs(text, words, gone):
            take(first, last, mention)
    for i, word in enumerate(words):
        head = head_of(word.form)
        if i in gone or (head is None and not word.proper) or text[word.end : word.end + 1] in ("-", "–"):
            continue
        if head is not None and _acts(head, word, words, i, setting):
            if (
                word.form in _DESCRIBING
                and i + 1 < len(words)
                and words[i + 1].close
                and words[i + 1].form not in SMALL
            ):
                continue
            first, last = _extent(words, i, head, gone)
            if last == i and head.use != "function" and is_genitive(words, i):
                continue
            # What stands before it may be the end of another name already: "Team for borgers styregruppe".
            first = max([first, *(end + 1 for start, (end, _) in found.items() if start < first <= end)])
            for other in [n for n in found if first <= n <= last]:
                del found[other]
            mention = _mention(text, words, first, last, i, head)
            if not _is_title(text, mention):
                take(first, last, mention)
        elif (
            word.proper and not word.abbreviation and has_unit_ending(word) and dictionary_lemma(word.form) != word.form
        ):
            first, last = i, names_after(words, i, gone)
            name = genitive_removed(text[words[first].start : words[last].end])
            mention = Mention(words[first].start, words[last].end, "own_unit", name, 0.8)
            if not _is_title(text, mention):
                take(first, last, mention)
    mentions = [mention for _, (_, mention) in sorted(found.items())]
    if setting == "partners":
        mentions += _unknown(text, words, mentions, gone)
    return sorted(mentions)


def _acts(head: Head, word: Word, words: list[Word], i: int, setting: Setting) -> bool:
    if head.use == "actor" or (setting == "partners" and head.use != "careful"):
        return True
    if head.use == "cell":
        return False
    before = words[i - 1] if i > 0 and word.close else None
    if head.use == "careful":
        return before is not None and (before.form in _BEFORE_NOUN or is_adjective(before) or is_genitive(words, i - 1))
    if head.use == "office":
        return setting == "follow_up" and word.capital
    if head.use == "function":
        return word.proper or setting == "follow_up"
    named_after = i + 1 < len(words) and words[i + 1].close and words[i + 1].proper and word.capital
    named_before = i > 0 and word.close and word.capital and words[i - 1].capital
    named_after = named_after or _named_for(words, i, set()) > i
    hyphened = word.capital and i > 1 and words[i - 1].form in _JOINS and words[i - 2].capital
    return named_after or named_before or hyphened or (word.proper and len(word.form) > 6)


def _extent(words: list[Word], i: int, head: Head, gone: set[int]) -> tuple[int, int]:
    """The first and last word of the name that has its head at `i`."""
    first, last = i, i
    people = head.kind in ("staff", "citizens")
    if i + 1 < len(words) and not people:
        named = words[i].capital or (head.use == "service" and words[i].form.endswith(("en", "et")))
        last = names_after(words, i, gone) if named else i
        last = _named_for(words, last, gone) if last == i else last
    while first > 0:
        before = words[first - 1]
        if first - 1 in gone:
            whose = is_genitive(words, first - 1) and words[first].close and head.kind != "citizens"
            if whose and head_of(before.form) is not None:
                first -= 1
            break
        joined = first > 1 and before.form in (*_JOINS, ",") and _hyphened(words, first - 2)
        if joined:
            first -= 2
        elif words[first].close and _belongs(words, first - 1, i, head):
            first -= 1
        else:
            break
    return first, last


def _belongs(words: list[Word], before: int, i: int, head: Head) -> bool:
    """The word before a name with its head at `i` is of the name too: an adjective, whose it is, a name."""
    word = words[before]
    if is_adjective(word) and (head.use != "service" or word.capital):
        return True
    if is_genitive(words, before) and word.capital and head.kind != "citizens":
        return True
    return words[i].capital and _is_name(word) and head.kind not in ("staff", "citizens")


def _hyphened(words: list[Word], i: int) -> bool:
    """The word stands for a compound whose last part follows: "Planlægnings- og ..."."""
    gap = words[i + 1].start - words[i].end
    return gap == (2 if words[i + 1].form != "," else 1) and not words[i + 1].close


def _plain(form: str) -> str:
    if form.endswith("ende"):
        return form  # a participle, not its verb
    return "lokal" if form == "lokale" else lemma(form)  # not the word for a room


def _is_title(text: str, mention: Mention) -> bool:
    """A name in quotation marks is the title of a strategy or a project; one of a street is an address."""
    quoted = (
        text[max(0, mention.start - 1) : mention.start] in _QUOTES and text[mention.end : mention.end + 1] in _QUOTES
    )
    if quoted and mention.kind == "own_unit":
        return True
    return _STREET.search(text, mention.start, mention.end + 6) is not None


def _is_name(word: Word) -> bool:
    """A word with a capital before a head is of its name; where it opens a sentence only if no dictionary has it."""
    if word.proper or not word.capital:
        return word.proper
    unknown = len(word.form) > 2 and dictionary_lemma(word.form) is None and len(parts(word.form)) == 1
    return unknown or _is_place(word)


def _is_place(word: Word) -> bool:
    return by_name(word.text) is not None


def _named_for(words: list[Word], i: int, gone: set[int]) -> int:
    """The last word of "Center for Sociale Indsatser", "Socialområdet for voksne"; `i` where no such name begins."""
    base = lemma(words[i].form)
    if not words[i].capital or not any(base.endswith(name) for name in _NAMED_FOR):
        return i
    if i + 2 >= len(words) or words[i + 1].form != "for" or not words[i + 1].close or not words[i + 2].close:
        return i
    last = i + 2
    while last + 1 < len(words) and last + 1 not in gone and last - i < MOST_NAME_WORDS + 1:
        following = words[last + 1]
        if following.form in _JOINS and following.close and last + 2 < len(words) and _goes_on(words[last + 2]):
            last += 2
        elif following.capital and following.close:
            last += 1
        else:
            break
    return last


def _goes_on(word: Word) -> bool:
    """The word after "og" is still of the name: it has a capital and names no unit itself."""
    return word.capital and word.close and not has_unit_ending(word) and not word.abbreviation


def _mention(text: str, words: list[Word], first: int, last: int, i: int, head: Head) -> Mention:
    start, end = words[first].start, words[last].end
    printed = " ".join(text[start:end].split())
    kind = head.kind
    if first == last:
        base = lemma(words[i].form)
        if base == "kommune" and words[i].form.startswith("kommuner"):
            kind = "other_municipality"
        own_name = words[i].proper and has_unit_ending(words[i]) and dictionary_lemma(words[i].form) is None
        named = own_name or (words[i].capital and (head.use == "office" or words[i].abbreviation))
        capitals = printed.removesuffix("s").rstrip("'’")
        name = printed if named else capitals if capitals.isupper() else base
    elif i == last and all(is_adjective(word) for word in words[first:i]) and not words[i].proper:
        name = " ".join(_plain(word.form) for word in words[first : last + 1])
        kind = "region" if kind == "own_unit" and words[first].form in _HOSPITAL else kind
    else:
        low = printed[0].isupper() and words[first].opens and printed[1:].islower()
        name = printed.lower() if low else printed
        if kind == "own_unit" and words[first].form in _HOSPITAL:
            kind = "region"
    return Mention(start, end, kind, genitive_removed(name), 0.9 if head.use == "actor" else 0.8)


def _companies(text: str, words: list[Word]) -> Iterator[tuple[int, int, Mention]]:
    for match in _COMPANY.finditer(text):
        inside = [i for i, word in enumerate(words) if match.start() <= word.start and word.end <= match.end()]
        yield inside[0], inside[-1], Mention(match.start(), match.end(), "private", match.group(), 0.9)


def _pairs(text: str, words: list[Word], gone: set[int]) -> Iterator[tuple[int, int, Mention]]:
    """Names of one office in two words that stand by themselves: "Park og Vej", "Park & Vej"."""
    for i, (one, two) in enumerate(pairwise(words)):
        alone = not (i and one.close) and (i + 2 == len(words) or not words[i + 2].close or not words[i + 2].capital)
        joined = text[one.end : two.start] == " & " and alone and gone.isdisjoint((i, i + 1))
        if joined and _is_office(one) and _is_office(two):
            yield i, i + 1, Mention(one.start, two.end, "own_unit", text[one.start : two.end], 0.7)
    for i in range(len(words) - 2):
        one, join, two = words[i : i + 3]
        alone = not (i and one.close) and (i + 3 == len(words) or not words[i + 3].close)
        if join.form != "og" or not join.close or not two.close or not alone or not gone.isdisjoint(range(i, i + 3)):
            continue
        if _is_office(one) and _is_office(two):
            yield i, i + 2, Mention(one.start, two.end, "own_unit", text[one.start : two.end], 0.7)


def _is_office(word: Word) -> bool:
    """A word with a capital that may be half the name of an office: it tells no other actor."""
    head = head_of(word.form)
    return (
        word.capital and not word.abbreviation and not has_unit_ending(word) and (head is None or head.use == "office")
    )


def _unknown(text: str, words: list[Word], mentions: list[Mention], gone: set[int]) -> list[Mention]:
    """Parts of a list of partners that nothing else tells: names of units, where they can be no person's."""
    out = []
    for match in _SEGMENT.finditer(text):
        inside = [i for i, word in enumerate(words) if match.start() <= word.start and word.end <= match.end()]
        inside = [i for i in inside if words[i].text not in "()"]
        if not inside or len(inside) > _MOST_SEGMENT_WORDS or any(i in gone for i in inside):
            continue
        first, last = words[inside[0]], words[inside[-1]]
        if any(m.start < last.end and first.start < m.end for m in mentions) or not first.capital:
            continue
        if first.form in ("i", "se", "alle", "evt", "løbende", "ingen", "og", "mv"):
            continue
        if any(words[i].abbreviation for i in inside) or last.end - first.start < _MIN_NAME:
            continue
        common = any(dictionary_lemma(words[i].form) is not None and len(words[i].form) > 3 for i in inside)
        if len(inside) > 1 and not common:
            continue  # Two words that no dictionary has may be a person's name.
        out.append(Mention(first.start, last.end, "own_unit", text[first.start : last.end], 0.6))
    return out
