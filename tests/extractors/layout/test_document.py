"""Whole pages: reading order, roles and levels, and that nothing is lost."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from planspor.extractors.layout.document import build_document
from planspor.extractors.pages.pdfium import read_source
from planspor.extractors.tables.find import find_tables
from planspor.models.layout import Block, Document, Role, Table
from planspor.models.page import OutlineEntry, Source

ROOT = Path(__file__).resolve().parents[3]
PDFS = sorted(
    path
    for folder in (ROOT / "corpus", ROOT.parent / "shared" / "plans", ROOT.parent / "shared" / "more-plans")
    for path in folder.glob("*.pdf")
)
NAMES = "Haller Baner Skove Stier Broer Torve Parker Skure Løb Spil Sang Dans Sø Vand Bål Telte".split()


def prose(n: int, words: int = 45) -> str:
    """A paragraph that differs from all others."""
    return (
        f"Afsnit {n} handler om " + " ".join(NAMES[(n * 7 + i * 3) % 16].lower() + f"{n}" for i in range(words)) + "."
    )


def build(*pages: Any, outline: list[OutlineEntry] | None = None) -> Document:
    found = [page.done() for page in pages]
    for number, page in enumerate(found, 1):
        page.number = number
    return build_document(Source(pages=found, outline=outline or []), {})


def blocks(document: Document, *roles: Role) -> list[Block]:
    return [piece for piece in document.flow if isinstance(piece, Block) and (not roles or piece.role in roles)]


def texts(document: Document, *roles: Role) -> list[str]:
    return [block.text for block in blocks(document, *roles)]


def body(press: Any, first: int, n: int, x: float = 60, width: float = 470) -> list[str]:
    out = [prose(first + i) for i in range(n)]
    for text in out:
        press.paragraph(x, width, text)
    return out


@pytest.mark.parametrize("n_columns", [1, 2, 3])
def test_columns_are_read_one_after_the_other(press: Any, n_columns: int) -> None:
    width = (480 - 20 * (n_columns - 1)) / n_columns
    want = []
    for column in range(n_columns):
        press.y = 100
        want += body(press, 10 * column, 4, 60 + column * (width + 20), width)
    found = build(press)
    assert texts(found, Role.PARAGRAPH) == want
    assert [block.column for block in blocks(found, Role.PARAGRAPH)] == [c for c in range(n_columns) for _ in range(4)]


def test_columns_change_within_a_page(press: Any) -> None:
    title = press.bold._replace(size=18.0)
    press.lines(60, 480, "Rum til idræt i hele byen og på landet også", title)
    want = body(press, 1, 2, width=480)
    top = press.y
    want += body(press, 3, 3, 60, 230)
    low, press.y = press.y, top
    want += body(press, 6, 3, 310, 230)
    press.y = max(low, press.y) + 10
    want += body(press, 9, 2, width=480)
    assert texts(build(press), Role.PARAGRAPH) == want


def test_the_right_column_may_begin_higher(press: Any) -> None:
    """White is left over a heading, also at the top of a page."""
    press.y = 110
    press.put(60, press.y, "Kommunens haller", press.bold._replace(size=13.0))
    press.y += 20
    want = body(press, 0, 4, 60, 230)
    press.y = 80
    want += body(press, 4, 4, 310, 230)
    assert texts(build(press), Role.HEADING, Role.PARAGRAPH) == ["Kommunens haller", *want]


def test_headings_across_columns_begin_new_bands(press: Any) -> None:
    head = press.bold._replace(size=12.0)
    want = []
    for section in range(3):
        press.put(60, press.y, f"Del {NAMES[section]}", head)
        want.append(f"Del {NAMES[section]}")
        press.y += 16
        top = press.y
        bottoms = []
        for column in range(3):
            press.y = top
            text = prose(10 * section + column, 20)
            press.lines(60 + 165 * column, 150, text)
            want.append(text)
            bottoms.append(press.y)
        press.y = max(bottoms) + 20
    assert texts(build(press), Role.HEADING, Role.PARAGRAPH) == want


def test_a_paragraph_goes_on_in_the_next_column_and_page(presses: Any) -> None:
    first, second = presses(), presses()
    first.paragraph(60, 220, prose(1))
    first.put(60, first.y, "Derefter bliver der gennemført en stor under-")
    first.y = 80
    first.put(310, first.y, "søgelse af haller og baner i hele kommunen.")
    first.y += 19
    first.lines(310, 220, prose(2))
    first.put(310, first.y, "Den næste opgave er at finde steder hvor de")
    second.put(60, 80, "unge kan mødes uden at købe noget.")
    second.y = 99
    second.lines(60, 220, prose(3))
    found = build(first, second)
    assert "Derefter bliver der gennemført en stor undersøgelse af haller og baner i hele kommunen." in texts(found)
    (block,) = [b for b in blocks(found) if b.text.startswith("Den næste")]
    assert block.text == "Den næste opgave er at finde steder hvor de unge kan mødes uden at købe noget."
    assert [page for page, _ in block.places] == [1, 2]


def test_a_finished_paragraph_does_not_go_on(presses: Any) -> None:
    first, second = presses(), presses()
    want = body(first, 1, 3) + body(second, 4, 3)
    assert texts(build(first, second), Role.PARAGRAPH) == want


def test_headings_have_levels_by_how_they_are_set(press: Any) -> None:
    big, mid = press.bold._replace(size=20.0), press.bold._replace(size=14.0)
    for part in ("Natur", "Kultur"):
        press.put(60, press.y, part, big)
        press.y += 26
        for section in ("Skov", "Vand"):
            press.put(60, press.y, f"{part} og {section}", mid)
            press.y += 20
            press.put(60, press.y, "Baggrund:", press.bold)
            press.y += 16
            body(press, len(part) + len(section), 1)
    found = blocks(build(press), Role.HEADING)
    assert [(block.level, block.text) for block in found[:5]] == [
        (1, "Natur"),
        (2, "Natur og Skov"),
        (3, "Baggrund:"),
        (2, "Natur og Vand"),
        (3, "Baggrund:"),
    ]
    assert {block.level for block in found if block.text == "Baggrund:"} == {3}


def test_numbered_headings_of_one_style_have_levels_by_their_depth(press: Any) -> None:
    head = press.bold._replace(size=13.0)
    for number, title in (("1", "Natur"), ("1.1", "Skov"), ("1.2", "Vand"), ("2", "Kultur"), ("2.1", "Sang")):
        press.put(60, press.y, f"{number} {title}", head)
        press.y += 18
        body(press, len(title), 1)
    found = blocks(build(press), Role.HEADING)
    assert [(b.marker, b.text, b.level) for b in found] == [
        ("1", "Natur", 1),
        ("1.1", "Skov", 2),
        ("1.2", "Vand", 2),
        ("2", "Kultur", 1),
        ("2.1", "Sang", 2),
    ]


def test_a_heading_over_two_lines_is_one_block(press: Any) -> None:
    head = press.bold._replace(size=16.0)
    press.lines(60, 300, "Et meget langt navn til en indsats der ikke kan stå på en linje", head)
    press.y += 6
    body(press, 1, 2)
    assert texts(build(press), Role.HEADING) == ["Et meget langt navn til en indsats der ikke kan stå på en linje"]


def test_a_small_line_over_a_heading_is_a_heading_before_it(press: Any) -> None:
    small = press.plain._replace(size=8.0, colour=(180, 60, 20))
    head = press.bold._replace(size=16.0)
    for n, title in ((1, "Vand til alle"), (2, "Skov til alle")):
        press.put(60, press.y, f"Spor {n}", small)
        press.y += 17
        press.put(60, press.y, title, head)
        press.y += 20
        body(press, n, 2)
    found = blocks(build(press), Role.HEADING)
    assert [b.text for b in found] == ["Spor 1", "Vand til alle", "Spor 2", "Skov til alle"]
    assert len({b.level for b in found}) == 1


def test_a_filled_bar_with_light_text_is_a_heading_above_those_below_it(press: Any) -> None:
    light = press.bold._replace(colour=(255, 255, 255))
    head = press.bold._replace(size=13.0)
    for n in (1, 2):
        press.area(55, press.y - 14, 540, press.y + 8, fill=(20, 60, 90))
        press.put(62, press.y, f"Bane {n}", light)
        press.y += 34
        press.put(60, press.y, f"Indsats {NAMES[n]}", head)
        press.y += 18
        body(press, n, 1)
    found = build(press)
    assert [(b.text, b.level) for b in blocks(found, Role.HEADING)][:2] == [("Bane 1", 1), ("Indsats Baner", 2)]
    assert found.boxes == []


def test_the_outline_decides_between_looks(press: Any) -> None:
    small, large = press.bold._replace(size=12.0), press.bold._replace(size=14.0)
    want = []
    for n in (1, 2):
        press.put(60, press.y, f"Kapitel {NAMES[n]}", small)
        press.y += 20
        press.put(60, press.y, f"Afsnit {NAMES[n + 4]}", large)
        press.y += 20
        body(press, n, 1)
        want += [OutlineEntry(f"Kapitel {NAMES[n]}", 1, 1), OutlineEntry(f"Afsnit {NAMES[n + 4]}", 2, 1)]
    found = blocks(build(press, outline=want), Role.HEADING)
    assert [b.level for b in found] == [1, 2, 1, 2]


def test_labels_with_values_beside_them(press: Any) -> None:
    values = {"Formål:": [prose(1, 30), prose(2, 30)], "Ansvarlig:": ["Idræt og Fritid"], "Tid:": [prose(3, 30)]}
    want = []
    for label, paragraphs in values.items():
        press.put(60, press.y, label, press.bold)
        for text in paragraphs:
            press.paragraph(150, 380, text)
        want += [label, *paragraphs]
    found = build(press)
    assert texts(found) == want
    assert [b.text for b in blocks(found, Role.HEADING)] == list(values)


def test_labels_in_the_right_margin_head_the_paragraphs_beside_them(press: Any) -> None:
    """A list of items, a heading of the text between two labels, and a label of two lines."""
    want = ["Stier"]
    press.paragraph(60, 330, "Stier", press.bold._replace(size=13.0))
    for n, label in enumerate(("Baggrund", "Formål")):
        press.put(420, press.y, label, press.bold._replace(size=9.0))
        press.paragraph(60, 330, prose(n, 30))
        want += [label, prose(n, 30)]
    for y, line in enumerate(("Det sker der", "undervejs")):
        press.put(420, press.y + 12 * y, line, press.bold._replace(size=9.0))
    for name in ("Haller", "Baner"):
        press.item(60, 330, "•", f"{name} ses efter")
    press.y += 16
    press.paragraph(60, 330, "Broer", press.bold._replace(size=13.0))
    press.put(420, press.y, "Baggrund", press.bold._replace(size=9.0))
    press.paragraph(60, 330, prose(5, 30))
    want += ["Det sker der undervejs", "Haller ses efter", "Baner ses efter", "Broer", "Baggrund", prose(5, 30)]
    assert texts(build(press)) == want


def test_bold_lines_of_a_right_column_that_begin_beside_no_paragraph_stay_in_it(press: Any) -> None:
    """A column of its own (whom to ask), beside the running text."""
    aside = ["Spørg på rådhuset", "Ring om formiddagen", "Skriv til os"]
    for n, line in enumerate(aside):
        press.put(420, 93 + 39 * n, line, press.bold)
    text = prose(1, 90)
    press.paragraph(60, 330, text)
    found = texts(build(press))
    assert found[0] == text
    assert " ".join(found[1:]) == " ".join(aside)


def test_a_list_under_a_label_stays_with_it(press: Any) -> None:
    for label in ("Handlinger:", "Gevinster:"):
        press.put(60, press.y, label, press.bold)
        press.y += 14
        for name in ("Haller", "Baner"):
            press.item(150, 380, "•", f"{name} til {label[:-1].lower()}")
    found = build(press)
    assert texts(found) == [
        "Handlinger:",
        "Haller til handlinger",
        "Baner til handlinger",
        "Gevinster:",
        "Haller til gevinster",
        "Baner til gevinster",
    ]


def test_running_heads_feet_and_page_numbers(presses: Any) -> None:
    pages = []
    for n in range(1, 6):
        press = presses()
        small = press.plain._replace(size=8.0)
        press.put(60 if n % 2 else 400, 40, "Vandby Kommune", small)
        press.y = 90
        body(press, 3 * n, 3)
        press.put(60, 810, "Idrætsplan 2031", small)
        press.put(520, 810, f"Side {n} af 5", small)
        pages.append(press)
    found = build(*pages)
    assert texts(found, Role.HEADER) == ["Vandby Kommune"] * 5
    assert texts(found, Role.FOOTER) == ["Idrætsplan 2031"] * 5
    assert texts(found, Role.PAGE_NUMBER) == [f"Side {n} af 5" for n in range(1, 6)]
    assert len(blocks(found, Role.PARAGRAPH)) == 15


def test_another_chapters_running_head_is_one_too(presses: Any) -> None:
    pages = []
    for n in range(1, 5):
        press = presses()
        press.put(60, 40, "Søby Kommune" if n < 4 else "Skovby Kommune", press.bold._replace(size=13.0))
        press.y = 90
        body(press, 3 * n, 3)
        pages.append(press)
    assert texts(build(*pages), Role.HEADER) == ["Søby Kommune"] * 3 + ["Skovby Kommune"]


def test_numbered_headings_at_the_top_of_pages_are_no_running_heads(presses: Any) -> None:
    pages = []
    for n in range(1, 5):
        press = presses()
        press.put(60, 80, f"Indsats {n}", press.bold._replace(size=16.0))
        press.y = 104
        body(press, 3 * n, 4)
        pages.append(press)
    found = build(*pages)
    assert texts(found, Role.HEADING) == [f"Indsats {n}" for n in range(1, 5)]
    assert texts(found, Role.HEADER) == []


@pytest.mark.parametrize(("repeats", "running"), [(2, False), (4, True)])
def test_a_heading_under_the_running_head_that_half_of_the_pages_repeat_is_none(
    repeats: int, running: bool, presses: Any
) -> None:
    pages = []
    for n in range(1, 5):
        press = presses()
        press.put(60, 40, "Vandby Kommune", press.plain._replace(size=8.0))
        press.put(
            60, 80, "Mål for haller" if n <= repeats else f"Emne {'abcd'[n - 1] * 6}", press.bold._replace(size=16.0)
        )
        press.y = 110
        body(press, 3 * n, 4)
        pages.append(press)
    found = build(*pages)
    assert texts(found, Role.HEADER).count("Mål for haller") == (repeats if running else 0)
    assert texts(found, Role.HEADING).count("Mål for haller") == (0 if running else repeats)
    assert texts(found, Role.HEADER).count("Vandby Kommune") == 4


def test_footnotes_are_apart_with_their_marks(press: Any) -> None:
    body(press, 1, 3)
    small = press.plain._replace(size=7.5)
    press.rule(60, 740, 140)
    mark = press.put(60, 752, "1", small._replace(size=5.0))
    mark[0].superscript = True
    press.put(66, 755, "Tallet er fra en optælling i haller og på baner.", small)
    mark = press.put(60, 763, "2", small._replace(size=5.0))
    mark[0].superscript = True
    press.put(66, 766, "Se bilaget.", small)
    found = blocks(build(press), Role.FOOTNOTE)
    assert [(b.marker, b.text) for b in found] == [
        ("1", "Tallet er fra en optælling i haller og på baner."),
        ("2", "Se bilaget."),
    ]


def test_a_table_of_contents(presses: Any) -> None:
    contents, *pages = (presses() for _ in range(5))
    contents.put(60, 60, "Indhold", contents.bold._replace(size=20.0))
    contents.y = 100
    for n, title in enumerate(("Natur", "Kultur", "Idræt", "Vand"), 2):
        contents.put(60, contents.y, f"{title} " + "." * 60)
        contents.put(500, contents.y, str(n))
        contents.y += 18
    for title, press in zip(("Natur", "Kultur", "Idræt", "Vand"), pages, strict=True):
        press.put(60, 80, title)
        press.y = 110
        body(press, len(title), 3)
    found = build(contents, *pages)
    assert texts(found, Role.TOC) == ["Natur … 2", "Kultur … 3", "Idræt … 4", "Vand … 5"]
    # The contents name the titles, which nothing else sets apart.
    assert texts(found, Role.HEADING) == ["Indhold", "Natur", "Kultur", "Idræt", "Vand"]


def test_a_box_beside_the_text(press: Any) -> None:
    press.area(400, 75, 540, 160)
    press.y = 95
    press.put(410, press.y, "Penge", press.bold)
    press.y += 14
    press.lines(410, 120, "Der er sat to millioner af.")
    press.y = 90
    want = body(press, 1, 2, 60, 320) + body(press, 3, 2, 60, 480)
    found = build(press)
    assert [b.text for b in blocks(found, Role.PARAGRAPH) if b.box is None] == want
    assert [b.text for b in blocks(found) if b.box == 0] == ["Penge", "Der er sat to millioner af."]
    assert [box.page for box in found.boxes] == [1]


def test_a_paragraph_goes_on_below_a_box_in_its_column(press: Any) -> None:
    press.lines(60, 230, prose(1))
    press.put(60, press.y, "Vi vil gerne have at alle som bor her kan")
    press.area(55, press.y + 10, 300, press.y + 60)
    press.put(65, press.y + 35, "En gave på tværs", press.bold)
    press.y += 80
    press.put(60, press.y, "finde en sti tæt på hvor de bor.")
    press.y = 80
    body(press, 2, 4, 320, 220)
    found = build(press)
    assert "Vi vil gerne have at alle som bor her kan finde en sti tæt på hvor de bor." in texts(found, Role.PARAGRAPH)
    assert [b.text for b in blocks(found) if b.box is not None] == ["En gave på tværs"]


def test_the_words_of_a_diagram_are_figure_text(press: Any) -> None:
    body(press, 1, 2)
    y = press.y + 20
    for n in range(4):
        press.area(60 + 120 * n, y, 160 + 120 * n, y + 40, fill=(60, 120, 180))
        press.put(70 + 120 * n, y + 24, f"Trin {NAMES[n]}")
    press.y = y + 70
    body(press, 3, 2)
    assert texts(build(press), Role.FIGURE_TEXT) == [f"Trin {NAMES[n]}" for n in range(4)]


def test_hidden_words_are_kept_as_hidden(press: Any) -> None:
    body(press, 1, 1)
    press.put(60, 400, "usynlig tekst", press.plain._replace(hidden=True))
    assert texts(build(press), Role.HIDDEN) == ["usynlig tekst"]


def test_pages_without_words_are_kept() -> None:
    assert build_document(Source(pages=[]), {}).flow == []


SIZES = st.sampled_from([8.0, 10.0, 14.0, 22.0])


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 500), st.integers(20, 820), st.text("abc -•1.)ø§", min_size=1, max_size=20), SIZES),
        max_size=40,
    ),
    st.lists(st.tuples(*(st.integers(0, 590) for _ in range(4))), max_size=6),
)
def test_nothing_is_lost_however_words_and_areas_lie(presses: Any, runs: Any, areas: Any) -> None:
    press = presses()
    for x, y, text, size in runs:
        if text.split():
            press.put(x, y, " ".join(text.split()), press.plain._replace(size=size))
    for x0, y0, x1, y1 in areas:
        press.area(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
    check_conserved(Source(pages=[press.done()]), {})


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(8, 60), min_size=2, max_size=6), st.integers(2, 3), st.integers(14, 40))
def test_columns_of_any_length_are_read_in_order(presses: Any, lengths: list[int], n: int, gutter: int) -> None:
    press = presses()
    width = (480 - gutter * (n - 1)) / n
    want = []
    for column in range(n):
        press.y = 80
        for i, words in enumerate(lengths):
            text = prose(10 * column + i, words)
            press.paragraph(60 + column * (width + gutter), width, text)
            want.append(text)
    assert texts(build(press), Role.PARAGRAPH) == want


def check_conserved(source: Source, tables: dict[int, list[Table]]) -> None:
    """Each word is in one block, and the text of a block has the letters and digits of its words."""
    document = build_document(source, tables)
    seen: Counter[int] = Counter()
    for piece in document.flow:
        for block in [piece] if isinstance(piece, Block) else [b for cell in piece.cells for b in cell.blocks]:
            words = [word for line in block.lines for word in line.words]
            seen.update(id(word) for word in words)
            shown = block.text + (block.marker or "") + "".join(block.notes)
            printed = "".join(word.text for word in words)
            assert sorted(filter(str.isalnum, shown)) == sorted(filter(str.isalnum, printed)), block.text
    assert seen == Counter(id(word) for page in source.pages for word in page.words)


@pytest.mark.parametrize("path", PDFS, ids=lambda path: path.stem)
def test_all_words_of_real_plans_are_in_one_block_or_cell(path: Path) -> None:
    source = read_source(path.read_bytes(), path.name)
    check_conserved(source, {page.number: find_tables(page) for page in source.pages})


def test_cards_in_a_grid_are_read_row_by_row(press: Any) -> None:
    press.lines(60, 470, prose(1))
    top = press.y + 20
    for n in range(4):
        x, press.y = 60 + 245 * (n % 2), top + 100 * (n // 2)
        press.area(x, press.y, x + 230, press.y + 85)
        press.put(x + 10, press.y + 20, f"Kort {n}", press.bold)
        press.y += 36
        press.lines(x + 10, 210, prose(20 + n, 12))
    press.y = top + 220
    press.lines(60, 470, prose(2))
    found = build(press)
    assert texts(found, Role.HEADING) == [f"Kort {n}" for n in range(4)]
    assert [b.box for b in blocks(found, Role.HEADING)] == [0, 1, 2, 3]


def test_underlined_lines_are_headings_and_underlined_words_a_lead(press: Any) -> None:
    for title in ("Baggrund", "Mål"):
        (word,) = press.put(60, press.y, title)
        press.rule(word.x0, press.y + 1.2, word.x1)
        press.y += 14
        words = press.put(60, press.y, "Tid: fra april til juni")
        press.rule(words[0].x0, press.y + 1.2, words[0].x1)
        press.y += 20
    found = build(press)
    assert texts(found, Role.HEADING) == ["Baggrund", "Mål"]
    assert [block.lead for block in blocks(found, Role.PARAGRAPH)] == ["Tid", "Tid"]


def test_slanted_lines_are_headings_where_they_come_back(press: Any) -> None:
    slanted = press.plain._replace(italic=True)
    for n, title in enumerate(("Hvad vil vi?", "Hvem er med?", "Hvad koster det?")):
        press.put(60, press.y, title, slanted)
        press.y += 14
        body(press, n, 1)
    assert texts(build(press), Role.HEADING) == ["Hvad vil vi?", "Hvem er med?", "Hvad koster det?"]


def test_a_box_goes_on_in_the_next_column(press: Any) -> None:
    press.paragraph(60, 230, prose(1))
    top = press.y
    press.area(55, top, 295, top + 50)
    press.put(65, top + 18, "Det gør vi", press.bold)
    press.y = top + 34
    press.item(65, 220, "•", "Haller åbner")
    press.area(315, 70, 555, 95)
    press.y = 85
    press.item(325, 220, "•", "Baner males")
    press.y = 115
    press.paragraph(315, 230, prose(2))
    found = build(press)
    inside = [block for block in blocks(found) if block.box is not None]
    assert [block.text for block in inside] == ["Det gør vi", "Haller åbner", "Baner males"]
    assert len({block.box for block in inside}) == 1


def test_a_quotation_between_rules_is_apart_and_no_heading(press: Any) -> None:
    large = press.plain._replace(size=13.0, italic=True, colour=(160, 80, 40))
    body(press, 1, 2)
    press.rule(60, press.y, 300)
    press.put(65, press.y + 18, "»Jeg kom for at løbe,", large)
    press.put(65, press.y + 34, "og jeg blev for at snakke.«", large)
    press.put(65, press.y + 48, "Løber, 71 år", press.plain._replace(size=8.0))
    press.rule(60, press.y + 56, 300)
    press.y += 80
    body(press, 3, 2)
    found = build(press)
    inside = [block for block in blocks(found) if block.box is not None]
    assert [(b.role, b.text) for b in inside] == [
        (Role.PARAGRAPH, "»Jeg kom for at løbe, og jeg blev for at snakke.«"),
        (Role.PARAGRAPH, "Løber, 71 år"),
    ]


def test_a_mark_of_the_fonts_own_raised_figures_is_known_by_its_note(press: Any) -> None:
    press.lines(60, 470, prose(2)[:-1] + " ansvar1.")
    small = press.plain._replace(size=7.5)
    press.rule(60, 740, 140)
    press.put(60, 755, "1Tallet er fra en optælling.", small)
    found = build(press)
    assert blocks(found, Role.PARAGRAPH)[0].text.endswith(" ansvar.")
    assert blocks(found, Role.PARAGRAPH)[0].notes == ["1"]
    assert [(b.marker, b.text) for b in blocks(found, Role.FOOTNOTE)] == [("1", "Tallet er fra en optælling.")]


@pytest.mark.parametrize("text", ["Plan for havnen | 2", "2 | Plan for havnen", "PLAN 2024-2027 · side 2"])
def test_the_page_number_beside_a_bar_makes_a_footer_of_the_only_one_there_is(presses: Any, text: str) -> None:
    cover, page = presses(), presses()
    cover.put(60, 300, "Plan for havnen", cover.bold)
    body(page, 1, 3)
    page.put(60, 810, text, page.plain._replace(size=8.0))
    found = build(cover, page)
    assert [block.text for block in blocks(found, Role.FOOTER)] == [text]


def test_a_last_line_with_a_bar_and_another_number_is_text(presses: Any) -> None:
    cover, page = presses(), presses()
    cover.put(60, 300, "Plan for havnen", cover.bold)
    body(page, 1, 3)
    page.put(60, 810, "Færger i døgnet | 14")
    assert not blocks(build(cover, page), Role.FOOTER)
