"""Tables over page breaks."""

from __future__ import annotations

import pytest
from planspor.extractors.layout.document import build_document
from planspor.extractors.tables.find import find_all
from planspor.extractors.tables.join import join_tables
from planspor.models.layout import Table

HEAD = ["*Step*", "*When*", "*Who*"]
STEPS = [
    [
        f"Step number {k} is taken together with the neighbours and described in a short report {tail}",
        ["May 2024", "June 2024", "Autumn", "2025"][k % 4],
        ["Library", "School", "Clubs and associations", "Office"][k % 4],
    ]
    for k, tail in enumerate(
        ["to the board", "", "with pictures of all the gardens, houses and streets that were visited on the way"] * 14
    )
]


def cells(grid):
    return ", ".join(f"[{text}]" for row in grid for text in row)


def plain(grid):
    return [[text.strip("*").strip() for text in row] for row in grid]


SMALL = "#set page(height: 420pt)\n"
STYLES = {
    "ruled": "",
    "level rules": "stroke: (x: none, y: 0.5pt), ",
    "zebra": "stroke: none, inset: (x: 5pt, y: 6pt), fill: (x, y) => if calc.odd(y) {luma(230)}, ",
}


@pytest.mark.parametrize("style", STYLES.values(), ids=list(STYLES))
def test_a_repeated_header_is_no_row(style, typeset, texts):
    steps = [row for row in STEPS[:14] if row[0]]
    found = typeset(
        f"#table(columns: (2fr, 1fr, 1fr), {style}table.header(..({cells([HEAD])},)), {cells(steps)})", SMALL + NO_CUT
    )
    assert len(found.tables) > 1
    [table] = found.joined
    assert texts(table) == plain([HEAD, *steps])
    assert table.header_rows == 1
    assert [page for page, _ in table.parts] == list(range(1, len(found.tables) + 1))
    assert all("repeated header" in why for why in table.joined)
    assert found.document.problems == []


TALL = "#set page(height: 440pt)\n"
NO_CUT = "#show table.cell: set block(breakable: false)\n#show table.cell: it => block(breakable: false, it)\n"


def test_without_a_repeated_header_the_columns_tell(typeset, texts):
    found = typeset(f"#table(columns: (2fr, 1fr, 1fr), {cells([HEAD, *STEPS[:14]])})", SMALL + NO_CUT)
    [table] = found.joined
    assert texts(table) == plain([HEAD, *STEPS[:14]])
    assert table.header_rows == 1
    assert all("same column edges" in why for why in table.joined)


@pytest.mark.parametrize("style", ["", STYLES["level rules"]], ids=["ruled", "level rules"])
@pytest.mark.parametrize("repeat", [True, False])
@pytest.mark.parametrize("before", [50, 60, 70, 80])
def test_a_row_that_the_page_cuts_is_one_row(style, repeat, before, typeset, texts):
    head = f"table.header(..({cells([HEAD])},), repeat: {str(repeat).lower()})"
    found = typeset(f"#v({before}pt)\n#table(columns: (1fr, 1fr, 1fr), {style}{head}, {cells(STEPS[:9])})", SMALL)
    assert len(found.tables) > 1
    [table] = found.joined
    assert texts(table) == plain([HEAD, *STEPS[:9]])


def test_a_paragraph_that_goes_on_is_one_block_with_lines_on_both_pages(typeset):
    long = (
        "The workshop is open to everyone on weekdays, and the neighbours may borrow the large tools for a week. " * 5
    )
    found = typeset(f"#v(230pt)\n#table(columns: (2fr, 1fr), [*Step*], [*When*], [{long}], [May])", SMALL)
    [table] = found.joined
    cell = table.at(1, 0)
    assert len(cell.blocks) == 1
    assert cell.blocks[0].text == long.strip()
    assert {line.page for line in cell.blocks[0].lines} == {1, 2}
    assert [page for page, _ in cell.places] == [1, 2]
    assert table.n_rows == 2


def test_bullets_go_on_over_the_break(typeset):
    points = [f"point number {k} about the hall and what it is used for in the winter" for k in range(8)]
    listed = "\n".join(f"- {p}" for p in points)
    found = typeset(f"#v(220pt)\n#table(columns: (1fr, 1fr), [*Sign*], [*When*], [{listed}], [May 2024])", SMALL)
    assert len(found.tables) == 2
    [table] = found.joined
    assert [block.text for block in table.at(1, 0).blocks] == points
    assert table.at(1, 1).text == "May 2024"


