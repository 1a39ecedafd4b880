"""The sample plans and a plan whose words try to be markup and formulas, read and ready to be explored."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

import planspor
import pytest
from flask.testing import FlaskClient
from planspor.pipeline.dataset import Dataset
from planspor.pipeline.explore.app import create_app
from planspor.pipeline.explore.database import Database
from planspor.pipeline.explore.pdfs import Pdfs
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table, TableStyle

SCRIPT = "<script>alert(1)</script>"
FORMULA = "=cmd|' /C calc'!A0"


def write_hostile(path: Path) -> None:
    """A plan of which a title is a script and a cell a formula."""
    styles = getSampleStyleSheet()
    ruled = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP")])

    def text(style: str, words: str) -> Paragraph:
        return Paragraph(escape(words), styles[style])

    prose = (
        "Naboerne samles om fælles haver og låner hinanden redskaber. Kommunen stiller jord og vand til rådighed og "
        "spørger hvert efterår, hvad der gik godt, og hvad der skal laves om inden næste sæson."
    )
    story: list[Flowable] = [text("Title", f"Handleplan 2024 {SCRIPT}"), text("BodyText", prose)]
    for number in (1, 2):
        rows = (
            ("Milepæl", "Tidspunkt", "Ansvarlig"),
            (f"{FORMULA} {number}", "Maj 2024", f"Havegruppen {SCRIPT}"),
            ("Vandet lægges ind i haverne", "2. kvartal 2024", "Havegruppen"),
        )
        cells = [[text("BodyText", words) for words in row] for row in rows]
        story += [
            text("Heading1", f"Indsats {number}: Fælles haver {SCRIPT}"),
            text("Heading2", "Beskrivelse"),
            *[text("BodyText", prose)] * 3,
            text("Heading2", "Milepæle"),
            Table(cells, colWidths=[200, 120, 160], style=ruled),
        ]
    SimpleDocTemplate(str(path), pagesize=A4, invariant=True).build(story)


@pytest.fixture(scope="session")
def archive(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the PDFs."""
    folder = tmp_path_factory.mktemp("archive")
    for pdf in corpus.glob("*.pdf"):
        shutil.copy(pdf, folder)
    write_hostile(folder / "hostile.pdf")
    row = {
        "file": "hostile.pdf",
        "municipality_code": "999",
        "municipality_name": f"Prøveby {SCRIPT}",
        "plan_type": "handleplan",
        "title": f"Plan {SCRIPT}",
    }
    with (corpus / "manifest.csv").open(encoding="utf-8-sig", newline="") as file:
        known = csv.DictReader(file)
        rows, columns = list(known), list(known.fieldnames or ())
    with (folder / "manifest.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows([*rows, row])
    return folder


@pytest.fixture(scope="session")
def data(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """The data set of the PDFs."""
    out = tmp_path_factory.mktemp("data")
    return planspor.run(archive, out)


@pytest.fixture(scope="session")
def database(data: Dataset) -> Iterator[Database]:
    """The data set as the explorer asks it."""
    found = Database(data.path)
    yield found
    found.close()


@pytest.fixture(scope="session")
def client(database: Database, archive: Path) -> FlaskClient:
    """The explorer's pages, without a server."""
    return create_app(database, Pdfs(archive)).test_client()
