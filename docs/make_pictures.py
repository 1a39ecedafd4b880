"""Make the pictures of the documentation: `python docs/make_pictures.py`.

From the sample plans alone, into `docs/pictures/`. The picture of the report is taken by Chromium without a window.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
from pathlib import Path

import planspor
from planspor.pipeline.report.facts import gather
from planspor.pipeline.report.language import Language
from planspor.pipeline.report.render import chart_as_svg, charts_of, write_report

HERE = Path(__file__).resolve().parent
CORPUS = HERE.parent / "corpus"
PLAN = CORPUS / "egelunde-klimahandlingsplan-2025-2030.pdf"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def make(folder: Path) -> None:
    """Write all pictures into `folder`."""
    picture = planspor.draw(PLAN, 1, scale=1.4).convert("RGB").quantize(64)
    stream = io.BytesIO()
    picture.save(stream, "PNG", optimize=True)
    (folder / "page.png").write_bytes(stream.getvalue())
    with tempfile.TemporaryDirectory() as name:
        data = planspor.run(CORPUS, Path(name) / "data")
        language = Language("en")
        charts = charts_of(gather(data), language)
        (folder / "themes.svg").write_text(chart_as_svg(charts["themes"]), encoding="utf-8")
        report = write_report(data.path, Path(name) / "report.html", language="en")
        photograph(report, folder / "report.png")


def photograph(page: Path, out: Path) -> None:
    """A picture of the top of an HTML page. Raises SystemExit where there is no Chromium."""
    browser = next((found for found in map(shutil.which, BROWSERS) if found), None)
    if browser is None:
        raise SystemExit(f"{out} needs Chromium (Debian package chromium), one of {', '.join(BROWSERS)}.")
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--window-size=1100,1460"]
    command = [browser, *options, f"--screenshot={out}", page.as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    from PIL import Image

    Image.open(out).convert("RGB").quantize(48).save(out, optimize=True)


if __name__ == "__main__":
    make(HERE / "pictures")
