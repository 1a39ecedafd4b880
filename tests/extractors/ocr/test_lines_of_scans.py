"""What a scan must not spoil: straight lines, sizes of short lines, spaces, bullets, leaders, doubtful words."""

from __future__ import annotations

import io

import numpy as np
import pypdfium2 as pdfium
import pytest
from PIL import Image
from planspor.extractors.ocr.engine import Symbol
from planspor.extractors.ocr.gaps import gaps_of, is_one, parts_words, symbols_before
from planspor.extractors.ocr.kinds import telling
from planspor.extractors.ocr.leaders import leader_of
from planspor.extractors.ocr.lines import Piece, pieces_of
from planspor.extractors.ocr.picture import picture_of
from planspor.extractors.ocr.reading import read_twice
from planspor.extractors.ocr.rules import find_rules
from planspor.extractors.ocr.straighten import skew_of
from planspor.extractors.ocr.words import line_of
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = 420, 300
SCALE = 200 / 72
LINES = (
    "Kommunen samler tilbuddene til de yngste borgere i et fælles hus,",
    "hvor sundhedsplejen, tandplejen og dagplejen deler indgang. Huset",
    "åbner om foråret, og de første familier flytter ind samme uge. Der",
    "er plads til en café, et værksted og tre rum til samtaler. Naboerne",
    "inviteres til at være med fra begyndelsen og kan låne rummene om",
    "aftenen. Driften betales af de tre afdelinger i fællesskab, og en",
    "styregruppe mødes hver anden måned for at følge med i brugen.",
)


