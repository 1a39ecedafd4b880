"""Tables that are drawn with rules: spans, missing sides, double and broken lines, cells drawn one by one."""

from __future__ import annotations

import pytest

ACTIONS = [
    ["Action", "When", "Who"],
    ["Open a repair shop", "May 2024", "Library"],
    ["Train ten guides", "Autumn 2024", ""],
    ["Evaluate", "2025", "Consultant"],
]


def cells(grid):
    return ", ".join(f"[{text}]" for row in grid for text in row)


def test_full_rules_give_every_cell_and_the_bold_header(typeset, texts):
    body = cells([[f"*{t}*" for t in ACTIONS[0]], *ACTIONS[1:]])
    table = typeset(f"#table(columns: 3, {body})").one
    assert texts(table) == ACTIONS
    assert table.kind == "ruled"
    assert table.header_rows == 1
    assert [c.text for c in table.cells if c.header] == ACTIONS[0]


def test_a_table_without_side_rules_keeps_its_outer_columns(typeset, texts):
    stroke = "(x, y) => (left: if x > 0 {0.5pt}, top: 0.5pt, bottom: 0.5pt)"
    table = typeset(f"#table(columns: 3, stroke: {stroke}, {cells(ACTIONS)})").one
    assert texts(table) == ACTIONS


def test_cells_that_span_rows_and_columns(typeset, texts):
    table = typeset(
        """#table(columns: 4,
        table.cell(rowspan: 2)[*Goal*], table.cell(colspan: 2)[*What we do*], table.cell(rowspan: 2)[*Follow-up*],
        [*Step*], [*Time*],
        table.cell(rowspan: 3)[Cleaner air], [Count cars], [March], table.cell(rowspan: 2)[Yearly report],
        [Plant trees], [April],
        [Close a street], [May], [])"""
    ).one
    assert texts(table) == [
        ["Goal", "What we do", "<", "Follow-up"],
        ["^", "Step", "Time", "^"],
        ["Cleaner air", "Count cars", "March", "Yearly report"],
        ["^", "Plant trees", "April", "^"],
        ["^", "Close a street", "May", ""],
    ]
    assert table.header_rows == 2
    assert table.at(4, 0).text == "Cleaner air"


def test_a_row_over_all_columns_heads_the_rows_below(typeset, texts):
    table = typeset(
        """#table(columns: 2, [*Sign*], [*Goal*], table.cell(colspan: 2)[_Youngest pupils_], [Reads], [92 %],
        table.cell(colspan: 2)[_Oldest pupils_], [Counts], [88 %])"""
    ).one
    assert table.header_rows == 1
    assert table.section_rows == [1, 3]
    assert texts(table)[3] == ["Oldest pupils", "<"]


@pytest.mark.parametrize("stroke", ['rgb("#502800")', "black"])
def test_a_header_on_a_ground_of_its_rules_keeps_its_columns(typeset, texts, stroke):
    """Rules of the same colour as the ground are not seen; the last row heads what follows on the next page."""
    body = cells([[f"*{t}*" for t in ACTIONS[0]]]).replace("[*", "[#set text(fill: white);*")
    goals = ("Goal 1: Open doors", "Goal 2: Clean air")
    over = [f'table.cell(colspan: 3, fill: rgb("#eedcc8"))[*{t}*]' for t in goals]
    fill = '(x, y) => if y == 0 {rgb("#502800")}'
    setup = f"columns: (150pt, 150pt, 150pt), stroke: {stroke}, fill: {fill}"
    table = typeset(f"#table({setup}, {body}, {over[0]}, {cells(ACTIONS[1:])}, {over[1]})").one
    assert texts(table) == [
        ACTIONS[0],
        ["Goal 1: Open doors", "<", "<"],
        *ACTIONS[1:],
        ["Goal 2: Clean air", "<", "<"],
    ]
    assert table.header_rows == 1
    assert table.section_rows == [1, 5]


def test_bullets_and_line_breaks_stay_in_their_cell(typeset):
    table = typeset(
        """#table(columns: (1fr, 1fr), [*What*], [*How*],
        [- first thing that is done
         - second thing that is done], [One paragraph. \\ Another line.])"""
    ).one
    assert table.at(1, 0).text == "first thing that is done; second thing that is done"
    assert len(table.at(1, 0).blocks) == 2
    assert table.at(1, 1).text == "One paragraph. Another line."


def test_words_turned_by_ninety_degrees_stay_in_their_cell(typeset, texts):
    table = typeset(
        """#table(columns: 3, table.cell(rowspan: 2, rotate(-90deg, reflow: true)[Group one]), [First], [1],
        [Second], [2], table.cell(rowspan: 2, rotate(-90deg, reflow: true)[Group two]), [Third], [3], [Fourth], [4])"""
    ).one
    assert texts(table) == [
        ["Group one", "First", "1"],
        ["^", "Second", "2"],
        ["Group two", "Third", "3"],
        ["^", "Fourth", "4"],
    ]


