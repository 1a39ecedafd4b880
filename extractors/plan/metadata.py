"""What a plan says of itself: title, kind, unit, municipality, period, date of publication.

Each value comes from the manifest where it has one, else from the pages, and last from the file's name (`inferred`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import PurePosixPath
from typing import cast

from ...models.layout import Block, Document, Role
from ...models.manifest import ManifestRow
from ...models.plan import Evidence, Municipality, PlanType
from ..values.municipalities import (
    MunicipalityMention,
    by_code,
    by_name,
    find_municipalities,
    find_places,
    names_only_a_municipality,
)
from ..values.times import Period, read_date, read_period
from ..vocabulary.phrases import load_yaml
from .front import FrontLine, facts_of, lines_of
from .heading_roles import heading_role
from .items import places_of
from .plan_kinds import type_in, weak_type_in
from .published import read_published
from .unit import read_unit

_SENTENCE = 8
"""Fewest words of a line with a full stop that is running text."""


@dataclass(slots=True)
class Metadata:
    """A plan's own data, with the evidence of each value."""

    title: str | None = None
    plan_type: PlanType = "andet"
    unit: str | None = None
    municipalities: list[Municipality] = field(default_factory=list)
    period: Period | None = None
    published: str | None = None
    cells: dict[str, Evidence] = field(default_factory=dict)


def read_metadata(document: Document, file: str, manifest: ManifestRow | None) -> Metadata:
    """All metadata of a document; `file` is its path below the given folder."""
    lines = lines_of(document)
    last = _front_pages(document)
    front = [line for line in lines if line.page <= last]
    facts = facts_of(document, last)
    out = Metadata()
    title = _title(front)
    if title is not None:
        out.title = title.text
        out.cells["title"] = Evidence(places=title.places, confidence=0.9, rule="largest line of the front")
    _plan_type(out, title, front, lines, file)
    _period(out, title, [*front, *facts], lines, file)
    _municipalities(out, document, lines, file)
    unit = read_unit(title, front, facts)
    if unit is not None:
        out.unit = unit.name
        sure = round(min(unit.confidence, 0.95), 2)
        out.cells["unit"] = Evidence(places=unit.line.places, confidence=sure, rule="unit:cover")
    published = read_published([*facts, *lines], len(document.pages))
    if published is not None:
        out.published, out.cells["published"] = published
    if manifest is not None:
        _from_manifest(out, manifest)
    return out


def _front_pages(document: Document) -> int:
    """The cover and, where it bears little text, the page behind it."""
    first = sum(len(word.text) for word in document.pages[0].words) if document.pages else 0
    return 1 if first > 600 else 2


def _title(front: list[FrontLine]) -> FrontLine | None:
    """The largest line of the cover that is neither a running header nor a section's heading."""
    usable = [
        line
        for line in front
        if line.role not in (Role.HEADER, Role.FOOTER, Role.FOOTNOTE, Role.LIST_ITEM, Role.FIGURE_TEXT)
        and 2 < len(line.text) < 160
        and re.search(r"[A-Za-zÆØÅæøå]{3}", line.text)
        and not names_only_a_municipality(line.text)
    ]
    body: Counter[float] = Counter()
    for line in front:
        if line.role is Role.PARAGRAPH and line.text:
            body[round(line.size, 1)] += len(line.text)
    if not usable:
        return None
    normal = body.most_common(1)[0][0] if body else 10.0
    page = min(line.page for line in usable)
    for candidates in ([line for line in usable if line.page == page], usable):
        best = max(candidates, key=lambda line: (round(line.size, 1), -candidates.index(line)))
        if best.size >= normal * 1.15 or best.role is Role.HEADING:
            role = heading_role(best.text)
            if role is not None and role.score >= 0.9 and not type_in(best.text):
                continue
            return _with_next(best, usable)
    return None


def _with_next(best: FrontLine, lines: list[FrontLine]) -> FrontLine:
    """A title over several blocks of the same size on the same page is one."""
    i = lines.index(best)
    text, blocks = best.text, list(best.blocks)
    for line in lines[i + 1 : i + 3]:
        if (
            line.page != best.page
            or abs(line.size - best.size) > 0.5
            or line.blocks[0].style.bold != best.blocks[0].style.bold
        ):
            break
        text, blocks = f"{text} {line.text}", blocks + line.blocks
    return FrontLine(text, best.size, best.page, blocks, best.role)


