"""PDFs that mean harm or were made by a program that did not care, written by hand byte by byte."""

from __future__ import annotations

import random
import zlib
from collections.abc import Callable, Sequence

WIDTH, HEIGHT = 595, 842
HEAD = "BT /F1 14 Tf 60 800 Td (Handleplan 2024 for Proeveby Kommune) Tj ET\n"


def pdf(objects: Sequence[bytes]) -> bytes:
    """A PDF of numbered objects; the first is the catalogue."""
    out, offsets = bytearray(b"%PDF-1.7\n"), []
    for n, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (n, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def stream(data: bytes, entries: str = "", packed: bool = True) -> bytes:
    """A stream object."""
    if packed:
        data, entries = zlib.compress(data, 9), f"{entries} /Filter /FlateDecode"
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), entries.encode(), data)


def page(
    content: str, width: float = WIDTH, height: float = HEIGHT, resources: str = "", more: Sequence[bytes] = (),
    entries: str = "", catalogue: str = "",
) -> bytes:  # fmt: skip
    """A PDF of one page. Objects: 1 catalogue, 2 pages, 3 page, 4 font, 5 content, 6 and so on `more`."""
    return pdf(
        [
            f"<< /Type /Catalog /Pages 2 0 R {catalogue} >>".encode(),
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width} {height}] /Contents 5 0 R {entries} "
            f"/Resources << /Font << /F1 4 0 R >> {resources} >> >>".encode(),
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
            stream(content.encode("cp1252")),
            *more,
        ]
    )


def words(draw: random.Random, count: int) -> list[str]:
    """Words of nonsense."""
    return ["".join(draw.choices("abdefghiklmnoprstuvy", k=draw.randint(2, 9))) for _ in range(count)]


def lines_of_text(draw: random.Random, count: int, size: float = 9, left: float = 50, top: float = 780) -> str:
    """Lines of ten words, one below the other."""
    body = f"BT /F1 {size} Tf {size * 1.3:.2f} TL {left} {top} Td\n"
    return body + "".join(f"({' '.join(words(draw, 10))}) Tj T*\n" for _ in range(count)) + "ET\n"


def grid_of_rules(draw: random.Random) -> bytes:
    """100,000 rules as the sides of the cells of a grid, with a word in some."""
    body = ["0.3 w"]
    for row in range(250):
        for column in range(200):
            x, y = 40 + column * 2.6, 40 + row * 2.9
            body.append(f"{x:.1f} {y:.1f} m {x + 2.6:.1f} {y:.1f} l S {x:.1f} {y:.1f} m {x:.1f} {y + 2.9:.1f} l S")
    return page(HEAD + "\n".join(body) + "\n" + lines_of_text(draw, 40))


def scattered_rules(draw: random.Random) -> bytes:
    """100,000 rules of any length anywhere, level and upright."""
    body = ["0.3 w"]
    for _ in range(100_000):
        x, y, length = draw.uniform(0, 590), draw.uniform(0, 840), draw.uniform(2, 300)
        end = f"{x + length:.1f} {y:.1f}" if draw.random() < 0.5 else f"{x:.1f} {y + length:.1f}"
        body.append(f"{x:.1f} {y:.1f} m {end} l S")
    return page(HEAD + "\n".join(body) + "\n" + lines_of_text(draw, 40))


def long_rules(draw: random.Random) -> bytes:
    """100,000 rules across the whole page, a hair apart."""
    body = ["0.01 w"]
    for n in range(50_000):
        body.append(f"10 {10 + n * 0.016:.3f} m 585 {10 + n * 0.016:.3f} l S")
        body.append(f"{10 + n * 0.0115:.4f} 10 m {10 + n * 0.0115:.4f} 830 l S")
    return page(HEAD + "\n".join(body) + "\n" + lines_of_text(draw, 40))


def one_path(draw: random.Random) -> bytes:
    """100,000 rules in one path."""
    body = ["0.3 w"]
    for _ in range(100_000):
        x, y = draw.uniform(0, 560), draw.uniform(0, 840)
        body.append(f"{x:.1f} {y:.1f} m {x + 30:.1f} {y:.1f} l")
    return page(HEAD + "\n".join(body) + " S\n" + lines_of_text(draw, 40))


def areas(draw: random.Random) -> bytes:
    """100,000 tinted boxes, some under the text and some over it, half of them white."""
    body = []
    for n in range(100_000):
        grey = 1 if n % 2 else draw.uniform(0.5, 0.95)
        x, y = draw.uniform(0, 500), draw.uniform(0, 800)
        body.append(f"{grey:.2f} g {x:.1f} {y:.1f} {draw.uniform(5, 90):.1f} {draw.uniform(5, 40):.1f} re f")
    half = len(body) // 2
    return page("\n".join([*body[:half], "0 g", HEAD, lines_of_text(draw, 40), *body[half:]]))


def dashes(draw: random.Random) -> bytes:
    """100,000 dots that make dotted rules."""
    body = [f"{20 + n % 500 * 1.1:.1f} {20 + n // 500 * 4} 0.6 0.6 re f" for n in range(100_000)]
    return page(HEAD + "\n".join(body) + "\n" + lines_of_text(draw, 40))


def five_metres(draw: random.Random) -> bytes:
    """A page of five metres by five, with words all over it."""
    size = 14173
    body = ["BT /F1 12 Tf"]
    for word in words(draw, 3000):
        body.append(f"1 0 0 1 {draw.uniform(10, size - 100):.0f} {draw.uniform(10, size - 20):.0f} Tm ({word}) Tj")
    return page(HEAD + "\n".join([*body, "ET", lines_of_text(draw, 800, 12, 50, 14000)]), size, size)


