"""The rest of a table on the next page, read with the columns that the page before shows."""

from __future__ import annotations

import pytest
from planspor.extractors.layout.document import build_document
from planspor.extractors.tables.find import find_all
from planspor.extractors.tables.join import join_tables
from planspor.models.layout import Table

SMALL = "#set page(height: 330pt)\n#show table.cell: it => block(breakable: false, it)\n"
WORK = [
    "Open a workshop where bicycles can be repaired by everyone who lives near the harbour",
    "Train ten guides for walks through the marsh, also for people in wheelchairs",
    "Draw a map of benches and taps along all paths between the station and the coast",
    "Count the cars that pass the school each morning and tell the parents about it",
]
TIMES = ["May 2024", "Autumn", "June 2025", "Spring"]


def flow_of(found):
    """What the document holds from top to bottom, tables read page after page, without what tags tell of them."""
    for page in found.source.pages:
        page.tags = []
    return join_tables(build_document(found.source, find_all(found.source))).flow


def tables_of(found):
    return [piece for piece in flow_of(found) if isinstance(piece, Table)]


def big(units: int, rows: int, stroke: str) -> str:
    """One table of a goal over all units, `rows` steps for each of these, and what comes of it."""
    body = [f"table.cell(rowspan: {units * rows})[A town on wheels]"]
    for unit in range(units):
        for row in range(rows):
            if not row:
                body.append(f"table.cell(rowspan: {rows})[*Unit {unit + 1}*]")
            body += [f"[{WORK[row % 4]}]", f"[{TIMES[row % 4]}]"]
            if not row:
                body.append(f"table.cell(rowspan: {rows})[- More children ride\n - Fewer accidents {unit + 1}]")
    head = "[*Goal*], [*Unit*], [*What we do*], [*When*], [*What comes of it*]"
    columns = "columns: (1fr, 1fr, 2.6fr, 1fr, 1.6fr)"
    return f"#table({columns}, {stroke}, {head}, {', '.join(body)})"


@pytest.mark.parametrize("before", [0, 10])
def test_level_rules_that_leave_out_columns_all_down_a_page(before, typeset):
    units, rows = 4, 9
    tall = SMALL.replace("330pt", "500pt")
    found = typeset(f"#v({before}pt)\n{big(units, rows, 'stroke: (x: none, top: none, bottom: 0.5pt)')}", tall)
    assert len(found.source.pages) > 3
    [table] = tables_of(found)
    assert (table.n_cols, table.n_rows, table.header_rows) == (5, 1 + units * rows, 1)
    assert [table.at(row, 2).text for row in range(1, table.n_rows)] == [WORK[k % 4] for k in range(rows)] * units
    assert [table.at(row, 3).text for row in range(1, table.n_rows)] == [TIMES[k % 4] for k in range(rows)] * units
    starts = {cell.text: cell.row for cell in table.cells if cell.col == 1 and cell.row and cell.text}
    assert starts == {f"Unit {k + 1}": 1 + k * rows for k in range(units)}


EDGES = [50, 120, 210, 400, 470, 550]


def test_columns_without_a_word_on_a_page_are_told_by_their_upright_rules(draw):
    """Cells that go on from the page before to the next have upright rules that no level one meets."""

    def paint(canvas):
        for page in range(3):
            canvas.setFont("Helvetica", 9)
            top, foot = (700 if page == 0 else 780), (300 if page == 2 else 70)
            for x in EDGES:
                canvas.line(x, top, x, foot)
            if page == 0:
                canvas.line(EDGES[0], top, EDGES[-1], top)
                canvas.line(EDGES[0], top - 20, EDGES[-1], top - 20)
                for x, words in zip(EDGES, ["Goal", "Unit", "What we do", "When", "Result"], strict=False):
                    canvas.drawString(x + 4, top - 14, words)
                for x, words in zip(EDGES, ["A quiet town", "The harbour", None, None, "Less noise"], strict=False):
                    canvas.drawString(x + 4, top - 36, words or "")
            if page == 2:
                canvas.line(EDGES[0], foot, EDGES[-1], foot)
            y = top - 20 * (page == 0)
            while y - 40 > foot:
                canvas.drawString(EDGES[2] + 4, y - 16, f"Step at {page}.{round(y)}")
                canvas.drawString(EDGES[3] + 4, y - 16, "May 2024")
                y -= 40
                canvas.line(EDGES[2], y, EDGES[4], y)
            canvas.showPage()

    found = draw(paint)
    [table] = tables_of(found)
    assert table.n_cols == 5
    heads = [table.at(0, c).text for c in range(5)]
    assert heads == ["Goal", "Unit", "What we do", "When", "Result"]
    filled = [row for row in range(1, table.n_rows) if table.at(row, 2).text]
    assert len(filled) == 15 + 17 + 11
    assert {table.at(row, 3).text for row in filled} == {"May 2024"}
    assert {cell.text: cell.row_span for cell in table.cells if cell.col == 1 and cell.row and cell.text} == {
        "The harbour": table.n_rows - 1
    }