def test_a_turned_page_reads_as_it_is_seen(draw, texts):
    def painter(canvas):
        canvas.setPageRotation(90)
        canvas.rotate(90)
        canvas.translate(0, -595)
        canvas.grid([80, 250, 400, 560], [480, 500, 520, 540])
        for r, row in enumerate(ACTIONS[:3]):
            for x, text in zip((85, 255, 405), row, strict=True):
                canvas.drawString(x, 526 - 20 * r, text)

    assert texts(draw(painter).one) == ACTIONS[:3]


def grid_text(canvas, xs, ys, grid):
    """Write texts into the cells between `xs` and (falling) `ys`."""
    for r, row in enumerate(grid):
        for c, text in enumerate(row):
            canvas.drawString(xs[c] + 5, ys[r + 1] + 6, text)


XS, YS = [70, 250, 380, 520], [700, 680, 660, 640, 620]


def double_lines(canvas):
    for y in YS:
        canvas.line(70, y, 520, y)
        canvas.line(70, y - 1.8, 520, y - 1.8)
    for x in XS:
        canvas.line(x, 620, x, 700)
        canvas.line(x + 1.8, 620, x + 1.8, 700)


def broken_lines(canvas):
    canvas.setDash(3, 2)
    for y in YS:
        canvas.line(70, y, 520, y)
    for x in XS:
        canvas.line(x, 620, x, 700)


def thin_boxes(canvas):
    for y in YS:
        canvas.rect(70, y - 0.4, 450, 0.8, stroke=0, fill=1)
    for x in XS:
        canvas.rect(x - 0.4, 620, 0.8, 80, stroke=0, fill=1)


def separate_boxes(canvas):
    for r in range(4):
        for c in range(3):
            canvas.rect(XS[c] + 0.5, YS[r + 1] + 0.5, XS[c + 1] - XS[c] - 1, 19, stroke=1, fill=0)


def misaligned(canvas):
    for k, y in enumerate(YS):
        for c in range(3):
            canvas.line(XS[c] - 0.8, y + 0.7 * ((k + c) % 2), XS[c + 1] + 0.8, y + 0.7 * ((k + c) % 2))
    for k, x in enumerate(XS):
        for r in range(4):
            canvas.line(x + 0.7 * ((k + r) % 2), YS[r + 1] - 1, x + 0.7 * ((k + r) % 2), YS[r] + 1)


def tinted_cells(canvas):
    for r in range(4):
        for c in range(3):
            canvas.setFillColorRGB(0.85, 0.9, 0.95) if r else canvas.setFillColorRGB(0.6, 0.7, 0.9)
            canvas.rect(XS[c] + 0.6, YS[r + 1] + 0.6, XS[c + 1] - XS[c] - 1.2, 18.8, stroke=0, fill=1)
    canvas.setFillColorRGB(0, 0, 0)


def white_lines_on_a_ground(canvas):
    canvas.setFillColorRGB(0.85, 0.9, 0.95)
    canvas.rect(70, 620, 450, 80, stroke=0, fill=1)
    canvas.setStrokeColorRGB(1, 1, 1)
    canvas.setLineWidth(1.5)
    for y in YS:
        canvas.line(70, y, 520, y)
    for x in XS:
        canvas.line(x, 620, x, 700)
    canvas.setFillColorRGB(0, 0, 0)


@pytest.mark.parametrize(
    "style",
    [double_lines, broken_lines, thin_boxes, separate_boxes, misaligned, tinted_cells, white_lines_on_a_ground],
    ids=lambda style: style.__name__,
)
def test_lines_however_they_are_drawn(style, draw, texts):
    def painter(canvas):
        style(canvas)
        grid_text(canvas, XS, YS, ACTIONS)

    assert texts(draw(painter).one) == ACTIONS


def test_a_cell_whose_bottom_rule_is_missing_spans_rows(draw, texts):
    def painter(canvas):
        for y in YS:
            canvas.line(70, y, 380, y)
            if y not in (660, 640):
                canvas.line(380, y, 520, y)
        for x in XS:
            canvas.line(x, 620, x, 700)
        grid_text(
            canvas,
            XS,
            YS,
            [
                ["Gain", "Year", "Measure"],
                ["Shorter queues", "2024", "Survey in May"],
                ["More light", "2025", ""],
                ["Less noise", "2025", ""],
            ],
        )

    assert texts(draw(painter).one) == [
        ["Gain", "Year", "Measure"],
        ["Shorter queues", "2024", "Survey in May"],
        ["More light", "2025", "^"],
        ["Less noise", "2025", "^"],
    ]


def test_rows_of_figures_without_rules_between_them(draw, texts):
    """Only the columns and the header are ruled; the body is one tall box."""
    figures = [
        ["Town", "2019", "2020"],
        ["Northam", "1,204", "1,311"],
        ["Southam", "988", "1,020"],
        ["Westerby", "77", "81"],
    ]

    def painter(canvas):
        for y in (700, 680, 620):
            canvas.line(70, y, 520, y)
        for x in XS:
            canvas.line(x, 620, x, 700)
        grid_text(canvas, XS, YS, figures)

    assert texts(draw(painter).one) == figures


