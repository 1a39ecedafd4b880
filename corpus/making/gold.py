"""The gold of a sample plan: from its content, with the pages looked up in the PDF that was made of it."""

from __future__ import annotations

import calendar
import re
import unicodedata
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium

from .content import Action, Bullets, Content, Effect, Initiative, Row, Text, joined

SEASONS = {"21": (3, 5), "22": (6, 8), "23": (9, 11), "24": (12, 2)}


class NotPrintedError(Exception):
    """A text of the content is not found in the PDF."""


def letters(text: str) -> str:
    """The letters and digits of a text, folded: what line breaks, hyphens and bullets cannot change."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())


class Pages:
    """Looks up texts in a PDF."""

    def __init__(self, path: Path) -> None:
        document = pdfium.PdfDocument(path)
        self.texts = [letters(page.get_textpage().get_text_range()) for page in document]
        self.all = "".join(self.texts)
        self.starts: list[int] = []
        position = 0
        for text in self.texts:
            self.starts.append(position)
            position += len(text)

    def page(self, position: int) -> int:
        """The 1-based page of a position."""
        return sum(start <= position for start in self.starts)

    def find(self, text: str, after: int = 0, before: int | None = None) -> int:
        """Where `text` starts, at or after the position `after`: whole, else (cut by a page break) its longest
        beginning that stands on one page, of at least eight letters. Raises NotPrintedError."""
        key = letters(text)
        end = len(self.all) if before is None else before
        for length in range(len(key), min(8, len(key)) - 1, -1):
            at = self.all.find(key[:length], after, end)
            if at >= 0:
                return at
        raise NotPrintedError(text)


def span(edtf: str | None) -> tuple[str | None, str | None]:
    """First and last day of an EDTF value: dates, months, seasons, years, intervals and sets of them."""
    if edtf is None:
        return None, None
    if edtf.startswith("{"):
        ends = [span(part.replace("..", "/")) for part in edtf.strip("{}").split(",")]
        return ends[0][0], ends[-1][1]
    if "/" in edtf:
        left, right = edtf.split("/")
        return (None if left == ".." else span(left)[0]), (None if right == ".." else span(right)[1])
    match = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?~?", edtf)
    if match is None:
        raise ValueError(f"no EDTF that samples use: {edtf}")
    year, month, day = match.groups()
    if day:
        return f"{year}-{month}-{day}", f"{year}-{month}-{day}"
    if month in SEASONS:
        first, last = SEASONS[month]
        end_year = int(year) + (last < first)
        return f"{year}-{first:02d}-01", f"{end_year}-{last:02d}-{calendar.monthrange(end_year, last)[1]}"
    if month:
        return f"{year}-{month}-01", f"{year}-{month}-{calendar.monthrange(int(year), int(month))[1]}"
    return f"{year}-01-01", f"{year}-12-31"


def raw(text: Text) -> str:
    """A text with its footnote marks, as the page prints it."""
    return " ".join(" ".join(b.list) if isinstance(b, Bullets) else b for b in text)


def cell(text: Text | None) -> str | None:
    return None if text is None else joined(text, " ")


def without_colon(text: str | None) -> str | None:
    return None if text is None else text.removesuffix(":")


class Reader:
    """Makes the items of one initiative, each list in the order of the page."""

    def __init__(self, pages: Pages, start: int, end: int) -> None:
        self.pages = pages
        self.move(start, end)

    def move(self, start: int, end: int) -> None:
        """Look between these positions from now on."""
        self.start, self.end = start, end
        self.cursor = {"milestone": start, "gain": start}

    def page(self, kind: str, text: Text) -> int:
        """The page of an item: its only place in the initiative, else the first after the item before it."""
        key = raw(text)
        first = self.pages.find(key, self.start, self.end)
        again = self.pages.all.find(letters(key), first + 1, self.end) >= 0
        if again or first < self.cursor[kind]:
            first = self.pages.find(key, self.cursor[kind], self.end)
        self.cursor[kind] = first + 1
        return self.pages.page(first)

    def milestone(self, item: Action, group: str | None, row: Row | None = None) -> dict[str, Any]:
        start, end = span(item.edtf)
        partners = item.partners or (row.partners if row else None)
        follow_up = item.follow_up or (row.follow_up if row else None)
        return {
            "text": cell(item.text),
            "timing": item.timing,
            "edtf": item.edtf,
            "start": start,
            "end": end,
            "partners": cell(partners),
            "follow_up": cell(follow_up),
            "group": without_colon(item.group or group),
            "page": self.page("milestone", item.text),
        }

    def gain(self, item: Effect, group: str | None, row: Row | None = None) -> dict[str, Any]:
        return {
            "text": cell(item.text),
            "follow_up": cell(item.follow_up or (row.follow_up if row else None)),
            "direction": item.direction,
            "amount": item.amount,
            "unit": item.unit,
            "amount_kind": item.kind,
            "baseline": item.baseline,
            "target_edtf": item.target,
            "group": without_colon(item.group or group),
            "page": self.page("gain", item.text),
        }


def initiative_gold(
    item: Initiative, content: Content, pages: Pages, start: int, end: int, appendix: int
) -> dict[str, Any]:
    """An initiative whose text stands between two positions of the PDF, or after the one where an appendix starts."""
    reader = Reader(pages, start, end)
    aspects, milestones, gains = [], [], []
    for part in item.parts:
        if part.appendix:
            reader.move(appendix, len(pages.all))
        if part.aspect:
            text = joined(part.text, "\n")
            for block in part.text:
                pages.find(raw([block]), start, end)
            aspects.append({"kind": part.aspect, "heading": without_colon(part.heading), "text": text})
        milestones += [reader.milestone(a, part.lead) for a in part.actions]
        gains += [reader.gain(e, part.lead) for e in part.effects]
        for row in part.rows:
            gains += [reader.gain(e, row.group or row.lead, row) for e in row.effects]
            milestones += [reader.milestone(a, row.group, row) for a in row.actions]
    return {
        "number": item.number,
        "title": item.title,
        "goal": content.goals[item.goal - 1].title if item.goal else None,
        "municipality": content.municipality.code,
        "aspects": aspects,
        "milestones": milestones,
        "gains": gains,
        "themes": item.themes,
        "page": pages.page(start),
    }


def first_block(item: Initiative) -> str:
    """The text that follows an initiative's heading, which tells the heading from its copy in a list of contents."""
    for part in item.parts:
        for text in (part.heading, raw(part.text[:1]), part.lead):
            if text:
                return text
    raise ValueError(f"{item.title}: nothing below the heading")


