"""What holds for every document, however its blocks and tables follow each other."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from planspor.extractors.plan.references import blocks_of
from planspor.models.layout import Block, Document, Role, Table
from planspor.models.plan import Initiative, Item, Plan

SOUNDS = st.sampled_from("ba be bi bo bu da de di do du ka ke ki ko ku la le li lo lu ma me mi mo mu".split())
NONSENSE = st.lists(SOUNDS, min_size=2, max_size=4).map("".join)
SENTENCE = st.lists(NONSENSE, min_size=1, max_size=8).map(" ".join).map(str.capitalize)
LABELS = st.sampled_from(
    ["Formål", "Baggrund", "Milepæle", "Handlinger", "Gevinster", "Succeskriterier", "Økonomi", "Opfølgning", "Vi vil"]
)
TITLES = st.one_of(
    SENTENCE,
    st.tuples(st.sampled_from(["Indsats", "Mål", "Spor", "Bilag"]), st.integers(1, 4), SENTENCE).map(
        lambda parts: f"{parts[0]} {parts[1]}: {parts[2]}"
    ),
)
TIMES = st.sampled_from(["Marts 2024", "3. kvartal 2024", "2024-2026", "Løbende", "1. maj 2024 – 31. maj 2024"])
COLUMNS = st.sampled_from(
    [
        "Indsats",
        "Handling",
        "Tid",
        "Ansvarlig",
        "Gevinst",
        "Opfølgning",
        "Mål",
        "Baseline",
        "Mål 2026",
        "Nr.",
        "Ord",
        "",
    ]
)
CELLS = st.one_of(
    SENTENCE, TIMES, st.sampled_from(["", "12", "40 %", "- "]), st.lists(SENTENCE.map("- {}".format), max_size=3)
)


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[list[Any]], int, dict[tuple[int, int], tuple[int, int]], tuple[int, ...]]:
    n_cols, n_rows = draw(st.integers(1, 5)), draw(st.integers(1, 5))
    rows: list[list[Any]] = [[draw(CELLS) for _ in range(n_cols)] for _ in range(n_rows)]
    header = draw(st.integers(0, 1))
    if header:
        rows.insert(0, [draw(COLUMNS) for _ in range(n_cols)])
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    sections: tuple[int, ...] = ()
    if draw(st.booleans()) and len(rows) > header + 1:
        row, col = draw(st.integers(header, len(rows) - 2)), draw(st.integers(0, n_cols - 1))
        spans[row, col] = (2, 1)
        rows[row + 1][col] = None
    elif draw(st.booleans()) and n_cols > 1:
        row = draw(st.integers(header, len(rows) - 1)) if len(rows) > header else 0
        spans[row, 0] = (1, n_cols)
        rows[row] = [draw(SENTENCE), *[None] * (n_cols - 1)]
        sections = (row,) if row >= header else ()
    return rows, header, spans, sections


PIECES = st.one_of(
    st.tuples(st.just("heading"), st.one_of(TITLES, LABELS), st.integers(1, 4)),
    st.tuples(st.just("heading"), LABELS, st.integers(2, 4)),
    st.tuples(st.just("text"), st.one_of(SENTENCE, SENTENCE.map("{}:".format), LABELS.map("{}: og mere".format))),
    st.tuples(st.just("items"), st.lists(SENTENCE, min_size=1, max_size=3), st.integers(1, 2)),
    st.tuples(st.just("table"), tables()),
    st.tuples(st.just("box"), st.booleans()),
    st.tuples(
        st.just("piece"), st.sampled_from([Role.CAPTION, Role.FOOTER, Role.FOOTNOTE, Role.FIGURE_TEXT]), SENTENCE
    ),
    st.tuples(st.just("page")),
)


def lay(builder: Any, pieces: list[tuple[Any, ...]]) -> Any:
    """Set the pieces that hypothesis has drawn."""
    for kind, *rest in pieces:
        if kind == "table":
            rows, header, spans, sections = rest[0]
            builder.table(*rows, header=header, spans=spans, sections=sections)
        elif kind == "items":
            builder.items(*rest[0], level=rest[1])
        elif kind == "box":
            builder.start_box() if rest[0] else builder.end_box()
        else:
            getattr(builder, kind)(*rest)
    return builder


any_plan = given(pieces=st.lists(PIECES, max_size=14))
quick = settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))


def items_of(plan: Plan) -> list[Item]:
    out: list[Item] = [plan, *plan.municipalities, *plan.goals, *plan.initiatives, *plan.key_figures, *plan.references]
    for initiative in plan.initiatives:
        out += [*initiative.aspects, *initiative.milestones, *initiative.gains, *initiative.references]
    return out


def printed(document: Document) -> str:
    """All words of the document in reading order, without marks."""
    return " ".join(" ".join(block.text for block in blocks_of(document.flow)).split())


@quick
@any_plan
def test_places_lie_on_the_pages(builders: type[Any], pieces: list[tuple[Any, ...]]) -> None:
    builder = lay(builders(), pieces)
    plan = builder.plan()
    for item in items_of(plan):
        for place in [*item.places, *(place for cell in item.cells.values() for place in cell.places)]:
            page = builder.pages[place.page - 1]
            left, top, right, bottom = place.bbox
            assert 0 <= left <= right <= page.width
            assert 0 <= top <= bottom <= page.height


def words(text: str) -> Counter[str]:
    """The words, without marks; a dash that joins two cells is none."""
    return Counter(word for raw in text.split() if (word := raw.strip(".:;–-•")))


@quick
@any_plan
def test_all_that_is_read_is_printed(builders: type[Any], pieces: list[tuple[Any, ...]]) -> None:
    builder = lay(builders(), pieces)
    plan = builder.plan()
    known = set(words(printed(builder.document())))
    for initiative in plan.initiatives:
        for item in [*initiative.aspects, *initiative.milestones, *initiative.gains]:
            assert item.text.strip()
            assert set(words(item.text)) <= known
            for name in ("heading", "timing", "partners", "follow_up", "group"):
                value = getattr(item, name, None)
                assert value is None or (value.strip() and set(words(value)) <= known)


@quick
@any_plan
def test_the_same_document_gives_the_same_plan(builders: type[Any], pieces: list[tuple[Any, ...]]) -> None:
    first, second = lay(builders(), pieces).plan(), lay(builders(), pieces).plan()
    assert first.model_dump_json() == second.model_dump_json()


@quick
@any_plan
def test_sections_hold_every_block_once(builders: type[Any], pieces: list[tuple[Any, ...]]) -> None:
    builder = lay(builders(), pieces)
    found = Counter(section.text for section in builder.plan().sections)
    blocks = blocks_of(builder.flow)
    assert found == Counter(f"{block.marker} {block.text}" if block.marker else block.text for block in blocks)


def texts_of(initiative: Initiative) -> list[str]:
    """Everything that is told of an initiative, its groups and headings included."""
    out = [initiative.title, initiative.goal or ""]
    for item in [*initiative.aspects, *initiative.milestones, *initiative.gains]:
        for name in ("text", "heading", "timing", "partners", "follow_up", "group"):
            out.append(getattr(item, name, None) or "")
    return out


SECTION = st.lists(
    st.one_of(
        st.tuples(st.just("text"), st.one_of(SENTENCE, SENTENCE.map("{}:".format))),
        st.tuples(st.just("items"), st.lists(SENTENCE, min_size=1, max_size=3), st.integers(1, 2)),
        st.tuples(st.just("heading"), LABELS, st.just(3)),
        st.tuples(st.just("piece"), st.just(Role.CAPTION), SENTENCE),
        st.tuples(st.just("box"), st.booleans()),
    ),
    max_size=10,
)


@quick
@given(pieces=SECTION)
def test_no_paragraph_under_an_initiative_is_lost_or_told_twice(
    builders: type[Any], pieces: list[tuple[Any, ...]]
) -> None:
    builder = builders().cover("Virksomhedsplan 2024").heading("Indsats 1: Stier", 2).heading("Formål", 3)
    builder.text("Flere cykler.")
    start = len(builder.flow)
    lay(builder, pieces).end_box()
    initiative = builder.plan().initiatives[0]
    paragraphs = [b for b in builder.flow[start:] if isinstance(b, Block) and b.role is not Role.HEADING]
    told = Counter[str]()
    for item in [*initiative.aspects, *initiative.milestones, *initiative.gains]:
        told += words(item.text)
    groups = [item.group for item in [*initiative.milestones, *initiative.gains] if item.group]
    for paragraph in paragraphs:
        mine = words(paragraph.text)
        in_group = any(words(group) == mine for group in groups)
        assert in_group or mine <= told, paragraph.text
    wanted = words("Flere cykler.")
    for paragraph in paragraphs:
        wanted += words(paragraph.text)
    assert told <= wanted


@quick
@given(drawn=tables())
def test_no_row_of_a_milestone_table_is_lost(builders: type[Any], drawn: tuple[Any, ...]) -> None:
    rows, _, spans, sections = drawn
    rows = [["Handling", "Tid", "Ansvarlig", "Gevinst", "Opfølgning"][: len(rows[0])], *rows[1:]]
    if len(rows) < 2 or any(at[0] == 0 for at in spans) or len(rows[0]) < 2:
        return
    builder = builders().cover("Virksomhedsplan 2024").heading("Indsats 1: Stier", 2).heading("Formål", 3)
    builder.text("Flere cykler.").table(*rows, header=1, spans=spans, sections=sections)
    table = builder.flow[-1]
    assert isinstance(table, Table)
    initiative = builder.plan().initiatives[0]
    told = " ".join(texts_of(initiative))
    for cell in table.cells:
        if cell.row >= 1 and cell.col == 0 and cell.row not in sections:
            for block in cell.blocks:
                assert block.text in told


@pytest.mark.parametrize("pieces", [[], [("page",)], [("text", "Ord")], [("table", ([["", ""]], 0, {}, ()))]])
def test_documents_with_next_to_nothing(builders: type[Any], pieces: list[tuple[Any, ...]]) -> None:
    plan = lay(builders(), pieces).plan()
    assert plan.initiatives == []
    assert {"W002", "W003", "W004", "W010"} <= {problem.code for problem in plan.problems}
