"""Starts the explorer on this computer."""

from __future__ import annotations

import importlib.util
import logging
import signal
import socket
import webbrowser
from collections.abc import Callable
from pathlib import Path

from ...models.problem import UsageError

HOST = "127.0.0.1"
"""The explorer answers this computer alone."""


def explore(
    folder: Path,
    *,
    pdfs: Path | None = None,
    port: int = 8765,
    browser: bool = True,
    say: Callable[[str], None] = print,
) -> None:
    """Serve the data set in `folder` until it is stopped with Ctrl+C.

    `pdfs`: the folder that was given to `planspor run`; looked for where it is None. `port`: 0 takes any that is free.
    Raises UsageError where there is no data set, where the folder of PDFs is none, where the port is taken, or where
    the extra `explore` is not installed.
    """
    for needed in ("duckdb", "flask"):
        if importlib.util.find_spec(needed) is None:
            raise UsageError("E009", f"The explorer needs {needed}. Install it with: pip install 'planspor[explore]'")
    from werkzeug.serving import make_server

    from .app import create_app
    from .database import Database
    from .pdfs import Pdfs, guess_folder

    if pdfs is not None and not pdfs.is_dir():
        raise UsageError("E009", f"{pdfs} is no folder. Name the one that was given to planspor run with --pdfs.")
    database = Database(folder)
    try:
        files = [row["file"] for row in database.rows("SELECT file FROM plans ORDER BY file")]
        where = pdfs or guess_folder(folder, files)
        app = create_app(database, Pdfs(where))
        logging.getLogger("werkzeug").setLevel(logging.WARNING)
        try:
            listener = socket.create_server((HOST, port))
        except OSError as error:
            raise UsageError(
                "E009",
                f"The port {port} cannot be used: {error.strerror}. Name another with --port, or 0 for any that is "
                "free.",
            ) from error
        server = make_server(HOST, port, app, threaded=True, fd=listener.fileno())
        address = f"http://{HOST}:{listener.getsockname()[1]}/"
        found = sum((where / file).is_file() for file in files) if where else 0
        if found:
            say(f"PDFs: {found} of {len(files)} are in {where}")
        if found < len(files):
            say("Pages whose PDF is not there are shown as text. Name the folder given to planspor run with --pdfs.")
        say(f"Explore at {address} (stop with Ctrl+C)")
        database.prepare_search_soon()
        if browser:
            webbrowser.open(address)
        # Being told to stop is stopping, so that the temporary file goes too.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            say("")
        finally:
            server.server_close()
            listener.close()
    finally:
        database.close()
