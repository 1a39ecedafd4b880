"""Sentences of the layouts of this folder, from `words.yaml`."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from random import Random
from typing import Any

from ..model import Action, Effect, Figure
from ..times import capital
from ..wording import load, thousands


@cache
def words() -> dict[str, Any]:
    loaded: dict[str, Any] = load("unseen/words.yaml")
    return loaded


def field_names() -> list[str]:
    return sorted(words()["fields"])


class Writer:
    """The writer of one plan: says nothing twice, so that each item is told from each other."""

    def __init__(self, draw: Random, first_year: int, last_year: int) -> None:
        self.draw = draw
        self.name = draw.choice(field_names())
        self.field: dict[str, Any] = words()["fields"][self.name]
        self.first, self.last = first_year, last_year
        self.style = draw.choice(["infinitive", "actor", "passive", "shall", "done", "noun"])
        self.actors: list[str] = draw.sample(words()["actors"], 3)
        self.wordy = draw.choice([0.2, 0.4, 0.7])
        self.said: set[str] = set()

    def one(self, key: str) -> str:
        return str(self.draw.choice(self.field[key]))

    def heading(self, key: str) -> str:
        return str(self.draw.choice(words()["headings"][key]))

    def fresh(self, make: Callable[[], str]) -> str:
        for _ in range(80):
            text = make()
            if text not in self.said:
                break
        else:
            text = f"{make()} ({self.one('places')}, del {len(self.said)})"
        self.said.add(text)
        return text

    def fill(self, template: str) -> str:
        partners = self.draw.sample(self.field["partners"], 2)
        people = self.one("people")
        return template.format(
            people=people, People=capital(people), service=self.one("services"), place=self.one("places"),
            thing=self.one("things"), partner=partners[0], partner2=partners[1], n=self.draw.randint(15, 640),
            share=self.draw.randint(21, 68), hours=self.draw.randint(4, 15),
            before=self.first - self.draw.randint(1, 4),
        )  # fmt: skip

    def paragraph(self, kind: str, count: int = 1) -> str:
        """So many sentences of a kind; the same may be said of two initiatives."""
        return " ".join(self.fill(s) for s in self.draw.sample(words()[kind], count))

    def partners(self) -> str:
        """Who takes part: a role, partners, or both."""
        draw = self.draw
        role = str(draw.choice(words()["roles"]))
        if (roll := draw.random()) < 0.4:
            return role
        chosen = [str(p) for p in draw.sample(self.field["partners"], draw.choice([1, 2]))]
        return (
            f"{role} og {chosen[0]}"
            if roll < 0.6
            else capital(" / ".join(chosen) if roll < 0.75 else " og ".join(chosen))
        )

    def follow_up(self) -> str:
        return self.fill(str(self.draw.choice(words()["follow_ups"])))

    def law(self) -> tuple[str, tuple[str, str]]:
        """A sentence that names a section, and the reference that it makes."""
        law, section = self.field["law"], self.one_section()
        sentence = str(self.draw.choice(words()["laws"])).format(law=law["printed"], section=section)
        return sentence, (law["name"], section.replace(" ", ""))

    def one_section(self) -> str:
        return str(self.draw.choice(self.field["law"]["sections"]))

    # Milestones

    def action(self, stop: bool, tail: bool = True) -> Action:
        def make() -> str:
            text = self._doing(tail)
            if stop:
                text += "."
                if tail and self._long():
                    text += " " + self.fill(self.draw.choice(words()["details"]))
            return text

        return Action(self.fresh(make))

    def _long(self) -> bool:
        return self.draw.random() < self.wordy

    def _doing(self, tail: bool) -> str:
        draw = self.draw
        if self.style in ("noun", "infinitive") and draw.random() < 0.25:
            return self.fill(str(draw.choice(words()["single"])))
        infinitive, present, passive, participle, noun = draw.choice(words()["verbs"]).split(" | ")
        thing = self.one("things")
        text = {
            "infinitive": f"{capital(infinitive)} {thing}",
            "actor": f"{draw.choice(self.actors)} {present} {thing}",
            "passive": f"{capital(thing)} {passive}",
            "shall": f"{capital(thing)} skal {passive}",
            "done": f"{capital(thing)} er {participle}",
            "noun": f"{capital(noun)} {thing}",
        }[self.style]
        return text + (self.fill(str(draw.choice(words()["tails"]))) if tail and self._long() else "")

    # Gains

    def effect(self, numeric: bool, stop: bool) -> Effect:
        holder: list[Effect] = []

        def make() -> str:
            holder.append(self._numeric() if numeric else self._plain())
            return holder[-1].text

        text = self.fresh(make)
        effect = holder[-1]
        effect.text = text + ("." if stop and not text.endswith(".") else "")
        return effect

    def _plain(self) -> Effect:
        people, state, service, bad = (self.one(k) for k in ("people", "states", "services", "bad"))
        one, other = self.draw.sample(self.field["partners"], 2)
        place = self.one("places")
        return self.draw.choice([
            Effect(f"{capital(people)} får lettere adgang til {service}", "increase"),
            Effect(f"En større andel af {people} {state}", "increase"),
            Effect(f"Der er færre {bad} ved {place}", "decrease"),
            Effect(f"Samspillet mellem {one} og {other} er styrket", "increase"),
            Effect(f"Alle {people} {state}", "none"),
            Effect(f"Tilfredsheden hos {people} er vokset", "increase"),
            Effect(f"{capital(bad)} forebygges ved {place}", "decrease"),
            Effect(f"Kvaliteten i arbejdet med {service} fastholdes", "maintain"),
            Effect(f"Antallet af {bad} er lavere end i {self.first - 1}", "decrease"),
            Effect(f"At {people} {state}", "none"),
            Effect(f"{capital(people)} har fået en fast indgang til {service}", "none"),
            Effect(f"Mindre ventetid for {people}, der har brug for {service}", "decrease"),
        ])  # fmt: skip

    def _numeric(self) -> Effect:
        draw = self.draw
        people, state, service, bad = (self.one(k) for k in ("people", "states", "services", "bad"))
        low = draw.randint(12, 50)
        high, n, weeks = low + draw.randint(5, 40), draw.randint(3, 25), draw.randint(2, 6)
        million = draw.choice([12, 15, 24, 35, 48])
        tail, target = draw.choice([
            (f" ved udgangen af {self.last}", f"../{self.last}-12-31"),
            (f" inden {self.last + 1}", f"../{self.last}-12-31"),
            ("", None), ("", None), ("", None),
        ])  # fmt: skip

        def effect(
            text: str, direction: str, amount: Figure, unit: str, kind: str, baseline: int | None = None
        ) -> Effect:
            return Effect(text + tail, direction, amount, unit, kind, baseline, target)

        return draw.choice([
            effect(f"{high} % af {people} {state}", "none", high, "percent", "level"),
            effect(f"Andelen af {people}, der {state}, øges med {n} procentpoint", "increase", n, "percentage_points",
                   "change"),
            effect(f"Antallet af {bad} er bragt ned fra {high} til {low}", "decrease", low, "count", "level", high),
            effect(f"{capital(bad)} er reduceret med {n} %", "decrease", n, "percent", "change"),
            effect(f"Der er plads til {n} flere {people}", "increase", n, "persons", "change"),
            effect(f"Ventetiden på adgang til {service} er faldet fra {weeks + 4} til {weeks} uger", "decrease", weeks,
                   "weeks", "level", weeks + 4),
            effect(f"Udgifterne til {service} falder med {million // 10},{million % 10} mio. kr.", "decrease",
                   million * 100_000, "DKK", "change"),
            effect(f"Udgifterne til {service} sænkes med {thousands(n * 5000)} kr.", "decrease", n * 5000, "DKK",
                   "change"),
            effect(f"Hver medarbejder bruger {n} timer mindre på registrering om måneden", "decrease", n, "hours",
                   "change"),
            effect(f"Svartiden til {people} er højst {weeks} dage", "none", weeks, "days", "level"),
            effect(f"Mindst {high} {people} {state}", "none", high, "persons", "level"),
        ])  # fmt: skip

    def effect_of_columns(self, year: int | None, between: int) -> Effect:
        """A gain whose figures stand in columns of their own; its words state no direction."""
        draw = self.draw
        people, state, service, bad = (self.one(k) for k in ("people", "states", "services", "bad"))
        low, high = draw.randint(14, 45), draw.randint(52, 94)
        text, unit, mark, down = draw.choice([
            (f"Andel af {people}, som {state}", "percent", " %", False),
            (f"Antal {bad}", "count", "", True),
            (f"Antal {people}, som {state}", "persons", "", False),
            (f"Svartid til {people}, i dage", "days", "", True),
            (f"Uger fra ansøgning til {service}", "weeks", "", True),
            (f"{capital(people)}, som {state} (pct.)", "percent", "", False),
            (f"Sagsbehandlingstid ved {service}", "days", " dage", True),
        ])  # fmt: skip
        before, after = (high, low) if down else (low, high)
        cells = [f"{before + (after - before) * (n + 1) // (between + 1)}{mark}" for n in range(between)]
        place = self.one("places")
        said = self.fresh(lambda: text) if text not in self.said else self.fresh(lambda: f"{text} ({place})")
        return Effect(said, "decrease" if down else "increase", after, unit, "level", before,
                      None if year is None else str(year), f"{before}{mark}", f"{after}{mark}", cells)  # fmt: skip
