"""Text that no reader sees, text drawn twice, and where things are on a turned or cropped page."""

from __future__ import annotations

import pytest

IMAGE = "/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray"
TEXT = "BT /F1 12 Tf 50 700 Td (Synlig tekst) Tj ET"


def hidden(page):
    return [w.text for w in page.words if w.style.hidden]


def seen(page):
    return [w.text for w in page.words if not w.style.hidden]


@pytest.mark.parametrize(
    "drawn",
    [
        "BT 3 Tr /F1 12 Tf 50 600 Td (Skjult) Tj ET",
        "BT 7 Tr /F1 12 Tf 50 600 Td (Skjult) Tj ET",
        "q 1 g BT /F1 12 Tf 50 600 Td (Skjult) Tj ET Q",
        "q 0 0 1 rg 40 590 200 30 re f BT /F1 12 Tf 50 600 Td (Skjult) Tj ET Q",
        "q 0 300 100 50 re W n BT /F1 12 Tf 50 600 Td (Skjult) Tj ET Q",
        "q 0 0 600 800 re W n 50 0 100 50 re W n BT /F1 12 Tf 50 600 Td (Skjult) Tj ET Q",
        "BT /F1 12 Tf 50 600 Td (Skjult) Tj ET 0.9 g 40 590 200 30 re f",
        "BT /F1 0.4 Tf 50 600 Td (Skjult) Tj ET",
        "/Clear gs BT /F1 12 Tf 50 600 Td (Skjult) Tj ET",
    ],
    ids=["mode 3", "mode 7", "white on white", "blue on blue", "clipped", "clipped twice", "covered", "tiny", "clear"],
)
def test_what_nobody_sees_is_hidden(read, sheet, drawn):
    page = read(sheet(f"{TEXT} {drawn}", resources="/ExtGState << /Clear << /ca 0 >> >>"))
    assert seen(page) == ["Synlig", "tekst"]
    assert hidden(page) == ["Skjult"]


def test_a_page_that_would_hide_nearly_all_its_text_is_misunderstood(read, sheet):
    page = read(sheet("BT /F1 12 Tf 50 600 Td (Hele siden er skrevet her) Tj ET 0.95 g 0 0 600 800 re f"))
    assert hidden(page) == []


@pytest.mark.parametrize(
    "drawn",
    [
        "0 0 1 rg 40 590 200 30 re f 1 g BT /F1 12 Tf 50 600 Td (Synlig) Tj ET",
        "0 0 1 rg 40 600 m 100 640 200 640 240 600 c 240 590 l 40 590 l f 1 g BT /F1 12 Tf 50 600 Td (Synlig) Tj ET",
        "q 200 0 0 40 40 590 cm /Im Do Q 1 g BT /F1 12 Tf 50 600 Td (Synlig) Tj ET",
        "q 40 590 200 30 re W n /Sh sh Q 1 g BT /F1 12 Tf 50 600 Td (Synlig) Tj ET",
        "BT /F1 12 Tf 50 600 Td (Synlig) Tj ET /Pale gs 40 590 200 30 re f",
        "BT /F1 12 Tf 50 600 Td (Synlig) Tj ET /Multiply gs 0.9 g 40 590 200 30 re f",
        "BT /F1 12 Tf 50 600 Td (Synlig) Tj ET q 40 590 200 30 re W n /Pale gs /Fm Do Q",
        "BT /F1 12 Tf 50 600 Td (Synlig) Tj ET 40 590 200 30 re S",
        "0 g 40 590 200 30 re f 1 g 45 595 100 20 re f 0 g BT /F1 12 Tf 50 600 Td (Synlig) Tj ET",
        "q 40 590 200 30 re W n BT /F1 12 Tf 50 600 Td (Synlig) Tj ET Q",
    ],
    ids=[
        "white on blue",
        "white on a curved shape",
        "white on a picture",
        "white on a gradient",
        "under a pale veil",
        "under a multiplied box",
        "under a pale form",
        "in a frame",
        "black on white on black",
        "within its clip",
    ],
)
def test_what_somebody_sees_is_not_hidden(read, sheet, make_stream, drawn):
    image = make_stream(b"\x40", IMAGE)
    shading = (
        "<< /ShadingType 2 /ColorSpace /DeviceGray /Coords [40 590 240 590] "
        "/Function << /FunctionType 2 /Domain [0 1] /C0 [0] /C1 [0.3] /N 1 >> >>"
    )
    form = make_stream(
        "/Full gs 0.9 g 0 0 600 800 re f",
        "/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Group << /S /Transparency >> "
        "/Resources << /ExtGState << /Full << /ca 1 >> >> >>",
    )
    page = read(
        sheet(
            f"{TEXT} {drawn}",
            extra=[image, shading, form],
            resources="/XObject << /Im 20 0 R /Fm 22 0 R >> /Shading << /Sh 21 0 R >> "
            "/ExtGState << /Pale << /ca 0.2 >> /Multiply << /BM /Multiply >> >>",
        )
    )
    assert (seen(page), hidden(page)) == (["Synlig", "tekst", "Synlig"], [])


