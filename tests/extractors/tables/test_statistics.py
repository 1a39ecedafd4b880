"""Tables as statistical offices set them: heads and units over several columns, rows across, typed tables, charts."""

from __future__ import annotations

import pytest

ROWS = [
    ["Boats", "112", "98", "205", "187"],
    ["Nets", "34", "41", "66", "70"],
    ["Licences", "1,204", "1,188", "2,450", "2,391"],
    ["Landings", "87", "90", "133", "128"],
]
PLAIN = "stroke: none, align: (x, y) => if x == 0 {left} else if y < 2 {center} else {right}"


def body(rows):
    return ", ".join(f"[{text}]" for row in rows for text in row)


def spanned(table, text):
    cell = next(cell for cell in table.cells if cell.text == text)
    return cell.col, cell.col_span


def test_heads_in_the_middle_over_columns_beside_one_that_heads_its_own(typeset, prose):
    head = "[], table.cell(colspan: 2)[North], table.cell(colspan: 2)[South], [All]"
    head += ", [Gear], [1998], [2001], [1998], [2001], []"
    rows = [[*row, "9"] for row in ROWS]
    page = typeset(
        f"{prose}\n\n#table(columns: (3fr, 1fr, 1fr, 1fr, 1fr, 1fr), {PLAIN}, {head}, {body(rows)})\n\n{prose}"
    )
    assert spanned(page.one, "North") == (1, 2)
    assert spanned(page.one, "South") == (3, 2)
    assert page.one.n_cols == 6


def test_a_unit_in_the_middle_below_the_heads_of_several_columns(typeset, texts, prose):
    head = "[Gear], [1998], [1999], [2000], [2001], [], table.cell(colspan: 4)[Thousand tonnes each year]"
    table = typeset(
        f"{prose}\n\n#table(columns: (3fr, 1fr, 1fr, 1fr, 1fr), {PLAIN}, {head}, {body(ROWS)})\n\n{prose}"
    ).one
    assert texts(table)[0] == ["Gear", "1998", "1999", "2000", "2001"]
    assert spanned(table, "Thousand tonnes each year") == (1, 4)
    assert texts(table)[2] == ROWS[0]


def test_words_across_the_table_head_the_rows_below(typeset, texts, prose):
    across = "table.cell(colspan: 5, align: center)[{}]"
    head = "[Gear], [1998], [1999], [2000], [2001]"
    rows = f"{across.format('NORTH')}, {body(ROWS)}, {across.format('SOUTH')}, {body(ROWS)}"
    table = typeset(f"{prose}\n\n#table(columns: (3fr, 1fr, 1fr, 1fr, 1fr), {PLAIN}, {head}, {rows})\n\n{prose}").one
    assert spanned(table, "NORTH") == (0, 5)
    assert spanned(table, "SOUTH") == (0, 5)
    assert [row for row in texts(table) if row[0] == "Landings"] == [ROWS[3], ROWS[3]]


def test_heads_over_columns_that_upright_rules_part_further_down(typeset, texts, prose):
    stroke = (
        "stroke: (x, y) => (left: if x > 0 {0.5pt} else {none}, top: if y in (0, 2) {0.5pt} else {none}, "
        "bottom: if y == 5 {0.5pt} else {none})"
    )
    head = "[], table.cell(colspan: 2)[North], table.cell(colspan: 2)[South], [Gear], [1998], [2001], [1998], [2001]"
    table = typeset(
        f"{prose}\n\n#table(columns: (3fr, 1fr, 1fr, 1fr, 1fr), {stroke}, {head}, {body(ROWS)})\n\n{prose}"
    ).one
    assert spanned(table, "South") == (3, 2)
    assert texts(table)[1][1:] == ["1998", "2001", "1998", "2001"]
    assert texts(table)[2:] == ROWS


def test_crosses_in_close_columns_stay_apart(typeset, texts, prose):
    marks = [["Ferries", "x", "(x)", "x", ""], ["Buses", "(x)", "x", "x", "x"], ["Trains", "x", "x", "", "(x)"]]
    grid = [["Mode", "AT", "BE", "DE", "DK"], *marks]
    table = typeset(
        f"{prose}\n\n#table(columns: 5, inset: 3pt, stroke: none, align: center, {body(grid)})\n\n{prose}"
    ).one
    assert texts(table) == grid


def test_a_typed_table(draw, texts):
    lines = [
        "Kind of vessel and port     1998    2001",
        "----------------------------------------",
        "Open boats of the north      112      98",
        "Lake ferries                  34      41",
        "Barges, canals and locks   1,204   1,188",
        "----------------------------------------",
    ]

    def paint(canvas):
        canvas.setFont("Courier", 9)
        for k, line in enumerate(lines):
            canvas.drawString(60, 760 - 11 * k, line)

    table = draw(paint).one
    assert texts(table) == [
        ["Kind of vessel and port", "1998", "2001"],
        ["Open boats of the north", "112", "98"],
        ["Lake ferries", "34", "41"],
        ["Barges, canals and locks", "1,204", "1,188"],
    ]


@pytest.mark.parametrize("lying", [False, True])
def test_bars_with_their_figures_are_no_table(lying, draw):
    assert draw(lambda canvas: _paint_bars(canvas, lying)).tables == []


def _paint_bars(canvas, lying):
    for k, (name, length) in enumerate([("Ash", 61), ("Beech", 118), ("Elm", 87), ("Oak", 142), ("Pine", 33)]):
        canvas.setFillGray(0.6)
        across = (160, 700 - 18 * k, length, 10)
        canvas.rect(*(across if lying else (160 + 40 * k, 500, 24, length)), fill=1)
        canvas.setFillGray(0)
        canvas.drawString(*((110, 702 - 18 * k) if lying else (160 + 40 * k, 486)), name)
        canvas.drawString(*((165 + length, 702 - 18 * k) if lying else (163 + 40 * k, 504 + length)), str(length))
    for k in range(5):
        canvas.drawString(*((155 + 40 * k, 600) if lying else (130, 496 + 40 * k)), str(40 * k))


def test_an_index_is_no_table(typeset):
    entries = [
        f"{word}, {k + 3}, {2 * k + 11}" for k, word in enumerate(["Ferries", "Harbours", "Licences", "Nets"] * 12)
    ]
    assert typeset(f"#set text(size: 9pt)\n#columns(3)[{' #linebreak() '.join(entries)}]").tables == []
