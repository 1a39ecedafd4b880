"""Tables with few rules or none: level rules only, tinted rows, alignment alone."""

from __future__ import annotations

import pytest
from planspor.extractors.tables.page_columns import page_columns
from planspor.extractors.tables.textlines import text_lines

FIGURES = [
    ["Service", "2021", "2022", "2023"],
    ["Libraries", "1,204", "1,311", "1,298"],
    ["Sports halls and swimming pools", "988", "1,020", "1,107"],
    ["Music school", "77", "–", "81"],
    ["Total", "2,269", "2,331", "2,486"],
]
ACTIONS = [
    ["What we do", "When", "Together with"],
    ["Open a workshop where bicycles and chairs can be repaired by everyone", "May 2024", "Library, technical school"],
    ["Train ten guides", "Autumn 2024 and spring 2025", "Youth club"],
    ["Report to the council", "2025", "Head of department"],
]


def cells(grid):
    return ", ".join(f"[{text.replace('-', chr(92) + '-')}]" for row in grid for text in row)


def around(table, prose):
    return f"{prose}\n\n{table}\n\n{prose}"


RIGHT = "align: (x, y) => if x == 0 {left} else {right}"


@pytest.mark.parametrize(
    ("style", "kind"),
    [
        ("stroke: none, fill: (x, y) => if calc.odd(y) {luma(230)}", "shaded"),
        ("stroke: none, fill: (x, y) => if y == 0 {luma(200)}", "shaded"),
        ("stroke: (x: none, y: 0.5pt)", "horizontal"),
        ("stroke: none", "aligned"),
        ("stroke: (x: 0.5pt, y: none)", "aligned"),
    ],
)
def test_columns_of_figures(style, kind, typeset, texts, prose):
    table = typeset(around(f"#table(columns: (2fr, 1fr, 1fr, 1fr), {RIGHT}, {style}, {cells(FIGURES)})", prose)).one
    assert texts(table) == FIGURES
    assert table.kind == kind
    assert table.header_rows == 1


@pytest.mark.parametrize(
    "style",
    [
        "stroke: none, fill: (x, y) => if calc.odd(y) {luma(230)}",
        "stroke: none, fill: (x, y) => if y == 0 {luma(200)}",
        "stroke: (x: none, y: 0.5pt)",
        "stroke: none",
    ],
)
def test_rows_of_words_that_wrap(style, typeset, texts, prose):
    grid = [[f"*{t}*" for t in ACTIONS[0]], *ACTIONS[1:]]
    table = typeset(
        around(f"#table(columns: (2fr, 1fr, 1fr), inset: (x: 6pt, y: 5pt), {style}, {cells(grid)})", prose)
    ).one
    assert texts(table) == ACTIONS
    assert table.header_rows == 1


def test_booktabs_with_a_heading_over_several_columns(typeset, texts, prose):
    table = typeset(
        around(
            """#table(columns: (2fr, 1fr, 1fr, 1fr, 1fr), stroke: none, align: (x, y) => if x == 0 {left} else {center},
            table.hline(), [], table.cell(colspan: 2)[Women], table.cell(colspan: 2)[Men],
            table.hline(start: 1, end: 3, stroke: 0.4pt), table.hline(start: 3, end: 5, stroke: 0.4pt),
            [Age], [2020], [2021], [2020], [2021], table.hline(stroke: 0.5pt),
            [Under 30], [12.5], [13.1], [11.8], [12.0], [30 to 59], [41.2], [40.7], [43.9], [42.5],
            [60 and over], [9.3], [10.4], [8.1], [8.8], table.hline())""",
            prose,
        )
    ).one
    assert texts(table)[:3] == [
        ["Age", "Women", "<", "Men", "<"],
        ["^", "2020", "2021", "2020", "2021"],
        ["Under 30", "12.5", "13.1", "11.8", "12.0"],
    ]
    assert table.n_rows == 5
    assert table.header_rows == 2
    assert table.kind == "horizontal"


def test_italic_rows_alone_in_their_row_head_the_rows_below(typeset, prose):
    table = typeset(
        around(
            """#table(columns: (2fr, 1fr, 1fr), stroke: none, table.hline(), [*Sign*], [*Now*], [*Goal*], table.hline(),
            [_Children_], [], [], [Read a book a month], [61 %], [70 %], [Play in a band], [9 %], [15 %],
            [_Adults_], [], [], [Use the library], [40 %], [45 %], table.hline())""",
            prose,
        )
    ).one
    assert table.header_rows == 1
    assert table.section_rows == [1, 4]


