"""The pages that a data set was read from, as pictures with the places of each row marked, for any browser."""

from __future__ import annotations

import html
import io
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import count, groupby
from pathlib import Path
from typing import Any

from ...models.problem import UnreadableError
from ..batch import Progress
from ..files import write_atomically
from ..originals import Originals
from ..picture import degrees, page_picture, page_size
from .source import Source, Table

FOLDER = "pages"
SCALE = 2.0
"""Pixels a point."""
PACKED = 3
"""How hard zlib tries: pages of text come out as small as with 6, in a little more than half the time."""
_UNSAFE = re.compile(r"[^\w.-]", re.ASCII)

Row = Mapping[str, Any]


class Pages:
    """Writes `pages/<plan_id>/` beside a workbook: a picture a page, and for each row a small page that shows it."""

    def __init__(self, source: Source, originals: Originals, folder: Path) -> None:
        """`folder` is the one that the workbook lies in. Raises UsageError where a PDF is not found."""
        self.folder = folder
        self.plans: dict[str, Row] = {}
        for batch in source.tables["plans"].batches():
            for row in batch.select(["plan_id", "file", "sha256", "pages", "title", "turned_pages"]).to_pylist():
                self.plans[row["plan_id"]] = row
                originals.read(row["file"], row["sha256"])
        self.source, self.originals = source, originals
        self.linked: dict[str, str] = {}
        self.shown: set[tuple[str, int]] = set()

    def write(self, tables: Sequence[Table], progress: Progress | None = None) -> None:
        """Write a picture of each page, and a page for each row of these tables that has a place.

        `progress` is told of each picture.
        """
        names = {table.name for table in tables}
        total = sum(plan["pages"] for plan in self.plans.values())
        done = count()

        def tell(plan: Row) -> None:
            if progress is not None:
                progress(plan["file"], next(done) + 1, total)

        for plan_id, cells in groupby(self._cells(), lambda row: str(row["plan_id"])):
            plan = self.plans[plan_id]
            folder = self.folder / FOLDER / _name(plan_id)
            folder.mkdir(parents=True, exist_ok=True)
            sizes = self._pictures(folder, plan, tell)
            items: dict[str, list[Row]] = defaultdict(list)
            for cell in cells:
                if cell["page"] in sizes and cell["left"] is not None and {cell["table"], "cells"} & names:
                    items[cell["item_id"]].append(cell)
            for item_id, places in items.items():
                name = _file(plan_id, item_id)
                write_atomically(folder / name, _html(plan, item_id, places, sizes).encode())
                self.linked[item_id] = f"{FOLDER}/{_name(plan_id)}/{name}"

    def _pictures(self, folder: Path, plan: Row, tell: Callable[[Row], None]) -> dict[int, tuple[float, float]]:
        """Write a picture of each page of the plan; the pages' sizes in points."""
        data = self.originals.read(plan["file"], plan["sha256"])
        sizes = {}
        for page in range(1, plan["pages"] + 1):
            tell(plan)
            turn = degrees(plan["turned_pages"], page)
            try:
                picture, _ = page_picture(data, page, SCALE, turn)
            except UnreadableError:
                # Nothing was read from it either; `problems` says so.
                continue
            stream = io.BytesIO()
            picture.save(stream, "PNG", compress_level=PACKED)
            write_atomically(folder / _picture(page), stream.getvalue())
            sizes[page] = page_size(data, page, turn)
            self.shown.add((plan["plan_id"], page))
        return sizes

    def link(self, table: str, row: Row) -> str | None:
        """Where a row leads to: the page that shows it, else the bare picture of its page, else nowhere."""
        known = self.source.tables[table]
        item_id = row["item_id"] if table == "cells" else row.get(known.key[0]) if len(known.key) == 1 else None
        if item_id in self.linked:
            return self.linked[item_id]
        plan = self.plans.get(row.get("plan_id") or "")
        if plan is None or (plan["plan_id"], row["page"]) not in self.shown:
            return None
        return f"{FOLDER}/{_name(plan['plan_id'])}/{_picture(row['page'])}"

    def _cells(self) -> Iterator[Row]:
        for batch in self.source.tables["cells"].batches():
            yield from batch.to_pylist()


