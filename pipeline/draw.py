"""A page as a picture with what was understood drawn on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium
from PIL import Image, ImageDraw

from ..models.geometry import Bbox, area, intersection, union
from ..models.layout import Block, Document, Role, Table, runs
from ..models.page import Colour
from ..models.plan import Initiative, Item, Place, Plan
from .legend import FAINT, Legend, dashed
from .lettering import Lettering, width

MAX_SIDE = 6000
"""The longest side of the page's picture in pixels, whatever its scale."""

ROLE_COLOURS: dict[Role, Colour] = {
    Role.HEADING: (204, 51, 63),
    Role.PARAGRAPH: (58, 110, 190),
    Role.LIST_ITEM: (34, 139, 94),
    Role.TABLE_CELL: (0, 140, 150),
    Role.CAPTION: (150, 90, 40),
    Role.FOOTNOTE: (140, 110, 0),
    Role.HEADER: (120, 120, 130),
    Role.FOOTER: (120, 120, 130),
    Role.PAGE_NUMBER: (90, 90, 100),
    Role.TOC: (130, 80, 190),
    Role.FIGURE_TEXT: (200, 100, 170),
    Role.HIDDEN: (30, 30, 30),
}
TABLE: Colour = (0, 140, 150)
BOX: Colour = (230, 130, 20)
MILESTONE: Colour = (24, 110, 60)
GAIN: Colour = (120, 50, 150)
PANEL: Colour = (247, 247, 250)
SEVERITY: dict[str, Colour] = {"error": (196, 30, 40), "warning": (176, 112, 0), "info": (40, 110, 170)}
INITIATIVES: tuple[Colour, ...] = (
    (0, 114, 178),
    (213, 94, 0),
    (0, 158, 115),
    (170, 68, 153),
    (180, 140, 0),
    (86, 100, 200),
    (190, 40, 70),
    (100, 130, 30),
)


@dataclass(slots=True)
class _Part:
    """What of a block, a table or a table's cell stands on the page."""

    piece: Block | Table
    order: int
    boxes: list[Bbox]
    owner: int | None = None
    """Index of the initiative that it belongs to."""


def draw_page(data: bytes, plan: Plan, document: Document, page: int, *, scale: float = 2.0) -> Image.Image:
    """The page (counted from 1) of the PDF `data`, which `plan` and `document` were read from.

    Drawn are blocks coloured by role with their number in reading order, tables with cells and header cells, boxes,
    a bar at the left margin for the initiative that each block belongs to, milestones and gains, and at the right
    the legend and the page's problems. `scale` is in pixels a point.
    """
    sideways = next((one.sideways for one in document.pages if one.number == page), 0)
    with pdfium.PdfDocument(data) as pdf:
        leaf = pdf[page - 1]
        base, scale = render(leaf, scale, sideways)
        leaf.close()
    return _Sheet(base, scale, plan, document, page).picture()


def render(leaf: pdfium.PdfPage, scale: float, sideways: int = 0) -> tuple[Image.Image, float]:
    """The page as a picture, turned by as many degrees as it lay `sideways`, and its scale in pixels a point: `scale`,
    or less where the page is very large."""
    scale = min(scale, MAX_SIDE / max(leaf.get_size()))
    return leaf.render(scale=scale, rotation=sideways).to_pil().convert("RGB"), scale


