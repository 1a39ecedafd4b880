"""Fills the README, or other pages, with what commands print today: `make readme`, `make docs`.

    python .ci/readme.py [FILE.md ...] [WORD]

A part of a page between `<!-- $ SHOWN : COMMAND -->` and `<!-- end -->` is replaced with the output of COMMAND (run
by the shell in the project's folder), under the line `$ SHOWN`. Where SHOWN is `markdown`, the output stands as it is.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PART = re.compile(r"<!-- \$ (?P<shown>[^\n]+?) : (?P<command>[^\n]+?) -->\n.*?<!-- end -->", re.DOTALL)


def output(part: re.Match[str]) -> str:
    """The part anew. Raises CalledProcessError where the command fails."""
    shown, command = part["shown"], part["command"]
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    environment = {**os.environ, "PATH": path, "COLUMNS": "110", "NO_COLOR": "1"}
    ran = subprocess.run(command, shell=True, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    lines = "\n".join(line.rstrip() for line in ran.stdout.strip("\n").splitlines())
    body = lines if shown == "markdown" else f"```console\n$ {shown}\n{lines}\n```"
    return f"<!-- $ {shown} : {command} -->\n{body}\n<!-- end -->"


def main() -> None:
    """Entry point; with a word as argument only the parts whose command has it."""
    pages = [name for name in sys.argv[1:] if name.endswith(".md")] or ["README.md"]
    word = next((name for name in sys.argv[1:] if not name.endswith(".md")), "")
    for page in pages:
        path = ROOT / page
        text = path.read_text(encoding="utf-8")
        filled = PART.sub(lambda part: output(part) if word in part["command"] else part[0], text)
        path.write_text(filled, encoding="utf-8")


if __name__ == "__main__":
    main()
