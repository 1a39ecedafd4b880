"""Tagged PDFs: what their tags declare is read, checked against the page, and said where the two disagree."""

from __future__ import annotations

from pathlib import Path

import pytest
import typst
import weasyprint
from planspor.extractors.pages.read import read_source
from planspor.extractors.read import read_document
from planspor.models.layout import Block, Document, Role, Table

STYLE = """<!doctype html><html lang="da"><meta charset="utf-8"><title>Plan</title><style>
body{font:11pt sans-serif} h1,h2{font:11pt sans-serif;bookmark-level:none} p,h1,h2{margin:8pt 0}
td,th{text-align:left;font-weight:400;padding:4pt 14pt 4pt 0;
vertical-align:top} .fake{font-weight:700;font-size:15pt}</style>"""
PROSE = "<p>Vi mødes hver måned i et af husene og taler om, hvad der er sket. Alle kan komme med forslag.</p>" * 3
ROWS = "".join(
    f"<tr><td>{a}</td><td>{b}</td><td>{c}</td></tr>"
    for a, b, c in (
        (
            "Der købes ti cykler til udlån, og der findes et skur til dem bag gården",
            "Foråret",
            "Driften og naboerne",
        ),
        ("Skuret males", "Efter ferien", "Håndværkerne"),
        ("Beboerne lærer at lappe en cykel, og de unge viser de ældre, hvordan det gøres", "Hele året", "Klubben"),
    )
)


def printed(html: str, tagged: bool = True) -> Document:
    return read_document(weasyprint.HTML(string=STYLE + html).write_pdf(pdf_tags=tagged), file="plan.pdf")


def headings(document: Document) -> dict[str, int | None]:
    return {p.text: p.level for p in document.flow if isinstance(p, Block) and p.role is Role.HEADING}


def tables(document: Document) -> list[Table]:
    return [piece for piece in document.flow if isinstance(piece, Table)]


def messages(document: Document) -> list[str]:
    return [problem.message for problem in document.problems if problem.code == "W014"]


PLAIN = f"<h1>Cykler til alle</h1>{PROSE}<h2>Flere cykler</h2>{PROSE}<h2>Bedre stier</h2>{PROSE}"


def test_headings_that_only_tags_show_are_headings_with_their_level_and_it_is_said() -> None:
    document = printed(PLAIN)
    assert headings(document) == {"Cykler til alle": 1, "Flere cykler": 2, "Bedre stier": 2}
    (message,) = messages(document)
    assert "3 lines (page 1)" in message
    assert "tagged as headings" in message
    assert not headings(printed(PLAIN, tagged=False))


def test_headings_that_only_their_setting_shows_stay_headings_and_it_is_said() -> None:
    fake = "<p class=fake>Et nyt værksted</p>"
    document = printed(f"<h1 class=fake>Cykler til alle</h1>{PROSE}<h2 class=fake>Stier</h2>{PROSE}{fake}{PROSE}")
    assert set(headings(document)) == {"Cykler til alle", "Stier", "Et nyt værksted"}
    (message,) = messages(document)
    assert "1 line (page 1) set as headings but not tagged" in message


def test_where_tags_and_page_agree_nothing_is_said() -> None:
    document = printed(f"<h1 class=fake>Cykler til alle</h1>{PROSE}<h2 class=fake>Flere cykler</h2>{PROSE}")
    assert set(headings(document)) == {"Cykler til alle", "Flere cykler"}
    assert messages(document) == []


HEAD = "<thead><tr><th>Skridt</th><th>Tid</th><th>Hvem</th></tr></thead>"
TABLE = f"{PROSE}<table>{HEAD}<tbody>{ROWS}</tbody></table>{PROSE}"


def test_a_table_without_rules_has_the_rows_and_columns_that_its_tags_say() -> None:
    (table,) = tables(printed(TABLE))
    assert (table.n_rows, table.n_cols, table.header_rows) == (4, 3, 1)
    assert tables(printed(TABLE, tagged=False))[0].header_rows == 0  # nothing else tells it
    cell = table.at(3, 0)
    assert cell is not None
    assert cell.text == "Beboerne lærer at lappe en cykel, og de unge viser de ældre, hvordan det gøres"


def test_cells_that_span_are_those_that_the_tags_say() -> None:
    html = """<table><tr><th>Uge</th><th colspan=2>Bane et og bane to, hele dagen</th></tr>
    <tr><td rowspan=2>Mandag</td><td>Løb for børn fra skolerne</td><td>Boldspil</td></tr>
    <tr><td>Dans</td><td>Gymnastik for ældre</td></tr><tr><td>Tirsdag</td><td>Løb</td><td>Spring</td></tr></table>"""
    (table,) = tables(printed(PROSE + html))
    spans = {(c.row, c.col): (c.row_span, c.col_span) for c in table.cells if c.row_span * c.col_span > 1}
    assert spans == {(0, 1): (1, 2), (1, 0): (2, 1)}


