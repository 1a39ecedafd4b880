"""What changed in an initiative from one plan to the next: its title, its milestones and its gains."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from .source import Initiative, Row

_SAME = 80.0
"""Texts that agree this much, of 100, figures left out, are the same item said again."""
_RENAMED = 90.0
_FIGURES = re.compile(r"[\d.,%§]+")
_TIME = ("edtf", "start", "end")
_FIGURE = ("direction", "amount", "unit", "amount_kind", "baseline")
_SHORT = 60
_MOST = 12
"""So many changes are told in words."""


@dataclass(frozen=True, slots=True)
class Changes:
    """The items that are in both (`kept`), those of them that are otherwise, and those that only one has."""

    kept: int
    altered: tuple[str, ...]
    dropped: int
    added: int

    @property
    def any(self) -> bool:
        """Whether anything changed."""
        return bool(self.altered or self.dropped or self.added)


def renamed(earlier: Initiative, later: Initiative) -> bool:
    """Whether the title is another; years and marks do not count."""
    return fuzz.ratio(_folded(earlier.title), _folded(later.title)) < _RENAMED


def milestone_changes(earlier: Sequence[Row], later: Sequence[Row]) -> Changes:
    """The milestones, with those whose time is another."""
    return _compare(earlier, later, _TIME, lambda row: row["edtf"] or row["timing"] or "no time")


def gain_changes(earlier: Sequence[Row], later: Sequence[Row]) -> Changes:
    """The gains, with those whose figure or direction is another."""
    return _compare(earlier, later, _FIGURE, _figure)


def in_words(changes: Sequence[Changes]) -> str | None:
    """What is otherwise, with '; ' between; of many the first."""
    told = [text for change in changes for text in change.altered][:_MOST]
    return "; ".join(told) or None


def _compare(
    earlier: Sequence[Row], later: Sequence[Row], columns: Sequence[str], say: Callable[[Row], str]
) -> Changes:
    pairs = _pairs([_folded(row["text"]) for row in earlier], [_folded(row["text"]) for row in later])
    altered = []
    for a, b in pairs:
        before, after = earlier[a], later[b]
        if any(before[column] != after[column] for column in columns):
            altered.append(f"{_shortened(after['text'])}: {say(before)} → {say(after)}")
    return Changes(len(pairs), tuple(altered), len(earlier) - len(pairs), len(later) - len(pairs))


def _pairs(left: list[str], right: list[str]) -> list[tuple[int, int]]:
    """Which texts are the same, each at most once, the most alike first."""
    if not left or not right:
        return []
    scores = process.cdist(left, right, scorer=fuzz.ratio, score_cutoff=_SAME)
    found = sorted((-float(scores[a, b]), a, b) for a, b in zip(*scores.nonzero(), strict=True))
    pairs: list[tuple[int, int]] = []
    for _, a, b in found:
        if all(a != taken and b != other for taken, other in pairs):
            pairs.append((int(a), int(b)))
    return sorted(pairs)


def _folded(text: str) -> str:
    return " ".join(re.findall(r"\w+", _FIGURES.sub(" ", text.lower())))


def _figure(row: Row) -> str:
    amount = "no figure" if row["amount"] is None else f"{row['amount']:g}"
    baseline = "" if row["baseline"] is None else f"{row['baseline']:g} > "
    change = " (change)" if row["amount_kind"] == "change" else ""
    return f"{row['direction']} {baseline}{amount} {row['unit'] or ''}".strip() + change


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHORT else line[: _SHORT - 1].rstrip() + "…"
