"""Pictures of pages."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image
from planspor.models.geometry import Bbox
from planspor.models.layout import Block, Cell, Document, Line, Role, Table
from planspor.models.page import Colour, Page, Style
from planspor.models.plan import Aspect, Initiative, Place, Plan
from planspor.models.problem import Problem
from planspor.pipeline.draw import INITIATIVES, MAX_SIDE, ROLE_COLOURS, SEVERITY, TABLE, draw_page
from planspor.pipeline.lettering import Lettering, width, wrap

STYLE = Style("Helvetica", 10.0, False, False, (0, 0, 0))
HEADING: Bbox = (60, 100, 300, 120)
PARAGRAPH: Bbox = (60, 140, 500, 200)
GRID: Bbox = (60, 300, 500, 360)


def block(role: Role, box: Bbox) -> Block:
    return Block(role, "words", [Line([], 1, box, STYLE)])


def near(colour: Colour, other: Colour, tolerance: int = 60) -> bool:
    return all(abs(a - b) <= tolerance for a, b in zip(colour, other, strict=True))


def pixels(picture: Image.Image, box: tuple[float, float, float, float]) -> list[Colour]:
    part = picture.crop(tuple(round(side) for side in box))  # type: ignore[arg-type]
    return [colour for _, colour in part.getcolors(part.width * part.height)]  # type: ignore[union-attr,misc]


@pytest.fixture
def drawn(make_pdf: Callable[..., bytes]) -> Image.Image:
    """A page with a heading, a paragraph of the second initiative and a table, at two pixels a point."""
    table = Table(
        [Cell(0, 0, page=1, bbox=(60, 300, 280, 330), header=True), Cell(0, 1, page=1, bbox=(280, 300, 500, 330))],
        1,
        2,
        1,
        [(1, GRID)],
    )
    document = Document([Page(1, 595, 842)], [block(Role.HEADING, HEADING), block(Role.PARAGRAPH, PARAGRAPH), table])
    aspect = Aspect(kind="other", text="words", places=[Place(page=1, bbox=PARAGRAPH)])
    plan = Plan(
        file="a.pdf",
        pages=1,
        initiatives=[Initiative(title="Elsewhere"), Initiative(number="2", title="Her", aspects=[aspect])],
        problems=[Problem.of("W006", "An unknown heading.", page=1)],
    )
    return draw_page(make_pdf(["words"]), plan, document, 1, scale=2.0)


MARGIN = 76


def at(x: float, y: float) -> tuple[float, float]:
    return (MARGIN + 2 * x, 2 * y)


@pytest.mark.parametrize(
    ("box", "colour"), [(HEADING, ROLE_COLOURS[Role.HEADING]), (PARAGRAPH, ROLE_COLOURS[Role.PARAGRAPH]), (GRID, TABLE)]
)
def test_a_piece_is_framed_in_the_colour_of_its_role(drawn: Image.Image, box: Bbox, colour: Colour) -> None:
    x, bottom = at((box[0] + box[2]) / 2, box[3])
    assert any(near(found, colour) for found in pixels(drawn, (x, bottom - 4, x + 2, bottom + 8)))


def test_header_cells_are_tinted(drawn: Image.Image) -> None:
    header, body = (drawn.getpixel(at(x, 315)) for x in (200, 400))
    assert isinstance(header, tuple)
    assert isinstance(body, tuple)
    assert header[0] < body[0] < 255


def test_a_bar_in_the_margin_tells_the_initiative(drawn: Image.Image) -> None:
    beside_paragraph = pixels(drawn, (0, 2 * 160, MARGIN, 2 * 190))
    assert any(near(found, INITIATIVES[1], 10) for found in beside_paragraph)
    assert not any(near(found, INITIATIVES[0], 10) for found in beside_paragraph)
    beside_table = pixels(drawn, (0, 2 * 310, MARGIN, 2 * 350))
    assert len(beside_table) == 1


def test_the_legend_names_the_problems_of_the_page(drawn: Image.Image) -> None:
    panel = pixels(drawn, (MARGIN + 2 * 595, 0, drawn.width, drawn.height))
    assert any(near(found, SEVERITY["warning"], 12) for found in panel)


def test_drawing_twice_gives_the_same_picture(make_pdf: Callable[..., bytes]) -> None:
    document = Document([Page(1, 595, 842)], [block(Role.CAPTION, HEADING)])
    first, second = (draw_page(make_pdf(["ord"]), Plan(file="a.pdf"), document, 1).tobytes() for _ in range(2))
    assert first == second


def test_a_huge_page_is_drawn_smaller(make_pdf: Callable[..., bytes]) -> None:
    data = make_pdf(["stor"]).replace(b"[0 0 595 842]", b"[0 0 300 14000]")
    document = Document([Page(1, 300, 14000)], [])
    assert max(draw_page(data, Plan(file="a.pdf"), document, 1, scale=4.0).size) <= MAX_SIDE


def test_danish_letters_are_set() -> None:
    def ink(text: str) -> bytes:
        letters = Lettering(60, 30)
        letters.write(2, 4, text, 18)
        return letters.over(Image.new("RGB", (60, 30), "white")).tobytes()

    assert len({ink(text) for text in ("æ", "ø", "å", "?", " ")}) == 5


def test_width_grows_with_the_text() -> None:
    assert 0 < width("i", 12) < width("mm", 12) < width("mmm", 12) < width("mmm", 24)
    assert width("a ", 12) > width("a", 12)


@settings(max_examples=40, deadline=None)
@given(st.text("abcæøå -", max_size=60), st.integers(40, 200))
@example("aacææa", 40)
def test_wrapped_lines_fit_and_lose_no_letter(text: str, limit: int) -> None:
    lines = wrap(text, limit, 12)
    assert all(width(line, 12) <= limit or len(line) == 1 for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_what_does_not_fit_ends_in_an_ellipsis() -> None:
    lines = wrap("ord " * 40, 100, 12, lines=2)
    assert len(lines) == 2
    assert lines[-1].endswith("…")
    assert width(lines[-1], 12) <= 100


def test_a_page_that_lies_on_its_side_is_drawn_as_it_was_read(make_pdf: Callable[..., bytes]) -> None:
    plan, page = Plan(file="a.pdf", pages=1), Page(1, 842, 595, sideways=90)
    upright = draw_page(make_pdf(["words"]), plan, Document([Page(1, 595, 842)], []), 1, scale=1.0)
    turned = draw_page(make_pdf(["words"]), plan, Document([page], []), 1, scale=1.0)
    assert upright.width < turned.width
