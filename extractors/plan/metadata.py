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
from typing import Any, cast

from ...models.layout import Block, Document, Role
from ...models.manifest import ManifestRow
from ...models.plan import Evidence, Municipality, PlanType
from ..values.municipalities import MunicipalityMention, by_code, by_name, find_municipalities, find_places
from ..values.times import Period, read_date, read_period
from ..vocabulary.phrases import fold, load_yaml
from .front import FrontLine, lines_of
from .heading_roles import heading_role
from .items import places_of
from .published import read_published

_MENTION = re.compile(r"\b[A-ZÆØÅ][\w-]*(?: [A-ZÆØÅ][\w-]*)? [Kk]ommune\b|\b[A-ZÆØÅ]{3,} KOMMUNE\b")
_NAME = 5
"""Most words of a unit's name after "Handleplan for"."""
_SENTENCE = 8
"""Fewest words of a line with a full stop that is running text."""
_LETTERS = re.compile(r"[a-zæøå]+")
_SEPARATORS = re.compile(r"\s*[·|•/]\s*|\s+[-–—]\s+")
_COMPOUND = re.compile(r"^[A-ZÆØÅ][\wæøåÆØÅ-]+(?:, [A-ZÆØÅ][\wæøå-]+)*,? og [A-ZÆØÅ][\wæøå-]+$")
"""How Danish administrations are named: "Teknik og Miljø", "Børn, Unge og Familie"."""


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


def _data() -> Any:
    return load_yaml("metadata.yaml")


def read_metadata(document: Document, file: str, manifest: ManifestRow | None) -> Metadata:
    """All metadata of a document; `file` is its path below the given folder."""
    lines = lines_of(document)
    last = _front_pages(document)
    front = [line for line in lines if line.page <= last]
    out = Metadata()
    title = _title(front)
    if title is not None:
        out.title = title.text
        out.cells["title"] = Evidence(places=title.places, confidence=0.9, rule="largest line of the front")
    _plan_type(out, title, front, lines, file)
    _period(out, title, front, lines, file)
    _municipalities(out, document, lines, file)
    _unit(out, title, front)
    published = read_published(lines, len(document.pages))
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
        and not _only_municipality(line.text)
    ]
    body = Counter(round(line.size, 1) for line in front for _ in range(len(line.text)) if line.role is Role.PARAGRAPH)
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


def _only_municipality(text: str) -> bool:
    return bool(re.fullmatch(r"(?:[\w-]+ ){1,3}[Kk]ommune|[A-ZÆØÅ]+ KOMMUNE", text.strip()))


def type_in(text: str) -> str | None:
    """The kind of plan that a line names: the first word that is, or ends in, one of the vocabulary's."""
    names, endings = _type_names()
    for word in _LETTERS.findall(text.casefold()):
        if word in names or word.endswith(endings):
            found = [name for name in names if word == name or (len(name) > 5 and word.endswith(name))]
            return names[max(found, key=len)]
    return None


@cache
def _type_names() -> tuple[dict[str, str], tuple[str, ...]]:
    """The kind of plan that each word names, and the words that compounds may end in."""
    names = {name: kind for kind, words in _data()["plan_types"].items() for name in words}
    return names, tuple(name for name in names if len(name) > 5)


def _weak_type(text: str) -> str | None:
    data = _data()["weak_plan_type"]
    for word in _LETTERS.findall(text.casefold()):
        for kind, names in data.items():
            if any(word.endswith(name) and len(word) > len(name) for name in names):
                return str(kind)
    return None


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
        kind = _weak_type(line.text)
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
    return re.compile(rf"\b(?:{'|'.join(_data()['period_words'])})\b", re.I)


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
    typed = [line for line in short if type_in(line.text) or _weak_type(line.text)]
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


