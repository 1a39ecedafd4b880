"""The words of a plan of a given structure."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from . import times
from .draws import Structure
from .model import Action, Aspect, Content, Effect, Initiative, KeyFigure, Words
from .times import capital
from .wording import Wording, fields, headings

TITLES = [
    ("Virksomhedsplan {years}", "{unit}", "virksomhedsplan"),
    ("Aftale {years}", "{unit}", "aftale"),
    ("Udviklingskontrakt {years}", "{unit}", "udviklingskontrakt"),
    ("Handleplan {years}", "{unit}", "handleplan"),
    ("Strategi {years}", "{unit}", "strategi"),
    ("Handleplan for {field}området", "{years}", "handleplan"),
    ("{unit}", "Virksomhedsplan {years}", "virksomhedsplan"),
]


def words(draw: Random, of: Structure) -> Words:
    """The headings of a plan; no word stands for two things, so that each column is told from the others."""
    pool = headings()
    used: set[str] = set()
    numbering: list[str] = []

    def fits(word: str) -> bool:
        """Neither taken, nor the plural of a word that numbers initiatives or goals."""
        return word not in used and not any(word.startswith(w) for w in numbering)

    def pick(entry: dict[str, list[str]], rare: bool) -> str:
        words = [w for w in (entry["rare"] if rare and entry["rare"] else entry["common"]) if fits(w)]
        chosen = draw.choice(words or entry["common"])
        used.add(chosen)
        return chosen

    rare = of.unknown
    initiative = pick(pool["initiative_word"], rare and draw.random() < 0.5)
    goal = pick(pool["goal_word"], rare and draw.random() < 0.3)
    numbering += [initiative, goal]
    columns = {"initiative": initiative}
    milestones, gains = pick(pool["milestones"], rare), pick(pool["gains"], rare)
    for name, entry in pool["columns"].items():
        if name != "initiative":
            columns[name] = pick(entry, rare)
    bands = {name: pick(entry, rare and draw.random() < 0.5) for name, entry in pool["bands"].items()}
    return Words(milestones, gains, columns, bands, initiative, goal, pick(pool["figures"], False), None, None)


def aspects(draw: Random, say: Wording, of: Structure, references: list[tuple[str, str]]) -> list[Aspect]:
    """Two to five sections of prose in a usual order; the first may have no heading."""
    pool = headings()

    def heading(key: str) -> str:
        return str(draw.choice(pool[key]["common"]))

    out = []
    if draw.random() < 0.6:
        text = [say.paragraph("prose", draw.choice([2, 3])) for _ in range(draw.choice([1, 1, 2]))]
        out.append(Aspect("description", heading("description") if draw.random() < 0.5 else None, text))
    else:
        out.append(Aspect("background", heading("background"), [say.paragraph("prose", 3)]))
    if draw.random() < 0.4:
        sentence, reference = say.law()
        references.append(reference)
        if of.footnotes and of.actions != "key-value":
            out[-1].note = sentence
        else:
            out[-1].paragraphs[-1] += " " + sentence
    if of.quotes and of.actions != "key-value" and draw.random() < 0.6:
        out.append(Aspect("other", None, [f"”{say.paragraph('prose')}”"], quote=True))
    extra = [
        ("purpose", "purpose", "purposes"),
        ("target_group", "target_group", "targets"),
        ("resources", "resources", "resources"),
        ("organisation", "organisation", "organisation"),
        ("follow_up", "follow_up_section", "follow"),
    ]
    for kind, key, texts in extra:
        if draw.random() < 0.4:
            out.append(Aspect(kind, heading(key), [say.paragraph(texts)]))
    return out


def _groups(draw: Random, count: int) -> list[str]:
    """The group of each of `count` items: two or three runs."""
    names = draw.sample(headings()["groups"]["words"], min(draw.choice([2, 3]), count))
    cuts = sorted(draw.sample(range(1, count), len(names) - 1)) if len(names) > 1 else []
    return [names[sum(cut <= i for cut in cuts)] for i in range(count)]


def actions(
    draw: Random, say: Wording, of: Structure, style: str, stop: bool, timed: str, lead: str | None
) -> list[Action]:
    """`timed`: column, lead, inside or none."""
    count = max(2, of.many + draw.choice([-1, 0, 0, 1]))
    out: list[Action] = []
    for i in range(count):
        item = say.action(style, stop)
        if timed in ("column", "lead"):
            time = say.time(bare=True) if timed == "column" else say.lead_time(bare=True)
            item.time = replace(time, printed=capital(time.printed))
        elif timed == "inside" and draw.random() < 0.7:
            item.time, item.time_inside = times.inside(draw, say.year()), True
            item.words = f"{item.words.removesuffix('.')} ({item.time.printed})" + ("." if stop else "")
        if of.partners:
            keep = of.spans and i and draw.random() < 0.6
            item.partners = out[-1].partners if keep else say.partners()
        if of.action_follow_up and draw.random() < 0.8:
            item.follow_up = say.follow_up()
        if of.points and draw.random() < 0.4:
            item.words, item.points = say.listed()
        item.group = lead
        out.append(item)
    if of.groups and count >= 4:
        for item, group in zip(out, _groups(draw, count), strict=True):
            item.group = group
    return out


def effects(
    draw: Random, say: Wording, of: Structure, stop: bool, heading_year: int | None, lead: str | None
) -> list[Effect]:
    out: list[Effect] = []
    for i in range(draw.randint(2, 3 if of.beside else 4)):
        columns = of.effects == "columns"
        item = say.effect_of_columns(heading_year, of.targets - 1) if columns else say.effect(draw.random() < 0.5, stop)
        if of.effects in ("table", "columns"):
            keep = of.spans and i and draw.random() < 0.6
            item.follow_up = out[-1].follow_up if keep else say.follow_up()
        item.group = lead
        out.append(item)
    return out


def key_figures(draw: Random, say: Wording) -> list[KeyFigure]:
    n = draw.randint(40, 900)
    budget = draw.randint(12, 240)
    people = say.one("people")
    pool = [
        KeyFigure("Antal medarbejdere", str(n), n, "persons"),
        KeyFigure("Årsværk", str(n - 12), n - 12, "fte"),
        KeyFigure("Budget i mio. kr.", str(budget), budget * 1_000_000, "DKK"),
        KeyFigure("Sygefravær", f"{budget % 7 + 3} %", budget % 7 + 3, "percent"),
        KeyFigure(f"Antal {people}", str(n * 2 + 1), n * 2 + 1, "persons"),
    ]
    return draw.sample(pool, draw.randint(3, 4))


def number(initiatives: list[Initiative], of: Structure) -> None:
    """Give the initiatives their numbers: dotted below goals, running else."""
    within: dict[int | None, int] = {}
    for i, item in enumerate(initiatives, 1):
        within[item.goal] = within.get(item.goal, 0) + 1
        if of.numbering == "none":
            item.number = None
        elif of.numbering == "dotted" and item.goal is not None:
            item.number = f"{item.goal + 1}.{within[item.goal]}"
        else:
            item.number = str(i)


def _timed(draw: Random, of: Structure) -> str:
    return draw.choice({
        "table": ["column"], "big-table": ["column"], "mixed-table": ["column", "none"], "prose-lines": ["lead"],
        "key-value": ["lead", "lead", "inside"], "cards": ["column"], "bullets": ["lead", "inside", "none"],
    }[of.actions])  # fmt: skip


def make(of: Structure) -> Content:
    """Draw the content of a structure; the same structure gives the same content."""
    draw = Random(of.seed)
    name = draw.choice(sorted(fields()))
    first = draw.randint(2016, 2026)
    last = first + draw.choice([1, 2, 3] if of.targets > 1 else [0, 0, 0, 1, 2, 3])
    say = Wording(draw, name, first, last, of.wordy)
    pool = headings()
    title, subtitle, plan_type = draw.choice(TITLES)
    shape = {"years": str(first) if last == first else f"{first}-{last}", "unit": say.one("unit"), "field": name}
    named = words(draw, of)
    heading_year = None
    if of.effects == "columns" and (of.targets > 1 or draw.random() < 0.6):
        heading_year = last
        word = draw.choice([f"{named.columns['target']} ", ""])
        named.columns["target"] = f"{word}{last}"
        for n in range(of.targets - 1):
            named.columns[f"between{n}"] = f"{word}{last - of.targets + 1 + n}"
        if draw.random() < 0.5:
            named.columns["baseline"] = str(min(first, last - of.targets + 1) - 1)
    # A goal with a single heading below it cannot be told from that heading, so each has two at least.
    count = min(draw.choice([2, 2, 3]), of.initiatives // 2)
    goals = draw.sample(pool["goals"], count) if of.goals and count > 1 else []
    style = draw.choice(["vi", "infinitive", "passive", "done", "noun"])
    if of.leads:
        style = "infinitive"
        named.lead_actions = str(draw.choice(pool["groups"]["leads_actions"]))
        if of.effects == "bullets":
            named.lead_gains = str(draw.choice(pool["groups"]["leads_gains"]))
    stop, effect_stop = style in ("vi", "passive") and draw.random() < 0.5, draw.random() < 0.3
    timed = _timed(draw, of)
    references: list[tuple[str, str]] = []
    initiatives = []
    for i in range(of.initiatives):
        tabled = of.actions == "big-table"
        initiatives.append(
            Initiative(
                say.title(),
                None,
                i * len(goals) // of.initiatives if goals else None,
                [] if tabled else aspects(draw, say, of, references),
                actions(draw, say, of, style, stop, timed, named.lead_actions),
                effects(draw, say, of, effect_stop, heading_year, named.lead_gains),
            )
        )
    number(initiatives, of)
    front = draw.sample(pool["front"]["words"], max(int(of.figures == "sidebar"), draw.choice([0, 1, 2])))
    back = draw.sample(pool["back"]["words"], draw.choice([0, 0, 1]))
    numbered = of.numbering in ("word", "dotted") and of.actions != "big-table"
    return Content(
        title=title.format(**shape),
        subtitle=subtitle.format(**shape),
        plan_type=plan_type,
        unit=shape["unit"] if "{unit}" in title + subtitle else None,
        municipality=draw.choice(pool["places"]),
        first_year=first,
        last_year=last,
        words=named,
        goals=goals,
        goal_numbers=[str(n + 1) if numbered else None for n in range(len(goals))],
        initiatives=initiatives,
        figures=key_figures(draw, say) if of.figures else [],
        front=[(heading, [say.paragraph("prose", 3) for _ in range(draw.choice([1, 2]))]) for heading in front],
        back=[(heading, [say.paragraph("follow"), say.paragraph("resources")]) for heading in back],
        references=references,
    )
