"""From a document's layout to its plan: metadata, outline, initiatives, key figures, references, sections."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from ...models.layout import Block, Document, Piece, Role, Table
from ...models.manifest import ManifestRow
from ...models.plan import Evidence, Gain, Goal, Initiative, Milestone, Plan, Section
from ...models.problem import Problem
from ..themes.tagger import tag_plan
from ..values.times import Period
from ..vocabulary.phrases import fold
from .body import Body, read_body
from .cases import read_cases
from .goals import heading_above, listed_goals, rows_about, speaks_of_headings, unrelated
from .heads import Head, body_of, read_heads
from .items import Text, make_aspect, place, places_of
from .key_figures import read_key_figures, tables_of_figures
from .marks import read_mark
from .metadata import Metadata, read_metadata
from .outline import Outline, Span, read_outline
from .references import blocks_of, default_law_of, distinct, read_references
from .table_items import TableInitiative, split_cell_title, table_initiatives
from .table_roles import TableRoles, name_first_columns, read_roles


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
        language="da",
        cells=metadata.cells,
    )
    title = metadata.cells.get("title")
    plan.places = title.places if title else []
    body = body_of(document)
    tables = {i: read_roles(piece, metadata.period) for i, piece in enumerate(body) if isinstance(piece, Table)}
    default_law = default_law_of(" ".join(block.text for block in blocks_of(document.flow)))
    owned = _initiatives(plan, document, body, tables, metadata, default_law)
    tag_plan(plan)
    plan.key_figures = read_key_figures(body, tables, owned)
    plan.references = distinct(read_references(document.flow, default_law))
    plan.sections = list(sections_of(document))
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


def _initiatives(
    plan: Plan,
    document: Document,
    body: list[Piece],
    tables: dict[int, TableRoles],
    metadata: Metadata,
    default_law: str | None,
) -> set[int]:
    """Fill in the plan's initiatives and goals; returns the body indices that initiatives own."""
    cases = read_cases(document, body)
    if cases:
        plan.initiatives = cases
        plan.unit = None
        plan.cells.pop("unit", None)
        known = plan.cells.get("plan_type")
        if known is None or known.rule == "file name":
            plan.plan_type = "casebeskrivelse"
            plan.cells["plan_type"] = Evidence(confidence=0.8, inferred=True, rule="a case for each municipality")
        if any(re.fullmatch(r".* Kommune", case.title) for case in cases):
            _drop_title(plan, cases)
        return set(range(len(body)))
    heads = read_heads(body)
    elsewhere = _about_headings(body, tables, heads)
    outline = read_outline(body, heads, {i: roles for i, roles in tables.items() if i not in elsewhere})
    owned: set[int] = set()
    code = metadata.municipalities[0].code if len(metadata.municipalities) == 1 else None
    if not outline.initiatives:
        name_first_columns(body, tables)
    listing = [i for i, roles in tables.items() if roles.owns_initiatives and i not in elsewhere]
    rows = sum(len(table_initiatives(_table(body[i]), tables[i], metadata.period)) for i in listing)
    if listing and _rows_are_units(body, listing, rows, outline):
        above = _heads_above(listing, heads)
        _from_tables(plan, body, tables, listing, above, metadata.period, code, default_law)
        return set(listing)
    figures = tables_of_figures(body, tables)
    purpose = any(head.role is not None and head.role.kind == "purpose" for head in heads)
    for span in outline.initiatives:
        own = [(i, body[i]) for i in range(span.start, span.end) if i not in figures | elsewhere]
        if span.head.inline:
            own = _without_lead(own, span)
        content = read_body(own, tables, metadata.period, purpose_elsewhere=purpose)
        plan.initiatives.append(_initiative(span.head, content, span.goal, code, outline, default_law, own))
        plan.problems.extend(content.problems)
        owned.update(range(span.head.index, span.end))
    plan.goals = [_goal(head) for head in outline.goals]
    if not plan.goals:
        front = outline.initiatives[0].head.index if outline.initiatives else len(body)
        plan.goals = listed_goals(body[:front])
    for i, roles in tables.items():
        if (i in owned and i not in elsewhere) or i in figures or roles.kind is None:
            continue
        table = _table(body[i])
        if not rows_about(table, roles, plan.initiatives, metadata.period, heading_above(body, i)):
            plan.problems.append(unrelated(table, roles))
    return owned


