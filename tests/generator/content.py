"""The words of a plan of a given structure."""

from __future__ import annotations

from random import Random

from .draws import Structure
from .model import Action, Aspect, Content, Effect, Initiative, KeyFigure, Words
from .times import capital
from .wording import FOLLOW, ORGANISATION, PROSE, PURPOSES, RESOURCES, TARGETS, Wording, fields, headings

TITLES = [
    ("Virksomhedsplan {years}", "{unit}", "virksomhedsplan"),
    ("Aftale {years}", "{unit}", "aftale"),
    ("Udviklingskontrakt {years}", "{unit}", "udviklingskontrakt"),
    ("Handleplan {years}", "{unit}", "handleplan"),
    ("Strategi {years}", "{unit}", "strategi"),
    ("Handleplan for {field}området", "{years}", "handleplan"),
    ("{unit}", "Virksomhedsplan {years}", "virksomhedsplan"),
]
PAIRS = {"word", "number"}


def words(draw: Random, of: Structure) -> Words:
    """The headings of a plan; no word stands for two things, so that each column is told from the others."""
    pool = headings()
    used: set[str] = set()

    def pick(entry: dict[str, list[str]], rare: bool) -> str:
        words = [w for w in (entry["rare"] if rare and entry["rare"] else entry["common"]) if w not in used]
        chosen = draw.choice(words or entry["common"])
        used.add(chosen)
        return chosen

    rare = of.unknown
    initiative = pick(pool["initiative_word"], rare and draw.random() < 0.5)
    goal = pick(pool["goal_word"], rare and draw.random() < 0.3)
    columns = {"initiative": initiative}
    used.add("Mål" if initiative == "Mål" or goal == "Mål" else "")
    milestones, gains = pick(pool["milestones"], rare), pick(pool["gains"], rare)
    for name, entry in pool["columns"].items():
        if name != "initiative":
            columns[name] = pick(entry, rare)
    bands = {name: pick(entry, rare and draw.random() < 0.5) for name, entry in pool["bands"].items()}
    return Words(milestones, gains, columns, bands, initiative, goal, pick(pool["figures"], False))


def aspects(draw: Random, say: Wording) -> list[Aspect]:
    """Two to five sections of prose in a usual order; the first may have no heading."""
    pool = headings()

    def heading(key: str) -> str:
        return str(draw.choice(pool[key]["common"]))

    out = []
    if draw.random() < 0.6:
        count = draw.choice([1, 1, 2])
        text = [say.paragraph(PROSE, draw.choice([2, 3])) for _ in range(count)]
        out.append(Aspect("description", heading("description") if draw.random() < 0.5 else None, text))
    else:
        out.append(Aspect("background", heading("background"), [say.paragraph(PROSE, 3)]))
    extra = [
        ("purpose", "purpose", PURPOSES), ("target_group", "target_group", TARGETS), ("resources", "resources", RESOURCES),
        ("organisation", "organisation", ORGANISATION), ("follow_up", "follow_up_section", FOLLOW),
    ]  # fmt: skip
    for kind, key, texts in extra:
        if draw.random() < 0.4:
            out.append(Aspect(kind, heading(key), [say.paragraph(texts, 1)]))
    return out


def _groups(draw: Random, count: int) -> list[str]:
    """The section row of each of `count` items: two or three runs."""
    names = draw.sample(headings()["groups"]["words"], min(draw.choice([2, 3]), count))
    cuts = sorted(draw.sample(range(1, count), len(names) - 1)) if len(names) > 1 else []
    return [names[sum(cut <= i for cut in cuts)] for i in range(count)]


def actions(draw: Random, say: Wording, of: Structure, style: str, stop: bool, timed: str) -> list[Action]:
    """`timed`: column, lead, inside or none."""
    count = max(2, of.many + draw.choice([-1, 0, 0, 1]))
    out = []
    for i in range(count):
        item = say.action(style, stop)
        if timed == "column":
            item.time = say.time(bare=True)
            item.time = type(item.time)(capital(item.time.printed), item.time.edtf, item.time.start, item.time.end)
        elif timed == "lead":
            item.time = say.lead_time(bare=True)
            item.time = type(item.time)(capital(item.time.printed), item.time.edtf, item.time.start, item.time.end)
        elif timed == "inside" and draw.random() < 0.7:
            from .times import inside

            item.time = inside(draw, say.year())
            item.text = f"{item.text.removesuffix('.')} ({item.time.printed})" + ("." if stop else "")
        tabled = of.actions in ("table", "mixed-table", "big-table")
        if of.partners and tabled:
            keep = of.spans and i and draw.random() < 0.6
            item.partners = out[-1].partners if keep else say.partners()
        if of.action_follow_up and of.actions == "table":
            item.follow_up = say.follow_up() if draw.random() < 0.8 else None
        out.append(item)
    if of.section_rows and count >= 4:
        for item, group in zip(out, _groups(draw, count), strict=True):
            item.group = group
    return out


