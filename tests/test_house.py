"""The house itself: what is installed, from where, and what may import what."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of a copy of what git tracks, as a user would build it."""
    folder = tmp_path_factory.mktemp("wheel")
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    source = folder / "source"
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file() and not name.startswith("corpus/"):
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            (source / name).write_bytes((ROOT / name).read_bytes())
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*build, "--wheel-dir", str(folder), str(source)], check=True)
    (path,) = folder.glob("planspor-*.whl")
    return path


def test_the_wheel_holds_the_package_and_nothing_else(wheel: Path) -> None:
    names = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    packages = ("planspor/models/", "planspor/extractors/", "planspor/pipeline/")
    outside = {name for name in names if not name.startswith(packages)}
    assert outside == {"planspor/__init__.py", "planspor/py.typed", "planspor/CITATION.cff"}
    for folder in ("models", "extractors", "pipeline"):
        for path in (ROOT / folder).rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                assert f"planspor/{path.relative_to(ROOT).as_posix()}" in names


def test_the_installed_package_is_not_confused_by_folders_of_the_same_names(wheel: Path, tmp_path: Path) -> None:
    environment = tmp_path / "env"
    venv.create(environment, with_pip=False)
    python = environment / "bin" / "python"
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    installer = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-deps", "--no-index"]
    subprocess.run([*installer, str(wheel)], check=True, env=clean)
    # The packages that it needs come from here; its own editable install is not seen that way.
    clean["PYTHONPATH"] = sysconfig.get_path("purelib")
    for name in ("models", "extractors", "pipeline"):
        (tmp_path / "elsewhere" / name).mkdir(parents=True)
        (tmp_path / "elsewhere" / name / "__init__.py").write_text("raise ImportError('not the package')")
    code = (
        "import planspor, planspor.models.plan, planspor.extractors.read, planspor.pipeline.cli;"
        "from planspor.pipeline.dataset import Dataset; print(planspor.__file__)"
    )
    ran = subprocess.run(
        [str(python), "-c", code], cwd=tmp_path / "elsewhere", env=clean, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    assert Path(ran.stdout.strip()).is_relative_to(environment)
    command = [str(environment / "bin" / "planspor"), "--version"]
    ran = subprocess.run(command, cwd=tmp_path / "elsewhere", env=clean, capture_output=True, text=True, check=True)
    assert ran.stdout.startswith("planspor ")


@pytest.mark.parametrize("folder", ["models", "extractors", "pipeline"])
def test_modules_stay_short(folder: str) -> None:
    long = {path.name for path in (ROOT / folder).rglob("*.py") if len(path.read_text("utf-8").splitlines()) > 450}
    assert not long


def test_the_dictionary_in_outputs_is_that_of_the_code() -> None:
    from planspor.pipeline.dictionary import to_markdown

    assert (ROOT / "outputs" / "README.md").read_text(encoding="utf-8") == to_markdown(), "run `make docs`"