def test_an_empty_cell_is_kept_and_no_section_row(typeset, texts, prose):
    grid = [["Sign", "Now", "Goal"], ["Reads", "61 %", "70 %"], ["Feels at home", "", ""], ["Swims", "40 %", "55 %"]]
    table = typeset(around(f"#table(columns: (2fr, 1fr, 1fr), stroke: (x: none, y: 0.5pt), {cells(grid)})", prose)).one
    assert texts(table) == grid
    assert table.section_rows == []


@pytest.mark.parametrize("box", ["", "fill: luma(235), "])
def test_a_small_list_of_key_figures(box, typeset, texts, prose):
    grid = [["Members", "1,312"], ["Full-time staff", "14.5"], ["Share under 18", "62 %"], ["Budget", "2.4 mio. kr."]]
    body = f"#block({box}width: 60%, inset: 6pt, table(columns: (1fr, auto), stroke: none, {RIGHT}, {cells(grid)}))"
    table = typeset(around(body, prose)).one
    assert texts(table) == grid
    assert table.header_rows == 0


def test_a_table_in_one_of_two_text_columns(typeset, texts, prose):
    grid = [
        ["Sign", "Now", "Goal"],
        ["Reads", "61 %", "70 %"],
        ["Feels at home at school", "", ""],
        ["Swims", "40 %", "55 %"],
    ]
    head, body = cells(grid[:1]), cells(grid[1:])
    lines = f"table.hline(), {head}, table.hline(), {body}, table.hline()"
    table = f"#table(columns: (1fr, auto, auto), stroke: none, {lines})"
    found = typeset(f"#columns(2)[{prose * 2}\n\n{table}\n\n{prose * 6}]").one
    assert texts(found) == grid


def test_a_table_in_a_sidebar(typeset, texts, prose):
    grid = [["Members", "1,312"], ["Staff", "14.5"], ["Halls", "3"]]
    side = f"#block(fill: luma(235), inset: 6pt, table(columns: (1fr, auto), stroke: none, {RIGHT}, {cells(grid)}))"
    found = typeset(f"#grid(columns: (2fr, 1fr), gutter: 16pt, [{prose * 4}], [{side}])").one
    assert texts(found) == grid


def test_two_tables_of_figures_without_rules_side_by_side(typeset, texts):
    one = [
        ["Town", "2020", "2021"],
        ["Northam", "1,204", "1,311"],
        ["Southam", "988", "1,020"],
        ["Westerby", "77", "81"],
    ]
    two = [["Club", "2020", "2021"], ["Rowing", "44", "51"], ["Chess", "120", "118"], ["Choir", "63", "60"]]
    halves = [f"table(columns: (1fr, auto, auto), stroke: none, {RIGHT}, {cells(grid)})" for grid in (one, two)]
    tables = typeset(f"#grid(columns: (1fr, 1fr), gutter: 60pt, {halves[0]}, {halves[1]})").tables
    assert [texts(t) for t in tables] == [one, two]


def test_a_plan_table_and_a_table_of_gains_under_it_stay_two(typeset, texts):
    one = [
        ["*Step*", "*When*", "*Who*"],
        ["Plan", "May", "Office"],
        ["Build", "June", "Contractor"],
        ["Open", "July", "All"],
    ]
    two = [
        ["*Sign*", "*2023*", "*Goal 2027*", "*Measure*"],
        ["Visits", "100", "150", "Counting"],
        ["Calls", "20", "10", "Log"],
    ]
    zebra = "stroke: none, fill: (x, y) => if calc.odd(y) {luma(230)}"
    tables = typeset(
        f"#table(columns: (2fr, 1fr, 1fr), {zebra}, {cells(one)})\n#v(10pt)\n"
        f"#table(columns: (2fr, 1fr, 1fr, 1fr), {zebra}, {cells(two)})"
    ).tables
    assert [(t.n_rows, t.n_cols, t.header_rows) for t in tables] == [(4, 3, 1), (3, 4, 1)]