def effects(draw: Random, say: Wording, of: Structure, stop: bool, heading_year: int | None) -> list[Effect]:
    count = draw.randint(2, 4)
    out: list[Effect] = []
    for i in range(count):
        if of.effects == "columns":
            item = say.effect_of_columns(heading_year)
        else:
            item = say.effect(draw.random() < 0.5, stop)
        if of.effects in ("table", "columns", "mixed-table", "big-table"):
            keep = of.spans and i and draw.random() < 0.6
            item.follow_up = out[-1].follow_up if keep else say.follow_up()
        out.append(item)
    return out


def key_figures(draw: Random, say: Wording) -> list[KeyFigure]:
    n = draw.randint(40, 900)
    budget = draw.randint(12, 240)
    pool = [
        KeyFigure("Antal medarbejdere", str(n), n, "persons"),
        KeyFigure("Årsværk", str(n - 12), n - 12, "fte"),
        KeyFigure("Budget i mio. kr.", str(budget), budget * 1_000_000, "DKK"),
        KeyFigure("Sygefravær", f"{budget % 7 + 3} %", budget % 7 + 3, "percent"),
        KeyFigure(f"Antal {say.one('people')}", str(n * 2 + 1), n * 2 + 1, "persons"),
    ]
    return draw.sample(pool, draw.randint(3, 4))


def make(of: Structure) -> Content:
    """Draw the content of a structure; the same structure gives the same content."""
    draw = Random(of.seed)
    name = draw.choice(sorted(fields()))
    first = draw.randint(2016, 2026)
    last = first + draw.choice([0, 0, 0, 1, 2, 3])
    say = Wording(draw, name, first, last, of.wordy)
    pool = headings()
    years = str(first) if last == first else f"{first}-{last}"
    unit = say.one("unit")
    title, subtitle, plan_type = draw.choice(TITLES)
    shape = {"years": years, "unit": unit, "field": name}
    named = words(draw, of)
    heading_year = None
    if of.effects == "columns" and draw.random() < 0.6:
        heading_year = last
        named.columns["target"] = draw.choice([f"{named.columns['target']} {last}", str(last)])
        if draw.random() < 0.5:
            named.columns["baseline"] = str(first - 1)
    goals = draw.sample(pool["goals"], draw.choice([2, 2, 3])) if of.goals else []
    style = draw.choice(["vi", "infinitive", "passive", "done", "noun"])
    stop, effect_stop = style in ("vi", "passive") and draw.random() < 0.5, draw.random() < 0.3
    timed = {
        "table": "column", "big-table": "column", "mixed-table": draw.choice(["column", "none"]), "prose-lines": "lead",
        "key-value": draw.choice(["lead", "lead", "inside"]), "bullets": draw.choice(["lead", "inside", "none"]),
    }[of.actions]  # fmt: skip
    initiatives = []
    for i in range(max(of.initiatives, len(goals))):
        goal = None if not goals else min(i * len(goals) // max(of.initiatives, len(goals)), len(goals) - 1)
        initiatives.append(
            Initiative(
                say.title(), None, goal, aspects(draw, say),
                actions(draw, say, of, style, stop, timed), effects(draw, say, of, effect_stop, heading_year),
            )
        )  # fmt: skip
    number(initiatives, of)
    return Content(
        title.format(**shape), subtitle.format(**shape), plan_type, unit, draw.choice(pool["places"]), first, last, named,
        goals, [str(n + 1) if of.numbering in ("word", "dotted") else None for n in range(len(goals))], initiatives,
        key_figures(draw, say) if of.figures else [],
        [(heading, [say.paragraph(PROSE, 3) for _ in range(draw.choice([1, 2]))])
         for heading in draw.sample(pool["front"]["words"], draw.choice([0, 1, 2]))],
        [(heading, [say.paragraph(FOLLOW + RESOURCES, 2)])
         for heading in draw.sample(pool["back"]["words"], draw.choice([0, 0, 1]))],
        [],
    )  # fmt: skip


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
