"""The words of a plan for one of the layouts of this folder."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Literal

from ..model import Action, Aspect, Content, Effect, Initiative, KeyFigure, Time, Words
from ..times import capital
from ..wording import thousands
from . import moments
from .writer import Writer, words

KINDS = ("description", "background", "purpose", "target_group", "organisation", "resources", "follow_up")
SENTENCES = {"description": "prose", "background": "prose", "purpose": "purposes", "target_group": "targets",
             "organisation": "organisation", "resources": "resources", "follow_up": "follow"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shape:
    """What a layout has room for."""

    initiatives: tuple[int, int] = (3, 5)
    actions: tuple[int, int] = (3, 6)
    effects: tuple[int, int] = (2, 4)
    years: tuple[int, ...] = (1, 1, 2, 3)
    """How many years a plan may run."""
    goals: float = 0.5
    """How often it has goals above the initiatives."""
    numbering: Literal["running", "dotted", "roman", "none"] = "running"
    aspects: tuple[str, ...] = ("background", "purpose", "target_group")
    intro: bool = False
    """A paragraph under the title of an initiative, with no heading."""
    long: int = 2
    """Sentences of a paragraph of background or description."""
    timed: Literal["column", "lead", "inside", "heading", "none"] = "column"
    """`heading`: the time is the heading of the column that the milestone stands in or has a mark in."""
    partners: bool = True
    follow_up: Literal["", "gains", "rows"] = ""
    """How gains are measured: not said, in a column beside them, or in a row that milestone and gain share."""
    figures: bool = False
    """Starting figures and figures to reach in columns."""
    targets: int = 1
    ordered: bool = False
    """Milestones stand in the order of their times."""
    groups: bool = False
    shared: bool = False
    """All milestones of an initiative have the same time and the same partners."""
    paired: bool = False
    """As many gains as milestones."""
    tails: bool = True
    key_figures: bool = False
    quotes: bool = False
    word: Literal["initiative_word", "contract_word"] = "initiative_word"
    prose: int = 1
    """Sections in front."""


@dataclass(slots=True)
class Draft:
    """A plan's words, and what only its pages need to know."""

    content: Content
    measure: str
    number: str
    status: str
    container: str
    times: list[Time]
    """The headings of columns that are times, where the layout has such."""
    speakers: list[str]


ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


def named(draw: Random, shape: Shape, say: Writer) -> tuple[Words, dict[str, str]]:
    """The headings of a plan; no word stands for two things."""
    used: set[str] = set()

    def pick(key: str) -> str:
        pool = [w for w in words()["headings"][key] if w.casefold() not in used]
        chosen = str(draw.choice(pool))
        used.add(chosen.casefold())
        return chosen

    initiative, goal = pick(shape.word), pick("goal_word")
    milestones, gains = pick("milestones"), pick("gains")
    names = ("action", "timing", "partners", "gain", "measure", "baseline", "target", "status", "number")
    columns = {name: pick(name) for name in names}
    columns["initiative"], columns["goal"] = initiative, goal
    labels = {kind: pick(kind) for kind in KINDS}
    return Words(milestones, gains, columns, {}, initiative, goal, pick("figures"), None, None), labels


def aspects(
    draw: Random, say: Writer, shape: Shape, labels: dict[str, str], references: list[tuple[str, str]]
) -> list[Aspect]:
    out: list[Aspect] = []
    if shape.intro:
        out.append(Aspect("description", None, [say.paragraph("prose", shape.long)]))
    for kind in shape.aspects:
        long = kind in ("background", "description")
        out.append(Aspect(kind, labels[kind], [say.paragraph(SENTENCES[kind], shape.long if long else 1)]))
        if long and shape.long > 2 and draw.random() < 0.5:
            out[-1].paragraphs.append(say.paragraph("prose", 2))
    if out and draw.random() < 0.4:
        sentence, reference = say.law()
        out[0].paragraphs[-1] += " " + sentence
        references.append(reference)
    if shape.quotes and draw.random() < 0.7:
        place = draw.randint(min(1, len(out)), len(out))
        out.insert(place, Aspect("other", None, [say.fresh(lambda: str(draw.choice(words()["quotes"])))], quote=True))
    return out


def _when(time: Time | None) -> tuple[str, str]:
    """Times in order, those without a date last."""
    start, end = (time.start, time.end) if time else (None, None)
    return start or end or "9", end or "9"


def actions(draw: Random, say: Writer, shape: Shape, stop: bool, columns: list[Time]) -> list[Action]:
    bare = say.first == say.last
    out = [say.action(stop, shape.tails) for _ in range(draw.randint(*shape.actions))]
    if shape.timed == "heading":
        places = sorted(draw.choices(range(len(columns)), k=len(out)))
        for item, place in zip(out, places, strict=True):
            item.time = columns[place]
    for item in out:
        year = draw.randint(say.first, say.last)
        if shape.timed in ("column", "lead"):
            time = (moments.in_column if shape.timed == "column" else moments.as_lead)(draw, year, bare)
            item.time = Time(capital(time.printed), time.edtf, time.start, time.end)
        elif shape.timed == "inside" and draw.random() < 0.75:
            item.time, item.time_inside = moments.inside(draw, year), True
            first, dot, rest = item.words.partition(".")
            item.words = f"{first} ({item.time.printed}){dot}{rest}"
        if shape.partners:
            item.partners = say.partners()
        if shape.shared:
            item.time, item.partners = out[0].time, out[0].partners
    if shape.timed in ("column", "lead") and (shape.ordered or draw.random() < 0.6):
        for item, moment in zip(out, sorted((a.time for a in out), key=_when), strict=True):
            item.time = moment
    if shape.groups and len(out) >= 4:
        cut = draw.randint(2, len(out) - 2)
        names = draw.sample(words()["headings"]["groups"], 2)
        for n, item in enumerate(out):
            item.group = str(names[n >= cut])
    return out