def test_dot_leaders_lead_to_the_figures(draw, texts):
    grid = [["Region", "Persons"], ["North", "1,204"], ["Centre and islands", "988"], ["South", "77"], ["Abroad", "15"]]

    def painter(canvas):
        for r, (label, figure) in enumerate(grid):
            canvas.drawString(70, 700 - 14 * r, label)
            start = 74 + canvas.stringWidth(label, "Helvetica", 10)
            if r:
                canvas.drawString(start, 700 - 14 * r, "." * int((360 - start) / 2.78))
            canvas.drawRightString(420, 700 - 14 * r, figure)

    table = draw(painter).one
    assert [[t.rstrip(".") for t in row] for row in texts(table)] == grid


def test_row_labels_that_wrap_and_figures_on_their_last_line(draw, texts):
    lines = [
        ("Branch", "2019", "2020"),
        ("Agriculture, forestry", "", ""),
        ("  and fishing", "3.1", "2.9"),
        ("Mining", "0.4", "0.5"),
        ("Wholesale and retail", "", ""),
        ("  trade and repair", "17.0", "16.2"),
        ("Other", "5.5", "5.9"),
    ]

    def painter(canvas):
        for r, (label, a, b) in enumerate(lines):
            canvas.drawString(70 + (8 if label.startswith(" ") else 0), 700 - 12 * r, label.strip())
            canvas.drawRightString(300, 700 - 12 * r, a)
            canvas.drawRightString(360, 700 - 12 * r, b)

    assert texts(draw(painter).one) == [
        ["Branch", "2019", "2020"],
        ["Agriculture, forestry and fishing", "3.1", "2.9"],
        ["Mining", "0.4", "0.5"],
        ["Wholesale and retail trade and repair", "17.0", "16.2"],
        ["Other", "5.5", "5.9"],
    ]


def test_a_dash_for_no_figure_is_no_list_mark_of_the_next_column(draw, texts):
    grid = [["Step", "Price", "Report"], ["Paint", "4.1", "Pictures"], ["Plant", "–", "Visit"], ["Dig", "–", "Letter"]]

    def painter(canvas):
        for r, (step, price, report) in enumerate(grid):
            if r % 2:
                canvas.setFillColorRGB(0.9, 0.95, 0.9)
                canvas.rect(65, 695 - 18 * r, 330, 18, stroke=0, fill=1)
                canvas.setFillColorRGB(0, 0, 0)
            canvas.drawString(70, 701 - 18 * r, step)
            canvas.drawRightString(240, 701 - 18 * r, price)
            canvas.drawString(252, 701 - 18 * r, report)

    assert texts(draw(painter).one) == grid


@pytest.mark.parametrize("place", ["top", "horizon", "bottom"])
@pytest.mark.parametrize("style", ["stroke: none", "stroke: (x: none, y: 0.5pt)"])
def test_words_set_to_the_top_the_middle_or_the_foot_of_their_cells(place, style, typeset, texts, prose):
    grid = [[f"*{t}*" for t in ACTIONS[0]], *ACTIONS[1:]]
    layout = f"columns: (14em, 9em, 11em), inset: (x: 6pt, y: 5pt), align: left + {place}"
    table = typeset(around(f"#table({layout}, {style}, {cells(grid)})", prose)).one
    assert texts(table) == ACTIONS
    assert table.header_rows == 1


@pytest.mark.parametrize("place", ["top", "horizon", "bottom"])
def test_figures_beside_names_of_several_lines(place, typeset, texts, prose):
    layout = f"columns: (9em, 6em, 6em, 6em), align: (x, y) => {place} + if x == 0 {{left}} else {{right}}"
    table = typeset(around(f"#table({layout}, stroke: none, row-gutter: 3pt, {cells(FIGURES)})", prose)).one
    assert texts(table) == FIGURES


def test_cells_of_one_line_each_are_no_paragraph(typeset, texts, prose):
    grid = [
        ["Programme", "What it does", "Due"],
        ["Safe roads", "Inspects the bridges and orders their repair", "1/12/2024"],
        ["Warm homes", "Pays for windows in houses from before 1960", "1/2/2025"],
        ["Clean rivers", "Trains farmers who want to change their crops", "22/2/2025"],
        ["Open doors", "Collects what visitors say about the museum", "10/3/2025"],
    ]
    head = f"table.header({cells([[f'*{t}*' for t in grid[0]]])}, table.hline())"
    table = typeset(around(f"#table(columns: 3, stroke: none, {head}, {cells(grid[1:])})", prose)).one
    assert texts(table) == grid


