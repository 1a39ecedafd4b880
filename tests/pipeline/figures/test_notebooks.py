"""The notebooks: kept without outputs, and run from top to bottom on the sample plans."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import planspor
import pytest
from planspor.pipeline.dataset import Dataset

ROOT = Path(__file__).resolve().parents[3]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
PICTURES = {"01": 2, "02": 3, "03": 3, "04": 5, "05": 3, "06": 0}


def read(path: Path) -> Any:
    return nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]


RUN = """
import sys, nbformat, nbclient
from jupyter_client.manager import AsyncKernelManager
manager = AsyncKernelManager(kernel_name="python3", transport="ipc", ip="kernel")
manager.kernel_spec.argv[0] = sys.executable
notebook = nbformat.read(sys.argv[1], as_version=4)
nbclient.NotebookClient(notebook, km=manager, timeout=120).execute(cwd=".")
nbformat.write(notebook, "run.ipynb")
"""


def run(path: Path, folder: Path, data: Path, pdfs: Path) -> Any:
    """The notebook after a run in a process and a kernel of this Python, which talk through files, not the network."""
    environment = {
        **os.environ,
        "PLANSPOR_DATA": str(data),
        "PLANSPOR_PDFS": str(pdfs),
        "PLANSPOR_CHECK": str(folder / "check" / "sample.csv"),
        "IPYTHONDIR": str(folder / "ipython"),
        "PYTHONPATH": str(Path(planspor.__file__).parent.parent),
    }
    command = [sys.executable, "-c", RUN, str(path)]
    ran = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return read(folder / "run.ipynb")


def test_there_are_six() -> None:
    assert [path.stem[:2] for path in NOTEBOOKS] == sorted(PICTURES)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_kept_without_outputs(path: Path) -> None:
    notebook = read(path)
    nbformat.validate(notebook)
    for cell in notebook.cells:
        assert not cell.get("outputs")
        assert cell.get("execution_count") is None
        assert re.fullmatch(rf"{path.stem[:2]}-\d\d", cell["id"]), (
            "ids say where a cell stands, so that changes are small"
        )


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs(path: Path, tmp_path: Path, data: Dataset, corpus: Path) -> None:
    notebook = run(path, tmp_path, data.path, corpus)
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    pictures = [output for output in outputs if "image/png" in output.get("data", {})]
    assert len(pictures) == PICTURES[path.stem[:2]]
    assert not [output for output in outputs if output.get("name") == "stderr"]
    if path.stem.startswith("06"):
        shown = next(output["data"]["text/html"] for output in outputs if "<img" in str(output.get("data")))
        assert shown.count("data:image/png;base64,") == 20
        assert (tmp_path / "check" / "sample.csv").is_file()
