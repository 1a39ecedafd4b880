"""The reading of a file, from what an earlier run kept or by a worker here or on another machine."""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Callable, Collection
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from dataclasses import replace

from ..models.problem import PlansporError, Problem, UsageError
from . import isolate
from .archive import SourceFile
from .batch import cannot_open, read_file
from .cache import Cache, traits_of
from .fingerprint import fingerprint
from .isolate import Limits
from .journal import Journal
from .reading import Reading, head_of, pack
from .remote import HeldFile, RemoteFile

ReadPacked = Callable[[SourceFile, str, Limits], bytes]
"""Reads a file and gives the packed reading; for several threads at the same time."""

_NEVER_KEPT = {"E009", "E013"}
"""Codes of problems that another try may not have."""
_BY_LIMITS = {"E010", "E011", "E012"}
"""Codes of problems that other limits may not bring."""


_HANDED_ON = 8 << 20
"""Bytes. A larger file behind an address is fetched once more by the one who reads it, rather than sent to them."""


def digest(source: SourceFile) -> tuple[str, SourceFile]:
    """The SHA-256 of a file, and the file for the one who reads it: its bytes are fetched once. Raises OSError."""
    data = source.path.read_bytes()
    if isinstance(source.path, RemoteFile) and len(data) <= _HANDED_ON:
        source = replace(source, path=HeldFile(source.path.address, data))
    return hashlib.sha256(data).hexdigest(), source


class Fetcher:
    """Fetches packed readings; `fetcher(source)` may be called by several threads."""

    def __init__(
        self,
        engine: str,
        limits: Limits,
        journal: Journal,
        *,
        cache: Cache | None = None,
        again: Collection[str] = (),
        read: ReadPacked | None = None,
    ) -> None:
        """`again` names the files that are read whatever the cache holds. `read` is by workers of this process."""
        self.engine = engine
        self.limits = limits
        self._journal = journal
        self._cache = cache
        self._again = frozenset(again)
        self._read = read or read_here

    def __call__(self, source: SourceFile) -> bytes:
        """The packed reading of a file."""
        start = time.perf_counter()
        packed, kept = self._fetch(source)
        self._journal.document(head_of(packed), time.perf_counter() - start, kept)
        return packed

    def why(self, source: SourceFile, earlier: str | None) -> str | None:
        """Why a run would read a file; None where it would not. `earlier` is the digest it had for the data set."""
        try:
            sha256, _ = digest(source)
        except OSError as error:
            return f"it cannot be opened ({error.strerror})"
        if self._cache is None:
            return "nothing is kept (--no-cache)"
        if source.file in self._again:
            return "it has problems in the data set"
        if self._kept(self._cache, source, sha256) is not None:
            return None
        if earlier is not None and earlier != sha256:
            return "its content has changed"
        return self._cache.reason(sha256, traits_of(source, self.engine)) or "it is new"

    def _fetch(self, source: SourceFile) -> tuple[bytes, bool]:
        if self._cache is None:
            return self._read(source, self.engine, self.limits), False
        try:
            sha256, source = digest(source)
        except OSError as error:
            return pack(cannot_open(source, error)), False
        if source.file not in self._again:
            packed = self._kept(self._cache, source, sha256)
            if packed is not None:
                return packed, True
        packed = self._read(source, self.engine, self.limits)
        self._keep(self._cache, source, sha256, packed)
        return packed, False

    def _kept(self, cache: Cache, source: SourceFile, sha256: str) -> bytes | None:
        traits = traits_of(source, self.engine)
        return cache.get(sha256, traits) or cache.get(sha256, {**traits, "limits": str(self.limits)})

    def _keep(self, cache: Cache, source: SourceFile, sha256: str, packed: bytes) -> None:
        head = head_of(packed)
        codes = {problem["code"] for problem in head["problems"]}
        # A file that changed while it was read is kept under neither content; the next run reads it.
        if codes & _NEVER_KEPT or head["sha256"] not in (None, sha256):
            return
        traits = traits_of(source, self.engine)
        cache.put(sha256, {**traits, "limits": str(self.limits)} if codes & _BY_LIMITS else traits, packed)


def read_here(source: SourceFile, engine: str, limits: Limits) -> bytes:
    """Read a file by a worker of this process."""
    return isolate.shared().read(source, engine, limits, read_file)


def read_there(source: SourceFile, engine: str, limits: Limits, expected: dict[str, str]) -> bytes:
    """The same on another machine, which must read as this one does. Raises UsageError where it would not."""
    if fingerprint() != expected:
        different = ", ".join(sorted(name for name in expected if fingerprint().get(name) != expected[name]))
        message = f"A worker of the cluster would read differently ({different}). Install the same versions there."
        raise UsageError("E009", message)
    return read_here(source, engine, limits)


class ByExecutor:
    """Reads files by any executor of the kind of `concurrent.futures`, such as that of a Dask cluster."""

    def __init__(self, executor: Executor) -> None:
        self._executor = executor
        self._expected = dict(fingerprint())
        self._lock = threading.Lock()
        self._flying: set[Future[bytes]] = set()

    def __call__(self, source: SourceFile, engine: str, limits: Limits) -> bytes:
        """The packed reading of a file. Raises PlansporError where the executor has nobody to read any more."""
        for last in (False, True):
            try:
                return self._try(source, engine, limits)
            except PlansporError:
                raise
            except (BrokenExecutor, CancelledError, RuntimeError) as error:
                message = f"Those who were to read are gone ({type(error).__name__}: {error})."
                raise PlansporError("E014", message) from error
            # What else a cluster may raise is its own affair; twice for the same file, it is the file's.
            except Exception as error:  # noqa: BLE001
                if last:
                    return pack(_given_up(source, error))
        raise AssertionError("the second try returns or raises")

    def close(self) -> None:
        """Give up what is asked for and not yet answered."""
        with self._lock:
            flying = list(self._flying)
        for future in flying:
            future.cancel()

    def _try(self, source: SourceFile, engine: str, limits: Limits) -> bytes:
        future = self._executor.submit(read_there, source, engine, limits, self._expected)
        with self._lock:
            self._flying.add(future)
        try:
            return future.result()
        finally:
            with self._lock:
                self._flying.discard(future)


def _given_up(source: SourceFile, error: Exception) -> Reading:
    message = f"{source.file} was given up by those who were to read it, twice ({type(error).__name__}: {error})."
    return Reading(source.file, problems=[Problem.of("E013", message, file=source.file)])
