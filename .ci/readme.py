"""Fills the README with what commands print today: `make readme`.

A part of the README between `<!-- $ SHOWN : COMMAND -->` and `<!-- end -->` is replaced with the output of COMMAND (run
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
    word = sys.argv[1] if len(sys.argv) > 1 else ""
    path = ROOT / "README.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(PART.sub(lambda part: output(part) if word in part["command"] else part[0], text), encoding="utf-8")


if __name__ == "__main__":
    main()