def scan(lines: tuple[tuple[float, float, str], ...], size: float = 10.0, angle: float = 0.0) -> Image.Image:
    """Lines (from left, from the foot, text) as a scanner of 200 dots an inch sees them, turned, with grain."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(WIDTH, HEIGHT), invariant=1)
    canvas.setFont("Helvetica", size)
    for x, y, text in lines:
        canvas.drawString(x, y, text)
    canvas.save()
    grey = pdfium.PdfDocument(out.getvalue())[0].render(scale=SCALE).to_pil().convert("L")
    grey = grey.rotate(angle, Image.Resampling.BICUBIC, fillcolor=250)
    grain = np.random.default_rng(4).normal(0, 6, (grey.height, grey.width))
    return Image.fromarray(np.clip(np.asarray(grey) * 0.96 + 6 + grain, 0, 255).astype(np.uint8)).convert("RGB")


def pieces(image: Image.Image) -> list[Piece]:
    picture = picture_of(image, SCALE)
    rules, ink = find_rules(picture)
    return pieces_of(ink, SCALE, rules, picture.areas)


def symbols(words: str, wide: int = 10) -> list[Symbol]:
    """What a recogniser tells of words parted by spaces, each character `wide` pixels wide."""
    out: list[Symbol] = []
    for word in words.split():
        for n, c in enumerate(word):
            out.append(Symbol(c, wide * len(out), wide * len(out) + wide, n == 0, 0.9))
    return out


def boxes(*stretches: tuple[int, int]) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    return np.array([(x0, 0, x1, 14) for x0, x1 in stretches], np.int64)


@pytest.mark.parametrize("angle", [0.12, -0.2, 0.38, -0.55, 0.8])
def test_a_page_that_is_hardly_turned_is_straightened(angle: float) -> None:
    page = scan(tuple((40, 260 - 15 * n, line) for n, line in enumerate(LINES)), angle=angle)
    assert skew_of(np.asarray(page.convert("L"))) == pytest.approx(angle, abs=0.05)


def test_a_page_that_lies_straight_is_left_as_it_is() -> None:
    page = scan(tuple((40, 260 - 15 * n, line) for n, line in enumerate(LINES)))
    assert skew_of(np.asarray(page.convert("L"))) == 0.0


@pytest.mark.parametrize("text", ["tionen", "viteter", "mæssige", "stemmer.", "rer"])
def test_the_end_of_a_word_that_has_no_tall_letter_tells_its_size(text: str) -> None:
    [piece] = pieces(scan(((40, 150, text),)))
    assert line_of(piece, symbols(text)).size / SCALE == pytest.approx(10.0, rel=0.12)


def test_which_letters_tell_the_size() -> None:
    kinds = {text: telling(text).kind for text in ("holdet", "NAVN", "Navnet", "serien", "(serien", "2021)", "–")}
    assert kinds == {
        "holdet": "ascenders", "NAVN": "capitals", "Navnet": "capitals", "serien": "low", "(serien": "low",
        "2021)": "figures", "–": "none",
    }  # fmt: skip


def test_a_narrow_space_parts_two_words_that_are_none_together() -> None:
    letters = boxes((0, 8), (9, 12), (17, 25), (26, 33))
    [gap] = [gap for gap in gaps_of(letters) if gap.wide > 2]
    assert symbols_before(symbols("afde"), letters, gap, 28.0) == 2
    assert parts_words("af", "de", gap, letters, 28.0)
    assert not parts_words("af", "tale", gap, letters, 28.0)


def test_the_slant_of_a_year_is_no_space_and_the_gap_behind_a_quarter_is() -> None:
    letters = boxes((0, 8), (9, 16), (21, 29), (30, 37))
    [gap] = [gap for gap in gaps_of(letters) if gap.wide > 2]
    assert not parts_words("2021", "/22", gap, letters, 28.0)
    assert parts_words("Q4", "2021", gap, letters, 28.0)


def test_a_word_that_the_recogniser_has_cut_is_one_again() -> None:
    assert is_one("afdel", "ingen")
    assert not is_one("en", "gang")


def test_a_full_stop_behind_figures_that_no_ink_shows_is_taken_off() -> None:
    [piece] = pieces(scan(((40, 150, "47"),)))
    [token] = line_of(piece, symbols("47.")).tokens
    assert (token.text, token.read) == ("47", "47.")
    [piece] = pieces(scan(((40, 150, "47."),)))
    assert [token.text for token in line_of(piece, symbols("47.")).tokens] == ["47."]


@pytest.mark.parametrize(("dots", "leader"), [(20, (6, 26)), (3, None)])
def test_the_dots_of_a_leader_are_told_by_the_ink(dots: int, leader: tuple[int, int] | None) -> None:
    """Six letters, dots at even steps, two figures."""
    found = [(12 * n, 0, 12 * n + 10, 20) for n in range(6)]
    found += [(80 + 9 * n, 17, 83 + 9 * n, 20) for n in range(dots)]
    found += [(300 + 12 * n, 0, 310 + 12 * n, 20) for n in range(2)]
    piece = Piece(0, 0, 322, 20, np.array(found, np.int64), np.zeros((20, 322), np.uint8))
    assert leader_of(piece, 14.0) == leader


def test_small_bullets_far_from_their_text_are_kept_and_grain_is_not() -> None:
    lines = [(60.0, 200.0 - 15 * n, text) for n, text in enumerate(LINES[:3])]
    image = scan((*lines, (60.0, 120.0, LINES[3])))
    for _, y, _ in lines:
        x, top = round(44 * SCALE), round((HEIGHT - y - 4) * SCALE)
        image.paste((20, 20, 20), (x, top, x + 5, top + 5))
    image.paste(
        (20, 20, 20),
        (round(30 * SCALE), round((HEIGHT - 123) * SCALE), round(30 * SCALE) + 4, round((HEIGHT - 123) * SCALE) + 4),
    )
    found = [round(piece.x0 / SCALE) for piece in pieces(image) if len(piece.letters) == 1]
    assert found == [44, 44, 44]


class Doubting:
    """A recogniser that reads small letters wrongly."""

    def __init__(self, *readings: tuple[str, float]) -> None:
        self.readings = list(readings)

    def read(self, ink: object, dpi: float, several: bool = False) -> list[Symbol]:
        text, sure = self.readings.pop(0)
        return [symbol._replace(confidence=sure) for symbol in symbols(text)]


def read(*readings: tuple[str, float]) -> tuple[str, int]:
    piece = Piece(0, 0, 80, 20, boxes((0, 80)), np.zeros((20, 80), np.uint8))
    recogniser = Doubting(*readings)
    found = read_twice(recogniser, piece, 200.0)  # type: ignore[arg-type]
    return "".join(symbol.text for symbol in found), len(recogniser.readings)


def test_a_doubtful_line_is_read_again_and_the_surest_reading_taken() -> None:
    assert read(("snå", 0.5), ("små", 0.95), ("sma", 0.1)) == ("små", 1)
    assert read(("samling", 0.6), ("sanling", 0.5), ("saling", 0.4)) == ("samling", 0)


def test_a_line_without_doubt_is_read_once() -> None:
    assert read(("samling", 0.95), ("sanling", 0.99)) == ("samling", 1)
