"""Sentences of plans: what is done, what is to be achieved, and the prose around it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

from . import times
from .model import Action, Effect, Time
from .times import capital

DISTRICTS = ("distrikt", "afdeling", "områdeinstitution")
FOLDER = Path(__file__).parent
Field = dict[str, Any]


def load(file: str) -> Any:
    """A file of words; a string holds a list, its items between bars."""

    def split(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: split(inner) if key not in ("name", "printed") else inner for key, inner in value.items()}
        return [item.strip() for item in value.split("|")] if isinstance(value, str) else value

    return split(yaml.safe_load((FOLDER / file).read_text("utf-8")))


@cache
def fields() -> dict[str, Field]:
    loaded: dict[str, Field] = load("fields.yaml")
    return loaded


@cache
def headings() -> dict[str, Any]:
    loaded: dict[str, Any] = load("headings.yaml")
    return loaded


@cache
def sentences() -> dict[str, list[str]]:
    loaded: dict[str, list[str]] = yaml.safe_load((FOLDER / "sentences.yaml").read_text("utf-8"))
    return loaded


def thousands(number: int) -> str:
    """A number with points between thousands."""
    return f"{number:,}".replace(",", ".")


class Wording:
    """The writer of one plan: says nothing twice, so that each item is told from each other."""

    def __init__(self, draw: Random, name: str, first_year: int, last_year: int, wordy: float) -> None:
        self.draw = draw
        self.field = fields()[name]
        self.first, self.last = first_year, last_year
        self.wordy = wordy
        self.said: set[str] = set()

    def one(self, key: str) -> str:
        return str(self.draw.choice(self.field[key]))

    def year(self) -> int:
        return self.draw.randint(self.first, self.last)

    def fresh(self, make: Callable[[], str]) -> str:
        """A text that has not been said; each item must be told from all others by its words."""
        for _ in range(60):
            text = make()
            if text not in self.said:
                break
        else:
            text = f"{make()} ({self.one('places')}, nr. {len(self.said)})"
        self.said.add(text)
        return text

    def fill(self, template: str) -> str:
        people = self.one("people")
        partners = self.draw.sample(self.field["partners"], 2)
        return template.format(
            people=people, People=capital(people), service=self.one("services"), place=self.one("places"),
            partner=partners[0], partner2=partners[1], unit=self.one("unit"),
            n=self.draw.randint(12, 480),
            before=self.first - self.draw.randint(1, 3),
        )  # fmt: skip

    def paragraph(self, kind: str, count: int = 1) -> str:
        """So many sentences of a kind."""

        def make() -> str:
            chosen = self.draw.sample(sentences()[kind], count)
            return " ".join(self.fill(s) for s in chosen)

        return self.fresh(make)

    def partners(self) -> str:
        chosen = self.draw.sample(self.field["partners"], self.draw.choice([1, 1, 2, 3]))
        text = chosen[0] if len(chosen) == 1 else ", ".join(chosen[:-1]) + " og " + chosen[-1]
        return capital(text)

    def follow_up(self) -> str:
        return str(self.draw.choice(sentences()["follow_ups"]))

    def _action(self, style: str) -> str:
        draw = self.draw
        infinitive, present, passive, participle, noun = draw.choice(sentences()["verbs"]).split(" | ")
        thing, people, place = self.one("things"), self.one("people"), self.one("places")
        text = {
            "vi": f"Vi {present} {thing} for {people}",
            "infinitive": f"{capital(infinitive)} {thing} for {people}",
            "passive": f"Der {passive} {thing} for {people}",
            "done": f"{capital(thing)} for {people} er {participle}",
            "noun": f"{capital(noun)} {thing} for {people}",
        }[style]
        if draw.random() < 0.5:
            text += f" {'i' if place.split()[0] in DISTRICTS else 'ved'} {place}"
        if draw.random() < self.wordy:
            text += f" sammen med {self.one('partners')}"
        if draw.random() < self.wordy:
            text += f" for at {draw.choice(sentences()['aims'])}"
        return text

    def action(self, style: str, stop: bool) -> Action:
        def make() -> str:
            text = self._action(style)
            if self.draw.random() < self.wordy * 0.7:
                return f"{text}. {self.draw.choice(sentences()['seconds'])}"
            return text + "." if stop else text

        return Action(self.fresh(make))

    def time(self, bare: bool) -> Time:
        return times.in_column(self.draw, self.year(), bare and self.first == self.last)

    def lead_time(self, bare: bool) -> Time:
        return times.as_lead(self.draw, self.year(), bare and self.first == self.last)

    def law(self) -> tuple[str, tuple[str, str]]:
        """A sentence that names a section of law, and what it names."""
        law = self.field["law"]
        section = self.draw.choice(law["sections"])
        sentence = self.draw.choice(sentences()["laws"]).format(law=law["printed"], section=section)
        return sentence, (law["name"], section.replace(" ", ""))

    def listed(self) -> tuple[str, list[str]]:
        """The words of a milestone that ends in a list, and the points of the list."""
        lead = self.fresh(lambda: f"{self.draw.choice(sentences()['lists'])} {self.one('people')}:")
        pool = [*self.field["partners"], *self.field["places"]]
        return lead, [capital(p) if self.first % 2 else p for p in self.draw.sample(pool, self.draw.choice([2, 3, 3]))]

    def title(self) -> str:
        return self.fresh(lambda: self.one("topics"))

    def effect(self, numeric: bool, stop: bool) -> Effect:
        """A gain in words, with its figure where it has one."""
        holder: list[Effect] = []

        def make() -> str:
            effect = self._numeric() if numeric else self._plain()
            holder.append(effect)
            return effect.text

        text = self.fresh(make)
        effect = holder[-1]
        effect.text = text + ("." if stop and not text.endswith(".") else "")
        return effect

    def _plain(self) -> Effect:
        people, state, service = self.one("people"), self.one("states"), self.one("services")
        one, other = self.draw.sample(self.field["partners"], 2)
        where = self.draw.choice(["hele kommunen", "alle enheder", "hverdagen"])
        return self.draw.choice([
            Effect(f"Flere {people} {state}", "increase"),
            Effect(f"Færre {self.one('bad')} i {where}", "decrease"),
            Effect(f"Kortere ventetid på {service} for {people}", "decrease"),
            Effect(f"Bedre samarbejde mellem {one} og {other}", "increase"),
            Effect(f"{capital(people)} {state}", "none"),
            Effect(f"{capital(people)} oplever større kvalitet, når de får brug for {service}", "increase"),
            Effect(f"Højere tilfredshed blandt {people}", "increase"),
        ])  # fmt: skip

    def _numeric(self) -> Effect:
        draw = self.draw
        people, state, service, bad = self.one("people"), self.one("states"), self.one("services"), self.one("bad")
        low = draw.randint(11, 55)
        high = low + draw.randint(4, 40)
        days = draw.randint(4, 20)
        sum_ = draw.choice([2, 3, 5, 8, 10, 12]) * 100_000
        n = draw.choice([2, 3, 5, 8, 10, 15, 20, 25])
        dated = draw.random() < 0.3
        until = f" inden udgangen af {self.last}" if dated else ""
        target = f"../{self.last}-12-31" if dated else None

        def effect(text: str, direction: str, amount: int, unit: str, kind: str, baseline: int | None = None) -> Effect:
            return Effect(text + until, direction, amount, unit, kind, baseline, target)

        return draw.choice([
            effect(f"Andelen af {people}, der {state}, stiger fra {low} % til {high} %", "increase", high, "percent",
                   "level", low),
            effect(f"Mindst {high} % af {people} {state}", "none", high, "percent", "level"),
            effect(f"Antallet af {bad} falder med {n} %", "decrease", n, "percent", "change"),
            effect(f"Ventetiden på {service} nedbringes til {days} dage", "decrease", days, "days", "level"),
            effect(f"{capital(bad)} nedbringes med {n} procent", "decrease", n, "percent", "change"),
            effect(f"Udgifterne til {service} reduceres med {thousands(sum_)} kr.", "decrease", sum_, "DKK", "change"),
            effect(f"{high} {people} {state}", "none", high, "persons", "level"),
        ])  # fmt: skip

    def effect_of_columns(self, heading_year: int | None, between: int) -> Effect:
        """A gain whose figures stand in columns of their own; its words state no direction."""
        draw = self.draw
        people, state, service, bad = self.one("people"), self.one("states"), self.one("services"), self.one("bad")
        low, high = draw.randint(11, 55), draw.randint(56, 95)
        text, unit, mark, down = draw.choice([
            (f"Andel af {people}, der {state}", "percent", " %", False),
            (f"Procent af {people}, der {state}", "percent", " %", False),
            (f"Antal {bad} om året", "count", "", True),
            (f"Ventetid på {service}, i dage", "days", "", True),
            (f"Antal {people}, der {state}", "persons", "", False),
            (f"Dage fra henvendelse til {service}", "days", " dage", True),
        ])  # fmt: skip
        before, after = (high, low) if down else (low, high)
        return Effect(
            self.fresh(lambda: text) if text not in self.said else self.fresh(lambda: f"{text} ({self.one('places')})"),
            "decrease" if down else "increase", after, unit, "level", before,
            None if heading_year is None else str(heading_year),
            f"{before}{mark}", f"{after}{mark}",
            [f"{before + (after - before) * (n + 1) // (between + 1)}{mark}" for n in range(between)],
        )  # fmt: skip
