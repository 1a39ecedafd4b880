"""The gold of a generated plan, in the shape of the data contract."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

import pypdfium2 as pdfium

from .model import Action, Content, Effect


def letters(text: str) -> str:
    """What line breaks, hyphens and bullets cannot change."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())


def page_letters(pdf: bytes) -> list[str]:
    """The letters and digits of each page."""
    document = pdfium.PdfDocument(pdf)
    out = []
    for page in document:
        text = page.get_textpage()
        out.append(letters(text.get_text_range()))
        text.close()
        page.close()
    document.close()
    return out


def milestone(item: Action) -> dict[str, Any]:
    time = item.time
    return {
        "text": item.text,
        "timing": time.printed if time else None,
        "edtf": time.edtf if time else None,
        "start": time.start if time else None,
        "end": time.end if time else None,
        "partners": item.partners,
        "follow_up": item.follow_up,
        "group": item.group,
    }


def gain(item: Effect) -> dict[str, Any]:
    return {
        "text": item.text,
        "follow_up": item.follow_up,
        "direction": item.direction,
        "amount": item.amount,
        "unit": item.unit,
        "amount_kind": item.kind,
        "baseline": item.baseline,
        "target_edtf": item.target_edtf if item.amount is not None else None,
        "group": item.group,
    }


def gold(content: Content, file: str) -> dict[str, Any]:
    """What a careful reader writes down about the plan."""
    return {
        "file": file,
        "title": content.title,
        "plan_type": content.plan_type,
        "unit": content.unit,
        "municipalities": [],
        "period_start": f"{content.first_year}-01-01",
        "period_end": f"{content.last_year}-12-31",
        "published": None,
        "goals": [{"number": n, "title": t} for n, t in zip(content.goal_numbers, content.goals, strict=False)],
        "initiatives": [
            {
                "number": item.number,
                "title": item.title,
                "goal": None if item.goal is None else content.goals[item.goal],
                "municipality": None,
                "aspects": [
                    {"kind": a.kind, "heading": a.heading, "text": "\n".join(a.paragraphs)} for a in item.aspects
                ],
                "milestones": [milestone(a) for a in item.actions],
                "gains": [gain(e) for e in item.effects],
                "themes": [],
            }
            for item in content.initiatives
        ],
        "key_figures": [{"label": f.label, "value": f.value, "unit": f.unit} for f in content.figures],
        "references": [{"law": law, "section": section} for law, section in content.references],
    }


def ends(text: str) -> tuple[str, str]:
    """The first and the last words of an item, as letters: enough to see on which pages it begins and ends."""
    words = re.split(r"\s+", text.strip())
    return letters(" ".join(words[:4])), letters(" ".join(words[-4:]))
