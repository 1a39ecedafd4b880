"""The process that reads documents for another one, with limits. Its parent's side is `isolate.py`.

One process, the nursery, imports everything once and forks a worker when it is asked for one. All of them end when
their parent does, however that ends.
"""

from __future__ import annotations

import gc
import logging
import os
import pickle
import signal
import socket
import struct
import sys
from importlib.abc import MetaPathFinder
from pathlib import Path

SIZE = struct.Struct("!Q")
"""Before each message: its length in bytes."""
ORDER = struct.Struct("!q")
"""To the process that forks: 0 with a socket asks for a worker, else the number of the worker to end."""
ANSWER = struct.Struct("!qq")
"""From it: the worker's number and 0; or how the worker ended (as `os.waitstatus_to_exitcode`), and its peak in kB."""
OUT_OF_MEMORY = b""
"""The answer where a document needs more memory than it may have."""


def nursery(number: int) -> None:
    """Fork a worker for every request that comes in by the socket `number`; end with the one who asks."""
    # Ctrl-C reaches every process of a terminal; the parent alone decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s: %(message)s")
    _import_all()
    gc.collect()
    gc.freeze()
    orders = socket.socket(fileno=number)
    children: set[int] = set()
    try:
        while True:
            message, sockets, _, _ = socket.recv_fds(orders, ORDER.size, 1)
            if len(message) < ORDER.size:
                return
            (pid,) = ORDER.unpack(message)
            if sockets:
                pid = os.fork()
                if pid == 0:
                    orders.close()
                    _serve_and_exit(sockets[0])
                os.close(sockets[0])
                children.add(pid)
                orders.sendall(ANSWER.pack(pid, 0))
            else:
                children.discard(pid)
                orders.sendall(ANSWER.pack(*_end(pid)))
    except OSError:
        return
    finally:
        for pid in children:
            _end(pid)


def serve(channel: socket.socket) -> None:
    """Answer tasks, one after the other, until the other side closes."""
    from .reading import pack

    own = _address_space()
    while True:
        try:
            task = receive(channel)
        except EOFError:
            return
        # The task is our parent's own; the answer goes the other way in a form that executes nothing.
        megabytes, level, environment, sys.path[:], rest = pickle.loads(task)
        logging.getLogger("planspor").setLevel(level)
        if environment != dict(os.environ):
            os.environ.clear()
            os.environ.update(environment)
        read, source, engine = pickle.loads(rest)
        _limit_memory(own, megabytes)
        try:
            answer = pack(read(source, engine))
        except MemoryError:
            answer = OUT_OF_MEMORY
        send(channel, answer)


def send(channel: socket.socket, data: bytes) -> None:
    """Send one message. Raises OSError where the other side is gone."""
    channel.sendall(SIZE.pack(len(data)) + data)


def receive(channel: socket.socket) -> bytes:
    """Wait for one message. Raises EOFError where the other side is gone."""
    (length,) = SIZE.unpack(exactly(channel, SIZE.size))
    return exactly(channel, length)


def exactly(channel: socket.socket, length: int) -> bytes:
    """So many bytes. Raises EOFError where the other side is gone, TimeoutError."""
    out = bytearray(length)
    view = memoryview(out)
    while view:
        try:
            count = channel.recv_into(view)
        except ConnectionError as error:
            raise EOFError from error
        if not count:
            raise EOFError
        view = view[count:]
    return bytes(out)


def _import_all() -> None:
    import importlib

    sys.meta_path.insert(0, _NoPandas())
    for module in ("..extractors.read", ".batch", ".reading"):
        importlib.import_module(module, __package__)
    importlib.import_module(".words", __package__).use_kept_words()
    importlib.import_module("..extractors.themes.tagger", __package__).warm()


class _NoPandas(MetaPathFinder):
    """Here nobody has pandas. Arrow would load it for a quarter of a second, to ask whether a list is a data frame."""

    def find_spec(self, name: str, path: object, target: object = None) -> None:
        """Raises ModuleNotFoundError for pandas, and knows of nothing else."""
        if name == "pandas":
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)


def _serve_and_exit(number: int) -> None:
    code = 1
    try:
        serve(socket.socket(fileno=number))
        code = 0
    finally:
        # What the parent process had opened is not this one's to close.
        sys.stderr.flush()
        os._exit(code)


def _end(pid: int) -> tuple[int, int]:
    """End a worker and tell how it ended (minus the signal's number if by one) and how many kB it had at most."""
    try:
        done, status, usage = os.wait4(pid, os.WNOHANG)
        if not done:
            os.kill(pid, signal.SIGKILL)
            done, status, usage = os.wait4(pid, 0)
    except (ChildProcessError, ProcessLookupError):
        return 0, 0
    return os.waitstatus_to_exitcode(status), usage.ru_maxrss


def _address_space() -> int:
    """Bytes of addresses that this process has now; 0 where the system does not tell."""
    try:
        import resource

        return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    except (ImportError, OSError):
        return 0


def _limit_memory(own: int, megabytes: int) -> None:
    """Let this process take so much memory beyond its `own`. Without effect where the system knows no limit.

    Its own is what it had before its first document: what it keeps of those before counts as the next one's.
    """
    if not own:
        return
    try:
        import resource

        most = own + (megabytes << 20)
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (most if hard < 0 else min(most, hard), hard))
    except (ImportError, OSError):
        return