def _table(piece: Piece) -> Table:
    assert isinstance(piece, Table)
    return piece


def _about_headings(body: list[Piece], tables: dict[int, TableRoles], heads: list[Head]) -> set[int]:
    """Indices of the tables whose rows belong to headings elsewhere, and to none that they stand under."""
    out: set[int] = set()
    for i, roles in tables.items():
        above = [head.title for head in heads if head.end < i and head.role is None]
        if roles.kind is not None and speaks_of_headings(_table(body[i]), above):
            out.add(i)
    return out


def _rows_are_units(body: list[Piece], listing: list[int], rows: int, outline: Outline) -> bool:
    """Whether the tables that list initiatives hold the plan's units, and the headings at most the goals above them."""
    if not outline.initiatives:
        return True
    if any(_speaks_of(_table(body[i]), outline) for i in listing):
        return False
    inside = [span for span in outline.initiatives if any(span.start <= i < span.end for i in listing)]
    if not inside:
        return rows >= len(outline.initiatives)
    units = outline.rule in ("series:initiative", "series:code")
    return len(inside) == len(outline.initiatives) and not units and rows > len(outline.initiatives)


def _heads_above(listing: list[int], heads: list[Head]) -> dict[int, Head]:
    """The goal that the heading right above each listing table names: one marked as such, or where every table has its
    own heading, that heading."""
    nearest: dict[int, Head] = {}
    for i in listing:
        before = [head for head in heads if head.index < i and not head.inline]
        if before:
            nearest[i] = before[-1]
    marked = {i: head for i, head in nearest.items() if head.mark.kind in ("either", "initiative") and head.mark.title}
    if marked:
        return marked
    plain = {i: head for i, head in nearest.items() if head.role is None}
    return plain if len(listing) >= 2 and len({id(head) for head in plain.values()}) == len(listing) else {}


def _speaks_of(table: Table, outline: Outline) -> bool:
    """Whether a table's first column names the initiatives that the headings give."""
    titles = {fold(span.head.title) for span in outline.initiatives}
    cells = [fold(cell.text) for cell in table.cells if cell.col == 0 and cell.row >= table.header_rows and cell.text]
    hits = sum(any(title and (title in cell or cell in title) for title in titles) for cell in cells)
    return hits >= 2 and hits >= 0.5 * min(len(cells), len(titles))


def _drop_title(plan: Plan, cases: list[Initiative]) -> None:
    """A case's own heading is not the title of the collection."""
    if plan.title is not None and any(
        plan.cells["title"].places and plan.cells["title"].places[0].page == c.page for c in cases
    ):
        plan.title = None
        plan.cells.pop("title", None)
        plan.places = []


def _without_lead(pieces: list[tuple[int, Piece]], span: Span) -> list[tuple[int, Piece]]:
    """The pieces under a run-in heading, its own paragraph without the heading's words."""
    index, first = pieces[0]
    if not isinstance(first, Block) or not first.lead:
        return pieces
    rest = first.text[len(first.lead) :].lstrip(" :–-")
    block = Block(Role.PARAGRAPH, rest, first.lines, box=first.box, column=first.column)
    return [(index, block), *pieces[1:]] if rest else pieces[1:]


def _initiative(
    head: Head,
    content: Body,
    goal: Head | None,
    code: str | None,
    outline: Outline,
    default_law: str | None,
    pieces: list[tuple[int, Piece]],
) -> Initiative:
    places = places_of(head.blocks)[: None if not head.inline else 1]
    item = Initiative(
        number=head.mark.number,
        title=head.title,
        goal=goal.title if goal else None,
        municipality=code,
        aspects=content.aspects,
        milestones=content.milestones,
        gains=content.gains,
        references=distinct(read_references([*head.blocks, *(piece for _, piece in pieces)], default_law)),
        places=places,
        confidence=outline.confidence,
        cells={"title": Evidence(places=places, rule=outline.rule)},
    )
    if item.number is not None:
        item.cells["number"] = Evidence(places=places, rule=f"mark:{head.mark.kind}")
    if goal is not None:
        item.cells["goal"] = Evidence(places=places_of(goal.blocks), rule="heading above")
    if code is not None:
        item.cells["municipality"] = Evidence(inferred=True, rule="the plan's municipality")
    _forget_titles(item)
    return item


