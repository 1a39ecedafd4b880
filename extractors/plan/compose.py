"""From a document's layout to its plan: metadata, outline, initiatives, key figures, references, sections."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from ...models.layout import Block, Document, Piece, Role, Table
from ...models.manifest import ManifestRow
from ...models.plan import Evidence, Goal, Initiative, Plan, Section
from ...models.problem import Problem
from ..actors.gather import name_actors
from ..terms.gather import name_methods_and_groups
from ..themes.tagger import tag_plan
from ..values.times import Period
from .body import read_body
from .cases import read_cases
from .closing import end_before_chapters, end_before_closing, end_before_colophon
from .goals import listed_goals
from .heads import Head, body_of, read_heads
from .initiatives import add_rows, goal_of, in_own_box, initiative_of, table_goal, table_initiative, without_lead
from .items import place
from .key_figures import read_key_figures, tables_of_figures
from .languages import language_of
from .listing import about_headings, heads_above, rows_are_units
from .metadata import Metadata, read_metadata
from .no_plan import NoPlan, judge_document
from .outline import Outline, read_outline
from .records import with_records
from .references import blocks_of, default_law_of, distinct, read_references
from .rows_elsewhere import heading_above, rows_about, unrelated
from .table_items import TableInitiative, table_initiatives
from .table_roles import TableRoles, name_first_columns, read_roles, share_roles
from .time_cards import with_time_cards
from .unknown_sections import told_by_points


def compose(document: Document, *, file: str, sha256: str, manifest: ManifestRow | None = None) -> Plan:
    """The plan that a document holds."""
    metadata = read_metadata(document, file, manifest)
    plan = Plan(
        plan_id=plan_id(metadata, file, sha256),
        file=file,
        sha256=sha256,
        pages=len(document.pages),
        title=metadata.title,
        plan_type=metadata.plan_type,
        unit=metadata.unit,
        municipalities=metadata.municipalities,
        period_start=metadata.period.start if metadata.period else None,
        period_end=metadata.period.end if metadata.period else None,
        published=metadata.published,
        language=language_of(block.text for block in blocks_of(document.flow)),
        cells=metadata.cells,
    )
    title = metadata.cells.get("title")
    plan.places = title.places if title else []
    body = with_records(with_time_cards(body_of(document)), metadata.period)
    tables = {i: piece for i, piece in enumerate(body) if isinstance(piece, Table)}
    roles = {i: read_roles(table, metadata.period) for i, table in tables.items()}
    share_roles(list(roles.values()))
    default_law = default_law_of(" ".join(block.text for block in blocks_of(document.flow)))
    cases = read_cases(document, body, roles, default_law)
    heads = read_heads(body)
    if cases:
        _as_cases(plan, cases)
        owned = set(range(len(body)))
    else:
        code = metadata.municipalities[0].code if len(metadata.municipalities) == 1 else None
        parts = _Parts(body, tables, roles, heads, metadata.period, code, default_law)
        owned = _initiatives(plan, parts)
        known = {i: (table, roles[i]) for i, table in tables.items()}
        other = judge_document(document, metadata, plan.language, heads, known, plan.initiatives)
        if other is not None:
            owned = set()
            _as_no_plan(plan, metadata, other)
    tag_plan(plan)
    name_methods_and_groups(plan)
    plan.key_figures = read_key_figures(body, roles, owned)
    plan.references = distinct(read_references(document.flow, default_law))
    plan.sections = list(sections_of(document))
    name_actors(plan)
    plan.doubts = [doubt for piece in document.flow if isinstance(piece, Table) for doubt in piece.doubts]
    plan.problems = [*document.problems, *plan.problems, *_doubts(plan)]
    plan.confidence = round(min([1.0, *(item.confidence for item in plan.initiatives)]), 2)
    return plan


def plan_id(metadata: Metadata, file: str, sha256: str) -> str:
    """Municipality, kind and period as a slug, then eight hex digits of the file's SHA-256."""
    parts = [m.name for m in metadata.municipalities[:3]]
    parts.append(metadata.plan_type)
    if metadata.period is not None:
        first, last = metadata.period.start[:4], metadata.period.end[:4]
        parts.append(first if first == last else f"{first}-{last}")
    return f"{slug('-'.join(parts))}-{sha256[:8]}"


