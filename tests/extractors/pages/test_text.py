"""What producers do to text, and what a reader of the page sees: the same from both readers."""

from __future__ import annotations

import pytest

LINE = "/F1 12 Tf 50 700 Td"


def texts(found):
    return [word.text for word in found]


MAPPED = (
    "/Type /Font /Subtype /TrueType /BaseFont /ABCDEF+Proeve /FirstChar 32 /LastChar 75 "
    f"/Widths [0 {'667 ' * 43}] /ToUnicode 20 0 R"
)
"""A font whose map (object 20) says what its letters stand for; the space has no width."""


def test_words_end_where_a_space_is_printed(words):
    assert texts(words(f"{LINE} (Borgerne f\xe5r en plan) Tj")) == ["Borgerne", "får", "en", "plan"]


def test_words_end_at_gaps_without_a_space(words):
    assert texts(words(f"{LINE} [(Borgerne) -300 (med) -300 (plan)] TJ")) == ["Borgerne", "med", "plan"]


def test_kerning_leaves_a_word_whole(words):
    assert texts(words(f"{LINE} [(T) 110 (ov) 20 (e) -15 (m)] TJ")) == ["Tovem"]


def test_narrow_printed_spaces_of_a_justified_line_count(words):
    # A space of 0.278 em, drawn 0.14 em together: narrower than any gap that counts without it.
    assert texts(words(f"{LINE} -1.7 Tw (tre sm\xe5 ord) Tj")) == ["tre", "små", "ord"]


def test_a_space_that_is_drawn_over_does_not_cut_a_word(words):
    assert texts(words(f"{LINE} [(Sam) ( ) 278 (arbejde)] TJ")) == ["Samarbejde"]


@pytest.mark.parametrize("code", ["\\240", "\\240\\240"])
def test_no_break_spaces_are_spaces(words, code):
    assert texts(words(f"{LINE} (\xa7{code}85) Tj")) == ["§", "85"]


def test_a_hyphen_at_the_end_of_a_line_is_marked(words):
    found = words(f"{LINE} (en samarbejds-) Tj 0 -14 Td (aftale om) Tj")
    assert [(w.text, w.hyphen) for w in found] == [
        ("en", False),
        ("samarbejds-", True),
        ("aftale", False),
        ("om", False),
    ]


def test_a_hyphen_within_a_line_is_not_marked(words):
    found = words(f"{LINE} (b\xf8rne- og unge) Tj")
    assert [(w.text, w.hyphen) for w in found] == [("børne-", False), ("og", False), ("unge", False)]


def test_a_printed_soft_hyphen_at_the_end_of_a_line_is_a_hyphen(words):
    found = words(f"{LINE} (samarbejds\\255) Tj 0 -14 Td (aftale) Tj")
    assert [(w.text, w.hyphen) for w in found] == [("samarbejds-", True), ("aftale", False)]


def test_a_soft_hyphen_without_width_is_not_printed(words, sheet, make_map):
    found = words(
        sheet(
            "BT /F3 12 Tf 50 700 Td (A B) Tj ET",
            fonts={"F3": MAPPED},
            extra=[make_map({32: "\xad", 65: "a", 66: "b"})],
        )
    )
    assert texts(found) == ["ab"]


@pytest.mark.parametrize(
    ("mapped", "seen"),
    [
        ("\uf0b7", "•"),  # the bullet of Symbol
        ("\uf0a7", "•"),  # the square of Wingdings
        ("\uf0e0", "→"),
        ("\ue123", "•"),
        ("ﬁ", "fi"),
        ("ﬄ", "ffl"),
        ("ti", "ti"),
        ("ffi", "ffi"),
        ("\uf732", "2"),  # an old-style figure
        ("A\u030a", "Å"),
        ("\u200b", None),
        ("\ufeff", None),
    ],
)
def test_characters_are_as_a_reader_sees_them(words, sheet, make_map, mapped, seen):
    found = words(
        sheet(
            "BT /F3 12 Tf 50 700 Td (A) Tj ET",
            fonts={"F3": MAPPED},
            extra=[make_map({65: mapped})],
        )
    )
    assert texts(found) == ([seen] if seen else [])


def test_the_letters_of_a_ligature_share_its_box_within_a_word(read, sheet, make_map):
    page = read(
        sheet(
            "BT /F3 12 Tf 50 700 Td (ABC) Tj ET",
            fonts={"F3": MAPPED},
            extra=[make_map({65: "a", 66: "ti", 67: "v"})],
        )
    )
    assert texts(page.words) == ["ativ"]
    t, i = page.chars[1], page.chars[2]
    assert (t.text, i.text) == ("t", "i")
    assert (t.x0, t.x1) == (i.x0, i.x1)


