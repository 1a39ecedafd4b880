"""The same table and text as several producers write them: the words, rules and marks are those that were set."""

from __future__ import annotations

import io

import pytest

ROWS = [
    ["Hvad gør vi?", "Hvem?", "Hvornår?"],
    ["Vi besøger alle nye familier", "Sundhedsplejen", "1. kvartal 2023"],
    ["Vi holder åbent hus", "Biblioteket og frivillige", "Løbende"],
]
TEXTS = sorted(" ".join(cell for row in ROWS for cell in row).split())


def with_reportlab(html):
    from reportlab.platypus import SimpleDocTemplate, Table

    out = io.BytesIO()
    style = [("GRID", (0, 0), (-1, -1), 0.5, "black"), ("BACKGROUND", (0, 0), (-1, 0), "lightgrey")]
    SimpleDocTemplate(out, invariant=True).build([Table(ROWS, style=style)])
    return out.getvalue()


def table(css):
    rows = "".join(
        "<tr>" + "".join(f"<{tag}>{cell}</{tag}>" for cell in row) + "</tr>"
        for tag, row in zip(("th", "td", "td"), ROWS, strict=True)
    )
    return f"<style>table {{ border-collapse: collapse; font: 10pt Lato }} {css}</style><table>{rows}</table>"


def with_weasyprint(html):
    return html(table("td, th { border: 0.75pt solid black; padding: 3pt }"))


def with_weasyprint_apart(html):
    return html(table("table { border-collapse: separate; border-spacing: 0 } td, th { border: 0.75pt solid black }"))


def with_typst(html):
    import typst

    cells = "".join(f"[{cell}]," for row in ROWS for cell in row)
    return typst.compile(f'#set text(lang: "da")\n#table(columns: 3, stroke: 0.5pt, {cells})'.encode(), format="pdf")


PRODUCERS = [with_reportlab, with_weasyprint, with_weasyprint_apart, with_typst]


@pytest.mark.parametrize("produce", PRODUCERS)
def test_words_of_a_table(read, html, produce):
    assert sorted(word.text for word in read(produce(html)).words) == TEXTS


@pytest.mark.parametrize("produce", PRODUCERS)
def test_each_cell_stands_between_four_rules(read, html, produce):
    page = read(produce(html))
    for word in page.words:
        x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
        across = [r for r in page.rules if r.horizontal and r.x0 - 1 <= x <= r.x1 + 1]
        down = [r for r in page.rules if not r.horizontal and r.top - 1 <= y <= r.bottom + 1]
        assert any(r.top < y for r in across)
        assert any(r.top > y for r in across)
        assert any(r.x0 < x for r in down)
        assert any(r.x0 > x for r in down)
    assert len({round(r.top) for r in page.rules if r.horizontal}) in (4, 5, 6)  # doubled where cells stand apart


def test_a_grid_of_dotted_borders(read, html):
    page = read(html(table("td, th { border: 1pt dotted black; padding: 3pt }")))
    assert len({round(r.top) for r in page.rules if r.horizontal}) == 4
    assert len({round(r.x0) for r in page.rules if not r.horizontal}) == 4


def test_invisible_borders_are_none(read, html):
    page = read(html(table("td, th { border: 1pt solid white; padding: 3pt }")))
    assert page.rules == []
    page = read(html(table("td, th { border: 1pt solid rgba(0, 0, 0, 0); padding: 3pt }")))
    assert page.rules == []


def test_white_borders_between_coloured_cells_are_rules(read, html):
    page = read(html(table("td, th { border: 1pt solid white; padding: 3pt; background: #2a6f97; color: white }")))
    assert len({round(r.x0) for r in page.rules if not r.horizontal}) >= 2
    assert sorted(word.text for word in page.words if not word.style.hidden) == TEXTS


def test_soft_hyphens_of_html(read, html):
    words = "udviklings&shy;samtale med kommune&shy;qvarteret"
    text = f'<p style="width: 60pt; font: 12pt Lato; hyphens: manual">{words}</p>'
    page = read(html(text))
    assert [(w.text, w.hyphen) for w in page.words if w.hyphen] == [("udviklings-", True), ("kommune-", True)]
    assert "".join(w.text for w in page.words) == "udviklings-samtalemedkommune-qvarteret"


@pytest.mark.parametrize("text", ["ff aa ff", "fi i fl", "ffi på ffl"])
def test_ligatures_at_both_ends_of_short_words_are_no_letterspacing(read, text):
    import typst

    page = read(typst.compile(f'#set text(lang: "da")\n{text}'.encode(), format="pdf"))
    assert [w.text for w in page.words] == text.split()


def test_footnote_marks_of_typst(read):
    import typst

    source = '#set text(lang: "da")\nDe unge fik 40 m#super[2] plads#footnote[Opgjort i maj.]. Det var nok.'
    page = read(typst.compile(source.encode(), format="pdf"))
    texts = [w.text for w in page.words]
    assert "plads." in texts
    assert [w.text for w in page.words if w.superscript].count("1") == 2


def test_letterspaced_headings_of_html(read, html):
    text = '<h1 style="font: 20pt Lato; letter-spacing: 8pt">STRATEGI FOR ALLE</h1>'
    page = read(html(text))
    assert [w.text for w in page.words] == ["STRATEGI", "FOR", "ALLE"]


def test_ligatures_of_html(read, html):
    text = '<p style="font: 12pt Lato">Effekten af flere fine tiltag i Afftoft</p>'
    page = read(html(text))
    assert [w.text for w in page.words] == "Effekten af flere fine tiltag i Afftoft".split()
