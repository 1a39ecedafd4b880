"""The codes of problems: what each means and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import yaml
from planspor.models.problem import CODES

HEAD = """# Codes of problems

What could not be read, or is doubtful, is a row of `problems`, with the file, the page and a message that says what
happened there. The codes are stable; programs can rely on them. Errors that are raised on purpose in Python carry the
same codes (`planspor.models.problem.PlansporError.code`).

`error`: data was lost. `warning`: a value is doubtful. `info`: worth knowing.

| code | severity | what it means | what to do |
| --- | --- | --- | --- |
"""


def remedies() -> Mapping[str, str]:
    """What to do, by code."""
    found: Mapping[str, str] = yaml.safe_load(Path(__file__).with_name("problems.yaml").read_text(encoding="utf-8"))
    return found


def page() -> str:
    """The page. Raises ValueError for a code without a remedy, and for a remedy of no code."""
    written = remedies()
    if missing := sorted(set(CODES) - set(written)):
        raise ValueError(f"docs/pagemaking/problems.yaml has no remedy for {', '.join(missing)}")
    if strange := sorted(set(written) - set(CODES)):
        raise ValueError(f"docs/pagemaking/problems.yaml has remedies of unknown codes: {', '.join(strange)}")
    rows = [
        f'| <span id="{code}"></span>`{code}` | {severity} | {meaning} | {written[code]} |'
        for code, (severity, meaning) in CODES.items()
    ]
    return HEAD + "\n".join(rows) + "\n"