def test_a_clip_that_cuts_a_line_hides_what_it_cuts(read, sheet):
    page = read(sheet("q 0 590 97 40 re W n BT /F1 12 Tf 50 600 Td (Synlig skjult) Tj ET Q"))
    assert seen(page)[0] == "Synlig"
    assert "".join(seen(page) + hidden(page)) == "Synligskjult"
    assert hidden(page)


def test_the_text_layer_of_a_scan_is_its_text(read, sheet, make_stream):
    image = make_stream(b"\x40", IMAGE)
    page = read(
        sheet(
            "q 600 0 0 800 0 0 cm /Im Do Q BT 3 Tr /F1 12 Tf 50 600 Td (Genkendt tekst) Tj ET",
            extra=[image],
            resources="/XObject << /Im 20 0 R >>",
        )
    )
    assert (seen(page), hidden(page)) == (["Genkendt", "tekst"], [])


def test_text_off_the_page_is_left_out(read, sheet):
    page = read(sheet(f"{TEXT} BT /F1 12 Tf 50 900 Td (Udenfor) Tj 700 -300 Td (Udenfor) Tj ET"))
    assert [w.text for w in page.words] == ["Synlig", "tekst"]


def test_text_outside_the_crop_box_is_left_out(read, sheet):
    page = read(sheet(f"{TEXT} BT /F1 12 Tf 50 750 Td (Udenfor) Tj ET", page="/CropBox [40 100 500 740]"))
    assert [w.text for w in page.words] == ["Synlig", "tekst"]


def test_places_are_counted_from_the_crop_box(read, sheet):
    page = read(sheet(TEXT, page="/CropBox [40 100 500 740]"))
    assert (page.width, page.height) == pytest.approx((460, 640))
    word = page.words[0]
    assert (word.x0, word.bottom - 0.22 * 12) == pytest.approx((10, 40), abs=0.1)


@pytest.mark.parametrize(
    ("turn", "matrix"),
    [(90, "0 1 -1 0 10 50"), (180, "-1 0 0 -1 550 10"), (270, "0 -1 1 0 590 750")],
)
def test_turned_pages_are_as_seen(read, sheet, turn, matrix):
    page = read(
        sheet(
            f"BT /F1 12 Tf {matrix} Tm (Liggende side) Tj ET 0 0 1 rg 100 200 50 80 re f 10 20 m 10 300 l S",
            page=f"/Rotate {turn}",
        )
    )
    assert page.rotation == turn
    assert (page.width, page.height) == pytest.approx((600, 800) if turn == 180 else (800, 600))
    first, second = page.words
    assert (first.text, second.text, first.upright) == ("Liggende", "side", True)
    assert (first.x0, first.bottom - 0.22 * 12) == pytest.approx((50, 10), abs=0.1)
    assert second.x0 > first.x1
    (area,) = page.areas
    assert {round(area.x1 - area.x0), round(area.bottom - area.top)} == {50, 80}
    (rule,) = page.rules
    assert rule.horizontal == (turn != 180)