def _name(plan_id: str) -> str:
    return _UNSAFE.sub("_", plan_id)


def _picture(page: int) -> str:
    return f"p{page:04}.png"


def _file(plan_id: str, item_id: str) -> str:
    """`<plan_id>/i01/m02` as `i01-m02.html`."""
    own = item_id.removeprefix(plan_id).strip("/").replace("/", "-")
    return f"{_UNSAFE.sub('_', own) or 'plan'}.html"


STYLE = """
body { font: 15px/1.45 system-ui, sans-serif; margin: 1.5rem auto; max-width: 900px; padding: 0 1rem; color: #1b1b1f; }
h1 { font-size: 1.15rem; } h2 { font-size: 1rem; margin-top: 2rem; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: .2rem .6rem .2rem 0; }
thead th { border-bottom: 1px solid #999; font-weight: 600; } td { vertical-align: top; }
.page { position: relative; border: 1px solid #bbb; } .page img { display: block; width: 100%; }
.mark { position: absolute; border: 2px solid #c2185b; background: rgb(194 24 91 / 12%); border-radius: 3px;
  outline: none; scroll-margin-block: 35vh; }
.mark span { position: absolute; right: 0; bottom: 100%; background: #c2185b; color: #fff; font-size: 11px;
  line-height: 1.3; padding: 0 4px; border-radius: 2px 2px 0 0; white-space: nowrap; }
""".strip()


def _html(plan: Row, item_id: str, cells: Sequence[Row], sizes: Mapping[int, tuple[float, float]]) -> str:
    """The page that shows a row: how each value was read, and the places on the pages. Everything is set as text."""
    pages = sorted({cell["page"] for cell in cells})
    read = "\n".join(
        f"<tr><td>{_text(cell['column'])}</td><td>{cell['page']}</td><td>{cell['confidence']:.2f}</td>"
        f"<td>{'inferred' if cell['inferred'] else 'printed'}</td><td>{_text(cell['rule'] or '')}</td></tr>"
        for cell in cells
    )
    parts = [_page(page, sizes[page], [cell for cell in cells if cell["page"] == page]) for page in pages]
    title = plan["title"] or plan["file"]
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="script-src 'none'; object-src 'none'; base-uri 'none'">
<title>{_text(item_id)}</title>
<style>
{STYLE}
</style>
</head>
<body>
<h1 lang="da">{_text(title)}</h1>
<p>{_text(cells[0]["table"])} {_text(item_id)}, in {_text(plan["file"])}</p>
<table>
<thead><tr><th>column</th><th>page</th><th>confidence</th><th>value is</th><th>read by</th></tr></thead>
<tbody>
{read}
</tbody>
</table>
{"".join(parts)}</body>
</html>
"""


def _page(page: int, size: tuple[float, float], cells: Sequence[Row]) -> str:
    """A page's picture with a frame a place; the columns that share a place share its frame."""
    boxes: dict[tuple[float, float, float, float], list[str]] = {}
    for cell in cells:
        box = (cell["left"], cell["top"], cell["right"], cell["bottom"])
        boxes.setdefault(box, []).append(cell["column"])
    width, height = size
    marks: list[str] = []
    for (left, top, right, bottom), columns in boxes.items():
        place = {
            "left": (left - 2) / width,
            "top": (top - 2) / height,
            "width": (right - left + 4) / width,
            "height": (bottom - top + 4) / height,
        }
        style = "; ".join(f"{name}: {100 * share:.2f}%" for name, share in place.items())
        # A browser scrolls to what has the focus, so that the first place is in sight.
        focus = "" if marks else ' tabindex="0" autofocus'
        names = _text(", ".join(dict.fromkeys(columns)))
        marks.append(f'<div class="mark" style="{style}"{focus}><span>{names}</span></div>\n')
    picture = f'<img src="{_picture(page)}" alt="Page {page}">'
    return f'<h2>Page {page}</h2>\n<div class="page">\n{picture}\n{"".join(marks)}</div>\n'


def _text(value: object) -> str:
    return html.escape(str(value))
