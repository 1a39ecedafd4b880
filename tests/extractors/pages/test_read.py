"""Files and pages that cannot be read, and what a file says of itself."""

from __future__ import annotations

import io
import re

import pytest
from planspor.extractors.pages.read import ENGINES, read_source
from planspor.models.problem import PlansporError, UnreadableError, UsageError

LINE = "BT /F1 12 Tf 50 700 Td (Side {}) Tj ET"
IMAGE = "/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray"


def numbers(source):
    return [page.number for page in source.pages]


@pytest.fixture
def three_pages(sheet):
    return sheet(LINE.format(1), more=[LINE.format(2), LINE.format(3)]).bytes()


def test_all_pages_in_order(engine, three_pages):
    source = read_source(three_pages, "plan.pdf", engine=engine)
    assert [(page.number, page.words[1].text) for page in source.pages] == [(1, "1"), (2, "2"), (3, "3")]
    assert source.problems == []


def test_chosen_pages_in_the_order_asked_for(engine, three_pages):
    assert numbers(read_source(three_pages, "plan.pdf", engine=engine, numbers=[3, 1])) == [3, 1]
    assert numbers(read_source(three_pages, "plan.pdf", engine=engine, numbers=[])) == []


@pytest.mark.parametrize("number", [0, 4, -1])
def test_a_page_that_is_not_there(engine, three_pages, number):
    with pytest.raises(UnreadableError, match=r"plan\.pdf: there is no page .* has 3"):
        read_source(three_pages, "plan.pdf", engine=engine, numbers=[number])


def test_an_unknown_engine(three_pages):
    with pytest.raises(UsageError, match=r"no engine 'acrobat'.*pdfium, pdfplumber"):
        read_source(three_pages, "plan.pdf", engine="acrobat")


def _cut(data):
    return data[: len(data) // 3]


def _without_pages(data):
    return re.sub(rb"/Kids \[[^]]*\] /Count \d+", b"/Kids [] /Count 0" + b" " * 20, data)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda data: b"", "E002"),
        (lambda data: b"PK\x03\x04 en docx", "E001"),
        (lambda data: b"%PDF-1.7\nog s\xe5 ikke mere", "E003"),
        (_without_pages, "E005"),
    ],
    ids=["empty", "no PDF", "damaged", "no pages"],
)
def test_what_cannot_be_opened(engine, three_pages, change, code):
    with pytest.raises(UnreadableError) as caught:
        read_source(change(three_pages), "plan.pdf", engine=engine)
    assert caught.value.code == code
    assert caught.value.message.startswith("plan.pdf: ")


def test_an_encrypted_file(engine, tmp_path):
    pytest.importorskip("reportlab")
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    path = tmp_path / "locked.pdf"
    canvas = Canvas(str(path), encrypt=StandardEncryption("hemmelig", ownerPassword="ejer"))
    canvas.drawString(50, 700, "Plan")
    canvas.save()
    with pytest.raises(UnreadableError) as caught:
        read_source(path.read_bytes(), "locked.pdf", engine=engine)
    assert caught.value.code == "E004"


