"""What all tests share: system tools that may be missing, and where sample PDFs are."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
REQUIRE = "PLANSPOR_REQUIRE_TOOLS"
_LEFT_OUT = pytest.StashKey[dict[str, list[str]]]()


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "needs_tool(command, package): needs a command of the Debian package")
    config.stash[_LEFT_OUT] = {}


def pytest_runtest_setup(item: pytest.Item) -> None:
    for marker in item.iter_markers("needs_tool"):
        command, package = marker.args
        if shutil.which(command):
            continue
        if os.environ.get(REQUIRE) == "1":
            pytest.fail(f"the command {command} is missing (Debian package {package}), and {REQUIRE}=1", pytrace=False)
        item.config.stash[_LEFT_OUT].setdefault(f"{command} (Debian package {package})", []).append(item.nodeid)
        pytest.skip(f"no command {command}")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    left_out = config.stash[_LEFT_OUT]
    if left_out:
        terminalreporter.section("left out for want of a system tool")
        for tool, tests in sorted(left_out.items()):
            terminalreporter.line(f"{tool}: {len(tests)} tests")
            for test in tests:
                terminalreporter.line(f"    {test}")
    else:
        terminalreporter.line("Nothing was left out for want of a system tool.")


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of the sample plans."""
    return ROOT / "corpus"
