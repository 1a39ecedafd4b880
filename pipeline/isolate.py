"""Documents are read in processes of their own, within limits of time and memory, so that none can harm the others.

`Isolation.read` may be called by several threads at the same time; each call has a worker to itself. The workers'
side is `worker.py`.
"""

from __future__ import annotations

import atexit
import contextlib
import logging
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..models.problem import PlansporError, Problem
from . import worker
from .processes import ENVIRONMENT, Nursery, Worker

if TYPE_CHECKING:
    from .archive import SourceFile
    from .reading import Reading

log = logging.getLogger(__name__)

Read = Callable[["SourceFile", str], "Reading"]


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may take."""

    seconds: float = 900.0
    megabytes: int = 768
    """Beyond what the program itself takes: with it less than a gigabyte. Scans of A3, the largest pages of honest
    plans, need two thirds of it."""


class Closed(Exception):
    """The workers were ended while a document was read, because nobody waits for it any more."""


class Isolation:
    """Workers that read documents. They start when they are first needed and stay for the next ones."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._nursery: Nursery | None = None
        self._free: list[Worker] = []
        self._closings = 0

    def start(self) -> None:
        """Begin to import what the workers need, without waiting for it."""
        with self._lock:
            self._current_nursery()

    def read(self, source: SourceFile, engine: str, limits: Limits, read: Read) -> bytes:
        """A reading as `reading.pack` gives it. Where the limits are passed or the worker dies, it has the problem.

        Raises Closed where `close` is called meanwhile, PlansporError where no worker can be started.
        """
        # The modules and tools that this process would find now are found there too.
        environment = {**os.environ, **ENVIRONMENT}
        level = logging.getLogger("planspor").getEffectiveLevel()
        task = pickle.dumps((limits.megabytes, level, environment, sys.path, pickle.dumps((read, source, engine))))
        closings = self._closings
        died = 0
        new = False
        while True:
            one = self._take(new)
            try:
                answer = one.ask(task, limits.seconds)
            except TimeoutError:
                one.end()
                return _failed(source, "E011", f"took longer than {limits.seconds:g} s. Allow more with --timeout.")
            except EOFError:
                code, kilobytes = one.end()
                if closings != self._closings:
                    raise Closed from None
                if _took_all(kilobytes, limits) and one.asked > 1:
                    new = True
                    continue
                died += 1
                log.debug("The process that read %s ended (%d)", source.file, code)
                # Somebody else may have ended it: only a document that brings down two workers does it itself.
                if died == 2 or _took_all(kilobytes, limits):
                    return _died(source, code, kilobytes, limits)
                continue
            if answer == worker.OUT_OF_MEMORY:
                one.end()
                if one.asked > 1:
                    # What it had kept of others may have been too much: a document's fate is its own.
                    new = True
                    continue
                return _too_big(source, limits)
            self._give_back(one)
            return answer

    def close(self) -> None:
        """End all workers, also those at work. The next document starts new ones."""
        with self._lock:
            self._closings += 1
            self._drop()

    def _take(self, new: bool) -> Worker:
        for last in (False, True):
            with self._lock:
                nursery = self._current_nursery()
                if self._free and not new:
                    return self._free.pop()
            try:
                return nursery.fork()
            except (EOFError, OSError) as error:
                with self._lock:
                    if self._nursery is nursery:
                        self._drop()
                if last:
                    message = "The processes that read documents cannot be started; what they say stands above."
                    raise PlansporError("E010", message) from error
        raise AssertionError("the second try returns or raises")

    def _current_nursery(self) -> Nursery:
        if self._nursery is None:
            self._nursery = Nursery()
        return self._nursery

    def _give_back(self, one: Worker) -> None:
        with self._lock:
            if one.nursery is self._nursery and not one.has_grown():
                self._free.append(one)
                return
        one.end()

    def _drop(self) -> None:
        if self._nursery is not None:
            self._nursery.close()
        self._nursery = None
        for one in self._free:
            one.close()
        self._free.clear()


_shared: tuple[int, Isolation] | None = None


def shared() -> Isolation:
    """The workers of this process."""
    global _shared
    # A process that was forked from one with workers must not speak with those.
    if _shared is None or _shared[0] != os.getpid():
        _shared = (os.getpid(), Isolation())
        atexit.register(_shared[1].close)
    return _shared[1]


def _died(source: SourceFile, code: int, kilobytes: int, limits: Limits) -> bytes:
    if _took_all(kilobytes, limits):
        return _too_big(source, limits)
    how = f"exit code {code}"
    if code < 0:
        with contextlib.suppress(ValueError):
            how = signal.Signals(-code).name
    return _failed(source, "E013", f"ended the process that read it, twice ({how}). Please report it with the file.")


def _took_all(kilobytes: int, limits: Limits) -> bool:
    """Whether a process that had so much at most ended for want of memory, as libraries in native code do."""
    return kilobytes >> 10 >= limits.megabytes


def _too_big(source: SourceFile, limits: Limits) -> bytes:
    return _failed(source, "E012", f"needs more than {limits.megabytes} MB of memory. Allow more with --memory.")


def _failed(source: SourceFile, code: str, what: str) -> bytes:
    from .reading import Reading, pack

    return pack(Reading(source.file, problems=[Problem.of(code, f"{source.file} {what}", file=source.file)]))
