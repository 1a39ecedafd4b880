"""Whether a document is a plan at all: signs that it is something else, weighed against what only plans have.

Minutes, lists of prices, programmes and reports have headings and tables too, and read as plans they would give
initiatives that nobody has. What tells them: their language, how they call themselves, lines that stand in no plan,
columns of clock times or prices. What tells a plan: its title, sections of milestones or gains by name, columns of
actions by name, times that are understood. So a plan that is bound with minutes stays one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice

from ...models.layout import Block, Document, Role, Table
from ...models.plan import Initiative
from ..vocabulary.phrases import fold, load_yaml
from .heads import Head
from .languages import DANISH, language_name
from .metadata import Metadata
from .plan_kinds import type_in
from .table_roles import TableRoles, body_cells

_TITLE, _COLUMN, _LANGUAGE = 3.0, 3.0, 9.0
"""What a sign weighs: the title, a column that no plan has, another language. Each different mark weighs 1."""
_MOST_MARKS = 4
_FEWEST = 2.0
"""Weight of the signs that tell on their own, where nothing tells a plan."""
_TYPES = {"title": 3.0, "subtitle": 2.0, "front": 2.0, "running header": 2.0, "title ends in plan": 2.0}
_SERIES = {"series:initiative": 2.0, "column:initiative": 2.0, "series:code": 1.0, "series:either": 1.0}
_SURE = 0.9
_MOST_CELLS, _FEWEST_CLOCKS = 0.6, 4
_MOST_LINES = 400
"""Paragraphs and cells that are looked at: a document says early what it is."""
_HOUR = r"(?:kl\.? ?)?(?:[01]?\d|2[0-4])[.:][0-5][05]"
_CLOCK = re.compile(rf"^{_HOUR}(?: ?(?:[-–]|til) ?{_HOUR})?$", re.I)
_AMOUNT = re.compile(r"^(?:kr\.? ?)?\d{1,3}(?:\.?\d{3})*,(?:\d\d|-)(?: ?kr\.?)?$|^\d{1,3}(?:\.?\d{3})* ?kr\.?$", re.I)
_CLOCK_LINE = re.compile(r"^kl\.? ?(?:[01]?\d|2[0-4])(?:[.:][0-5]\d)?\b", re.I)
_NUMBERING = re.compile(r"^(?:(?:\d{1,2}|[a-zæøå])[.)]\s*)+", re.I)


@dataclass(frozen=True, slots=True)
class NoPlan:
    """What a document is instead of a plan, in plain words, with the signs that say so."""

    what: str
    signs: tuple[str, ...]
    page: int | None = None
    """Of the first sign that stands on a page, 1-based."""

    @property
    def message(self) -> str:
        return f"this is no plan but {self.what} ({'; '.join(self.signs)})"


@dataclass(slots=True)
class _Case:
    """The signs for one kind of document."""

    what: str
    weight: float = 0.0
    signs: list[str] | None = None
    page: int | None = None

    def add(self, weight: float, sign: str, page: int | None = None) -> None:
        self.weight += weight
        self.signs = [*(self.signs or []), sign]
        self.page = self.page or page


def judge_document(
    document: Document,
    metadata: Metadata,
    language: str | None,
    heads: list[Head],
    tables: dict[int, tuple[Table, TableRoles]],
    initiatives: list[Initiative],
) -> NoPlan | None:
    """What the document is where it is no plan; None for a plan, and where nothing tells that it is none.

    `initiatives` are those that it would have as a plan. A kind of plan that a manifest names is not questioned.
    """
    known = metadata.cells.get("plan_type")
    if known is not None and known.rule == "manifest":
        return None
    kind, word = _title_kind(metadata.title or "")
    columns = list(_by_columns(tables))
    worth = _worth(metadata, kind is not None, heads, tables, initiatives)
    if language is not None and language != DANISH:
        worth = 0.0  # what the vocabulary finds in it are words that look alike
    elif kind is None and not columns and worth >= _MOST_MARKS + _COLUMN:
        return None  # no marks outweigh that
    cases = _by_marks(document)
    if kind is not None:
        cases[kind].add(_TITLE, f'its title has the word "{word}"', _page_of(metadata))
    for other, sign, page in columns:
        cases[other].add(_COLUMN, sign, page)
    case = max(cases.values(), key=lambda one: one.weight)
    if language is not None and language != DANISH:
        if case.weight < _FEWEST:
            case = _Case("a document in another language")
        case.add(_LANGUAGE, f"its text is {language_name(language)}")
    if case.weight >= _FEWEST and case.weight > worth:
        return NoPlan(case.what, tuple(case.signs or ()), case.page)
    if initiatives and worth < 1:
        return NoPlan("a document of another kind", ("no title, heading, column or time in it is one of a plan",))
    return None


def _worth(
    metadata: Metadata,
    other_title: bool,
    heads: list[Head],
    tables: dict[int, tuple[Table, TableRoles]],
    initiatives: list[Initiative],
) -> float:
    """How much tells that the document is a plan."""
    evidence = metadata.cells.get("plan_type")
    rule = evidence.rule.removeprefix("plan type:") if evidence is not None and evidence.rule else ""
    out = 0.0 if other_title and "title" in rule.split() else _TYPES.get(rule, 0.5 if rule else 0.0)
    out += max((_SERIES.get(item.cells["title"].rule or "", 0.0) for item in initiatives), default=0.0)
    sections = {
        fold(head.title)
        for head in heads
        if head.role is not None and head.role.kind in ("milestones", "gains") and head.role.score >= _SURE
    }
    out += min(len(sections), 2)
    out += min(2.0, sum(_named(roles) for _, roles in tables.values()))
    times = sum(bool(one.start or one.end) for item in initiatives for one in item.milestones)
    targets = sum(bool(one.target_edtf or one.amount is not None) for item in initiatives for one in item.gains)
    return out + min(2.0, times / 3) + min(1.0, targets / 4)


def _named(roles: TableRoles) -> bool:
    """Whether a table's headings themselves say what is done, and when or by whom, or what is gained."""
    named = {c.role for c in roles.columns if c.rule.startswith("column:") and c.confidence >= _SURE}
    return len(named & {"action", "timing", "partners", "gain", "follow_up", "target", "initiative"}) >= 2