def slug(text: str) -> str:
    """Lower-case ASCII letters, digits and single dashes; æ, ø and å as ae, oe and aa."""
    text = text.casefold().replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


@dataclass(slots=True)
class _Parts:
    """What the initiatives are read from: the body, the tables in it and their columns by index, the headings."""

    body: list[Piece]
    tables: dict[int, Table]
    roles: dict[int, TableRoles]
    heads: list[Head]
    period: Period | None
    code: str | None
    """The municipality's code where the plan has one only."""
    default_law: str | None


def _initiatives(plan: Plan, parts: _Parts) -> set[int]:
    """Fill in the plan's initiatives and goals; returns the body indices that initiatives own."""
    useful = {i: table for i, table in parts.tables.items() if parts.roles[i].kind is not None}
    elsewhere = about_headings(useful, parts.heads)
    own_roles = {i: roles for i, roles in parts.roles.items() if i not in elsewhere}
    outline = read_outline(parts.body, parts.heads, own_roles)
    end_before_chapters(outline.initiatives, parts.heads)
    end_before_closing(outline.initiatives, parts.heads, parts.body)
    end_before_colophon(outline.initiatives, parts.heads, parts.body, useful)
    if not outline.initiatives:
        name_first_columns(parts.body, parts.roles)
    listing = {i: parts.tables[i] for i, roles in own_roles.items() if roles.owns_initiatives}
    if outline.initiatives:  # beside headings the look of a column does not do: its cells are row groups
        listing = {i: table for i, table in listing.items() if own_roles[i].names_initiatives}
    rows = {i: table_initiatives(table, parts.roles[i], parts.period) for i, table in listing.items()}
    inside = {i for span in outline.initiatives for i in range(span.head.index, span.end)}
    figures = tables_of_figures(parts.body, parts.roles, inside)
    if listing and rows_are_units(listing, sum(map(len, rows.values())), outline):
        _from_tables(plan, parts, rows, heads_above(listing, parts.heads))
        owned, first = set(listing), min(listing)
    else:
        owned = _from_headings(plan, parts, outline, figures | elsewhere)
        first = outline.initiatives[0].head.index if outline.initiatives else len(parts.body)
    if not plan.goals:
        plan.goals = listed_goals(parts.body[:first])
    for i, table in useful.items():
        if (i in owned and i not in elsewhere) or i in figures:
            continue
        if not rows_about(table, parts.roles[i], plan.initiatives, parts.period, heading_above(parts.body, i)):
            plan.problems.append(unrelated(table, parts.roles[i]))
    return owned


def _from_headings(plan: Plan, parts: _Parts, outline: Outline, others: set[int]) -> set[int]:
    """Initiatives and goals that are headings, without the tables `others`; returns the indices that they own."""
    owned: set[int] = set()
    purpose = any(head.role is not None and head.role.kind == "purpose" for head in parts.heads)
    pieces_of = [
        in_own_box([(i, parts.body[i]) for i in range(span.start, span.end) if i not in others], span.head)
        for span in outline.initiatives
    ]
    told = told_by_points(pieces_of)
    for span, own in zip(outline.initiatives, pieces_of, strict=True):
        if span.head.inline:
            own = without_lead(own, span)
        content = read_body(own, parts.roles, parts.period, purpose_elsewhere=purpose, told=told)
        pieces = [piece for _, piece in own]
        plan.initiatives.append(initiative_of(span, content, pieces, outline, parts.code, parts.default_law))
        plan.problems.extend(content.problems)
        owned.update(range(span.head.index, span.end))
    plan.goals = [goal_of(head) for head in outline.goals]
    return owned


