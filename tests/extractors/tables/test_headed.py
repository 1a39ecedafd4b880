"""Tables of words without upright rules, under bold headings."""

from __future__ import annotations

import pytest

LONG = [
    ["*What we do*", "*When*", "*Together with*"],
    [
        "Open a workshop where bicycles and chairs can be repaired by everyone who lives near the old harbour. "
        "The council is told about it before the summer.",
        "May 2024",
        "The library and the technical school",
    ],
    [
        "Train guides for walks through the marsh in every season, also for people in wheelchairs and their families. "
        "The routes are drawn together with those who know them.",
        "Autumn 2024",
        "The youth club, the nature school and two associations",
    ],
    [
        "Draw a map of benches, taps and toilets along all of the paths between the station and the coast. "
        "It is printed and can be fetched at every station.",
        "2025",
        "Volunteers",
    ],
]
PLAIN = [[text.strip("*") for text in row] for row in LONG]
NONE = "columns: (3fr, 1fr, 1.3fr), stroke: none"


def cells(grid):
    return ", ".join(f"[{text}]" for row in grid for text in row)


def test_cells_that_look_like_running_text_are_rows(typeset, texts, prose):
    table = typeset(f"{prose}\n\n#table({NONE}, {cells(LONG)})\n\n{prose}").one
    assert texts(table) == PLAIN
    assert table.header_rows == 1


def test_two_columns_are_enough(typeset, texts, prose):
    two = [row[:2] for row in LONG]
    table = typeset(f"{prose}\n\n#table(columns: (3fr, 1fr), stroke: none, {cells(two)})\n\n{prose}").one
    assert texts(table) == [row[:2] for row in PLAIN]


def test_a_bold_line_between_rows_heads_those_below_it(typeset, texts, prose):
    grid = [LONG[0], ["*The harbour*", "", ""], LONG[1], ["*The marsh*", "", ""], *LONG[2:]]
    table = typeset(f"{prose}\n\n#table({NONE}, {cells(grid)})\n\n{prose}").one
    assert [texts(table)[r][0] for r in table.section_rows] == ["The harbour", "The marsh"]
    assert [row for r, row in enumerate(texts(table)) if r not in table.section_rows] == PLAIN


def test_a_heading_below_the_table_is_no_row(typeset, texts, prose):
    table = typeset(f"#table({NONE}, {cells(LONG)})\n\n*The next chapter*\n\n{prose}").one
    assert texts(table) == PLAIN


def test_a_heading_over_two_columns(typeset, prose):
    head = (
        "table.cell(rowspan: 2)[*What we do*], table.cell(colspan: 2)[*Those who do it*], [*When*], [*Together with*]"
    )
    table = typeset(f"{prose}\n\n#table({NONE}, {head}, {cells(LONG[1:])})\n\n{prose}").one
    assert table.header_rows == 2
    assert [table.at(1, c).text for c in (1, 2)] == ["When", "Together with"]
    assert table.at(0, 1).text == "Those who do it"
    assert [table.at(r, 1).text for r in (2, 3, 4)] == ["May 2024", "Autumn 2024", "2025"]


def test_a_text_that_goes_on_beside_the_rows_below_is_one_cell(draw):
    def painter(canvas):
        canvas.setFont("Helvetica-Bold", 10)
        for x, text in ((60, "Track"), (160, "Step"), (330, "Month"), (420, "What we shall see")):
            canvas.drawString(x, 740, text)
        canvas.setFont("Helvetica", 10)
        steps = ["A shared house is opened", "Ten guides are trained", "The paths are marked", "All is counted again"]
        for n, (step, month) in enumerate(zip(steps, ("May", "June", "July", "August"), strict=True)):
            canvas.drawString(160, 720 - 20 * n, step)
            canvas.drawString(330, 720 - 20 * n, month)
        for n, track in enumerate(("The harbour", "The marsh")):
            canvas.drawString(60, 720 - 40 * n, track)
        seen = [
            "More people meet and",
            "stay for a whole day",
            "of the week",
            "Fewer are alone",
            "at home all",
            "winter long",
        ]
        for y, line in zip((720, 708, 696, 680, 668, 656), seen, strict=True):
            canvas.drawString(420, y, line)

    table = draw(painter).one
    wide = [cell for cell in table.cells if cell.row_span > 1]
    assert [(cell.row, cell.row_span, cell.text) for cell in wide] == [
        (1, 2, "More people meet and stay for a whole day of the week"),
        (3, 2, "Fewer are alone at home all winter long"),
    ]