@pytest.mark.parametrize("place", ["left", "center", "right"])
def test_years_over_headings_that_come_again_span_them(place, typeset, texts, prose):
    head = ", ".join(["[Region]", *(f"table.cell(colspan: 3, align: {place})[{year}]" for year in (2022, 2023))])
    below = "[], " + ", ".join(["[All], [Men], [Women]"] * 2)
    body = [["North", "812", "401", "411", "830", "407", "423"], ["South", "95", "50", "45", "101", "52", "49"]]
    body += [["West", "1,204", "590", "614", "1,190", "580", "610"]]
    style = "columns: (8em, 4em, 4em, 4em, 4em, 4em, 4em), stroke: none, align: (x, y) => if x == 0 {left} else {right}"
    table = typeset(around(f"#table({style}, {head}, {below}, {cells(body)})", prose)).one
    assert texts(table)[0][1:] == ["2022", "<", "<", "2023", "<", "<"]
    assert texts(table)[1][1:] == ["All", "Men", "Women"] * 2
    assert texts(table)[2:] == body


def test_a_heading_whose_upper_line_stands_alone_is_whole(typeset, texts, prose):
    grid = [["Office", "Cases received", "Open"], ["North", "1,204", "31"], ["South", "988", "7"], ["West", "77", "12"]]
    head = f"table.header({cells([[f'*{t}*' for t in grid[0]]])}, table.hline())"
    style = "columns: (8em, 4.5em, 4em), stroke: none, align: (x, y) => bottom + if x == 0 {left} else {right}"
    table = typeset(around(f"#table({style}, {head}, {cells(grid[1:])})", prose)).one
    assert texts(table) == grid


BAND = """#table(columns: (3fr, 1fr, 1fr, 1fr, 2fr), stroke: none,
  align: (x, y) => if x in (1, 2, 3) {right} else {left},
  table.cell(rowspan: 2)[*Aim*], table.cell(colspan: 3, align: left)[*Measured*], table.cell(rowspan: 2)[*How*],
  [*Start*], [*Aim 2023*], [*Aim 2024*],
  [Visits to the library], [51], [56], [61], [Counted in May],
  [Days of waiting for a place], [84], [66], [48], [Report to the council],
  [Members of the choir], [30], [42], [54], [Asked in the autumn])"""


def test_a_heading_set_left_over_columns_set_right_heads_all_of_them(typeset, texts):
    table = typeset(BAND).one
    assert texts(table)[:3] == [
        ["Aim", "Measured", "<", "<", "How"],
        ["^", "Start", "Aim 2023", "Aim 2024", "^"],
        ["Visits to the library", "51", "56", "61", "Counted in May"],
    ]
    assert table.header_rows == 2


def test_two_tinted_tables_with_a_heading_between_are_two(typeset, texts):
    zebra = "stroke: none, fill: (x, y) => if y == 0 {luma(190)} else if calc.odd(y) {luma(235)}"
    table = f"#table(columns: (2fr, 1fr, 1fr), {zebra}, {cells([[f'*{t}*' for t in ACTIONS[0]], *ACTIONS[1:]])})"
    found = typeset(f"#set block(spacing: 6pt)\n{table}\n#emph[The second half]\n\n{table}").tables
    assert [texts(t) for t in found] == [ACTIONS, ACTIONS]


def test_a_row_that_heads_those_below_it_is_no_part_of_the_header(draw):
    def painter(canvas):
        canvas.setFont("Helvetica-Bold", 10)
        for x, y, text in (
            (62, 744, "Step"), (302, 744, "Who and when"),
            (302, 728, "Office"), (422, 728, "Month"), (62, 712, "Harbour"),
        ):  # fmt: skip
            canvas.drawString(x, y, text)
        canvas.setFont("Helvetica", 10)
        for n, row in enumerate((("A house is opened", "Town hall", "May"), ("Paths are marked", "Park", "June"))):
            for x, text in zip((62, 302, 422), row, strict=True):
                canvas.drawString(x, 696 - 16 * n, text)
        canvas.line(300, 740, 520, 740)
        for a, b in ((60, 300), (300, 420), (420, 520)):
            canvas.line(a, 724, b, 724)
        for y in (708, 692, 676):
            canvas.line(60, y, 520, y)

    table = draw(painter).one
    assert (table.header_rows, table.section_rows) == (2, [2])
    assert [table.at(r, 0).text for r in range(5)] == [
        "Step",
        "Step",
        "Harbour",
        "A house is opened",
        "Paths are marked",
    ]