def _page_of(metadata: Metadata) -> int | None:
    title = metadata.cells.get("title")
    return title.places[0].page if title is not None and title.places else None


def _title_kind(title: str) -> tuple[str | None, str]:
    """The kind of another document that a title names before any kind of plan, and its word."""
    words = re.findall(r"[a-zæøåäö]+", title.casefold())
    for i, word in enumerate(words):
        for kind, names in _titles().items():
            if word in names or any(word.endswith(name) for name in names if len(name) > 5):
                return (None, "") if type_in(" ".join(words[:i])) else (kind, word)
    return None, ""


def _by_marks(document: Document) -> dict[str, _Case]:
    """A case for each kind of document, with the different marks of it that stand in the text."""
    found: dict[str, dict[str, tuple[str, int]]] = {kind: {} for kind in _kinds()}
    lines = list(islice(_lines(document), _MOST_LINES))
    clocks = [block.page for block in lines if _CLOCK_LINE.match(block.text)]
    for block in lines:
        folded = fold(_NUMBERING.sub("", block.text[:200]))
        if _any_mark().search(folded) is None:
            continue
        for kind, patterns in _marks().items():
            for pattern in patterns:
                match = pattern.search(folded)
                if match is not None:
                    found[kind].setdefault(pattern.pattern, (match[0], block.page))
    out: dict[str, _Case] = {}
    for kind, what in _kinds().items():
        out[kind] = case = _Case(what)
        for text, page in list(found[kind].values())[:_MOST_MARKS]:
            case.add(1.0, f'"{text}" on page {page}', page)
    if len(clocks) >= _FEWEST_CLOCKS:
        out["programme"].add(_COLUMN, f"lines that begin with a time of day on page {clocks[0]}", clocks[0])
    return out


def _lines(document: Document) -> Iterator[Block]:
    for piece in document.flow:
        if isinstance(piece, Table):
            for cell in piece.cells:
                yield from cell.blocks
        elif piece.role is not Role.HIDDEN:
            yield piece


def _by_columns(tables: dict[int, tuple[Table, TableRoles]]) -> Iterator[tuple[str, str, int]]:
    """Kinds of documents that columns of clock times or amounts tell, where no column of the table is a plan's."""
    seen: Counter[str] = Counter()
    for table, roles in tables.values():
        if _named(roles):
            continue
        for col in range(table.n_cols):
            texts = [cell.text.strip() for cell in body_cells(table, col) if cell.text.strip()]
            for kind, pattern, sign in (
                ("programme", _CLOCK, "a column of clock times"),
                ("prices", _AMOUNT, "a column of prices"),
            ):
                hits = sum(pattern.match(text) is not None for text in texts)
                if len(texts) >= 2 and hits >= _MOST_CELLS * len(texts) and not seen[kind]:
                    seen[kind] += 1
                    yield kind, f"{sign} on page {table.page}", table.page


@cache
def _kinds() -> dict[str, str]:
    return {kind: str(data["name"]) for kind, data in load_yaml("no_plans.yaml").items()}


@cache
def _titles() -> dict[str, tuple[str, ...]]:
    return {kind: tuple(data["titles"]) for kind, data in load_yaml("no_plans.yaml").items()}


@cache
def _marks() -> dict[str, tuple[re.Pattern[str], ...]]:
    return {kind: tuple(map(re.compile, data["marks"])) for kind, data in load_yaml("no_plans.yaml").items()}


@cache
def _any_mark() -> re.Pattern[str]:
    """Where any of the marks may stand: those of a line's start together, and those of a word's, which is quick."""
    marks = [one.pattern for patterns in _marks().values() for one in patterns]
    first = [mark.removeprefix("^") for mark in marks if mark.startswith("^")]
    word = [mark.removeprefix(r"\b") for mark in marks if mark.startswith(r"\b")]
    if len(first) + len(word) < len(marks):
        raise ValueError("no_plans.yaml: a mark begins with ^ or \\b")
    return re.compile(rf"^(?:{'|'.join(first)})|\b(?:{'|'.join(word)})")