def _plan_type(
    out: Metadata, title: FrontLine | None, front: list[FrontLine], lines: list[FrontLine], file: str
) -> None:
    steps: list[tuple[str, float, Iterable[FrontLine]]] = [
        ("title", 0.95, [title] if title else []),
        ("subtitle", 0.9, [line for line in front if len(line.text) < 120 and line.role is not Role.PARAGRAPH]),
        ("front", 0.85, [line for line in front if len(line.text) < 120 and not _is_sentence(line)]),
        ("running header", 0.85, [line for line in lines if line.role in (Role.HEADER, Role.FOOTER)]),
    ]
    for rule, confidence, candidates in steps:
        for line in candidates:
            kind = type_in(line.text)
            if kind is not None:
                out.plan_type = cast(PlanType, kind)
                out.cells["plan_type"] = Evidence(places=line.places, confidence=confidence, rule=f"plan type:{rule}")
                return
    for line in [title] if title else []:
        kind = weak_type_in(line.text)
        if kind is not None:
            out.plan_type = cast(PlanType, kind)
            out.cells["plan_type"] = Evidence(places=line.places, confidence=0.6, rule="plan type:title ends in plan")
            return
    for line in (line for line in front if line.role is Role.PARAGRAPH):
        kind = type_in(line.text)
        if kind is not None:
            out.plan_type = cast(PlanType, kind)
            out.cells["plan_type"] = Evidence(places=line.places, confidence=0.6, rule="plan type:front text")
            return
    kind = type_in(PurePosixPath(file).stem.replace("-", " ").replace("_", " "))
    if kind is not None:
        out.plan_type = cast(PlanType, kind)
        out.cells["plan_type"] = Evidence(confidence=0.4, inferred=True, rule="file name")


@cache
def _period_words() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(load_yaml('metadata.yaml')['period_words'])})\b", re.I)


def _period(out: Metadata, title: FrontLine | None, front: list[FrontLine], lines: list[FrontLine], file: str) -> None:
    short = [
        line
        for line in front
        if len(line.text) < 120
        and line.role is not Role.FOOTNOTE
        and not _is_date(line.text)
        and (not _is_sentence(line) or _period_words().search(line.text))
    ]
    running = [line for line in lines if line.role in (Role.HEADER, Role.FOOTER)]
    typed = [line for line in short if type_in(line.text) or weak_type_in(line.text)]
    for rule, confidence, candidates in (
        ("title", 0.95, [title] if title else []),
        ("line with the kind of plan", 0.9, typed),
        ("front", 0.8, short),
        ("running header", 0.8, running),
        ("front text", 0.6, [line for line in front if _period_words().search(line.text)]),
    ):
        for line in candidates:
            found = read_period(line.text)
            if found is not None:
                _set_period(out, found, Evidence(places=line.places, confidence=confidence, rule=f"period:{rule}"))
                return
    if out.plan_type == "casebeskrivelse":
        return  # a collection of cases has no period of its own
    found = read_period(PurePosixPath(file).stem.replace("_", " ").replace("-", " "))
    found = read_period(PurePosixPath(file).stem) or found
    if found is not None:
        _set_period(out, found, Evidence(confidence=0.4, inferred=True, rule="file name"))


def _set_period(out: Metadata, period: Period, evidence: Evidence) -> None:
    out.period = period
    out.cells["period_start"] = out.cells["period_end"] = evidence


def _is_sentence(line: FrontLine) -> bool:
    """Whether a line is running text, where a word like "budget" tells nothing of the document itself."""
    return line.role is Role.PARAGRAPH and len(line.text.split()) >= _SENTENCE and line.text.rstrip().endswith(".")


def _is_date(text: str) -> bool:
    return len(text) < 40 and read_date(text) is not None and read_period(text) is None


def _municipalities(out: Metadata, document: Document, lines: list[FrontLine], file: str) -> None:
    """The municipalities of a collection of cases; else the one that the pages name, that their local places are in, or
    that the file's name tells."""
    cases = case_headers(document)
    if len(cases) >= 2:
        for mention, blocks in cases:
            _add(out, mention, Evidence(places=places_of(blocks)[:1], confidence=0.9, rule="running header"))
        return
    printed = _named_on_pages(lines)
    named = by_name_in(PurePosixPath(file).stem)
    local = None if printed else _by_places(lines)
    if printed is not None:
        _add(out, *printed)
    elif local is not None and (named is None or named.code == local[0].code):
        _add(out, *local)
    elif named is not None:
        _add(out, named, Evidence(confidence=0.4, inferred=True, rule="file name"))