@pytest.mark.parametrize(
    ("drawn", "seen"),
    [
        ("(bl) Tj (a) Tj [556 ] TJ [(\\260)] TJ", None),
        ("[(bl) (a) 450 (\\264) -100 (r)] TJ", "blár"),
        ("[(bl) (\\250) 350 (a) (r)] TJ", "blär"),
    ],
)
def test_an_accent_drawn_over_its_letter_is_one_character(words, drawn, seen):
    if seen is None:
        assert texts(words(f"{LINE} (20\\260) Tj")) == ["20°"]  # a degree sign is no accent
    else:
        assert texts(words(f"{LINE} {drawn}")) == [seen]


def test_combining_ring_composes(words, sheet, make_map):
    found = words(
        sheet(
            "BT /F3 12 Tf 50 700 Td [(AB) 667 (C) (D)] TJ ET",
            fonts={"F3": MAPPED},
            extra=[make_map({65: "p", 66: "a", 67: "\u030a", 68: "s"})],
        )
    )
    assert texts(found) == ["pås"]


def test_bullets_of_symbol_fonts_without_a_map(words, sheet):
    font = "/Type /Font /Subtype /TrueType /BaseFont /ABCDEF+Wingdings-Regular /Encoding /WinAnsiEncoding"
    found = words(sheet("BT /F3 12 Tf 50 700 Td (\xa7) Tj /F1 12 Tf 14 0 Td (punkt) Tj ET", fonts={"F3": font}))
    assert texts(found) == ["•", "punkt"]


def test_what_the_pdf_does_not_name_is_told_as_unknown(words, sheet):
    font = "/Type /Font /Subtype /Type0 /BaseFont /AAAAAA+Ukendt /Encoding /Identity-H /DescendantFonts [20 0 R]"
    cid = (
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /AAAAAA+Ukendt /DW 600 "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor 21 0 R >>"
    )
    descriptor = (
        "<< /Type /FontDescriptor /FontName /AAAAAA+Ukendt /Flags 4 /FontBBox [0 -200 600 800] /ItalicAngle 0 "
        "/Ascent 800 /Descent -200 /StemV 80 >>"
    )
    found = words(sheet("BT /F3 12 Tf 50 700 Td <0024000300250026> Tj ET", fonts={"F3": font}, extra=[cid, descriptor]))
    assert texts(found) == ["\ufffd\ufffd\ufffd\ufffd"]


def test_dot_leaders_stand_alone(words):
    found = words(f"{LINE} (Indledning..............3) Tj")
    assert texts(found) == ["Indledning", "..............", "3"]


def test_spaced_dot_leaders_are_one_word(words):
    found = words(f"{LINE} (Indledning . . . . . . . . 3) Tj")
    assert texts(found) == ["Indledning", "........", "3"]


def test_an_ellipsis_stays_at_its_word(words):
    assert texts(words(f"{LINE} (og s\xe5 videre...) Tj")) == ["og", "så", "videre..."]


@pytest.mark.parametrize(
    "drawn",
    [
        "4 Tc (PLAN FOR ALLE) Tj",
        "(P L A N   F O R   A L L E) Tj",
        "[(P) -350 (L) -350 (A) -330 (N) -900 (F) -350 (O) -350 (R) -900 (A) -350 (L) -350 (L) -350 (E)] TJ",
    ],
)
def test_letterspaced_words_are_whole(words, drawn):
    assert texts(words(f"{LINE} {drawn}")) == ["PLAN", "FOR", "ALLE"]


@pytest.mark.parametrize("drawn", ["(A B C D E F) Tj", "(x x x x x) Tj", "(1 2 3 4 5) Tj", "(2019 \xe5 i 3 a) Tj"])
def test_letters_set_side_by_side_are_no_word(words, drawn):
    assert len(words(f"{LINE} {drawn}")) >= 5


def test_words_drawn_out_of_order_are_in_the_order_of_the_page(words):
    found = words("/F1 12 Tf 200 700 Td (tredje) Tj -150 0 Td (f\xf8rste) Tj 70 0 Td (anden) Tj -70 -20 Td (sidste) Tj")
    assert texts(found) == ["første", "anden", "tredje", "sidste"]


def test_parts_of_a_word_drawn_apart_are_one_word(words):
    # "ommune" is drawn before the "K" that it follows (8.004 points wide) without a space.
    found = words("/F1 12 Tf 58.004 700 Td (ommune) Tj 100 0 Td (andet) Tj -108.004 0 Td (K) Tj")
    assert texts(found) == ["Kommune", "andet"]


def test_a_raised_mark_is_a_word_of_its_own(words):
    found = words(f"{LINE} (plejebolig) Tj /F1 7 Tf 5 Ts (1) Tj 0 Ts /F1 12 Tf ( til) Tj")
    assert [(w.text, w.superscript) for w in found] == [("1", True), ("plejebolig", False), ("til", False)]