def effects(draw: Random, say: Writer, shape: Shape, stop: bool, done: list[Action], year: int | None) -> list[Effect]:
    count = len(done) if shape.paired else draw.randint(*shape.effects)
    out = []
    for n in range(count):
        item = (
            say.effect_of_columns(year, shape.targets - 1) if shape.figures else say.effect(draw.random() < 0.5, stop)
        )
        if shape.follow_up:
            item.follow_up = say.follow_up()
        if shape.follow_up == "rows":
            done[n].follow_up = item.follow_up
        out.append(item)
    return out


def key_figures(draw: Random, say: Writer) -> list[KeyFigure]:
    people, staff, budget, area = (draw.randint(*r) for r in ((120, 9800), (35, 840), (14, 310), (3, 28)))
    count = say.one("people")
    pool = [
        KeyFigure(f"{capital(count)} i alt", thousands(people), people, "persons"),
        KeyFigure("Fastansatte medarbejdere", str(staff), staff, "persons"),
        KeyFigure("Årsværk", thousands(staff - 9), staff - 9, "fte"),
        KeyFigure("Driftsbudget (mio. kr.)", str(budget), budget * 1_000_000, "DKK"),
        KeyFigure("Elever i praktik", str(area), area, "persons"),
        KeyFigure("Andel med deltid", f"{area + 11} %", area + 11, "percent"),
    ]
    return draw.sample(pool, draw.choice([3, 4]))


def number(items: list[Initiative], shape: Shape) -> None:
    """Running numbers, Roman ones, or ones below the goals."""
    within: dict[int | None, int] = {}
    for n, item in enumerate(items, 1):
        within[item.goal] = within.get(item.goal, 0) + 1
        if shape.numbering == "roman":
            item.number = ROMAN[n - 1]
        elif shape.numbering == "dotted" and item.goal is not None:
            item.number = f"{item.goal + 1}.{within[item.goal]}"
        elif shape.numbering != "none":
            item.number = str(n)


def compose(draw: Random, shape: Shape) -> Draft:
    """Draw the words of a plan."""
    first = draw.randint(2008, 2026)
    last = first + draw.choice(shape.years) - 1
    say = Writer(draw, first, last)
    named_words, labels = named(draw, shape, say)
    columns = moments.columns(first, last, draw) if shape.timed == "heading" else []
    year = last if shape.figures and (shape.targets > 1 or draw.random() < 0.6) else None
    if year is not None:
        between = {f"between{n}": str(year - shape.targets + 1 + n) for n in range(shape.targets - 1)}
        start = {"baseline": str(min(first, year - shape.targets + 1) - 1)} if draw.random() < 0.5 else {}
        word = draw.choice([f"{named_words.columns['target']} ", ""])
        named_words.columns |= {name: word + text for name, text in between.items()} | start
        named_words.columns["target"] = f"{word}{year}"
    count = draw.randint(*shape.initiatives)
    goals: list[str] = []
    if count >= 4 and draw.random() < shape.goals:
        goals = [str(g) for g in draw.sample(words()["goals"], draw.choice([2, 3]) if count >= 6 else 2)]
    stop, gain_stop = say.style != "noun" and draw.random() < 0.4, draw.random() < 0.3
    references: list[tuple[str, str]] = []
    items = []
    for n in range(count):
        told = aspects(draw, say, shape, labels, references)
        done = actions(draw, say, shape, stop, columns)
        gained = effects(draw, say, shape, gain_stop, done, year)
        title = say.fresh(lambda: say.one("topics"))
        items.append(Initiative(title, None, n * len(goals) // count if goals else None, told, done, gained))
    number(items, shape)
    name, subtitle, kind = (part.strip() for part in draw.choice(words()["titles"]).split("|"))
    unit = say.one("unit")
    fill = {"years": str(first) if first == last else f"{first}-{last}", "unit": unit, "field": FIELDS[say.name]}
    front = draw.sample(words()["headings"]["front"], shape.prose)
    back = draw.sample(words()["headings"]["back"], draw.choice([0, 1]) if shape.prose else 0)
    return Draft(
        Content(
            title=name.format(**fill),
            subtitle=subtitle.format(**fill),
            plan_type=kind,
            unit=unit if "{unit}" in name + subtitle else None,
            municipality=str(draw.choice(words()["municipalities"])),
            first_year=first,
            last_year=last,
            words=named_words,
            goals=goals,
            goal_numbers=[None if shape.numbering != "dotted" else str(n + 1) for n in range(len(goals))],
            initiatives=items,
            figures=key_figures(draw, say) if shape.key_figures else [],
            front=[(heading, [say.paragraph("prose", 3), say.paragraph("prose", 2)]) for heading in front],
            back=[(heading, [say.paragraph("follow")]) for heading in back],
            references=references,
        ),
        measure=named_words.columns["measure"],
        number=named_words.columns["number"],
        status=named_words.columns["status"],
        container=say.heading("container"),
        times=columns,
        speakers=[str(s) for s in draw.sample(words()["speakers"], 3)],
    )


FIELDS = {
    "sundhed": "et sundere liv",
    "handicap": "handicapområdet",
    "borgerservice": "god borgerservice",
    "arbejdsplads": "den gode arbejdsplads",
    "trafik": "trafik og byrum",
    "unge": "de unge",
}
