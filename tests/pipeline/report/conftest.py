"""A data set of a real PDF whose texts try to be markup."""

from __future__ import annotations

import csv
from pathlib import Path
from xml.sax.saxutils import escape

import planspor
import pytest
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table, TableStyle

SCRIPT = "<script>alert(1)</script>"
IMAGE = '"><img src=x onerror=alert(2)>'


def write_pdf(path: Path) -> None:
    """A plan with an initiative, milestones and gains whose words are markup."""
    styles = getSampleStyleSheet()
    ruled = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP")])

    def table(*rows: tuple[str, ...]) -> Table:
        cells = [[Paragraph(escape(text), styles["BodyText"]) for text in row] for row in rows]
        return Table(cells, colWidths=[480 / len(rows[0])] * len(rows[0]), style=ruled)

    def text(style: str, words: str) -> Paragraph:
        return Paragraph(escape(words), styles[style])

    prose = (
        "Borgerne mødes i små grupper hver uge og lærer at klare mere af hverdagen selv. Medarbejderne følger med i "
        "begyndelsen og trækker sig, når gruppen kan stå alene. Huset stiller lokaler og kaffe til rådighed."
    )
    story: list[Flowable] = [text("Title", f"Virksomhedsplan 2024 {SCRIPT}"), text("BodyText", prose)]
    for number in (1, 2):
        story += [
            text("Heading1", f"Indsats {number}: Flere i gang {SCRIPT}"),
            text("Heading2", "Beskrivelse"),
            *[text("BodyText", prose)] * 3,
            text("Heading2", "Milepæle"),
            table(("Milepæl", "Tidspunkt", "Ansvarlig"), (f"Huset åbner {IMAGE}", "Maj 2024", f"Team {SCRIPT}")),
            text("Heading2", "Gevinster"),
            table(
                ("Gevinst", "Opfølgning"),
                (f"Andelen af borgere i job {SCRIPT} stiger fra 20 % til 40 %", f"Opgøres hvert år {IMAGE}"),
            ),
        ]
    SimpleDocTemplate(str(path), pagesize=A4, invariant=True).build(story)


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the data set."""
    archive = tmp_path_factory.mktemp("hostile")
    write_pdf(archive / "plan.pdf")
    row = {
        "file": "plan.pdf",
        "municipality_code": "999",
        "municipality_name": f"Prøveby {SCRIPT}",
        "title": f"Plan {IMAGE} {SCRIPT}",
        "unit": "Huset</small></td></tr></table>",
    }
    with (archive / "manifest.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(row))
        writer.writeheader()
        writer.writerow(row)
    planspor.run(archive, archive / "data")
    return archive / "data"
