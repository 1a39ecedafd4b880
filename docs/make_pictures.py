"""Make the pictures of the documentation: `python docs/make_pictures.py`.

From the sample plans alone, into `docs/pictures/`. The pictures of the report and of the explorer are taken by Chromium
without a window.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
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
    picture = planspor.draw(PLAN, 1, scale=1.4).convert("RGB").quantize(255, dither=0)
    stream = io.BytesIO()
    picture.save(stream, "PNG", optimize=True)
    (folder / "page.png").write_bytes(stream.getvalue())
    with tempfile.TemporaryDirectory() as name:
        data = planspor.run(CORPUS, Path(name) / "data")
        language = Language("en")
        charts = charts_of(gather(data), language)
        (folder / "themes.svg").write_text(chart_as_svg(charts["themes"]), encoding="utf-8")
        report = write_report(data.path, Path(name) / "report.html", language="en")
        photograph(report.as_uri(), folder / "report.png", "1100,1460")
        with explorer(data.path) as address:
            photograph(f"{address}?lang=en", folder / "explorer.png", "1500,900")


@contextmanager
def explorer(data: Path) -> Iterator[str]:
    """The address of an explorer that shows a data set."""
    code = "from planspor.pipeline.cli import main; main()"
    command = [sys.executable, "-c", code, "explore", str(data), "--pdfs", str(CORPUS), "--port", "0", "--no-browser"]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as running:
        try:
            assert running.stdout is not None
            said = (re.search(r"http://\S+", line) for line in running.stdout)
            address = next((found[0] for found in said if found), None)
            if address is None:
                raise SystemExit("The explorer does not start: planspor explore DATA says why.")
            yield address
        finally:
            running.terminate()


def photograph(address: str, out: Path, size: str) -> None:
    """A picture of the top of a page of `size` in pixels. Raises SystemExit where there is no Chromium."""
    browser = next((found for found in map(shutil.which, BROWSERS) if found), None)
    if browser is None:
        raise SystemExit(f"{out} needs Chromium (Debian package chromium), one of {', '.join(BROWSERS)}.")
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--window-size={size}"]
    command = [browser, *options, f"--screenshot={out}", address]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    from PIL import Image

    Image.open(out).convert("RGB").quantize(48).save(out, optimize=True)


if __name__ == "__main__":
    make(HERE / "pictures")
