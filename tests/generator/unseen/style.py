"""What the layouts of this folder share, whatever the engine: colours, marks, and how a heading is numbered."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from ..draws import FONTS
from ..model import Action, Aspect, Content, Initiative

PALETTES = [
    ("#00506b", "#f2a900"), ("#5a2a83", "#8fc1a9"), ("#93272c", "#e9dcc9"), ("#0b6e4f", "#fa9f42"),
    ("#34495e", "#e67e22"), ("#7b3f00", "#c9d6a3"), ("#1b1b3a", "#ff6f59"),
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Style:
    """Drawn once for a plan."""

    font: str
    colour: str
    accent: str
    mark: str
    sign: str
    """Between a number and a title."""
    word: bool
    """The number of an initiative has its word before it."""
    colon: str
    """Between a time and what is done."""

    def title(self, content: Content, item: Initiative) -> str:
        if item.number is None:
            return item.title
        if self.word:
            return f"{content.words.initiative} {item.number}{self.sign}{item.title}"
        return f"{item.number}{' ' if '.' in item.number else '. '}{item.title}"

    def goal(self, content: Content, n: int) -> str:
        number = content.goal_numbers[n]
        return content.goals[n] if number is None else f"{content.words.goal} {number}: {content.goals[n]}"

    def lead(self, item: Action) -> str | None:
        """The time that stands before the words of a milestone."""
        return None if item.time is None or item.time_inside else f"{item.time.printed}{self.colon}"


def style(draw: Random) -> Style:
    colour, accent = draw.choice(PALETTES)
    return Style(
        font=draw.choice(FONTS),
        colour=colour,
        accent=accent,
        mark=draw.choice(["•", "–", "»", "›", "-"]),
        sign=draw.choice([": ", " – ", ". ", ": "]),
        word=draw.random() < 0.6,
        colon=draw.choice([": ", ": ", " – "]),
    )


def under_goals(content: Content) -> list[tuple[int | None, list[Initiative]]]:
    """The initiatives in order, taken together by goal."""
    out: list[tuple[int | None, list[Initiative]]] = []
    for item in content.initiatives:
        if not out or out[-1][0] != item.goal:
            out.append((item.goal, []))
        out[-1][1].append(item)
    return out


def told(item: Initiative) -> list[Aspect]:
    """The aspects that are no quotes."""
    return [a for a in item.aspects if not a.quote]


def labelled(heading: str | None) -> str:
    """A heading before the words that it is about: with a colon, unless it ends in a mark of its own."""
    return "" if heading is None else heading if heading.endswith("?") else f"{heading}:"
