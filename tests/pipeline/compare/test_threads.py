"""Initiatives followed from plan to plan: a generated series of known truth, and single cases."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import pytest
from planspor.extractors.danish.sentences import sentences
from planspor.pipeline.compare.similarity import make_space
from planspor.pipeline.compare.source import Source
from planspor.pipeline.compare.threads import thread_rows

YEARS = range(2019, 2024)
Row = dict[str, Any]
Event = tuple[str, str | None, str | None]
"""What happened (`goes on`, `split`, `merged`, `ended`, `new`, `start`), and both ids."""
NEW_TITLES = (
    "Fra projekt til drift|Næste skridt|Fase 2|Vi holder fast|Sammen om opgaven|På vej|Et løft til området|Tættere på|"
    "Ny retning|Det fælles ansvar|Godt begyndt|Bedre rammer|I mål med det, vi lovede|Et skridt videre|Styrket indsats"
).split("|")
BOILERPLATE = (
    "Arbejdet fortsætter i den nye periode.|Erfaringerne fra sidste år er samlet op.|Rammen for økonomien holdes.|"
    "Ledelsen følger fremdriften på hvert møde.|Medarbejderne har bakket op om ændringerne.|Udvalget er orienteret.|"
    "Samarbejdet på tværs er blevet lettere.|Der er stadig udfordringer med bemandingen.|Vi lytter undervejs."
).split("|")
LATER = "Evaluering|Udbredelse til hele kommunen|Status til udvalget|Ny aftale med partnere|Kursus".split("|")


@dataclass
class Work:
    """An initiative as it lives on from year to year."""

    title: str
    said: list[str]
    milestones: list[str]
    gains: list[str]
    last: str | None = None
    """Its id in the plan before."""
    parents: list[str] = field(default_factory=list)
    split: bool = False


def sample_works(corpus: Path) -> list[list[Work]]:
    """The initiatives of six sample plans, each plan those of one municipality, and of the others as newcomers."""
    out = []
    for path in sorted(corpus.glob("*.gold.json")):
        found = json.loads(path.read_text(encoding="utf-8"))["initiatives"]
        out.append([_work(one) for one in found])
    return [*out[:6], [work for works in out[6:] for work in works]]


def _work(one: Row) -> Work:
    text = "\n".join(aspect["text"] for aspect in one["aspects"])
    said = [text[span.start : span.end] for span in sentences(text)]
    return Work(one["title"], said, [m["text"] for m in one["milestones"]], [g["text"] for g in one["gains"]])


def next_year(works: list[Work], draw: Random, newcomers: list[Work], titles: list[str]) -> list[Work]:
    """What the municipality writes the year after: each goes on, is renamed, split, merged or ends."""
    out: list[Work] = []
    works = works[:]
    draw.shuffle(works)
    if len(works) > 4 and draw.random() < 0.5:
        first, second = works.pop(), works.pop()
        merged = Work(
            titles.pop(), _some(first.said + second.said, draw, 0.7),
            _some(first.milestones + second.milestones, draw, 0.7), _some(first.gains + second.gains, draw, 0.7),
            parents=[w.last for w in (first, second) if w.last],
        )  # fmt: skip
        out.append(merged)
    for work in works:
        fate = draw.random()
        if fate < 0.12 and len(works) > 3:
            continue
        if fate < 0.24 and len(work.said) >= 6 and len(work.milestones) >= 2:
            title = titles.pop()
            out += [
                Work(
                    f"{title} {n + 1}", work.said[n::2], work.milestones[n::2], work.gains[n::2],
                    parents=[work.last] if work.last else [], split=True,
                )
                for n in (0, 1)
            ]  # fmt: skip
            continue
        title = titles.pop() if fate < 0.45 else work.title
        kept = _some(work.said, draw, 0.75) + draw.sample(BOILERPLATE, 2)
        milestones = [*_some(work.milestones, draw, 0.5), f"{draw.choice(LATER)}: {work.milestones[0][:40]}"]
        out.append(
            Work(title, kept, milestones, _some(work.gains, draw, 0.7), parents=[work.last] if work.last else [])
        )
    if newcomers and draw.random() < 0.6:
        out.append(newcomers.pop())
    draw.shuffle(out)
    return out


def _some(items: list[str], draw: Random, share: float) -> list[str]:
    """A part of the items in their order, one at least."""
    chosen = [item for item in items if draw.random() < share]
    return chosen or items[:1]


def generated(corpus: Path, make: Any, seed: int) -> tuple[Source, set[Event]]:
    """Five years of six municipalities, and what truly happened."""
    draw = Random(seed)
    *own, newcomers = sample_works(corpus)
    draw.shuffle(newcomers)
    initiatives, truth = [], set()
    for code, works in enumerate(own, 911):
        titles = draw.sample(NEW_TITLES, len(NEW_TITLES))
        for year in YEARS:
            plan = make.plan(str(code), year, unit=f"Afdeling {code}", title=f"Aftale {year}")
            if year > YEARS[0]:
                before = {work.last for work in works}
                works = next_year(works, draw, newcomers, titles)
                gone = before - {parent for work in works for parent in work.parents}
                truth |= {("ended", last, None) for last in gone}
            for number, work in enumerate(works, 1):
                milestones = [make.milestone(text, f"{year}-03-01", f"{year}-05-31") for text in work.milestones]
                gains = [make.gain(text) for text in work.gains]
                one = make.initiative(plan, number, work.title, " ".join(work.said), milestones, gains)
                initiatives.append(one)
                kind = "split" if work.split else "merged" if len(work.parents) > 1 else "goes on"
                truth |= {(kind, parent, one.id) for parent in work.parents}
                if not work.parents:
                    truth.add(("start" if year == YEARS[0] else "new", None, one.id))
            works = [
                Work(work.title, work.said, work.milestones, work.gains, last=f"{plan.id}/i{number:02}")
                for number, work in enumerate(works, 1)
            ]
    return make.source(*initiatives), truth


def rows_of(source: Source) -> list[Row]:
    return list(thread_rows(source, make_space(source.initiatives)))


def events(rows: list[Row]) -> set[Event]:
    """What the table says happened; whether something changed besides is no matter here."""
    names = {"continued": "goes on", "changed": "goes on"}
    return {(names.get(row["status"], row["status"]), row["initiative_from"], row["initiative_to"]) for row in rows}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_six_municipalities_over_five_years(corpus: Path, make: Any, seed: int) -> None:
    source, truth = generated(corpus, make, seed)
    truth = {event for event in truth if event[0] != "start"}
    found = {event for event in events(rows_of(source)) if event[0] != "start"}
    assert {event[0] for event in truth} == {"goes on", "split", "merged", "ended", "new"}
    right = len(found & truth)
    f1 = 2 * right / (len(found) + len(truth))
    assert f1 >= 0.9, sorted(found ^ truth, key=str)


TEXT = "Borgere med psykisk sårbarhed får støtte i små grupper, hvor de øver sig i økonomi og madlavning."


def test_what_changed_is_told(make: Any) -> None:
    before, after = make.plan("230", 2020), make.plan("230", 2021)
    earlier = make.initiative(
        before, 1, "Støtte i grupper", TEXT,
        [make.milestone("Første gruppe begynder", "2020-03-01", "2020-03-31"), make.milestone("Lokaler findes")],
        [make.gain("80 % er tilfredse", direction="increase", amount=80, unit="percent", amount_kind="level")],
    )  # fmt: skip
    later = make.initiative(
        after, 1, "Gruppestøtte til flere", TEXT,
        [make.milestone("Første gruppe begynder", "2021-02-01", "2021-02-28")],
        [make.gain("85 % er tilfredse", direction="increase", amount=85, unit="percent", amount_kind="level")],
    )  # fmt: skip
    _, row = rows_of(make.source(earlier, later))
    assert (row["status"], row["renamed"], row["year_from"], row["year_to"]) == ("changed", True, 2020, 2021)
    counts = {name: row[f"milestones_{name}"] for name in ("kept", "moved", "dropped", "added")}
    assert counts == {"kept": 1, "moved": 1, "dropped": 1, "added": 0}
    assert (row["gains_kept"], row["gains_changed"]) == (1, 1)
    assert "increase 80 percent → increase 85 percent" in row["changes"]
    assert row["thread_id"] == earlier.id


def test_the_same_said_again_is_continued(make: Any) -> None:
    source = make.source(
        *(make.initiative(make.plan("230", year), 1, "Støtte i grupper", TEXT) for year in (2020, 2021))
    )
    assert [row["status"] for row in rows_of(source)] == ["start", "continued"]


def test_a_year_that_was_not_read_ends_nothing(make: Any) -> None:
    source = make.source(
        *(make.initiative(make.plan("230", year), 1, "Støtte i grupper", TEXT) for year in (2018, 2021))
    )
    assert [(row["status"], row["year_from"], row["year_to"]) for row in rows_of(source)] == [
        ("start", None, 2018),
        ("continued", 2018, 2021),
    ]


def test_the_last_plan_says_nothing_of_what_became_of_it(make: Any) -> None:
    gone = make.initiative(make.plan("230", 2020), 1, "Cykelstier langs landevejene", "Der anlægges stier.")
    other = make.initiative(make.plan("230", 2021), 1, "Støtte i grupper", TEXT)
    found = events(rows_of(make.source(gone, other)))
    assert found == {("start", None, gone.id), ("ended", gone.id, None), ("new", None, other.id)}


def test_the_text_says_that_it_goes_on(make: Any) -> None:
    text = f"{TEXT} Målet er videreført fra aftalen i 2017."
    (row,) = rows_of(make.source(make.initiative(make.plan("190", 2018), 1, "Støtte i grupper", text)))
    assert (row["status"], row["year_from"], row["initiative_from"]) == ("continued", 2017, None)
    assert "videreført fra aftalen i 2017" in row["evidence"]


def test_plans_of_other_units_or_kinds_are_other_series(make: Any) -> None:
    plans = [
        make.plan("230", 2020, unit="Socialpsykiatrien", id="a"),
        make.plan("230", 2021, unit="Vej og Park", id="b"),
        make.plan("230", 2022, unit="Center for Socialpsykiatri", id="c"),
        make.plan("230", 2023, unit="Socialpsykiatrien", id="d", plan_type="strategi"),
        make.plan("461", 2022, unit="Socialpsykiatrien", id="e"),
    ]
    found = events(rows_of(make.source(*(make.initiative(p, 1, "Støtte i grupper", TEXT) for p in plans))))
    assert {event for event in found if event[0] != "start"} == {("goes on", "a/i01", "c/i01")}


def test_a_plan_without_a_period_has_no_thread(make: Any) -> None:
    assert rows_of(make.source(make.initiative(make.plan("230", None), 1, "Støtte i grupper", TEXT))) == []
