"""The figures in a gain's text that may be ones to reach, told from ages, dates, laws, deadlines and group sizes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from ...models.plan import AmountKind
from ..vocabulary.phrases import load_yaml
from .direction import read_direction
from .numbers import Figure, figures_in, tidy
from .time_units import find_units
from .time_words import lower

_TIME_UNITS = frozenset(("hours", "days", "weeks", "months", "years"))


@dataclass(frozen=True, slots=True)
class GoalWords:
    """The patterns of `units.yaml` around figures; all expect text in lower case."""

    names: re.Pattern[str]
    groups: re.Pattern[str]
    deadline: re.Pattern[str]
    per: re.Pattern[str]
    whole: re.Pattern[str]
    """"alle 14", "de 6": the size of a group."""
    qualifier: re.Pattern[str]
    over_under: re.Pattern[str]
    level_before: re.Pattern[str]
    age: re.Pattern[str]
    change_after: re.Pattern[str]
    change_before: re.Pattern[str]
    change_noun: re.Pattern[str]
    by: re.Pattern[str]
    """ "med", before a figure."""
    reaching: re.Pattern[str]
    limits: re.Pattern[str]
    """"mindst", "ca." and the like at the end of what stands before a figure."""
    stated: re.Pattern[str]
    """What says that the figure after it is a level, though no unit follows: "er", "på", a colon, "mindst"."""
    comparison: re.Pattern[str]
    baseline_column: re.Pattern[str]
    goal: re.Pattern[str]


def _not_after(words: Iterable[str]) -> str:
    """That none of the words stands before."""
    return "".join(rf"(?<!\b{re.escape(word)} )" for word in sorted(words))


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(set(words), key=lambda w: (-len(w), w)))


@cache
def goal_words() -> GoalWords:
    """The compiled patterns."""
    data = load_yaml("units.yaml")
    limits = rf"(?:(?:{_any(data['limits'])})\.?\s+)*"
    number = r"[\d.,]+(?:\s*(?:-|–|og|til|eller)\s*[\d.,]+)?"
    return GoalWords(
        names=re.compile(rf"(?<!\w)(?:{_any(data['number_names'])})\.?[\s-]*(?:{number}\s*(?:,|og|-|–|til)\s*)?$"),
        groups=re.compile(
            rf"(?:{_any(data['group_words'])})\s+(?:på|med|à|af)\s+{limits}(?:[\d.,]+\s*(?:-|–|til)\s*)?$"
        ),
        deadline=re.compile(
            rf"(?<!\w)(?:{_any(data['deadline_words'])})\s+(?:(?:de|den|det|højst|ca|første|næste)\.?\s+)*(?:[\d.,]+\s*(?:-|–|til|og)\s*)?$"
        ),
        per=re.compile(rf"(?<!\w)(?:{_any(data['per_words'])})\.?\s+$"),
        whole=re.compile(rf"(?<!\w)(?:{_any(data['whole_words'])})\s+$"),
        qualifier=re.compile(
            rf"(?<!\w)(?:{_not_after(data['agreements'])}med|får|har|modtager|haft|varer)\s+"
            r"(?:mere end|flere end|mindre end|over|under|mindst|højst|op til|ca\.?)\s+$"
        ),
        over_under=re.compile(r"(?<!\w)(?:over|under)\s+$"),
        level_before=re.compile(rf"(?<!\w)(?:{_any(data['level_verbs'])})\s+(?:ikke\s+)?(?:over|under)\s+$"),
        age=re.compile(
            r"(?<!\w)(?:over|under|mellem|alderen|fylder|fyldte|fyldt|fra|på|til|ældre end|yngre end)\s+"
            r"(?:[\d]+\s*(?:-|–|og|til)\s*)?$"
        ),
        change_after=re.compile(rf"\s*(?:nye\s+)?(?P<word>{_any(data['after_change'])})(?!\w)(?!\s+end\s+[\d])"),
        change_before=re.compile(
            rf"(?:(?:{_any(data['change_nouns'])})(?:en|et|er)?(?:\s+(?!på\b|til\b|fra\b)[\w-]+){{0,5}}?\s+(?:på|af)|\bspares|\bspare)\s+{limits}(?:[\d.,]+\s*(?:-|–|til|og)\s*)?$"
        ),
        change_noun=re.compile(rf"(?<!\w)(?:{_any(data['change_nouns'])})(?:en|et|er)?\b"),
        by=re.compile(
            r"(?<!\w)(?:(?:i alt|samlet|yderligere|årligt|tilsammen)\s+)*med\s+"
            rf"{limits}(?:[\d.,]+\s*(?:-|–|til|og)\s*)?$"
        ),
        reaching=re.compile(rf"(?<!\w)(?:til|ned på|op på)\s+{limits}(?:\w+\.?\s+)?$"),
        limits=re.compile(rf"(?<!\w)(?:(?:{_any(data['limits'])})\.?\s+)+$"),
        stated=re.compile(rf"(?:(?<!\w)(?:{_any([*data['level_verbs'], *data['limits'], 'på'])})\.?\s+|:\s*)$"),
        comparison=re.compile(rf"(?<!\w)(?:{_any(data['comparison'])})(?:\s+(?:i|år|året|niveauet i))*\s*$"),
        baseline_column=re.compile(rf"(?<!\w)(?:{_any(data['baseline_columns'])})(?!\w)"),
        goal=re.compile(rf"(?<!\w)(?:{_any(data['goal_words'])})(?!\w)"),
    )


@dataclass(slots=True)
class Candidate:
    """A figure that a gain may aim at; the one with the most weight is taken."""

    figure: Figure
    kind: AmountKind
    rule: str
    weight: int


def _masked(low: str) -> list[tuple[int, int]]:
    """The offsets of dates, years and other units of time, whose digits are no figures to reach."""
    out = []
    for unit in find_units(low):
        if (
            unit.kind == "year"
            and _counts(low, unit.end)
            and not re.search(r"(?:^|\s)(?:i|fra|til|år|året|inden|senest|primo|medio|ultimo)\s*$", low[: unit.start])
        ):
            continue
        out.append((unit.start, unit.end))
    out.extend(match.span() for match in _SCALE.finditer(low))
    return out


def _counts(low: str, at: int) -> bool:
    """Whether a noun for people or things that are counted follows ("2000 borgere")."""
    figures = figures_in("1" + low[at : at + 40])
    return bool(figures) and figures[0].unit in ("persons", "DKK", "percent", "hours", "kilometer", "ton", "kg")


def _is_target(low: str, figure: Figure, masked: list[tuple[int, int]], changes: bool) -> bool:
    """Whether a figure in the text of a gain may be one to reach: no age, law, date, deadline, group size or name."""
    p = goal_words()
    start, end = figure.start, figure.end
    if any(a < end and start < b for a, b in masked if a < start + 4 and start < b):
        return False
    ahead, rest = low[max(0, start - 60) : start], low[end:]
    digits = re.match(r"[\d.,\u00a0 ]*\d", low[start:])
    number_end = start + (digits.end() if digits else 0)
    after = low[number_end : number_end + 12]
    if figure.rule == "unit:compound" or re.match(
        r"-[a-zæøå]|\+|\.\s?-|\.?\s*(?:-|–)?\s?\d*\.?\s*(?:klasse|årgang|trin)", after
    ):
        return False
    if re.match(r"\.\s+[a-zæøå]", after) or re.match(r"0\d", low[start:]):
        return False  # an ordinal, or a mark
    if p.names.search(ahead) or p.groups.search(ahead) or p.per.search(ahead) or p.whole.search(ahead):
        return False
    if p.qualifier.search(ahead) and not changes:
        return False
    if ahead[-1:] in ("-", "/") and ahead[-2:-1].isalnum():
        return False
    if re.match(r"\s*(?:borgere|personer|deltagere|elever|børn)?\s*i hver\b", rest):
        return False
    if figure.unit in _TIME_UNITS:
        if p.deadline.search(ahead):
            return False
        if p.over_under.search(ahead) and not p.level_before.search(ahead):
            return False
        if (
            figure.unit == "years"
            and p.age.search(ahead)
            and not re.search(r"fra\s+[\d.,]+\s*(?:år)?\s*til\s+$", ahead)
        ):
            return False
    return True


_SENTENCE_END = re.compile(r"[!?;]|\.\s|\.$")
_SHORT_FORMS = re.compile(r"(?:ca|kr|pct|mio|mia|t|nr)\.")
_SCALE = re.compile(r"skala(?:en)?\s+(?:fra\s+)?\d+\s*(?:-|–|til)\s*\d+|svare(?:r|nde)\s+til\s+[^.;]*")
_RATIO = re.compile(r"(?<![\w,.])(\d{1,3})\s+(?:ud\s+)?af\s+(\d{1,3})(?![\w,.]*\d)\s+[a-zæøå]")
_UP_TO = re.compile(r"(?:^|\s|-)til\s+(?:(?:mindst|højst|under|over|ca|cirka|omkring|maksimalt|minimum)\.?\s+)?$")


def _range_partner(low: str, figures: Sequence[Figure], i: int) -> Figure | None:
    """The figure before in "fra 7 til 5 dage" or "fra 9,4 mio. kr. i 2020 til 6 mio. kr. i 2022"."""
    if i == 0:
        return None
    first, second = figures[i - 1], figures[i]
    between, ahead = low[first.end : second.start], low[: first.start]
    if not re.search(r"(?<!\w)fra\s+(?:(?:ca|cirka|omkring|i dag|knap|godt)\.?\s+)?$", ahead):
        return None
    if not _UP_TO.search(between):
        return None
    if len(between.split()) > 7 or _SENTENCE_END.search(_SHORT_FORMS.sub("", between)):
        return None
    return first


def candidates(text: str) -> tuple[list[Candidate], dict[int, Figure]]:
    """The figures to reach that the text states, and the starting figure of each by its place."""
    low = lower(text)
    p = goal_words()
    masked = _masked(low)
    figures = [f for f in figures_in(text) if not any(a <= f.start < b for a, b in masked)]
    figures = [_shared_unit(low, figures, i) for i in range(len(figures))]
    baselines: dict[int, Figure] = {}
    out: list[Candidate] = []
    for i, figure in enumerate(figures):
        partner = _range_partner(low, figures, i)
        changes = _is_change(low, figure)
        if partner is None and not _is_target(low, figure, masked, changes):
            continue
        if i + 1 < len(figures) and _range_partner(low, figures, i + 1) is not None:
            continue
        kind: AmountKind = "level"
        rule, weight = "amount:level", 2 if figure.unit in ("percent", "percentage_points", "DKK") else 1
        if partner is not None:
            baselines[figure.start] = partner
            rule, weight = "amount:from-to", 5
        elif changes:
            kind, rule, weight = "change", "amount:change", 4
        elif p.reaching.search(low[max(0, figure.start - 60) : figure.start]):
            rule, weight = "amount:to", 4
        stated = p.stated.search(low[max(0, figure.start - 30) : figure.start]) is not None
        if figure.unit is not None or weight >= 4 or stated:
            out.append(Candidate(figure, kind, rule, weight))
    for match in _RATIO.finditer(low):
        part, whole = int(match[1]), int(match[2])
        if (
            0 < part <= whole
            and 100 * part % whole == 0
            and low[match.end() - 1 : match.end() + 12].split()[0] not in ("stk",)
        ):
            share = Figure(tidy(100 * part / whole), "percent", match.start(1), match.end(2), "unit:ratio")
            out.append(Candidate(share, "level", "amount:ratio", 2))
    return _bounds(low, out), baselines


_SHARED = re.compile(r"[\d.,]+\s*(?:-|–|og|til|eller)\s*(?:(?:mindst|højst|under|over|ca|maksimalt)\.?\s+)?")
_BOUND = re.compile(r"\s*(?:-|–|til)\s*|\s*og\s*")
_MEASURED = frozenset(("percent", "percentage_points", "DKK", *_TIME_UNITS))


def _shared_unit(low: str, figures: Sequence[Figure], i: int) -> Figure:
    """A figure with the unit of the one it is listed with ("4,5 og 5 procent", "fra 12 til 8 uger")."""
    figure = figures[i]
    following = figures[i + 1] if i + 1 < len(figures) else None
    if figure.unit not in (None, "count") or following is None or following.unit is None:
        return figure
    shared = _SHARED.fullmatch(low[figure.start : following.start])
    return replace(figure, unit=following.unit) if shared else figure


def _bounds(low: str, found: list[Candidate]) -> list[Candidate]:
    """Of the two ends of a span ("mellem 4,5 og 5 %", "10-15 borgere") the one that is enough: the upper one where the
    figure is to go down, else the lower one."""
    out: list[Candidate] = []
    for c in found:
        last = out[-1] if out else None
        if last is None:
            out.append(c)
            continue
        gap = low[last.figure.end : c.figure.start]
        between = re.search(r"(?<!\w)mellem\s+$", low[: last.figure.start]) is not None
        if not _BOUND.fullmatch(gap) or (gap.strip() == "og" and not between):
            out.append(c)
        elif read_direction(low).direction == "decrease":
            out[-1] = Candidate(c.figure, last.kind, last.rule, last.weight)
    return out


def _is_change(low: str, figure: Figure) -> bool:
    """Whether a figure is a difference: "falder med 1 %", "200 flere", "en stigning på 15 %", "25 pct. lavere"."""
    p = goal_words()
    ahead, rest = low[max(0, figure.start - 60) : figure.start], low[figure.end :]
    number = low[figure.start : figure.end]
    if p.change_after.match(rest) or re.search(r"\d\s+(?:nye\s+)?(?:flere|færre|ekstra)(?!\w)", number):
        return True
    if p.change_before.search(ahead):
        return True
    verb = re.search(r"[a-zæøå]+(?:er|es|s|et)\s+$", p.limits.sub("", ahead))
    if verb is not None and figure.unit in _MEASURED and _changes(verb.group().strip()):
        return True
    by = p.by.search(ahead)
    if by is None:
        return False
    clause = re.split(r"[.;:,]", ahead[: by.start()])[-1]
    last = re.search(r"[a-zæøå]+\s*$", clause)
    if last is not None and _changes(last.group().strip()):
        return True
    said = any(_changes(word) for word in re.findall(r"[a-zæøå]+(?:er|es|ede)\b", clause))
    return figure.unit in _MEASURED and (said or p.change_noun.search(clause) is not None)


def _changes(word: str) -> bool:
    return read_direction(word).direction in ("increase", "decrease")
