"""What all tests share: system tools that may be missing, and where sample PDFs are."""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent
REQUIRE = "PLANSPOR_REQUIRE_TOOLS"
_LEFT_OUT = "left out for want of "

# Without a person at hand the examples are always the same; `make test` draws new ones.
# How long an example takes to make says how busy the machine is, not whether the code is right.
settings.register_profile("calm", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("fixed", settings.get_profile("calm"), derandomize=True)
settings.load_profile("calm")
if os.environ.get("CI"):
    settings.load_profile("fixed")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "needs_tool(command, package): needs a command of the Debian package")


def pytest_runtest_setup(item: pytest.Item) -> None:
    for marker in item.iter_markers("needs_tool"):
        command, package = marker.args
        if shutil.which(command):
            continue
        if os.environ.get(REQUIRE) == "1":
            pytest.fail(f"the command {command} is missing (Debian package {package}), and {REQUIRE}=1", pytrace=False)
        pytest.skip(f"{_LEFT_OUT}{command} (Debian package {package})")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    left_out: dict[str, list[str]] = {}
    for report in terminalreporter.stats.get("skipped", []):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        _, found, tool = reason.partition(_LEFT_OUT)
        if found:
            left_out.setdefault(tool, []).append(report.nodeid)
    if not left_out:
        terminalreporter.line("Nothing was left out for want of a system tool.")
        return
    terminalreporter.section("left out for want of a system tool")
    for tool, tests in sorted(left_out.items()):
        terminalreporter.line(f"{tool}: {len(tests)} tests")
        for test in sorted(tests):
            terminalreporter.line(f"    {test}")


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What tests read is kept apart from what the user has read."""
    os.environ["PLANSPOR_CACHE"] = str(tmp_path_factory.mktemp("cache"))


def _load_script(path: str) -> ModuleType:
    place = ROOT / path
    spec = importlib.util.spec_from_file_location(place.stem, place)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[place.stem] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def load_script() -> Callable[[str], ModuleType]:
    """A script that is no part of the package as a module, by its path in the project."""
    return _load_script


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of the sample plans."""
    return ROOT / "corpus"
