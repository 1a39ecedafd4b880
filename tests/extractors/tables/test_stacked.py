"""Small tables with columns of their own close below each other."""

from __future__ import annotations

STEPS = [
    [
        ["Vi sætter i gang", "Tid", "Sammen med"],
        ["Et værksted åbner i den gamle skole", "April 2023", "Pedellen"],
        ["Turen rundt om søen", "Maj 2023 – juni 2024", "Alle enheder"],
        ["Ugens kok", "4 gange om året", "Køkkenet"],
    ],
    [
        ["Vi sætter i gang", "Tid", "Sammen med"],
        ["En bænk til hver opgang", "Uge 20-24, 2023", "Boligforeningen"],
        ["Et hold for dem, der lige er kommet til byen", "2. kvartal 2024", "Aftenskolen"],
    ],
]
SIGNS = [
    [
        ["Det måler vi", "Nu", "2024", "Tallet er fra"],
        ["Beboere, der spiser sammen med andre hver uge", "37 %", "50 %", "Interview i 3 opgange"],
        ["Gæster i værkstedet pr. dag", "9", "21", "Pedellens liste"],
    ],
    [
        ["Det måler vi", "Nu", "2024", "Tallet er fra"],
        ["Beboere, der kender mindst to naboer", "41 %", "60 %", "Interview"],
        ["Færre flytter inden for det første år", "18 %", "12 %", "Boligforeningen"],
    ],
]
ZEBRA = "fill: (x, y) => if calc.odd(y) { rgb(240, 234, 246) }"


def _set(grid: list[list[str]], widths: str) -> str:
    head, *rows = grid
    cells = ", ".join([f"[*{text}*]" for text in head] + [f"[{text}]" for row in rows for text in row])
    rule = "stroke: (x, y) => if y == 0 { (bottom: 0.8pt + purple) }"
    return f"#table(columns: {widths}, inset: 4.5pt, {rule}, {ZEBRA}, {cells})"


def test_bold_headings_set_off_from_the_rows_above_begin_a_table(typeset, texts):
    pairs = [
        _set(one, "(auto, 1fr, auto)") + "\n" + _set(other, "(auto, auto, auto, 1fr)")
        for one, other in zip(STEPS, SIGNS, strict=True)
    ]
    page = "#set page(width: 500pt, height: 420pt, margin: 40pt)\n#set text(size: 9pt)\n#set block(spacing: 8pt)\n"
    found = typeset(page + "\n".join(pairs)).tables
    assert [texts(table) for table in found] == [STEPS[0], SIGNS[0], STEPS[1], SIGNS[1]]
    assert all(table.header_rows == 1 for table in found)


def test_a_bold_row_of_its_own_columns_parts_no_table(typeset, texts):
    total = [STEPS[0][0], *STEPS[0][1:3], ["*I alt to steder*", "*2 år*", "*Alle enheder*"], STEPS[0][3]]
    [table] = typeset(_set(total, "(auto, 1fr, auto)")).tables
    assert texts(table) == [[text.strip("*") for text in row] for row in total]
