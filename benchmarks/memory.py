"""The most memory that a program has at once, with all processes that it starts."""

from __future__ import annotations

import os
import subprocess
from contextlib import suppress

import psutil

_EVERY = 0.03
"""Seconds between two looks."""


def peak_megabytes(command: list[str]) -> float:
    """Run a program and watch it. What several processes share counts once, where the system tells (Linux).

    Raises CalledProcessError where it fails.
    """
    most = 0
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        watched = psutil.Process(process.pid)
        while process.poll() is None:
            most = max(most, _together(watched))
            with suppress(subprocess.TimeoutExpired):
                process.wait(_EVERY)
        assert process.stderr is not None
        said = process.stderr.read()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, stderr=said)
    return most / 2**20


def _together(process: psutil.Process) -> int:
    total = 0
    with suppress(psutil.NoSuchProcess, psutil.AccessDenied):
        for each in (process, *process.children(recursive=True)):
            with suppress(psutil.NoSuchProcess, psutil.AccessDenied, ProcessLookupError):
                memory = each.memory_full_info()
                total += getattr(memory, "pss", memory.rss) if os.name == "posix" else memory.rss
    return total