def test_small_tables_of_the_same_width_below_each_other(typeset, texts, prose):
    """A caption in larger letters heads the table below it; rules of the next table bound the one before."""

    def small(work, when):
        line = "table.hline(stroke: 1pt)"
        return (
            f"#table(columns: (1fr, 3fr), stroke: none, {line}, [*Step*], [{work}], [*Ready by*], [{when}], {line})\n"
        )

    steps = [("Open a workshop", "May 2024"), ("Train ten guides", "2025"), ("Draw a map of all paths", "Spring")]
    found = typeset(f"{prose}\n\n" + "\n".join(small(*step) for step in steps) + f"\n\n{prose}")
    assert [texts(table) for table in found.tables] == [[["Step", work], ["Ready by", when]] for work, when in steps]


@pytest.mark.parametrize("mark", ["•", "–"])
def test_points_beside_rows_do_not_part_them(mark, typeset):
    """What begins a point in a column of lists begins no row: those are told by the columns beside it."""
    points = "".join(
        f"\n - {text}" for text in ("More children ride to school each day of the year", "Fewer accidents")
    )
    late = "\n - Less noise in the streets around the school and the station in the morning"
    line = "table.hline(stroke: 1pt)"
    found = typeset(
        f'#set list(marker: "{mark}")\n#table(columns: (1.3fr, 2fr, 1fr, 1fr), stroke: none, inset: (x: 5pt, y: 0pt), '
        f"row-gutter: 6pt, {line}, [*What comes of it*], [*What we do*], [*When*], [*Who*], {line}, "
        f"table.cell(rowspan: 2)[{points}{late}], [Open a workshop where bicycles can be repaired by everyone], "
        f"[May 2024], [Library], [Train ten guides for walks], [Autumn], [School and clubs], {line})"
    )
    table = found.one
    assert table.header_rows == 1
    assert [table.at(row, 1).text for row in (1, 2)] == [
        "Open a workshop where bicycles can be repaired by everyone",
        "Train ten guides for walks",
    ]
    assert [table.at(row, 2).text for row in (1, 2)] == ["May 2024", "Autumn"]
    cells = {id(cell): cell for cell in table.cells if cell.col == 0 and cell.row}.values()
    assert [block.text for cell in cells for block in cell.blocks] == [
        "More children ride to school each day of the year",
        "Fewer accidents",
        "Less noise in the streets around the school and the station in the morning",
    ]


def test_rules_between_rows_do_not_join_tables_with_text_between(typeset, texts):
    """A heading, or the bold headings of columns below a line, begin another table under the rules of the one above."""

    def ruled(head, *rows):
        lines = ", table.hline(stroke: 0.6pt), "
        return f"#table(columns: (2fr, 1fr), stroke: none, {lines.join([head, *rows])}, table.hline(stroke: 0.6pt))\n\n"

    work = ruled(
        "[*What we do*], [*When*]", "[Open a workshop], [May]", "[Train guides], [June]", "[Draw a map], [July]"
    )
    gains = ruled("[*What comes of it*], [*Measure*]", "[More ride], [Counting]", "[Less noise], [Meters]")
    found = typeset(f"*Steps*\n\n{work}*Effects*\n\n{gains}#text(16pt)[*The next unit*]\n\nIt is short.\n\n{work}")
    assert [texts(table) for table in found.tables] == [
        [["What we do", "When"], ["Open a workshop", "May"], ["Train guides", "June"], ["Draw a map", "July"]],
        [["What comes of it", "Measure"], ["More ride", "Counting"], ["Less noise", "Meters"]],
        [["What we do", "When"], ["Open a workshop", "May"], ["Train guides", "June"], ["Draw a map", "July"]],
    ]


