"""Rules and areas, however a producer draws them."""

from __future__ import annotations

import pytest


def level(page):
    return sorted((round(r.top, 1), round(r.x0, 1), round(r.x1, 1)) for r in page.rules if r.horizontal)


def upright(page):
    return sorted((round(r.x0, 1), round(r.top, 1), round(r.bottom, 1)) for r in page.rules if not r.horizontal)


@pytest.mark.parametrize(
    "drawn",
    [
        "1 w 50 700 m 250 700 l S",
        "50 699.5 200 1 re f",
        "1 w 250 700 m 50 700 l s",
        "q 2 0 0 2 0 0 cm 0.5 w 25 350 m 125 350 l S Q",
        "50 699.5 m 250 699.5 l 250 700.5 l 50 700.5 l h f",
        "1 w [3 2] 0 d 50 700 m 250 700 l S",
        "q 50 0 200 800 re W n 1 w 0 700 m 600 700 l S Q",
        "1 w 50 700.2 m 250 699.8 l S",
    ],
    ids=["stroke", "thin box", "closed stroke", "scaled", "thin polygon", "dash pattern", "clipped", "nearly level"],
)
def test_a_rule_is_a_rule(read, sheet, drawn):
    page = read(sheet(drawn))
    assert level(page) == [(100.0, 50.0, 250.0)]
    assert page.rules[0].width == pytest.approx(1, abs=0.1)
    assert page.areas == []


@pytest.mark.parametrize(
    "drawn",
    [
        "".join(f"{x} 699.5 2 1 re f " for x in range(50, 250, 4)),
        "".join(f"{x} 700 m {x + 3} 700 l S " for x in range(50, 250, 5)),
        "".join(
            f"{x} 700 m {x} 700.55 {x + 2} 700.55 {x + 2} 700 c {x + 2} 699.45 {x} 699.45 {x} 700 c f "
            for x in range(50, 250, 4)
        ),
    ],
    ids=["squares", "dashes", "dots"],
)
def test_dotted_rules_are_one_rule(read, sheet, drawn):
    page = read(sheet(drawn))
    ((top, x0, x1),) = level(page)
    assert (top, x0) == (100.0, 50.0)
    assert 245 <= x1 <= 250
    assert page.areas == []


def test_a_dotted_column_is_one_rule(read, sheet):
    page = read(sheet("".join(f"99.5 {y} 1 2 re f " for y in range(500, 700, 4))))
    ((x0, top, bottom),) = upright(page)
    assert (x0, bottom) == (100.0, 300.0)
    assert 100 <= top <= 105


def test_the_sides_of_a_stroked_box_are_rules_of_a_box(read, sheet):
    page = read(sheet("50 600 200 100 re S"))
    assert level(page) == [(100.0, 50.0, 250.0), (200.0, 50.0, 250.0)]
    assert upright(page) == [(50.0, 100.0, 200.0), (250.0, 100.0, 200.0)]
    assert all(rule.box for rule in page.rules)
    (area,) = page.areas
    assert (area.fill, area.stroke, area.rectangular) == (None, (0, 0, 0), True)


def test_a_border_filled_between_two_boxes_is_four_rules(read, sheet):
    page = read(sheet("50 600 200 100 re 51 601 198 98 re f*"))
    assert level(page) == [(100.5, 50.0, 250.0), (199.5, 50.0, 250.0)]
    assert upright(page) == [(50.5, 100.0, 200.0), (249.5, 100.0, 200.0)]
    assert page.areas == []


def test_filled_boxes_are_areas_with_their_colour_in_drawing_order(read, sheet):
    page = read(sheet("0 0 1 rg 50 600 200 100 re f 1 0 0 rg 60 610 50 50 re f"))
    assert [(a.fill, round(a.x0), round(a.top), round(a.x1), round(a.bottom)) for a in page.areas] == [
        ((0, 0, 255), 50, 100, 250, 200),
        ((255, 0, 0), 60, 140, 110, 190),
    ]


def test_rounded_boxes_are_areas_but_not_rectangular(read, sheet):
    page = read(sheet("60 600 m 240 600 l 250 600 250 600 250 610 c 250 690 l 60 690 l h f"))
    (area,) = page.areas
    assert not area.rectangular
    assert (round(area.x0), round(area.x1)) == (60, 250)


def test_a_very_thick_line_is_a_band_of_colour(read, sheet):
    page = read(sheet("14 w 0.2 0.4 0.6 RG 50 700 m 250 700 l S"))
    assert page.rules == []
    (area,) = page.areas
    assert (round(area.top), round(area.bottom), area.fill) == (93, 107, (51, 102, 153))


@pytest.mark.parametrize(
    "drawn",
    [
        "1 g 50 700 200 1 re f",
        "1 G 50 700 m 250 700 l S",
        "/Clear gs 50 700 200 1 re f",
        "/Clear gs 50 700 m 250 700 l S",
        "q 300 0 100 100 re W n 50 700 m 250 700 l S 50 600 200 100 re f Q",
        "50 900 m 250 900 l S 700 0 m 700 800 l S",
        "0.8 g 40 650 300 100 re f 0.8 G 50 700 m 250 700 l S",
        "50 700 m 250 700 l S 0.8 g 40 650 300 100 re f",
        "50 700 m 250 700 l n",
    ],
    ids=["white box", "white", "clear box", "clear", "clipped", "off the page", "on its colour", "covered", "no paint"],
)
def test_what_nobody_sees_is_no_rule(read, sheet, drawn):
    page = read(sheet(drawn, resources="/ExtGState << /Clear << /ca 0 /CA 0 >> >>"))
    assert page.rules == []


def test_white_rules_on_a_colour_are_rules(read, sheet):
    page = read(sheet("0 0 1 rg 40 600 300 150 re f 1 G 50 700 m 250 700 l S"))
    assert level(page) == [(100.0, 50.0, 250.0)]
    assert page.rules[0].colour == (255, 255, 255)


def test_a_white_rule_between_two_coloured_boxes_is_a_rule(read, sheet):
    page = read(sheet("0 0 1 rg 50 701 200 50 re f 50 650 200 49 re f 1 g 50 699 200 2 re f"))
    assert level(page) == [(100.0, 50.0, 250.0)]


def test_the_paper_itself_is_no_area(read, sheet):
    page = read(sheet("1 g 0 0 600 800 re f 0.9 g 50 600 200 100 re f"))
    assert [area.fill for area in page.areas] == [(230, 230, 230)]


def test_areas_are_clipped(read, sheet):
    page = read(sheet("q 50 600 100 50 re W n 0.5 g 0 0 600 800 re f Q"))
    (area,) = page.areas
    assert [round(v) for v in area.bbox] == [50, 150, 150, 200]


def test_a_grid_drawn_twice_is_there_once(read, sheet):
    grid = "50 700 m 250 700 l S 50 680 m 250 680 l S "
    assert len(read(sheet(grid + grid)).rules) == 2


def test_pictures_are_at_their_place(read, sheet, make_stream):
    entries = "/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray"
    page = read(
        sheet(
            "q 200 0 0 100 50 600 cm /Im Do Q q 100 0 0 50 300 600 cm BI /W 1 /H 1 /CS /G /BPC 8 ID @ EI Q",
            extra=[make_stream(b"\x40", entries)],
            resources="/XObject << /Im 20 0 R >>",
        )
    )
    assert [[round(v) for v in box] for box in page.pictures] == [[50, 100, 250, 200], [300, 150, 400, 200]]
