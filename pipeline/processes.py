"""The processes that read documents, seen from their parent: how they start, are asked and end."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import threading

from . import worker

_GROWTH = 256
"""MB that a worker may have grown by before a new one takes its place: what one document took is not kept for all."""
_PATIENCE = 10.0
"""Seconds that the workers' parent may take to end them."""
ENVIRONMENT = {
    # One document, one core: the other cores are for other documents.
    "OMP_NUM_THREADS": "1",
    "OMP_THREAD_LIMIT": "1",
    "OPENBLAS_NUM_THREADS": "1",
    # Arrow's own allocators reserve address space in advance, which the limit of memory would count.
    "ARROW_DEFAULT_MEMORY_POOL": "system",
    # pydantic looks through all installed packages for plugins, which we have no use for.
    "PYDANTIC_DISABLE_PLUGINS": "__all__",
}
"""Environment of every worker."""


class Nursery:
    """The process that starts the workers; they all end with it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._orders, theirs = socket.socketpair()
        with theirs:
            self._process = _spawn(theirs)

    def fork(self) -> Worker:
        """A new worker. Raises EOFError or OSError where the process is gone."""
        channel, theirs = socket.socketpair()
        try:
            with theirs, self._lock:
                socket.send_fds(self._orders, [worker.ORDER.pack(0)], [theirs.fileno()])
                pid, _ = self._answer()
        except BaseException:
            channel.close()
            raise
        return Worker(self, channel, pid)

    def end(self, pid: int) -> tuple[int, int]:
        """End a worker; its exit code (minus a signal's number) and its peak of memory in kB, (0, 0) if unknown."""
        try:
            with self._lock:
                self._orders.sendall(worker.ORDER.pack(pid))
                return self._answer()
        except (EOFError, OSError):
            return 0, 0

    def close(self) -> None:
        """End it with all its workers, without waiting for those that ask it something."""
        with contextlib.suppress(OSError):
            self._orders.shutdown(socket.SHUT_RDWR)
        try:
            self._process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        with self._lock:
            self._orders.close()

    def _answer(self) -> tuple[int, int]:
        data = worker.exactly(self._orders, worker.ANSWER.size)
        first, second = worker.ANSWER.unpack(data)
        return first, second


class Worker:
    """One process that reads a document at a time."""

    def __init__(self, nursery: Nursery, channel: socket.socket, pid: int) -> None:
        self.nursery = nursery
        self._channel = channel
        self._pid = pid
        self._size = _resident(pid)
        self.asked = 0
        """How many tasks it was given."""

    def ask(self, task: bytes, seconds: float) -> bytes:
        """The answer to a task. Raises TimeoutError, EOFError where the process dies."""
        self.asked += 1
        self._channel.settimeout(seconds)
        try:
            worker.send(self._channel, task)
            return worker.receive(self._channel)
        except ConnectionError as error:
            raise EOFError from error

    def has_grown(self) -> bool:
        """Whether it keeps so much memory that a new process is better."""
        return _resident(self._pid) - self._size > _GROWTH << 20

    def close(self) -> None:
        """Let it end when it has nothing to do."""
        self._channel.close()

    def end(self) -> tuple[int, int]:
        """As `Nursery.end`."""
        self._channel.close()
        return self.nursery.end(self._pid)


def _spawn(channel: socket.socket) -> subprocess.Popen[bytes]:
    code = (
        "import sys; sys.path[:] = sys.argv[2:]; from planspor.pipeline.worker import nursery;"
        " nursery(int(sys.argv[1]))"
    )
    return subprocess.Popen(
        [sys.executable, "-P", "-c", code, str(channel.fileno()), *sys.path],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        pass_fds=[channel.fileno()],
        env={**os.environ, **ENVIRONMENT},
        # Ctrl-C in a terminal is for this process alone.
        start_new_session=True,
    )


def _resident(pid: int) -> int:
    """Bytes of memory that a process has now; 0 where the system does not tell."""
    try:
        with open(f"/proc/{pid}/statm", encoding="ascii") as stream:
            return int(stream.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return 0