HEAD = "[*What we do*], [*What comes of it*], [*When*]"
TINT = 'stroke: none, fill: (x, y) => if y == 0 {rgb("#7a5200")} else if calc.odd(y) {luma(235)}'


def stripes(rows: range) -> str:
    body = ", ".join(f"[{WORK[k % 4]}], [More children ride {k}], [{TIMES[k % 4]}]" for k in rows)
    return f"#table(columns: (2fr, 1fr, 1fr), {TINT}, table.header({HEAD}), {body})"


def test_a_larger_heading_ends_what_goes_on(typeset, prose):
    """The table below the heading is another one, though it has the same columns."""
    found = typeset(
        f"#v(60pt)\n{stripes(range(5))}\n#text(13pt)[*The next unit*]\n\nIt is short.\n\n{stripes(range(5, 8))}", SMALL
    )
    flow = flow_of(found)
    assert len(found.source.pages) > 1
    first, second = [piece for piece in flow if isinstance(piece, Table)]
    assert [first.at(row, 1).text for row in range(1, first.n_rows)] == [f"More children ride {k}" for k in range(5)]
    assert [second.at(row, 1).text for row in range(1, second.n_rows)] == [
        f"More children ride {k}" for k in range(5, 8)
    ]
    between = [piece.text for piece in flow[flow.index(first) + 1 : flow.index(second)]]
    assert "The next unit" in between
    assert "It is short." in between


def test_a_note_under_a_wide_rule_does_not_part_a_table(typeset, prose):
    """The text of the foot of the page, under a rule as wide as the page, is a note, and the table goes on below it."""
    note = (
        "#set footnote.entry(separator: line(length: 100%, stroke: 0.5pt))\n"
        "#show footnote.entry: [#set text(8pt)\n1. See the plan of the year before.]\n"
    )
    rows = ", ".join(f"[{WORK[k % 4]}], [{TIMES[k % 4]}]" for k in range(9))
    found = typeset(
        f"{prose}#footnote[See the plan of the year before.]\n\n"
        f"#table(columns: (2fr, 1fr), [*What we do*], [*When*], {rows})",
        SMALL + note,
    )
    flow = flow_of(found)
    [table] = [piece for piece in flow if isinstance(piece, Table)]
    assert table.n_rows == 10
    assert [piece.role.value for piece in flow if "See the plan" in getattr(piece, "text", "")] == ["footnote"]


WORDS = "#set page(height: 400pt, margin: 50pt, header: [#text(7pt)[A plan for the town]])\n"


@pytest.mark.parametrize("repeat", [True, False])
def test_cells_of_words_with_no_rules_go_on(repeat, typeset, texts, prose):
    """Nothing is drawn, rows are cut anywhere, and no header need stand over the rest."""
    rows = [[f"{WORK[n % 4]} in part {n} of the town", TIMES[n % 4], ["School", "Library"][n % 2]] for n in range(13)]
    head = f"table.header(repeat: {'true' if repeat else 'false'}, [*What we do*], [*When*], [*Who*])"
    body = ", ".join(f"[{text}]" for row in rows for text in row)
    found = typeset(
        f"{prose}\n\n#table(columns: (2fr, 1fr, 1fr), stroke: none, inset: 6pt, {head}, {body})\n\n"
        f"#text(12pt)[*The next chapter*]\n\n{prose}",
        WORDS,
    )
    table, *others = tables_of(found)
    assert not others
    assert texts(table) == [["What we do", "When", "Who"], *rows]


def test_text_below_the_break_goes_on_with_no_table(typeset, prose):
    rows = [[f"{WORK[n % 4]} in part {n} of the town", TIMES[n % 4], ["School", "Library"][n % 2]] for n in range(7)]
    body = ", ".join(f"[{text}]" for row in [["*What we do*", "*When*", "*Who*"], *rows] for text in row)
    found = typeset(
        f"#table(columns: (2fr, 1fr, 1fr), stroke: none, inset: 6pt, {body})\n\n#pagebreak()\nA short line.\n\n"
        f"Another short line.\n\n{prose}",
        WORDS,
    )
    (table,) = tables_of(found)
    assert len(table.parts) == 1