def test_the_full_stop_after_a_mark_stays_at_its_word(words):
    found = words(f"{LINE} (plejebolig) Tj /F1 7 Tf 5 Ts (12) Tj 0 Ts /F1 12 Tf (. Det) Tj")
    assert sorted(texts(found)) == ["12", "Det", "plejebolig."]


def test_the_mark_in_front_of_a_note_is_raised(words):
    found = words("/F1 6 Tf 50 103 Td (2) Tj /F1 9 Tf 3.4 -3 Td (Se bilag) Tj")
    assert [(w.text, w.superscript) for w in found] == [("2", True), ("Se", False), ("bilag", False)]


def test_raised_digits_of_the_font_are_marks_but_powers_are_not(words):
    found = words(f"{LINE} (borgere\xb9 og 40 m\xb2) Tj")
    assert [(w.text, w.superscript) for w in found] == [
        ("borgere", False),
        ("¹", True),
        ("og", False),
        ("40", False),
        ("m²", False),
    ]


def test_a_raised_power_belongs_to_its_unit(words):
    drawn = "(40 m) Tj /F1 7 Tf 5 Ts (2) Tj 0 Ts /F1 12 Tf ( og 3,5 km) Tj /F1 7 Tf 5 Ts (2) Tj 0 Ts /F1 12 Tf (.) Tj"
    assert texts(words(f"{LINE} {drawn}")) == ["40", "m2", "og", "3,5", "km2."]


def test_a_raised_figure_after_a_word_that_ends_like_a_unit_is_a_mark(words):
    found = words(f"{LINE} (system) Tj /F1 7 Tf 5 Ts (2) Tj 0 Ts /F1 12 Tf ( og) Tj")
    assert [w.text for w in found if w.superscript] == ["2"]


def test_lowered_figures_belong_to_their_word(words):
    assert texts(words(f"{LINE} (CO) Tj /F1 8 Tf -2 Ts (2) Tj 0 Ts /F1 12 Tf (-udslip) Tj")) == ["CO2-udslip"]


def test_boxes_of_one_size_have_one_height(words):
    plain, bold = words(f"{LINE} (agp ) Tj /F2 12 Tf (ABC) Tj")
    assert plain.bottom == pytest.approx(bold.bottom, abs=0.01)
    assert plain.bottom - plain.top == pytest.approx(12, abs=0.01)
    assert plain.bottom == pytest.approx(100 + 0.22 * 12, abs=0.05)  # the baseline is 700 of 800 points up


@pytest.mark.parametrize(("matrix", "unit", "size"), [("0.001 0 0 0.001", 1, 12), ("0.1 0 0 0.1", 0.1, 1.2)])
def test_drawn_fonts_of_any_scale_have_the_size_that_is_seen(words, sheet, make_stream, make_map, matrix, unit, size):
    wide, low, high = 600 * unit, -200 * unit, 800 * unit
    glyph = make_stream(f"{wide} 0 0 {low} {wide} {high} d1 0 0 {wide} {high} re f")
    font = (
        f"/Type /Font /Subtype /Type3 /FontBBox [0 {low} {wide} {high}] /FontMatrix [{matrix} 0 0] "
        f"/FirstChar 65 /LastChar 66 /Widths [{wide} {wide}] /ToUnicode 20 0 R "
        "/Encoding << /Differences [65 /a /b] >> /CharProcs << /a 21 0 R /b 21 0 R >> /Resources << >>"
    )
    found = words(
        sheet(
            f"BT /F3 {size} Tf 50 700 Td (ABA) Tj 40 0 Td (BAB) Tj ET",
            fonts={"F3": font},
            extra=[make_map({65: "n", 66: "u"}), glyph],
        )
    )
    assert texts(found) == ["nun", "unu"]
    assert [w.style.size for w in found] == pytest.approx([12, 12], abs=3)


def test_a_large_initial_belongs_to_the_word_it_begins(words):
    found = words(
        "/F1 40 Tf 50 671 Td (D) Tj /F1 12 Tf 30 17 Td (et er godt) Tj 0 -14 Td (at bo her) Tj -30 -14 Td (og der) Tj"
    )
    assert texts(found) == ["Det", "er", "godt", "at", "bo", "her", "og", "der"]
    assert (found[0].x0, found[0].style.size) == (50, 12)
    assert found[0].bottom == found[1].bottom


def test_a_large_initial_that_is_a_word_stays_one(words):
    found = words("/F1 40 Tf 50 671 Td (I) Tj /F1 12 Tf 13 17 Td ( dag er det godt) Tj 3 -14 Td (at bo her) Tj")
    assert texts(found) == ["I", "dag", "er", "det", "godt", "at", "bo", "her"]
    assert found[0].bottom == found[1].bottom


def test_a_large_letter_on_the_same_line_is_no_initial(words):
    found = words("/F1 40 Tf 50 671 Td (A) Tj /F1 12 Tf 30 0 Td (ved siden af) Tj")
    assert texts(found) == ["A", "ved", "siden", "af"]
