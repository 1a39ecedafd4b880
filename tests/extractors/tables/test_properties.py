"""What holds for every table and every page."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from planspor.extractors.tables.edges import Edge, merge
from planspor.extractors.tables.find import find_tables
from planspor.models.page import Area, Page, Rule, Style, Word

WORDS = st.text(alphabet="abcdefghijklmnoprstuvæøå", min_size=2, max_size=9)
TEXTS = st.lists(WORDS, min_size=1, max_size=9).map(" ".join)
FIGURES = st.integers(min_value=10, max_value=99_999).map(lambda n: f"{n:,}".replace(",", "."))
SLOW = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@st.composite
def grids(draw, cells, least=3):
    n_cols = draw(st.integers(2, 5))
    n_rows = draw(st.integers(least, 9))
    return [[draw(cells) for _ in range(n_cols)] for _ in range(n_rows)]


def markup(grid, style):
    body = ", ".join(f"[{text}]" for row in grid for text in row)
    columns = ", ".join(["2fr", *["1fr"] * (len(grid[0]) - 1)])
    return f"#table(columns: ({columns}), {style}, {body})"


@SLOW
@given(grid=grids(TEXTS, least=2))
def test_a_ruled_table_is_read_back_whatever_its_words(grid, typeset, texts):
    assert texts(typeset(markup(grid, "stroke: 0.5pt")).one) == grid


@SLOW
@given(grid=grids(FIGURES), style=st.sampled_from(["stroke: (x: none, y: 0.5pt)", "stroke: none"]))
def test_columns_of_figures_are_read_back_with_or_without_rules(grid, style, typeset, texts):
    named = [[f"row {'abcdefghi'[r]}", *row[1:]] for r, row in enumerate(grid)]
    right = "align: (x, y) => if x == 0 {left} else {right}"
    assert texts(typeset(markup(named, f"{style}, {right}")).one) == named


STYLE = Style("Serif", 10.0, False, False, (0, 0, 0))


@st.composite
def pages(draw):
    """A page with words, rules and tinted areas at random."""
    page = Page(1, 400.0, 400.0)
    for _ in range(draw(st.integers(0, 60))):
        text = draw(st.one_of(WORDS, FIGURES))
        x, y = draw(st.integers(0, 60)) * 6.0, draw(st.integers(0, 38)) * 10.0
        page.words.append(Word(text, x, y, x + 5.0 * len(text), y + 10.0, STYLE))
    for _ in range(draw(st.integers(0, 14))):
        a, b, at = (draw(st.integers(0, 20)) * 20.0 for _ in range(3))
        low, high = min(a, b), max(a, b) + 10
        page.rules.append(
            Rule(low, at, high, at, 0.5, (0, 0, 0)) if draw(st.booleans()) else Rule(at, low, at, high, 0.5, (0, 0, 0))
        )
    for _ in range(draw(st.integers(0, 4))):
        x, y, wide = (draw(st.integers(0, 15)) * 20.0 for _ in range(3))
        page.areas.append(Area(x, y, x + wide + 20, y + 20, (220, 220, 220), None))
    page.words.sort(key=lambda w: (w.bottom, w.x0))
    return page


@settings(max_examples=100, deadline=None)
@given(pages())
def test_each_word_is_in_one_cell_at_most_and_each_place_has_one_cell(page):
    tables = find_tables(page)
    owned = [
        id(word) for t in tables for c in t.cells for block in c.blocks for line in block.lines for word in line.words
    ]
    assert len(owned) == len(set(owned))
    assert set(owned) <= {id(word) for word in page.words}
    for table in tables:
        places = [
            (r, c)
            for cell in table.cells
            for r in range(cell.row, cell.row + cell.row_span)
            for c in range(cell.col, cell.col + cell.col_span)
        ]
        assert sorted(places) == [(r, c) for r in range(table.n_rows) for c in range(table.n_cols)]
        assert table.header_rows < table.n_rows
        assert all(table.header_rows <= r < table.n_rows for r in table.section_rows)


@settings(max_examples=30, deadline=None)
@given(pages())
def test_the_same_page_gives_the_same_tables(page):
    assert find_tables(page) == find_tables(page)


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50), st.integers(1, 30)), max_size=40))
def test_merged_edges_are_apart_and_cover_what_was_drawn(raw):
    drawn = [(float(pos), float(start), float(start + length)) for pos, start, length in raw]
    merged = merge([Edge(*one) for one in drawn])
    assert sorted((e.pos, e.start) for e in merged) == [(e.pos, e.start) for e in merged]
    for a, b in pairwise(merged):
        assert a.pos != b.pos or b.start > a.end
    for pos, start, end in drawn:
        assert any(abs(e.pos - pos) <= 3 and e.start <= start and e.end >= end for e in merged)
