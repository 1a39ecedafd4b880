"""Sentences of plans: what is done, what is to be achieved, and the prose around it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

from . import times
from .model import Action, Effect
from .times import capital

FOLDER = Path(__file__).parent
Field = dict[str, Any]

# Infinitive, present, passive, participle, noun with its preposition.
VERBS = [
    ("udarbejde", "udarbejder", "udarbejdes", "udarbejdet", "udarbejdelse af"),
    ("afprøve", "afprøver", "afprøves", "afprøvet", "afprøvning af"),
    ("etablere", "etablerer", "etableres", "etableret", "etablering af"),
    ("gennemføre", "gennemfører", "gennemføres", "gennemført", "gennemførelse af"),
    ("evaluere", "evaluerer", "evalueres", "evalueret", "evaluering af"),
    ("indføre", "indfører", "indføres", "indført", "indførelse af"),
    ("udvikle", "udvikler", "udvikles", "udviklet", "udvikling af"),
    ("planlægge", "planlægger", "planlægges", "planlagt", "planlægning af"),
    ("beskrive", "beskriver", "beskrives", "beskrevet", "beskrivelse af"),
    ("forberede", "forbereder", "forberedes", "forberedt", "forberedelse af"),
    ("udbrede", "udbreder", "udbredes", "udbredt", "udbredelse af"),
    ("igangsætte", "igangsætter", "igangsættes", "igangsat", "igangsættelse af"),
]
AIMS = [
    "få flere erfaringer med på vejen", "skabe klarhed om opgaverne", "dele viden på tværs", "undgå dobbeltarbejde",
    "finde de bedste løsninger", "give plads til lokale hensyn", "få et fælles sprog for arbejdet",
]  # fmt: skip
SECONDS = [
    "Erfaringerne samles op og deles med de øvrige enheder.", "Arbejdet tager afsæt i de gode eksempler, vi allerede har.",
    "Der nedsættes en lille arbejdsgruppe med deltagere fra alle afdelinger.", "Ledelsen tager stilling til det videre forløb.",
    "Brugerne inddrages undervejs gennem interview og besøg.", "Personalet får et halvdagskursus, før vi går i gang.",
    "Resultatet forelægges det politiske udvalg og MED-udvalget.", "Materialet oversættes og lægges på kommunens hjemmeside.",
]  # fmt: skip
FOLLOW_UPS = [
    "Opgørelse i fagsystemet", "Spørgeskema til brugerne", "Ledelsesinformation hvert kvartal", "Interview med et udsnit",
    "Årlig brugerundersøgelse", "Drøftes på afdelingsmøder", "Status i budgetopfølgningen", "Registrering i journalen",
    "Audit af ti sager", "Den nationale trivselsmåling", "Tælling to gange om året", "Gennemgang på ledermøde",
    "Halvårlig rapport til udvalget", "Optælling ved årets slutning",
]  # fmt: skip
PROSE = [
    "Vi har gennem de seneste år set, at {people} møder for mange forskellige indgange til hjælpen.",
    "Kommunen bruger i dag mange kræfter på {service}, men virkningen er ikke den samme alle steder.",
    "Erfaringer fra {place} viser, at små ændringer i hverdagen kan gøre en stor forskel.",
    "Arbejdet skal ses i sammenhæng med de politikker, som byrådet vedtog ved begyndelsen af perioden.",
    "Det kræver, at medarbejdere og ledere tør gøre op med vante arbejdsgange og dele deres viden.",
    "Samarbejdet med {partner} er afgørende, og det skal have faste rammer i stedet for at bero på enkeltpersoner.",
    "Der er i dag store forskelle mellem enhederne, og det oplever {people} som tilfældigt.",
    "Målet er ikke flere møder, men bedre brug af den tid, som allerede er sat af.",
    "Omkring {n} {people} er i kontakt med området i løbet af et år.",
    "Når overgangene er dårlige, går viden tabt, og det koster både tid og tillid.",
    "Økonomien er stram, og nye opgaver skal løses ved at lægge andre fra sig.",
    "Vi ved fra forskningen, at en tidlig og samlet indsats virker bedre end mange små.",
]
PURPOSES = [
    "At {people} oplever en sammenhængende hjælp, uanset hvor de henvender sig.",
    "Indsatsen skal give medarbejderne fælles redskaber og mere tid til kerneopgaven.",
    "Vi vil skabe bedre rammer for samarbejdet mellem {partner} og {partner2}.",
    "Formålet er at sikre kvalitet i hele kæden, fra første henvendelse til afslutning.",
]
RESOURCES = [
    "Indsatsen holdes inden for den afsatte ramme.", "Der er afsat {n}.000 kr. i budgettet til frikøb og materialer.",
    "Udgiften deles med {partner}.", "En halv stilling flyttes fra driften til projektet.",
]  # fmt: skip
TARGETS = ["Indsatsen retter sig mod {people}.", "{People} og deres nærmeste.", "{People} samt medarbejdere i {place}."]
ORGANISATION = ["Lederen af området har ansvaret, og {partner} sidder med i styregruppen.",
    "Projektet er forankret i {unit} med en styregruppe på fem personer."]  # fmt: skip
FOLLOW = ["Styregruppen gør status to gange om året.", "Der følges op i den årlige redegørelse til udvalget.",
    "Ledelsen drøfter fremdriften på hvert andet møde."]  # fmt: skip


def _load(file: str) -> Any:
    """A file of words; a string holds a list, its items between bars."""

    def split(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: split(inner) for key, inner in value.items()}
        return [item.strip() for item in value.split("|")] if isinstance(value, str) else value

    return split(yaml.safe_load((FOLDER / file).read_text("utf-8")))


@cache
def fields() -> dict[str, Field]:
    loaded: dict[str, Field] = _load("fields.yaml")
    return loaded


@cache
def headings() -> dict[str, Any]:
    loaded: dict[str, Any] = _load("headings.yaml")
    return loaded


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
        return template.format(
            people=people, People=capital(people), service=self.one("services"), place=self.one("places"),
            partner=self.one("partners"), partner2=self.one("partners"), unit=self.one("unit"),
            n=self.draw.randint(12, 480),
        )  # fmt: skip

    def paragraph(self, pool: list[str] | None = None, sentences: int = 2) -> str:
        def make() -> str:
            chosen = self.draw.sample(pool or PROSE, min(sentences, len(pool or PROSE)))
            return " ".join(self.fill(s) for s in chosen)

        return self.fresh(make)

    def partners(self) -> str:
        chosen = self.draw.sample(self.field["partners"], self.draw.choice([1, 1, 2, 3]))
        text = chosen[0] if len(chosen) == 1 else ", ".join(chosen[:-1]) + " og " + chosen[-1]
        return capital(text)

    def follow_up(self) -> str:
        return str(self.draw.choice(FOLLOW_UPS))

    def _action(self, style: str) -> str:
        draw = self.draw
        infinitive, present, passive, participle, noun = draw.choice(VERBS)
        thing, people, place = self.one("things"), self.one("people"), self.one("places")
        text = {
            "vi": f"Vi {present} {thing} for {people}",
            "infinitive": f"{capital(infinitive)} {thing} for {people}",
            "passive": f"Der {passive} {thing} for {people}",
            "done": f"{capital(thing)} for {people} er {participle}",
            "noun": f"{capital(noun)} {thing} for {people}",
        }[style]
        if draw.random() < 0.5:
            text += f" i {place}" if place.split()[0] in ("distrikt", "afdeling", "områdeinstitution") else f" ved {place}"
        if draw.random() < self.wordy:
            text += f" sammen med {self.one('partners')}"
        if draw.random() < self.wordy:
            text += f" for at {draw.choice(AIMS)}"
        return text

    def action(self, style: str, stop: bool) -> Action:
        def make() -> str:
            text = self._action(style)
            if self.draw.random() < self.wordy * 0.7:
                return f"{text}. {self.draw.choice(SECONDS)}"
            return text + "." if stop else text

        return Action(self.fresh(make))

    def time(self, bare: bool) -> times.Time:
        return times.in_column(self.draw, self.year(), bare and self.first == self.last)

    def lead_time(self, bare: bool) -> times.Time:
        return times.as_lead(self.draw, self.year(), bare and self.first == self.last)

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
        return self.draw.choice([
            Effect(f"Flere {people} {state}", "increase"),
            Effect(f"Færre {self.one('bad')} i {self.draw.choice(['hele kommunen', 'alle enheder', 'hverdagen'])}", "decrease"),
            Effect(f"Kortere ventetid på {service} for {people}", "decrease"),
            Effect(f"Bedre samarbejde mellem {self.one('partners')} og {self.one('partners')}", "increase"),
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
        n = draw.choice([2, 3, 5, 8, 10, 15, 20, 25])
        dated = draw.random() < 0.3
        until = f" inden udgangen af {self.last}" if dated else ""
        target = f"../{self.last}-12-31" if dated else None

        def effect(text: str, *rest: Any, **more: Any) -> Effect:
            return Effect(text + until, *rest, **more, target_edtf=target)

        return draw.choice([
            effect(f"Andelen af {people}, der {state}, stiger fra {low} % til {high} %", "increase", high, "percent",
                   "level", low),
            effect(f"Mindst {high} % af {people} {state}", "none", high, "percent", "level"),
            effect(f"Antallet af {bad} falder med {n} %", "decrease", n, "percent", "change"),
            effect(f"Ventetiden på {service} nedbringes til {days} dage", "decrease", days, "days", "level"),
            effect(f"{capital(bad)} nedbringes med {n} procent", "decrease", n, "percent", "change"),
            effect(f"Udgifterne til {service} reduceres med {n}00.000 kr.", "decrease", n * 100000, "DKK", "change"),
            effect(f"{high} {people} {state}", "none", high, "persons", "level"),
        ])  # fmt: skip

    def effect_of_columns(self, heading_year: int | None) -> Effect:
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
        )  # fmt: skip
