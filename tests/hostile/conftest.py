"""Makes the package `hostile` importable for tests; small good PDFs and the command line for them."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))


@pytest.fixture(scope="session")
def make_pdf() -> Callable[[list[str]], bytes]:
    """`make_pdf(lines)`: a PDF of one page."""
    from hostile.pages import page

    return lambda lines: page("BT /F1 11 Tf 60 780 Td 16 TL\n" + "".join(f"({line}) Tj T*\n" for line in lines) + "ET")


@pytest.fixture
def planspor(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """`planspor("run", ...)`: the command line in a process of its own, in an empty folder."""

    def call(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", "from planspor.pipeline.cli import main; main()", *map(str, arguments)]
        return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=tmp_path, check=False)

    return call
