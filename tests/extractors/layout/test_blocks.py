"""Paragraphs and list items of one region, as a table cell or a column has them."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from planspor.extractors.layout.blocks import region_blocks
from planspor.models.layout import Block, Role

LONG = "Byens haller skal være åbne for alle og ikke kun for dem der kender en som har en nøgle til døren."
OTHER = "Derfor skriver vi nu en aftale med hver forening om brug og om hvem der låser op og i."
WORDS = st.lists(st.text(alphabet="abcdefghijklmnoprstuvæøå", min_size=1, max_size=9), min_size=1, max_size=40)


def texts(blocks: list[Block]) -> list[str]:
    return [block.text for block in blocks]


def test_paragraphs_set_apart_by_white_space(press: Any) -> None:
    press.paragraph(50, 200, LONG, space=5)
    press.paragraph(50, 200, OTHER, space=5)
    assert texts(region_blocks(press.done().words, 1, press.page)) == [LONG, OTHER]


def test_paragraphs_told_by_a_short_last_line(press: Any) -> None:
    press.lines(50, 200, LONG)
    press.lines(50, 200, OTHER)
    assert texts(region_blocks(press.done().words, 1, press.page)) == [LONG, OTHER]


def test_paragraphs_told_by_their_first_lines_indent(press: Any) -> None:
    for text in (LONG, OTHER, LONG):
        press.lines(50, 200, text, first=12)
    assert texts(region_blocks(press.done().words, 1, press.page)) == [LONG, OTHER, LONG]


def test_a_line_break_inside_a_sentence_is_no_paragraph(press: Any) -> None:
    press.put(50, 100, "Hallerne åbner og")
    press.put(50, 113, "foreningerne i byen får hver deres nøgle")
    assert len(region_blocks(press.done().words, 1, press.page)) == 1


def test_bullets_numbers_and_letters_start_items(press: Any) -> None:
    for mark in ("•", "-", "–", "o", "▪", "1.", "2)", "a)", "☐"):
        press.item(50, 200, mark, LONG)
    blocks = region_blocks(press.done().words, 1, press.page)
    assert [block.marker for block in blocks] == ["•", "-", "–", "o", "▪", "1.", "2)", "a)", "☐"]
    assert {block.text for block in blocks} == {LONG}
    assert {block.role for block in blocks} == {Role.LIST_ITEM}


def test_a_sign_that_also_quotes_or_counts_is_a_mark_only_as_a_word_of_its_own(press: Any) -> None:
    for mark in ("»", "+"):
        press.item(50, 200, mark, LONG)
    press.paragraph(50, 200, f"»Ja« og +3 siger {LONG}", space=5)
    press.paragraph(50, 200, f"+3 hører til {LONG}", space=5)
    assert [block.marker for block in region_blocks(press.done().words, 1, press.page)] == ["»", "+", None, None]


def test_nested_items_have_levels(press: Any) -> None:
    press.item(50, 200, "•", "Haller")
    press.item(70, 180, "-", "Morgen")
    press.item(70, 180, "-", "Aften")
    press.item(50, 200, "•", "Baner")
    assert [block.level for block in region_blocks(press.done().words, 1, press.page)] == [1, 2, 2, 1]


def test_a_date_at_the_start_of_a_line_is_no_item(press: Any) -> None:
    press.put(50, 100, "Hallerne åbner igen den")
    press.put(50, 113, "1. januar efter en lang")
    press.put(50, 126, "ombygning.")
    blocks = region_blocks(press.done().words, 1, press.page)
    assert texts(blocks) == ["Hallerne åbner igen den 1. januar efter en lang ombygning."]


def test_two_quarters_in_a_cell_are_no_list(press: Any) -> None:
    press.put(50, 100, "1. kvartal: vi bygger")
    press.put(50, 113, "2. kvartal: vi åbner")
    assert all(block.marker is None for block in region_blocks(press.done().words, 1, press.page))


def test_text_after_a_list_is_a_paragraph(press: Any) -> None:
    press.item(50, 200, "•", LONG)
    press.item(50, 200, "•", OTHER)
    press.y += 6
    press.lines(50, 200, LONG)
    blocks = region_blocks(press.done().words, 1, press.page)
    assert [block.role for block in blocks] == [Role.LIST_ITEM, Role.LIST_ITEM, Role.PARAGRAPH]


def test_a_run_in_heading_is_the_lead(press: Any) -> None:
    press.lines(50, 200, "**Formål:** " + LONG)
    (block,) = region_blocks(press.done().words, 1, press.page)
    assert block.lead == "Formål"
    assert block.text == "Formål: " + LONG


def test_run_in_headings_start_paragraphs_without_white_space(press: Any) -> None:
    press.lines(50, 200, "**April 2031:** Hallen males", indent=12)
    press.lines(50, 200, "**Maj 2031:** Gulvet lægges, og de nye mål sættes op for enden af banen", indent=12)
    press.lines(50, 200, "**Juni 2031:** Der er åbent", indent=12)
    blocks = region_blocks(press.done().words, 1, press.page)
    assert [block.lead for block in blocks] == ["April 2031", "Maj 2031", "Juni 2031"]


def test_a_bold_line_is_apart_from_the_text_below_it(press: Any) -> None:
    press.put(50, press.y, "Fælles:", press.bold)
    press.y += 13
    press.lines(50, 200, LONG)
    blocks = region_blocks(press.done().words, 1, press.page)
    assert texts(blocks) == ["Fælles:", LONG]
    assert blocks[0].style.bold


def test_a_cut_word_is_mended(press: Any) -> None:
    press.put(50, 100, "Byrådet vil have flere inve-")
    press.put(50, 113, "steringer i børne- og unge-")
    press.put(50, 126, "området.")
    (block,) = region_blocks(press.done().words, 1, press.page)
    assert block.text == "Byrådet vil have flere investeringer i børne- og ungeområdet."


def test_a_footnotes_mark_leaves_the_text(press: Any) -> None:
    words = press.put(50, 100, "Halvdelen svarede")
    small = press.plain._replace(size=6.0)
    mark = press.put(words[-1].x1, 96, "3", small)
    mark[0].superscript = True
    press.put(mark[0].x1 + 3, 100, "og tallet steg.")
    (block,) = region_blocks(press.done().words, 1, press.page)
    assert block.text == "Halvdelen svarede og tallet steg."
    assert block.notes == ["3"]


def test_a_raised_two_after_a_length_stays(press: Any) -> None:
    words = press.put(50, 100, "Hallen er på 900 m")
    mark = press.put(words[-1].x1, 96, "2", press.plain._replace(size=6.0))
    mark[0].superscript = True
    (block,) = region_blocks(press.done().words, 1, press.page)
    assert block.text == "Hallen er på 900 m2"
    assert block.notes == []


def test_turned_text_reads_from_the_bottom_up(press: Any) -> None:
    for n, text in enumerate(("Nye", "haller")):
        (word,) = press.put(50, 100, text)
        word.upright = False
        word.x0, word.x1, word.top, word.bottom = 50, 60, 200 - 60 * n, 250 - 60 * n
    assert texts(region_blocks(press.done().words, 1, press.page)) == ["Nye haller"]


def test_hidden_words_are_apart(press: Any) -> None:
    press.put(50, 100, "Synlig")
    press.put(50, 120, "skjult", press.plain._replace(hidden=True))
    blocks = region_blocks(press.done().words, 1, press.page)
    assert [(block.role, block.text) for block in blocks] == [(Role.PARAGRAPH, "Synlig"), (Role.HIDDEN, "skjult")]


def test_no_words_are_no_blocks() -> None:
    assert region_blocks([], 1) == []


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=5), st.integers(60, 400))
def test_every_word_is_in_one_block_in_reading_order(presses: Any, paragraphs: list[list[str]], width: int) -> None:
    press = presses()
    for words in paragraphs:
        press.paragraph(50, width, " ".join(words))
    blocks = region_blocks(press.done().words, 1, press.page)
    found = [word for block in blocks for line in block.lines for word in line.words]
    assert [word.text for word in found] == [word for words in paragraphs for word in words]
    assert len({id(word) for word in found}) == len(press.page.words)
    for block in blocks:
        whole = (block.marker or "") + block.text + "".join(block.notes)
        words = "".join(word.text for line in block.lines for word in line.words)
        assert sorted(c for c in whole if c.isalnum()) == sorted(c for c in words if c.isalnum())


def test_roman_figures_and_letters_are_told_apart(press: Any) -> None:
    for mark in ("i.", "ii.", "iii."):
        press.put(70 - 5 * len(mark), press.y, mark)
        press.put(74, press.y, "Haller og baner")
        press.y += 13
    assert [block.marker for block in region_blocks(press.done().words, 1, press.page)] == ["i.", "ii.", "iii."]
