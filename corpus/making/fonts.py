"""The fonts of the samples: those that font packages bring, never the machine's own."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

PACKAGES = {
    "Lato": ("font_lato", "Lato"),
    "Roboto": ("font_roboto", "Roboto"),
    "Source Sans Pro": ("font_source_sans_pro", "SourceSansPro"),
    "Source Serif Pro": ("font_source_serif_pro", "SourceSerifPro"),
}
ITALIC = {"Lato": "Italic", "Roboto": "Italic", "Source Sans Pro": "It", "Source Serif Pro": "It"}


def path(family: str, style: str) -> Path:
    """The TrueType file of a family in a style (`Regular`, `Bold`, `Italic`, `BoldItalic`, `Light` ...)."""
    package, stem = PACKAGES[family]
    return Path(str(files(package) / "files" / f"{stem}-{style.replace('Italic', ITALIC[family])}.ttf"))


def folders() -> list[Path]:
    """The folders of all font packages."""
    return [Path(str(files(package) / "files")) for package, _ in PACKAGES.values()]


def faces(family: str) -> str:
    """CSS @font-face rules of a family: regular and bold, upright and italic."""
    rules = []
    for style, weight, slant in (
        ("Regular", 400, "normal"),
        ("Bold", 700, "normal"),
        ("Italic", 400, "italic"),
        ("BoldItalic", 700, "italic"),
    ):
        file = path(family, style)
        if file.exists():
            rules.append(
                f'@font-face {{ font-family: "{family}"; font-weight: {weight}; font-style: {slant};'
                f' src: url("{file.as_uri()}"); }}'
            )
    return "\n".join(rules)