def starts(content: Content, pages: Pages) -> list[int]:
    """Where the heading of each initiative stands: the last place of its title before its first text."""
    out: list[int] = []
    after = 0
    for item in content.initiatives:
        title = letters(item.title)
        places = [m.start() for m in re.finditer(re.escape(title), pages.all) if m.start() >= after]
        following = letters(first_block(item))[:30]
        near = [p for p in places if following in pages.all[p + len(title) : p + len(title) + 60 + len(following)]]
        if not near:
            raise NotPrintedError(item.title)
        out.append(near[0])
        after = near[0] + len(title)
    return out


def gold(content: Content, pdf: Path) -> dict[str, Any]:
    """The gold of a plan whose PDF has been made. Raises NotPrintedError where content and PDF disagree."""
    pages = Pages(pdf)
    positions = [*starts(content, pages), len(pages.all)]
    appendix = pages.find(content.words["appendix"], positions[-2]) if "appendix" in content.words else positions[-2]
    period_start, period_end = span(content.period)
    for text in [*(f.label for f in content.figures), *(f.printed for f in content.figures), *content.notes.values()]:
        pages.find(text)
    return {
        "file": pdf.name,
        "title": content.title,
        "plan_type": content.plan_type,
        "unit": content.unit,
        "municipalities": [{"code": content.municipality.code, "name": content.municipality.name}],
        "period_start": period_start,
        "period_end": period_end,
        "published": content.published,
        "goals": [{"number": goal.number, "title": goal.title} for goal in content.goals],
        "initiatives": [
            initiative_gold(item, content, pages, positions[i], positions[i + 1], appendix)
            for i, item in enumerate(content.initiatives)
        ],
        "key_figures": [{"label": f.label, "value": f.value, "unit": f.unit} for f in content.figures],
        "references": [{"law": law, "section": section} for law, section in content.references],
    }
