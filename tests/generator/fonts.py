"""The fonts of generated plans: those that font packages bring, never the machine's own."""

from __future__ import annotations

import logging
import os
import tempfile
from functools import cache
from importlib.resources import files
from pathlib import Path

from fontTools import subset

PACKAGES = {
    "Lato": ("font_lato", "Lato", "Italic"),
    "Roboto": ("font_roboto", "Roboto", "Italic"),
    "Source Sans Pro": ("font_source_sans_pro", "SourceSansPro", "It"),
    "Source Serif Pro": ("font_source_serif_pro", "SourceSerifPro", "It"),
}
STYLES = (
    ("Regular", 400, "normal"),
    ("Bold", 700, "normal"),
    ("Italic", 400, "italic"),
    ("BoldItalic", 700, "italic"),
)


def path(family: str, style: str) -> Path:
    """The TrueType file of a family in a style (`Regular`, `Bold`, `Italic`, `BoldItalic`)."""
    package, stem, italic = PACKAGES[family]
    return Path(str(files(package) / "files" / f"{stem}-{style.replace('Italic', italic)}.ttf"))


LATIN = [*range(0x20, 0x180), *range(0x2010, 0x2040), 0x20AC, 0x2022]
SLIM = Path(tempfile.gettempdir()) / "generated-plans-fonts"


@cache
def slim(family: str, style: str) -> Path:
    """A small copy of a font with Latin letters, kerning and ligatures: some engines take seconds over a whole one.
    It is made once and kept among the machine's temporary files."""
    out = SLIM / path(family, style).name
    if not out.exists():
        logging.getLogger("fontTools").setLevel(logging.ERROR)
        options = subset.Options(layout_features=["kern", "liga"], recalc_timestamp=False, notdef_outline=True)
        font = subset.load_font(path(family, style), options)
        worker = subset.Subsetter(options)
        worker.populate(unicodes=LATIN)
        worker.subset(font)
        SLIM.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=SLIM)
        with os.fdopen(handle, "wb") as file:
            font.save(file)
        Path(temporary).replace(out)
    return out


def folders() -> list[str]:
    """The folders of all font packages."""
    return [str(files(package) / "files") for package, _, _ in PACKAGES.values()]


def faces(family: str) -> str:
    """CSS @font-face rules of a family: regular and bold, upright and italic."""
    return "\n".join(
        f'@font-face {{ font-family: "{family}"; font-weight: {weight}; font-style: {slant};'
        f' src: url("{slim(family, style).as_uri()}"); }}'
        for style, weight, slant in STYLES
    )
