"""Which way a gain says that something changes: more, less, both, kept as it is, or no change stated."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ...models.plan import Direction
from ..vocabulary.phrases import load_yaml
from .time_words import lower


@dataclass(frozen=True, slots=True)
class DirectionReading:
    """A direction, the rule that gave it, and where the word stands that says it (None where none does)."""

    direction: Direction
    rule: str
    span: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class _Words:
    cues: re.Pattern[str]
    neutral: re.Pattern[str]
    reason: re.Pattern[str]
    negated: re.Pattern[str]
    negated_after: re.Pattern[str]
    people: re.Pattern[str]


_SENTENCE = re.compile(r"[.!?;](?:\s|$)")
_AVOIDED = re.compile(r"(?:undgås|forebygges|forhindres|afværges|spares)\b")


def _any(patterns: list[str]) -> str:
    return "|".join(pattern.replace(" ", r"\s+") if "(?<!" not in pattern else pattern for pattern in patterns)


@cache
def _words() -> _Words:
    data = load_yaml("directions.yaml")
    cues = "|".join(
        rf"(?P<{kind}>(?<![\w-])(?:{_any(data[kind])})(?![\w]))" for kind in ("maintain", "increase", "decrease")
    )
    no = "|".join(data["negation"])
    people = "|".join(sorted(load_yaml("units.yaml")["persons"], key=lambda w: (-len(w), w)))
    return _Words(
        cues=re.compile(cues),
        neutral=re.compile(rf"(?<![\w-])(?:{_any(data['neutral'])})(?!\w)"),
        reason=re.compile("|".join(f"(?:{p})" for p in data["reason"])),
        negated=re.compile(rf"(?<!\w)(?:(?:{no})\s+(?:\w+\s+)?|ingen\s+(?:\w+\s+){{0,3}})$"),
        negated_after=re.compile(r"\s+(?:ikke|aldrig)\b"),
        people=re.compile(rf"(?:{people}),\s+(?:der|som)\s[^,.;:]*,"),
    )


def _blank(low: str, pattern: re.Pattern[str]) -> str:
    return pattern.sub(lambda m: "#" * len(m.group()), low)


def effect_only(low: str) -> str:
    """`low` with what gives the reason of the effect, describes a group or has another meaning blanked; same length."""
    words = _words()
    out = list(low)
    for match in words.reason.finditer(low):
        stop = _SENTENCE.search(low, match.end())
        end = stop.start() if stop else len(low)
        for i in range(match.start(), end):
            out[i] = "#"
    text = "".join(out)
    for match in words.people.finditer(text):
        comma = match.group().index(",")
        text = text[: match.start() + comma] + "#" * (len(match.group()) - comma) + text[match.end() :]
    return _blank(text, words.neutral)


def read_direction(text: str) -> DirectionReading:
    """The direction that the gain's own words state, of the effect and not of its reason.

    More, better or easier is `increase`; less, lower or prevented is `decrease`; both together are `mixed`; kept as it
    is, or not to get worse, is `maintain`; a state that is just reached is `none`.
    """
    words = _words()
    low = effect_only(lower(text))
    found: dict[str, tuple[int, int]] = {}
    flere: tuple[int, int] | None = None
    others_up = False
    for match in words.cues.finditer(low):
        kind = match.lastgroup or ""
        if kind != "maintain" and (
            words.negated.search(low[: match.start()]) or words.negated_after.match(low, match.end())
        ):
            kind = "maintain"
        if kind == "increase":
            if match.group() in ("flere", "mere"):
                flere = flere or match.span()
            else:
                others_up = True
        found.setdefault(kind, match.span())
    up, down = found.get("increase"), found.get("decrease")
    if up and down and flere and not others_up and _AVOIDED.match(low, down[0]):
        up = None  # "Flere indlæggelser undgås" is fewer
    if up and down:
        return DirectionReading("mixed", "direction:both", (min(up[0], down[0]), max(up[1], down[1])))
    if up:
        return DirectionReading("increase", "direction:words", up)
    if down:
        return DirectionReading("decrease", "direction:words", down)
    if "maintain" in found:
        return DirectionReading("maintain", "direction:words", found["maintain"])
    return DirectionReading("none", "direction:no-words", None)