def test_an_underlined_word_draws_no_row(draw, texts):
    def painter(canvas):
        canvas.grid(XS, YS)
        grid_text(canvas, XS, YS, ACTIONS)
        wide = canvas.stringWidth("Open a repair shop", "Helvetica", 10)
        canvas.line(75, 665, 75 + wide, 665)

    assert texts(draw(painter).one) == ACTIONS


def test_two_tables_side_by_side(draw, texts):
    left, right = [[60, 150, 270], [300, 420, 540]]

    def painter(canvas):
        canvas.grid(left, YS[:4])
        canvas.grid(right, YS[:3])
        grid_text(canvas, left, YS, [["Town", "Pupils"], ["Northam", "210"], ["Southam", "95"]])
        grid_text(canvas, right, YS, [["Club", "Members"], ["Rowing", "44"]])

    tables = draw(painter).tables
    assert [texts(t) for t in tables] == [
        [["Town", "Pupils"], ["Northam", "210"], ["Southam", "95"]],
        [["Club", "Members"], ["Rowing", "44"]],
    ]


def test_a_cell_cut_by_the_page_runs_on_below_the_drawn_end_of_its_row(draw, texts):
    def painter(canvas):
        for x in (60, 200, 340, 520):
            canvas.line(x, 180, x, 120)
        for y in (180, 160):
            canvas.line(60, y, 520, y)
        for x, text in ((64, "Track"), (204, "Step"), (344, "Signs")):
            canvas.drawString(x, 166, text)
        for x, text in ((64, "Harbour"), (204, "A house is opened"), (344, "More people meet")):
            canvas.drawString(x, 146, text)
        for n, text in enumerate(("and stay for a day", "of the week in", "the old house")):
            canvas.drawString(344, 134 - 12 * n, text)
        canvas.drawString(280, 40, "7")

    table = draw(painter).one
    assert texts(table)[-1] == [
        "Harbour",
        "A house is opened",
        "More people meet and stay for a day of the week in the old house",
    ]


def test_text_below_a_table_that_ends_openly_is_no_part_of_it(draw, texts):
    def painter(canvas):
        for x in (60, 200, 340, 520):
            canvas.line(x, 180, x, 140)
        for y in (180, 160):
            canvas.line(60, y, 520, y)
        for y, row in ((166, ("Track", "Step", "Signs")), (146, ("Harbour", "A house is opened", "More people meet"))):
            for x, text in zip((64, 204, 344), row, strict=True):
                canvas.drawString(x, y, text)
        canvas.drawString(60, 120, "The council will discuss this table again when the year is over and done with.")

    assert texts(draw(painter).one)[-1] == ["Harbour", "A house is opened", "More people meet"]


def test_cells_that_no_rule_parts_stand_below_the_cells_of_a_tinted_header(typeset, texts):
    """The header is tinted cell by cell; below it an upright rule stands after the first column only."""
    fill = '(x, y) => if y == 0 {rgb("#14557b")} else if x == 0 {luma(240)}'
    stroke = "(x, y) => (bottom: 0.5pt, right: if x == 0 {0.5pt})"
    head = ["Track", "Gain", "2022", "Aim 2026", "Check"]
    rows = [
        ["People in a flat of their own", "0", "24", "List of flats"],
        ["The cost of each place falls", "", "", "Accounts"],
        ["People are at least as glad of their days as they were before the move", "", "", "Talk after half a year"],
    ]
    body = f"[{'], ['.join(head)}], table.cell(rowspan: 3)[Track 1: A door], {cells(rows)}"
    table = typeset(
        f"#table(columns: (18%, 1fr, 10%, 12%, 22%), gutter: 0pt, fill: {fill}, stroke: {stroke}, {body})"
    ).one
    assert texts(table) == [head, ["Track 1: A door", *rows[0]], *(["^", *row] for row in rows[1:])]


def test_a_page_of_a_table_with_open_sides_that_begins_and_ends_elsewhere(draw):
    """Some of its cells go on below the last rule, others are closed by it; nothing is drawn left and right."""

    def paint(canvas):
        canvas.setFont("Helvetica", 9)
        for x in (140, 230, 430):
            canvas.line(x, 770, x, 80)
        canvas.line(50, 770, 550, 770)
        canvas.line(50, 748, 550, 748)
        for x, word in zip((54, 144, 234, 434), ("Unit", "When", "What we do", "Result"), strict=True):
            canvas.drawString(x, 755, word)
        canvas.drawString(54, 734, "The harbour")
        canvas.drawString(434, 734, "Less noise")
        for k, y in enumerate(range(748, 100, -48)):
            canvas.drawString(144, y - 14, f"May 20{24 + k}")
            canvas.drawString(234, y - 14, f"Step {k}")
            canvas.line(140, max(y - 48, 80), 430, max(y - 48, 80))

    table = draw(paint).one
    assert (table.n_rows, table.n_cols) == (15, 4)
    assert [table.at(row, 2).text for row in range(1, 15)] == [f"Step {k}" for k in range(14)]
    assert (table.at(14, 0).text, table.at(14, 3).text) == ("The harbour", "Less noise")
