"""The call of Typst: a template of `layouts/` reads the content as JSON."""

from __future__ import annotations

from pathlib import Path

import typst

from .content import Content
from .fonts import folders

TIMESTAMP = 1704067200
"""The date inside the PDFs, so that the same input gives the same bytes."""


def render(content: Content, template: Path) -> bytes:
    """Typeset a plan with a Typst template, which finds the content in `sys.inputs.content`."""
    out = typst.compile(
        str(template),
        root=str(template.parent),
        font_paths=[str(folder) for folder in folders()],
        ignore_system_fonts=True,
        sys_inputs={"content": content.model_dump_json()},
        timestamp=TIMESTAMP,
    )
    if not isinstance(out, bytes):
        raise TypeError("Typst wrote no single file")
    return out
