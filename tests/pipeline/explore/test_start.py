"""Starting the explorer: what is wrong is said in one line, with the way out."""

from __future__ import annotations

import shutil
import socket
from pathlib import Path
from typing import Any

import pytest
from planspor.models.problem import UsageError
from planspor.pipeline.dataset import Dataset
from planspor.pipeline.explore.serve import explore


def test_a_folder_without_a_data_set_is_named(planspor: Any, tmp_path: Path) -> None:
    ran = planspor("explore", tmp_path, "--no-browser")
    assert ran.returncode == 2
    assert ran.stderr.startswith(f"planspor: {tmp_path} holds no data set")


def test_a_port_that_is_taken_is_named(data: Dataset) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(UsageError, match=rf"port {port} cannot be used.*--port"):
            explore(data.path, port=port, browser=False)


def test_a_folder_of_pdfs_that_is_none_is_named(data: Dataset, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--pdfs"):
        explore(data.path, pdfs=tmp_path / "nowhere", browser=False)


def test_a_table_that_is_missing_is_named(data: Dataset, tmp_path: Path) -> None:
    for file in data.path.iterdir():
        if file.is_file() and file.name != "gains.parquet":
            shutil.copy(file, tmp_path)
    with pytest.raises(UsageError, match=r"gains\.parquet cannot be read.*planspor run"):
        explore(tmp_path, browser=False)