def test_a_cell_over_rows_goes_on_after_the_break(typeset, texts):
    rows = [[f"Step {k} with the school", f"May {2020 + k}"] for k in range(12)]
    body = "".join(f"[{a}], [{b}], " for a, b in rows)
    found = typeset(
        "#v(200pt)\n#table(columns: 3, [*Goal*], [*Step*], [*When*], "
        f"table.cell(rowspan: 12)[Cleaner air in town], {body})",
        SMALL + NO_CUT,
    )
    assert len(found.tables) == 2
    [table] = found.joined
    assert texts(table)[1] == ["Cleaner air in town", "Step 0 with the school", "May 2020"]
    assert all(row[0] == "^" for row in texts(table)[2:])
    assert table.n_rows == 13
    assert table.at(12, 0).text == "Cleaner air in town"


def test_an_empty_column_that_is_gone_on_the_next_page(typeset, texts):
    found = typeset(
        "#v(300pt)\n#table(columns: (2fr, 1fr, 1fr), [*Step*], [*When*], [*Notes*], [Plan], [May], [])\n"
        "#pagebreak()\n#table(columns: (66.67%, 33.33%), [Build], [June], [Open], [July])".replace(
            "#table(columns: (66.67%, 33.33%)", "#block(width: 75%, table(columns: (2fr, 1fr)"
        ).replace("[Open], [July])", "[Open], [July]))"),
        SMALL,
    )
    [table] = found.joined
    assert texts(table) == [["Step", "When", "Notes"], ["Plan", "May", ""], ["Build", "June", ""], ["Open", "July", ""]]


def test_a_table_with_a_header_of_its_own_is_another_table(typeset):
    found = typeset(
        "#v(280pt)\n#table(columns: (2fr, 1fr), [*Step*], [*When*], [Plan], [May])\n#pagebreak()\n"
        "#table(columns: (2fr, 1fr), [*Sign*], [*Goal*], [Visits], [100])",
        SMALL,
    )
    assert len(found.joined) == 2


def test_a_heading_between_keeps_two_tables_apart(typeset):
    one = "#table(columns: (2fr, 1fr), [*Step*], [*When*], [Plan], [May])"
    assert len(typeset(f"#v(280pt)\n{one}\n#pagebreak()\n= The next goal\n{one}", SMALL).joined) == 2
    assert len(typeset(f"{one}\n= The next goal\n{one}", SMALL).joined) == 2


def test_running_headers_and_page_numbers_do_not_keep_the_parts_apart(typeset, texts):
    setup = "#set page(height: 420pt, header: [Plan for the park], footer: context [Page #counter(page).display()])\n"
    found = typeset(f"#table(columns: (2fr, 1fr, 1fr), {cells([HEAD, *STEPS[:28]])})", setup + NO_CUT)
    [table] = found.joined
    assert len(table.parts) > 2
    assert texts(table) == plain([HEAD, *STEPS[:28]])


def test_a_doubtful_join_is_a_problem(typeset):
    """Two parts without any header, on pages that are half empty."""
    one = "#table(columns: (2fr, 1fr), [Plan], [May], [Build], [June])"
    found = typeset(f"{one}\n#pagebreak()\n{one.replace('Plan', 'Paint')}", SMALL)
    assert [(p.code, p.doubt) for p in found.document.problems] == [("W009", 1)]
    [table] = found.joined
    [doubt] = table.doubts
    assert (doubt.about, doubt.chosen, doubt.pages) == ("table", "one", [1, 2])
    assert doubt.text("one") == "Build | June\nPaint | May"
    assert doubt.text("two") == "Build | June\n\nPaint | May"


def test_a_row_that_may_be_two_keeps_both_readings(typeset, texts):
    """One cell goes on in the middle of a sentence; another begins with a text of its own."""
    head = "table.header([*Step*], [*Who*], [*Note*])"
    row = "[The hall is painted by all of the neighbours who came to the], [School], [Colours were chosen]"
    after = "[meeting in the spring], [Library], []"
    table = "table(columns: (150pt, 100pt, 100pt), {}[Clean], [Clubs], [Done], {})"
    found = typeset(
        f"#v(150pt)\n#{table.format(head + ', ', row)}\n#pagebreak()\n"
        f"#table(columns: (150pt, 100pt, 100pt), {after}, [Build], [Office], [Soon])",
        SMALL,
    )
    [problem] = found.document.problems
    [table] = found.joined
    [doubt] = table.doubts
    assert (problem.code, problem.doubt, doubt.about, doubt.chosen) == ("W009", 1, "row", "one")
    before = "The hall is painted by all of the neighbours who came to the"
    assert doubt.text("one") == f"{before} meeting in the spring | School Library | Colours were chosen"
    assert doubt.text("two") == f"{before} | School | Colours were chosen\nmeeting in the spring | Library | "
    assert [cell.places[0].page for row in doubt.two for cell in row.cells] == [1, 1, 1, 2, 2]
    assert 'the same sentence goes on in "Step"' in doubt.reason
    assert 'a text of its own stands after the break in "Who"' in doubt.reason
    # What is read is the chosen one; the other is kept beside it alone.
    assert texts(table)[2] == [f"{before} meeting in the spring", "School Library", "Colours were chosen"]
    assert table.n_rows == 4


