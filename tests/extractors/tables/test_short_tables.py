"""Tables of which a page shows too little to tell them by themselves: a header without rows, a header with one row."""

from __future__ import annotations

import pytest
import typst
from planspor.extractors.read import read_document
from planspor.models.layout import Document, Role, Table

_SETUP = """#set page(width: 595pt, height: 600pt, margin: 50pt, footer: align(center)[Side])
#set text(font: "Libertinus Serif", size: 10pt, lang: "da")
"""
_HEAD = "table.cell(fill: aqua)[*Handling*], table.cell(fill: aqua)[*Frist*], table.cell(fill: aqua)[*Ansvarlig*]"
_ROWS = [["Diget hæves", "Maj 2025", "Vejchefen"], ["Pumpen skiftes", "2026", "Forsyningen"]]


def document_of(body: str) -> Document:
    return read_document(typst.compile((_SETUP + body).encode(), pdf_tags=False), file="plan.pdf")


def texts(document: Document) -> list[list[list[str]]]:
    """The cells of each table, row by row."""
    return [
        [[cell.text for cell in piece.cells if cell.row == row] for row in range(piece.n_rows)]
        for piece in document.flow
        if isinstance(piece, Table)
    ]


@pytest.mark.parametrize("repeated", [False, True])
def test_a_header_alone_at_the_foot_of_a_page_heads_the_rows_on_the_next(repeated: bool) -> None:
    rows = ", ".join(f"[{text}]" for row in _ROWS for text in row)
    columns = "#table(columns: (1fr, 90pt, 110pt), "
    body = f"Vandet kommer.\n#v(445pt)\n{columns}{_HEAD})\n#pagebreak()\n{columns}"
    body += f"{_HEAD + ', ' if repeated else ''}{rows})"
    found = document_of(body)
    assert texts(found) == [[["Handling", "Frist", "Ansvarlig"], *_ROWS]]
    assert [piece.header_rows for piece in found.flow if isinstance(piece, Table)] == [1]


def test_a_row_of_boxes_at_the_foot_without_rows_on_the_next_page_is_text() -> None:
    body = f"Vandet kommer.\n#v(445pt)\n#table(columns: (1fr, 90pt, 110pt), {_HEAD})\n#pagebreak()\nSlut på det hele."
    found = document_of(body)
    assert texts(found) == []
    words = " ".join(
        piece.text for piece in found.flow if not isinstance(piece, Table) and piece.role is not Role.FOOTER
    )
    assert all(word in words for word in ("Handling", "Frist", "Ansvarlig", "Slut på det hele."))


def test_one_row_below_a_header_that_another_table_has() -> None:
    """Set smaller than the text above, below the only rule of its table and with nothing after it."""
    head = "table.header([*Tegn*], [*2023*], [*Mål 2026*]), table.hline(stroke: 1pt + blue)"
    table = f"#text(8.5pt, table(columns: (1fr, 80pt, 80pt), stroke: none, {head}, "
    body = f"= Diger\n#lorem(60)\n{table}[Huse under vand], [14], [2], [Haver under vand], [40], [9]))\n"
    body += f"= Pumper\n#lorem(60)\n\n{table}[Timer uden strøm], [31], [5]))\n"
    assert texts(document_of(body))[1:] == [[["Tegn", "2023", "Mål 2026"], ["Timer uden strøm", "31", "5"]]]