def one_glyph_at_a_time(draw: random.Random) -> bytes:
    """A full page of text, its letters drawn one by one in random order."""
    glyphs = []
    for row in range(100):
        x, text = 40.0, " ".join(words(draw, 16))
        for letter in text:
            glyphs.append(f"BT /F1 6 Tf 1 0 0 1 {x:.2f} {780 - row * 7.4:.2f} Tm ({letter}) Tj ET")
            x += 3.4
    draw.shuffle(glyphs)
    return page(HEAD + "\n".join(glyphs))


def fake_bold(draw: random.Random) -> bytes:
    """Text that is drawn fifty times, each time a hair to the right."""
    body = []
    lines = [" ".join(words(draw, 10)) for _ in range(40)]
    for n in range(50):
        body.append(f"BT /F1 11 Tf 16 TL {50 + n * 0.01:.2f} 760 Td")
        body += [f"({line}) Tj T*" for line in lines]
        body.append("ET")
    return page(HEAD + "\n".join(body))


def unseen(draw: random.Random) -> bytes:
    """10,000 words in white and as many that are not drawn at all, in runs of one word."""
    body = [HEAD, lines_of_text(draw, 20)]
    for colour in ("1 g 0 Tr", "0 g 3 Tr"):
        body.append(f"BT /F1 5 Tf {colour}")
        for word in words(draw, 10_000):
            body.append(f"1 0 0 1 {draw.uniform(20, 560):.1f} {draw.uniform(20, 820):.1f} Tm ({word}) Tj")
        body.append("ET 0 Tr")
    return page("\n".join(body))


def unseen_on_tints(draw: random.Random) -> bytes:
    """5,000 tinted boxes, each with a word in its own colour."""
    body = [HEAD, lines_of_text(draw, 20)]
    for word in words(draw, 5000):
        tint = f"{draw.random():.2f} {draw.random():.2f} {draw.random():.2f} rg"
        x, y = draw.uniform(20, 500), draw.uniform(20, 820)
        body.append(f"{tint} {x:.1f} {y:.1f} 60 9 re f BT /F1 6 Tf {x + 2:.1f} {y + 2:.1f} Td ({word}) Tj ET")
    return page("\n".join(body))


def _form(content: str, inner: int | None) -> bytes:
    fonts = "/Font << /F1 4 0 R >>" + (f" /XObject << /X {inner} 0 R >>" if inner else "")
    entries = f"/Type /XObject /Subtype /Form /BBox [0 0 {WIDTH} {HEIGHT}] /Resources << {fonts} >>"
    return stream(content.encode(), entries)


def nested_forms(draw: random.Random) -> bytes:
    """Forms within forms, twenty deep, each with a line of text."""
    more = []
    for n in range(20):
        own = f"BT /F1 9 Tf 60 {760 - 15 * n} Td ({' '.join(words(draw, 6))}) Tj ET"
        more.append(_form(own + (" /X Do" if n < 19 else ""), 7 + n if n < 19 else None))
    return page(HEAD + "/X Do", resources="/XObject << /X 6 0 R >>", more=more)


def doubling_forms(draw: random.Random) -> bytes:
    """Forms within forms, twenty deep, each drawn twice: a million lines of text from two kilobytes."""
    more = [_form("q /X Do Q q 0.9 0 0 0.9 3 3 cm /X Do Q", 7 + n) for n in range(19)]
    more.append(_form("BT /F1 9 Tf 60 400 Td (linje) Tj ET", None))
    return page(HEAD + "/X Do", resources="/XObject << /X 6 0 R >>", more=more)


def many_characters(draw: random.Random) -> bytes:
    """A page of 200,000 characters in lines of small type."""
    body = "BT /F1 1.6 Tf 1.65 TL 20 825 Td\n"
    lines = []
    for _ in range(490):
        line = ""
        while len(line) < 410:
            line += " ".join(words(draw, 5)) + " "
        lines.append(f"({line[:410]}) Tj T*")
    return page(body + "\n".join(lines) + "\nET")


def many_columns(draw: random.Random) -> bytes:
    """200,000 characters set as 40,000 short words that line up in columns everywhere."""
    body = ["BT /F1 1.5 Tf"]
    for row in range(400):
        for column in range(100):
            word = "".join(draw.choices("abdeiorst", k=5))
            body.append(f"1 0 0 1 {15 + column * 5.7:.1f} {20 + row * 2:.1f} Tm ({word}) Tj")
    return page("\n".join([*body, "ET"]))


def turned_letters(draw: random.Random) -> bytes:
    """20,000 words at any angle."""
    body = ["BT /F1 7 Tf"]
    for word in words(draw, 20_000):
        a, b = draw.uniform(-1, 1), draw.uniform(-1, 1)
        x, y = draw.uniform(20, 560), draw.uniform(20, 820)
        body.append(f"{a:.3f} {b:.3f} {-b:.3f} {a:.3f} {x:.1f} {y:.1f} Tm ({word}) Tj")
    return page(HEAD + "\n".join([*body, "ET"]))


PAGES: dict[str, Callable[[random.Random], bytes]] = {
    make.__name__: make
    for make in (
        grid_of_rules, scattered_rules, long_rules, one_path, areas, dashes, five_metres, one_glyph_at_a_time,
        fake_bold, unseen, unseen_on_tints, nested_forms, doubling_forms, many_characters, many_columns, turned_letters,
    )
}  # fmt: skip


def hostile_page(name: str) -> bytes:
    """One of `PAGES`, the same each time."""
    return PAGES[name](random.Random(name))