def _unit(out: Metadata, title: FrontLine | None, front: list[FrontLine]) -> None:
    """The unit that the plan is of: after "for" in the title, or a line of the cover that reads like a unit's name."""
    best: tuple[float, str, FrontLine] | None = None
    named = re.compile(rf"\b(?:{'|'.join(_data()['unit_after'])})\s+([A-ZÆØÅ].*)$")
    after = named.search(title.text) if title else None
    if title is not None and after is not None and type_in(title.text):
        best = (1.0, after[1], title)
    cover = _cover(front)
    at = next((i for i, line in enumerate(cover) if title is not None and line.blocks[0] is title.blocks[0]), None)
    for i, line in enumerate(cover):
        if title is not None and line.blocks[0] in title.blocks:
            continue
        beside = any(0 <= j < len(cover) and _only_municipality(cover[j].text) for j in (i - 1, i + 1))
        below = at is not None and 0 < i - at <= 3
        parties = re.match(r"^mellem .* og (?:lederen af |ledelsen af )?([A-ZÆØÅ].*)$", line.text)
        if parties and (best is None or best[0] < 0.96):
            best = (0.96, parties[1], line)
        subtitle = named.search(line.text) if below and type_in(line.text) else None
        few = subtitle is not None and len(subtitle[1].split()) <= _NAME and "ommune" not in subtitle[1]
        if subtitle and few and (best is None or best[0] < 0.92):
            best = (0.92, subtitle[1], line)
        for part, with_municipality in _unit_parts(line.text):
            score = _unit_score(part, beside or with_municipality, below)
            if score and (best is None or score > best[0]):
                best = (score, part, line)
    if best is not None:
        out.unit = best[1]
        out.cells["unit"] = Evidence(places=best[2].places, confidence=round(min(best[0], 0.95), 2), rule="unit:cover")


def _cover(front: list[FrontLine]) -> list[FrontLine]:
    """The printed lines of the front up to the first paragraph of running text."""
    out: list[FrontLine] = []
    for line in front:
        if line.role in (Role.FOOTER, Role.FOOTNOTE, Role.LIST_ITEM):
            continue
        if line.role is Role.PARAGRAPH and len(line.text) > 160:
            break
        if heading_role(line.text) is not None:
            continue
        for block in line.blocks:
            out.extend(FrontLine(one.text, line.size, line.page, [block], line.role) for one in block.lines)
    return out


def _unit_parts(text: str) -> list[tuple[str, bool]]:
    """The parts of a cover line that may be a unit's name, each with whether the line names the municipality too."""
    text = re.sub(r"^(?:udgivet|udarbejdet|redigeret) af\s+", "", text.strip(), flags=re.I)
    named = bool(_MENTION.search(text))
    out = []
    for part in _SEPARATORS.split(text):
        part = _MENTION.sub("", part)
        part = re.sub(r",?\s*(?:den )?(?:\d{1,2}\. ?)?(?:[a-zæøåA-ZÆØÅ]{3,9}\.? )?(?:19|20)\d\d\.?$", "", part)
        part = re.sub(r"\s+", " ", part).strip(" .,:;")
        if part:
            out.append((part, named))
    return out


def _unit_score(part: str, beside: bool, below: bool) -> float:
    """How much a part of a cover line reads like the name of a unit, 0 where it does not."""
    words = fold(part).split()
    if not 1 <= len(words) <= 7 or not 3 <= len(part) <= 80 or re.search(r"\d", part) or part.endswith("?"):
        return 0.0
    if type_in(part) or _only_municipality(part) or not part[0].isupper():
        return 0.0
    if words[0] in {*_data()["published"], *_data()["approved"]}:
        return 0.0  # "Godkendt af ..." names who decides
    strong = {fold(word) for word in _data()["unit_words"]}
    first_or_last = words[0] in strong or words[-1] in strong
    if first_or_last or any(words[0].endswith(word) for word in strong if len(word) > 5):
        return 0.9 + 0.05 * below if beside or below else 0.7
    if any(word.endswith(tuple(fold(w) for w in _data()["unit_words_weak"])) for word in words):
        return 0.65 if beside or below else 0.5
    if _COMPOUND.match(part):
        return 0.88 if beside else 0.85
    if beside and _name_like(part):
        return 0.8
    return 0.5 if below and _name_like(part) and len(words) <= 3 else 0.0


def _name_like(text: str) -> bool:
    words = text.split()
    return (
        len(words) <= 5
        and words[0][:1].isupper()
        and (len(words) == 1 or sum(word[:1].isupper() for word in words) >= 2)
    )


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