def _from_tables(plan: Plan, parts: _Parts, rows: dict[int, list[TableInitiative]], above: dict[int, Head]) -> None:
    """Initiatives and goals that are rows of tables; `above` has the heading over a table that names its goal."""
    goals: dict[str, Goal] = {}
    for i, listed in rows.items():
        for found in listed:
            goal = table_goal(found) or (goal_of(above[i]) if i in above else None)
            if goal is not None:
                goal = goals.setdefault(goal.title, goal)
            add_rows(plan.initiatives, table_initiative(found, goal, parts.code, parts.default_law))
            plan.problems.extend(found.items.problems)
    plan.goals = list(goals.values())


def _as_cases(plan: Plan, cases: list[Initiative]) -> None:
    """Make the plan a collection of cases, which has no unit, and no title where that is a case's own heading."""
    plan.initiatives = cases
    plan.unit = None
    plan.cells.pop("unit", None)
    known = plan.cells.get("plan_type")
    if known is None or known.rule == "file name":
        plan.plan_type = "casebeskrivelse"
        plan.cells["plan_type"] = Evidence(confidence=0.8, inferred=True, rule="a case for each municipality")
    if any(re.fullmatch(r".* Kommune", case.title) for case in cases):
        _drop_title(plan, cases)


def _as_no_plan(plan: Plan, metadata: Metadata, other: NoPlan) -> None:
    """Take back what was read as a plan, and say why."""
    metadata.plan_type = plan.plan_type = "andet"
    plan.cells.pop("plan_type", None)
    plan.plan_id = plan_id(metadata, plan.file, plan.sha256)
    plan.initiatives, plan.goals = [], []
    message = f"{plan.file}: {other.message}. If it is a plan, name its plan_type in manifest.csv."
    plan.problems = [Problem.of("W013", message, other.page)]


def _drop_title(plan: Plan, cases: list[Initiative]) -> None:
    """A case's own heading is not the title of the collection."""
    if plan.title is not None and any(
        plan.cells["title"].places and plan.cells["title"].places[0].page == c.page for c in cases
    ):
        plan.title = None
        plan.cells.pop("title", None)
        plan.places = []


def sections_of(document: Document) -> Iterable[Section]:
    """All text of the document in reading order, each piece once, with its role."""
    for piece in document.flow:
        if isinstance(piece, Table):
            for cell in piece.cells:
                for block in cell.blocks:
                    yield _section(block, Role.TABLE_CELL)
            for block in piece.repeated:
                yield _section(block, Role.TABLE_CELL)
        else:
            yield _section(piece, piece.role)


def _section(block: Block, role: Role) -> Section:
    text = " ".join(line.text for line in block.lines) if role is Role.HIDDEN else _whole_text(block)
    places = [place(page, box) for page, box in block.places]
    return Section(
        role=role.value, level=block.level if role is not Role.TABLE_CELL else None, text=text, places=places
    )


def _whole_text(block: Block) -> str:
    """A block's text with its mark and the footnote marks, so that nothing printed is missing."""
    text = f"{block.marker} {block.text}" if block.marker else block.text
    return f"{text} {' '.join(block.notes)}" if block.notes else text


def _doubts(plan: Plan) -> list[Problem]:
    """What no page told, and the times that were not understood."""
    no_plan = any(problem.code == "W013" for problem in plan.problems)
    untold = plan.plan_type == "andet" and not no_plan
    missing = [
        ("W002", untold, "no word of the vocabulary tells what kind of plan this is; name it"),
        ("W003", not plan.municipalities, "no page names a municipality; name it"),
        ("W010", plan.period_start is None, "no page tells the plan's period; give it"),
    ]
    out = [Problem.of(code, f"{plan.file}: {words} in manifest.csv.") for code, true, words in missing if true]
    if not plan.initiatives and not no_plan:
        message = f"{plan.file}: no headings or table rows were found that own milestones, actions or gains."
        out.append(Problem.of("W004", message))
    for initiative in plan.initiatives:
        for milestone in initiative.milestones:
            if milestone.timing and milestone.edtf is None and any(c.isdigit() for c in milestone.timing):
                message = f'The time "{milestone.timing}" was not understood; it is kept as printed.'
                out.append(Problem.of("W007", message, milestone.page))
    return out