@pytest.mark.parametrize("headings", [("Background", "What we want"), ("*Background*", "*What we want*")])
def test_two_columns_of_running_text_under_headings_are_no_table(headings, typeset, prose):
    left, right = headings
    other = " ".join(reversed(prose.split(". ")))
    page = typeset(f"#columns(2)[{left}\n\n{prose}\n\n{other}\n#colbreak()\n{right}\n\n{other}\n\n{prose}]")
    assert page.tables == []


def test_a_list_of_contents_is_no_table(draw):
    def painter(canvas):
        for n, (title, page) in enumerate(
            (("The harbour", "3"), ("The marsh", "7"), ("The coast", "11"), ("All", "15"))
        ):
            canvas.setFont("Helvetica-Bold" if n == 0 else "Helvetica", 10)
            canvas.drawString(60, 700 - 16 * n, title)
            canvas.drawString(500, 700 - 16 * n, page)

    assert draw(painter).tables == []


LISTS = [
    ["*What comes of it*", "*What we do*", "*Together with*"],
    [
        "More people repair what they have instead of throwing it away",
        "- Open a workshop where bicycles can be repaired by everyone who lives near the old harbour\n"
        " - Train guides for walks through the marsh in every season, also for people in wheelchairs",
        "The library, the technical school and the nature school",
    ],
    [
        "Fewer accidents on the roads around the school each morning of the year",
        "- Count the cars that pass the school and tell the parents about it when they meet in spring\n"
        " - Draw a map of safe ways through the town and hand it out to all who begin at school",
        "Parents, police and all associations of the neighbourhood",
    ],
]


@pytest.mark.parametrize("rows", [1, 2])
def test_paragraphs_and_lists_under_ruled_off_headings_are_a_table(rows, typeset, prose):
    """Where rules run above and below bold headings and under the last row, even one row of running text is a table."""
    line = "table.hline(stroke: 0.7pt)"
    body = ", ".join(f"[{text}]" for row in LISTS[1 : 1 + rows] for text in row)
    head = ", ".join(f"[{text}]" for text in LISTS[0])
    drawn = f"#table(columns: (1fr, 1.6fr, 1fr), stroke: none, {line}, {head}, {line}, {body}, {line})"
    table = typeset(f"{prose}\n\n{drawn}\n\n{prose}").one
    assert (table.n_rows, table.n_cols, table.header_rows) == (1 + rows, 3, 1)
    assert [len(table.at(row, 1).blocks) for row in range(1, 1 + rows)] == [2] * rows
    assert [table.at(row, 0).text for row in range(1, 1 + rows)] == [row[0] for row in LISTS[1 : 1 + rows]]


def test_rules_at_the_head_alone_do_not_end_a_table_at_the_first_white(typeset, prose):
    """The rule below the last row stands on a later page, rows are far apart, and cells go on beside several."""
    line = "table.hline(stroke: 1pt)"
    head = "[*Unit*], [*Together with*], [*What we do*], [*When*]"
    work = [text[0] for text in LONG[1:]]
    rows = ", ".join(
        (f"table.cell(rowspan: 3)[*Unit {k // 3 + 1}*], " if k % 3 == 0 else "")
        + f"[The library and the {k}th club], [{work[k % 3]}], [May 202{k}]"
        for k in range(9)
    )
    table = typeset(
        f"{prose}\n\n#table(columns: (1fr, 1fr, 2.2fr, 0.8fr), stroke: none, inset: (x: 4pt, y: 11pt), "
        f"{line}, {head}, {line}, {rows})"
    ).tables[0]
    assert [table.at(0, c).text for c in range(4)] == ["Unit", "Together with", "What we do", "When"]
    assert [table.at(row, 3).text for row in range(1, 7)] == [f"May 202{k}" for k in range(6)]
    assert [table.at(row, 2).text for row in range(1, 7)] == [work[k % 3] for k in range(6)]
    assert {cell.text for cell in table.cells if cell.col == 0 and cell.row and cell.text} >= {"Unit 1", "Unit 2"}


def test_rows_with_no_white_between_the_texts_of_one_column(typeset, texts):
    """Where the longest cell of each row stands in one column, its lines run on as those of one text do."""
    table = typeset(f"#table(columns: (1.6fr, 1fr, 1.3fr), stroke: none, inset: (x: 5pt, y: 2.3pt), {cells(LONG)})").one
    assert texts(table) == PLAIN
