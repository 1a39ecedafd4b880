"""Tables with level rules only that stop at cells over several rows."""

from __future__ import annotations

import pytest

STEPS = """#set text(size: 10pt)
#table(columns: (1fr, 2.4fr, 1fr, 1.6fr), stroke: (x: none, y: 0.5pt), {inset}
  [*Goal*], [*What we do*], [*When*], [*What comes of it*],
  table.cell(rowspan: 3)[A town on wheels], [Open a workshop where bicycles can be repaired by everyone], [May 2024],
    table.cell(rowspan: 2)[- More children ride to school every day of the year
      - Fewer accidents on the roads],
  [Train ten guides], [2025], [Report to the council], [2026], [- Better figures],
  table.cell(rowspan: 2)[Quiet streets], [Count cars at night], [Spring], table.cell(rowspan: 2)[- Fewer cars],
  [Talk to the neighbours], [Autumn])"""


@pytest.mark.parametrize("inset", ["", "inset: 3pt,", "inset: (x: 5pt, y: 8pt),"])
def test_level_rules_that_stop_at_cells_over_several_rows(inset, typeset, prose):
    table = typeset(f"{prose}\n\n{STEPS.replace('{inset}', inset)}\n\n{prose}").one
    assert (table.n_rows, table.n_cols, table.header_rows) == (6, 4, 1)
    spans = {cell.text: (cell.row, cell.row_span) for cell in table.cells if cell.text and cell.col in (0, 3)}
    assert spans["A town on wheels"] == (1, 3)
    assert spans["Quiet streets"] == (4, 2)
    assert spans["Fewer cars"] == (4, 2)
    assert spans["Better figures"] == (3, 1)
    (listed,) = [cell for cell in table.cells if cell.col == 3 and cell.row == 1]
    assert (listed.row_span, len(listed.blocks)) == (2, 2)
    assert [table.at(row, 1).text for row in range(1, 6)][1:3] == ["Train ten guides", "Report to the council"]
    assert [table.at(row, 2).text for row in range(1, 6)] == ["May 2024", "2025", "2026", "Spring", "Autumn"]


def test_the_rules_of_two_tables_with_a_heading_between(typeset, prose):
    steps = STEPS.replace("{inset}", "").replace("#set text(size: 10pt)\n", "")
    found = typeset(f"{steps}\n\n#text(14pt)[*The next unit*]\n\n{steps}\n\n{prose}")
    assert [(table.n_rows, table.n_cols) for table in found.tables] == [(6, 4), (6, 4)]


def test_the_first_row_below_a_tinted_header_is_no_second_header(typeset, prose):
    """No rule but the side of its ground stands below the header."""
    table = typeset(
        f"""{prose}\n\n#table(columns: (1fr, 2.4fr, 1.2fr),
        stroke: (x, y) => (bottom: if y > 0 {{0.5pt}}), fill: (x, y) => if y == 0 {{rgb("#14557b")}},
        ..([When], [Step], [Who]).map(t => text(fill: white, strong(t))),
        [Spring 2023], [An agreement on twenty-four flats], [Builders],
        [May 2023], [A common rota, so that people meet the same faces before and after], table.cell(rowspan: 3)[Homes],
        [2024], [Eight people move a year], [2025], [A group looks back each quarter])\n\n{prose}"""
    ).one
    assert (table.n_rows, table.header_rows) == (5, 1)
    assert table.at(1, 0).text == "Spring 2023"
    assert table.at(2, 2).row_span == 3


def test_a_table_of_one_row_over_two_that_the_page_cuts(typeset, prose):
    """No rule stands over its header, and none at the foot of the page."""
    table = typeset(
        f"""{prose}\n\n#table(columns: (1fr, 2.4fr, 1fr, 1.6fr), stroke: (x, y) => (top: if y > 0 {{0.5pt}}),
        [*Goal*], [*What we do*], [*When*], [*What comes of it*],
        table.cell(rowspan: 3)[Quiet streets], [Count cars at night], [Spring], table.cell(rowspan: 3)[- Fewer cars],
        [Talk to the neighbours], [Autumn], [Plant a row of trees along the pavement], [May 2024])"""
    ).one
    assert (table.n_rows, table.n_cols, table.header_rows) == (4, 4, 1)
    assert (table.at(1, 0).row_span, table.at(1, 3).row_span) == (3, 3)
    assert [table.at(row, 2).text for row in (1, 2, 3)] == ["Spring", "Autumn", "May 2024"]
