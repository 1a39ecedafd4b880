"""Makes the generated pages while MkDocs builds the site, so that none of them can be out of date."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File, Files

HERE = Path(__file__).resolve().parent
if str(HERE) not in sys.path:
    sys.path.insert(0, str(HERE))

from pagemaking import codebook, codes, commands, floors, vocabularies  # noqa: E402
from planspor.pipeline.dictionary import to_markdown  # noqa: E402

DICTIONARY = """# Data dictionary

All that `planspor run` writes, with every column. Made from `models/tables.py`, as is the `datapackage.json` in each
data set, which says the same to programs.
"""


def _dictionary() -> str:
    """The page of `outputs/README.md`, with the opening that it has here."""
    _, start, rest = to_markdown().partition("\n| file |")
    if not start:
        raise ValueError("pipeline/dictionary.py no longer begins with its table of files; mend docs/hooks.py")
    return DICTIONARY + start + rest


PAGES: dict[str, Callable[[], str]] = {
    "commands.md": commands.page,
    "data-dictionary.md": _dictionary,
    "codebook.md": codebook.page,
    "problems.md": codes.page,
    "vocabularies.md": vocabularies.page,
}


def on_files(files: Files, config: Any) -> Files:
    """Add the pages."""
    for name, make in PAGES.items():
        files.append(File.generated(config, name, content=make()))
    return files


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Fill in tables that are made from files of the project."""
    return re.sub(r"<!-- floors -->", lambda _: floors.table(), markdown)
