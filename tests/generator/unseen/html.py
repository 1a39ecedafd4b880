"""HTML of the layouts of this folder that WeasyPrint sets."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from ..fonts import faces
from ..model import Action, Aspect, Content, KeyFigure
from ..set_html import write
from .style import Style


def words(text: str | None) -> str:
    return escape(text or "", quote=False)


def listed(lines: Iterable[str], kind: str = "") -> str:
    """A list of lines of HTML."""
    return f'<ul class="{kind}">' + "".join(f"<li>{line}</li>" for line in lines) + "</ul>"


def paragraphs(aspect: Aspect) -> str:
    return "".join(f"<p>{words(text)}</p>" for text in aspect.paragraphs)


def doing(look: Style, item: Action) -> str:
    """A milestone with its time before it, where it has one that does not stand in its words."""
    lead = look.lead(item)
    return (f"<b>{words(lead)}</b>" if lead else "") + words(item.words)


def tiles(figures: list[KeyFigure]) -> str:
    """Large figures with small labels below them."""
    return '<div class="tiles">' + "".join(
        f'<div class="tile"><div class="big">{words(f.printed)}</div><div class="small">{words(f.label)}</div></div>'
        for f in figures
    ) + "</div>"  # fmt: skip


def cells(texts: Iterable[str], tag: str = "td") -> str:
    return "<tr>" + "".join(f"<{tag}>{text}</{tag}>" for text in texts) + "</tr>"


def document(content: Content, look: Style, css: str, body: str, tagged: bool) -> bytes:
    """A PDF of a body and its style sheet."""
    base = (
        f'{faces(look.font)} body {{ font-family: "{look.font}"; margin: 0; color: #222 }} '
        "p, ul, h1, h2, h3, table { margin: 0 } ul { padding-left: 4.5mm } "
        "table { border-collapse: collapse; width: 100% } "
        f'td, th {{ text-align: left; vertical-align: top }} ul {{ list-style: "{look.mark}  " }}'
    )
    page = (
        f'<!doctype html><html lang="da"><head><meta charset="utf-8"><title>{words(content.title)}</title>'
        f"<style>{base} {css}</style></head><body>{body}</body></html>"
    )
    return write(page, tagged)
