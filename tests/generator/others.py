"""Documents that are no plans: minutes, price lists, programmes, foreign annual reports, telephone lists."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from .blocks import Block, Cell, Heading, Paragraph, Run, Table, Title
from .draws import Layout, Structure
from .draws import layout as any_layout
from .plan import Plan, typeset
from .tabled import cell, head
from .wording import load

KINDS = ("minutes", "prices", "programme", "norwegian", "swedish", "phones")
PLACES = ("Åstrup Kommune", "Lindeholm Kommune", "Brogård Kommune", "Fjellebro kommune", "Hejnsø Kommune")


def _text(draw: Random, words: dict[str, list[str]], count: int) -> list[Block]:
    chosen = draw.sample(words["sentences"], min(count, len(words["sentences"])))
    return [Paragraph([Run(" ".join(chosen))])]


def _table(draw: Random, heads: list[str], rows: list[list[str]]) -> Table:
    columns = [h.strip() for h in draw.choice(heads).split(",")]
    body: list[list[Cell]] = [[cell(text) for text in row] for row in rows]
    return Table(
        [[head(name) for name in columns]], body, [3.0, 1.5, 1.5], "figures" if draw.random() < 0.3 else "mixed"
    )


def _minutes(draw: Random, words: dict[str, list[str]]) -> list[Block]:
    out: list[Block] = [Paragraph([Run("Til stede: ", bold=True), Run("; ".join(draw.sample(words["people"], 4)))])]
    for number, point in enumerate(draw.sample(words["points"], draw.randint(4, 7)), 1):
        out.append(Heading(2, f"{number}. {point}", "other"))
        for letter in words["letters"] if draw.random() < 0.7 else words["letters"][2:]:
            out += [Heading(3, letter, "section"), *_text(draw, words, draw.choice([1, 2]))]
    return out


def _rows(kind: str, draw: Random, words: dict[str, list[str]]) -> list[list[str]]:
    things = draw.sample(words["things"], draw.randint(4, 7))
    if kind == "prices":
        return [[t, f"{draw.randint(2, 90) * 25},00", draw.choice(words["units"])] for t in things]
    if kind == "programme":
        hours = sorted(draw.sample(range(9, 22), len(things)))
        return [
            [f"{h}.{draw.choice(['00', '15', '30'])}", t, draw.choice(words["places"])]
            for h, t in zip(hours, things, strict=True)
        ]
    return [[t, draw.choice(words["jobs"]), f"{draw.randint(10, 99)} {draw.randint(10, 99)} 10 {n:02d}"]
            for n, t in enumerate(things)]  # fmt: skip


def _report(draw: Random, words: dict[str, list[str]], year: int) -> list[Block]:
    out: list[Block] = []
    for n, section in enumerate(draw.sample(words["sections"], draw.randint(4, 6)), 1):
        out += [Heading(1, f"{n} {section}" if draw.random() < 0.5 else section, "other"), *_text(draw, words, 3)]
        if n == 2:
            rows = [
                [cell(f), cell(str(draw.randint(40, 900))), cell(str(draw.randint(40, 900)))] for f in words["figures"]
            ]
            out.append(Table([[head(""), head(str(year - 1)), head(str(year))]], rows, [3, 1, 1], "mixed"))
    return out


def blocks(kind: str, draw: Random) -> list[Block]:
    """The blocks of a document of a kind."""
    words: dict[str, list[str]] = load("others.yaml")[kind]
    year = draw.randint(2010, 2026)
    title = f"{draw.choice(words['title'])} {year}" if draw.random() < 0.7 else draw.choice(words["title"])
    out: list[Block] = [Title([title, draw.choice(PLACES), str(year)])]
    if kind == "minutes":
        return out + _minutes(draw, words)
    if kind in ("norwegian", "swedish"):
        return out + _report(draw, words, year)
    out += _text(draw, words, 2)
    for section in words["sections"][: draw.randint(2, 5)]:
        out += [Heading(1, section, "other"), _table(draw, words["head"], _rows(kind, draw, words))]
    return out + _text(draw, words, 1)


def drawn(seed: int, count: int) -> Iterator[tuple[str, str, Random]]:
    """So many documents as a seed gives them, not yet made: name, kind and what draws the rest."""
    for n in range(count):
        yield f"other-{seed}-{n:02d}", KINDS[n % len(KINDS)], Random(f"{seed}/other/{n}")


def build(name: str, kind: str, draw: Random) -> Plan:
    """Make a document; its gold has nothing in it."""
    of = Structure(seed=draw.randrange(2**32), figures="", spans=False)
    look: Layout = any_layout(draw, of)
    look = Layout(engine=look.engine, rules=look.rules, font=look.font, size=look.size, heading=look.heading,
                  furniture=look.furniture, colour=look.colour)  # fmt: skip
    found = blocks(kind, draw)
    title = found[0].lines[0] if isinstance(found[0], Title) else ""
    empty: dict[str, Any] = {"file": f"{name}.pdf", "title": title, "plan_type": "andet"}
    empty |= {key: [] for key in ("goals", "initiatives", "key_figures", "references")}
    return Plan(name, typeset(found, look), empty, ["no plan", kind], of, look)
