"""Reading on the machines of a Dask cluster."""

from __future__ import annotations

import dataclasses
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from ..models.problem import PlansporError, UsageError
from .run import Settings

_A_CORE = 2
"""Documents in flight for each core of the cluster: one that is read, and one that waits."""
_PATIENCE = 20
"""Seconds to wait for the scheduler to answer."""


@contextmanager
def read_at(scheduler: str | None, settings: Settings) -> Iterator[Settings]:
    """The settings with the executor of the cluster whose scheduler has that address; as they are where it is None.

    Every worker needs the same versions of this program and its libraries, and must see the files under the same
    paths or addresses. Raises UsageError where there is no such scheduler, or the extra `cluster` is not installed.
    """
    if scheduler is None:
        yield settings
        return
    try:
        import distributed
    except ImportError as error:
        message = "--scheduler needs the extra 'cluster': pip install 'planspor[cluster]'."
        raise UsageError("E009", message) from error
    _see_that_it_listens(scheduler)
    connect: Any = distributed.Client
    try:
        client = connect(scheduler, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise UsageError("E009", f"The scheduler {scheduler} cannot be reached: {error}.") from error
    with client:
        cores = sum(client.ncores().values())
        if not cores:
            raise PlansporError("E014", f"The cluster at {scheduler} has no workers. Start some and run again.")
        jobs = settings.jobs or cores * _A_CORE
        yield dataclasses.replace(settings, jobs=jobs, executor=client.get_executor())


def _see_that_it_listens(scheduler: str) -> None:
    """Raises UsageError where nobody does: Dask itself would try for long, and say it at length."""
    try:
        parts = urlsplit(scheduler)
        if parts.scheme not in ("tcp", "tls") or not parts.hostname or not parts.port:
            raise UsageError("E009", f"{scheduler} is no address of a scheduler such as tcp://10.0.0.1:8786.")
        socket.create_connection((parts.hostname, parts.port), _PATIENCE).close()
    except (OSError, ValueError) as error:
        raise UsageError("E009", f"The scheduler {scheduler} cannot be reached: {error}.") from error
