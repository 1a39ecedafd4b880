"""Small PDFs written by hand, object by object, so that a test says exactly what a producer does."""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from planspor.extractors.pages.read import ENGINES, read_source
from planspor.models.page import Page, Word

HELVETICA = "/Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding"
BOLD = "/Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding"


@dataclass
class Sheet:
    """A PDF of one page (more with `more`), from the text of its content stream."""

    content: str
    fonts: dict[str, str] = field(default_factory=dict)
    """Extra fonts, by name: the body of each dictionary, `{n}` for the number of an extra object."""
    extra: list[str | bytes] = field(default_factory=list)
    """Bodies of further objects, numbered from 20 on."""
    resources: str = ""
    page: str = ""
    """Further entries of the page's dictionary (/Rotate 90 ...)."""
    media: str = "0 0 600 800"
    more: list[str] = field(default_factory=list)
    catalog: str = ""

    def bytes(self) -> bytes:
        fonts = {"F1": HELVETICA, "F2": BOLD, **self.fonts}
        objects: dict[int, bytes] = {}
        contents = [self.content, *self.more]
        kids = " ".join(f"{100 + 2 * i} 0 R" for i in range(len(contents)))
        objects[1] = f"<< /Type /Catalog /Pages 2 0 R {self.catalog} >>".encode()
        objects[2] = f"<< /Type /Pages /Kids [{kids}] /Count {len(contents)} >>".encode()
        named = []
        for i, (name, body) in enumerate(fonts.items()):
            objects[3 + i] = f"<< {body} >>".encode()
            named.append(f"/{name} {3 + i} 0 R")
        for i, body in enumerate(self.extra):
            objects[20 + i] = body if isinstance(body, bytes) else body.encode("latin-1")
        resources = f"<< /Font << {' '.join(named)} >> {self.resources} >>"
        for i, content in enumerate(contents):
            number = 100 + 2 * i
            objects[number] = (
                f"<< /Type /Page /Parent 2 0 R /MediaBox [{self.media}] /Resources {resources} "
                f"/Contents {number + 1} 0 R {self.page} >>"
            ).encode()
            objects[number + 1] = stream(content)
        return _file(objects)


def stream(content: str | bytes, entries: str = "") -> bytes:
    """The body of a stream object."""
    data = content if isinstance(content, bytes) else content.encode("latin-1")
    return f"<< /Length {len(data)} {entries} >>\nstream\n".encode() + data + b"\nendstream"


def _file(objects: dict[int, bytes]) -> bytes:
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = {}
    for number, body in sorted(objects.items()):
        places[number] = len(out)
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start, count = len(out), max(objects) + 1
    out += f"xref\n0 {count}\n0000000000 65535 f \n".encode()
    for number in range(1, count):
        out += (f"{places[number]:010d} 00000 n \n" if number in places else "0000000000 65535 f \n").encode()
    return bytes(out + f"trailer\n<< /Size {count} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode())


def to_unicode(codes: dict[int, str]) -> bytes:
    """A ToUnicode map of single-byte codes, each to one character or several."""
    rows = "\n".join(f"<{code:02X}> <{text.encode('utf-16-be').hex().upper()}>" for code, text in codes.items())
    return stream(
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
        f"1 begincodespacerange <00> <FF> endcodespacerange\n{len(codes)} beginbfchar\n{rows}\nendbfchar\n"
        "endcmap CMapName currentdict /CMap defineresource pop end end"
    )


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    """Each reader in turn: what holds for one holds for the other."""
    name: str = request.param
    return name


@pytest.fixture
def read(engine: str) -> Callable[[Sheet | bytes], Page]:
    """Reads the first page of a sheet with the reader at hand."""

    def reader(sheet: Sheet | bytes) -> Page:
        data = sheet if isinstance(sheet, bytes) else sheet.bytes()
        return read_source(data, "sheet.pdf", engine=engine).pages[0]

    return reader


@pytest.fixture
def words(read: Callable[[Sheet | bytes], Page]) -> Callable[[Sheet | bytes | str], list[Word]]:
    """The words of a sheet, or of a line of operators between BT and ET."""

    def reader(sheet: Sheet | bytes | str) -> list[Word]:
        return read(Sheet(f"BT {sheet} ET") if isinstance(sheet, str) else sheet).words

    return reader


@pytest.fixture
def html() -> Callable[[str], bytes]:
    """Makes a PDF of HTML with WeasyPrint, which needs a library of the system."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            import weasyprint
    except OSError:
        if os.environ.get("PLANSPOR_REQUIRE_TOOLS") == "1":
            raise
        pytest.skip("left out for want of Pango (Debian package libpango-1.0-0)")

    def write(text: str) -> bytes:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            data: bytes = weasyprint.HTML(string=text).write_pdf()
        return data

    return write


@pytest.fixture
def sheet() -> type[Sheet]:
    """The class itself: test modules here share no imports."""
    return Sheet


@pytest.fixture
def make_stream() -> Callable[..., bytes]:
    return stream


@pytest.fixture
def make_map() -> Callable[[dict[int, str]], bytes]:
    return to_unicode