def test_turned_text_is_not_upright_and_whole(read, sheet):
    page = read(sheet("BT /F1 12 Tf 0 1 -1 0 100 300 Tm (Lodret tekst) Tj 0 -1 1 0 200 300 Tm (Nedad her) Tj ET"))
    assert {w.text: w.upright for w in page.words} == {"Lodret": False, "tekst": False, "Nedad": False, "her": False}
    upwards = next(w for w in page.words if w.text == "Lodret")
    assert upwards.x1 - upwards.x0 == pytest.approx(12, abs=0.01)
    assert upwards.bottom - upwards.top > 30


def test_slanting_words_are_whole(read, sheet):
    page = read(sheet("BT /F1 40 Tf 0.7071 0.7071 -0.7071 0.7071 100 300 Tm (UDKAST TIL) Tj ET"))
    assert sorted(w.text for w in page.words) == ["TIL", "UDKAST"]


def test_fake_bold_is_counted_once_and_bold(read, sheet):
    page = read(sheet("BT /F1 12 Tf 50 700 Td (Overskrift her) Tj 0.3 0 Td (Overskrift her) Tj ET"))
    assert [(w.text, w.style.bold) for w in page.words] == [("Overskrift", True), ("her", True)]


def test_text_drawn_three_times_far_apart_in_the_file_is_counted_once(read, sheet):
    other = "".join(f"0 -20 Td (linje {i}) Tj " for i in range(10))
    page = read(sheet(f"BT /F1 12 Tf 50 700 Td (Titel) Tj {other} 0.25 200 Td (Titel) Tj 0.25 0 Td (Titel) Tj ET"))
    assert [w.text for w in page.words].count("Titel") == 1
    assert next(w for w in page.words if w.text == "Titel").style.bold


def test_a_shadow_is_no_bold_and_the_letters_above_it_count(read, sheet):
    page = read(sheet("BT 0.7 g /F1 20 Tf 51 699 Td (Plan) Tj 0 g -1 1 Td (Plan) Tj ET"))
    assert [(w.text, w.style.bold, w.style.colour) for w in page.words] == [("Plan", False, (0, 0, 0))]


def test_filled_and_stroked_letters_are_bold(read, sheet):
    page = read(sheet("BT 2 Tr /F1 12 Tf 50 700 Td (Fed) Tj ET"))
    assert page.words[0].style.bold


@pytest.mark.parametrize("word", ["fyldt", "illusion", "000000", "ssss", "..,,"])
def test_equal_letters_side_by_side_are_all_there(read, sheet, word):
    page = read(sheet(f"BT /F1 12 Tf 50 700 Td ({word}) Tj 0 -10 Td ({word}) Tj ET"))
    assert [w.text for w in page.words] == [word, word]


def test_text_in_nested_forms_is_at_its_place(read, sheet, make_stream):
    inner = make_stream(
        "BT /F1 10 Tf 0 0 Td (Indlejret) Tj ET",
        "/Type /XObject /Subtype /Form /BBox [0 -5 100 20] /Matrix [2 0 0 2 0 0] "
        "/Resources << /Font << /F1 3 0 R >> >>",
    )
    outer = make_stream(
        "q 1 0 0 1 10 20 cm /In Do Q 0 0 40 1 re f",
        "/Type /XObject /Subtype /Form /BBox [0 0 300 300] /Resources << /XObject << /In 20 0 R >> >>",
    )
    page = read(sheet("q 1 0 0 1 100 500 cm /Out Do Q", extra=[inner, outer], resources="/XObject << /Out 21 0 R >>"))
    (word,) = page.words
    assert (word.text, word.style.size) == ("Indlejret", 20)
    assert (word.x0, word.bottom - 0.22 * 20) == pytest.approx((110, 280), abs=0.1)
    (rule,) = page.rules
    assert (rule.x0, rule.x1, rule.top) == pytest.approx((100, 140, 299.5), abs=0.1)