def test_a_section_row_right_below_the_header_is_part_of_the_table(draw, texts):
    """No rule stands above the header; each row has one below it."""
    rows = [["No.", "Step", "When", "Who"], ["1 Streets and their trees"], ["1.1", "Count the cars", "2024", "Police"]]
    rows += [
        ["1.2", "Paint crossings", "May 2025", "Road office"],
        ["2 Squares and their wells"],
        ["2.1", "Plant limes", "2025", "Parks"],
    ]
    rows += [["2.2", "Benches", "2026", "Workshop"]]

    def paint(canvas):
        for k, row in enumerate(rows):
            y = 700 - 18 * k
            bold = k == 0 or len(row) == 1
            if len(row) == 1:
                canvas.setFillGray(0.9)
                canvas.rect(70, y - 5, 430, 18, stroke=0, fill=1)
                canvas.setFillGray(0)
            canvas.setFont("Helvetica-Bold" if bold else "Helvetica", 9)
            for x, text in zip((74, 112, 300, 400), row, strict=False):
                canvas.drawString(x, y, text)
            canvas.setLineWidth(1.2 if k == 0 else 0.4)
            canvas.line(70, y - 5, 500, y - 5)

    table = draw(paint).one
    assert [row[0] for row in texts(table)] == [row[0] for row in rows]
    assert (table.header_rows, table.section_rows) == (1, [1, 4])


@pytest.mark.parametrize(("step", "whole"), [(15.1, False), (13.0, True)])
def test_a_last_row_of_words_as_far_off_as_the_others_is_a_row(step, whole, draw, texts):
    """Its longest cell tells nothing of how wide the column is; a line that goes on stands nearer."""
    rows = [
        ["Aim", "2022", "Aim 2025"],
        ["Offices with a plan", "22 %", "100 %"],
        ["Staff who open letters that are false", "13 %", "4 %"],
    ]
    last = "Everybody knows what there is to do then"

    def paint(canvas):
        for y in (711, 696, 636):
            canvas.line(70, y, 500, y)
        for k, row in enumerate([*rows, [last]]):
            canvas.setFont("Helvetica" if k else "Helvetica-Bold", 11)
            y = 700 - 15.1 * k if k < 3 else 700 - 15.1 * 2 - step
            for x, text in zip((73, 380, 450), row, strict=False):
                canvas.drawString(x, y, text)

    found = [row[0] for row in texts(draw(paint).one)[2:]]
    assert found == ([f"{rows[2][0]} {last}"] if whole else [rows[2][0], last])


def test_words_in_a_tinted_area_beside_a_table_are_none_of_its_cells(draw, texts):
    """The lines of the sidebar stand at heights of their own; nothing draws the table."""
    rows = [["When", "What happens", "Who"], ["April 2024", "Ten halls agree", "Clubs"]]
    rows += [["Winter 2024", "The first plays", "Theatres"], ["May 2025", "A panel chooses", "Parish council"]]
    side = ["Money", "450,000 a year", "Who takes part?", "the village halls", "the theatre", "the council"]

    def paint(canvas):
        canvas.setFillGray(0.9)
        canvas.rect(400, 610, 130, 110, stroke=0, fill=1)
        canvas.setFillGray(0)
        for k, text in enumerate(side):
            canvas.setFont("Helvetica-Bold" if k in (0, 2) else "Helvetica", 8)
            canvas.drawString(408, 706 - 15.7 * k, text)
        for k, row in enumerate(rows):
            canvas.setFont("Helvetica" if k else "Helvetica-Bold", 9)
            for x, text in zip((60, 140, 290), row, strict=True):
                canvas.drawString(x, 700 - 18.3 * k, text)

    assert texts(draw(paint).one) == rows


def test_a_tinted_column_is_part_of_its_table(draw, texts):
    rows = [["When", "What happens", "Who"], ["April 2024", "Ten halls agree", "Clubs"]]
    rows += [["Winter 2024", "The first plays", "Theatres"], ["May 2025", "A panel chooses", "Parish council"]]

    def paint(canvas):
        canvas.setFillGray(0.9)
        canvas.rect(285, 630, 130, 85, stroke=0, fill=1)
        canvas.setFillGray(0)
        for k, row in enumerate(rows):
            canvas.setFont("Helvetica" if k else "Helvetica-Bold", 9)
            for x, text in zip((60, 140, 290), row, strict=True):
                canvas.drawString(x, 700 - 18.3 * k, text)

    assert texts(draw(paint).one) == rows