def test_joining_leaves_the_rest_of_the_document_alone(typeset, prose):
    found = typeset(f"= One\n{prose}\n#table(columns: 2, [*A*], [*B*], [x], [y])\n= Two\n{prose}")
    assert len(found.document.flow) == 5


def test_a_bullet_without_text_at_the_foot_of_a_page_ends_its_row(typeset, texts):
    bare = ["Two things are asked for: \\\n#sym.bullet water \\\n#sym.bullet", "May 2024", "School"]
    steps = [row for row in STEPS if row[0]]
    found = [
        typeset(f"#table(columns: (2fr, 1fr, 1fr), {cells([HEAD, *steps[:n], bare, *steps[n:14]])})", SMALL + NO_CUT)
        for n in range(4, 9)
    ]
    last = [part.tables[0].cells[-3].text for part in found]
    assert any("water" in text for text in last), "no page ends with the row"
    for each in found:
        [table] = each.joined
        assert table.n_rows == 16


def test_the_label_above_a_table_of_its_own_is_no_row_of_the_table_before(typeset, texts):
    """The first table ends at the foot of the page; the label stands at the top of the next, close above a table."""
    first = f"#table(columns: (2fr, 1fr), table.header[*Step*][*When*], {cells([row[:2] for row in STEPS[:4]])})"
    label = "#block(below: 2pt)[*What is gained, and how:*]"
    second = "#table(columns: (2fr, 1fr), [*Gain*], [*Check*], [Calm], [Talk])"
    found = typeset(f"{first}\n#pagebreak()\n{label}\n{second}")
    one, other = found.joined
    assert texts(one) == plain([["Step", "When"], *(row[:2] for row in STEPS[:4])])
    assert texts(other)[-1] == ["Calm", "Talk"]


def test_a_sidebar_does_not_keep_the_parts_apart(typeset, texts):
    sidebar = "#place(top + right, dx: 110pt)[#block(width: 95pt, fill: luma(230), inset: 6pt)[*Notes* \\ Hall 12 m]]"
    rows = STEPS[:8]
    table = f"#table(columns: (2fr, 1fr, 1fr), {cells([HEAD, *rows])})"
    found = typeset(f"{sidebar}\n{table}", SMALL + NO_CUT + "#set page(margin: (right: 180pt))\n")
    [joined] = found.joined
    assert len(joined.parts) == len(found.tables) > 1
    assert texts(joined) == plain([HEAD, *rows])


def test_a_list_that_ends_high_above_the_break_does_not_go_on(typeset):
    """The cells on both sides of the break span rows, and each begins with a number."""
    body = ""
    for name in ("1. Quiet streets", "2. Green yards"):
        tall = "".join(f"[Take step {k} together with the neighbours], [May 202{k}]," for k in range(1, 10))
        body += f"table.cell(rowspan: 9)[{name}], {tall}"
    found = typeset(f"#table(columns: (1fr, 2fr, 1fr), inset: 11pt, [*Goal*], [*Step*], [*When*], {body})", TALL)
    [joined] = found.joined
    assert len(joined.parts) == 2
    assert [(c.text, c.row, c.row_span) for c in joined.cells if c.col == 0][1:] == [
        ("Quiet streets", 1, 9),
        ("Green yards", 10, 9),
    ]


def test_headers_to_which_no_page_gives_rows_are_text_with_all_their_words(draw):
    """The same row of headings in rules at the foot of a page and at the top of the next, with plain text below."""

    def header(canvas, y):
        canvas.setFont("Helvetica-Bold", 10)
        for x, text in zip((54, 254, 404), ("Errand", "Who", "When"), strict=True):
            canvas.drawString(x, y, text)
        canvas.lines([(50, y + end, 545, y + end) for end in (12, -5)])
        canvas.lines([(x, y + 12, x, y - 5) for x in (50, 250, 400, 545)])

    def text(canvas, top, lines):
        canvas.setFont("Helvetica", 10)
        for n in range(lines):
            canvas.drawString(
                50, top - 14 * n, "The council met in spring and heard what the clubs had seen in other towns."
            )

    def paint(canvas):
        text(canvas, 780, 30)
        header(canvas, 150)
        canvas.showPage()
        header(canvas, 790)
        text(canvas, 700, 5)

    source = draw(paint).source
    document = join_tables(build_document(source, find_all(source)))
    assert not any(isinstance(piece, Table) for piece in document.flow)
    shown = " ".join(piece.text for piece in document.flow)
    assert [shown.count(text) for text in ("Errand", "Who", "When")] == [2, 2, 2]