class _Sheet:
    """The page with a margin for initiatives at its left and a panel with the legend at its right."""

    def __init__(self, base: Image.Image, scale: float, plan: Plan, document: Document, page: int) -> None:
        self.scale, self.plan, self.document, self.page = scale, plan, document, page
        self.unit = max(0.6, min(scale / 2, base.height / 1200))
        self.margin = round(76 * self.unit)
        self.panel = round(440 * self.unit)
        self.parts = list(_parts(document, page))
        _assign(self.parts, plan, page)
        # Paler than printed, so that what is drawn on it stands out.
        pale = Image.blend(base, Image.new("RGB", base.size, "white"), 0.18)
        size = (self.margin + base.width + self.panel, max(base.height, round(900 * self.unit)))
        self.image = Image.new("RGBA", size, (*PANEL, 255))
        self.image.paste(pale, (self.margin, 0))
        self.base_size = base.size
        self.letters = Lettering(*size)

    def picture(self) -> Image.Image:
        layer = Image.new("RGBA", self.image.size, (0, 0, 0, 0))
        pen = ImageDraw.Draw(layer)
        for box in self.document.boxes:
            if box.page == self.page:
                dashed(pen, self._at(box.bbox, grow=2), BOX, self.unit)
        for part in self.parts:
            if isinstance(part.piece, Table):
                self._table(pen, part.piece)
            else:
                self._block(pen, part.piece.role, part.boxes)
        for part in self.parts:
            self._order(pen, part)
        self._items(pen)
        self._initiative_bars(pen)
        self.image = Image.alpha_composite(self.image, layer)
        frame = ImageDraw.Draw(self.image)
        frame.rectangle(
            (self.margin, 0, self.margin + self.base_size[0] - 1, self.base_size[1] - 1), outline=(205, 206, 214, 255)
        )
        self._legend(frame)
        return self.letters.over(self.image).convert("RGB")

    def _at(self, box: Bbox, grow: float = 0.0) -> tuple[float, float, float, float]:
        """A box of the page in pixels of the picture."""
        left, top, right, bottom = box
        s = self.scale
        x0, y0 = self.margin + (left - grow) * s, (top - grow) * s
        return (x0, y0, max(x0 + 1, self.margin + (right + grow) * s), max(y0 + 1, (bottom + grow) * s))

    def _block(self, pen: ImageDraw.ImageDraw, role: Role, boxes: list[Bbox]) -> None:
        colour = ROLE_COLOURS[role]
        for box in boxes:
            pen.rounded_rectangle(
                self._at(box, grow=1.5),
                radius=4 * self.unit,
                fill=(*colour, 34),
                outline=(*colour, 200),
                width=max(1, round(1.6 * self.unit)),
            )

    def _table(self, pen: ImageDraw.ImageDraw, table: Table) -> None:
        line = max(1, round(2 * self.unit))
        for cell in table.cells:
            places = cell.places or [(cell.page, cell.bbox)]
            for page, box in places:
                if page == self.page:
                    fill = (*TABLE, 70) if cell.header else (*TABLE, 14)
                    pen.rectangle(self._at(box), fill=fill, outline=(*TABLE, 220), width=line)
        for n, (page, box) in enumerate(table.parts):
            if page != self.page:
                continue
            pen.rectangle(self._at(box, grow=1.5), outline=(*TABLE, 255), width=line * 2)
            label = f"{table.kind} table, {table.n_rows} x {table.n_cols}"
            if n:
                why = table.joined[n - 1] if n <= len(table.joined) else ""
                label += f", part {n + 1}" + (f" ({why})" if why else "")
            # Below the right corner, where it is least likely to cover words.
            _, _, right, bottom = self._at(box, grow=1.5)
            size = 12 * self.unit
            self._tag(pen, right - width(label, size, True) - size * 0.8, bottom, label, size, TABLE)

    def _order(self, pen: ImageDraw.ImageDraw, part: _Part) -> None:
        colour = TABLE if isinstance(part.piece, Table) else ROLE_COLOURS[part.piece.role]
        left, top, _, _ = self._at(part.boxes[0], grow=1.5)
        label, size = str(part.order), 12 * self.unit
        # Left of the block, so that its first letters stay legible.
        self._tag(pen, left - width(label, size, True) - size * 0.9, top, label, size, colour)

    def _items(self, pen: ImageDraw.ImageDraw) -> None:
        """A tag at the right end of each milestone and gain that starts on the page."""
        taken: list[Bbox] = []
        for initiative in self.plan.initiatives:
            marks: tuple[tuple[str, Colour, Iterable[Item]], ...] = (
                ("m", MILESTONE, initiative.milestones),
                ("g", GAIN, initiative.gains),
            )
            for letter, colour, items in marks:
                for n, item in enumerate(items, 1):
                    if not item.places or item.places[0].page != self.page:
                        continue
                    _, top, right, _ = self._at(item.places[0].bbox)
                    label, size = f"{letter}{n}", 12 * self.unit
                    wide = width(label, size, True) + size
                    x = min(right + size / 3, self.margin + self.base_size[0] - wide)
                    place = (x, top - size / 2, x + wide, top + size)
                    while any(intersection(place, other) > 0 for other in taken):
                        place = (place[0], place[1] + size * 1.3, place[2], place[3] + size * 1.3)
                    taken.append(place)
                    self._tag(pen, place[0], place[1], label, size, colour)

    def _initiative_bars(self, pen: ImageDraw.ImageDraw) -> None:
        by_owner: dict[int, list[tuple[float, float]]] = {}
        for part in self.parts:
            if part.owner is not None:
                for box in part.boxes:
                    _, top, _, bottom = self._at(box, grow=1.5)
                    by_owner.setdefault(part.owner, []).append((top, bottom))
        lanes: list[list[tuple[float, float]]] = []
        for owner, spans in sorted(by_owner.items()):
            merged = _merge(spans, gap=26 * self.scale)
            lane = next(
                (n for n, taken in enumerate(lanes) if all(b <= c or d <= a for a, b in merged for c, d in taken)),
                len(lanes),
            )
            if lane == len(lanes):
                lanes.append([])
            lanes[lane] += merged
            colour = INITIATIVES[owner % len(INITIATIVES)]
            right = self.margin - (8 + 26 * lane) * self.unit
            for top, bottom in merged:
                pen.rounded_rectangle(
                    (right - 9 * self.unit, top, right, bottom), radius=4 * self.unit, fill=(*colour, 255)
                )
            label = _number(self.plan.initiatives[owner], owner)
            size = 15 * self.unit
            wide = width(label, size, True) + size * 0.9
            x = max(2, min(right - 4.5 * self.unit - wide / 2, right - wide + 4 * self.unit))
            self._tag(pen, x, merged[0][0], label, size, colour)

    def _tag(self, pen: ImageDraw.ImageDraw, x: float, top: float, label: str, size: float, colour: Colour) -> None:
        """White words on a coloured ground, with its top left corner at the point."""
        wide, tall = width(label, size, True) + size * 0.8, size * 1.35
        pen.rounded_rectangle((x, top, x + wide, top + tall), radius=tall / 3, fill=(*colour, 235))
        self.letters.write(x + size * 0.4, top + size * 0.3, label, size, (255, 255, 255), bold=True)

    def _legend(self, pen: ImageDraw.ImageDraw) -> None:
        left = self.margin + self.base_size[0] + 24 * self.unit
        legend = Legend(pen, self.letters, left, self.panel - 48 * self.unit, self.unit)
        plan = self.plan
        legend.line(plan.title or "Without title", 21, bold=True)
        legend.line(f"{plan.file}, page {self.page} of {plan.pages}", 14, FAINT, most=2)
        legend.line(", ".join([plan.plan_type, *(found.name for found in plan.municipalities)]), 14, FAINT, most=2)
        legend.heading("Blocks, numbered in reading order")
        counts = Counter(part.piece.role for part in self.parts if isinstance(part.piece, Block))
        for role, colour in ROLE_COLOURS.items():
            if counts[role]:
                legend.entry(colour, f"{role.value.replace('_', ' ')}  ({counts[role]})")
        if any(isinstance(part.piece, Table) for part in self.parts):
            legend.entry(TABLE, "table; header cells darker")
        if any(box.page == self.page for box in self.document.boxes):
            legend.entry(BOX, "box or sidebar", dashed_line=True)
        owners = sorted({part.owner for part in self.parts if part.owner is not None})
        legend.heading("Initiatives on the page" if owners else "No initiative on the page")
        for owner in owners:
            initiative = plan.initiatives[owner]
            legend.entry(INITIATIVES[owner % len(INITIATIVES)], f"{_number(initiative, owner)}  {initiative.title}")
        for name, colour, items in (
            ("milestones (m)", MILESTONE, [item for found in plan.initiatives for item in found.milestones]),
            ("gains (g)", GAIN, [item for found in plan.initiatives for item in found.gains]),
        ):
            count = sum(1 for item in items if item.page == self.page)
            if count:
                legend.entry(colour, f"{name}: {count} start here")
        problems = [problem for problem in plan.problems if problem.page == self.page]
        if problems:
            legend.heading("Problems of the page")
        for problem in problems:
            legend.line(f"{problem.code} {problem.message}", 14, SEVERITY[problem.severity], most=6)


