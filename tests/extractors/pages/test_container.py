"""pdfplumber's own tools on pages that either reader has read."""

from __future__ import annotations

import pytest
from pdfplumber.container import Container
from pdfplumber.table import TableFinder
from planspor.extractors.pages.container import as_container

TABLE = (
    "50 700 m 350 700 l S 50 670 m 350 670 l S 50 640 m 350 640 l S "
    "50 640 m 50 700 l S 200 640 m 200 700 l S 350 640 m 350 700 l S "
    "BT /F2 8 Tf 55 680 Td (Hvad g\xf8r vi) Tj 150 0 Td (Hvem og hvorn\xe5r) Tj "
    "/F1 8 Tf -150 -30 Td (Vi ringer til alle) Tj 150 0 Td (Ledelsen i maj) Tj ET"
)
ROWS = [["Hvad gør vi", "Hvem og hvornår"], ["Vi ringer til alle", "Ledelsen i maj"]]


@pytest.fixture
def container(read, sheet):
    return as_container(read(sheet(TABLE)), sheet(TABLE).bytes())


def test_it_is_a_container(container):
    assert isinstance(container, Container)
    assert len(container.lines) == 6
    assert (container.width, container.height) == (600, 800)


def test_words_are_found(container):
    words = container.extract_words()
    assert [w["text"] for w in words] == "Hvad gør vi Hvem og hvornår Vi ringer til alle Ledelsen i maj".split()


def test_words_of_small_type_are_not_run_together(read, sheet):
    # A space of 1.4 points, less than pdfplumber's tolerance of 3.
    page = as_container(read(sheet("BT /F1 5 Tf 50 700 Td (sm\xe5 ord i en note) Tj ET")))
    assert [w["text"] for w in page.extract_words()] == ["små", "ord", "i", "en", "note"]
    assert page.extract_text() == "små ord i en note"


def test_tables_are_found(container):
    assert container.extract_tables() == [ROWS]
    assert len(TableFinder(container).cells) == 4


def test_a_cropped_part_is_a_container_too(container):
    part = container.crop((200, 90, 350, 170))
    assert part.extract_text() == "Hvem og hvornår\nLedelsen i maj"


def test_edges_of_rules_and_of_boxes(read, sheet):
    page = as_container(read(sheet("50 700 m 350 700 l S 0.5 g 50 500 100 50 re f")))
    assert len(page.edges) == 5
    assert len(page.horizontal_edges) == 3


def test_a_curved_shape_gives_no_edges(read, sheet):
    page = as_container(read(sheet("0.5 g 60 600 m 240 600 l 250 600 250 600 250 610 c 250 690 l 60 690 l h f")))
    assert len(page.curves) == 1
    assert page.edges == []


def test_colours_are_shares_of_one(read, sheet):
    page = as_container(read(sheet("1 0 0 rg BT /F1 12 Tf 50 700 Td (R\xf8d) Tj ET")))
    assert page.chars[0]["non_stroking_color"] == (1, 0, 0)


def test_hidden_characters_are_left_out(read, sheet):
    page = as_container(read(sheet("BT /F1 12 Tf 50 700 Td (Ses) Tj 3 Tr 50 0 Td (Skjult) Tj ET")))
    assert page.extract_text() == "Ses"


def test_it_draws_what_it_found(container):
    image = container.to_image(resolution=72).debug_tablefinder()
    assert image.annotated.size == (600, 800)
    assert image.annotated.getcolors(100_000) != image.original.getcolors(100_000)


def test_drawing_without_the_file_says_what_is_missing(read, sheet):
    with pytest.raises(ValueError, match="bytes of its PDF"):
        as_container(read(sheet(TABLE))).to_image()