def test_what_a_forms_box_cuts_off_is_hidden(read, sheet, make_stream):
    form = make_stream(
        "BT /F1 10 Tf 5 5 Td (Inde) Tj 200 0 Td (Ude) Tj ET",
        "/Type /XObject /Subtype /Form /BBox [0 0 100 20] /Resources << /Font << /F1 3 0 R >> >>",
    )
    page = read(sheet("q 1 0 0 1 100 500 cm /Fm Do Q", extra=[form], resources="/XObject << /Fm 20 0 R >>"))
    assert (seen(page), hidden(page)) == (["Inde"], ["Ude"])


@pytest.mark.parametrize(
    ("colour", "rgb"),
    [
        ("1 0 0 rg", (255, 0, 0)),
        ("0.5 g", (128, 128, 128)),
        ("/Icc cs 0 0 1 scn", (0, 0, 255)),
        ("/Sep cs 1 scn", (0, 0, 0)),
        ("/Half gs 0 g", (128, 128, 128)),
    ],
)
def test_colours_as_seen_on_paper(read, sheet, make_stream, colour, rgb):
    # A profile that cannot be read falls back on the space that its number of parts names.
    icc = make_stream(b"ingen profil", "/N 3 /Alternate /DeviceRGB")
    function = "<< /FunctionType 2 /Domain [0 1] /C0 [1] /C1 [0] /N 1 >>"
    page = read(
        sheet(
            f"{colour} BT /F1 12 Tf 50 700 Td (Farve) Tj ET",
            extra=[icc, function],
            resources="/ColorSpace << /Icc [/ICCBased 20 0 R] /Sep [/Separation /Sort /DeviceGray 21 0 R] >> "
            "/ExtGState << /Half << /ca 0.5 >> >>",
        )
    )
    (word,) = page.words
    assert word.style.colour == pytest.approx(rgb, abs=2)
    assert not word.style.hidden


def test_a_pattern_as_colour_neither_hides_nor_breaks(read, sheet, make_stream):
    pattern = make_stream(
        "0 0 1 rg 0 0 5 5 re f",
        "/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 5 5] /XStep 5 /YStep 5 /Resources << >>",
    )
    page = read(
        sheet(
            "/Pattern cs /P scn 40 590 200 30 re f 1 g BT /F1 12 Tf 50 600 Td (Hvid) Tj ET "
            "/Pattern cs /P scn BT /F1 12 Tf 50 500 Td (Skraveret) Tj ET",
            extra=[pattern],
            resources="/Pattern << /P 20 0 R >>",
        )
    )
    assert seen(page) == ["Hvid", "Skraveret"]


SENTENCE = "Hele siden ligger ned, og alle dens linjer skal læses som de er skrevet"
UP, DOWN = "0 1 -1 0", "0 -1 1 0"


def lying(matrix: str, x: int, y: int) -> str:
    """A line of text that starts at a point and runs up or down."""
    return f"BT /F1 12 Tf {matrix} {x} {y} Tm ({SENTENCE.replace('æ', 'e')}) Tj ET "


@pytest.mark.parametrize(("matrix", "turn", "y"), [(UP, 90, 100), (DOWN, 270, 700)])
def test_a_page_that_lies_on_its_side_is_turned(read, sheet, matrix, turn, y):
    page = read(sheet(lying(matrix, 200, y) + "300 100 m 300 700 l S"))
    assert (page.rotation, page.sideways) == (0, turn)
    assert (page.width, page.height) == (800, 600)
    assert all(word.upright for word in page.words)
    assert " ".join(word.text for word in page.words) == SENTENCE.replace("æ", "e")
    assert page.words[0].x0 == pytest.approx(100, abs=0.1)
    assert page.rules[0].horizontal


def test_words_that_run_up_beside_level_text_turn_no_page(read, sheet):
    level = "".join(f"BT /F1 12 Tf 100 {y} Td (Side om side med det, der ligger ned) Tj ET " for y in (300, 400))
    page = read(sheet(lying(UP, 60, 100) + level))
    assert page.sideways == 0
    assert {word.upright for word in page.words} == {True, False}