def _parts(document: Document, page: int) -> Iterator[_Part]:
    """What stands on the page, in reading order, numbered from 1."""
    order = 0
    for piece in document.flow:
        if isinstance(piece, Table):
            boxes = [box for on, box in piece.parts if on == page]
        else:
            boxes = [box for on, box in runs(piece.lines) if on == page]
        if boxes:
            order += 1
            yield _Part(piece, order, boxes)


def _assign(parts: list[_Part], plan: Plan, page: int) -> None:
    """Give each part the initiative whose places cover most of it."""
    places = [[place.bbox for place in _places(initiative) if place.page == page] for initiative in plan.initiatives]
    for part in parts:
        whole = union(part.boxes)
        shares = [sum(intersection(whole, box) for box in boxes) / max(area(whole), 1.0) for boxes in places]
        if shares and max(shares) > 0.1:
            part.owner = shares.index(max(shares))
    # A heading is no item's text; it belongs where its neighbours in reading order both belong.
    own = [part for part in parts if not _furniture(part)]
    for before, part, after in zip(own, own[1:], own[2:], strict=False):
        if part.owner is None and before.owner is not None and before.owner == after.owner:
            part.owner = before.owner


def _furniture(part: _Part) -> bool:
    return isinstance(part.piece, Block) and part.piece.role in (
        Role.HEADER,
        Role.FOOTER,
        Role.PAGE_NUMBER,
        Role.HIDDEN,
    )


def _places(initiative: Initiative) -> Iterator[Place]:
    items: list[Item] = [initiative, *initiative.aspects, *initiative.milestones, *initiative.gains]
    for item in items:
        yield from item.places
        for evidence in item.cells.values():
            if not evidence.inferred:
                yield from evidence.places


def _number(initiative: Initiative, index: int) -> str:
    return initiative.number or f"i{index + 1}"


def _merge(spans: list[tuple[float, float]], gap: float) -> list[tuple[float, float]]:
    """Spans that are at most `gap` apart as one."""
    out: list[tuple[float, float]] = []
    for top, bottom in sorted(spans):
        if out and top - out[-1][1] <= gap:
            out[-1] = (out[-1][0], max(out[-1][1], bottom))
        else:
            out.append((top, bottom))
    return out