def test_a_file_cut_off_is_an_error_or_what_is_left_of_it(engine, three_pages):
    """The readers may save some pages of it, but never fail in any other way."""
    outcomes = [_outcome(three_pages[: len(three_pages) * part // 20], engine) for part in range(1, 21)]
    assert outcomes[-1] == {1, 2, 3}
    assert all(outcome in ("E003", "E005") or outcome <= {1, 2, 3} for outcome in outcomes)


def _outcome(data, engine):
    """The numbers of the pages that could be read, or the code of the error."""
    try:
        return set(numbers(read_source(data, "plan.pdf", engine=engine)))
    except PlansporError as error:
        return error.code


def test_one_bad_page_leaves_the_others(engine, three_pages, monkeypatch):
    from planspor.extractors.pages import pdfium, plumber
    from planspor.extractors.pages.opening import unreadable_page

    for module, name in ((pdfium, "read_page"), (plumber, "_page")):
        reader = getattr(module, name)

        def failing(pdf, number, file, reader=reader):
            if number == 2:
                raise unreadable_page(file, number)
            return reader(pdf, number, file)

        monkeypatch.setattr(module, name, failing)
    source = read_source(three_pages, "plan.pdf", engine=engine)
    assert numbers(source) == [1, 3]
    (problem,) = source.problems
    assert (problem.code, problem.page, problem.file, problem.severity) == ("E007", 2, "plan.pdf", "error")
    assert "page 2" in problem.message


def test_a_page_that_is_no_dictionary_leaves_the_others(engine, three_pages):
    outcome = _outcome(three_pages.replace(b"102 0 obj\n<< /Type /Page ", b"102 0 obj\n[ /Type /Page "), engine)
    assert outcome == "E003" or 1 in outcome


def test_broken_operators_cost_what_they_draw_and_no_more(engine, sheet):
    data = sheet(
        "BT /F1 12 Tf 50 700 Td (F\xf8r) Tj ET /X gs 1 0 rg ] >> (a BT /F9 Q Q Q", more=[LINE.format(2)]
    ).bytes()
    source = read_source(data, "plan.pdf", engine=engine)
    assert source.pages[0].words[0].text == "Før"
    assert [w.text for w in source.pages[1].words] == ["Side", "2"]


def test_a_page_of_a_picture_and_no_text_is_probably_a_scan(engine, sheet, make_stream):
    data = sheet(
        "q 600 0 0 800 0 0 cm /Im Do Q",
        more=[LINE.format(2), "", "q 20 0 0 20 10 10 cm /Im Do Q"],
        extra=[make_stream(b"\x40", IMAGE)],
        resources="/XObject << /Im 20 0 R >>",
    ).bytes()
    source = read_source(data, "scan.pdf", engine=engine)
    assert numbers(source) == [1, 2, 3, 4]
    (problem,) = source.problems
    assert (problem.code, problem.page, problem.severity) == ("W001", 1, "warning")
    assert "scan.pdf: page 1 " in problem.message
    assert "OCR" in problem.message


def test_a_scan_with_a_text_layer_has_text(engine, sheet, make_stream):
    data = sheet(
        "q 600 0 0 800 0 0 cm /Im Do Q BT 3 Tr /F1 12 Tf 50 700 Td (Genkendt) Tj ET",
        extra=[make_stream(b"\x40", IMAGE)],
        resources="/XObject << /Im 20 0 R >>",
    ).bytes()
    assert read_source(data, "scan.pdf", engine=engine).problems == []


def test_a_page_whose_letters_nobody_names_is_told(engine, sheet):
    font = "/Type /Font /Subtype /Type0 /BaseFont /AAAAAA+Ukendt /Encoding /Identity-H /DescendantFonts [20 0 R]"
    cid = (
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /AAAAAA+Ukendt /DW 600 "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"
    )
    content = "BT /F3 12 Tf 50 700 Td <0024000300250026> Tj ET"
    source = read_source(sheet(content, fonts={"F3": font}, extra=[cid]).bytes(), "plan.pdf", engine=engine)
    (problem,) = source.problems
    assert (problem.code, problem.page) == ("W001", 1)
    assert "which ones they are" in problem.message


def test_the_outline_and_what_the_file_says_of_itself(engine, tmp_path):
    pytest.importorskip("reportlab")
    from reportlab.pdfgen.canvas import Canvas

    path = tmp_path / "plan.pdf"
    canvas = Canvas(str(path), invariant=True)
    canvas.setTitle("Aftale for Søbakken")
    for number, (title, level) in enumerate([("Forord", 0), ("Mål 1", 0), ("Baggrund", 1)], 1):
        canvas.bookmarkPage(f"p{number}")
        canvas.addOutlineEntry(title, f"p{number}", level)
        canvas.drawString(50, 700, title)
        canvas.showPage()
    canvas.save()
    source = read_source(path.read_bytes(), "plan.pdf", engine=engine)
    assert source.info["Title"] == "Aftale for Søbakken"
    assert [(e.title, e.level, e.page) for e in source.outline] == [
        ("Forord", 1, 1),
        ("Mål 1", 1, 2),
        ("Baggrund", 2, 3),
    ]
    assert source.tagged is False


def test_tagged_files_are_told(engine, sheet):
    assert read_source(sheet("", catalog="/MarkInfo << /Marked true >>").bytes(), "a.pdf", engine=engine).tagged


def test_the_readers_take_turns_in_giving_the_same_result_twice(three_pages):
    for engine in ENGINES:
        first, second = (read_source(three_pages, "plan.pdf", engine=engine) for _ in range(2))
        assert first == second


def test_pdfs_inside_a_pdf_are_named(engine, three_pages):
    pypdf = pytest.importorskip("pypdf")
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(three_pages))
    writer.add_attachment("notes.txt", b"nothing to read")
    for number in range(6):
        writer.add_attachment(f"plan {number}.PDF", three_pages)
    stream = io.BytesIO()
    writer.write(stream)
    source = read_source(stream.getvalue(), "portfolio.pdf", engine=engine)
    (problem,) = source.problems
    assert (problem.code, problem.page, problem.file) == ("W015", None, "portfolio.pdf")
    assert "plan 0.PDF, plan 1.PDF, plan 2.PDF, plan 3.PDF, plan 4.PDF and 1 more" in problem.message
    assert len(source.pages) == 3
