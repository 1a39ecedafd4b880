"""The parts of HTML that the layouts for WeasyPrint share, and the call of the engine."""

from __future__ import annotations

from html import escape

import weasyprint

from .content import NOTE, Bullets, Text


def inline(text: str) -> str:
    """Escaped text, footnote marks raised."""
    return NOTE.sub(r"<sup>\1</sup>", escape(text, quote=False))


def flow(text: Text) -> str:
    """Paragraphs and lists."""
    return "".join(
        "<ul>" + "".join(f"<li>{inline(point)}</li>" for point in block.list) + "</ul>"
        if isinstance(block, Bullets)
        else f"<p>{inline(block)}</p>"
        for block in text
    )


def cell(text: Text | str | None, tag: str = "td", attributes: str = "") -> str:
    """A table cell; a single paragraph stands in it without an element of its own."""
    if text is None:
        inner = ""
    elif isinstance(text, str):
        inner = inline(text)
    elif len(text) == 1 and isinstance(text[0], str):
        inner = inline(text[0])
    else:
        inner = flow(text)
    return f"<{tag}{attributes}>{inner}</{tag}>"


def row(*cells: str, attributes: str = "") -> str:
    return f"<tr{attributes}>{''.join(cells)}</tr>"


def table(headings: list[str], rows: list[str], name: str = "") -> str:
    """A table with a header row that is repeated on each page."""
    head = row(*(cell(h, "th") for h in headings))
    return f'<table class="{name}"><thead>{head}</thead><tbody>{"".join(rows)}</tbody></table>'


def pdf(body: str, css: str, title: str) -> bytes:
    """Typeset a page with WeasyPrint; the same input gives the same bytes."""
    page = (
        f'<!doctype html><html lang="da"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<style>{css}</style></head><body>{body}</body></html>"
    )
    out = weasyprint.HTML(string=page).write_pdf(pdf_identifier=b"planspor-sample")
    if out is None:
        raise RuntimeError("WeasyPrint wrote nothing")
    return bytes(out)