def test_a_table_that_only_tags_show_is_read_as_tagged_and_it_is_said() -> None:
    words = "".join(
        f"<tr><td>{a}</td><td>{b}</td></tr>"
        for a, b in (
            (
                "Vi spørger alle beboere, hvad de vil bruge gården til, og skriver det ned",
                "Bestyrelsen og de frivillige",
            ),
            ("Vi graver bede langs muren, så der er plads til både urter og børn", "Alle, der har lyst til at grave"),
        )
    )
    document = printed(f"{PROSE}<table>{words}</table>{PROSE}")
    (table,) = tables(document)
    assert (table.kind, table.n_rows, table.n_cols) == ("tagged", 2, 2)
    assert messages(document) == [
        "Tags and page disagree: tables on page 1 have rows and columns that only the tags show; "
        "they are read as tagged."
    ]
    assert not tables(printed(f"{PROSE}<table>{words}</table>{PROSE}", tagged=False))


def test_tags_that_the_page_does_not_bear_out_are_not_followed() -> None:
    lies = """<style>td.far{position:relative;top:-60pt;left:150pt} </style>"""
    moved = TABLE.replace("<td>Skuret males</td>", "<td class=far>Skuret males</td>")
    assert not [table for table in tables(printed(lies + moved)) if table.kind == "tagged"]


def test_one_table_over_two_pages_is_joined_by_its_tags_though_its_edges_differ() -> None:
    rows = "".join(f"[Skridt {n} i arbejdet med skuret], [Uge {n}], [Hold {n}]," for n in range(1, 46))
    text = f'#set page(height: 14cm)\n#set text(lang: "da")\nFørst et afsnit.\n#table(columns: 3, stroke: none, {rows})'
    data = typst.compile(text.encode())
    (table,) = tables(read_document(data, file="plan.pdf"))
    assert table.n_rows == 45
    assert all("one table in the tags" in reason for reason in table.joined)


def test_a_file_without_tags_has_none_on_its_pages() -> None:
    source = read_source(weasyprint.HTML(string=STYLE + PLAIN).write_pdf(), "plan.pdf")
    assert not source.tagged
    assert not any(page.tags for page in source.pages)


@pytest.mark.parametrize("name", ["fjordmark-udviklingskontrakt-2025", "lyngholt-mental-sundhedspolitik-2024-2027"])
def test_the_tags_of_real_exports_have_the_tables_that_the_rules_draw(name: str) -> None:
    data = (Path(__file__).parents[3] / "corpus" / f"{name}.pdf").read_bytes()
    document = read_document(data, file=name)
    assert sum(table.declared is not None for table in tables(document)) >= 3
    assert not [table for table in tables(document) if table.kind == "tagged"]
    assert messages(document) == []


@pytest.fixture(scope="module")
def office() -> Document:
    """A document of LibreOffice Writer; how it is made is told beside it."""
    path = Path(__file__).parent / "libreoffice" / "tagged.pdf"
    return read_document(path.read_bytes(), file=path.name)


def test_headings_that_writer_tags_and_sets_as_running_text_are_headings(office: Document) -> None:
    assert headings(office) == {"Plan for havnebyens unge": 1, "Indsatser": 2, "Budget": 2, "Tidsplan": 2}


def test_list_items_of_writer_are_list_items(office: Document) -> None:
    points = [p.text for p in office.flow if isinstance(p, Block) and p.role is Role.LIST_ITEM]
    assert [text.split()[0] for text in points] == ["Åbne", "En", "Flere"]


def test_a_table_of_writer_without_rules_is_one_over_the_page_break(office: Document) -> None:
    (table,) = tables(office)
    assert [page for page, _ in table.parts] == [1, 2]
    assert (table.n_rows, table.n_cols, table.header_rows) == (7, 3, 1)
    rows = [[cell.text if (cell := table.at(row, col)) else "" for col in range(3)] for row in range(7)]
    assert rows[0] == ["Indsats", "Milepæl", "Frist"]
    assert [row[0] for row in rows[1:4]] == ["Åbne værksteder", "Åbne værksteder", "Voksen på kajen"]
    assert [row[2] for row in rows[1:]] == [
        "1. maj 2025",
        "1. oktober 2025",
        "15. juni 2026",
        "1. august 2027",
        "1. december 2027",
        "1. marts 2028",
    ]
    assert rows[5][1] == "Et hus ved kajen er sat i stand, og de første lærlinge er flyttet ind"
    (message,) = messages(office)
    assert "tables on pages 1, 2" in message