def _named_on_pages(lines: list[FrontLine]) -> tuple[MunicipalityMention, Evidence] | None:
    """The municipality that is named most, the first page and running headers before all."""
    counts: Counter[str] = Counter()
    first: dict[str, tuple[MunicipalityMention, FrontLine]] = {}
    for line in lines:
        weight = 3 if line.page == 1 or line.role in (Role.HEADER, Role.FOOTER) else 1
        if line.page > 1 and "ommune" not in line.text and "OMMUNE" not in line.text:
            continue  # below the first page only "X Kommune" counts
        for mention in find_municipalities(line.text):
            strong = mention.rule != "bare name"
            if strong or line.page == 1:
                counts[mention.code] += weight * (2 if strong else 1)
                first.setdefault(mention.code, (mention, line))
    if not counts:
        return None
    code = max(counts, key=lambda c: (counts[c], -lines.index(first[c][1])))
    mention, line = first[code]
    sure = 0.9 if counts[code] > 2 else 0.6
    return mention, Evidence(places=line.places, confidence=sure, rule=f"municipality:{mention.rule}")


def _by_places(lines: list[FrontLine]) -> tuple[MunicipalityMention, Evidence] | None:
    """The municipality that most of the local places are in, where it is clear."""
    places: Counter[str] = Counter()
    where: dict[str, tuple[MunicipalityMention, FrontLine]] = {}
    for line in lines:
        for mention in find_places(line.text):
            places[mention.code] += 1
            where.setdefault(mention.code, (mention, line))
    ranked = places.most_common(2)
    if not ranked or ranked[0][1] < 2 or (len(ranked) > 1 and ranked[0][1] < 2 * ranked[1][1]):
        return None
    mention, line = where[ranked[0][0]]
    return mention, Evidence(places=line.places, confidence=0.6, inferred=True, rule="municipality:local places")


def by_name_in(stem: str) -> MunicipalityMention | None:
    """A municipality whose name, as it is or in ASCII, begins the file's name or stands in it between dashes."""
    parts = re.split(r"[-_\s.]+", stem)
    for n in (3, 2, 1):
        for i in range(len(parts) - n + 1):
            found = by_name("-".join(parts[i : i + n])) or by_name(" ".join(parts[i : i + n]))
            if found is not None:
                return found
    return None


def _add(out: Metadata, mention: MunicipalityMention, evidence: Evidence) -> None:
    out.municipalities.append(
        Municipality(
            code=mention.code,
            name=mention.name,
            region=mention.region,
            places=evidence.places,
            confidence=evidence.confidence,
            cells={"code": evidence, "name": evidence},
        )
    )


def case_headers(document: Document) -> list[tuple[MunicipalityMention, list[Block]]]:
    """The municipalities that running headers name in turn, as in a collection of cases, with their header blocks."""
    found: dict[str, tuple[MunicipalityMention, list[Block]]] = {}
    for piece in document.flow:
        if isinstance(piece, Block) and piece.role is Role.HEADER:
            for mention in find_municipalities(piece.text):
                if len(piece.text) - (mention.end - mention.start) <= 12:
                    found.setdefault(mention.code, (mention, []))[1].append(piece)
    return list(found.values())


def _from_manifest(out: Metadata, row: ManifestRow) -> None:
    evidence = Evidence(confidence=1.0, rule="manifest")
    for name in ("title", "unit", "published", "plan_type"):
        value = getattr(row, name)
        if value:
            setattr(out, name, value)
            out.cells[name] = evidence
    if row.period_start or row.period_end:
        start = row.period_start or (out.period.start if out.period else None)
        end = row.period_end or (out.period.end if out.period else None)
        if start and end and start <= end:
            _set_period(out, Period(start, end), evidence)
    known = by_code(row.municipality_code) if row.municipality_code else by_name(row.municipality_name or "")
    code = row.municipality_code or (known.code if known else None)
    if code:
        out.municipalities = [
            Municipality(
                code=code,
                name=row.municipality_name or (known.name if known else code),
                region=row.region or (known.region if known else None),
                confidence=1.0,
                cells={"code": evidence, "name": evidence},
            )
        ]