def _goal(head: Head) -> Goal:
    places = places_of(head.blocks)
    goal = Goal(
        number=head.mark.number,
        title=head.title,
        places=places,
        confidence=0.9,
        cells={"title": Evidence(places=places, rule="heading")},
    )
    if head.mark.number is not None:
        goal.cells["number"] = Evidence(places=places, rule=f"mark:{head.mark.kind}")
    return goal


def _from_tables(
    plan: Plan,
    body: list[Piece],
    tables: dict[int, TableRoles],
    listing: list[int],
    above: dict[int, Head],
    period: Period | None,
    code: str | None,
    default_law: str | None,
) -> None:
    """Initiatives and goals that are rows of a table; `above` has the heading over a table that names its goal."""
    goals: dict[str, Goal] = {}
    for i in listing:
        table = _table(body[i])
        for found in table_initiatives(table, tables[i], period):
            goal = _table_goal(found, goals)
            if goal is None and i in above:
                goal = goals.setdefault(above[i].title, _goal(above[i]))
            plan.initiatives.append(_table_initiative(found, goal, code, default_law))
            plan.problems.extend(found.items.problems)
    plan.goals = list(goals.values())


def _table_goal(found: TableInitiative, goals: dict[str, Goal]) -> Goal | None:
    if found.goal is not None:
        mark, blocks = split_cell_title(found.goal)
        places, number, title = places_of(blocks), mark.number, mark.title
    elif found.goal_section is not None:
        section = found.goal_section
        mark = read_mark(section.text)
        places, number, title = section.places, mark.number, mark.title
    else:
        return None
    if title not in goals:
        goals[title] = Goal(
            number=number,
            title=title,
            places=places,
            confidence=0.85,
            cells={"title": Evidence(places=places, rule="table column")},
        )
    return goals[title]


def _table_initiative(
    found: TableInitiative, goal: Goal | None, code: str | None, default_law: str | None
) -> Initiative:
    places = places_of(found.blocks)
    item = Initiative(
        number=found.mark.number,
        title=found.mark.title,
        goal=goal.title if goal else None,
        municipality=code,
        milestones=found.items.milestones,
        gains=found.items.gains,
        aspects=list(found.items.aspects),
        places=places,
        confidence=0.85,
        cells={"title": Evidence(places=places, rule="column:initiative")},
    )
    if goal is not None:
        item.cells["goal"] = Evidence(places=goal.places, rule="column:goal")
    if found.description:
        item.aspects.insert(0, make_aspect("description", None, Text.of_blocks(found.description), 0.85))
    item.references = distinct(read_references(found.words, default_law))
    if item.number is not None:
        item.cells["number"] = Evidence(places=places, rule=f"mark:{found.mark.kind}")
    if code is not None:
        item.cells["municipality"] = Evidence(inferred=True, rule="the plan's municipality")
    _forget_titles(item)
    return item


def _forget_titles(initiative: Initiative) -> None:
    """A row group that repeats the initiative's title or its goal is no group."""
    titles = {fold(text) for text in (initiative.title, initiative.goal) if text}
    items: list[Milestone | Gain] = [*initiative.milestones, *initiative.gains]
    for item in items:
        if item.group is not None and titles & {fold(item.group), fold(read_mark(item.group).title)}:
            item.group = None
            del item.cells["group"]


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
    out: list[Problem] = []
    if plan.plan_type == "andet":
        out.append(
            Problem.of(
                "W002",
                f"{plan.file}: no word of the vocabulary tells what kind of plan this is; name it in manifest.csv.",
            )
        )
    if not plan.municipalities:
        out.append(Problem.of("W003", f"{plan.file}: no page names a municipality; name it in manifest.csv."))
    if plan.period_start is None:
        out.append(Problem.of("W010", f"{plan.file}: no page tells the plan's period; give it in manifest.csv."))
    if not plan.initiatives:
        out.append(
            Problem.of(
                "W004", f"{plan.file}: no headings or table rows were found that own milestones, actions or gains."
            )
        )
    for initiative in plan.initiatives:
        for milestone in initiative.milestones:
            timed = milestone.timing and milestone.edtf is None and any(c.isdigit() for c in milestone.timing)
            if timed:
                out.append(
                    Problem.of(
                        "W007",
                        f'The time "{milestone.timing}" was not understood; it is kept as printed.',
                        milestone.page,
                    )
                )
    return out