@pytest.mark.parametrize("lower", range(0, 12, 3))
@pytest.mark.parametrize("left", [True, False])
def test_a_table_in_one_of_the_columns_of_the_text(left, lower, typeset, texts, prose):
    grid = [
        ["Sign of it", "Now", "2026", "Told by"],
        ["Pupils who read with ease in the fifth form", "41 %", "58 %", "A test each year"],
        ["Days of wait for the adviser", "87", "35", "The log of the school"],
        ["Share of lessons that were not held", "9 %", "2 %", "Counts in May and October"],
    ]
    head = [[f"*{text}*" for text in grid[0]], *grid[1:]]
    table = f"#table(columns: (2fr, 1fr, 1fr, 1.5fr), stroke: none, inset: (x: 3pt, y: 5pt), {cells(head)})"
    running = " ".join(prose + "The end of it is near. " * (n % 4) for n in range(6))
    beside = "\n\n".join([prose, f"#v({lower}pt)", table, prose + "The end of it is near.", prose])
    sides = [beside, running] if left else [running, beside]
    found = typeset(
        f"#grid(columns: (1fr, 1fr), gutter: 16pt, [{sides[0]}], [{sides[1]}])", "#set text(hyphenate: false)\n"
    )
    assert [texts(one) for one in found.tables] == [grid]


def test_rows_of_sentences_beside_each_other_are_no_columns_of_text(typeset, prose):
    rows = [["What is so", "What we want"], *[[prose, prose[: prose.index(".") + 1]] for _ in range(6)]]
    side_by_side = typeset(f"#table(columns: (1fr, 1fr), stroke: none, {cells(rows)})").source.pages[0]
    assert page_columns(text_lines(side_by_side.words), [], set()) == []
    running = typeset(f"#columns(2)[{' '.join([prose] * 12)}]").source.pages[0]
    assert len(page_columns(text_lines(running.words), [], set())) == 1


@pytest.mark.parametrize("colour", ["none", "luma(235)"])
def test_points_that_a_cell_announces_belong_to_its_row(colour, typeset):
    rows = [
        ["Open a workshop", "May 2024"],
        ["Ask those who know the street: #list([the school], [the shop at the corner], [the club])", "2025"],
        ["Count the cars", "Every year"],
        ["Meet those who live there: #list([the young], [the old])", "Autumn 2025"],
    ]
    body = ", ".join(f"[{text}]" for row in [["*Step*", "*When*"], *rows] for text in row)
    fill = f"fill: (x, y) => if calc.odd(y) {{{colour}}}"
    table = typeset(f"#table(columns: (260pt, 90pt), inset: (x: 4pt, y: 2pt), stroke: none, {fill}, {body})").one
    assert [table.at(row, 1).text for row in range(table.n_rows)] == ["When", *(when for _, when in rows)]
    assert len(table.at(2, 0).blocks) == 4


def test_a_header_of_two_levels_that_is_tinted_cell_by_cell(typeset):
    fill = "fill: (x, y) => if y < 2 {luma(190)} else if calc.odd(y) {luma(235)}"
    head = "table.cell(rowspan: 2)[*Sign*], table.cell(colspan: 2)[*Results*], table.cell(rowspan: 2)[*Source*], "
    body = cells(
        [["*Now*", "*Goal*"], ["Cars in the street", "56", "26", "Count"], ["Days of wait", "78", "33", "Log"]]
    )
    table = typeset(f"#table(columns: (2fr, 1fr, 1fr, 1fr), stroke: none, {fill}, {head}{body})").one
    assert (table.n_rows, table.n_cols, table.header_rows) == (4, 4, 2)
    assert [cell.text for cell in table.cells if cell.row < 2] == ["Sign", "Results", "Source", "Now", "Goal"]


@pytest.mark.parametrize("width", [125, 400])
def test_a_table_below_the_title_of_its_tinted_box(width, typeset, texts, prose):
    """The ground is that of a box, and its title stands in it, before the table."""
    rows = [["Staff", "595"], ["Full-time", "583"], ["Budget", "12"]]
    box = f"block(width: {width}pt, fill: luma(230), inset: 6pt)[*In short* #table(columns: (1fr, auto), stroke: none, "
    found = typeset(f"{prose}\n\n#{box} inset: 2pt, {cells(rows)})]\n\n{prose}")
    title, table = [piece for piece in found.document.flow if piece.box is not None]
    assert (title.text, title.role.value) == ("In short", "heading")
    assert texts(table) == rows
