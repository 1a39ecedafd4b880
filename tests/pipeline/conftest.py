"""A hand-made plan with something in every table, and a maker of small PDFs."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import planspor as package
import pytest
from planspor.models.plan import (
    Actor,
    Aspect,
    Doubt,
    DoubtCell,
    DoubtRow,
    Evidence,
    Gain,
    Goal,
    Initiative,
    KeyFigure,
    MethodUse,
    Milestone,
    Municipality,
    Place,
    Plan,
    Reference,
    Section,
    TargetGroup,
    ThemeTag,
)
from planspor.models.problem import Problem

MakePdf = Callable[..., bytes]
Planspor = Callable[..., subprocess.CompletedProcess[str]]


def place(page: int, top: float) -> Place:
    return Place(page=page, bbox=(50.004, top, 300.126, top + 12))


def asked(text: str, *pages: int) -> DoubtCell:
    return DoubtCell(column=0, text=text, places=[place(page, 700) for page in pages])


@pytest.fixture
def plan() -> Plan:
    """A plan of an invented municipality with something in every table."""
    law = Reference(law="serviceloven", section="85", text="§ 85", places=[place(2, 90)], confidence=0.8)
    when = DoubtCell(column=1, text="maj", places=[place(2, 700)])
    outside = Reference(law="aktivloven", section="11", text="aktivlovens § 11", places=[place(1, 700)])
    return Plan(
        plan_id="proeveby-aftale-2024-00c0ffee",
        file="2024/aftale.pdf",
        sha256="00c0ffee" * 8,
        pages=3,
        title="Aftale for Åhuset",
        plan_type="aftale",
        unit="Åhuset",
        period_start="2024-01-01",
        period_end="2024-12-31",
        language="da",
        places=[place(1, 40)],
        municipalities=[Municipality(code="999", name="Prøveby", region="Sydlandet")],
        goals=[Goal(title="Flere er med", places=[place(1, 80)])],
        initiatives=[
            Initiative(
                number="1",
                title='"Åben dør" for alle',
                goal="Flere er med",
                municipality="999",
                places=[place(2, 40)],
                aspects=[
                    Aspect(kind="purpose", heading="Formål", text="Første afsnit\nAndet afsnit", places=[place(2, 60)])
                ],
                milestones=[
                    Milestone(
                        text="Huset åbner",
                        timing="maj",
                        edtf="2024-05",
                        start="2024-05-01",
                        end="2024-05-31",
                        places=[place(2, 700), place(3, 30)],
                        cells={
                            "edtf": Evidence(places=[place(2, 700)], inferred=True, rule="time:month", confidence=0.9)
                        },
                    )
                ],
                gains=[
                    Gain(
                        text="10 % flere gæster", direction="increase", amount=10, unit="percent", places=[place(3, 90)]
                    )
                ],
                references=[law],
                themes=["community"],
                theme_tags=[ThemeTag(theme="community", evidence="Åben dør", places=[place(2, 40)])],
                actors=[
                    Actor(name="beboer", kind="citizens", role="mentioned", text="Beboerne", places=[place(2, 60)])
                ],
                methods=[MethodUse(method="krap", name="KRAP i fuld længde", evidence="KRAP", places=[place(2, 60)])],
                target_groups=[
                    TargetGroup(
                        group="young-people",
                        label="Unge",
                        age_to=25,
                        stated=True,
                        evidence="unge",
                        places=[place(2, 60)],
                    )
                ],
            )
        ],
        key_figures=[KeyFigure(label="Ansatte", value=12.5, unit="fte", places=[place(3, 300)])],
        references=[outside, law],
        sections=[
            Section(role="heading", level=1, text="Aftale for Åhuset", places=[place(1, 40)]),
            Section(role="paragraph", text="Teksten går videre.", places=[place(1, 700), place(2, 30)]),
        ],
        doubts=[
            Doubt(
                about="row",
                pages=[2, 3],
                chosen="one",
                reason="For one row: the same sentence goes on.",
                one=[DoubtRow(cells=[asked("Vi spørger alle gæster", 2, 3), when])],
                two=[DoubtRow(cells=[asked("Vi spørger", 2), when]), DoubtRow(cells=[asked("alle gæster", 3)])],
            )
        ],
        problems=[
            Problem.of("W006", "The heading is not known.", page=2),
            Problem.of("W009", "There may be two rows.", page=3).model_copy(update={"doubt": 1}),
        ],
    )


@pytest.fixture(scope="session")
def make_pdf() -> MakePdf:
    """`make_pdf(page, page, ...)`: a PDF with a page for each list of lines."""

    def build(*pages: list[str]) -> bytes:
        kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
        objects = [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        ]
        for n, lines in enumerate(pages):
            resources = "/Resources << /Font << /F1 3 0 R >> >> /MediaBox [0 0 595 842]"
            objects.append(f"<< /Type /Page /Parent 2 0 R {resources} /Contents {5 + 2 * n} 0 R >>".encode())
            body = b"BT /F1 11 Tf 60 780 Td 16 TL\n"
            for line in lines:
                escaped = line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
                body += b"(" + escaped.encode("cp1252") + b") Tj T*\n"
            body += b"ET\n"
            objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(body), body))
        out, offsets = b"%PDF-1.4\n", []
        for n, content in enumerate(objects, 1):
            offsets.append(len(out))
            out += b"%d 0 obj\n%s\nendobj\n" % (n, content)
        table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
        trailer = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(out))
        return out + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + trailer

    return build


@pytest.fixture
def two_plans(tmp_path: Path, make_pdf: MakePdf) -> Path:
    """A folder with two small PDFs."""
    folder = tmp_path / "archive"
    (folder / "sub").mkdir(parents=True)
    (folder / "a.pdf").write_bytes(make_pdf(["Aftale 2024", "Prøveby Kommune", "Vi vil åbne huset i maj 2024."]))
    (folder / "sub" / "b.pdf").write_bytes(make_pdf(["Strategi 2025", "Andenby Kommune"], ["Side to er her."]))
    return folder


@pytest.fixture
def planspor(tmp_path: Path) -> Planspor:
    """`planspor("run", ...)`: the command line in a process of its own, in an empty folder."""

    def call(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", "from planspor.pipeline.cli import main; main()", *map(str, arguments)]
        return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=tmp_path, check=False)

    return call


@pytest.fixture(scope="session")
def samples(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data set of the sample plans."""
    folder = tmp_path_factory.mktemp("samples")
    package.run(corpus, folder)
    return folder
