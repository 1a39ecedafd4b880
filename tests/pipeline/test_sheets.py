"""CSV files as people's programs write them."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from planspor.pipeline.sheets import read_sheet

PLAIN = "file,title\nb.pdf,Årsplan\n"


@pytest.mark.parametrize(
    "data",
    [
        PLAIN.encode(),
        PLAIN.encode("utf-8-sig"),
        PLAIN.replace(",", ";").encode(),
        PLAIN.replace(",", "\t").encode("utf-16"),
        PLAIN.replace("\n", "\r").encode(),
        PLAIN.replace("\n", "\r\n").rstrip().encode(),
        ("sep=;\r\n" + PLAIN.replace(",", ";")).encode(),
        ('"sep=|"\n' + PLAIN.replace(",", "|")).encode(),
        b" File ;TITLE;;\nb.pdf ; \xc3\x85rsplan;;\n;;;\n",
    ],
)
def test_the_dialects_of_a_table_say_the_same(data: bytes) -> None:
    sheet = read_sheet(data)
    assert [name for name in sheet.columns if name] == ["file", "title"]
    assert [row.values for row in sheet.rows] == [{"file": "b.pdf", "title": "Årsplan"}]
    assert sheet.fault is None


def test_a_row_is_found_again_by_its_line() -> None:
    sheet = read_sheet(b'sep=,\nfile,title\n"a.pdf","over\ntwo lines"\nb.pdf,x\n')
    assert [row.line for row in sheet.rows] == [4, 5]


def test_a_quotation_mark_that_is_never_closed_swallows_no_row_unsaid() -> None:
    sheet = read_sheet(b'file,title\na.pdf,x\nb.pdf,"open\nc.pdf,y\nd.pdf,z\n')
    assert [row.values["file"] for row in sheet.rows] == ["a.pdf"]
    assert sheet.fault == "a quotation mark in the row that begins on line 3 is never closed"


def test_a_row_that_cannot_be_read_is_found_again_below_a_line_that_names_the_separator() -> None:
    sheet = read_sheet(b'sep=,\nfile,title\na.pdf,x\nb.pdf,"open\nc.pdf,y\n')
    assert sheet.fault == "a quotation mark in the row that begins on line 4 is never closed"


@pytest.mark.parametrize("data", ["file,title\nå.pdf,x\n".encode("cp1252"), b"f\0i\0l\0e\0\n\0", b"%PDF-1.7\n\0\xe2"])
def test_what_is_no_text_is_said(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"Save it again as CSV in UTF-8"):
        read_sheet(data)


cells = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\ufeff"), max_size=8)


@given(st.lists(st.tuples(cells, cells), max_size=5), st.sampled_from(",;\t"))
def test_what_a_program_writes_is_read(rows: list[tuple[str, str]], delimiter: str) -> None:
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter).writerows([("file", "title"), *rows])
    sheet = read_sheet(stream.getvalue().encode())
    wanted = [(a.strip(), b.strip()) for a, b in rows if a.strip() or b.strip()]
    assert [(row.values.get("file", ""), row.values.get("title", "")) for row in sheet.rows] == wanted
    assert sheet.fault is None
