"""The fonts of generated plans: those that font packages bring, never the machine's own."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

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


def folders() -> list[str]:
    """The folders of all font packages."""
    return [str(files(package) / "files") for package, _, _ in PACKAGES.values()]


def faces(family: str) -> str:
    """CSS @font-face rules of a family: regular and bold, upright and italic."""
    return "\n".join(
        f'@font-face {{ font-family: "{family}"; font-weight: {weight}; font-style: {slant};'
        f' src: url("{path(family, style).as_uri()}"); }}'
        for style, weight, slant in STYLES
    )
